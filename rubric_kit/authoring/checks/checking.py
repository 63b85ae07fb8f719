"""Looking at a rubric with all rules, and setting the findings of two versions side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rubric_kit.authoring.checks.check import Check, Hit, Resting, RuleResult
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.rulebook import RULES
from rubric_kit.authoring.checks.sample import SampleFigures
from rubric_kit.authoring.checks.sheet import Sheet, sheet_of
from rubric_kit.authoring.checks.word_list import words_for
from rubric_kit.authoring.plain_form import plain_form
from rubric_kit.model import Rubric, Severity

_WORST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check_rubric(
    rubric: Rubric | Mapping[str, Any],
    *,
    calibrating: bool = False,
    sample: SampleFigures | None = None,
    words: Path | None = None,
) -> tuple[RuleResult, ...]:
    """Look at a rubric with all 29 rules, and return what each found, in their order.

    Parameters
    ----------
    rubric : Rubric or mapping
        A version, or a draft in plain form, which may be unfinished.
    calibrating : bool
        Whether ratings are about to be calibrated: a level without sample text is an error then.
    sample : SampleFigures, optional
        What the sample badges say (`rubric_kit.comparing.sample_figures`); without it two rules do not apply.
    words : Path, optional
        Folder of word lists, in place of those that come with the kit.

    Raises
    ------
    RecordError
        A draft has not the form of a rubric, or a word list is faulty.

    Examples
    --------
    >>> from rubric_kit.authoring import starter_rubric
    >>> results = check_rubric(starter_rubric())
    >>> len(results), [one.path for one in open_checks(results) if one.severity == "error"]
    (29, [])
    """
    plain = plain_form(rubric)
    sheet = sheet_of(plain, words=words_for(plain["language"], words), calibrating=calibrating, sample=sample)
    reasons = {(one["code"], one["path"]): one["reason"] for one in plain["set_aside"]}
    return tuple(_result(rule, sheet, reasons) for rule in RULES)


def open_checks(results: Iterable[RuleResult]) -> tuple[Check, ...]:
    """Return the checks that nobody set aside, the worst first, then in the order of the rubric."""
    left = [one for result in results for one in result.checks if one.set_aside is None]
    return tuple(sorted(left, key=lambda one: (_WORST_FIRST[one.severity], one.position)))


class CheckChanges(NamedTuple):
    """How the findings of two versions differ."""

    new: tuple[Check, ...]
    """Only in the later version."""
    mended: tuple[Check, ...]
    """Only in the earlier version."""
    kept: tuple[Check, ...]
    """In both, as the later version tells them."""


def check_changes(before: Iterable[RuleResult], after: Iterable[RuleResult]) -> CheckChanges:
    """Say which findings are new, which are mended and which stayed.

    A finding stayed if the same rule found the same words in the same place, or, where a cell was reworded, something else in the
    same place: its fault is still there. What was set aside counts like any other.
    """
    old = [one for result in before for one in result.checks]
    new = [one for result in after for one in result.checks]
    old_left, new_left = _unmatched(old, new, _exactly), _unmatched(new, old, _exactly)
    mended, fresh = _unmatched(old_left, new_left, _cell), _unmatched(new_left, old_left, _cell)
    ids = {id(one) for one in fresh}
    return CheckChanges(tuple(fresh), tuple(mended), tuple(one for one in new if id(one) not in ids))


def _exactly(one: Check) -> tuple[str, ...]:
    return one.code, one.path, one.quoted


def _cell(one: Check) -> tuple[str, ...]:
    return one.code, one.path


def _unmatched(checks: Iterable[Check], others: Iterable[Check], key: Callable[[Check], tuple[str, ...]]) -> list[Check]:
    """Return the checks that have no partner among the others; each partner is taken once."""
    partners = Counter(key(one) for one in others)
    left = []
    for one in checks:
        if partners[key(one)]:
            partners[key(one)] -= 1
        else:
            left.append(one)
    return left


def _result(rule: Rule, sheet: Sheet, reasons: Mapping[tuple[str, str], str]) -> RuleResult:
    found: Iterable[Hit] | Resting = _resting(rule, sheet) or rule.look(sheet)
    if isinstance(found, Resting):
        return RuleResult(
            code=rule.code, rule=rule.rule, name=rule.name, severity=rule.severity, state="not_applicable", reason=found.reason
        )
    checks = sorted((_check(rule, hit, sheet, reasons) for hit in found), key=lambda one: one.position)
    state = "found" if checks else "clean"
    return RuleResult(code=rule.code, rule=rule.rule, name=rule.name, severity=rule.severity, state=state, checks=tuple(checks))


def _resting(rule: Rule, sheet: Sheet) -> Resting | None:
    language = sheet.plain["language"]
    if rule.needs and sheet.words is None:
        return Resting(f"There is no word list for the language «{language}».")
    if sheet.words is not None and not all(sheet.words.has(part) for part in rule.needs):
        return Resting(f"The word list for the language «{language}» has no words for this.")
    if rule.needs and not any(criterion.cells for criterion in sheet.criteria):
        return Resting("No level is described yet.")
    return None


def _check(rule: Rule, hit: Hit, sheet: Sheet, reasons: Mapping[tuple[str, str], str]) -> Check:
    position, place = sheet.place(hit.path)
    return Check(
        code=rule.code,
        severity=hit.severity or rule.severity,
        path=hit.path,
        place=place,
        quoted=hit.quoted,
        message=hit.message,
        why=rule.why,
        source=rule.source,
        rewrite=hit.rewrite or rule.rewrite,
        set_aside=reasons.get((rule.code, hit.path)),
        position=position,
    )
