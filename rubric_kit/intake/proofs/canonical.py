"""`canonical_nquads`: the canonical RDF of a JSON-LD document, the bytes that a Data Integrity proof signs; offline.

Nothing is fetched, no badge can change how the next one is read, and no badge takes longer than its share. Whoever relies on
a signature over these bytes must look at `Canonical.dropped` and `Canonical.own_terms` too: they say where the JSON and the
RDF part ways.
"""

from __future__ import annotations

import itertools
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rubric_kit.intake.proofs.canonical_errors import ContextMissing, NotCanonical, TooComplex
from rubric_kit.intake.proofs.canonical_labels import CanonicalLabels
from rubric_kit.intake.proofs.expansion import MAX_CHARACTERS, Expander
from rubric_kit.intake.proofs.json_ld import JsonLdError
from rubric_kit.intake.proofs.loader import Contexts, no_document

__all__ = ["Canonical", "ContextMissing", "NotCanonical", "TooComplex", "canonical_nquads"]

MAX_VALUES = 10_000
"""Keys and values in one document; a badge has about 100, a record of a hundred badges 7,000."""
OTHER_NAME = "(another name)"

_FIELD_NAME = re.compile(r"[@A-Za-z_][A-Za-z0-9_:.-]{0,59}")
# What may not stand between < and > in N-Quads: with it, one address could pass for several statements.
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_UNSOUND = (JsonLdError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True)
class Canonical:
    """The canonical form of a document, and where the document says more than it."""

    nquads: bytes
    """RDFC-1.0 canonical N-Quads in UTF-8."""
    dropped: tuple[str, ...]
    """Names of keys whose content is not in the N-Quads, sorted; names that look like no field are "(another name)"."""
    own_terms: bool = False
    """Whether the document itself says what terms mean: a familiar field may then stand for something else."""


def canonical_nquads(document: Mapping[str, Any], *, extra_contexts: Mapping[str, Any] | None = None) -> Canonical:
    """Bring a JSON-LD document into canonical form.

    Parameters
    ----------
    document : Mapping
        The document as JSON gives it. It is not changed.
    extra_contexts : Mapping of str to context document, optional
        Contexts beside our own, by address. An address that is ours stays ours.

    Raises
    ------
    ContextMissing
        The document names a context that is not at hand.
    NotCanonical
        The document is no sound JSON-LD.
    TooComplex
        It would take more work than one badge may take.
    """
    try:
        if next(itertools.islice(_members(document), MAX_VALUES, None), None):
            raise TooComplex("values")
        return _canonical(dict(document), Contexts(extra_contexts))
    except RecursionError:
        raise TooComplex("levels") from None
    except _UNSOUND as error:
        # Without its cause: pyld's errors hold parts of the document, and none of it may turn up in a log.
        raise _told_apart(error) from None


def _canonical(document: dict[str, Any], contexts: Contexts) -> Canonical:
    expander = Expander()
    options = {"base": None, "contextResolver": contexts, "documentLoader": no_document}
    with warnings.catch_warnings():
        # pyld warns of terms that look like keywords; those are dropped, and named in the result.
        warnings.simplefilter("ignore", SyntaxWarning)
        dataset = expander.to_rdf(document, options)
    _check(dataset)
    return Canonical(CanonicalLabels().nquads(dataset), _names(expander.dropped), own_terms=_has_own_terms(document))


def _members(value: Any) -> Iterator[bool]:
    yield True
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _members(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _members(inner)


def _check(dataset: Mapping[str, list[dict[str, Any]]]) -> None:
    """Refuse statements that cannot be written down without being mistaken for others, and too many of them."""
    characters = 0
    for graph, triples in dataset.items():
        for triple in triples:
            if triple["object"] is None:
                raise NotCanonical("an entry of a list in it is no full address")
            for part in triple.values():
                _check_part(part)
            characters += len(graph) + 12 + sum(len(part["value"]) for part in triple.values())
        _check_part({"type": "IRI", "value": graph})
    if characters > MAX_CHARACTERS:
        raise TooComplex("text")


def _check_part(part: Mapping[str, Any]) -> None:
    iri = part["datatype"] if part["type"] == "literal" else part["value"]
    if _NO_IRI.search(iri):
        raise NotCanonical("an address in it holds a character that no address may hold")
    if "language" in part and not _LANGUAGE.fullmatch(part["language"]):
        raise NotCanonical("a language in it is no language tag")


def _names(keys: set[str]) -> tuple[str, ...]:
    return tuple(sorted({key if _FIELD_NAME.fullmatch(key) else OTHER_NAME for key in keys}))


def _has_own_terms(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_has_own_terms, value))
    if not isinstance(value, Mapping):
        return False
    given = value.get("@context")
    if isinstance(given, Mapping) or (isinstance(given, list) and any(isinstance(one, Mapping) for one in given)):
        return True
    return any(map(_has_own_terms, value.values()))


def _told_apart(error: BaseException) -> Exception:
    """Find what was behind an error: pyld packs errors of ours, and its own, into further ones."""
    words = ""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, ContextMissing | NotCanonical | TooComplex):
            return at
        if isinstance(at, RecursionError):
            return TooComplex("levels")
        words = getattr(at, "code", None) or words
        at = at.__cause__
    return NotCanonical(f"it is no sound JSON-LD ({words})" if words else "it is no sound JSON-LD")
