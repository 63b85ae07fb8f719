"""Endorsements that come as files of their own, and the badges among the files that they speak for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rubric_kit.intake.dialects.achievement import SELF_ISSUED, issuer_name
from rubric_kit.intake.dialects.earner import Earner, names_in
from rubric_kit.intake.dialects.endorsement import MOST_ENDORSEMENTS, NOT_NAMED, About, endorser_profile
from rubric_kit.intake.dialects.node import Node
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.model import Badge, Endorsement, Verification


class LoneEndorsement(NamedTuple):
    """An endorsement that came as a file of its own."""

    subject: str
    """The id that it speaks for. It may be an award's, so it is compared and forgotten."""
    endorser: str
    verification: Verification
    names: frozenset[str]
    """How the endorser is named; compared with the earner and forgotten."""

    def about(self, badge: Badge) -> About | None:
        """Tell what of a badge it speaks for, if anything."""
        if not self.subject:
            return None
        if self.subject == badge.claimed_id:
            return "badge"
        return "issuer" if self.subject == badge.issuer.claimed_id else None


def lone_endorsement(node: Node, verification: Verification) -> LoneEndorsement:
    """Read an endorsement that is no part of a badge."""
    subjects = node.nodes("credentialSubject", "claim")
    subject, profile = subjects[0].id if subjects else "", endorser_profile(node.value, node.remarks)
    return LoneEndorsement(subject, issuer_name(profile) or NOT_NAMED, verification, frozenset(names_in(profile)))


def _with_endorsements(badge: Badge, lone: Iterable[LoneEndorsement], earner: Earner) -> Badge:
    """Return the badge with the endorsements among the files that speak for it or for its issuer."""
    more = tuple(
        Endorsement(
            endorser=SELF_ISSUED if earner.is_one_of(one.names) else one.endorser, about=about, outcome=one.verification.outcome
        )
        for one in lone
        if (about := one.about(badge)) is not None
    )
    return badge.replace(endorsements=badge.endorsements + more) if more else badge


class JoinedEndorsements:
    """All endorsements that came as files of their own, found by what they speak for."""

    def __init__(self, lone: Mapping[int, LoneEndorsement]) -> None:
        self._lone = lone
        self._by_subject: dict[str, list[int]] = {}
        for number, one in lone.items():
            if one.subject:
                self._by_subject.setdefault(one.subject, []).append(number)
        self._counted = dict.fromkeys(lone, 0)
        self._fits: set[int] = set()

    def join(self, badge: Badge, earner: Earner, remarks: Remarks) -> Badge:
        """Return the badge with the endorsements that speak for it, as far as there is room for them."""
        subjects = dict.fromkeys((badge.claimed_id, badge.issuer.claimed_id))
        fitting = [one for subject in subjects if subject for one in self._by_subject.get(subject, ())]
        self._fits.update(fitting)
        taken = fitting[: max(0, MOST_ENDORSEMENTS - len(badge.endorsements))]
        if len(taken) < len(fitting):
            most = f"no more than {MOST_ENDORSEMENTS} endorsements are counted with one badge"
            remarks.add("RKB026", f"{len(fitting):,} files endorse this badge; {most}.")
        for one in taken:
            self._counted[one] += 1
        return _with_endorsements(badge, [self._lone[one] for one in taken], earner)

    def use(self, number: int) -> str:
        """Tell what became of the endorsement that came as this piece."""
        if self._counted[number]:
            return f"it was counted with {self._counted[number]} of the badges here"
        if number in self._fits:
            return f"the badge it speaks for already has {MOST_ENDORSEMENTS} of them"
        return "none of the badges here is the one it speaks for"
