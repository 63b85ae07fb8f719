"""The base that an edited topic rubric builds on: what the draft changes in it, where it goes below it, and its new version."""

from __future__ import annotations

from typing import Any, Literal

from rubric_kit.authoring.base_change import BaseChange, Conflict, base_change, take_from_base
from rubric_kit.authoring.changes import rubric_changes
from rubric_kit.authoring.draft_places import Draft
from rubric_kit.authoring.inheritance import base_of, inheritance_problems
from rubric_kit.errors import RecordError
from rubric_kit.model import Finding, Rubric, Severity, visible
from rubric_kit.widgets.change_rows import counted, few_lines
from rubric_kit.widgets.place_words import place_words

_Standing = Literal["none", "not given", "its own", "newer", "old missing", "another version", "another rubric"]


class BaseRubric:
    """The base rubric that was given to an editor.

    Parameters
    ----------
    base : Rubric or None
        The base, perhaps in a newer version than the one that the draft names.
    old_base : Rubric or None
        The version that the draft names, if that is an older one.
    """

    def __init__(self, base: Rubric | None, old_base: Rubric | None) -> None:
        self._base = base
        self._old = old_base
        self._asked: set[str] | None = None
        self._kept: set[Conflict] = set()

    def findings(self, draft: Draft) -> tuple[Finding, ...]:
        """Return where a draft goes below the base that it names; nothing where that base was not given.

        Against a base that the draft does not name, nothing can be said but that it is another one.
        """
        standing, held = self._standing(draft), self._held_against(draft)
        if standing in {"another rubric", "another version"} and self._base is not None:
            return tuple(one for one in inheritance_problems(draft, self._base) if one.code == "RKR010")
        return () if held is None else inheritance_problems(draft, held)

    def errors(self, draft: Draft) -> tuple[Finding, ...]:
        """Return what has to be mended before a draft is published."""
        return tuple(one for one in self.findings(draft) if one.severity == Severity.ERROR)

    def check(self, draft: Draft) -> None:
        """Refuse a draft that goes below its base.

        Raises
        ------
        RecordError
            It does; the message names the first place.
        """
        for one in self.errors(draft):
            raise RecordError(f"{one.message} {one.advice}", where=one.path)

    def view(self, draft: Draft, read: Rubric | None, parent: Rubric | None) -> dict[str, Any]:
        """Return what the browser draws.

        Parameters
        ----------
        draft : dict
            The draft.
        read : Rubric or None
            The draft read as an unfinished rubric; None if its fields do not allow that.
        parent : Rubric or None
            The version it was made from.
        """
        held, standing = self._held_against(draft), self._standing(draft)
        count, lines = 0, list[str]()
        if held is not None:
            # That another base is named is told above; what is told here is what the rubric itself changes.
            said = [visible(one.sentence) for one in rubric_changes(held, read or draft) if one.path not in {"id", "base"}]
            count, lines = len(said), few_lines(said)
        news = f"; version {self._base.version} of the base is here" if standing == "newer" and self._base else ""
        return {
            "line": self._line(draft, standing),
            "title": f"What this rubric changes in its base: {counted(count, 'change') if count else 'nothing'}{news}",
            "lines": lines,
            "folded": held is not None,
            "bring_in": f"Bring in version {self._base.version} of the base" if standing == "newer" and self._base else "",
            "decide": self._decide(draft, parent),
        }

    def bring_in(self, draft: Draft) -> BaseChange:
        """Bring the newer version of the base into a draft.

        Raises
        ------
        RecordError
            There is none, or the version that the draft names was not given.
        """
        if self._standing(draft) != "newer" or self._base is None or self._old is None:
            raise RecordError("there is no newer version of the base to bring in", where="base")
        found = base_change(draft, self._old, self._base)
        self._asked, self._kept = {one.path for one in found.conflicts}, set()
        return found

    def take(self, draft: Draft, path: str) -> Draft:
        """Return the draft with what the base says at a place that is to be decided.

        Raises
        ------
        RecordError
            Nothing is to be decided there, or it cannot be taken alone.
        """
        if self._base is None or path not in {one.path for one in self._conflicts(draft)}:
            raise RecordError("nothing is to be decided there any more", where="base")
        taken = take_from_base(draft, self._base, path)
        # Beside criteria of its own the weights of a rubric never are its base's; they are decided all the same.
        self._kept |= {one for one in self._conflicts(taken) if one.path == path}
        return taken

    def keep(self, draft: Draft, path: str) -> None:
        """Decide that a place stays as it is, though the base changed it, too.

        Raises
        ------
        RecordError
            Nothing is to be decided there.
        """
        there = {one for one in self._conflicts(draft) if one.path == path} - self._kept
        if not there:
            raise RecordError("nothing is to be decided there any more", where="base")
        self._kept |= there

    def _standing(self, draft: Draft) -> _Standing:
        """Tell how the base that was given stands to the one that the draft names."""
        named, base = draft["base"], self._base
        if named is None:
            return "none"
        if base is None:
            return "not given"
        if named["id"] != base.id:
            return "another rubric"
        if named["fingerprint"] == base.fingerprint:
            return "its own"
        if base.version <= named["version"]:
            return "another version"
        return "newer" if self._old is not None and named["fingerprint"] == self._old.fingerprint else "old missing"

    def _held_against(self, draft: Draft) -> Rubric | None:
        """Return the very version that the draft names, if it was given."""
        standing = self._standing(draft)
        return self._base if standing == "its own" else self._old if standing == "newer" else None

    def _line(self, draft: Draft, standing: _Standing) -> str:
        base, named = self._base, draft["base"]
        given = "" if base is None else f"version {base.version} of «{visible(base.title)}»"
        if standing == "none":
            return f"This rubric names no base, so {given}, which was given as one, is not looked at." if base else ""
        number = named["version"]
        says = f"Builds on «{visible(str(named['title']))}», version {number}"
        kept = f"it is kept beside the base's file under a name that ends in .v{number}.json"
        more = {
            "not given": "; give the editor its file (base) to see what differs.",
            "old missing": f"; {given} is newer. To bring it in, give the editor version {number}, too (old_base): {kept}.",
            "another version": f"; {given} was given, which is not that one. Give the editor the version it builds on (base).",
            "another rubric": f"; {given} was given, which is another rubric. Give the editor the one it builds on (base).",
        }
        return f"{says}{more.get(standing, '.')}"

    def _conflicts(self, draft: Draft) -> tuple[Conflict, ...]:
        """Return where the draft says something else than either version of its base, though the base changed there.

        They are worked out anew each time, so that they are there after undo, redo and a restart, and go where somebody lets the
        base's words stand.
        """
        if self._base is None or self._old is None or self._standing(draft) != "its own" or self._old.id != self._base.id:
            return ()
        found = base_change({**draft, "base": base_of(self._old).plain()}, self._old, self._base).conflicts
        return tuple(one for one in found if self._asked is None or one.path in self._asked)

    def _decide(self, draft: Draft, parent: Rubric | None) -> dict[str, Any] | None:
        """Return what people have to decide before the first publication on the new version; None with nothing to decide."""
        is_published = parent is not None and parent.base is not None and parent.base.plain() == draft["base"]
        left = [] if is_published else [one for one in self._conflicts(draft) if one not in self._kept]
        if not left:
            return None
        base = self._base
        rows = [
            {
                "path": one.path,
                "place": place_words(draft, one.path),
                "words": visible(one.sentence),
                "can_take": base is not None and _can_take(draft, base, one.path),
            }
            for one in left
        ]
        return {"title": f"To decide, because the base changed it, too: {counted(len(rows), 'place')}", "rows": rows}


def _can_take(draft: Draft, base: Rubric, path: str) -> bool:
    try:
        take_from_base(draft, base, path)
    except RecordError:
        return False
    return True


def taken_words(found: BaseChange) -> str:
    """Say what came in with a new version of a base."""
    count, left = len(found.taken), len(found.conflicts)
    taken = (
        f"{counted(count, 'change')} {'was' if count == 1 else 'were'} taken over" if count else "nothing was to be taken over"
    )
    decide = f" {counted(left, 'place')} {'is' if left == 1 else 'are'} to decide, see below." if left else ""
    return f"Version {found.draft['base']['version']} of the base is in: {taken}.{decide} Undo leads back."
