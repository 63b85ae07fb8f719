"""What changed between two versions of a rubric, or between a base rubric and one built on it, place by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rubric_kit.authoring.change_words import (
    Change,
    ChangeKind,
    Plain,
    by_key,
    from_to,
    list_changes,
    order_changes,
    other_changes,
    quoted,
)
from rubric_kit.authoring.criterion_changes import criterion_changes
from rubric_kit.authoring.plain_form import plain_form
from rubric_kit.authoring.policy_changes import policy_changes
from rubric_kit.model import Rubric

__all__ = ["Change", "ChangeKind", "rubric_changes"]

_HEADING = {
    "id": "The short name",
    "title": "The title",
    "purpose": "The purpose",
    "audience": "The audience",
    "language": "The language",
}
_TOLD = {*_HEADING, "version", "parent", "base", "targets", "citations", "criteria", "policy", "set_aside"}


def rubric_changes(before: Rubric | Mapping[str, Any], after: Rubric | Mapping[str, Any]) -> tuple[Change, ...]:
    """Say what changed from one version to another, in the order of the rubric.

    Nothing is left out: two versions with the same changes to tell as none differ in their numbers and parents at most.

    Parameters
    ----------
    before, after : Rubric or mapping
        Two versions, or drafts in plain form, which may be unfinished.

    Raises
    ------
    RecordError
        A draft has not the form of a rubric.

    Examples
    --------
    >>> from rubric_kit.authoring import starter_rubric
    >>> before = starter_rubric()
    >>> after = before.with_weights({"locality": 700, "issuer_standing": 1300})
    >>> for change in rubric_changes(before, after):
    ...     print(change.path, change.sentence)
    criteria.issuer_standing.weight Issuer standing is reweighed from 15 to 13 of 100.
    criteria.locality.weight Local tie is reweighed from 5 to 7 of 100.
    """
    return tuple(_ended(change) for change in _changes(plain_form(before), plain_form(after)))


def _ended(change: Change) -> Change:
    """Drop the full stop after words that are quoted with their own."""
    doubled = change.sentence.endswith(('.".', '?".', '…".'))
    return change.replace(sentence=change.sentence[:-1]) if doubled else change


def _changes(before: Plain, after: Plain) -> Iterator[Change]:
    for field, what in _HEADING.items():
        if before[field] != after[field]:
            sentence = f"{what} changes: {from_to(before[field], after[field])}."
            yield Change(path=field, kind="heading", sentence=sentence)
    if before["base"] != after["base"]:
        sentence = f"The base rubric changes: {_base_words(before['base'])} -> {_base_words(after['base'])}."
        yield Change(path="base", kind="heading", sentence=sentence)
    yield from _text_changes("targets", "targets", "vision or mission item", before["targets"], after["targets"])
    yield from criterion_changes(before, after)
    yield from policy_changes(before, after)
    yield from _text_changes("citations", "citations", "source", before["citations"], after["citations"])
    yield from list_changes("set_aside", "set_aside", before["set_aside"], after["set_aside"], _set_aside_words)
    yield from other_changes("", "heading", before, after, _TOLD, "the rubric")


def _text_changes(path: str, kind: ChangeKind, what: str, before: Sequence[Plain], after: Sequence[Plain]) -> Iterator[Change]:
    """Give the changes in a list of texts that have ids: vision items and sources."""
    old, new = by_key(before), by_key(after)
    if old is None or new is None:
        yield from list_changes(path, kind, before, after, _listed_words(what))
        return
    for name, one in new.items():
        if name not in old:
            yield Change(path=f"{path}.{name}", kind=kind, sentence=f"A {what} is added: {quoted(one['text'])}.")
            continue
        was = old[name]
        if was["text"] != one["text"]:
            sentence = f"The {what} {name!r} is reworded: {from_to(was['text'], one['text'])}."
            yield Change(path=f"{path}.{name}.text", kind=kind, sentence=sentence)
        yield from other_changes(f"{path}.{name}", kind, was, one, {"id", "text"}, f"the {what} {name!r}")
    for name, one in old.items():
        if name not in new:
            yield Change(path=f"{path}.{name}", kind=kind, sentence=f"A {what} is removed: {quoted(one['text'])}.")
    yield from order_changes(path, kind, (old, new), lambda one: f"The {what} {one['id']!r}", f"The {what}s")


def _listed_words(what: str) -> Callable[[str, Plain | None], str]:
    def say(verb: str, one: Plain | None) -> str:
        return f"The {what}s stand in another order." if one is None else f"A {what} is {verb}: {quoted(one['text'])}."

    return say


def _set_aside_words(what: str, one: Plain | None) -> str:
    if one is None:
        return "The findings that were left standing stand in another order."
    if what == "removed":
        return f"{one['code']} at {one['path']} is no longer left standing for the reason {quoted(one['reason'])}."
    return f"{one['code']} at {one['path']} is left standing: {quoted(one['reason'])}."


def _base_words(base: Plain | None) -> str:
    return "none" if base is None else f"{quoted(base['title'])}, version {base['version']} ({base['fingerprint'][:12]})"
