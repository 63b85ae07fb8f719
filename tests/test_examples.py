"""The examples in docstrings run and say what they claim."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import rubric_kit

# The first starts the command line; the second is run by alembic within a migration, and nowhere else.
NOT_IMPORTED = {"rubric_kit.__main__", "rubric_kit.workspace.store.migrations.env"}
MODULES = sorted({one.name for one in pkgutil.walk_packages(rubric_kit.__path__, "rubric_kit.")} - NOT_IMPORTED)


def test_there_are_examples() -> None:
    found = [importlib.import_module(name) for name in MODULES]
    assert sum(bool(test.examples) for module in found for test in doctest.DocTestFinder().find(module)) >= 5


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
