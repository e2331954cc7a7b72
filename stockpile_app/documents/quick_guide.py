"""The quick guide of a role: what somebody does with the program, on two pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import BinaryIO, Final

from PIL import Image
from reportlab.lib.colors import Color, black, white
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from stockpile_app.documents.codes import code128_modules, draw_bars, plan_bars
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, RULE, SHADE
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.documents.text import LEADING, Align, draw, line, width, wrap
from stockpile_app.domain.command_codes import CommandCode
from stockpile_app.i18n import _, pgettext
from stockpile_app.paths import resources_folder
from stockpile_app.reference.guides import Guide, Task

_MARGIN: Final = 14 * mm
_GUTTER: Final = 8 * mm
_BAND: Final = 19 * mm
_INK: Final = Color(0.13, 0.29, 0.42)
_LARGEST, _SMALLEST, _STEP = 13.0, 6.0, 0.25
_TITLE: Final = 1.15
_ICON: Final = 2.1
_BAR_HEIGHT: Final = 8 * mm
_CODES_ACROSS: Final = 2
_FOOT: Final = 3 * mm
_NOTE: Final = 9 * mm
_LEAST_NOTES: Final = 30 * mm

_Box = tuple[float, float, float]
"""Left, top and width."""


def write_quick_guide(out: BinaryIO, guide: Guide, page_size: str = "A4", dpi: int = 203) -> None:
    """Write the two pages: the tasks on the first, what to know with them on the second.

    It says nothing of any register, so it has neither number nor seal.

    Args:
        page_size: A key of ``PAGE_SIZES_MM``.
        dpi: Of the printer; bars are whole printer dots.
    """
    page = tuple(side * mm for side in PAGE_SIZES_MM[page_size])
    canvas = StreamingCanvas(out, (page[0], page[1]), "")
    canvas.mirror(0, page[0])
    title = _("Quick guide: {role}").format(role=_(guide.role.label))
    canvas.describe(title=title, author="", subject=guide.purpose)
    pages: tuple[Callable[[_Pen], None], ...] = (
        lambda pen: _tasks(pen, guide.tasks),
        lambda pen: _reference(pen, guide, dpi),
    )
    for number, paint in enumerate(pages, start=1):
        top = _head(canvas, (page[0], page[1]), title, guide.purpose)
        box = (_MARGIN, top, page[0] - 2 * _MARGIN)
        pen = _Pen(canvas, box, _largest(paint, box, top - _MARGIN - _FOOT))
        paint(pen)
        if number == len(pages):
            _notes(pen, _MARGIN + _FOOT)
        _foot(canvas, page[0], number, len(pages))
        canvas.showPage()
    canvas.save()


class _Pen:
    """Writes down a box in one size of letters, or without a canvas only measures.

    Attributes:
        y: Where the next thing begins.
        size: Of the letters.
    """

    def __init__(self, canvas: StreamingCanvas | None, box: _Box, size: float) -> None:
        self.canvas, self.size = canvas, size
        self.left, self.y, self.width = box

    def column(self, left: float, width: float) -> _Pen:
        """Return a pen for a part of the width, at the same height."""
        return _Pen(self.canvas, (left, self.y, width), self.size)

    def text(
        self,
        said: str,
        style: Style = Style.REGULAR,
        *,
        indent: float = 0,
        scale: float = 1,
        align: Align = Align.TEXT,
    ) -> None:
        """Write a text and go below it."""
        size, room = self.size * scale, self.width - indent
        for shown in wrap(said, style, size, room):
            self.y -= size * LEADING
            if self.canvas is not None:
                draw(self.canvas, (self.left + indent, self.y), shown, size, room, align)

    def heading(self, said: str) -> None:
        """Write what the things below are about."""
        self.skip(0.5)
        if self.canvas is not None:
            self.canvas.setFillColor(_INK)
        self.text(said, Style.BOLD, scale=_TITLE)
        if self.canvas is not None:
            self.canvas.setFillColor(black)
            self.canvas.setStrokeColor(_INK)
            self.canvas.setLineWidth(0.8)
            self.canvas.line(self.left, self.y - 3, self.left + self.width, self.y - 3)
        self.skip(0.6)

    def skip(self, lines: float) -> None:
        """Leave some lines free."""
        self.y -= lines * self.size


def _largest(paint: Callable[[_Pen], None], box: _Box, room: float) -> float:
    """Return the largest letters in which something fits the page."""
    size = _LARGEST
    while size > _SMALLEST:
        pen = _Pen(None, box, size)
        paint(pen)
        if box[1] - pen.y <= room:
            break
        size -= _STEP
    return size


def _head(canvas: StreamingCanvas, page: tuple[float, float], title: str, purpose: str) -> float:
    width, height = page
    canvas.setFillColor(_INK)
    canvas.rect(0, height - _BAND - 5 * mm, width, _BAND + 5 * mm, stroke=0, fill=1)
    canvas.setFillColor(white)
    room = width - 2 * _MARGIN
    draw(canvas, (_MARGIN, height - 12 * mm), line(title, Style.BOLD), 19, room)
    lines = wrap(purpose, Style.REGULAR, 11, room)
    draw(canvas, (_MARGIN, height - 19 * mm), lines[0], 11, room)
    canvas.setFillColor(black)
    return height - _BAND - 5 * mm - 5 * mm


def _notes(pen: _Pen, bottom: float) -> None:
    """Leave lines for what only this depot knows, where there is room for some."""
    canvas = pen.canvas
    if canvas is None or pen.y - bottom < _LEAST_NOTES:
        return
    pen.heading(_("Names and telephone numbers"))
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    while pen.y - _NOTE >= bottom:
        pen.y -= _NOTE
        canvas.line(pen.left, pen.y, pen.left + pen.width, pen.y)


def _foot(canvas: StreamingCanvas, across: float, number: int, pages: int) -> None:
    canvas.setFillColor(GREY)
    room = across - 2 * _MARGIN
    draw(canvas, (_MARGIN, 8 * mm), line("Stockpile"), 8, room)
    said = line(_("{page} of {pages}").format(page=number, pages=pages))
    draw(canvas, (_MARGIN, 8 * mm), said, 8, room, Align.END)
    canvas.setFillColor(black)


def _tasks(pen: _Pen, tasks: Sequence[Task]) -> None:
    """Write the tasks in two columns, the first half in the first."""
    half = -(-len(tasks) // 2)
    half_width = (pen.width - _GUTTER) / 2
    columns = (
        (pen.column(pen.left, half_width), tasks[:half], 1),
        (pen.column(pen.left + half_width + _GUTTER, half_width), tasks[half:], half + 1),
    )
    for column, some, first in columns:
        for number, task in enumerate(some, start=first):
            _task(column, number, task)
    pen.y = min(column.y for column, _some, _first in columns)


def _task(pen: _Pen, number: int, task: Task) -> None:
    size, top = pen.size, pen.y
    side = _ICON * size
    indent = side + 0.8 * size
    if pen.canvas is not None:
        _picture(pen.canvas, task.picture, (pen.left, top - side - 0.2 * size, side))
    pen.text(f"{number}  {task.title}", Style.BOLD, indent=indent, scale=_TITLE)
    pen.skip(0.25)
    for step, said in enumerate(task.steps, start=1):
        marked = pen.column(pen.left + indent, 1.6 * size)
        marked.text(f"{step}.", align=Align.START)
        pen.text(said, indent=indent + 1.4 * size)
        pen.skip(0.2)
    pen.y = min(pen.y, top - side - 0.4 * size)
    pen.skip(0.9)
    if pen.canvas is not None:
        pen.canvas.setStrokeColor(RULE)
        pen.canvas.setLineWidth(0.5)
        pen.canvas.line(pen.left, pen.y, pen.left + pen.width, pen.y)
    pen.skip(0.7)


def _picture(canvas: StreamingCanvas, name: str, box: _Box) -> None:
    left, bottom, side = box
    canvas.picture(_icon(name), (left, bottom, side, side))


@lru_cache(maxsize=64)
def _icon(name: str) -> ImageReader:
    path = resources_folder() / "guides" / "pictures" / f"{name}.png"
    with Image.open(path) as picture:
        return ImageReader(picture.convert("L"))


def _reference(pen: _Pen, guide: Guide, dpi: int) -> None:
    half = (pen.width - _GUTTER) / 2
    keys = pen.column(pen.left, half)
    _keys(keys, guide)
    beside = pen.column(pen.left + half + _GUTTER, half)
    if guide.sounds:
        _sounds(beside)
    _ask(beside, guide.ask)
    pen.y = min(keys.y, beside.y)
    pen.heading(_("When the program says no"))
    for says, what in guide.refusals:
        _answer(pen, says, what)
    if guide.codes:
        _codes(pen, dpi)


def _keys(pen: _Pen, guide: Guide) -> None:
    if not guide.keys:
        return
    pen.heading(pgettext("keyboard", "Keys"))
    longest = max(width(keys, Style.BOLD, pen.size) for _name, keys in guide.keys)
    beside = pen.width - longest - 0.4 * pen.size
    indent, room = 0.4 * pen.size, beside - 0.8 * pen.size
    for at, (name, keys) in enumerate(guide.keys):
        height = len(wrap(name, Style.REGULAR, pen.size, room)) * pen.size * LEADING
        if pen.canvas is not None and at % 2:
            low = pen.y - height - indent
            pen.canvas.setFillColor(SHADE)
            pen.canvas.rect(pen.left, low, pen.width, height + 0.3 * pen.size, stroke=0, fill=1)
            pen.canvas.setFillColor(black)
        pen.column(pen.left + indent, room).text(name)
        pen.column(pen.left + beside, pen.width - beside).text(keys, Style.BOLD, align=Align.START)
        pen.y -= height
        pen.skip(0.32)


def _sounds(pen: _Pen) -> None:
    pen.heading(_("What the scanner says"))
    for beeps, meaning in (
        (_("One beep"), _("Taken.")),
        (_("Two beeps"), _("Look at the screen: it says what to look at.")),
        (_("Three beeps"), _("Not taken. The screen says why.")),
    ):
        _answer(pen, beeps, meaning)


def _ask(pen: _Pen, asked: Sequence[str]) -> None:
    pen.heading(_("Whom to ask"))
    for said in asked:
        pen.text(said)
        pen.skip(0.3)


def _answer(pen: _Pen, says: str, what: str) -> None:
    room = 0.36 * pen.width
    said = pen.column(pen.left, room - 0.8 * pen.size)
    said.text(says, Style.BOLD)
    done = pen.column(pen.left + room, pen.width - room)
    done.text(what)
    pen.y = min(said.y, done.y)
    pen.skip(0.35)


def _codes(pen: _Pen, dpi: int) -> None:
    """Show the codes that a scanner gives orders with, as they hang beside it."""
    pen.heading(_("Command codes"))
    across = (pen.width - _GUTTER) / _CODES_ACROSS
    commands = list(CommandCode)
    for at in range(0, len(commands), _CODES_ACROSS):
        ends = []
        for column, command in enumerate(commands[at : at + _CODES_ACROSS]):
            cell = pen.column(pen.left + column * (across + _GUTTER), across)
            _code(cell, command, dpi)
            ends.append(cell.y)
        pen.y = min(ends)
        pen.skip(0.5)


def _code(pen: _Pen, command: CommandCode, dpi: int) -> None:
    room = 0.56 * pen.width
    plan = plan_bars(code128_modules(command.value), room, dpi)
    assert plan is not None  # noqa: S101 - the longest command has room to spare
    if pen.canvas is not None:
        place = (pen.left + plan.quiet * plan.module, pen.y - _BAR_HEIGHT)
        draw_bars(pen.canvas, command.value, place, _BAR_HEIGHT, plan)
    beside = pen.column(pen.left + room + 0.5 * pen.size, pen.width - room - 0.5 * pen.size)
    beside.text(_(command.label), Style.BOLD)
    beside.text(_(command.explained), scale=0.85)
    pen.y = min(beside.y, pen.y - _BAR_HEIGHT)
