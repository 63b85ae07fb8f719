"""What became of a file, in plain words: what it says, what is missing, what is not safe to trust, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rubric_kit.charts.list_words import ListWords, list_words
from rubric_kit.intake import CODES, Dates, Item, ItemOutcome, facts
from rubric_kit.model import AwardStatus, Badge, Fact, FactState, Finding, ProofOutcome, Verification

OUTCOME_WORDS = {
    ItemOutcome.BADGE: "Badge",
    ItemOutcome.NOT_A_BADGE: "Not a badge",
    ItemOutcome.UNREADABLE: "Cannot be read",
}
SIGNATURE_WORDS = {
    ProofOutcome.VALID: "Signature valid",
    ProofOutcome.INVALID: "Signature not valid",
    ProofOutcome.CANNOT_CHECK: "Signature cannot be checked here",
    ProofOutcome.NO_PROOF: "No signature",
}
FIELD_WORDS = {
    "criteria_narrative": "What a person had to do",
    "evidence": "Work that shows it",
    "issuer_contact": "A way to reach the issuer",
    "issuer_url": "The issuer's web address",
    "issuer_description": "Who the issuer is",
    "alignments": "Framework items it is aligned to",
    "description": "A description",
    "kind": "What kind of badge it is",
    "valid_from": "The date it was given",
    "name": "A name",
}
"""Fields that the completeness fact names as missing, those a district asks for first at the top."""
_EVIDENCE = {
    FactState.PRESENT: "work is shown",
    FactState.ABSENT: "no work is shown",
    FactState.WITHHELD: "work exists and is not shown",
    FactState.UNKNOWN: "the file cannot tell",
}
# Told by the proof, the dates and the status themselves; as findings they would be said twice.
_SAID_ELSEWHERE = frozenset({"RKB038", "RKB041", *(f"RKB0{number}" for number in range(50, 60))})
_LOOK_ALIKE = frozenset({"RKB014", "RKB028", "RKB029", "RKB031", "RKB032", "RKB033", "RKB034", "RKB035", "RKB036"})
_BELONGS = {"RKB047": "Holds badges", "RKB040": "Part of a badge", "RKB045": "Endorses a badge"}
"""What a file is that is no badge and has its place all the same, by the finding that says so."""
_MOST_ADVICE = 3
_ASK_ISSUER = "Ask the issuer to confirm the badge."


@dataclass(frozen=True)
class Doubt:
    """One reason not to trust an item."""

    sign: Literal["no", "unsure", "look"]
    """How strong it is: it does not hold, it cannot be told, or it wants a look."""
    head: str
    """The reason in two to five words."""
    text: str
    """The reason in a sentence; may be empty."""


@dataclass(frozen=True)
class ItemWords:
    """One item for a screen or a table; every text may hold what a badge says, so it is escaped by whoever shows it."""

    name: str
    """The badge's name, or nothing where there is none."""
    issuer: str
    outcome: str
    format: str
    read: tuple[str, ...]
    missing: tuple[str, ...]
    """Most wanted first."""
    lists: tuple[ListWords, ...]
    """How the badge stands to published lists."""
    doubts: tuple[Doubt, ...]
    """Strongest first."""
    advice: tuple[str, ...]


def item_words(item: Item, as_of: date) -> ItemWords:
    """Return what became of an item, as seen on a day."""
    badge = item.badge
    observed = {} if badge is None else {one.name: one for one in facts(badge, as_of=as_of)}
    return ItemWords(
        name="" if badge is None else badge.name,
        issuer="" if badge is None else badge.issuer.name,
        outcome=_outcome(item),
        format="" if item.outcome is ItemOutcome.UNREADABLE else item.format.replace("OB ", "Open Badges "),
        read=tuple(_read(item, observed)),
        missing=missing_words(observed),
        lists=list_words(observed),
        doubts=doubts(item, as_of),
        advice=_advice(item),
    )


def doubts(item: Item, as_of: date) -> tuple[Doubt, ...]:
    """Return the reasons not to trust an item on a day, strongest first."""
    if item.outcome is not ItemOutcome.BADGE:
        return ()
    found = [*_about_status(item), *_about_dates(item, as_of)]
    if item.verification is not None:
        found += _about_proof(item.verification)
    found += [Doubt("look", _title(one), one.message) for one in item.findings if one.code in _LOOK_ALIKE]
    return tuple(sorted(found, key=lambda one: ("no", "unsure", "look").index(one.sign)))


def missing_words(observed: dict[str, Fact]) -> tuple[str, ...]:
    """Return the missing fields in plain words, most wanted first."""
    fact = observed.get("completeness")
    missing = () if fact is None else fact.values
    order = list(FIELD_WORDS)
    ranked = sorted(missing, key=lambda name: order.index(name) if name in FIELD_WORDS else len(order))
    return tuple(FIELD_WORDS.get(name, name.replace("_", " ").capitalize()) for name in ranked)


def summary_words(items: Sequence[Item], usable: int) -> str:
    """Return one or two sentences with the counts.

    Parameters
    ----------
    items : sequence of Item
        What was given.
    usable : int
        How many different badges can be rated.
    """
    if not items:
        return "Nothing was read yet."
    alone = [item for item in items if not _belongs(item)]
    outcomes = Counter(item.outcome for item in alone)
    badges = outcomes[ItemOutcome.BADGE]
    parts = [_counted(badges, "badge", "badges")]
    if belonging := len(items) - len(alone):
        parts.append(f"{belonging:,} that hold or belong to badges")
    if others := outcomes[ItemOutcome.NOT_A_BADGE]:
        parts.append(f"{others:,} not a badge")
    if outcomes[ItemOutcome.UNREADABLE]:
        parts.append(f"{outcomes[ItemOutcome.UNREADABLE]:,} cannot be read")
    plain_files = all(item.label.startswith("file ") and "," not in item.label for item in items)
    what = _counted(len(items), "file", "files") if plain_files else _counted(len(items), "item", "items")
    rated = "" if usable == badges else f" {usable} of them can be rated." if usable else " None of them can be rated."
    return f"{what}: {', '.join(parts)}.{rated}{_signatures(alone)}"


def _outcome(item: Item) -> str:
    return _belongs(item) or OUTCOME_WORDS[item.outcome]


def _belongs(item: Item) -> str:
    """Say how an item that is no badge belongs to one; nothing if it does not."""
    if item.badge is not None or item.outcome is ItemOutcome.UNREADABLE:
        return ""
    return next((_BELONGS[one.code] for one in item.findings if one.code in _BELONGS), "")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _signatures(items: Sequence[Item]) -> str:
    badges = (item for item in items if item.outcome is ItemOutcome.BADGE)
    proofs = Counter(item.verification.outcome for item in badges if item.verification is not None)
    told = []
    if number := proofs[ProofOutcome.VALID]:
        told.append(f"{number:,} {'signature is' if number == 1 else 'signatures are'} valid")
    if number := proofs[ProofOutcome.INVALID]:
        told.append(f"{number:,} {'is' if number == 1 else 'are'} not valid")
    if number := proofs[ProofOutcome.CANNOT_CHECK]:
        told.append(f"{number:,} cannot be checked here")
    if number := proofs[ProofOutcome.NO_PROOF]:
        told.append(f"{number:,} {'carries' if number == 1 else 'carry'} none")
    if not told:
        return ""
    sentence = ", ".join(told)
    return f" {sentence}." if proofs[ProofOutcome.VALID] else f" Signatures: {sentence}."


def _read(item: Item, observed: dict[str, Fact]) -> Iterator[str]:
    badge = item.badge
    if badge is not None:
        yield from _about_badge(badge, observed)
        proof = badge.verification
        if proof.outcome is ProofOutcome.VALID:
            yield "Signature: valid" + (", and the key is the issuer's" if proof.anchored else "")
    for one in item.findings:
        if one.code not in _SAID_ELSEWHERE and one.code not in _LOOK_ALIKE:
            yield one.message


def _about_badge(badge: Badge, observed: dict[str, Fact]) -> Iterator[str]:
    if badge.kind is not None:
        yield f"Kind: {badge.kind.value}"
    words = observed.get("criteria_words")
    if words is not None and words.number:
        yield f"What a person had to do: {_counted(words.number, 'word', 'words')}"
    elif badge.criteria_url:
        yield "What a person had to do: only a web address, not opened"
    yield f"Evidence: {_EVIDENCE[badge.evidence.state]}"
    if badge.alignments:
        yield f"Aligned to {_counted(len(badge.alignments), 'framework item', 'framework items')}"
    if badge.workload:
        yield f"Workload: {badge.workload}"
    if badge.valid_from or badge.valid_until:
        start = f"given {badge.valid_from.isoformat()}" if badge.valid_from else "no start"
        yield f"Dates: {start}, {f'until {badge.valid_until.isoformat()}' if badge.valid_until else 'no end'}"


def _about_status(item: Item) -> Iterator[Doubt]:
    if item.status is AwardStatus.REVOKED:
        yield Doubt("no", "Taken back", "The issuer took this award back.")
    elif item.status is AwardStatus.UNKNOWN:
        yield Doubt(
            "unsure", "Cannot tell whether it still holds", "Whether the issuer took it back cannot be told from these files."
        )


def _about_dates(item: Item, as_of: date) -> Iterator[Doubt]:
    dates = item.dates(as_of)
    if dates is Dates.EXPIRED and item.valid_until:
        yield Doubt("no", "Expired", f"It was valid until {item.valid_until.isoformat()}.")
    elif dates is Dates.NOT_YET_VALID and item.valid_from:
        yield Doubt("no", "Not yet valid", f"It is valid from {item.valid_from.isoformat()}.")


def _about_proof(proof: Verification) -> Iterator[Doubt]:
    if proof.outcome is not ProofOutcome.VALID:
        sign: Literal["no", "unsure"] = "no" if proof.outcome is ProofOutcome.INVALID else "unsure"
        anybody = " Anybody could have written it." if proof.outcome is ProofOutcome.NO_PROOF else ""
        yield Doubt(sign, SIGNATURE_WORDS[proof.outcome], _sentence(proof.reason) + anybody)
    if proof.anchored is False:
        yield Doubt("unsure", "Key not shown to be the issuer's", _sentence(proof.anchor or ""))
    if proof.unsigned:
        yield Doubt("look", "Not covered by the signature", ", ".join(proof.unsigned))


def _sentence(text: str) -> str:
    """Reasons stand in the middle of sentences elsewhere, in small letters and without a full stop."""
    return text and f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _title(finding: Finding) -> str:
    return CODES[finding.code].title


def _advice(item: Item) -> tuple[str, ...]:
    """Return what to do, the gravest first, each once; "nothing to do" says nothing."""
    grave = sorted(item.findings, key=lambda one: ("error", "warning", "info").index(one.severity.value))
    told = dict.fromkeys(one.advice for one in grave if one.advice and not one.advice.startswith("Nothing to do"))
    proof = item.verification
    if not told and proof is not None and proof.outcome is not ProofOutcome.VALID:
        told[_ASK_ISSUER] = None
    return tuple(told)[:_MOST_ADVICE]
