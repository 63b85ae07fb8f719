"""README.md is true: its code runs, its commands exist, its links lead somewhere, every command is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from rubric_kit.cli import cli, main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(group: click.Group, path: str = "rubric-kit") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


@pytest.mark.parametrize(("path", "command"), list(commands(cli)))
def test_every_command_and_option_is_in_the_readme_and_has_a_help_text(path: str, command: click.Command) -> None:
    assert f"`{path}" in README
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in README or parameter.opts[0] in README, parameter.opts
            assert parameter.help


def test_the_ten_lines_of_code_run(capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - the snippet is ours and must run
    shown = capsys.readouterr().out
    assert "Padlet Badge - Bayview Teachers' Technology Association accept-full" in shown
    assert "Learning evidence does most for it" in shown
    assert "Learning evidence explains most" in shown


def test_scores_and_their_explanation_run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _, code = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - the snippet is ours and must run
    shown = capsys.readouterr().out
    assert shown.startswith("Outside badges: a starter rubric, version 1 (")
    assert "HTML Basics: undetermined (31.6 to 56.6 of 100)." in shown
    assert "Ask the issuer one thing and the decision is sure, whatever the answer" in shown


def test_the_commands_with_the_samples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = re.findall(r"^\.venv/bin/rubric-kit (.+)$", README, flags=re.MULTILINE)
    assert len(lines) == 3
    monkeypatch.chdir(tmp_path)
    for name in ("sample_badges", "notebooks"):
        (tmp_path / name).symlink_to(ROOT / name)
    for line in lines:
        assert main(line.split()) == 0, capsys.readouterr().err
    assert (tmp_path / "my_report.html").is_file()
    assert (tmp_path / "my_report.manifest.json").is_file()


@pytest.mark.parametrize("target", ["lab", "demo", "test", "check", "lock", "screenshots"])
def test_make_targets_exist_in_makefile_and_set_up_script(target: str) -> None:
    assert re.search(rf"^lab .*\b{target}\b.*:|^{target}\b.*:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert f'"{target}":' in (ROOT / ".ci" / "setup.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\((\d{4}[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(path.name for path in folder.glob("0*.md"))
