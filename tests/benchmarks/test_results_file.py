"""What `benchmarks/RESULTS.md` says: every number that was asked for, with its goal, its command and an honest verdict."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from harness.goals import Amount, Goal, Ratio, Topic
from harness.results_page import amount_goal_text, ratio_goal_text
from harness.topics import TOPICS

ROOT = Path(__file__).parents[2]
RESULTS = (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in RESULTS.splitlines() if line.startswith("| ")]
RATIOS = [(about, one) for about in TOPICS for one in about.ratios]
AMOUNTS = [(about, one) for about in TOPICS for one in about.amounts]


def _verdicts(goal: Goal | None, number: float) -> set[str]:
    """Return the verdicts that are right; a number that is rounded to the bound itself may lie on either side of it."""
    if goal is None:
        return {""}
    if number and number == goal.bound:
        return {"met", "**not met**"}
    return {"met" if goal.met_by(number) else "**not met**"}


@pytest.mark.parametrize(("about", "ratio"), RATIOS, ids=lambda one: getattr(one, "key", None))
def test_every_ratio_has_its_row(about: Topic, ratio: Ratio) -> None:
    (row,) = [row for row in ROWS if (row[0], row[1], row[3 % len(row)]) == (ratio.what, ratio.ours, ratio.peer)]
    assert row[-1] == f"`{about.command}`"
    assert row[6] == ratio_goal_text(ratio)
    number = float(row[5].split()[0].replace(",", ""))
    assert number > 0
    assert row[7] in _verdicts(ratio.goal, number)


@pytest.mark.parametrize(("about", "amount"), AMOUNTS, ids=lambda one: getattr(one, "key", None))
def test_every_amount_has_its_row(about: Topic, amount: Amount) -> None:
    (row,) = [row for row in ROWS if row[0] == amount.what]
    assert row[-1] == f"`{about.command}`"
    assert row[2] == amount_goal_text(amount)
    assert row[3] in _verdicts(amount.goal, float(row[1].removesuffix(" MiB").replace(",", "")))


def test_there_is_no_row_that_nobody_asked_for() -> None:
    heads = sum(row[0] == "What" for row in ROWS)
    assert len(ROWS) - heads == len(RATIOS) + len(AMOUNTS)


def test_the_head_counts_what_the_rows_say() -> None:
    met, asked = map(int, re.search(r"^- Goals met: (\d+) of (\d+)\.", RESULTS, flags=re.MULTILINE).groups())  # type: ignore[union-attr]
    verdicts = [row[-2] for row in ROWS]
    assert verdicts.count("met") == met
    assert verdicts.count("met") + verdicts.count("**not met**") == asked


def test_the_machine_is_named_without_its_name_or_a_path() -> None:
    assert re.search(
        r"^- Measured \d{4}-\d\d-\d\d on: .+, \d+ cores, \d+ GiB of memory, .+ \d+\.\d+\.\d+\.$", RESULTS, re.MULTILINE
    )
    assert "://" not in RESULTS
    assert not re.search(r"(?<![\w`/.-])/(?:home|root|work|tmp|Users|usr|var)\b", RESULTS)
    assert socket.gethostname() not in re.findall(r"[\w.-]+", RESULTS)
