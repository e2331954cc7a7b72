"""Count sheets, filled in by hand at the rack: blind, for one counter of a stocktake.

A list of the weapons of a sample, an empty sheet for a full count, or the types to count by
quantity. None of them says what the register expects to be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app.documents.codes import ANY_PRINTER, QUIET, code128_modules, smallest_module
from stockpile_app.documents.count_frame import (
    SheetHead,
    bars,
    begin_sheet,
    end_mark,
    heads,
    introduce,
    tick_box,
    write_end,
    write_power,
)
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, Cell, Page
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Category, SerialState
from stockpile_app.i18n import _, ngettext

__all__ = [
    "CountPlace",
    "SheetHead",
    "TypeName",
    "write_blank_sheet",
    "write_sample_sheet",
    "write_type_sheet",
]

LINES_PER_PLACE: Final = 12
_ROW_HEIGHT: Final = 11.5 * mm
_BLANK_HEIGHT: Final = 7.6 * mm
_BAND_HEIGHT: Final = 11 * mm
_BAR_HEIGHT: Final = 7 * mm
_TICK: Final = 5 * mm
_PAD: Final = 1.5 * mm
_GAP: Final = 2 * mm
_OTHER_TYPES: Final = 6
_TALLY: Final = 9 * mm
_HIGH_HEADS: Final = 8.5 * mm


@dataclass(frozen=True, slots=True)
class CountPlace:
    """A place to count in: its name below the counted place, and the bar code on it."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type of weapon that the register knows, wherever it is."""

    category: Category | None
    model: str
    calibre: str


# --- a sample --------------------------------------------------------------------------------


class _Columns(NamedTuple):
    """Left edge and width of each column, in points."""

    line: tuple[float, float]
    bars: tuple[float, float]
    identity: tuple[float, float]
    model: tuple[float, float]
    place: tuple[float, float]
    seen: tuple[float, float]
    differs: tuple[float, float]
    altered: tuple[float, float]


def write_sample_sheet(
    out: BinaryIO,
    stamp: Stamp,
    head: SheetHead,
    records: Sequence[WeaponRecord],
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write the list of weapons to look for and return how many pages it has.

    Args:
        records: The sample, in the order of the places.
        dpi: Of the printer; bars are whole dots wide. Those of 203 dpi read from any printer.
    """
    page = begin_sheet(out, stamp, head, dpi)
    introduce(
        page,
        _("Weapons on this list: {count}").format(count=len(records)),
        _(
            "Look for each weapon and read the serial off the weapon itself. Tick “Seen” only when"
            " you have it in your hand. Where another serial stands on it, tick “Serial differs”"
            " and write what you read; where a mark looks altered or removed, tick that. Leave the"
            " line empty when the weapon is not there. Do not look at the register or at the other"
            " counter's sheet."
        ),
    )
    write_power(page, head)
    columns = _columns(page, max((code128_modules(each.code) for each in records), default=0), dpi)
    _sample_heads(page, columns)
    for number, record in enumerate(records, start=1):
        if not page.has_room(_ROW_HEIGHT):
            page.next()
            _sample_heads(page, columns)
        _sample_row(page, columns, number, record, dpi)
    end_mark(
        page,
        ngettext("End of list: {count} weapon", "End of list: {count} weapons", len(records)),
        len(records),
    )
    write_end(page, head)
    return page.finish()


def _sample_heads(page: Page, columns: _Columns) -> None:
    heads(
        page,
        columns,
        (
            _("No."),
            _("Bar code"),
            _("Serial, number"),
            _("Model, maker"),
            _("Place"),
            _("Seen"),
            _("Serial differs: write what you read"),
            _("Mark altered"),
        ),
        _HIGH_HEADS,
    )


def _sample_row(page: Page, columns: _Columns, number: int, record: WeaponRecord, dpi: int) -> None:
    top, middle = page.y, page.y - _ROW_HEIGHT / 2
    page.text(Cell(str(number), (columns.line[0], middle - 3, columns.line[1]), 8.5, Style.BOLD))
    left, width = columns.bars
    bars(page, record.code, (left, middle + _BAR_HEIGHT / 2, width), _BAR_HEIGHT, dpi)
    _identity(page, record, columns.identity, top)
    left, width = columns.model
    page.whole(Cell(record.model, (left, top - 5, width), 8.5), 13)
    page.text(Cell(record.maker, (left, top - 27, width), 7.5))
    left, width = columns.place
    page.whole(Cell(record.place, (left, top - 5, width), 8), _ROW_HEIGHT - 8)
    tick_box(page, columns.seen[0], middle, _TICK)
    left, width = columns.differs
    tick_box(page, left, middle, _TICK)
    page.canvas.setStrokeColor(GREY)
    page.canvas.setLineWidth(0.4)
    page.canvas.line(left + _TICK + 1.5 * mm, middle - _TICK / 2, left + width, middle - _TICK / 2)
    tick_box(page, columns.altered[0], middle, _TICK)
    page.y -= _ROW_HEIGHT
    page.rule(page.y)


def _identity(page: Page, record: WeaponRecord, column: tuple[float, float], top: float) -> None:
    left, width = column
    if record.serial and record.serial_state is SerialState.RECORDED:
        page.whole(Cell(record.serial, (left, top - 4, width), 10.5, Style.MONO), 15)
    else:
        words = " ".join(filter(None, (record.serial, _(record.serial_state.label))))
        page.whole(Cell(words, (left, top - 4, width), 8), 15)
    page.whole(Cell(record.number, (left, top - 21, width), 7.5, Style.MONO), 9)


def _columns(page: Page, modules: int, dpi: int) -> _Columns:
    """Share out the width; the bar codes get what they need."""
    needed = max(modules + 2 * QUIET, 154) * smallest_module(dpi) + 0.5 * mm
    fixed = [7 * mm, needed, 33 * mm, 27 * mm, 22 * mm, 10 * mm, 34 * mm, 12 * mm]
    over = sum(fixed) - (page.width - _PAD)
    if over > 0:  # long numbers: what is written by hand makes the least room
        for at, part in ((2, 0.3), (3, 0.25), (4, 0.25), (6, 0.2)):
            fixed[at] -= over * part
    else:
        fixed[6] -= over
    edges: list[tuple[float, float]] = []
    left = page.left + _PAD
    for width, gap in zip(fixed, (_PAD, _GAP, _GAP, _GAP, _GAP, 0, _GAP, 0), strict=True):
        edges.append((left, width - gap))
        left += width
    return _Columns(*edges)


# --- an empty sheet --------------------------------------------------------------------------


def write_blank_sheet(
    out: BinaryIO,
    stamp: Stamp,
    head: SheetHead,
    places: Sequence[CountPlace],
    *,
    lines: int = LINES_PER_PLACE,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write empty lines under each place and return how many pages they take.

    Every place has the same number of ``lines``, whatever the register expects in it.
    """
    page = begin_sheet(out, stamp, head, dpi)
    introduce(
        page,
        _("One line for each weapon, under the rack where you see it"),
        _(
            "Write the register number on the tag, or its last digits, and read the serial off the"
            " weapon itself. Where a mark looks altered or removed, tick the box. For a weapon"
            " without a tag write the serial and what it is. Go on at the end of the sheet where"
            " the lines of a rack are used up. Do not look at the register or at the other"
            " counter's sheet."
        ),
    )
    columns = _blank_columns(page)
    _blank_heads(page, columns)
    number = 0
    for place in places:
        if not page.has_room(_BAND_HEIGHT + 2 * _BLANK_HEIGHT):
            page.next()
            _blank_heads(page, columns)
        _band(page, place, dpi)
        for _line in range(lines):
            if not page.has_room(_BLANK_HEIGHT):
                page.next()
                _blank_heads(page, columns)
                _band(page, place, dpi, continued=True)
            number += 1
            _blank_row(page, columns, number)
    write_end(page, head, remark_lines=8)
    return page.finish()


def _blank_columns(page: Page) -> list[tuple[float, float]]:
    edges = []
    left = page.left + _PAD
    room = page.width - _PAD
    for share in (0.06, 0.27, 0.27, 0.09, 0.31):
        edges.append((left, share * room - _GAP))
        left += share * room
    return edges


def _blank_heads(page: Page, columns: Sequence[tuple[float, float]]) -> None:
    texts = (
        _("No."),
        _("Number, or its last digits"),
        _("Serial as you read it"),
        _("Mark altered"),
        _("Remarks"),
    )
    heads(page, columns, texts, _HIGH_HEADS)


def _band(page: Page, place: CountPlace, dpi: int, *, continued: bool = False) -> None:
    """Draw the heading of a place with the bar code that says it."""
    width = 60 * mm
    page.shade(page.y - _BAND_HEIGHT, _BAND_HEIGHT)
    left = page.left + page.width - width
    page.canvas.setFillColor("#ffffff")
    page.canvas.rect(left, page.y - _BAND_HEIGHT, width, _BAND_HEIGHT, stroke=0, fill=1)
    page.canvas.setFillColor(black)
    bars(page, place.code, (left, page.y - 1.2 * mm, width), 6 * mm, dpi)
    box = (left, page.y - _BAND_HEIGHT + 1.4 * mm, width)
    page.text(Cell(place.code, box, 6.5, Style.MONO, Align.CENTRE))
    name = _("{place} (continued)").format(place=place.name) if continued else place.name
    box = (page.left + _PAD, page.y - 2.6 * mm, page.width - width - 3 * _PAD)
    page.whole(Cell(name, box, 11, Style.BOLD), _BAND_HEIGHT - 4 * mm)
    page.y -= _BAND_HEIGHT
    page.rule(page.y, black, 0.6)


def _blank_row(page: Page, columns: Sequence[tuple[float, float]], number: int) -> None:
    bottom = page.y - _BLANK_HEIGHT
    left, width = columns[0]
    page.text(Cell(str(number), (left, bottom + 2 * mm, width), 8))
    page.canvas.setStrokeColor(GREY)
    page.canvas.setLineWidth(0.3)
    for left, _width in columns[1:]:
        page.canvas.line(left - _GAP / 2, bottom, left - _GAP / 2, page.y)
    tick_box(page, columns[3][0] + 3 * mm, page.y - _BLANK_HEIGHT / 2, _TICK)
    page.y = bottom
    page.rule(page.y, GREY)


# --- by type ---------------------------------------------------------------------------------


def write_type_sheet(
    out: BinaryIO,
    stamp: Stamp,
    head: SheetHead,
    types: Iterable[TypeName],
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write a box for each type and return how many pages they take.

    Args:
        types: Of the whole register: which of them are expected here must not be seen.
    """
    page = begin_sheet(out, stamp, head, dpi)
    introduce(
        page,
        _("Write how many of each type you see, 0 included"),
        _(
            "The list has every type that the register knows anywhere; it does not say what is kept"
            " here. Keep a tally at the rack if it helps, then write the number into the box. Types"
            " that are not on the list go on the empty lines at its end. Do not look at the"
            " register or at the other counter's sheet."
        ),
    )
    columns = _type_columns(page)
    _type_heads(page, columns)
    rows = [
        (
            _(each.category.label) if each.category else _("Not categorised"),
            each.model,
            each.calibre,
        )
        for each in types
    ]
    for row in (*rows, *[("", "", "")] * _OTHER_TYPES):
        if not page.has_room(_TALLY):
            page.next()
            _type_heads(page, columns)
        _type_row(page, columns, row)
    write_end(page, head)
    return page.finish()


def _type_columns(page: Page) -> list[tuple[float, float]]:
    edges = []
    left = page.left + _PAD
    room = page.width - _PAD
    for share in (0.25, 0.22, 0.19, 0.22, 0.12):
        edges.append((left, share * room - _GAP))
        left += share * room
    return edges


def _type_heads(page: Page, columns: Sequence[tuple[float, float]]) -> None:
    heads(page, columns, (_("Category"), _("Model"), _("Calibre"), _("Tally"), _("Counted")))


def _type_row(
    page: Page, columns: Sequence[tuple[float, float]], texts: tuple[str, str, str]
) -> None:
    for (left, width), text in zip(columns[:3], texts, strict=True):
        if text:
            page.whole(Cell(text, (left, page.y - 5, width), 9), _TALLY - 6)
    page.canvas.setStrokeColor(GREY)
    page.canvas.setLineWidth(0.3)
    for left, _width in columns[1:4]:
        page.canvas.line(left - _GAP / 2, page.y - _TALLY, left - _GAP / 2, page.y)
    left, width = columns[4]
    page.canvas.setStrokeColor(black)
    page.canvas.setLineWidth(0.8)
    page.canvas.rect(left, page.y - _TALLY + 1 * mm, width, _TALLY - 2 * mm, stroke=1, fill=0)
    page.y -= _TALLY
    page.rule(page.y)
