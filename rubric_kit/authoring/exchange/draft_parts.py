"""Building a draft from criteria and levels that were read elsewhere: names, ids, points, weights and a whole policy."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from rubric_kit.authoring.draft_places import Draft
from rubric_kit.authoring.exchange.finding_codes import Notes, quoted
from rubric_kit.authoring.exchange.point_scale import common_points
from rubric_kit.model.record import BASIS_POINTS

LINE, TEXT, ID = 400, 20_000, 64
"""Most characters of a line, a text and an id."""
MOST_CRITERIA, MOST_LEVELS = 40, 8
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""Language tags that a rubric takes."""
NO_TITLE = "Rubric without a title"
_PASSED_OVER = {"Cc", "Cs"}


class LevelPart(NamedTuple):
    """A level as it stands in a file."""

    name: str
    """What it is called; empty: "Level" and its number."""
    descriptor: str
    """Its text; empty: its name takes the place, and that is noted."""
    points: Fraction | None = None
    """Its points; None on every level of a criterion: 0, 1, 2, ... in the order of the levels."""
    place: str = ""
    """Its place in the file, such as the cell F3; findings name it."""
    more: Mapping[str, Any] = {}
    """Further fields of the level, such as anchors, or an id."""


class CriterionPart(NamedTuple):
    """A criterion as it stands in a file."""

    name: str
    """What it is called; empty: the question, or "Criterion" and its number."""
    question: str
    """Its question; empty: its name."""
    levels: Sequence[LevelPart]
    """Its levels: in any order if all have points, else from low to high."""
    weight: Fraction | None = None
    """Its weight in any unit; None everywhere: all weigh the same."""
    place: str = ""
    """Its place in the file, such as A3."""
    more: Mapping[str, Any] = {}
    """Further fields of the criterion, such as targets, or an id."""


def draft_from(
    parts: Sequence[CriterionPart],
    notes: Notes,
    *,
    title: str,
    more: Mapping[str, Any] | None = None,
    scale: Fraction | None = None,
) -> Draft:
    """Build a draft from criteria that were read; what had to be filled in or changed is noted.

    The draft can be published as it stands unless the file itself is at fault: a lone level, equal points, too many levels.

    Parameters
    ----------
    parts : sequence of CriterionPart
        The criteria in their order.
    notes : Notes
        Where findings and sentences go.
    title : str
        Title of the rubric; may be empty.
    more : mapping, optional
        Further fields of the rubric, such as purpose, policy, targets; they stand over what is filled in here.
    scale : Fraction, optional
        Points of the highest level, if the file tells; otherwise they are found by `common_points`.
    """
    more = {} if more is None else more
    parts = [part._replace(levels=rising(part.levels)) for part in parts]
    if len(parts) > MOST_CRITERIA:
        notes.find("RKX003", f"The file holds {len(parts)} criteria; a rubric has at most {MOST_CRITERIA}.")
    points = common_points(
        [[level.points for level in part.levels] for part in parts], [_names(part) for part in parts], notes, scale
    )
    weights = whole_weights(parts, notes)
    taken = {str(part.more["id"]) for part in parts if "id" in part.more}
    criteria = [
        _criterion(number, part, points[number - 1], weights[number - 1], taken, notes)
        for number, part in enumerate(parts, start=1)
    ]
    named = clean_line(title, notes, "title") or NO_TITLE
    filled: Draft = {
        "id": slug(named) or "rubric",
        "version": 1,
        "parent": None,
        "base": None,
        "title": named,
        "purpose": "",
        "audience": "District review team",
        "language": "en",
        "targets": [],
        "criteria": criteria,
        "policy": simple_policy(),
        "citations": [],
        "set_aside": [],
    }
    if "policy" not in more:
        notes.tell(
            "The file holds no rules for a decision, so simple ones were filled in: from 60 of 100 a badge counts here, "
            "below it is kept in the earner's story. Nobody has adopted them yet."
        )
    return filled | dict(more)


def rising(levels: Sequence[LevelPart]) -> Sequence[LevelPart]:
    """Return levels from low to high by their points; as they stand if some have none."""
    known = [(level.points, level) for level in levels if level.points is not None]
    if len(known) < len(levels):
        return levels
    if known and known[0][0] > known[-1][0]:
        known.reverse()  # so that levels with equal points stay in the order in which the file goes up
    return [level for _, level in sorted(known, key=lambda one: one[0])]


def simple_policy() -> dict[str, Any]:
    """Return the policy that a rubric without one is given: one cut at 60 of 100, adopted by nobody, and no gates."""
    return {
        "outcomes": [
            {"id": "accept", "kind": "accept", "name": "Accept", "wording": "Accepted: it counts here."},
            {
                "id": "narrative",
                "kind": "narrative",
                "name": "Keep in the story",
                "wording": "Recorded in the learner's story; not counted here yet. It can be looked at again if more is shown.",
            },
        ],
        "gates": [],
        "cuts": [{"at_least": 6000, "outcome": "accept"}],
        "below": "narrative",
        "profiles": [],
        "recommended": [],
        "adopted": None,
        "revoked": None,
        "invalid_proof": None,
        "substitutions": [],
        "evidence_criterion": None,
        "evidence_rules": [],
    }


def whole_weights(parts: Sequence[CriterionPart], notes: Notes) -> list[int]:
    """Return weights in basis points that sum to 10,000: the given ones in proportion, by largest remainder.

    Where no criterion has a weight, all weigh the same. A missing weight beside given ones is 0, and noted.
    """
    given = [part.weight for part in parts]
    if not any(given):
        if parts:
            notes.tell("The file holds no weights, so all criteria weigh the same.")
        return shared_out([Fraction(1)] * len(parts))
    for number, part in enumerate(parts, start=1):
        if part.weight is None or part.weight < 0:
            what = "no weight" if part.weight is None else "a weight below zero"
            message = f"{quoted(part.name or f'Criterion {number}')} has {what}, while others have one; it was given 0."
            notes.find("RKX007", message, part.place)
    return shared_out([max(one or Fraction(0), Fraction(0)) for one in given])


def shared_out(shares: Sequence[Fraction], whole: int = BASIS_POINTS) -> list[int]:
    """Share out a whole number in proportion, by largest remainder; ties go to the first.

    Shares that are exact whole numbers of the unit come out as they are.

    Examples
    --------
    >>> shared_out([Fraction(1), Fraction(1), Fraction(1)])
    [3334, 3333, 3333]
    """
    total = sum(shares)
    if not total:
        return [0] * len(shares)
    exact = [share * whole / total for share in shares]
    floors = [int(one) for one in exact]
    by_remainder = sorted(range(len(shares)), key=lambda at: (floors[at] - exact[at], at))
    for at in by_remainder[: whole - sum(floors)]:
        floors[at] += 1
    return floors


def slug(text: str) -> str:
    """Return a short name made from words, such as criteria_clarity; empty if no Latin letter or digit is in them.

    Examples
    --------
    >>> slug("Criteria clarity"), slug("Évidence & work"), slug("—")
    ('criteria_clarity', 'evidence_work', '')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(one if one.isalnum() or one == "-" else " " for one in plain).split()
    return "_".join(words)[:ID].strip("_-")


def free_slug(text: str, taken: set[str], fallback: str) -> str:
    """Return an id made from words that is not taken yet, and take it."""
    stem = slug(text) or fallback
    found, number = stem, 2
    while found in taken:
        found, number = f"{stem[: ID - 4]}_{number}", number + 1
    taken.add(found)
    return found


def clean_line(text: str, notes: Notes, place: str) -> str:
    """Return text that fits a line of a rubric: no control characters, at most 400 characters; a change is noted."""
    return _clean(text, LINE, notes, place)


def clean_text(text: str, notes: Notes, place: str) -> str:
    """Return text that fits a rubric: no control characters, at most 20,000 characters; a change is noted."""
    return _clean(text, TEXT, notes, place)


def _clean(text: str, most: int, notes: Notes, place: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    kept = "".join(one for one in lines if one in "\n\t" or unicodedata.category(one) not in _PASSED_OVER)
    if len(kept) < len(lines):
        notes.find("RKX010", f"{len(lines) - len(kept)} control characters were taken out of {quoted(kept)}.", place)
    if len(kept) > most:
        notes.find("RKX010", f"A text of {len(kept):,} characters was cut to {most:,}: {quoted(kept)}.", place)
    return kept[:most].strip()


def _names(part: CriterionPart) -> tuple[str, list[str]]:
    return part.name, [level.place or part.place for level in part.levels]


def _criterion(
    number: int, part: CriterionPart, points: Sequence[int], weight: int, taken: set[str], notes: Notes
) -> dict[str, Any]:
    name, question = clean_line(part.name, notes, part.place), clean_line(part.question, notes, part.place)
    if not name and not question:
        notes.find("RKX009", f"Criterion {number} has no name; it was called so.", part.place)
    name = name or question or f"Criterion {number}"
    if not question:
        notes.tell("Where a criterion has no question of its own, its name stands in its place.")
    _count_levels(name, part, notes)
    level_ids = {str(one.more["id"]) for one in part.levels if "id" in one.more}
    levels = [_level(place, one, points[place], name, level_ids, notes) for place, one in enumerate(part.levels)]
    return {
        "id": part.more.get("id") or free_slug(name, taken, f"criterion_{number}"),
        "name": name,
        "question": question or name,
        "weight": weight,
        "levels": levels,
        "targets": [],
        "citations": [],
        **part.more,
    }


def _count_levels(name: str, part: CriterionPart, notes: Notes) -> None:
    count = len(part.levels)
    if count > MOST_LEVELS:
        notes.find("RKX003", f"{quoted(name)} has {count} levels; at most {MOST_LEVELS} are allowed.", part.place)
    elif count < 2:
        what = "a lone level" if count else "no level"
        notes.find("RKX002", f"{quoted(name)} has {what}; a criterion has 2 to {MOST_LEVELS}.", part.place)


def _level(place: int, part: LevelPart, points: int, criterion: str, taken: set[str], notes: Notes) -> dict[str, Any]:
    name, descriptor = clean_line(part.name, notes, part.place), clean_text(part.descriptor, notes, part.place)
    if not name:
        notes.tell("Levels without a name were numbered from the lowest.")
        name = f"Level {place + 1}"
    if not descriptor:
        message = f"{quoted(name)} of {quoted(criterion)} has no text; its name was put there. Say what a rater can see."
        notes.find("RKX009", message, part.place)
    own = part.more.get("id") or free_slug(f"l{place}", taken, "l")
    filled = {"id": own, "name": name, "points": points, "descriptor": descriptor or name}
    return filled | {"anchors": [], "look_fors": [], "citations": []} | dict(part.more)
