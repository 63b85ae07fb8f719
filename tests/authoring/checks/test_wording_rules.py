"""Rules on words: for each, rows in which it speaks, with place and words, and rows in which it has to stay silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Row = tuple[str, ...]

# The rule's number, the descriptors from low to high, the level it speaks at, and the words it quotes.
SPEAKS: list[tuple[int, Row, int, str]] = [
    (1, ("Cites some sources.", "Cites most sources."), 1, "most"),
    (1, ("Explains the plan.", "Explains the plan fluently."), 1, "fluently"),
    (1, ("Colors are used fairly well.", "Colors are used well."), 1, "well"),
    (1, ("Rigor is not evident.", "Rigor is minimally evident."), 1, "minimally"),
    (1, ("There are many mistakes.", "There are mistakes of style.", "There are few mistakes."), 2, "few"),
    (2, ("Names the town.", "Gives an excellent account of the town."), 1, "excellent"),
    (2, ("The map is poor.", "The map shows the river."), 0, "poor"),
    (2, ("The map is of high quality.", "The map shows the river."), 0, "high quality"),
    (3, ("Sources and spelling are looked at.", "Sources are listed.", "Sources are listed, spelling is checked."), 1, ""),
    (3, ("Sources and grammar are told.", "Sources are told, grammar is told twice.", "Sources are told by day."), 2, ""),
    (4, ("Sources are told.", "Sources are told by day.", "Sources are told, and the layout is in color."), 2, "layout"),
    (
        4,
        ("The page lists three tasks.", "The page lists four tasks.", "The page lists five tasks and wins a prize outdoors."),
        2,
        "wins",
    ),
    (5, ("Rarely speaks.", "Speaks to some people.", "Speaks clearly."), 1, "some"),
    (5, ("Cites few sources.", "Often cites sources.", "Cites sources effectively."), 1, "Often"),
    (
        6,
        ("The graph is there.", "Data are listed, writing is legible.", "Data are told, and the handwriting is even."),
        2,
        "Data",
    ),
    (8, ("Names the town.", "names the town!", "Names two towns."), 1, "names the town!"),
    (
        8,
        ("Lists sources, and labels axes by hand.", "Labels axes by hand and lists sources.", "x"),
        1,
        "Labels axes by hand and lists sources.",
    ),
    (9, ("1-3 sources.", "5-6 sources.", "7 or more sources."), 1, "5-6"),
    (9, ("Names 1 to 3 towns.", "Names 3 to 5 towns.", "Names six towns or more."), 1, "3 to 5"),
    (9, ("Fewer than three trials.", "More than three trials."), 1, "More than three"),
    (9, ("50-70% of words.", "70-90% of words.", "91-100% of words."), 1, "70-90"),
    (12, ("Does not name a town.", "Names a town."), 0, "not"),
    (12, ("The map lacks a title.", "The map has a title."), 0, "lacks"),
    (13, ("Names a town.", "Often names a town."), 1, "Often"),
    (13, ("Is rarely late.", "Is there each day."), 0, "rarely"),
    (14, ("Names one source.", "Names two sources.", "Names 3 or more sources."), 2, "3"),
    (15, ("Handed in on time.", "Handed in on time and typed.", "Typed in the required format."), 2, "Typed"),
    (16, ("Follows the SIOP model.", "Names a town."), 0, "SIOP"),
    (18, ("Names the author and/or the year.", "Names a town."), 0, "and/or"),
    (18, ("Cites sources and labels figures or adds captions.", "x"), 0, "sources and labels figures or adds"),
    (18, ("Names a town.", "All labels are not there."), 1, "All labels are not"),
    (21, ("Asks for a plan.", "Asks for photos of students at work."), 1, "photos of students"),
    (21, ("Asks for a plan.", "Asks for student work with names and test scores."), 1, "student work with names"),
    (21, ("Asks for each child's report card.", "Asks for a plan."), 0, "report card"),
    (21, ("Asks for the students' grades.", "Asks for a plan."), 0, "students' grades"),
    (22, ("The student tries hard.", "The student enjoys reading.", "The student loves art."), 0, "tries hard"),
    (25, ("Names a person.", "The badge is from Microsoft."), 1, "Microsoft"),
    (25, ("Names a person.", "The course is hosted on Canvas."), 1, "Canvas"),
    (26, ("Poor or not enough information.", "Names a town."), 0, "or not enough information"),
    (26, ("Not applicable", "Names a town."), 0, "Not applicable"),
]

# Sentences that look like a fault and are none.
SILENT: list[tuple[int, Row]] = [
    (1, ("No label is there.", "Some labels are there.", "All labels are there.")),
    (1, ("Names one town.", "Names two towns.")),
    (1, ("Does not name a town.", "Names a town.")),
    (1, ("Names a town as well as a river.", "Names a town.")),
    (2, ("Mixes a strong acid with water.", "Says what a good question is.", 'The issuer calls the work "excellent".')),
    (2, ("Names one thing that went well or badly.", "Follows the best practice guide.")),
    (3, ("Names no source.", "Names a source.", "Names a source and checks the spelling.")),
    (
        3,
        ("The issuer works with schools here.", "The issuer works with a county office.", "The issuer works with a school here."),
    ),
    (4, ("Names a town.", "Names a town and a river.", "Names a town, a river and the way to them.")),
    (4, ("Sources are told.", "Sources are told by day, with color.", "Sources are told, with color and layout.")),
    (5, ("Names few towns.", "Names some towns.", "Names most towns.")),
    (5, ("Shows little insight.", "Shows some insight.", "Shows thorough insight.")),
    (5, ("Partly names the town.", "Names some towns.", "Names most towns.")),
    (6, ("The graph has a title.", "The data are listed with units.", "The evidence is listed by day.")),
    (6, ("Data are told.", "Data layout is told.", "Data layout is told by day.")),
    (8, ("Names one town.", "Names two towns.", "Names no town.")),
    (8, ("", "", "Names a town.")),
    (9, ("Names at least two towns.", "Names at least three towns.", "Names at least four towns.")),
    (9, ("0-1 sources.", "2 sources.", "3-5 sources.", "6 or more sources.")),
    (9, ("Reads pages 3-5.", "Reads pages 7-9.", "Reads grades 6-8.")),
    (9, ("1-3 towns.", "5-6 rivers.")),
    (12, ("Names a topic. The tasks are not listed.", "Names a topic and tasks.")),
    (12, ("Answers in sentences and asks no question.", "Asks one question.")),
    (12, ("Every task that was not done is listed.", "Every task was done.")),
    (13, ("Often, in at least four of five entries, names a day.", "Says how often the group meets.")),
    (13, ("Is always there.", "Is never late.")),
    (14, ("Names one source.", "Names two sources and says why.", "Names three sources and compares them.")),
    (14, ("Three mistakes are left.", "Two mistakes are left.", "One mistake is left.")),
    (14, ("All notes are right in 3 measures.", "All notes are right in 6 measures.", "All notes are right in 9 measures.")),
    (15, ("The file is submitted on time.", "Names a town.", "Names a town and a river.")),
    (16, ("Follows the Sheltered Instruction Observation Protocol (SIOP).", "Uses SIOP.")),
    (16, ("NOT there.", "ALL of it is there, as a PDF or on the web.", "Part II of it is there.")),
    (
        18,
        (
            "The badge names a person, a product or nothing, and gives no way to reach it.",
            "It names two or more items and a day.",
        ),
    ),
    (18, ("The person or group that signed is named and can be reached.", "Names either a town or a river and a day.")),
    (18, ("The list gives author, year and page or link.", "It gives a town.")),
    (18, ("Tasks that are not done are listed.", "Not all labels are there.")),
    (21, ("Asks for student work, names removed.", "Asks for photos of the poster.", "No photos of students are shown.")),
    (
        21,
        (
            "The student names three towns.",
            "Students grade each other's drafts.",
            "The student records data and pictures the result.",
        ),
    ),
    (
        22,
        (
            "Says why the topic matters to them.",
            "The reflection says what the group felt proud of.",
            "Tells what the main character feels.",
        ),
    ),
    (25, ("The canvas is stretched.", "The student zooms in.", "Apple trees are drawn.")),
    (26, ("The badge names no requirement.", "Finds the unknown angle.", "Says that the day is unknown.")),
]


@pytest.mark.parametrize(("number", "texts", "level", "quoted"), SPEAKS)
def test_a_rule_speaks_at_the_cell_and_quotes_its_words(
    number: int, texts: Row, level: int, quoted: str, row: Any, rubric_with: Any, found: Callable[..., Any]
) -> None:
    checks = found(number, rubric_with(row(*texts)))
    assert (f"criteria.row.levels.l{level}.descriptor", quoted) in [(one.path, one.quoted) for one in checks]
    for one in checks:
        place = int(one.path.split(".")[3][1:])
        assert one.quoted in texts[place]
        assert one.place == f"Tasks, level «Stage {'abcdefgh'[place]}lpha»"
        assert all((one.message, one.why, one.source, one.rewrite))


@pytest.mark.parametrize(("number", "texts"), SILENT)
def test_a_rule_is_silent_about_what_only_looks_like_a_fault(
    number: int, texts: Row, row: Any, rubric_with: Any, found: Callable[..., Any]
) -> None:
    checks = found(number, rubric_with(row(*texts)))
    assert [(one.path, one.quoted, one.message) for one in checks] == []


def test_every_wording_rule_has_a_row_of_each_kind() -> None:
    speaks = {one[0] for one in SPEAKS}
    assert speaks == {one[0] for one in SILENT} == {1, 2, 3, 4, 5, 6, 8, 9, 12, 13, 14, 15, 16, 18, 21, 22, 25, 26}


def test_the_rows_that_fill_a_rubric_up_are_above_suspicion(rubric_with: Any) -> None:
    from rubric_kit.authoring.checks import check_rubric, open_checks

    assert open_checks(check_rubric(rubric_with())) == ()


# ---- places other than descriptors ----


def test_two_things_in_a_name_or_a_question(row: Any, rubric_with: Any, found: Callable[..., Any]) -> None:
    [check] = found(6, rubric_with(row("Begun.", "Done.", name="Organization and grammar")))
    assert (check.path, check.quoted, check.place) == ("criteria.row.name", "Organization", "Organization and grammar, name")
    [check] = found(6, rubric_with(row("Begun.", "Done.", question="Is the task clear and aligned?")))
    assert (check.path, check.quoted) == ("criteria.row.question", "clear")
    for name in (
        "Vision and mission",
        "Evidence and reasoning",
        "Sources and citations",
        "Speaking and listening",
        "Data privacy",
    ):
        assert found(6, rubric_with(row("Begun.", "Done.", name=name))) == []


def test_of_two_things_a_row_is_named_for_each_level_speaks_of_both(
    row: Any, rubric_with: Any, found: Callable[..., Any]
) -> None:
    texts = (
        "The thesis is hard to find.",
        "The thesis is told, paragraphs follow.",
        "The thesis is told first, paragraphs follow.",
    )
    paths = [one.path for one in found(3, rubric_with(row(*texts, name="Thesis and organization")))]
    assert paths == ["criteria.row.levels.l0.descriptor"]
    assert found(3, rubric_with(row(*texts, name="Thesis"))) == []


def test_level_names(row: Any, rubric_with: Any, found: Callable[..., Any]) -> None:
    names = ("Fail", "1", "Good", "Level 4", "Tasks listed", "Stage B", "Proficient")
    checks = found(17, rubric_with(row(*"abcdefg", names=names)))
    assert [(one.path, one.quoted) for one in checks] == [
        (f"criteria.row.levels.l{at}.name", name) for at, name in enumerate(names) if name not in {"Tasks listed", "Proficient"}
    ]
    assert checks[0].message == "«Fail» puts a person down and does not say what was reached."
    assert checks[0].place == "Tasks, level «Fail», name"


def test_zero_may_say_that_a_thing_is_not_there_but_not_that_a_person_cannot(
    row: Any, rubric_with: Any, found: Callable[..., Any]
) -> None:
    zero = {"points": (0, 1000)}
    assert found(12, rubric_with(row("The badge names no task.", "Names a task.", **zero))) == []
    assert len(found(12, rubric_with(row("The badge names no task.", "Names a task.")))) == 1
    for text in ("The teacher cannot use the tool.", "Does not use the tool.", "The map lacks a title."):
        assert len(found(12, rubric_with(row(text, "Uses the tool.", **zero)))) == 1


def test_what_was_left_blank_is_not_zero(row: Any, rubric_with: Any, found: Callable[..., Any]) -> None:
    [check] = found(26, rubric_with(purpose="For our badges. Blank cells count as 0."))
    assert (check.path, check.quoted, check.place) == ("purpose", "count as 0", "Purpose")
    assert found(26, rubric_with(purpose="Blank cells stay open. A late report counts as 0.")) == []
    [check] = found(26, rubric_with(row("Begun.", "Done.", names=("N/A", "Tasks listed"))))
    assert (check.path, check.quoted) == ("criteria.row.levels.l0.name", "N/A")


def test_a_rubric_may_speak_of_the_tool_it_is_about(row: Any, rubric_with: Any, found: Callable[..., Any]) -> None:
    rows = (row("Asks for a padlet board.", "Asks for a board that students fill."),)
    assert len(found(25, rubric_with(*rows))) == 1
    assert found(25, rubric_with(*rows, title="Padlet badges")) == []
    [check] = found(25, rubric_with(row("Begun.", "Done.", question="Can they use Kahoot?")))
    assert (check.path, check.quoted) == ("criteria.row.question", "Kahoot")


def test_hidden_feelings_are_left_alone_where_facts_speak_for_a_level(
    row: Any, rubric_with: Any, found: Callable[..., Any]
) -> None:
    attitude = row("Begun.", "Done.", name="Attitude")
    [check] = found(22, rubric_with(attitude))
    assert (check.path, check.quoted) == ("criteria.row.name", "Attitude")
    attitude["levels"][0]["look_fors"] = [{"fact": "evidence"}]
    assert found(22, rubric_with(attitude)) == []


def test_a_row_about_privacy_may_say_what_must_not_be_shown(row: Any, rubric_with: Any, found: Callable[..., Any]) -> None:
    texts = ("Shows full names of students.", "Shows work with names removed.")
    assert len(found(21, rubric_with(row(*texts)))) == 1
    assert found(21, rubric_with(row(*texts, name="Privacy"))) == []
