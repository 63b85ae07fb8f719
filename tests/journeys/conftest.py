"""Journeys: whole ways through the kit as people go them. They use the JupyterLab and the Chromium of the browser tests.

`tests/browser/conftest.py` lists what the fixtures do.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def _browser_fixtures() -> ModuleType:
    """Load the browser tests' fixtures by their path: test folders are no packages."""
    path = Path(__file__).parents[1] / "browser" / "conftest.py"
    spec = importlib.util.spec_from_file_location("browser_fixtures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_shared = _browser_fixtures()
lab, browser, open_notebook, write_notebook = _shared.lab, _shared.browser, _shared.open_notebook, _shared.write_notebook
