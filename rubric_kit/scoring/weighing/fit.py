"""Whether weights belong to a rubric: the same wording, the same criteria."""

from __future__ import annotations

from collections.abc import Iterable

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightSet
from rubric_kit.scoring.weighing.plain_words import and_more, listed


def weights_misfit(rubric: Rubric, weights: WeightSet) -> str | None:
    """Say in one line why weights do not belong to a version of a rubric; None if they do.

    Weights were given to questions and levels as they were worded then. A version that only has other weights, points or
    cuts has the same wording, and keeps them.
    """
    mine, theirs = [c.id for c in rubric.criteria], [one.criterion for one in weights.weights]
    gone, new = [name for name in theirs if name not in mine], [name for name in mine if name not in theirs]
    parts = [f"{label} {listed([repr(name) for name in names])}" for label, names in (("gone:", gone), ("new:", new)) if names]
    if not parts and weights.wording == rubric.wording_fingerprint:
        return None
    version = f"version {rubric.version} of {rubric.id!r}"
    what = (
        f"criteria differ ({'; '.join(parts)})" if parts else "the criteria are the same, and a question or a level was reworded"
    )
    return f"the {weights.mode} weights of {weights.rater!r} were given on another wording than {version}: {what}; ask again"


def require_fit(rubric: Rubric, sets: Iterable[WeightSet]) -> None:
    """Refuse weights that do not belong to a version of a rubric.

    Raises
    ------
    RecordError
        One set does not; the message says which criteria differ.
    """
    misfits = [misfit for one in sets if (misfit := weights_misfit(rubric, one)) is not None]
    if misfits:
        raise RecordError(f"{misfits[0]}{and_more(misfits)}", where="weights")
