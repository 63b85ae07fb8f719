"""`agreement_change`: what a talk did to agreement, in words, without making more of it than there is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rubric_kit.scoring.agreement.agreement_words import percent_sentence
from rubric_kit.scoring.agreement.criterion_agreement import Agreement, CriterionAgreement
from rubric_kit.scoring.agreement.figure import Figure, of_hundred, signed_points

CAUTION = (
    "People who have talked answer alike more easily. Closer answers show that they now read the words in the same way, or that "
    "some gave way; the reasons they wrote tell which."
)


def agreement_change(before: Agreement, after: Agreement) -> tuple[str, ...]:
    """Say how agreement changed from one round to the next: all criteria first, then those that moved most.

    Parameters
    ----------
    before, after : Agreement
        The two rounds.
    """
    return tuple(_sentences(before, after))


def _sentences(before: Agreement, after: Agreement) -> Iterator[str]:
    if before.wording != after.wording:
        yield "The wording of the rubric changed in between, so the rounds answer different words."
    earlier = {one.criterion: one for one in before.criteria}
    shared = [(earlier[one.criterion], one) for one in after.criteria if one.criterion in earlier]
    yield _change(before.whole, after.whole)
    yield from _alpha_change(before.whole, after.whole)
    for pair in sorted(shared, key=lambda pair: abs(_moved(*pair) or Fraction(0)), reverse=True):
        yield _change(*pair)
    for one in after.criteria:
        if one.criterion not in earlier:
            yield f"{one.name}: not rated before. {percent_sentence(one.pairs)}"
    for one in before.criteria:
        if one.criterion not in {other.criterion for other in after.criteria}:
            yield f"{one.name}: not rated again."
    yield CAUTION


def _moved(before: CriterionAgreement, after: CriterionAgreement) -> Fraction | None:
    if before.pairs.exact is None or after.pairs.exact is None:
        return None
    return after.pairs.exact - before.pairs.exact


def _change(before: CriterionAgreement, after: CriterionAgreement) -> str:
    name = after.name
    old, new = before.pairs, after.pairs
    moved = _moved(before, after)
    if old.exact is None or new.exact is None or moved is None:
        which = "before" if old.exact is None else "after"
        return f"{name}: nothing to compare; {which} the talk no two people gave a level to the same badge."
    was = f"{of_hundred(old.exact)} pairs before ({old.same:,} of {old.pairs:,})"
    now = f"{of_hundred(new.exact)} after ({new.same:,} of {new.pairs:,}), {signed_points(moved)}"
    return f"{name}: the same level in {was}, {now}; two levels apart or more {old.further:,} before, {new.further:,} after."


def _alpha_change(before: CriterionAgreement, after: CriterionAgreement) -> Iterator[str]:
    old, new = (one.figure("alpha_ordinal_krippendorff") for one in (before, after))
    if old.value is None or new.value is None:
        return
    yield f"{new.statistic}: {_shown(old)} before, {_shown(new)} after.{_overlap(old, new)}"


def _shown(figure: Figure) -> str:
    return f"{figure.text} ({figure.interval_text})" if figure.interval_text else figure.text


def _overlap(old: Figure, new: Figure) -> str:
    if old.low is None or old.high is None or new.low is None or new.high is None:
        return ""
    if old.low <= new.high and new.low <= old.high:
        return " The intervals overlap: with other badges of this kind the change could look smaller or larger."
    return " The intervals do not overlap."
