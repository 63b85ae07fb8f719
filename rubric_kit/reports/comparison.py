"""The comparison report: decisions on a set of badges, their level differences, what is missing, and how it was made.

The template notebook calls one method per section; the words and tables are put together here, so that a notebook, a test
and a report show the same thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from rubric_kit import __version__
from rubric_kit.authoring import check_rubric, open_checks
from rubric_kit.authoring.checks.check_counts import counts_sentence
from rubric_kit.charts import Display, level_differences, level_heat_map, score_intervals
from rubric_kit.charts.triage_table import triage_groups
from rubric_kit.comparing import compare_levels, explain_order, same_name_groups
from rubric_kit.errors import ParameterError
from rubric_kit.intake import CODES
from rubric_kit.model import STATE_WORDS, Badge, Decision, WeightSet, interval_text, share_text
from rubric_kit.model.rule_words import profile_words
from rubric_kit.reports.other_weights import OtherWeights
from rubric_kit.reports.section import Section, heading_section, section
from rubric_kit.scoring import rank
from rubric_kit.scoring.settling_words import settling_sentence
from rubric_kit.scoring.triage import triage
from rubric_kit.workspace import Review, read_review
from rubric_kit.workspace.past_decisions import PastDecisionsTable, read_past_decisions
from rubric_kit.workspace.weights_file import read_weights


def comparison_report(
    rubric: str | Path,
    badges: str | Path,
    ratings: str | Path,
    *,
    title: str,
    as_of: str = "",
    focus: str = "",
    weights: str | Path = "",
    past: str | Path = "",
) -> ComparisonReport:
    """Read the inputs and return the report, section by section.

    Parameters
    ----------
    rubric, badges, ratings : path
        As for `read_review`.
    title, as_of : str
        Title and date of the report.
    focus : str
        Keys of the badges to set side by side, with commas between.
    weights : path
        Weights file of other people or audiences; empty: nothing is said about them.
    past : path
        Table of past decisions; empty: nothing is said about which badges need a panel.

    Raises
    ------
    InputError, RecordError, RatingError
        An input cannot be used.
    ParameterError
        `focus` names a badge that is not among the badges.
    """
    review = read_review(rubric, badges, ratings)
    sets = read_weights(weights) if weights else ()
    decided = read_past_decisions(past, review.rubric, review.badges, review.answers) if past else None
    return ComparisonReport(review, title=title, as_of=as_of, focus=focus, sets=sets, past=decided)


class ComparisonReport:
    """Sections of the report; each method returns what a notebook cell shows.

    Parameters
    ----------
    review : Review
        What was read.
    title, as_of : str
        Title and date of the report.
    focus : str
        Keys of the badges to set side by side, with commas between.
    sets : sequence of WeightSet
        Weights of other people or audiences.
    past : PastDecisionsTable, optional
        What people decided before.
    """

    def __init__(
        self,
        review: Review,
        *,
        title: str,
        as_of: str = "",
        focus: str = "",
        sets: Sequence[WeightSet] = (),
        past: PastDecisionsTable | None = None,
    ) -> None:
        self.review = review
        self.past = past
        self._title = title
        self._as_of = as_of
        self._labels = review.labels
        self._badge = {badge.key: badge for badge in review.badges}
        self._decisions = rank(review.rubric, review.badges, review.answers, what_if=True)
        self._focus = self._chosen(focus)
        self.other_weights = OtherWeights(review, self._decisions, sets)

    def heading(self) -> Section:
        """Show the title, the date given, and the finding in one sentence."""
        return heading_section(self._title, self._as_of, self.finding, self.review.rubric)

    @cached_property
    def finding(self) -> str:
        """How many badges were reviewed, and what was decided."""
        policy = self.review.rubric.policy
        counts = Counter(decision.outcome for decision in self._decisions)
        parts = [f"{outcome.name}: {counts[outcome.id]}" for outcome in policy.outcomes if counts[outcome.id]]
        if counts[None]:
            parts.append(f"Undetermined until something missing is known: {counts[None]}")
        number = len(self._decisions)
        return f"{number} badge{'s were' if number > 1 else ' was'} reviewed. {'. '.join(parts)}."

    def decisions(self) -> Section:
        """Show the decisions, best first."""
        rows = [self._row(place, decision) for place, decision in enumerate(self._decisions, start=1)]
        reached = {one for decision in self._decisions for one in decision.possible}
        meanings = [(one.name, one.wording) for one in self.review.rubric.policy.outcomes if one.id in reached]
        return section("decisions", f"Decisions: {len(rows)}", rows=rows, meanings=meanings)

    def scores(self) -> Display:
        """Show the scores as intervals against the cuts."""
        return score_intervals(self.review.rubric, self._decisions, self._labels)

    def side_by_side(self) -> Display | Section:
        """Show the level differences of the badges in focus."""
        badges = [self._badge[key] for key in self._focus]
        if len(badges) < 2:
            text = "Only one badge could be read, so there is nothing to set beside it."
            return section("paragraph", text, words=text)
        return level_differences(self.review.rubric, compare_levels(self.review.rubric, badges, self.review.answers))

    def side_by_side_reason(self) -> Section:
        """Say which of the first two badges in focus is ahead, and why."""
        if len(self._focus) < 2:
            return section("paragraph", "", words="")
        scores = {decision.badge: decision.score for decision in self._decisions}
        first, second = self._focus[:2]
        labels = (self._labels[first], self._labels[second])
        text = explain_order(self.review.rubric, scores[first], scores[second], labels)
        return section("paragraph", text, words=text)

    def heat_map(self) -> Display:
        """Show the levels of all badges on all criteria."""
        answers = {decision.badge: self.review.answers[decision.badge] for decision in self._decisions}
        return level_heat_map(self.review.rubric, answers, self._labels)

    def reasons(self) -> Section:
        """Show the rules that were looked at for each badge, in order."""
        rows = [
            {
                "label": self._labels[decision.badge],
                "outcome": self._outcome(decision),
                "steps": [step.sentence for step in decision.trace],
                "flips": [self._flip(decision, place) for place in range(len(decision.flips))],
            }
            for decision in self._decisions
        ]
        return section("reasons", f"Reasons for {len(rows)} decisions", rows=rows)

    def missing(self) -> Section:
        """Show what is missing, what would settle it, and whom to ask."""
        rows = [row for decision in self._decisions for row in self._missing_rows(decision)]
        unread = Counter(finding.code for finding in self.review.badge_findings if finding.severity == "error")
        notes = [f"Badge files that could not be used, by finding {code}: {count}." for code, count in sorted(unread.items())]
        # The name of a table may be a rater's name; the row is enough.
        notes += [f"{finding.where.rpartition(', ')[2]}: {finding.message}" for finding in self.review.rating_findings]
        remarks = [
            (self._labels[decision.badge], f"{finding.message} {finding.advice}".strip())
            for decision in self._decisions
            for finding in self.review.remarks[decision.badge]
        ]
        settling = [
            (self._labels[decision.badge], sentence)
            for decision in self._decisions
            if (sentence := settling_sentence(self.review.rubric, decision))
        ]
        return section("missing", f"Missing facts: {len(rows)}", rows=rows, settling=settling, notes=notes, remarks=remarks)

    def needs_panel(self) -> Section:
        """Show which badges are clear and which need a panel, if past decisions were given."""
        if self.past is None:
            return section("paragraph", "", words="")
        review = self.review
        found = triage(review.rubric, review.badges, review.answers, self.past.past)
        notes = [f"{one.where.rpartition(', ')[2]}: {one.message}" for one in self.past.findings]
        return section(
            "needs_panel",
            found.sentence,
            sentence=found.sentence,
            basis=(*found.basis, *notes),
            groups=triage_groups(found, self._labels),
        )

    def how_made(self) -> Section:
        """Show rubric, weights, cuts, and the fingerprints that let anyone repeat the report."""
        rubric = self.review.rubric
        facts = [
            ("Rubric", f"{rubric.title}, version {rubric.version}"),
            ("Rubric fingerprint", rubric.fingerprint),
            ("Wording fingerprint", rubric.wording_fingerprint),
            ("How the rubric reads", counts_sentence(one.severity for one in open_checks(check_rubric(rubric)))),
            ("Cuts", f"adopted: {rubric.policy.adopted}" if rubric.policy.adopted else "nobody has adopted them yet"),
            ("Badges", f"{len(self.review.badges)} read"),
            ("Raters", ", ".join(sorted({row.rater for row in self.review.ratings}))),
            ("Ratings", f"{len(self.review.ratings)} used; together: the median level, of two middle levels the lower"),
            *self.other_weights.facts(),
            ("Made with", f"rubric_kit {__version__}"),
        ]
        weights = [(c.name, share_text(c.weight), "gate only" if not c.weight else "") for c in rubric.criteria]
        cuts = [(rubric.policy.outcome(cut.outcome).name, share_text(cut.at_least)) for cut in rubric.policy.cuts]
        profiles = [(rubric.policy.outcome(one.outcome).name, profile_words(one, rubric.top)) for one in rubric.policy.profiles]
        sources = [citation.text for citation in rubric.citations]
        return section(
            "how_made", "How this was made", facts=facts, weights=weights, cuts=cuts, profiles=profiles, sources=sources
        )

    def _chosen(self, focus: str) -> tuple[str, ...]:
        wanted = [one.strip() for one in focus.split(",") if one.strip()]
        if wanted:
            return tuple(dict.fromkeys(self._key(one) for one in wanted))
        ranked = [decision.badge for decision in self._decisions]
        groups = same_name_groups(self._badge[key] for key in ranked)
        return tuple(badge.key for badge in groups[0]) if groups else tuple(ranked[:2])

    def _key(self, start: str) -> str:
        found = [key for key in self._badge if key.startswith(start)] if len(start) >= 8 else []
        if len(found) != 1:
            raise ParameterError(f"focus names badge {start!r}, which is not one of the badges that were read", where="focus")
        return found[0]

    def _outcome(self, decision: Decision) -> str:
        return self.review.rubric.policy.outcome(decision.outcome).name if decision.outcome else "Undetermined"

    def _row(self, place: int, decision: Decision) -> dict[str, object]:
        badge = self._badge[decision.badge]
        open_between = [self.review.rubric.policy.outcome(one).name for one in decision.possible]
        return {
            "place": place,
            "label": badge.name,
            "issuer": badge.issuer.name,
            "score": interval_text(decision.score),
            "outcome": self._outcome(decision),
            "open": "" if decision.outcome else f"Open between: {', '.join(open_between)}.",
            "notes": self._notes(badge),
        }

    def _notes(self, badge: Badge) -> list[tuple[str, bool]]:
        """Say what a reader must know about a badge beside its score, and whether it is a warning."""
        notes = [(CODES[finding.code].title, True) for finding in self.review.remarks[badge.key]]
        if badge.valid_until:
            expired = bool(self._as_of) and badge.valid_until.isoformat() < self._as_of
            notes.append((f"{'Expired' if expired else 'Valid until'} {badge.valid_until.isoformat()}", expired))
        return list(dict.fromkeys(notes))

    def _flip(self, decision: Decision, place: int) -> str:
        flip = decision.flips[place]
        criterion = self.review.rubric.criterion(flip.criterion)
        names = [level.name for one in (flip.from_level, flip.to_level) if (level := criterion.level(one))]
        return f"{criterion.name} from {' to '.join(names)}: {self.review.rubric.policy.outcome(flip.outcome).name}."

    def _missing_rows(self, decision: Decision) -> list[dict[str, str]]:
        badge: Badge = self._badge[decision.badge]
        answers = self.review.answers[decision.badge]
        rows = []
        for settler in decision.settlers:
            answer = answers.get(settler.criterion)
            rows.append(
                {
                    "label": self._labels[badge.key],
                    "issuer": badge.issuer.name,
                    "criterion": self.review.rubric.criterion(settler.criterion).name,
                    "state": STATE_WORDS.get(str(answer), STATE_WORDS["unrated"]),
                    "ask": settler.ask,
                    "alone": "Yes" if settler.alone else "Not alone",
                }
            )
        return rows
