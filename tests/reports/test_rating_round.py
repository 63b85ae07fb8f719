"""The report of a rating round: what it shows of the sample round, and what it never shows; all of it synthetic."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.charts import AgreementTable, Display
from rubric_kit.errors import InputError, ParameterError, RatingError
from rubric_kit.model import Badge, Entry, Rubric, StoredEntry
from rubric_kit.reports import RatingRoundReport, rating_round_report, render_report
from rubric_kit.reports.round_log import RoundLog, read_round_log
from rubric_kit.workspace import append_ratings, read_badge_folder, sample_badges_folder, write_rubric
from rubric_kit.workspace.shipped import sample_people_file, sample_rounds_file
from rubric_kit.workspace.store import open_store, read_entries, write_entries

NOT_SHOWN = "This round was not revealed yet, so nothing of what was said is shown."
SECTIONS = (
    *("summary", "done", "strips", "reasons", "agreement", "before_after", "before_after_words"),
    *("gut", "gut_table", "gut_words", "made"),
)
Said = dict[str, str]
MakeLog = Callable[..., list[StoredEntry]]


@pytest.fixture(scope="module")
def badges() -> tuple[Badge, ...]:
    read = read_badge_folder(sample_badges_folder())
    wanted = ("padlet_association.json", "padlet_hobby.json")
    return tuple(item.badge for item in read.items if item.path in wanted and item.badge)


@pytest.fixture
def log(rubric: Rubric, badges: tuple[Badge, ...]) -> MakeLog:
    """Write a log: each rater's level on every question of every badge, an order of rounds, and the reveals."""
    numbers = count(1)

    def entry(kind: str, rater: str, **fields: Any) -> StoredEntry:
        number = next(numbers)
        made = f"2026-01-15T15:{number // 60 % 60:02d}:{number % 60:02d}Z"
        return StoredEntry(number, Entry.parse({"id": f"{number:032x}", "kind": kind, "rater": rater, "made": made} | fields))

    def make(*rounds: Said, revealed: int | None = None, version: Rubric = rubric, why: str = "") -> list[StoredEntry]:
        found = []
        for number, said in enumerate(rounds, start=1):
            found += [entry("round", "lead", round=number, rubric=version.fingerprint)] if number > 1 else []
            for rater, level in said.items():
                asked = {"rubric": version.fingerprint, "wording": version.wording_fingerprint, "round": number}
                for badge in badges:
                    if number == 1:
                        call = "accept" if level > "l1" else "not"
                        found.append(entry("gut_call", rater, round=1, badge=badge.key, call=call))
                    for criterion in version.criteria:
                        given = {"badge": badge.key, "criterion": criterion.id, "level": level, "rationale": why}
                        found.append(entry("rating", rater, **asked, **given))
            if revealed is None or number <= revealed:
                found.append(entry("reveal", "lead", round=number, rubric=version.fingerprint))
        return found

    return make


@pytest.fixture(scope="module")
def sample() -> RatingRoundReport:
    return rating_round_report("", "", "", title="Our first round", as_of="2026-11-28", people=sample_people_file())


def report(rubric: Rubric, badges: tuple[Badge, ...], entries: Iterable[StoredEntry], **options: Any) -> RatingRoundReport:
    return RatingRoundReport(rubric, badges, RoundLog(tuple(entries)), title="T", **options)


def pages(shown: RatingRoundReport, *, leave_out: str = "") -> Iterator[tuple[str, str]]:
    """Give each section with its HTML as a notebook shows it."""
    for name in SECTIONS:
        if name != leave_out:
            yield name, getattr(shown, name)()._repr_mimebundle_()["text/html"]


def test_the_sample_round_in_one_sentence_and_by_team(sample: RatingRoundReport) -> None:
    assert sample.finding.startswith("24 people rated 6 badges. In ")
    assert sample.done().text == "24 of 24 are done. Round 2 is shown."
    assert sample.done().html.count('<th scope="row"') == 6
    assert "Our first round" in sample.summary().html
    assert "2026-11-28" in sample.summary().html


def test_the_widest_cells_of_the_sample_are_drawn_and_only_those(sample: RatingRoundReport) -> None:
    strips = sample.strips()
    assert isinstance(strips, Display)
    assert len(strips.rows) == 12
    assert strips.description.startswith("24 people on the 12 widest of 42 cells.")
    widths = [int(row[-1]) for row in strips.rows]
    assert widths == sorted(widths, reverse=True)


def test_the_talk_brought_the_room_together_on_what_was_rated_again(sample: RatingRoundReport) -> None:
    found = sample.before_after()
    assert isinstance(found, Display)
    # One badge was rated again, on seven questions; its evidence stood from level 0 to 3 and then from 1 to 2.
    assert len(found.rows) == 7
    assert found.rows[0][:3] == ("Learning evidence on Star Gazer", "3", "1")
    assert found.description.startswith("Of 7 cells the spread fell in ")
    assert sample.before_after_words().text.startswith("All criteria: the same level in ")


def test_gut_and_rubric_of_the_sample(sample: RatingRoundReport) -> None:
    found = sample.gut()
    assert isinstance(found, Display)
    assert found.description.startswith("138 gut calls of 23 people on 6 badges: 69 accept, 53 do not and 16 unsure.")
    assert len(found.rows) == 138
    assert sample.gut_table().rows[-1][:3] == ("All badges", "138", "69")
    assert sample.gut_words().text.startswith("Contrasting groups")
    assert "a recommendation that decides nothing" in sample.gut_words().html
    assert "decided by gut before they knew the score" in sample.gut_words().html


def test_agreement_begins_with_percent(sample: RatingRoundReport) -> None:
    found = sample.agreement()
    assert isinstance(found, AgreementTable)
    assert found.percents.rows[-1][0] == "All criteria"
    assert found.sentences[0] in sample.finding


def test_codes_stand_in_one_place_alone_and_names_nowhere(sample: RatingRoundReport) -> None:
    for name, page in pages(sample, leave_out="made"):
        assert not re.search(r"\br\d\d\b", page), name
    assert "24 people, by code: r01, r02, " in sample.made().html
    assert "lead" not in sample.made().html


def test_nothing_of_what_was_said_is_shown_before_the_reveal(rubric: Rubric, badges: tuple[Badge, ...], log: MakeLog) -> None:
    said = {f"rater-{at}": f"l{at % 4}" for at in range(6)}
    shown = report(rubric, badges, log(said, revealed=0, why="Because"), comments=True)
    assert shown.finding == f"6 people rated 2 badges. {NOT_SHOWN}"
    assert shown.done().text == f"6 people answered. {NOT_SHOWN}"
    for name in ("strips", "agreement", "gut"):
        assert getattr(shown, name)().text == NOT_SHOWN
    for name in ("reasons", "before_after_words", "gut_table", "gut_words"):
        assert getattr(shown, name)().text == ""
    assert '<td class="rk-break">0 shown, 0 gut calls</td>' in shown.made().html


def test_an_open_second_round_stays_hidden(rubric: Rubric, badges: tuple[Badge, ...], log: MakeLog) -> None:
    first = {f"rater-{at}": "l1" for at in range(6)}
    second = {f"rater-{at}": "l3" for at in range(6)}
    shown = report(rubric, badges, log(first, second, revealed=1))
    strips = shown.strips()
    assert isinstance(strips, Display)
    # All six stand on level 1, nobody on level 3.
    assert {row[1:5] for row in strips.rows} == {("0", "6", "0", "0")}
    assert shown.before_after().text == "There is no second round to compare with."


def test_gut_calls_stand_beside_what_was_said_before_the_talk(rubric: Rubric, badges: tuple[Badge, ...], log: MakeLog) -> None:
    first = {f"rater-{at}": "l1" for at in range(6)}
    second = {f"rater-{at}": "l3" for at in range(6)}
    found = report(rubric, badges, log(first, second)).gut()
    assert isinstance(found, Display)
    # Level 1 throughout is 33.3 of 100, whatever was said after the talk.
    assert {row[2] for row in found.rows} == {"33.3"}


def test_with_four_people_no_code_and_no_reason_is_printed(rubric: Rubric, badges: tuple[Badge, ...], log: MakeLog) -> None:
    said = {f"rater-{at}": f"l{at}" for at in range(4)}
    shown = report(rubric, badges, log(said, why="In my own words"), comments=True)
    for name, page in pages(shown):
        assert "rater-" not in page, name
        assert "In my own words" not in page, name
    assert "4 people; codes are left out" in shown.made().html
    assert shown.reasons().text == "Reasons are left out, since fewer than 5 people rated."
    assert "Counts only: 4 people can be compared" in shown.agreement()._repr_mimebundle_()["text/html"]


def test_reasons_stay_out_unless_they_are_asked_for(rubric: Rubric, badges: tuple[Badge, ...], log: MakeLog) -> None:
    entries = log({f"rater-{at}": f"l{at % 4}" for at in range(6)}, why="<b>Zu</b> \u202eklein")
    for name, page in pages(report(rubric, badges, entries)):
        assert "klein" not in page, name
    asked = report(rubric, badges, entries, comments=True).reasons()
    # Twelve of fourteen cells, each with the same words of all six.
    assert asked.text == "Reasons: 12"
    assert "&lt;b&gt;Zu&lt;/b&gt; ‹U+202E›klein" in asked.html
    assert "rater-" not in asked.html


def test_that_nobody_wrote_a_reason_is_told(rubric: Rubric, badges: tuple[Badge, ...], log: MakeLog) -> None:
    asked = report(rubric, badges, log({f"rater-{at}": f"l{at % 4}" for at in range(6)}), comments=True).reasons()
    assert asked.text == "Reasons: 0"
    assert "<p>Nobody wrote a reason on the questions above.</p>" in asked.html


def test_an_answer_in_conflict_counts_as_cannot_tell_and_its_reason_is_nobodys(
    rubric: Rubric, badges: tuple[Badge, ...], log: MakeLog
) -> None:
    entries = log({f"rater-{at}": f"l{at % 4}" for at in range(6)}, why="Fine")
    twin = next(one for one in entries if one.entry.kind == "rating" and one.entry.rater == "rater-0")
    other = twin.entry.replace(id="f" * 32, level="l3", rationale="Not fine")
    shown = report(rubric, badges, [*entries, StoredEntry(len(entries) + 1000, other)], comments=True)
    assert "<li>1 answer differs from machine to machine and counts as cannot tell until it is settled.</li>" in shown.done().html
    for name, page in pages(shown):
        assert "Not fine" not in page, name
        assert "two machines" not in page, name


def test_a_round_on_changed_words_is_compared_with_the_earlier_version(
    rubric: Rubric, badges: tuple[Badge, ...], log: MakeLog
) -> None:
    one = rubric.criteria[0]
    changed = rubric.replace(version=2, criteria=(one.replace(question=f"{one.question} Really?"), *rubric.criteria[1:]))
    first = log({f"rater-{at}": f"l{at % 4}" for at in range(6)})
    second = log({}, {f"rater-{at}": "l2" for at in range(6)}, version=changed)
    shown = report(changed, badges, [*first, *second], before=rubric)
    found = shown.before_after()
    assert isinstance(found, Display)
    assert {row[1:3] for row in found.rows} == {("3", "0")}
    assert "Left out" not in shown.done().html
    assert "other wording" not in shown.done().html
    assert "changed in between" in shown.before_after_words().html
    # Gut calls stand beside the first round, which was rated on the earlier words.
    assert {row[3] for row in shown.gut().rows} != {"Not rated"}
    # Without the earlier version it is told that ratings on other words are not used.
    alone = report(changed, badges, [*first, *second])
    assert "84 ratings were given on another wording of the rubric than version 2" in alone.done().html


def test_a_table_of_ratings_knows_no_rounds_and_is_shown(tmp_path: Path, badges: tuple[Badge, ...], log: MakeLog) -> None:
    rows = [one.rating() for one in log({"rater-1": "l1", "rater-2": "l3"}) if one.entry.kind == "rating"]
    append_ratings(tmp_path / "ratings.csv", rows)
    shown = rating_round_report("", sample_badges_folder(), tmp_path / "ratings.csv", title="T")
    assert shown.done().text == "2 people answered. Round 1 is shown."
    assert {badge.key for badge in shown.badges} == {badge.key for badge in badges}
    assert shown.gut().text.startswith("Nobody made a gut call before the rubric was opened")


def test_no_rating_that_fits_is_one_line(rubric: Rubric, badges: tuple[Badge, ...], log: MakeLog) -> None:
    other = rubric.replace(criteria=(rubric.criteria[0].replace(question="Else?"), *rubric.criteria[1:]))
    with pytest.raises(
        RatingError, match=r"^no rating fits these badges and version 1 of '.*': 14 ratings were given on another"
    ):
        report(other, badges, log({"rater-1": "l1"}))
    with pytest.raises(RatingError, match=r"^no rating fits these badges and version 1 of '.*'; the log holds none$"):
        report(rubric, badges, [])


class Tags(HTMLParser):
    """Names of the elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("round") / "ratings.db"
    with open_store(place) as store:
        store.append(one.entry for one in read_entries(sample_rounds_file()).entries)
    return place


def test_a_database_and_its_log_written_out_are_one_log(database: Path, tmp_path: Path, badges: tuple[Badge, ...]) -> None:
    write_entries(tmp_path / "log.csv", read_entries(database).entries)
    first, second = (read_round_log(place, starter_rubric(), badges) for place in (database, tmp_path / "log.csv"))
    assert first.entries == second.entries
    assert (first.shown, first.people, first.calls, first.ratings) == (second.shown, second.people, second.calls, second.ratings)
    assert (first.shown, len(first.people)) == (2, 24)


def test_the_page_is_whole_and_names_no_path(database: Path, tmp_path: Path) -> None:
    write_rubric(tmp_path / "rubric.json", starter_rubric())
    shutil.copytree(sample_badges_folder(), tmp_path / "badges")
    given = {"rubric": str(tmp_path / "rubric.json"), "badges": str(tmp_path / "badges"), "ratings": str(database)}
    made = render_report("rating_round", given | {"as_of": "2026-11-28"}, tmp_path / "round.html")
    page = made.page.read_text(encoding="utf-8")
    assert str(tmp_path) not in page
    assert not Tags(page).names & {"script", "img", "link", "iframe"}
    assert page.count("<svg ") == 3
    assert page.count("<h1") == 1
    manifest = json.loads(made.manifest.read_text(encoding="utf-8"))
    assert manifest["parameters"] == {"as_of": "2026-11-28", "comments": "no", "title": "How far apart we were"}
    assert (manifest["inputs"]["ratings"]["round"], len(manifest["inputs"]["badges"])) == (2, 6)


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"comments": "maybe"}, "parameter 'comments' of template 'rating_round': Input should be 'yes' or 'no', found 'maybe'"),
        ({"people": "nobody.csv"}, "nobody.csv"),
        ({"ratings": "no_such.db"}, "no_such.db"),
    ],
)
def test_what_is_wrong_is_told_before_a_kernel_starts(given: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises((InputError, ParameterError)) as refused:
        render_report("rating_round", given, tmp_path / "round.html")
    assert message in refused.value.message
    assert "\n" not in refused.value.message
    assert list(tmp_path.iterdir()) == []
