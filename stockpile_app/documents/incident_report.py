"""The report of a loss, theft or other incident: what is known, who was told, how it ended.

The structure is our own; it answers what a loss and theft investigation has to (STANDARDS
section 14, item 7).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.flowing import captioned, flow
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, Page
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import LEADING, Align, draw, wrap
from stockpile_app.domain.incidents import (
    IncidentDetails,
    IncidentRecord,
    IncidentWeapon,
    NotificationRecord,
    must_tell,
)
from stockpile_app.domain.records import MarkRecord
from stockpile_app.i18n import _, clauses, ngettext

_SIZE: Final = 9.0
_LINE: Final = 7.5 * mm
_BLANK: Final = "\n"
"""Two empty lines: room to write by hand."""

Marks = Mapping[int, Sequence[MarkRecord]]


def write_incident_report(
    out: BinaryIO, stamp: Stamp, details: IncidentDetails, marks: Marks | None = None
) -> int:
    """Write the report and return how many pages it has.

    Args:
        marks: The marks of the weapons, by weapon, which help to know them again.
    """
    incident = details.incident
    page = Page(out, stamp, scope_of(incident))
    _facts(page, incident)
    _text(page, _("Circumstances"), incident.circumstances)
    _weapons(page, details.weapons, marks or {})
    _notifications(page, incident, details.notifications)
    _investigation(page, incident)
    _closing(page, incident)
    page.y -= 5 * mm
    page.signatures([_("Reported by"), _("Investigated by"), _("Depot manager")])
    return page.finish()


def scope_of(incident: IncidentRecord) -> str:
    """Return which incident it is, in words."""
    told = (_("Incident {number}").format(number=incident.id), _(incident.kind.label))
    return " · ".join(filter(None, (*told, incident.place)))


def _facts(page: Page, incident: IncidentRecord) -> None:
    state = _("Open")
    if incident.closed_on is not None:
        state = _("Closed on {day}").format(day=i18n.format_date(incident.closed_on))
    rows = [
        (_("Kind"), _(incident.kind.label)),
        (_("State"), state),
        (_("Discovered on"), i18n.format_date(incident.discovered_on)),
        (_("Happened"), _between(incident)),
        (_("Place"), incident.place or _("not said")),
        (_("Reported by"), incident.reported_by),
        (_("Recorded"), i18n.format_datetime(incident.recorded_at, utc=True)),
    ]
    if incident.stocktake_id is not None:
        told = _("stocktake {number}").format(number=incident.stocktake_id)
        rows.append((_("Brought to light by"), told))
    if incident.dispatch_id is not None:
        told = _("dispatch {number}").format(number=incident.dispatch_id)
        rows.append((_("Brought to light by"), told))
    captioned(page, rows)


def _between(incident: IncidentRecord) -> str:
    first, last = incident.occurred_from, incident.occurred_until
    if first is not None and first == last:
        return _("on {day}").format(day=i18n.format_date(first))
    if first is not None and last is not None:
        return _("between {first} and {last}").format(
            first=i18n.format_date(first), last=i18n.format_date(last)
        )
    if first is not None:
        return _("not before {day}").format(day=i18n.format_date(first))
    if last is not None:
        return _("not after {day}").format(day=i18n.format_date(last))
    return _("not known")


def _weapons(page: Page, weapons: Sequence[IncidentWeapon], marks: Marks) -> None:
    count = len(weapons)
    title = ngettext("{count} weapon concerned", "{count} weapons concerned", count)
    heading(page, title.format(count=i18n.format_number(count)))
    if not weapons:
        page.paragraph(_("No weapon is named in this incident."), _SIZE)
        return
    gone = sum(each.gone for each in weapons)
    page.paragraph(
        _("Still gone: {gone}. Back: {back}.").format(
            gone=gone, back=sum(each.recovered_on is not None for each in weapons)
        ),
        _SIZE,
        Style.BOLD,
    )
    page.y -= 1.5 * mm
    table = RuledTable(
        page,
        (
            Column(_("No."), 7, Align.END),
            Column(_("Serial, number"), 37, style=Style.MONO),
            Column(_("Maker, model"), 33),
            Column(_("Calibre"), 22),
            Column(_("Category"), 24),
            Column(_("Country, year"), 17),
            Column(_("Until then"), 19),
            Column(_("Now"), 25, style=Style.BOLD),
        ),
        size=7.5,
    )
    for at, each in enumerate(weapons, start=1):
        weapon = each.weapon
        table.row(
            (
                str(at),
                f"{weapon.serial or _(weapon.serial_state.label)}\n{weapon.number}",
                _joined((weapon.maker, weapon.model), "\n"),
                weapon.calibre,
                _(weapon.category.label) if weapon.category else "",
                _joined((weapon.country, str(weapon.year or "")), "\n"),
                _(each.before.label),
                _now(each),
            )
        )
        if each.weapon.id in marks:
            _marks(page, marks[each.weapon.id])


def _now(each: IncidentWeapon) -> str:
    if each.recovered_on is not None:
        return _("back on {day}").format(day=i18n.format_date(each.recovered_on))
    return _(each.weapon.status.label)


def _marks(page: Page, marks: Sequence[MarkRecord]) -> None:
    """Draw the marks of a weapon below its row."""
    told = clauses(
        f"{mark.text} ({_joined((_(mark.component.label), mark.position), ', ')})" for mark in marks
    )
    size, indent = 7.0, 9 * mm
    for shown in wrap(
        _("Marks: {marks}").format(marks=told), Style.REGULAR, size, page.width - indent
    ):
        if not page.has_room(size * LEADING + 3):
            page.next()
        page.y -= size * LEADING
        draw(page.canvas, (page.left + indent, page.y), shown, size)
    page.y -= 3
    page.rule(page.y)


def _notifications(
    page: Page, incident: IncidentRecord, told: Sequence[NotificationRecord]
) -> None:
    heading(page, _("Who was told"), 24 * mm)
    if not told:
        page.paragraph(_("Nobody yet, as far as the register knows."), _SIZE, Style.BOLD)
    if must_tell(incident):
        page.paragraph(
            _(
                "Of a loss, theft or diversion the police and the authority that the national rules"
                " name are told. Lost and stolen weapons are also recorded at INTERPOL (iARMS)."
            ),
            8,
        )
    page.y -= 1.5 * mm
    table = RuledTable(
        page,
        (
            Column(_("When"), 30),
            Column(_("Who"), 60),
            Column(_("How"), 40),
            Column(_("Reference"), 40),
        ),
    )
    for each in told:
        table.row((_moment(each.notified_at), each.whom, each.how, each.reference))
    if incident.is_open:
        for _line in range(2):
            table.row((_BLANK,) * 4)


def _investigation(page: Page, incident: IncidentRecord) -> None:
    heading(page, _("Investigation"), 30 * mm)
    captioned(
        page,
        (
            (_("Police reference"), incident.police_reference or "–"),
            (_("INTERPOL reference"), incident.interpol_reference or "–"),
            (_("Investigators"), incident.investigators or "–"),
        ),
    )
    _text(page, _("Findings"), incident.findings, lines=5)
    _text(page, _("Action taken, and what keeps it from happening again"), incident.action, lines=4)


def _closing(page: Page, incident: IncidentRecord) -> None:
    if incident.closed_on is None:
        _text(page, _("Outcome"), "", lines=3)
        return
    _text(page, _("Outcome"), incident.outcome)
    told = _("Closed on {day}.").format(day=i18n.format_date(incident.closed_on))
    if incident.gone:
        count = incident.gone
        text = ngettext(
            "{count} weapon is written off by this incident.",
            "{count} weapons are written off by this incident.",
            count,
        )
        told = f"{told} {text.format(count=count)}"
    flow(page, told, Style.BOLD)


def _text(page: Page, title: str, text: str, lines: int = 0) -> None:
    """Draw a heading and a text; where there is none, lines to write it on by hand."""
    heading(page, title, min(lines, 2) * _LINE or 10 * mm)
    if text.strip():
        flow(page, text)
        return
    for _at in range(lines):
        if not page.has_room(_LINE):
            page.next()
        page.y -= _LINE
        page.rule(page.y, GREY)


def _joined(texts: Iterable[str], between: str) -> str:
    return between.join(filter(None, texts))


def _moment(moment: dt.datetime) -> str:
    return f"{i18n.format_date(moment.date())} {moment:%H:%M}"
