"""`RESULTS.md`: every number that was asked for, beside its goal and the command that repeats it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.goals import Amount, Goal, Ratio, Sense, Topic, Unit
from harness.memory import MEBIBYTE
from harness.readings import Reading, Run
from harness.topics import TOPICS, topic

_RATIO_HEAD = ("What", "Ours", "Time", "Peer", "Time", "Ratio", "Goal", "Met", "Command")
_AMOUNT_HEAD = ("What", "Found", "Goal", "Met", "Command")
_MEMORY_HOW = (
    "By how much the resident memory of a fresh process rises at its highest while the work is done, its result included. "
    "The input is there before, and a few rows were scored, so that the code is loaded. On Linux it is the kernel's own "
    "mark (VmHWM), set back right before."
)


class MissingReadingError(Exception):
    """A number that was asked for was not measured, or one was measured that nobody asked for."""


def results_page(runs: Sequence[Run], *, machine: str, load: str, date: str) -> str:
    """Return the page.

    Parameters
    ----------
    runs : sequence of Run
        One for every topic.
    machine : str
        What it was measured on.
    load : str
        How much other work it had right before.
    date : str
        The day, given by whoever ran it.

    Raises
    ------
    MissingReadingError
        Readings and goals do not match one to one.
    """
    by_script = {run.script: run for run in runs}
    missing = [one.command for one in TOPICS if one.script not in by_script]
    if missing:
        raise MissingReadingError(f"not measured: {', '.join(missing)}")
    ordered = [by_script[one.script] for one in TOPICS]
    lines = ["# Results of the benchmarks", "", *_introduction(ordered, machine, load, date)]
    for run in ordered:
        lines += ["", *topic_lines(run)]
    return "\n".join([*lines, *memory_lines(ordered)]) + "\n"


def topic_lines(run: Run) -> list[str]:
    """Return what one script measured, but for memory, which has a table of its own at the end of the page."""
    about, found = topic(run.script), _found(run)
    amounts = [_amount_row(about, one, found[one.key]) for one in about.amounts if one.unit is not Unit.MEBIBYTES]
    lines = [f"## {about.title}", "", about.how, ""]
    lines += _table(_RATIO_HEAD, [_ratio_row(about, one, found[one.key]) for one in about.ratios])
    return [*lines, "", *_table(_AMOUNT_HEAD, amounts)] if amounts else lines


def memory_lines(runs: Sequence[Run]) -> list[str]:
    """Return the table of what was needed beyond the input; nothing if no run measured memory."""
    rows: list[tuple[str, ...]] = []
    for run in runs:
        about, found = topic(run.script), _found(run)
        rows += [_amount_row(about, one, found[one.key]) for one in about.amounts if one.unit is Unit.MEBIBYTES]
    return ["", "## Memory", "", _MEMORY_HOW, "", *_table(_AMOUNT_HEAD, rows)] if rows else []


def _introduction(runs: Sequence[Run], machine: str, load: str, date: str) -> Iterator[str]:
    met = [goal.met_by(number) for goal, number in _with_goals(runs)]
    yield "Written by `make bench`; no number here was written by hand. `make bench NAMES=scoring` repeats one part and prints"
    yield "it; where there is no make, `python .ci/setup.py bench scoring` does the same."
    yield ""
    yield f"- Measured {date} on: {machine}."
    yield f"- Load of the machine right before: {load}."
    yield f"- Goals met: {sum(met)} of {len(met)}. A goal that is not met says so."
    yield "- Times are the shortest of several calls in one process after a warm-up, both sides in turn, unless a part says"
    yield "  otherwise. On another machine they mean nothing; ratios do."
    for run in runs:
        if run.versions:
            listed = ", ".join(f"{name} {number}" for name, number in sorted(run.versions.items()))
            yield f"- {topic(run.script).title}: {listed}."


def _with_goals(runs: Sequence[Run]) -> Iterator[tuple[Goal, float]]:
    for run in runs:
        about, found = topic(run.script), _found(run)
        for ratio in about.ratios:
            if ratio.goal is not None:
                yield ratio.goal, ratio.number(*_times(found[ratio.key]))
        for amount in about.amounts:
            if amount.goal is not None:
                yield amount.goal, _in_unit(amount, found[amount.key])


def _found(run: Run) -> dict[str, Reading]:
    about = topic(run.script)
    asked = {one.key for one in about.ratios} | {one.key for one in about.amounts}
    found = {reading.key: reading for reading in run.readings}
    if found.keys() != asked or len(found) != len(run.readings):
        differing = ", ".join(sorted(asked ^ found.keys())) or "a key that comes twice"
        raise MissingReadingError(f"{run.script}: readings and goals differ in {differing}")
    return found


def _ratio_row(about: Topic, ratio: Ratio, reading: Reading) -> tuple[str, ...]:
    ours, peer = _times(reading)
    number = ratio.number(ours, peer)
    shown = f"{ratio_text(number)} ({'ours / peer' if ratio.sense is Sense.AT_MOST else 'peer / ours'})"
    sides = (ratio.ours, time_text(ours), ratio.peer, time_text(peer))
    return (ratio.what, *sides, shown, ratio_goal_text(ratio), _met(ratio.goal, number), f"`{about.command}`")


def _amount_row(about: Topic, amount: Amount, reading: Reading) -> tuple[str, ...]:
    number = _in_unit(amount, reading)
    shown = (amount_text(amount, number), amount_goal_text(amount), _met(amount.goal, number))
    return (amount.what, *shown, f"`{about.command}`")


def _met(goal: Goal | None, number: float) -> str:
    if goal is None:
        return ""
    return "met" if goal.met_by(number) else "**not met**"


def _times(reading: Reading) -> tuple[float, float]:
    if reading.peer is None:
        raise MissingReadingError(f"{reading.key}: a ratio needs two times")
    return reading.ours, reading.peer


def _in_unit(amount: Amount, reading: Reading) -> float:
    return reading.ours / MEBIBYTE if amount.unit is Unit.MEBIBYTES else reading.ours


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)]


def ratio_goal_text(ratio: Ratio) -> str:
    """Write the goal of a ratio as "at most 15"."""
    return "for information" if ratio.goal is None else f"{ratio.goal.sense} {ratio.goal.bound:g}"


def amount_goal_text(amount: Amount) -> str:
    """Write the goal of an amount as "0", or "at most 16 MiB"."""
    if amount.goal is None:
        return "for information"
    if not amount.goal.bound:
        return "0"
    return f"{amount.goal.sense} {amount.goal.bound:g}{' MiB' if amount.unit is Unit.MEBIBYTES else ''}"


def amount_text(amount: Amount, number: float) -> str:
    """Write an amount in its unit; a share that is not 0 keeps its order of magnitude."""
    if amount.unit is Unit.MEBIBYTES:
        return f"{number:.1f} MiB"
    if amount.unit is Unit.COUNT:
        return f"{number:,.0f}"
    return "0" if not number else f"{number:.2g}"


def time_text(seconds: float) -> str:
    """Write a time with three digits, in the unit that fits it."""
    for size, name in ((1, "s"), (1e-3, "ms")):
        if seconds >= size:
            return f"{_three_digits(seconds / size)} {name}"
    return f"{_three_digits(seconds * 1e6)} µs"


def ratio_text(number: float) -> str:
    """Write a ratio with two decimals, or in whole numbers where it is large."""
    return f"{number:.2f}" if number < 100 else f"{number:,.0f}"


def _three_digits(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"
