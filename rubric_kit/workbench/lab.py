"""JupyterLab on the notebooks, reachable from this machine only, token on, nothing asked of the network."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

from rubric_kit.errors import InputError
from rubric_kit.workbench.local_server import HOST, free_port, run_server

_SETTINGS = Path(__file__).parent / "lab_settings"


def open_lab(folder: Path, *, notebook: str = "00_start_here.ipynb", port: int = 8888) -> int:
    """Start JupyterLab on a folder of notebooks, print its address, and wait until it is stopped.

    No browser is opened: the printed address works in any browser on this machine.

    Parameters
    ----------
    folder : Path
        Folder of the notebooks; notebooks are saved there.
    notebook : str
        Notebook the address points to.
    port : int
        First port to try; the next free one is taken.

    Returns
    -------
    int
        Exit code of the server.

    Raises
    ------
    InputError
        The folder does not hold the notebook, or no port is free.
    """
    if not (folder / notebook).is_file():
        raise InputError(f"{folder} does not hold {notebook}", where=str(folder))
    port = free_port(port)
    token = secrets.token_hex(24)
    address = f"http://{HOST}:{port}/lab/tree/{notebook}?token={token}"
    print(f"\nOpen this address in a browser on this machine:\n\n    {address}\n\nStop with Ctrl+C.\n", flush=True)  # noqa: T201
    return run_server(lab_command(folder, port), token)


def lab_command(folder: Path, port: int) -> list[str]:
    """Return the command line that starts JupyterLab the way the workbench needs it."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.open_browser=False",
        "--ServerApp.answer_yes=True",
        f"--ServerApp.root_dir={folder}",
        # In containers and on rented machines people often are root; the server listens on this machine only.
        "--ServerApp.allow_root=True",
        "--Application.log_level=ERROR",
        # No greeting about Jupyter news and no look for updates: both ask the network.
        f"--LabServerApp.app_settings_dir={_SETTINGS}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=",
    ]
