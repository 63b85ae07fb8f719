"""Where do these badges differ? One row per criterion, one mark per badge, gaps drawn as wide as they are."""

from __future__ import annotations

from rubric_kit.charts.difference_picture import applies, draw_differences, largest, points_apart
from rubric_kit.charts.display import Display
from rubric_kit.charts.wording import counted, gap_counts, listed, plain, state_words
from rubric_kit.errors import RecordError
from rubric_kit.model import ComparedLevel, Comparison, CriterionDifference, RatingState, Rubric, share_text


def level_differences(rubric: Rubric, comparison: Comparison) -> Display:
    """Chart the levels of two or more badges, criterion by criterion.

    Parameters
    ----------
    rubric : Rubric
        The version the comparison was made with.
    comparison : Comparison
        What `rubric_kit.comparing.compare_levels` returned.

    Raises
    ------
    RecordError
        The comparison was made with another version of the rubric.
    """
    if comparison.rubric != rubric.fingerprint:
        found = f"the comparison was made with another version than {rubric.version} of {rubric.id!r}"
        message = f"{found}; compare again with this version, or chart it with the other"
        raise RecordError(message, where=rubric.id)
    return Display(
        title="Level differences, criterion by criterion",
        description=_description(rubric, comparison),
        chart=draw_differences(rubric, comparison),
        columns=("Criterion", "Weight of 100", *comparison.labels, "Points apart of 100"),
        rows=tuple(_row(rubric, one) for one in comparison.criteria),
    )


def _row(rubric: Rubric, difference: CriterionDifference) -> tuple[str, ...]:
    cells = [_cell(rubric, one) for one in difference.levels]
    return (plain(difference.name), share_text(difference.weight), *cells, points_apart(rubric, difference))


def _cell(rubric: Rubric, one: ComparedLevel) -> str:
    level = rubric.criterion(one.criterion).level(one.level) if one.level is not None else None
    if level is not None:
        carried = "" if one.state is None else f" ({state_words(one.state)}; the policy lets it count)"
        return f"{one.low} {plain(level.name)}{carried}"
    if one.state is RatingState.NOT_APPLICABLE:
        return f"— {state_words(one.state)}"
    return f"{one.low} to {one.high}: {state_words(one.state)}"


def _differs(difference: CriterionDifference) -> bool:
    spans = [(one.low, one.high) for one in difference.levels if applies(one)]
    return len(spans) > 1 and max(low for low, _ in spans) > min(high for _, high in spans)


def _description(rubric: Rubric, comparison: Comparison) -> str:
    differing = sum(_differs(one) for one in comparison.criteria)
    labels = [plain(label) for label in comparison.labels]
    who = listed(labels) if len(labels) == 2 else f"These {len(labels)} badges"
    certain = " for certain" if _missing(comparison) else ""
    total = counted(len(comparison.criteria), "criterion", "criteria")
    first = f"{who} differ{certain} on {differing} of {total}." if differing else f"{who} differ on no criterion{certain}."
    return " ".join(part for part in (first, _main_difference(rubric, comparison, differing), _gap_sentence(comparison)) if part)


def _main_difference(rubric: Rubric, comparison: Comparison, differing: int) -> str:
    if comparison.explains_most is None:
        return "The criteria on which they differ carry no weight." if differing else ""
    most = largest(comparison)
    if len(most) > 1:
        names = listed([plain(one.name) for one in most])
        return f"{names} explain most, with {share_text(most[0].least_gap // rubric.top)} points of 100 each."
    one = most[0]
    low, high = min(filter(applies, one.levels), key=lambda x: x.high), max(filter(applies, one.levels), key=lambda x: x.low)
    ends = f"{_end(rubric, high)} against {_end(rubric, low)}"
    return f"{plain(one.name)} explains most: {ends}, {points_apart(rubric, one)} points of 100."


def _end(rubric: Rubric, one: ComparedLevel) -> str:
    return f"{_cell(rubric, one)} ({plain(one.label)})"


def _missing(comparison: Comparison) -> list[str]:
    return [state_words(one.state) for c in comparison.criteria for one in c.levels if one.level is None and applies(one)]


def _gap_sentence(comparison: Comparison) -> str:
    missing = _missing(comparison)
    total = len(comparison.criteria) * len(comparison.badges)
    apart = sum(not applies(one) for c in comparison.criteria for one in c.levels)
    be = "is" if len(missing) == 1 else "are"
    found = f"{len(missing)} of {total} answers {be} missing: {gap_counts(missing)}" if missing else "No answer is missing"
    return f"{found}; {apart} of {total} {'does' if apart == 1 else 'do'} not apply." if apart else f"{found}."
