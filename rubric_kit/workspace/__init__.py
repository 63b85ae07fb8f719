"""A district's folder: the only floor that opens files."""

from rubric_kit.workspace.badge_folder import read_badge_folder
from rubric_kit.workspace.badge_tables import fact_text, framework_look_up, read_frameworks, write_fact_table, write_list_template
from rubric_kit.workspace.base_file import BaseFiles, read_base
from rubric_kit.workspace.district import Workspace, new_workspace, open_workspace, read_people
from rubric_kit.workspace.files import read_file, write_file
from rubric_kit.workspace.rating_places import read_ratings
from rubric_kit.workspace.ratings_table import RatingsTable, append_ratings
from rubric_kit.workspace.review import Review, read_review
from rubric_kit.workspace.rubric_exchange import read_rubric_from, write_rubric_as
from rubric_kit.workspace.rubric_file import read_rubric, read_rubric_json, resume_rubric, write_rubric
from rubric_kit.workspace.shipped import notebooks_folder, sample_badges_folder, sample_ratings_file
from rubric_kit.workspace.version_files import VersionChain, VersionFile, publish_rubric, rubric_versions, version_path

__all__ = [
    "BaseFiles",
    "RatingsTable",
    "Review",
    "VersionChain",
    "VersionFile",
    "Workspace",
    "append_ratings",
    "fact_text",
    "framework_look_up",
    "new_workspace",
    "notebooks_folder",
    "open_workspace",
    "publish_rubric",
    "read_badge_folder",
    "read_base",
    "read_file",
    "read_frameworks",
    "read_people",
    "read_ratings",
    "read_review",
    "read_rubric",
    "read_rubric_from",
    "read_rubric_json",
    "resume_rubric",
    "rubric_versions",
    "sample_badges_folder",
    "sample_ratings_file",
    "version_path",
    "write_fact_table",
    "write_file",
    "write_list_template",
    "write_rubric",
    "write_rubric_as",
]
