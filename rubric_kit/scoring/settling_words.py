"""The questions that settle a decision, as sentences for the room and for a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rubric_kit.model import Decision, RatingState, Rubric
from rubric_kit.model.decision import SettlingSet

_NUMBERS = dict(enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1))


def settling_sentence(rubric: Rubric, decision: Decision) -> str:
    """Say what to ask so that the decision is sure, whatever the answers; empty where it is sure already.

    Parameters
    ----------
    rubric : Rubric
        The version that decided.
    decision : Decision
        What `decide` returned with `what_if`.

    Examples
    --------
    >>> from rubric_kit import read_review
    >>> from rubric_kit.scoring import decide
    >>> review = read_review()
    >>> badge = next(badge for badge in review.badges if badge.name == "HTML Basics")
    >>> settling_sentence(review.rubric, decide(review.rubric, badge, review.answers[badge.key])).partition(":")[0]
    'Ask the issuer one thing and the decision is sure, whatever the answer'
    """
    if decision.outcome is not None:
        return ""
    if not any(part.rated for part in decision.score.criteria if part.state is not RatingState.NOT_APPLICABLE):
        return "Nothing is rated yet. Rate it first."
    found = decision.settling
    if found is None:
        return "No answer can make this decision sure: no criterion that carries weight applies."
    sentences = [_what_to_ask(rubric, decision, found), *_first_of_many(rubric, decision, found)]
    withheld = {part.criterion for part in decision.score.criteria if part.state is RatingState.WITHHELD}
    private = [rubric.criterion(name).name for name in found.criteria if name in withheld]
    if private:
        are = "is" if len(private) == 1 else "are"
        sentences.append(f"{_list_words(private)} {are} withheld; if that cannot be told, the decision may stay open.")
    if not found.smallest:
        sentences.append("Perhaps fewer are enough: there were too many ways to fill the gaps to look at all of them.")
    return " ".join(sentences)


def _what_to_ask(rubric: Rubric, decision: Decision, found: SettlingSet) -> str:
    rated = {part.criterion for part in decision.score.criteria if part.rated}
    asked = [name for name in found.criteria if name in rated]
    unrated = [name for name in found.criteria if name not in rated]
    count = len(found.criteria)
    several = "s" if count > 1 else ""
    things = f"{_NUMBERS.get(count, count)} thing{several}"
    sure = f"and the decision is sure, whatever the answer{several}"
    if not unrated:
        return f"Ask the issuer {things} {sure}: {_questions(rubric, asked)}."
    if not asked:
        return f"Rate {things} {sure}: {_questions(rubric, unrated)}."
    return f"Learn {things} {sure}. Ask the issuer: {_questions(rubric, asked)}. Rate: {_questions(rubric, unrated)}."


def _first_of_many(rubric: Rubric, decision: Decision, found: SettlingSet) -> Iterator[str]:
    first = next((one for one in decision.settlers if one.criterion == found.criteria[0]), None)
    if len(found.criteria) > 1 and first is not None and first.settling:
        criterion = rubric.criterion(first.criterion)
        levels = f"{first.settling} of its {len(criterion.levels)} levels"
        yield f"Start with {criterion.name}: {levels} settle{'s' if first.settling == 1 else ''} it alone."


def _questions(rubric: Rubric, names: Sequence[str]) -> str:
    return ", ".join(f"{rubric.criterion(name).name} ({rubric.criterion(name).question})" for name in names)


def _list_words(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
