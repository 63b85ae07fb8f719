"""Opening the notebooks for a person: JupyterLab on this machine only, a page for the room, and a first result already there."""

from rubric_kit.workbench.folder import SAMPLE_REPORT, sample_report, workbench_folder
from rubric_kit.workbench.lab import lab_command, open_lab
from rubric_kit.workbench.room import ROOM_NOTEBOOK, open_room, room_command

__all__ = [
    "ROOM_NOTEBOOK",
    "SAMPLE_REPORT",
    "lab_command",
    "open_lab",
    "open_room",
    "room_command",
    "sample_report",
    "workbench_folder",
]
