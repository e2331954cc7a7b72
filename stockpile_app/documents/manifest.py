"""The manifest of a dispatch: container by container, line by line, with boxes to tick.

Weapons travel in sealed containers and are checked against this list on arrival (IDDRS 4.10, 7.2).
"""

from __future__ import annotations

from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.count_frame import heads, tick_box
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Cell, Page
from stockpile_app.documents.movement_frame import (
    Told,
    end_of_list,
    movement_told,
    show_day,
    show_serial,
    statement,
    write_head,
)
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.movements import DispatchRecord, ManifestContainerRecord
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.i18n import _, listed, ngettext, pgettext

_ROW: Final = 8.4 * mm
_HEADS: Final = 6 * mm
_CONTAINER: Final = 15 * mm
_TICK: Final = 4.4 * mm
_GAP: Final = 2 * mm


class _Columns(NamedTuple):
    """Left edge and width of each column, in points."""

    loaded: tuple[float, float]
    received: tuple[float, float]
    line: tuple[float, float]
    number: tuple[float, float]
    serial: tuple[float, float]
    model: tuple[float, float]
    calibre: tuple[float, float]


def write_manifest(
    out: BinaryIO, stamp: Stamp, dispatch: DispatchRecord, *, dpi: int = ANY_PRINTER
) -> int:
    """Write the manifest of a dispatch and return how many pages it has."""
    page = Page(out, stamp, dispatch.movement.number)
    code = dispatch.movement.code
    write_head(page, _told(dispatch), code, _("Scan to open this dispatch"), dpi)
    page.paragraph(
        _(
            "Tick “Loaded” when a weapon is put into its container and its serial number is the one"
            " printed here. On arrival compare the seals first, then tick “Received” for every"
            " weapon that is there. Write seal numbers and whatever differs beside the container."
        ),
        8,
    )
    page.y -= 3 * mm
    manifest = _Manifest(page)
    for container in dispatch.containers:
        manifest.container(container)
        for line in dispatch.lines:
            if line.from_place_id == container.place_id:
                manifest.row(line.weapon)
        manifest.total(container)
    end_of_list(page, manifest.listed)
    _signatures(page, dispatch)
    return page.finish()


def _told(dispatch: DispatchRecord) -> list[Told]:
    movement = dispatch.movement
    return [
        *movement_told(movement),
        Told(pgettext("a depot", "From"), dispatch.from_depot, Style.BOLD),
        Told(pgettext("a depot", "To"), movement.place, Style.BOLD),
        Told(_("Expected on"), show_day(movement.due_on), Style.BOLD),
        Told(_("Vehicle"), movement.vehicle),
        Told(_("Escort"), movement.escort),
        Told(_("Recorded late"), movement.explanation),
        Told(_("Containers"), str(len(dispatch.containers)), Style.BOLD),
        Told(_("Weapons"), str(movement.weapons), Style.BOLD),
    ]


class _Manifest:
    """Draws containers and their lines, and counts the lines."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._columns = _columns(page)
        self._name = ""
        self.listed = 0

    def container(self, container: ManifestContainerRecord) -> None:
        """Draw the head of a container: its name, its seals, and room for those read."""
        page = self._page
        if not page.has_room(_CONTAINER + _HEADS + 2 * _ROW):
            page.next()
        self._name = f"{container.name} ({container.code})"
        page.y -= 1.5 * mm
        half = page.width / 2
        box = (page.left, page.y - 4, half - _GAP)
        page.whole(Cell(self._name, box, 10.5, Style.BOLD), 14)
        seals = _("Seals on leaving: {seals}").format(seals=listed(container.seals))
        page.whole(Cell(seals, (page.left, page.y - 19, half - _GAP), 8.5), 20)
        read = _("Seals read on arrival:")
        page.text(Cell(read, (page.left + half, page.y - 11, 36 * mm), 8.5))
        page.canvas.setLineWidth(0.5)
        left, right = page.left + half + 37 * mm, page.left + page.width
        page.canvas.line(left, page.y - 12, right, page.y - 12)
        for at, text in enumerate((_("Whole and the same"), _("Broken or different"))):
            left = page.left + half + at * 42 * mm
            tick_box(page, left, page.y - 27, _TICK)
            page.text(Cell(text, (left + _TICK + _GAP, page.y - 30, 34 * mm), 8.5))
        page.y -= _CONTAINER - 1.5 * mm
        self._heads()

    def row(self, weapon: WeaponRecord) -> None:
        """Draw one weapon."""
        page, columns = self._page, self._columns
        if not page.has_room(_ROW):
            page.next()
            text = _("{place} (continued)").format(place=self._name)
            page.whole(Cell(text, (page.left, page.y - 2, page.width), 9, Style.BOLD), 12)
            page.y -= 6 * mm
            self._heads()
        self.listed += 1
        top, middle = page.y, page.y - _ROW / 2
        for left, _width in columns[:2]:
            tick_box(page, left + 2 * mm, middle, _TICK)
        left, width = columns.line
        page.text(Cell(str(self.listed), (left, middle - 3, width), 8, align=Align.END))
        category = _(weapon.category.label) if weapon.category else ""
        condition = _(weapon.condition.label) if weapon.condition else ""
        self._two(columns.number, top, (weapon.number, category), Style.MONO)
        left, width = columns.serial
        page.whole(Cell(show_serial(weapon), (left, top - 4, width), 9.5, Style.MONO), _ROW - 6)
        self._two(columns.model, top, (weapon.model, weapon.maker), Style.REGULAR)
        self._two(columns.calibre, top, (weapon.calibre, condition), Style.REGULAR)
        page.y -= _ROW
        page.rule(page.y)

    def total(self, container: ManifestContainerRecord) -> None:
        """Say how many lines a container has."""
        page = self._page
        if not page.has_room(7 * mm):
            page.next()
        text = ngettext("{name}: {count} weapon", "{name}: {count} weapons", container.weapons)
        text = text.format(name=self._name, count=i18n.format_number(container.weapons))
        box = (page.left, page.y - 12, page.width)
        page.text(Cell(text, box, 8.5, Style.BOLD, Align.END))
        page.y -= 6.5 * mm

    def _heads(self) -> None:
        heads(
            self._page,
            self._columns,
            (
                _("Loaded"),
                _("Received"),
                _("No."),
                _("Number, category"),
                _("Serial"),
                _("Model, maker"),
                _("Calibre, condition"),
            ),
            _HEADS,
        )

    def _two(
        self, column: tuple[float, float], top: float, texts: tuple[str, str], style: Style
    ) -> None:
        left, width = column
        page = self._page
        if style is Style.MONO:  # a register number is never cut
            page.whole(Cell(texts[0], (left, top - 2.5, width), 8, style), 10)
        else:
            page.text(Cell(texts[0], (left, top - 10, width), 8, style))
        page.whole(Cell(texts[1], (left, top - 13, width), 7), 10)


def _columns(page: Page) -> _Columns:
    shares = (13 * mm, 15 * mm, 9 * mm, 36 * mm, 40 * mm, 40 * mm)
    edges: list[tuple[float, float]] = []
    left = page.left + 1 * mm
    for share in shares:
        edges.append((left, share - _GAP))
        left += share
    edges.append((left, page.left + page.width - left))
    return _Columns(*edges)


def _signatures(page: Page, dispatch: DispatchRecord) -> None:
    movement = dispatch.movement
    statement(
        page,
        _(
            "On leaving, the containers held the weapons listed here and were closed with the seals"
            " named. Whoever carries and escorts them brings them to the depot named above with"
            " these seals unbroken. The receiver compares seals and weapons with this list before"
            " signing."
        ),
    )
    page.signatures(
        [_("Handed over by"), _("Authorised by"), _("Carrier")],
        [movement.handed_by, movement.authorised_by, movement.received_by],
    )
    page.y -= 2 * mm
    page.signatures([_("Escort"), _("Received by")], [movement.escort])
