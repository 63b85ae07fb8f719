"""Tables in, pictures out: each function answers one question and returns a `Display`, never a bare chart.

A `Display` keeps the Altair chart, its description in words and the same values as a table together, and shows itself as a
static picture: no script runs and nothing is fetched, whatever a badge calls itself.
"""

import sys

# Altair brings in jsonschema, which brings in rfc3987_syntax where it is installed; that one builds about 35 parsers and costs
# 1.4 s. jsonschema suppresses the ImportError and only stops checking "iri" formats, which no chart uses. Our own lock leaves
# the package out; this line does the same for installs made without the lock, unless somebody has already paid for it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from rubric_kit.charts.acceptance_bars import acceptance_bars  # noqa: E402 - must come after the line above
from rubric_kit.charts.agreement_table import AgreementTable, agreement_table  # noqa: E402 - as above
from rubric_kit.charts.audience_places import audience_places  # noqa: E402 - as above
from rubric_kit.charts.display import Display  # noqa: E402 - as above
from rubric_kit.charts.dot_strips import dot_strips  # noqa: E402 - as above
from rubric_kit.charts.gut_contrast import gut_against_rubric  # noqa: E402 - as above
from rubric_kit.charts.gut_partings import gut_partings  # noqa: E402 - as above
from rubric_kit.charts.intake_table import intake_table  # noqa: E402 - as above
from rubric_kit.charts.level_differences import level_differences  # noqa: E402 - as above
from rubric_kit.charts.level_heat_map import level_heat_map  # noqa: E402 - as above
from rubric_kit.charts.rank_heat_map import rank_heat_map  # noqa: E402 - as above
from rubric_kit.charts.round_slopes import round_slopes  # noqa: E402 - as above
from rubric_kit.charts.score_intervals import score_intervals  # noqa: E402 - as above
from rubric_kit.charts.text_table import TextTable, badge_table, finding_table  # noqa: E402 - as above
from rubric_kit.charts.weight_modes import weight_modes  # noqa: E402 - as above
from rubric_kit.charts.weight_spread import weight_spread  # noqa: E402 - as above
from rubric_kit.charts.weight_tornado import weight_tornado  # noqa: E402 - as above

__all__ = [
    "AgreementTable",
    "Display",
    "TextTable",
    "acceptance_bars",
    "agreement_table",
    "audience_places",
    "badge_table",
    "dot_strips",
    "finding_table",
    "gut_against_rubric",
    "gut_partings",
    "intake_table",
    "level_differences",
    "level_heat_map",
    "rank_heat_map",
    "round_slopes",
    "score_intervals",
    "weight_modes",
    "weight_spread",
    "weight_tornado",
]
