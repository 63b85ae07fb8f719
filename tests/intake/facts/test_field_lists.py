from __future__ import annotations

from rubric_kit.intake.dialects.filled_fields import FIELD_NAMES
from rubric_kit.intake.facts import FACT_NAMES, completeness
from rubric_kit.intake.facts.fact_words import TABLES
from rubric_kit.intake.facts.field_lists import LIST_NAMES, field_lists, questions


def test_the_lists_say_where_they_come_from_and_whether_that_was_checked() -> None:
    assert tuple(field_lists()) == LIST_NAMES
    assert [one.id for one in field_lists().values()] == list(LIST_NAMES)
    assert {name: one.confirmed for name, one in field_lists().items()} == {"eu11": True, "trusted": False, "mpos": False}
    for one in field_lists().values():
        assert one.confirmed or "Check with the published text" in one.note


def test_the_european_list_has_the_eleven_elements_in_the_order_of_the_annex() -> None:
    assert [one.id for one in field_lists()["eu11"].elements] == [
        "learner_identification",
        "title",
        "issuer_country",
        "awarding_body",
        "date_of_issuing",
        "learning_outcomes",
        "workload",
        "framework_level",
        "assessment_type",
        "participation_form",
        "quality_assurance",
    ]


def test_ids_are_unique_and_every_element_can_be_told_and_asked_for() -> None:
    for one in field_lists().values():
        ids = [element.id for element in (*one.elements, *one.not_in_files)]
        assert len(ids) == len(set(ids))
        for element in one.elements:
            assert element.question in questions()
            for sign in element.told_by:
                kind, _, name = sign.partition(":")
                assert name in {"field": FIELD_NAMES, "words": TABLES, "fact": FACT_NAMES}[kind], sign


def test_every_table_that_a_list_asks_for_is_looked_at() -> None:
    asked = {sign for one in field_lists().values() for element in one.elements for sign in element.told_by}
    assert {sign.removeprefix("words:") for sign in asked if sign.startswith("words:")} == completeness._TABLES
    facts = {sign.removeprefix("fact:") for sign in asked if sign.startswith("fact:")}
    assert facts == {*completeness._FACTS, "proof"}


def test_the_questions_speak_plainly() -> None:
    for topic, one in questions().items():
        assert one.question.endswith(("?", ".")), topic
        assert "?" in one.question, topic
        assert one.missing.endswith("."), topic
        assert one.why.endswith("."), topic
        assert "!" not in one.missing + one.question + one.why + one.fields, topic
