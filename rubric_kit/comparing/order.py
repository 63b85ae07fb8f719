"""Which of two badges is ahead, why, and how far one weight would have to move to change that."""

from __future__ import annotations

from fractions import Fraction

from rubric_kit.model import BASIS_POINTS, Rubric, Score, share_text


def explain_order(rubric: Rubric, first: Score, second: Score, labels: tuple[str, str]) -> str:
    """Say in one or two sentences which badge is ahead and which criterion does most for it.

    Where gaps leave the order open the sentence says so, and no criterion is named.
    """
    if not first.full or not second.full:
        return "The order cannot be told: no criterion that carries weight applies."
    ahead, behind, names = (first, second, labels) if first.ends >= second.ends else (second, first, labels[::-1])
    (low, high), (other_low, other_high) = ahead.ends, behind.ends
    if low == high == other_low == other_high:
        return f"{labels[0]} and {labels[1]} are level at {share_text(first.low_share)} of 100."
    if low < other_high:
        return f"The order of {names[0]} and {names[1]} is open: what is missing could turn it."
    least, most = low - other_high, high - other_low
    if not least:
        return f"{names[0]} is level with {names[1]} or ahead of it, by up to {_points(most)} points of 100."
    distance = _points(least) if least == most else f"{_points(least)} to {_points(most)}"
    return f"{names[0]} is ahead of {names[1]} by {distance} points of 100. {_main_reason(rubric, ahead, behind)}".rstrip()


def weight_that_ties(rubric: Rubric, first: Score, second: Score, criterion_id: str) -> Fraction | None:
    """Return the weight at which two badges tie when one weight moves and the others are rescaled in proportion.

    With d_i the difference of points on criterion i, w_k the weight that moves and R the sum of w_i d_i over the others
    divided by (1 - w_k), the tie is at w = R / (R - d_k).

    Returns
    -------
    Fraction or None
        Share of the whole between 0 and 1; None if no such weight exists, or if a gap or a criterion that does not apply
        to both leaves it open.
    """
    parts = list(zip(first.criteria, second.criteria, strict=True))
    if any(one.level is None for pair in parts for one in pair):
        return None
    differences = {
        a.criterion: _points_of(rubric, a.criterion, a.level) - _points_of(rubric, b.criterion, b.level) for a, b in parts
    }
    weight = rubric.criterion(criterion_id).weight
    if weight == BASIS_POINTS:
        return None
    others = sum(rubric.criterion(name).weight * gap for name, gap in differences.items() if name != criterion_id)
    rest = Fraction(others, BASIS_POINTS - weight)
    if rest == differences[criterion_id]:
        return None
    tie = rest / (rest - differences[criterion_id])
    return tie if 0 <= tie <= 1 else None


def _main_reason(rubric: Rubric, ahead: Score, behind: Score) -> str:
    gains = [
        (Fraction(a.low, ahead.full) - Fraction(b.high, behind.full), a.criterion, a.level, b.level)
        for a, b in zip(ahead.criteria, behind.criteria, strict=True)
        if a.level is not None and b.level is not None
    ]
    gain, criterion_id, level, other = max(gains, key=lambda one: one[0], default=(Fraction(0), "", None, None))
    if gain <= 0:
        return ""
    criterion = rubric.criterion(criterion_id)
    names = [found.name for one in (level, other) if one and (found := criterion.level(one))]
    return f"{criterion.name} does most for it ({_points(gain)} points: {' against '.join(names)})."


def _points_of(rubric: Rubric, criterion_id: str, level_id: str | None) -> int:
    level = rubric.criterion(criterion_id).level(level_id or "")
    return level.points if level else 0


def _points(share: Fraction) -> str:
    return share_text(int(share * BASIS_POINTS))
