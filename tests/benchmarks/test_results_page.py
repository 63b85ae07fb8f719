"""The page is written from readings and from nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.goals import Amount, Goal, Sense, Unit
from harness.readings import Reading, Run, read_run, write_run
from harness.results_page import MissingReadingError, amount_goal_text, amount_text, ratio_text, results_page, time_text
from harness.topics import TOPICS, topic


def _run(script: str, *, ours: float = 1.0, peer: float = 1.0, amount: float = 0.0) -> Run:
    about = topic(script)
    ratios = [Reading(one.key, ours, peer) for one in about.ratios]
    return Run(script, (*ratios, *(Reading(one.key, amount) for one in about.amounts)), {"numpy": "2.4.6"})


def _page(**changed: Run) -> str:
    runs = [changed.get(one.script) or _run(one.script) for one in TOPICS]
    return results_page(runs, machine="Synthetic processor, 2 cores", load="0.1 on 2 cores", date="2026-11-28")


def test_a_row_says_both_times_the_ratio_the_goal_and_the_command() -> None:
    # 0.3 s / 0.02 s = 15, which is the bound.
    page = _page(scoring=_run("scoring", ours=0.3, peer=0.02))
    row = (
        "| 10,000,000 badges | exact labels | 300 ms | copy of the levels (100 MB) | 20.0 ms | 15.00 (ours / peer) | at most 15 "
        "| met | `make bench NAMES=scoring` |"
    )
    assert row in page.splitlines()


def test_a_goal_that_is_not_reached_says_so() -> None:
    page = _page(scoring=_run("scoring", ours=0.301, peer=0.02))
    (row,) = [line for line in page.splitlines() if "copy of the levels" in line and line.startswith("|")]
    assert "| 15.05 (ours / peer) | at most 15 | **not met** |" in row


def test_without_a_goal_nothing_is_met() -> None:
    (row,) = [line for line in _page().splitlines() if "pandas `apply`" in line]
    assert "| for information |  |" in row


def test_a_gain_divides_the_peers_time() -> None:
    page = _page(flip_distance=_run("flip_distance", ours=0.005, peer=0.6))
    (row,) = [line for line in page.splitlines() if line.startswith("| 600 badges | exact")]
    assert "| 5.00 ms | `linprog`, one call a badge | 600 ms | 120 (peer / ours) | at least 100 | met |" in row


def test_memory_is_counted_in_mebibytes_in_a_table_of_its_own() -> None:
    page = _page(scoring=_run("scoring", amount=17 * 2**20))
    memory = page[page.index("## Memory") :]
    assert (
        "| exact labels of 10,000,000 badges | 17.0 MiB | at most 16 MiB | **not met** | `make bench NAMES=scoring` |" in memory
    )
    assert "MiB |" not in page[: page.index("## Memory")]


def test_the_head_counts_the_goals_that_are_met() -> None:
    goals = [one.goal for about in TOPICS for one in (*about.ratios, *about.amounts) if one.goal is not None]
    # With all times equal every ratio is 1, and every amount is 0: what is to be at least something falls short.
    short = [goal for goal in goals if goal.sense is Sense.AT_LEAST]
    assert len(short) >= 4
    assert f"Goals met: {len(goals) - len(short)} of {len(goals)}." in _page()


def test_the_head_names_the_day_the_machine_and_the_versions() -> None:
    page = _page()
    assert "- Measured 2026-11-28 on: Synthetic processor, 2 cores." in page.splitlines()
    assert "- Load of the machine right before: 0.1 on 2 cores." in page.splitlines()
    assert "- Exact scoring in memory: numpy 2.4.6." in page.splitlines()


def test_every_number_that_was_asked_for_has_a_row() -> None:
    lines = _page().splitlines()
    for about in TOPICS:
        assert f"## {about.title}" in lines
        for one in (*about.ratios, *about.amounts):
            assert any(line.startswith(f"| {one.what} |") and line.endswith(f"| `{about.command}` |") for line in lines), one


def test_a_topic_without_a_run_is_refused() -> None:
    runs = [_run(one.script) for one in TOPICS if one.script != "panels"]
    with pytest.raises(MissingReadingError, match="not measured: make bench NAMES=panels"):
        results_page(runs, machine="m", load="l", date="d")


def test_readings_and_goals_match_one_to_one() -> None:
    whole = _run("start_up")
    for readings in ((), (*whole.readings, Reading("more", 1.0, 1.0))):
        with pytest.raises(MissingReadingError, match=r"start_up: readings and goals differ in (bare|more)"):
            _page(start_up=whole._replace(readings=readings))
    with pytest.raises(MissingReadingError, match="differ in a key that comes twice"):
        _page(start_up=whole._replace(readings=whole.readings * 2))


def test_a_ratio_of_one_time_is_refused() -> None:
    with pytest.raises(MissingReadingError, match="bare: a ratio needs two times"):
        _page(start_up=Run("start_up", (Reading("bare", 1.0),), {}))


def test_a_run_comes_back_as_it_was_written(tmp_path: Path) -> None:
    run = Run("start_up", (Reading("bare", 0.0123456789, 0.1), Reading("other", 3.0)), {"numpy": "2.4.6"})
    write_run(tmp_path / "run", run)
    assert read_run(tmp_path / "run") == run


def test_a_run_that_holds_no_number_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        write_run(tmp_path / "run", Run("start_up", (Reading("bare", float("nan"), 0.1),), {}))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(12.34, "12.3 s"), (1.0, "1.00 s"), (0.999, "999 ms"), (0.00123, "1.23 ms"), (0.000456, "456 µs"), (4.56e-7, "0.46 µs")],
)
def test_times_have_three_digits_at_most(seconds: float, text: str) -> None:
    assert time_text(seconds) == text


@pytest.mark.parametrize(("number", "text"), [(0.5, "0.50"), (15.049, "15.05"), (99.99, "99.99"), (1234.5, "1,234")])
def test_ratios_keep_what_a_goal_turns_on(number: float, text: str) -> None:
    assert ratio_text(number) == text


def test_an_error_that_is_not_zero_never_reads_as_zero() -> None:
    share = Amount("k", "what", Unit.SHARE, Goal(Sense.AT_MOST, 1e-9))
    assert amount_text(share, 3e-15) == "3e-15"
    assert amount_text(share, 0.0) == "0"
    assert amount_goal_text(share) == "at most 1e-09"
