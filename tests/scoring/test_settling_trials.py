"""The smallest set of facts that settles a decision, against a trial of every set of gaps on random rubrics."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import decide, open_outcomes
from rubric_kit.scoring.settling import smallest_settling_set

MakeBadge = Callable[..., Badge]
Plain = dict[str, Any]
Case = tuple[Rubric, dict[str, Any]]

WITHHELD, UNKNOWN, NOT_APPLICABLE = RatingState.WITHHELD, RatingState.UNKNOWN, RatingState.NOT_APPLICABLE


def _pick(dice: random.Random, criteria: list[Plain]) -> dict[str, str]:
    criterion = dice.choice(criteria)
    return {"criterion": criterion["id"], "at_least": dice.choice(criterion["levels"])["id"]}


def _criteria(dice: random.Random) -> list[Plain]:
    count = dice.randint(2, 5)
    step = dice.choice([1, 500, 1000])
    marks = sorted(dice.randrange(0, 10_000 // step + 1) for _ in range(count - 1))
    weights = [step * (high - low) for low, high in itertools.pairwise([0, *marks, 10_000 // step])]
    inner = [sorted(dice.sample(range(0, 3000, 500), dice.randint(1, 2))) for _ in range(count)]
    return [
        {
            "id": f"c{n}",
            "name": f"C{n}",
            "question": "How?",
            "weight": weight,
            "levels": [
                {"id": f"l{at}", "name": f"Level {at}", "points": points, "descriptor": f"shows {at}"}
                for at, points in enumerate([*points_below, 3000])
            ],
        }
        for n, (weight, points_below) in enumerate(zip(weights, inner, strict=True))
    ]


def _policy(dice: random.Random, criteria: list[Plain]) -> Plain:
    cuts = sorted(dice.sample(range(500, 10_000, 250), dice.choice([0, 1, 1, 2])), reverse=True)
    parts = [{"criteria": dice.randint(1, 10_000), "at_least": dice.randint(1, 10_000)} for _ in range(dice.randint(1, 2))]
    profiles = [{"id": "p", "outcome": dice.choice(["o0", "o1"]), "parts": parts}] if not cuts or dice.random() < 0.3 else []
    rules = []
    for n, one in enumerate(dice.sample(criteria, dice.choice([0, 1, 1, 2]))):
        when = [_pick(dice, [other for other in criteria if other is not one]) for _ in range(dice.randint(1, 2))]
        rules.append({"id": f"s{n}", "withheld": one["id"], "counts_as": dice.choice(one["levels"])["id"], "when": when})
    gates = [{"id": f"g{n}", "otherwise": dice.choice(["o1", "gate"])} | _pick(dice, criteria) for n in range(dice.randint(0, 2))]
    return {
        "outcomes": [{"id": one, "kind": "accept", "name": one, "wording": one} for one in ("o0", "o1", "below", "gate")],
        "cuts": [{"at_least": share, "outcome": f"o{n}"} for n, share in enumerate(cuts)],
        "below": "below",
        "profiles": profiles,
        "substitutions": rules,
        "gates": gates,
    }


def _random_case(seed: int) -> Case:
    dice = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
    criteria = _criteria(dice)
    states = [UNKNOWN, UNKNOWN, WITHHELD, WITHHELD, None, NOT_APPLICABLE]
    answers = {one["id"]: dice.choice(one["levels"])["id"] if dice.random() < 0.3 else dice.choice(states) for one in criteria}
    rubric = Rubric.parse({"id": "random", "title": "Random", "criteria": criteria, "policy": _policy(dice, criteria)})
    return rubric, answers


def _settles(rubric: Rubric, badge: Badge, answers: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    ways = itertools.product(*([level.id for level in rubric.criterion(name).levels] for name in names))
    return all(len(open_outcomes(rubric, badge, {**answers, **dict(zip(names, way, strict=True))})) == 1 for way in ways)


def _smallest_sets(rubric: Rubric, badge: Badge, answers: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    gaps = [name for name, one in answers.items() if one in (None, UNKNOWN, WITHHELD)]
    for size in range(len(gaps) + 1):
        found = [names for names in itertools.combinations(gaps, size) if _settles(rubric, badge, answers, names)]
        if found:
            yield from found
            return


@settings(max_examples=250)
@given(case=st.integers(0, 2**64).map(_random_case))
@example(case=_random_case(2853)).via("one substitution hangs on the level that another one hides")
def test_the_set_settles_and_no_smaller_one_does(case: Case, make_badge: MakeBadge) -> None:
    rubric, answers = case
    badge = make_badge()
    found = smallest_settling_set(rubric, badge, answers)
    smallest = list(_smallest_sets(rubric, badge, answers))
    undetermined = len(open_outcomes(rubric, badge, answers)) > 1
    if not undetermined or all(one is None for one in answers.values() if one is not NOT_APPLICABLE) or not smallest:
        assert found is None
        return
    assert found is not None
    event(f"{len(found.criteria)} of {len(answers)}")
    assert found.smallest
    names = tuple(name for name in answers if name in found.criteria)
    assert names in smallest
    # It asks for no more of what is withheld and could be carried than any other.
    carried = {rule.withheld for rule in rubric.policy.substitutions if answers[rule.withheld] is WITHHELD}
    assert len(carried.intersection(names)) == min(len(carried.intersection(one)) for one in smallest)
    for left_out in names:
        assert not _settles(rubric, badge, answers, tuple(name for name in names if name != left_out))
    if not carried:
        assert smallest == [names], "without a rule that asking turns off there is only one smallest set"
    assert set(names) <= {one.criterion for one in decide(rubric, badge, answers).settlers}


@settings(max_examples=100)
@given(case=st.integers(0, 2**64).map(_random_case), boxes=st.integers(0, 30))
@example(case=_random_case(3), boxes=0)
def test_a_stopped_search_never_names_too_few(case: Case, boxes: int, make_badge: MakeBadge) -> None:
    rubric, answers = case
    found = smallest_settling_set(rubric, make_badge(), answers, most_boxes=boxes)
    if found is not None:
        assert _settles(rubric, make_badge(), answers, found.criteria)
        if found.smallest:
            assert found == smallest_settling_set(rubric, make_badge(), answers)


def test_where_substitutions_hang_on_each_other_every_choice_is_tried(make_badge: MakeBadge) -> None:
    """Asking about c1 turns off the rule that hangs on c2, and the other way round; one of the two leaves more to ask."""
    points = {"c0": [0, 3000], "c1": [2500, 3000], "c2": [500, 3000], "c3": [1000, 3000]}
    weights = {"c0": 4000, "c1": 4500, "c2": 1000, "c3": 500}
    levels = {
        name: [{"id": f"l{at}", "name": f"L{at}", "points": one, "descriptor": "shows it"} for at, one in enumerate(each)]
        for name, each in points.items()
    }
    criteria = [
        {"id": name, "name": name, "question": "How?", "weight": weight, "levels": levels[name]}
        for name, weight in weights.items()
    ]
    always = [{"criterion": name, "at_least": "l0"} for name in ("c1", "c3")]
    policy = {
        "outcomes": [{"id": one, "kind": "accept", "name": one, "wording": one} for one in ("o0", "o1", "below", "gate")],
        "cuts": [{"at_least": 9750, "outcome": "o0"}, {"at_least": 1750, "outcome": "o1"}],
        "below": "below",
        "gates": [{"id": "g0", "criterion": "c0", "at_least": "l1", "otherwise": "gate"}],
        "substitutions": [
            {"id": "s0", "withheld": "c1", "counts_as": "l0", "when": [{"criterion": "c2", "at_least": "l1"}]},
            {"id": "s1", "withheld": "c2", "counts_as": "l1", "when": always},
        ],
    }
    rubric = Rubric.parse({"id": "chain", "title": "Chain", "criteria": criteria, "policy": policy})
    answers = {"c0": UNKNOWN, "c1": WITHHELD, "c2": WITHHELD, "c3": UNKNOWN}
    assert list(_smallest_sets(rubric, make_badge(), answers)) == [("c0", "c2")]
    found = smallest_settling_set(rubric, make_badge(), answers)
    assert found is not None
    assert set(found.criteria) == {"c0", "c2"}
