"""What the leader's notebook draws: nothing before the reveal, everything that is shown after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubric_kit.charts import Display
from rubric_kit.reports.round_figures import RoundFigures
from rubric_kit.widgets.lead_round import LeadRound
from rubric_kit.workspace.round_inputs import read_round

ALL = ("strips", "slopes", "agreement", "agreement_change", "gut", "partings", "cuts")


@pytest.fixture(autouse=True)
def _in_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def lead() -> LeadRound:
    given = read_round()
    return LeadRound(given.rubric, given.badges, **given.parts)


def words(figures: RoundFigures, name: str) -> str:
    return str(getattr(figures, name)()._repr_mimebundle_()["text/plain"])


@pytest.mark.parametrize("name", ALL)
def test_before_the_reveal_nothing_is_drawn(lead: LeadRound, name: str) -> None:
    told = "Nothing is shown yet. Show what was said first, above; then run this cell again."
    assert words(RoundFigures(lead), name) == told


def test_after_the_reveal_the_same_figures_speak(lead: LeadRound) -> None:
    figures = RoundFigures(lead)
    lead.reveal()
    assert isinstance(figures.strips(), Display)
    assert words(figures, "strips").startswith(
        "24 people on the 12 widest of 42 cells. Widest: Learning evidence on Star Gazer: "
    )
    assert words(figures, "slopes") == words(figures, "agreement_change")
    assert words(figures, "slopes") == "There is one round so far. After the next one is shown, run this cell again."
    assert words(figures, "agreement").startswith("In 71 of 100 pairs two people gave the same level, ")
    assert words(figures, "gut").startswith("138 gut calls of 23 people on 6 badges: ")
    assert "a recommendation that decides nothing" in words(figures, "cuts")
    assert words(figures, "partings").endswith(": 7 rows")
    lead.open_next()
    assert words(figures, "agreement").startswith("In 71 of 100 pairs "), "round 2 is not shown yet"
    lead.reveal()
    assert "spread of Learning evidence on Star Gazer fell from 3 levels to 1" in words(figures, "slopes")
    assert words(figures, "agreement_change").startswith("All criteria: the same level in 71 of 100 pairs before ")


def test_no_code_of_a_rater_stands_in_a_figure(lead: LeadRound) -> None:
    lead.reveal()
    lead.open_next()
    lead.reveal()
    figures = RoundFigures(lead)
    shown = "".join(str(getattr(figures, name)()._repr_mimebundle_()) for name in ALL)
    assert [one.code for one in lead.desk.people if one.code in shown] == []


def test_a_round_without_gut_calls_says_so() -> None:
    given = read_round()
    rated = tuple(one for one in given.entries if one.entry.kind != "gut_call")
    bare = LeadRound(given.rubric, given.badges, entries=rated)
    bare.reveal()
    assert {words(RoundFigures(bare), name) for name in ("gut", "partings", "cuts")} == {
        "Nobody made a gut call, so there is nothing to set beside the rubric."
    }


def test_one_persons_gut_calls_are_drawn_by_code(lead: LeadRound) -> None:
    figures = RoundFigures(lead)

    def told(person: str) -> str:
        return str(figures.gut_of(person)._repr_mimebundle_()["text/plain"])

    assert told("r01") == "Nothing is shown yet. Show what was said first, above; then run this cell again."
    lead.reveal()
    assert told("").startswith("Put a code into the first cell as `person`, ")
    assert told("nobody") == "nobody made no gut call."
    assert told("r01").startswith("6 gut calls of 1 person on 6 badges: ")
