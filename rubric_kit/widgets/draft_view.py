"""All that the editor draws of a draft itself, whatever was clicked: grid, problems, checks, rules, changes and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rubric_kit.authoring.checks import SampleFigures
from rubric_kit.authoring.draft import unfinished_rubric
from rubric_kit.authoring.draft_history import DraftHistory
from rubric_kit.model import Finding, Rubric, Severity, visible
from rubric_kit.widgets.base_rubric import BaseRubric
from rubric_kit.widgets.change_rows import change_rows, coverage_rows
from rubric_kit.widgets.check_rows import BaseCheck, checked
from rubric_kit.widgets.place_words import place_words
from rubric_kit.widgets.policy_form import policy_form
from rubric_kit.widgets.rubric_grid import grid

_WHY = "This rubric builds on a base rubric. It may ask for more than its base; where it differs otherwise, people should look."


def draft_view(
    history: DraftHistory, problems: Sequence[Finding], latest: Rubric | None, figures: SampleFigures | None, base: BaseRubric
) -> dict[str, Any]:
    """Return what the browser draws of a draft.

    Parameters
    ----------
    history : DraftHistory
        The draft and where it comes from.
    problems : sequence of Finding
        What is wrong with the draft by itself.
    latest : Rubric or None
        The version that was published last in this editor, which may be of another rubric.
    figures : SampleFigures or None
        What the sample badges say about the published version.
    base : BaseRubric
        The base that was given; where the draft goes below it is to be mended, too, and the rest stands among the checks.
    """
    draft, parent = history.draft, history.parent
    read = unfinished_rubric(draft)
    below = base.findings(draft)
    to_mend = (*problems, *(one for one in below if one.severity == Severity.ERROR))
    found = checked(read or draft, figures, [_beside(draft, one) for one in below if one.severity != Severity.ERROR])
    covered = coverage_rows(read or draft)
    return {
        **grid(draft, to_mend, found["checks"], covered["served"]),
        **found,
        "coverage": covered["line"],
        **_labels(draft, parent, latest, is_changed=history.is_changed),
        "headline": _headline(to_mend, None if history.is_changed else parent),
        "can_publish": history.is_changed and not to_mend,
        "can_undo": history.undos > 0,
        "can_redo": history.redos > 0,
        "policy": policy_form(draft, read, problems),
        "changes": change_rows(parent, read or draft),
        "base": base.view(draft, read, parent),
    }


def _beside(draft: Mapping[str, Any], one: Finding) -> BaseCheck:
    return BaseCheck(one.code, one.severity, one.path, place_words(draft, one.path), f"{one.message} {one.advice}".strip(), _WHY)


def _headline(problems: Sequence[Finding], unchanged: Rubric | None) -> str:
    if problems:
        count = len(problems)
        return f"{count} {'thing' if count == 1 else 'things'} to mend"
    return "Ready to publish" if unchanged is None else f"Nothing changed since version {unchanged.version}"


def _labels(draft: Mapping[str, Any], parent: Rubric | None, latest: Rubric | None, *, is_changed: bool) -> dict[str, str]:
    back = parent or latest
    made_from = f"draft after version {parent.version}" if parent else "new rubric, not published yet"
    return {
        "publish_label": f"Publish as version {parent.version + 1 if parent else 1}",
        "start_again": _again_words(back, is_new=parent is None) if back and is_changed else "",
        "title": f"{visible(str(draft['title']))} ({made_from})",
    }


def _again_words(version: Rubric, *, is_new: bool) -> str:
    if is_new:
        return f"Back to version {version.version} of {visible(version.title)}"
    return f"Start again from version {version.version}"
