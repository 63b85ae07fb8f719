"""Each script says how it is run, and what it compares with does the same job."""

from __future__ import annotations

import ast
import platform
import re
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from harness.goals import Topic
from harness.machine import machine_words
from harness.memory import MEBIBYTE, peak_growth
from harness.sample import CRITERIA, CUTS, GATES, OUTCOMES, answers_of, sample_badges, sample_levels, sample_rubric
from harness.stopwatch import race
from harness.topics import TOPICS

from rubric_kit.scoring import decide

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"
SCRIPTS = sorted(path.stem for path in BENCHMARKS.glob("[!_]*.py"))
Load = Callable[[str], ModuleType]


@pytest.mark.parametrize("about", TOPICS, ids=lambda about: about.script)
def test_each_script_states_its_command(about: Topic) -> None:
    doc = ast.get_docstring(ast.parse((BENCHMARKS / f"{about.script}.py").read_text(encoding="utf-8"))) or ""
    assert about.command in [line.strip() for line in doc.splitlines()]


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_other_scripts_say_how_they_are_run_as_well(script: str) -> None:
    doc = ast.get_docstring(ast.parse((BENCHMARKS / f"{script}.py").read_text(encoding="utf-8"))) or ""
    assert f"NAMES={script}" in doc


def test_the_makefile_and_the_setup_know_both_commands() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    setup = (ROOT / ".ci" / "setup.py").read_text(encoding="utf-8")
    assert "bench benchmarks:\n" in makefile
    assert "$(NAMES)" in makefile
    assert all(f'"{task}":' in setup for task in ("bench", "benchmarks", "peers", "engines"))


def test_an_unknown_name_is_refused_before_anything_runs() -> None:
    asked = [sys.executable, str(BENCHMARKS), "scoring", "nothing"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no benchmark is called 'nothing'; known are: scoring, scikit_criteria, " in done.stderr
    assert not done.stdout


def test_the_sample_has_what_the_page_says() -> None:
    rubric = sample_rubric()
    assert [len(c.levels) for c in rubric.criteria] == [5] * 10
    assert (len(rubric.policy.gates), len(rubric.policy.cuts)) == (2, 2)
    levels = sample_levels(70_000)
    assert (levels.shape, levels.dtype, set(np.unique(levels).tolist())) == ((10, 70_000), np.int8, set(range(5)))
    assert np.array_equal(levels, sample_levels(70_000))
    assert not np.array_equal(levels, sample_levels(70_000, seed=1))


def test_the_loops_decide_as_the_kit_does(load_script: Load) -> None:
    scoring = load_script("scoring")
    levels = sample_levels(400)
    badges = sample_badges(400)
    answers = answers_of(badges, levels)
    rubric = sample_rubric()
    decided = [OUTCOMES.index(str(decide(rubric, badge, answers[badge.key], what_if=False).outcome)) for badge in badges]
    assert set(decided) == set(range(len(OUTCOMES)))
    assert scoring.loop_labels(levels.T.tolist()) == decided
    assert scoring.by_badge(levels)() == decided
    frame = pd.DataFrame(dict(zip(CRITERIA, levels, strict=True)))
    assert frame.apply(scoring.row_rule(), axis=1).tolist() == decided
    assert scoring.exact_labels(levels).tolist() == decided


def test_floats_get_a_score_on_a_cut_wrong(load_script: Load) -> None:
    scoring = load_script("scoring")
    levels = sample_levels(100_000)
    exact, floats = scoring.exact_labels(levels), scoring.float_labels(levels)
    wrong = np.flatnonzero(exact != floats)
    assert wrong.size
    tables = np.array(scoring.TABLES)
    sums = tables[np.arange(10)[:, None], levels[:, wrong]].sum(axis=0)
    # In full scores of 10,000,000: 60 and 40 of 100.
    assert set(sums.tolist()) <= {share * 1000 for share, _ in CUTS}


# Two criteria with points 1/4 and 1, cut 3/5, and weights 1 - w and w: reached where 1/4 + 3/4 w >= 3/5, so w >= 7/15. Of all
# weightings 8/15 do that. With points 1 and 1 all do; with points 1/4 and 1/2 none.
@pytest.mark.parametrize(("row", "share"), [((1, 4), Fraction(8, 15)), ((4, 4), Fraction(1)), ((1, 2), Fraction(0))])
def test_the_other_way_to_the_share_is_right_where_it_can_be_told_by_hand(
    load_script: Load, row: tuple[int, int], share: Fraction
) -> None:
    assert load_script("acceptance").exact_share(row) == share


def test_a_failed_gate_leaves_no_share(load_script: Load) -> None:
    assert GATES[0][:2] == (0, 1)
    assert load_script("acceptance").exact_share((0, 4)) == 0


def test_both_ways_of_drawing_count_the_same(load_script: Load) -> None:
    draws = load_script("acceptance").Draws(sample_levels(300))
    usual, tuned = draws.usual(), draws.tuned()
    # Blocks of another size may add up in another order.
    assert np.abs(usual - tuned).max() <= 1e-3
    assert usual[draws.stopped].max() == 0
    assert 0 < usual.mean() < 1


def test_long_ratings_come_back_in_the_cube(load_script: Load) -> None:
    panels = load_script("panels")
    ratings = panels.LongRatings(7)
    assert len(ratings.columns.level) == 10 * 7 * 10
    assert panels.differing(ratings, ratings.cube()) == 0
    worded = panels.cube_of_columns(panels.RUBRIC, ratings.keys, ratings.words)
    assert panels.differing(ratings, worded) == 0
    ratings.cells[0, 0, 0] ^= 1
    assert panels.differing(ratings, worded) == 1


def test_both_sides_of_a_race_take_turns_after_a_warm_up() -> None:
    calls: list[str] = []
    times = race(lambda: calls.append("ours"), lambda: calls.append("peer"), rounds=3)
    assert calls == ["ours", "peer"] * 4
    assert min(times) > 0


def test_growth_counts_what_is_needed_in_between_and_what_stays() -> None:
    size = 64 * MEBIBYTE
    assert size * 0.95 <= peak_growth(lambda: bytearray(b"x" * (size // 2)) + b"y") <= size * 1.6
    assert peak_growth(lambda: None) < MEBIBYTE


def test_the_machine_is_told_in_one_line_that_holds_no_name() -> None:
    words = machine_words()
    assert re.fullmatch(r".+, \d+ cores, .+, \w+ \w+, \w+ \d+\.\d+\.\d+", words)
    assert platform.node() not in re.findall(r"[\w.-]+", words)
