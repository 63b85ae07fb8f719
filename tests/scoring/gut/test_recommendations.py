from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from rubric_kit.errors import RecordError
from rubric_kit.model import GutCall, Rubric
from rubric_kit.scoring.gut import CutMethod, CutRange, CutRecommendation, GutContrast, Side, cut_recommendations

Contrast = Callable[..., GutContrast]
MakeRubric = Callable[..., Rubric]
ACCEPT, NOT, UNSURE = GutCall.ACCEPT, GutCall.NOT, GutCall.UNSURE

YES = [50, 70, 75, 80, 80, 85, 90, 90, 95, 100]
NO = [10, 20, 20, 30, 30, 35, 40, 45, 48, 72]
FENCE = [40, 44, 48, 50, 52, 54, 56, 60, 62, 70]


def both(rubric: Rubric, contrast: GutContrast, *, panel: bool = False) -> tuple[CutRecommendation, CutRecommendation]:
    contrasting, borderline = cut_recommendations(rubric, contrast, panel=panel)
    return contrasting, borderline


def test_contrasting_groups_beside_the_cut_that_decides(two: Rubric, contrast_of: Contrast) -> None:
    # Above 48 and up to 50 only the no at 72 is misplaced. The cut at 60 misplaces the yes at 50 as well.
    found, _ = both(two, contrast_of({ACCEPT: YES, NOT: NO}))
    assert found.method is CutMethod.CONTRASTING
    assert found.ranges == (CutRange(Fraction(48, 100), Fraction(50, 100), above=True),)
    assert (found.fewest, found.by_adopted) == ((1, 1), (2, 2))
    assert found.finding == (
        "Contrasting groups, a recommendation that decides nothing: any cut above 48.0 and up to 50.0 of 100 misplaces the "
        'fewest, 1 of 20 calls. The cut for "Accept", which decides now and which nobody has adopted yet, is 60.0 and lies above '
        "that; it misplaces 2."
    )


def test_the_basis_gives_numbers_spread_and_caveat(two: Rubric, contrast_of: Contrast) -> None:
    found, _ = both(two, contrast_of({ACCEPT: YES, NOT: NO}))
    # Ten sorted scores: quartiles at places 2.25, 4.5 and 6.75 from 0. Yes: 75 + .25 * 5, 82.5, 90. No: 20 + .25 * 10, 32.5,
    # 40 + .75 * 5. The curves: means 81.5 and 35, variances 1852.5 / 9 and 2788 / 9, deviations 14.347 and 17.601; at 59.5 the
    # two sides of the equation are 22^2 / 411.67 + ln 14.347 = 3.839 and 24.5^2 / 619.56 + ln 17.601 = 3.837.
    own = "Scores by each person's own ratings"
    assert found.sentences[1:] == (
        f"Calls that accept: 10, of 5 people on 6 badges. {own}: median 82.5, the middle half from 76.2 to 90.0.",
        f"Calls that do not: 10, of 5 people on 6 badges. {own}: median 32.5, the middle half from 22.5 to 43.7.",
        "A second figure, where normal curves of the two groups cross: 59.5 of 100 (10 and 10 scores with nothing missing).",
        "This holds only if people decided by gut before they knew the score; who knew it has only said the score again.",
    )


def test_the_borderline_group_is_a_median(two: Rubric, contrast_of: Contrast) -> None:
    _, found = both(two, contrast_of({UNSURE: FENCE}))
    # Half way between 52 and 54.
    assert found.ranges == (CutRange(Fraction(53, 100), Fraction(53, 100), above=False),)
    assert found.fewest is found.by_adopted is found.crossing is None
    assert found.finding.startswith(
        "Borderline group, a recommendation that decides nothing: "
        "half of what somebody was unsure about scores 53.0 of 100 or less."
    )
    record = found.record()
    assert record is not None
    assert (record.at_least, record.outcome) == (5300, "yes")
    assert record.method == "borderline group, 5 people, 6 badges, 10 gut calls"


def test_an_adopted_cut_in_the_range_is_what_is_recommended(make_rubric: MakeRubric, contrast_of: Contrast) -> None:
    rubric = make_rubric({"clarity": 5000, "fit": 5000}, cut=5000, adopted="Review board, synthetic")
    found, _ = both(rubric, contrast_of({ACCEPT: YES, NOT: NO}, rubric=rubric))
    assert found.finding.endswith('The adopted cut for "Accept" is 50.0 and agrees with that.')
    record = found.record()
    assert record is not None
    assert record.at_least == 5000
    assert record.method == "contrasting groups, 5 people, 6 badges, 20 gut calls"
    assert record.reason.startswith("Any cut above 48.0 and up to 50.0 of 100 misplaces the fewest, 1 of 20 calls. Calls that ")
    # A policy takes it as it is, and still decides by its own cuts.
    policy = rubric.policy.replace(recommended=(record,))
    assert policy.cuts == rubric.policy.cuts


@pytest.mark.parametrize(("cut", "kept"), [(6000, 5000), (4000, 4801), (4900, 4900)])
def test_the_record_moves_no_further_than_the_calls_ask(
    make_rubric: MakeRubric, contrast_of: Contrast, cut: int, kept: int
) -> None:
    # Above 48 and up to 50: from above the highest of the range is nearest, from below the first basis point over 48.
    rubric = make_rubric({"clarity": 5000, "fit": 5000}, cut=cut)
    found, _ = both(rubric, contrast_of({ACCEPT: YES, NOT: NO}, rubric=rubric))
    record = found.record()
    assert record is not None
    assert record.at_least == kept


def test_gaps_make_ranges_and_never_midpoints(two: Rubric, contrast_of: Contrast) -> None:
    # The yes at 50 may lie from 50 to 70: then cuts up to 70 may be best.
    found, _ = both(two, contrast_of({ACCEPT: [(50, 70), *YES[1:]], NOT: NO}))
    assert found.ranges == (CutRange(Fraction(48, 100), Fraction(70, 100), above=True),)
    assert "the cut that misplaces the fewest" not in found.finding
    assert found.by_adopted == (1, 2)
    assert "is 60.0 and agrees with that." in found.finding
    assert "median 82.5" in found.sentences[1]
    assert found.sentences[1].endswith("; something is missing in 1 of them.")
    assert found.sentences[3].endswith("needs 10 scores with nothing missing in each group; there are 9 and 10.")


def test_the_median_of_scores_with_gaps_is_a_range(two: Rubric, contrast_of: Contrast) -> None:
    # The fifth and sixth of ten: lows 52 and 54, highs 60 and 60 once three of the low scores may be as high as 60 or 80.
    fence = [(40, 60), (44, 80), (48, 80), *FENCE[3:]]
    _, found = both(two, contrast_of({UNSURE: fence}))
    assert found.ranges == (CutRange(Fraction(53, 100), Fraction(60, 100), above=False),)
    assert "scores 53.0 to 60.0 of 100 or less, depending on what is missing." in found.finding
    record = found.record()
    assert record is not None
    assert record.at_least == 6000


def test_several_ranges_are_all_told(two: Rubric, contrast_of: Contrast) -> None:
    yes, no = [40, 40, *[90] * 10], [30] * 10 + [60, 60]
    # Above 30 up to 40 misplaces the two 60s, above 60 up to 90 the two 40s; in between all four.
    found, _ = both(two, contrast_of({ACCEPT: yes, NOT: no}))
    assert (
        "any cut above 30.0 and up to 40.0 or above 60.0 and up to 90.0 of 100 misplaces the fewest, 2 of 24 calls."
        in found.finding
    )
    assert "is 60.0 and lies between them; it misplaces 4." in found.finding
    record = found.record()
    assert record is not None
    assert record.at_least == 6001


@pytest.mark.parametrize(
    ("scores", "people", "badges", "reason"),
    [
        ({ACCEPT: YES, NOT: NO}, 4, 6, "5 people are needed and 4 made calls that count"),
        ({ACCEPT: YES, NOT: NO}, 5, 5, "6 badges are needed and calls that count are about 5"),
        ({ACCEPT: YES[1:], NOT: NO}, 5, 6, "10 calls that accept are needed and there are 9"),
        ({ACCEPT: YES, NOT: NO[1:]}, 5, 6, "10 calls that do not accept are needed and there are 9"),
        (
            {ACCEPT: NO, NOT: YES},
            5,
            6,
            "even the best cut would misplace 10 calls, as many as accepting everything or nothing would",
        ),
        ({}, 5, 6, "5 people are needed and 0 made calls that count"),
    ],
)
def test_too_little_is_refused_with_the_reason(
    two: Rubric, contrast_of: Contrast, scores: dict[GutCall, list[float]], people: int, badges: int, reason: str
) -> None:
    found, _ = both(two, contrast_of(scores, people=people, badges=badges))
    assert found.refusal == reason
    assert found.finding == f"Contrasting groups: no cut is recommended, because {reason}."
    assert found.ranges == ()
    assert found.record() is found.fewest is found.by_adopted is found.crossing is None


def test_nine_unsure_calls_are_too_few(two: Rubric, contrast_of: Contrast) -> None:
    _, found = both(two, contrast_of({UNSURE: FENCE[1:]}))
    assert found.refusal == "10 calls that are unsure are needed and there are 9"


def test_calls_that_no_cut_could_decide_are_left_out_and_counted(two: Rubric, contrast_of: Contrast) -> None:
    whole = contrast_of({ACCEPT: [*YES, 60, 60, 60], NOT: NO})
    odd = [
        whole.rows[10]._replace(own=whole.rows[10].own._replace(side=Side.UNRATED)),
        whole.rows[11]._replace(own=whole.rows[11].own._replace(by_rule=True)),
        whole.rows[12]._replace(own=whole.rows[12].own._replace(low=Fraction(-1), high=Fraction(-1))),
    ]
    contrast = GutContrast(whole.rubric, (*whole.rows[:10], *odd, *whole.rows[13:]), whole.panel, ())
    found, _ = both(two, contrast)
    assert [len(group.calls) for group in found.groups] == [10, 10]
    assert found.left_out == (
        "Left out: 1 call on a badge that a gate or a standing rule decides, whatever the score.",
        "Left out: 1 call on a badge to which nothing applies that carries weight.",
        "Left out: 1 call on a badge without a rating to set beside it.",
    )


def test_the_panel_s_score_in_place_of_each_person_s_own(two: Rubric, contrast_of: Contrast) -> None:
    whole = contrast_of({ACCEPT: YES, NOT: NO})
    flat = {badge: one._replace(low=Fraction(1, 2), high=Fraction(1, 2)) for badge, one in whole.panel.items()}
    found, _ = both(two, GutContrast(whole.rubric, whole.rows, flat, ()), panel=True)
    # Everything scores 50: a cut up to 50 accepts all, above it none, and either misplaces ten.
    assert found.refusal.startswith("even the best cut would misplace 10 calls")
    assert "Scores by the panel's ratings: median 50.0" in found.sentences[1]


def test_a_profile_alone_has_no_cut_beside_it(make_rubric: MakeRubric, contrast_of: Contrast) -> None:
    profile = {"id": "top", "outcome": "yes", "parts": [{"criteria": 5000, "at_least": 10_000}]}
    rubric = make_rubric({"clarity": 5000, "fit": 5000}, cuts=[], profiles=[profile])
    found, _ = both(rubric, contrast_of({ACCEPT: YES, NOT: NO}, rubric=rubric))
    assert found.adopted is None
    assert found.finding.endswith('"Accept" has no cut: a profile of levels decides.')
    record = found.record()
    assert record is not None
    assert record.at_least == 5000


def test_a_profile_beside_the_cut_is_told(make_rubric: MakeRubric, contrast_of: Contrast) -> None:
    profile = {"id": "top", "outcome": "yes", "parts": [{"criteria": 5000, "at_least": 10_000}]}
    rubric = make_rubric({"clarity": 5000, "fit": 5000}, profiles=[profile])
    found, _ = both(rubric, contrast_of({ACCEPT: YES, NOT: NO}, rubric=rubric))
    assert 'The cut for "Accept" (beside a profile of levels), which decides now' in found.finding


def test_a_policy_that_never_accepts_by_a_score_is_told(make_rubric: MakeRubric, contrast_of: Contrast) -> None:
    rubric = make_rubric({"clarity": 5000, "fit": 5000}, cuts=[{"at_least": 5000, "outcome": "story"}], below="no")
    found, _ = both(rubric, contrast_of({ACCEPT: YES, NOT: NO}, rubric=rubric))
    assert found.refusal == "no outcome of the policy accepts by a score"
    assert found.outcome is None


def test_another_version_is_refused(make_rubric: MakeRubric, contrast_of: Contrast) -> None:
    other = make_rubric({"clarity": 4000, "fit": 6000})
    with pytest.raises(RecordError, match="were compared with another version than 1 of 'synthetic'; compare them with this"):
        cut_recommendations(other, contrast_of({ACCEPT: YES, NOT: NO}))
