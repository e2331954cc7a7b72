"""Papers of a marking job: the list for the team, and the certificate of what was put on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Final

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.count_frame import bars, tick_box
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, Cell, Page
from stockpile_app.documents.movement_frame import (
    Told,
    closing_line,
    show_day,
    show_serial,
    statement,
    write_head,
)
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.marking import Profile
from stockpile_app.domain.marking_work import MarkingJobRecord, MarkLineRecord, MarkLineState
from stockpile_app.i18n import _, listed, ngettext

_ROW: Final = 15 * mm
_HEAD: Final = 8 * mm
_BARS: Final = 56 * mm
_PAD: Final = 1.5 * mm


def job_told(job: MarkingJobRecord, profile: Profile) -> list[Told]:
    """Return what both papers say of the job."""
    return [
        Told(_("Job"), f"{job.number} · {_(job.occasion.label)}", Style.BOLD),
        Told(_("Opened"), f"{show_day(job.opened_on)}, {job.opened_by}"),
        Told(_("Team"), job.team),
        Told(_("Authority"), job.authority),
        Told(_("Where"), job.position),
        Told(_("Profile"), f"{_(profile.title)} ({_(profile.sure.label)})"),
        Told(_("Limits"), limits(profile)),
        Told(_("Source"), listed((profile.source, profile.clause))),
    ]


def limits(profile: Profile) -> str:
    """Return the least sizes that a profile asks for; "" where it asks none."""
    parts = []
    if profile.height is not None:
        parts.append(_("letters {size} mm high").format(size=size_text(profile.height)))
    if profile.depth is not None:
        parts.append(_("{size} mm deep").format(size=size_text(profile.depth)))
    return listed(parts)


def size_text(size: int | None) -> str:
    """Return a size in millimetres; "" where it is not known."""
    return "" if size is None else i18n.format_scaled(size, 4).rstrip("0").rstrip(".,٫")


def write_job_list(
    out: BinaryIO,
    stamp: Stamp,
    job: MarkingJobRecord,
    profile: Profile,
    lines: Sequence[MarkLineRecord],
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write the list of what is to be marked, in store order; return how many pages it has."""
    page = Page(out, stamp, job.number)
    write_head(page, job_told(job, profile), job.code, _("Opens the job"), dpi)
    _heads(page)
    for each in lines:
        if not page.has_room(_ROW):
            page.next()
            _heads(page)
        _row(page, each, dpi)
    _end_of_list(page, lines)
    page.y -= 3 * mm
    page.signatures([_("Marked by"), _("Checked by")])
    return page.finish()


def _edges(page: Page) -> tuple[float, ...]:
    """Return the left edges of: number, bar code, weapon, mark, measures, done."""
    left, width = page.left, page.width
    done = left + width - 22.5 * mm
    measures = done - 26 * mm
    mark = measures - 44 * mm
    return left, left + 9 * mm, left + 9 * mm + _BARS, mark, measures, done


def _heads(page: Page) -> None:
    page.shade(page.y - _HEAD, _HEAD)
    edges = (*_edges(page), page.left + page.width)
    titles = (
        _("No."),
        _("Weapon"),
        "",
        _("Mark to put on"),
        _("Height, depth"),
        _("Done · fault"),
    )
    for at, title in enumerate(titles):
        box = (edges[at] + _PAD, page.y - 2.4 * mm, edges[at + 1] - edges[at] - 2 * _PAD)
        page.whole(Cell(title, box, 8, Style.BOLD), 10)
    page.y -= _HEAD
    page.rule(page.y, black, 0.6)


def _row(page: Page, line: MarkLineRecord, dpi: int) -> None:
    number, code, what, mark, measures, done = _edges(page)
    top, weapon = page.y, line.weapon
    page.text(Cell(str(line.position), (number, top - 9 * mm, 8 * mm), 8, align=Align.END))
    bars(page, weapon.code, (code, top - 1.5 * mm, _BARS), 7.5 * mm, dpi)
    page.text(Cell(weapon.number, (code, top - 12.5 * mm, _BARS), 8, Style.MONO, Align.CENTRE))
    told = " · ".join(
        filter(
            None,
            (
                show_serial(weapon),
                " ".join(filter(None, (weapon.maker, weapon.model))),
                f"{weapon.depot} / {weapon.place}",
            ),
        )
    )
    page.whole(Cell(told, (what + _PAD, top - 1.5 * mm, mark - what - 2 * _PAD), 9), 12 * mm)
    page.whole(
        Cell(line.text, (mark + _PAD, top - 1.5 * mm, measures - mark - 2 * _PAD), 8.5, Style.MONO),
        10,
    )
    part = (mark + _PAD, top - 9.5 * mm, measures - mark - 2 * _PAD)
    page.text(Cell(_(line.component.label), part, 8))
    page.canvas.setStrokeColor(black)
    page.canvas.setLineWidth(0.5)
    for at in (6.5 * mm, 12.5 * mm):
        page.canvas.line(measures + _PAD, top - at, done - _PAD, top - at)
    tick_box(page, done + 3.5 * mm, top - 7.5 * mm, 4.5 * mm)
    tick_box(page, done + 13.5 * mm, top - 7.5 * mm, 4.5 * mm)
    page.y -= _ROW
    page.rule(page.y, GREY)


def write_marking_certificate(
    out: BinaryIO,
    stamp: Stamp,
    job: MarkingJobRecord,
    profile: Profile,
    lines: Sequence[MarkLineRecord],
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write the certificate of a closed job and return how many pages it has."""
    page = Page(out, stamp, job.number)
    told = [*job_told(job, profile), Told(_("Closed"), show_day(job.closed_on), Style.BOLD)]
    write_head(page, told, job.code, _("Opens the job"), dpi)
    _totals(page, job)
    heading(page, _("Marks"))
    table = RuledTable(
        page,
        (
            Column(_("No."), 7, Align.END),
            Column(_("Number"), 22, style=Style.MONO),
            Column(_("Serial"), 20, style=Style.MONO),
            Column(_("Part"), 18),
            Column(_("Mark"), 30, style=Style.MONO),
            Column(_("Height, depth (mm)"), 18),
            Column(_("Result"), 22),
            Column(_("By, entry"), 30),
        ),
        size=7,
    )
    for each in lines:
        sizes = " / ".join(filter(None, (size_text(each.height), size_text(each.depth))))
        table.row(
            (
                str(each.position),
                each.weapon.number,
                show_serial(each.weapon),
                _(each.component.label),
                each.text,
                sizes,
                _result(each),
                _by(each),
            )
        )
    _end_of_list(page, lines)
    if job.notes:
        heading(page, _("Notes"))
        page.paragraph(job.notes, 8.5)
    page.y -= 3 * mm
    statement(
        page,
        _(
            "Each mark that is told as put on was put on the part named, read back and compared"
            " with the text ordered. No mark was put on twice."
        ),
    )
    page.signatures([_("Marked by"), _("Checked by"), _("Authority")])
    return page.finish()


def _totals(page: Page, job: MarkingJobRecord) -> None:
    applied = job.count(MarkLineState.APPLIED)
    given_up = job.count(MarkLineState.GIVEN_UP)
    page.paragraph(
        _("Marks ordered: {ordered} = {applied} put on + {given_up} given up.").format(
            ordered=i18n.format_number(job.marks),
            applied=i18n.format_number(applied),
            given_up=i18n.format_number(given_up),
        ),
        10,
        Style.BOLD,
    )
    page.y -= 1.5 * mm


def _result(line: MarkLineRecord) -> str:
    faults = listed(_(each.label).lower() for each in line.faults)
    state = _(line.state.label)
    return _("{state}, after: {faults}").format(state=state, faults=faults) if faults else state


def _by(line: MarkLineRecord) -> str:
    if line.applied_seq is None:
        return ""
    return _("{name}, {day}, entry {entry}").format(
        name=line.applied_by, day=show_day(line.applied_on), entry=line.applied_seq
    )


def _end_of_list(page: Page, lines: Sequence[MarkLineRecord]) -> None:
    """Say how many marks were listed, on how many weapons: one can get several."""
    weapons = len({each.weapon.id for each in lines})
    marks = ngettext("{count} mark", "{count} marks", len(lines)).format(
        count=i18n.format_number(len(lines))
    )
    text = ngettext(
        "End of list: {marks} on {count} weapon", "End of list: {marks} on {count} weapons", weapons
    )
    closing_line(page, text.format(marks=marks, count=i18n.format_number(weapons)))
