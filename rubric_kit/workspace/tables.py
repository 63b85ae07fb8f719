"""What was read, as tables a notebook can show: nothing in them is judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from rubric_kit.comparing import badge_labels
from rubric_kit.model import Badge, Finding, visible


def badge_table(badges: Sequence[Badge]) -> pd.DataFrame:
    """Return one row per badge: its label, who issued it, what it says of itself, and the start of its key."""
    labels = badge_labels(badges)
    rows = [
        {
            "badge": labels[badge.key],
            "issuer": visible(badge.issuer.name),
            "kind": badge.kind.value if badge.kind else "not stated",
            "evidence": badge.evidence.state.value,
            "alignments": len(badge.alignments),
            "proof": badge.verification.outcome.value.replace("_", " "),
            "key": badge.handle,
        }
        for badge in badges
    ]
    return pd.DataFrame(rows, columns=["badge", "issuer", "kind", "evidence", "alignments", "proof", "key"]).set_index("badge")


def finding_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return one row per finding: where it was found, how much it matters, what it is and what to do."""
    rows = [
        {"where": visible(one.where), "severity": one.severity.value, "what": visible(one.message), "do": one.advice}
        for one in findings
    ]
    return pd.DataFrame(rows, columns=["where", "severity", "what", "do"]).set_index("where")
