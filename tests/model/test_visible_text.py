from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.model import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Padlet Badge", "Padlet Badge"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("Développement – “safe” 日本語 العربية", "Développement – “safe” 日本語 العربية"),
        ("Micro\u200bsoft", "Micro‹U+200B›soft"),
        ("\u202eegdaB", "‹U+202E›egdaB"),
        ("a\u2066b\u2069", "a‹U+2066›b‹U+2069›"),
        ("soft\u00adhyphen", "soft‹U+00AD›hyphen"),
        ("\ufeffBadge", "‹U+FEFF›Badge"),
        ("Badge\u3164", "Badge‹U+3164›"),
        ("line\u2028break", "line‹U+2028›break"),
        ("bell\x07 esc\x1b nul\x00", "bell‹U+0007› esc‹U+001B› nul‹U+0000›"),
        ("return\r", "return‹U+000D›"),
        ("private\ue000", "private‹U+E000›"),
        ("lone\ud800", "lone‹U+D800›"),
        ("tag\U000e0041", "tag‹U+E0041›"),
        # A joiner has no honest use beside Latin, Greek and Cyrillic letters or digits.
        ("Pad\u200dlet", "Pad‹U+200D›let"),
        ("Pad\u200clet", "Pad‹U+200C›let"),
        ("\u200dPadlet", "‹U+200D›Padlet"),
        ("Падлет\u200d", "Падлет‹U+200D›"),
        ("7\u200d", "7‹U+200D›"),
        # Nor after punctuation or a space, where one name would be shown as another.
        ("C++\u200d", "C++‹U+200D›"),
        ("Padlet \u200d Badge", "Padlet ‹U+200D› Badge"),
        ("“Padlet”\u200c", "“Padlet”‹U+200C›"),
        ("e\u0301\u200d", "e\u0301‹U+200D›"),
        ("日\u200dx", "日‹U+200D›x"),
        # Variation selectors are as invisible.
        ("Padlet\ufe0f Badge", "Padlet‹U+FE0F› Badge"),
        ("Padlet \U000e0100Badge", "Padlet ‹U+E0100›Badge"),
        ("\u2800", "‹U+2800›"),
        ("\U0001f3f3\ufe0f\u200d\U0001f308", "\U0001f3f3\ufe0f\u200d\U0001f308"),
        ("\U0001f469\U0001f3fd\u200d\U0001f3eb", "\U0001f469\U0001f3fd\u200d\U0001f3eb"),
        ("1\ufe0f\u20e3 and \u2764\ufe0f", "1\ufe0f\u20e3 and \u2764\ufe0f"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        # It stays where a script or an emoji needs it.
        ("\U0001f469\u200d\U0001f3eb", "\U0001f469\u200d\U0001f3eb"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_hidden_characters_are_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(text=st.text())
def test_what_is_shown_hides_nothing(text: str) -> None:
    shown = visible(text)
    kept = {"\n", "\t", "\u200c", "\u200d"}
    assert all(c in kept or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for c in shown)
    assert visible(shown) == shown


def test_a_long_run_of_joiners_takes_no_time_worth_telling() -> None:
    # Looked at one by one, each joiner looks back a few characters only, never to the start of the text.
    assert len(visible("日" + "\u200d" * 200_000)) > 200_000


@given(text=st.text(st.sampled_from("aé日क्1 +“\u0301\u200c\u200d\ufe0f\u20e3\U0001f469\U0001f3fd\u202e"), max_size=12))
def test_a_joiner_stays_only_where_something_to_join_comes_before(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    for at, character in enumerate(shown):
        if character in "\u200c\u200d":
            before = shown[:at].rstrip("\u200c\u200d\ufe0f\u0301\u20e3\u094d")
            assert before[-1:] in {"日", "\u0915", "\U0001f469", "\U0001f3fd"}
            assert shown[at + 1 : at + 2] not in {"a", "é", "1"}


@given(text=st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_open_text_stays_as_it_is(text: str) -> None:
    blank = set("\u115f\u1160\u2800\u3164\uffa0")
    if not blank & set(text):
        assert visible(text) == text
