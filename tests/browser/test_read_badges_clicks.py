"""Giving badge files with real clicks and keys; what names a person is on the screen and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

ROOT = ".rk-read-badges"
NAME = "Zebulon_Quimby"
MARKER = "zq-marker-4711"
CELLS = [
    "from rubric_kit.widgets import ReadBadges\ndesk = ReadBadges()\ndesk",
    "for item in desk.items:\n    print(item.label, item.outcome.value, item.badge.name if item.badge else '-')",
]
BAD_NAME = "<img src=x onerror=document.title='run'>.json"
SAVE_WITH_STATE = """async () => {
    await window.jupyterapp.commands.execute("@jupyter-widgets/jupyterlab-manager:saveWidgetState");
    await window.jupyterapp.commands.execute("docmanager:save");
}"""
DROP = """([root, files]) => {
    const transfer = new DataTransfer();
    for (const [name, text] of files) transfer.items.add(new File([text], name));
    const zone = document.querySelector(`${root} .rk-drop`);
    for (const type of ["dragenter", "dragover", "drop"]) {
        zone.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
}"""


def award(name: str, **more: Any) -> str:
    """Return a synthetic Open Badges 2.0 award whose recipient is the marker."""
    issuer = {
        "type": "Issuer",
        "id": "https://issuer.example/profile",
        "name": "Synthetic Association",
        "url": "https://issuer.example",
    }
    badge_class = {"type": "BadgeClass", "id": f"https://issuer.example/{len(name)}/{name}", "name": name, "issuer": issuer}
    document = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": f"https://issuer.example/awards/{MARKER}/{name}",
        "recipient": {"type": "email", "hashed": False, "identity": f"{MARKER}@people.example"},
        "badge": badge_class | {"description": "A synthetic badge.", "criteria": {"narrative": "Plan a unit. Teach it."}},
        "issuedOn": "2026-05-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
    }
    return json.dumps(document | more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as a teacher has it on her desk: three badges, a broken file, a note, and what a system leaves behind."""
    place = tmp_path / "given"
    place.mkdir()
    (place / f"{NAME}_1.json").write_text(award("First badge"), encoding="utf-8")
    (place / f"{NAME}_2.json").write_text(award("Second badge", expires="2026-06-30T00:00:00Z"), encoding="utf-8")
    (place / "a <b>hostile<b> name.json").write_text(award("<img src=x onerror=document.title='run'>"), encoding="utf-8")
    (place / f"broken_{NAME}.json").write_text('{"type": "Assertion", ', encoding="utf-8")
    (place / "note.txt").write_text(f"about {MARKER}", encoding="utf-8")
    (place / ".DS_Store").write_bytes(b"\0")
    return place


@pytest.fixture
def reading(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> Any:
    notebook = open_notebook(write_notebook("read_badges.ipynb", CELLS))
    notebook.run_all()
    expect(part(notebook).get_by_text("Nothing was read yet.")).to_be_visible()
    return notebook


def part(notebook: Any) -> Locator:
    return notebook.page.locator(ROOT)


def rows(notebook: Any) -> Locator:
    return part(notebook).locator("tbody").get_by_role("row")


def give(notebook: Any, *paths: Path, label: str = "Choose files") -> None:
    part(notebook).get_by_label(label).set_input_files(list(paths))


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def test_files_are_read_and_shown_beside_the_names_the_page_knows(reading: Any, folder: Path) -> None:
    give(reading, *files_of(folder))
    summary = part(reading).locator(".rk-summary")
    expect(summary).to_contain_text("5 files: 3 badges, 1 not a badge, 1 cannot be read.")
    expect(rows(reading)).to_have_count(5)
    expect(part(reading).locator("progress")).to_be_hidden()
    first = rows(reading).filter(has_text=f"{NAME}_1.json")
    expect(first).to_contain_text("First badge")
    expect(first).to_contain_text("by Synthetic Association")
    expect(first).to_contain_text("Open Badges 2.0")
    expect(first).to_contain_text("Signature cannot be checked here")
    expired = rows(reading).filter(has_text="Second badge")
    expect(expired.locator(".rk-sign-no")).to_have_text("✕")
    expect(expired).to_contain_text("Expired. It was valid until 2026-06-30.")
    # Three missing things are in sight, the others open on request.
    missing = first.get_by_role("cell").nth(1)
    expect(missing.locator("> ul > li")).to_have_count(3)
    missing.locator("summary", has_text=" more").click()
    expect(missing.locator("details li").first).to_be_visible()
    published = missing.get_by_text("European standard elements of a micro-credential")
    expect(published).to_be_hidden()
    missing.get_by_text("Missing from published lists").click()
    expect(published).to_be_visible()
    expect(missing.locator("details").nth(1).get_by_role("listitem").first).to_contain_text("of 11 elements found")
    expect(missing).to_contain_text("notional workload")
    expect(missing).to_contain_text("our reading, not confirmed")
    expect(part(reading).locator(".rk-letters")).to_contain_text("rubric-kit badges my_badges --missing")
    expect(rows(reading).filter(has_text=f"broken_{NAME}.json")).to_contain_text("Cannot be read")
    expect(part(reading).get_by_text("a <b>hostile<b> name.json")).to_be_visible()
    assert reading.page.title() != "run"
    reading.run_cell(1)
    assert "file 1 badge First badge" in reading.output(1)
    assert reading.errors == []


def test_nothing_of_the_earner_is_saved_and_a_new_page_knows_only_numbers(reading: Any, lab: Any, folder: Path) -> None:
    give(reading, *files_of(folder))
    expect(rows(reading)).to_have_count(5)
    reading.run_cell(1)
    reading.page.evaluate(SAVE_WITH_STATE)
    saved_path = lab.folder / "read_badges.ipynb"
    reading.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    saved = saved_path.read_text(encoding="utf-8")
    # The state is in the file, or finding nothing in it would prove nothing.
    assert "application/vnd.jupyter.widget-state+json" in saved
    assert "rk-read-badges" in saved
    assert "First badge" in saved, "the output of the second cell"
    for personal in (NAME, MARKER, "hostile<b>", "note.txt"):
        assert personal not in saved
    reading.page.reload()
    expect(rows(reading)).to_have_count(5, timeout=60_000)
    expect(rows(reading).nth(2)).to_contain_text("file 3")
    expect(part(reading)).not_to_contain_text(NAME)
    assert reading.errors == []


def test_a_second_choice_joins_the_first_and_the_table_can_be_cleared(reading: Any, folder: Path) -> None:
    give(reading, folder / f"{NAME}_1.json")
    expect(part(reading).locator(".rk-summary")).to_contain_text("1 file: 1 badge.")
    give(reading, folder / f"{NAME}_2.json")
    expect(part(reading).locator(".rk-summary")).to_contain_text("2 files: 2 badges.")
    expect(rows(reading).first).to_contain_text(f"{NAME}_1.json")
    part(reading).get_by_role("button", name="Clear the table").click()
    expect(part(reading).locator(".rk-summary")).to_have_text("Nothing was read yet.")
    expect(part(reading).locator(".rk-letters")).to_be_hidden()
    expect(rows(reading)).to_have_count(0)
    give(reading, folder / f"{NAME}_2.json")
    expect(part(reading).locator(".rk-summary")).to_contain_text("1 file: 1 badge.")


def test_a_folder_is_chosen_by_keyboard_alone(reading: Any, folder: Path) -> None:
    part(reading).get_by_label("Choose files").focus()
    reading.page.keyboard.press("Tab")
    expect(part(reading).get_by_label("Choose a folder")).to_be_focused()
    with reading.page.expect_file_chooser() as chooser:
        reading.page.keyboard.press("Space")
    chooser.value.set_files(folder)
    expect(part(reading).locator(".rk-summary")).to_contain_text("5 files: 3 badges")
    expect(part(reading).get_by_text(f"given/{NAME}_1.json")).to_be_visible()
    expect(part(reading)).not_to_contain_text("DS_Store")


def test_a_folder_is_read_by_its_path(reading: Any, folder: Path) -> None:
    part(reading).get_by_text("Or name a folder by its path").click()
    path = part(reading).get_by_label("Path of the folder")
    path.fill(str(folder / "nowhere"))
    path.press("Enter")
    expect(part(reading).locator(".rk-notice")).to_contain_text("nowhere does not exist; name a badge file or a folder")
    path.fill(str(folder))
    part(reading).get_by_role("button", name="Read folder").click()
    expect(part(reading).locator(".rk-summary")).to_contain_text("5 files: 3 badges")
    expect(part(reading).get_by_text(f"{NAME}_1.json")).to_be_visible()
    expect(part(reading)).to_contain_text("This is the folder you named.")


def test_dropped_files_are_paged_and_filtered(reading: Any) -> None:
    files = [[f"{NAME} {number}.json", award(f"Badge {number}")] for number in range(1, 121)]
    reading.page.evaluate(DROP, [ROOT, [*files, ["broken.json", "{"]]])
    expect(part(reading).locator(".rk-summary")).to_contain_text("121 files: 120 badges, 1 cannot be read.", timeout=30_000)
    expect(rows(reading)).to_have_count(50)
    expect(part(reading).locator(".rk-place")).to_have_text("1 to 50 of 121")
    part(reading).get_by_role("button", name="Next").click()
    expect(part(reading).locator(".rk-place")).to_have_text("51 to 100 of 121")
    expect(part(reading).locator(".rk-place")).to_be_focused()
    expect(rows(reading).first).to_contain_text(f"{NAME} 51.json")
    part(reading).get_by_label("Show").select_option(label="What is no badge or cannot be read")
    expect(rows(reading)).to_have_count(1)
    expect(rows(reading).first).to_contain_text("broken.json")


def test_what_is_too_large_or_too_much_is_said_and_not_sent(reading: Any, folder: Path) -> None:
    large = folder / "large.png"
    with large.open("wb") as file:
        file.truncate(20_000_001)
    give(reading, large, folder / f"{NAME}_1.json")
    expect(part(reading).locator(".rk-notice")).to_have_text("Left out, larger than 20 MB: large.png")
    expect(part(reading).locator(".rk-summary")).to_contain_text("1 file: 1 badge.")
    reading.page.evaluate(DROP, [ROOT, [[f"{number}.json", "{}"] for number in range(10_001)]])
    expect(part(reading).locator(".rk-notice")).to_contain_text("At most 10,000 are read at once. Nothing was read.")
    expect(part(reading).locator(".rk-summary")).to_contain_text("1 file: 1 badge.")


def test_it_is_accessible_wide_and_narrow(reading: Any, folder: Path) -> None:
    assert reading.axe(ROOT) == []
    give(reading, *files_of(folder))
    expect(rows(reading)).to_have_count(5)
    for summary in part(reading).get_by_text("Missing from published lists").all():
        summary.click()
    assert reading.axe(ROOT) == []
    reading.resize(1280, 1600)
    reading.screenshot("read_badges_1280")
    reading.page.emulate_media(color_scheme="dark")
    assert reading.axe(ROOT) == []
    reading.page.emulate_media(color_scheme="light")
    reading.resize(400, 2400)
    reading.page.emulate_media(color_scheme="dark")
    assert reading.axe(ROOT) == []
    reading.page.emulate_media(color_scheme="light")
    overflow = f"(() => {{ const e = document.querySelector('{ROOT}'); return e.scrollWidth - e.clientWidth; }})()"
    assert reading.page.evaluate(overflow) <= 0
    assert reading.axe(ROOT) == []
    # Laid out as cards, it is still a table to a screen reader.
    expect(part(reading).get_by_role("table").get_by_role("rowheader")).to_have_count(5)
    reading.screenshot("read_badges_400")
