"""What changed between two versions: the sentences by hand, and that nothing is left out or made up for random edits."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import apply_step, draft_of, starter_rubric
from rubric_kit.authoring.changes import rubric_changes
from rubric_kit.errors import RecordError
from rubric_kit.model import ID_PATTERN, Rubric

Draft = dict[str, Any]
SHA = "0123456789abcdef" * 4


def told(before: Any, after: Any) -> list[tuple[str, str, str]]:
    return [(one.path, one.kind, one.sentence) for one in rubric_changes(before, after)]


def rich() -> Draft:
    """Return a draft in which every list has something in it."""
    draft = draft_of(starter_rubric())
    draft["base"] = {"id": "district", "version": 2, "title": "District rubric", "fingerprint": SHA}
    locality, evidence = draft["criteria"][3], draft["criteria"][1]
    locality["targets"], evidence["targets"] = ["active-learning", "growing-staff"], ["every-student"]
    locality["levels"][2]["anchors"] = [
        {"text": "The county office ran it.", "source": "written by the team", "badge": None},
        {"text": "Three schools took part.", "source": None, "badge": SHA},
    ]
    draft["policy"]["profiles"] = [
        {"id": "no-holes", "outcome": "accept", "parts": [{"criteria": 10_000, "at_least": 3333}]},
        {"id": "half", "outcome": "accept-full", "parts": [{"criteria": 5000, "at_least": 6666}]},
    ]
    recommended = {"at_least": 5800, "outcome": "accept", "method": "contrasting groups, 9 people", "reason": "Spread 4."}
    draft["policy"]["recommended"] = [recommended, {**recommended, "at_least": 6200, "method": "two panels"}]
    draft["policy"]["gates"].append({"id": "known", "criterion": "issuer_standing", "at_least": "l1", "otherwise": "narrative"})
    draft["set_aside"] = [{"code": "RKL005", "path": "criteria.locality.question", "reason": "Agreed with the board."}]
    return draft


RICH = rich()


def test_the_rich_draft_is_a_rubric() -> None:
    assert Rubric.parse(RICH).plain() == RICH


def criterion(draft: Draft, name: str = "locality") -> Draft:
    return next(one for one in draft["criteria"] if one["id"] == name)


def rename(d: Draft) -> None:
    criterion(d)["name"] = "Nearness"


def ask_otherwise(d: Draft) -> None:
    criterion(d)["question"] = "Who near us knows the issuer?"


def reweigh(d: Draft) -> None:
    criterion(d)["weight"], criterion(d, "issuer_standing")["weight"] = 700, 1300


def reword_level(d: Draft) -> None:
    criterion(d)["levels"][2]["descriptor"] = "A county office can be named."


def more_points(d: Draft) -> None:
    criterion(d)["levels"][1]["points"] = 1250


def drop_level(d: Draft) -> None:
    del criterion(d)["levels"][1]


def raise_gate(d: Draft) -> None:
    d["policy"]["gates"][0]["at_least"] = "l2"


def soften_gate(d: Draft) -> None:
    d["policy"]["gates"][0]["otherwise"] = "narrative"


def turn_gates(d: Draft) -> None:
    d["policy"]["gates"].reverse()


def lower_cut(d: Draft) -> None:
    d["policy"]["cuts"][1]["at_least"] = 5550


def drop_cut(d: Draft) -> None:
    del d["policy"]["cuts"][2]


def harder_profile(d: Draft) -> None:
    d["policy"]["profiles"][0]["parts"][0]["at_least"] = 6666


def same_words(d: Draft) -> None:
    d["policy"]["profiles"][0]["parts"][0]["at_least"] = 3332  # 999.6 thousandths, as 3333 one point in words


def need_evidence(d: Draft) -> None:
    d["policy"]["evidence_rules"][2]["requirement"] = "required"


def adopt(d: Draft) -> None:
    d["policy"]["adopted"] = "School board, 3 November 2026"


def other_outcome(d: Draft) -> None:
    d["policy"]["outcomes"][3]["wording"] = "Kept in the learner's story."


def unpin(d: Draft) -> None:
    del criterion(d)["levels"][2]["anchors"][0]


def another_source(d: Draft) -> None:
    criterion(d)["levels"][2]["anchors"][0]["source"] = "a school"


def unlink(d: Draft) -> None:
    criterion(d)["targets"].remove("growing-staff")


def retitle(d: Draft) -> None:
    d["title"] = "Padlet badges"


def take_back(d: Draft) -> None:
    d["set_aside"] = []


def unbase(d: Draft) -> None:
    d["base"] = None


def carry_less(d: Draft) -> None:
    d["policy"]["substitutions"][0]["counts_as"] = "l1"


LOCAL, FIRST = RICH["criteria"][3]["name"], RICH["criteria"][3]["levels"][1]["name"]
CARRIED = (
    "where Learning evidence is withheld, it counts as LEVEL if Criteria clarity is at least «Tasks and standard» "
    "and Issuer standing is at least «Organisation»"
)
NEIGHBOURS = "The issuer has worked with a neighbouring district or county office that the team can name."
SENTENCES = {
    "criteria.locality.name renamed": (rename, f'{LOCAL} is now called "Nearness".'),
    "criteria.locality.levels.l2.descriptor reworded": (
        reword_level,
        f'Level «Neighbours» of Local tie is reworded: "{NEIGHBOURS}" -> "A county office can be named."',
    ),
    "criteria.locality.levels.l1.points points": (
        more_points,
        f"Level «{FIRST}» of Local tie is now worth 1.25 points; it was worth 1 point.",
    ),
    "criteria.locality.levels.l1 removed": (drop_level, f"Level «{FIRST}» of Local tie is removed; it was worth 1 point."),
    "policy.gates.serves-our-mission gate": (
        raise_gate,
        "The gate on Vision and mission is raised from «One item» to «One item, stated».",
    ),
    "policy.gates.serves-our-mission gate softer": (
        soften_gate,
        (
            "The gate 'serves-our-mission' changes: Vision and mission is at least «One item», or the outcome is Not counted -> "
            "Vision and mission is at least «One item», or the outcome is Keep in the story."
        ),
    ),
    "policy.gates.known gate": (turn_gates, "The gate 'known' moves to the first place."),
    "policy.cuts.accept cut": (lower_cut, "Accept from 55.5 of 100 instead of 60."),
    "policy.cuts.conditional cut": (drop_cut, "A cut is removed: Accept on condition from 45 of 100."),
    "policy.profiles.no-holes profile": (
        harder_profile,
        (
            "The profile 'no-holes' changes: Accept asks for every criterion that applies at 1 of 3 points or more -> "
            "Accept asks for every criterion that applies at 2 of 3 points or more."
        ),
    ),
    "policy.profiles.no-holes profile in the same words": (
        same_words,
        (
            "The profile 'no-holes' changes: "
            'parts [{"criteria": 10000, "at_least": 3333}] -> [{"criteria": 10000, "at_least": 3332}].'
        ),
    ),
    "policy.evidence_rules.knowledge evidence": (
        need_evidence,
        (
            "The evidence rule 'knowledge' changes: for a badge of kind knowledge, evidence is optional -> "
            "for a badge of kind knowledge, evidence is required."
        ),
    ),
    "policy.adopted cut": (adopt, 'Who adopted the cuts changes: nobody -> "School board, 3 November 2026".'),
    "criteria.locality.levels.l2.anchors anchors": (
        unpin,
        'The sample text "The county office ran it." is taken off level «Neighbours» of Local tie.',
    ),
    "criteria.locality.levels.l2.anchors anchors from elsewhere": (
        another_source,
        'The sample text "The county office ran it." of level «Neighbours» of Local tie is said to come from somewhere else.',
    ),
    "criteria.locality.targets targets": (
        unlink,
        'Local tie no longer serves "Staff keep learning and share what they learn (example item; replace it with yours)".',
    ),
    "title heading": (retitle, 'The title changes: "Outside badges: a starter rubric" -> "Padlet badges".'),
    "set_aside set_aside": (
        take_back,
        'RKL005 at criteria.locality.question is no longer left standing for the reason "Agreed with the board."',
    ),
    "base heading": (unbase, 'The base rubric changes: "District rubric", version 2 (0123456789ab) -> none.'),
    "policy.substitutions.private-evidence substitution": (
        carry_less,
        (
            f"The substitution 'private-evidence' changes: {CARRIED.replace('LEVEL', '«Shown»')} -> "
            f"{CARRIED.replace('LEVEL', '«Asked for»')}."
        ),
    ),
}
"""The edit and its sentence, by the path and kind of the change."""


@pytest.mark.parametrize("place", SENTENCES)
def test_each_change_is_one_sentence_at_its_place(place: str) -> None:
    edit, sentence = SENTENCES[place]
    after = copy.deepcopy(RICH)
    edit(after)
    path, kind, *_ = place.split()
    assert told(RICH, after) == [(path, kind, sentence)]


def test_a_changed_question_and_outcome_are_set_side_by_side() -> None:
    for edit, path in ((ask_otherwise, "criteria.locality.question"), (other_outcome, "policy.outcomes.narrative.wording")):
        after = copy.deepcopy(RICH)
        edit(after)
        [change] = rubric_changes(RICH, after)
        assert change.path == path
        assert " is reworded: " in change.sentence
        assert " -> " in change.sentence


def test_reweighing_tells_both_ends() -> None:
    after = copy.deepcopy(RICH)
    reweigh(after)
    assert [sentence for _, _, sentence in told(RICH, after)] == [
        "Issuer standing is reweighed from 15 to 13 of 100.",
        "Local tie is reweighed from 5 to 7 of 100.",
    ]


def test_criteria_come_go_and_move() -> None:
    after = apply_step(RICH, {"do": "move_criterion", "criterion": "classroom_use", "to": 0})
    assert told(RICH, after) == [("criteria.classroom_use", "moved", "Classroom use moves to the first place.")]
    after = apply_step(RICH, {"do": "duplicate_criterion", "criterion": "classroom_use"})
    [(path, kind, sentence)] = told(RICH, after)
    assert (kind, sentence) == ("added", "Classroom use (copy) is added as criterion 7, with 0 of 100 and 4 levels.")
    assert [one[:2] for one in told(after, RICH)] == [(path, "removed")]
    turned = copy.deepcopy(RICH)
    turned["criteria"].reverse()
    [(path, kind, sentence)] = told(RICH, turned)
    assert (path, kind) == ("criteria", "moved")
    assert sentence.startswith("The criteria stand in another order: Vision and mission, Classroom use, ")


def test_in_long_texts_the_words_that_differ_are_shown() -> None:
    before, after = copy.deepcopy(RICH), copy.deepcopy(RICH)
    words = [f"word{at}" for at in range(100)]
    criterion(before)["question"] = " ".join(words)
    criterion(after)["question"] = " ".join([*words[:50], "other", *words[51:]])
    [change] = rubric_changes(before, after)
    assert change.sentence == (
        "The question of Local tie is reworded: "
        '"… word47 word48 word49 word50 word51 word52 word53 …" -> "… word47 word48 word49 other word51 word52 word53 …"'
    )
    criterion(after)["question"] = "  ".join(words)
    assert rubric_changes(before, after)[0].sentence.endswith("is reworded: only spaces or line breaks change.")


def test_numbers_and_parents_of_versions_are_no_changes() -> None:
    assert told(RICH, {**RICH, "version": 9, "parent": SHA}) == []
    assert told(starter_rubric(), draft_of(starter_rubric())) == []


def test_what_is_no_rubric_at_all_is_refused_in_one_line() -> None:
    with pytest.raises(RecordError, match=r"^draft .* of a rubric: criteria: "):
        rubric_changes(RICH, {**RICH, "criteria": "none"})


# ---- random edits ----

KEYS = {"cuts": "outcome", "evidence_rules": "kind"}
CHOICES = {
    "kind": ["learning", "application", "knowledge", "participation", "membership", "other"],
    "requirement": ["required", "optional", "not_applicable"],
    "state": ["present", "absent", "withheld", "unknown"],
    "language": ["en", "fr", "de-CH"],
    "code": ["RKL001", "RKL002", "RKL003"],
    "outcome_kind": ["accept", "narrative", "endorse", "conditional"],
}
NUMBERS = {"weight", "points", "at_least", "criteria"}
FIXED = {"version", "parent", "fingerprint", "badge"}


def _places(value: Any, name: str = "") -> Iterator[tuple[Any, Any, str]]:
    """Give each (holder, key, name of the field) below a value."""
    keys = range(len(value)) if isinstance(value, list) else list(value) if isinstance(value, dict) else ()
    for key in keys:
        field = name if isinstance(value, list) else key
        yield value, key, field
        yield from _places(value[key], field)


def _other_leaf(dice: random.Random, holder: Any, field: str, value: Any) -> Any:
    if field == "kind" and "wording" in holder:
        return dice.choice(CHOICES["outcome_kind"])
    if field in CHOICES:
        return dice.choice(CHOICES[field])
    if isinstance(value, int):
        return max(1, value + dice.choice([-500, -1, 1, 500]))
    if field in {"source", "url", "includes", "adopted"} and dice.random() < 0.3:
        return None
    if value is None and field == "at_least":
        return dice.randint(0, 9)
    # What has no space is an id, or names one: it has to stay one.
    gap = "" if re.fullmatch(ID_PATTERN, value or "") else " "
    return f"{value or 'New'}{gap}{dice.randrange(3)}"


def _edit(dice: random.Random, draft: Draft) -> None:
    holder, key, field = dice.choice(list(_places(draft)))
    value = holder[key]
    if isinstance(value, list) and value:
        move = dice.choice(["shuffle", "drop", "swap", "copy"])
        if move == "shuffle":
            dice.shuffle(value)
        elif move == "swap" and len(value) > 1:
            at = dice.randrange(len(value) - 1)
            value[at], value[at + 1] = value[at + 1], value[at]
        elif move == "drop" and not (field in {"criteria", "outcomes", "parts"} and len(value) == 1):
            value.pop(dice.randrange(len(value)))
        elif move == "copy" and len(value) < 8:
            twin = copy.deepcopy(dice.choice(value))
            if isinstance(twin, dict) and "id" in twin:
                twin["id"] = f"copy{dice.randrange(1000)}"
            value.insert(dice.randrange(len(value) + 1), twin)
    elif not isinstance(value, dict) and field not in FIXED and (not isinstance(value, int) or field in NUMBERS):
        holder[key] = _other_leaf(dice, holder, field, value)


def _edited(seed: int) -> Draft:
    dice = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
    draft = copy.deepcopy(RICH)
    for _ in range(dice.randint(1, 9)):
        _edit(dice, draft)
    return draft


def _names(records: Any, field: str) -> list[str] | None:
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        return None
    names = [one.get(KEYS.get(field, "id")) for one in records]
    return names if all(isinstance(one, str) for one in names) and len(set(names)) == len(names) else None


def _differences(before: Any, after: Any, path: str = "", field: str = "") -> Iterator[str]:
    """Give the path of every smallest place that differs; "#order" stands for the order of a list's named records."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            yield from _differences(before.get(key), after.get(key), f"{path}.{key}".lstrip("."), key)
        return
    old, new = _names(before, field), _names(after, field)
    if old is None or new is None or field == "recommended":
        yield path
        return
    for name in dict.fromkeys([*old, *new]):
        if name in old and name in new:
            yield from _differences(before[old.index(name)], after[new.index(name)], f"{path}.{name}")
        else:
            yield f"{path}.{name}"
    if [one for one in old if one in new] != [one for one in new if one in old]:
        yield f"{path}#order"


def _covers(change: str, difference: str) -> bool:
    place, _, order = difference.partition("#")
    if order:
        return change in {place, place + "." + change.rpartition(".")[2]}
    return difference == change or difference.startswith(f"{change}.")


@settings(max_examples=300)
@given(seed=st.integers(0, 2**64), also=st.none() | st.integers(0, 2**64))
def test_nothing_is_left_out_and_nothing_is_made_up(seed: int, also: int | None) -> None:
    before, after = _edited(also) if also is not None else RICH, _edited(seed)
    try:
        changes = [one.path for one in rubric_changes(before, after)]
    except RecordError:
        event("refused")
        return
    found = [one for one in _differences(before, after) if one not in {"version", "parent"}]
    event(f"{min(len(found), 5)} differences")
    assert bool(changes) is bool(found)
    assert [one for one in found if not any(_covers(change, one) for change in changes)] == []
    assert [change for change in changes if not any(_covers(change, one) for one in found)] == []
    # Every field of the rubric that differs is touched by some change.
    tops = {key for key in after if before[key] != after[key]} - {"version", "parent"}
    assert tops == {change.partition(".")[0] for change in changes}


@given(seed=st.integers(0, 2**64))
def test_versions_with_other_fingerprints_have_changes_and_equal_ones_none(seed: int) -> None:
    try:
        one = Rubric.parse(_edited(seed))
    except RecordError:
        event("no whole rubric")
        return
    base = Rubric.parse(RICH)
    assert bool(rubric_changes(base, one)) is (one.fingerprint != base.fingerprint)
    assert rubric_changes(one, Rubric.parse(one.plain())) == ()
    assert bool(rubric_changes(one, base)) is bool(rubric_changes(base, one))
