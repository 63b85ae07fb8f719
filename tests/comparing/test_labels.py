from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.comparing import badge_labels
from rubric_kit.model import Badge

NamedBadge = Callable[..., Badge]
A, B, C, D = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)


def test_a_name_of_its_own_is_label_enough(named_badge: NamedBadge) -> None:
    assert badge_labels([named_badge(A, "One"), named_badge(B, "Two")]) == {A: "One", B: "Two"}


def test_the_issuer_tells_badges_of_one_name_apart(named_badge: NamedBadge) -> None:
    badges = [named_badge(A, issuer="Teachers' Association"), named_badge(B, issuer="Classroom Apps"), named_badge(C, "Other")]
    assert badge_labels(badges) == {
        A: "Padlet Badge - Teachers' Association",
        B: "Padlet Badge - Classroom Apps",
        C: "Other",
    }


def test_the_key_tells_twins_apart(named_badge: NamedBadge) -> None:
    found = badge_labels([named_badge(A), named_badge(B), named_badge(C, issuer="Third")])
    assert found == {
        A: "Padlet Badge - Synthetic issuer - aaaaaaaa",
        B: "Padlet Badge - Synthetic issuer - bbbbbbbb",
        C: "Padlet Badge - Third",
    }


def test_keys_that_begin_alike_are_written_out(named_badge: NamedBadge) -> None:
    near, far = "a" * 8 + "0" * 56, "a" * 8 + "1" * 56
    assert badge_labels([named_badge(near), named_badge(far)]) == {near: near, far: far}


def test_a_badge_called_like_the_label_of_another_gets_a_label_of_its_own(named_badge: NamedBadge) -> None:
    badges = [
        named_badge(A, "Padlet Badge - Teachers' Association", "Somebody"),
        named_badge(B, issuer="Teachers' Association"),
        named_badge(C, issuer="Classroom Apps"),
    ]
    assert badge_labels(badges) == {
        A: "Padlet Badge - Teachers' Association - Somebody",
        B: "Padlet Badge - Teachers' Association - bbbbbbbb",
        C: "Padlet Badge - Classroom Apps",
    }


def test_hidden_characters_are_spelled_out(named_badge: NamedBadge) -> None:
    badges = [named_badge(A, "Micro\u200bsoft"), named_badge(B, "Microsoft"), named_badge(C, "\u202efosorciM")]
    assert badge_labels(badges) == {A: "Micro‹U+200B›soft", B: "Microsoft", C: "‹U+202E›fosorciM"}


def test_spaces_and_line_breaks_make_no_difference_one_could_not_see(named_badge: NamedBadge) -> None:
    found = badge_labels([named_badge(A, "Padlet\n Badge", "One"), named_badge(B, "Padlet\u00a0Badge", "Two")])
    assert found == {A: "Padlet Badge - One", B: "Padlet Badge - Two"}


def test_a_name_of_spaces_has_a_label(named_badge: NamedBadge) -> None:
    assert badge_labels([named_badge(A, " \u2028 ", "\t")]) == {A: "(no name)"}


def test_long_names_are_cut(named_badge: NamedBadge) -> None:
    found = badge_labels([named_badge(A, "n" * 400, "i" * 400), named_badge(B, "n" * 399, "j")])
    assert found == {A: "n" * 59 + "… - " + "i" * 39 + "…", B: "n" * 59 + "… - j"}


parts = st.sampled_from(["a", "b", " - ", "…", "\u200b", "\u2028", "n" * 30])
words = st.lists(parts, min_size=1, max_size=5).map("".join)
keys = st.text(alphabet="01", min_size=10, max_size=10).map(lambda end: "f" * 54 + end) | st.text(
    alphabet="01", min_size=64, max_size=64
)


@given(found=st.dictionaries(keys, st.tuples(words, words), max_size=8), data=st.data())
def test_labels_are_all_different_and_do_not_hang_on_the_order(
    found: dict[str, tuple[str, str]], data: st.DataObject, named_badge: NamedBadge
) -> None:
    badges = [named_badge(key, *pair) for key, pair in found.items()]
    labels = badge_labels(badges)
    assert set(labels) == set(found)
    assert len(set(labels.values())) == len(found)
    assert all(1 <= len(label) <= 120 and "\u200b" not in label for label in labels.values())
    assert badge_labels(data.draw(st.permutations(badges))) == labels
