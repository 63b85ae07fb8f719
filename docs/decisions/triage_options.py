"""Measures the options of decision 19: how often each breaks its promise, and how many badges it routes.

    python docs/decisions/triage_options.py [ROUNDS]        some minutes for the 400 rounds of the table

A synthetic district deals out past decisions and a batch of 120; people follow a logistic law around the cut. Each option chooses
thresholds by the past alone and promises that at most 3 badges of the batch are misrouted, 95 of 100 times. The generator is
seeded, so the table is the same each time.
"""

from __future__ import annotations

import math
import random
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from rubric_kit.scoring.triage import Verdict
from rubric_kit.scoring.triage.chances import allowed_disagreements, chance_of_more
from rubric_kit.scoring.triage.zones import ClearCuts, Placed, find_zones

CUT, BATCH, MOST, DOUBT = 600, 120, 3, Fraction(5, 100)
DISTRICTS = {
    "people near the score": {"middle": 600, "width": 20},
    "typical": {"middle": 600, "width": 50},
    "people 6 points milder": {"middle": 540, "width": 50},
    "people far from the score": {"middle": 600, "width": 100},
    "the panel 5 points stricter since": {"middle": 600, "width": 50},
}
"""Middle and width of the logistic law in thousandths of the full score."""
LATER = {"the panel 5 points stricter since": {"middle": 650}}
"""What is otherwise in the batch: then it is not like the past, and no option can keep its promise."""


class Row(NamedTuple):
    """A score in thousandths, as its distance from the cut on one side, and whether people decided otherwise."""

    above: bool
    distance: int
    against: bool


Option = Callable[[Sequence[Row], Sequence[Row]], list[Row] | None]
"""Returns the rows of the batch that are routed, or None where it refuses."""


def draw(dice: random.Random, count: int, middle: int, width: int) -> list[Row]:
    """Draw badges and decisions."""
    rows = []
    for _ in range(count):
        score = round(min(1000, max(0, dice.gauss(820, 100) if dice.random() < 0.4 else dice.gauss(520, 170))))
        yes = dice.random() < 1 / (1 + math.exp((middle - score) / width))
        rows.append(Row(score >= CUT, abs(score - CUT), yes != (score >= CUT)))
    return rows


@cache
def most_expected(against: int, past: int, batch: int) -> int:
    """Return the upper prediction limit for a zone that was fixed beforehand (Thatcher 1964)."""
    most = 0
    while most < batch and chance_of_more(most, batch, past, against + most + 1) > DOUBT:
        most += 1
    return most


def by_eye(past: Sequence[Row], batch: Sequence[Row]) -> list[Row] | None:
    """Widen the zone as long as its share of disagreements makes three or fewer."""
    for distance in sorted({row.distance for row in past}):
        inside, routed = beyond(past, distance, distance), beyond(batch, distance, distance)
        if inside and sum(row.against for row in inside) * len(routed) <= MOST * len(inside):
            return routed
    return None


def same_data(past: Sequence[Row], batch: Sequence[Row]) -> list[Row] | None:
    """Choose two thresholds that route most, judged by the limit for fixed ones on the decisions that chose them."""
    found = best_thresholds(past, batch)
    return None if found is None else beyond(batch, *found)


def halves(past: Sequence[Row], batch: Sequence[Row]) -> list[Row] | None:
    """Choose on one half, judge on the other."""
    found = best_thresholds(past[::2], batch)
    if found is None:
        return None
    judged, routed = beyond(past[1::2], *found), beyond(batch, *found)
    return routed if most_expected(sum(row.against for row in judged), len(judged), len(routed)) <= MOST else None


def two_promises(past: Sequence[Row], batch: Sequence[Row]) -> list[Row] | None:
    """Keep the chosen rule on each side by itself, with its share of the misroutes and half of the doubt."""
    routed: list[Row] = []
    refused = True
    for above in (True, False):
        rows, badges = [row for row in past if row.above is above], [row for row in batch if row.above is above]
        upper = round(MOST * sum(row.above for row in batch) / len(batch))
        most = upper if above else MOST - upper
        allowed = allowed_disagreements(len(rows), len(badges), most, DOUBT / 2) if len(badges) > most else None
        if allowed is not None:
            refused = False
            ended = ([-1] * (allowed + 1) + sorted(row.distance for row in rows if row.against))[-allowed - 1]
            routed += [row for row in badges if row.distance > ended]
    return None if refused else routed


def chosen(past: Sequence[Row], batch: Sequence[Row]) -> list[Row] | None:
    """Do what the package does."""
    allowed = allowed_disagreements(len(past), len(batch), MOST, DOUBT)
    if allowed is None:
        return None
    cards = [placed(row) for row in batch]
    zones = find_zones(ClearCuts(CUT * 10, CUT * 10), [placed(row) for row in past], cards, allowed)
    clear = (any(not zone.closed and zone.holds(card.low, card.high) for zone in zones) for card in cards)
    return [row for row, routed in zip(batch, clear, strict=True) if routed]


def placed(row: Row) -> Placed:
    """Return a row as the package places it."""
    score = Fraction(CUT + row.distance if row.above else CUT - row.distance, 1000)
    verdict = Verdict.ACCEPTED if row.above != row.against else Verdict.NOT_COUNTED
    return Placed(score, score, row.above, Fraction(row.distance, 1000), verdict)


def beyond(rows: Sequence[Row], above: int, below: int) -> list[Row]:
    """Return the rows further from the cut than a distance on each side."""
    return [row for row in rows if row.distance > (above if row.above else below)]


def best_thresholds(past: Sequence[Row], batch: Sequence[Row]) -> tuple[int, int] | None:
    """Return the two distances that route most badges within the limit for fixed thresholds."""
    best: tuple[int, int, int] | None = None
    lower = list(sides(past, batch, above=False))
    for above, past_above, against_above, badges_above in sides(past, batch, above=True):
        for below, past_below, against_below, badges_below in lower:
            badges, known = badges_above + badges_below, past_above + past_below
            if not known or (best is not None and badges <= best[0]):
                continue
            if most_expected(against_above + against_below, known, badges) <= MOST:
                best = badges, above, below
    return None if best is None else best[1:]


def sides(past: Sequence[Row], batch: Sequence[Row], *, above: bool) -> Iterator[tuple[int, int, int, int]]:
    """Give each distance where a zone could end on one side, with the past, the disagreements and the badges beyond it."""
    rows, against, badges = (
        sorted(row.distance for row in some if row.above is above and (row.against or not only))
        for some, only in ((past, False), (past, True), (batch, False))
    )
    for distance in sorted({-1, 1000, *against}):
        known, otherwise, routed = (len(some) - bisect_right(some, distance) for some in (rows, against, badges))
        yield distance, known, otherwise, routed


def main(rounds: int) -> None:
    """Print the table."""
    options: dict[str, Option] = {
        "by eye": by_eye,
        "same data": same_data,
        "halves": halves,
        "two promises": two_promises,
        "chosen": chosen,
    }
    print("| district | past | " + " | ".join(options) + " |")  # noqa: T201
    print("|---" * (len(options) + 2) + "|")  # noqa: T201
    for name, law in DISTRICTS.items():
        for past in (140, 240, 480):
            dice = random.Random(19)  # noqa: S311 - a reproducible draw, nothing secret
            deals = [(draw(dice, past, **law), draw(dice, BATCH, **(law | LATER.get(name, {})))) for _ in range(rounds)]
            cells = (cell([option(*deal) for deal in deals]) for option in options.values())
            print(f"| {name} | {past} | " + " | ".join(cells) + " |", flush=True)  # noqa: T201


def cell(results: Sequence[list[Row] | None]) -> str:
    """Say how often an option refuses and breaks its promise, in percent, and how many badges it routes if it does not refuse."""
    routed = [one for one in results if one is not None]
    broken = sum(sum(row.against for row in one) > MOST for one in routed)
    refused = f"refuses {100 - 100 * len(routed) // len(results)} %, " if len(routed) < len(results) else ""
    mean = sum(map(len, routed)) // len(routed) if routed else 0
    return f"{refused}breaks {100 * broken / len(results):.1f} %, routes {mean}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
