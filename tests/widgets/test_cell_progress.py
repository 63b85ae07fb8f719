from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.widgets import cell_progress as module
from rubric_kit.widgets.cell_progress import CellProgress


class Screen:
    """Stands in for the notebook: what was shown, last state first to last, and whether it was taken away."""

    def __init__(self) -> None:
        self.shown: list[dict[str, str]] = []
        self.cleared = False

    def display(self, bundle: dict[str, str], **_how: Any) -> "Screen":
        self.shown.append(bundle)
        return self

    update = display

    def clear(self) -> None:
        self.cleared = True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    found = Screen()
    monkeypatch.setattr(module, "display", found.display)
    monkeypatch.setattr(module, "clear_output", found.clear)
    monkeypatch.setattr(module, "get_ipython", object)
    return found


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])

    def set_to(seconds: float) -> None:
        now[0] = seconds

    return set_to


def test_quick_work_shows_nothing(screen: Screen, at: Callable[[float], None]) -> None:
    with CellProgress() as bar:
        at(0.9)
        bar.tell("Opening", 5, 10)
    assert screen.shown == []
    assert not screen.cleared


def test_slow_work_shows_a_bar_with_words_and_takes_it_away(screen: Screen, at: Callable[[float], None]) -> None:
    with CellProgress() as bar:
        for seconds, done in ((1.05, 1_000), (1.1, 1_100), (1.3, 1_300)):
            at(seconds)
            bar.tell("Opening", done, 10_000)
        at(1.6)
        bar.tell("Reading", 7, 0)
    # 1.1 s comes within 0.2 s of the one before and is left out.
    assert [one["text/plain"] for one in screen.shown] == ["Opening: 1,000 of 10,000", "Opening: 1,300 of 10,000", "Reading: 7"]
    assert screen.shown[0]["text/html"].startswith('<progress aria-label="Progress" max="10000" value="1000"></progress> ')
    assert screen.cleared


def test_outside_a_notebook_it_is_silent(screen: Screen, at: Callable[[float], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "get_ipython", lambda: None)
    with CellProgress() as bar:
        at(5)
        bar.tell("Opening", 5, 10)
    assert screen.shown == []
