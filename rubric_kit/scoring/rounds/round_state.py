"""How far a round of rating is: who is done and what is released, never what anybody said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rubric_kit.model import Cell, EntryKind, Origin, Rubric, StoredEntry
from rubric_kit.model.person import Person
from rubric_kit.scoring.rounds.standing import standing

_ANSWERS = (EntryKind.RATING, EntryKind.GUT_CALL, EntryKind.DONE)


class RaterProgress(NamedTuple):
    """How far one rater is."""

    code: str
    team: str
    """Team, empty if none is known."""
    gut_calls: int
    """Badges with a gut call."""
    answered: int
    """Questions with an answer, "cannot tell" and its like included."""
    cells: int
    """Questions there are: criteria times badges."""
    done: bool
    """Whether every question is answered, or the rater said "done"."""


class TeamProgress(NamedTuple):
    """How far one team is."""

    team: str
    in_: int
    """Members who are done."""
    of: int
    """Members."""

    @property
    def sentence(self) -> str:
        """How many of the team are in, such as "team-3: 2 of 4 in"."""
        return f"{self.team}: {self.in_} of {self.of} in"


class RoundState(NamedTuple):
    """How far a round is."""

    round: int
    open_round: int
    """Round that raters write to now."""
    revealed: bool
    """Whether what was said in this round may be shown."""
    rubric: str | None
    """Fingerprint of the version that the facilitator opened the round on; None if nobody said."""
    raters: tuple[RaterProgress, ...]
    """By team, then by code."""
    teams: tuple[TeamProgress, ...]
    """By name; empty if no team is known."""

    @property
    def done(self) -> int:
        """How many raters are done."""
        return sum(one.done for one in self.raters)

    @property
    def silent(self) -> tuple[str, ...]:
        """Codes of those on the list who said nothing at all in this round."""
        return tuple(one.code for one in self.raters if not (one.answered or one.gut_calls or one.done))

    @property
    def sentence(self) -> str:
        """Who is in, in one line, such as "22 of 24 are done. Not yet: team-3: 2 of 4 in."."""
        if not self.raters:
            return "Nobody has answered yet."
        told = f"{self.done} of {len(self.raters)} {'is' if len(self.raters) == 1 else 'are'} done."
        late = [one.sentence for one in self.teams if one.in_ < one.of]
        late = late or ([] if self.teams else [one.code for one in self.raters if not one.done])
        return f"{told} Not yet: {', '.join(late)}." if late else told


def current_round(entries: Iterable[StoredEntry]) -> int:
    """Return the round that raters write to now: the latest one that was opened, 1 if none was."""
    return max((one.entry.round for one in entries if one.entry.kind is EntryKind.ROUND), default=1)


def shown_round(entries: Iterable[StoredEntry]) -> int:
    """Return the latest round whose answers everybody may see; 0 for none."""
    log = tuple(entries)
    revealed = (one.entry.round for one in log if one.entry.kind is EntryKind.REVEAL)
    return max((number for number in revealed if number <= current_round(log)), default=0)


def round_state(
    rubric: Rubric,
    badge_keys: Sequence[str],
    entries: Iterable[StoredEntry],
    *,
    roster: Sequence[Person] = (),
    round: int | None = None,  # noqa: A002  the record's own word
) -> RoundState:
    """Return how far a round is.

    Parameters
    ----------
    rubric : Rubric
        Version that is rated on in this round; answers to other words do not count.
    badge_keys : sequence of str
        Keys of the badges that are rated.
    entries : iterable of StoredEntry
        The log.
    roster : sequence of Person
        Who is expected; whoever has answered is counted as well.
    round : int, optional
        Round to look at; without it the one that is open now.
    """
    log = tuple(entries)
    open_round = current_round(log)
    wanted = open_round if round is None else round
    found = standing(one for one in log if one.entry.round == wanted)
    cells = [one.entry.cell for one in found.rows] + [one.cell for one in found.conflicts]
    raters = _raters(rubric, set(badge_keys), cells, roster)
    versions = [one.entry.rubric for one in found.rows if one.entry.kind is EntryKind.ROUND]
    return RoundState(
        round=wanted,
        open_round=open_round,
        revealed=any(cell.kind is EntryKind.REVEAL for cell in cells),
        rubric=versions[0] if versions else None,
        raters=raters,
        teams=_teams(raters),
    )


def _raters(rubric: Rubric, badges: set[str], cells: Sequence[Cell], roster: Sequence[Person]) -> tuple[RaterProgress, ...]:
    criteria = {one.id for one in rubric.criteria}
    answered: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    for cell in cells:
        if cell.badge not in badges or cell.origin is not Origin.PERSON:
            continue
        if cell.kind is EntryKind.GUT_CALL:
            calls[cell.rater] += 1
        elif cell.criterion in criteria and cell.wording == rubric.wording_fingerprint:
            answered[cell.rater] += 1
    said_done = {cell.rater for cell in cells if cell.kind is EntryKind.DONE}
    teams = {one.code: one.team for one in roster}
    codes = {cell.rater for cell in cells if cell.kind in _ANSWERS} | set(teams)
    whole = len(criteria) * len(badges)
    found = [
        RaterProgress(
            code, teams.get(code, ""), calls[code], answered[code], whole, code in said_done or 0 < whole == answered[code]
        )
        for code in codes
    ]
    return tuple(sorted(found, key=lambda one: (one.team, one.code)))


def _teams(raters: Sequence[RaterProgress]) -> tuple[TeamProgress, ...]:
    names = sorted({one.team for one in raters if one.team})
    members = {name: [one for one in raters if one.team == name] for name in names}
    return tuple(TeamProgress(name, sum(one.done for one in members[name]), len(members[name])) for name in names)
