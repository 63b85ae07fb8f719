"""`rubric-kit weights lens`: the same badges through the eyes of several audiences."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import click

from rubric_kit.cli.options import BADGES, FILE, JSON, RATINGS, RUBRIC
from rubric_kit.cli.printing import print_findings, print_json, print_table


@click.command()
@RUBRIC
@BADGES
@RATINGS
@click.argument("files", type=FILE, nargs=-1, required=True)
@JSON
def lens(rubric: Path | str, badges: Path | str, ratings: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Rank badges by each audience's weights (FILES, JSON): which change places and decisions, and which criterion does it."""
    from rubric_kit.comparing.audience_lens import audience_lens
    from rubric_kit.comparing.audience_words import audience_columns, audience_rows, explain_audiences
    from rubric_kit.model import visible
    from rubric_kit.workspace import read_review
    from rubric_kit.workspace.weights_file import read_weights

    review = read_review(rubric, badges, ratings)
    # The same set in two files is one set.
    sets = tuple(dict.fromkeys(one for file in files for one in read_weights(file)))
    found = audience_lens(review.rubric, review.badges, review.answers, sets)
    sentences = [explain_audiences(found, *pair) for pair in combinations(found.audiences, 2)]
    if as_json:
        changes: list[dict[str, Any]] = [
            {
                "audiences": list(one.audiences),
                "gains": one.gains,
                "loses": one.loses,
                "swapped": one.swapped,
                "responsible": list(one.responsible),
            }
            for one in found.place_changes
        ]
        print_json(
            {
                "audiences": list(found.audiences),
                "places": {audience: dict(places) for audience, places in found.places.items()},
                "changes": changes,
                "sentences": sentences,
            }
        )
        return
    print_table(audience_columns(found), audience_rows(found))
    for sentence in sentences:
        click.echo(visible(sentence))
    print_findings((*review.badge_findings, *review.rating_findings))
