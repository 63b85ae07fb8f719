"""Topic rubrics: what they may do to their base, and that what passes here can never be easier than the base."""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import publish, starter_rubric
from rubric_kit.authoring.inheritance import inheritance_problems, topic_rubric
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, Evidence, Issuer, Rubric, Source, Verification
from rubric_kit.scoring import decide

Draft = dict[str, Any]
BASE = starter_rubric()


def topic() -> Draft:
    return topic_rubric(BASE, id="padlet", title="Padlet badges")


def criterion(draft: Draft, name: str) -> Draft:
    return next(one for one in draft["criteria"] if one["id"] == name)


def found(draft: Draft) -> list[tuple[str, str, str]]:
    return [(one.code, one.severity.value, one.path) for one in inheritance_problems(draft, BASE)]


def test_a_topic_rubric_starts_as_its_base_under_a_name_of_its_own() -> None:
    whole = publish(topic())
    assert (whole.id, whole.title, whole.version, whole.parent) == ("padlet", "Padlet badges", 1, None)
    assert whole.base is not None
    assert (whole.base.id, whole.base.version, whole.base.fingerprint) == (BASE.id, BASE.version, BASE.fingerprint)
    assert whole.purpose == BASE.purpose
    assert whole.criteria == BASE.criteria
    assert whole.wording_fingerprint == BASE.wording_fingerprint
    assert inheritance_problems(whole, BASE) == ()
    assert topic_rubric(BASE, id="padlet", title="Padlet", purpose="For one tool.")["purpose"] == "For one tool."


def test_who_adopted_the_base_did_not_adopt_the_topic() -> None:
    adopted = BASE.replace(policy=BASE.policy.replace(adopted="School board"))
    assert topic_rubric(adopted, id="padlet", title="Padlet")["policy"]["adopted"] is None


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("outside-badges", r"^'outside-badges' is the base rubric itself; give the topic rubric a short name of its own$"),
        ("Padlet Badges", r"^a short name is 1 to 64 of a-z, 0-9, _ and -, found 'Padlet Badges'$"),
    ],
)
def test_a_topic_rubric_needs_a_name_of_its_own(name: str, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        topic_rubric(BASE, id=name, title="T")


# ---- what is allowed ----


def add_criterion(d: Draft) -> None:
    twin = copy.deepcopy(criterion(d, "locality"))
    d["criteria"].append(twin | {"id": "tool", "name": "Tool", "weight": 500})
    criterion(d, "criteria_clarity")["weight"] = 2000


def pin_text(d: Draft) -> None:
    criterion(d, "locality")["levels"][2]["anchors"].append({"text": "Three schools took part.", "source": None, "badge": None})


def raise_gate(d: Draft) -> None:
    d["policy"]["gates"][0]["at_least"] = "l2"


def add_gate(d: Draft) -> None:
    d["policy"]["gates"].append({"id": "tool", "criterion": "classroom_use", "at_least": "l1", "otherwise": "narrative"})


def raise_cut(d: Draft) -> None:
    d["policy"]["cuts"][1]["at_least"] = 7000


def add_profile(d: Draft) -> None:
    d["policy"]["profiles"] = [{"id": "p", "outcome": "accept", "parts": [{"criteria": 10_000, "at_least": 3333}]}]


def drop_substitution(d: Draft) -> None:
    d["policy"]["substitutions"] = []


def worse_below(d: Draft) -> None:
    d["policy"]["below"] = "not-counted"


@pytest.mark.parametrize(
    "edit", [add_criterion, pin_text, raise_gate, add_gate, raise_cut, add_profile, drop_substitution, worse_below]
)
def test_what_a_topic_rubric_may_do(edit: Callable[[Draft], None]) -> None:
    draft = topic()
    edit(draft)
    assert found(draft) == []
    publish(draft)


# ---- what is not ----


def drop_criterion(d: Draft) -> None:
    d["criteria"].remove(criterion(d, "locality"))


def drop_level(d: Draft) -> None:
    del criterion(d, "locality")["levels"][1]


def move_points(d: Draft) -> None:
    criterion(d, "locality")["levels"][1]["points"] = 1500


def drop_gate(d: Draft) -> None:
    d["policy"]["gates"] = []


def lower_gate(d: Draft) -> None:
    d["policy"]["gates"][0]["at_least"] = "l0"


def soften_gate(d: Draft) -> None:
    d["policy"]["gates"][0]["otherwise"] = "narrative"


def forgive_false_signatures(d: Draft) -> None:
    d["policy"]["invalid_proof"] = None


def forgive_the_revoked(d: Draft) -> None:
    d["policy"]["revoked"] = "accept"


def lower_cut(d: Draft) -> None:
    d["policy"]["cuts"][1]["at_least"] = 5500


def drop_cut(d: Draft) -> None:
    del d["policy"]["cuts"][0]


def better_below(d: Draft) -> None:
    d["policy"]["below"] = "conditional"


def other_kind(d: Draft) -> None:
    d["policy"]["outcomes"][3]["kind"] = "accept"


def drop_outcome(d: Draft) -> None:
    d["policy"]["outcomes"] = [one for one in d["policy"]["outcomes"] if one["id"] != "conditional"]
    d["policy"]["cuts"] = [one for one in d["policy"]["cuts"] if one["outcome"] != "conditional"]


def turn_outcomes(d: Draft) -> None:
    outcomes = d["policy"]["outcomes"]
    outcomes[0], outcomes[1] = outcomes[1], outcomes[0]


def reword(d: Draft) -> None:
    criterion(d, "locality")["question"] = "Who near us knows it?"
    criterion(d, "locality")["levels"][2]["descriptor"] = "A school can be named."


def no_weight(d: Draft) -> None:
    criterion(d, "locality")["weight"] = 0
    criterion(d, "criteria_clarity")["weight"] = 3000


def drop_target(d: Draft) -> None:
    d["targets"] = d["targets"][1:]
    for one in d["criteria"]:
        one["targets"] = []


def carry_more(d: Draft) -> None:
    d["policy"]["substitutions"][0]["counts_as"] = "l3"


def ask_less(d: Draft) -> None:
    d["policy"]["substitutions"][0]["when"].pop()


def add_substitution(d: Draft) -> None:
    when = [{"criterion": "criteria_clarity", "at_least": "l3"}]
    d["policy"]["substitutions"].append({"id": "near", "withheld": "locality", "counts_as": "l3", "when": when})


def excuse_evidence(d: Draft) -> None:
    d["policy"]["evidence_rules"][0]["requirement"] = "optional"


def lifting_gate(d: Draft) -> None:
    d["policy"]["gates"].append({"id": "tool", "criterion": "classroom_use", "at_least": "l1", "otherwise": "accept"})


def gate_in_front(d: Draft) -> None:
    gate = {"id": "tool", "criterion": "classroom_use", "at_least": "l1", "otherwise": "narrative"}
    d["policy"]["gates"].insert(0, gate)


def new_way(d: Draft) -> None:
    d["policy"]["cuts"].append({"at_least": 100, "outcome": "signature-false"})


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (drop_criterion, [("RKR011", "error", "criteria.locality")]),
        (drop_level, [("RKR012", "error", "criteria.locality.levels")]),
        (move_points, [("RKR012", "error", "criteria.locality.levels.l1.points")]),
        (drop_gate, [("RKR013", "error", "policy.gates.serves-our-mission")]),
        (lower_gate, [("RKR013", "error", "policy.gates.serves-our-mission")]),
        (soften_gate, [("RKR013", "error", "policy.gates.serves-our-mission")]),
        (forgive_false_signatures, [("RKR013", "error", "policy.invalid_proof")]),
        (forgive_the_revoked, [("RKR013", "error", "policy.revoked")]),
        (lower_cut, [("RKR014", "error", "policy.cuts.accept")]),
        (drop_cut, [("RKR014", "error", "policy.cuts.accept-full")]),
        (better_below, [("RKR014", "error", "policy.below")]),
        (other_kind, [("RKR015", "error", "policy.outcomes.narrative.kind")]),
        (drop_outcome, [("RKR015", "error", "policy.outcomes.conditional"), ("RKR014", "error", "policy.cuts.conditional")]),
        (turn_outcomes, [("RKR015", "error", "policy.outcomes")]),
        (
            reword,
            [
                ("RKR016", "warning", "criteria.locality.question"),
                ("RKR016", "warning", "criteria.locality.levels.l2.descriptor"),
            ],
        ),
        (no_weight, [("RKR018", "warning", "criteria.locality.weight")]),
        (drop_target, [("RKR019", "warning", "targets.active-learning")]),
        (carry_more, [("RKR017", "warning", "policy.substitutions.private-evidence")]),
        (ask_less, [("RKR017", "warning", "policy.substitutions.private-evidence")]),
        (add_substitution, [("RKR017", "warning", "policy.substitutions.near")]),
        (excuse_evidence, [("RKR017", "warning", "policy.evidence_rules.learning")]),
        (lifting_gate, [("RKR017", "warning", "policy.gates.tool")]),
        (gate_in_front, [("RKR017", "warning", "policy.gates.tool")]),
        (new_way, [("RKR017", "warning", "policy.cuts.signature-false")]),
    ],
)
def test_what_goes_below_the_base_is_named(edit: Callable[[Draft], None], expected: list[tuple[str, str, str]]) -> None:
    draft = topic()
    edit(draft)
    assert found(draft) == expected


def test_the_messages_are_plain_sentences() -> None:
    draft = topic()
    for edit in (lower_gate, lower_cut, excuse_evidence, drop_criterion):
        edit(draft)
    assert [one.message for one in inheritance_problems(draft, BASE)] == [
        "Local tie is missing; a topic rubric keeps every criterion of its base.",
        (
            "This gate of the base is missing, lower or softer: Vision and mission is at least «One item», "
            "or the outcome is Not counted."
        ),
        "The cut for Accept is lower than in the base: 55 of 100; in the base it is 60.",
        "For a badge of kind learning, evidence is optional; in the base it is required.",
    ]


def test_a_lost_profile_is_named() -> None:
    profile = {"id": "p", "outcome": "accept", "parts": [{"criteria": 10_000, "at_least": 3333}]}
    plain = BASE.plain()
    plain["policy"]["profiles"] = [profile]
    base = Rubric.parse(plain)
    draft = topic_rubric(base, id="padlet", title="Padlet")
    draft["policy"]["profiles"][0]["parts"].append({"criteria": 5000, "at_least": 10_000})
    assert inheritance_problems(draft, base) == ()
    draft["policy"]["profiles"][0]["parts"][0]["criteria"] = 9000
    [problem] = inheritance_problems(draft, base)
    assert (problem.code, problem.path) == ("RKR014", "policy.profiles.p")
    draft["policy"]["profiles"] = []
    assert [one.code for one in inheritance_problems(draft, base)] == ["RKR014"]


def test_another_base_is_told_before_anything_else() -> None:
    second = publish({**BASE.plain(), "title": "Changed"}, BASE)
    [problem] = inheritance_problems(topic(), second)
    assert (problem.code, problem.severity.value) == ("RKR010", "warning")
    assert problem.message == (
        "This rubric builds on version 1 of 'outside-badges', and was held against another: version 2 of 'outside-badges'."
    )
    alone = inheritance_problems(BASE, BASE)
    assert [(one.code, one.severity.value) for one in alone] == [("RKR010", "error")]
    other = BASE.replace(id="other")
    assert inheritance_problems(topic(), other)[0].message.startswith("This rubric names 'outside-badges' as its base; ")


# ---- what passes is never easier ----

KEY = "a" * 64
BADGE = Badge(
    key=KEY,
    name="Padlet Badge",
    issuer=Issuer(name="Synthetic issuer"),
    evidence=Evidence(state="unknown"),
    verification=Verification(outcome="no_proof", method="none", reason="synthetic"),
    source=Source(container="json", dialect="OB 2.0", sha256=KEY, size=1),
)
NAMES = ["o0", "o1", "o2", "o3", "o4"]


def _policy(dice: random.Random) -> Draft:
    shares = sorted(dice.sample(range(0, 10_001, 1000), 2), reverse=True)
    cuts = [{"at_least": share, "outcome": name} for share, name in zip(shares, ["o0", "o1"], strict=True)]
    part = {"criteria": dice.choice([3333, 6666, 10_000]), "at_least": dice.choice([5000, 10_000])}
    profiles = [{"id": "p", "outcome": dice.choice(["o0", "o1", "o2"]), "parts": [part]}] if dice.random() < 0.5 else []
    return {
        "outcomes": [{"id": one, "kind": "accept", "name": one, "wording": "Done."} for one in NAMES],
        "gates": [_gate(dice, at) for at in range(dice.randint(0, 2))],
        "cuts": cuts,
        "below": "o3",
        "profiles": profiles,
        "substitutions": [],
    }


def _gate(dice: random.Random, at: int) -> Draft:
    return {
        "id": f"g{at}",
        "criterion": dice.choice("abc"),
        "at_least": dice.choice(["l1", "l2"]),
        "otherwise": dice.choice(NAMES),
    }


def _tweak(dice: random.Random, policy: Draft) -> None:
    kind = dice.choice(["cut", "gate", "add", "turn", "profile", "below", "drop"])
    if kind == "cut":
        dice.choice(policy["cuts"])["at_least"] = dice.randrange(0, 10_001, 1000)
        policy["cuts"].sort(key=lambda cut: -cut["at_least"])
    elif kind == "gate" and policy["gates"]:
        dice.choice(policy["gates"]).update(dice.choice([{"at_least": "l2"}, {"otherwise": dice.choice(NAMES)}]))
    elif kind == "add":
        policy["gates"].insert(dice.randint(0, len(policy["gates"])), _gate(dice, 9) | {"id": f"x{dice.randrange(99)}"})
    elif kind == "turn":
        policy["gates"].reverse()
    elif kind == "profile":
        parts = [{"criteria": dice.choice([5000, 10_000]), "at_least": dice.choice([5000, 10_000])}]
        policy["profiles"] = [{"id": "p", "outcome": dice.choice(["o0", "o1", "o2"]), "parts": parts}]
    elif kind == "below":
        policy["below"] = dice.choice(["o2", "o3", "o4"])
    elif kind == "drop":
        dice.choice([policy["gates"], policy["profiles"], policy["cuts"][:0]]).clear()


@settings(max_examples=400)
@given(seed=st.integers(0, 2**64))
def test_a_topic_rubric_without_findings_never_decides_better_than_its_base(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
    rungs = [{"id": f"l{at}", "name": f"L{at}", "points": 1000 * at, "descriptor": "shows"} for at in range(3)]
    criteria = [
        {"id": name, "name": name, "question": "How?", "weight": weight, "levels": rungs}
        for name, weight in (("a", 5000), ("b", 3000), ("c", 2000))
    ]
    try:
        base = Rubric.parse({"id": "base", "title": "Base", "criteria": criteria, "policy": _policy(dice)})
        draft = topic_rubric(base, id="topic", title="Topic")
        for _ in range(dice.randint(1, 3)):
            _tweak(dice, draft["policy"])
        whole = publish(draft)
    except RecordError:
        event("no whole rubric")
        return
    if inheritance_problems(whole, base):
        event("findings")
        return
    event("no findings, changed" if whole.policy != base.policy else "no findings, the same")
    for levels in itertools.product(["l0", "l1", "l2"], repeat=3):
        answers = dict(zip("abc", levels, strict=True))
        was, now = (decide(one, BADGE, answers, what_if=False).outcome for one in (base, whole))
        assert NAMES.index(str(now)) >= NAMES.index(str(was)), answers
