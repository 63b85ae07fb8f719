from __future__ import annotations

import re
from pathlib import Path

from rubric_kit.intake import CODES
from rubric_kit.intake.finding_codes import Remarks, quoted
from rubric_kit.model import Severity

_HERE = Path(__file__).parent
_PACKAGE = _HERE.parents[1] / "rubric_kit" / "intake"


def _codes_in(folder: Path, leave_out: str) -> set[str]:
    files = [path for path in folder.rglob("*.py") if path.name not in {leave_out, "test_badge_corpus.py"}]
    return {code for path in files for code in re.findall(r"RKB\d{3}", path.read_text(encoding="utf-8"))}


def test_every_code_in_use_is_in_the_table_and_every_code_in_the_table_is_in_use() -> None:
    assert _codes_in(_PACKAGE, "finding_codes.py") == set(CODES)


def test_every_code_has_a_test_that_names_it() -> None:
    assert _codes_in(_HERE, "test_finding_codes.py") >= set(CODES)


def test_codes_speak_plainly() -> None:
    for code, known in CODES.items():
        assert re.fullmatch(r"RKB\d{3}", code)
        assert known.title[0].isupper()
        assert not known.title.endswith(".")
        assert known.advice.endswith(".")
        assert "!" not in known.title + known.advice
    assert len({known.title for known in CODES.values()}) == len(CODES)


def test_the_same_remark_is_kept_once() -> None:
    remarks = Remarks("f")
    remarks.add("RKB024", "The badge has no name.", path="name")
    remarks.add("RKB024", "The badge has no name.", path="name")
    remarks.add("RKB024", "The badge has no name.", path="other", severity=Severity.ERROR)
    assert [(one.path, one.severity.value) for one in remarks.findings] == [("name", "warning"), ("other", "error")]


def test_quoted_text_is_short_and_visible() -> None:
    assert quoted("a\u202eb\nc") == "“a‹U+202E›b c”"
    assert quoted("x" * 61) == "“" + "x" * 59 + "…”"
