"""Names that may be quoted in a message: those of the standards and of our own records. Any other could be a person's."""

from __future__ import annotations

from functools import cache

from rubric_kit.model import Record


def is_known_name(name: str) -> bool:
    """Tell whether a field or type is one of the standards' or of our own records.

    Examples
    --------
    >>> is_known_name("credentialSubject"), is_known_name("a_persons_name")
    (True, False)
    """
    return name in _known_names()


@cache
def _known_names() -> frozenset[str]:
    # Reading the term tables takes a while, and only a file that is out of order needs them.
    from rubric_kit.intake.dialects.role import KNOWN_TYPES
    from rubric_kit.intake.proofs.contexts import vocabulary

    own = {field for record in Record.__subclasses__() for field in record.model_fields}
    return vocabulary() | own | KNOWN_TYPES | {"@context", "@id", "@type", "id", "type", "uid", "recipient"}
