"""The sample badges beside the editor: one to read while writing, and all of them to see what a draft would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rubric_kit.authoring.checks import SampleFigures
from rubric_kit.comparing import badge_labels
from rubric_kit.comparing.sample_figures import sample_figures
from rubric_kit.comparing.version_preview import PreviewRow, decisions_for, reads_alike, version_preview
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, Decision, Finding, Rubric, visible
from rubric_kit.scoring import Answers
from rubric_kit.widgets.badge_sheet import badge_words
from rubric_kit.widgets.given_badges import check_given
from rubric_kit.widgets.ranking_rows import ranking_rows

_READ_BESIDE = ("Name", "What a person had to do", "Evidence", "Aligned to", "Issuer", "Description")
_PINNED_FIRST = "What a person had to do"
_MOST_ROWS = 20


class SampleShelf:
    """Sample badges with their ratings.

    Parameters
    ----------
    badges : sequence of Badge
        The badges.
    answers : mapping of badge key to answers
        What was rated.
    rated_with : Rubric or None
        The version that the raters read.
    """

    def __init__(self, badges: Sequence[Badge], answers: Mapping[str, Answers], rated_with: Rubric | None) -> None:
        if rated_with is not None:
            check_given(rated_with, badges, answers)
        self._badges = {badge.key: badge for badge in badges}
        self._answers = dict(answers)
        self._rated_with = rated_with
        self._labels = badge_labels(tuple(badges))
        self._words: list[dict[str, Any]] = []
        self._chosen = ""
        self._before: tuple[Rubric, dict[str, Decision]] | None = None
        self._counted: tuple[Rubric, SampleFigures] | None = None

    @property
    def options(self) -> list[dict[str, str]]:
        """The badges to choose from."""
        return [{"key": key, "label": self._labels[key]} for key in self._badges]

    def choose(self, key: str) -> None:
        """Take a badge from the shelf to read it, or put it back with an empty key.

        Raises
        ------
        RecordError
            There is no such badge here.
        """
        if key and key not in self._badges:
            raise RecordError("this badge is not among the samples; choose one of the list", where="badge")
        self._chosen = key
        blocks = {block["title"]: block for block in (badge_words(self._badges[key]) if key else [])}
        self._words = [blocks[title] for title in _READ_BESIDE if title in blocks]

    def reading(self) -> dict[str, Any] | None:
        """Return the chosen badge in its own words; None if none was chosen."""
        if not self._chosen:
            return None
        first = next(block["lines"] for block in self._words if block["title"] == _PINNED_FIRST)
        narrative = self._badges[self._chosen].criteria_narrative.strip()
        return {
            "key": self._chosen,
            "label": self._labels[self._chosen],
            "blocks": self._words,
            "proposed": first[0] if narrative else "",
        }

    def anchor(self, text: str) -> dict[str, Any]:
        """Return the words as an anchor of the chosen badge, with where they come from.

        Raises
        ------
        RecordError
            No badge was chosen, or it does not say these words.
        """
        if not self._chosen:
            raise RecordError("choose a sample badge first", where="badge")
        badge = self._badges[self._chosen]
        if " ".join(text.split()) not in _own_words(badge):
            raise RecordError("the badge does not say these words as they stand here; pin words of the badge", where="badge")
        source = visible(" ".join(f"{badge.name}, {badge.issuer.name}".split()))[:400]
        return {"text": text.strip(), "source": source, "badge": badge.key}

    def figures(self, version: Rubric | None) -> SampleFigures | None:
        """Return what the ratings say about a published version, for the checks; None where nothing is rated or published.

        They are counted once for each version and not for each key: a draft has no ratings of its own.
        """
        rated = self._rated_with or version
        if version is None or rated is None or not any(self._answers.values()):
            return None
        if self._counted is None or self._counted[0] is not version:
            words = {one.id: one for one in rated.criteria}
            held = {one.id for one in version.criteria if one.id in words and reads_alike(one, words[one.id])}
            answers = {
                key: {name: answer for name, answer in given.items() if name in held} for key, given in self._answers.items()
            }
            self._counted = version, sample_figures(version, self._badges.values(), answers)
        return self._counted[1]

    def preview(self, before: Rubric | None, draft: Mapping[str, Any], problems: Sequence[Finding]) -> dict[str, Any] | None:
        """Return what the draft would change for the badges; None where nothing is rated or was published yet."""
        rated = self._rated_with or before
        if before is None or rated is None or not self._badges or not any(self._answers.values()):
            return None
        if not all(_is_bearable(one) for one in problems) or not any(one["weight"] for one in draft["criteria"]):
            return {"sentence": "What changes for the sample badges is shown again when the things above are mended.", "note": ""}
        after = Rubric.model_validate(draft, context={"unfinished": True})
        badges = tuple(self._badges.values())
        if self._before is None or self._before[0] is not before:
            self._before = before, decisions_for(rated, before, badges, self._answers)
        found = version_preview(before, after, badges, self._answers, rated_with=rated, was=self._before[1])
        weights = any(one.path == "weights" for one in problems)
        notes = [found.wording_note, "The weights do not add up to 100 yet; here they count in proportion." if weights else ""]
        return {
            "sentence": found.sentence,
            "note": " ".join(one for one in notes if one),
            "rows": [self._row(row, before, after) for row in found.rows[:_MOST_ROWS]],
            "more": f"and {len(found.rows) - _MOST_ROWS} more" if len(found.rows) > _MOST_ROWS else "",
        }

    def _row(self, row: PreviewRow, before: Rubric, after: Rubric) -> dict[str, Any]:
        return {
            "label": self._labels[row.badge],
            "other": row.other_outcome,
            "before": self._said(before, row.before),
            "now": self._said(after, row.now),
        }

    def _said(self, rubric: Rubric, decision: Decision) -> dict[str, str]:
        (row,) = ranking_rows(rubric, (decision,), self._labels)
        why = f" ({row['why']})" if row["why"] else ""
        return {"outcome": f"{row['outcome']}{why}", "score": row["text"]}


def _own_words(badge: Badge) -> str:
    """Return what the badge itself says, as it is shown; what the kit says about it is left out."""
    aligned = [text for one in badge.alignments for text in (one.target_name, one.target_framework or "", one.target_description)]
    said = (badge.name, badge.criteria_narrative, *aligned, badge.issuer.name, badge.issuer.description, badge.description)
    return " ".join(visible(" ".join(said)).split())


def _is_bearable(problem: Finding) -> bool:
    """Tell whether decisions can be worked out all the same: weights count in proportion, and words are not added up."""
    return problem.code == "RKR002" and (problem.path == "weights" or problem.path.endswith(".descriptor"))
