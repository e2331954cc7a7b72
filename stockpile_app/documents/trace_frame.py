"""What the papers of a trace share: who writes to whom, the weapon, and caveats on every page.

What a request says follows ITI section V, a to f; the words are our own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from typing_extensions import override

from stockpile_app import i18n
from stockpile_app.documents.flowing import captioned, flow
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import SHADE, Page
from stockpile_app.documents.photograph_grid import ROW_HEIGHT, Picture, draw_grid
from stockpile_app.documents.ruled_table import Column, RuledTable, bounded_lines, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import LEADING
from stockpile_app.domain.confidential_facts.tracing import (
    Counterpart,
    Description,
    SnapshotMark,
    WeaponSnapshot,
)
from stockpile_app.domain.contacts import ContactRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_records import TraceFile
from stockpile_app.domain.tracing_vocabulary import TracePart
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    LabelledEnum,
    MarkMethod,
    MarkOccasion,
    SerialState,
)
from stockpile_app.i18n import _, listed, pgettext
from stockpile_app.reference.countries import country_name

MOST_PICTURES: Final = 24
"""As many photographs as are printed; the others stay with the trace."""

STANDING_CAVEAT: Final = N_(
    "For the use stated here alone; not to be passed on without the consent of the State that"
    " sends it."
)
_BAND_SIZE: Final = 7.5
_BAND_LINES: Final = 2
_BAND_PAD: Final = 1.2 * mm


class TraceLetter(NamedTuple):
    """What every paper of a trace is made from.

    Attributes:
        authority, country: Of this register; the country by its code.
        own: This State's own point of contact, where the directory has one.
        pictures: Of photographs by SHA-256, as ``pictures.printable`` made them; of what cannot
            be shown none.
    """

    file: TraceFile
    authority: str
    country: str
    own: ContactRecord | None = None
    pictures: Mapping[str, bytes] = {}


class TracePage(Page):
    """A page whose head is followed by the caveats, on each one."""

    def __init__(self, out: BinaryIO, stamp: Stamp, scope: str, caveats: str = "") -> None:
        """Begin; ``caveats`` are cut to two lines here: they stand in full in the text."""
        self._caveats = _("Handling: {caveats}").format(
            caveats=" ".join(caveats.split()) or _(STANDING_CAVEAT)
        )
        super().__init__(out, stamp, scope)

    @override
    def next(self) -> None:
        """Begin a page with its band of caveats."""
        super().next()
        lines = bounded_lines(
            self._caveats, Style.BOLD, _BAND_SIZE, self.width - 2 * _BAND_PAD, _BAND_LINES
        )
        height = len(lines) * _BAND_SIZE * LEADING + 2 * _BAND_PAD
        self.canvas.setFillColor(SHADE)
        self.canvas.rect(self.left, self.y - height, self.width, height, stroke=0, fill=1)
        self.canvas.setFillColor(black)
        y = self.y - _BAND_PAD - _BAND_SIZE * 0.9
        for shown in lines:
            box = (self.left + _BAND_PAD, y, self.width - 2 * _BAND_PAD)
            self.line(shown, box, _BAND_SIZE)
            y -= _BAND_SIZE * LEADING
        self.y -= height + 2 * mm


def scope_of(file: TraceFile) -> str:
    """Return which file a paper is about, in words."""
    return _("Trace file {file}").format(file=file.id)


def parties(
    page: Page, letter: TraceLetter, *, day: dt.date | None = None, to_them: bool = True
) -> None:
    """Draw who writes to whom, with the references of both.

    Args:
        day: Of what the paper tells.
        to_them: Whether it is a letter to the counterpart; else it is kept here.
    """
    file = letter.file
    to = file.counterpart
    whom, ours, theirs = (
        (_("To"), _("From"), _("Your reference"))
        if to_them
        else (_("Counterpart"), _("Kept by"), _("Their reference"))
    )
    captioned(
        page,
        (
            (whom, _lines(to.authority, to.office, to.post, to.address, _reach(to))),
            (pgettext("country", "State"), state_name(to.country)),
            (ours, _from(letter)),
            (_("Our reference"), " · ".join(filter(None, (file.id, file.reference)))),
            (theirs, to.reference),
            (_("INTERPOL iARMS"), file.details.iarms_reference),
            (_("Date"), i18n.format_date(day) if day else ""),
        ),
    )
    page.y -= 2 * mm
    page.rule(page.y, black, 0.6)


def section(page: Page, title: str, text: str, empty: str = "") -> None:
    """Draw a heading and a text; ``empty`` where nothing is said."""
    heading(page, title, 10 * mm)
    flow(page, text.strip() or empty or _("Nothing is stated."))


def identity(page: Page, letter: TraceLetter) -> None:
    """Draw what kind of weapon it is: as it was described, and as the register holds it."""
    file = letter.file
    if file.description is not None:
        captioned(page, described(file.description))
    if file.weapon is not None and file.description is not None:
        heading(page, _("The weapon as this register holds it"), 20 * mm)
    if file.weapon is not None:
        captioned(page, held(file.weapon))


def described(said: Description) -> list[tuple[str, str]]:
    """Return captions and values of a weapon as it was read."""
    imported = _joined(state_name(said.import_country), str(said.import_year or ""))
    return [
        (_("Serial as read"), said.serial),
        (_("Category"), _label(Category, said.category)),
        (_("Maker, model"), _joined(said.maker, said.model)),
        (_("Calibre"), said.calibre),
        (_("Made in, year"), _joined(state_name(said.country), str(said.year or ""))),
        (_("Import mark"), imported),
        (_("Features"), said.features),
    ]


def held(weapon: WeaponSnapshot) -> list[tuple[str, str]]:
    """Return captions and values of a weapon as it was frozen."""
    state = _label(SerialState, weapon.serial_state)
    serial = weapon.serial or state
    if weapon.serial and weapon.serial_state != SerialState.RECORDED.value:
        serial = f"{weapon.serial} ({state})"
    return [
        (_("Serial number"), serial),
        (_("Register number"), weapon.number),
        (_("Category"), _label(Category, weapon.category)),
        (_("Maker, model"), _joined(weapon.maker, weapon.model)),
        (_("Calibre"), weapon.calibre),
        (_("Made in, year"), _joined(state_name(weapon.country), str(weapon.year or ""))),
    ]


def marks(page: Page, file: TraceFile) -> None:
    """Draw every mark: those that were read, and those that the register holds."""
    said = file.description
    if said is not None:
        read = [said.serial, *said.other_marks.splitlines()]
        flow(page, "\n".join(filter(None, map(str.strip, read))) or _("None was read."))
    if file.weapon is not None:
        held_marks(page, file.weapon)


def held_marks(page: Page, weapon: WeaponSnapshot) -> None:
    """Draw the marks of a weapon as it was frozen."""
    if not weapon.marks:
        flow(page, _("No mark beside the serial number is recorded in the register."))
        return
    page.y -= 1.5 * mm
    table = RuledTable(
        page,
        (
            Column(_("Mark"), 38, style=Style.MONO),
            Column(_("On, where"), 40),
            Column(_("Occasion, method"), 34),
            Column(_("Says"), 50),
            Column(_("Read on"), 20),
        ),
        size=7.5,
    )
    for each in weapon.marks:
        table.row(
            (
                each.text,
                _lines(_label(Component, each.component), each.position),
                _lines(_label(MarkOccasion, each.occasion), _label(MarkMethod, each.method)),
                _says(each),
                show_text_day(each.observed_on),
            )
        )


def _says(mark: SnapshotMark) -> str:
    said = (
        state_name(mark.country),
        str(mark.year or ""),
        *(mark.maker, mark.serial, mark.model, mark.calibre, mark.code, mark.authority),
        _("ALTERED OR PARTLY REMOVED") if mark.altered else "",
    )
    return _joined(*said)


def photographs(page: Page, letter: TraceLetter) -> None:
    """Draw the photographs of the frozen weapon, and those that were put into the file."""
    pictures = [
        Picture(f"{caption} (SHA-256 {sha256[:12]}…)", letter.pictures.get(sha256))
        for sha256, caption in printed_pictures(letter.file)
    ]
    if not pictures:
        return
    heading(page, _("Photographs"), ROW_HEIGHT)
    draw_grid(page, pictures)


def printed_pictures(file: TraceFile) -> list[tuple[str, str]]:
    """Return (SHA-256, caption) of the photographs that a paper shows."""
    shown = file.weapon.photographs if file.weapon is not None else ()
    found = [
        (each.sha256, _joined(each.caption or _("No caption"), show_text_day(each.taken_on)))
        for each in shown
    ]
    found += [
        (each.sha256, each.caption or each.name)
        for each in file.files
        if each.part is TracePart.PHOTOGRAPH and each.media_type.startswith("image/")
    ]
    return found[:MOST_PICTURES]


def handling(page: Page, *texts: str) -> None:
    """Draw the caveats in full, of the request and of what is told."""
    said = "\n".join(dict.fromkeys(filter(None, map(str.strip, texts))))
    section(page, _("What this may be used for"), said or _(STANDING_CAVEAT))


def sign(page: Page, stamp: Stamp) -> None:
    """Draw who signs for the State."""
    page.y -= 4 * mm
    page.signatures([_("Tracing officer"), _("Head of the office")], [stamp.user])


def state_name(code: str) -> str:
    """Return what a State is called, with its code; "" where none is named."""
    return f"{country_name(code)} ({code})" if code else ""


def show_text_day(text: str) -> str:
    """Return a stored day, or as much of a day as is known, as people write it."""
    try:
        return i18n.format_date(dt.date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text


def _from(letter: TraceLetter) -> str:
    own = letter.own
    if own is None:
        return _lines(letter.authority, state_name(letter.country))
    return _lines(
        own.authority or letter.authority,
        _joined(own.office, own.post),
        own.address,
        _reach(own),
        state_name(letter.country),
    )


def _reach(office: Counterpart | ContactRecord) -> str:
    said = (
        office.email,
        office.telephone,
        _("languages: {languages}").format(languages=office.languages) if office.languages else "",
    )
    return " · ".join(filter(None, said))


def _label(kind: type[LabelledEnum], code: str) -> str:
    """Return what a code of the register is called; the code where a later version made it."""
    if not code:
        return ""
    try:
        return _(kind(code).label)
    except ValueError:
        return code


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, (each.strip() for each in texts)))


def _joined(*texts: str) -> str:
    return listed(texts)
