"""Every figure about agreement: the question it answers, what it is called, when not to use it, where it is defined."""

from __future__ import annotations

from collections.abc import Mapping

from rubric_kit.scoring.agreement.alpha import WHY_TWO_ORDINALS
from rubric_kit.scoring.agreement.figure import FigureFacts

_KRIPPENDORFF = 'Krippendorff (2011), "Computing Krippendorff\'s Alpha-Reliability"'
_GWET = "Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition"
_SHROUT = "Shrout and Fleiss (1979), Psychological Bulletin 86"
_COHEN = "Cohen (1960), Educational and Psychological Measurement 20"
_WEIGHTED = "Cohen (1968), Psychological Bulletin 70"
_LIGHT = "averaged over pairs of raters as in Light (1971), Psychological Bulletin 76"

_ONE_LEVEL = "Not where nearly everybody gives one level: it falls toward 0 although people agree."
_TWO_PEOPLE = "Not to describe a whole room by one number where some pairs agree far better than others: the average hides that."
_EVEN = "Not by itself: where one level is given nearly always it stays high whatever people do with the rest."
_SAME_PEOPLE = "Not with gaps, and not where few levels are used: it needs every rater on every badge and steps of one size."


def _alpha(question: str, kind: str, when_not: str) -> FigureFacts:
    return FigureFacts(question, f"Krippendorff's alpha, {kind}", when_not, _KRIPPENDORFF)


def _kappa(question: str, kind: str, source: str) -> FigureFacts:
    return FigureFacts(question, f"Cohen's kappa, {kind}, average over pairs (Light)", _TWO_PEOPLE, f"{source}; {_LIGHT}")


def _gwet(question: str, statistic: str) -> FigureFacts:
    return FigureFacts(question, statistic, _EVEN, f"{_GWET}, chapters 3 to 5")


def _icc(form: str, question: str, when_not: str = _SAME_PEOPLE) -> FigureFacts:
    return FigureFacts(question, f"Intraclass correlation ICC({form})", when_not, _SHROUT)


FIGURES: Mapping[str, FigureFacts] = {
    "exact": FigureFacts(
        "How often did two people give the same level?",
        "Exact agreement",
        "Not to compare criteria that have different numbers of levels: with fewer levels people meet more often by chance.",
        "Share of all pairs of raters on the same badge",
        is_share=True,
    ),
    "adjacent": FigureFacts(
        "How often did two people give the same level or the next one?",
        "Exact or adjacent agreement",
        "Not with three levels or fewer: nearly every two answers are neighbours there.",
        "Share of all pairs of raters on the same badge",
        is_share=True,
    ),
    "alpha_ordinal_krippendorff": _alpha(
        "How much better than shuffled answers do people agree, if a step further is worse?",
        "ordinal by Krippendorff",
        _ONE_LEVEL,
    ),
    "alpha_ordinal_gwet": FigureFacts(
        "The same, with steps counted by levels instead of by answers: how much better than shuffled answers?",
        "Krippendorff's alpha, ordinal by Gwet",
        f"Not to compare with a published ordinal alpha. {WHY_TWO_ORDINALS}",
        f"{_KRIPPENDORFF}, with the weights of {_GWET}, chapter 3",
    ),
    "alpha_nominal": _alpha(
        "How much better than shuffled answers do people agree, if only the same level counts?",
        "nominal",
        "Not where a neighbouring level is nearly right: it counts one step like four.",
    ),
    "alpha_interval": _alpha(
        "How much better than shuffled answers do people agree, if all steps are of one size?",
        "interval, on places of levels",
        "Not where a step low on the scale means something else than a step high on it.",
    ),
    "alpha_ratio": _alpha(
        "How much better than shuffled answers do people agree, if a step counts by the share of points it makes?",
        "ratio, on the points of the levels",
        "Not where 0 points do not mean nothing at all: then a share of points means nothing.",
    ),
    "ac1": _gwet("How well do people agree where an answer is no lucky guess, if only the same level counts?", "Gwet's AC1"),
    "ac2_linear": _gwet(
        "How well do people agree where an answer is no lucky guess, step by step?", "Gwet's AC2, linear weights"
    ),
    "ac2_quadratic": _gwet(
        "How well do people agree where an answer is no lucky guess, if far apart is much worse?", "Gwet's AC2, quadratic weights"
    ),
    "ac2_ordinal_gwet": _gwet(
        "How well do people agree where an answer is no lucky guess, if a step further is worse?",
        "Gwet's AC2, ordinal by Gwet",
    ),
    "kappa": _kappa("How much better than chance do two people agree, if only the same level counts?", "unweighted", _COHEN),
    "kappa_linear": _kappa("How much better than chance do two people agree, step by step?", "linear weights", _WEIGHTED),
    "kappa_quadratic": _kappa(
        "How much better than chance do two people agree, if far apart is much worse?", "quadratic weights", _WEIGHTED
    ),
    "conger": FigureFacts(
        "How much better than chance do all people agree, each with a chance of their own?",
        "Conger's kappa, chance averaged over pairs",
        _ONE_LEVEL,
        f"Conger (1980), Psychological Bulletin 88; with gaps as in {_GWET}, chapter 2",
    ),
    "fleiss": FigureFacts(
        "How much better than chance do all people agree, with one chance for the whole room?",
        "Fleiss' kappa",
        _ONE_LEVEL,
        f"Fleiss (1971), Psychological Bulletin 76; with gaps as in {_GWET}, chapter 2",
    ),
    "brennan_prediger": FigureFacts(
        "How much better do people agree than if they picked every level equally often?",
        "Brennan-Prediger coefficient",
        "Not where some levels are never given: it counts on everybody to pick them as often as the others.",
        f"Brennan and Prediger (1981), Educational and Psychological Measurement 41; with gaps as in {_GWET}, chapter 2",
    ),
    "icc_1_1": _icc("1,1", "How much can one answer be relied on, if each badge had other raters?"),
    "icc_2_1": _icc("2,1", "How much can one person's answer be relied on, strict and mild people mixed?"),
    "icc_3_1": _icc(
        "3,1",
        "How much can one person's answer be relied on, if only the order and the distances of badges matter?",
        f"Not where it matters that one person is stricter than another: it does not see that. {_SAME_PEOPLE}",
    ),
    "icc_1_k": _icc("1,k", "How much can the mean of everybody be relied on, if each badge had other raters?"),
    "icc_2_k": _icc("2,k", "How much can the mean of everybody be relied on, strict and mild people mixed?"),
    "icc_3_k": _icc(
        "3,k",
        "How much can the mean of everybody be relied on, if only the order and the distances of badges matter?",
        f"Not where it matters that one person is stricter than another: it does not see that. {_SAME_PEOPLE}",
    ),
    "kendall_w": FigureFacts(
        "Did people put the badges in the same order?",
        "Kendall's W, corrected for ties",
        "Not where few levels make most badges tie, and not to see whether people give the same levels: order alone counts.",
        "Kendall and Babington Smith (1939), Annals of Mathematical Statistics 10",
    ),
}
"""In the order in which figures are shown; percent first."""

MAIN_FIGURES = ("exact", "adjacent", "alpha_ordinal_krippendorff", "ac2_ordinal_gwet", "kappa_quadratic", "icc_2_1", "kendall_w")
"""What a first table shows; the others are there for those who ask."""
