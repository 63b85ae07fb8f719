"""Parameters: what a template does not declare never gets near a notebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubric_kit.errors import ParameterError
from rubric_kit.reports import TEMPLATES, render_report, report_parameters

GIVEN = {"rubric": "r.json", "badges": "b", "ratings": "t.csv"}
KNOWN = "rubric, title, as_of, badges, ratings, focus, weights, past"
HOSTILE = 'x=1;import os;os.system("touch {place}");y'


def test_what_is_declared_passes_and_the_rest_has_a_value() -> None:
    whole = report_parameters("comparison", GIVEN | {"as_of": "2026-02-28", "focus": "396ab686, a9cd1f66"})
    assert whole.for_notebook() == {
        **GIVEN,
        "title": "Outside badges compared",
        "as_of": "2026-02-28",
        "focus": "396ab686, a9cd1f66",
        "weights": "",
        "past": "",
    }
    assert report_parameters("comparison", GIVEN).for_notebook()["as_of"] == ""


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"tittle": "x"}, rf"^parameter 'tittle' is not declared by template 'comparison'; known are: {KNOWN}$"),
        ({"Rubric": "x"}, rf"^parameter 'Rubric' is not declared by template 'comparison'; known are: {KNOWN}$"),
        ({"ru\u200bbric": "x"}, r"^parameter 'ru‹U\+200B›bric' is not declared"),
        ({"as_of": "soon"}, r"^parameter 'as_of' of template 'comparison': write the date as YYYY-MM-DD, found 'soon'$"),
        ({"as_of": "24.11.2026"}, r": write the date as YYYY-MM-DD, found '24\.11\.2026'$"),
        # pydantic alone would read a number of seconds since 1970.
        ({"as_of": "86400"}, r": write the date as YYYY-MM-DD, found '86400'$"),
        ({"as_of": ""}, r": write the date as YYYY-MM-DD, found ''$"),
        (
            {"as_of": "2026-02-30"},
            r"^parameter 'as_of' of template 'comparison': Input should be a valid date .*, found '2026-02-30'$",
        ),
        ({"title": ""}, r"^parameter 'title' of template 'comparison': String should have at least 1 character, found ''$"),
        ({"title": "a\nb"}, r"^parameter 'title' of template 'comparison': String should match pattern "),
        ({"focus": "x"}, r"^parameter 'focus' of template 'comparison': String should match pattern "),
    ],
)
def test_what_does_not_fit(changes: dict[str, str], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        report_parameters("comparison", GIVEN | changes)


@pytest.mark.parametrize("missing", sorted(GIVEN))
def test_what_is_missing(missing: str) -> None:
    given = {name: value for name, value in GIVEN.items() if name != missing}
    with pytest.raises(ParameterError, match=rf"^parameter '{missing}' of template 'comparison': Field required$") as caught:
        report_parameters("comparison", given)
    assert caught.value.where == missing


@pytest.mark.parametrize("template", ["compare", "../comparison", "comparison.ipynb", ""])
def test_a_template_that_does_not_exist(template: str) -> None:
    with pytest.raises(ParameterError, match=rf"^no report template is called '{template}'; known are: {', '.join(TEMPLATES)}$"):
        report_parameters(template, GIVEN)


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize("name", ["undeclared", HOSTILE, "os", "__import__('os')", "rubric "])
def test_an_undeclared_name_is_refused_before_any_kernel_starts(tmp_path: Path, name: str) -> None:
    proof = tmp_path / "it-ran"
    name = name.format(place=proof)
    with pytest.raises(ParameterError) as caught:
        render_report("comparison", GIVEN | {name: "1"}, tmp_path / "report.html")
    assert caught.value.message == f"parameter {name!r} is not declared by template 'comparison'; known are: {KNOWN}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_kernel")
def test_a_faulty_value_is_refused_before_any_kernel_starts(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="write the date as YYYY-MM-DD"):
        render_report("comparison", GIVEN | {"as_of": "1.1.26"}, tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []
