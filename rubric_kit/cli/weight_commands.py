"""`rubric-kit weights`: a sheet to weigh criteria on, weights from it, and several people's weights together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rubric_kit.cli.options import FILE, JSON, RUBRIC
from rubric_kit.cli.printing import print_json, print_table
from rubric_kit.model import WeightMode, visible

if TYPE_CHECKING:
    from rubric_kit.model import Rubric, WeightSet
    from rubric_kit.model.weight_set import GroupCentre, GroupWeights

_CENTRES = {"median": "median", "mean": "mean", "geometric_mean": "geometric mean"}
_MODES = click.Choice([mode.value for mode in WeightMode])
_MODE = click.option("--mode", type=_MODES, required=True, help="How the weights are asked for; see `rubric-kit weights modes`.")


@click.group()
def weights() -> None:
    """Weights of criteria: ask for them, read the answers, put several people's together."""


@weights.command()
@JSON
def modes(as_json: bool) -> None:
    """List the ways to ask for weights: what a person is told to do, when each fits, and what it does to the answers."""
    from rubric_kit.scoring.weighing import MODES

    if as_json:
        print_json([{"mode": mode.value, **facts._asdict()} for mode, facts in MODES.items()])
        return
    for mode, facts in MODES.items():
        click.echo(f"{mode}: {facts.name}. {facts.ask}")
        click.echo(f"  Fits: {facts.best_when}")
        click.echo(f"  Known to: {facts.bias} ({facts.source})")


@weights.command()
@RUBRIC
@_MODE
@click.argument("file", type=FILE)
def blank(rubric: Path | str, mode: str, file: Path) -> None:
    """Write the blank sheet of a mode to FILE (CSV), to be filled in with a spreadsheet program; a file that is there is kept."""
    from rubric_kit.scoring.weighing import MODES
    from rubric_kit.workspace import read_rubric
    from rubric_kit.workspace.weight_sheet import write_weight_sheet

    write_weight_sheet(file, read_rubric(rubric), WeightMode(mode))
    click.echo(file)
    click.echo(MODES[WeightMode(mode)].ask)


@weights.command("from")
@RUBRIC
@_MODE
@click.option("--rater", required=True, metavar="CODE", help="Code of whose weights they are; a code, not a name.")
@click.option("--note", default="", help="The person's reason; it is kept with the weights.")
@click.argument("answers", type=FILE, required=False)
@click.option("-o", "--out", required=True, type=FILE, help="Weights file (JSON) to add them to; made if it is not there.")
@click.option("--replace", is_flag=True, help="Take the place of other weights of the same person in the same mode.")
@JSON
def from_sheet(
    rubric: Path | str, mode: str, rater: str, note: str, answers: Path | None, out: Path, replace: bool, as_json: bool
) -> None:
    """Turn a filled-in sheet (ANSWERS, CSV) into weights and add them to a weights file; mode none takes no sheet."""
    from rubric_kit.scoring.weighing import weigh
    from rubric_kit.workspace import read_rubric
    from rubric_kit.workspace.weight_sheet import read_weight_sheet
    from rubric_kit.workspace.weight_sheet_forms import Said
    from rubric_kit.workspace.weights_file import add_weights

    chosen = WeightMode(mode)
    if (answers is None) is not (chosen is WeightMode.NONE):
        raise click.UsageError("mode none takes no sheet" if answers else "name the filled-in sheet")
    version = read_rubric(rubric)
    said = Said() if answers is None else read_weight_sheet(answers, version, chosen)
    found = weigh(version, chosen, said.answers, choices=said.choices, rater=rater, note=note)
    add_weights(out, [found], replace=replace)
    if as_json:
        print_json(found.plain())
        return
    _print_set(version, found)
    click.echo(out)


@weights.command()
@RUBRIC
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option(
    "--centre",
    type=click.Choice(list(_CENTRES)),
    default="median",
    show_default=True,
    help="What is taken of each criterion's weights.",
)
@click.option("--mode", type=_MODES, help="Only sets of this mode; needed where somebody weighed in several.")
@JSON
def together(rubric: Path | str, files: tuple[Path, ...], centre: GroupCentre, mode: str | None, as_json: bool) -> None:
    """Put several people's weights (FILES, JSON) together: the centre, how far they are apart, and who stands with whom."""
    from rubric_kit.scoring.weighing import group_weights
    from rubric_kit.workspace import read_rubric
    from rubric_kit.workspace.weights_file import read_weights

    version = read_rubric(rubric)
    # The same set in two files is one set.
    sets = dict.fromkeys(one for file in files for one in read_weights(file) if mode in (None, one.mode))
    group = group_weights(version, tuple(sets), centre=centre)
    if as_json:
        print_json(group.plain())
        return
    _print_group(version, group)


def _print_set(rubric: Rubric, found: WeightSet) -> None:
    from rubric_kit.scoring.weighing.plain_words import points_text

    rows = [(rubric.criterion(one.criterion).name, points_text(one.weight)) for one in found.weights]
    print_table(("criterion", "weight of 100"), rows)
    for sentence in (*found.remarks, *((found.inconsistency_words,) if found.inconsistency_words else ())):
        click.echo(visible(sentence), err=True)


def _print_group(rubric: Rubric, group: GroupWeights) -> None:
    from rubric_kit.scoring.weighing import group_words
    from rubric_kit.scoring.weighing.plain_words import points_text

    members = [one.as_mapping() for one in group.members]
    rows = []
    for one, spread in zip(group.weights, group.spread, strict=True):
        given = (one.weight, spread.least, spread.most, *(member[one.criterion] for member in members))
        rows.append((rubric.criterion(one.criterion).name, *(points_text(weight) for weight in given)))
    print_table(("criterion", _CENTRES[group.centre], "least", "most", *(one.rater for one in group.members)), rows)
    for sentence in group_words(rubric, group):
        click.echo(visible(sentence))
