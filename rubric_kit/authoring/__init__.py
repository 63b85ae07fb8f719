"""What happens to a rubric before anyone is rated: starter rubrics, editing a draft, checking it."""

from rubric_kit.authoring.draft import DRAFT_STEPS, apply_step, draft_of, draft_problems, publish
from rubric_kit.authoring.starter import starter_names, starter_rubric

__all__ = ["DRAFT_STEPS", "apply_step", "draft_of", "draft_problems", "publish", "starter_names", "starter_rubric"]
