"""The report of a rating round: who is in, how far apart the room was, what a talk changed, and gut against rubric.

It shows only what was revealed, never a name, and a code only where at least five people rated. What people wrote as their
reasons stays out unless it is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from rubric_kit import __version__
from rubric_kit.charts import Display, TextTable
from rubric_kit.charts.agreement_table import AgreementTable, agreement_table
from rubric_kit.charts.dot_strips import dot_strips
from rubric_kit.charts.round_slopes import round_slopes
from rubric_kit.charts.wording import counted
from rubric_kit.comparing import badge_labels
from rubric_kit.comparing.cell_spread import CellChange, CellSpread, cell_spreads, round_change
from rubric_kit.errors import InputError, RatingError
from rubric_kit.model import Badge, Rating, Rubric, share_text
from rubric_kit.model.person import Person
from rubric_kit.reports.round_gut import RoundGut
from rubric_kit.reports.round_log import RoundLog, read_round_log
from rubric_kit.reports.section import Section, heading_section, section
from rubric_kit.scoring import usable_ratings
from rubric_kit.scoring.agreement import Agreement, agreement, agreement_change
from rubric_kit.scoring.rounds import round_state
from rubric_kit.workspace import read_badge_folder, read_rubric
from rubric_kit.workspace.people_file import read_people

FEWEST_FOR_CODES = 5
"""With fewer people no code is printed: everybody in the room would know who is meant."""
_WIDEST = 12
_NOT_SHOWN = "This round was not revealed yet, so nothing of what was said is shown."
_NO_SECOND = "There is no second round to compare with."


def rating_round_report(
    rubric: str | Path,
    badges: str | Path,
    ratings: str | Path,
    *,
    title: str,
    as_of: str = "",
    people: str | Path = "",
    before_rubric: str | Path = "",
    comments: bool = False,
) -> RatingRoundReport:
    """Read the inputs and return the report, section by section; an empty path is the kit's own sample.

    Parameters
    ----------
    rubric : path
        The version that the shown round was rated on.
    badges : path
        Badge file or folder of badge files; those that the log does not speak of are left out.
    ratings : path
        Database (.db), its address, log (CSV) or table of ratings (CSV); empty: the sample round.
    title, as_of : str
        Title and date of the report.
    people : path
        Roster with the columns code, team and name; only teams are counted from it.
    before_rubric : path
        The version that the round before was rated on; empty: the same one.
    comments : bool
        Whether to print the reasons people wrote on the widest cells, without codes.

    Raises
    ------
    InputError, RecordError, RatingError
        An input cannot be used, or no rating fits.

    Examples
    --------
    >>> report = rating_round_report("", "", "", title="Our first round")
    >>> report.done().text
    '24 people answered. Round 2 is shown.'
    """
    version = read_rubric(rubric)
    intake = read_badge_folder(badges)
    if not intake.badges:
        first = intake.findings[0].line() if intake.findings else ""
        raise InputError(f"no badge in {badges} could be read: {first}", where=str(badges))
    log = read_round_log(ratings, version, intake.badges)
    return RatingRoundReport(
        version,
        log.badges(intake.badges),
        log,
        title=title,
        as_of=as_of,
        people=read_people(people) if people else (),
        before=read_rubric(before_rubric) if before_rubric else None,
        comments=comments,
    )


class RatingRoundReport:
    """Sections of the report; each method returns what a notebook cell shows.

    Parameters
    ----------
    rubric : Rubric
        The version that the shown round was rated on.
    badges : sequence of Badge
        The badges that were rated.
    log : RoundLog
        What was said.
    title, as_of : str
        Title and date of the report.
    people : sequence of Person
        Who was expected; only their teams are used.
    before : Rubric, optional
        The version that the round before was rated on; without it the same one.
    comments : bool
        Whether reasons that people wrote are shown.

    Raises
    ------
    RatingError
        No rating fits the rubric and the badges.
    """

    def __init__(
        self,
        rubric: Rubric,
        badges: Sequence[Badge],
        log: RoundLog,
        *,
        title: str,
        as_of: str = "",
        people: Sequence[Person] = (),
        before: Rubric | None = None,
        comments: bool = False,
    ) -> None:
        self.rubric, self.badges, self.log, self.people = rubric, tuple(badges), log, tuple(people)
        self.before = before or rubric
        self._title, self._as_of, self._comments = title, as_of, comments
        self._labels = badge_labels(badges)
        self._gut = RoundGut((self.before, rubric), self.badges, log, self._labels)
        said = log.up_to(max(log.open_round, log.shown))
        # What was said on the words of the round before is not left out: it is what this round is compared with.
        others = [row for row in said if before is None or row.wording != before.wording_fingerprint]
        self._left_out = (*log.findings, *usable_ratings(rubric, badges, others).findings)
        if not usable_ratings(rubric, badges, said).rows:
            reason = f": {self._left_out[0].message}" if self._left_out else "; the log holds none"
            raise RatingError(
                f"no rating fits these badges and version {rubric.version} of {rubric.id!r}{reason}", where="ratings"
            )

    def summary(self) -> Section:
        """Show the title, the date given, and the finding in one sentence."""
        return heading_section(self._title, self._as_of, self.finding, self.rubric)

    @cached_property
    def finding(self) -> str:
        """How many people rated how many badges, and how often two of them agreed."""
        who = f"{counted(len(self.log.people), 'person', 'people')} rated {counted(len(self.badges), 'badge', 'badges')}."
        return f"{who} {self._agreement.sentences[0] if self.log.shown else _NOT_SHOWN}"

    def done(self) -> Section:
        """Show how many are in, by team if teams are known, and what was left out; never who."""
        shown = f"Round {self.log.shown} is shown." if self.log.shown else _NOT_SHOWN
        sentence = f"{counted(len(self.log.people), 'person', 'people')} answered. {shown}"
        teams: list[tuple[str, int, int]] = []
        if self.people:
            number = self.log.shown or self.log.open_round
            keys = [badge.key for badge in self.badges]
            state = round_state(self.rubric, keys, self.log.entries, roster=self.people, round=number)
            sentence = f"{state.done} of {len(state.raters)} are done. {shown}"
            teams = [(one.team, one.in_, one.of) for one in state.teams]
        return section("done", sentence, sentence=sentence, teams=teams, notes=list(self._notes()))

    def strips(self) -> Display | Section:
        """Show what everybody said on the widest cells, without a code."""
        if not self.log.shown:
            return _paragraph(_NOT_SHOWN)
        return dot_strips(self.rubric, self._spreads, self._labels, most=_WIDEST)

    def reasons(self) -> Section:
        """Show what people wrote on the widest cells, if that was asked for and enough people rated; without codes."""
        if not self._comments or not self.log.shown:
            return _paragraph("")
        if len(self.log.people) < FEWEST_FOR_CODES:
            return _paragraph(f"Reasons are left out, since fewer than {FEWEST_FOR_CODES} people rated.")
        wide = [cell for cell in self._spreads[:_WIDEST] if cell.width]
        named = [
            (f"{cell.name} on {cell.label}", self.log.reasons(self._shown_ratings, cell.badge, cell.criterion)) for cell in wide
        ]
        rows = [(name, words) for name, reasons in named for words in reasons]
        lead = "" if rows else "Nobody wrote a reason on the questions above."
        return section("sentences", f"Reasons: {len(rows)}", heading="Reasons that people wrote", lead=lead, rows=rows)

    def agreement(self) -> AgreementTable | Section:
        """Show how far people agreed, percent first."""
        return agreement_table(self._agreement) if self.log.shown else _paragraph(_NOT_SHOWN)

    def before_after(self) -> Display | Section:
        """Show what a talk and a second rating changed, cell by cell."""
        return round_slopes(self.rubric, self._changes, self._labels, most=_WIDEST) if self._changes else _paragraph(_NO_SECOND)

    def before_after_words(self) -> Section:
        """Say what the talk did to agreement on the cells that were rated again."""
        if not self._changes:
            return _paragraph("")
        before, after = (self._agreement_again(number) for number in (self.log.shown - 1, self.log.shown))
        sentences = agreement_change(before, after)
        rows = [("", one) for one in sentences]
        return section("sentences", sentences[0], heading="", lead="On the badges that were rated again:", rows=rows)

    def gut(self) -> Display | Section:
        """Show gut calls against the scores of the same people's ratings, with the cuts; without a code."""
        return self._gut.chart() if self.log.shown else _paragraph(_NOT_SHOWN)

    def gut_table(self) -> TextTable | Section:
        """Show per badge where gut and rubric part."""
        return self._gut.table()

    def gut_words(self) -> Section:
        """Say which cuts the gut calls speak for, beside the adopted one, and what that rests on."""
        return self._gut.words()

    def made(self) -> Section:
        """Show the rubric, the cuts and the fingerprints that let anyone repeat the report."""
        rubric = self.rubric
        facts = [
            ("Rubric", f"{rubric.title}, version {rubric.version}"),
            ("Rubric fingerprint", rubric.fingerprint),
            ("Wording fingerprint", rubric.wording_fingerprint),
            ("Round before", f"rated on version {self.before.version}" if self._changes else "none compared"),
            ("Cuts", f"adopted: {rubric.policy.adopted}" if rubric.policy.adopted else "nobody has adopted them yet"),
            ("Badges", f"{len(self.badges)} that the log speaks of"),
            ("People", self._who()),
            ("Ratings", f"{len(self._shown_ratings)} shown, {len(self.log.calls)} gut calls"),
            ("Made with", f"rubric_kit {__version__}"),
        ]
        weights = [(c.name, share_text(c.weight), "gate only" if not c.weight else "") for c in rubric.criteria]
        cuts = [(rubric.policy.outcome(cut.outcome).name, share_text(cut.at_least)) for cut in rubric.policy.cuts]
        sources = [citation.text for citation in rubric.citations]
        return section("how_made", "How this was made", facts=facts, weights=weights, cuts=cuts, profiles=[], sources=sources)

    def _who(self) -> str:
        codes = self.log.people
        told = counted(len(codes), "person", "people")
        return f"{told}; codes are left out" if len(codes) < FEWEST_FOR_CODES else f"{told}, by code: {', '.join(codes)}"

    def _notes(self) -> Iterator[str]:
        yield from (one.message for one in self._left_out if one.code == "RKT004")
        # Other messages name raters; here their number is enough.
        codes = Counter(one.code for one in self._left_out if one.code != "RKT004")
        yield from (
            f"Left out, by finding {code}: {counted(count, 'entry', 'entries')}." for code, count in sorted(codes.items())
        )
        conflicts = len(self.log.standing.conflicts)
        if conflicts:
            told = "1 answer differs" if conflicts == 1 else f"{conflicts} answers differ"
            yield f"{told} from machine to machine and counts as cannot tell until it is settled."

    @cached_property
    def _shown_ratings(self) -> tuple[Rating, ...]:
        return usable_ratings(self.rubric, self.badges, self.log.ratings).rows

    @cached_property
    def _spreads(self) -> tuple[CellSpread, ...]:
        return cell_spreads(self.rubric, self.badges, self.log.ratings, raters=self.log.people)

    @cached_property
    def _changes(self) -> tuple[CellChange, ...]:
        """The cells that somebody answered again, those that were widest before first."""
        if self.log.shown < 2:
            return ()
        before, after = self.log.up_to(self.log.shown - 1), self.log.ratings
        found = round_change(self.before, self.rubric, self.badges, before, after)
        return tuple(one for one in found if (one.after.badge, one.after.criterion) in self.log.again)

    @cached_property
    def _agreement(self) -> Agreement:
        return agreement(self.rubric, self._shown_ratings, [badge.key for badge in self.badges])

    def _agreement_again(self, number: int) -> Agreement:
        keys = {key for key, _ in self.log.again}
        badges = [badge for badge in self.badges if badge.key in keys]
        rubric = self.rubric if number == self.log.shown else self.before
        rows = [row for row in self.log.up_to(number) if row.badge in keys and row.wording == rubric.wording_fingerprint]
        return agreement(rubric, usable_ratings(rubric, badges, rows).rows, [badge.key for badge in badges])


def _paragraph(words: str) -> Section:
    return section("paragraph", words, words=words)
