"""Who is done with a round, as plain rows and sentences: how much each has answered, never what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rubric_kit.model import EntryKind, Finding, Rubric, visible
from rubric_kit.scoring.rounds import Conflict, RoundState

_SILENT_CODES = frozenset({"RKS002", "RKS003", "RKS004", "RKS005", "RKS006"})
"""Findings about files and columns; what others say may quote an answer."""
_NOT_USED = "could not be used; what is wrong with it is told when the round is shown"


def people_rows(state: RoundState, badges: int) -> list[dict[str, Any]]:
    """Return one row per rater: code, team, how many gut calls and answers are in, and whether that is all."""
    return [
        {
            "code": visible(one.code),
            "team": visible(one.team),
            "calls": f"{one.gut_calls} of {badges}",
            "answered": f"{one.answered} of {one.cells}",
            "done": one.done,
        }
        for one in state.raters
    ]


def team_rows(state: RoundState) -> list[dict[str, Any]]:
    """Return one row per team: who is in, in words and as two numbers."""
    return [{"words": visible(team.sentence), "in": team.in_, "of": team.of} for team in state.teams]


def reveal_question(state: RoundState) -> str:
    """Return what the leader is asked before everybody is shown what was said: who is missing, by team and count."""
    late = len(state.raters) - state.done
    if not late:
        return f"Show everybody what was said? All {len(state.raters)} are done."
    verb = "is" if late == 1 else "are"
    told = [f"{late} of {len(state.raters)} {verb} not done: {_missing(state)}."]
    if state.silent:
        told.append(f"{len(state.silent)} {'has' if len(state.silent) == 1 else 'have'} said nothing at all.")
    return f"Show everybody what was said? {' '.join(told)} What comes in later is still counted, and told as late."


def reveal_record(at_reveal: RoundState, late_answers: int) -> str:
    """Return what stays on record about a reveal: who was in when it was released, who had said nothing, what came after."""
    people = len(at_reveal.raters)
    told = f"When it was shown, {at_reveal.done} of {people} {'was' if people == 1 else 'were'} done"
    if at_reveal.done < people:
        told += f" ({_missing(at_reveal)})"
    told += f"; {len(at_reveal.silent)} had said nothing." if at_reveal.silent else "; everybody had said something."
    if late_answers:
        told += f" {late_answers} {'answer' if late_answers == 1 else 'answers'} came in after that."
    return visible(told)


def conflict_words(conflicts: Sequence[Conflict], rubric: Rubric, labels: Mapping[str, str]) -> list[str]:
    """Return the cells in which one rater says different things, without saying what."""
    names = {criterion.id: criterion.name for criterion in rubric.criteria}
    words = []
    for one in conflicts:
        cell = one.cell
        what = "the gut call" if cell.kind is EntryKind.GUT_CALL else names.get(cell.criterion or "", cell.criterion or cell.kind)
        badge = f" on {labels.get(cell.badge, cell.badge[:12])}" if cell.badge else ""
        words.append(visible(f"{cell.rater} answered {what}{badge} differently on two machines"))
    return words


def left_out_lines(findings: Iterable[Finding], *, told: bool) -> list[str]:
    """Return a line for each thing that could not be used; unless `told`, a line about an answer does not repeat the answer."""
    return [
        visible(one.line() if told or one.code in _SILENT_CODES else f"{one.where}: {_NOT_USED} ({one.code})") for one in findings
    ]


def _missing(state: RoundState) -> str:
    """Name the teams that are not all in; without teams, the codes."""
    late = [team.sentence for team in state.teams if team.in_ < team.of]
    alone = [one.code for one in state.raters if not one.done and not one.team]
    return visible(", ".join([*late, *alone]))
