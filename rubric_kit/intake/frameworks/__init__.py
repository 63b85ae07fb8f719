"""Frameworks that alignments point to: packs that come with the kit, any CASE package a district has, and the look-up.

The way of a package: `case_package` reads it (`case_text` and `item_tree` help), `packs` does so for those in `packs/`,
`item_index` makes its look-up tables, `recognition` knows the packs by their words, and `resolve` and `coverage` use both.
"""

from rubric_kit.intake.frameworks.case_package import framework_rows, is_case_package, read_case_package
from rubric_kit.intake.frameworks.coverage import CoverageRow, coverage
from rubric_kit.intake.frameworks.packs import shipped_frameworks
from rubric_kit.intake.frameworks.resolve import ResolvedItem, resolve

__all__ = [
    "CoverageRow",
    "ResolvedItem",
    "coverage",
    "framework_rows",
    "is_case_package",
    "read_case_package",
    "resolve",
    "shipped_frameworks",
]
