"""Places where text from a badge could come alive do not exist in the package: its own source is looked through.

Rows of the table of hostile input: 1 (markup in names), 2 (Markdown), 3 and 4 (charts), 9 (pixels), 22 (addresses), 24 to 26
(YAML, pickles, rules as code), 27 (criteria called like parts of JavaScript), 29 (names as file names).
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "rubric_kit"
MODULES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_bytes()) for path in sorted(PACKAGE.rglob("*.py"))}
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.js"))}

# Row 24, 25: readers that run what they read. Row 22: clients of the network. Row 9: decoders of pictures. Row 2: Markdown.
NEVER_IMPORTED = {
    *("yaml", "ruamel", "pickle", "cPickle", "dill", "joblib", "cloudpickle", "shelve", "code", "codeop"),
    *("requests", "urllib3", "httpx", "aiohttp", "http", "ftplib", "smtplib", "telnetlib", "xmlrpc", "imaplib", "poplib"),
    *("PIL", "cv2", "imageio", "cairosvg", "markdown", "mistune", "commonmark", "lxml"),
}
# Only the part of it that takes addresses apart and opens nothing.
ALLOWED_PARTS = {"urllib.parse"}
# These start programs or listen on this machine: the workbench starts JupyterLab or the room and looks for a free port. The
# store knows the name of an error that a district's own database server can give.
ONLY_THERE = {
    "socket": {"workbench/local_server.py", "workbench/room.py", "workspace/store/storage_errors.py"},
    "subprocess": {"workbench/local_server.py", "workbench/room.py"},
}
# The page of the room is a program in the browser; every script in it is named here, and data goes in as JSON alone.
ROOM = "workbench/room_template"
ROOM_SCRIPTS = [
    "{{ settings | tojson }}",
    "voila_process({{ at }}, {{ cell_count }})",
    "{{ output | trusted | tojson }}",
    "voila_finish()",
    "",
]
# It asks the server that it came from whether its kernel is still there.
ROOM_ASKS = "fetch(`${baseUrl}api/kernels/${kernelId}`, {"
NEVER_CALLED = {"eval", "exec", "compile", "__import__", "read_pickle", "to_pickle", "system", "popen", "urlopen", "urlretrieve"}
NEVER_CALLED |= {"marshal.load", "marshal.loads"}
# Row 1: these slots of notebooks run what is put into them. Row 3: Altair's own outputs do, too.
NEVER_NAMED = {"HTMLMath", "Javascript", "IFrame", "to_html", "from_url", "Markup", "mark_image", "mark_geoshape"}
# Row 4: channels and transforms of a chart that open addresses or run text.
NEVER_IN_CHARTS = {"Href", "Url", "transform_calculate", "transform_filter", "expr", "ExprRef", "UrlData", "topo_feature"}
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTML|document\.write|DOMParser|srcdoc|\beval\b|"
    r"new Function|importScripts|\bimport\s*\(|XMLHttpRequest|\bfetch\s*\(|WebSocket|sendBeacon|\bjavascript:"
)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
                # A pattern is compiled by re.compile, which is another thing; of marshal only the writing half is harmless.
                yield node.func.attr if owner not in {"re", "marshal"} else f"{owner}.{node.func.attr}"


def named(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.ImportFrom):
            yield from (one.name for one in node.names)


def test_the_source_is_there_to_be_looked_through() -> None:
    """Control: the searches below find what is there."""
    assert len(MODULES) > 100
    assert len(SCRIPTS) > 4
    assert "json" in set(imported(MODULES["intake/containers/strict_json.py"]))
    assert "strict_json" in set(called(MODULES["intake/containers/jwt.py"]))
    assert "create_parser" in set(named(MODULES["intake/containers/svg.py"]))
    assert SINKS.search("node.innerHTML = name")
    assert list(called(ast.parse("import os; os.system('x'); eval('1')"))) == ["system", "eval"]


@pytest.mark.parametrize("module", MODULES)
def test_rows_9_22_24_and_25_nothing_that_runs_opens_or_draws_is_imported(module: str) -> None:
    names = [one for one in imported(MODULES[module]) if one not in ALLOWED_PARTS]
    tops = {one.split(".")[0] for one in names}
    assert not tops & NEVER_IMPORTED
    assert "urllib" not in tops
    assert not [one for one in tops if one in ONLY_THERE and module not in ONLY_THERE[one]]


@pytest.mark.parametrize("module", MODULES)
def test_rows_25_and_26_no_text_is_ever_run(module: str) -> None:
    assert not set(called(MODULES[module])) & NEVER_CALLED


@pytest.mark.parametrize("module", MODULES)
def test_rows_1_and_3_no_slot_that_runs_markup_is_used(module: str) -> None:
    names = set(named(MODULES[module]))
    assert not names & NEVER_NAMED
    # IPython.display.HTML, widgets.HTML and `HTML(...)` alike.
    assert "HTML" not in names


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("charts/")])
def test_row_4_charts_open_no_address_and_run_no_expression(module: str) -> None:
    tree = MODULES[module]
    assert not set(named(tree)) & NEVER_IN_CHARTS
    for node in ast.walk(tree):
        # `alt.X("a.b[0]:Q")` is a short hand in which a column's name can say more than a name; `field=` takes it as it is.
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            if node.func.value.id == "alt" and node.func.attr in {"X", "Y", "Color", "Text", "Shape", "Tooltip", "Order", "Row"}:
                assert not node.args
            assert not {one.arg for one in node.keywords} & {"href", "url"}


@pytest.mark.parametrize("script", SCRIPTS)
def test_rows_1_and_2_scripts_write_text_and_never_markup(script: str) -> None:
    """Criteria with Markdown or markup in them are shown as the text they are: there is no other way into the page."""
    text = SCRIPTS[script].replace(ROOM_ASKS, "", 1) if script == "room.js" else SCRIPTS[script]
    assert SINKS.search(text) is None


def test_row_2_text_goes_into_the_page_as_text() -> None:
    assert "node.append(...children)" in SCRIPTS["house.js"]
    attributes = [line for text in SCRIPTS.values() for line in text.splitlines() if "setAttribute(" in line]
    assert attributes
    assert not [line for line in attributes if re.search(r"[\"'](?:href|src|style|on\w+)[\"']", line)]


def test_rows_1_and_2_templates_escape_and_hold_no_exception() -> None:
    templates = sorted(PACKAGE.rglob("*.j2"))
    assert len(templates) > 3
    for path in templates:
        text = path.read_text(encoding="utf-8")
        if ROOM in path.as_posix():
            assert re.findall(r"<script\b[^>]*>(.*?)</script>", text) == ROOM_SCRIPTS
            text = text.replace("<script", "")
        assert not re.search(r"autoescape\s+false|<script", text, re.IGNORECASE), path.name
    # What is let through unescaped is made by a section or a chart, which escape, or sanitised by nbconvert.
    others = [path for path in templates if ROOM not in path.as_posix()]
    safe = {path.name for path in others if re.search(r"\|\s*safe\b", path.read_text(encoding="utf-8"))}
    assert safe <= {"index.html.j2", "page.html.j2"}


@pytest.mark.parametrize("notebook", sorted((ROOT / "notebooks").rglob("*.ipynb")), ids=lambda path: path.stem)
def test_row_1_notebooks_use_no_such_slot_either(notebook: Path) -> None:
    if notebook.stem.startswith("my_"):
        pytest.skip("a person's own notebook")
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            assert not set(named(tree)) & (NEVER_NAMED | {"HTML"})
            assert not set(called(tree)) & NEVER_CALLED


def test_row_27_ids_are_keys_of_maps() -> None:
    """In square brackets of a plain object an id could mean what every object has, such as `constructor`."""
    found = [
        (name, one)
        for name, text in SCRIPTS.items()
        for one in re.findall(r"[\w.]+\[(?:\w+\.)*(?:id|criterion|level|key)\]", text)
    ]
    # For these two the kernel sends an entry for each id there is, see tests/test_hostile_words.py.
    assert found == [("rate_badges.js", f"view.{one}[id]") for one in ("cells", "suggestions")]
    for text in SCRIPTS.values():
        assert not re.search(r"for\s*\([^)]*\bin\b", text)


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node to run a script with")
def test_row_27_a_map_takes_such_ids_as_what_they_are() -> None:
    """The construct that the scripts use, run as they use it: the view's questions by their ids."""
    made = "new Map(view.questions.map((question) => [question.id, "
    assert made in SCRIPTS["rate_badges.js"]
    view = '{"questions": [{"id": "__proto__"}, {"id": "constructor"}]}'
    code = f"const view = JSON.parse('{view}'); const found = {made}1])); console.log(found.size, found.has('valueOf'), ({{}}).x)"
    done = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "2 false undefined\n"


def test_row_29_files_are_made_where_a_person_says_and_nowhere_else() -> None:
    """No module but the workspace and the workbench, which take paths from people, makes files; reports make temporary ones."""
    makers = {"write_bytes", "write_text", "mkdir", "mkstemp", "makedirs", "TemporaryDirectory", "symlink_to", "copytree"}
    found = {name for name, tree in MODULES.items() if set(called(tree)) & makers}
    elsewhere = {name for name in found if not name.startswith("workspace/")}
    assert elsewhere <= {"workbench/folder.py", "workbench/lab.py", "reports/run.py"}
    assert not [name for name in found if name.startswith(("model/", "intake/", "scoring/", "comparing/", "authoring/"))]
