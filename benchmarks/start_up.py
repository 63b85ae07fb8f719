# A script to run, no package.
"""How long `import rubric_kit` takes beside an interpreter that does nothing.

make bench NAMES=start_up
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from harness.readings import Reading
from harness.script import start

ROUNDS = 40
WARM_UP = 3


def measure() -> Iterator[Reading]:
    """Give the one reading."""
    times: dict[str, list[float]] = {"import rubric_kit": [], "pass": []}
    for _ in range(WARM_UP + ROUNDS):
        for code, taken in times.items():
            taken.append(seconds(code))
    ours, bare = (statistics.median(taken[WARM_UP:]) for taken in times.values())
    yield Reading("bare", ours, bare)


def seconds(code: str) -> float:
    """Return how long a fresh interpreter takes to run some code and to end."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603
    return time.perf_counter() - begun


if __name__ == "__main__":
    start(__file__, measure)
