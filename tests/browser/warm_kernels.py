"""Kernels that have done their imports before they are asked for; the browser tests' `lab` fixture starts them.

`python warm_kernels.py serve SOCKET` imports what our notebooks import and then forks itself for each kernel that is asked for.
`python warm_kernels.py ask SOCKET CONNECTION_FILE` is what the kernel specification of the tests names: it has a kernel made with
its own folder and environment, stays as long as that kernel lives, and hands on the signals that it gets.

The kernel is ipykernel's own, and what it runs finds its imports done: that saves two seconds of processor time a notebook.
Only systems that fork can use this.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys

PRELOADED = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completer",
    "jedi",
    "numpy",
    "pandas",
    "altair",
    "vl_convert",
    "ipywidgets",
    "anywidget",
    "sqlalchemy.dialects.sqlite",
    "rubric_kit.charts",
    "rubric_kit.reports",
    "rubric_kit.widgets",
)


def serve(place: str) -> None:
    """Import everything, then fork a kernel for each who asks, until this process is ended."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        # Who asks early waits at the door.
        door.bind(place)
        door.listen(16)
        _preload()
        # The system takes away the kernels that ended.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            caller, _ = door.accept()
            with caller:
                asked = caller.makefile("r", encoding="utf-8").readline()
                if asked and not os.fork():
                    door.close()
                    _be_kernel(caller, **json.loads(asked))


def ask(place: str, connection_file: str) -> int:
    """Have a kernel made and wait for its end."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.connect(place)
        order = {"connection_file": connection_file, "folder": os.getcwd(), "environment": dict(os.environ)}  # noqa: PTH109
        line.sendall(json.dumps(order).encode() + b"\n")
        answer = line.makefile("r", encoding="utf-8")
        kernel = int(answer.readline() or 0)
        if not kernel:
            return 1
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: os.kill(kernel, number))
        # The line is cut when the kernel ends, whatever ends it.
        answer.read()
    return 0


def _preload() -> None:
    # The folder of this script is no place to import from.
    sys.path.pop(0)
    # Imported here, because the one who asks should not wait for it.
    import contextlib
    import gc
    import importlib

    for name in PRELOADED:
        # What cannot be imported says so in the notebook that wants it.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    gc.freeze()


def _be_kernel(line: socket.socket, connection_file: str, folder: str, environment: dict[str, str]) -> None:
    """Turn this forked process into a kernel; it ends with the one who asked for it."""
    import threading

    from ipykernel.kernelapp import IPKernelApp

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # The poller of ipykernel would take the server for the parent it was told of, and end the kernel.
    os.environ.pop("JPY_PARENT_PID", None)
    line.sendall(f"{os.getpid()}\n".encode())

    def end_with_caller() -> None:
        line.recv(1)
        os._exit(1)

    threading.Thread(target=end_with_caller, daemon=True).start()
    IPKernelApp.launch_instance(argv=["-f", connection_file])
    sys.exit(0)


if __name__ == "__main__":
    task, *words = sys.argv[1:]
    sys.exit(serve(*words) if task == "serve" else ask(*words))
