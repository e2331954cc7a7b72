from __future__ import annotations

import io
from dataclasses import replace

import pytest

from stockpile_app.documents.calibration import write_calibration
from stockpile_app.documents.label_stock import (
    LabelStock,
    label_stock,
    label_stocks,
    own_stock,
)
from stockpile_app.documents.labels import LabelData, LabelRun, write_labels
from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.vocabulary import SerialState
from tests.unit.documents.material import HOSTILE, scans, texts, weapon, weapons

OWN = own_stock("A4", (2, 4), (80, 60), (20, 20), (90, 65))


def printed(count: int, stock: LabelStock, run: LabelRun | None = None) -> bytes:
    out = io.BytesIO()
    write_labels(out, weapons(count), stock, run or LabelRun())
    return out.getvalue()


def codes(count: int) -> list[str]:
    return sorted(each.code for each in weapons(count))


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("stock", [*label_stocks().values(), OWN], ids=lambda stock: stock.code)
def test_that_every_label_of_a_sheet_scans_once(stock: LabelStock, dpi: int) -> None:
    pdf = printed(stock.per_sheet, stock, LabelRun(dpi=dpi))
    assert sorted(scans(pdf, dpi)) == codes(stock.per_sheet)


@pytest.mark.parametrize("code", ["L7160", "L7651", "5160"])
def test_that_labels_made_without_a_resolution_scan_from_a_finer_printer(code: str) -> None:
    stock = label_stock(code)
    assert sorted(scans(printed(stock.per_sheet, stock), 300)) == codes(stock.per_sheet)


def test_that_labels_begin_at_the_start_position_and_go_on_to_the_next_sheet() -> None:
    stock = label_stock("L7160")
    pdf = printed(5, stock, LabelRun(start=19))
    assert len(texts(pdf)) == 2
    assert scans(pdf, 203, [0]) == [each.code for each in weapons(3)]
    assert sorted(scans(pdf, 203, [1])) == sorted(each.code for each in weapons(5)[3:])


def test_that_a_full_sheet_is_one_page_and_one_more_label_another() -> None:
    stock = label_stock("5163")
    assert len(texts(printed(10, stock))) == 1
    assert len(texts(printed(11, stock))) == 2


def test_that_copies_stand_side_by_side() -> None:
    found = scans(printed(2, label_stock("L7160"), LabelRun(copies=3)), 203)
    assert sorted(found) == sorted(codes(2) * 3)


@pytest.mark.parametrize("offset", [(2.5, -1.5), (-3.0, 4.0)])
def test_that_shifted_labels_scan(offset: tuple[float, float]) -> None:
    stock = label_stock("L7160")
    assert sorted(scans(printed(21, stock, LabelRun(offset_mm=offset)), 203)) == codes(21)


@pytest.mark.parametrize("code", label_stocks())
def test_that_number_serial_model_and_place_can_be_read(code: str) -> None:
    record = weapon(7)
    out = io.BytesIO()
    write_labels(out, [record], label_stock(code), LabelRun(classification="RESTRICTED"))
    [text] = texts(out.getvalue())
    for wanted in (record.number, f"S/N {record.serial}", record.model, "Store A", "RESTRICTED"):
        assert wanted in text


def test_that_a_weapon_without_serial_says_so() -> None:
    out = io.BytesIO()
    record = weapon(serial=None, serial_state=SerialState.ILLEGIBLE)
    write_labels(out, [record], label_stock("L7160"))
    assert "Serial illegible" in texts(out.getvalue())[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_that_hostile_text_is_printed_as_text(text: str) -> None:
    label = LabelData.of(weapon(1, serial=text, model=text, maker=text, store=text))
    out = io.BytesIO()
    write_labels(out, [label], label_stock("L7651"), LabelRun(classification=text))
    assert scans(out.getvalue(), 203) == [label.code]


@pytest.mark.parametrize("code", ["L7651", "5163"])
def test_that_a_long_serial_is_never_cut(code: str) -> None:
    serial = "".join(f"{at:03d}" for at in range(100, 130))
    out = io.BytesIO()
    write_labels(out, [weapon(1, serial=serial)], label_stock(code))
    assert serial in "".join(texts(out.getvalue())[0].split())


def test_that_the_same_labels_give_the_same_bytes() -> None:
    assert printed(30, label_stock("5160")) == printed(30, label_stock("5160"))


@pytest.mark.parametrize(
    ("run", "field"),
    [
        (LabelRun(start=0), "start"),
        (LabelRun(start=22), "start"),
        (LabelRun(copies=0), "copies"),
        (LabelRun(copies=101), "copies"),
        (LabelRun(offset_mm=(0, 50)), "offset"),
        (LabelRun(offset_mm=(float("nan"), 0)), "offset"),
        (LabelRun(dpi=10), "dpi"),
    ],
)
def test_that_an_impossible_setting_is_refused(run: LabelRun, field: str) -> None:
    with pytest.raises(BadValue) as refused:
        printed(1, label_stock("L7160"), run)
    assert refused.value.field == field


def test_that_nothing_to_print_is_refused() -> None:
    with pytest.raises(BadValue, match="no label"):
        printed(0, label_stock("L7160"))


def test_that_a_label_too_narrow_for_its_bar_code_is_refused() -> None:
    narrow = own_stock("A4", (5, 5), (25, 20), (10, 10))
    with pytest.raises(BadValue, match="too narrow"):
        printed(1, narrow)


@pytest.mark.parametrize(
    "change",
    [
        {"page": "A3"},
        {"grid": (0, 7)},
        {"grid": (4, 7)},
        {"label": (5.0, 5.0)},
        {"margin": (-1.0, 0.0)},
        {"pitch": (30.0, 38.1)},
    ],
)
def test_that_a_sheet_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadValue):
        replace(label_stock("L7160"), **change)  # type: ignore[arg-type]


def test_that_an_unknown_sheet_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadValue, match="L7160"):
        label_stock("L9999")


def test_that_a_broken_list_of_sheets_is_told(tmp_path) -> None:
    path = tmp_path / "stocks.yaml"
    path.write_text("stocks: [{code: X}]", encoding="utf-8")
    with pytest.raises(BadFile, match=r"stocks\.yaml"):
        label_stocks(path)


def test_that_the_calibration_page_numbers_every_label() -> None:
    out = io.BytesIO()
    write_calibration(out, label_stock("5163"), (1.5, -0.5))
    [text] = texts(out.getvalue())
    assert "100 %" in text
    assert "1.5" in text
    assert {"1", "10", "150"} <= set(text.split())
