"""What happens to a rubric before anyone is rated: starter rubrics, drafts, checks, versions and topic rubrics, exchange.

What is where:

    starter     rubrics to begin with, every cell cited
    draft       an unfinished rubric, changed step by step and published as a version
    checks      what two raters could read in two ways, with why, source and a pattern to reword it
    changes     what differs between two versions, place by place
    inheritance topic rubrics that build on a base rubric, and bringing a base's new version in
    policy_words, targets   the policy read aloud; which vision and mission items the criteria serve
    exchange    rubrics in other forms, with a list of what each form cannot carry
"""

from rubric_kit.authoring.base_change import BaseChange, Conflict, base_change
from rubric_kit.authoring.changes import Change, rubric_changes
from rubric_kit.authoring.checks import check_changes, check_rubric, open_checks
from rubric_kit.authoring.draft import DRAFT_STEPS, apply_step, draft_of, draft_problems, publish
from rubric_kit.authoring.inheritance import inheritance_problems, topic_rubric
from rubric_kit.authoring.policy_words import PolicySentence, policy_sentences
from rubric_kit.authoring.starter import starter_names, starter_rubric
from rubric_kit.authoring.targets import TargetCoverage, target_coverage

__all__ = [
    "DRAFT_STEPS",
    "BaseChange",
    "Change",
    "Conflict",
    "PolicySentence",
    "TargetCoverage",
    "apply_step",
    "base_change",
    "check_changes",
    "check_rubric",
    "draft_of",
    "draft_problems",
    "inheritance_problems",
    "open_checks",
    "policy_sentences",
    "publish",
    "rubric_changes",
    "starter_names",
    "starter_rubric",
    "target_coverage",
    "topic_rubric",
]
