"""J1: a cohort of 24 in 6 teams of 4 rates six badges; one team comes late; a wording is mended; the room rates again.

As far as one machine can: each team is a file of its own, as it comes from its laptop. Everything here is synthetic.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from rubric_kit import read_badge_folder, read_rubric
from rubric_kit.comparing.cell_spread import cell_spreads, round_change
from rubric_kit.model import Badge, Entry, EntryKind, Rubric, StoredEntry
from rubric_kit.scoring.agreement import agreement
from rubric_kit.scoring.rounds import gut_calls_of, ratings_of, round_state, standing
from rubric_kit.workspace import sample_badges_folder
from rubric_kit.workspace.district import open_workspace
from rubric_kit.workspace.store import new_entry, open_store, read_entries

TEAMS = {f"team-{team}": [f"t{team}-{member}" for member in range(1, 5)] for team in range(1, 7)}
FILES = (
    "padlet_association.json",
    "padlet_hobby.json",
    "paddle_badge.json",
    "classroom_application.json",
    "media_circle_member.json",
    "trainer_of_colleagues.json",
)
VAGUE = "Good evidence of the work comes with the badge."
PLAIN = "At least one piece of work comes with the badge. The badge does not say how the work was judged."
# What the four members of a team say about the evidence of the second badge: with "good evidence" each reads something else.
WIDE = ("l0", "l1", "l2", "l3")
NARROW = ("l2", "l2", "l2", "l1")
LATE, SILENT = "t3-3", "t3-4"
EVIDENCE = "learning_evidence"
NAME = "Synthetic Person"


@pytest.fixture
def place(tmp_path: Path, say: Callable[..., str]) -> Path:
    """A workspace with a rubric whose evidence question has a level that says "good evidence"."""
    folder = tmp_path / "district"
    say("new", folder, "--title", "Synthetic cohort")
    for name in FILES:
        shutil.copyfile(sample_badges_folder() / name, folder / "badges" / name)
    file = Path(open_workspace(folder).rubric)
    plain = json.loads(file.read_text(encoding="utf-8"))
    evidence = next(one for one in plain["criteria"] if one["id"] == EVIDENCE)
    evidence["levels"][2]["descriptor"] = VAGUE
    file.write_text(json.dumps(plain), encoding="utf-8")
    rows = ["code,team,name", *(f"{code},{team},{NAME} {code}" for team, codes in TEAMS.items() for code in codes)]
    people = open_workspace(folder).people
    assert people is not None
    people.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def badges(place: Path) -> tuple[Badge, ...]:
    return read_badge_folder(open_workspace(place).badges).badges[:6]


def level(rubric: Rubric, criterion: str, place: int) -> str:
    levels = rubric.criterion(criterion).levels
    return levels[min(place, len(levels) - 1)].id


def round_of(rubric: Rubric, badges: tuple[Badge, ...], codes: list[str], wide: tuple[str, ...], number: int) -> Iterator[Entry]:
    """One team's answers: alike but for the evidence of the second badge; gut calls only in the first round."""
    for member, code in enumerate(codes):
        for at, badge in enumerate(badges):
            if number == 1:
                yield new_entry(EntryKind.GUT_CALL, code, badge=badge.key, call=("accept", "not", "unsure")[(at + member) % 3])
            for criterion in rubric.criteria:
                widest = criterion.id == EVIDENCE and at == 1
                given = wide[member] if widest else level(rubric, criterion.id, at % 3 + (member == 3))
                yield new_entry(
                    EntryKind.RATING,
                    code,
                    round=number,
                    badge=badge.key,
                    criterion=criterion.id,
                    rubric=rubric.fingerprint,
                    wording=rubric.wording_fingerprint,
                    level=given,
                )
        yield new_entry(EntryKind.DONE, code, round=number)


def team_file(folder: Path, name: str, entries: list[Entry]) -> Path:
    file = folder / f"{name}.db"
    with open_store(file) as store:
        store.append(entries)
    return file


def merged(place: Path, say: Callable[..., str], *files: Path) -> tuple[StoredEntry, ...]:
    """Merge files into the workspace's log, then once more the other way round, which changes nothing."""
    ratings = open_workspace(place).ratings
    say("ratings", "merge", ratings, *files)
    log = read_entries(ratings).entries
    say("ratings", "merge", ratings, *reversed(files))
    assert read_entries(ratings).entries == log
    assert standing(log).conflicts == ()
    return log


def lead_says(place: Path, kind: EntryKind, number: int, rubric: Rubric) -> None:
    with open_store(open_workspace(place).ratings) as store:
        store.append([new_entry(kind, "lead", round=number, rubric=rubric.fingerprint)])


def first_files(sticks: Path, rubric: Rubric, badges: tuple[Badge, ...]) -> list[Path]:
    """Six files come in; of team 3 one member has rated the first badge only, and one has not even begun."""
    files = []
    for team, codes in TEAMS.items():
        entries = list(round_of(rubric, badges, codes, WIDE, 1))
        if team == "team-3":
            entries = [one for one in entries if one.rater != SILENT and (one.rater != LATE or one.badge == badges[0].key)]
        files.append(team_file(sticks, f"{team}_1", entries))
    return files


def codes_found(file: Path, say: Callable[..., str]) -> set[str]:
    return {one["code"] for one in json.loads(say("rubric", "check", file, "--json"))["checks"] if one["checks"]}


def mended(place: Path, say: Callable[..., str], passing: Path) -> Rubric:
    """Mend the words that the checks find, and publish them as the next version."""
    file = Path(open_workspace(place).rubric)
    assert "RKL002" in codes_found(file, say)
    plain = json.loads(file.read_text(encoding="utf-8"))
    next(one for one in plain["criteria"] if one["id"] == EVIDENCE)["levels"][2]["descriptor"] = PLAIN
    (passing / "mended.json").write_text(json.dumps(plain), encoding="utf-8")
    say("rubric", "publish", passing / "mended.json", file)
    assert "RKL002" not in codes_found(file, say)
    return read_rubric(file)


def test_a_cohort_rates_talks_mends_a_wording_and_rates_again(
    place: Path, badges: tuple[Badge, ...], say: Callable[..., str], tmp_path: Path
) -> None:
    sticks = tmp_path / "sticks"
    sticks.mkdir()
    workspace = open_workspace(place)
    before, keys, people = read_rubric(workspace.rubric), [one.key for one in badges], workspace.roster()

    # Who is in, and never what they said.
    log = merged(place, say, *first_files(sticks, before, badges))
    state = round_state(before, keys, log, roster=people)
    assert state.sentence == "22 of 24 are done. Not yet: team-3: 2 of 4 in."
    assert state.silent == (SILENT,)
    assert not state.revealed

    # The lead releases the reveal all the same. The widest cell is the evidence of the second badge, from first to last level.
    lead_says(place, EntryKind.REVEAL, 1, before)
    log = read_entries(workspace.ratings).entries
    assert round_state(before, keys, log, roster=people).revealed
    widest = cell_spreads(before, badges, ratings_of(log, round=1))[0]
    assert (widest.badge, widest.criterion, widest.lowest, widest.highest) == (keys[1], EVIDENCE, 0, 3)

    # The words are mended, the second round opens on the new version, and the late member's file comes in for the first.
    after = mended(place, say, tmp_path)
    assert after.version == before.version + 1
    lead_says(place, EntryKind.ROUND, 2, after)
    late = [one for one in round_of(before, badges, TEAMS["team-3"], WIDE, 1) if one.rater == LATE and one.badge != keys[0]]
    second = [team_file(sticks, f"{team}_2", list(round_of(after, badges, codes, NARROW, 2))) for team, codes in TEAMS.items()]
    log = merged(place, say, team_file(sticks, "late", late), *second)
    state = round_state(after, keys, log, roster=people)
    assert (state.round, state.done, state.sentence) == (2, 24, "24 of 24 are done.")
    assert round_state(before, keys, log, roster=people, round=1).done == 23

    lead_says(place, EntryKind.REVEAL, 2, after)

    # The spread has fallen, and so the agreement has risen.
    changes = round_change(before, after, badges, ratings_of(log, round=1), ratings_of(log, round=2))
    evidence = next(one for one in changes if (one.after.badge, one.after.criterion) == (keys[1], EVIDENCE))
    assert (evidence.before.width, evidence.after.width) == (3, 1)
    assert exact_share(before, badges, log, 1) < exact_share(after, badges, log, 2)

    # Gut calls came before the rubric was opened, from everybody but the one who said nothing.
    calls = gut_calls_of(log)
    assert len(calls) == 23 * len(badges)
    assert not any(rater == SILENT for rater, _ in calls)
    what_leaves_the_room(place, before, after, say, tmp_path)


def exact_share(rubric: Rubric, badges: tuple[Badge, ...], log: tuple[StoredEntry, ...], number: int) -> Fraction:
    found = agreement(rubric, ratings_of(log, round=number), [one.key for one in badges], intervals=False)
    value = found.criterion(EVIDENCE).figure("exact").value
    assert isinstance(value, Fraction)
    return value


def what_leaves_the_room(place: Path, before: Rubric, after: Rubric, say: Callable[..., str], tmp_path: Path) -> None:
    """The pack: the new version, agreement before and after, who said nothing as a count, on one page."""
    file = Path(open_workspace(place).rubric)
    earlier = file.with_name(f"{file.stem}.v{before.version}.json")
    assert "Good evidence" in say("rubric", "diff", earlier, file)
    told = say("ratings", "agreement", "-w", place, "--round", "2", "--since", "1", "--since-rubric", earlier)
    assert "pairs two people gave the same level" in told
    made = tmp_path / "takeaways.html"
    say("report", "rating_round", "-w", place, "-p", "before_rubric", earlier, "-p", "as_of", "2026-11-28", "-o", made)
    page = made.read_text(encoding="utf-8")
    assert after.fingerprint[:12] in page
    assert "spread of" in page.lower()
    assert "fell from 3 levels to 1" in page
    assert NAME not in page
