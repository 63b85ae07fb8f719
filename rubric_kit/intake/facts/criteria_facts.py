"""Facts from the badge's own words: description and criteria narrative."""

from __future__ import annotations

from functools import lru_cache

from rubric_kit.intake.facts.observation import Observation, absent, counted, present, unknown
from rubric_kit.intake.facts.statements import evidence_demands
from rubric_kit.intake.facts.text_reading import read_text
from rubric_kit.model import Badge

GRADE_WORDS = 30
"""Fewest words for which a school grade is worked out."""
_TOP_GRADE = 20
_ONLY_ADDRESS = "the criteria are only an address, which is never opened"
_NOTHING = "the badge gives neither a criteria text nor an address"
_FOREIGN = "the words looked for are English, and the badge states another language"


def word_count(text: str) -> int:
    """Count words; addresses and markup are none."""
    return read_text(text).words if text else 0


def words_may_hide(badge: Badge) -> bool:
    """Tell whether words that were not found may be there all the same: behind a link or in another language."""
    return not english(badge) or not word_count(badge.criteria_narrative)


def english(badge: Badge) -> bool:
    """Tell whether the badge is in English, or states no language."""
    return badge.language is None or badge.language.partition("-")[0].lower() in {"en", "eng", "english"}


def criteria_observations(badge: Badge) -> dict[str, Observation]:
    """Observe all that depends on the description and the criteria."""
    place = badge.criteria_url is not None
    return dict(_observed(badge.description, badge.criteria_narrative, has_url=place, in_english=english(badge)))


@lru_cache(maxsize=512)
def _observed(description: str, narrative: str, *, has_url: bool, in_english: bool) -> tuple[tuple[str, Observation], ...]:
    words = word_count(narrative)
    silence = _ONLY_ADDRESS if has_url else _NOTHING
    behind = None if words else silence
    return (
        ("description_words", counted(word_count(description), "words in the description", "the description is empty")),
        ("criteria_words", _words(words, silence, has_url=has_url)),
        ("criteria_steps", _steps(narrative, words, silence, has_url=has_url)),
        ("criteria_grade", _grade(narrative, words, silence, in_english=in_english, has_url=has_url)),
        (
            "assessment_described",
            _looked_for("assessment", narrative, "words about judging", behind, in_english=in_english),
        ),
        (
            "evidence_asked",
            _looked_for("evidence_asked", narrative, "words about work to hand in", behind, in_english=in_english),
        ),
        ("evidence_required", _demanded(narrative, behind, in_english=in_english)),
        ("classroom_use", _classroom(description, narrative, silence, has_url=has_url, in_english=in_english)),
    )


def _words(number: int, silence: str, *, has_url: bool) -> Observation:
    return present("words in the criteria narrative", number=number) if number else _no_narrative(silence, has_url=has_url)


def _steps(narrative: str, words: int, silence: str, *, has_url: bool) -> Observation:
    """Count the list items of the criteria narrative, or its sentences if it has no list."""
    if not words:
        return _no_narrative(silence, has_url=has_url)
    reading = read_text(narrative)
    if reading.list_items:
        return present("list items in the criteria narrative", number=reading.list_items)
    return present("sentences in the criteria narrative, which has no list", number=len(reading.sentences))


def _grade(narrative: str, words: int, silence: str, *, in_english: bool, has_url: bool) -> Observation:
    """Work out the Automated Readability Index (Senter & Smith 1967) in whole numbers, rounded half up."""
    if not words:
        return unknown(silence) if has_url else absent(silence)
    if not in_english:
        return unknown("the readability measure is made for English, and the badge states another language")
    if words < GRADE_WORDS:
        return unknown(f"the criteria narrative has fewer than {GRADE_WORDS} words, too few for a readability measure")
    reading = read_text(narrative)
    grade = readability_grade(reading.letters, words, len(reading.sentences))
    return present(f"US school grade of the criteria narrative (Automated Readability Index, 0 to {_TOP_GRADE})", number=grade)


def readability_grade(letters: int, words: int, sentences: int) -> int:
    """Return the Automated Readability Index as a whole grade from 0 to 20.

    The index is 4.71 letters per word + 0.5 words per sentence - 21.43 (Senter & Smith 1967, AMRL-TR-66-220).

    Examples
    --------
    >>> readability_grade(200, 40, 4)
    7
    """
    hundredths = 471 * letters * sentences + 50 * words * words - 2143 * words * sentences
    whole = 100 * words * sentences
    return min(max((2 * hundredths + whole) // (2 * whole), 0), _TOP_GRADE)


def _looked_for(table: str, narrative: str, what: str, silence: str | None, *, in_english: bool) -> Observation:
    if silence:
        return unknown(silence)
    found = read_text(narrative).found(table)
    if found:
        return present(f"{what} stand in the criteria narrative", values=found)
    return absent(f"the criteria narrative has no {what}") if in_english else unknown(_FOREIGN)


def _demanded(narrative: str, silence: str | None, *, in_english: bool) -> Observation:
    """Tell whether work to hand in is required, asked for without saying so, or optional."""
    if silence:
        return unknown(silence)
    told = evidence_demands(narrative)
    if told:
        return present("told by words such as must, submit or optional beside work to hand in", values=told)
    return absent("the criteria narrative asks for no work to hand in") if in_english else unknown(_FOREIGN)


def _classroom(description: str, narrative: str, silence: str, *, has_url: bool, in_english: bool) -> Observation:
    """Look for use with students, in the description too; labels come in the order of the table."""
    found = {word for text in (narrative, description) if text for word in read_text(text).found("classroom")}
    if found:
        return present(
            "words about use with students stand in the criteria narrative or the description", values=tuple(sorted(found))
        )
    if not narrative and (not description or has_url):
        return unknown(silence)
    if not in_english:
        return unknown(_FOREIGN)
    return absent("neither the criteria narrative nor the description has words about use with students")


def _no_narrative(silence: str, *, has_url: bool) -> Observation:
    return unknown(silence) if has_url else absent(silence, number=0)
