"""Names for the blank nodes of a graph (RDFC-1.0), with a budget.

Nodes that say the same things can only be told apart by trying out orders; a graph made for it would take longer than anybody
lives. pyld 3.3 has no bound, so each step is counted here. pyld also writes control characters as they are, where RDFC-1.0
wants them escaped; that is put right here, before anything is hashed.
"""

from __future__ import annotations

import re
from typing import Any

from rubric_kit.intake.proofs.canonical_errors import Work
from rubric_kit.intake.proofs.json_ld import URDNA2015, IdentifierIssuer

MAX_STEPS = 100_000
"""Steps of trying out orders: real badges take none or a few, a ring of five nodes each linked to all some 15,000."""
MAX_LEVELS = 200
"""How far to look from node to node; a list takes one level for each entry."""
_NAMED = {"\b": "\\b", "\f": "\\f"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class CanonicalLabels(URDNA2015):  # type: ignore[misc] # pyld brings no types
    """pyld's RDFC-1.0 (it still bears its older name), one for each graph."""

    def __init__(self) -> None:
        super().__init__()
        self._work = Work(MAX_STEPS, "nodes that cannot be told apart")
        self._levels = Work(MAX_LEVELS, "nodes that cannot be told apart")

    def nquads(self, dataset: dict[str, Any]) -> bytes:
        """Return the canonical N-Quads of a dataset, which is changed."""
        text = self.main(dataset, {"format": "application/n-quads"})
        if _CONTROL.search(text):
            text = "".join(sorted(f"{_escaped(line)}\n" for line in text.split("\n")[:-1]))
        return str(text).encode("utf-8")

    def hash_nquads(self, nquads: list[str]) -> Any:
        """Hash lines in the form and order that RDFC-1.0 gives them."""
        return super().hash_nquads(sorted(map(_escaped, nquads)))

    def modify_first_degree_component(self, id_: str, component: dict[str, Any], _key: str) -> dict[str, Any]:
        """Write a blank node as itself or as another one; pyld copies it first, which takes most of its time."""
        if component["type"] != "blank node":
            return component
        return {"type": "blank node", "value": "_:a" if component["value"] == id_ else "_:z"}

    def hash_n_degree_quads(self, id_: str, issuer: Any) -> Any:
        """Try out the orders around one node; the issuer that is copied for each of them does the counting."""
        self._work.spend(1 + len(self.blank_node_info[id_]["quads"]))
        self._levels.spend(1)
        result = super().hash_n_degree_quads(id_, _CountingIssuer(issuer, self._work))
        self._levels.spend(-1)
        return result


class _CountingIssuer(IdentifierIssuer):  # type: ignore[misc] # pyld brings no types
    """An issuer of names that is paid for each copy: pyld makes one for every order that it tries."""

    def __init__(self, issuer: Any, work: Work) -> None:
        super().__init__(issuer.prefix)
        self.counter, self.existing, self.order = issuer.counter, dict(issuer.existing), list(issuer.order)
        self._work = work

    def __deepcopy__(self, _memo: object) -> _CountingIssuer:
        self._work.spend(1 + len(self.order) // 8)
        return _CountingIssuer(self, self._work)


def _escaped(line: str) -> str:
    return _CONTROL.sub(lambda found: _NAMED.get(found[0], f"\\u{ord(found[0]):04X}"), line)
