"""`Earner`: by what a file names the person who earned the badge. It serves one comparison and is then forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rubric_kit.intake.dialects.node import Node, plain_text

_PROFILE_FIELDS = ("id", "@id", "name", "url", "email", "telephone", "phone")


@dataclass(frozen=True)
class Earner:
    """Plain names and salted hashes of one earner, never kept beyond the reading of one file."""

    names: frozenset[str] = frozenset()
    hashes: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_assertion(cls, assertion: Node) -> Earner:
        """Return how an Open Badges 2.0 assertion names its earner."""
        return cls._of([(plain_text(one.value.get("identity")), one) for one in assertion.nodes("recipient")])

    @classmethod
    def of_subjects(cls, subjects: list[Node]) -> Earner:
        """Return how the subjects of an Open Badges 3.0 credential name the earner."""
        found = [(text, one) for one in subjects for text in (one.id, plain_text(one.value.get("name")))]
        found += [(plain_text(one.value.get("identityHash")), one) for subject in subjects for one in subject.nodes("identifier")]
        return cls._of(found)

    @classmethod
    def _of(cls, found: list[tuple[str, Node]]) -> Earner:
        plain = frozenset(text for text, _ in found if text and "$" not in text)
        return cls(plain, tuple((text, plain_text(node.value.get("salt"))) for text, node in found if "$" in text))

    def is_also(self, profile: Node) -> bool:
        """Tell whether an issuer's profile is the earner's own."""
        return self.is_one_of(names_in(profile))

    def is_one_of(self, values: AbstractSet[str]) -> bool:
        """Tell whether one of these names or addresses is the earner's own."""
        if not self.names.isdisjoint(values):
            return True
        return any(_hashes_to(value, identity, salt) for value in values for identity, salt in self.hashes)


def names_in(profile: Node) -> set[str]:
    """Return the names and addresses that a profile states."""
    return {text for field in _PROFILE_FIELDS if (text := plain_text(profile.value.get(field)))}


def _hashes_to(value: str, identity: str, salt: str) -> bool:
    algorithm, _, digest = identity.partition("$")
    if algorithm not in {"sha256", "md5"}:
        return False
    return hashlib.new(algorithm, (value + salt).encode(), usedforsecurity=False).hexdigest() == digest.lower()
