"""What every numeric script does when it is started."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from harness.memory import peak_growth
from harness.readings import Reading, Run, write_run
from harness.results_page import memory_lines, topic_lines

Work = Callable[[], object]


def start(
    script: str,
    measure: Callable[[], Iterable[Reading]],
    *,
    packages: Sequence[str] = (),
    memory: Mapping[str, Callable[[], Work]] | None = None,
) -> None:
    """Measure, print, and write the readings where the caller asks for them.

    Parameters
    ----------
    script : str
        The path of the script, which is `__file__` there.
    measure : callable
        Gives the readings.
    packages : sequence of str
        Packages whose versions matter.
    memory : mapping of str to callable, optional
        What can be asked for with `--memory`: prepares everything and returns the work whose memory is measured.
    """
    parser = argparse.ArgumentParser(prog=Path(script).name)
    parser.add_argument("--readings", type=Path, help="write the readings to this file")
    parser.add_argument("--memory", choices=sorted(memory or {}), help="print by how many bytes the memory grows")
    asked = parser.parse_args()
    if asked.memory:
        print(peak_growth((memory or {})[asked.memory]()))
        return
    run = Run(Path(script).stem, tuple(measure()), {name: version(name) for name in packages})
    print("\n".join([*topic_lines(run), *memory_lines([run])]))
    if asked.readings:
        write_run(asked.readings, run)
