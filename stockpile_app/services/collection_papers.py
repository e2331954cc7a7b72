"""Papers of collections: receipts, tags, the partner's duplicate, days, plans and indicators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

from stockpile_app.documents.collection_sheets import (
    DAY_TITLE,
    INDICATORS_TITLE,
    PLAN_TITLE,
    write_day_sheet,
    write_indicators,
    write_site_plan,
)
from stockpile_app.documents.duplicate_list import TITLE as DUPLICATE_TITLE
from stockpile_app.documents.duplicate_list import DuplicateHead, write_duplicates
from stockpile_app.documents.hand_in_receipt import TITLE as RECEIPT_TITLE
from stockpile_app.documents.hand_in_receipt import write_receipt
from stockpile_app.documents.stamp import Stamp
from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_days import PlanSite
from stockpile_app.domain.collection_papers import (
    PrintDaySheet,
    PrintDuplicates,
    PrintIndicators,
    PrintReceipt,
    PrintSitePlan,
    PrintTagLabels,
)
from stockpile_app.domain.collection_sites import SiteRecord
from stockpile_app.domain.collections import HandInDetails, HandInQuery
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.confidential_facts.participants import PersonalDataStated
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_text
from stockpile_app.i18n import _
from stockpile_app.persistence import collection_index, marking_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.collection_index import RECEIPT
from stockpile_app.services import collection_sheets as sheets
from stockpile_app.services.collection_days import CollectionDays
from stockpile_app.services.collection_figures import CollectionFiguresService
from stockpile_app.services.collection_setup import existing_programme, existing_site
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import Issuing, issuing
from stockpile_app.services.labels import Labels

_PAGE: Final = 500
_NO_HAND_IN: Final = N_("There is no such hand-in in this register.")
_STILL_OPEN: Final = N_("{hand_in} is still open: close it first, then print its receipt.")
_CANCELLED: Final = N_("{hand_in} was cancelled: nothing was handed in, and there is no receipt.")
_ERASED: Final = N_("Personal data erased")
_DAY_OPEN: Final = N_("{day} at {site} is not closed yet: close the day, then print its sheet.")
_NO_PURPOSE: Final = N_("Say what the names are needed for; it stands in the ledger.")
_ALL: Final = N_("All programmes")


class CollectionPapers:
    """What is printed of collections."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def receipt(self, command: PrintReceipt) -> DocumentDone:
        """Write the receipt of a closed hand-in as a PDF, sealed, and record that it was.

        Raises:
            NotAllowed: The user may not see names.
            NotAllowedNow: The hand-in is open, or was cancelled.
            NotFound: There is no such hand-in.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        self._desk.require(Permission.COLLECT)
        with self._desk.store.read() as connection:
            hand_in = _closed(connection, command.hand_in).hand_in
        name = self._name_of(hand_in.participant, hand_in.number)
        with issuing(self._desk, command, Permission.COLLECT) as made:
            details = _closed(made.connection, command.hand_in)
            programme = existing_programme(made.connection, details.participant.programme)
            code = PaperCode(CodeKind.HAND_IN, *_parts(details.hand_in.number)).code
            made.about(subject=details.hand_in.id)
            stamp = made.stamp(
                RECEIPT,
                "CR",
                RECEIPT_TITLE,
                depot=details.hand_in.site_name,
                scope=details.hand_in.number,
                weapons=len(details.weapons),
            )
            receipt = sheets.receipt_of(details, name, programme, code)
            write_receipt(made.out, stamp, receipt, command.paper, dpi=command.dpi)
        return made.done

    def tags(self, command: PrintTagLabels, progress: Progress | None = None) -> DocumentDone:
        """Write the tags of weapons that were handed in as a PDF, and record that they were.

        Raises:
            BadValue: The sheet is not known, or a setting does not fit it.
            NotFound: There is no such hand-in, or it has no weapons.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        self._desk.require(Permission.COLLECT)
        return Labels(self._desk).tag_labels(command, progress)

    def duplicates(self, command: PrintDuplicates) -> DocumentDone:
        """Write the list for the partner who keeps duplicates as a PDF, sealed.

        With names it is for holders alone, and each person on it is looked at, which is an entry.

        Raises:
            BadValue: Names are asked for and no purpose is given.
            NotAllowed: Names are asked for, and the user may not see them.
            NotFound: There is no such site.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        self._desk.require(Permission.COLLECT)
        partner = check_text(command.partner, "partner")
        names = self._names(command) if command.with_names else {}
        with issuing(self._desk, command, Permission.COLLECT) as made:
            site = existing_site(made.connection, command.site)
            found = list(_of_site(made.connection, command))
            ids = [weapon.weapon_id for each in found for weapon in each.weapons]
            marks = {
                weapon: "; ".join(mark.text for mark in marks)
                for weapon, marks in marking_index.marks_of(made.connection, ids).items()
            }
            lines, rounds = sheets.duplicate_lines(found, names, marks)
            stamp = _stamp(made, site, _DUPLICATES, len(lines))
            head = DuplicateHead(
                programme=site.programme_name,
                site=site.name,
                days=sheets.days_of(command.from_day, command.to_day),
                partner=partner,
                with_names=command.with_names,
            )
            write_duplicates(made.out, stamp, head, lines, rounds)
        return made.done

    def day_sheet(self, command: PrintDaySheet) -> DocumentDone:
        """Write the sheet of a day that was closed as a PDF, sealed, and record that it was.

        Raises:
            NotAllowedNow: The day is not closed.
            NotFound: There is no such site.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        figures = CollectionDays(self._desk).figures(command.site, command.day)
        if not figures.closed_by:
            raise NotAllowedNow(_DAY_OPEN, day=command.day, site=figures.site_name)
        with issuing(self._desk, command) as made:
            site = existing_site(made.connection, command.site)
            weapons = sum(handed_in for _category, handed_in, *_rest in figures.weapons)
            scope = f"{site.name} {command.day.isoformat()}"
            stamp = _stamp(made, site, _DAY, weapons, scope)
            write_day_sheet(made.out, stamp, sheets.day_sheet_of(figures))
        return made.done

    def site_plan(self, command: PrintSitePlan) -> DocumentDone:
        """Write the plan of a site's capacity as a PDF, sealed, and record that it was.

        Raises:
            BadValue: A figure cannot be used; says which.
            NotFound: There is no such site.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        asked = PlanSite(
            site=command.site,
            people=command.people,
            lanes=command.lanes,
            hours=command.hours,
            minutes=command.minutes,
        )
        capacity = CollectionFiguresService(self._desk).plan(asked)
        with issuing(self._desk, command) as made:
            site = existing_site(made.connection, command.site)
            stamp = _stamp(made, site, _PLAN)
            write_site_plan(made.out, stamp, sheets.site_plan_of(site, capacity))
        return made.done

    def indicators(self, command: PrintIndicators) -> DocumentDone:
        """Write the indicators of a programme, or of all, as a PDF, sealed.

        Raises:
            NotFound: There is no such programme.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        figures = CollectionFiguresService(self._desk).indicators(
            command.programme, command.from_day, command.to_day
        )
        with issuing(self._desk, command) as made:
            name = _(_ALL)
            if command.programme is not None:
                name = existing_programme(made.connection, command.programme).name
                made.about(subject=command.programme)
            stamp = made.stamp(
                "collection-indicators",
                "CI",
                INDICATORS_TITLE,
                depot="",
                scope=name,
                weapons=figures.total_weapons,
            )
            days = sheets.days_of(command.from_day, command.to_day)
            write_indicators(made.out, stamp, sheets.indicators_of(figures, name, days))
        return made.done

    def _name_of(self, participant: str, purpose: str) -> str:
        """Return a name for a receipt; looking at it is an entry."""
        compartments = Compartments(self._desk)
        if compartments.is_erased(Compartment.PARTICIPANTS, participant):
            compartments.require(Compartment.PARTICIPANTS)
            return _(_ERASED)
        compartments.note_viewed(Compartment.PARTICIPANTS, participant, purpose)
        stated = compartments.read(Compartment.PARTICIPANTS, participant)
        names = [each.fact.name for each in stated if isinstance(each.fact, PersonalDataStated)]
        return names[-1] if names else ""

    def _names(self, command: PrintDuplicates) -> dict[str, str]:
        purpose = check_text(command.purpose, "purpose")
        if not purpose:
            raise BadValue(_NO_PURPOSE, "purpose")
        compartments = Compartments(self._desk)
        compartments.require(Compartment.PARTICIPANTS)
        with self._desk.store.read() as connection:
            existing_site(connection, command.site)
            listed = {each.hand_in.participant for each in _of_site(connection, command)}
        names = {
            each.subject: each.fact.name
            for each in compartments.read(Compartment.PARTICIPANTS)
            if each.subject in listed and isinstance(each.fact, PersonalDataStated)
        }
        for code in sorted(names):
            compartments.note_viewed(Compartment.PARTICIPANTS, code, purpose)
        return names


def _closed(connection: Connection, hand_in: int) -> HandInDetails:
    found = collection_index.details(connection, hand_in)
    if found is None:
        raise NotFound(_NO_HAND_IN)
    if found.hand_in.cancelled:
        raise NotAllowedNow(_CANCELLED, hand_in=found.hand_in.number)
    if found.hand_in.closed_at is None:
        raise NotAllowedNow(_STILL_OPEN, hand_in=found.hand_in.number)
    return found


def _parts(number: str) -> tuple[str, int]:
    """Return the register and the sequence that a receipt's number names."""
    _prefix, origin, sequence = number.split("-")
    return origin, int(sequence)


def _of_site(connection: Connection, command: PrintDuplicates) -> Iterator[HandInDetails]:
    """Yield the closed hand-ins of a site in a period, oldest first."""
    pages: list[list[HandInDetails]] = []
    before: int | None = None
    while page := collection_index.all_details(
        connection, HandInQuery(site=command.site, limit=_PAGE, before=before)
    ):
        pages.append(page)
        before = page[-1].hand_in.id
    first, last = command.from_day or dt.date.min, command.to_day or dt.date.max
    for newest_first in reversed(pages):
        for each in reversed(newest_first):
            is_done = each.hand_in.closed_at is not None and not each.hand_in.cancelled
            if is_done and first <= each.hand_in.opened_at.date() <= last:
                yield each


class _Kind(NamedTuple):
    """A kind of paper: its code in the ledger, the prefix of its numbers, its title."""

    document: str
    prefix: str
    title: str


_DUPLICATES: Final = _Kind("duplicate-list", "CD", DUPLICATE_TITLE)
_DAY: Final = _Kind("collection-day", "CY", DAY_TITLE)
_PLAN: Final = _Kind("site-plan", "CP", PLAN_TITLE)


def _stamp(
    made: Issuing, site: SiteRecord, kind: _Kind, weapons: int = 0, scope: str = ""
) -> Stamp:
    made.about(subject=site.id)
    return made.stamp(*kind, depot=site.name, scope=scope or site.name, weapons=weapons)
