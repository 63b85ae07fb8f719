"""The parts of a word list file. All of them but the language may be left out: the rules that need a part then rest."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rubric_kit.model import Record
from rubric_kit.model.record import Line

Words = tuple[Line, ...]


class Terms(Record):
    """Words or phrases, and longer phrases in which they do not count."""

    words: Words
    """In small letters; a star at the end stands for any ending, and a space for any white space."""
    besides: Words = ()
    """Phrases in which a word does not count: "strong acid" for "strong"."""


class Degree(Record):
    """Words that say how much, how often or how well, without saying it."""

    says: Line
    """What they grade, in words: "how often"."""
    vague: Words
    """Words that two readers take in two ways."""
    sharp: Words = ()
    """Words of the same kind that leave no doubt, such as all and none."""
    besides: Words = ()
    """Phrases in which neither counts."""
    neutral: bool = False
    """Whether it goes with any of the others in one row, as "partly" does."""


class Attribute(Record):
    """Something that a row may grade."""

    family: Line
    """What it belongs to; attributes of different families in one criterion are two things."""
    words: Words
    """Its words."""
    names: Words = ()
    """Words that mean it in a criterion's name or question only."""
    besides: Words = ()
    """Phrases in which none of them counts."""


class Counts(Record):
    """How a count is written."""

    numbers: dict[str, int]
    """Number words."""
    at_least: Words
    """Before a number: this many or more."""
    or_more: Words
    """After a number: this many or more."""
    at_most: Words
    """Before a number: this many or fewer."""
    or_fewer: Words
    """After a number: this many or fewer."""
    under: Words
    """Before a number: fewer."""
    over: Words
    """Before a number: more."""
    to: Words
    """Between the ends of a range."""
    places: Words
    """Words before a number that say in how many places something was so: "in"."""
    faults: Words
    """Words for what should not be there at all: "mistakes"."""
    each: Words
    """Words that make a frequency countable: "every week"."""
    not_counts: Words
    """Words before a number that make it a name: "grade 5"."""


class Joins(Record):
    """Words that join, exclude and cover."""

    both: Words
    """And."""
    either: Words
    """Or."""
    unclear: Words
    """Joins that say both at once: "and/or"."""
    pairs: Words = ()
    """Fixed pairs that are one thing: "vision and mission", "two or more"."""
    settled: Words = ()
    """Words that make clear what an "or" covers: "either"."""
    articles: Words = ()
    """Words after which two nouns joined by "or" are one part: "the person or group"."""
    phrases: Words = ()
    """Words that begin a phrase behind "or", which then joins phrases and not sentences: "by mail or by phone"."""
    covers: Words = ()
    """Words that cover everything: "all", "every"."""
    excludes: Words = ()
    """Words that exclude: "not"."""
    before_excludes: Words = ()
    """Verbs between the two: "are", "do"."""
    relative: Words = ()
    """Words that begin a part of their own between the two: "that", "who"."""


class Negations(Record):
    """Words that say what is not there."""

    absent: Words
    """Plain absence: "no", "not"."""
    failing: Words
    """Absence told as a person's failure: "lacks", "fails to"."""
    besides: Words = ()
    """Phrases in which they are no negation: "no later than"."""
    people: Words = ()
    """Words for the person whose work is rated."""
    verbs: Words = ()
    """Negated verbs that begin a clause about that person: "does not"."""


class Private(Record):
    """What would show a student's private data."""

    people: Words
    """Whose data they would be."""
    things: Words
    """What would be private if it is theirs: "name", "photo"."""
    works: Words
    """What students make, which may bear such a thing: "student work with names"."""
    bearing: Words
    """Words between the two: "with"."""
    things_of: Words
    """Words between a thing and the person: "of"."""
    always: Words
    """What is private whoever it is about: "date of birth"."""
    besides: Words = ()
    """Phrases in which none of them counts."""
    many: Words = ()
    """Those of the people that are more than one."""
    done_by_one: Words = ()
    """Things that are what one does if they stand behind one person with an article: "the student names"."""
    done_by_many: Words = ()
    """Things that are what several do: "students grade"."""
    protected: Words
    """Words that say that it is kept out: "without", "removed"."""
    about: Words = ()
    """Words in a criterion's name or question that mean it is about keeping data private."""
    openers: Words = ()
    """Words that may stand before a clause's subject: in "The student names three" nobody's name is asked for."""


class Labels(Record):
    """Names of levels."""

    discouraging: Words
    """Names that put a person down."""
    judging: Words
    """Names that judge and do not say what is there."""
    empty: Words
    """Words that say nothing beside a number: "level", "points"."""
    ladders: tuple[Words, ...] = ()
    """Usual names from low to high."""


class NoAnswer(Record):
    """Words for an answer that is none."""

    words: Words
    """"Cannot tell", "not applicable"."""
    besides: Words = ()
    """Phrases in which they are something else."""
    alone: Words = ()
    """Words that are such an answer as the name of a level or as all that a level says."""
    gaps: Words = ()
    """Words for what was left blank."""
    zero: Words = ()
    """Words by which it is counted as zero."""


class Acronyms(Record):
    """Short forms."""

    known: Words
    """Known to anybody."""
    school: Words
    """Known to people who work in schools."""
    families: Words
    """Words in a rubric's audience that mean people who do not work in schools."""


class Reading(Record):
    """How hard the words may be."""

    staff_grade: Annotated[int, Field(ge=1, le=30)]
    """School grade from which a text is told as hard, for people who work in schools."""
    family_grade: Annotated[int, Field(ge=1, le=30)]
    """The same for learners and families."""


class WordList(Record):
    """What the rules know of one language."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    """Language tag; the file is named for it."""
    function_words: Words = ()
    """Words without content of their own."""
    articles: Words = ()
    """Words with or without which two texts say the same."""
    endings: tuple[tuple[str, str], ...] = ()
    """Endings and what they become, tried in order, so that "tasks" and "task" are one."""
    same: dict[str, Words] = Field(default_factory=dict)
    """Words that mean the same in a rubric: the first stands for the others."""
    degrees: dict[str, Degree] | None = None
    judging: Terms | None = None
    attributes: dict[str, Attribute] | None = None
    counts: Counts | None = None
    joins: Joins | None = None
    negations: Negations | None = None
    compliance: Terms | None = None
    labels: Labels | None = None
    private: Private | None = None
    inner: Terms | None = None
    """Words for what nobody can see: feelings, effort."""
    as_before: Words = ()
    """Words by which a level takes over what the one below says."""
    told: Words = ()
    """Words that say that somebody tells of it, so that it can be read: "says"."""
    no_answer: NoAnswer | None = None
    acronyms: Acronyms | None = None
    reading: Reading | None = None
    points_words: Words = ()
    """Words by which a purpose explains the points."""
    turning_away: Terms | None = None
