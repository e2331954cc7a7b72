"""Papers about movements: vouchers, manifests, declarations, logs and histories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stockpile_app import i18n
from stockpile_app.documents.custody_history import (
    person_code,
    write_person_history,
    write_weapon_history,
)
from stockpile_app.documents.handover_declaration import Handover, write_handover_declaration
from stockpile_app.documents.manifest import write_manifest
from stockpile_app.documents.removal_log import write_removal_log
from stockpile_app.documents.voucher import TITLES, write_voucher
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.movement_papers import (
    PrintMovement,
    PrintPersonHistory,
    PrintRemovalLog,
    PrintWeaponHistory,
)
from stockpile_app.domain.movements import DispatchRecord, MovementLineRecord, MovementRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.persistence import (
    custody_index,
    dispatch_index,
    movement_index,
    people_index,
)
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.persistence.weapon_records import load
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing

MOST_REMOVALS: Final = 20_000
_MOST_SPANS: Final = 20_000
_NO_VOUCHER: Final = N_("{number} has no voucher of its own; print its manifest or declaration.")
_NO_MOVEMENT: Final = N_("There is no such movement in this register.")
_NO_DISPATCH: Final = N_("There is no such dispatch in this register.")
_NO_RECEIPT: Final = N_("A handover declaration is made of a receipt; choose one.")
_ALL_DEPOTS: Final = N_("All depots")


class MovementPapers:
    """What is printed of movements."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def voucher(self, command: PrintMovement) -> DocumentDone:
        """Write the voucher of an issue, loan, repair, return or move, sealed.

        Raises:
            BadValue: The movement is of a kind that has no voucher.
            NotFound: There is no such movement.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            movement = self._movement(made.connection, command.movement_id)
            if movement.kind not in TITLES:
                raise BadValue(_NO_VOUCHER, number=movement.number)
            lines = movement_index.lines(made.connection, movement.id)
            person = None
            if movement.person_id is not None:
                person = people_index.person(made.connection, movement.person_id)
            made.about(subject=movement.id)
            stamp = made.stamp(
                "voucher",
                "VO",
                TITLES[movement.kind],
                depot=_depot(made.connection, movement, lines),
                scope=movement.number,
                weapons=len(lines),
            )
            write_voucher(made.out, stamp, movement, lines, person, dpi=command.dpi)
        return made.done

    def manifest(self, command: PrintMovement) -> DocumentDone:
        """Write the manifest of a dispatch, sealed; a receipt's id gives that of its dispatch.

        Raises:
            NotFound: There is no such dispatch.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            dispatch = self._dispatch(made.connection, command.movement_id)
            made.about(subject=dispatch.movement.id)
            stamp = made.stamp(
                "manifest",
                "MF",
                N_("Dispatch manifest"),
                depot=dispatch.from_depot,
                scope=dispatch.movement.number,
                weapons=len(dispatch.lines),
            )
            write_manifest(made.out, stamp, dispatch, dpi=command.dpi)
        return made.done

    def handover(self, command: PrintMovement) -> DocumentDone:
        """Write the handover declaration of a receipt, sealed (IDDRS 4.10, 7.2).

        Raises:
            BadValue: The movement is no receipt.
            NotFound: There is no such movement.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            receipt = self._movement(made.connection, command.movement_id)
            if receipt.kind is not MovementKind.RECEIPT:
                raise BadValue(_NO_RECEIPT)
            dispatch = self._dispatch(made.connection, receipt.id)
            lines = movement_index.lines(made.connection, receipt.id)
            handover = Handover(
                receipt=receipt,
                dispatch=dispatch,
                lines=tuple(lines),
                unexpected=dispatch_index.unexpected(made.connection, receipt.id),
                incident=_incident(made.connection, receipt),
            )
            made.about(subject=receipt.id)
            stamp = made.stamp(
                "handover-declaration",
                "HD",
                N_("Handover declaration"),
                depot=dispatch.movement.place,
                scope=receipt.number,
                weapons=len(lines),
            )
            write_handover_declaration(made.out, stamp, handover, dpi=command.dpi)
        return made.done

    def removal_log(self, command: PrintRemovalLog) -> DocumentDone:
        """Write the removal log of a place over a period, sealed (IDDRS 4.10, 7.3).

        Raises:
            BadValue: The period ends before it begins, or holds more than a log takes.
            NotFound: There is no such place.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            if command.until < command.since:
                raise BadValue(N_("The period cannot end before it begins."), "until")
            place = read_places(made.connection).by_id.get(command.place_id)
            if place is None:
                raise NotFound(N_("There is no such place, or it is closed."))
            period = (command.since, command.until)
            removals = custody_index.removals(
                made.connection, place.id, *period, limit=MOST_REMOVALS + 1
            )
            if len(removals) > MOST_REMOVALS:
                raise BadValue(
                    N_("More than {most} weapons left in this time; choose a shorter one."),
                    "until",
                    most=MOST_REMOVALS,
                )
            stamp = made.stamp(
                "removal-log",
                "RL",
                N_("Removal log"),
                depot=place.names[0],
                scope=place.path,
                weapons=len(removals),
            )
            write_removal_log(made.out, stamp, place.path, period, removals)
        return made.done

    def weapon_history(self, command: PrintWeaponHistory) -> DocumentDone:
        """Write the custody history of a weapon, sealed.

        Raises:
            NotFound: There is no such weapon.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            weapon = load(made.connection, [command.weapon_id]).get(command.weapon_id)
            if weapon is None:
                raise NotFound(N_("There is no such weapon in this register."))
            spans = custody_index.weapon_spans(made.connection, weapon.id)
            made.about(weapon=weapon.number)
            stamp = made.stamp(
                "weapon-history",
                "WH",
                N_("Custody history of a weapon"),
                depot=weapon.depot,
                scope=weapon.number,
                weapons=1,
            )
            write_weapon_history(made.out, stamp, weapon, spans, dpi=command.dpi)
        return made.done

    def person_history(self, command: PrintPersonHistory) -> DocumentDone:
        """Write the custody history of a person, and what they hold now, sealed.

        Raises:
            NotFound: There is no such person.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            person = people_index.person(made.connection, command.person_id)
            if person is None:
                raise NotFound(N_("There is no such person in this register."))
            today = self._desk.today
            conditions = movement_index.custody_conditions(
                today, person_id=person.id, overdue_only=False, after=0
            )
            holds = movement_index.custody(
                made.connection, today, *conditions, limit=max(1, person.weapons)
            )
            spans = custody_index.person_spans(made.connection, person.id, _MOST_SPANS)
            stamp = made.stamp(
                "person-history",
                "PH",
                N_("Custody history of a person"),
                depot=i18n.gettext(_ALL_DEPOTS),
                scope=person.title,
                weapons=len(holds),
            )
            code = person_code(self._desk.store.origin, person.id)
            write_person_history(made.out, stamp, person, code, holds, spans, dpi=command.dpi)
        return made.done

    def _movement(self, connection: Connection, movement_id: int) -> MovementRecord:
        found = movement_index.movement(connection, movement_id, self._desk.today)
        if found is None:
            raise NotFound(_NO_MOVEMENT)
        return found

    def _dispatch(self, connection: Connection, movement_id: int) -> DispatchRecord:
        found = dispatch_index.dispatch(connection, movement_id, self._desk.today)
        if found is None:
            raise NotFound(_NO_DISPATCH)
        return found


def _depot(
    connection: Connection, movement: MovementRecord, lines: Sequence[MovementLineRecord]
) -> str:
    """Return the depot that the weapons left or came into, where it is one."""
    if movement.place_id is not None:
        return read_places(connection).names(movement.place_id)[0]
    depots = {each.from_depot for each in lines}
    return depots.pop() if len(depots) == 1 else i18n.gettext(_ALL_DEPOTS)


def _incident(connection: Connection, receipt: MovementRecord) -> str:
    """Return the incident that a receipt reported: the first one after it."""
    if receipt.ref_id is None:
        return ""
    found = dispatch_index.incidents(connection, receipt.ref_id)
    return next((str(each) for each in found if each > receipt.id), "")
