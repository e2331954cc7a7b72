"""Disposal: orders, the work under them, their verification, and weapons that are there again."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stockpile_app.domain.access import Permission, SecondPersonAct
from stockpile_app.domain.disposal import (
    LONGEST_TEXT,
    AddDisposalPhotograph,
    AttestDisposal,
    CloseDisposalDay,
    DisposalDone,
    LiftStop,
    OpenDisposalDay,
    ReportFoundAgain,
)
from stockpile_app.domain.disposal_finish import MARK_AFTER, check_finished
from stockpile_app.domain.disposal_records import (
    DisposalLineState,
    FoundAgainRecord,
    OrderRecord,
)
from stockpile_app.domain.disposal_rules import (
    check_approved,
    check_independent,
    check_line,
    check_open,
    check_witnesses,
)
from stockpile_app.domain.disposal_totals import check_totals
from stockpile_app.domain.errors import BadValue, NotAllowed, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    DisposalPhotographAdded,
    DisposalStopLifted,
    DisposalVerified,
    DisposedWeaponFound,
    IncidentReported,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.vocabulary import IncidentKind
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_text
from stockpile_app.i18n import tr
from stockpile_app.persistence import disposal_index, disposal_work_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import is_open
from stockpile_app.services.cutter import CutterSession, check_marked
from stockpile_app.services.disposal_days import day_closed, day_opened
from stockpile_app.services.disposal_orders import DisposalOrders, existing
from stockpile_app.services.photographs import media_type

if TYPE_CHECKING:
    from stockpile_app.services.disposal_methods import DisposalMethods
    from stockpile_app.services.disposal_papers import DisposalPapers
    from stockpile_app.services.surplus import Surplus

_NO_DAY: Final = N_("There is no such day of work in this register.")
_OTHERS: Final = N_(
    "{reader} and {confirmer} began this day. They alone can go on with it; close it and open"
    " another for somebody else."
)
_NOT_DISPOSED: Final = N_("{number} was not disposed of: there is nothing to raise an alarm about.")
_KEPT: Final = N_("This photograph is kept with the order already.")
_ALARM: Final = N_(
    "{number} is there again. By {order} it was {done} on {day}; certificate: {certificate}."
    " {circumstances}"
)


class Disposal(DisposalOrders):
    """What is done with disposal orders."""

    @cached_property
    def papers(self) -> DisposalPapers:
        """Orders, work lists and certificates."""
        from stockpile_app.services.disposal_papers import DisposalPapers  # noqa: PLC0415

        return DisposalPapers(self._desk)

    @cached_property
    def surplus(self) -> Surplus:
        """What is more than units need."""
        from stockpile_app.services.surplus import Surplus  # noqa: PLC0415

        return Surplus(self._desk)

    @cached_property
    def methods(self) -> DisposalMethods:
        """Ways of disposing of weapons, and what they cost."""
        from stockpile_app.services.disposal_methods import DisposalMethods  # noqa: PLC0415

        return DisposalMethods(self._desk)

    # --- the work --------------------------------------------------------------------------------

    def open_day(self, command: OpenDisposalDay, second: Credentials | None) -> CutterSession:
        """Begin a day of work: who is signed in reads, the second person confirms.

        Raises:
            BadValue: A field cannot be used; a destruction has no witness.
            NotAllowedNow: The order is not approved, nothing waits in a guarded place, or a day is
                open already.
            SecondPersonNeeded: No second person was named.
        """
        self._desk.require(Permission.DISPOSE)
        with self._desk.store.read() as connection:
            check_approved(existing(connection, command.order_id))
        key = self._desk.approval(SecondPersonAct.DISPOSE, second)
        with self._desk.store.write(key) as uow:
            day_id = day_opened(self._desk, uow, command, key.name)
            changes = uow.commit()
        with self._desk.store.read() as connection:
            day = disposal_work_index.day(connection, day_id)
        assert day is not None  # noqa: S101 - it was opened just now
        return CutterSession(self._desk, day, key, changes)

    def resume_day(self, day_id: int, second: Credentials | None) -> CutterSession:
        """Go on with an open day, after a pause or a power cut, by the two who began it.

        Raises:
            NotAllowed: Others began it.
            NotAllowedNow: It is closed.
            NotFound: There is no such day.
            SecondPersonNeeded: No second person was named.
        """
        self._desk.require(Permission.DISPOSE)
        with self._desk.store.read() as connection:
            day = disposal_work_index.day(connection, day_id)
            if day is None:
                raise NotFound(_NO_DAY)
            if day.ended_at is not None:
                raise NotAllowedNow(N_("This day is closed already."))
            reader, confirmer = disposal_work_index.day_users(connection, day_id)
        if self._desk.user.name != reader:
            raise NotAllowed(_OTHERS, reader=day.reader, confirmer=day.confirmer)
        key = self._desk.approval(SecondPersonAct.DISPOSE, second)
        if key.name != confirmer:
            raise NotAllowed(_OTHERS, reader=day.reader, confirmer=day.confirmer)
        return CutterSession(self._desk, day, key)

    def close_day(self, command: CloseDisposalDay, second: Credentials | None) -> DisposalDone:
        """End a day of work whose two people are not at it any more; any second person will do.

        Raises:
            BadValue: The stated number is not the recorded one, or a field cannot be used.
            NotAllowedNow: It is closed already.
            NotFound: There is no such day.
            SecondPersonNeeded: No second person was named.
        """
        self._desk.require(Permission.DISPOSE)
        key = self._desk.approval(SecondPersonAct.DISPOSE, second)
        with self._desk.store.write(key) as uow:
            return day_closed(self._desk, uow, command)

    def lift(self, command: LiftStop, second: Credentials | None) -> DisposalDone:
        """Let a stopped weapon be read once more, because it is known what was the matter.

        Raises:
            BadValue: Nothing is explained.
            NotAllowedNow: It is not stopped, not on the order, or not as it was listed.
            SecondPersonNeeded: No second person was named.
        """
        self._desk.require(Permission.DISPOSE)
        explanation = check_text(command.explanation, "explanation", LONGEST_TEXT)
        if not explanation:
            raise BadValue(N_("Say what was the matter."), "explanation")
        weapon = self._desk.weapon(command.weapon_id)
        key = self._desk.approval(SecondPersonAct.DISPOSE, second)
        with self._desk.store.write(key) as uow:
            order = existing(uow.connection, command.order_id)
            check_approved(order)
            line = disposal_index.line(uow.connection, order.id, weapon.id)
            check_line(line, order, weapon.number, DisposalLineState.STOPPED)
            uow.record(
                DisposalStopLifted(order=order.id, number=weapon.number, explanation=explanation)
            )
            return DisposalDone(order.id, order.number, uow.commit())

    def add_photograph(self, command: AddDisposalPhotograph) -> DisposalDone:
        """Keep a photograph of a disposal, of one weapon where it is named.

        Raises:
            BadValue: It is no JPEG or PNG picture, larger than 20 MB, or kept already.
            NotAllowedNow: The order is not approved, or over; the weapon is not on it.
        """
        self._desk.require(Permission.DISPOSE)
        kind = media_type(command.content)
        caption = check_text(command.caption, "caption", LONGEST_TEXT)
        sha256 = hashlib.sha256(command.content).hexdigest()
        number = ""
        with self._desk.store.read() as connection:
            order = existing(connection, command.order_id)
            check_approved(order)
            if any(
                each.sha256 == sha256
                for each in disposal_work_index.photographs(connection, order.id)
            ):
                raise BadValue(_KEPT, "content")
            if command.weapon_id is not None:
                number = self._desk.weapon(command.weapon_id).number
                if disposal_index.line(connection, order.id, command.weapon_id) is None:
                    check_line(None, order, number, DisposalLineState.PLACED)
        # the picture first: without its entry it is only unused, an entry without it is damage
        self._desk.store.media.put(command.content, kind)
        with self._desk.store.write() as uow:
            check_open(existing(uow.connection, order.id))
            uow.record(
                DisposalPhotographAdded(
                    order=order.id,
                    moment=command.moment,
                    sha256=sha256,
                    media_type=kind,
                    size=len(command.content),
                    number=number,
                    caption=caption,
                )
            )
            return DisposalDone(order.id, order.number, uow.commit())

    # --- afterwards ------------------------------------------------------------------------------

    def attest(self, command: AttestDisposal) -> DisposalDone:
        """Record that who is signed in, and had no part in it, verified the result.

        Raises:
            BadValue: The totals are not the recorded ones, or a field cannot be used.
            NotAllowed: They took part in it.
            NotAllowedNow: Something is not finished, or a deactivated weapon has no mark of it.
        """
        self._desk.require(Permission.ATTEST)
        user = self._desk.user
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        with self._desk.store.write() as uow:
            order = existing(uow.connection, command.order_id)
            check_approved(order)
            took_part = disposal_index.took_part(uow.connection, order.id)
            check_independent((user.name, user.full_name), took_part)
            check_finished(order)
            self._check_after(uow.connection, order, command)
            totals = disposal_index.totals(uow.connection, order.id)
            check_totals(command.totals, totals)
            uow.record(
                DisposalVerified(
                    order=order.id,
                    occurred_on=day,
                    verifier=user.name,
                    totals=tuple(
                        (each.category or "", each.model, each.calibre, each.disposed)
                        for each in totals
                        if each.disposed
                    ),
                    disposed=order.count(DisposalLineState.DISPOSED),
                    removed=order.count(DisposalLineState.REMOVED),
                    observers=check_witnesses(
                        command.observers, (user.full_name,), needed=False, field="observers"
                    ),
                    statement=check_text(command.statement, "statement", LONGEST_NOTE),
                )
            )
            return DisposalDone(order.id, order.number, uow.commit())

    def _check_after(
        self, connection: Connection, order: OrderRecord, command: AttestDisposal
    ) -> None:
        days = disposal_work_index.days(connection, order.id)
        last = max(each.ended_at or each.started_at for each in days).date()
        if command.occurred_on < last:
            raise BadValue(N_("It cannot be verified before the work ended."), "occurred_on")
        if (mark := MARK_AFTER.get(order.kind)) is not None:
            disposed = (DisposalLineState.DISPOSED,)
            lines = disposal_index.lines(connection, order.id, disposed)
            weapons = [each.weapon for each in lines]
            check_marked(connection, weapons, mark)

    def disposed(self, weapon_id: int) -> FoundAgainRecord | None:
        """Return by what a weapon was disposed of for good; None where it was not."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return disposal_index.disposed(connection, weapon_id)

    def found_again(self, command: ReportFoundAgain) -> DisposalDone:
        """Raise the alarm: a weapon that was disposed of is there again. An incident is reported.

        The weapon keeps its status: what was certified is not undone, it is contradicted.

        Raises:
            BadValue: Nothing is said of it, or the day is in the future.
            NotAllowedNow: The weapon was not disposed of.
            NotFound: There is no such weapon or place.
        """
        self._desk.require(Permission.REPORT_INCIDENT)
        circumstances = check_text(command.circumstances, "circumstances", LONGEST_NOTE)
        if not circumstances:
            raise BadValue(N_("Say where and how the weapon was found."), "circumstances")
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        weapon = self._desk.weapon(command.weapon_id)
        user = self._desk.user.full_name
        with self._desk.store.write() as uow:
            known = disposal_index.disposed(uow.connection, weapon.id)
            if known is None:
                raise NotAllowedNow(_NOT_DISPOSED, number=weapon.number)
            if command.place_id is not None and not is_open(uow.connection, command.place_id):
                raise NotFound(N_("There is no such place, or it is closed."))
            incident = uow.next_seq
            uow.record(
                IncidentReported(
                    incident_kind=IncidentKind.DIVERSION,
                    discovered_on=day,
                    circumstances=_alarm(known, circumstances),
                    reported_by=user,
                    place=command.place_id,
                ),
                DisposedWeaponFound(
                    number=weapon.number,
                    order=known.order_id,
                    occurred_on=day,
                    found_by=check_text(command.found_by, "found_by") or user,
                    circumstances=circumstances,
                    certificate=known.certificate,
                    place=command.place_id,
                    incident=incident,
                ),
            )
            changes = uow.commit()
        return DisposalDone(known.order_id, known.order_number, changes, incident_id=incident)


def _alarm(known: FoundAgainRecord, circumstances: str) -> str:
    text = tr(
        _ALARM,
        number=known.weapon.number,
        order=known.order_number,
        done=known.weapon.status.label.lower(),
        day=known.disposed_at.date().isoformat(),
        certificate=known.certificate or "–",
        circumstances=circumstances,
    )
    return text[:LONGEST_NOTE]
