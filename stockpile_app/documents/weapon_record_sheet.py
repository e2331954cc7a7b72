"""The record sheet of a weapon: everything that is known of it, with its photographs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.units import mm

from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.marking_job_papers import size_text
from stockpile_app.documents.movement_frame import Told, show_day, show_serial, write_head
from stockpile_app.documents.photograph_grid import (
    ROW_HEIGHT,
    Picture,
    draw_grid,
)
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.domain.marking import Evaluation, Finding
from stockpile_app.domain.marking_records import PartRecord, WeaponMarking
from stockpile_app.domain.records import MarkRecord, WeaponRecord
from stockpile_app.domain.timeline import LifeCycle, TimelineEvent
from stockpile_app.i18n import _, clauses, error_text, listed, ngettext, stated
from stockpile_app.reference.countries import country_name
from stockpile_app.reference.life_words import document_title, event_words

MOST_PICTURES: Final = 24
"""As many photographs as are printed; the others stay in the register."""

_SIZE: Final = 7.5


class SheetPhotograph(NamedTuple):
    """A photograph as the sheet prints it; ``taken_on`` is None where no day is kept."""

    seq: int
    sha256: str
    caption: str
    taken_on: dt.date | None


class WeaponRecordSheet(NamedTuple):
    """What the sheet says.

    Attributes:
        titles: Of the marking profiles, by id.
        pictures: Of the photographs by SHA-256, as ``pictures.printable`` made them; of what
            cannot be shown none.
    """

    life: LifeCycle
    marks: Sequence[MarkRecord]
    marking: WeaponMarking
    titles: Mapping[str, str]
    photographs: Sequence[SheetPhotograph]
    pictures: Mapping[str, bytes]


def write_weapon_record(
    out: BinaryIO, stamp: Stamp, sheet: WeaponRecordSheet, *, dpi: int = ANY_PRINTER
) -> int:
    """Write the sheet and return how many pages it has."""
    weapon = sheet.life.weapon
    page = Page(out, stamp, weapon.number)
    told = [*_identity(weapon), *_standing(sheet)]
    write_head(page, told, weapon.code, _("Scan to open this weapon"), dpi)
    _marks(page, sheet)
    _verdicts(page, sheet)
    _parts(page, sheet.marking.parts)
    _photographs(page, sheet)
    _timeline(page, sheet.life)
    _documents(page, sheet.life)
    page.y -= 5 * mm
    page.signatures([_("Storekeeper"), _("Depot manager")])
    return page.finish()


# --- what it is, and where it stands -----------------------------------------------------------


def _identity(weapon: WeaponRecord) -> list[Told]:
    country = f"{country_name(weapon.country)} ({weapon.country})" if weapon.country else ""
    kind = (weapon.category, weapon.category and weapon.category.weapon_class)
    return [
        Told(_("Number"), weapon.number, Style.MONO),
        Told(_("Serial"), show_serial(weapon), Style.MONO),
        Told(_("Maker, model"), _joined(weapon.maker, weapon.model), Style.BOLD),
        Told(_("Calibre"), weapon.calibre),
        Told(_("Country, year"), _joined(country, str(weapon.year or ""))),
        Told(_("Category"), _joined(*(_(each.label) for each in kind if each))),
    ]


def _standing(sheet: WeaponRecordSheet) -> list[Told]:
    life, came = sheet.life, sheet.marking.came
    weapon = life.weapon
    place = " / ".join(filter(None, (weapon.depot, weapon.store, weapon.rack)))
    how = ""
    if came is not None:
        exempt = _(came.exemption.label) if came.exemption else ""
        how = _joined(_(came.acquisition.label), show_day(came.acquired_on), exempt, came.reference)
    return [
        Told(_("Status"), _(weapon.status.label), Style.BOLD),
        Told(_("Ended by"), error_text(life.ended) if life.ended else ""),
        Told(_("With"), weapon.custodian, Style.BOLD),
        Told(_("Due back"), show_day(weapon.due_on)),
        Told(_place(weapon), place),
        Told(_("Condition"), _(weapon.condition.label) if weapon.condition else ""),
        Told(_("Received"), _joined(show_day(weapon.received_on), weapon.source, weapon.reference)),
        Told(_("How it came"), how),
        Told(_("Notes"), weapon.notes),
    ]


def _place(weapon: WeaponRecord) -> str:
    """Return what the place of the register is to a weapon as it is."""
    if weapon.status.is_in_place:
        return _("Place")
    return _("Its place") if weapon.status.is_out else _("Last place")


# --- marks and parts ---------------------------------------------------------------------------


def _marks(page: Page, sheet: WeaponRecordSheet) -> None:
    heading(page, _("Marks"))
    if not sheet.marks:
        page.paragraph(_("No mark is recorded."), 9)
        return
    parts = {each.id: each for each in sheet.marking.parts}
    table = RuledTable(
        page,
        (
            Column(_("Text"), 34, style=Style.MONO),
            Column(_("On, where"), 30),
            Column(_("Occasion, method"), 25),
            Column(_("Says"), 33),
            Column(_("Height, depth"), 19),
            Column(_("Demands of ITI 7"), 35),
            Column(_("Read on"), 16),
        ),
        size=_SIZE,
    )
    for mark in sheet.marks:
        part = parts.get(mark.part_id) if mark.part_id else None
        table.row(
            (
                mark.text,
                "\n".join(
                    filter(
                        None,
                        (
                            _(mark.component.label),
                            mark.position,
                            _("part {number}").format(number=part.id) if part else "",
                        ),
                    )
                ),
                f"{_(mark.occasion.label)}\n{_(mark.method.label)}",
                _says(mark),
                _sizes(mark),
                _demands(mark),
                show_day(mark.observed_on),
            )
        )


def _says(mark: MarkRecord) -> str:
    said = (mark.country, str(mark.year or ""), mark.maker, mark.serial, mark.model, mark.calibre)
    return _joined(*said, mark.code, mark.authority)


def _sizes(mark: MarkRecord) -> str:
    lines = []
    if mark.height is not None:
        lines.append(_("{size} mm high").format(size=size_text(mark.height)))
    if mark.depth is not None:
        lines.append(_("{size} mm deep").format(size=size_text(mark.depth)))
    return "\n".join(lines) or _("not measured")


def _demands(mark: MarkRecord) -> str:
    """Return what was judged of the six demands; what was not judged is not told."""
    lines = [_("ALTERED OR PARTLY REMOVED")] if mark.altered else []
    for text, demands in ((_("Met: {what}"), mark.met), (_("Not met: {what}"), mark.not_met)):
        if demands:
            lines.append(text.format(what=listed(_(each.label).lower() for each in demands)))
    return "\n".join(lines) or _("not judged")


def _verdicts(page: Page, sheet: WeaponRecordSheet) -> None:
    if not sheet.marking.evaluations:
        return
    heading(page, _("Measured by the marking profiles in force"))
    table = RuledTable(
        page,
        (
            Column(_("Profile"), 62),
            Column(_("Verdict"), 26, style=Style.BOLD),
            Column(_("What is missing or wrong"), 92),
        ),
        size=_SIZE,
    )
    for each in sheet.marking.evaluations:
        title = sheet.titles.get(each.profile, each.profile)
        table.row((title, _(each.verdict.label), _lacks(each)))


def _lacks(evaluation: Evaluation) -> str:
    lines = []
    if evaluation.exemption is not None:
        lines.append(_("Exempt: {why}").format(why=_(evaluation.exemption.label)))
    if evaluation.missing:
        lines.append(_findings(evaluation.missing))
    if evaluation.warnings:
        what = _findings(evaluation.warnings)
        lines.append(_("Should be there: {what}").format(what=what))
    return "\n".join(lines)


def _findings(findings: Iterable[Finding]) -> str:
    by_part: dict[str, list[str]] = {}
    for each in findings:
        by_part.setdefault(_(each.component.label), []).append(_(each.lack.label))
    return clauses(stated(part, listed(lacks)) for part, lacks in by_part.items())


def _parts(page: Page, parts: Sequence[PartRecord]) -> None:
    if not parts:
        return
    heading(page, _("Parts that are kept by themselves"))
    table = RuledTable(
        page,
        (
            Column(_("Part"), 14, style=Style.MONO),
            Column(_("Component"), 40),
            Column(_("Material"), 30),
            Column(_("Description"), 72),
            Column(_("On it since"), 24),
        ),
        size=_SIZE,
    )
    for each in parts:
        table.row(
            (
                str(each.id),
                _(each.component.label),
                _(each.material.label),
                each.description,
                show_day(each.since),
            )
        )


# --- photographs -------------------------------------------------------------------------------


def _photographs(page: Page, sheet: WeaponRecordSheet) -> None:
    heading(page, _("Photographs"), ROW_HEIGHT if sheet.photographs else 0)
    if not sheet.photographs:
        page.paragraph(_("No photograph is kept."), 9)
        return
    shown = sheet.photographs[:MOST_PICTURES]
    draw_grid(page, [Picture(_caption(each), sheet.pictures.get(each.sha256)) for each in shown])
    more = len(sheet.photographs) - len(shown)
    if more:
        text = ngettext(
            "{count} more photograph is kept in the register.",
            "{count} more photographs are kept in the register.",
            more,
        )
        page.paragraph(text.format(count=more), 8)


def _caption(photograph: SheetPhotograph) -> str:
    source = _joined(
        show_day(photograph.taken_on),
        _("entry {entry}").format(entry=photograph.seq),
        f"SHA-256 {photograph.sha256[:12]}…",
    )
    return f"{photograph.caption or _('No caption')} ({source})"


# --- the time line -----------------------------------------------------------------------------


def _timeline(page: Page, life: LifeCycle) -> None:
    heading(page, _("Time line"))
    table = RuledTable(
        page,
        (
            Column(_("Date"), 17),
            Column(_("What"), 27, style=Style.BOLD),
            Column(_("Details"), 70),
            Column(_("Number"), 24, style=Style.MONO),
            Column(_("By"), 30),
            Column(_("Entry"), 13, style=Style.MONO),
        ),
        size=_SIZE,
    )
    for event in life.timeline:
        if event.entry is None:
            continue
        words = event_words(event, life.names)
        reason = _("Reason: {reason}").format(reason=words.reason) if words.reason else ""
        table.row(
            (
                show_day(event.on),
                words.title,
                "\n".join(filter(None, (words.details, reason))),
                event.number,
                words.who,
                str(event.entry.seq),
            )
        )


def _documents(page: Page, life: LifeCycle) -> None:
    documents = [each for each in life.timeline if each.document is not None]
    if not documents:
        return
    heading(page, _("Documents about it"))
    table = RuledTable(
        page,
        (
            Column(_("Date"), 20),
            Column(_("Document"), 55, style=Style.BOLD),
            Column(_("Number"), 35, style=Style.MONO),
            Column(_("About"), 35, style=Style.MONO),
            Column(_("By"), 36),
        ),
        size=_SIZE,
    )
    for event in documents:
        table.row(_document(event))


def _document(event: TimelineEvent) -> tuple[str, ...]:
    document = event.document
    assert document is not None  # noqa: S101 - chosen so
    about = event.number or document.scope
    return (
        show_day(event.on),
        document_title(document),
        document.number,
        about,
        event.recorded_by,
    )


def _joined(*texts: str) -> str:
    return listed(texts)
