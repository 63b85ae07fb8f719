"""The words that facts look for: plain tables, so that anybody can read what a fact can and cannot see (English only).

Each table gives a label and the words and phrases that stand for it. A space in a phrase also stands for a hyphen or a line
break. `rubric_kit.intake.facts.text_reading` looks for all tables in one pass over a text.
"""

from __future__ import annotations

from collections.abc import Mapping

WordTable = Mapping[str, tuple[str, ...]]


def _table(**words: str) -> dict[str, tuple[str, ...]]:
    return {label.rstrip("_"): tuple(one.strip() for one in listed.split(",")) for label, listed in words.items()}


ASSESSMENT: WordTable = _table(
    approve="approve, approves, approved, approval",
    assess="assess, assesses, assessed, assessing, assessment, assessments, assessor, assessors",
    evaluate="evaluate, evaluates, evaluated, evaluating, evaluation, evaluations, evaluator, evaluators",
    exam="exam, exams, examination, examinations, examined, examiner, examiners",
    feedback="feedback",
    grade="graded, grading, scored, scoring",
    judge="judged, judges, jury, juried, panel",
    moderate="moderated, moderation, moderator, moderators",
    observed="observed, observes, observation, observations, observer, observers",
    quiz="quiz, quizzes",
    review="review, reviews, reviewed, reviewing, reviewer, reviewers",
    rubric="rubric, rubrics",
    test="test, tests, tested",
    verify="verify, verifies, verified, verification",
)
"""Ways of judging, by the stem that the fact reports."""

EVIDENCE_ASKED: WordTable = _table(
    artifact="artifact, artifacts, artefact, artefacts",
    essay="essay, essays, written report, research paper",
    evidence="evidence",
    lesson_plan="lesson plan, lesson plans, unit plan, unit plans",
    photo="photo, photos, photograph, photographs, screenshot, screenshots",
    portfolio="portfolio, portfolios, eportfolio, eportfolios",
    recording="recording, recordings, record a, record your, record the, recorded a, recorded your, recorded the",
    reflection="reflection, reflections, reflective journal, reflective essay, reflective statement, reflective log",
    sample="sample, samples",
    submit="submit, submits, submitted, submitting, submission, submissions, hand in, hands in, handed in, turn in, turns in, "
    "turned in, upload, uploads, uploaded, uploading",
    video="video, videos",
)
"""Things that a person is asked to hand in."""

CLASSROOM: WordTable = _table(
    class_="class, classes, classroom, classrooms",
    learners="learners",
    lesson="lesson, lessons",
    pupils="pupil, pupils",
    students="student, students",
    teach="taught, teaching",
)
"""Words of use with students."""

OUTCOMES: WordTable = _table(
    able_to="able to, can do",
    learn="will learn, learn to, learn how, learned to, learned how",
    objective="objective, objectives, learning goal, learning goals",
    outcome="learning outcome, learning outcomes, outcomes",
    show="demonstrate, demonstrates, demonstrated, competency, competencies, competence, competences",
)
"""Words that say what somebody can do after the learning."""

PARTICIPATION: WordTable = _table(
    blended="blended, hybrid",
    in_person="in person, face to face, on site, onsite, on campus",
    online="online, distance learning, remote, remotely, virtual, virtually, webinar, webinars, mooc",
    self_paced="self paced, asynchronous, asynchronously",
)
"""Words that say how people took part."""

QUALITY: WordTable = _table(
    accredited="accredited, accreditation, accredits",
    audited="audited, external audit, externally moderated, external moderation",
    certified="iso 9001, iso 21001, iso 17024, iso 29993, quality label, quality mark",
    quality_assured="quality assurance, quality assured, peer reviewed by",
)
"""Words that say how the issuer's quality is assured."""

FRAMEWORK_LEVEL: WordTable = _table(
    eqf="eqf, european qualifications framework",
    isced="isced",
    national="nqf, rqf, scqf, cqfw, nfq, national qualifications framework, qualifications framework, framework level",
)
"""Words that place a badge in a framework of qualifications."""

PURPOSE: WordTable = _table(
    audience="designed for, intended for, aimed at, audience, for teachers, for educators, for students, for administrators",
    purpose="purpose, in order to, so that, the aim of",
)
"""Words that say whom a badge is for and why."""

PRACTICE: WordTable = _table(
    applied="apply, applies, applied, implement, implements, implemented, practice, practise",
    classroom="classroom, workplace, on the job",
)
"""Words that say that something was put into practice."""

FRAMEWORKS: WordTable = _table(
    ccss="ccss, common core, corestandards, thecorestandards",
    connecting_credentials="connecting credentials, connectingcredentials",
    cte="cte, career and technical education, career & technical education, career technical education",
    essential_skills="essential skills",
    iste="iste",
    ngss="ngss, next generation science, nextgenscience",
    p21="p21, partnership for 21st century, partnership for 21st century skills, partnership for 21st century learning, "
    "battelleforkids",
    skills_for_success="skills for success",
)
"""Frameworks, by words in an alignment's framework, item name or address."""

ISSUER_KINDS: WordTable = _table(
    association="association, associations, society, federation, council, union, consortium",
    company="inc, incorporated, llc, ltd, limited, corp, corporation, company, gmbh, plc",
    district="school district, school districts, unified district, unified districts, public school district, "
    "public school districts, school board, school boards, board of education, boards of education, public schools, "
    "county office of education, department of education",
    museum_or_library="museum, museums, library, libraries, science center, science centre, planetarium, aquarium, zoo, "
    "botanical garden, botanical gardens",
    university="university, universities, college, polytechnic, institute of technology",
)
"""Kinds of issuer, by words in its own name and description."""

TABLES: Mapping[str, WordTable] = {
    "assessment": ASSESSMENT,
    "evidence_asked": EVIDENCE_ASKED,
    "classroom": CLASSROOM,
    "outcomes": OUTCOMES,
    "participation": PARTICIPATION,
    "quality": QUALITY,
    "framework_level": FRAMEWORK_LEVEL,
    "purpose": PURPOSE,
    "practice": PRACTICE,
    "frameworks": FRAMEWORKS,
    "issuer_kinds": ISSUER_KINDS,
}
"""All tables, by the name under which a text's reading gives what it found."""
