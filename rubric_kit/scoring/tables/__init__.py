"""Many badges at once: a rubric as whole numbers, ratings as a cube of levels, and two engines with the same labels.

    Rubric  -> score_plan      -> ScorePlan
    Ratings -> cube_of_ratings -> LevelCube -> panel -> LevelTable

    label_codes, score_columns    look-ups in memory (numpy)
    score_frame                   expressions on pandas, Polars, PyArrow, DuckDB, Dask and Spark (narwhals)
    score_levels                  either of them, by the engine's name

`decide` stays the one that explains; what is here gives the same scores and outcomes by the million. Importing this package loads
neither numpy nor narwhals; each name is fetched when it is first used (PEP 562).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rubric_kit.scoring.tables.engine_names import ENGINES, MEMORY

if TYPE_CHECKING:
    from rubric_kit.scoring.tables.cells import Cell
    from rubric_kit.scoring.tables.cube import LevelCube, cube_of_columns, cube_of_ratings
    from rubric_kit.scoring.tables.engines import collect, engine_frame, score_levels
    from rubric_kit.scoring.tables.frames import score_frame
    from rubric_kit.scoring.tables.level_table import LevelTable, levels_of
    from rubric_kit.scoring.tables.lookup import ScoreColumns, label_codes, score_columns
    from rubric_kit.scoring.tables.plan import UNDETERMINED, ScorePlan, score_plan
    from rubric_kit.scoring.tables.rating_columns import RatingColumns

_HOMES = {
    "cells": ("Cell",),
    "cube": ("LevelCube", "cube_of_columns", "cube_of_ratings"),
    "engines": ("collect", "engine_frame", "score_levels"),
    "frames": ("score_frame",),
    "level_table": ("LevelTable", "levels_of"),
    "lookup": ("ScoreColumns", "label_codes", "score_columns"),
    "plan": ("UNDETERMINED", "ScorePlan", "score_plan"),
    "rating_columns": ("RatingColumns",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "ENGINES",
    "MEMORY",
    "UNDETERMINED",
    "Cell",
    "LevelCube",
    "LevelTable",
    "RatingColumns",
    "ScoreColumns",
    "ScorePlan",
    "collect",
    "cube_of_columns",
    "cube_of_ratings",
    "engine_frame",
    "label_codes",
    "levels_of",
    "score_columns",
    "score_frame",
    "score_levels",
    "score_plan",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
