"""The audit sheet: every weapon of a place, with a box to tick and its bar code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.audit_ending import TypeTotal, write_ending
from stockpile_app.documents.codes import (
    ANY_PRINTER,
    QUIET,
    code128_modules,
    draw_bars,
    plan_bars,
    smallest_module,
)
from stockpile_app.documents.count_frame import heads
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Cell, Page
from stockpile_app.documents.stamp import Stamp
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, SerialState, Status
from stockpile_app.i18n import _, clauses

__all__ = ["TotalsDiffer", "TypeTotal", "write_audit_sheet"]

_ROW_HEIGHT: Final = 10.4 * mm
_HEADS_HEIGHT: Final = 6 * mm
_GROUP_HEIGHT: Final = 6.5 * mm
_BAR_HEIGHT: Final = 7 * mm
_TICK: Final = 5.2 * mm
_PAD: Final = 1.5 * mm
_GAP: Final = 2.5 * mm
_REMARKS: Final = 16 * mm
_PEEK: Final = 200


class TotalsDiffer(StockpileError):
    """The list and the totals that should go with it do not agree."""

    message_id = N_(
        "The list has {listed} weapons, and its totals by type say otherwise: {difference}. The"
        " register was changed while the sheet was made; make it again. If this happens twice,"
        " verify the register."
    )


class _Columns(NamedTuple):
    """Left edge and width of each column, in points."""

    tick: tuple[float, float]
    line: tuple[float, float]
    serial: tuple[float, float]
    model: tuple[float, float]
    calibre: tuple[float, float]
    bars: tuple[float, float]
    remarks: tuple[float, float]


def write_audit_sheet(  # noqa: PLR0913 - what is on the sheet, and how it is made
    out: BinaryIO,
    stamp: Stamp,
    scope: str,
    records: Iterable[WeaponRecord],
    totals: Sequence[TypeTotal],
    progress: Progress | None = None,
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write the sheet and return how many pages it has.

    Args:
        scope: What the sheet covers, in words: ``Main depot / Store A``.
        records: In the order of the sheet; depot, store and rack should lead it.
        totals: Of the same weapons, counted apart; the sheet refuses to disagree with itself.
        dpi: Of the printer; bars are whole dots wide. Those of 203 dpi read from any printer.

    Raises:
        TotalsDiffer: The records drawn are not what ``totals`` says.
        Cancelled: The user gave up; ``out`` holds nothing useful.
    """
    progress = progress or NoProgress()
    expected = sum(total.count for total in totals)
    iterator = iter(records)
    first = list(islice(iterator, _PEEK))
    page = Page(out, stamp, scope)
    sheet = _Sheet(page, max((code128_modules(each.code) for each in first), default=0), dpi)
    sheet.introduce(expected)
    for record in chain(first, iterator):
        sheet.add(record)
        if sheet.listed % _PEEK == 0:
            progress.report(sheet.listed, expected)
    _check(sheet, totals)
    write_ending(page, sheet.listed, totals)
    progress.report(sheet.listed, expected)
    return page.finish()


def _check(sheet: _Sheet, totals: Sequence[TypeTotal]) -> None:
    stated: Counter[tuple[Category | None, str, str]] = Counter()
    for total in totals:
        stated[total.category, total.model, total.calibre] += total.count
    if stated != sheet.counted:
        kinds = [kind for kind in stated | sheet.counted if stated[kind] != sheet.counted[kind]]
        difference = clauses(
            f"{kind[1]} {kind[2]} {stated[kind]} ≠ {sheet.counted[kind]}" for kind in kinds[:3]
        )
        raise TotalsDiffer(listed=sheet.listed, difference=difference)


class _Sheet:
    """Draws the rows, and counts what it draws."""

    def __init__(self, page: Page, modules: int, dpi: int) -> None:
        self._page = page
        self._dpi = dpi
        self._module = smallest_module(dpi)
        self._columns = _columns(page, modules, self._module)
        self._group: tuple[str, str, str] | None = None
        self.listed = 0
        self.counted: Counter[tuple[Category | None, str, str]] = Counter()

    def introduce(self, expected: int) -> None:
        """Say how the sheet is used."""
        page = self._page
        page.paragraph(
            _("Weapons on this list: {count}").format(count=i18n.format_number(expected)),
            10,
            Style.BOLD,
        )
        page.paragraph(
            _(
                "Tick the box when you have seen the weapon itself and the serial on it is the one"
                " printed here. Write anything that differs under Remarks. A weapon that is here"
                " but not on the list goes on the last page. Scan the bar code to open the weapon"
                " in the register."
            ),
            8,
        )
        page.y -= 3 * mm
        self._heads()

    def add(self, record: WeaponRecord) -> None:
        """Draw one weapon, on a new page and under a new heading where needed."""
        group = (record.depot, record.store, record.rack)
        changed = group != self._group
        if not self._page.has_room(_ROW_HEIGHT + (_GROUP_HEIGHT if changed else 0)):
            self._page.next()
            self._heads()
            if not changed:
                self._heading(_("{place} (continued)").format(place=_place(group)))
        if changed:
            self._heading(_place(group))
            self._group = group
        self.listed += 1
        self.counted[record.category, record.model, record.calibre] += 1
        self._row(record)

    def _heads(self) -> None:
        heads(
            self._page,
            self._columns,
            (
                _("Seen"),
                _("No."),
                _("Serial, number"),
                _("Model, maker"),
                _("Calibre, condition"),
                _("Bar code"),
                _("Remarks"),
            ),
            _HEADS_HEIGHT,
        )

    def _heading(self, place: str) -> None:
        page = self._page
        box = (page.left + _PAD, page.y - 4, page.width - 2 * _PAD)
        page.whole(Cell(place, box, 9, Style.BOLD), 12)
        page.y -= _GROUP_HEIGHT
        page.rule(page.y)

    def _row(self, record: WeaponRecord) -> None:
        page, columns = self._page, self._columns
        top = page.y
        self._tick(columns.tick[0], top)
        self._two(columns.line, top, (Cell(str(self.listed), (0, 0, 0), 7.5), None))
        self._identity(record, top)
        maker = Cell(record.maker, (0, 0, 0), 7.5)
        self._two(columns.model, top, (Cell(record.model, (0, 0, 0), 9), maker))
        condition = _(record.condition.label) if record.condition else ""
        left, width = columns.calibre
        page.whole(Cell(record.calibre, (left, top - 5, width), 9), 12)
        self._two(columns.calibre, top, (None, Cell(condition, (0, 0, 0), 7.5)))
        if record.status is not Status.IN_STORE:
            status = Cell(_(record.status.label), (0, 0, 0), 7.5, Style.BOLD)
            self._two(columns.remarks, top, (status, None))
        self._bars(record.code, top)
        page.y -= _ROW_HEIGHT
        page.rule(page.y)

    def _identity(self, record: WeaponRecord, top: float) -> None:
        left, width = self._columns.serial
        page = self._page
        if record.serial and record.serial_state is SerialState.RECORDED:
            page.whole(Cell(record.serial, (left, top - 4, width), 11, Style.MONO), 14)
        else:
            words = " ".join(filter(None, (record.serial, _(record.serial_state.label))))
            page.whole(Cell(words, (left, top - 5, width), 8), 13)
        page.whole(Cell(record.number, (left, top - 18.5, width), 7.5, Style.MONO), 9)

    def _two(
        self, column: tuple[float, float], top: float, cells: tuple[Cell | None, Cell | None]
    ) -> None:
        left, width = column
        for cell, down in zip(cells, (13.5, 24.5), strict=True):
            if cell is not None and cell.text:
                self._page.text(cell._replace(box=(left, top - down, width)))

    def _tick(self, left: float, top: float) -> None:
        canvas = self._page.canvas
        canvas.setStrokeColor(black)
        canvas.setLineWidth(0.8)
        canvas.rect(left, top - (_ROW_HEIGHT + _TICK) / 2, _TICK, _TICK, stroke=1, fill=0)

    def _bars(self, code: str, top: float) -> None:
        left, width = self._columns.bars
        modules = code128_modules(code)
        plan = plan_bars(modules, width, self._dpi)
        if plan is None:  # from another register, with a longer number than the column was made for
            self._page.whole(Cell(code, (left, top - 8, width), 8, Style.MONO), 16)
            return
        plan = plan._replace(module=min(plan.module, self._module))
        x = left + (width - modules * plan.module) / 2
        y = top - (_ROW_HEIGHT + _BAR_HEIGHT) / 2
        draw_bars(self._page.canvas, code, (x, y), _BAR_HEIGHT, plan)


def _columns(page: Page, modules: int, module: float) -> _Columns:
    """Share out the width; the bar codes get what they need, and the remarks what is left."""
    bars = max(modules + 2 * QUIET, 154) * module + 0.5 * mm
    fixed = [9 * mm, 9 * mm, 36 * mm, 36 * mm, 32 * mm]
    remarks = page.width - _PAD - sum(fixed) - bars
    if remarks < _REMARKS:  # long numbers: the models make room
        fixed[3] -= _REMARKS - remarks
        remarks = _REMARKS
    edges: list[tuple[float, float]] = []
    left = page.left + _PAD
    for width, gap in zip((*fixed, bars, remarks), (0, 0, *[_GAP] * 3, 0, _PAD), strict=True):
        edges.append((left, width - gap))
        left += width
    return _Columns(*edges)


def _place(group: Iterable[str]) -> str:
    return " / ".join(filter(None, group))
