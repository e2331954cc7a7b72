"""Registering, describing, correcting and finding weapons."""

from __future__ import annotations

import datetime as dt
import hashlib
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from stockpile_app.domain.access import Permission, SecondPersonAct
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, DisposedOf, Duplicate, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    Fact,
    IdentityCorrected,
    MarkRecorded,
    PhotographAdded,
    WeaponDescribed,
    WeaponRegistered,
)
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import (
    EntryRecord,
    FindResult,
    HoldingRecord,
    MarkRecord,
    PhotographRecord,
    WeaponQuery,
    WeaponRecord,
)
from stockpile_app.domain.serials import normalise
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.weapons import (
    LARGEST_MARK,
    LONGEST_NOTE,
    AddPhotograph,
    CorrectIdentity,
    DescribeWeapon,
    ObserveMark,
    RegisterWeapon,
    check_day,
    check_serial,
    check_text,
    check_year,
    identity,
    identity_of,
    tells_apart,
)
from stockpile_app.persistence import disposal_index, history, search, weapon_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import is_open, read_places
from stockpile_app.persistence.weapon_records import load
from stockpile_app.reference.calibres import canonical_calibre
from stockpile_app.reference.countries import parse_country
from stockpile_app.services.desk import Desk
from stockpile_app.services.photographs import media_type
from stockpile_app.services.standing import check_place


@dataclass(frozen=True, slots=True)
class WeaponChanged:
    """Result of an act on a weapon."""

    weapon_id: int
    number: str
    changes: ChangeSet


class Weapons:
    """What is done with weapons."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    # --- looking ---------------------------------------------------------------------------------

    def snapshot(self, query: WeaponQuery, progress: Progress | None = None) -> array[int]:
        """Return the ids of every match, in order; for lists of any length.

        Raises:
            Cancelled: The user asked to stop.
        """
        with self._reading() as connection:
            return weapon_index.snapshot(connection, query, progress or NoProgress())

    def load(self, ids: Sequence[int]) -> dict[int, WeaponRecord]:
        """Return the records of ``ids``; 200 or so at a time."""
        with self._reading() as connection:
            return load(connection, ids)

    def find(self, text: str, limit: int = 100) -> FindResult:
        """Find by register number, exact serial, any part of one, and look-alikes."""
        with self._reading() as connection:
            return search.find(connection, text, limit)

    def by_number(self, text: str) -> WeaponRecord:
        """Return the weapon with a register number, typed or scanned.

        Raises:
            NotFound: It is no register number, or none of this register.
        """
        with self._reading() as connection:
            weapon_id = search.weapon_by_number(connection, text)
            if weapon_id is None:
                raise NotFound(
                    N_("“{text}” is not the register number of a weapon in this register."),
                    text=text,
                )
            return load(connection, [weapon_id])[weapon_id]

    def history(self, weapon_id: int) -> list[EntryRecord]:
        """Return every entry about a weapon, oldest first."""
        with self._reading() as connection:
            return history.weapon_history(connection, weapon_id)

    def marks(self, weapon_id: int) -> list[MarkRecord]:
        """Return the marks of a weapon."""
        with self._reading() as connection:
            return history.marks(connection, weapon_id)

    def photographs(self, weapon_id: int) -> list[PhotographRecord]:
        """Return the photographs of a weapon, without the pictures."""
        with self._reading() as connection:
            return history.photographs(connection, weapon_id)

    def picture(self, sha256: str) -> bytes:
        """Return a photograph's content.

        Raises:
            RegisterDamaged: It is missing or was changed.
        """
        self._desk.require(Permission.READ)
        return self._desk.store.media.get(sha256)

    def holdings(self) -> list[HoldingRecord]:
        """Return how many weapons of each kind are in each depot."""
        with self._reading() as connection:
            return weapon_index.holdings(connection)

    def known(self, column: str) -> list[str]:
        """Return the makers, models or calibres that occur ("maker", "model", "calibre")."""
        with self._reading() as connection:
            return weapon_index.distinct_values(connection, column)

    # --- recording -------------------------------------------------------------------------------

    def register(self, command: RegisterWeapon) -> WeaponChanged:
        """Register one weapon.

        Raises:
            BadValue: A field cannot be used; says which.
            DisposedOf: Such a weapon was disposed of, and ought not to be there.
            Duplicate: A weapon that nothing tells apart from it has the same serial.
            NotAllowedNow: The place is sealed, on its way or being counted.
            NotFound: There is no such place.
        """
        self._desk.require(Permission.RECORD)
        with self._desk.store.write() as uow:
            if not is_open(uow.connection, command.place_id):
                raise NotFound(N_("Choose the place where the weapon is."))
            check_place(uow.connection, read_places(uow.connection), command.place_id)
            sequence = history.last_sequences(uow.connection)[0] + 1
            number = str(RegisterNumber(self._desk.store.origin, sequence))
            fact = registration(command, number, self._desk.today)
            refuse_duplicate(uow.connection, fact)
            uow.record(fact)
            return WeaponChanged(sequence, number, uow.commit())

    def describe(self, command: DescribeWeapon) -> WeaponChanged:
        """Record what may change without touching the identity.

        Raises:
            BadValue: A field cannot be used; says which.
            NotAllowedNow: The weapon is destroyed, transferred or withdrawn.
        """
        weapon = self._changeable(command.weapon_id, Permission.RECORD)
        return self._record(
            weapon,
            WeaponDescribed(
                number=weapon.number,
                occurred_on=self._desk.today.isoformat(),
                category=command.category,
                condition=command.condition,
                source=check_text(command.source, "source"),
                reference=check_text(command.reference, "reference"),
                notes=check_text(command.notes, "notes", LONGEST_NOTE),
            ),
        )

    def correct(self, command: CorrectIdentity, second: Credentials | None) -> WeaponChanged:
        """Correct a registered identity, by an entry that names the one it corrects and says why.

        Raises:
            BadValue: A field cannot be used, or no reason is given.
            SecondPersonNeeded: No second person was named.
            Duplicate: Another weapon has this identity.
        """
        weapon = self._changeable(command.weapon_id, Permission.CORRECT)
        reason = check_text(command.reason, "reason", 500)
        if not reason:
            raise BadValue(N_("Say why the identity is corrected."), "reason")
        approver = self._desk.approval(SecondPersonAct.CORRECT_IDENTITY, second)
        with self._desk.store.write(approver) as uow:
            fact = IdentityCorrected(
                number=weapon.number,
                corrects=history.identity_seq(uow.connection, weapon.id),
                reason=reason,
                serial=check_serial(command.serial, command.serial_state),
                serial_state=command.serial_state,
                maker=check_text(command.maker, "maker"),
                model=check_text(command.model, "model"),
                calibre=calibre_of(command.calibre),
                country=country_of(command.country),
                year=check_year(command.year, self._desk.today),
            )
            refuse_duplicate(uow.connection, fact, weapon)
            uow.record(fact)
            return WeaponChanged(weapon.id, weapon.number, uow.commit())

    def observe_mark(self, command: ObserveMark) -> WeaponChanged:
        """Record a mark that was read on a weapon.

        Raises:
            BadValue: The text is empty or too long.
        """
        weapon = self._changeable(command.weapon_id, Permission.RECORD)
        text = check_text(command.text, "text", 200)
        if not text:
            raise BadValue(N_("Write the mark as it stands on the weapon."), "text")
        return self._record(
            weapon,
            MarkRecorded(
                number=weapon.number,
                occurred_on=self._desk.today.isoformat(),
                component=command.component,
                occasion=command.occasion,
                text=text,
                position=check_text(command.position, "position"),
                method=command.method,
                met=command.met,
                not_met=command.not_met,
                altered=command.altered,
                **_content(command, self._desk.today),
            ),
        )

    def add_photograph(self, command: AddPhotograph) -> WeaponChanged:
        """Keep a photograph of a weapon.

        Raises:
            BadValue: It is no JPEG or PNG picture, or larger than 20 MB.
        """
        weapon = self._changeable(command.weapon_id, Permission.RECORD)
        kind = media_type(command.content)
        caption = check_text(command.caption, "caption", 200)
        sha256 = hashlib.sha256(command.content).hexdigest()
        if any(each.sha256 == sha256 for each in self.photographs(weapon.id)):
            raise BadValue(N_("This photograph is kept with the weapon already."), "content")
        # the picture first: without its entry it is only unused, an entry without it is damage
        self._desk.store.media.put(command.content, kind)
        return self._record(
            weapon,
            PhotographAdded(
                number=weapon.number,
                occurred_on=self._desk.today.isoformat(),
                sha256=sha256,
                media_type=kind,
                size=len(command.content),
                caption=caption,
            ),
        )

    def _record(self, weapon: WeaponRecord, fact: Fact) -> WeaponChanged:
        with self._desk.store.write() as uow:
            uow.record(fact)
            return WeaponChanged(weapon.id, weapon.number, uow.commit())

    def _changeable(self, weapon_id: int, permission: Permission) -> WeaponRecord:
        self._desk.require(permission)
        weapon = self._desk.weapon(weapon_id)
        if weapon.status.is_final:
            raise NotAllowedNow(
                N_("{number} is {status}: nothing more can be recorded of it."),
                number=weapon.number,
                status=weapon.status.label.lower(),
            )
        return weapon

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            yield connection


def registration(command: RegisterWeapon, number: str, today: dt.date) -> WeaponRegistered:
    """Return the fact that a weapon is in the register.

    Raises:
        BadValue: A field cannot be used; says which.
    """
    return WeaponRegistered(
        number=number,
        place=command.place_id,
        serial=check_serial(command.serial, command.serial_state),
        serial_state=command.serial_state,
        maker=check_text(command.maker, "maker"),
        model=check_text(command.model, "model"),
        calibre=calibre_of(command.calibre),
        country=country_of(command.country),
        year=check_year(command.year, today),
        category=command.category,
        condition=command.condition,
        received_on=check_day(command.received_on, "received_on", today),
        source=check_text(command.source, "source"),
        reference=check_text(command.reference, "reference"),
        notes=check_text(command.notes, "notes", LONGEST_NOTE),
    )


def _content(command: ObserveMark, today: dt.date) -> dict[str, Any]:
    """Return what a mark says and how large it is, as the ledger keeps it.

    Raises:
        BadValue: A text is too long, the country or year cannot be, or a size is not above zero.
    """
    for name in ("height", "depth"):
        size = getattr(command, name)
        if size is not None and not 0 < size <= LARGEST_MARK:
            raise BadValue(N_("Write the size in millimetres, above 0 and below 100."), name)
    texts = ("maker", "serial", "model", "code", "authority")
    return {
        **{name: check_text(getattr(command, name), name) for name in texts},
        "country": country_of(command.country),
        "year": check_year(command.year, today),
        "calibre": calibre_of(command.calibre),
        "height": command.height,
        "depth": command.depth,
    }


def calibre_of(text: str) -> str:
    """Return the canonical form of a calibre, or the text itself where it is not known."""
    text = check_text(text, "calibre")
    return canonical_calibre(text) or text


def country_of(text: str) -> str:
    """Return the two-letter code of a country of manufacture, or "" where it is not known.

    Raises:
        BadValue: The text names no country.
    """
    text = check_text(text, "country")
    if not text:
        return ""
    code = parse_country(text)
    if code is None:
        raise BadValue(N_("“{text}” is no country that the program knows."), "country", text=text)
    return code


def refuse_duplicate(
    connection: Connection,
    fact: WeaponRegistered | IdentityCorrected,
    own: WeaponRecord | None = None,
) -> None:
    """Refuse a weapon that nothing tells apart from one that is registered already.

    Raises:
        DisposedOf: That one was disposed of, and ought not to be there.
        Duplicate: It is.
    """
    if fact.serial is None:
        return
    serial = normalise(fact.serial)
    same = weapon_index.with_serials(connection, [serial]).get(serial, [])
    # a correction of the identity leaves the category alone
    category = own.category if own else None
    if isinstance(fact, WeaponRegistered):
        category = fact.category
    stated = identity(fact.country, fact.maker, fact.model, fact.calibre, category)
    clashes = [
        each
        for each in same
        if (own is None or each.id != own.id) and not tells_apart(stated, identity_of(each))
    ]
    for each in clashes:
        known = disposal_index.disposed(connection, each.id) if each.status.is_disposed else None
        if known is not None:
            certificate = known.certificate or "–"
            raise DisposedOf(fact.serial, each.number, known.order_number, certificate)
    if clashes:
        raise Duplicate(fact.serial, [each.number for each in clashes])
