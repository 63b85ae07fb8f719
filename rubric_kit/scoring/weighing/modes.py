"""What each weight mode asks, when it fits and what it is known to do to the answers; for the room, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from rubric_kit.model import WeightMode


class ModeFacts(NamedTuple):
    """One way to ask for weights."""

    name: str
    """What it is called."""
    ask: str
    """What a person is told to do."""
    best_when: str
    """When to choose it."""
    bias: str
    """What it is known to do to the answers; each mode does something."""
    source: str
    """Where that is known from."""


_RANK_ASK = "Put the criteria in order, the most important first. Criteria that are equally important share a place."

MODES: Mapping[WeightMode, ModeFacts] = MappingProxyType(
    {
        WeightMode.POINTS: ModeFacts(
            name="100 points",
            ask="Spread 100 points over the criteria: more points, more weight.",
            best_when="Everybody knows it; good for a first round with up to eight criteria.",
            bias="Pulls the weights toward equal, and people do not look at how far the badges differ on a criterion.",
            source="Rezaei, Arab and Mehregan 2021 (146 students); Fischer 1995",
        ),
        WeightMode.DIRECT: ModeFacts(
            name="Rating from 0 to 10",
            ask="Rate how important each criterion is, from 0 (not at all) to 10 (most). Two criteria may have the same rating.",
            best_when="Quick, and each criterion is looked at by itself.",
            bias="People do not look at how far the badges differ; ratings that lie close together give weights that do.",
            source="Fischer 1995; Roberts and Goodwin 2002",
        ),
        WeightMode.RANK_ORDER_CENTROID: ModeFacts(
            name="Order, first place far ahead",
            ask=_RANK_ASK,
            best_when="The room agrees on the order and not on numbers, and the first places matter much more.",
            bias="The formula sets how far apart the places are, and gives the first place a lot: .46 of the whole with five.",
            source="Barron and Barrett 1996 (rank-order centroid)",
        ),
        WeightMode.RANK_SUM: ModeFacts(
            name="Order, even steps",
            ask=_RANK_ASK,
            best_when="The room agrees on the order and not on numbers, and the places are about equally far apart.",
            bias="The formula sets how far apart the places are: with five criteria 5, 4, 3, 2 and 1 of 15.",
            source="Stillwell, Seaver and Edwards 1981; Roberts and Goodwin 2002 (rank sum)",
        ),
        WeightMode.SWING: ModeFacts(
            name="Swing",
            ask=(
                "Imagine a badge at the lowest level everywhere. Which one criterion would you lift to the top first? "
                "It gets 100. Rate each other lift against it, from 0 to 100."
            ),
            best_when="The criteria differ in how much lies between their lowest and highest level.",
            bias="The 100 that is said first pulls the other ratings up.",
            source="von Winterfeldt and Edwards 1986; Fischer 1995",
        ),
        WeightMode.PAIRWISE: ModeFacts(
            name="Two at a time",
            ask="For each pair: which criterion is more important, and how many times, from 1 (equally) to 9 (far beyond)?",
            best_when="Up to seven criteria; shows where somebody contradicts themselves.",
            bias="Many questions (ten criteria make 45), and the scale up to 9 pulls weights apart.",
            source="Saaty 1980 (analytic hierarchy process)",
        ),
        WeightMode.BEST_WORST: ModeFacts(
            name="Best and worst",
            ask=(
                "Choose the most and the least important criterion. How many times as important, from 1 to 9, is the first "
                "as each other, and each other as the last?"
            ),
            best_when="Fewer questions than two at a time: with six criteria 9, not 15.",
            bias="All hangs on the two criteria that were chosen first.",
            source="Rezaei 2016 (linear best-worst method)",
        ),
        WeightMode.TRADE_OFF: ModeFacts(
            name="Which badge would you rather accept?",
            ask="You see two invented badges that differ in two criteria only. Which one would you rather accept?",
            best_when="People who do not like numbers; it asks what the weights are used for.",
            bias="A few cards leave a range open; the weights shown are the ones well inside it.",
            source="Keeney and Raiffa 1976 (trade-offs)",
        ),
        WeightMode.NONE: ModeFacts(
            name="No weights",
            ask="Nothing is asked. Look at what holds under all weights.",
            best_when="The room is divided, or has not talked yet.",
            bias="Equal weights stand in where one set has to be shown; equal is a choice too.",
            source="Lahdelma and Salminen 2001 (acceptability under all weights)",
        ),
    }
)
"""Facts about each mode, in the order in which a person is offered them."""
