"""The checks' results as the rows a script draws: beside which cell, in which words, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rubric_kit.authoring import checks
from rubric_kit.authoring.checks import Check, RuleResult, SampleFigures
from rubric_kit.authoring.checks.check_counts import counts_sentence, severity_counts
from rubric_kit.model import Rubric, Severity, visible

_WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Note"}


class BaseCheck(NamedTuple):
    """A finding about a topic rubric and its base, to be read among the checks; it cannot be left standing with a reason."""

    code: str
    severity: Severity
    path: str
    place: str
    message: str
    why: str
    quoted: str = ""
    source: str = ""
    rewrite: str = ""
    set_aside: None = None


def checked(draft: Rubric | Mapping[str, Any], sample: SampleFigures | None, beside: Sequence[BaseCheck] = ()) -> dict[str, Any]:
    """Look at a draft with all checks, and return what they find as `check_rows` does."""
    return check_rows(checks.check_rubric(draft, sample=sample), beside)


def check_rows(results: Iterable[RuleResult], beside: Sequence[BaseCheck] = ()) -> dict[str, Any]:
    """Return all checks worst first, those about the base, those left standing, and the rules that could not look.

    What stands in a rule's every finding is sent once: `texts` holds it, and a row names its place there.
    """
    results = tuple(results)
    texts: dict[tuple[str, str, str], int] = {}
    standing = [one for result in results for one in result.checks if one.set_aside is not None]
    shown: list[Check | BaseCheck] = [*checks.open_checks(results), *beside, *standing]
    rows = [_row(one, texts) for one in shown]
    return {
        "checks": rows,
        "texts": [{"why": why, "source": source, "rewrite": rewrite} for why, source, rewrite in texts],
        "resting": [
            {"name": visible(one.name), "reason": visible(one.reason)} for one in results if one.state == "not_applicable"
        ],
        "checks_line": counts_sentence(row["severity"] for row in rows if not row["left"]),
    }


def marks(rows: Sequence[dict[str, Any]], criterion: str, level: str | None = None) -> list[dict[str, str]]:
    """Return how many open checks there are about a criterion or one of its levels, by severity: "2 warnings"."""
    about = [
        row["severity"] for row in rows if not row["left"] and row["criterion"] == criterion and level in (None, row["level"])
    ]
    return [{"severity": severity.value, "words": words} for severity, words in severity_counts(about)]


def _row(check: Check | BaseCheck, texts: dict[tuple[str, str, str], int]) -> dict[str, Any]:
    parts = check.path.split(".")
    criterion = parts[1] if parts[0] == "criteria" and len(parts) > 1 else ""
    level = parts[3] if criterion and len(parts) > 3 and parts[2] == "levels" else ""
    text = (visible(check.why), visible(check.source), visible(check.rewrite))
    return {
        "key": f"{check.code} {check.path} {check.quoted}",
        "code": check.code,
        "path": check.path,
        "criterion": criterion,
        "level": level,
        "severity": check.severity.value,
        "word": _WORDS[check.severity],
        "place": visible(check.place),
        "quoted": visible(check.quoted),
        "message": visible(check.message),
        "text": texts.setdefault(text, len(texts)),
        "left": check.set_aside is not None,
        "can_leave": isinstance(check, Check),
        "reason": visible(check.set_aside or ""),
    }
