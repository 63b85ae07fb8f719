"""A blank sheet to rate one badge on paper, and sheets for the badges at hand; what is ticked is keyed in later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rubric_kit.authoring.draft_places import Draft
from rubric_kit.authoring.exchange.form import Format, Written
from rubric_kit.authoring.exchange.loss_list import Reason, losses_of
from rubric_kit.authoring.exchange.papers.paper import ours, page, paper_of
from rubric_kit.model import Rubric, visible

_BESIDE = "A score sheet is filled in beside the printed rubric, where this stands."
_UNSEEN = "Raters do not see weights, points or rules, so that they rate what is there and not what comes of it."
_NO_NEED = "A score sheet asks questions; whoever keys it in has the rubric, which its fingerprint names."

_REASONS = (
    Reason("criteria.*.weight", _UNSEEN),
    Reason("criteria.*.levels.*.points", _UNSEEN),
    Reason("criteria.*.levels.*.descriptor", _BESIDE),
    Reason("criteria.*.levels.*.anchors", _BESIDE),
    Reason("criteria.*.levels.*.*", _NO_NEED),
    Reason("criteria.*.*", _NO_NEED),
    Reason("policy.*", _UNSEEN),
    Reason("purpose", _BESIDE),
    Reason("*", _NO_NEED),
)


def write_score_sheet(rubric: Rubric) -> Written:
    """Write the blank sheet: the gut call first, then one row for each criterion with a box for each answer and a reason.

    It has a place for the rater's code and none for a name.
    """
    data = page("score_sheet", paper_of(rubric), ours=ours(rubric), rubric_id=rubric.id, version=rubric.version)
    return Written(data, losses_of(rubric, _printed(rubric), _REASONS))


class Sheet(NamedTuple):
    """A sheet for one badge."""

    code: str
    """What the sheet is called when it is keyed in, such as "3-bdfk"."""
    label: str
    """Label of the badge."""
    issuer: str
    """Name of its issuer."""
    rater: str = ""
    """Code of who fills it in; empty: they write it."""


def score_sheets(rubric: Rubric, sheets: Sequence[Sheet]) -> bytes:
    """Return one page to print, with a sheet for each badge that is given, each on a page of its own."""
    shown = [Sheet(*map(visible, one)) for one in sheets]
    return page("score_sheets", paper_of(rubric), ours=ours(rubric), version=rubric.version, sheets=shown)


def _printed(rubric: Rubric) -> Draft:
    """Return the parts of a rubric that stand on the sheet."""
    whole = rubric.plain()
    kept: Draft = {field: whole[field] for field in ("id", "version", "title", "language")}
    # Ids have no meaning for who fills a form in, and are no loss on it.
    kept["criteria"] = [
        {
            "id": criterion["id"],
            "name": criterion["name"],
            "question": criterion["question"],
            "targets": [],
            "citations": [],
            "levels": [
                {"id": level["id"], "name": level["name"], "anchors": [], "look_fors": [], "citations": []}
                for level in criterion["levels"]
            ],
        }
        for criterion in whole["criteria"]
    ]
    return kept | {"parent": None, "base": None, "purpose": "", "targets": [], "citations": [], "set_aside": []}


FORMAT = Format(
    name="score-sheet",
    title="Blank score sheet to print (HTML)",
    suffix=".html",
    takes="rows",
    recognise=None,
    read=None,
    write=write_score_sheet,
)
"""The format."""
