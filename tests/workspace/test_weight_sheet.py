"""The sheet that is filled in with a spreadsheet program: blank ones run no formula, faulty cells are told by row."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Rubric, WeightMode
from rubric_kit.scoring.weighing import weigh
from rubric_kit.workspace.weight_sheet import read_weight_sheet, write_weight_sheet
from rubric_kit.workspace.weight_sheet_forms import FORMS

STARTER = starter_rubric()
NAMES = [c.id for c in STARTER.criteria]
Fill = Callable[[int, dict[str, str]], dict[str, str]]


def cells_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def filled(path: Path, mode: WeightMode, fill: Fill, *, rubric: Rubric = STARTER, separator: str = ",") -> Path:
    """Write a blank sheet and fill in each row as a spreadsheet program saves it."""
    write_weight_sheet(path, rubric, mode)
    header, *rows = cells_of(path)
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    table.writerow(header)
    for at, row in enumerate(rows):
        table.writerow((dict(zip(header, row, strict=True)) | fill(at, dict(zip(header, row, strict=True)))).values())
    path.write_bytes(text.getvalue().encode("utf-8"))
    return path


def weights_from(path: Path, mode: WeightMode, rubric: Rubric = STARTER) -> dict[str, int]:
    said = read_weight_sheet(path, rubric, mode)
    return weigh(rubric, mode, said.answers, choices=said.choices).as_mapping()


@pytest.mark.parametrize("mode", list(FORMS))
def test_a_blank_sheet_names_every_criterion_and_is_kept(tmp_path: Path, mode: WeightMode) -> None:
    path = tmp_path / "sheet.csv"
    write_weight_sheet(path, STARTER, mode)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    text = path.read_text(encoding="utf-8-sig")
    assert all(c.name in text for c in STARTER.criteria)
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"sheet\.csv is there already; name another file$"):
        write_weight_sheet(path, STARTER, mode)
    assert path.read_bytes() == before


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(("mode", "column"), [("points", "points"), ("direct", "rating"), ("swing", "swing")])
def test_amounts_come_back(tmp_path: Path, mode: WeightMode, column: str, separator: str) -> None:
    # 7, 6, ... 1 of 28 in the rubric's order, with a comma and a per cent sign thrown in.
    written = ["7", "6,0", "5.000", "4", "3 %", "2", "1"]
    path = filled(tmp_path / "sheet.csv", WeightMode(mode), lambda at, _: {column: written[at]}, separator=separator)
    said = read_weight_sheet(path, STARTER, WeightMode(mode))
    assert [(one.criterion, one.value) for one in said.answers] == list(zip(NAMES, range(7000, 0, -1000), strict=True))


@pytest.mark.parametrize("mode", [WeightMode.RANK_SUM, WeightMode.RANK_ORDER_CENTROID])
def test_places_come_back(tmp_path: Path, mode: WeightMode) -> None:
    path = filled(tmp_path / "sheet.csv", mode, lambda at, _: {"place": str(max(1, at))})
    assert [one.value for one in read_weight_sheet(path, STARTER, mode).answers] == [1000, 1000, 2000, 3000, 4000, 5000, 6000]


def test_pairs_come_back(tmp_path: Path) -> None:
    # The earlier criterion is as many times as important as it is places ahead, at most 3: named in four different ways.
    def fill(at: int, row: dict[str, str]) -> dict[str, str]:
        times = min(3, NAMES.index(row["second"]) - NAMES.index(row["first"]))
        if times == 1:
            return {"more_important": "equal" if at % 2 else "", "times": "" if at % 2 else "1"}
        return {"more_important": "First" if at % 2 else row["first"], "times": str(times)}

    path = filled(tmp_path / "sheet.csv", WeightMode.PAIRWISE, fill)
    said = read_weight_sheet(path, STARTER, WeightMode.PAIRWISE)
    expected = [(a, b, 1000 * min(3, NAMES.index(b) - NAMES.index(a))) for a, b in itertools.combinations(NAMES, 2)]
    assert [(one.criterion, one.against, one.value) for one in said.answers] == expected
    second = filled(tmp_path / "other.csv", WeightMode.PAIRWISE, lambda _, row: {"more_important": row["second"], "times": "2"})
    turned = read_weight_sheet(second, STARTER, WeightMode.PAIRWISE)
    assert [(one.criterion, one.against) for one in turned.answers] == [(b, a) for a, b in itertools.combinations(NAMES, 2)]


def test_best_and_worst_come_back(tmp_path: Path) -> None:
    # The best fourth, the worst first; what stands beside a criterion and itself is not read.
    def fill(at: int, _row: dict[str, str]) -> dict[str, str]:
        return {"role": {3: "Best", 0: "worst"}.get(at, ""), "best_over_this": str(at + 1), "this_over_worst": str(9 - at)}

    path = filled(tmp_path / "sheet.csv", WeightMode.BEST_WORST, fill)
    said = read_weight_sheet(path, STARTER, WeightMode.BEST_WORST)
    best, worst = NAMES[3], NAMES[0]
    over = {(best, name): 1000 * (at + 1) for at, name in enumerate(NAMES) if name != best}
    under = {(name, worst): 1000 * (9 - at) for at, name in enumerate(NAMES) if name not in (best, worst)}
    assert {(one.criterion, one.against): one.value for one in said.answers} == over | under
    assert len(weights_from(path, WeightMode.BEST_WORST)) == 7


def test_cards_come_back_and_those_without_an_answer_are_left_out(tmp_path: Path) -> None:
    answers = ("first", "second", "", "equal")
    path = filled(tmp_path / "sheet.csv", WeightMode.TRADE_OFF, lambda at, _: {"preferred": answers[at % 4]})
    said = read_weight_sheet(path, STARTER, WeightMode.TRADE_OFF)
    pairs = list(itertools.combinations(NAMES, 2))
    assert len(said.choices) == len([at for at in range(len(pairs)) if at % 4 != 2])
    first, second, equal = said.choices[:3]
    for choice, pair, ahead in ((first, pairs[0], 0), (second, pairs[1], 1), (equal, pairs[3], 0)):
        top = STARTER.criterion(pair[ahead]).levels[-1].id
        assert {one.criterion for one in choice.preferred} == set(pair)
        assert next(one.level for one in choice.preferred if one.criterion == pair[ahead]) == top
    assert (first.equal, second.equal, equal.equal) == (False, False, True)


def test_a_spreadsheet_runs_nothing_of_a_sheet(tmp_path: Path) -> None:
    plain = STARTER.plain()
    plain["criteria"][0] |= {"name": "=cmd|' /C calc'!A0", "question": '+1,"2";\n3'}
    plain["criteria"][1]["levels"][-1]["name"] = "@SUM(A1)"
    rubric = Rubric.parse(plain)
    for mode in FORMS:
        path = tmp_path / f"{mode}.csv"
        write_weight_sheet(path, rubric, mode)
        cells = [cell for row in cells_of(path) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    (tmp_path / "points.csv").unlink()
    path = filled(tmp_path / "points.csv", WeightMode.POINTS, lambda at, _: {"points": str(at)}, rubric=rubric)
    assert [one.criterion for one in read_weight_sheet(path, rubric, WeightMode.POINTS).answers] == NAMES


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("", "points is empty; fill it in, 0 is allowed where it means nothing at all"),
        ("-5", "points is '-5'; a number such as 30 or 2.5 is allowed, and not one below zero, with at most three decimals"),
        ("'-5", "points is '-5'; a number such as 30 or 2.5 is allowed, and not one below zero, with at most three decimals"),
        ("NaN", "points is 'NaN'; a number such as 30 or 2.5 is allowed, with at most three decimals"),
        ("inf", "points is 'inf'; a number such as 30 or 2.5 is allowed, with at most three decimals"),
        ("1e3", "points is '1e3'; a number such as 30 or 2.5 is allowed, with at most three decimals"),
        ("many", "points is 'many'; a number such as 30 or 2.5 is allowed, with at most three decimals"),
        ("0.0001", "points is '0.0001'; a number such as 30 or 2.5 is allowed, with at most three decimals"),
        ("1,000", "points is '1,000', which is a thousand times more in some countries; write it without the comma"),
    ],
)
def test_cells_that_are_no_amount_are_told_by_row(tmp_path: Path, cell: str, message: str) -> None:
    path = filled(tmp_path / "sheet.csv", WeightMode.POINTS, lambda at, _: {"points": cell if at == 2 else "10"})
    with pytest.raises(InputError, match=f"^sheet\\.csv, row 4: {re.escape(message)}$"):
        read_weight_sheet(path, STARTER, WeightMode.POINTS)


@pytest.mark.parametrize(
    ("mode", "change", "message"),
    [
        (
            "points",
            {"criterion": "colour", "points": "1"},
            "criterion is 'colour', which is no criterion of 'outside-badges'; known ",
        ),
        (
            "pairwise",
            {"more_important": "third", "times": "2"},
            "more_important is 'third'; first, second, equal, criteria_clarity or ",
        ),
        ("pairwise", {"more_important": "", "times": "2"}, "more_important is empty and times is not 1; write first, second, "),
        (
            "pairwise",
            {"more_important": "equal", "times": "2"},
            "more_important is equal and times is not 1; write first, second, ",
        ),
        ("pairwise", {"more_important": "first", "times": ""}, "times is empty; fill it in, "),
        ("best_worst", {"role": "middle"}, "role is 'middle'; best, worst or nothing is allowed"),
        ("trade_off", {"preferred": "both"}, "preferred is 'both'; first, second, equal or nothing is allowed"),
        (
            "trade_off",
            {"preferred": "first", "second": ""},
            "second is ''; a badge is written criterion=level criterion=level, as in ",
        ),
        (
            "trade_off",
            {"preferred": "first", "first": "locality=l9"},
            "first is 'locality=l9'; a badge is written criterion=level ",
        ),
        (
            "trade_off",
            {"preferred": "first", "first": "locality=l1"},
            "the two badges show different criteria; leave the last two ",
        ),
    ],
)
def test_cells_that_do_not_fit_are_told_by_row(tmp_path: Path, mode: WeightMode, change: dict[str, str], message: str) -> None:
    path = filled(tmp_path / "sheet.csv", WeightMode(mode), lambda at, _: change if at == 0 else {})
    with pytest.raises(InputError, match=f"^sheet\\.csv, row 2: {re.escape(message)}"):
        read_weight_sheet(path, STARTER, WeightMode(mode))


@pytest.mark.parametrize(
    ("roles", "message"), [({}, "no rows have the role 'best'; "), ({0: "best", 1: "best"}, "2 rows have the role 'best'; ")]
)
def test_one_criterion_is_the_best_and_another_the_worst(tmp_path: Path, roles: dict[int, str], message: str) -> None:
    path = filled(tmp_path / "sheet.csv", WeightMode.BEST_WORST, lambda at, _: {"role": roles.get(at, "")})
    with pytest.raises(InputError, match=f"^sheet\\.csv: {message}write it beside one criterion$"):
        read_weight_sheet(path, STARTER, WeightMode.BEST_WORST)


def test_a_sheet_of_another_mode_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "sheet.csv", WeightMode.SWING, lambda *_: {"swing": "1"})
    message = "sheet.csv needs the column 'points' once and has criterion, name, question, swing; each mode has its own sheet"
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        read_weight_sheet(path, STARTER, WeightMode.POINTS)
    path.write_text("criterion,points,Points\nlocality,1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^sheet\.csv needs the column 'points' once and has it twice; "):
        read_weight_sheet(path, STARTER, WeightMode.POINTS)
    for text in ("", "\n\n"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"^sheet\.csv needs the column 'criterion' once and has none; "):
            read_weight_sheet(path, STARTER, WeightMode.POINTS)


def test_a_criterion_that_is_missing_or_there_twice_is_told_when_it_is_weighed(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("criterion,points\nlocality,1\n", encoding="utf-8")
    with pytest.raises(
        RecordError, match=r"^points has no answer for criterion 'criteria_clarity' \(and 5 more\); give each one$"
    ):
        weights_from(path, WeightMode.POINTS)
    path.write_text("criterion,points\nlocality,1\nlocality,2\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"^points has two answers for criterion 'locality'; keep one of them$"):
        weights_from(path, WeightMode.POINTS)


def test_ten_thousand_rows_are_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("criterion,points\n" + "locality,1\n" * 10_001, encoding="utf-8")
    with pytest.raises(InputError, match=r"^sheet\.csv: 10,002 rows \(10,002 filled\) were found; at most 400 are read$"):
        read_weight_sheet(path, STARTER, WeightMode.POINTS)


def test_a_sheet_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes("criterion,points\nlocality,ü\n".encode("cp1252"))
    with pytest.raises(InputError, match=r"^sheet\.csv is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'$"):
        read_weight_sheet(path, STARTER, WeightMode.POINTS)


def test_no_sheet_where_nothing_is_asked_or_too_much(tmp_path: Path) -> None:
    message = (
        "mode none asks nothing, so it has no sheet; known are: points, direct, rank_order_centroid, rank_sum, swing, pairwise, "
    )
    with pytest.raises(InputError, match=f"^{message}"):
        write_weight_sheet(tmp_path / "sheet.csv", STARTER, WeightMode.NONE)
    plain = STARTER.plain()
    one = plain["criteria"][0]
    plain["criteria"] = [*plain["criteria"], *(one | {"id": f"c{at}", "weight": 0} for at in range(22))]
    many = Rubric.parse(plain)
    for mode, most in ((WeightMode.PAIRWISE, 378), (WeightMode.TRADE_OFF, 66)):
        message = f"29 criteria make 406 pairs; a sheet of this mode has at most {most}; weigh by points or by an order"
        with pytest.raises(InputError, match=f"^{message}$"):
            write_weight_sheet(tmp_path / "sheet.csv", many, mode)
    assert not (tmp_path / "sheet.csv").exists()
