"""The certificate of a disposal: what became of each weapon, by whom, seen by whom.

Every figure on it is followed to the entries that made it: the manifest names, of each weapon, the
entry by which two people read it and the entry by which it was disposed of. Whether witnesses are
women or men is told as totals alone, never beside a name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.disposal_frame import (
    components_words,
    order_told,
    scope_of,
    show_weight,
    write_digest,
    write_totals,
)
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import (
    Told,
    end_of_list,
    show_day,
    statement,
    write_head,
)
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.disposal import Witness
from stockpile_app.domain.disposal_records import (
    DisposalDayRecord,
    DisposalLineState,
    OrderDetails,
    OrderLineRecord,
)
from stockpile_app.domain.disposal_vocabulary import DisposalKind, PhotographMoment
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Sex
from stockpile_app.i18n import _, listed, ngettext

TITLES: Final = {
    DisposalKind.DESTRUCTION: N_("Certificate of destruction"),
    DisposalKind.DEACTIVATION: N_("Certificate of deactivation"),
    DisposalKind.TRANSFER: N_("Record of transfer"),
    DisposalKind.SALE: N_("Record of sale"),
    DisposalKind.MUSEUM: N_("Record of gift to a museum"),
    DisposalKind.RETURN: N_("Record of return to the owner"),
}
_DECLARED: Final = {
    DisposalKind.DESTRUCTION: N_(
        "The weapons of the manifest were identified by two people, each by its serial number, and"
        " destroyed, so that none of the components named above can be used again."
    ),
    DisposalKind.DEACTIVATION: N_(
        "The weapons of the manifest were identified by two people, each by its serial number, and"
        " rendered permanently inoperable; each carries the mark of its deactivation."
    ),
}
_FEWEST: Final = 3
_HANDED: Final = N_(
    "The weapons of the manifest were identified by two people, each by its serial number, and"
    " handed to the recipient named above, who has them from then on."
)


def write_disposal_certificate(
    out: BinaryIO,
    stamp: Stamp,
    details: OrderDetails,
    lines: Sequence[OrderLineRecord],
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write the certificate of a verified order and return how many pages it has."""
    order = details.order
    page = Page(out, stamp, scope_of(details))
    verified = _("{name} on {day}, entry {entry}").format(
        name=order.verified_by, day=show_day(order.verified_on), entry=order.verified_seq
    )
    told = [*order_told(order), Told(_("Verified by"), verified, Style.BOLD)]
    write_head(page, told, order.code, _("Opens the order"), dpi)
    write_totals(page, details.totals, settled=True)
    _days(page, details.days)
    _people(page, details)
    if details.checks:
        _checks(page, details)
    _manifest(page, [each for each in lines if each.state is DisposalLineState.DISPOSED], details)
    _taken_off(page, [each for each in lines if each.state is DisposalLineState.REMOVED])
    _photographs(page, details)
    heading(page, _("The list that was ordered"), 20 * mm)
    write_digest(page, order)
    _end(page, details)
    return page.finish()


def _days(page: Page, days: Sequence[DisposalDayRecord]) -> None:
    heading(page, _("Days of work"))
    for day in days:
        ended = f"{day.ended_at:%H:%M}" if day.ended_at else ""
        if day.ended_at and day.ended_at.date() != day.started_at.date():
            ended = _moment(day.ended_at)
        title = _("Day {number}").format(number=day.number)
        when = _("{start} to {end}, {place}").format(
            start=_moment(day.started_at), end=ended, place=day.place
        )
        rows = [
            (_("Read by"), day.reader),
            (_("Confirmed by"), day.confirmer),
            (_("Done by"), day.operator),
            (_("Made unusable"), components_words(day.components)),
            (_("Measures"), day.measures),
            (
                _("Weapons"),
                _(
                    "{verified} read and confirmed, {stopped} stopped, {disposed} disposed of"
                ).format(verified=day.verified, stopped=day.stopped, disposed=day.disposed),
            ),
            (
                _("Scrap"),
                f"{show_weight(day.scrap)}, {day.scrap_to}" if day.scrap else _("none weighed"),
            ),
            (_("Notes"), day.notes),
        ]
        _captioned(page, (title, when), rows)


def _captioned(page: Page, title: tuple[str, str], rows: Iterable[tuple[str, str]]) -> None:
    table = RuledTable(
        page, (Column(title[0], 30, style=Style.BOLD), Column(title[1], 120)), size=8
    )
    for caption, text in rows:
        if text:
            table.row((caption, text))
    page.y -= 2 * mm


def _people(page: Page, details: OrderDetails) -> None:
    witnesses = [each for day in details.days for each in day.witnesses]
    if not witnesses and not details.observers:
        return
    heading(page, _("Witnesses and observers"), 24 * mm)
    table = RuledTable(
        page, (Column(_("Name"), 50), Column(_("Organisation"), 60), Column(_("When"), 40)), size=8
    )
    for day in details.days:
        for each in day.witnesses:
            table.row((each.name, each.organisation, _moment(day.started_at)))
    for each in details.observers:
        day_of = show_day(details.order.verified_on)
        table.row((each.name, each.organisation, _("verification, {day}").format(day=day_of)))
    page.y -= 1 * mm
    page.paragraph(_took_part([*witnesses, *details.observers]), 8)
    page.y -= 1.5 * mm


def _took_part(people: Sequence[Witness]) -> str:
    """Return how many watched, and how many women and men where that tells nobody's sex.

    The names stand above it: of fewer than ``_FEWEST``, or of women or men alone, the totals would
    say of each of them what was recorded for figures only.
    """
    once = {(each.name.casefold(), each.organisation.casefold()): each.sex for each in people}
    women = sum(sex is Sex.FEMALE for sex in once.values())
    men = sum(sex is Sex.MALE for sex in once.values())
    total = ngettext("{total} person watched.", "{total} people watched.", len(once)).format(
        total=i18n.format_number(len(once))
    )
    if len(once) < _FEWEST or not women or not men:
        return total
    by_sex = _("Women: {women}; men: {men}; not recorded: {others}.").format(
        women=women, men=men, others=len(once) - women - men
    )
    return f"{total} {by_sex}"


def _checks(page: Page, details: OrderDetails) -> None:
    heading(page, _("What was found in order before the hand-over"))
    table = RuledTable(
        page,
        (
            Column(_("Condition"), 50),
            Column(_("Met"), 14, style=Style.BOLD),
            Column(_("By"), 36),
            Column(_("Date"), 22),
            Column(_("Reference, notes"), 46),
            Column(_("Entry"), 14, Align.END),
        ),
        size=8,
    )
    for each in details.checks:
        table.row(
            (
                _(each.check.label),
                _("Yes") if each.passed else _("No"),
                each.checked_by,
                show_day(each.occurred_on),
                " · ".join(filter(None, (each.reference, each.notes))),
                str(each.seq),
            )
        )


def _manifest(page: Page, lines: Sequence[OrderLineRecord], details: OrderDetails) -> None:
    heading(page, _("Manifest"))
    numbers = {day.id: day.number for day in details.days}
    handed = any(each.received_by for each in lines)
    table = RuledTable(
        page,
        (
            Column(_("No."), 7, Align.END),
            Column(_("Number"), 22, style=Style.MONO),
            Column(_("Serial as read"), 22, style=Style.MONO),
            Column(_("Model, maker"), 28),
            Column(_("Calibre"), 18),
            Column(_("Day"), 8, Align.END),
            Column(_("Read and confirmed"), 24),
            Column(_("Disposed of"), 24),
            *([Column(_("Received by"), 20)] if handed else []),
        ),
        size=7,
    )
    for at, each in enumerate(lines, start=1):
        table.row(
            (
                str(at),
                each.weapon.number,
                each.serial_read or _(each.weapon.serial_state.label),
                listed((each.model, each.maker)),
                each.calibre,
                str(numbers.get(each.day_id or 0, "")),
                _when(each.verified_at, each.read_seq),
                _when(each.disposed_at, each.disposed_seq),
                *([each.received_by] if handed else []),
            )
        )
    end_of_list(page, len(lines))


def _taken_off(page: Page, lines: Sequence[OrderLineRecord]) -> None:
    if not lines:
        return
    heading(page, _("Taken off the order"))
    table = RuledTable(
        page,
        (
            Column(_("Number"), 22, style=Style.MONO),
            Column(_("Serial as listed"), 22, style=Style.MONO),
            Column(_("Read"), 20, style=Style.MONO),
            Column(_("Confirmed"), 20, style=Style.MONO),
            Column(_("Why"), 66),
        ),
        size=7.5,
    )
    for each in lines:
        read = (each.serial_read or "", each.serial_confirmed or "")
        table.row((each.weapon.number, each.serial, *read, each.reason))


def _photographs(page: Page, details: OrderDetails) -> None:
    if not details.photographs:
        return
    moments = [each.moment for each in details.photographs]
    heading(page, _("Photographs kept with the order"))
    page.paragraph(
        _("{before} from before, {after} from after.").format(
            before=moments.count(PhotographMoment.BEFORE),
            after=moments.count(PhotographMoment.AFTER),
        ),
        8.5,
    )
    page.y -= 2.2 * mm
    table = RuledTable(
        page,
        (
            Column(_("Moment"), 16),
            Column(_("Weapon"), 24, style=Style.MONO),
            Column(_("What it shows"), 44),
            Column(_("SHA-256"), 86, style=Style.MONO),
        ),
        size=6.5,
    )
    for each in details.photographs:
        table.row((_(each.moment.label), each.number, each.caption, each.sha256.upper()))


def _end(page: Page, details: OrderDetails) -> None:
    order = details.order
    if order.statement:
        heading(page, _("What the verifier states"), 14 * mm)
        page.paragraph(order.statement, 9)
    page.y -= 3 * mm
    statement(page, _(_DECLARED.get(order.kind, _HANDED)))
    last = details.days[-1] if details.days else None  # every weapon may have been taken off
    if order.kind in _DECLARED:
        roles = [_("Read by"), _("Confirmed by"), _("Done by"), _("Verified by")]
        team = (last.reader, last.confirmer, last.operator) if last else ("", "", "")
    else:
        roles = [_("Handed over by"), _("Confirmed by"), _("Received by"), _("Verified by")]
        team = (last.operator, last.confirmer, "") if last else ("", "", "")
    page.signatures(roles, [*team, order.verified_by])


def _when(moment: dt.datetime | None, entry: int | None) -> str:
    if moment is None:
        return ""
    return _("{moment}, entry {entry}").format(moment=f"{moment:%H:%M}", entry=entry)


def _moment(moment: dt.datetime) -> str:
    return f"{i18n.format_date(moment.date())} {moment:%H:%M}"
