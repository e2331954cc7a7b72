"""What is due of tracing, its directory, collections, training and needs, for those it concerns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.overview import DueItem, DueKind
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_overdue import overdue
from stockpile_app.domain.tracing_records import OverdueTrace
from stockpile_app.persistence import vault
from stockpile_app.reference.countries import country_name
from stockpile_app.services.collection_setup import CollectionSetup
from stockpile_app.services.contacts import Contacts
from stockpile_app.services.desk import Desk
from stockpile_app.services.needs import Needs
from stockpile_app.services.staff import Staff
from stockpile_app.services.tracing_desk import TraceDesk, targets_in_force

_CAPACITY: Final = "capacity"
_DAY_OPEN: Final = N_("the day is not closed")
_HAND_IN_OPEN: Final = N_("somebody’s hand-in is open")
_OWED: Final = N_("we owe an answer")
_TO_ACKNOWLEDGE: Final = N_("we have not acknowledged it")
_NOT_ANSWERED: Final = N_("no answer came")
_NOT_ACKNOWLEDGED: Final = N_("nobody acknowledged it")


def subjects_due(desk: Desk) -> Iterator[DueItem]:
    """Yield what is to be done, as far as whoever is signed in has to do with it."""
    if desk.may(Permission.TRACE):
        yield from _traces(desk)
    if desk.may(Permission.CONTACTS):
        yield from _contacts(desk)
    if desk.may(Permission.COLLECT) or desk.may(Permission.PROGRAMMES):
        yield from _collections(desk)
    if desk.may(Permission.TRAINING):
        yield from _qualifications(desk)
    if desk.may(Permission.NEEDS):
        yield from _needs(desk)


def _traces(desk: Desk) -> Iterator[DueItem]:
    """Yield requests that wait too long, for holders of the key alone.

    Only that there is one is told, and since when: which file it is, and whom it is about, is seen
    on its own page, where looking is an entry.
    """
    for late in _overdue_traces(desk):
        yield DueItem(kind=DueKind.TRACE, page="tracing", title=_title(late), due_on=late.due_on)


def _overdue_traces(desk: Desk) -> list[OverdueTrace]:
    with desk.store.read() as connection:
        if not vault.newest_epoch(connection, Compartment.TRACING):
            return []  # there are no files, and the first page opens no compartment
    try:
        return overdue(TraceDesk(desk).all(), desk.today)
    except StockpileError:  # no key yet, or one that is to be mended: the page of traces says so
        return []


def _title(late: OverdueTrace) -> str:
    if late.ours:
        return _TO_ACKNOWLEDGE if late.acknowledgement else _OWED
    return _NOT_ACKNOWLEDGED if late.acknowledgement else _NOT_ANSWERED


def _contacts(desk: Desk) -> Iterator[DueItem]:
    days = targets_in_force(desk).confirm
    for contact in Contacts(desk).unconfirmed():
        confirmed = contact.confirmed_on
        yield DueItem(
            kind=DueKind.CONTACT,
            page="contacts",
            item_id=contact.id,
            about=contact.office,
            where=country_name(contact.country),
            due_on=confirmed + dt.timedelta(days=days) if confirmed is not None else None,
        )


def _collections(desk: Desk) -> Iterator[DueItem]:
    """Yield days of collecting that are not closed, and hand-ins that somebody waits for now."""
    for site in CollectionSetup(desk).sites():
        for day in site.days_open:
            if day < desk.today:
                yield DueItem(
                    kind=DueKind.COLLECTION,
                    page="collections",
                    item_id=site.id,
                    title=_DAY_OPEN,
                    about=site.programme_name,
                    where=site.name,
                    due_on=day,
                )
        if site.open_hand_ins:
            yield DueItem(
                kind=DueKind.COLLECTION,
                page="collections",
                item_id=site.id,
                title=_HAND_IN_OPEN,
                about=site.programme_name,
                where=site.name,
                due_on=desk.today,
            )


def _qualifications(desk: Desk) -> Iterator[DueItem]:
    for each in Staff(desk).expiring():
        yield DueItem(
            kind=DueKind.QUALIFICATION,
            page=_CAPACITY,
            item_id="qualifications",
            title=each.topic_name,
            about=each.person,
            due_on=each.expires_on,
        )


def _needs(desk: Desk) -> Iterator[DueItem]:
    for each in Needs(desk).list(open_only=True):
        yield DueItem(
            kind=DueKind.NEED,
            page=_CAPACITY,
            item_id="needs",
            title=each.kind.label,
            about=each.words.title,
            where=each.place,
            due_on=each.words.due_on,
        )
