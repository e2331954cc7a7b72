"""Figures, the trend and the photographs of an inspection report."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PIL import Image, ImageOps
from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, RULE, Cell, Page
from stockpile_app.documents.pictures import BROKEN
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.text import LEADING, Align, wrap
from stockpile_app.domain.checklists import LEVELS, shown_percent
from stockpile_app.domain.security import CheckPhotograph, CheckView, TrendPoint
from stockpile_app.i18n import _

_FIGURES_HEIGHT: Final = 15 * mm
_CHART_HEIGHT: Final = 26 * mm
_BAR: Final = Color(0.35, 0.45, 0.6)
_MOST_BARS: Final = 12
_FEWEST_SLOTS: Final = 6
_MOST_GROUPS: Final = 9
_MOST_PIXELS: Final = 900
_MOST_AREA: Final = 80_000_000  # pixels; Pillow itself warns of more, and refuses twice as many
_QUALITY: Final = 78
_PICTURE_HEIGHT: Final = 62 * mm
_CAPTION_HEIGHT: Final = 13 * mm
_NOTHING: Final = "–"


class _Picture(NamedTuple):
    """A photograph made small enough for paper."""

    reader: ImageReader
    width: int
    height: int


def write_figures(page: Page, figures: Sequence[tuple[str, str]]) -> None:
    """Draw what a reader looks for first, side by side: caption and figure."""
    page.y -= 1 * mm
    width = page.width / len(figures)
    page.shade(page.y - _FIGURES_HEIGHT, _FIGURES_HEIGHT)
    for at, (caption, text) in enumerate(figures):
        left = page.left + at * width + 2 * mm
        room = width - 4 * mm
        page.canvas.setFillColor(GREY)
        page.whole(Cell(caption, (left, page.y - 4, room), 8, align=Align.CENTRE), 10)
        page.canvas.setFillColor(black)
        box = (left, page.y - 17, room)
        page.whole(Cell(text, box, 16, Style.BOLD, Align.CENTRE), 22)
    page.y -= _FIGURES_HEIGHT + 1 * mm


def flowing(page: Page, text: str, size: float) -> None:
    """Draw a text of any length, on as many pages as it needs."""
    for shown in wrap(text, Style.REGULAR, size, page.width):
        if not page.has_room(size * LEADING):
            page.next()
        page.y -= size * LEADING
        page.line(shown, (page.left, page.y, page.width), size, Align.TEXT)


# --- trend -----------------------------------------------------------------------------------


def write_trend(page: Page, view: CheckView, trend: Sequence[TrendPoint]) -> None:
    """Draw what the checks of the depot scored: a chart, and a table by group."""
    trend = trend[-_MOST_BARS:]
    if len(trend) < 2:
        heading(page, _("Trend"))
        page.paragraph(_("This is the first completed check of the depot in this register."), 8.5)
        return
    heading(page, _("Trend"), _CHART_HEIGHT + 30 * mm)
    _chart(page, view, trend)
    groups = view.check_list.groups[:_MOST_GROUPS]
    table = RuledTable(
        page,
        (
            Column(_("Day"), 24),
            Column(_("Check"), 14),
            Column(_("Level"), 12, Align.END),
            Column(_("Score %"), 16, Align.END, Style.BOLD),
            *(Column(each.code, 12, Align.END) for each in groups),
        ),
        size=8,
    )
    for point in trend:
        shown = {each.group: i18n.format_point(shown_percent(each)) for each in point.groups}
        table.row(
            (
                i18n.format_date(point.day),
                str(point.check_id),
                str(point.level),
                i18n.format_point(point.shown) or _NOTHING,
                *(shown.get(each.code) or _NOTHING for each in groups),
            )
        )


def _chart(page: Page, view: CheckView, trend: Sequence[TrendPoint]) -> None:
    """Draw a bar for each check, with lines at the thresholds."""
    canvas = page.canvas
    bottom = page.y - _CHART_HEIGHT + 4 * mm
    height = _CHART_HEIGHT - 10 * mm
    left, width = page.left + 14 * mm, page.width - 14 * mm
    canvas.setLineWidth(0.4)
    for level, percent in zip(LEVELS, view.check_list.thresholds, strict=True):
        y = bottom + height * percent / 100
        canvas.setStrokeColor(RULE)
        canvas.line(left, y, left + width, y)
        words = _("Level {level}").format(level=level)
        page.text(Cell(words, (page.left, y - 2, 13 * mm), 6.5))
    slot = width / max(len(trend), _FEWEST_SLOTS)
    for at, point in enumerate(trend):
        bar = height * point.points / point.out_of if point.out_of else 0
        x = left + at * slot
        canvas.setFillColor(_BAR)
        canvas.rect(x + slot * 0.25, bottom, slot * 0.5, bar, stroke=0, fill=1)
        canvas.setFillColor(black)
        shown = i18n.format_point(point.shown) or _NOTHING
        page.text(Cell(shown, (x, bottom + bar + 2, slot), 7, Style.BOLD, Align.CENTRE))
        day = i18n.format_date(point.day)
        page.whole(Cell(day, (x + 2, bottom - 2, slot - 4), 6.5, align=Align.CENTRE), 8)
    canvas.setStrokeColor(black)
    canvas.line(left, bottom, left + width, bottom)
    page.y -= _CHART_HEIGHT + 2 * mm


# --- photographs -----------------------------------------------------------------------------


def write_photographs(page: Page, view: CheckView, picture: Callable[[str], bytes]) -> None:
    """Draw the photographs two by two, each with its question and caption."""
    if not view.photographs:
        return
    heading(page, _("Photographs"), _PICTURE_HEIGHT + _CAPTION_HEIGHT)
    gap = 6 * mm
    width = (page.width - gap) / 2
    shown = view.photographs
    for at in range(0, len(shown), 2):
        if not page.has_room(_PICTURE_HEIGHT + _CAPTION_HEIGHT):
            page.next()
        for column, each in enumerate(shown[at : at + 2]):
            left = page.left + column * (width + gap)
            _photograph(page, each, picture(each.sha256), (left, width))
        page.y -= _PICTURE_HEIGHT + _CAPTION_HEIGHT


def _photograph(
    page: Page, photograph: CheckPhotograph, content: bytes, column: tuple[float, float]
) -> None:
    left, width = column
    top = page.y
    small = _small(content)
    if small is None:
        page.canvas.setStrokeColor(RULE)
        page.canvas.rect(left, top - _PICTURE_HEIGHT, width, _PICTURE_HEIGHT, stroke=1, fill=0)
        words = _("The photograph is kept, but it cannot be shown.")
        page.whole(Cell(words, (left + 9, top - 20, width - 18), 9), 40)
    else:
        scale = min(width / small.width, _PICTURE_HEIGHT / small.height)
        drawn = (small.width * scale, small.height * scale)
        page.canvas.picture(small.reader, (left, top - drawn[1], *drawn))
    words = " · ".join(filter(None, (photograph.question, photograph.caption)))
    y = top - _PICTURE_HEIGHT
    page.whole(Cell(words, (left, y - 2, width), 8, Style.BOLD), 18)
    page.canvas.setFillColor(GREY)
    digest = f"SHA-256 {photograph.sha256[:24]}…"
    page.text(Cell(digest, (left, y - 26, width), 6.5))
    page.canvas.setFillColor(black)


def _small(content: bytes) -> _Picture | None:
    """Return a picture as a small JPEG, upright; None where it cannot be read.

    Camera data, such as where it was taken, does not go into the report.
    """
    try:
        with (
            warnings.catch_warnings(action="ignore"),  # of camera data, which is left out anyway
            Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened,
        ):
            if opened.width * opened.height > _MOST_AREA:
                return None
            opened.draft("RGB", (_MOST_PIXELS, _MOST_PIXELS))
            opened.load()
            upright = _upright(opened).convert("RGBA")
    except BROKEN:
        return None
    upright.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
    white = Image.new("RGBA", upright.size, "white")
    flat = Image.alpha_composite(white, upright).convert("RGB")
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=_QUALITY)
    out.seek(0)
    return _Picture(ImageReader(out), *flat.size)


def _upright(picture: Image.Image) -> Image.Image:
    """Return a picture as it was held; as it is where its camera data cannot be read."""
    try:
        return ImageOps.exif_transpose(picture)
    except BROKEN:
        return picture
