"""What a goal asks for, and which way a ratio is taken."""

from __future__ import annotations

import pytest
from harness.goals import Goal, Ratio, Sense
from harness.topics import TOPICS, topic


def test_the_bound_itself_reaches_the_goal() -> None:
    most, least = Goal(Sense.AT_MOST, 15), Goal(Sense.AT_LEAST, 20)
    assert [most.met_by(one) for one in (14.9, 15, 15.1)] == [True, True, False]
    assert [least.met_by(one) for one in (19.9, 20, 20.1)] == [False, True, True]


def test_no_number_reaches_a_goal_by_being_none() -> None:
    nan = float("nan")
    assert not Goal(Sense.AT_MOST, 15).met_by(nan)
    assert not Goal(Sense.AT_LEAST, 20).met_by(nan)


def test_a_cost_divides_ours_and_a_gain_divides_the_peers() -> None:
    assert Ratio("k", "what", "ours", "peer", Sense.AT_MOST, 15).number(6.0, 2.0) == 3.0
    assert Ratio("k", "what", "ours", "peer", Sense.AT_LEAST, 20).number(2.0, 6.0) == 3.0


# What the issue asks for; a goal may be made stricter here only by whoever changes the issue.
ASKED = {
    ("scoring", "copy"): Goal(Sense.AT_MOST, 15),
    ("scoring", "memory"): Goal(Sense.AT_MOST, 16),
    ("scikit_criteria", "rank"): Goal(Sense.AT_LEAST, 20),
    ("engines", "polars"): Goal(Sense.AT_MOST, 1.5),
    ("acceptance", "draws"): Goal(Sense.AT_LEAST, 10),
    ("acceptance", "error"): Goal(Sense.AT_MOST, 0),
    ("flip_distance", "linprog"): Goal(Sense.AT_LEAST, 100),
    ("flip_distance", "error"): Goal(Sense.AT_MOST, 1e-9),
    ("start_up", "bare"): Goal(Sense.AT_MOST, 1.3),
    ("agreement", "answers"): Goal(Sense.AT_LEAST, 40),
}


@pytest.mark.parametrize(("script", "key"), ASKED)
def test_the_goals_are_those_that_were_asked_for(script: str, key: str) -> None:
    about = topic(script)
    goals = {one.key: one.goal for one in about.ratios} | {one.key: one.goal for one in about.amounts}
    assert goals[key] == ASKED[script, key]


def test_every_peer_that_was_asked_for_is_there() -> None:
    peers = " ".join(ratio.peer for about in TOPICS for ratio in about.ratios)
    named = ("copy of the levels", "Python loop", "pandas `apply`", "WeightedSumModel", "Polars", "draws", "linprog", "bare")
    for name in (*named, "krippendorff"):
        assert name in peers


def test_keys_are_there_once() -> None:
    for about in TOPICS:
        keys = [one.key for one in about.ratios] + [one.key for one in about.amounts]
        assert len(keys) == len(set(keys)), about.script


def test_an_unknown_topic_is_refused() -> None:
    with pytest.raises(KeyError, match="nothing"):
        topic("nothing")
