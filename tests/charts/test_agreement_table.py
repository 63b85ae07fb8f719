from __future__ import annotations

from collections.abc import Callable

import pytest

from rubric_kit.charts import AgreementTable, agreement_table
from rubric_kit.model import Badge, Rating, Rubric
from rubric_kit.scoring.agreement import MAIN_FIGURES, agreement

MakeRubric = Callable[..., Rubric]
MakeBadge = Callable[..., Badge]
Rate = Callable[..., list[Rating]]


@pytest.fixture(scope="module")
def rubric(small_rubric: MakeRubric) -> Rubric:
    return small_rubric({"clarity": 5000, "fit": 5000}, fit="<b>Fit</b> & \u202etif")


@pytest.fixture(scope="module")
def few(rubric: Rubric, make_badge: MakeBadge, rate_small: Rate) -> AgreementTable:
    """Three people on one badge: 0, 1, 1 on clarity and 0, 2, 2 on fit."""
    badge = make_badge("Issuer one")
    said = rate_small(rubric, badge, "clarity", "011") + rate_small(rubric, badge, "fit", "022")
    return agreement_table(agreement(rubric, said, [badge.key]))


@pytest.fixture(scope="module")
def many(rubric: Rubric, make_badge: MakeBadge, rate_small: Rate) -> AgreementTable:
    """Six people on eight badges."""
    badges = [make_badge(f"Issuer {at}") for at in range(8)]
    said = [
        row
        for at, badge in enumerate(badges)
        for criterion in ("clarity", "fit")
        for row in rate_small(rubric, badge, criterion, "".join(str((at + (at * who) % 5 // 4) % 3) for who in range(6)))
    ]
    return agreement_table(agreement(rubric, said, [badge.key for badge in badges]))


def test_percent_stands_first_with_what_it_was_counted_from(few: AgreementTable) -> None:
    # Clarity: of three pairs one is the same, two are neighbours. Fit: one the same, two two levels apart.
    assert few.percents.columns[4:] == ("Same level", "Same or next level", "Two levels apart or more")
    assert few.percents.rows == (
        ("Clarity", "3", "1", "3", "33 of 100 (1)", "100 of 100 (3)", "0"),
        ("<b>Fit</b> & ‹U+202E›tif", "3", "1", "3", "33 of 100 (1)", "33 of 100 (1)", "2"),
        ("All criteria", "3", "1", "6", "33 of 100 (2)", "67 of 100 (4)", "2"),
    )


def test_too_few_people_are_refused_once_in_words_and_have_no_figures(few: AgreementTable) -> None:
    assert few.coefficients.rows == ()
    (refusal,) = few.refusals
    assert refusal == (
        "No coefficients. Counts only: 3 people can be compared and at least 5 are needed, and 1 badge can be compared and at "
        "least 6 are needed. With so few a single answer moves any coefficient too far."
    )
    assert refusal in few.html()


def test_figures_are_those_that_were_found(many: AgreementTable) -> None:
    assert many.refusals == ()
    rows = many.coefficients.rows
    assert len(rows) == 3 * len(MAIN_FIGURES)
    for key, row in zip(MAIN_FIGURES, rows[-len(MAIN_FIGURES) :], strict=True):
        figure = many.found.whole.figure(key)
        assert row[:4] == ("All criteria", figure.statistic, figure.text or "—", figure.interval_text or "—")
        assert (row[4] != "—") == bool(figure.why or figure.note)


def test_percent_comes_before_any_coefficient_and_small_print_is_folded(many: AgreementTable) -> None:
    page = many.html()
    assert page.index("How often two people said the same") < page.index("<details") < page.index("Figures with their doubt")
    assert page.index("Figures with their doubt") < page.index("When not to use it")
    assert "font-size:13px" in page[page.index("<details") :]


def test_every_figure_says_when_not_to_use_it(many: AgreementTable) -> None:
    assert [row[0] for row in many.uses.rows] == [many.found.whole.figure(key).statistic for key in MAIN_FIGURES]
    assert all(row[2] and row[3] for row in many.uses.rows)


def test_severity_stands_apart_and_is_not_in_the_page(few: AgreementTable) -> None:
    assert few.severity.columns == ("Person", "Lower", "The same", "Higher", "Typically")
    assert [row[0] for row in few.severity.rows] == ["rater-1", "rater-2", "rater-3"]
    # rater-1 is below the middle of the others on both; rater-2 above, as their middle is half way between.
    assert few.severity.rows[0][1:] == ("2", "0", "0", "—")
    assert "rater-" not in few.html()


def test_names_cannot_run_and_the_notebook_gets_words(few: AgreementTable) -> None:
    assert "<b>Fit" not in few.html()
    assert "&lt;b&gt;Fit&lt;/b&gt;" in few.html()
    assert few._repr_mimebundle_() == {"text/html": few.html(), "text/plain": "\n".join(few.sentences)}
    assert repr(few).startswith("Of 6 pairs of people on one badge, 2 gave the same level, 4 the same or the next.")
