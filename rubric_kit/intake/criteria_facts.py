"""Facts from the badge's own text: description, criteria narrative and alignments."""

from __future__ import annotations

import re

from rubric_kit.intake.fact_words import ASSESSMENT, CLASSROOM, EVIDENCE_ASKED, FRAMEWORKS, WordTable, words_found
from rubric_kit.intake.observation import Observation, absent, counted, present, unknown
from rubric_kit.model import Badge

_NOT_WORDS = re.compile(r"<[^<>]{0,200}>|https?://\S+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LIST_ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S|<li\b", re.MULTILINE | re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)|\n+")
_ONLY_ADDRESS = "the criteria are only an address, which is never opened"
_NOTHING = "the badge gives neither a criteria text nor an address"


def word_count(text: str) -> int:
    """Count words; addresses and markup are none."""
    return len(_WORD.findall(_NOT_WORDS.sub(" ", text)))


def description_words(badge: Badge) -> Observation:
    """Count the words of the description."""
    return counted(word_count(badge.description), "words in the description", "the description is empty")


def criteria_words(badge: Badge) -> Observation:
    """Count the words of the criteria narrative."""
    number = word_count(badge.criteria_narrative)
    return present("words in the criteria narrative", number=number) if number else _no_narrative(badge)


def criteria_steps(badge: Badge) -> Observation:
    """Count the list items of the criteria narrative, or its sentences if it has no list."""
    text = badge.criteria_narrative
    if not word_count(text):
        return _no_narrative(badge)
    items = len(_LIST_ITEM.findall(text))
    if items:
        return present("list items in the criteria narrative", number=items)
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    return present("sentences in the criteria narrative, which has no list", number=sentences)


def assessment_described(badge: Badge) -> Observation:
    """Look for words about how the earner is judged."""
    return _looked_for(badge, ASSESSMENT, "words about judging", silent=unknown(_silence(badge)))


def evidence_asked(badge: Badge) -> Observation:
    """Look for work that the earner has to hand in."""
    return _looked_for(badge, EVIDENCE_ASKED, "words about work to hand in", silent=unknown(_silence(badge)))


def classroom_use(badge: Badge) -> Observation:
    """Look for use with students, in the description too."""
    found = words_found(CLASSROOM, badge.criteria_narrative, badge.description)
    if found:
        return present("words about use with students stand in the criteria narrative or the description", values=found)
    if badge.criteria_narrative or (badge.description and badge.criteria_url is None):
        return absent("neither the criteria narrative nor the description has words about use with students")
    return unknown(_silence(badge))


def alignment(badge: Badge) -> Observation:
    """Count the alignments."""
    return counted(len(badge.alignments), "alignments listed by the issuer", "the badge lists no alignment")


def alignment_coded(badge: Badge) -> Observation:
    """Count the alignments that somebody could look up: a framework or address, and a code."""
    number = sum(1 for one in badge.alignments if one.target_code and (one.target_framework or one.target_url))
    return counted(
        number, "alignments with a code and a framework or address", "no alignment has both a code and a framework or address"
    )


def frameworks(badge: Badge) -> Observation:
    """Recognise the frameworks of the alignments."""
    texts = [text for one in badge.alignments for text in (one.target_framework, one.target_url, one.target_name) if text]
    # In addresses words are joined by underscores and per cent signs, which hide them from a word search.
    found = words_found(FRAMEWORKS, *(re.sub(r"_|%20|\+", " ", text) for text in texts))
    if found:
        return present("recognised by words in the alignments", values=found)
    return absent("no alignment names a framework known here" if badge.alignments else "the badge lists no alignment")


def _looked_for(badge: Badge, table: WordTable, what: str, *, silent: Observation) -> Observation:
    if not word_count(badge.criteria_narrative):
        return silent
    found = words_found(table, badge.criteria_narrative)
    if found:
        return present(f"{what} stand in the criteria narrative", values=found)
    return absent(f"the criteria narrative has no {what}")


def _no_narrative(badge: Badge) -> Observation:
    return unknown(_ONLY_ADDRESS) if badge.criteria_url else absent(_NOTHING, number=0)


def _silence(badge: Badge) -> str:
    return _ONLY_ADDRESS if badge.criteria_url else _NOTHING
