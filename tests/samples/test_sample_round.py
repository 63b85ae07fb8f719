"""The committed sample round is what the generator writes, is invented, and can be practised with."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.comparing.cell_spread import cell_spreads
from rubric_kit.model import Badge, EntryKind, GutCall, StoredEntry
from rubric_kit.scoring.rounds import gut_calls_of, ratings_of, round_state, standing
from rubric_kit.workspace.people_file import read_people
from rubric_kit.workspace.shipped import sample_people_file, sample_rounds_file
from rubric_kit.workspace.store import read_entries

FILES = ("sample_rounds.csv", "sample_people.csv")
Log = tuple[StoredEntry, ...]


@pytest.fixture(scope="module")
def log() -> Log:
    read = read_entries(sample_rounds_file())
    assert read.findings == ()
    return read.entries


@pytest.fixture(scope="module")
def rated(by_file: dict[str, Badge], log: Log) -> list[Badge]:
    keys = {one.entry.badge for one in log}
    return [badge for badge in by_file.values() if badge.key in keys]


def test_the_generator_writes_the_committed_bytes(tmp_path: Path) -> None:
    generator = Path(__file__).with_name("make_rounds.py")
    subprocess.run([sys.executable, str(generator), str(tmp_path)], check=True, timeout=60)
    committed = {name: (sample_rounds_file().parent / name).read_bytes() for name in FILES}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == committed, "run tests/samples/make_rounds.py again"


def test_there_are_six_teams_of_four_without_a_name() -> None:
    people = read_people(sample_people_file())
    assert Counter(Counter(one.team for one in people).values()) == {4: 6}
    assert {one.name for one in people} == {""}


def test_team_three_is_late_in_the_first_round_and_all_are_in_after_the_talk(log: Log, rated: list[Badge]) -> None:
    people, keys = read_people(sample_people_file()), [badge.key for badge in rated]
    assert len(keys) == 6
    first = round_state(starter_rubric(), keys, log, roster=people, round=1)
    # 24 people, less one who is still rating and one who has said nothing.
    assert first.sentence == "22 of 24 are done. Not yet: team-3: 2 of 4 in."
    assert first.silent == ("r12",)
    second = round_state(starter_rubric(), keys, log, roster=people)
    assert (second.round, second.revealed, second.sentence) == (2, True, "24 of 24 are done.")
    assert standing(log).conflicts == ()


def test_one_cell_is_wide_and_less_so_after_the_talk(log: Log, rated: list[Badge]) -> None:
    rubric = starter_rubric()
    first = cell_spreads(rubric, rated, ratings_of(log, round=1))
    assert Counter(cell.width for cell in first)[3] == 1
    wide = first[0]
    assert (wide.label, wide.criterion, wide.counts) == ("Star Gazer", "learning_evidence", (4, 10, 6, 3))
    again = cell_spreads(rubric, rated, ratings_of(log, round=2))
    after = next(cell for cell in again if (cell.badge, cell.criterion) == (wide.badge, wide.criterion))
    # 24 answers: WIDE_AGAIN holds 17 ones and 7 twos.
    assert (after.width, after.counts) == (1, (0, 17, 7, 0))


def test_people_differ_in_their_gut_as_well(log: Log) -> None:
    calls = gut_calls_of(log)
    # 23 people who said something, 6 badges.
    assert len(calls) == 138
    assert set(calls.values()) == set(GutCall)


def test_only_the_leader_reveals_and_opens(log: Log) -> None:
    steps = [(one.entry.kind, one.entry.round) for one in log if one.entry.rater == "lead"]
    assert steps == [(EntryKind.REVEAL, 1), (EntryKind.ROUND, 2), (EntryKind.REVEAL, 2)]
    assert {one.entry.kind for one in log if one.entry.rater != "lead"} == {EntryKind.GUT_CALL, EntryKind.RATING, EntryKind.DONE}
