"""A notebook as a page for the room: no code, no menus, one kernel for each visitor, served by Voila.

The page comes from our own template (`room_template`), so that a browser asks nobody but this server. Nothing else is served: no
list of files, no other notebook, no file of the folder.
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path

import nbformat

from rubric_kit.errors import InputError
from rubric_kit.model import visible
from rubric_kit.workbench.local_server import HOST, free_port, run_server

ROOM_NOTEBOOK = "03_rate_badges.ipynb"
"""What is served where no notebook is named."""
_TEMPLATES = Path(__file__).parent / "room_template"
_SETTINGS = Path(__file__).parent / "room_settings"
# An address of the range that is kept for documentation: nothing is sent, the system only says which way it would go.
_ELSEWHERE = ("192.0.2.1", 9)


def open_room(notebook: Path, *, port: int = 8866, share: bool = False, ready: int = 2) -> int:
    """Serve a notebook as a page, print its address, and wait until it is stopped.

    Parameters
    ----------
    notebook : Path
        The notebook; its cells run in the notebook's own folder.
    port : int
        First port to try; the next free one is taken.
    share : bool
        Whether other machines of the network reach the page; otherwise only this machine does.
    ready : int
        How many kernels wait with the notebook already run, so that a visitor sees the page at once; 0 for none. Each takes
        the memory of a kernel, and shows what was there when it ran. More visitors than that are served too: they wait until
        the notebook has run for them.

    Returns
    -------
    int
        Exit code of the server.

    Raises
    ------
    InputError
        The notebook cannot be read, this machine is in no network, or no port is free.
    """
    notebook = _readable(notebook)
    host = network_address() if share else HOST
    port = free_port(port, host)
    token = secrets.token_hex(24)
    print(_welcome(f"http://{host}:{port}/?token={token}", share=share), flush=True)  # noqa: T201
    places = os.pathsep.join(filter(None, (str(_TEMPLATES), os.environ.get("JUPYTER_PATH"))))
    return run_server(room_command(notebook, host, port, ready=ready), token, {"JUPYTER_PATH": places})


def room_command(notebook: Path, host: str, port: int, *, ready: int = 2) -> list[str]:
    """Return the command line that starts Voila the way the room needs it."""
    return [
        sys.executable,
        "-m",
        "voila",
        f"--Voila.ip={host}",
        f"--port={port}",
        "--Voila.port_retries=0",
        "--Voila.open_browser=False",
        "--Voila.log_level=ERROR",
        # The token comes with the environment; without this Voila would ask for none.
        "--Voila.auto_token=True",
        "--Voila.identity_provider_class=rubric_kit.workbench.room_door.RoomDoor",
        # Our settings in place of somebody's own, which were made for other pages. In ours, no file of the folder is handed out;
        # Voila would hand out pictures, and to those without the token as well.
        f"--Voila.config_file_paths={_SETTINGS}",
        "--VoilaConfiguration.template=rubric_room",
        "--VoilaConfiguration.theme=light",
        # Neither the address nor a notebook chooses another template: those that come with Voila ask the network.
        "--VoilaConfiguration.allow_template_override=NO",
        "--VoilaConfiguration.allow_theme_override=NO",
        "--VoilaConfiguration.strip_sources=True",
        # The template shows the message of an error and never the way through the code.
        "--VoilaConfiguration.show_tracebacks=True",
        f"--VoilaConfiguration.preheat_kernel={ready > 0}",
        f"--VoilaConfiguration.default_pool_size={ready}",
        # A kernel that died has lost what the page shows; the page then says so, which a new one behind it would hide.
        "--KernelRestarter.restart_limit=0",
        str(notebook),
    ]


def network_address() -> str:
    """Return the address under which the machines of the same network reach this one.

    Raises
    ------
    InputError
        This machine is in no network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
            address = str(probe.getsockname()[0])
        except OSError:
            address = ""
    if not address or address.startswith(("127.", "0.")):
        raise InputError(
            "this machine is in no network; join the network of the room first, or leave out --share", where="--share"
        )
    return address


def _readable(notebook: Path) -> Path:
    shown = visible(str(notebook))
    if notebook.suffix != ".ipynb":
        raise InputError(f"{shown} is no notebook; name a file that ends in .ipynb", where=str(notebook))
    if not notebook.is_file():
        raise InputError(f"{shown} does not exist; name a notebook, such as {ROOM_NOTEBOOK}", where=str(notebook))
    try:
        nbformat.validate(nbformat.read(notebook, as_version=4))  # type: ignore[no-untyped-call]
    except OSError as error:
        raise InputError(f"{shown} cannot be read: {error.strerror or error}", where=str(notebook)) from None
    except (ValueError, TypeError, KeyError, AttributeError, nbformat.ValidationError):
        raise InputError(
            f"{shown} cannot be read as a notebook; open it in JupyterLab and save it again", where=str(notebook)
        ) from None
    return notebook.resolve()


def _welcome(address: str, *, share: bool) -> str:
    who = "on any machine in this network" if share else "on this machine"
    told = [f"Open this address in a browser {who}:", f"    {address}"]
    if share:
        told.append(
            "Whoever has this address can read the page and answer on it. Give it to the people in the room only. What goes over "
            "the network is not encrypted: use a network that you trust."
        )
    else:
        told.append("Only this machine reaches it. With --share, the other machines in the room do.")
    return "\n" + "\n\n".join([*told, "Stop with Ctrl+C; what was saved is kept."]) + "\n"
