"""Each state of the rubric editor at 1280 and 400 pixels, light and dark: nothing for axe, nothing too wide or too small."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

ROOT = ".rk-edit-rubric"
START = """
from rubric_kit.authoring import draft_of, starter_rubric
from rubric_kit.widgets import EditRubric
from rubric_kit.workspace import read_review
samples = read_review()
plain = draft_of(starter_rubric())
"""
OURS = 'editor = EditRubric(samples.rubric, badges=samples.badges, answers=samples.answers, save_to="states.json")\neditor'
# What is wider than its own box, fields aside: those scroll.
WIDER = """root => [root, ...root.querySelectorAll("*")]
    .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1 && !one.matches("input, textarea, select"))
    .map((one) => `${one.className} ${one.tagName}: ${one.scrollWidth} in ${one.clientWidth}`)"""
# Controls a finger or a shaky hand would miss; a label round a box is part of it.
SMALL = """root => [...root.querySelectorAll("button, select, input, textarea, summary")]
    .filter((one) => one.getClientRects().length)
    .map((one) => [one, (one.closest("label.rk-link") ?? one).getBoundingClientRect()])
    .filter(([, box]) => box.width < 23.5 || box.height < 23.5)
    .map(([one, box]) => `${one.outerHTML}: ${box.width} x ${box.height}`)"""


@pytest.fixture
def shown(open_notebook: Callable[..., Any], write_notebook: Callable[..., str], lab: Any) -> Callable[..., Any]:
    def show(code: str = OURS) -> Any:
        for left in lab.folder.glob("states*"):
            left.unlink()
        notebook = open_notebook(write_notebook("edit_rubric_states.ipynb", [START + code]), height=1600)
        notebook.run_all()
        expect(notebook.page.locator(ROOT)).to_be_visible()
        return notebook

    return show


def part(notebook: Any) -> Locator:
    return notebook.page.locator(ROOT)


def check(notebook: Any, state: str) -> None:
    """Look at a state in both widths and both themes."""
    for width in (1280, 400):
        notebook.resize(width, 1600)
        for scheme in ("dark", "light"):
            notebook.page.emulate_media(color_scheme=scheme)
            assert notebook.axe(ROOT) == [], f"{state}, {width} pixels, {scheme}"
            notebook.screenshot(f"edit_rubric_{state}_{width}_{scheme}")
        assert part(notebook).evaluate(WIDER) == [], f"{state}, {width} pixels"
        assert part(notebook).evaluate(SMALL) == [], f"{state}, {width} pixels"
    notebook.resize(1280, 1600)
    assert notebook.errors == []


def test_empty(shown: Callable[..., Any]) -> None:
    editor = shown('EditRubric(draft={**plain, "criteria": []})')
    expect(part(editor).locator(".rk-headline")).to_have_class(re.compile("rk-refused"))
    check(editor, "empty")
    part(editor).get_by_role("button", name="Add criterion").click()
    expect(part(editor).get_by_label("Name, criterion 1 of 1")).to_be_focused()


def test_open_closed_refused_and_published(shown: Callable[..., Any]) -> None:
    editor = shown()
    headers = part(editor).locator(".rk-grid thead th")
    expect(headers).to_have_text(["Criterion", "Level 0, the lowest", "Level 1", "Level 2", "Level 3"])
    check(editor, "open")
    part(editor).locator(".rk-fold").first.click()
    expect(part(editor).locator(".rk-beside")).to_have_count(0)
    check(editor, "closed")
    part(editor).locator(".rk-fold").last.click()
    part(editor).get_by_role("button", name="Remove, Vision and mission").click()
    expect(part(editor).locator(".rk-notice")).to_have_class(re.compile("rk-refused"))
    check(editor, "refused")
    part(editor).get_by_label("Name, criterion 7 of 7").fill("Vision")
    part(editor).get_by_role("button", name="Publish as version 2").click()
    expect(part(editor).locator(".rk-notice")).to_have_text("Version 2 is published and saved in states.json.")
    check(editor, "published")


def test_checks_beside_the_row_badge_words_and_preview(shown: Callable[..., Any]) -> None:
    editor = shown()
    words = part(editor).get_by_label("What a rater can see at level 2, Criteria clarity")
    words.fill("The badge shows good, clear tasks and/or some creativity, as appropriate.")
    expect(part(editor).locator(".rk-found .rk-checks > li").first).to_be_visible()
    part(editor).get_by_label("Sample badge to read beside the grid").select_option(label="Office Spreadsheets")
    part(editor).get_by_role("button", name="Pin to level 1, Criteria clarity").click()
    expect(part(editor).locator(".rk-anchors li")).to_have_count(1)
    part(editor).locator("summary", has_text="Which badges change").click()
    expect(part(editor).locator(".rk-preview-table tbody tr").first).to_be_visible()
    for name in ("Why",):
        part(editor).locator(".rk-found summary", has_text=name).first.click()
    part(editor).get_by_role("button", name=re.compile("^Leave it, because")).first.click()
    for panel in ("Vision and mission", "Checks of the rubric as a whole"):
        part(editor).locator(".rk-below summary", has_text=panel).first.click()
    check(editor, "beside")
    part(editor).locator(".rk-leave:visible input").fill("Our district says it so")
    part(editor).locator(".rk-leave:visible").get_by_role("button", name="Leave it").click()
    expect(part(editor).locator("summary", has_text="Left standing: 1")).to_be_focused()
    editor.page.keyboard.press("Enter")
    expect(part(editor).get_by_role("button", name="Take back: Criteria clarity")).to_be_visible()
    check(editor, "left_standing")


def test_six_levels_have_the_checks_below_the_row(shown: Callable[..., Any]) -> None:
    code = "for _ in range(2): editor.step({'do': 'add_level', 'criterion': 'criteria_clarity'})"
    editor = shown(f"editor = EditRubric(samples.rubric)\n{code}\neditor")
    row = part(editor).locator("tr.rk-open").bounding_box()
    beside = part(editor).locator(".rk-beside").bounding_box()
    assert beside["y"] >= row["y"] + row["height"] - 4
    check(editor, "six_levels")
    editor.resize(1600, 1600)
    expect(part(editor)).to_have_class(re.compile("rk-wide"))
    right = part(editor).locator(".rk-beside").bounding_box()
    open_row = part(editor).locator("tr.rk-open").bounding_box()
    assert right["x"] >= open_row["x"] + open_row["width"]
    assert abs(right["y"] - open_row["y"]) < 4


def test_rules_and_changes_unfolded(shown: Callable[..., Any]) -> None:
    editor = shown()
    for name in ("How it decides", "Change the cuts", "Change the gates", "Change what evidence", "Change what may carry"):
        part(editor).locator("summary", has_text=name).click()
    part(editor).get_by_label("Accept from").fill("85")
    expect(part(editor).locator(".rk-problem:visible")).to_have_text("Each cut must be lower than the one above it.")
    part(editor).locator("summary", has_text="Change what readers are told").click()
    part(editor).locator("summary", has_text="What changed since version 1: 1 change").click()
    check(editor, "rules")


RECOMMENDED = """
plain["policy"]["recommended"] = [
    {"outcome": "accept", "at_least": 6650, "method": "Contrasting groups, 9 people, 14 badges", "reason": "Half said 64 to 69."},
    {"outcome": "conditional", "at_least": 4500, "method": "Body of work, 9 people", "reason": ""},
]
plain["policy"]["cuts"].pop(0)
part = {"criteria": 5000, "at_least": 10000}
plain["policy"]["profiles"] = [{"id": "strong", "outcome": "accept", "parts": [part, {"criteria": 10000, "at_least": 3333}]}]
editor = EditRubric(draft=plain)
editor
"""


def test_cuts_recommended_cuts_and_profiles_unfolded(shown: Callable[..., Any]) -> None:
    editor = shown(RECOMMENDED)
    for name in ("How it decides", "Change the cuts", "Change the profiles"):
        part(editor).locator("summary", has_text=name).click()
    advice = part(editor).get_by_role("region", name="Recommended cuts")
    expect(advice).to_contain_text("Recommended, decides nothing")
    expect(advice.get_by_role("listitem").last).to_contain_text("this is the cut that decides.")
    check(editor, "ladder")
    advice.get_by_role("button", name="Take this cut: Accept from 66.5 of 100").click()
    expect(part(editor).locator(".rk-notice")).to_have_text("The recommended cut was taken and decides from now on.")
    expect(part(editor).get_by_label("Accept from")).to_have_value("66.5")
    expect(advice.get_by_role("button")).to_have_count(0)
    expect(part(editor).locator("summary", has_text="Change the cuts")).to_be_focused()
    assert editor.errors == []


BASE = """
from rubric_kit.authoring import publish, topic_rubric
old = starter_rubric()
plain["criteria"][0]["question"] = "What does the badge ask for, in the district's words?"
plain["criteria"][3]["name"] = "Near us"
plain["policy"]["cuts"][1]["at_least"] = 6500
new = publish(plain, old)
topic = publish(topic_rubric(old, id="padlet", title="Padlet badges"))
editor = EditRubric(topic, **GIVEN)
editor
"""


def test_a_base_that_was_not_given_is_one_line(shown: Callable[..., Any]) -> None:
    editor = shown(BASE.replace("GIVEN", "{}"))
    told = "Builds on «Outside badges: a starter rubric», version 1; give the editor its file (base) to see what differs."
    expect(part(editor).get_by_text(told)).to_be_visible()
    expect(part(editor).locator("summary", has_text="its base")).to_be_hidden()
    check(editor, "base_not_given")


def test_a_base_what_goes_below_it_its_new_version_and_what_is_to_be_decided(shown: Callable[..., Any]) -> None:
    editor = shown(BASE.replace("GIVEN", '{"base": new, "old_base": old}'))
    panel = part(editor).locator("summary", has_text="What this rubric changes in its base")
    expect(panel).to_have_text("What this rubric changes in its base: 1 change; version 2 of the base is here")
    part(editor).get_by_label("Question, Criteria clarity").fill("Ours?")
    expect(part(editor).locator(".rk-found .rk-checks").first).to_contain_text("is worded in another way than in the base")
    # A finding about the base is no check that somebody may leave standing.
    about = part(editor).locator(".rk-found .rk-checks > li", has_text="in another way than in the base")
    expect(about.get_by_role("button", name="Leave it, because")).to_have_count(0)
    for name in ("How it decides", "Change the cuts"):
        part(editor).locator("summary", has_text=name).click()
    part(editor).get_by_label("Accept from").fill("55")
    expect(part(editor).locator(".rk-headline")).to_have_text("1 thing to mend")
    expect(part(editor).locator(".rk-problems")).to_contain_text("The cut for Accept is lower than in the base")
    part(editor).get_by_role("button", name="How it decides, cuts").click()
    expect(part(editor).locator(".rk-cuts input").first).to_be_focused()
    panel.click()
    check(editor, "base")

    part(editor).get_by_role("button", name="Bring in version 2 of the base").click()
    told = "Version 2 of the base is in: 1 change was taken over. 2 places are to decide, see below. Undo leads back."
    expect(part(editor).locator(".rk-notice")).to_have_text(told)
    decide = part(editor).locator("summary", has_text="To decide, because the base changed it, too: 2 places")
    expect(decide).to_be_focused()
    check(editor, "base_to_decide")
    part(editor).get_by_role("button", name="Keep it as it is here: Criteria clarity, question").click()
    expect(part(editor).locator(".rk-decide > li")).to_have_count(1)
    expect(part(editor).locator("summary", has_text="To decide, because")).to_be_focused()
    part(editor).get_by_role("button", name="Take what the base says: How it decides, cuts").focus()
    editor.page.keyboard.press("Enter")
    expect(part(editor).locator(".rk-headline")).to_have_text("Ready to publish")
    expect(part(editor).locator("summary", has_text="To decide, because")).to_be_hidden()
    expect(panel).to_be_focused()
    expect(part(editor).get_by_label("Accept from")).to_have_value("65")
    part(editor).get_by_role("button", name="Publish as version 2").click()
    expect(part(editor).locator(".rk-notice")).to_contain_text("Version 2 is published")
    assert editor.errors == []


LEFT = """
left = EditRubric(samples.rubric, save_to="states.json")
left.step({"do": "set", "criterion": "locality", "field": "name", "value": "Near us"})
"""


def test_a_draft_that_was_left_goes_on_and_one_of_another_version_is_put_aside(shown: Callable[..., Any], lab: Any) -> None:
    editor = shown(f"{LEFT}{OURS}")
    expect(part(editor).locator(".rk-notice")).to_contain_text("was found; it goes on from there.")
    expect(part(editor).locator(".rk-fold", has_text="Near us")).to_be_visible()
    check(editor, "left_draft")
    later = "later = samples.rubric.replace(version=2, parent=samples.rubric.fingerprint)\n"
    editor = shown(f"{LEFT}{later}EditRubric(later, save_to='states.json')")
    told = "was made from version 1 of 'Outside badges: a starter rubric'; this is version 2"
    expect(part(editor).locator(".rk-notice")).to_contain_text(told)
    expect(part(editor).locator(".rk-notice")).to_contain_text("It is kept as states.draft-2.json.")
    expect(part(editor).locator(".rk-fold", has_text="Local tie")).to_be_visible()
    check(editor, "stale_draft")
    assert (lab.folder / "states.draft-2.json").exists()


GRID = "Criterion\tRed\tGreen\tBlue\nTasks\tNone named\tOne named\tTwo named\nWork\tNone shown\tOne piece\tTwo pieces"


def test_a_rubric_is_brought_in_opened_and_saved_in_another_format(shown: Callable[..., Any], lab: Any) -> None:
    editor = shown()
    for panel in ("Bring in a rubric", "Save in another format"):
        part(editor).locator("summary", has_text=panel).click()
    paste = part(editor).get_by_label("Paste a grid from a spreadsheet or a document")
    paste.fill("no grid")
    part(editor).get_by_role("button", name="Read what was pasted").click()
    refusal = part(editor).locator(".rk-fold-panel .rk-problem:visible")
    expect(refusal).not_to_have_text("")
    paste.fill(GRID)
    part(editor).get_by_role("button", name="Read what was pasted").click()
    brought = part(editor).get_by_role("region", name="What was read")
    expect(brought.locator(".rk-told li").first).to_be_visible()
    expect(refusal).to_have_count(0)
    # The labels do not say which end is the better one, so one question is asked.
    expect(brought.locator("fieldset:visible")).to_have_count(1)
    brought.get_by_role("radio").last.check()
    expect(brought.get_by_role("radio").last).to_be_checked()
    check(editor, "brought")
    brought.get_by_role("button", name="Open in the editor").click()
    expect(part(editor).locator(".rk-notice")).to_contain_text("is open as a new rubric")
    expect(brought).to_be_hidden()
    expect(part(editor).locator(".rk-fold")).to_have_count(2)
    part(editor).get_by_label("Format").select_option("print")
    part(editor).get_by_role("button", name="Save as").click()
    expect(part(editor).locator(".rk-notice")).to_contain_text("Saved as states")
    part(editor).locator("summary", has_text="Not in this format").click()
    expect(part(editor)).to_contain_text("On paper, names take the place of ids.")
    check(editor, "saved_as")
    assert (lab.folder / "states.html").exists()


def test_a_file_is_chosen_in_place_of_a_paste(shown: Callable[..., Any]) -> None:
    editor = shown()
    part(editor).locator("summary", has_text="Bring in a rubric").click()
    file = {"name": "grid.csv", "mimeType": "text/csv", "buffer": GRID.encode()}
    part(editor).get_by_label("or choose a file (CSV, XLSX, JSON)").set_input_files(files=[file])
    expect(part(editor).locator(".rk-told li").first).to_be_visible()
    huge = file | {"buffer": b"x" * 5_000_001}
    part(editor).get_by_label("or choose a file (CSV, XLSX, JSON)").set_input_files(files=[huge])
    expect(part(editor)).to_contain_text("This file is larger than 5 MB. Nothing was read.")


HOSTILE = """
bad = "<img src=x onerror=\\"document.title='taken'\\"></script><script>document.title='taken'</script>"
for one in plain["criteria"]:
    one["name"] = one["question"] = bad
    for level in one["levels"]:
        level["name"] = level["descriptor"] = bad
        level["anchors"] = [{"text": bad, "source": bad, "badge": None}]
plain["title"] = bad
plain["targets"] = [{"id": "constructor", "text": bad}, {"id": "__proto__", "text": bad}]
first = plain["criteria"][0]["id"]
plain["set_aside"] = [{"code": "RKL001", "path": "criteria." + first + ".question", "reason": bad}]
badge = samples.badges[0].replace(name=bad, criteria_narrative=bad)
from rubric_kit.authoring import publish, topic_rubric
plain["policy"]["recommended"] = [{"outcome": "accept", "at_least": 6650, "method": bad, "reason": bad}]
plain["policy"]["outcomes"][0]["name"] = bad
base = publish({**draft_of(starter_rubric()), "title": bad})
plain["base"] = topic_rubric(base, id="topic", title=bad)["base"]
editor = EditRubric(draft=plain, badges=[badge], base=base)
editor
"""


def test_hostile_words_in_every_field_are_words(shown: Callable[..., Any]) -> None:
    editor = shown(HOSTILE)
    part(editor).get_by_label("Sample badge to read beside the grid").select_option(index=1)
    expect(part(editor).get_by_role("region", name="Sample badge")).to_contain_text("<img src=x onerror=")
    for name in ("Vision and mission", "How it decides", "Change the cuts", "What this rubric changes in its base"):
        part(editor).locator(".rk-below summary", has_text=name).first.click()
    expect(part(editor).get_by_role("region", name="Recommended cuts")).to_contain_text("<img src=x onerror=")
    part(editor).locator("td.rk-light").first.click()
    expect(part(editor).locator("tr.rk-open textarea").first).to_be_visible()
    part(editor).get_by_role("checkbox").nth(1).check()
    expect(part(editor).locator(".rk-notice")).to_contain_text("now serves item 2")
    editor.page.wait_for_timeout(300)
    assert part(editor).locator("img, script, iframe").count() == 0
    assert "taken" not in editor.page.title()
    assert editor.axe(ROOT) == []
    assert editor.errors == []
