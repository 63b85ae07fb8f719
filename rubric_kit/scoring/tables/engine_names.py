"""Names of the engines, known without loading one."""

from __future__ import annotations

MEMORY = "memory"
"""The engine that is always there: numpy look-ups in this process."""
ENGINES = (MEMORY, "pandas", "polars", "pyarrow", "duckdb", "dask", "spark")
"""All engines; each gives the same scores and outcomes."""
