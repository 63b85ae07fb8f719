"""All rules, in order."""

from __future__ import annotations

from rubric_kit.authoring.checks import (
    attributes,
    evidence,
    grading,
    joins,
    judgements,
    likeness,
    links,
    names,
    outcomes,
    points,
    readability,
    sample_rules,
    sizes,
    tasks,
    thresholds,
)
from rubric_kit.authoring.checks.rule import Rule

_MODULES = (
    *(grading, judgements, attributes, likeness, thresholds, sizes, tasks, readability, joins, points, links, evidence),
    *(sample_rules, names, outcomes),
)
RULES: tuple[Rule, ...] = tuple(sorted((rule for module in _MODULES for rule in module.RULES), key=lambda rule: rule.number))
"""L01 to L28, and L29, which is the house's own."""
