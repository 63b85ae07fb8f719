from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.charts.wording import gap_counts, label_lines, listed, shorten, state_words, wrap
from rubric_kit.model import RatingState, visible


def test_a_short_text_stays_whole() -> None:
    assert shorten("Local tie", 20) == "Local tie"
    assert wrap("Local tie", 20) == "Local tie"


def test_a_long_text_is_cut_and_says_so() -> None:
    assert shorten("Classroom application", 12) == "Classroom…"
    assert wrap("Framework alignment of the whole course", 12) == "Framework\nalignment o…"


def test_a_script_without_spaces_is_broken_where_the_line_ends() -> None:
    assert wrap("日本語の基準の名前", 10) == "日本語の基\n準の名前"


def test_hidden_characters_are_spelled_out() -> None:
    assert shorten("Micro\u200bsoft", 40) == "Micro‹U+200B›soft"


@given(st.text(max_size=200), st.integers(min_value=4, max_value=60))
def test_no_text_makes_more_lines_or_longer_ones_than_there_is_room_for(text: str, most: int) -> None:
    lines = wrap(text, most).split("\n")
    assert len(lines) <= 2
    # The narrowest characters count 0.7, so a line holds at most most / 0.7 of them.
    assert all(len(line) * 0.7 <= most for line in lines)
    assert wrap(text, most) == visible(wrap(text, most))


def test_labels_keep_what_tells_badges_apart() -> None:
    long = "Classroom Application of Interactive Whiteboards"
    assert label_lines([f"{long} - Lakeside Summit", f"{long} - Harborlight"], 24) == [
        "Classroom Application o…\nLakeside Summit",
        "Classroom Application o…\nHarborlight",
    ]


def test_labels_that_differ_only_at_their_end_show_their_end() -> None:
    same = "A very long issuer name of the region of"
    shown = label_lines([f"Padlet Badge - {same} North", f"Padlet Badge - {same} South"], 20)
    assert shown[0] != shown[1]
    assert shown[0].endswith("North")
    assert shown[1].endswith("South")


def test_lists_read_as_sentences_do() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")] == ["", "a", "a and b", "a, b or c"]


def test_gaps_are_counted_by_kind() -> None:
    assert gap_counts(["withheld", "not rated yet", "withheld"]) == '2 "withheld" and 1 "not rated yet"'
    assert state_words(None) == "not rated yet"
    assert state_words(RatingState.UNKNOWN) == "cannot tell"
