"""Cuts that gut calls speak for, beside the adopted one. They are a recommendation: nothing here changes the policy.

Contrasting groups: of the people's calls, those that accept by gut should score on or above the cut and those that do not below
it; the cut that misplaces the fewest is told, and where several do equally well, their whole range. Borderline group: the median
score of what somebody was unsure about. Both are described in Livingston and Zieky, "Passing Scores" (1982).

What counts. A call enters with the score of the same person's ratings, or with the panel's. A score with gaps enters as an
interval and never as its midpoint: what follows is then the range of cuts over all ways to fill the gaps. A call is left out, and
counted, where its badge was not rated, where nothing applies that carries weight, and where a gate or a standing rule decides,
since no cut could. With fewer than 5 people, 6 badges or 10 calls in a group there is no recommendation, only the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS, GutCall, Policy, RecommendedCut, Rubric
from rubric_kit.scoring.gut.best_cut import BestCuts, CutRange, best_cuts, misplaced
from rubric_kit.scoring.gut.call_group import CallGroup, ScoredCall
from rubric_kit.scoring.gut.contrast import GutContrast, RubricScore
from rubric_kit.scoring.gut.normal_crossing import crossing_of
from rubric_kit.scoring.gut.recommendation_words import (
    adopted_words,
    borderline_words,
    contrast_words,
    crossing_words,
    deciding_words,
    group_words,
)
from rubric_kit.scoring.gut.tally import Side
from rubric_kit.scoring.triage.past import Verdict, verdict

FEWEST_RATERS = 5
FEWEST_BADGES = 6
FEWEST_CALLS = 10
"""Calls that a group must hold."""
CAVEAT = "This holds only if people decided by gut before they knew the score; who knew it has only said the score again."


class CutMethod(StrEnum):
    """How a recommendation was found."""

    CONTRASTING = "contrasting groups"
    BORDERLINE = "borderline group"


@dataclass(frozen=True)
class CutRecommendation:
    """A cut that gut calls speak for, or the reason why they cannot."""

    method: CutMethod
    """How it was found."""
    panel: bool
    """Whether calls were set against the panel's score, and not each person's own."""
    outcome: str | None
    """Id of the outcome it is about, the lowest that accepts; None if no score can accept."""
    adopted: int | None
    """Cut of that outcome in basis points that decides now; None if it has none."""
    deciding: str
    """What that cut is called: adopted, or not adopted yet, or that there is none."""
    groups: tuple[CallGroup, ...]
    """Groups of calls: accept and not, or the unsure."""
    ranges: tuple[CutRange, ...]
    """Recommended cuts, lowest first; empty where it is refused."""
    fewest: tuple[int, int] | None
    """How many calls the best cut misplaces, at least and at most; None for a borderline group."""
    by_adopted: tuple[int, int] | None
    """How many the adopted cut misplaces, in the same way."""
    crossing: float | None
    """Where normal curves of the two groups cross, as a share; a second figure that decides nothing."""
    refusal: str
    """Why nothing is recommended; empty if something is."""
    left_out: tuple[str, ...]
    """Sentences about calls that do not count."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, what it rests on and what it does not say, for the room."""
        return (self.finding, *self._basis(), *self.left_out)

    @property
    def finding(self) -> str:
        """The recommendation beside the adopted cut, or why there is none."""
        title = str(self.method).capitalize()
        if self.refusal:
            return f"{title}: no cut is recommended, because {self.refusal}."
        beside = adopted_words(self.deciding, self.adopted, self.ranges, self.by_adopted)
        return f"{title}, a recommendation that decides nothing: {self._words()} {beside}"

    def record(self) -> RecommendedCut | None:
        """Return the recommendation as a policy keeps it; None where it is refused.

        A policy's record holds one number. It is the one of the range that lies nearest to the adopted cut, since nothing in the
        calls asks for a further move; without an adopted cut it is the highest of the range.
        """
        if self.refusal or self.outcome is None:
            return None
        calls = [call for group in self.groups for call in group.calls]
        people, badges = len({one.rater for one in calls}), len({one.badge for one in calls})
        method = f"{self.method}, {people} people, {badges} badges, {len(calls)} gut calls"
        reason = " ".join((f"{self._words()[0].upper()}{self._words()[1:]}", *self._basis()))
        return RecommendedCut(at_least=self._nearest(), outcome=self.outcome, method=method, reason=reason)

    def _words(self) -> str:
        if self.fewest is None:
            return borderline_words(self.ranges[0])
        return contrast_words(self.ranges, self.fewest, sum(len(one.calls) for one in self.groups))

    def _basis(self) -> Iterator[str]:
        yield from (group_words(one, panel=self.panel) for one in self.groups if one.calls)
        if self.refusal:
            return
        if self.method is CutMethod.CONTRASTING:
            yield crossing_words(self.crossing, [len(one.points) for one in self.groups], FEWEST_CALLS)
        yield CAVEAT

    def _nearest(self) -> int:
        shares = [_inside(one, self.adopted) for one in self.ranges]
        return shares[-1] if self.adopted is None else min(shares, key=lambda share: abs(share - (self.adopted or 0)))


def cut_recommendations(rubric: Rubric, contrast: GutContrast, *, panel: bool = False) -> tuple[CutRecommendation, ...]:
    """Return the cut that contrasting groups recommend, and the one that the borderline group does.

    Parameters
    ----------
    rubric : Rubric
        The version that the contrast was made with.
    contrast : GutContrast
        What `gut_contrast` returned.
    panel : bool
        Whether each call is set against the score of all raters together, and not against the same person's own.

    Raises
    ------
    RecordError
        The contrast was made with another version of the rubric.
    """
    if contrast.rubric != rubric.fingerprint:
        found = f"the gut calls were compared with another version than {rubric.version} of {rubric.id!r}"
        raise RecordError(f"{found}; compare them with this version first", where=rubric.id)
    calls, left_out = _counted(contrast, panel=panel)
    accept, no, unsure = (CallGroup(call, tuple(calls[call])) for call in (GutCall.ACCEPT, GutCall.NOT, GutCall.UNSURE))
    outcome, adopted = _accepting(rubric.policy)
    deciding = deciding_words(rubric.policy, outcome, adopted)
    thin = _too_few(outcome, [*accept.calls, *no.calls, *unsure.calls])

    def recommend(method: CutMethod, groups: tuple[CallGroup, ...], best: BestCuts | None) -> CutRecommendation:
        refusal = thin or _thin_group(groups) or (_no_contrast(accept, no, best) if best else "")
        ranges = () if refusal else best.ranges if best else _median(groups[0])
        return CutRecommendation(
            method=method,
            panel=panel,
            outcome=outcome,
            adopted=adopted,
            deciding=deciding,
            groups=groups,
            ranges=ranges,
            fewest=best.fewest if best and ranges else None,
            by_adopted=_by(adopted, groups) if best and ranges else None,
            crossing=_crossing(groups) if best and ranges else None,
            refusal=refusal,
            left_out=left_out,
        )

    best = best_cuts(accept.spans, no.spans)
    return recommend(CutMethod.CONTRASTING, (accept, no), best), recommend(CutMethod.BORDERLINE, (unsure,), None)


def _counted(contrast: GutContrast, *, panel: bool) -> tuple[dict[GutCall, list[ScoredCall]], tuple[str, ...]]:
    """Sort the calls by what they say, and tell how many do not count."""
    calls: dict[GutCall, list[ScoredCall]] = {call: [] for call in GutCall}
    out: Counter[str] = Counter()
    for row in contrast.rows:
        score = contrast.panel[row.badge] if panel else row.own
        reason = _left_out(score)
        if reason:
            out[reason] += 1
        else:
            calls[row.call].append(ScoredCall(row.rater, row.badge, (score.low, score.high)))
    told = (f"Left out: {number} call{'s' if number > 1 else ''} {reason}." for reason, number in sorted(out.items()))
    return calls, tuple(told)


def _left_out(score: RubricScore) -> str:
    if score.side is Side.UNRATED:
        return "on a badge without a rating to set beside it"
    if score.by_rule:
        return "on a badge that a gate or a standing rule decides, whatever the score"
    return "on a badge to which nothing applies that carries weight" if score.low < 0 else ""


def _accepting(policy: Policy) -> tuple[str | None, int | None]:
    """Return the lowest outcome that a score accepts with, and its adopted cut."""
    accepting = [one.id for one in policy.outcomes if verdict(policy, one.id) is Verdict.ACCEPTED]
    cuts = [cut for cut in policy.cuts if cut.outcome in accepting]
    if cuts:
        return cuts[-1].outcome, cuts[-1].at_least
    profiled = [one for one in accepting if any(profile.outcome == one for profile in policy.profiles)]
    return (profiled[-1], None) if profiled else (None, None)


def _too_few(outcome: str | None, calls: list[ScoredCall]) -> str:
    if outcome is None:
        return "no outcome of the policy accepts by a score"
    people, badges = len({one.rater for one in calls}), len({one.badge for one in calls})
    if people < FEWEST_RATERS:
        return f"{FEWEST_RATERS} people are needed and {people} made calls that count"
    if badges < FEWEST_BADGES:
        return f"{FEWEST_BADGES} badges are needed and calls that count are about {badges}"
    return ""


def _thin_group(groups: tuple[CallGroup, ...]) -> str:
    words = {GutCall.ACCEPT: "accept", GutCall.NOT: "do not accept", GutCall.UNSURE: "are unsure"}
    thin = [one for one in groups if len(one.calls) < FEWEST_CALLS]
    return f"{FEWEST_CALLS} calls that {words[thin[0].call]} are needed and there are {len(thin[0].calls)}" if thin else ""


def _no_contrast(accept: CallGroup, no: CallGroup, best: BestCuts) -> str:
    smaller = min(len(accept.calls), len(no.calls))
    if best.fewest[0] < smaller:
        return ""
    return f"even the best cut would misplace {smaller} calls, as many as accepting everything or nothing would"


def _median(group: CallGroup) -> tuple[CutRange, ...]:
    quartiles = group.quartiles
    return (CutRange(*quartiles.median, above=False),) if quartiles else ()


def _by(adopted: int | None, groups: tuple[CallGroup, ...]) -> tuple[int, int] | None:
    accept, no = (group.spans for group in groups)
    return None if adopted is None else misplaced(accept, no, Fraction(adopted, BASIS_POINTS))


def _crossing(groups: tuple[CallGroup, ...]) -> float | None:
    accept, no = (group.points for group in groups)
    return crossing_of(accept, no) if min(len(accept), len(no)) >= FEWEST_CALLS else None


def _inside(one: CutRange, adopted: int | None) -> int:
    """Return the cut of a range, in whole basis points, that lies nearest to the adopted one, or the highest."""
    highest = floor(one.high * BASIS_POINTS)
    lowest = floor(one.low * BASIS_POINTS) + 1 if one.above else ceil(one.low * BASIS_POINTS)
    return min(highest if adopted is None else max(adopted, lowest), highest)
