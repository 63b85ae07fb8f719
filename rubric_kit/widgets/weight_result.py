"""What weights come to, as the plain rows that the asking widget draws: words and places, no rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_kit.comparing import weight_text
from rubric_kit.model import BASIS_POINTS, Rubric, WeightMode, WeightSet, visible
from rubric_kit.scoring import Answers
from rubric_kit.scoring.weighing import MODES, effective_weights, weight_hints, weight_ranges
from rubric_kit.scoring.weighing.pairwise import ADVISED_RATIO

_NOTHING = "nothing"
_CAPTION = (
    "Points of 100. «Decides here» is the weight times how far apart these badges are on the criterion: where all badges are "
    "alike, a weight decides nothing."
)


class WeightResult:
    """Weights beside what they decide on the badges at hand.

    Parameters
    ----------
    rubric : Rubric
        The version that is weighed.
    answers : mapping of badge key to answers
        What was rated.
    """

    def __init__(self, rubric: Rubric, answers: Mapping[str, Answers]) -> None:
        self._rubric, self._answers = rubric, answers

    def view(self, now: WeightSet, source: str, whole: Mapping[str, WeightSet], beside: str) -> dict[str, Any]:
        """Return what the script draws.

        Parameters
        ----------
        now : WeightSet
            The present weights.
        source : str
            Where they come from, in words; empty: from the answers.
        whole : mapping of way of asking to WeightSet
            What was answered in full, the latest last.
        beside : str
            Way of asking whose weights stand beside, "nothing", or empty for the latest other one.
        """
        others = {way: one for way, one in whole.items() if one is not now and one.mode is not WeightMode.NONE}
        way = beside if beside in (_NOTHING, *others) else next(reversed(others), _NOTHING)
        other = others.get(way)
        hints = weight_hints(self._rubric, now, self._answers, other=other)
        return {
            "source": source or _source(now),
            "others": [
                {"id": _NOTHING, "name": "nothing"},
                *({"id": name, "name": MODES[one.mode].name} for name, one in others.items()),
            ],
            "other": way,
            "caption": _CAPTION,
            **self._table(now, other),
            **_fit(now),
            "hints": [visible(one.sentence) for one in hints],
        }

    def _table(self, now: WeightSet, other: WeightSet | None) -> dict[str, Any]:
        stated = now.as_mapping()
        effective = effective_weights(self._rubric, self._answers, weights=stated)
        ranges = weight_ranges(self._rubric, now.choices) if now.choices else {}
        columns = [("Weight", stated), ("Decides here", effective)]
        if other is not None:
            columns.append((MODES[other.mode].name, other.as_mapping()))
        heads = [*(words for words, _ in columns), *(["Left open"] if ranges else [])]
        # Drawn to a scale on which the longest bar fills the cell, so that small differences can be seen.
        most = max([*stated.values(), *effective.values(), *(high for _, high in ranges.values())])
        return {
            "heads": [
                {"words": "Criterion", "kind": ""},
                *({"words": one, "kind": "rk-number"} for one in heads),
                {"words": "The same as bars", "kind": "rk-bar-cell"},
            ],
            "rows": [
                {
                    "name": visible(c.name),
                    "numbers": [weight_text(column[c.id]) for _, column in columns] + _range_text(ranges.get(c.id)),
                    "at": {
                        "stated": stated[c.id] * BASIS_POINTS // most,
                        "effective": effective[c.id] * BASIS_POINTS // most,
                        "range": [end * BASIS_POINTS // most for end in ranges[c.id]] if ranges else None,
                    },
                }
                for c in self._rubric.criteria
            ],
            "key": ["weight", "decides here", *(["what the cards leave open"] if ranges else [])],
        }


def _source(now: WeightSet) -> str:
    if now.mode is WeightMode.NONE:
        return "No weights were asked for: equal ones stand in."
    return f"From your answers: «{MODES[now.mode].name}»."


def _range_text(ends: tuple[int, int] | None) -> list[str]:
    return [] if ends is None else [f"{weight_text(ends[0])} to {weight_text(ends[1])}"]


def _fit(now: WeightSet) -> dict[str, str]:
    """Say in plain words whether the answers contradict each other, and the statistic in small print."""
    if now.inconsistency is None:
        return {"fit": "", "fit_small": visible(now.inconsistency_words or "")}
    if now.inconsistency == 0:
        plain = "Your answers fit together: none contradicts another."
    elif now.mode is WeightMode.PAIRWISE and now.inconsistency <= ADVISED_RATIO * BASIS_POINTS:
        plain = "Your answers fit together well enough."
    else:
        plain = "Some of your answers contradict each other. The weights are as near to all of them as can be."
    return {"fit": plain, "fit_small": visible(now.inconsistency_words or "")}
