"""Papers on the editor's desk: a rubric from elsewhere that is being read, and copies of this one in other formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rubric_kit.authoring.draft_history import DraftHistory
from rubric_kit.authoring.exchange import FORMATS, Loss, Reading
from rubric_kit.errors import RecordError
from rubric_kit.model import Finding, Rubric, visible
from rubric_kit.widgets.place_words import place_words
from rubric_kit.workspace.draft_file import free_name
from rubric_kit.workspace.rubric_exchange import read_rubric_bytes, write_rubric_as

_MOST_LINES = 100


class RubricPapers:
    """What was brought in and not opened yet, and what was last saved in another format.

    Parameters
    ----------
    save_to : Path or None
        The rubric file beside which copies are saved; None: none can be saved.
    """

    def __init__(self, save_to: Path | None) -> None:
        self._save_to = save_to
        self._given: tuple[bytes, str] = (b"", "")
        self._answers: dict[str, str] = {}
        self._reading: Reading | None = None
        self._exported: dict[str, Any] | None = None

    @property
    def shelf(self) -> dict[str, Any]:
        """The formats to choose from, and whether there is a place to save in."""
        formats = [{"name": one.name, "title": one.title} for one in FORMATS.values() if one.write is not None]
        return {"formats": formats, "can_save": self._save_to is not None}

    @property
    def view(self) -> dict[str, Any]:
        """What the browser draws of both."""
        return {"brought": self._brought(), "exported": self._exported}

    @property
    def draft(self) -> Mapping[str, Any]:
        """The draft that was read.

        Raises
        ------
        RecordError
            Nothing was read.
        """
        if self._reading is None:
            raise RecordError("nothing was read yet; paste a grid or choose a file first", where="bring")
        return dict(self._reading.draft)

    def obey(self, content: Mapping[str, Any], buffers: Sequence[memoryview]) -> str:
        """Read what was given, read it again with an answer, or put it away; return what to say.

        Raises
        ------
        RubricKitError
            It cannot be read.
        """
        asked = content.get("do")
        if asked == "put_away":
            self.put_away()
            return ""
        if asked == "bring":
            self.put_away()
            self._given = bytes(buffers[0]) if buffers else b"", str(content.get("name", ""))
        else:
            self._answers[str(content.get("key", ""))] = str(content.get("value", ""))
        data, name = self._given
        self._reading = read_rubric_bytes(data, name=name or "what was pasted", answers=self._answers)
        return "It was read. Look at how it was understood, then open it in the editor."

    def put_away(self) -> None:
        """Forget what was brought in."""
        self._given, self._answers, self._reading = (b"", ""), {}, None

    def save_as(self, name: str, history: DraftHistory) -> str:
        """Save the rubric in another format, beside the rubric file and over nothing that is there; return what to say.

        Raises
        ------
        RecordError
            There is no such format, no place to save in, or the draft has problems.
        InputError
            The file cannot be saved.
        """
        form = FORMATS.get(name)
        if form is None or form.write is None:
            raise RecordError("choose one of the formats in the list", where="format")
        if self._save_to is None:
            raise RecordError("give the editor a file name (save_to) first", where="save_to")
        rubric = _as_it_stands(history)
        path = free_name(self._save_to.with_name(f"{self._save_to.stem}{form.suffix}"))
        losses = write_rubric_as(path, rubric, name)
        count = len(losses)
        what = "" if not history.is_changed else ", the draft as it stands, not published yet"
        self._exported = {
            "line": f"Saved as {path.name}{what}." + ("" if losses else " Everything is in it."),
            "words": f"Not in this format: {count} {'thing' if count == 1 else 'things'}",
            "losses": _losses(rubric.plain(), losses),
        }
        return f"Saved as {path.name}."

    def _brought(self) -> dict[str, Any] | None:
        if self._reading is None:
            return None
        _, told, question, losses, findings = self._reading
        left = [*(_loss_line(one) for one in losses), *(_finding_line(one) for one in findings)]
        asked = None
        if question is not None:
            choices = [{"value": value, "words": visible(words)} for value, words in question.choices]
            chosen = self._answers.get(question.key, question.assumed)
            asked = {"key": question.key, "text": visible(question.text), "choices": choices, "chosen": chosen}
        return {"told": [visible(one) for one in told], "question": asked, "left": _lines(left)}


def _as_it_stands(history: DraftHistory) -> Rubric:
    """Return the published version, or the draft as the version it would become."""
    if history.parent is not None and not history.is_changed:
        return history.parent
    return history.publish()


def _losses(rubric: Mapping[str, Any], losses: Iterable[Loss]) -> list[dict[str, str]]:
    """Return each reason once, with all the places that it is about."""
    places: dict[str, list[str]] = {}
    for loss in losses:
        # The ids of sources and look-fors say nothing to a reader; the place does.
        words = f" “{loss.words}”" if loss.words and not loss.path.endswith((".citations", ".look_fors")) else ""
        places.setdefault(loss.why, []).append(f"{place_words(rubric, loss.path)}{words}")
    return [{"why": visible(why), "places": visible("; ".join(found))} for why, found in places.items()]


def _loss_line(loss: Loss) -> str:
    words = f" “{loss.words}”" if loss.words else ""
    return f"{loss.path}{words}: {loss.why}"


def _finding_line(finding: Finding) -> str:
    """Return what is doubtful, at which cell, and what to do."""
    cell = f"{finding.path}: " if finding.path and finding.path not in finding.message else ""
    return f"{cell}{finding.message} {finding.advice}".strip()


def _lines(lines: Iterable[str]) -> list[str]:
    shown = [visible(one) for one in lines]
    return [*shown[:_MOST_LINES], f"and {len(shown) - _MOST_LINES} more"] if len(shown) > _MOST_LINES else shown
