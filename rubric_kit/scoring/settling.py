"""What would settle an undetermined decision: the best single question, and the fewest questions that are always enough.

Take one way to fill all gaps and change the level of one criterion only. Where that can change the outcome, the criterion has to
be asked: whoever asks about all the others may find just these levels, and still not know. And these criteria are enough: of two
fillings that agree on them, one turns into the other by changing the remaining criteria one after another, and none of these
steps changes the outcome. So the smallest set is no choice among many: it is the set of criteria that can decide alone,
somewhere. Each is looked for exactly, by splitting boxes of open levels; a box whose outcomes are one needs no splitting.

A withheld criterion that a substitution may carry changes the rules by being asked: once its level is known, nothing is
substituted any more. It is asked only where it has to be. If the level that stays hidden can decide, no set without it is enough;
if it cannot, the other criteria are enough without it. So choices of such criteria are tried from none upwards; only where one
substitution hangs on a criterion that another one carries do all of them have to be tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from rubric_kit.model import BASIS_POINTS, Badge, Criterion, RatingState, Rubric, Settler
from rubric_kit.model.decision import SettlingSet
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.ladder import case_outcomes
from rubric_kit.scoring.possibilities import Possibility, Span, possibilities
from rubric_kit.scoring.trace import standing_outcome

MOST_BOXES = 5_000
"""Boxes that are looked at for one badge before the search is stopped; ten gaps take about two hundred, thirty some thousand."""

Box = Mapping[str, Span]
"""Places that are still open of each criterion that is asked about; what it does not name may be anything."""


def smallest_settling_set(rubric: Rubric, badge: Badge, answers: Answers, *, most_boxes: int = MOST_BOXES) -> SettlingSet | None:
    """Return the fewest gaps that settle a decision together, whatever they turn out to be.

    A withheld criterion counts as known once its level is told. If its holder keeps it withheld, the decision may stay open.

    Parameters
    ----------
    rubric, badge, answers
        As for `decide`.
    most_boxes : int
        Where the search is stopped. The set is then still enough, and perhaps not the smallest; a count and not a clock, so
        that every machine finds the same.

    Returns
    -------
    SettlingSet or None
        None where the decision is determined, where nothing is rated at all, and where no answer can settle it because no
        criterion that carries weight applies.
    """
    if standing_outcome(rubric, badge) is not None:
        return None
    questions = Questions(rubric, badge, answers, possibilities(rubric, badge, answers))
    return questions.settling_set(questions.settlers(), most_boxes)


class Questions:
    """The gaps of one badge that no rule has decided beforehand, and what the answers to them would come to."""

    def __init__(self, rubric: Rubric, badge: Badge, answers: Answers, cases: Sequence[Possibility]) -> None:
        self._rubric = rubric
        self._badge = badge
        self._answers = answers
        nothing: frozenset[str] = frozenset()
        self._frames = {nothing: _Frame(rubric, cases)}
        self._gaps = [one for one in rubric.criteria if self._frames[nothing].matters(one)]
        rules = {rule.withheld for rule in rubric.policy.substitutions}
        self._carried = [one.id for one in self._gaps if one.id in rules and answers.get(one.id) is RatingState.WITHHELD]

    def settlers(self) -> tuple[Settler, ...]:
        """Return the gaps that move the score or the outcome, best single question first."""
        found = []
        for criterion in self._gaps:
            frame = self._frame([criterion.id] if criterion.id in self._carried else ())
            left = [frame.outcomes({criterion.id: (place, place)}) for place in range(len(criterion.levels))]
            settling = sum(len(one) == 1 for one in left)
            settler = Settler(
                criterion=criterion.id,
                alone=settling == len(left),
                settling=settling,
                spread=self._frame(()).spread(criterion),
                ask=criterion.question,
            )
            found.append((settler, Fraction(settling, len(left))))
        found.sort(key=lambda one: (not one[0].alone, -one[1], -one[0].spread))
        return tuple(settler for settler, _ in found)

    def settling_set(self, settlers: Sequence[Settler], most_boxes: int = MOST_BOXES) -> SettlingSet | None:
        """Return the smallest set that settles the decision, or None as `smallest_settling_set` does."""
        if not self._frame(()).is_open({}) or self._nothing_rated():
            return None
        search = _Search(most_boxes)
        alone = [one.criterion for one in settlers if one.alone]
        needed = set(alone[:1]) or self._needed(search)
        names = tuple(one.criterion for one in settlers if one.criterion in needed)
        return SettlingSet(criteria=names, smallest=not search.stopped) if names else None

    def _nothing_rated(self) -> bool:
        applying = self._frame(()).cases[0].spans
        return all(self._answers.get(name) is None for name in applying)

    def _needed(self, search: _Search) -> set[str]:
        """Return the smallest set of criteria that can decide alone, with as few carried ones among those asked as can be."""
        found = self._sets(search)
        conditions = {one.criterion for rule in self._rubric.policy.substitutions for one in rule.when}
        if conditions.isdisjoint(self._carried):
            return next(found, set())
        # One substitution hangs on what another one carries: then which of them is asked about makes sets of several sizes.
        return min(found, key=len, default=set())

    def _sets(self, search: _Search) -> Iterator[set[str]]:
        """Give the set for each choice of carried criteria to ask about, where there is one, from none upwards."""
        for count in range(len(self._carried) + 1):
            for asked in combinations(self._carried, count):
                frame = self._frame(asked)
                if not frame.sum_speaks and not search.settled(frame, self._gaps):
                    continue
                others = {one.id: [other for other in self._gaps if other is not one] for one in self._gaps}
                needed = {name for name, rest in others.items() if name in asked or not search.settled(frame, rest)}
                if needed.intersection(self._carried) <= set(asked):
                    yield needed

    def _frame(self, asked: Sequence[str]) -> _Frame:
        key = frozenset(asked)
        if key not in self._frames:
            known = {**self._answers, **dict.fromkeys(asked, RatingState.UNKNOWN)}
            self._frames[key] = _Frame(self._rubric, possibilities(self._rubric, self._badge, known))
        return self._frames[key]


class _Frame:
    """The policy as a function of the gaps, for one choice of withheld criteria that no substitution carries any more."""

    def __init__(self, rubric: Rubric, cases: Sequence[Possibility]) -> None:
        self.cases = cases
        self._rubric = rubric
        # Without any weight, no levels can speak for or against a cut: even a badge without gaps would be undetermined.
        weight = sum(one.weight for one in rubric.criteria if one.id in cases[0].spans)
        self.sum_speaks = bool(weight) or not rubric.policy.cuts

    def outcomes(self, box: Box) -> set[str]:
        """Return the outcomes that are open in a box."""
        return {one for case in self.cases if (part := _inside(case, box)) for one in case_outcomes(self._rubric, part)}

    def is_open(self, box: Box) -> bool:
        """Tell whether more than one outcome is open in a box."""
        found: set[str] = set()
        for case in self.cases:
            part = _inside(case, box)
            if part is not None:
                found |= case_outcomes(self._rubric, part)
                if len(found) > 1:
                    return True
        return False

    def spread(self, criterion: Criterion) -> int:
        """Return how far a criterion can move the sum, basis points times thousandths of a point."""
        spans = [case.spans[criterion.id] for case in self.cases]
        low, high = min(span[0] for span in spans), max(span[1] for span in spans)
        return criterion.weight * (criterion.levels[high].points - criterion.levels[low].points)

    def matters(self, criterion: Criterion) -> bool:
        """Tell whether anything looks at the levels of a criterion that are still open."""
        if criterion.id not in self.cases[0].spans:
            return False
        every = (0, len(criterion.levels) - 1)
        for case in self.cases:
            low, high = case.spans[criterion.id]
            if case.hidden.get(criterion.id, every) != every:
                # Carried here, and yet another substitution hangs on the level that it hides.
                return True
            if low < high and (criterion.weight or (low, high) != every or self._moves_a_profile(criterion)):
                return True
        return len({case.spans[criterion.id] for case in self.cases}) > 1

    def _moves_a_profile(self, criterion: Criterion) -> bool:
        """Tell whether the lowest and the highest level count differently for a part of a profile."""
        needed = [part.at_least * criterion.top for profile in self._rubric.policy.profiles for part in profile.parts]
        low, high = (level.points * BASIS_POINTS for level in (criterion.levels[0], criterion.levels[-1]))
        return any(low < least <= high for least in needed)


class _Search:
    """Looks into boxes until it knows, or until it has looked into too many."""

    def __init__(self, most_boxes: int) -> None:
        self._left = most_boxes
        self.stopped = False

    def settled(self, frame: _Frame, asked: Sequence[Criterion]) -> bool:
        """Tell whether every way to answer about some criteria leaves one outcome; false if that could not be found out."""
        boxes: list[dict[str, Span]] = [{one.id: (0, len(one.levels) - 1) for one in asked}]
        while boxes:
            box = boxes.pop()
            if not self._left:
                self.stopped = True
                return False
            self._left -= 1
            if not frame.is_open(box):
                continue
            halves = _split(box, asked)
            if not halves:
                return False
            boxes += halves
        return True


def _split(box: dict[str, Span], asked: Sequence[Criterion]) -> list[dict[str, Span]]:
    """Cut a box in two across the criterion that moves the sum furthest; the upper half is looked at first.

    Large steps first and from above is how one would try to hit a cut with coins: the small ones are left to fit in.
    """
    wide = [one for one in asked if box[one.id][0] < box[one.id][1]]
    if not wide:
        return []
    name = max(wide, key=lambda one: _reach(one, box[one.id])).id
    low, high = box[name]
    middle = (low + high) // 2
    return [{**box, name: (low, middle)}, {**box, name: (middle + 1, high)}]


def _reach(criterion: Criterion, span: Span) -> int:
    return criterion.weight * (criterion.levels[span[1]].points - criterion.levels[span[0]].points)


def _inside(case: Possibility, box: Box) -> Possibility | None:
    """Return the part of a case that lies in a box, or None where they do not meet."""
    spans = dict(case.spans)
    for name, (low, high) in box.items():
        # No sum looks at a level that is carried; where a rule does, the criterion has to be asked, and then nothing carries it.
        if name not in case.hidden:
            least, most = max(spans[name][0], low), min(spans[name][1], high)
            if least > most:
                return None
            spans[name] = (least, most)
    return replace(case, spans=spans)
