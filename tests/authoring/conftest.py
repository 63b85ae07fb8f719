from __future__ import annotations

from typing import Any

import pytest

from rubric_kit.authoring import draft_of, starter_rubric


@pytest.fixture
def draft() -> dict[str, Any]:
    """An editable copy of the starter rubric."""
    return draft_of(starter_rubric())
