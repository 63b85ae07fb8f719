"""The many-facet Rasch model: a known solution, what a solution must satisfy, and a simulated truth that is found again."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from rubric_kit.scoring.agreement.rasch import LongAnswers, fit_rasch


def long_answers(rows: list[tuple[int, int, int, int]], size: int) -> LongAnswers:
    badge, criterion, rater, place = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    return LongAnswers(badge, criterion, rater, place, size)


def simulated(severity: list[float], difficulty: list[float], badges: int, thresholds: list[float], seed: int) -> LongAnswers:
    """Draw answers by the model, 30 of 100 cells empty; `random.Random` gives the same ones everywhere."""
    dice = Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
    rows = []
    for badge in range(badges):
        height = dice.gauss(0, 1.2)
        for criterion, hard in enumerate(difficulty):
            for rater, strict in enumerate(severity):
                logs = [0.0]
                for threshold in thresholds:
                    logs.append(logs[-1] + height - hard - strict - threshold)
                odds = [math.exp(one) for one in logs]
                at, place = dice.random() * sum(odds), 0
                while at > odds[place]:
                    at -= odds[place]
                    place += 1
                if dice.random() > 0.3:
                    rows.append((badge, criterion, rater, place))
    return long_answers(rows, len(thresholds) + 1)


def test_two_raters_with_two_levels_are_apart_by_twice_the_log_of_the_odds() -> None:
    # Andersen (1973): with two items joint estimates are exactly twice the conditional ones, which are the log of the odds. Of 40
    # badges that one rater accepts and the other does not, r0 accepts 30 and r1 10: 2 ln 3. It also shows the outward bias.
    rows = [(badge, 0, rater, int((badge < 30) == (rater == 0))) for badge in range(40) for rater in (0, 1)]
    fit = fit_rasch(long_answers(rows, 2))
    assert fit.settled
    assert fit.raters[1] - fit.raters[0] == pytest.approx(2 * math.log(3), abs=1e-4)


def test_a_simulated_truth_is_found_again() -> None:
    dice = Random(11)  # noqa: S311 - a reproducible draw, nothing secret
    severity = [dice.gauss(0, 0.6) for _ in range(12)]
    difficulty, thresholds = [-0.6, -0.2, 0.1, 0.7], [-1.5, -0.5, 0.5, 1.5]
    fit = fit_rasch(simulated(severity, difficulty, 40, thresholds, seed=12))
    assert fit.settled
    assert np.corrcoef(fit.raters, severity)[0, 1] > 0.95
    assert np.corrcoef(fit.criteria, difficulty)[0, 1] > 0.95
    assert np.abs(fit.thresholds - thresholds).max() < 0.25
    # Differences are within three standard errors of the truth.
    centred = np.array(severity) - np.mean(severity)
    assert np.abs((fit.raters - centred) / fit.errors[2]).max() < 3.5


def test_at_the_solution_everybody_got_what_the_model_expects() -> None:
    answers = simulated([-0.5, 0.0, 0.5, 0.8, -0.8], [-0.3, 0.3], 25, [-1.0, 0.0, 1.0], seed=3)
    # As in `facets`: a badge that is lowest or highest throughout has no finite measure.
    sums = np.bincount(answers.badge, weights=answers.place)
    most = np.bincount(answers.badge) * 3
    kept = ~np.isin(answers.badge, np.flatnonzero((sums == 0) | (sums == most)))
    badge = np.unique(answers.badge[kept], return_inverse=True)[1]
    some = LongAnswers(badge, answers.criterion[kept], answers.rater[kept], answers.place[kept], 4)
    fit = fit_rasch(some)
    place = fit.badges[some.badge] - fit.criteria[some.criterion] - fit.raters[some.rater]
    logs = np.concatenate([np.zeros((len(place), 1)), np.cumsum(place[:, None] - fit.thresholds, axis=1)], axis=1)
    chances = np.exp(logs) / np.exp(logs).sum(axis=1, keepdims=True)
    for facet in some.facets:
        expected = np.bincount(facet, weights=chances @ np.arange(4))
        assert expected == pytest.approx(np.bincount(facet, weights=some.place), abs=1e-3)
    assert chances.sum(axis=0) == pytest.approx(np.bincount(some.place), abs=1e-3)
    for centred in (fit.criteria, fit.raters, fit.thresholds):
        assert float(np.mean(centred)) == pytest.approx(0, abs=1e-9)
