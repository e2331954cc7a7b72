"""Sheets of labels: a few lines of text above a bar code, whatever they are stuck on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final, NamedTuple, Self

from reportlab.lib.units import mm

from stockpile_app.documents.codes import (
    ANY_PRINTER,
    BarPlan,
    code128_modules,
    draw_bars,
    plan_bars,
)
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.label_stock import LabelStock
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.text import Align, cut, draw, fit, line
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.i18n import _

COPIES: Final = 100
_OFFSET_MM: Final = 20.0
_DPI: Final = (150, 2400)
_LEADING: Final = 1.16
_UNIT: Final = (3.0, 12.0)
_GAP: Final = 1.6 * mm


class LabelLine(NamedTuple):
    """A line of a label.

    Attributes:
        size: Of its letters, as a multiple of what the label has room for.
        whole: It is made smaller or broken rather than cut.
    """

    text: str
    size: float = 1.0
    style: Style = Style.REGULAR
    whole: bool = False


class LabelData(NamedTuple):
    """What stands on a label.

    Attributes:
        code: What the bar code says, 0-9 and A-Z only.
        lines: What people read, from the top.
    """

    code: str
    lines: tuple[LabelLine, ...]

    @classmethod
    def of(cls, weapon: WeaponRecord) -> Self:
        """Return the label of a weapon: its number, serial, model and place."""
        serial = f"{_('S/N')} {weapon.serial}" if weapon.serial else _(weapon.serial_state.label)
        model = " · ".join(filter(None, (weapon.model or weapon.maker, weapon.calibre)))
        # the rack first: what does not fit is cut at the end
        place = " · ".join(dict.fromkeys((weapon.place, weapon.depot)))
        return cls(
            weapon.code,
            (
                LabelLine(weapon.number, 1.65, Style.MONO, whole=True),
                LabelLine(serial, 1.15, Style.MONO, whole=True),
                LabelLine(model),
                LabelLine(place),
            ),
        )


@dataclass(frozen=True, slots=True)
class LabelRun:
    """How labels are put on their sheets.

    Attributes:
        start: The first free label of the first sheet, from 1, row by row.
        offset_mm: Everything is moved right and down by this much, as the calibration page shows.
        dpi: Of the printer; bars are whole dots wide. Those of 203 dpi read from any printer.
    """

    start: int = 1
    copies: int = 1
    offset_mm: tuple[float, float] = (0.0, 0.0)
    dpi: int = ANY_PRINTER
    classification: str = ""


def write_labels(
    out: BinaryIO,
    labels: Iterable[LabelData | WeaponRecord],
    stock: LabelStock,
    run: LabelRun = LabelRun(),
    total: int = 0,
    progress: Progress | None = None,
) -> int:
    """Write the labels as a PDF and return how many sheets it has.

    Args:
        total: How many labels are expected, for the progress alone; 0 when not known.

    Raises:
        BadValue: A setting cannot be used, there is no label, or its bar code is too wide for it.
        ValueError: A bar code's text has a character other than 0-9 and A-Z.
        Cancelled: The user gave up; ``out`` holds nothing useful.
    """
    check_run(run, stock)
    progress = progress or NoProgress()
    width, height = (side * mm for side in stock.page_mm)
    canvas = StreamingCanvas(out, (width, height), "")
    canvas.describe(title=_("Labels"), author="", subject=_(stock.name))
    painter = _Painter(canvas, stock, run)
    position = run.start - 1
    sheets = 0
    for done, label in enumerate(labels, start=1):
        data = LabelData.of(label) if isinstance(label, WeaponRecord) else label
        for _copy in range(run.copies):
            if position == stock.per_sheet:
                canvas.showPage()
                progress.report(done - 1, total)
                position, sheets = 0, sheets + 1
            painter.draw(data, position)
            position += 1
    if not painter.drawn:
        raise BadValue(N_("Nothing was chosen: there is no label to print."), "labels")
    canvas.showPage()
    canvas.save()
    return sheets + 1


def check_run(run: LabelRun, stock: LabelStock) -> None:
    """Check the settings before anything is drawn.

    Raises:
        BadValue: One of them cannot be used.
    """
    _within("start", run.start, 1, stock.per_sheet, N_("The first label must be {low} to {high}."))
    _within("copies", run.copies, 1, COPIES, N_("The number of copies must be {low} to {high}."))
    _within("dpi", run.dpi, *_DPI, N_("The printer's resolution must be {low} to {high} dpi."))
    for offset in run.offset_mm:
        _within(
            "offset",
            offset,
            -_OFFSET_MM,
            _OFFSET_MM,
            N_("The offset must be between {low} and {high} mm."),
        )


def _within(field: str, value: float, low: float, high: float, message: str) -> None:
    if not low <= value <= high:
        raise BadValue(message, field, low=low, high=high)


class _Painter:
    """Draws labels of one size."""

    def __init__(self, canvas: StreamingCanvas, stock: LabelStock, run: LabelRun) -> None:
        self._canvas = canvas
        self._dpi = run.dpi
        self._width, self._height = stock.label[0] * mm, stock.label[1] * mm
        self._corners = [self._corner(stock, run, at) for at in range(stock.per_sheet)]
        self._pad = min(3 * mm, max(1.2 * mm, 0.05 * self._height))
        room = self._height - 2 * self._pad
        self._bar_height = min(15 * mm, max(6 * mm, 0.38 * room))
        self._text_height = room - self._bar_height - _GAP
        self._plans: dict[int, BarPlan] = {}
        self._marking = line(run.classification, Style.BOLD) if run.classification else None
        self.drawn = 0

    @staticmethod
    def _corner(stock: LabelStock, run: LabelRun, position: int) -> tuple[float, float]:
        """Return a label's bottom left corner on the page."""
        left, top = stock.corner_mm(position)
        return (
            (left + run.offset_mm[0]) * mm,
            (stock.page_mm[1] - top - run.offset_mm[1] - stock.label[1]) * mm,
        )

    def draw(self, data: LabelData, position: int) -> None:
        """Draw one label at its place on the sheet."""
        left, bottom = self._corners[position]
        self._canvas.mirror(left, self._width)
        self._draw_bars(data.code, left, bottom + self._pad)
        x, y = left + self._pad, bottom + self._height - self._pad
        room, unit = self._width - 2 * self._pad, self._unit(data)
        taken = self._draw_marking((x, y), unit, room)
        for shown in data.lines:
            y = self._line(shown, (x, y), shown.size * unit, room - taken)
            taken = 0
        self.drawn += 1

    def _unit(self, data: LabelData) -> float:
        """Return the font size, in points, of a line of size 1."""
        sizes = sum(shown.size for shown in data.lines)
        return min(max(self._text_height / (sizes * _LEADING), _UNIT[0]), _UNIT[1])

    def _line(self, shown: LabelLine, top: tuple[float, float], size: float, room: float) -> float:
        """Draw a line; return where the next one begins."""
        if shown.whole:
            return self._whole(shown, top, size, room)
        x, y = top[0], top[1] - size * _LEADING
        draw(self._canvas, (x, y), cut(shown.text, shown.style, size, room), size, room)
        return y

    def _draw_bars(self, code: str, left: float, y: float) -> None:
        modules = code128_modules(code)
        plan = self._plans.get(modules)
        if plan is None:
            plan = self._plans[modules] = self._plan(modules)
        x = left + (self._width - modules * plan.module) / 2
        draw_bars(self._canvas, code, (x, y), self._bar_height, plan)

    def _plan(self, modules: int) -> BarPlan:
        plan = plan_bars(modules, self._width, self._dpi)
        if plan is None:
            raise BadValue(
                N_(
                    "These labels are too narrow for the bar code at {dpi}"
                    " dpi. Choose wider labels, or a printer with more dots."
                ),
                "stock",
                dpi=self._dpi,
            )
        return plan

    def _draw_marking(self, top: tuple[float, float], unit: float, room: float) -> float:
        """Draw the classification in the upper corner at the end; return the width it takes."""
        if self._marking is None:
            return 0
        size = min(unit, 0.3 * room / self._marking.width)
        draw(self._canvas, (top[0], top[1] - size), self._marking, size, room, Align.END)
        return self._marking.width * size + self._pad

    def _whole(self, whole: LabelLine, top: tuple[float, float], size: float, room: float) -> float:
        """Draw what is never cut, such as a number; return where the next line begins."""
        x, y = top
        height = size * _LEADING
        lines, shown_size = fit(whole.text, whole.style, size, (room, height))
        at = y - size if len(lines) == 1 else y
        for shown in lines:
            if len(lines) > 1:
                at -= shown_size
            draw(self._canvas, (x, at), shown, shown_size, room)
        return y - height
