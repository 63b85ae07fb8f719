"""`rubric-kit ratings agreement`: percent first, the reason for what is not there, rounds, and the same as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rubric_kit.authoring import starter_rubric
from rubric_kit.cli.agreement_command import agreement
from rubric_kit.errors import InputError, RubricKitError
from rubric_kit.model import Rubric, StoredEntry
from rubric_kit.workspace import read_badge_folder, sample_badges_folder, sample_ratings_file, write_rubric
from rubric_kit.workspace.store import new_entry, open_store, write_entries

BADGES = sample_badges_folder()
RATERS = [f"rater-{number}" for number in range(1, 6)]


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(agreement, [str(one) for one in arguments], prog_name="rubric-kit ratings agreement")
    if isinstance(result.exception, RubricKitError):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def keys() -> list[str]:
    return [badge.key for badge in read_badge_folder(BADGES).badges][:8]


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    path = tmp_path / "rubric.json"
    write_rubric(path, starter_rubric())
    return path


def rounds(rubric: Rubric, keys: list[str], *, of: int = 2) -> list[StoredEntry]:
    """Let five people rate eight badges on two criteria; in round 1 the last one stands two levels off, then nobody does."""
    entries = []
    for turn in range(1, of + 1):
        for rater in RATERS:
            for criterion in rubric.criteria[:2]:
                for at, key in enumerate(keys):
                    off = 2 if turn == 1 and rater == RATERS[-1] else 0
                    fields = {
                        "round": turn,
                        "badge": key,
                        "criterion": criterion.id,
                        "rubric": rubric.fingerprint,
                        "wording": rubric.wording_fingerprint,
                        "level": criterion.levels[(at + off) % len(criterion.levels)].id,
                    }
                    entries.append(new_entry("rating", rater, **fields))
    return [StoredEntry(place, entry) for place, entry in enumerate(entries, start=1)]


@pytest.fixture
def log(tmp_path: Path, keys: list[str]) -> Path:
    path = tmp_path / "entries.csv"
    write_entries(path, rounds(starter_rubric(), keys))
    return path


def options(rubric: Path, ratings: Path) -> tuple[str | Path, ...]:
    return ("--rubric", rubric, "--badges", BADGES, "--ratings", ratings)


def test_of_four_people_there_are_counts_only_and_the_reason(rubric: Path) -> None:
    result = run(*options(rubric, sample_ratings_file()))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("In 84 of 100 pairs two people gave the same level, in more than 99 of 100 the same or the next (")
    assert "Counts only: 4 people can be compared and at least 5 are needed." in result.stdout
    assert not any(word in result.stdout for word in ("alpha", "AC2", "kappa"))
    (head,) = [line for line in lines if line.startswith("criterion ")]
    assert head.split("  ")[0] == "criterion"
    assert head.endswith("2 or more apart")
    assert sum(line.startswith("rater-") for line in lines) == 4


def test_a_round_of_a_log_and_what_changed_since(rubric: Path, log: Path) -> None:
    # Of 10 pairs on each of 16 cells 4 are with the one who stands two levels off.
    first = run(*options(rubric, log), "--round", "1").stdout.splitlines()
    assert (
        first[0]
        == "In 60 of 100 pairs two people gave the same level, in 60 of 100 the same or the next (96 and 96 of 160 pairs)."
    )
    assert first[1] == "64 are two levels apart or more; look at these first."
    second = run(*options(rubric, log), "--round", "2", "--since", "1").stdout.splitlines()
    assert second[0].startswith("In 100 of 100 pairs two people gave the same level")
    assert (
        "All criteria: the same level in 60 of 100 pairs before (96 of 160), 100 of 100 after (160 of 160), 40 of 100 more; "
        "two levels apart or more 64 before, 0 after."
    ) in second
    (row,) = [line for line in second if line.startswith(f"{starter_rubric().criteria[0].name}  ")]
    assert row.split("  ")[-1].strip() == "1 (1 to 1)"


def test_only_what_was_answered_again_is_compared(rubric: Path, tmp_path: Path, keys: list[str]) -> None:
    # In round 2 the first badge alone is rated again: 10 pairs on each of two criteria, 4 apart before and none after.
    entries = [one for one in rounds(starter_rubric(), keys) if one.entry.round == 1 or one.entry.badge == keys[0]]
    write_entries(tmp_path / "some.csv", entries)
    said = run(*options(rubric, tmp_path / "some.csv"), "--round", "2", "--since", "1").stdout
    assert (
        "Compared are the 10 answers that the same person gave to the same question in both rounds; "
        "70 given in the first only.\n"
        "All criteria: the same level in 60 of 100 pairs before (12 of 20), 100 of 100 after (20 of 20), 40 of 100 more; "
    ) in said


def test_without_a_round_the_latest_answers_count_from_a_database_as_well(rubric: Path, tmp_path: Path, keys: list[str]) -> None:
    with open_store(tmp_path / "ratings.db") as store:
        store.append(one.entry for one in rounds(starter_rubric(), keys))
    result = run(*options(rubric, tmp_path / "ratings.db"))
    assert result.stdout.startswith("In 100 of 100 pairs two people gave the same level")


def test_the_version_that_was_rated_then_can_be_another(rubric: Path, tmp_path: Path, keys: list[str]) -> None:
    before = starter_rubric()
    first = before.criteria[0]
    after = before.replace(criteria=(first.replace(question="How clear is it to a parent?"), *before.criteria[1:]))
    write_rubric(tmp_path / "after.json", after)
    entries = [*rounds(before, keys, of=1), *rounds(after, keys)[len(keys) * 10 :]]
    write_entries(tmp_path / "two.csv", [StoredEntry(at, one.entry) for at, one in enumerate(entries, start=1)])
    arguments = (*options(tmp_path / "after.json", tmp_path / "two.csv"), "--round", "2", "--since", "1")
    result = run(*arguments, "--since-rubric", rubric)
    assert "The wording of the rubric changed in between, so the rounds answer different words." in result.stdout
    assert "60 of 100 pairs before (96 of 160), 100 of 100 after (160 of 160)" in result.stdout
    # Without it the first round has no rating on these words.
    assert "nothing to compare; before the talk no two people" in run(*arguments).stdout


def test_json_holds_the_same(rubric: Path, log: Path) -> None:
    plain = json.loads(run(*options(rubric, log), "--round", "2", "--since", "1", "--json").stdout)
    assert plain["whole"]["pairs"] == {"same": 160, "next": 0, "further": 0, "pairs": 160}
    assert (plain["round"], plain["rubric"]) == (2, starter_rubric().fingerprint)
    alpha = next(one for one in plain["whole"]["figures"] if one["key"] == "alpha_ordinal_krippendorff")
    assert (alpha["value"], alpha["shown"], alpha["low"], alpha["high"]) == ("1", "1", 1.0, 1.0)
    # Of the eight badges four got the lowest or the highest level from everybody on both criteria.
    assert plain["facets"]["why"] == "4 badges are neither lowest nor highest throughout and at least 20 are needed"
    assert plain["change"][0].startswith("Compared are the 80 answers")
    assert plain["change"][1].startswith("All criteria: ")
    assert len(plain["severity"]) == 5


def test_in_full_every_figure_says_when_not_to_use_it(rubric: Path, log: Path) -> None:
    text = run(*options(rubric, log), "--round", "1", "--all").stdout
    assert "  How often did two people give the same level?\n    Exact agreement: 60 of 100 (" in text
    assert "Krippendorff's alpha, ordinal by Krippendorff: " in text
    assert "Krippendorff's alpha, ordinal by Gwet: " in text
    assert "Krippendorff's ordinal metric counts how many of the given answers lie between two levels" in text
    assert "Not by itself: where one level is given nearly always it stays high" in text
    refused = run(*options(rubric, sample_ratings_file()), "--all").stdout
    assert "alpha" not in refused


def test_a_round_that_is_not_there_and_a_table_without_rounds_are_refused(rubric: Path, log: Path) -> None:
    with pytest.raises(InputError, match=r"^entries.csv holds no ratings of round 7; there are entries of 1, 2$"):
        run(*options(rubric, log), "--round", "7")
    with pytest.raises(InputError, match="is a table of ratings, which knows no rounds; leave --round and --since out"):
        run(*options(rubric, sample_ratings_file()), "--since", "1")


def test_a_rubric_for_a_round_that_is_not_named_is_a_wrong_call(rubric: Path, log: Path) -> None:
    result = run(*options(rubric, log), "--since-rubric", rubric)
    assert result.exit_code == 2
    assert "--since-rubric goes with --since." in result.stderr
