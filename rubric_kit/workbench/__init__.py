"""Opening the notebooks for a person: JupyterLab on this machine only, with a first result already there."""

from rubric_kit.workbench.folder import SAMPLE_REPORT, sample_report, workbench_folder
from rubric_kit.workbench.lab import lab_command, open_lab

__all__ = ["SAMPLE_REPORT", "lab_command", "open_lab", "sample_report", "workbench_folder"]
