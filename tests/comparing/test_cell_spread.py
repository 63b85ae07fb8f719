from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.comparing.cell_spread import STATE_PLACES, CellSpread, Step, cell_spreads, round_change
from rubric_kit.model import Badge, Origin, Rating, RatingState, Rubric
from rubric_kit.scoring import panel_answers

NamedBadge = Callable[..., Badge]
WeightedRubric = Callable[..., Rubric]
A, B = "a" * 64, "b" * 64
TWO = {"clarity": 6000, "fit": 4000}
LETTERS = {"u": RatingState.UNKNOWN, "w": RatingState.WITHHELD, "n": RatingState.NOT_APPLICABLE}


def rows(rubric: Rubric, said: Mapping[tuple[str, str], str]) -> list[Rating]:
    """Return ratings of r1, r2 and so on: a digit is a level, a letter a state, "-" no answer."""
    found: list[Rating] = []
    for (badge, criterion), answers in said.items():
        for at, answer in enumerate(answers, 1):
            if answer == "-":
                continue
            what = {"state": LETTERS[answer]} if answer in LETTERS else {"level": f"l{answer}"}
            cell = {"badge": badge, "criterion": criterion, "wording": rubric.wording_fingerprint}
            found.append(Rating.parse({"sequence": len(found) + 1, "rater": f"r{at}", **cell, **what}))
    return found


@pytest.fixture(scope="session")
def cell(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> Callable[[str], CellSpread]:
    """Return a function that gives the cell in which raters said this."""
    rubric, badges = weighted_rubric(TWO), [named_badge(A, "Padlet")]
    names = [f"r{number}" for number in range(1, 10)]

    def make(answers: str) -> CellSpread:
        found = cell_spreads(rubric, badges, rows(rubric, {(A, "clarity"): answers}), raters=names[: len(answers)])
        return next(one for one in found if one.criterion == "clarity")

    return make


Cell = Callable[[str], CellSpread]


@pytest.mark.parametrize(
    ("answers", "median", "quartiles", "width", "far"),
    [
        # 0 1 1 2 3: the third of five is 1; ceil(5/4) = 2nd from each end: 1 and 2; only the 3 is two away from 1.
        ("01213", (1, 1), (1, 2), 3, 1),
        # 0 0 3 3: middle 0 and 3; ceil(4/4) = 1st from each end; every answer stands on one of the two middles.
        ("0033", (0, 3), (0, 3), 3, 0),
        # 0 1 2 3: middle 1 and 2, each end one step from the nearer.
        ("3210", (1, 2), (0, 3), 3, 0),
        # 0 0 0 0 2 2 2 2 2: the fifth of nine is 2; ceil(9/4) = 3rd from each end: 0 and 2; four are two away.
        ("000022222", (2, 2), (0, 2), 2, 4),
        ("2", (2, 2), (2, 2), 0, 0),
        # What is no level moves nothing.
        ("0u3wn-", (0, 3), (0, 3), 3, 0),
    ],
)
def test_median_quartiles_and_width(
    cell: Cell, answers: str, median: tuple[int, int], quartiles: tuple[int, int], width: int, far: int
) -> None:
    found = cell(answers)
    assert (found.median, found.quartiles, found.width, found.far) == (median, quartiles, width, far)
    assert (found.lowest, found.highest) == (found.places[0], found.places[-1])


def test_everything_said_has_its_place(cell: Cell) -> None:
    found = cell("01u1wn--3")
    assert found.counts == (1, 2, 0, 1)
    # Cannot tell, withheld, does not apply, not answered.
    assert found.states == (1, 1, 1, 2)
    assert [one.rater for one in found.answers] == [f"r{number}" for number in range(1, 10)]
    assert found.answers[2].answer is RatingState.UNKNOWN
    assert found.answers[6].answer is None
    assert found.by_rater == {"r1": 0, "r2": 1, "r4": 1, "r9": 3}
    assert found.sentence == (
        "Clarity on Padlet: 4 levels were given, levels 0 to 3; the middle is level 1, the middle half levels 0 to 3; "
        "1 cannot tell; 1 withheld; 1 does not apply; 2 not answered."
    )


def test_a_cell_without_a_level(cell: Cell) -> None:
    found = cell("un")
    assert (found.lowest, found.highest, found.median, found.quartiles, found.width, found.far) == (None, None, None, None, 0, 0)
    assert found.sentence == "Clarity on Padlet: no level was given; 1 cannot tell; 1 does not apply."
    assert cell("").sentence == "Clarity on Padlet: no level was given."
    assert cell("2").sentence == (
        "Clarity on Padlet: 1 level was given, level 2; the middle is level 2, the middle half level 2."
    )


def test_the_widest_come_first(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    rubric, badges = weighted_rubric(TWO), [named_badge(A, "First"), named_badge(B, "Second")]
    said = {
        (A, "clarity"): "2222",  # 0 levels
        (A, "fit"): "0112",  # 2 levels, nobody two away from the middle
        (B, "clarity"): "0012",  # 2 levels, middle 0 to 1: nobody two away
        (B, "fit"): "0002",  # 2 levels, the middle is 0: 1 of 4 two away
    }
    found = cell_spreads(rubric, badges, rows(rubric, said))
    assert [(one.label, one.criterion) for one in found] == [
        ("Second", "fit"),
        ("First", "fit"),
        ("Second", "clarity"),
        ("First", "clarity"),
    ]


def test_look_fors_other_words_and_other_badges_say_nothing(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    rubric, badges = weighted_rubric(TWO), [named_badge(A)]
    one, other, look_for, strange = rows(rubric, {(A, "clarity"): "0123"})
    given_rows = [
        one,
        other.replace(wording="f" * 64),
        look_for.replace(origin=Origin.LOOK_FOR),
        strange.replace(badge=B),
    ]
    first, second = cell_spreads(rubric, badges, given_rows)
    assert first.answers == (("r1", "l0"),)
    assert second.answers == (("r1", None),)


def test_a_level_called_like_a_state_is_a_level(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    plain = weighted_rubric(TWO).plain()
    for criterion in plain["criteria"]:
        criterion["levels"][0]["id"] = "unknown"
    rubric = Rubric.parse(plain)
    cell = {"badge": A, "criterion": "clarity", "wording": rubric.wording_fingerprint}
    said = [
        Rating.parse({"sequence": 1, "rater": "r1", "level": "unknown", **cell}),
        Rating.parse({"sequence": 2, "rater": "r2", "state": "unknown", **cell}),
    ]
    found = next(one for one in cell_spreads(rubric, [named_badge(A)], said) if one.criterion == "clarity")
    assert (found.counts, found.states) == ((1, 0, 0, 0), (1, 0, 0, 0))
    assert found.by_rater == {"r1": 0}


def test_names_are_made_visible(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    plain = weighted_rubric(TWO).plain()
    plain["criteria"][0]["name"] = "Clar\u202eity"
    found = cell_spreads(Rubric.parse(plain), [named_badge(A, "Pad\u200blet")], [])
    assert found[0].name == "Clar‹U+202E›ity"
    assert found[0].label == "Pad‹U+200B›let"


def test_a_talk_that_brings_the_room_together(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    rubric, badges = weighted_rubric(TWO), [named_badge(A, "Padlet")]
    before = rows(rubric, {(A, "clarity"): "0123u1", (A, "fit"): "112222"})
    after = rows(rubric, {(A, "clarity"): "11221u", (A, "fit"): "112222"})
    first, second = round_change(rubric, rubric, badges, before, after)
    # r1 0 to 1, r2 1 to 1, r3 2 to 2, r4 3 to 2; r5 and r6 gave a level only once.
    assert first.steps == (Step(0, 1, 1), Step(1, 1, 1), Step(2, 2, 1), Step(3, 2, 1))
    assert (first.up, first.down, first.stayed, first.moved) == (1, 1, 2, 2)
    assert first.sentence == "Spread of Clarity on Padlet fell from 3 levels to 1; 2 of 4 moved, 1 up and 1 down."
    assert second.sentence == "Spread of Fit on Padlet stayed at 1 level; nobody moved."
    back = round_change(rubric, rubric, badges, after, before)
    assert back[0].sentence == "Spread of Clarity on Padlet rose from 1 level to 3; 2 of 4 moved, 1 up and 1 down."


def test_a_change_of_words_compares_what_can_be_compared(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    old, badges = weighted_rubric(TWO), [named_badge(A, "Padlet")]
    plain = old.plain()
    plain["criteria"][0]["levels"][1]["descriptor"] = "lists every step"
    plain["criteria"][1]["levels"] = plain["criteria"][1]["levels"][:3]
    plain["criteria"][1]["levels"][2]["points"] = 3000
    new = Rubric.parse(plain)
    before = rows(old, {(A, "clarity"): "03", (A, "fit"): "02"})
    after = rows(new, {(A, "clarity"): "12", (A, "fit"): "11"})
    changes = {one.after.criterion: one for one in round_change(old, new, badges, before, after)}
    assert changes["clarity"].sentence == "Spread of Clarity on Padlet fell from 3 levels to 1; 2 of 2 moved, 1 up and 1 down."
    assert (changes["fit"].comparable, changes["fit"].steps) == (False, ())
    assert changes["fit"].sentence == (
        "Fit on Padlet: the levels themselves were changed in between, so the spread cannot be compared."
    )
    empty = round_change(old, new, badges, before, [])
    assert empty[0].sentence == (
        "Clarity on Padlet: levels were given in one of the two rounds alone, so the spread cannot be compared."
    )


def test_a_criterion_of_one_version_is_left_out(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    old, new = weighted_rubric(TWO), weighted_rubric({"clarity": 6000, "reach": 4000})
    assert [one.before.criterion for one in round_change(old, new, [named_badge(A)], [], [])] == ["clarity"]


said_words = st.text(alphabet="0123uwn-", max_size=9)


@given(clarity=said_words, fit=said_words)
def test_what_always_holds(clarity: str, fit: str, weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    rubric, badges = weighted_rubric(TWO), [named_badge(A)]
    given_rows = rows(rubric, {(A, "clarity"): clarity, (A, "fit"): fit})
    raters = [f"r{number}" for number in range(1, 10)]
    found = cell_spreads(rubric, badges, given_rows, raters=raters)
    panel = panel_answers(rubric, given_rows, badges[0])
    assert found == cell_spreads(rubric, badges, given_rows[::-1], raters=raters[::-1])
    assert [one.width for one in found] == sorted((one.width for one in found), reverse=True)
    for one in found:
        assert sum(one.counts) + sum(one.states) == len(raters) == len(one.answers)
        if one.median is None or one.quartiles is None:
            assert one.given == 0
            continue
        low, high = one.quartiles
        inside = sum(low <= place <= high for place in one.places)
        assert Fraction(inside, one.given) >= Fraction(1, 2)
        assert one.places[0] <= low <= one.median[0] <= one.median[1] <= high <= one.places[-1]
        if 2 * one.given > len(one.answers) - one.states[STATE_PLACES.index(None)]:
            assert panel[one.criterion] == one.levels[one.median[0]]


@given(before=said_words, after=said_words)
def test_nobody_is_lost_between_rounds(before: str, after: str, weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    rubric, badges = weighted_rubric(TWO), [named_badge(A)]
    pair = [rows(rubric, {(A, "clarity"): said}) for said in (before, after)]
    there = next(one for one in round_change(rubric, rubric, badges, *pair) if one.before.criterion == "clarity")
    back = next(one for one in round_change(rubric, rubric, badges, *pair[::-1]) if one.before.criterion == "clarity")
    both = sum(a.isdigit() and b.isdigit() for a, b in zip(before, after, strict=False))
    assert there.up + there.down + there.stayed == both
    assert (there.up, there.down, there.stayed) == (back.down, back.up, back.stayed)
