"""Many processes that save into one store at the same moment, and two that save the same rubric."""

from __future__ import annotations

import os
import time
from typing import NamedTuple

from harness.forked import Forked, Outcome, Tell, Work
from harness.saves import RUBRIC, found_in, judge, rating
from rubric_kit.errors import RubricKitError
from rubric_kit.workspace.store import RevisionConflict, open_store

BADGES, CRITERIA = 40, 8
_AGAIN, _ENOUGH = b"a", b"e"


class Load(NamedTuple):
    """What many processes came to."""

    saves: int
    lost: int
    refused: tuple[str, ...]
    """What the store said to those whose save it refused, such as that the database is locked."""
    wrong: str
    """Why the store may not be used afterwards; empty when nothing is wrong."""
    seconds: float
    """From the first save to the last."""
    waits: tuple[float, ...]
    """How long each save took until it was acknowledged, in seconds, shortest first."""

    def wait(self, share: float) -> float:
        """Return the wait that a share of the saves did not exceed, in seconds."""
        return self.waits[min(len(self.waits) - 1, int(share * len(self.waits)))]


def load(place: str, processes: int, *, badges: int = BADGES, pause: float = 0) -> Load:
    """Let processes rate badges on every criterion, each answer saved on its own, and look at what is there afterwards.

    Parameters
    ----------
    place : str
        The store; it is made first.
    processes : int
        How many raters, each in a process with a store of its own.
    badges : int
        How many badges each of them rates.
    pause : float
        Seconds from the start of one save to the start of the next; 0: as quick as it goes.
    """
    with open_store(place):
        pass
    gate = os.pipe()
    count = badges * CRITERIA
    pauses = [(pause * number / processes, pause) for number in range(processes)]
    raters = [Forked(_rater(place, f"rater-{number}", count, gate, one)) for number, one in enumerate(pauses)]
    os.close(gate[0])
    for one in raters:
        one.go()
    for one in raters:
        one.wait_for("open")
    start = time.monotonic()
    os.close(gate[1])
    outcomes = [one.outcome() for one in raters]
    took = time.monotonic() - start
    return _load(place, outcomes, took)


def _load(place: str, outcomes: list[Outcome], took: float) -> Load:
    told = judge(found_in(place), outcomes)
    refused = [message for one in outcomes for message in (*one.told("refused"), *one.told("raised"))]
    waits = sorted(wait for one in outcomes for waits in one.told("waits") for wait in waits)
    return Load(told.acknowledged, told.lost + told.torn, tuple(refused), told.wrong, took, tuple(waits))


def _rater(place: str, rater: str, count: int, gate: tuple[int, int], pauses: tuple[float, float]) -> Work:
    first, pause = pauses

    def work(tell: Tell) -> None:
        os.close(gate[1])
        entries = [rating(number, rater) for number in range(count)]
        waits: list[float] = []
        with open_store(place) as store:
            tell({"open": True})
            os.read(gate[0], 1)
            # People do not answer in step.
            next_at = time.perf_counter() + first
            for entry in entries:
                time.sleep(max(0.0, next_at - time.perf_counter()))
                next_at += pause
                start = time.perf_counter()
                try:
                    store.append([entry])
                except RubricKitError as error:
                    tell({"refused": error.message})
                    continue
                waits.append(time.perf_counter() - start)
                tell({"saved": [entry.id]})
        tell({"waits": waits})

    return work


class Races(NamedTuple):
    """What two people came to who save the same rubric at the same moment, again and again."""

    races: int
    one_won: int
    """Races in which one of them saved and the other was told."""
    overwritten: int
    """Races after which something else is there than what the winner saved."""
    words: str
    """What the other was told, the last time."""
    wrong: tuple[str, ...]
    """Whatever else came through."""


def races(place: str, count: int) -> Races:
    """Let two processes save their own version of one rubric over the same revision at the same moment."""
    with open_store(place) as store:
        store.save_rubric(RUBRIC, revision=0, by="rater-0")
    people = [_Person(place, name) for name in ("rater-1", "rater-2")]
    one_won = overwritten = 0
    words, wrong = "", list[str]()
    for number in range(1, count + 1):
        for one in people:
            one.start()
        said = [one.answer() for one in people]
        won = [line["won"] for line in said if "won" in line]
        told = [line["told"] for line in said if "told" in line]
        one_won += len(won) == 1 and len(told) == 1 and won[0]["revision"] == number + 1
        overwritten += any(line["there"] != won[0]["title"] for line in said if won and "there" in line)
        words = told[0] if told else words
        wrong += [str(line) for line in said if not {"won", "told"} & set(line)]
        if wrong:
            break
    for one in people:
        one.stop()
    return Races(count, one_won, overwritten, words, tuple(wrong))


class _Person:
    """A process that saves its own version each time it is asked to."""

    def __init__(self, place: str, name: str) -> None:
        ask = os.pipe()
        self._ask = ask[1]
        self._process = Forked(_saver(place, name, ask))
        os.close(ask[0])
        self._process.go()

    def start(self) -> None:
        os.write(self._ask, _AGAIN)

    def answer(self) -> dict[str, object]:
        return self._process.next_line()

    def stop(self) -> None:
        os.write(self._ask, _ENOUGH)
        os.close(self._ask)
        self._process.outcome()


def _saver(place: str, name: str, ask: tuple[int, int]) -> Work:
    def work(tell: Tell) -> None:
        os.close(ask[1])
        revision = 1
        with open_store(place) as store:
            while os.read(ask[0], 1) == _AGAIN:
                mine = RUBRIC.replace(title=f"{name} {revision}")
                try:
                    saved = store.save_rubric(mine, revision=revision, by=name)
                    tell({"won": {"revision": saved, "title": mine.title}})
                except RevisionConflict as conflict:
                    kept = store.rubric(RUBRIC.id)
                    tell({"told": conflict.message, "there": kept[0].title if kept else ""})
                revision += 1

    return work
