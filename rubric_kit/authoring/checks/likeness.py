"""Rules on texts that are too much alike: criteria that overlap (L07) and levels that say the same (L08)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.grading import plain_content
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import CriterionSheet, Sheet, per_criterion
from rubric_kit.authoring.checks.word_list import Words, read
from rubric_kit.model import Severity

_OVERLAP = 60
"""Per cent of the words of two criteria together that they share."""
_FEWEST_WORDS = 3
_FEWEST_IN_ANOTHER_ORDER = 5


# ---- L07 ----


def _look_for_overlap(sheet: Sheet) -> Iterator[Hit]:
    if sheet.words is None:
        return
    bags = [_stems(one, sheet.words) for one in sheet.criteria]
    count = Counter(stem for bag in bags for stem in bag)
    # What most criteria say, such as "badge", tells none of them from another.
    common = {stem for stem, times in count.items() if len(bags) > 3 and 2 * times > len(bags)}
    for (at, one), (later, other) in combinations(enumerate(bags), 2):
        shared, all_words = (one & other) - common, (one | other) - common
        if len(shared) >= _FEWEST_WORDS and 100 * len(shared) >= _OVERLAP * len(all_words):
            criterion, first = sheet.criteria[later], sheet.criteria[at]
            message = f"It shares {100 * len(shared) // len(all_words)} of 100 of its words with {first.name or first.id}."
            yield Hit(criterion.path, "", message)


@lru_cache(maxsize=256)
def _stems(criterion: CriterionSheet, words: Words) -> frozenset[str]:
    texts = (*criterion.heading, *criterion.cells)
    return frozenset[str]().union(*(plain_content(read(cell.text), words) for cell in texts))


# ---- L08 ----


def _look_for_twins(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    seen: dict[tuple[str, ...], str] = {}
    shuffled: dict[tuple[str, ...], str] = {}
    names = {level.cell.path: level.name or level.id for level in criterion.levels}
    articles = words.parts.articles
    for cell in criterion.cells:
        said = tuple(words.stem(one.word) for one in read(cell.text).tokens if one.word not in articles) or (cell.text,)
        order = tuple(sorted(said))
        twin = seen.get(said) or (shuffled.get(order) if len(said) >= _FEWEST_IN_ANOTHER_ORDER else None)
        if twin is not None:
            quoted = cell.text.strip() if len(cell.text) <= 120 else ""
            yield Hit(cell.path, quoted, f"This level says the same as «{names[twin]}».")
        else:
            seen[said] = shuffled[order] = cell.path


RULES = (
    Rule(
        7,
        "Two criteria that overlap",
        Severity.INFO,
        why="What two criteria both ask for counts twice.",
        source="Stevens and Levi, meta-rubric (Syracuse University): dimensions are distinct",
        rewrite="Join the two, or say in each what the other leaves out.",
        look=_look_for_overlap,
        needs=("function_words",),
    ),
    Rule(
        8,
        "Levels that say the same",
        Severity.ERROR,
        why="A rater cannot choose between two levels with the same words.",
        source="Stevens and Levi, meta-rubric (Syracuse University): descriptions differ from each other",
        rewrite="Say what one sees at the higher level that is not there at the lower one, or take one of them out.",
        look=per_criterion(_look_for_twins),
        needs=("function_words",),
    ),
)
