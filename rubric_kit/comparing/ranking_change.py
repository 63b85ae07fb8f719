"""What a change of weights did to a ranking, in one or two sentences, and how sure each place is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from rubric_kit.model import Decision, Rubric, share_text
from rubric_kit.scoring import move_weight


def ranking_change(
    before: Rubric,
    after: Rubric,
    was: Sequence[Decision],
    now: Sequence[Decision],
    labels: Mapping[str, str],
    *,
    moved: str | None = None,
) -> str:
    """Say which weight moved, which badges changed places and which decisions changed.

    Parameters
    ----------
    before, after : Rubric
        The same rubric with the earlier and the present weights.
    was, now : sequence of Decision
        The rankings by each, best first, of the same badges.
    labels : mapping of badge key to label
        Labels that tell the badges apart.
    moved : str, optional
        Criterion that was moved; left out, it is read off the weights.

    Examples
    --------
    "Framework alignment 15 to 49 of 100: Padlet Badge - X now ranks above Padlet Badge - Y. No decision changes."
    """
    weights = _weights_text(before, after, moved)
    if not weights:
        return ""
    order = _order_text(was, now, labels)
    decisions = _decisions_text(after, was, now, labels)
    if not order and not decisions:
        return f"{weights}: no badge changes places and no decision changes."
    return f"{weights}: {order or 'no badge changes places'}. {decisions or 'No decision changes.'}"


def place_text(ranking: Sequence[Decision], at: int) -> str:
    """Return the place of the badge at a position of a ranking: "2", or "2 to 4" where gaps leave it open.

    Badges with the same certain score share the better place.
    """
    low, high = ranking[at].score.ends
    others = [other.score.ends for place, other in enumerate(ranking) if place != at]
    best = 1 + sum(other_low > high for other_low, _ in others)
    worst = 1 + sum(other_high > low for _, other_high in others)
    return str(best) if best == worst else f"{best} to {worst}"


def weight_text(weight: int) -> str:
    """Write a weight in basis points as points of 100: "15" or "17.6", rounded down.

    Examples
    --------
    >>> weight_text(1764)
    '17.6'
    """
    return share_text(weight).removesuffix(".0")


def _weights_text(before: Rubric, after: Rubric, moved: str | None) -> str:
    old, new = ({c.id: c.weight for c in one.criteria} for one in (before, after))
    if old == new:
        return ""
    one = moved if moved is not None else _single_move(old, new)
    if one is None or old[one] == new[one]:
        return "Several weights changed"
    return f"{after.criterion(one).name} {weight_text(old[one])} to {weight_text(new[one])} of 100"


def _single_move(old: Mapping[str, int], new: Mapping[str, int]) -> str | None:
    """Return the criterion whose move alone explains the new weights, the one that gained if two do."""
    candidates = [name for name in old if old[name] != new[name] and move_weight(old, name, new[name]) == new]
    return max(candidates, key=lambda name: new[name] - old[name], default=None)


def _order_text(was: Sequence[Decision], now: Sequence[Decision], labels: Mapping[str, str]) -> str:
    """Name the highest badge that changed places with another, and the highest such other; say how many more pairs did."""
    earlier = {decision.badge: decision.score.ends for decision in was}
    turned = [
        (upper, lower)
        for at, upper in enumerate(now)
        for lower in now[at + 1 :]
        if _sign(upper.score.ends, lower.score.ends) != _sign(earlier[upper.badge], earlier[lower.badge])
    ]
    if not turned:
        return ""
    # A change that the gaps cannot undo is the one worth telling.
    upper, lower = next((pair for pair in turned if _certain(*pair)), turned[0])
    names = labels[upper.badge], labels[lower.badge]
    if _certain(upper, lower):
        first = f"{names[0]} now ranks above {names[1]}"
    elif upper.score.ends == lower.score.ends:
        first = f"{names[0]} is now level with {names[1]}"
    else:
        first = f"{names[0]} now stands above {names[1]}, but what is missing could turn that"
    more = len(turned) - 1
    return first + (f", and {more} other {'pair' if more == 1 else 'pairs'} changed order" if more else "")


def _decisions_text(rubric: Rubric, was: Sequence[Decision], now: Sequence[Decision], labels: Mapping[str, str]) -> str:
    earlier = {decision.badge: decision.possible for decision in was}
    changed = [decision for decision in now if decision.possible != earlier[decision.badge]]
    told = [
        f"{labels[one.badge]} goes from {_outcome_words(rubric, earlier[one.badge])} to {_outcome_words(rubric, one.possible)}"
        for one in changed[:2]
    ]
    if len(changed) > 2:
        more = len(changed) - 2
        told.append(f"{more} more {'decision changes' if more == 1 else 'decisions change'}")
    return f"{'; '.join(told)}." if told else ""


def _outcome_words(rubric: Rubric, possible: Sequence[str]) -> str:
    names = [rubric.policy.outcome(one).name for one in possible]
    if len(names) == 1:
        return f"«{names[0]}»"
    return f"undetermined ({', '.join(names[:-1])} or {names[-1]})"


def _certain(upper: Decision, lower: Decision) -> bool:
    return upper.score.ends[0] > lower.score.ends[1]


def _sign(upper: tuple[Fraction, Fraction], lower: tuple[Fraction, Fraction]) -> int:
    return (upper > lower) - (upper < lower)
