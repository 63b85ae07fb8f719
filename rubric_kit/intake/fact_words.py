"""The words that facts look for: plain tables, so that anybody can read what a fact can and cannot see (English only)."""

from __future__ import annotations

import re
from collections.abc import Mapping

WordTable = Mapping[str, re.Pattern[str]]


def _table(**words: str) -> dict[str, re.Pattern[str]]:
    return {label: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for label, pattern in words.items()}


ASSESSMENT: WordTable = _table(
    approve=r"approv(?:e|es|ed|al)",
    assess=r"(?:self-|peer-)?assess(?:es|ed|ing|ment|ments|or|ors)?",
    evaluate=r"evaluat(?:e|es|ed|ing|ion|ions|or|ors)",
    exam=r"exam(?:s|ination|inations|ined|iner|iners)?",
    feedback=r"feedback",
    grade=r"graded|grading|scored|scoring",
    judge=r"judged|judges|jur(?:y|ied)|panel",
    moderate=r"moderat(?:ed|ion|or|ors)",
    observed=r"observ(?:ed|es|ation|ations|er|ers)",
    quiz=r"quiz(?:zes)?",
    review=r"(?:peer-)?review(?:s|ed|ing|er|ers)?",
    rubric=r"rubrics?",
    test=r"test(?:s|ed)?",
    verify=r"verif(?:y|ies|ied|ication)",
)
"""Ways of judging, by the stem that the fact reports."""

EVIDENCE_ASKED: WordTable = _table(
    artifact=r"art[ei]facts?",
    essay=r"essays?|written report|research paper",
    evidence=r"evidence",
    lesson_plan=r"lesson plans?|unit plans?",
    photo=r"photos?|photographs?|screenshots?",
    portfolio=r"(?:e-?)?portfolios?",
    recording=r"recordings?|record(?:ed)? (?:a|your|the)",
    reflection=r"reflections?|reflective (?:journal|essay|statement|log)",
    sample=r"(?:work )?samples?",
    submit=r"submit(?:s|ted|ting)?|submissions?|hand(?:ed|s)? in|turn(?:ed|s)? in|upload(?:s|ed|ing)?",
    video=r"videos?",
)
"""Things that a person is asked to hand in."""

CLASSROOM: WordTable = _table(
    class_=r"class(?:es|room|rooms)?",
    learners=r"learners",
    lesson=r"lessons?",
    pupils=r"pupils?",
    students=r"students?",
    teach=r"taught|teaching",
)
"""Words of use with students."""

FRAMEWORKS: WordTable = _table(
    ccss=r"ccss|common core|corestandards|thecorestandards",
    connecting_credentials=r"connecting ?credentials",
    cte=r"cte|career (?:and |& |/ ?)?technical education",
    essential_skills=r"essential[ -]skills",
    iste=r"iste",
    ngss=r"ngss|next generation science|nextgenscience",
    p21=r"p21|partnership for 21st century(?: skills| learning)?|battelleforkids",
    skills_for_success=r"skills[ -]for[ -]success",
)
"""Frameworks, by words in an alignment's framework, item name or address."""

ISSUER_KINDS: WordTable = _table(
    association=r"associations?|society|federation|council|union|consortium",
    company=r"inc|incorporated|llc|ltd|limited|corp|corporation|company|gmbh|plc",
    district=r"(?:school|unified|public school) districts?|school boards?|boards? of education|public schools"
    r"|county office of education|department of education",
    museum_or_library=r"museums?|librar(?:y|ies)|science cent(?:er|re)|planetarium|aquarium|zoo|botanical gardens?",
    university=r"universit(?:y|ies)|college|polytechnic|institute of technology",
)
"""Kinds of issuer, by words in its own name and description."""

_DENIED = re.compile(r"\b(?:no|not|without|never)\s+(?:(?!only\b)\w+\s+)?$", re.IGNORECASE)


def words_found(table: WordTable, *texts: str) -> tuple[str, ...]:
    """Return the labels of the words that stand in the texts and are not denied ("no exam") just before."""
    return tuple(label.rstrip("_") for label, pattern in table.items() if any(_stands(pattern, text) for text in texts if text))


def _stands(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _DENIED.search(text, max(0, match.start() - 30), match.start()) for match in pattern.finditer(text))
