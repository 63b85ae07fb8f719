"""Texts that want to break the checks: anything at all, very long, and made to keep a pattern busy."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import draft_of, starter_rubric
from rubric_kit.authoring.checks import check_rubric, open_checks
from rubric_kit.authoring.checks.reading import MOST_FOUND, outside, tokens_of
from rubric_kit.authoring.checks.sheet import MOST_READ
from rubric_kit.authoring.checks.word_list import read, words_for

Draft = dict[str, Any]
BASE = draft_of(starter_rubric())

SPEECH = """often good all not are and or and/or some 1-3 at least three students' photos of students Google NOT MTSS SIOP no
lacks spelling sources creative , . ; ( ) « » " ’ 3.5 50% the person or group unknown n/a Sources: İstanbul ßtraße e\u0301"""
WORDS = st.sampled_from([*SPEECH.split(), "\n", "\u00a0", ""])
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


def cells(draft: Draft) -> dict[str, str]:
    found = {name: draft[name] for name in ("title", "purpose")}
    for criterion in draft["criteria"]:
        path = f"criteria.{criterion['id']}"
        found |= {f"{path}.{field}": criterion[field] for field in ("name", "question")}
        for level in criterion["levels"]:
            found |= {f"{path}.levels.{level['id']}.{field}": level[field] for field in ("name", "descriptor")}
    return found


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    texts=st.lists(TEXTS, min_size=4, max_size=4),
    name=TEXTS,
    question=TEXTS,
    purpose=TEXTS,
    points=st.lists(st.integers(), max_size=4),
)
def test_any_text_is_checked_in_the_same_way_twice_and_what_is_quoted_stands_there(
    texts: list[str], name: str, question: str, purpose: str, points: list[int]
) -> None:
    draft = copy.deepcopy(BASE)
    criterion = draft["criteria"][3]
    criterion |= {"name": name, "question": question}
    for level, text in zip(criterion["levels"], texts, strict=True):
        level["descriptor"] = text
    for level, worth in zip(criterion["levels"], points, strict=False):
        level["points"] = worth
    draft["purpose"] = purpose
    results = check_rubric(draft)
    assert len(results) == 29
    assert check_rubric(copy.deepcopy(draft)) == results
    there = cells(draft)
    for one in (one for result in results for one in result.checks):
        assert not one.quoted or one.quoted in there[one.path], one
        assert one.place


LONG = {
    "one word": "a" * 10_000,
    "digits": "1" * 10_000,
    "numbers": "1 " * 5000,
    "ranges": "1-2 sources, " * 800,
    "open ranges": "at least " * 1200,
    "spaces": "and" + " " * 9990 + "or",
    "hyphens": "a-" * 5000,
    "apostrophes": "'a" * 5000,
    "joins": "a and b or c " * 800,
    "pauses": "a, " * 3300,
    "clauses": "no. " * 2500,
    "quotation marks": '"' * 10_000,
    "openers": "(" * 10_000,
    "people": "students photos of students " * 350,
    "short forms": "ABC (" * 2000,
    "praise": "often good " * 900,
    "marks": "e" + "\u0301" * 9990,
}


@pytest.mark.parametrize("kind", LONG)
def test_a_text_of_ten_thousand_characters_is_checked(kind: str) -> None:
    draft = copy.deepcopy(BASE)
    for level in draft["criteria"][3]["levels"]:
        level["descriptor"] = LONG[kind]
    results = check_rubric(draft)
    assert [one.path[-13:] for one in results[7].checks] == [f"l{at}.descriptor" for at in (1, 2, 3)]


def test_of_a_word_that_is_everywhere_the_first_places_are_looked_at() -> None:
    words = words_for("en")
    assert words is not None
    assert words.parts.judging is not None
    found = words.find(read("good " * 1000), words.parts.judging.words)
    assert found == [(5 * at, 5 * at + 4) for at in range(MOST_FOUND)]


def test_what_lies_beyond_a_thousand_words_is_not_read() -> None:
    draft = copy.deepcopy(BASE)
    draft["criteria"][3]["levels"][1]["descriptor"] = "x " * (MOST_READ // 2) + "often good"
    assert [one for one in open_checks(check_rubric(draft)) if one.code in {"RKL002", "RKL013"}] == []


@given(
    spans=st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=20),
    covers=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=9),
)
def test_outside_leaves_exactly_what_touches_nothing(spans: list[tuple[int, int]], covers: list[tuple[int, int]]) -> None:
    placed = [(start, start + length) for start, length in spans]
    laid, end = [], 0
    for gap, length in covers:
        laid.append((end + gap, end + gap + length))
        end += gap + length
    by_hand = [one for one in placed if not any(one[0] < stop and start < one[1] for start, stop in laid)]
    assert list(outside(placed, laid)) == by_hand


@given(text=TEXTS)
def test_words_stand_where_they_are_said_to(text: str) -> None:
    taken = read(text)
    assert len(taken.lower) == len(text)
    for one in tokens_of(taken.lower):
        assert taken.lower[one.start : one.end] == one.word
    for part in taken.parts:
        clause = taken.clause(part[0])
        assert clause[0] <= part[0] < part[1] <= clause[1]
