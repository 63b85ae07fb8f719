"""The rubric report: the questions, how they decide, what they serve, how they read, and what changed; no badge is in it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from rubric_kit import __version__
from rubric_kit.authoring import check_changes, check_rubric, open_checks, policy_sentences, rubric_changes, target_coverage
from rubric_kit.authoring.checks import Check
from rubric_kit.authoring.checks.check_counts import counts_sentence
from rubric_kit.model import Rubric, share_text
from rubric_kit.model.rule_words import exact_share, points_text
from rubric_kit.reports.section import Section, heading_section, section
from rubric_kit.workspace import read_rubric


def rubric_report(rubric: str | Path, before: str | Path = "", *, title: str, as_of: str = "") -> RubricReport:
    """Read the inputs and return the report, section by section.

    Raises
    ------
    InputError, RecordError
        An input cannot be used.
    """
    earlier = read_rubric(before) if before else None
    return RubricReport(read_rubric(rubric), earlier, title=title, as_of=as_of)


class RubricReport:
    """Sections of the report; each method returns what a notebook cell shows.

    Parameters
    ----------
    rubric : Rubric
        The version that is shown.
    before : Rubric or None
        An earlier version of it, or the base it builds on; None: nothing is said about changes.
    title, as_of : str
        Title and date of the report.
    """

    def __init__(self, rubric: Rubric, before: Rubric | None = None, *, title: str, as_of: str = "") -> None:
        self.rubric = rubric
        self._before = before
        self._title = title
        self._as_of = as_of
        self._results = check_rubric(rubric)
        self._open = open_checks(self._results)

    def heading(self) -> Section:
        """Show the title, the date given, and the rubric in one sentence."""
        return heading_section(self._title, self._as_of, self.finding, self.rubric)

    @cached_property
    def finding(self) -> str:
        """How large the rubric is, whether its cuts were adopted, and what the checks find."""
        criteria = self.rubric.criteria
        levels = sum(len(one.levels) for one in criteria)
        adopted = self.rubric.policy.adopted
        who = f"The cuts were adopted: {adopted}" if adopted else "Nobody has adopted its cuts yet"
        asks = f"This rubric asks {len(criteria)} question{'s' if len(criteria) > 1 else ''} on {levels} levels."
        return f"{asks} {who.rstrip('.')}. {counts_sentence(one.severity for one in self._open)}"

    def questions(self) -> Section:
        """Show each criterion with its levels, what they look like in a badge, and sample words pinned to them."""
        numbers = {target.id: number for number, target in enumerate(self.rubric.targets, start=1)}
        rows = [
            {
                "name": one.name,
                "question": one.question,
                "weight": share_text(one.weight) if one.weight else "",
                "serves": ", ".join(str(numbers[target]) for target in one.targets if target in numbers),
                "levels": [
                    {
                        "name": level.name,
                        "points": points_text(level.points),
                        "descriptor": level.descriptor,
                        "anchors": [(anchor.text, anchor.source or "") for anchor in level.anchors],
                    }
                    for level in one.levels
                ],
            }
            for one in self.rubric.criteria
        ]
        return section("questions", f"Questions: {len(rows)}", rows=rows, purpose=self.rubric.purpose)

    def rules(self) -> Section:
        """Show the policy, each rule as one plain sentence, in the order in which the rules are looked at."""
        sentences = [one.text for one in policy_sentences(self.rubric)]
        return section("rules", f"Rules: {len(sentences)}", sentences=sentences)

    def coverage(self) -> Section:
        """Show which vision and mission items the criteria serve, and with how much weight."""
        found = target_coverage(self.rubric)
        rows = [
            {
                "number": row.number,
                "text": row.text,
                "criteria": ", ".join(f"{one.name}{' (gate)' if one.gated else ''}" for one in row.criteria) or "none",
                "weight": exact_share(row.weight),
            }
            for row in found.rows
        ]
        return section("coverage", found.summary, rows=rows, summary=found.summary)

    def checks(self) -> Section:
        """Show what two readers could read in two ways, and what the team left standing with its reason."""
        rows = [_row(one) for one in self._open]
        aside = [one for result in self._results for one in result.checks if one.set_aside is not None]
        left = [(one.place, one.message, one.set_aside) for one in aside]
        idle = [f"{one.name}: {one.reason}" for one in self._results if one.state == "not_applicable"]
        summary = counts_sentence(one.severity for one in self._open)
        return section("rubric_checks", summary, summary=summary, rows=rows, left_standing=left, idle=idle)

    def changes(self) -> Section:
        """Show what changed since the earlier version, or what was added to the base, and which findings are new or mended."""
        if self._before is None:
            return section("paragraph", "", words="")
        changes = [change.sentence for change in rubric_changes(self._before, self.rubric)]
        found = check_changes(check_rubric(self._before), self._results)
        return section(
            "changes",
            f"Changes: {len(changes)}",
            since=self._since,
            changes=changes,
            new=[_row(one) for one in found.new],
            mended=[_row(one) for one in found.mended],
            kept=len(found.kept),
        )

    def how_made(self) -> Section:
        """Show the fingerprints that tell this version from every other, and the sources of its wording."""
        rubric = self.rubric
        facts = [
            ("Rubric", f"{rubric.title}, version {rubric.version}"),
            ("Fingerprint", rubric.fingerprint),
            ("Wording fingerprint", rubric.wording_fingerprint),
            ("Made from", rubric.parent or "nothing earlier"),
            ("Builds on", f"{rubric.base.title}, version {rubric.base.version}" if rubric.base else "no other rubric"),
            ("Made with", f"rubric_kit {__version__}"),
        ]
        sources = [citation.text for citation in rubric.citations]
        return section("how_made", "How this was made", facts=facts, weights=[], cuts=[], profiles=[], sources=sources)

    @property
    def _since(self) -> str:
        before = self._before
        if before is None or before.id == self.rubric.id:
            return f"since version {before.version if before else 0}"
        return f"in the base rubric «{before.title}», version {before.version}"


def _row(check: Check) -> dict[str, str]:
    return {
        "place": check.place,
        "severity": check.severity.value,
        "code": check.code,
        "message": check.message,
        "quoted": check.quoted,
        "rewrite": check.rewrite,
        "why": check.why,
        "source": check.source,
    }
