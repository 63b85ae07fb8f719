"""What the audience lens found, in sentences, and as a table of text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rubric_kit.comparing.audience_lens import AudienceLens, DecisionChange, Place
from rubric_kit.comparing.order_change import Order, PlaceChange
from rubric_kit.comparing.ranking_change import weight_text
from rubric_kit.model import BASIS_POINTS, share_text, visible

_NAMED = 3
"""Most badges that a sentence names; the table has them all."""
_ORDERS = {
    Order(-1, -1): "behind {}",
    Order(-1, 0): "level with {} or behind it",
    Order(0, 0): "level with {}",
    Order(0, 1): "level with {} or ahead of it",
    Order(1, 1): "ahead of {}",
}


def explain_place_change(lens: AudienceLens, change: PlaceChange) -> str:
    """Say how two badges stand for two audiences, and which criterion does it.

    Examples
    --------
    "X is behind Y for teacher and ahead of it for college. Evidence does most for it, by 20.0 points of 100 (it weighs 10 for
    teacher, 40 for college)."
    """
    first, second = change.audiences
    gains, loses = _label(lens, change.gains), _label(lens, change.loses)
    was, now = _ORDERS[change.was].format(loses), _ORDERS[change.now].format("it")
    return f"{gains} is {was} for {first} and {now} for {second}. {_cause(lens, change)}"


def explain_audiences(lens: AudienceLens, first: str, second: str) -> str:
    """Say which badges change places between two audiences, which criterion does most for it, and which decisions change.

    Examples
    --------
    "From teacher to college, 3 of 12 badges change places for certain: X, Y and Z. Evidence does most for it (10 of 100 for
    teacher, 40 for college). The decision changes for 1 badge: X."
    """
    moved = [key for key in lens.badges if lens.changes_place(key, first, second)]
    start = f"From {first} to {second}"
    changes = lens.changes(first, second)
    if moved:
        verb = "badge changes" if len(lens.badges) == 1 else "badges change"
        told = f"{start}, {len(moved)} of {len(lens.badges)} {verb} places for certain: {_names(lens, moved)}."
    elif changes:
        pairs = "1 pair of badges changes" if len(changes) == 1 else f"{len(changes)} pairs of badges change"
        told = f"{start}, {pairs} order for certain; what is missing leaves their places open."
    else:
        told = f"{start}, no badge changes places for certain."
    return " ".join(part for part in (told, _main_cause(lens, changes), _decisions(lens, first, second)) if part)


def explain_decision_change(lens: AudienceLens, change: DecisionChange) -> str:
    """Say what each audience's weights decide on one badge.

    Examples
    --------
    "X: «Accept» for teacher, «Keep in the story» for college."
    """
    by_words: dict[str, list[str]] = {}
    for audience, possible in zip(lens.audiences, change.possible, strict=True):
        by_words.setdefault(_outcome_words(lens, possible), []).append(audience)
    told = [f"{words} for {_listed(audiences)}" for words, audiences in by_words.items()]
    return f"{_label(lens, change.badge)}: {', '.join(told)}."


def audience_columns(lens: AudienceLens) -> tuple[str, ...]:
    """Return the header of the table that `audience_rows` gives."""
    return ("Badge", *(f"Place for {one}" for one in lens.audiences), "Criterion that does most", "Decision")


def audience_rows(lens: AudienceLens) -> tuple[tuple[str, ...], ...]:
    """Return one row of text per badge: its place for each audience, what moves it, and whether its decision changes."""
    decisions = {one.badge: one for one in lens.decision_changes}
    rows = []
    for key in lens.badges:
        places = tuple(place_words(lens.places[audience][key]) for audience in lens.audiences)
        decision = "the same"
        if key in decisions:
            decision = explain_decision_change(lens, decisions[key]).removeprefix(f"{_label(lens, key)}: ").removesuffix(".")
        rows.append((_label(lens, key), *places, cause_words(lens, key), decision))
    return tuple(rows)


def place_words(place: Place | None) -> str:
    """Write a place: "2", "2 to 4" where gaps leave it open, a dash where there is none."""
    if place is None:
        return "—"
    return str(place.best) if place.best == place.worst else f"{place.best} to {place.worst}"


def cause_words(lens: AudienceLens, badge: str) -> str:
    """Name the criterion that does most to move a badge between the audiences; a dash where it keeps its place."""
    pairs = [pair for pair in combinations(lens.audiences, 2) if lens.changes_place(badge, *pair)]
    if not pairs:
        return "—"
    found = lens.responsible(change for pair in pairs for change in lens.changes(*pair, badge))
    return _listed([visible(lens.rubric.criterion(one).name) for one in found]) or "no single one for certain"


def _cause(lens: AudienceLens, change: PlaceChange) -> str:
    found = change.responsible
    if not found:
        return "No single criterion does it for certain, since something is missing."
    shift = next(one for one in change.shifts if one.criterion == found[0])
    points = share_text(int(shift.least * BASIS_POINTS))
    by = points if shift.least == shift.most else f"at least {points}"
    names = _listed([visible(lens.rubric.criterion(one).name) for one in found])
    if len(found) > 1:
        return f"{names} do most for it, each by {by} points of 100."
    return f"{names} does most for it, by {by} points of 100 ({_weights(lens, found[0], *change.audiences)})."


def _weights(lens: AudienceLens, criterion: str, first: str, second: str) -> str:
    was, now = (weight_text(lens.weight(audience, criterion)) for audience in (first, second))
    if was == now:
        # Its share still changes where criteria that do not apply hand theirs on.
        return f"it weighs {was} for both, but criteria that do not apply hand on more or less to it"
    return f"it weighs {was} for {first}, {now} for {second}"


def _main_cause(lens: AudienceLens, changes: Sequence[PlaceChange]) -> str:
    found = lens.responsible(changes)
    if not found:
        return ""
    names = _listed([visible(lens.rubric.criterion(one).name) for one in found])
    if len(found) > 1:
        return f"{names} do most for it."
    first, second = changes[0].audiences
    was, now = (weight_text(lens.weight(audience, found[0])) for audience in (first, second))
    return f"{names} does most for it ({was} of 100 for {first}, {now} for {second})."


def _decisions(lens: AudienceLens, first: str, second: str) -> str:
    places = [lens.audiences.index(one) for one in (first, second)]
    changed = [one.badge for one in lens.decision_changes if len({one.possible[place] for place in places}) > 1]
    if not changed:
        return "No decision changes."
    badges = "1 badge" if len(changed) == 1 else f"{len(changed)} badges"
    return f"The decision changes for {badges}: {_names(lens, changed)}."


def _outcome_words(lens: AudienceLens, possible: Sequence[str]) -> str:
    names = [visible(lens.rubric.policy.outcome(one).name) for one in possible]
    return f"«{names[0]}»" if len(names) == 1 else f"undetermined ({_listed(names, 'or')})"


def _names(lens: AudienceLens, keys: Sequence[str]) -> str:
    names = [_label(lens, key) for key in keys]
    more = len(names) - _NAMED
    return _listed(names) if more < 2 else _listed([*names[:_NAMED], f"{more} more"])


def _label(lens: AudienceLens, key: str) -> str:
    return lens.labels[key]


def _listed(words: Sequence[str], last: str = "and") -> str:
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
