"""Which vision and mission items a rubric's criteria serve, how much weight they carry, and what nobody serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rubric_kit.authoring.change_words import name_of
from rubric_kit.authoring.plain_form import plain_form
from rubric_kit.model import Record, Rubric
from rubric_kit.model.rule_words import exact_share

COLUMNS = ("number", "target", "text", "criterion", "weight", "gated")
"""Columns of the tidy table."""


class ServingCriterion(Record):
    """A criterion that serves an item."""

    criterion: str
    """Its id."""
    name: str
    """What it is called."""
    weight: int
    """Its weight in basis points."""
    gated: bool
    """Whether a gate asks for it: it counts then even without weight."""


class TargetRow(Record):
    """One vision or mission item and what serves it."""

    number: int
    """Its place in the list, from 1: the number people call it by."""
    target: str
    """Its id."""
    text: str
    """The item in the district's words."""
    criteria: tuple[ServingCriterion, ...]
    """The criteria that serve it, in the rubric's order."""
    weight: int
    """What they carry together, in basis points. A criterion may serve several items, so the items do not add up."""


class TargetCoverage(Record):
    """How a rubric covers the vision and mission."""

    rows: tuple[TargetRow, ...]
    """One row for each item, in their order."""
    unserved: tuple[str, ...]
    """Ids of the items that no criterion serves."""
    without: tuple[str, ...]
    """Ids of the criteria that serve no item."""
    summary: str
    """The same in one sentence."""

    def table(self) -> list[dict[str, Any]]:
        """Return the tidy table, with `COLUMNS`: one row for each criterion that serves an item.

        An item that no criterion serves has one row with nothing under criterion and weight.
        """
        return [
            {
                "number": row.number,
                "target": row.target,
                "text": row.text,
                "criterion": one.criterion if one else None,
                "weight": one.weight if one else None,
                "gated": bool(one and one.gated),
            }
            for row in self.rows
            for one in row.criteria or (None,)
        ]


def target_coverage(rubric: Rubric | Mapping[str, Any]) -> TargetCoverage:
    """Say which vision and mission items the criteria serve.

    Parameters
    ----------
    rubric : Rubric or mapping
        A version, or a draft in plain form, which may be unfinished.

    Raises
    ------
    RecordError
        A draft has not the form of a rubric.

    Examples
    --------
    >>> from rubric_kit.authoring import starter_rubric
    >>> target_coverage(starter_rubric()).unserved
    ()
    """
    plain = plain_form(rubric)
    gated = {gate["criterion"] for gate in plain["policy"]["gates"]}
    serving = [(_serving(one, gated), one["targets"]) for one in plain["criteria"]]
    rows = tuple(
        _row(number, target, [one for one, served in serving if target["id"] in served])
        for number, target in enumerate(plain["targets"], start=1)
    )
    listed = {row.target for row in rows}
    without = tuple(one.criterion for one, served in serving if not listed & set(served))
    return TargetCoverage(
        rows=rows,
        unserved=tuple(row.target for row in rows if not row.criteria),
        without=without,
        summary=_summary(rows, [one for one, _ in serving], without),
    )


def _serving(criterion: Mapping[str, Any], gated: set[str]) -> ServingCriterion:
    # The weight of a draft may be anything that somebody typed.
    weight = criterion["weight"] if isinstance(criterion["weight"], int) else 0
    name = criterion["id"]
    return ServingCriterion(criterion=name, name=name_of(criterion), weight=weight, gated=name in gated)


def _row(number: int, target: Mapping[str, Any], criteria: Sequence[ServingCriterion]) -> TargetRow:
    weight = sum(one.weight for one in criteria)
    return TargetRow(number=number, target=target["id"], text=target["text"], criteria=tuple(criteria), weight=weight)


def _summary(rows: Sequence[TargetRow], criteria: Sequence[ServingCriterion], without: Sequence[str]) -> str:
    if not rows:
        return "No vision or mission item is listed, so no criterion can serve one."
    served = [row for row in rows if row.criteria]
    weight = exact_share(sum(one.weight for one in criteria if one.criterion not in without))
    items = "1 vision or mission item is" if len(rows) == 1 else f"{len(rows)} vision and mission items are"
    by = f", by criteria that carry {weight} of 100" if served else ""
    parts = [f"{len(served)} of {items} served{by}"]
    gates = {one.criterion for row in rows for one in row.criteria if one.gated}
    if gates:
        parts.append(f"a gate asks for {len(gates)} of these criteria")
    numbers = [str(row.number) for row in rows if not row.criteria]
    if served and numbers:
        parts.append(f"no criterion serves item{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}")
    if served and without:
        parts.append(f"{len(without)} of {len(criteria)} criteria {'serves' if len(without) == 1 else 'serve'} none")
    return f"{'; '.join(parts)}."
