"""Each notebook runs from top to bottom untouched, without a network, without noise, and holds no logic."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from rubric_kit.authoring import publish, starter_rubric, topic_rubric
from rubric_kit.workspace import publish_rubric, write_rubric

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
SAMPLES = NOTEBOOKS.parent / "sample_badges"
GUARD = Path(__file__).parent / "no_network"
MAIN = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
ALL = sorted(path.relative_to(NOTEBOOKS).as_posix() for path in NOTEBOOKS.rglob("*.ipynb") if "my_" not in str(path))


@pytest.fixture
def tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    log = tmp_path / "tries.txt"
    log.touch()
    monkeypatch.setenv("PYTHONPATH", str(GUARD))
    monkeypatch.setenv("RUBRIC_KIT_TRIES", str(log))
    return log


def execute(notebook: Any, folder: Path) -> Any:
    return papermill.execute_notebook(
        notebook, None, cwd=folder, progress_bar=False, extra_arguments=["--IPKernelApp.log_level=40"], execution_timeout=60
    )


def read(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / name, as_version=4)


def test_there_are_the_seven_notebooks() -> None:
    assert MAIN == [
        "00_start_here.ipynb",
        "01_build_rubric.ipynb",
        "02_weigh_criteria.ipynb",
        "03_rate_badges.ipynb",
        "04_compare_levels.ipynb",
        "05_bring_in_badges.ipynb",
        "06_rate_together.ipynb",
    ]


@pytest.mark.parametrize("name", MAIN)
def test_runs_untouched_with_no_network_and_no_noise(name: str, tries: Path, tmp_path: Path) -> None:
    shutil.copy(NOTEBOOKS / name, tmp_path / name)
    done = execute(read(name), tmp_path)
    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs, "a notebook that shows nothing"
    assert {output.output_type for output in outputs} <= {"execute_result", "display_data"}
    assert tries.read_text(encoding="utf-8") == ""


def test_bringing_in_badges_saves_no_file_name(tmp_path: Path) -> None:
    done = execute(read("05_bring_in_badges.ipynb"), tmp_path)
    saved = nbformat.writes(done)
    assert "file 3" in saved, "the table at the end names files by number"
    names = [path.name for path in SAMPLES.rglob("*") if path.is_file() and path.name != "README.md"]
    assert len(names) > 20
    assert [name for name in names if name in saved] == []


def test_the_guard_itself_works(tries: Path, tmp_path: Path) -> None:
    code = "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError as error:\n    print(error)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)], metadata=read(MAIN[0]).metadata)
    done = execute(notebook, tmp_path)
    assert done.cells[-1].outputs[0].text.strip() == "no network in tests"
    assert "192.0.2.1" in tries.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ALL)
def test_is_thin_and_holds_no_output(name: str) -> None:
    code = [cell for cell in read(name).cells if cell.cell_type == "code"]
    assert [cell.metadata.get("tags") for cell in code].count(["parameters"]) == 1
    for cell in code:
        assert cell.outputs == []
        assert cell.execution_count is None
        assert cell.source.count("\n") < 10
        starts = tuple(line.split(" ")[0] for line in cell.source.splitlines())
        assert not {"def", "class", "for", "while", "if", "with", "try:", "lambda"} & set(starts)


@pytest.mark.parametrize("name", MAIN)
def test_opens_with_prose_and_hides_its_code(name: str) -> None:
    cells = read(name).cells
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    for cell in cells:
        if cell.cell_type == "code":
            assert cell.metadata["jupyter"]["source_hidden"]
            # Lab shows the first line of a hidden cell: it is for people.
            assert cell.source.startswith("# ")


def test_a_file_that_does_not_exist_is_one_line_in_the_notebook(tmp_path: Path) -> None:
    notebook = read("00_start_here.ipynb")
    parameters = next(cell for cell in notebook.cells if cell.metadata.get("tags") == ["parameters"])
    parameters.source = parameters.source.replace('badges = ""', 'badges = "no_such_folder"')
    with pytest.raises(papermill.exceptions.PapermillExecutionError) as failed:
        execute(notebook, tmp_path)
    assert failed.value.ename == "InputError"
    assert failed.value.traceback == ["no_such_folder does not exist; name a badge file or a folder of badge files"]


def with_base(name: str) -> Any:
    notebook = read("01_build_rubric.ipynb")
    parameters = next(cell for cell in notebook.cells if cell.metadata.get("tags") == ["parameters"])
    parameters.source = parameters.source.replace('base = ""', f'base = "{name}"').replace(
        'rubric = ""', 'rubric = "padlet.json"'
    )
    asked = nbformat.v4.new_code_cell("print(editor.view['base']['title'])\nprint(editor.view['base']['bring_in'])")
    notebook.cells.append(asked)
    return notebook


def test_a_topic_rubric_meets_the_new_version_of_its_base(tmp_path: Path) -> None:
    old = starter_rubric()
    write_rubric(tmp_path / "padlet.json", publish(topic_rubric(old, id="padlet", title="Padlet badges")))
    write_rubric(tmp_path / "district.json", old)
    publish_rubric(tmp_path / "district.json", publish(old.plain() | {"audience": "Everybody"}, old))
    done = execute(with_base("district.json"), tmp_path)
    assert done.cells[-1].outputs[0].text.splitlines() == [
        "What this rubric changes in its base: 1 change; version 2 of the base is here",
        "Bring in version 2 of the base",
    ]
    with pytest.raises(papermill.exceptions.PapermillExecutionError) as failed:
        execute(with_base("nowhere.json"), tmp_path)
    assert failed.value.ename == "InputError"
    assert failed.value.traceback == ["nowhere.json does not exist; check the spelling"]
