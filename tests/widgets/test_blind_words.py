"""Blind mode: neither the issuer's name, nor its initials, nor an address stands in what a rater reads."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit import read_badge_folder
from rubric_kit.model import Alignment, Badge, BadgeLevel, Endorsement, Evidence, Issuer, LevelScale, Source, Verification
from rubric_kit.widgets.badge_sheet import badge_words
from rubric_kit.widgets.blind_words import HIDDEN, Blind, blind_badge
from rubric_kit.widgets.shown_badges import ShownBadges

NAME = "Bayview Teachers' Technology Association"


def badge_of(issuer: Issuer, key: str = "a", **fields: Any) -> Badge:
    given_: dict[str, Any] = {
        "key": key * 64,
        "name": "Science Fair Mentor",
        "issuer": issuer,
        "evidence": Evidence(state="unknown"),
        "verification": Verification(outcome="no_proof", method="none", reason="It holds no signature."),
        "source": Source(container="json", dialect="OB 2.0", sha256=key * 64, size=2),
    }
    return Badge(**given_ | fields)


def plain(text: str) -> str:
    """Return a text without accents and capitals, written apart from the code under test."""
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)).casefold()


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        (NAME, f"Given by {NAME}.", "Given by the issuer."),
        (NAME, "Given by the bayview  teachers technology association.", "Given by the issuer."),
        (NAME, "BTTA members only; 'bttas' is a word.", "the issuer members only; 'bttas' is a word."),
        ("Circle of Media Teachers", "A CMT course, a COMT course.", "the issuer course, the issuer course."),
        ("Réseau de la Rivière", "RESEAU DE LA RIVIERE, 2024", "the issuer, 2024"),
        ("Microsoft", "Micro\u200bsoft's badge", "the issuer's badge"),
        ("The Field Institute, Inc.", "field institute days", "the issuer days"),
        ("Foothill Network (FTN)", "FTN and Foothill Network", "the issuer and the issuer"),
        ("Edu", "Education is a word of its own.", "Education is a word of its own."),
        ("A", "A badge of A.", "A badge of A."),
        ("C++ (Group) [x", "C++ (Group) [x: a badge", "the issuer: a badge"),
    ],
)
def test_a_name_is_hidden_however_it_is_written(name: str, text: str, hidden: str) -> None:
    assert Blind(badge_of(Issuer(name=name))).text(text) == hidden


def test_addresses_are_hidden_and_so_is_a_name_they_share_with_the_issuer() -> None:
    issuer = Issuer(name="Slatewing Learning Tools", url="https://learn.slatewing.example.com/x")
    hide = Blind(badge_of(issuer)).text
    assert hide("Hold a Slatewing certificate.") == "Hold the issuer certificate."
    assert hide("Tools for learning") == "Tools for learning", "words that anybody uses stay"
    assert hide("See https://x.example/a?b=1 now") == f"See {HIDDEN} now"
    assert hide("See www.x.example, mail a.b@x.example.org") == f"See {HIDDEN} mail {HIDDEN}"
    assert hide("On learn.slatewing.example.com/join today") == f"On {HIDDEN} today"
    assert hide("Key did:web:slatewing.example.com#1 here") == f"Key {HIDDEN} here"


def test_every_place_of_a_badge_is_blind_and_its_key_stays() -> None:
    issuer = Issuer(
        name=NAME, url="https://btta.example.org", claimed_id="https://btta.example.org/id", description="Since 2009."
    )
    said = f"By {NAME}."
    badge = badge_of(
        issuer,
        name=f"{NAME} Mentor",
        claimed_id="https://btta.example.org/b/1",
        description=said,
        criteria_narrative=said,
        criteria_url="https://btta.example.org/c",
        alignments=(
            Alignment(target_name=said, target_framework=said, target_description=said, target_url="https://btta.example.org"),
        ),
        level_scales=(LevelScale(name=said, levels=(BadgeLevel(name=said, description=said),), allowed_values=(said,)),),
        evidence=Evidence(state="present", basis=said),
        verification=Verification(outcome="valid", method="hosted", reason=said, anchor="bound to https://btta.example.org"),
        endorsements=(Endorsement(endorser=NAME, about="badge", outcome="valid"),),
        creator=NAME,
        tags=(NAME,),
    )
    blind = blind_badge(badge)
    assert blind.key == badge.key
    told = json.dumps(blind.plain(), ensure_ascii=False) + json.dumps(badge_words(blind), ensure_ascii=False)
    for trace in ("Bayview", "btta", "Since 2009", "BTTA"):
        assert trace not in told
    words = {block["title"]: block["lines"] for block in badge_words(blind)}
    assert words["Issuer"] == ["The issuer's name is hidden until the reveal."]
    assert words["What a person had to do"] == [
        "By the issuer.",
        f"The badge says that its criteria are at this address, not opened: {HIDDEN}",
    ], "that there is an address is still told"


def test_labels_tell_badges_of_one_name_apart_without_their_issuers() -> None:
    pair = [badge_of(Issuer(name=f"Padlet {key}"), key, name="Padlet Badge") for key in "ab"]
    shown = ShownBadges(pair)
    assert shown.labels(hidden=False)["a" * 64] == "Padlet Badge - Padlet a"
    labels = shown.labels(hidden=True)
    assert labels["a" * 64] == "Padlet Badge - issuer hidden - aaaaaaaa"
    assert labels["b" * 64] == "Padlet Badge - issuer hidden - bbbbbbbb"


def test_no_sample_badge_names_its_issuer() -> None:
    for badge in read_badge_folder("").badges:
        told = plain(json.dumps(badge_words(blind_badge(badge)), ensure_ascii=False))
        assert plain(badge.issuer.name) not in told
        assert "://" not in told


@given(
    st.text(alphabet="abcé Ñß\u200b-.'()", min_size=3, max_size=20),
    st.sampled_from(["", "By ", "x: "]),
    st.sampled_from(["", ".", " x"]),
)
def test_any_name_with_three_letters_is_hidden_wherever_it_stands_as_words(name: str, before: str, after: str) -> None:
    letters = [one for one in name if one.isalnum()]
    if len(letters) < 3 or not name[0].isalpha() or not name[-1].isalpha():
        return
    told = Blind(badge_of(Issuer(name=name))).text(f"{before}{name}{after}")
    assert told == f"{before}the issuer{after}"


@given(st.text(max_size=40), st.text(min_size=1, max_size=40))
def test_no_text_and_no_name_breaks_it(text: str, name: str) -> None:
    try:
        issuer = Issuer(name=name)
    except ValueError:
        return  # a control character in the name
    assert isinstance(Blind(badge_of(issuer)).text(text), str)
