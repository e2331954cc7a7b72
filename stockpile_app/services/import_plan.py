"""Decides what becomes of each row of an import, before anything is written.

Three questions are asked of a row that is a weapon: is it registered already, does the file itself
hold it twice, and which place is it in. None of them changes what is registered: an import adds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from stockpile_app.domain import numbers
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.facts import PlaceAdded, WeaponRegistered
from stockpile_app.domain.imports import Outcome, RowMessage
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.serials import normalise
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import SerialState, Status
from stockpile_app.domain.weapons import Identity, identity, identity_of, tells_apart
from stockpile_app.exchange.rows import Message, ReadRow, WeaponRow
from stockpile_app.persistence import weapon_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.custody_index import losses
from stockpile_app.persistence.disposal_index import disposed
from stockpile_app.persistence.place_index import PlaceBook
from stockpile_app.services.import_lookups import Known, PlaceResolver, Seen
from stockpile_app.services.places import new_place
from stockpile_app.services.standing import check_place

_TWICE = N_(
    "Serial {serial} stands in row {other} of {file} too, and no known field tells the two weapons"
    " apart."
)
_ELSEWHERE = N_(
    "Serial {serial} is registered already as {number} ({model}) in {depot}, and no known field"
    " tells the two weapons apart."
)
_DIFFERS = N_(
    "Registered already as {number}; the file differs in {fields}. An import changes nothing that"
    " is registered."
)
_NOT_OURS = N_("“{number}” is not the number of a weapon in this register. Leave the column out.")
_WITHDRAWN = N_("The registration of {number} was withdrawn. Leave the column out to register it.")
_OTHER_SERIAL = N_("{number} is registered with serial {serial}; correct it there, not by import.")
_GONE = {
    Status.LOST: N_(
        "LOST WEAPON: serial {serial} is that of {number} ({model}), lost by incident {incident}."
        " If this is the weapon, keep it apart, and record at the incident that it is back."
    ),
    Status.STOLEN: N_(
        "STOLEN WEAPON: serial {serial} is that of {number} ({model}), stolen by incident"
        " {incident}. If this is the weapon, keep it apart, and record at the incident that it is"
        " back."
    ),
}
_DISPOSED = N_(
    "DISPOSED WEAPON: serial {serial} is that of {number} ({model}), disposed of by {order};"
    " certificate: {certificate}. If this is the weapon, keep it apart, and raise the alarm at"
    " {number}."
)
_NO_DEPOT = N_("The row names no depot, and the register has several. Say which one.")
_RACK_ALONE = N_("The row names rack “{rack}” but no store.")


@dataclass(slots=True)
class Planned:
    """What becomes of one row.

    Attributes:
        facts: What is stated of it: new places, then the weapon.
    """

    row: ReadRow
    file: str
    outcome: Outcome
    facts: list[PlaceAdded | WeaponRegistered] = field(default_factory=list)
    errors: list[RowMessage] = field(default_factory=list)
    warnings: list[RowMessage] = field(default_factory=list)


class ImportPlan:
    """Plans the rows of all files of one import, in order.

    Attributes:
        batch: Number of the import.
        new_places: Paths of places that will be added.
    """

    def __init__(
        self, connection: Connection, places: PlaceBook, origin: str, first: tuple[int, int]
    ) -> None:
        """Plan against what is registered.

        Args:
            first: The last sequences of weapons and places that are taken.
        """
        self.batch = 0
        self.new_places: list[str] = []
        self._connection = connection
        self._origin = origin
        self._weapon, self._place = first
        self._empty = not self._weapon  # nothing is registered that a row could already be
        self._resolver = PlaceResolver(places)
        self._seen = Seen()
        self._repeats: dict[bytes, int] = {}
        self._refusals: dict[int, StockpileError | None] = {}

    def plan(
        self, rows: Sequence[ReadRow], file: str, depot: PlaceRecord | None
    ) -> Iterator[Planned]:
        """Yield what becomes of the next rows of ``file``; ``depot`` is for rows that name none."""
        known = Known(self._connection, () if self._empty else rows)
        for row in rows:
            planned = Planned(row, file, Outcome.CREATED)
            planned.warnings.extend(_messages(file, row.warnings))
            if row.skipped is not None:
                planned.outcome = Outcome.SKIPPED
            elif row.errors or row.weapon is None:
                planned.errors.extend(_messages(file, row.errors))
                planned.outcome = Outcome.ERROR
            else:
                self._plan_weapon(planned, row.weapon, known, depot)
            yield planned

    def _plan_weapon(
        self, planned: Planned, weapon: WeaponRow, known: Known, depot: PlaceRecord | None
    ) -> None:
        if weapon.number:
            self._by_number(planned, weapon, known)
            return
        serial = normalise(weapon.serial) if weapon.serial else ""
        same = known.serials.get(serial, ()) if serial else ()
        self._warn_of_gone(planned, same)
        stated = identity(
            weapon.country, weapon.maker, weapon.model, weapon.calibre, weapon.category
        )
        if serial and self._twice(planned, serial, stated):
            return
        row_key = None if serial else self._row_key(weapon)
        if serial and self._registered(planned, weapon, stated, same):
            return
        if row_key and self._row_known(planned, row_key):
            return
        self._create(planned, weapon, depot, row_key)

    def _by_number(self, planned: Planned, weapon: WeaponRow, known: Known) -> None:
        found = known.numbers.get((weapon.number or "").upper())
        if found is None:
            _refuse(planned, "number", _NOT_OURS, number=weapon.number)
        elif found.status is Status.WITHDRAWN:
            _refuse(planned, "number", _WITHDRAWN, number=found.number)
        elif normalise(weapon.serial or "") != normalise(found.serial or ""):
            serial = found.serial or "–"
            _refuse(planned, "serial", _OTHER_SERIAL, number=found.number, serial=serial)
        else:
            if weapon.status is not found.status:  # else the file knows
                self._warn_of_gone(planned, [found])
            _unchanged(planned, weapon, found)

    def _warn_of_gone(self, planned: Planned, same: Sequence[WeaponRecord]) -> None:
        """Say loudly that a row has the serial of a weapon that is lost, stolen or disposed of."""
        gone = [each for each in same if each.status in _GONE]
        incident_of = losses(self._connection, [each.id for each in gone]) if gone else {}
        for each in gone:
            params = {
                "serial": planned.row.serial_shown,
                "number": each.number,
                "model": each.model or "–",
                "incident": incident_of.get(each.id, "–"),
            }
            planned.warnings.append(
                RowMessage(planned.file, planned.row.row, "serial", _GONE[each.status], params)
            )

        for each in same:
            known = disposed(self._connection, each.id) if each.status.is_disposed else None
            if known is not None:
                params = {
                    "serial": planned.row.serial_shown,
                    "number": each.number,
                    "model": each.model or "–",
                    "order": known.order_number,
                    "certificate": known.certificate or "–",
                }
                planned.warnings.append(
                    RowMessage(planned.file, planned.row.row, "serial", _DISPOSED, params)
                )

    def _twice(self, planned: Planned, serial: str, stated: Identity) -> bool:
        """Note the row; whether an earlier row of the import is the same weapon."""
        earlier = self._seen.note(serial, stated, planned.row.row, planned.file)
        if earlier is not None:
            row, file = earlier
            shown = planned.row.serial_shown
            _refuse(planned, "serial", _TWICE, serial=shown, other=row, file=file)
        return earlier is not None

    def _registered(
        self, planned: Planned, weapon: WeaponRow, stated: Identity, same: Iterable[WeaponRecord]
    ) -> bool:
        clashes = [each for each in same if not tells_apart(stated, identity_of(each))]
        for each in clashes:
            if _is_same(weapon, each):
                _unchanged(planned, weapon, each)
                return True
        if clashes:
            other = clashes[0]
            _refuse(
                planned,
                "serial",
                _ELSEWHERE,
                serial=planned.row.serial_shown,
                number=other.number,
                model=other.model or "–",
                depot=other.depot,
            )
        return bool(clashes)

    def _row_known(self, planned: Planned, row_key: str) -> bool:
        found = weapon_index.with_row_keys(self._connection, [row_key])
        if row_key in found:
            planned.outcome = Outcome.UNCHANGED
        return row_key in found

    def _create(
        self, planned: Planned, weapon: WeaponRow, depot: PlaceRecord | None, row_key: str | None
    ) -> None:
        try:
            place = self._place_of(planned, weapon, depot)
        except StockpileError as error:
            _refuse(planned, "depot", error.message_id, **error.params)
            return
        self._weapon += 1
        number = str(numbers.RegisterNumber(self._origin, self._weapon))
        planned.facts.append(
            WeaponRegistered(
                number=number,
                place=place,
                serial=weapon.serial,
                serial_state=weapon.serial_state,
                maker=weapon.maker,
                model=weapon.model,
                calibre=weapon.calibre,
                country=weapon.country,
                year=weapon.year,
                category=weapon.category,
                condition=weapon.condition,
                received_on=weapon.received_on.isoformat() if weapon.received_on else None,
                source=weapon.source,
                reference=weapon.reference,
                notes=weapon.notes,
                batch=self.batch,
                row_key=row_key,
            )
        )

    def _place_of(self, planned: Planned, weapon: WeaponRow, depot: PlaceRecord | None) -> int:
        path = (weapon.depot or (depot.name if depot else ""), weapon.store, weapon.rack)
        known = self._resolver.find(path)
        if known is not None:
            self._check_usable(known)
            return known
        if not path[0]:
            raise StockpileError(_NO_DEPOT)
        if path[2] and not path[1]:
            raise StockpileError(_RACK_ALONE, rack=path[2])
        for command in self._resolver.missing(path):
            if command.parent is not None:
                self._check_usable(command.parent)
            self._place += 1
            fact = new_place(self._resolver.book, command, self._place, self.batch)
            self.new_places.append(self._resolver.add(fact))
            planned.facts.append(fact)
        found = self._resolver.find(path)
        if found is None:  # pragma: no cover - `missing` has just added it
            raise StockpileError(_NO_DEPOT)
        return found

    def _check_usable(self, place_id: int) -> None:
        """Refuse a place that is sealed, on its way or being counted; asked once of each."""
        if place_id not in self._refusals:
            self._refusals[place_id] = None
            try:
                check_place(self._connection, self._resolver.book, place_id)
            except StockpileError as error:
                self._refusals[place_id] = error
        refusal = self._refusals[place_id]
        if refusal is not None:
            raise refusal

    def _row_key(self, weapon: WeaponRow) -> str:
        """Return a digest by which a row without a serial number is known again."""
        fields = msgspec.json.encode(msgspec.to_builtins(_fields(weapon)))
        digest = hashlib.blake2b(fields, digest_size=16).digest()
        repeat = self._repeats[digest] = self._repeats.get(digest, 0) + 1
        return hashlib.blake2b(digest + str(repeat).encode(), digest_size=16).hexdigest()


def _is_same(weapon: WeaponRow, registered: WeaponRecord) -> bool:
    """Whether a row is this very weapon: the source's own reference says so, or the depot does."""
    if weapon.reference and registered.reference:
        return weapon.reference == registered.reference
    return not weapon.depot or weapon.depot.casefold() == registered.depot.casefold()


def _unchanged(planned: Planned, weapon: WeaponRow, registered: WeaponRecord) -> None:
    planned.outcome = Outcome.UNCHANGED
    differing = [
        name
        for name, stated in _fields(weapon).items()
        if stated not in (None, "") and stated != getattr(registered, name)
    ]
    if weapon.status is not None and weapon.status is not registered.status:
        differing.append("status")
    if differing:
        planned.warnings.append(
            RowMessage(
                planned.file,
                planned.row.row,
                "",
                _DIFFERS,
                {"number": registered.number, "fields": ", ".join(differing)},
            )
        )


def _fields(weapon: WeaponRow) -> dict[str, object]:
    return {
        "serial_state": SerialState(weapon.serial_state),
        "maker": weapon.maker,
        "model": weapon.model,
        "calibre": weapon.calibre,
        "country": weapon.country,
        "year": weapon.year,
        "category": weapon.category,
        "condition": weapon.condition,
        "depot": weapon.depot,
        "store": weapon.store,
        "rack": weapon.rack,
        "received_on": weapon.received_on,
        "source": weapon.source,
        "reference": weapon.reference,
        "notes": weapon.notes,
    }


def _refuse(planned: Planned, column: str, message_id: str, **params: object) -> None:
    planned.outcome = Outcome.ERROR
    planned.errors.append(RowMessage(planned.file, planned.row.row, column, message_id, params))


def _messages(file: str, messages: Iterable[Message]) -> Iterator[RowMessage]:
    for each in messages:
        yield RowMessage(file, each.row, each.column, each.message_id, each.params)
