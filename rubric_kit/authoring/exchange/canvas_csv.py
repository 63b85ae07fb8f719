"""Canvas rubrics as CSV: one row for each criterion, ratings from the highest down, weights folded into points.

The columns are those of the Canvas user guide's rubric import template, and the reader finds them as the importer in the Canvas
source code does: by words in the header, in any case.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from rubric_kit.authoring.exchange.canvas_rows import CanvasRow, canvas_columns, canvas_rows
from rubric_kit.authoring.exchange.draft_parts import CriterionPart, LevelPart
from rubric_kit.authoring.exchange.exact_number import decimal_text
from rubric_kit.authoring.exchange.finding_codes import Notes, quoted
from rubric_kit.authoring.exchange.folded_points import folded_points, points_reasons
from rubric_kit.authoring.exchange.form import Format, Reading, Written
from rubric_kit.authoring.exchange.loss_list import losses_of, usual_reasons
from rubric_kit.authoring.exchange.points_draft import points_draft, which_rubric
from rubric_kit.authoring.exchange.text_rows import text_rows
from rubric_kit.errors import RecordError
from rubric_kit.model import Criterion, Rubric
from rubric_kit.model.formula_guard import guarded

HEAD = ("Rubric Name", "Criteria Name", "Criteria Description", "Criteria Enable Range")
RATING = ("Rating Name", "Rating Description", "Rating Points")


def _is_canvas(rows: Any) -> bool:
    return canvas_columns(rows) is not None


def _read(rows: Sequence[Sequence[str]], answers: Mapping[str, str]) -> Reading:
    """Read one rubric; of several in the file, the one that the answer to the question "rubric" names, or the first."""
    notes = Notes("Canvas CSV")
    found = canvas_rows(rows, notes)
    if not found:
        raise RecordError(
            "The Canvas file has a header and no criterion under it; add a row for each criterion", where="Canvas CSV"
        )
    titles = list(dict.fromkeys(row.rubric for row in found))
    question = which_rubric(titles)
    title = titles[0] if question is None else titles[int(question.answer(answers)) - 1]
    draft = _draft(title, [row for row in found if row.rubric == title], notes)
    return notes.reading(draft, question)


def _draft(title: str, rows: Sequence[CanvasRow], notes: Notes) -> dict[str, Any]:
    notes.tell(f"This is the Canvas rubric {quoted(title)} with {len(rows)} {'criterion' if len(rows) == 1 else 'criteria'}.")
    for row in rows:
        if row.is_range:
            message = (
                f"{quoted(row.name)} is rated with any points in a range; here each level has its own points, the upper end."
            )
            notes.find("RKX013", message, row.range_place)
            notes.lose(row.range_place, "true", "A level here has points, not a range of points.")
    parts = [
        CriterionPart(
            row.name,
            row.description,
            # Canvas lists the highest rating first.
            [LevelPart(one.name, one.description, one.points, one.place) for one in reversed(row.ratings)],
            None,
            row.place,
        )
        for row in rows
    ]
    return points_draft(parts, notes, title=title)


def _write(rubric: Rubric) -> Written:
    """Write a rubric; what Canvas cannot hold is listed."""
    most = max(len(one.levels) for one in rubric.criteria)
    file = io.StringIO(newline="")
    out = csv.writer(file)
    out.writerow([*HEAD, *RATING * most])
    for criterion in rubric.criteria:
        cells = _row(rubric, criterion)
        out.writerow([*cells, *[""] * (len(HEAD) + len(RATING) * most - len(cells))])
    text = file.getvalue()
    back = _read(text_rows(text).rows, {}).draft
    reasons = [*points_reasons(rubric, back, "Canvas"), *usual_reasons("Canvas")]
    return Written(text.encode(), losses_of(rubric, back, reasons))


def _row(rubric: Rubric, criterion: Criterion) -> list[str]:
    cells = [guarded(one) for one in (rubric.title, criterion.name, criterion.question)]
    cells.append("false")
    for level, points in reversed(list(zip(criterion.levels, folded_points(criterion), strict=True))):
        cells += [guarded(level.name), guarded(level.descriptor), decimal_text(points)]
    return cells


FORMAT = Format(
    name="canvas-csv",
    title="Canvas rubric (CSV)",
    suffix=".canvas.csv",
    takes="rows",
    recognise=_is_canvas,
    read=_read,
    write=_write,
)
