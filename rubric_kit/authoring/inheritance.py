"""Topic rubrics: a rubric for one thing, such as Padlet badges, that builds on a district's base rubric.

What a topic rubric may do to its base and what it may not is written down in docs/decisions/0012-topic-rubrics.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rubric_kit.authoring.change_words import Plain, from_to, name_of, point_words
from rubric_kit.authoring.draft_places import Draft
from rubric_kit.authoring.inherited_policy import policy_problems
from rubric_kit.authoring.plain_form import plain_form
from rubric_kit.errors import RecordError
from rubric_kit.model import ID_PATTERN, Base, Finding, Rubric, Severity


def topic_rubric(base: Rubric, *, id: str, title: str, purpose: str = "") -> Draft:  # noqa: A002 - the field's own name
    """Start a topic rubric: a draft that says what its base says, under its own name, and names its base.

    Nobody has adopted its cuts: who adopted the base's cuts did so for the base.

    Parameters
    ----------
    base : Rubric
        The version to build on.
    id, title : str
        Short name and title of the new rubric.
    purpose : str
        What it is for; left out, what the base is for.

    Raises
    ------
    RecordError
        The short name is none, or is the base's own.
    """
    if not re.fullmatch(ID_PATTERN, id):
        raise RecordError(f"a short name is 1 to 64 of a-z, 0-9, _ and -, found {id!r}", where="id")
    if id == base.id:
        raise RecordError(f"{id!r} is the base rubric itself; give the topic rubric a short name of its own", where="id")
    draft = base.plain()
    draft |= {"id": id, "title": title, "purpose": purpose or base.purpose, "version": 1, "parent": None}
    draft["base"] = base_of(base).plain()
    draft["policy"]["adopted"] = None
    return draft


def base_of(rubric: Rubric) -> Base:
    """Return what names a version as the base of another rubric."""
    return Base(id=rubric.id, version=rubric.version, title=rubric.title, fingerprint=rubric.fingerprint)


def inheritance_problems(topic: Rubric | Mapping[str, Any], base: Rubric) -> tuple[Finding, ...]:
    """Say where a topic rubric goes below its base, and where it only differs in a way that people should look at.

    Codes: RKR010 another base; RKR011 a criterion is missing; RKR012 levels or points differ; RKR013 a gate is gone or lower;
    RKR014 a cut or profile is gone or lower; RKR015 an outcome is gone or means something else; RKR016 a question or level is
    reworded; RKR017 a rule asks for less; RKR018 a criterion no longer counts; RKR019 a vision or mission item is missing.

    Parameters
    ----------
    topic : Rubric or mapping
        The topic rubric, or a draft of it in plain form, which may be unfinished.
    base : Rubric
        The version it builds on.

    Raises
    ------
    RecordError
        A draft has not the form of a rubric.
    """
    ours, theirs = plain_form(topic), base.plain()
    return (
        *_base_problems(ours, base),
        *_criterion_problems(ours, theirs),
        *policy_problems(ours, theirs),
        *_target_problems(ours, theirs),
    )


def _base_problems(ours: Plain, base: Rubric) -> Iterator[Finding]:
    named = ours["base"]
    if named is not None and named["fingerprint"] == base.fingerprint:
        return
    given = f"version {base.version} of {base.id!r}"
    if named is None or named["id"] != base.id:
        found = "names no base" if named is None else f"names {named['id']!r} as its base"
        advice = "Give the base it names, or start a topic rubric on this one."
        yield _finding("RKR010", Severity.ERROR, "base", f"This rubric {found}; it was held against {given}.", advice)
        return
    message = f"This rubric builds on version {named['version']} of {base.id!r}, and was held against another: {given}."
    yield _finding("RKR010", Severity.WARNING, "base", message, "Bring the other version in, or hold it against its own base.")


def _criterion_problems(ours: Plain, theirs: Plain) -> Iterator[Finding]:
    there = {one["id"]: one for one in ours["criteria"]}
    for criterion in theirs["criteria"]:
        path, name = f"criteria.{criterion['id']}", name_of(criterion)
        kept = there.get(criterion["id"])
        if kept is None:
            message = f"{name} is missing; a topic rubric keeps every criterion of its base."
            yield _finding("RKR011", Severity.ERROR, path, message, "Put it back; it may carry little weight.")
            continue
        yield from _level_problems(kept, criterion)
        yield from _wording_problems(kept, criterion)
        if criterion["weight"] and not kept["weight"]:
            message = f"{name} carries no weight here, so it decides nothing; in the base it carries some."
            yield _finding("RKR018", Severity.WARNING, f"{path}.weight", message, "Give it some weight, or say why not.")


def _level_problems(ours: Plain, theirs: Plain) -> Iterator[Finding]:
    path, who = f"criteria.{theirs['id']}.levels", name_of(ours)
    here, there = [one["id"] for one in ours["levels"]], [one["id"] for one in theirs["levels"]]
    if here != there:
        message = f"{who} has the levels {', '.join(here)}; in the base it has {', '.join(there)}."
        advice = "Keep the base's levels, so that a rating means the same in both; put what is finer into a new criterion."
        yield _finding("RKR012", Severity.ERROR, path, message, advice)
        return
    for kept, level in zip(ours["levels"], theirs["levels"], strict=True):
        if kept["points"] != level["points"]:
            found = f"is worth {point_words(kept['points'])} here and {point_words(level['points'])} in the base"
            message = f"Level «{name_of(kept)}» of {who} {found}."
            yield _finding("RKR012", Severity.ERROR, f"{path}.{level['id']}.points", message, "Move the weight instead.")


def _wording_problems(ours: Plain, theirs: Plain) -> Iterator[Finding]:
    path, who = f"criteria.{theirs['id']}", name_of(ours)
    if ours["question"] != theirs["question"]:
        yield _reworded(f"{path}.question", f"The question of {who}", theirs["question"], ours["question"])
    there = {one["id"]: one for one in theirs["levels"]}
    for level in ours["levels"]:
        for field in ("name", "descriptor"):
            if level["id"] in there and level[field] != there[level["id"]][field]:
                words = f"Level «{name_of(level)}» of {who}"
                yield _reworded(f"{path}.levels.{level['id']}.{field}", words, there[level["id"]][field], level[field])


def _reworded(path: str, who: str, old: str, new: str) -> Finding:
    advice = "Ratings given with the base do not count here; keep the base's words and pin sample text if that is enough."
    return _finding(
        "RKR016", Severity.WARNING, path, f"{who} is worded in another way than in the base: {from_to(old, new)}.", advice
    )


def _target_problems(ours: Plain, theirs: Plain) -> Iterator[Finding]:
    there = {one["id"] for one in ours["targets"]}
    for number, target in enumerate(theirs["targets"], start=1):
        if target["id"] not in there:
            message = f"Item {number} of the base's vision and mission is missing."
            yield _finding("RKR019", Severity.WARNING, f"targets.{target['id']}", message, "Put it back, or say why it is out.")


def _finding(code: str, severity: Severity, path: str, message: str, advice: str) -> Finding:
    return Finding(code=code, severity=severity, where="rubric", path=path, message=message, advice=advice)
