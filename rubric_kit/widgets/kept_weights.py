"""Weights that people kept, one set for each code and mode, and what they say together; nobody's is averaged away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from rubric_kit.errors import InputError, RecordError, RubricKitError
from rubric_kit.model import ID_PATTERN, Rubric, WeightMode, WeightSet, visible
from rubric_kit.model.weight_set import GroupWeights
from rubric_kit.scoring import PANEL
from rubric_kit.scoring.weighing import MODES, group_weights, weights_misfit, weights_of
from rubric_kit.widgets.kept_rows import CENTRES, centre_name, group_rows, set_rows
from rubric_kit.workspace.weights_file import add_weights, read_weights

TOGETHER = "together"

Label = tuple[str, WeightMode]
"""Whose weights, and how they were asked for."""


class Chosen(NamedTuple):
    """Weights that were chosen as the present ones, and where they come from, in words."""

    weights: WeightSet
    source: str


class KeptWeights:
    """Sets of weights with a code each; with a file, each is saved there and earlier ones are taken up.

    Parameters
    ----------
    rubric : Rubric
        The version that is weighed.
    file : Path or None
        Where kept weights are saved.
    given : iterable of WeightSet
        Sets that are there from the start; with a file, those of the file are.

    Raises
    ------
    InputError
        The file is there and cannot be read.
    RecordError
        A set in the file is no weight set.
    """

    def __init__(self, rubric: Rubric, file: Path | None, given: Iterable[WeightSet] = ()) -> None:
        self._rubric, self._file = rubric, file
        self._held: dict[Label, WeightSet] = {}
        self._unsaved: dict[Label, WeightSet] = {}
        self._warned: Label | None = None
        self._centre = CENTRES[0]
        self.used = ""
        """Key of the set that is in use, "together", or empty."""
        self.told, self.wrong = "", False
        if file is None:
            self._take_up(tuple(given))
        elif file.exists():
            self._take_up(read_weights(file))

    @property
    def sets(self) -> tuple[WeightSet, ...]:
        """All that was kept, oldest first."""
        return tuple(self._held.values())

    @property
    def members(self) -> tuple[WeightSet, ...]:
        """The latest set of each code, which is the one that counts together."""
        return tuple({one.rater: one for one in self.sets}.values())

    def group(self, otherwise: WeightSet) -> GroupWeights:
        """Return what the latest sets say together; while none is kept, what another set says alone.

        Raises
        ------
        RecordError
            With the centre that was chosen they say nothing.
        """
        return group_weights(self._rubric, self.members or (otherwise,), centre=self._centre)

    def keep(self, now: WeightSet, rater: str, note: str) -> None:
        """Keep weights under a code. Other weights of that code in the same mode give way, after a warning.

        Raises
        ------
        RecordError
            The code is none, the reason cannot be kept, or the code has other weights in this mode and was not warned yet.
        InputError
            The file cannot be saved; the weights are kept here, and the next that are kept try again.
        """
        if not re.fullmatch(ID_PATTERN, rater):
            found = f"found {visible(rater)[:80]!r}" if rater else "found none"
            raise RecordError(f"A code is 1 to 64 of a-z, 0-9, _ and -, such as t-07; {found}.", where="code")
        kept, label = now.replace(rater=rater, note=note), (rater, now.mode)
        there = self._held.get(label)
        if there not in (None, kept) and self._warned != label:
            self._warned = label
            found = f"{rater} has kept other weights already, asked for by «{MODES[now.mode].name}»"
            raise RecordError(f"{found}. Keep these once more to put them in their place, or use another code.", where="code")
        self._warned = None
        self._held.pop(label, None)
        self._held[label] = self._unsaved[label] = kept
        self._save(rater)

    def use(self, key: str) -> Chosen:
        """Choose a kept set as the present weights.

        Raises
        ------
        RecordError
            There is no such set.
        """
        found = next((one for one in self.sets if key == _key(one)), None)
        if found is None:
            raise RecordError(f"no weights are kept as {visible(key)[:80]!r}; keep some first", where="weights")
        self.used = key
        return Chosen(found, f"Kept by {found.rater}: «{MODES[found.mode].name}».")

    def use_group(self) -> Chosen:
        """Choose what the kept sets say together as the present weights.

        Raises
        ------
        RecordError
            None is kept, or with the centre that was chosen they say nothing.
        """
        members = self.members
        if not members:
            raise RecordError("no weights are kept yet; keep some first", where="weights")
        group = self.group(members[0])
        self.used = TOGETHER
        modes = {one.mode for one in group.members}
        mode = modes.pop() if len(modes) == 1 else WeightMode.POINTS
        people = "1 person" if len(group.members) == 1 else f"{len(group.members)} people"
        source = f"Together: of the weights of {people} {centre_name(group.centre)}, brought to 100."
        return Chosen(weights_of(self._rubric, PANEL, mode, group.as_mapping()), source)

    def choose_centre(self, centre: str) -> Chosen | None:
        """Choose what is taken of each criterion's weights; return the weights together if they are in use.

        Raises
        ------
        RecordError
            There is no such centre, or with it the sets say nothing.
        """
        known = {str(one): one for one in CENTRES}
        if centre not in known:
            raise RecordError(f"no centre is called {visible(centre)[:80]!r}; known are: {', '.join(known)}", where="centre")
        self._centre = known[centre]
        return self.use_group() if self.used == TOGETHER else None

    def view(self) -> dict[str, Any]:
        """Return what the script draws."""
        counting = {_key(one) for one in self.members}
        rows = set_rows(self._rubric, self.sets, _key)
        where = (
            "They stay in this notebook only while it runs."
            if self._file is None
            else f"They are saved in {visible(self._file.name)}."
        )
        return {
            "told": self.told,
            "wrong": self.wrong,
            "where": where if rows else "",
            "rows": [row | {"used": row["key"] == self.used, "counts": row["key"] in counting} for row in rows],
            "group": self._group_view(self.sets[0]) if rows else None,
        }

    def _group_view(self, first: WeightSet) -> dict[str, Any]:
        choice = {
            "centres": [{"id": one, "name": centre_name(one)} for one in CENTRES],
            "centre": self._centre,
            "used": self.used == TOGETHER,
        }
        try:
            group = self.group(first)
        except RecordError as error:
            return choice | {"rows": [], "sentences": [f"{error.message}."], "pairs": ""}
        return choice | group_rows(self._rubric, group)

    def _take_up(self, sets: tuple[WeightSet, ...]) -> None:
        """Take up sets of a file; what was given on another wording is left there and told."""
        misfits = [misfit for one in sets if (misfit := weights_misfit(self._rubric, one)) is not None]
        fitting = [one for one in sets if weights_misfit(self._rubric, one) is None]
        for one in fitting:
            self._held.setdefault((one.rater, one.mode), one)
        if misfits:
            more = f" (and {len(misfits) - 1} more)" if len(misfits) > 1 else ""
            self.told, self.wrong = visible(f"Left out: {misfits[0]}{more}."), True

    def _save(self, rater: str) -> None:
        if self._file is None:
            self.told, self.wrong = f"Kept as {rater}.", False
            return
        try:
            there = add_weights(self._file, self._unsaved.values(), replace=True)
        except RubricKitError as error:
            message = f"Not saved: {error.message}. The weights are kept here; the next that are kept try again."
            raise InputError(message, where=error.where) from None
        self._unsaved = {}
        self.told, self.wrong = f"Kept as {rater}, and saved.", False
        # Somebody may have added weights to the file meanwhile.
        self._take_up(there)


def _key(one: WeightSet) -> str:
    return f"{one.rater}/{one.mode}"
