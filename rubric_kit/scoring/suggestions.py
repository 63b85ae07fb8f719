"""Suggested levels: what the look-fors of a rubric make of a badge's facts. A suggestion is never a judgement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rubric_kit.model import Badge, Criterion, Fact, FactState, LookFor, Origin, Rating, RatingState, Rubric

LOOK_FORS = "look-fors"
"""Rater code of suggestions."""

_OPEN = {FactState.UNKNOWN, FactState.WITHHELD}


def suggest(rubric: Rubric, badge: Badge, facts: Iterable[Fact]) -> tuple[Rating, ...]:
    """Return a suggested rating for each criterion whose levels have look-fors.

    The suggestion is the highest level all of whose look-fors hold. If a fact that is unknown or withheld could lift the
    badge higher than that, the suggestion is that state, since the facts do not settle the level. A criterion without
    look-fors, or whose facts fit no level, gets no suggestion.
    """
    by_name = {fact.name: fact for fact in facts if fact.badge == badge.key}
    found: list[Rating] = []
    for criterion in rubric.criteria:
        suggestion = _suggestion(criterion, by_name)
        if suggestion is not None:
            rating = Rating(
                sequence=len(found) + 1,
                rater=LOOK_FORS,
                badge=badge.key,
                criterion=criterion.id,
                wording=rubric.wording_fingerprint,
                level=None if isinstance(suggestion, RatingState) else suggestion,
                state=suggestion if isinstance(suggestion, RatingState) else None,
                rationale=_reason(criterion, by_name),
                origin=Origin.LOOK_FOR,
            )
            found.append(rating)
    return tuple(found)


def _suggestion(criterion: Criterion, facts: Mapping[str, Fact]) -> str | RatingState | None:
    for level in reversed(criterion.levels):
        if not level.look_fors:
            continue
        doubts = [_doubt(one, facts.get(one.fact)) for one in level.look_fors]
        if False in doubts:
            continue
        open_states = [one for one in doubts if isinstance(one, FactState)]
        if not open_states:
            return level.id
        return RatingState.WITHHELD if FactState.WITHHELD in open_states else RatingState.UNKNOWN
    return None


def _doubt(look_for: LookFor, fact: Fact | None) -> bool | FactState:
    """Return whether a look-for holds, or the open state that keeps it from being told."""
    if fact is None:
        return FactState.UNKNOWN
    if fact.state is not look_for.state:
        return fact.state if fact.state in _OPEN else False
    enough = look_for.at_least is None or (fact.number or 0) >= look_for.at_least
    return enough and (look_for.includes is None or look_for.includes in fact.values)


def _reason(criterion: Criterion, facts: Mapping[str, Fact]) -> str:
    names = dict.fromkeys(one.fact for level in criterion.levels for one in level.look_fors)
    return " ".join(f"{facts[name].basis.rstrip('.')}." for name in names if name in facts)
