"""How many findings there are, in words: the same in the editor, on the command line and in a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rubric_kit.model import Severity

_WORDS = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings"), Severity.INFO: ("note", "notes")}


def severity_counts(severities: Iterable[str]) -> tuple[tuple[Severity, str], ...]:
    """Count findings by severity, worst first, each count with its word.

    Examples
    --------
    >>> [words for _, words in severity_counts(["info", "error", "info"])]
    ['1 error', '2 notes']
    """
    count = Counter(severities)
    return tuple((one, f"{count[one]} {words[count[one] > 1]}") for one, words in _WORDS.items() if count[one])


def counts_sentence(severities: Iterable[str]) -> str:
    """Say in one sentence how many findings there are.

    Examples
    --------
    >>> counts_sentence(["warning"])
    'The checks find 1 warning.'
    """
    counts = severity_counts(severities)
    return f"The checks find {', '.join(words for _, words in counts)}." if counts else "The checks find nothing."
