"""Work at the guarded place: each weapon is read by one person and confirmed by another.

The second person signs in once for a session and signs every act of it with their own key. The
key is kept in memory alone, and not for long: after a pause, or when the window locks, they sign
in again. Each act is a transaction of its own, so a power cut loses nothing that was answered.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from msgspec.structs import asdict

from stockpile_app.domain.access import Permission, SecondPersonAct
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.disposal import (
    CloseDisposalDay,
    DisposalDone,
    DisposeOfWeapons,
    ReadWeapon,
)
from stockpile_app.domain.disposal_finish import MARK_BEFORE, check_carries, check_conditions
from stockpile_app.domain.disposal_records import (
    DisposalDayRecord,
    DisposalLineState,
    OrderLineRecord,
    OrderRecord,
)
from stockpile_app.domain.disposal_rules import (
    WITH_METHOD,
    check_approved,
    check_line,
    why_stopped,
)
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound, SecondPersonNeeded
from stockpile_app.domain.facts import (
    DisposalWeaponStopped,
    DisposalWeaponVerified,
    WeaponsDisposed,
)
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.scans import ScanKind
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MarkOccasion
from stockpile_app.domain.weapons import LONGEST_NOTE, check_text
from stockpile_app.i18n import error_text
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import disposal_index, disposal_work_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.desk import Desk
from stockpile_app.services.disposal_days import day_closed
from stockpile_app.services.disposal_orders import existing
from stockpile_app.services.scans import Scans

LONGEST_PAUSE: Final = dt.timedelta(minutes=15)
"""After so long without an act the second person signs in again."""

_NO_WEAPON: Final = N_("“{text}” is no weapon of this register. Put it aside.")
_SHARED: Final = N_("Several weapons have the serial “{text}”. Scan the label instead.")
_DAY_OVER: Final = N_("This day is closed. Open another to go on.")
_NOTHING: Final = N_("Nothing is read and confirmed that was not disposed of already.")
_UNREAD_TODAY: Final = N_("{number} was not read and confirmed today. Read it again.")


@dataclass(frozen=True, slots=True)
class CutterAnswer:
    """What came of reading a weapon.

    Attributes:
        line: As it is now.
        matched: Whether both read what is listed.
        why: Why it was stopped, in words; "" where it was not.
    """

    line: OrderLineRecord
    matched: bool
    why: str
    done: DisposalDone


class CutterSession:
    """Two people at work on one day of an order.

    Attributes:
        day: The day, as it was when the session began.
        order_id: The order.
        confirmer: User name of who confirms.
        changes: What opening the day changed; nothing where it was gone on with.
    """

    def __init__(
        self,
        desk: Desk,
        day: DisposalDayRecord,
        key: SigningKey,
        changes: ChangeSet | None = None,
    ) -> None:
        """Go on with ``day``; whoever confirms signed in, and signs with ``key``."""
        self.changes = changes or ChangeSet()
        self._desk = desk
        self._key: SigningKey | None = key
        self._last = desk.store.clock()
        self.day = day
        self.order_id = day.order_id
        self.confirmer = key.name

    @property
    def is_live(self) -> bool:
        """Whether the second person need not sign in again."""
        # a clock that is set back ends it too
        pause = abs(self._desk.store.clock() - self._last)
        return self._key is not None and pause <= LONGEST_PAUSE

    def end(self) -> None:
        """Forget the second person's key."""
        self._key = None

    def find(self, text: str) -> OrderLineRecord:
        """Return the line of what was scanned or typed, when it may be read or disposed of now.

        Raises:
            NotFound: It is no weapon of this register.
            NotAllowedNow: It is not on the order, elsewhere, or settled already; says what to do.
        """
        scan = Scans(self._desk).read(text)
        if scan.kind is ScanKind.SHARED:
            raise NotAllowedNow(_SHARED, text=scan.text)
        if scan.weapon is None:
            raise NotFound(_NO_WEAPON, text=scan.text)
        with self._desk.store.read() as connection:
            order = existing(connection, self.order_id)
            line = disposal_index.line(connection, self.order_id, scan.weapon.id)
            wanted = DisposalLineState.PLACED
            if line is not None and line.state is DisposalLineState.VERIFIED:
                wanted = DisposalLineState.VERIFIED
            return check_line(line, order, scan.weapon.number, wanted)

    def read(self, command: ReadWeapon) -> CutterAnswer:
        """Record what both read on a weapon: it is the one listed, or it is stopped.

        A stop is recorded as well and stops that weapon alone.

        Raises:
            BadValue: A text is too long.
            NotAllowedNow: The weapon is not on the order, elsewhere, or was read already.
            SecondPersonNeeded: The second person has to sign in again.
        """
        read = check_text(command.serial_read, "serial_read")
        confirmed = check_text(command.serial_confirmed, "serial_confirmed")
        with self._write() as uow:
            order, weapon = self._working(uow.connection), self._desk.weapon(command.weapon_id)
            line = check_line(
                disposal_index.line(uow.connection, order.id, weapon.id),
                order,
                weapon.number,
                DisposalLineState.PLACED,
            )
            why = why_stopped(line.serial, read, confirmed)
            fact = DisposalWeaponVerified(
                order=order.id,
                day=self.day.id,
                number=weapon.number,
                serial_read=read,
                serial_confirmed=confirmed,
                at=self._now,
            )
            uow.record(DisposalWeaponStopped(**asdict(fact), reason=why) if why else fact)
            after = disposal_index.line(uow.connection, order.id, weapon.id)
            changes = uow.commit()
        assert after is not None  # noqa: S101 - it was there before
        done = DisposalDone(order.id, order.number, changes, self.day.id)
        return CutterAnswer(after, not why, error_text(NotAllowedNow(why)) if why else "", done)

    def dispose(self, command: DisposeOfWeapons) -> DisposalDone:
        """Record that weapons which both read today were destroyed or handed over, for good.

        Raises:
            BadValue: Nobody is named who received them, where they were handed over.
            NotAllowedNow: A weapon was not read today; a condition of the hand-over is not met; a
                weapon that goes to a civilian has no transfer mark.
            SecondPersonNeeded: The second person has to sign in again.
        """
        notes = check_text(command.notes, "notes", LONGEST_NOTE)
        with self._write() as uow:
            order = self._working(uow.connection)
            received_by = self._receiver(order, command.received_by)
            check_conditions(order.kind, disposal_work_index.checks(uow.connection, order.id))
            weapons = self._ready(uow.connection, order, command.weapon_ids)
            if (mark := MARK_BEFORE.get(order.kind)) is not None:
                check_marked(uow.connection, weapons, mark)
            uow.record(
                WeaponsDisposed(
                    order=order.id,
                    day=self.day.id,
                    weapons=tuple(each.number for each in weapons),
                    at=self._now,
                    operator=self.day.operator,
                    components=self.day.components,
                    received_by=received_by,
                    notes=notes,
                )
            )
            return DisposalDone(order.id, order.number, uow.commit(), self.day.id)

    def close(self, command: CloseDisposalDay) -> DisposalDone:
        """End the work of the day; what was read and not disposed of is read again next time.

        Raises:
            BadValue: The stated number is not the recorded one, or a field cannot be used.
            NotAllowedNow: The day is closed already.
            SecondPersonNeeded: The second person has to sign in again.
        """
        with self._write() as uow:
            done = day_closed(self._desk, uow, command)
        self.end()
        return done

    # --- what all acts need ----------------------------------------------------------------------

    def _write(self) -> UnitOfWork:
        self._desk.require(Permission.DISPOSE)
        if self._key is None or not self.is_live:
            self.end()
            raise SecondPersonNeeded(act=SecondPersonAct.DISPOSE.label)
        self._last = self._desk.store.clock()
        return self._desk.store.write(self._key)

    @property
    def _now(self) -> str:
        return self._desk.local_now.strftime("%Y-%m-%dT%H:%M")

    def _working(self, connection: Connection) -> OrderRecord:
        """Return the order, while its day is open."""
        order = existing(connection, self.order_id)
        check_approved(order)
        if order.open_day != self.day.id:
            raise NotAllowedNow(_DAY_OVER)
        return order

    def _receiver(self, order: OrderRecord, name: str) -> str:
        if order.kind in WITH_METHOD:
            return ""
        name = check_text(name, "received_by")
        if not name:
            raise BadValue(N_("Say who receives the weapons."), "received_by")
        if name.casefold() == self.day.operator.casefold():
            raise BadValue(N_("Who hands over does not receive."), "received_by")
        return name

    def _ready(
        self, connection: Connection, order: OrderRecord, weapon_ids: tuple[int, ...]
    ) -> list[WeaponRecord]:
        """Return the weapons that both read today: those named, or all."""
        verified = DisposalLineState.VERIFIED
        if not weapon_ids:
            lines = disposal_index.lines(connection, order.id, (verified,))
            if not lines:
                raise NotAllowedNow(_NOTHING)
        else:
            found = disposal_index.lines(connection, order.id, weapon_ids=weapon_ids)
            lines = [each for each in found if each.weapon.id in weapon_ids]
            known = {each.weapon.id for each in lines}
            for each in weapon_ids:
                if each not in known:
                    check_line(None, order, self._desk.weapon(each).number, verified)
        for line in lines:
            check_line(line, order, line.weapon.number, verified)
            if line.day_id != self.day.id:
                raise NotAllowedNow(_UNREAD_TODAY, number=line.weapon.number)
        return [each.weapon for each in lines]


def check_marked(
    connection: Connection, weapons: list[WeaponRecord], occasion: MarkOccasion
) -> None:
    """Refuse weapons that do not carry a sound mark of an occasion.

    Raises:
        NotAllowedNow: Names the first.
    """
    marked = disposal_work_index.with_mark(connection, [each.id for each in weapons], occasion)
    check_carries(weapons, marked, occasion)
