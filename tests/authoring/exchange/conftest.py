"""Random whole rubrics, as strange as a rubric may be, for the law that every exchange format must keep."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import strategies as st

from rubric_kit.model import BadgeKind, Rubric

Draw = Callable[..., Any]

_PIECES = [
    *(
        "Work",
        "Évidence",
        "names two tasks",
        "2,5",
        "3 pts",
        "x2",
        "20 %",
        "— “so called” —",
        "評価",
        "🎓",
        "(4)",
        "Level",
        "Total",
    ),
    *(
        ",",
        ";",
        "\t",
        "|",
        '"',
        "'",
        "\n",
        "\n\n",
        " ",
        "  ",
        ":",
        "*",
        "_",
        "#",
        "<b>",
        "&amp;",
        "\\",
        "`",
        "-",
        "=1+1",
        "@x",
        "＝",
    ),
    *("\u00a0", "\u200b", "\u202e", "\u2028", "\x7f", "\x85", "\ufeff", "true", "null", "---", "$", "%", "{", "[", "<br>"),
]
_PLAIN = st.sampled_from(
    ["Criteria clarity", "Learning evidence", "Issuer standing", "Not stated", "Topic only", "Tasks listed", "Does it show work?"]
)
_WORDS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map(" ".join)
_GLUED = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join)
_FREE = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=[chr(one) for one in range(32)]), min_size=1, max_size=12
)
_LINES = _PLAIN | _PLAIN | _WORDS | _GLUED | _FREE
_TEXTS = _LINES | st.just("")
_DESCRIPTORS = _LINES.filter(lambda text: bool(text.strip()))
_IDS = st.text("abcz019_-", min_size=1, max_size=6)
_HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)


def _unique_ids(draw: Draw, most: int, least: int = 0) -> list[str]:
    found: list[str] = draw(st.lists(_IDS, min_size=least, max_size=most, unique=True))
    return found


def _weights(draw: Draw, count: int) -> list[int]:
    kind = draw(st.sampled_from(["equal", "steps", "any", "any", "gate only"]))
    if kind == "equal":
        return [10_000 // count + (at < 10_000 % count) for at in range(count)]
    step = 500 if kind == "steps" else 1
    cuts = sorted(draw(st.lists(st.integers(0, 10_000 // step), min_size=count - 1, max_size=count - 1)))
    weights = [step * (high - low) for low, high in pairwise([0, *cuts, 10_000 // step])]
    if kind == "gate only" and count > 1:
        weights[0], weights[-1] = weights[0] + weights[-1], 0
    return weights


def _points(draw: Draw, top: int) -> list[int]:
    count = draw(st.integers(2, 8))
    if draw(st.booleans()) and top % (count - 1) == 0:
        return [at * top // (count - 1) for at in range(count)]
    lower = draw(st.lists(st.integers(0, top - 1), min_size=1, max_size=count - 1, unique=True))
    return [*sorted(lower), top]


def _level(draw: Draw, own: str, points: int, cited: list[str]) -> dict[str, Any]:
    anchors = [
        {"text": draw(_LINES), "source": draw(st.none() | _LINES), "badge": draw(st.none() | _HASHES)}
        for _ in range(draw(st.sampled_from([0, 0, 1, 2])))
    ]
    look_fors = [
        {
            "fact": draw(_IDS),
            "state": "present",
            "at_least": draw(st.none() | st.integers(0, 9)),
            "includes": draw(st.none() | _LINES),
        }
        for _ in range(draw(st.sampled_from([0, 0, 1])))
    ]
    level = {"id": own, "name": draw(_LINES), "points": points, "descriptor": draw(_DESCRIPTORS), "anchors": anchors}
    return level | {"look_fors": look_fors, "citations": _some(draw, cited)}


def _some(draw: Draw, from_these: list[str]) -> list[str]:
    chosen: list[str] = draw(st.lists(st.sampled_from(from_these), max_size=2)) if from_these else []
    return chosen


def _criterion(draw: Draw, own: str, weight: int, top: int, cited: list[str], targets: list[str]) -> dict[str, Any]:
    points = _points(draw, top)
    numbered = draw(st.booleans())
    ids = [f"l{at}" for at in range(len(points))] if numbered else _unique_ids(draw, len(points), len(points))
    levels = [_level(draw, one, some, cited) for one, some in zip(ids, points, strict=True)]
    criterion = {"id": own, "name": draw(_LINES), "question": draw(_LINES), "weight": weight, "levels": levels}
    return criterion | {"targets": _some(draw, targets), "citations": _some(draw, cited)}


def _policy(draw: Draw, criteria: list[dict[str, Any]]) -> dict[str, Any]:
    ids = _unique_ids(draw, 4, 2)
    kinds = st.sampled_from(["accept", "accept_at_level", "conditional", "narrative", "endorse", "not_counted"])
    outcomes = [{"id": one, "kind": draw(kinds), "name": draw(_LINES), "wording": draw(_LINES)} for one in ids]
    shares = sorted(draw(st.sets(st.integers(0, 10_000), min_size=1, max_size=len(ids) - 1)), reverse=True)
    cuts = [{"at_least": share, "outcome": one} for share, one in zip(shares, ids, strict=False)]
    policy: dict[str, Any] = {"outcomes": outcomes, "cuts": cuts, "below": ids[-1], "adopted": draw(st.none() | _LINES)}
    policy["revoked"] = draw(st.none() | st.sampled_from(ids))
    if draw(st.booleans()):
        gated = draw(st.sampled_from(criteria))
        at_least = draw(st.sampled_from(gated["levels"]))["id"]
        policy["gates"] = [{"id": draw(_IDS), "criterion": gated["id"], "at_least": at_least, "otherwise": ids[-1]}]
    if draw(st.booleans()):
        policy["profiles"] = [{"id": draw(_IDS), "outcome": ids[0], "parts": [{"criteria": 5000, "at_least": 10_000}]}]
        policy["recommended"] = [{"at_least": 6500, "outcome": ids[0], "method": draw(_LINES), "reason": draw(_TEXTS)}]
    if len(criteria) > 1 and draw(st.booleans()):
        when = [{"criterion": criteria[1]["id"], "at_least": criteria[1]["levels"][-1]["id"]}]
        carried = {"withheld": criteria[0]["id"], "counts_as": criteria[0]["levels"][0]["id"], "when": when}
        policy["substitutions"] = [{"id": draw(_IDS), **carried}]
    if draw(st.booleans()):
        policy["evidence_criterion"] = criteria[0]["id"]
        policy["evidence_rules"] = [{"kind": draw(st.sampled_from(list(BadgeKind))), "requirement": "optional"}]
    return policy


@st.composite
def _rubrics(draw: Draw) -> Rubric:
    cited, targets = _unique_ids(draw, 3), _unique_ids(draw, 3)
    top = draw(st.sampled_from([1000, 3000, 3000, 4000, 2500, 100_000, 1_000_000, 7]) | st.integers(7, 1_000_000))
    ids = _unique_ids(draw, 5, 1)
    weights = _weights(draw, len(ids))
    criteria = [_criterion(draw, one, weight, top, cited, targets) for one, weight in zip(ids, weights, strict=True)]
    base = {"id": draw(_IDS), "version": 3, "title": draw(_LINES), "fingerprint": draw(_HASHES)}
    aside = {"code": "RKL001", "path": draw(_LINES), "reason": draw(_LINES)}
    return Rubric.parse(
        {
            "id": draw(_IDS),
            "version": draw(st.integers(1, 9)),
            "parent": draw(st.none() | _HASHES),
            "base": draw(st.none() | st.just(base)),
            "title": draw(_LINES),
            "purpose": draw(_TEXTS),
            "audience": draw(st.just("District review team") | _LINES),
            "language": draw(st.sampled_from(["en", "es", "zh-Hant", "pt-BR", "gsw"])),
            "targets": [{"id": one, "text": draw(_LINES)} for one in targets],
            "criteria": criteria,
            "policy": _policy(draw, criteria),
            "citations": [{"id": one, "text": draw(_LINES), "url": draw(st.none() | _LINES)} for one in cited],
            "set_aside": draw(st.sampled_from([[], [aside]])),
        }
    )


@pytest.fixture(scope="session")
def whole_rubrics() -> st.SearchStrategy[Rubric]:
    """A strategy for whole rubrics: odd texts and ids, weights of all kinds, and everything that a policy can hold."""
    return _rubrics()


@pytest.fixture(scope="session")
def leaves() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Take a rubric's plain form apart into its leaves by path; criteria and levels are named by the ids of `named`."""
    return _leaves


def _leaves(value: dict[str, Any], named: dict[str, Any] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    _collect(value, value if named is None else named, "", found)
    return found


def _collect(value: Any, named: Any, path: str, found: dict[str, Any]) -> None:
    """Walk down; where a list holds criteria or levels, its entries are named by the ids that stand at the same places."""
    parts: list[tuple[str, Any, Any]] = []
    if isinstance(value, dict):
        parts = [(key, one, named.get(key) if isinstance(named, dict) else None) for key, one in value.items()]
    elif isinstance(value, list):
        others = named if isinstance(named, list) else []
        rows = path.rsplit(".", maxsplit=1)[-1] in {"criteria", "levels"} and "policy" not in path
        for at, one in enumerate(value):
            other = others[at] if at < len(others) else None
            parts.append((other["id"] if rows and isinstance(other, dict) else str(at), one, other))
    if not parts:
        found[path] = value
    for key, one, other in parts:
        _collect(one, other, f"{path}.{key}" if path else key, found)
