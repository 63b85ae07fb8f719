"""What a workspace keeps: every column of every table and every kind of file, with its purpose, whom it is about, and how long.

A test compares this list with the tables that the store really has, in SQLite and in PostgreSQL, in both directions, and with the
files that a workspace really holds. So whoever adds a column has to say here what it is for.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class About(StrEnum):
    """Whose datum it is."""

    RATER = "a rater, by code"
    PERSON = "a rater, by name"
    BADGE = "a badge and its issuer"
    DISTRICT = "the district"
    STORE = "the store itself"


class Kept(StrEnum):
    """How long it is kept, and how it goes."""

    UNTIL_ERASED = "until it is erased; set a day and run `rubric-kit data erase --before DAY`"
    ALWAYS = "as long as the store: it holds the chain together and says nothing about anybody"
    ERASED_TOO = "with the row; blanked when the row is erased"
    DISTRICT = "as long as the district keeps the file"
    FIVE = "the last five; erased together with the store"
    OUTPUT = "can be made again; delete it when it was read, or with `rubric-kit data erase --outputs`"
    OPEN = "while the store is open"
    ASIDE = "until whoever restored the store deletes it; every erasure deletes it"


class Datum(NamedTuple):
    """One column, or one kind of file."""

    place: str
    """The table as `table entries`, the file with columns such as `people.csv`, or `files`."""
    name: str
    """Column, or pattern of the file's name."""
    what: str
    """What it holds, as a sentence."""
    purpose: str
    """What it is kept for, as a sentence."""
    about: About
    kept: Kept


ENTRIES = "table entries"
RUBRICS = "table rubrics"
FACTS = "table store_facts"
VERSIONS = "table alembic_version"
RATINGS_TABLE = "ratings table (CSV)"
PEOPLE = "people.csv"
FILES = "files"


def _entry(name: str, what: str, purpose: str, about: About = About.RATER, kept: Kept = Kept.ERASED_TOO) -> Datum:
    return Datum(ENTRIES, name, what, purpose, about, kept)


_ENTRIES = (
    _entry("sequence", "Place in the log, from 1.", "To keep the order without a clock.", About.STORE, Kept.ALWAYS),
    _entry("id", "Random name of the entry.", "To know a copy again when files are merged.", About.STORE, Kept.ALWAYS),
    _entry("kind", "Rating, gut call, done, round or reveal.", "To read the rest."),
    _entry("round", "Round of rating, from 1.", "To compare before and after the talk."),
    _entry("rater", "Code of the rater or of the facilitator.", "To count each person once and to let them change an answer."),
    _entry("badge", "Key of the badge: a hash of its content.", "To say what was rated.", About.BADGE),
    _entry("criterion", "Short name of the criterion.", "To say what was rated."),
    _entry("rubric", "Fingerprint of the rubric's version.", "To know on which version it was rated.", About.DISTRICT),
    _entry("wording", "Fingerprint of the rubric's words.", "To never mix answers to different words.", About.DISTRICT),
    _entry("level", "Level that was given.", "To decide."),
    _entry("state", "What was said instead of a level.", "To show a gap as a gap."),
    _entry("call", "Decision by gut, before the rubric was opened.", "To compare gut and rubric."),
    _entry("rationale", "Reason in the rater's own words; it may name people.", "To talk about it, and to explain a decision."),
    _entry("origin", "A person's judgement, or a look-for's suggestion.", "To tell the two apart."),
    _entry("replaces", "Random names of the entries it takes the place of.", "To let an answer be changed and nothing be lost."),
    _entry("made", "Time in UTC by the rater's own clock.", "To show it, and to erase what is old."),
    _entry("salt", "Random characters.", "To keep the content from being guessed from its hash.", About.STORE),
    _entry("row_hash", "Hash of the row and its salt.", "To find a changed row.", About.STORE, Kept.ALWAYS),
    _entry("chain_hash", "Hash of the log up to the row.", "To find a missing row.", About.STORE, Kept.ALWAYS),
    _entry("erased", "Whether the row was erased.", "To pass it over.", About.STORE, Kept.ALWAYS),
)
_RUBRICS = (
    Datum(RUBRICS, "id", "Short name of the rubric.", "To find it.", About.DISTRICT, Kept.DISTRICT),
    Datum(
        RUBRICS, "revision", "How often it was saved.", "To keep two people from overwriting it.", About.DISTRICT, Kept.DISTRICT
    ),
    Datum(RUBRICS, "fingerprint", "Hash of the rubric.", "To find a changed one.", About.DISTRICT, Kept.DISTRICT),
    Datum(RUBRICS, "document", "The rubric.", "To rate with it.", About.DISTRICT, Kept.DISTRICT),
    Datum(RUBRICS, "changed_by", "Code of whoever saved it last.", "To tell the other.", About.RATER, Kept.UNTIL_ERASED),
    Datum(RUBRICS, "changed_at", "Time in UTC of the last save.", "To tell the other.", About.DISTRICT, Kept.DISTRICT),
)
_FACTS = (
    Datum(FACTS, "name", "Name of a fact about the store.", "To find it.", About.STORE, Kept.ALWAYS),
    Datum(
        FACTS, "value", "Its random name, its format, the end of its log.", "To notice missing rows.", About.STORE, Kept.ALWAYS
    ),
    Datum(VERSIONS, "version_num", "Version of the tables.", "To bring an older store forward.", About.STORE, Kept.ALWAYS),
)


def _column(name: str, what: str, purpose: str, about: About = About.RATER) -> Datum:
    return Datum(RATINGS_TABLE, name, what, purpose, about, Kept.UNTIL_ERASED)


_RATINGS_TABLE = (
    _column("sequence", "Order of saving.", "To know which answer is later."),
    _column("rater", "Code of the rater.", "To count each person once."),
    _column("badge", "Key of the badge.", "To say what was rated.", About.BADGE),
    _column("badge_name", "Name of the badge.", "For people who read the table.", About.BADGE),
    _column("criterion", "Short name of the criterion.", "To say what was rated."),
    _column("level", "Level that was given.", "To decide."),
    _column("state", "What was said instead of a level.", "To show a gap as a gap."),
    _column("rationale", "Reason in the rater's own words; it may name people.", "To talk about it."),
    _column("origin", "A person's judgement, or a suggestion.", "To tell the two apart."),
    _column("wording", "Fingerprint of the rubric's words.", "To never mix answers to different words.", About.DISTRICT),
)
_PEOPLE = (
    Datum(PEOPLE, "code", "Code of a rater.", "To know who is expected.", About.RATER, Kept.UNTIL_ERASED),
    Datum(PEOPLE, "team", "Team the rater sits in.", "To show which team is in.", About.RATER, Kept.UNTIL_ERASED),
    Datum(
        PEOPLE, "name", "Name; it may stay empty.", "To be shown in the room alone, when asked.", About.PERSON, Kept.UNTIL_ERASED
    ),
)


def _file(name: str, what: str, purpose: str, about: About = About.DISTRICT, kept: Kept = Kept.DISTRICT) -> Datum:
    return Datum(FILES, name, what, purpose, about, kept)


_FILES = (
    _file("district.toml", "Title of the workspace and where its parts are.", "To open it."),
    _file("README.md", "What the folder holds, in plain words.", "For whoever opens it."),
    _file("rubrics/*.json", "Rubrics and their drafts.", "To rate with them."),
    _file("badges/*", "Badges as the district was given them; the kit reads nothing about earners from them.", "To rate them."),
    _file("frameworks/*", "Framework packs.", "To look alignments up in."),
    _file("notebooks/*", "Notebooks; with what they showed if they were saved so.", "To work with.", About.RATER, Kept.OUTPUT),
    _file("ratings/*.db", "The store: the tables above.", "To keep what was rated.", About.RATER, Kept.UNTIL_ERASED),
    _file("ratings/*.db-wal", "The latest entries, before they reach the store's file.", "To lose none.", About.RATER, Kept.OPEN),
    _file("ratings/*.db-shm", "Page numbers for programs that share the store.", "To share it.", About.STORE, Kept.OPEN),
    _file("ratings/*.db.lock", "Nothing; programs queue up on it.", "To let one write at a time.", About.STORE, Kept.OPEN),
    _file("ratings/backups/*.db", "Copies of the store.", "To restore a damaged one.", About.RATER, Kept.FIVE),
    _file("ratings/*.damaged-*.db", "A damaged store that was restored.", "To look at it.", About.RATER, Kept.ASIDE),
    _file("ratings/backups/*.damaged", "A damaged copy.", "To look at it.", About.RATER, Kept.ASIDE),
    _file("ratings/*.left", "A log whose store was gone.", "To lose no entry in it.", About.RATER, Kept.ASIDE),
    _file("ratings/.*.part", "What a save that was killed has left behind.", "For nothing.", About.RATER, Kept.ASIDE),
    _file("ratings/*.csv", "The roster, and tables of entries or ratings.", "To merge.", About.RATER, Kept.UNTIL_ERASED),
    _file("reports/*", "Reports, their manifests and tables.", "To read and to pass on.", About.DISTRICT, Kept.OUTPUT),
)

INVENTORY: tuple[Datum, ...] = (*_ENTRIES, *_RUBRICS, *_FACTS, *_RATINGS_TABLE, *_PEOPLE, *_FILES)
"""Everything that is kept. The columns of an entries table (CSV) are those of the table entries without its hashes."""
