import hashlib
from typing import Any

from rubric_kit.charts.list_words import list_words
from rubric_kit.intake import facts
from rubric_kit.intake.facts.field_lists import LIST_NAMES
from rubric_kit.model import Badge, Evidence, FactState, Issuer, ProofOutcome, Source, Verification

KEY = hashlib.sha256(b"synthetic").hexdigest()


def make_badge(**fields: Any) -> Badge:
    given: dict[str, Any] = {
        "key": KEY,
        "name": "Synthetic badge",
        "issuer": Issuer(name="Synthetic Association"),
        "evidence": Evidence(state=FactState.ABSENT, basis="The file shows none."),
        "verification": Verification(outcome=ProofOutcome.VALID, method="signed", reason="synthetic"),
        "source": Source(container="json", dialect="OB 3.0", sha256=KEY, size=2),
    }
    return Badge(**given | fields)


def test_each_list_says_how_much_is_told_and_names_what_is_missing_in_its_own_words() -> None:
    observed = {one.name: one for one in facts(make_badge())}
    found = list_words(observed)
    assert len(found) == len(LIST_NAMES)
    eu11, trusted, mpos = found
    assert eu11.title == "European standard elements of a micro-credential"
    assert eu11.told.startswith(f"{observed['complete_eu11'].number} of 11 elements found")
    assert "notional workload" in eu11.missing
    for one, name in zip(found, LIST_NAMES, strict=True):
        assert len(one.missing) == len(observed[f"complete_{name}"].values) > 0
        assert not [label for label in one.missing if "_" in label], "the list's words, not its ids"
    assert "a proof that can be checked" not in mpos.missing
    assert ("not confirmed" in eu11.told, "not confirmed" in trusted.told, "not confirmed" in mpos.told) == (False, True, True)


def test_what_is_none_is_not_said_and_what_was_not_observed_is_left_out() -> None:
    observed = {one.name: one for one in facts(make_badge(criteria_narrative="Plan a unit. Teach it.", language="en"))}
    told = [one.told for one in list_words(observed)]
    assert not [text for text in told if "; 0 " in text]
    assert list_words({}) == ()
