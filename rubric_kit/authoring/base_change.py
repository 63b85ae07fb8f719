"""Bringing a base rubric's new version into a topic rubric: what the topic left alone follows the base, the rest stays."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from rubric_kit.authoring.change_words import Change, name_of, point_words, quoted, share_words
from rubric_kit.authoring.changes import rubric_changes
from rubric_kit.authoring.draft_places import Draft
from rubric_kit.authoring.inheritance import base_of
from rubric_kit.authoring.plain_form import plain_form
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric

_OWN = ("id", "version", "parent", "title", "base")
_KEYS = {"cuts": "outcome", "evidence_rules": "kind", "anchors": "text"}
_WHOLE = {"look_fors", "recommended", "parts", "when"}
_NAMELESS = {"anchors", "set_aside"}
_LINKS = {"targets", "citations"}
_GONE = object()


class Conflict(NamedTuple):
    """A place that both the topic rubric and its base changed, each in its own way; the topic's version stands."""

    path: str
    """The place, by ids."""
    sentence: str
    """What the base says there now, and what stands."""


class BaseChange(NamedTuple):
    """A topic rubric on the new version of its base."""

    draft: Draft
    """The topic rubric as a draft that names the new version; it may have problems to mend before it is published."""
    taken: tuple[Change, ...]
    """What the draft takes over from the base."""
    conflicts: tuple[Conflict, ...]
    """What people have to decide, place by place."""


def base_change(topic: Rubric | Mapping[str, Any], old_base: Rubric, new_base: Rubric) -> BaseChange:
    """Bring a base's new version into a topic rubric.

    Wherever the topic rubric still says what the old base said, it says what the new one says; wherever the base did not
    change, the topic rubric stays. Where both changed, the topic rubric stays and the conflict is named. Weights are one
    thing, since they share one whole.

    Parameters
    ----------
    topic : Rubric or mapping
        The topic rubric, or a draft of it in plain form.
    old_base, new_base : Rubric
        The version the topic rubric builds on, and the one to go over to.

    Raises
    ------
    RecordError
        The topic rubric builds on another version, or the two versions are of different rubrics.
    """
    ours = plain_form(topic)
    _check(ours, old_base, new_base)
    merge = _Merge()
    mine, old, new = _laid_side_by_side(ours, old_base.plain(), new_base.plain())
    draft = {name: merge.of(name, mine[name], old[name], new[name]) for name in mine}
    draft["base"] = base_of(new_base).plain()
    conflicts = [*merge.conflicts, *_weigh(draft, ours, old_base, new_base)]
    taken = tuple(change for change in rubric_changes(ours, draft) if change.path != "base")
    return BaseChange(draft, taken, tuple(conflicts))


def take_from_base(topic: Rubric | Mapping[str, Any], base: Rubric, path: str) -> Draft:
    """Let one place of a topic rubric say what its base says there; everything else stays.

    Parameters
    ----------
    topic : Rubric or mapping
        The topic rubric, or a draft of it in plain form.
    base : Rubric
        Its base.
    path : str
        The place, as a `Conflict` names it: a field, a thing with a name, or "weights".

    Raises
    ------
    RecordError
        It is no such place: of a whole list, whose order differs or whose members have no names, nothing can be taken alone.
    """
    ours, theirs = plain_form(topic), base.plain()
    if path == "weights":
        weights = {one.id: one.weight for one in base.criteria}
        for criterion in ours["criteria"]:
            criterion["weight"] = weights.get(criterion["id"], criterion["weight"])
        return ours
    return {name: _taken(name, ours[name], theirs[name], path) for name in ours}


def _taken(path: str, ours: Any, theirs: Any, wanted: str) -> Any:
    """Return what is ours, but for the wanted place in it."""
    field = path.rpartition(".")[2]
    is_list = isinstance(ours, list) and field not in _WHOLE
    if path == wanted and not is_list:
        return theirs
    if path != wanted and not wanted.startswith(f"{path}."):
        return ours
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {name: _taken(f"{path}.{name}", ours[name], theirs.get(name), wanted) for name in ours}
    mine, new = (_by_name(one, field) for one in (ours, theirs))
    if path == wanted or mine is None or new is None:
        raise RecordError(f"what the base says cannot be taken at {wanted} alone; change it there by hand", where=path)
    order = _with_missing(list(mine), list(new))
    there = {name: _taken(f"{path}.{name}", mine.get(name, _GONE), new.get(name, _GONE), wanted) for name in order}
    return [there[name] for name in order if there[name] is not _GONE]


def _with_missing(ours: list[str], theirs: list[str]) -> list[str]:
    """Put the names that are only theirs among ours, each after the one that it stands after there."""
    order = list(ours)
    for at, name in enumerate(theirs):
        if name not in order:
            order.insert(order.index(theirs[at - 1]) + 1 if at else 0, name)
    return order


def _check(ours: Mapping[str, Any], old_base: Rubric, new_base: Rubric) -> None:
    named = ours["base"]
    if named is None or named["fingerprint"] != old_base.fingerprint:
        found = "no base" if named is None else _version(named["id"], named["version"], named["fingerprint"])
        given = _version(old_base.id, old_base.version, old_base.fingerprint)
        message = f"{ours['id']!r} builds on {found}, and the old base given is {given}; give the version it builds on"
        raise RecordError(message, where="base")
    if new_base.id != old_base.id:
        message = f"{new_base.id!r} is no version of {old_base.id!r}; a topic rubric goes over to a new version of its own base"
        raise RecordError(message, where="base")


def _version(name: str, number: int, fingerprint: str) -> str:
    return f"version {number} of {name!r} ({fingerprint[:12]})"


def _laid_side_by_side(ours: Draft, old: Draft, new: Draft) -> tuple[Draft, Draft, Draft]:
    """Make the versions agree on what is the topic's own, and on the weights, which are set as one thing in the end."""
    ours = copy.deepcopy(ours)
    own = [*_OWN, "purpose"] if ours["purpose"] != old["purpose"] else _OWN
    for version in (ours, old, new):
        version |= {name: ours[name] for name in own}
        version["policy"]["adopted"] = ours["policy"]["adopted"]
        for criterion in version["criteria"]:
            criterion["weight"] = 0
    return ours, old, new


class _Merge:
    """A merge of three versions of one thing: ours, the one both come from, and theirs."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def of(self, path: str, ours: Any, old: Any, new: Any) -> Any:
        if ours == old:
            return new
        if new in (ours, old):
            return ours
        if all(isinstance(one, dict) for one in (ours, old, new)):
            return {field: self.of(f"{path}.{field}", ours[field], old.get(field), new.get(field)) for field in ours}
        field = path.rpartition(".")[2]
        named = [_by_name(one, field) for one in (ours, old, new)]
        if None not in named:
            return self._records(path, *(one or {} for one in named))
        return self._conflict(path, ours, new)

    def _records(self, path: str, ours: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> list[Any]:
        field = path.rpartition(".")[2]
        # What criteria and levels link to is only named there.
        is_nameless = field in _NAMELESS or (field in _LINKS and path != field)
        merged = {}
        for name in dict.fromkeys([*ours, *old, *new]):
            place = path if is_nameless else f"{path}.{name}"
            one = self.of(place, *(version.get(name, _GONE) for version in (ours, old, new)))
            if one is not _GONE:
                merged[name] = one
        return [merged[name] for name in self._order(path, list(ours), list(old), list(new), set(merged))]

    def _order(self, path: str, ours: list[str], old: list[str], new: list[str], kept: set[str]) -> list[str]:
        shared = [one for one in old if one in ours and one in new]
        by_us, by_them = ([one for one in order if one in shared] for order in (ours, new))
        first, second = (new, ours) if by_us == shared else (ours, new)
        if shared not in (by_us, by_them) and by_us != by_them:
            sentence = "The base now has these in another order, and so has this rubric, whose order stands."
            self.conflicts.append(Conflict(path, sentence))
        order = [one for one in first if one in kept]
        for name in (one for one in second if one in kept and one not in first):
            before = second[: second.index(name)]
            after = next((one for one in reversed(before) if one in order), None)
            order.insert(0 if after is None else order.index(after) + 1, name)
        return order

    def _conflict(self, path: str, ours: Any, new: Any) -> Any:
        says = "no longer has this" if new is _GONE else f"now says {_shown(path, new)}"
        stands = "it stays out" if ours is _GONE else f"{_shown(path, ours)} stands"
        self.conflicts.append(Conflict(path, f"The base {says}; this rubric had changed it too, and {stands}."))
        return ours


def _by_name(records: Any, field: str) -> dict[str, Any] | None:
    """Return the members of a list by what they are called; None for what is no such list."""
    if not isinstance(records, list) or field in _WHOLE:
        return None
    if field == "set_aside":
        names = [f"{one['code']} {one['path']}" for one in records]
    else:
        names = [one if isinstance(one, str) else one[_KEYS.get(field, "id")] for one in records]
    found = dict(zip(names, records, strict=True))
    return found if len(found) == len(records) else None


def _shown(path: str, value: Any) -> str:
    field = path.rpartition(".")[2]
    if isinstance(value, int) and field in {"at_least", "points"}:
        return point_words(value) if field == "points" else f"{share_words(value)} of 100"
    if isinstance(value, dict) and ("name" in value or "text" in value):
        return quoted(name_of(value)) if "name" in value else quoted(value["text"])
    return quoted(value)


def _weigh(draft: Draft, ours: Mapping[str, Any], old_base: Rubric, new_base: Rubric) -> Sequence[Conflict]:
    """Set the weights of the merged criteria, as one thing."""
    have = {one["id"]: one["weight"] for one in ours["criteria"]}
    old, new = ({one.id: one.weight for one in base.criteria} for base in (old_base, new_base))
    untouched = all(have.get(name) == weight for name, weight in old.items())
    added = any(weight for name, weight in have.items() if name not in old)
    follows = untouched and not added
    for criterion in draft["criteria"]:
        name = criterion["id"]
        criterion["weight"] = new.get(name, have.get(name)) if follows else have.get(name, 0)
    if follows or new in (old, have):
        return ()
    said = ", ".join(f"{one.name} {share_words(one.weight)}" for one in new_base.criteria if old.get(one.id) != one.weight)
    gone = ", ".join(one.name for one in old_base.criteria if one.id not in new and one.weight)
    told = [f"weighs {said}"] if said else []
    told += [f"no longer weighs {gone}"] if gone else []
    sentence = f"The base now {' and '.join(told)}; this rubric has weights of its own, and they stand."
    return [Conflict("weights", sentence)]
