"""The same badges through the eyes of several audiences: which change places, which decisions change, which criterion does it.

An audience is a set of weights with a code, such as "teacher" or "college". What counts as a change, and what each criterion does
for it, is worked out in `rubric_kit.comparing.order_change`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from rubric_kit.comparing.labels import badge_labels
from rubric_kit.comparing.order_change import OrderChanges, PlaceChange, largest
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, Decision, Rubric, Score, WeightSet
from rubric_kit.scoring import Answers, rank
from rubric_kit.scoring.weighing.fit import require_fit


class Place(NamedTuple):
    """The best and the worst place that gaps allow; equal certain scores share the better place."""

    best: int
    worst: int


class DecisionChange(NamedTuple):
    """A badge that is not decided alike for all audiences."""

    badge: str
    possible: tuple[tuple[str, ...], ...]
    """Outcomes that are open, for each audience; one where it is decided."""

    @property
    def certain(self) -> bool:
        """Whether two audiences decide otherwise whatever is missing."""
        return any(set(one).isdisjoint(other) for one, other in combinations(self.possible, 2))


@dataclass(frozen=True, eq=False)
class AudienceLens:
    """Rankings of the same badges by the weights of two or more audiences, and what differs between them."""

    rubric: Rubric
    sets: tuple[WeightSet, ...]
    """Weights of each audience, in the order given."""
    labels: Mapping[str, str]
    """A different label for each badge, by key."""
    rankings: Mapping[str, tuple[Decision, ...]]
    """Decisions by audience, best first."""
    places: Mapping[str, Mapping[str, Place | None]]
    """Place by audience and badge key; None where nothing that carries weight applies to the badge."""
    place_changes: tuple[PlaceChange, ...]
    """Every pair of badges that changes order for certain, for every two audiences."""
    decision_changes: tuple[DecisionChange, ...]
    """Badges that are not decided alike, in the order of the first ranking."""

    @property
    def audiences(self) -> tuple[str, ...]:
        """Codes of the audiences."""
        return tuple(one.rater for one in self.sets)

    @property
    def badges(self) -> tuple[str, ...]:
        """Badge keys, in the order of the first audience's ranking."""
        return tuple(decision.badge for decision in self.rankings[self.audiences[0]])

    def weight(self, audience: str, criterion: str) -> int:
        """Return the weight an audience gives to a criterion, in basis points."""
        return next(one for one in self.sets if one.rater == audience).as_mapping()[criterion]

    @cached_property
    def moved(self) -> tuple[str, ...]:
        """Badges that change places for certain between at least two audiences."""
        return tuple(
            key for key in self.badges if any(self.changes_place(key, *pair) for pair in combinations(self.audiences, 2))
        )

    def changes_place(self, badge: str, first: str, second: str) -> bool:
        """Tell whether a badge has another place for two audiences, whatever is missing."""
        was, now = self.places[first][badge], self.places[second][badge]
        return was is not None and now is not None and (was.worst < now.best or now.worst < was.best)

    def changes(self, first: str, second: str, badge: str | None = None) -> tuple[PlaceChange, ...]:
        """Return the pairs that change order between two audiences, of all badges or of one."""
        pair = {first, second}
        return tuple(one for one in self.place_changes if {*one.audiences} == pair and badge in {None, one.gains, one.loses})

    def responsible(self, changes: Iterable[PlaceChange]) -> tuple[str, ...]:
        """Return the criterion that does most over several changes of order; several if they tie, none if gaps hide it."""
        totals: dict[str, Fraction] = {}
        for shift in (shift for change in changes for shift in change.shifts):
            totals[shift.criterion] = totals.get(shift.criterion, Fraction(0)) + shift.least
        return largest(totals)


def audience_lens(
    rubric: Rubric, badges: Sequence[Badge], answers_by_badge: Mapping[str, Answers], sets: Sequence[WeightSet]
) -> AudienceLens:
    """Rank badges by the weights of each audience and find what differs, whatever is missing.

    A change of order counts only if no way to fill the gaps leaves the order as it was. What each criterion does for it is
    exact.

    Parameters
    ----------
    rubric : Rubric
        The version that was rated; its own weights play no part unless they are among the sets.
    badges : sequence of Badge
        The badges.
    answers_by_badge : mapping of badge key to answers
        A badge without an entry counts as not rated.
    sets : sequence of WeightSet
        Weights of two or more audiences; `WeightSet.rater` is the audience's code.

    Raises
    ------
    RecordError
        There is no badge, one is given twice, there are fewer than two sets, two of them have one code, or a set does not
        belong to this rubric.

    Examples
    --------
    >>> from rubric_kit import read_review
    >>> from rubric_kit.model import CriterionWeight, WeightMode, WeightSet
    >>> review = read_review()
    >>> def audience(code, **weights):
    ...     given = [CriterionWeight(criterion=c.id, weight=weights.get(c.id, 0)) for c in review.rubric.criteria]
    ...     wording = review.rubric.wording_fingerprint
    ...     return WeightSet(rater=code, mode=WeightMode.POINTS, wording=wording, weights=tuple(given))
    >>> teacher = audience("teacher", classroom_use=6_000, criteria_clarity=4_000)
    >>> college = audience("college", learning_evidence=6_000, criteria_clarity=4_000)
    >>> lens = audience_lens(review.rubric, review.badges, review.answers, [teacher, college])
    >>> lens.audiences, len(lens.rankings["college"]) == len(review.badges)
    (('teacher', 'college'), True)
    """
    _check_badges(badges)
    _check_sets(rubric, sets)
    rankings = {one.rater: rank(rubric.with_weights(one.as_mapping()), badges, answers_by_badge) for one in sets}
    scores = {name: {one.badge: one.score for one in ranking} for name, ranking in rankings.items()}
    first = [decision.badge for decision in rankings[sets[0].rater]]
    finder = OrderChanges(rubric, badges, answers_by_badge, sets, scores)
    pairs = list(combinations([one.rater for one in sets], 2))
    return AudienceLens(
        rubric=rubric,
        sets=tuple(sets),
        labels=badge_labels(badges),
        rankings=rankings,
        places={name: _places(found) for name, found in scores.items()},
        place_changes=tuple(change for pair in pairs for change in finder.between(pair, first)),
        decision_changes=_decision_changes(rankings, first),
    )


def _places(scores: Mapping[str, Score]) -> dict[str, Place | None]:
    scored = {key: score.ends for key, score in scores.items() if score.full}
    places: dict[str, Place | None] = dict.fromkeys(scores)
    for key, (low, high) in scored.items():
        others = [ends for name, ends in scored.items() if name != key]
        best = 1 + sum(other[0] > high for other in others)
        places[key] = Place(best, 1 + sum(other[1] > low for other in others))
    return places


def _decision_changes(rankings: Mapping[str, Sequence[Decision]], badges: Sequence[str]) -> tuple[DecisionChange, ...]:
    possible = [{one.badge: one.possible for one in ranking} for ranking in rankings.values()]
    rows = (DecisionChange(key, tuple(found[key] for found in possible)) for key in badges)
    return tuple(row for row in rows if len(set(row.possible)) > 1)


def _check_badges(badges: Sequence[Badge]) -> None:
    keys = [badge.key for badge in badges]
    if not keys:
        raise RecordError("an audience lens needs at least one badge, found none; add a badge first", where="badges")
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise RecordError(f"badge {twice[:12]} is given twice; an audience ranks each badge once", where="badges")


def _check_sets(rubric: Rubric, sets: Sequence[WeightSet]) -> None:
    codes = [one.rater for one in sets]
    if len(codes) < 2:
        found = ", ".join(codes) or "none"
        raise RecordError(f"an audience lens needs the weights of two or more audiences, found {found}; add one", where="weights")
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        message = f"two sets of weights are called {twice!r}; give each audience a code of its own"
        raise RecordError(message, where=twice)
    require_fit(rubric, sets)
