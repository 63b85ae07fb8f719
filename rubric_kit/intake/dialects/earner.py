"""`Earner`: by what a file names the person who earned the badge. It serves one comparison and is then forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rubric_kit.intake.dialects.node import Node, plain_text

_MOST_HASHES, _LONGEST_HASHED = 500, 2_000
_PROFILE_FIELDS = ("id", "@id", "name", "url", "email", "telephone", "phone", "contact", "origin")


@dataclass(frozen=True)
class Earner:
    """Plain names and salted hashes of one earner, never kept beyond the reading of one file."""

    names: frozenset[str] = frozenset()
    hashes: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_assertion(cls, assertion: Node) -> Earner:
        """Return how an Open Badges 2.0 assertion names its earner."""
        found = [(plain_text(one.value.get("identity")), one) for one in assertion.nodes("recipient")]
        # Before 1.0 the recipient was a bare text, and its salt stood beside it.
        return cls._of(found + [(plain_text(one), assertion) for one in assertion.items("recipient") if isinstance(one, str)])

    @classmethod
    def of_subjects(cls, subjects: list[Node], claimed: object = None) -> Earner:
        """Return how the subjects of an Open Badges 3.0 credential, and the claim `sub` of its token, name the earner."""
        found = [(text, one) for one in subjects for text in (one.id, plain_text(one.value.get("name")))]
        found += [(plain_text(one.value.get("identityHash")), one) for subject in subjects for one in subject.nodes("identifier")]
        if claimed and subjects:
            found.append((plain_text(claimed), subjects[0]))
        return cls._of(found)

    @classmethod
    def _of(cls, found: list[tuple[str, Node]]) -> Earner:
        plain = frozenset([one for text, _ in found if text and "$" not in text for one in _spellings(text)])
        return cls(plain, tuple((text, plain_text(node.value.get("salt"))) for text, node in found if "$" in text))

    def is_also(self, profile: Node) -> bool:
        """Tell whether an issuer's profile is the earner's own."""
        return self.is_one_of(names_in(profile))

    def is_one_of(self, values: AbstractSet[str]) -> bool:
        """Tell whether one of these names or addresses is the earner's own."""
        if not self.names.isdisjoint(values):
            return True
        if not self.hashes:
            return False
        if len(self.hashes) > _MOST_HASHES:
            return True  # nobody has so many addresses, and an issuer too many left out tells nothing about anybody
        values = {value for value in values if len(value) <= _LONGEST_HASHED}
        return any(_hashes_to(value, identity, salt) for value in values for identity, salt in self.hashes)


NOBODY = Earner()
"""For what is about no earner that is known."""


def names_in(profile: Node) -> set[str]:
    """Return the names and addresses that a profile states."""
    return {one for field in _PROFILE_FIELDS if (text := plain_text(profile.value.get(field))) for one in _spellings(text)}


def _spellings(text: str) -> tuple[str, str]:
    """Return a name or address as it stands, and without what does not matter: letter case, and "mailto:" before it."""
    return text, text.casefold().removeprefix("mailto:")


def _hashes_to(value: str, identity: str, salt: str) -> bool:
    algorithm, _, digest = identity.partition("$")
    if algorithm not in {"sha256", "md5"}:
        return False
    return hashlib.new(algorithm, (value + salt).encode(), usedforsecurity=False).hexdigest() == digest.lower()
