import hashlib
from datetime import date
from typing import Any

from rubric_kit.charts.intake_table import intake_table
from rubric_kit.charts.item_words import doubts, item_words, summary_words
from rubric_kit.intake import CODES, Item, ItemOutcome
from rubric_kit.model import AwardStatus, Badge, Evidence, FactState, Finding, Issuer, ProofOutcome, Source, Verification

DAY = date(2026, 7, 1)


def proof(outcome: ProofOutcome, **more: Any) -> Verification:
    return Verification(outcome=outcome, method="signed", reason="the reason in small letters", **more)


def make_badge(name: str, **fields: Any) -> Badge:
    key = hashlib.sha256(name.encode()).hexdigest()
    given: dict[str, Any] = {
        "key": key,
        "name": name,
        "issuer": Issuer(name="Synthetic Association"),
        "evidence": Evidence(state=FactState.WITHHELD, basis="The file does not show it."),
        "verification": proof(ProofOutcome.VALID, anchored=True),
        "source": Source(container="json", dialect="OB 3.0", sha256=key, size=2),
    }
    return Badge(**given | fields)


def finding(code: str, message: str = "What was found.") -> Finding:
    known = CODES[code]
    return Finding(code=code, severity=known.severity, where="file 1", message=message, advice=known.advice)


def make_item(label: str = "file 1", badge: Badge | None = None, **fields: Any) -> Item:
    given: dict[str, Any] = {
        "label": label,
        "path": "zebulon.json",
        "format": "OB 3.0 award, JSON",
        "outcome": ItemOutcome.BADGE if badge else ItemOutcome.UNREADABLE,
        "badge": badge,
        "verification": badge.verification if badge else None,
        "status": badge.status if badge else AwardStatus.NONE,
        "valid_from": badge.valid_from if badge else None,
        "valid_until": badge.valid_until if badge else None,
        "findings": (),
    }
    return Item(**given | fields)


def heads(item: Item) -> list[tuple[str, str]]:
    return [(one.sign, one.head) for one in doubts(item, DAY)]


def test_a_sound_badge_gives_no_doubt_and_no_advice() -> None:
    words = item_words(make_item(badge=make_badge("Sound")), DAY)
    assert (words.name, words.issuer, words.outcome) == ("Sound", "Synthetic Association", "Badge")
    assert words.format == "Open Badges 3.0 award, JSON"
    assert "Signature: valid, and the key is the issuer's" in words.read
    assert "Evidence: work exists and is not shown" in words.read
    assert words.doubts == ()
    assert words.advice == ()


def test_doubts_stand_in_the_order_of_their_weight() -> None:
    badge = make_badge(
        "Doubtful",
        verification=proof(ProofOutcome.CANNOT_CHECK, anchored=False, anchor="the key names nobody", unsigned=("term", "role")),
        status=AwardStatus.REVOKED,
        valid_until=date(2026, 6, 30),
    )
    item = make_item(badge=badge, findings=(finding("RKB032"),))
    assert heads(item) == [
        ("no", "Taken back"),
        ("no", "Expired"),
        ("unsure", "Signature cannot be checked here"),
        ("unsure", "Key not shown to be the issuer's"),
        ("look", "Not covered by the signature"),
        ("look", CODES["RKB032"].title),
    ]
    texts = [one.text for one in doubts(item, DAY)]
    assert texts[1] == "It was valid until 2026-06-30."
    assert texts[2:5] == ["The reason in small letters.", "The key names nobody.", "term, role"]


def test_the_last_and_the_first_day_are_days_of_validity() -> None:
    today = make_badge("Today", valid_from=DAY, valid_until=DAY)
    assert heads(make_item(badge=today)) == []
    assert heads(make_item(badge=make_badge("Later", valid_from=date(2026, 7, 2)))) == [("no", "Not yet valid")]


def test_an_invalid_signature_is_a_no_and_none_is_unsure() -> None:
    assert heads(make_item(badge=make_badge("Broken", verification=proof(ProofOutcome.INVALID)))) == [
        ("no", "Signature not valid")
    ]
    bare = item_words(make_item(badge=make_badge("Bare", verification=proof(ProofOutcome.NO_PROOF))), DAY)
    assert [(one.sign, one.head) for one in bare.doubts] == [("unsure", "No signature")]
    assert bare.doubts[0].text == "The reason in small letters. Anybody could have written it."
    assert bare.advice == ("Ask the issuer to confirm the badge.",)


def test_a_status_that_cannot_be_told_is_no_reassurance() -> None:
    assert heads(make_item(badge=make_badge("Open", status=AwardStatus.UNKNOWN))) == [
        ("unsure", "Cannot tell whether it still holds")
    ]


def test_what_is_missing_is_in_plain_words_the_most_wanted_first() -> None:
    missing = item_words(make_item(badge=make_badge("Empty")), DAY).missing
    assert missing[:2] == ("What a person had to do", "A way to reach the issuer")
    assert "Work that shows it" not in missing, "withheld is not missing"
    assert not [one for one in missing if "_" in one]


def test_a_file_that_cannot_be_read_says_why_and_what_to_do() -> None:
    words = item_words(make_item(format="unknown", findings=(finding("RKB001", "The file is empty."),)), DAY)
    assert (words.name, words.outcome, words.format) == ("", "Cannot be read", "")
    assert words.read == ("The file is empty.",)
    assert words.advice == (CODES["RKB001"].advice,)
    assert (words.missing, words.doubts) == ((), ())


def test_advice_comes_gravest_first_once_and_never_says_that_there_is_nothing_to_do() -> None:
    codes = ("RKB040", "RKB024", "RKB001", "RKB004")
    words = item_words(make_item(findings=tuple(finding(code) for code in codes)), DAY)
    # RKB001 and RKB004 are errors with the same advice; RKB024 is a warning; RKB040 says that there is nothing to do.
    assert words.advice == (CODES["RKB001"].advice, CODES["RKB024"].advice)


def test_the_summary_counts_outcomes_and_signatures() -> None:
    outcomes = [ProofOutcome.VALID] * 2 + [ProofOutcome.INVALID, ProofOutcome.CANNOT_CHECK, ProofOutcome.NO_PROOF]
    badges = [make_badge(f"Badge {at}", verification=proof(one)) for at, one in enumerate(outcomes)]
    items = [make_item(f"file {at}", badge) for at, badge in enumerate(badges, 1)]
    items.append(make_item("file 6"))
    items.append(make_item("file 7", outcome=ItemOutcome.NOT_A_BADGE))
    assert summary_words(items, 5) == (
        "7 files: 5 badges, 1 not a badge, 1 cannot be read. "
        "2 signatures are valid, 1 is not valid, 1 cannot be checked here, 1 carries none."
    )
    assert summary_words(items, 4).startswith("7 files: 5 badges, 1 not a badge, 1 cannot be read. 4 of them can be rated.")
    assert summary_words(items[5:6], 0) == "1 file: 0 badges, 1 cannot be read."
    assert summary_words(items[2:3], 1) == "1 file: 1 badge. Signatures: 1 is not valid."
    assert summary_words([make_item("file 1, entry 2", badges[0])], 1) == "1 item: 1 badge. 1 signature is valid."
    assert summary_words([], 0) == "Nothing was read yet."


def test_what_holds_badges_or_belongs_to_one_is_not_counted_as_a_stranger() -> None:
    inside = {"outcome": ItemOutcome.NOT_A_BADGE, "format": "archive"}
    archive = make_item("file 1", findings=(finding("RKB047"),), **inside)
    part = make_item("file 2", findings=(finding("RKB040"),), **inside)
    stranger = make_item("file 3", findings=(finding("RKB003"),), **inside)
    assert [item_words(one, DAY).outcome for one in (archive, part, stranger)] == [
        "Holds badges",
        "Part of a badge",
        "Not a badge",
    ]
    assert summary_words([archive, part, stranger], 0) == "3 files: 0 badges, 2 that hold or belong to badges, 1 not a badge."


def test_an_endorsement_is_no_badge_and_its_signature_is_not_counted_with_those_of_badges() -> None:
    speaks = make_item("file 1", outcome=ItemOutcome.BADGE, verification=proof(ProofOutcome.VALID), findings=(finding("RKB045"),))
    assert item_words(speaks, DAY).outcome == "Endorses a badge"
    told = summary_words([speaks, make_item("file 2", make_badge("Sound"))], 1)
    assert told == "2 files: 1 badge, 1 that hold or belong to badges. 1 signature is valid."


def test_the_table_names_items_by_label_and_escapes_what_a_badge_says() -> None:
    badge = make_badge("<script>Micro\u202esoft", verification=proof(ProofOutcome.NO_PROOF), valid_until=date(2020, 1, 1))
    table = intake_table([make_item("file 7", badge), make_item("file 8")], as_of=DAY)
    assert table.rows[0][:6] == ("file 7", badge.name, "Synthetic Association", "Badge", "No signature", "Expired")
    assert table.rows[1][3] == "Cannot be read"
    html = table.html()
    assert "&lt;script&gt;Micro‹U+202E›soft" in html
    assert "zebulon" not in html + repr(table)


def test_a_long_table_is_cut_and_says_so() -> None:
    table = intake_table([make_item(f"file {at}") for at in range(1, 6)], as_of=DAY, most=3)
    assert len(table.rows) == 3
    assert table.caption == "What was read: the first 3 of 5"
