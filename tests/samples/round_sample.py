"""An invented rating round, the same entries each time: who said what follows from tables and from hashes of fixed words.

24 raters in 6 teams of 4 look at 6 of the sample badges. In team 3 one person is still rating when the others are done, and one
has said nothing. On one cell, the evidence of "Star Gazer", the room stands at every level; after the talk it is rated again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Entry, EntryKind

BADGES = (
    "coding_club_private.json",
    "early_star_gazer.json",
    "padlet_association.json",
    "padlet_hobby.json",
    "science_fair_mentor.json",
    "tool_knowledge_exam.json",
)
CRITERIA = tuple(criterion.id for criterion in starter_rubric().criteria)
RATERS = tuple(f"r{number:02d}" for number in range(1, 25))
LEADER = "lead"
TALKED_ABOUT = "early_star_gazer.json"
WIDE = (TALKED_ABOUT, "learning_evidence")
SILENT, SLOW = "r12", "r11"
SLOW_ANSWERS = 20
"""Cells that the slow rater has answered when the others are done, of 42."""

# What most people say, and which way others lean: "2" nobody, "2+" some one level higher, "2-" lower, "2~" both ways.
MOST = {
    "coding_club_private.json": "3- w 2+ 2~ 2 n 3-",
    "early_star_gazer.json": "1+ * 2 3- 0 0+ 2~",
    "padlet_association.json": "3 3- 3 1+ 1 2~ 3-",
    "padlet_hobby.json": "1 0 2- 3 3- 1~ 2-",
    "science_fair_mentor.json": "3 3- 2+ 1+ 2 3 3",
    "tool_knowledge_exam.json": "3- 0+ 2- 0+ 2 1~ 1+",
}
STATES = {"w": "withheld", "n": "not_applicable", "u": "unknown"}
# The wide cell, rater by rater; after the talk everybody counts the log as asked for, or as shown.
WIDE_FIRST = "0121 3120 1213 1210 2301 1213"
WIDE_AGAIN = "1121 2121 1211 1211 1211 1121"
CALLS = {"coding_club_private.json": 75, "early_star_gazer.json": 45, "padlet_association.json": 90}
CALLS |= {"padlet_hobby.json": 15, "science_fair_mentor.json": 85, "tool_knowledge_exam.json": 20}
WHY = {
    0: ("The log cannot be opened from here, so nothing is shown", "An address is not work", "I see no log"),
    1: ("A log is asked for; we do not see it", "Three evenings and a log are asked for"),
    2: ("A log of three evenings belongs to the badge", "The log is linked; nobody says how it was judged"),
    3: ("A museum does not give this away without looking at the log", "Their staff watch along, so the log was judged"),
}
WHY_AGAIN = {"1": "We agreed: an address that does not open shows no work", "2": "The badge names its log; for me that is shown"}


def round_entries(keys: dict[str, str]) -> list[Entry]:
    """Return the entries, oldest first; `keys` holds the key of each badge by its file."""
    made = [*_first_round(keys), _leader("reveal", 1), _leader("round", 2), *_second_round(keys), _leader("reveal", 2)]
    return [_timed(entry, at) for at, entry in enumerate(made)]


def people_table() -> bytes:
    """Return the people: codes and teams; there are no names, since nobody stands behind the codes."""
    rows = [f"{rater},team-{at // 4 + 1}," for at, rater in enumerate(RATERS)]
    return "\n".join(["code,team,name", *rows, ""]).encode()


def _first_round(keys: dict[str, str]) -> Iterator[Entry]:
    for rater in RATERS:
        if rater == SILENT:
            continue
        for badge in BADGES:
            yield _entry("gut_call", rater, 1, badge=keys[badge], call=_call(rater, badge))
        cells = [(badge, criterion) for badge in BADGES for criterion in CRITERIA]
        for badge, criterion in cells[: SLOW_ANSWERS if rater == SLOW else None]:
            answer = _answer(rater, badge, criterion)
            yield _rating(rater, 1, keys[badge], criterion, answer, _reason(rater, (badge, criterion), answer))


def _second_round(keys: dict[str, str]) -> Iterator[Entry]:
    """One badge again, and "done": what was said about the others stands."""
    for rater in RATERS:
        for criterion in CRITERIA:
            wide = (TALKED_ABOUT, criterion) == WIDE
            answer = _of(WIDE_AGAIN, rater) if wide else _answer(rater, TALKED_ABOUT, criterion, leaning=15)
            told = WHY_AGAIN[answer] if wide and answer != _of(WIDE_FIRST, rater) else ""
            yield _rating(rater, 2, keys[TALKED_ABOUT], criterion, answer, told)
        yield _entry("done", rater, 2)


def _answer(rater: str, badge: str, criterion: str, leaning: int = 30) -> str:
    """Return a level's number or a state's letter; `leaning` of 100 people say something else than most."""
    if (badge, criterion) == WIDE:
        return _of(WIDE_FIRST, rater)
    most = MOST[badge].split()[CRITERIA.index(criterion)]
    drawn = _draw(rater, badge, criterion)
    if most in STATES:
        return "u" if drawn < leaning // 3 else most
    if len(most) == 1 or drawn >= leaning:
        return "u" if drawn == 99 else most[0]
    step = {"+": 1, "-": -1, "~": 1 if drawn % 2 else -1}[most[1]]
    return str(int(most[0]) + step)


def _of(table: str, rater: str) -> str:
    return table.replace(" ", "")[RATERS.index(rater)]


def _call(rater: str, badge: str) -> str:
    drawn, share = _draw("gut", rater, badge), CALLS[badge]
    return "unsure" if drawn < 15 else "accept" if drawn * 100 < share * 85 + 1500 else "not"


def _reason(rater: str, cell: tuple[str, str], answer: str) -> str:
    """Return a reason: at the ends of the wide cell always, between them for some."""
    if cell != WIDE or (answer in "12" and _draw("speaks", rater) >= 30):
        return ""
    texts = WHY[int(answer)]
    return texts[_draw("why", rater) % len(texts)]


def _rating(rater: str, number: int, badge: str, criterion: str, answer: str, reason: str) -> Entry:
    rubric = starter_rubric()
    said = {"state": STATES[answer]} if answer in STATES else {"level": f"l{answer}"}
    words = {"rubric": rubric.fingerprint, "wording": rubric.wording_fingerprint, "rationale": reason}
    return _entry("rating", rater, number, badge=badge, criterion=criterion, **words, **said)


def _leader(kind: str, number: int) -> Entry:
    return _entry(kind, LEADER, number, rubric=starter_rubric().fingerprint)


def _entry(kind: str, rater: str, number: int, **fields: str) -> Entry:
    name = _digest("entry", kind, rater, str(number), fields.get("badge", ""), fields.get("criterion", ""))[:32]
    given = {"id": name, "kind": EntryKind(kind), "rater": rater, "round": number, "made": "2026-01-15T15:00:00Z"}
    return Entry.parse(given | fields)


def _timed(entry: Entry, at: int) -> Entry:
    """Set a time, four seconds after the entry before; nothing is decided by it."""
    hours, seconds = divmod(4 * at, 3600)
    return entry.replace(made=f"2026-01-15T{15 + hours}:{seconds // 60:02d}:{seconds % 60:02d}Z")


def _draw(*words: str) -> int:
    """Return a number from 0 to 99 that hangs on the words alone, on every machine and in every version of Python."""
    return int(_digest(*words)[:12], 16) % 100


def _digest(*words: str) -> str:
    return hashlib.sha256("|".join(words).encode()).hexdigest()
