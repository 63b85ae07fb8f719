from __future__ import annotations

import dataclasses
from types import MappingProxyType

import pytest

from rubric_kit.charts.score_tables import ScoreTables, explain, score
from rubric_kit.workspace.score_run import scored


@pytest.fixture(scope="module")
def tables() -> ScoreTables:
    return score()


def test_the_heading_shows_version_and_weights(tables: ScoreTables) -> None:
    rubric = tables.run.rubric
    assert tables.heading == (
        f"{rubric.title}, version 1 ({rubric.fingerprint[:8]}). Weights: Criteria clarity 25, Learning evidence 25, Issuer "
        "standing 15, Local tie 5, Framework alignment 15, Classroom use 15, Vision and mission 0."
    )
    assert repr(tables).startswith(tables.heading)
    assert tables.heading in tables._repr_mimebundle_()["text/html"]


def test_weights_of_an_audience_are_named(tables: ScoreTables) -> None:
    from rubric_kit.model import WeightMode
    from rubric_kit.scoring.weighing import weights_of

    rubric = tables.run.rubric
    given = weights_of(
        rubric, "college", WeightMode.POINTS, {c.id: 10_000 if c.id == "learning_evidence" else 0 for c in rubric.criteria}
    )
    shown = ScoreTables(scored(tables.run.review, weights=given))
    assert "Weights of college (points): Criteria clarity 0, Learning evidence 100," in shown.heading


def test_an_engine_is_named(tables: ScoreTables) -> None:
    assert ScoreTables(scored(tables.run.review, engine="memory")).heading.endswith("Computed by memory.")


def test_decisions_name_what_is_open(tables: ScoreTables) -> None:
    table = tables.decisions
    assert table.columns == ("Badge", "Score of 100", "Decision", "Still open")
    assert len(table.rows) == len(tables.run.review.badges)
    for row in table.rows:
        assert (row[2] == "Undetermined") == bool(row[3])
    assert any(row[3] for row in table.rows)
    assert list(table.frame().columns) == list(table.columns)


def test_criteria_add_up_to_the_score(tables: ScoreTables) -> None:
    certain = {row[0]: row[1] for row in tables.decisions.rows if " to " not in row[1]}
    for label, total in certain.items():
        parts = [float(row[3]) for row in tables.criteria.rows if row[0] == label and row[3] != "—"]
        # Every part is rounded down to a tenth.
        assert float(total) - 0.7 <= sum(parts) <= float(total) + 0.01


def test_gaps_keep_their_own_names(tables: ScoreTables) -> None:
    states = {row[2] for row in tables.criteria.rows}
    assert {"withheld", "does not apply", "cannot tell"} <= states
    assert any("carried by other criteria" in one for one in states)
    assert all(row[3] == "—" for row in tables.criteria.rows if row[2] == "does not apply")


def test_weights_table(tables: ScoreTables) -> None:
    assert tables.weights.rows[:2] == (("Criteria clarity", "25"), ("Learning evidence", "25"))


def test_explain_is_plain_sentences(tables: ScoreTables) -> None:
    found = explain("Padlet Level 2", tables)
    assert found == tables.explain("Padlet Level 2") == explain("padlet level 2")
    assert repr(found).splitlines() == list(found)
    assert all(sentence.endswith((".", "?")) for sentence in found)
    assert found._repr_mimebundle_()["text/html"].count("<li>") == len(found)


def test_words_of_a_badge_cannot_run(tables: ScoreTables) -> None:
    review = tables.run.review
    words = "<img src=x onerror=alert(1)>\u202e"
    worse = dataclasses.replace(review, labels=MappingProxyType({key: f"{words}{key[:4]}" for key in review.labels}))
    shown = ScoreTables(scored(worse))
    everything = [
        shown._repr_mimebundle_()["text/html"],
        shown.criteria.html(),
        shown.explain(review.badges[0])._repr_mimebundle_()["text/html"],
    ]
    for html in everything:
        assert "<img" not in html
        assert "\u202e" not in html
        assert "&lt;img" in html
    assert "\u202e" not in repr(shown)
