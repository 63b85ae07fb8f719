"""One writer at a time: threads, programs, and what is left when one of them dies."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rubric_kit.workspace.store import open_store
from rubric_kit.workspace.store.writer_lock import lock_file, writer_lock

_HOLD = """
import sys
from pathlib import Path
from rubric_kit.workspace.store.writer_lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.readline()
"""


def test_threads_take_turns(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work(number: int) -> None:
        for _ in range(50):
            with writer_lock(tmp_path / "ratings.db"):
                inside.append(number)
                most.append(len(inside))
                inside.remove(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(most) == 300
    assert set(most) == {1}


@pytest.mark.skipif(os.name == "nt", reason="on Windows programs queue up at SQLite's own lock")
@pytest.mark.parametrize("end", ["answer", "kill"])
def test_programs_take_turns_and_a_dead_one_keeps_nobody_waiting(tmp_path: Path, end: str) -> None:
    path = tmp_path / "ratings.db"
    command = [sys.executable, "-c", _HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "mine\n"
        mine = threading.Event()

        def wait() -> None:
            with writer_lock(path):
                mine.set()

        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not mine.wait(0.2)
        if end == "kill":
            other.kill()
        else:
            other.stdin.write("\n")
            other.stdin.flush()
        assert mine.wait(30)
        waiting.join()


def test_an_error_inside_lets_the_next_one_in(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(KeyError), writer_lock(tmp_path / "ratings.db"):
            raise KeyError


def test_without_a_place_for_the_queue_answers_are_saved_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "ratings.db"
    lock_file(path).mkdir()
    with open_store(path) as store:
        assert store.append([]) == ()


_RATE = """
import sys
from rubric_kit.workspace.store import new_entry, open_store
with open_store(sys.argv[1]) as store:
    for _ in range(20):
        store.append([new_entry("done", sys.argv[2])])
"""


def test_programs_that_rate_at_once_lose_nothing(place: str) -> None:
    programs = [
        subprocess.Popen([sys.executable, "-c", _RATE, place, f"r{number}"], stderr=subprocess.PIPE, text=True)
        for number in range(4)
    ]
    for one in programs:
        assert one.communicate(timeout=120)[1] == ""
    with open_store(place) as store:
        raters = [one.entry.rater for one in store.entries()]
        store.verify()
    assert sorted(raters) == sorted(f"r{number}" for number in range(4) for _ in range(20))
