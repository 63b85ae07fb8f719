"""Profiles of levels: by hand, and against a count of every way to fill the gaps that shares no code with the package."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.model import Badge, Decision, RatingState, Rubric
from rubric_kit.scoring import decide

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]
Case = tuple[Rubric, dict[str, Any]]
Plain = dict[str, Any]

OUTCOMES = [
    {"id": "full", "kind": "accept_at_level", "name": "Accept in full", "wording": "Accepted in full."},
    {"id": "yes", "kind": "accept", "name": "Accept", "wording": "Accepted."},
    {"id": "story", "kind": "narrative", "name": "Keep in the story", "wording": "Kept in the story."},
    {"id": "no", "kind": "not_counted", "name": "Not counted", "wording": "Not counted for hours."},
]
FOUR = {"a": 4000, "b": 3000, "c": 2000, "d": 1000}
# Every criterion at one of three points or more, and at least half of them at two.
NO_HOLES: Plain = {
    "id": "no-holes",
    "outcome": "yes",
    "parts": [{"criteria": 10_000, "at_least": 3333}, {"criteria": 5000, "at_least": 6666}],
}


def profile_only(make_rubric: MakeRubric, *profiles: Plain) -> Rubric:
    return make_rubric(FOUR, outcomes=OUTCOMES, cuts=[], profiles=list(profiles or [NO_HOLES]))


# 3333 of 10,000 of 3000 thousandths are 999.9, so one point reaches it; 6666 are 1999.8, so two points do.
@pytest.mark.parametrize(
    ("levels", "outcome"),
    [
        ("1122", "yes"),
        ("1112", "story"),  # only one of four has two points, two are needed
        ("3330", "story"),  # three at the top do not make up for one at the bottom
        ("2211", "yes"),
    ],
)
def test_a_profile_is_a_pattern_that_nothing_makes_up_for(
    make_rubric: MakeRubric, make_badge: MakeBadge, levels: str, outcome: str
) -> None:
    answers = {name: f"l{level}" for name, level in zip("abcd", levels, strict=True)}
    assert decide(profile_only(make_rubric), make_badge(), answers).outcome == outcome


# 6,667 basis points of three criteria are 2.0001: all three are needed. 6,666 are 1.9998: two are enough.
@pytest.mark.parametrize(("share", "outcome"), [(6666, "yes"), (6667, "story")])
def test_a_share_of_the_criteria_is_counted_exactly(
    make_rubric: MakeRubric, make_badge: MakeBadge, share: int, outcome: str
) -> None:
    profile = {"id": "p", "outcome": "yes", "parts": [{"criteria": share, "at_least": 10_000}]}
    answers = {"a": "l3", "b": "l3", "c": "l2", "d": RatingState.NOT_APPLICABLE}
    assert decide(profile_only(make_rubric, profile), make_badge(), answers).outcome == outcome


def test_a_cut_and_a_profile_of_one_outcome_must_both_hold(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric(FOUR, outcomes=OUTCOMES, cut=6000, profiles=[NO_HOLES])
    # (.4*3 + .3*3 + .2*3 + .1*0) / 3 is 90 of 100, with a hole; (.4*1 + .3*1 + .2*2 + .1*2) / 3 is 43.3, without one.
    high_with_a_hole = {"a": "l3", "b": "l3", "c": "l3", "d": "l0"}
    low_without = {"a": "l1", "b": "l1", "c": "l2", "d": "l2"}
    both = {"a": "l3", "b": "l2", "c": "l1", "d": "l1"}  # 1.2 + .6 + .2 + .1 = 2.1 of 3: 70 of 100
    found = [decide(rubric, make_badge(), one).outcome for one in (high_with_a_hole, low_without, both)]
    assert found == ["story", "story", "yes"]


def test_outcomes_are_tried_best_first(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    best = {"id": "all-top", "outcome": "full", "parts": [{"criteria": 10_000, "at_least": 10_000}]}
    rubric = profile_only(make_rubric, NO_HOLES, best)
    assert decide(rubric, make_badge(), dict.fromkeys("abcd", "l3")).outcome == "full"
    assert decide(rubric, make_badge(), {**dict.fromkeys("abcd", "l3"), "d": "l2"}).outcome == "yes"


def test_the_trace_says_what_a_profile_came_to(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric(FOUR, outcomes=OUTCOMES, cut=6000, profiles=[NO_HOLES])
    steps = decide(rubric, make_badge(), {"a": "l3", "b": "l3", "c": "l1"}).trace
    assert [(step.rule, step.id, step.result) for step in steps[1:]] == [
        ("cut", "yes", "reached"),
        ("profile", "no-holes", "could_go_either_way"),
        ("below", "story", "could_go_either_way"),
    ]
    # (.4*3 + .3*3 + .2*1) / 3 is 76.6; with d open it is at most 86.6.
    assert [step.sentence for step in steps[1:]] == [
        "Accept asks for a score from 60.0 of 100: reached.",
        (
            "Accept asks for every criterion that applies at 1 of 3 points or more (4 of 4 needed, 3 to 4 found), and at least "
            "half of the criteria that apply at 2 of 3 points or more (2 of 4 needed, 2 to 3 found): could go either way."
        ),
        "Keep in the story where no cut and no profile is reached: could be where it falls.",
    ]
    sure = decide(rubric, make_badge(), {"a": "l3", "b": "l3", "c": "l1", "d": "l1"}).trace
    assert [(step.rule, step.result) for step in sure[1:]] == [("cut", "reached"), ("profile", "reached")]
    fallen = decide(profile_only(make_rubric), make_badge(), dict.fromkeys("abcd", "l0")).trace
    assert (fallen[-1].result, fallen[-1].sentence) == (
        "reached",
        "Keep in the story where no profile is reached: this is where it falls.",
    )


def test_settlers_and_flips_know_profiles(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric({**FOUR, "a": 5000, "d": 0}, outcomes=OUTCOMES, cuts=[], profiles=[NO_HOLES])
    answers = {"a": "l2", "b": "l2", "c": "l1"}
    # The criterion without weight moves no score, and settles the decision all the same.
    decision = decide(rubric, make_badge(), answers)
    assert [(one.criterion, one.alone, one.spread) for one in decision.settlers] == [("d", True, 0)]
    assert decision.possible == ("yes", "story")
    flips = decide(rubric, make_badge(), {**answers, "d": "l1"}).flips
    assert {(flip.criterion, flip.to_level, flip.outcome) for flip in flips} == {
        ("a", "l1", "story"),
        ("b", "l1", "story"),
        ("c", "l0", "story"),
        ("d", "l0", "story"),
    }


def test_where_nothing_applies_a_profile_speaks_for_nothing(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    nothing = dict.fromkeys(FOUR, RatingState.NOT_APPLICABLE)
    decision = decide(profile_only(make_rubric), make_badge(), nothing)
    assert (decision.outcome, decision.possible) == (None, ("yes", "story"))
    assert [step.rule for step in decision.trace] == ["left_out"] * 4 + ["sum"]


def test_where_nothing_carries_weight_a_profile_still_decides_and_a_cut_does_not(
    make_rubric: MakeRubric, make_badge: MakeBadge
) -> None:
    weights = {"a": 10_000, "b": 0, "c": 0}
    answers = {"a": RatingState.NOT_APPLICABLE, "b": "l3", "c": "l2"}
    alone = make_rubric(weights, outcomes=OUTCOMES, cuts=[], profiles=[NO_HOLES])
    assert decide(alone, make_badge(), answers).outcome == "yes"
    beside_a_cut = decide(make_rubric(weights, outcomes=OUTCOMES, profiles=[NO_HOLES]), make_badge(), answers)
    assert beside_a_cut.possible == ("yes", "story")
    assert [(step.rule, step.result) for step in beside_a_cut.trace[-2:]] == [
        ("profile", "reached"),
        ("below", "could_go_either_way"),
    ]


# ---- every way to fill the gaps ----


def _levels(dice: random.Random) -> list[Plain]:
    points = [*sorted(dice.sample(range(0, 3000, 500), dice.randint(1, 3))), 3000]
    return [{"id": f"l{at}", "name": f"L{at}", "points": one, "descriptor": f"shows {at}"} for at, one in enumerate(points)]


def _random_case(seed: int) -> Case:
    dice = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
    count = dice.randint(1, 4)
    marks = sorted(dice.randrange(0, 11) * 1000 for _ in range(count - 1))
    weights = [high - low for low, high in itertools.pairwise([0, *marks, 10_000])]
    criteria = [
        {"id": f"c{at}", "name": f"C{at}", "question": "How?", "weight": weight, "levels": _levels(dice)}
        for at, weight in enumerate(weights)
    ]
    names = [f"o{at}" for at in range(dice.randint(1, 4))]
    shares = sorted(dice.sample(range(0, 10_001, 500), len(names)), reverse=True)
    shape = [dice.choice(["cut", "profile", "both", "both"]) for _ in names]
    cuts = [
        {"at_least": share, "outcome": name} for name, share, has in zip(names, shares, shape, strict=True) if has != "profile"
    ]
    profiles = [
        {"id": f"p{name}", "outcome": name, "parts": [_part(dice) for _ in range(dice.randint(1, 2))]}
        for name, has in zip(names, shape, strict=True)
        if has != "cut"
    ]
    dice.shuffle(profiles)
    gates = [{"id": f"g{at}", "otherwise": f"gate{at}"} | _rung(dice, criteria) for at in range(dice.choice([0, 0, 1, 2]))]
    rules = []
    if count > 1 and dice.random() < 0.5:
        when = [_rung(dice, criteria[1:]) for _ in range(dice.randint(1, 2))]
        rules = [{"id": "s", "withheld": "c0", "counts_as": dice.choice(criteria[0]["levels"])["id"], "when": when}]
    ids = [*names, "below", *(gate["otherwise"] for gate in gates)]
    outcomes = [{"id": one, "kind": "accept", "name": str(one), "wording": "Done."} for one in ids]
    policy = {"outcomes": outcomes, "gates": gates, "cuts": cuts, "below": "below", "profiles": profiles, "substitutions": rules}
    rubric = Rubric.parse({"id": "random", "title": "Random", "criteria": criteria, "policy": policy})
    return rubric, {one["id"]: _answer(dice, one) for one in criteria}


def _part(dice: random.Random) -> Plain:
    return {"criteria": dice.choice([1, 3333, 5000, 6667, 7500, 10_000]), "at_least": dice.randrange(0, 10_001, 500)}


def _rung(dice: random.Random, criteria: list[Plain]) -> Plain:
    one = dice.choice(criteria)
    return {"criterion": one["id"], "at_least": dice.choice(one["levels"])["id"]}


def _answer(dice: random.Random, criterion: Plain) -> str | RatingState | None:
    states = [RatingState.UNKNOWN, RatingState.WITHHELD, RatingState.WITHHELD, RatingState.NOT_APPLICABLE, None]
    return dice.choice([dice.choice(criterion["levels"])["id"], dice.choice(states)])


def _fillings(plain: Plain, answers: Mapping[str, Any]) -> Iterator[dict[str, Plain]]:
    ways = []
    for one in plain["criteria"]:
        answer = answers[one["id"]]
        if answer == "not_applicable":
            continue
        fixed = [level for level in one["levels"] if level["id"] == answer]
        ways.append([(one["id"], level) for level in fixed or one["levels"]])
    yield from (dict(way) for way in itertools.product(*ways))


def _outcomes_of_a_filling(plain: Plain, levels: dict[str, Plain], answers: Mapping[str, Any]) -> set[str]:
    policy, criteria = plain["policy"], {one["id"]: one for one in plain["criteria"]}

    def holds(rule: Plain) -> bool:
        ids = [level["id"] for level in criteria[rule["criterion"]]["levels"]]
        at = levels.get(rule["criterion"])
        return at is not None and ids.index(at["id"]) >= ids.index(rule["at_least"])

    for rule in policy["substitutions"]:
        if answers[rule["withheld"]] == "withheld" and all(holds(one) for one in rule["when"]):
            ids = {level["id"]: level for level in criteria[rule["withheld"]]["levels"]}
            levels = {**levels, rule["withheld"]: ids[rule["counts_as"]]}
    for gate in policy["gates"]:
        if gate["criterion"] in levels and not holds(gate):
            return {gate["otherwise"]}
    total = sum(criteria[name]["weight"] * level["points"] for name, level in levels.items())
    full = sum(criteria[name]["weight"] * 3000 for name in levels)
    # With nothing to add up, the sum may be seen as anything from below every cut to the whole.
    scores = [Fraction(total, full)] if full else [Fraction(-1), *(Fraction(c["at_least"], 10_000) for c in policy["cuts"])]
    matches: list[bool | None] = [None] if levels else [True, False]
    return {_climbed(policy, levels, score, match) for score in scores for match in matches}


def _climbed(policy: Plain, levels: dict[str, Plain], score: Fraction, match: bool | None) -> str:
    for outcome in policy["outcomes"]:
        asks = [score >= Fraction(cut["at_least"], 10_000) for cut in policy["cuts"] if cut["outcome"] == outcome["id"]]
        profiles = [profile for profile in policy["profiles"] if profile["outcome"] == outcome["id"]]
        asks += [_matches(profile, levels) if match is None else match for profile in profiles]
        if asks and all(asks):
            return str(outcome["id"])
    return str(policy["below"])


def _matches(profile: Plain, levels: dict[str, Plain]) -> bool:
    for part in profile["parts"]:
        reached = [level for level in levels.values() if Fraction(level["points"], 3000) >= Fraction(part["at_least"], 10_000)]
        if Fraction(len(reached), len(levels)) < Fraction(part["criteria"], 10_000):
            return False
    return True


def _brute_force(rubric: Rubric, answers: Mapping[str, Any]) -> set[str]:
    plain = rubric.plain()
    return {one for levels in _fillings(plain, answers) for one in _outcomes_of_a_filling(plain, levels, answers)}


cases = st.integers(0, 2**64).map(_random_case)


@settings(max_examples=500)
@given(case=cases)
def test_possible_outcomes_are_those_of_all_fillings(case: Case, make_badge: MakeBadge) -> None:
    rubric, answers = case
    counted = _brute_force(rubric, answers)
    decision = decide(rubric, make_badge(), answers, what_if=False)
    event(f"{min(len(counted), 3)} outcomes, profiles {bool(rubric.policy.profiles)}")
    assert counted <= set(decision.possible)
    assert (len(decision.possible) == 1) is (len(counted) == 1)
    assert decision.outcome == (counted.pop() if len(counted) == 1 else None)


@given(case=cases)
def test_flips_and_settlers_lead_where_they_say(case: Case, make_badge: MakeBadge) -> None:
    rubric, answers = case
    decision = decide(rubric, make_badge(), answers)
    for flip in decision.flips:
        assert _brute_force(rubric, {**answers, flip.criterion: flip.to_level}) == {flip.outcome}
    for settler in decision.settlers:
        levels = rubric.criterion(settler.criterion).levels
        left = [_brute_force(rubric, {**answers, settler.criterion: level.id}) for level in levels]
        assert settler.alone is all(len(one) == 1 for one in left)


@given(case=cases)
def test_the_trace_agrees_with_the_decision(case: Case, make_badge: MakeBadge) -> None:
    rubric, answers = case
    decision = decide(rubric, make_badge(), answers, what_if=False)
    ladder = [step for step in decision.trace if step.rule in {"cut", "profile", "below"}]
    if any(step.rule == "gate" and step.result != "passed" for step in decision.trace) or not ladder:
        return
    last = [step for step in ladder if _outcome_of(rubric, step) == _outcome_of(rubric, ladder[-1])]
    if decision.outcome is not None and all(step.result == "reached" for step in last):
        assert decision.outcome == _outcome_of(rubric, last[0])
    if ladder[-1].rule == "below" and ladder[-1].result == "reached":
        assert decision.outcome == rubric.policy.below


@given(case=cases, seed=st.integers(0, 2**32))
def test_the_order_of_gates_does_not_matter_where_they_lead_to_one_outcome(case: Case, seed: int, make_badge: MakeBadge) -> None:
    rubric, answers = case
    gates = [gate.replace(otherwise=rubric.policy.gates[0].otherwise) for gate in rubric.policy.gates]
    turned = random.Random(seed).sample(gates, len(gates))  # noqa: S311 - a reproducible draw, nothing secret
    one, other = (rubric.replace(policy=rubric.policy.replace(gates=tuple(order))) for order in (gates, turned))
    first, second = (decide(version, make_badge(), answers) for version in (one, other))
    assert _beside_the_trace(first) == _beside_the_trace(second)


def _beside_the_trace(decision: Decision) -> tuple[Any, ...]:
    return decision.outcome, decision.possible, decision.score, decision.settlers, decision.flips


@given(case=cases)
def test_a_profile_that_everything_reaches_changes_nothing(case: Case, make_badge: MakeBadge) -> None:
    rubric, answers = case
    plain = rubric.plain()
    plain["policy"]["profiles"] = []
    without = Rubric.parse(plain)
    always = {"parts": [{"criteria": 10_000, "at_least": 0}]}
    asked = [{"id": f"p{at}", "outcome": cut["outcome"], **always} for at, cut in enumerate(plain["policy"]["cuts"])]
    decided = decide(without, make_badge(), answers)
    if not decided.score.full or not asked:
        return
    plain["policy"]["profiles"] = asked
    assert _beside_the_trace(decide(Rubric.parse(plain), make_badge(), answers)) == _beside_the_trace(decided)


def _outcome_of(rubric: Rubric, step: Any) -> str:
    profiles = {profile.id: profile.outcome for profile in rubric.policy.profiles}
    return profiles[step.id] if step.rule == "profile" else str(step.id)
