"""Which column of a list holds what, told by the words of its header. What is not listed here is never read.

Lists of badges often hold people: learners, addresses, files, notes. So the table names what may be read, and a bare
"name" or "title" beside a person's column is taken for the person's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


SYNONYMS: dict[str, tuple[str, ...]] = {
    "item_type": _words(
        "item type|type of item|kind of item|credential type|badge or certificate|type d element|tipo de elemento|type"
    ),
    "name": _words(
        "badge name|name of the badge|name of badge|name of the item|badge title|item name|credential name|"
        "certificate name|course name|course title|certificate title|achievement name|microcredential name|"
        "micro credential name|badge template name|nom du badge|titre du badge|nombre de la insignia|"
        "nombre del curso|nom du cours|badge|microcredential|micro credential|credential|certificate|"
        "certification|course|achievement|item|insigne|certificat|cours|insignia|certificado|curso|title|"
        "titre|titulo|name|nom|nombre"
    ),
    "issuer": _words(
        "issuer|issuer name|issuing organization|issuing organisation|issued by|awarded by|awarding body|"
        "offered by|provider|provider name|organization|organisation|organization name|organisation name|"
        "emetteur|organisme|fournisseur|delivre par|emisor|organizacion|proveedor|emitido por|otorgado por"
    ),
    "issuer_url": _words(
        "issuer url|issuer website|issuer web site|issuer web address|issuer web page|web page of the issuer|"
        "issuer link|organization url|organisation url|provider url|provider website|site de l emetteur|"
        "sitio del emisor"
    ),
    "description": _words("description|badge description|course description|badge summary|descripcion"),
    "criteria": _words(
        "criteria|earning criteria|criteria narrative|badge criteria|requirements|earning requirements|"
        "how to earn it|what a person had to do|criteres|criteres d obtention|exigences|criterios|requisitos"
    ),
    "criteria_url": _words(
        "criteria url|criteria link|criteria web address|criteria web page|web page of the criteria|"
        "requirements url|url des criteres|url de los criterios"
    ),
    "assessment": _words(
        "assessment|assessment method|how it is assessed|how it is judged|mode d evaluation|metodo de evaluacion"
    ),
    "evidence": _words(
        "evidence|evidence kind|evidence kinds|evidence type|evidence types|evidence url|evidence link|"
        "kinds of evidence|preuve|preuves|evidencia|evidencias"
    ),
    "alignment": _words(
        "alignment|alignments|aligned to|standards|standard|frameworks|framework|alignement|normes|"
        "referentiel|alineacion|estandares"
    ),
    "level": _words("level|badge level|level of the badge|course level|niveau|nivel"),
    "levels": _words("levels|scale|level scale|all levels|levels lowest first|niveaux|echelle|niveles|escala"),
    "kind": _words(
        "kind|badge kind|kind of badge|badge type|type of badge|achievement type|what it recognises|"
        "what it recognizes|type de badge|tipo de insignia"
    ),
    "hours": _words(
        "hours|pd hours|clock hours|contact hours|learning hours|number of hours|duration|workload|heures|duree|horas|duracion"
    ),
    "credits": _words("credits|credit|ceus|ceu|credit hours|pd credits|number of credits|unites|creditos"),
    "issued": _words(
        "issued|issued on|issue date|date issued|award date|date awarded|completion date|date completed|"
        "valid from|date d emission|date d obtention|fecha de emision|fecha"
    ),
    "expires": _words(
        "expires|expires on|expiry|expiry date|expiration|expiration date|valid until|date d expiration|"
        "fecha de vencimiento|fecha de caducidad"
    ),
    "language": _words("language|badge language|language tag|langue|idioma"),
    "tags": _words("tags|tag|keywords|mots cles|etiquettes|etiquetas|palabras clave"),
    "badge_url": _words(
        "badge page|web page of the badge|badge class url|badge class id|badgeclass url|badgeclass id|"
        "achievement url|achievement id|course url|course link|badge template url|page du badge|"
        "pagina de la insignia"
    ),
}
"""Field -> header words that name it, the surest first; letter case, accents and punctuation do not matter.

"Badge URL", "badge link" and "credential URL" are left out on purpose: platforms put the earner's own page there.
"""

BARE_NAMES = frozenset({"title", "titre", "titulo", "name", "nom", "nombre"})
"""Names of columns that hold a badge only where no column is about a person."""
_PERSON = re.compile(
    r"\b(?:student|learner|earner|recipient|participant|teacher|educator|employee|attendee|holder|candidate|member|person|user|"
    r"first|firstname|full|fullname|given|last|lastname|surname|forename|email|emailaddress|mail|username|studentname|studentid|"
    r"birth|dob|phone|eleve|etudiant|enseignant|apprenant|prenom|courriel|destinataire|alumno|estudiante|docente|profesor|"
    r"maestro|apellidos?|correo|participante)\b"
)
_FIELDS = {word: field for field, words in SYNONYMS.items() for word in words}
_RANK = {word: rank for words in SYNONYMS.values() for rank, word in enumerate(words)}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASIDE = re.compile(r"\((?:required|optional|if known|obligatoire|facultatif|obligatorio|opcional)\)|\*", re.IGNORECASE)
_HEADER_LIMIT = 200


class Columns(NamedTuple):
    """What was made of a header."""

    places: dict[str, tuple[int, ...]]
    """Field -> where its column stands. Evidence can stand in several, since any of them shows that there is some."""
    ignored: int
    """How many columns with a header are not read."""
    personal: bool
    """Whether a bare "name" or "title" is not read, because another column is about a person."""


def columns(header: Sequence[str]) -> Columns:
    """Tell which column holds which field; of several columns for one field the one with the surest name counts."""
    folded = [_folded(cell) for cell in header]
    personal = not BARE_NAMES.isdisjoint(folded) and any(_PERSON.search(cell) for cell in folded if cell not in _FIELDS)
    places: dict[str, tuple[int, ...]] = {}
    for at, cell in enumerate(folded):
        field = None if personal and cell in BARE_NAMES else _FIELDS.get(cell)
        if field == "evidence":
            places[field] = (*places.get(field, ()), at)
        elif field is not None and (field not in places or _RANK[cell] < _RANK[folded[places[field][0]]]):
            places[field] = (at,)
    known = sum(len(where) for where in places.values())
    return Columns(places, sum(bool(cell) for cell in folded) - known, personal)


def is_header(found: Columns) -> bool:
    """Tell whether a row can be the header of a list: two known columns, one of them the badge's name."""
    return len(found.places) >= 2 and "name" in found.places


def _folded(cell: str) -> str:
    """Write a header in small plain letters: "BadgeName *" and "badge_name (required)" are both "badge name"."""
    spaced = _CAMEL.sub(" ", _ASIDE.sub(" ", cell[:_HEADER_LIMIT]))
    plain = unicodedata.normalize("NFKD", spaced.casefold())
    letters = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return " ".join(letters.split())
