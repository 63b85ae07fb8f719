"""The rows of the weighing widget, where a policy has profiles or no cuts; the widget itself shows the rest."""

from __future__ import annotations

from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, Evidence, Issuer, Rubric, Source, Verification
from rubric_kit.scoring import rank
from rubric_kit.widgets.ranking_rows import cut_marks, ranking_rows

KEY = "a" * 64
BADGE = Badge(
    key=KEY,
    name="Padlet Badge",
    issuer=Issuer(name="Synthetic issuer"),
    evidence=Evidence(state="unknown"),
    verification=Verification(outcome="no_proof", method="none", reason="synthetic"),
    source=Source(container="json", dialect="OB 2.0", sha256=KEY, size=1),
)
NO_HOLES = {"id": "no-holes", "outcome": "accept", "parts": [{"criteria": 10_000, "at_least": 3333}]}


def profiled(cuts: list[dict[str, Any]]) -> Rubric:
    plain = starter_rubric().plain()
    plain["policy"] |= {"cuts": cuts, "profiles": [NO_HOLES]}
    return Rubric.parse(plain)


@pytest.mark.parametrize(("at_least", "why"), [(6000, "profile not reached: Accept"), (9600, "")])
def test_a_profile_that_holds_a_badge_back_is_named(at_least: int, why: str) -> None:
    rubric = profiled([{"at_least": at_least, "outcome": "accept"}])
    # Locality, 5 of 100, at the bottom: 95 of 100. From 96 the cut is not reached either, and the score says why.
    levels = {criterion.id: "l0" if criterion.id == "locality" else "l3" for criterion in rubric.criteria}
    [row] = ranking_rows(rubric, rank(rubric, [BADGE], {KEY: levels}), {KEY: "Padlet Badge"})
    assert (row["text"], row["outcome"], row["why"]) == ("95.0", "Keep in the story", why)


def test_the_first_two_gaps_are_named_and_the_rest_counted() -> None:
    rubric = starter_rubric()
    [row] = ranking_rows(rubric, rank(rubric, [BADGE], {KEY: {"mission_fit": "l1"}}), {KEY: "Padlet Badge"})
    # One of seven is rated.
    assert row["missing"].startswith("missing: Criteria clarity (")
    assert row["missing"].endswith(", 4 more")


def test_a_policy_without_cuts_has_no_marks_and_still_outcomes() -> None:
    rubric = profiled([])
    levels = {criterion.id: "l1" for criterion in rubric.criteria}
    [row] = ranking_rows(rubric, rank(rubric, [BADGE], {KEY: levels}), {KEY: "Padlet Badge"})
    assert cut_marks(rubric) == []
    assert (row["outcome"], row["why"]) == ("Accept", "")
