"""What a run was measured on, in words that name no host, no person and no path."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path

_CPUS = Path("/proc/cpuinfo")


def machine_words() -> str:
    """Return the processor, its cores, the memory, the system and the Python, in one line."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    cores = os.cpu_count()
    return f"{_processor()}, {cores} cores, {_memory()}, {platform.system()} {platform.machine()}, {python}"


def load_words() -> str:
    """Return how much other work the machine has had in the last minute, in one line."""
    try:
        return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    except (AttributeError, OSError):
        return "not known"


def _processor() -> str:
    if _CPUS.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", _CPUS.read_text(encoding="utf-8", errors="replace"), flags=re.MULTILINE)
        if found:
            return found[1].strip()
    if platform.system() == "Darwin":
        asked = ["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()  # noqa: S603
    return platform.processor() or "unnamed processor"


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return "memory not known"
    return f"{round(size / 2**30)} GiB of memory"
