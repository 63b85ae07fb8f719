"""A base's new version in a topic rubric: what was left alone follows, what was changed stays, what both changed is named."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import apply_step, draft_problems, publish, starter_rubric
from rubric_kit.authoring.base_change import base_change, take_from_base
from rubric_kit.authoring.changes import rubric_changes
from rubric_kit.authoring.inheritance import inheritance_problems, topic_rubric
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric

Draft = dict[str, Any]
OLD = starter_rubric()


def topic() -> Draft:
    return topic_rubric(OLD, id="padlet", title="Padlet badges")


def criterion(draft: Draft, name: str = "locality") -> Draft:
    return next(one for one in draft["criteria"] if one["id"] == name)


def ids(draft: Draft) -> list[str]:
    return [one["id"] for one in draft["criteria"]]


def next_base(*edits: Callable[[Draft], None]) -> Rubric:
    draft = OLD.plain()
    for edit in edits:
        edit(draft)
    return publish(draft, OLD)


def set_question(draft: Draft, words: str) -> None:
    criterion(draft)["question"] = words


def new_criterion(draft: Draft) -> None:
    """Put a criterion with 10 of 100 after locality; criteria clarity gives them up."""
    twin = copy.deepcopy(criterion(draft))
    draft["criteria"].insert(ids(draft).index("locality") + 1, twin | {"id": "privacy", "name": "Privacy", "weight": 1000})
    criterion(draft, "criteria_clarity")["weight"] -= 1000


def test_a_topic_that_changed_nothing_follows_its_base_in_everything() -> None:
    def edit(draft: Draft) -> None:
        set_question(draft, "Who near us knows it?")
        new_criterion(draft)
        draft["policy"]["cuts"][1]["at_least"] = 6500
        draft["policy"]["adopted"] = "School board"
        draft["purpose"] = "Something else."
        draft["targets"].reverse()
        draft["criteria"].remove(criterion(draft, "framework_alignment"))
        criterion(draft, "classroom_use")["weight"] += 1500

    new = next_base(edit)
    found = base_change(topic(), OLD, new)
    assert found.draft == topic_rubric(new, id="padlet", title="Padlet badges")
    assert found.conflicts == ()
    assert inheritance_problems(found.draft, new) == ()
    expected = [one for one in rubric_changes(OLD, new) if one.path != "policy.adopted"]
    assert [one.path for one in found.taken] == [one.path for one in expected]


def test_the_next_version_of_a_topic_names_its_own_parent() -> None:
    first = publish(topic())
    new = next_base(new_criterion)
    second = publish(base_change(first, OLD, new).draft, first)
    assert (second.version, second.parent) == (2, first.fingerprint)
    assert second.base is not None
    assert (second.base.version, second.base.fingerprint) == (2, new.fingerprint)


def test_what_the_topic_changed_stays_and_the_rest_follows() -> None:
    ours = topic()
    set_question(ours, "Which school near us uses it?")
    ours["policy"]["cuts"][0]["at_least"] = 9000
    new = next_base(lambda draft: criterion(draft, "mission_fit").update(question="Which item?"))
    found = base_change(ours, OLD, new)
    assert criterion(found.draft)["question"] == "Which school near us uses it?"
    assert criterion(found.draft, "mission_fit")["question"] == "Which item?"
    assert found.draft["policy"]["cuts"][0]["at_least"] == 9000
    assert [one.path for one in found.taken] == ["criteria.mission_fit.question"]
    assert found.conflicts == ()


def test_what_both_changed_is_named_and_the_topic_stands() -> None:
    ours = topic()
    set_question(ours, "Ours?")
    new = next_base(lambda draft: set_question(draft, "Theirs?"))
    found = base_change(ours, OLD, new)
    assert found.conflicts == (
        ("criteria.locality.question", 'The base now says "Theirs?"; this rubric had changed it too, and "Ours?" stands.'),
    )
    assert criterion(found.draft)["question"] == "Ours?"
    alike = base_change(ours, OLD, next_base(lambda draft: set_question(draft, "Ours?")))
    assert (alike.conflicts, alike.taken) == ((), ())


def test_a_criterion_the_base_dropped_and_the_topic_reworded_is_a_conflict() -> None:
    ours = topic()
    set_question(ours, "Ours?")

    def drop(draft: Draft) -> None:
        draft["criteria"].remove(criterion(draft))
        criterion(draft, "criteria_clarity")["weight"] += 500

    found = base_change(ours, OLD, next_base(drop))
    assert [one.path for one in found.conflicts] == ["criteria.locality"]
    assert found.conflicts[0].sentence == ('The base no longer has this; this rubric had changed it too, and "Local tie" stands.')
    left_alone = base_change(topic(), OLD, next_base(drop))
    assert "locality" not in ids(left_alone.draft)


def test_additions_of_both_keep_their_places() -> None:
    ours = apply_step(topic(), {"do": "duplicate_criterion", "criterion": "issuer_standing"})
    mine = ids(ours)[3]
    found = base_change(ours, OLD, next_base(new_criterion))
    assert ids(found.draft)[2:6] == ["issuer_standing", mine, "locality", "privacy"]
    assert found.conflicts == ()
    assert criterion(found.draft, "privacy")["weight"] == 1000
    assert draft_problems(found.draft) == ()


def test_weights_are_one_thing() -> None:
    ours = topic()
    criterion(ours)["weight"], criterion(ours, "criteria_clarity")["weight"] = 1000, 2000
    found = base_change(ours, OLD, next_base(new_criterion))
    # The topic has weights of its own: they stand, the new criterion waits without weight, and people are asked.
    assert {one["id"]: one["weight"] for one in found.draft["criteria"]} == {
        **{one["id"]: one["weight"] for one in ours["criteria"]},
        "privacy": 0,
    }
    assert found.conflicts == (
        ("weights", "The base now weighs Criteria clarity 15, Privacy 10; this rubric has weights of its own, and they stand."),
    )
    assert draft_problems(found.draft) == ()


def test_orders_that_both_changed_are_a_conflict() -> None:
    ours = apply_step(topic(), {"do": "move_criterion", "criterion": "locality", "to": 0})
    new = next_base(lambda draft: draft["criteria"].reverse())
    found = base_change(ours, OLD, new)
    assert ids(found.draft) == ids(ours)
    assert [one.path for one in found.conflicts] == ["criteria"]
    one_sided = base_change(topic(), OLD, new)
    assert ids(one_sided.draft) == ids(new.plain())


def test_pinned_texts_and_links_of_both_are_kept() -> None:
    def pin(draft: Draft, text: str) -> None:
        criterion(draft)["levels"][2]["anchors"].append({"text": text, "source": None, "badge": None})

    ours = topic()
    pin(ours, "Ours")
    criterion(ours)["targets"] = ["growing-staff"]

    def edit(draft: Draft) -> None:
        pin(draft, "Theirs")
        criterion(draft)["targets"] = ["every-student"]

    found = base_change(ours, OLD, next_base(edit))
    assert {one["text"] for one in criterion(found.draft)["levels"][2]["anchors"]} == {"Ours", "Theirs"}
    assert set(criterion(found.draft)["targets"]) == {"growing-staff", "every-student"}
    assert found.conflicts == ()


def test_the_versions_must_belong_together() -> None:
    new = next_base(new_criterion)
    with pytest.raises(
        RecordError, match=r"^'outside-badges' builds on no base, and the old base given is version 1 of 'outside"
    ):
        base_change(OLD, OLD, new)
    with pytest.raises(RecordError, match=r"^'padlet' builds on version 1 .*, and the old base given is version 2 .*; give"):
        base_change(topic(), new, new)
    with pytest.raises(RecordError, match=r"^'other' is no version of 'outside-badges'; a topic rubric goes over to a "):
        base_change(topic(), OLD, OLD.replace(id="other"))


# ---- random edits on both sides ----


def _edit(dice: random.Random, draft: Draft, side: str) -> None:
    one = dice.choice(draft["criteria"])
    level = dice.choice(one["levels"])
    words = dice.choice([side, "both"])
    kind = dice.choice(["question", "descriptor", "cut", "move", "anchor", "drop", "add", "title", "outcome"])
    if kind == "question":
        one["question"] = words
    elif kind == "descriptor":
        level["descriptor"] = words
    elif kind == "cut":
        draft["policy"]["cuts"][1]["at_least"] = dice.choice([6000, 6100, 6200])
    elif kind == "move":
        draft["criteria"].insert(0, draft["criteria"].pop(draft["criteria"].index(one)))
    elif kind == "anchor":
        level["anchors"] = [{"text": words, "source": None, "badge": None}]
    elif kind == "drop" and len(draft["criteria"]) > 4:
        draft["criteria"].remove(one)
    elif kind == "add":
        draft["criteria"].append(copy.deepcopy(one) | {"id": f"{side}{dice.randrange(1000)}", "weight": 0})
    elif kind == "title":
        draft["audience"] = words
    elif kind == "outcome":
        draft["policy"]["outcomes"][3]["wording"] = words


def _leaves(value: Any, path: str = "") -> dict[str, Any]:
    key = "outcome" if path.endswith(".cuts") else "id"
    if isinstance(value, list) and value and all(isinstance(one, dict) and key in one for one in value):
        value = {one[key]: one for one in value}
    if isinstance(value, dict) and value:
        return {name: leaf for key, one in value.items() for name, leaf in _leaves(one, f"{path}.{key}").items()}
    return {path.lstrip("."): value}


@settings(max_examples=300)
@given(seed=st.integers(0, 2**64))
def test_every_place_says_what_one_of_the_two_says(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
    ours, theirs = topic(), OLD.plain()
    for draft, side in ((ours, "ours"), (theirs, "theirs")):
        for _ in range(dice.randint(0, 5)):
            _edit(dice, draft, side)
    # A draft of the base need not be whole here: merging looks at places, not at rules.
    new = Rubric.model_validate(theirs, context={"unfinished": True})
    found = base_change(ours, OLD, new)
    event(f"{min(len(found.conflicts), 3)} conflicts")
    own = ("id", "version", "parent", "title", "base.", "policy.adopted")
    here, old, there, merged = (_leaves(one) for one in (ours, OLD.plain(), new.plain(), found.draft))
    # A conflict about the order of the criteria says nothing about what is in them.
    conflicts = [one.path for one in found.conflicts if one.path != "criteria"]
    for path in {*here, *old, *there, *merged}:
        if path.startswith(own) or path.endswith((".weight", ".anchors")):
            continue
        mine, was, theirs_now, now = (one.get(path) for one in (here, old, there, merged))
        if any(path == one or path.startswith(f"{one}.") for one in conflicts):
            assert now == mine, path
        elif mine == was:
            assert now == theirs_now, path
        elif theirs_now == was:
            assert now == mine, path
        else:
            assert now == mine == theirs_now, path
    if not rubric_changes(OLD, new):
        assert found.draft["criteria"] == ours["criteria"]


def test_one_place_says_what_the_base_says_and_the_rest_stays() -> None:
    ours = topic()
    set_question(ours, "Ours?")
    ours["policy"]["cuts"][1]["at_least"] = 6200
    ours["audience"] = "Us"
    new = next_base(lambda draft: set_question(draft, "Theirs?"), new_criterion)
    taken = take_from_base(ours, new, "criteria.locality.question")
    assert criterion(taken)["question"] == "Theirs?"
    set_question(taken, "Ours?")
    assert taken == ours
    cut = take_from_base(ours, new, "policy.cuts.accept.at_least")
    assert cut["policy"]["cuts"] == OLD.plain()["policy"]["cuts"]
    assert take_from_base(ours, new, "audience")["audience"] == OLD.audience
    # What only the base has comes in where it stands there; what only this rubric has goes.
    assert ids(take_from_base(ours, new, "criteria.privacy")) == ids(new.plain())
    extra = copy.deepcopy(criterion(ours)) | {"id": "extra"}
    ours["criteria"].insert(0, extra)
    assert ids(take_from_base(ours, new, "criteria.extra")) == ids(topic())
    gone = topic()
    gone["criteria"].pop(0)
    assert ids(take_from_base(gone, OLD, "criteria.criteria_clarity")) == ids(OLD.plain())


def test_weights_are_taken_as_one_thing_and_what_is_only_here_keeps_its_own() -> None:
    ours = topic()
    ours["criteria"].append(copy.deepcopy(criterion(ours)) | {"id": "extra", "weight": 300})
    new = next_base(new_criterion)
    taken = take_from_base(ours, new, "weights")
    # The base's new criterion is not here, so its 10 of 100 are missing: 90 and 3 of the criterion that is only here.
    assert sum(one["weight"] for one in taken["criteria"]) == 9300
    assert criterion(taken, "criteria_clarity")["weight"] == 1500


@pytest.mark.parametrize("path", ["criteria", "criteria.locality.levels", "criteria.locality.levels.l1.anchors"])
def test_of_a_whole_list_nothing_is_taken_alone(path: str) -> None:
    with pytest.raises(RecordError, match=r"cannot be taken at .* alone; change it there by hand$"):
        take_from_base(topic(), OLD, path)


def test_lists_that_are_one_thing_are_taken_as_a_whole() -> None:
    ours = topic()
    ours["policy"]["substitutions"][0]["when"].pop()
    taken = take_from_base(ours, OLD, "policy.substitutions.private-evidence.when")
    assert taken["policy"]["substitutions"] == OLD.plain()["policy"]["substitutions"]


@settings(max_examples=100)
@given(seed=st.integers(0, 2**64))
def test_taking_every_conflict_that_can_be_taken_leaves_none_of_them(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
    ours, theirs = topic(), OLD.plain()
    for draft, side in ((ours, "ours"), (theirs, "theirs")):
        for _ in range(dice.randint(2, 6)):
            _edit(dice, draft, side)
    new = Rubric.model_validate(theirs, context={"unfinished": True})
    found = base_change(ours, OLD, new)
    event(f"{min(len(found.conflicts), 3)} conflicts")
    draft, left = found.draft, set()
    for one in found.conflicts:
        try:
            draft = take_from_base(draft, new, one.path)
        except RecordError:
            left.add(one.path)
    here, there = _leaves(draft), _leaves(new.plain())
    for one in found.conflicts:
        if one.path not in left:
            assert {path: leaf for path, leaf in here.items() if path.startswith(f"{one.path}.") or path == one.path} == {
                path: leaf for path, leaf in there.items() if path.startswith(f"{one.path}.") or path == one.path
            }
