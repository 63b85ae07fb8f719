"""What all lists of changes share: the record of a change, how two texts are set side by side, and lists in another order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeGuard

from rubric_kit.model import Record
from rubric_kit.model.rule_words import exact_share, points_text

Plain = Mapping[str, Any]
ChangeKind = Literal[
    "added",
    "removed",
    "moved",
    "renamed",
    "reworded",
    "reweighed",
    "points",
    "gate",
    "cut",
    "profile",
    "substitution",
    "evidence",
    "outcome",
    "anchors",
    "look_fors",
    "targets",
    "citations",
    "set_aside",
    "heading",
]

_MOST_SHOWN = 240
_WORDS_AROUND = 3


class Change(Record):
    """One place at which two versions differ."""

    path: str
    """The place, by ids, such as criteria.locality.levels.l2.descriptor; a cut is named by its outcome, an evidence rule by its
    kind of badge, and a list of things without names as a whole."""
    kind: ChangeKind
    """What sort of change it is."""
    sentence: str
    """The change in one sentence."""


def quoted(text: object) -> str:
    """Return a text on one line in quotation marks, cut short if it is long; what is no text as it stands in a file."""
    if not isinstance(text, str):
        return "nothing" if text is None else json.dumps(text)
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= _MOST_SHOWN else f'"{line[: _MOST_SHOWN - 1].rstrip()}…"'


def from_to(before: object, after: object) -> str:
    """Set two texts side by side; of long ones, what stands around the words that differ is left out.

    Examples
    --------
    >>> from_to("At least one task is listed.", "At least two tasks are listed.")
    '"At least one task is listed." -> "At least two tasks are listed."'
    """
    if isinstance(before, str) and isinstance(after, str):
        old, new = before.split(), after.split()
        if old == new:
            return "only spaces or line breaks change"
        if max(len(before), len(after)) > _MOST_SHOWN:
            before, after = _around_the_difference(old, new)
    return f"{quoted(before)} -> {quoted(after)}"


def share_words(value: object) -> str:
    """Write basis points as points of 100; what is no whole number as it stands in the draft."""
    return exact_share(value) if _is_number(value) else quoted(value)


def point_words(value: object) -> str:
    """Write thousandths of a point as points with their unit; what is no whole number as it stands in the draft."""
    shown = points_text(value) if _is_number(value) else quoted(value)
    return f"{shown} point" if shown == "1" else f"{shown} points"


def name_of(one: Plain) -> str:
    """Return the name a person reads for a record, or its id where a draft has none."""
    name = one.get("name")
    return " ".join(name.split()) if isinstance(name, str) and name.strip() else str(one.get("id"))


def by_key(records: Sequence[Plain], key: str = "id") -> dict[str, Plain] | None:
    """Return records by what they are called; None where two of them share a name, or one has none."""
    found = {one[key]: one for one in records if isinstance(one.get(key), str)}
    return found if len(found) == len(records) else None


def order_changes(
    path: str,
    kind: ChangeKind,
    versions: tuple[Mapping[str, Plain], Mapping[str, Plain]],
    say: Callable[[Plain], str],
    what: str,
) -> Iterator[Change]:
    """Say that records stand in another order.

    Parameters
    ----------
    path, kind
        Of the changes.
    versions : tuple of mappings
        The records by name, in the order in which they stand before and after.
    say : callable
        Names one of them.
    what : str
        What they are together, such as "The criteria".
    """
    before, after = versions
    old, new = [one for one in before if one in after], [one for one in after if one in before]
    if old == new:
        return
    alone = [one for one in new if [other for other in old if other != one] == [other for other in new if other != one]]
    if not alone:
        names = ", ".join(say(after[one]) for one in new)
        yield Change(path=path, kind=kind, sentence=f"{what} stand in another order: {names}.")
        return
    one = max(alone, key=lambda name: abs(old.index(name) - new.index(name)))
    at = new.index(one)
    place = f"after {say(after[new[at - 1]])}" if at else "to the first place"
    yield Change(path=f"{path}.{one}", kind=kind, sentence=f"{say(after[one])} moves {place}.")


def list_changes(
    path: str, kind: ChangeKind, before: Sequence[Any], after: Sequence[Any], say: Callable[[str, Any], str]
) -> Iterator[Change]:
    """Say what a list of things without names gained and lost; `say` is asked with "added", "removed" or "order"."""
    if before == after:
        return
    gone, new = list(before), []
    for one in after:
        if one in gone:
            gone.remove(one)
        else:
            new.append(one)
    told = [say("added", one) for one in new] + [say("removed", one) for one in gone]
    for sentence in dict.fromkeys(told or [say("order", None)]):
        yield Change(path=path, kind=kind, sentence=sentence)


def other_changes(path: str, kind: ChangeKind, before: Plain, after: Plain, told: set[str], who: str) -> Iterator[Change]:
    """Say what changed in the fields that have no words of their own, so that nothing is ever left out."""
    for field in sorted({*before, *after} - told):
        if before.get(field) != after.get(field):
            place = f"{path}.{field}" if path else field
            words = f"{field.replace('_', ' ')} of {who} changes: {from_to(before.get(field), after.get(field))}."
            yield Change(path=place, kind=kind, sentence=f"{words[0].upper()}{words[1:]}")


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _around_the_difference(old: list[str], new: list[str]) -> tuple[str, str]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    first, last = max(0, start - _WORDS_AROUND), max(0, end - _WORDS_AROUND)

    def part(words: list[str]) -> str:
        kept = " ".join(words[first : len(words) - last])
        return f"{'… ' if first else ''}{kept}{' …' if last else ''}"

    return part(old), part(new)
