"""The badge text inside a baked SVG. The file is read as a stream of events: no tree is built and nothing is drawn."""

from __future__ import annotations

import io
from typing import Any
from xml.sax import SAXException  # the exception only; parsing is defusedxml's
from xml.sax.handler import ContentHandler, feature_external_ges, feature_external_pes, feature_namespaces

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from rubric_kit.intake.finding_codes import Remarks

MAX_BYTES = 1_000_000
MAX_DEPTH = 100
NAMESPACES = ("http://openbadges.org", "https://purl.imsglobal.org/ob/v3p0")
"""Namespaces of Open Badges 2.0 and 3.0."""
_ELEMENTS = ("assertion", "credential")


class _Refused(SAXException):
    """What is wrong, as a sentence."""


class _Collector(ContentHandler):
    """Notes every badge element: its verify attribute and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.inside = 0
        self.found: list[tuple[str, list[str]]] = []

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: Any) -> None:  # noqa: N802  SAX's name
        del qname
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Refused(f"The file nests deeper than {MAX_DEPTH} elements.")
        if self.depth == 1 and name[1].lower() != "svg":
            raise _Refused("The file is XML, not an SVG picture: its outermost element is no svg.")
        if name[0] in NAMESPACES and name[1] in _ELEMENTS:
            self.inside = self.depth
            self.found.append((str(attrs.get((None, "verify"), "")), []))

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802  SAX's name
        del name, qname
        if self.depth == self.inside:
            self.inside = 0
        self.depth -= 1

    def characters(self, content: str) -> None:
        if self.inside:
            self.found[-1][1].append(content)


def badge_text(data: bytes, remarks: Remarks) -> bytes | None:
    """Return the text that was baked into an SVG, or None with the reason among the remarks.

    A signed text in the verify attribute comes first: it is what the standard lets an issuer sign. Otherwise the text
    of the element counts, and then whatever the attribute holds.
    """
    if len(data) > MAX_BYTES:
        remarks.add("RKB002", f"The SVG picture holds {len(data):,} bytes; at most {MAX_BYTES:,} are read.")
        return None
    found = _elements(data, remarks)
    if found is None:
        return None
    if not found:
        remarks.add("RKB006", "The picture holds no badge.")
        return None
    if len(found) > 1:
        remarks.add("RKB010", f"The picture holds {len(found)} badges; one is allowed, and none is picked for you.")
        return None
    verify, text = found[0][0].strip(), "".join(found[0][1]).strip()
    signed = verify.count(".") == 2 and ":" not in verify
    return (verify if signed or not text else text).encode()


def _elements(data: bytes, remarks: Remarks) -> list[tuple[str, list[str]]] | None:
    collector = _Collector()
    # A DOCTYPE alone is harmless and common in real badges, also one that names the SVG standard's own file: with both
    # features off below nothing outside is ever read. Entities are refused.
    parser = create_parser(forbid_dtd=False, forbid_entities=True, forbid_external=False)
    parser.setFeature(feature_namespaces, True)
    parser.setFeature(feature_external_ges, False)
    parser.setFeature(feature_external_pes, False)
    parser.setContentHandler(collector)
    try:
        parser.parse(io.BytesIO(data))
    except _Refused as error:
        remarks.add("RKB015", error.getMessage())
        return None
    except DefusedXmlException:
        remarks.add("RKB015", "The file defines entities, which are not allowed in a badge.")
        return None
    except (SAXException, LookupError, ValueError):
        remarks.add("RKB015", "The file is not well-formed XML.")
        return None
    return collector.found
