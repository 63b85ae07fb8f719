"""What trade-off cards said, in plain words, and which of them contradict each other."""

from __future__ import annotations

from collections.abc import Sequence

from rubric_kit.model import Rubric, TradeOff
from rubric_kit.scoring.weighing.plain_words import listed, short_name

_MOST_TOLD = 4
"""More cards than that are numbered and not told."""


def contradiction_words(rubric: Rubric, choices: Sequence[TradeOff], failing: int, places: Sequence[int]) -> str:
    """Say how many cards hold under the weights found, and which ones contradict each other."""
    if not places:
        return f"{'The card holds' if len(choices) == 1 else f'All {len(choices)} cards hold'} under these weights."
    count = f"{failing} of {len(choices)} cards {'does' if failing == 1 else 'do'} not hold"
    if len(choices) == 1:
        count = "The card does not hold"
    if len(places) == 1:
        told = f"Card {places[0] + 1} cannot hold under any weights: {card_words(rubric, choices[places[0]])}."
    else:
        numbers = listed([str(place + 1) for place in places])
        said = "; ".join(card_words(rubric, choices[place]) for place in places[:_MOST_TOLD])
        told = f"Cards {numbers} contradict each other: {said}{'; …' if len(places) > _MOST_TOLD else ''}."
    return f"{count} under these weights. {told}"


def card_words(rubric: Rubric, choice: TradeOff) -> str:
    """Say what one answer puts before what.

    A criterion is named with the level that the better badge shows, unless that is the highest.
    """
    preferred = {shown.criterion: shown.level for shown in choice.preferred}
    other = {shown.criterion: shown.level for shown in choice.other}
    ahead: list[str] = []
    behind: list[str] = []
    for criterion in rubric.criteria:
        if criterion.id not in preferred:
            continue
        mine, theirs = criterion.position(preferred[criterion.id]), criterion.position(other[criterion.id])
        if mine != theirs:
            level = criterion.levels[max(mine, theirs)]
            name = short_name(rubric, criterion.id, 24)
            told = name if level is criterion.levels[-1] else f"{name} at {level.id}"
            (ahead if mine > theirs else behind).append(told)
    relation = "as good as" if choice.equal else "before"
    return f"{' and '.join(ahead) or 'the lower badge'} {relation} {' and '.join(behind) or 'the lower badge'}"
