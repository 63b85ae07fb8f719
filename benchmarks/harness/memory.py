"""How much memory a piece of work needs beyond what is there when it starts, its result included."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

MEBIBYTE = 1 << 20
_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


def peak_growth(work: Callable[[], object]) -> int:
    """Return by how many bytes the resident memory of this process rises at its highest during a call.

    On Linux the kernel's own mark of the highest resident size is set back first. Elsewhere the mark cannot be set back: the
    process should then not have needed more before than it holds now.
    """
    if _CLEAR.exists():
        # 5: set the mark of the highest resident size back to the size now; see proc(5).
        _CLEAR.write_text("5", encoding="ascii")
    before = _highest()
    result = work()
    grown = _highest() - before
    del result
    return grown


def peak_in_fresh_process(script: str, what: str) -> int:
    """Return what `peak_growth` says in a fresh process that runs a script with `--memory WHAT`, in bytes."""
    done = subprocess.run([sys.executable, script, "--memory", what], stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return int(done.stdout.split()[-1])


def _highest() -> int:
    if _STATUS.exists():
        found = re.search(r"^VmHWM:\s+(\d+) kB$", _STATUS.read_text(encoding="ascii", errors="replace"), flags=re.MULTILINE)
        if found:
            return int(found[1]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in units of 1,024 bytes, macOS in bytes.
    return peak if sys.platform == "darwin" else peak * 1024
