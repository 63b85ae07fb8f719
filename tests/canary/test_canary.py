"""A thousand marked badges go through the whole kit, and nothing that was written holds a marker in any writing.

Names of files are the one thing about a person that the terminal shows; files hold none of those either.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import re
import subprocess
import sys
import urllib.parse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.intake import NamedBytes, facts_of, read_badges
from rubric_kit.model import Rating
from rubric_kit.reports import issuer_letters, render_report
from rubric_kit.workspace import append_ratings, notebooks_folder, read_badge_folder, write_rubric

COUNT = 1_000
DAY = "2026-11-24"


def marked_files(canary: Any, number: int) -> Iterator[tuple[str, bytes]]:
    """Give one file of each kind, with names that name somebody."""
    c = canary
    three, two, one = c.award_3(number), c.award_2(number), c.award_1(number)
    makers = (
        c.award_3,
        c.self_issued,
        c.record,
        c.award_2,
        c.award_1,
        c.award_0,
    )
    kinds: list[tuple[str, bytes]] = [("json", c.json(make(number))) for make in makers]
    kinds += [("png", c.png(document)) for document in (three, two, one)]
    kinds += [("svg", c.svg(document)) for document in (three, two)]
    kinds += [("jwt", c.token(c.award_3(number))), ("jwt", c.token({"vc": c.award_3(number)}))]
    kinds += [("zip", c.archive(c.json(c.award_3(number)), c.json(c.award_2(number))))]
    kinds += [("csv", c.table(number)), ("json", c.json([c.award_3(number), c.award_2(number)]))]
    kinds += [("json", data) for data in broken_files(c, number)]
    for ending, data in kinds:
        yield c.file_name(ending), data


def broken_files(canary: Any, number: int) -> Iterator[bytes]:
    """Give files that cannot be read, or only in part."""
    c = canary
    three, two = c.award_3(number), c.award_2(number)
    yield c.json(three)[:-20]
    yield c.json({name: value for name, value in three.items() if name != "issuer"})
    yield c.json(two | {"badge": c.url("elsewhere")})
    yield c.json(two | {"issuedOn": c.word("date"), "expires": c.word("date")})
    yield c.json({c.word("key"): c.word("value"), "email": c.address("email")})
    yield c.json(three).replace(b'"type"', b'"id": 1, "id"', 1)
    yield c.url("justanaddress").encode()
    yield c.word("justtext").encode()
    yield c.png(two).replace(b"IEND", b"IENX")
    yield c.token(three)[:-200].replace(b".", b".e", 1)


def writings(word: str) -> list[bytes]:
    """Return the ways in which a word can stand in a file, in small letters where the writing knows letter case."""
    plain = word.encode()
    # In base 64 a word looks different at each of three places; the characters at its ends belong to its neighbours too.
    coded = [base64.b64encode(bytes(at) + plain)[-(-8 * at // 6) : (at + len(plain)) * 8 // 6] for at in range(3)]
    percent = "".join(f"%{byte:02x}" for byte in plain).encode()
    return [plain, plain.hex().encode(), percent, *(one.lower() for one in coded)]


def holds(data: bytes, words: Iterable[str]) -> list[str]:
    """Return what of the words a file holds, written plainly or otherwise."""
    # Without its zero bytes UTF-16 and UTF-32 of such words are plain.
    text = data.lower().replace(b"\0", b"")
    found = [one.decode() for word in words for one in writings(word) if one in text]
    return found + [one.decode() for one in re.findall(rb"(?:zqkcanary|zqxfilename)\w{0,40}", text)[:3]]


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def markers(canary: Any) -> list[str]:
    return [canary.mark, canary.file_mark, *canary.hashes]


@pytest.mark.parametrize(
    "coded",
    [
        lambda word: word.encode(),
        lambda word: word.upper().encode(),
        lambda word: b"xy" + word.encode("utf-16-le"),
        lambda word: word.encode("utf-16-be"),
        lambda word: word.encode().hex().upper().encode(),
        lambda word: base64.b64encode(f"{word}!".encode()),
        lambda word: base64.b64encode(f"a{word}1".encode()),
        lambda word: base64.urlsafe_b64encode(f"ab{word}12".encode()),
        lambda word: urllib.parse.quote(f"{word}@people.example").encode(),
        lambda word: "".join(f"%{byte:02X}" for byte in word.encode()).encode(),
        lambda word: json.dumps({"a": word}).encode(),
    ],
)
def test_the_search_finds_a_marker_in_any_writing(canary: Any, coded: Any) -> None:
    """Control: this is how the tests below look."""
    assert holds(b"before " + coded(canary.mark) + b" after", [canary.mark])
    assert not holds(b"before " + coded("zqkcandle") + b" after", [canary.mark])


def test_the_markers_are_there_to_be_found(canary: Any) -> None:
    """Control: each file holds markers, or the tests below would show nothing; packed chunks hold theirs unseen."""
    for name, data in marked_files(canary, 1):
        assert holds(name.encode(), [canary.file_mark])
        assert holds(data, [canary.mark]), name
    assert len(canary.hashes) > 10


def test_a_thousand_marked_badges_leave_nothing_in_records_facts_letters_and_logs(
    canary: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    files: list[NamedBytes] = [NamedBytes(canary.file_name("xlsx"), canary.workbook(0))]
    number = 0
    while len(files) < COUNT:
        number += 1
        files += [NamedBytes(name, data) for name, data in marked_files(canary, number)]
    intake = read_badges(files)
    assert len(intake.items) > COUNT
    assert len(intake.badges) > COUNT * 2 // 3
    facts = facts_of(intake.badges)
    kept: dict[str, str] = {
        "badges": "\n".join(badge.model_dump_json() for badge in intake.badges),
        "badges as Python shows them": "\n".join(map(repr, intake.badges)),
        "findings": "\n".join(finding.line() for finding in intake.findings),
        "facts": "\n".join(fact.model_dump_json() for found in facts.values() for fact in found),
        "letters": "\n".join(letter.text for letter in issuer_letters(intake.badges, facts)),
        "items as Python shows them": repr(intake),
        "labels": "\n".join(item.label + item.format for item in intake.items),
        "log": caplog.text,
    }
    for place, text in kept.items():
        assert holds(text.encode(), markers(canary)) == [], place
    assert canary.kept in kept["badges"]
    assert canary.kept in kept["letters"]
    dialects = {badge.source.dialect for badge in intake.badges}
    assert dialects == {"OB 0.5", "OB 1.0", "OB 1.1", "OB 2.0", "OB 3.0", "described"}
    assert {badge.source.container for badge in intake.badges} == {"json", "png", "svg", "jwt", "row"}
    assert {badge.source.within for badge in intake.badges} == {"zip", "CLR", "list", None}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give everything that programs may keep for themselves a place of its own."""
    place = tmp_path / "home"
    for name in ("tmp", "cache", "config", "data", "state", "ipython", "jupyter", "runtime"):
        (place / name).mkdir(parents=True)
    places = {
        "HOME": "", "TMPDIR": "tmp", "XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state", "IPYTHONDIR": "ipython", "JUPYTER_CONFIG_DIR": "jupyter", "JUPYTER_DATA_DIR": "jupyter",
        "JUPYTER_RUNTIME_DIR": "runtime",
    }  # fmt: skip
    for name, part in places.items():
        monkeypatch.setenv(name, str(place / part))
    return place


@pytest.fixture
def inputs(canary: Any, tmp_path: Path) -> Path:
    """Make a folder with two files of each kind, a rubric, and ratings of a few badges."""
    place = tmp_path / "inputs"
    (place / "badges").mkdir(parents=True)
    files = [(canary.file_name("xlsx"), canary.workbook(0))] + [one for number in (1, 2) for one in marked_files(canary, number)]
    for name, data in files:
        (place / "badges" / name).write_bytes(data)
    rubric = starter_rubric()
    write_rubric(place / "rubric.json", rubric)
    rows = [
        Rating(sequence=1, rater="rater-1", badge=badge.key, criterion=one.id, level="l2", wording=rubric.wording_fingerprint)
        for badge in read_badge_folder(place / "badges").badges[:6]
        for one in rubric.criteria
    ]
    append_ratings(place / "ratings.csv", [row.replace(sequence=at) for at, row in enumerate(rows, 1)])
    return place


def run(folder: Path, *arguments: str | Path) -> str:
    """Run the command line and return all that it printed."""
    command = [sys.executable, "-X", "dev", "-W", "ignore", "-m", "rubric_kit", *map(str, arguments)]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout + done.stderr


def executed(name: str, badges: Path, out: Path) -> None:
    """Run a notebook on a folder and save it with its outputs and the state of its widgets, errors included."""
    notebook = nbformat.read(notebooks_folder() / name, as_version=4)
    cell = next(one for one in notebook.cells if "parameters" in one.metadata.get("tags", []))
    assert 'badges = ""' in cell.source
    cell.source = cell.source.replace('badges = ""', f"badges = {str(badges)!r}").replace('rater = ""', 'rater = "rater-5"')
    try:
        papermill.execute_notebook(
            notebook,
            str(out / name),
            cwd=out,
            progress_bar=False,
            extra_arguments=["--IPKernelApp.log_level=40"],
            execution_timeout=90,
        )
    except papermill.exceptions.PapermillExecutionError as error:
        (out / f"{name}.error").write_text(str(error), encoding="utf-8")


def test_nothing_that_is_written_holds_a_marker(canary: Any, inputs: Path, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    badges = inputs / "badges"
    review = ("--rubric", inputs / "rubric.json", "--badges", badges, "--ratings", inputs / "ratings.csv")
    printed = {
        "letters": run(out, "badges", badges, "--missing", "--as-of", DAY),
        "letters in JSON": run(out, "badges", badges, "--missing", "--json", "--as-of", DAY),
        "scores": run(out, "score", *review),
        "scores in JSON": run(out, "score", *review, "--json"),
        "suggestions": run(out, "suggest", *review[:4]),
        "comparison": run(out, "compare", *review),
    }
    for name, text in printed.items():
        (out / f"{name}.txt").write_text(text, encoding="utf-8")
    table = run(out, "badges", badges, "--facts", out / "facts.csv", "--as-of", DAY)
    read = json.loads(run(out, "badges", badges, "--json", "--as-of", DAY))
    render_report(
        "comparison", dict(zip(("rubric", "badges", "ratings"), map(str, review[1::2]), strict=True)), out / "report.html"
    )
    for notebook in ("03_rate_badges.ipynb", "05_bring_in_badges.ipynb"):
        executed(notebook, badges, out)
    found = {name: holds(data, markers(canary)) for name, data in (written(out) | written(home)).items()}
    assert {name: what for name, what in found.items() if what} == {}
    assert {"facts.csv", "report.html", "report.manifest.json", "05_bring_in_badges.ipynb"} <= set(found)
    # What the rating page shows goes to the browser in messages: its notebook holds no badge and no answer.
    for name in ("facts.csv", "report.html", "letters.txt", "scores.txt", "05_bring_in_badges.ipynb"):
        assert canary.kept.encode() in (out / name).read_bytes(), f"{name} shows no badge at all"
    # On the terminal a person wants to know which file is meant; nothing else about anybody stands there.
    shown = re.sub(rf"{canary.file_mark}\w*\.\w+", "", table) + json.dumps([one | {"path": ""} for one in read])
    assert canary.file_mark in table
    assert holds(shown.encode(), markers(canary)) == []


def test_a_failure_tells_nothing_either(canary: Any, home: Path, tmp_path: Path) -> None:
    """Only files that cannot be read: commands fail, a notebook stops with an error, and traces are kept."""
    out, badges = tmp_path / "out", tmp_path / "badges"
    out.mkdir()
    badges.mkdir()
    for data in broken_files(canary, 1):
        (badges / canary.file_name("json")).write_bytes(data)
    (badges / canary.file_name("json")).write_bytes(b"")
    for number, command in enumerate((("badges", badges, "--missing"), ("badges", badges, "--facts", out / "facts.csv"))):
        text = re.sub(rf"{canary.file_mark}\w*\.\w+", "", run(out, *command, "--as-of", DAY))
        (out / f"{number}.txt").write_text(text, encoding="utf-8")
    executed("03_rate_badges.ipynb", badges, out)
    found = {name: holds(data, markers(canary)) for name, data in (written(out) | written(home)).items()}
    assert {name: what for name, what in found.items() if what} == {}
    assert "03_rate_badges.ipynb" in found
