"""Agreement on a whole rubric: counts by hand, figures in order, refusals, and what must not change anything."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.model import Rating, Rubric
from rubric_kit.scoring.agreement import FIGURES, Agreement, agreement
from rubric_kit.scoring.agreement.agreement import grid_agreement
from rubric_kit.scoring.agreement.level_grid import LevelGrid

MakeGrid = Callable[..., LevelGrid]
MakeRubric = Callable[..., Rubric]
Rate = Callable[..., list[Rating]]
WEIGHTS = {"clarity": 6000, "use": 4000}
CLARITY = [
    [0, 1, 2, 3, 1, 2],
    [0, 1, 2, 3, 1, 2],
    [0, 2, 2, 3, 1, 2],
    [0, 1, 2, 3, 2, 2],
    [1, 1, 2, 3, 1, 0],
]
USE = [
    [2, 1, 0, 3, "unknown", 2],
    [2, 1, 0, 3, 1, None],
    [2, 1, 1, 2, "withheld", 3],
    [1, 1, 0, 3, "not_applicable", 2],
    [2, 0, 0, 3, 1, 2],
]
KEYS = [f"{at:064x}" for at in range(6)]


@pytest.fixture(scope="module")
def found(make_rubric: MakeRubric, rate: Rate) -> Agreement:
    rubric = make_rubric(WEIGHTS)
    return agreement(rubric, rate(rubric, "clarity", CLARITY) + rate(rubric, "use", USE, first=100), KEYS)


def test_counts_by_hand(found: Agreement) -> None:
    # Clarity, of 10 pairs each: 6 the same on the badges 0, 1, 4 and 5, 10 on 2 and 3; the others of 0, 1 and 4 are neighbours,
    # the 4 of badge 5 are two apart. Use: 6, 6, 6 and 6 the same with 4 neighbours each; badge 4: 1 pair the same; badge 5, of 6
    # pairs: 3 the same, 3 neighbours.
    clarity, use = found.criteria
    assert clarity.pairs == (44, 12, 4)
    assert use.pairs == (28, 19, 0)
    assert found.whole.pairs == (72, 31, 4)
    assert found.whole.figure("exact").value == Fraction(72, 107)
    assert found.whole.figure("adjacent").value == Fraction(103, 107)
    assert (clarity.raters, clarity.badges, use.badges, found.whole.badges) == (5, 6, 6, 6)


def test_what_was_said_instead_is_counted_apart_and_told(found: Agreement) -> None:
    use = found.criterion("use")
    assert use.said == (26, 1, 1, 1, 1, 0)
    assert "Not compared, since no level was given: 1 cannot tell, 1 withheld, 1 does not apply, 1 not rated." in use.sentences
    assert not any("Not compared" in sentence for sentence in found.criterion("clarity").sentences)


def test_percent_comes_first(found: Agreement) -> None:
    clarity = found.criterion("clarity")
    assert clarity.sentences[0] == "Of 60 pairs of people on one badge, 44 gave the same level, 56 the same or the next."
    assert clarity.sentences[1] == "4 are two levels apart or more; look at these first."
    assert found.sentences[0] == (
        "In 67 of 100 pairs two people gave the same level, in 96 of 100 the same or the next (72 and 103 of 107 pairs)."
    )
    assert clarity.sentences[2].startswith("Krippendorff's alpha, ordinal by Krippendorff: .")
    for one in (*found.criteria, found.whole):
        assert [figure.key for figure in one.figures] == list(FIGURES)


def test_every_figure_has_a_value_or_a_reason(found: Agreement) -> None:
    for one in (*found.criteria, found.whole):
        for figure in one.figures:
            assert (figure.value is None) is bool(figure.why), figure
            assert (figure.low is None) is (figure.high is None)
            if figure.value is not None and figure.low is None:
                assert figure.note.startswith("no interval"), figure


def test_values_lie_in_their_intervals_here(found: Agreement) -> None:
    for figure in found.criterion("clarity").figures:
        if figure.value is not None and figure.low is not None and figure.high is not None:
            assert figure.low <= figure.value <= figure.high, figure


def test_a_paradox_of_one_criterion_is_told_with_its_name(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric(WEIGHTS)
    same = rate(rubric, "clarity", [[3] * 6] * 5)
    told = agreement(rubric, same + rate(rubric, "use", CLARITY, first=100), KEYS, intervals=False)
    assert told.sentences[-1].startswith("Clarity: Everybody gave «Level 3» each time.")
    assert told.plain()["sentences"] == list(told.sentences)


def test_few_badges_are_told_beside_the_intervals(found: Agreement) -> None:
    assert "The intervals rest on 6 badges only; take them as a hint, they tend to be too narrow." in found.sentences


def test_grids_with_gaps_have_no_intraclass_correlation_and_no_w(found: Agreement) -> None:
    gaps = found.criterion("use").figure("icc_2_1")
    assert gaps.why == "needs a level from every rater on every badge; 4 of 30 cells have none"
    assert found.criterion("use").figure("kendall_w").why == gaps.why
    assert found.criterion("clarity").figure("icc_2_1").note == "interval from F distributions, not from draws of badges"
    assert found.whole.figure("icc_2_1").why.startswith("not over several criteria")


def test_the_same_answers_give_the_same_bytes_with_and_without_the_order(
    found: Agreement, make_rubric: MakeRubric, rate: Rate
) -> None:
    rubric = make_rubric(WEIGHTS)
    rows = rate(rubric, "clarity", CLARITY) + rate(rubric, "use", USE, first=100)
    again = agreement(rubric, rows[::-1], KEYS)
    assert json.dumps(again.plain()) == json.dumps(found.plain())
    assert json.loads(json.dumps(found.plain()))["whole"]["pairs"] == {"same": 72, "next": 31, "further": 4, "pairs": 107}


def test_without_intervals_values_are_the_same(found: Agreement, make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric(WEIGHTS)
    quick = agreement(rubric, rate(rubric, "clarity", CLARITY) + rate(rubric, "use", USE, first=100), KEYS, intervals=False)
    assert [one.value for one in quick.whole.figures] == [one.value for one in found.whole.figures]
    assert quick.whole.figure("alpha_nominal").low is None
    assert not any("intervals rest on" in sentence for sentence in quick.sentences)


@pytest.mark.parametrize("table", [CLARITY[:4], [row[:5] for row in CLARITY]])
def test_by_the_house_rule_there_are_counts_and_shares_only(grid: MakeGrid, table: list[list[int]]) -> None:
    found = grid_agreement([grid(table)], "clarity", "Clarity")
    assert found.refusal.startswith("Counts only:")
    assert found.refusal in found.sentences
    for figure in found.figures:
        assert (figure.value is not None) is figure.facts.is_share
        assert (figure.low, figure.why) == (None, "" if figure.facts.is_share else found.refusal)


def test_a_figure_that_many_draws_leave_undefined_has_no_interval(grid: MakeGrid) -> None:
    # One badge of six differs: (5/6)^6, a third of the draws, miss it, and alpha is undefined in those.
    alpha = grid_agreement([grid([[0, 3, 3, 3, 3, 3]] * 5)], "clarity", "Clarity").figure("alpha_nominal")
    assert (alpha.value, alpha.low) == (1, None)
    assert alpha.note == "no interval: too many of the draws of badges leave the figure undefined"


def test_one_level_throughout_has_no_value_and_no_interval(grid: MakeGrid) -> None:
    found = grid_agreement([grid([[3] * 6] * 5)], "clarity", "Clarity")
    assert found.figure("alpha_nominal")[2:5] == (None, None, None)
    assert found.figure("icc_2_1").why.endswith("undefined, not 1 and not 0")
    assert found.figure("kendall_w").why == "nobody puts any badge above another, so there is no order; undefined"
    assert found.figure("exact")[2:5] == (1, 1.0, 1.0)
    assert found.sentences[1].startswith("Krippendorff's alpha, ordinal by Krippendorff: no value, since everybody gave one")


def test_without_any_rating_there_is_nothing_to_compare(make_rubric: MakeRubric) -> None:
    found = agreement(make_rubric(WEIGHTS), [], KEYS)
    assert found.sentences[0] == (
        "Nobody gave a level to a badge that somebody else gave one as well, so there is nothing to compare."
    )
    assert found.whole.figure("exact").why == "nobody shares a badge with anybody"
    assert found.severity == ()


def test_criteria_with_different_numbers_of_levels_have_shares_together_and_no_coefficient(grid: MakeGrid) -> None:
    four, three = grid(CLARITY), grid([[min(one, 2) for one in row] for row in CLARITY], 3, criterion="use")
    found = grid_agreement([four, three], "", "All criteria")
    assert found.figure("exact").value is not None
    assert found.figure("exact").low is not None
    assert found.figure("alpha_nominal").why.startswith("the criteria have different numbers of levels")
    assert found.level_use == ()


def test_criteria_with_different_points_have_no_ratio_alpha_together(grid: MakeGrid) -> None:
    plain, steep = grid(CLARITY), grid(CLARITY, criterion="use", points=(0, 1000, 4000, 9000))
    found = grid_agreement([plain, steep], "", "All criteria", intervals=False)
    assert found.figure("alpha_ratio").why == "the levels of the criteria have different points; see each criterion"
    assert found.figure("alpha_interval").value is not None


def test_the_use_of_levels_is_counted(found: Agreement) -> None:
    # By badges: 0 is given 4 + 1 times, 1 is 1 + 4 + 4, 2 is 1 + 5 + 1 + 4, 3 is 5.
    assert found.criterion("clarity").level_use == (("Level 0", 5), ("Level 1", 9), ("Level 2", 11), ("Level 3", 5))


def test_an_unknown_key_is_refused(found: Agreement) -> None:
    with pytest.raises(KeyError, match="charm"):
        found.criterion("charm")
    with pytest.raises(KeyError, match="charm"):
        found.whole.figure("charm")


@given(
    data=st.data(),
    table=st.lists(st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=6, max_size=6), min_size=5, max_size=6),
)
def test_neither_the_order_nor_those_who_were_away_change_a_figure(
    grid: MakeGrid, data: st.DataObject, table: Sequence[Sequence[int | None]]
) -> None:
    before = grid_agreement([grid(table)], "clarity", "Clarity", intervals=False)
    rows = data.draw(st.permutations([*table, [None] * 6]))
    order = data.draw(st.permutations(range(6)))
    after = grid_agreement([grid([[*(row[at] for at in order), None] for row in rows])], "clarity", "Clarity", intervals=False)
    assert after.pairs == before.pairs
    for one, other in zip(before.figures, after.figures, strict=True):
        # The average over pairs is a float, whose last digit may depend on the order.
        assert other.value == (pytest.approx(one.value, abs=1e-14) if isinstance(one.value, float) else one.value)
        assert (other.why, other.note) == (one.why, one.note)
