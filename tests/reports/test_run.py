"""A report run from end to end: the same bytes everywhere, nothing active, nothing private, nothing half written."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest

from rubric_kit.errors import InputError, ParameterError, RatingError, ReportError
from rubric_kit.model import Rating, Rubric
from rubric_kit.reports import render_report, run
from rubric_kit.workspace import append_ratings, notebooks_folder, read_badge_folder, sample_badges_folder, write_rubric

MARK = "zzcanary"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_inputs_give_the_same_bytes_elsewhere(sample: Any, tmp_path: Path) -> None:
    work, scratch = tmp_path / "somewhere else", tmp_path / "scratch"
    work.mkdir()
    scratch.mkdir()
    places = {name: os.path.relpath(sample.parameters[name], work) for name in ("rubric", "badges", "ratings")}
    extra = [part for name in ("title", "as_of") for part in ("-p", name, sample.parameters[name])]
    options = [part for name, value in places.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "rubric_kit", "report", "comparison", *options, *extra, "-o", "other name.html"]
    other = {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "4711", "LC_ALL": "C", "TMPDIR": str(scratch), "COLUMNS": "40"}
    person = {"USER": "zz_canary", "LOGNAME": "zz_canary", "USERNAME": "zz_canary"}
    environment = os.environ | other | person | {"PYTHONPATH": str(Path(run.__file__).parents[2])}
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.splitlines() == ["other name.html", "other name.manifest.json"]
    assert (work / "other name.html").read_bytes() == sample.page_file.read_bytes()
    assert (work / "other name.manifest.json").read_bytes() == sample.manifest_file.read_bytes()
    assert b"zz_canary" not in sample.page_file.read_bytes() + sample.manifest_file.read_bytes()
    # The executed notebook holds paths; it must not stay behind.
    assert [*scratch.glob("rubric_kit-*"), *scratch.rglob("*.ipynb")] == []


def test_the_page_is_whole_for_a_screen_reader(sample: Any) -> None:
    page = sample.page
    assert page.html.startswith("<!DOCTYPE html>")
    assert page.elements[0] == ("html", {"lang": "en"})
    assert page.inside("title") == [sample.parameters["title"]]
    assert page.inside("h1") == [sample.parameters["title"]]
    assert page.tags.count("main") == 1
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_has_the_second_wall(sample: Any) -> None:
    policies = [given["content"] for tag, given in sample.page.elements if given.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"]


def test_nothing_on_the_page_can_run_or_ask(sample: Any) -> None:
    page = sample.page
    assert "<script" not in page.html.lower()
    assert [name for _, given in page.elements for name in given if name.startswith("on")] == []
    addresses = {name for _, given in page.elements for name, value in given.items() if re.search("https?://", value)}
    assert addresses <= {"xmlns", "xmlns:xlink"}
    assert not re.search(r"https?://|@import|url\(", " ".join(page.inside("style")))
    # Not even a line of text names an address: addresses in badges are claims.
    assert "http" not in page.text


def test_each_picture_is_followed_by_its_table(sample: Any) -> None:
    order = [tag for tag, given in sample.page.elements if tag == "table" or (tag == "svg" and given.get("role") == "img")]
    pictures = [at for at, tag in enumerate(order) if tag == "svg"]
    assert len(pictures) == 4
    assert [order[at + 1] for at in pictures] == ["table"] * 4
    described = [given["aria-label"] for tag, given in sample.page.elements if tag == "svg" and given.get("role") == "img"]
    assert all(len(text) > 40 for text in described)
    titles = sample.page.inside("strong")
    assert len(titles) == 4
    assert set(titles) <= set(sample.page.inside("caption"))


def test_hostile_text_is_shown_as_what_it_is(sample: Any) -> None:
    html = sample.page.html
    assert "Fine Badge&lt;/script&gt;&lt;script&gt;document.title='taken'&lt;/script&gt; ‹U+202E›gdab" in html
    assert "\u202e" not in html


def test_page_and_manifest_tell_nothing_about_who_made_them(sample: Any) -> None:
    for text in (sample.page.html, sample.manifest_file.read_text(encoding="utf-8")):
        for place in (Path.home(), Path.cwd(), sample.page_file.parent, sample_badges_folder(), Path(sys.prefix)):
            assert str(place) not in text or str(place) == "/"
        assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", text)
        for path in sample_badges_folder().rglob("*.*"):
            assert path.name not in text
        assert not re.search(r"[\w.]+@[\w.]+\.\w", text)
        assert not re.search(r"(?<![\w<&])/(home|root|tmp|usr|var|Users)\b", text)


def test_the_manifest_can_be_worked_out_again(sample: Any, rubric: Rubric) -> None:
    manifest, given = sample.manifest, sample.parameters
    keys = {sha256(path) for path in sample_badges_folder().rglob("*") if path.is_file()}
    used = set(manifest["inputs"]["badges"])
    badges = read_badge_folder(sample_badges_folder()).badges
    assert used == {badge.key for badge in badges}
    # A file that is one badge has the file's own hash; rows, archive entries and members of records have theirs.
    assert {badge.key for badge in badges if badge.source.within is None} <= keys
    assert manifest["inputs"]["badges"] == sorted(used)
    assert manifest["inputs"]["rubric"] == {
        "sha256": sha256(Path(given["rubric"])),
        "fingerprint": rubric.fingerprint,
        "wording_fingerprint": rubric.wording_fingerprint,
    }
    rows = len(Path(given["ratings"]).read_text(encoding="utf-8").splitlines()) - 1
    assert manifest["inputs"]["ratings"] == {"sha256": sha256(Path(given["ratings"])), "used": rows}
    template = notebooks_folder() / "reports" / "comparison.ipynb"
    assert manifest["template"] == {"name": "comparison", "sha256": sha256(template)}
    assert manifest["report"] == {"sha256": sha256(sample.page_file), "bytes": sample.page_file.stat().st_size}
    assert manifest["parameters"] == {"title": given["title"], "as_of": given["as_of"], "focus": ""}
    assert manifest["made_with"]["papermill"] == version("papermill")


def _marked_award(document: dict[str, Any]) -> dict[str, Any]:
    return document | {
        "id": f"https://issuer.example/{MARK}",
        "recipient": {"type": "email", "hashed": False, "identity": f"{MARK}@people.example", "salt": MARK},
        "evidence": [{"type": "Evidence", "id": f"https://people.example/{MARK}", "narrative": MARK, "name": MARK}],
        "narrative": MARK,
        "revoked": True,
        "revocationReason": MARK,
    }


def _marked_credential(document: dict[str, Any]) -> dict[str, Any]:
    subject = document["credentialSubject"] | {
        "id": f"did:example:{MARK}",
        "name": MARK,
        "identifier": [{"type": "IdentityObject", "hashed": False, "identityHash": f"{MARK}@people.example", "salt": MARK}],
        "result": [{"type": ["Result"], "value": MARK}],
        "narrative": MARK,
    }
    evidence = [{"id": f"https://people.example/{MARK}", "type": ["Evidence"], "narrative": MARK, "genre": MARK}]
    return document | {"id": f"urn:{MARK}", "name": MARK, "credentialSubject": subject, "evidence": evidence}


def test_no_marker_of_an_earner_reaches_the_report(tmp_path: Path, rubric: Rubric, render: Callable[..., Any]) -> None:
    folder = tmp_path / f"{MARK}-folder"
    folder.mkdir()
    for name, mark in (("padlet_association.json", _marked_award), ("coding_club_private.json", _marked_credential)):
        document = json.loads((sample_badges_folder() / name).read_text(encoding="utf-8"))
        (folder / f"{MARK}_{name}").write_text(json.dumps(mark(document)), encoding="utf-8")
    (folder / f"{MARK}_broken.json").write_text('{"name": "zzcanary', encoding="utf-8")
    write_rubric(tmp_path / "rubric.json", rubric)
    badges = read_badge_folder(folder).badges
    assert len(badges) == 2
    same = {"rater": "rater-1", "level": "l2", "rationale": f"{MARK} did well", "wording": rubric.wording_fingerprint}
    cells = [(badge.key, criterion.id) for badge in badges for criterion in rubric.criteria]
    rows = [Rating(sequence=at, badge=badge, criterion=one, **same) for at, (badge, one) in enumerate(cells, start=1)]
    append_ratings(tmp_path / "ratings.csv", rows)
    places = {"rubric": tmp_path / "rubric.json", "badges": folder, "ratings": tmp_path / "ratings.csv"}
    report = render({name: str(place) for name, place in places.items()}, tmp_path / f"{MARK}.html")
    assert "2 badges were reviewed." in report.page.text
    assert "Revoked" in report.page.text
    for file in (report.page_file, report.manifest_file):
        assert MARK not in file.read_text(encoding="utf-8").lower()


def test_a_cell_that_fails_is_one_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Callable[..., dict[str, str]]
) -> None:
    code = "rubric = badges = ratings = title = as_of = focus = ''"
    cells = [
        nbformat.v4.new_code_cell(code, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("raise ValueError('the first line\\nthe second line')"),
    ]
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    (tmp_path / "reports").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=spec), tmp_path / "reports" / "comparison.ipynb")
    monkeypatch.setattr(run, "notebooks_folder", lambda: tmp_path)
    parameters = small({"padlet_hobby.json": {"all": "l2"}})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ReportError, match=r"^template 'comparison' failed in its cell \d+: ValueError: the first line$"):
        render_report("comparison", parameters, tmp_path / "report.html")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.usefixtures("no_kernel")
def test_inputs_that_do_not_fit_are_told_before_any_kernel_starts(tmp_path: Path, small: Callable[..., dict[str, str]]) -> None:
    parameters = small({"padlet_hobby.json": {"all": "l2"}})
    other = {"badges": str(sample_badges_folder() / "padlet_association.json")}
    message = r"^no rating in ratings\.csv fits these badges and this rubric: warning RKT001 ratings\.csv, row 2: badge "
    with pytest.raises(RatingError, match=message):
        render_report("comparison", parameters | other, tmp_path / "report.html")
    with pytest.raises(InputError, match=r"rubrik\.json does not exist"):
        render_report("comparison", parameters | {"rubric": str(tmp_path / "rubrik.json")}, tmp_path / "report.html")
    assert not list(tmp_path.glob("report*"))
    shutil.rmtree(parameters["badges"])
    with pytest.raises(InputError, match=r"badges does not exist; name a badge file or a folder of badge files$"):
        render_report("comparison", parameters, tmp_path / "report.html")


def test_a_focus_that_names_no_badge_is_told_before_a_kernel_starts(
    sample: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_execute", lambda *_, **__: pytest.fail("a kernel was started"))
    given = sample.parameters | {"focus": "00000000"}
    with pytest.raises(ParameterError, match=r"^focus names badge '00000000', which is not one of the badges that were read$"):
        render_report("comparison", given, tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output", ["rubric.json", "badges/report.html"])
def test_a_report_never_overwrites_its_own_inputs(
    sample: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    monkeypatch.setattr(run, "_execute", lambda *_, **__: pytest.fail("a kernel was started"))
    rubric, badges = tmp_path / "rubric.json", tmp_path / "badges"
    shutil.copy(sample.parameters["rubric"], rubric)
    shutil.copytree(sample.parameters["badges"], badges)
    given = sample.parameters | {"rubric": str(rubric), "badges": str(badges)}
    before = rubric.read_bytes()
    with pytest.raises(InputError, match=rf"{output} is one of the report's own inputs, or lies among them; name another file$"):
        render_report("comparison", given, tmp_path / output)
    assert rubric.read_bytes() == before
    assert not (badges / "report.html").exists()
