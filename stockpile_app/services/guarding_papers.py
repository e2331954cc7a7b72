"""Papers about keys and access."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from stockpile_app.documents.access_log import write_access_log
from stockpile_app.documents.key_register import KeyPlace, write_key_register
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.guarding import PrintAccessLog, PrintKeyRegister
from stockpile_app.domain.guarding_rules import MOST_BLANK
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.persistence import guarding_index
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing

_MOST_ENTRIES: Final = 5000


class GuardingPapers:
    """What is printed of keys and access."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def key_register(self, command: PrintKeyRegister) -> DocumentDone:
        """Write the page of the key register of a depot as a PDF, sealed, and record it.

        Raises:
            BadValue: The place is no depot.
            NotFound: There is no such place.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            book = read_places(made.connection)
            depot = _place(book, command.place_id)
            if depot.kind is not PlaceKind.DEPOT:
                raise BadValue(N_("Keys are kept depot by depot: choose a depot."), "place")
            inside = set(book.inside(depot.id))
            locks = [
                each for each in guarding_index.locks(made.connection) if each.place_id in inside
            ]
            places = [
                KeyPlace(
                    book.by_id[place_id].path,
                    book.by_id[place_id].two_keys,
                    book.by_id[place_id].two_parties,
                    tuple(held),
                )
                for place_id, held in groupby(locks, key=lambda lock: lock.place_id)
            ]
            counts = guarding_index.key_counts(made.connection, depot.id, limit=1)
            stamp = made.stamp(
                "key-register", "KR", N_("Key register"), depot=depot.name, scope=depot.path
            )
            last = counts[0] if counts else None
            write_key_register(made.out, stamp, depot.path, places, last)
        return made.done

    def access_log(self, command: PrintAccessLog) -> DocumentDone:
        """Write the access log of a place and period as a PDF, sealed, and record it.

        Raises:
            BadValue: The first day is after the last, or there are too many entries or lines.
            NotFound: There is no such place.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        if command.first > command.last:
            raise BadValue(
                N_("The first day is after the last. Write the earlier day first."), "first"
            )
        if not 0 <= command.blank_lines <= MOST_BLANK:
            raise BadValue(N_("Leave 0 to {most} lines free."), "blank_lines", most=MOST_BLANK)
        with issuing(self._desk, command) as made:
            book = read_places(made.connection)
            place = _place(book, command.place_id)
            entries = guarding_index.accesses(
                made.connection,
                book.inside(place.id),
                first=command.first,
                last=command.last,
                limit=_MOST_ENTRIES + 1,
            )
            if len(entries) > _MOST_ENTRIES:
                raise BadValue(
                    N_("More than {most} entries: print a shorter period."),
                    "first",
                    most=_MOST_ENTRIES,
                )
            entries.sort(key=lambda each: (each.came_at, each.id))
            stamp = made.stamp(
                "access-log",
                "AL",
                N_("Access log"),
                depot=book.names(place.id)[0],
                scope=f"{place.path} {command.first} {command.last}",
            )
            days = (command.first, command.last)
            write_access_log(made.out, stamp, place.path, days, entries, command.blank_lines)
        return made.done


def _place(book: PlaceBook, place_id: int) -> PlaceRecord:
    """Return a place, closed or not: what happened there is kept."""
    place = book.by_id.get(place_id)
    if place is None:
        raise NotFound(N_("There is no such place in this register."))
    return place
