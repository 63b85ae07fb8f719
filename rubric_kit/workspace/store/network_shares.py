"""Whether a folder lies on a network share; SQLite's write-ahead log needs memory that programs share, and works on none."""

from __future__ import annotations

import re
from pathlib import Path

NETWORK_TYPES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"})
"""Types of file systems, as Linux names them, that lie on another machine."""

_MOUNTS = Path("/proc/self/mounts")
_ESCAPE = re.compile(r"\\([0-7]{3})")


def network_share(path: Path, mounts: Path = _MOUNTS) -> str:
    """Return the type of the network share that a path lies on; empty where it lies on none, or where the system does not tell.

    Parameters
    ----------
    path : Path
        A file or a folder.
    mounts : Path
        The system's list of what is mounted where; one mount in a line: device, folder, type, options.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    parents = {str(one) for one in (path.resolve(), *path.resolve().parents)}
    best, kind = "", ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        folder = _ESCAPE.sub(lambda found: chr(int(found[1], 8)), parts[1])
        # Of two mounts on the same folder the later one covers the earlier.
        if folder in parents and len(folder) >= len(best):
            best, kind = folder, parts[2]
    return kind if kind in NETWORK_TYPES else ""
