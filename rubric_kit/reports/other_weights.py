"""Would other weights change this? What holds under every weighting, what is close to flipping, what each audience sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from rubric_kit.charts import Display, acceptance_bars, audience_places, weight_modes, weight_spread
from rubric_kit.comparing.audience_lens import AudienceLens, audience_lens
from rubric_kit.comparing.audience_words import explain_audiences, explain_place_change
from rubric_kit.comparing.order_change import PlaceChange
from rubric_kit.model import Decision, Rubric, WeightMode, WeightSet
from rubric_kit.model.rule_words import exact_share
from rubric_kit.reports.section import Section, section
from rubric_kit.scoring.robustness import (
    Acceptance,
    Weightings,
    acceptances,
    certain_under_all,
    count_certain,
    gate_diagnostics,
    nearest_move,
    weightings_words,
)
from rubric_kit.scoring.weighing import MODES, effective_weights, group_weights, weights_of
from rubric_kit.scoring.weighing.fit import require_fit
from rubric_kit.workspace import Review

CLOSE = 500
"""A decision is close to another one if no more than so many basis points of weight have to move."""
_OURS = "us"
"""Code of the rubric's own weights among the audiences."""
_EVERY = (
    "Every weighting means every way to spread 100 points over the criteria, also one that gives them all to a single criterion."
)
_MOST_AUDIENCES = 5
"""Most people who are shown as audiences one by one; of more, those who weigh alike are taken together."""
_MOST_PAIRS = 3
"""Most pairs of badges that are told for each audience; the chart and its table have all badges."""


class OtherWeights:
    """Sections about weights other than the rubric's own.

    Parameters
    ----------
    review : Review
        What was read.
    decisions : sequence of Decision
        Decisions by the rubric's own weights, best first.
    sets : sequence of WeightSet
        Weights of other people or audiences; without any, the sections about audiences are empty.

    Raises
    ------
    RecordError
        A set does not belong to the rubric.
    """

    def __init__(self, review: Review, decisions: Sequence[Decision], sets: Sequence[WeightSet] = ()) -> None:
        require_fit(review.rubric, sets)
        self._rubric, self._answers, self._labels = review.rubric, review.answers, review.labels
        self._badges = review.badges
        self._decisions = decisions
        self.sets = tuple(sets)

    def certainty(self) -> Section:
        """Say how many badges are decided the same under every weighting, and what the weights can change for the others."""
        count = count_certain(self._rubric, self._badges, self._answers)
        words = [f"{count.sentence} {_EVERY}"]
        if count.certain < count.badges:
            words.append(self._others())
        around = weightings_words(self._rubric, Weightings.AROUND)
        return section("other_weights", " ".join(words), words=words, around=around)

    def acceptance(self) -> Display | Section:
        """Chart the share of weightings that accept a badge, for the badges of which it is neither all nor none."""
        shown = {key: share for key, share in self._shares.items() if _varies(share)}
        if not shown:
            return _paragraph("")
        around = acceptances(self._rubric, self._badges, self._answers, weightings=Weightings.AROUND)
        return acceptance_bars(shown, self._labels, around={key: around[key] for key in shown}, certain=self._certain)

    def closest(self) -> Section:
        """Show the badges whose decision a small move of weight changes, and the gates that do nothing on these badges."""
        rows = self._close_rows()
        gates = [
            one.sentence for one in gate_diagnostics(self._rubric, self._badges, self._answers) if one.finding != "stops_some"
        ]
        return section("closest", f"Close to another decision: {len(rows)}", rows=rows, gates=gates, limit=exact_share(CLOSE))

    def audiences(self) -> Section:
        """Say what changes with the weights of each audience, and why."""
        lens = self._lens
        if lens is None:
            return _paragraph("")
        told = [
            {"summary": explain_audiences(lens, _own(lens), other), "pairs": _pairs(lens, _own(lens), other)}
            for other in lens.audiences[1:]
        ]
        reasons = [(one.rater, one.note) for one in self.sets if one.note.strip()]
        notes = self._audience_notes()
        return section("audiences", " ".join(str(one["summary"]) for one in told), told=told, reasons=reasons, notes=notes)

    def places(self) -> Display | Section:
        """Chart the places of the badges for each audience."""
        return _paragraph("") if self._lens is None else audience_places(self._lens)

    def spread(self) -> Display | Section:
        """Chart how far apart the people are on each criterion, if there are two or more."""
        people = self._people
        if len(people) < 2:
            return _paragraph("")
        return weight_spread(self._rubric, group_weights(self._rubric, people, centre="mean"))

    def modes(self) -> Display | Section:
        """Chart the weights of the first person who weighed in more than one way, beside the effective ones."""
        counts = Counter(one.rater for one in self.sets)
        twice = next((one.rater for one in self.sets if counts[one.rater] > 1), None)
        if twice is None:
            return _paragraph("")
        sets = [one for one in self.sets if one.rater == twice][:3]
        weighed = self._rubric.with_weights(sets[0].as_mapping())
        return weight_modes(self._rubric, sets, effective=effective_weights(weighed, self._answers))

    def facts(self) -> list[tuple[str, str]]:
        """Return what the report was made from beside the review, as names and values."""
        if not self.sets:
            return []
        return [("Other weights", ", ".join(f"{one.rater} ({MODES[one.mode].name})" for one in self.sets))]

    @cached_property
    def _shares(self) -> dict[str, Acceptance]:
        found = acceptances(self._rubric, self._badges, self._answers)
        return {decision.badge: found[decision.badge] for decision in self._decisions}

    @cached_property
    def _certain(self) -> set[str]:
        return {one.key for one in self._badges if certain_under_all(self._rubric, one, self._answers.get(one.key, {}))}

    @cached_property
    def _people(self) -> tuple[WeightSet, ...]:
        """The last set of each person."""
        return tuple({one.rater: one for one in self.sets}.values())

    @cached_property
    def _lens(self) -> AudienceLens | None:
        if not self.sets:
            return None
        others = self._people if len(self._people) <= _MOST_AUDIENCES else self._factions()
        codes = {one.rater for one in others}
        own = _OURS
        while own in codes:
            own = f"{own}-here"
        sets = [weights_of(self._rubric, own, WeightMode.POINTS, _weights(self._rubric)), *others]
        return audience_lens(self._rubric, self._badges, self._answers, sets)

    def _factions(self) -> tuple[WeightSet, ...]:
        """Return the mean weights of the people who weigh alike, the largest factions first."""
        return tuple(
            weights_of(self._rubric, f"group-{number}", WeightMode.DIRECT, self._mean(codes))
            for number, codes in enumerate(self._faction_codes, start=1)
        )

    @cached_property
    def _faction_codes(self) -> list[tuple[str, ...]]:
        return list(group_weights(self._rubric, self._people, centre="mean").factions[:_MOST_AUDIENCES])

    def _mean(self, codes: Sequence[str]) -> Mapping[str, int]:
        members = [one for one in self._people if one.rater in codes]
        return group_weights(self._rubric, members, centre="mean").as_mapping()

    def _others(self) -> str:
        """Say what the weights can change for the badges that are not certain."""
        left = {key: share for key, share in self._shares.items() if key not in self._certain}
        always = sum(share.low == 1 for share in left.values())
        never = sum(not share.high for share in left.values())
        parts = [f"{always} {'is' if always == 1 else 'are'} accepted under every weighting"] if always else []
        parts += [f"{never} under none"] if never else []
        kept = f"Of the other {len(left)}, {' and '.join(parts)}, and only the kind of outcome varies." if parts else ""
        varying = len(left) - always - never
        asked = f"Whether they are accepted depends on the weights, or on what is missing, for {varying}." if varying else ""
        return " ".join(part for part in (kept, asked) if part)

    def _close_rows(self) -> list[dict[str, str]]:
        badge = {one.key: one for one in self._badges}
        found = []
        for decision in self._decisions:
            move = nearest_move(self._rubric, badge[decision.badge], self._answers.get(decision.badge, {}))
            if move is not None and decision.outcome is not None and sum(units for _, _, units in move.moves) <= CLOSE:
                now = self._rubric.policy.outcome(decision.outcome).name
                row = {"label": self._labels[decision.badge], "now": now, "sentence": move.sentence}
                found.append((move.distance, row))
        # Equal distances stay in the order of the ranking.
        return [row for _, row in sorted(found, key=lambda one: one[0])]

    def _audience_notes(self) -> list[str]:
        counts = Counter(one.rater for one in self.sets)
        notes = [f"{code} weighed in {count} ways; the last one counts here." for code, count in counts.items() if count > 1]
        if len(self._people) > _MOST_AUDIENCES:
            notes += [
                f"group-{number}, who weigh alike and are taken together: {', '.join(codes)}."
                for number, codes in enumerate(self._faction_codes, start=1)
            ]
        return notes


def _varies(share: Acceptance) -> bool:
    return share.high > 0 and share.low < 1


def _weights(rubric: Rubric) -> dict[str, int]:
    return {criterion.id: criterion.weight for criterion in rubric.criteria}


def _own(lens: AudienceLens) -> str:
    return lens.audiences[0]


def _pairs(lens: AudienceLens, first: str, second: str) -> list[str]:
    """Tell the pairs that change places by the largest move of one criterion."""
    swapped = [one for one in lens.changes(first, second) if one.swapped]
    return [explain_place_change(lens, one) for one in sorted(swapped, key=_largest_shift, reverse=True)[:_MOST_PAIRS]]


def _largest_shift(change: PlaceChange) -> Fraction:
    return max(one.least for one in change.shifts)


def _paragraph(words: str) -> Section:
    return section("paragraph", words, words=words)
