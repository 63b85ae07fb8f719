"""What changed in the criteria of a rubric and their levels."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rubric_kit.authoring.change_words import (
    Change,
    ChangeKind,
    Plain,
    by_key,
    from_to,
    list_changes,
    name_of,
    order_changes,
    other_changes,
    point_words,
    quoted,
    share_words,
)

_SINGLE = {"id", "name", "question", "weight", "levels", "targets", "citations"}
_LEVEL = {"id", "name", "descriptor", "points", "anchors", "look_fors", "citations"}
_LINKS: dict[str, ChangeKind] = {"targets": "targets", "citations": "citations"}


def criterion_changes(before: Plain, after: Plain) -> Iterator[Change]:
    """Give every change in the criteria of two rubrics in plain form."""
    old, new = by_key(before["criteria"]) or {}, by_key(after["criteria"]) or {}
    for place, (name, one) in enumerate(new.items(), start=1):
        if name in old:
            yield from _inside(before, after, old[name], one)
        else:
            sentence = f"{name_of(one)} is added as criterion {place}, with {share_words(one['weight'])} of 100 and "
            yield Change(path=f"criteria.{name}", kind="added", sentence=f"{sentence}{len(one['levels'])} levels.")
    for name, one in old.items():
        if name not in new:
            sentence = f"{name_of(one)} is removed; it carried {share_words(one['weight'])} of 100."
            yield Change(path=f"criteria.{name}", kind="removed", sentence=sentence)
    yield from order_changes("criteria", "moved", (old, new), name_of, "The criteria")


def _inside(before: Plain, after: Plain, old: Plain, new: Plain) -> Iterator[Change]:
    path, who = f"criteria.{new['id']}", name_of(new)
    if old["name"] != new["name"]:
        yield Change(path=f"{path}.name", kind="renamed", sentence=f"{name_of(old)} is now called {quoted(new['name'])}.")
    if old["question"] != new["question"]:
        sentence = f"The question of {who} is reworded: {from_to(old['question'], new['question'])}."
        yield Change(path=f"{path}.question", kind="reworded", sentence=sentence)
    if old["weight"] != new["weight"]:
        sentence = f"{who} is reweighed from {share_words(old['weight'])} to {share_words(new['weight'])} of 100."
        yield Change(path=f"{path}.weight", kind="reweighed", sentence=sentence)
    yield from _level_changes(before, after, old, new)
    for field, kind in _LINKS.items():
        say = partial(_link_words, who, _texts(before, after, field), field)
        yield from list_changes(f"{path}.{field}", kind, old[field], new[field], say)
    yield from other_changes(path, "reworded", old, new, _SINGLE, who)


def _level_changes(before: Plain, after: Plain, criterion: Plain, now: Plain) -> Iterator[Change]:
    path, who = f"criteria.{now['id']}.levels", name_of(now)
    old, new = by_key(criterion["levels"]) or {}, by_key(now["levels"]) or {}
    for name, one in new.items():
        if name in old:
            yield from _inside_level(f"{path}.{name}", f"level «{name_of(one)}» of {who}", old[name], one)
            sources = _texts(before, after, "citations")
            say = partial(_link_words, f"Level «{name_of(one)}» of {who}", sources, "citations")
            yield from list_changes(f"{path}.{name}.citations", "citations", old[name]["citations"], one["citations"], say)
        else:
            sentence = f"Level «{name_of(one)}» of {who} is added, worth {point_words(one['points'])}: "
            yield Change(path=f"{path}.{name}", kind="added", sentence=f"{sentence}{quoted(one['descriptor'])}.")
    for name, one in old.items():
        if name not in new:
            sentence = f"Level «{name_of(one)}» of {who} is removed; it was worth {point_words(one['points'])}."
            yield Change(path=f"{path}.{name}", kind="removed", sentence=sentence)
    yield from order_changes(path, "moved", (old, new), lambda one: f"Level «{name_of(one)}» of {who}", f"The levels of {who}")


def _inside_level(path: str, who: str, old: Plain, new: Plain) -> Iterator[Change]:
    start = f"{who[0].upper()}{who[1:]}"
    if old["name"] != new["name"]:
        sentence = f"{start} is renamed: it was «{name_of(old)}»."
        yield Change(path=f"{path}.name", kind="renamed", sentence=sentence)
    if old["descriptor"] != new["descriptor"]:
        sentence = f"{start} is reworded: {from_to(old['descriptor'], new['descriptor'])}."
        yield Change(path=f"{path}.descriptor", kind="reworded", sentence=sentence)
    if old["points"] != new["points"]:
        sentence = f"{start} is now worth {point_words(new['points'])}; it was worth {point_words(old['points'])}."
        yield Change(path=f"{path}.points", kind="points", sentence=sentence)
    told = {one["text"] for one in old["anchors"]} & {one["text"] for one in new["anchors"]}
    say = partial(_anchor_words, who, told)
    yield from list_changes(f"{path}.anchors", "anchors", old["anchors"], new["anchors"], say)
    yield from list_changes(f"{path}.look_fors", "look_fors", old["look_fors"], new["look_fors"], partial(_look_for_words, who))
    yield from other_changes(path, "reworded", old, new, _LEVEL, who)


def _texts(before: Plain, after: Plain, field: str) -> dict[str, str]:
    """Return what the items of the vision, or the sources, are called; the later version's words count."""
    return {one["id"]: quoted(one.get("text")) for one in (*before[field], *after[field])}


def _link_words(who: str, texts: dict[str, str], field: str, what: str, one: str | None) -> str:
    if one is None:
        named = "items it serves" if field == "targets" else "sources it rests on"
        return f"{who} names the {named} in another order."
    verb = "serves" if field == "targets" else "rests on"
    does = f"now {verb}" if what == "added" else f"no longer {verb}"
    return f"{who} {does} {texts.get(one, one)}."


def _anchor_words(who: str, kept: set[str], what: str, one: Plain | None) -> str:
    if one is None:
        return f"The sample texts of {who} stand in another order."
    if one["text"] in kept:
        return f"The sample text {quoted(one['text'])} of {who} is said to come from somewhere else."
    verb = "is pinned to" if what == "added" else "is taken off"
    return f"The sample text {quoted(one['text'])} {verb} {who}."


def _look_for_words(who: str, what: str, one: Plain | None) -> str:
    if one is None:
        return f"The look-fors of {who} stand in another order."
    words = f"{one['fact']} is {one.get('state')}"
    if one.get("at_least") is not None:
        words += f", at least {one['at_least']}"
    if one.get("includes") is not None:
        words += f", with {quoted(one['includes'])}"
    verb = "now speaks" if what == "added" else "no longer speaks"
    return f"The fact that {words} {verb} for {who}."
