"""The table where weapons are handed in: one short step after another, each kept at once.

A step is one transaction, so that a dead battery loses at most the line that is being typed; what
was begun and is not finished is offered again (``open_ones``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_rules import (
    LONGEST_TEXT,
    MOST_ROUNDS,
    check_no_name,
    check_open,
    check_range,
)
from stockpile_app.domain.collections import (
    HandInAmmunition,
    HandInChanged,
    HandInRecord,
    HandInWeapon,
    ReferExplosive,
)
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    AmmunitionHandedIn,
    ExplosiveReferred,
    Fact,
    HandInCancelled,
    HandInClosed,
    HandInLineRemoved,
    PhotographAdded,
    RegistrationWithdrawn,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_text
from stockpile_app.persistence import collection_index, collection_site_index, history
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.collection_people import who_is
from stockpile_app.services.collection_reception import MINUTE, NO_HAND_IN, Reception
from stockpile_app.services.collection_weapons import weapon_facts
from stockpile_app.services.photographs import media_type

_NOTHING: Final = N_(
    "{number} has no weapon, ammunition or explosive item. Add what was handed in, or give it up."
)
_LINES: Final = N_("{number} has lines: take them out first, or finish it.")
_NO_LINE: Final = N_("There is no such line in {number}.")
_NOT_THERE: Final = N_("{number} is not in the hand-in any more, or something was done with it.")
_KEPT: Final = N_("This photograph is kept with the weapon already.")

State = Callable[[UnitOfWork, HandInRecord], int]
"""Records what is added to a hand-in, and returns its id."""


class CollectionDesk(Reception):
    """What is done at the table."""

    # --- lines -----------------------------------------------------------------------------------

    def add_weapon(self, command: HandInWeapon) -> HandInChanged:
        """Take over a weapon: it is registered at the site, as surrendered.

        One that was lost or stolen from this register (``known``) is recovered there instead.

        Raises:
            BadValue: A field cannot be used, the tag is used, or a text tells who the person is.
            DisposedOf: Such a weapon was disposed of, and ought not to be there.
            Duplicate: A weapon that nothing tells apart from it has the same serial.
            NotAllowedNow: The hand-in is closed, or the site is being counted.
            NotFound: There is no such hand-in.
        """
        self._desk.require(Permission.COLLECT)
        texts = {name: getattr(command, name) for name in ("notes", "marks", "accessories", "tag")}
        return self._add(
            command.hand_in, texts, lambda uow, of: weapon_facts(self._desk, uow, of, command)
        )

    def add_ammunition(self, command: HandInAmmunition) -> HandInChanged:
        """Take over rounds of one type and lot.

        Raises:
            BadValue: A field cannot be used, or a text tells who the person is.
            NotAllowedNow: The hand-in is closed.
            NotFound: There is no such hand-in.
        """
        self._desk.require(Permission.COLLECT)
        nature = check_text(command.nature, "nature")
        if not nature:
            raise BadValue(N_("Say what kind of ammunition it is."), "nature")
        fact = AmmunitionHandedIn(
            hand_in=command.hand_in,
            nature=nature,
            quantity=check_range(command.quantity, "quantity", 1, MOST_ROUNDS),
            lot=check_text(command.lot, "lot"),
            headstamp=check_text(command.headstamp, "headstamp"),
            safe=command.safe,
            technician=check_text(command.technician, "technician"),
        )
        texts = {"nature": nature, "lot": fact.lot, "headstamp": fact.headstamp}
        return self._add(command.hand_in, texts, lambda uow, _of: _recorded(uow, fact))

    def refer(self, command: ReferExplosive) -> HandInChanged:
        """Record that a technician was called to something explosive, which nobody else touches.

        Raises:
            BadValue: A field cannot be used, or a text tells who the person is.
            NotAllowedNow: The hand-in is closed.
            NotFound: There is no such hand-in.
        """
        self._desk.require(Permission.COLLECT)
        description = check_text(command.description, "description", LONGEST_TEXT)
        technician = check_text(command.technician, "technician")
        if not description:
            raise BadValue(N_("Say what it is, or what it looks like."), "description")
        if not technician:
            raise BadValue(N_("Call a technician at once, and write who was called."), "technician")
        fact = ExplosiveReferred(
            hand_in=command.hand_in,
            description=description,
            quantity=check_range(command.quantity, "quantity", 1, MOST_ROUNDS),
            technician=technician,
            referred_at=self._desk.local_now.strftime(MINUTE),
        )
        texts = {"description": description}
        return self._add(command.hand_in, texts, lambda uow, _of: _recorded(uow, fact))

    def remove_line(self, hand_in_id: int, line: int, reason: str) -> HandInChanged:
        """Take out a line of ammunition or explosives that was written down wrongly.

        Raises:
            BadValue: No reason is given.
            NotAllowedNow: The hand-in is closed.
            NotFound: There is no such hand-in or line.
        """
        self._desk.require(Permission.COLLECT)
        reason = _reason(reason)

        def remove(uow: UnitOfWork, of: HandInRecord) -> int:
            found = collection_index.details(uow.connection, of.id)
            lines = {each.id for each in found.ammunition} if found else set()
            lines |= {each.id for each in found.explosives} if found else set()
            if line not in lines:
                raise NotFound(_NO_LINE, number=of.number)
            uow.record(HandInLineRemoved(hand_in=of.id, line=line, reason=reason))
            return line

        return self._add(hand_in_id, {"reason": reason}, remove)

    def remove_weapon(self, hand_in_id: int, weapon_id: int, reason: str) -> HandInChanged:
        """Take out a weapon that was written down wrongly; its registration is withdrawn.

        Raises:
            BadValue: No reason is given.
            NotAllowedNow: The hand-in is closed, or something was done with the weapon.
            NotFound: There is no such hand-in or weapon in it.
        """
        self._desk.require(Permission.COLLECT)
        reason = _reason(reason)
        weapon = self._desk.weapon(weapon_id)

        def remove(uow: UnitOfWork, of: HandInRecord) -> int:
            line = collection_index.weapon_line_seq(uow.connection, of.id, weapon_id)
            if line is None:
                raise NotFound(_NO_LINE, number=of.number)
            site = collection_site_index.standing(uow.connection, of.site)
            here = site is not None and weapon.place_id == site.place_id
            own = weapon.reference == of.number  # else it was here before, and is recovered
            if not here or not own or not weapon.status.is_in_place:
                raise NotAllowedNow(_NOT_THERE, number=weapon.number)
            uow.record(
                HandInLineRemoved(hand_in=of.id, line=line, reason=reason),
                RegistrationWithdrawn(
                    number=weapon.number,
                    corrects=history.identity_seq(uow.connection, weapon_id),
                    reason=reason,
                ),
            )
            return weapon_id

        return self._add(hand_in_id, {"reason": reason}, remove)

    def add_photograph(
        self, hand_in_id: int, weapon_id: int, content: bytes, caption: str = ""
    ) -> HandInChanged:
        """Keep a photograph of a weapon of an open hand-in.

        Raises:
            BadValue: It is no JPEG or PNG picture, larger than 20 MB, or kept already.
            NotAllowedNow: The hand-in is closed.
            NotFound: There is no such hand-in, or no such weapon in it.
        """
        self._desk.require(Permission.COLLECT)
        kind = media_type(content)
        caption = check_text(caption, "caption", 200)
        weapon = self._desk.weapon(weapon_id)
        sha256 = hashlib.sha256(content).hexdigest()
        with self._desk.store.read() as connection:
            if collection_index.weapon_line_seq(connection, hand_in_id, weapon_id) is None:
                raise NotFound(NO_HAND_IN)
            if any(each.sha256 == sha256 for each in history.photographs(connection, weapon_id)):
                raise BadValue(_KEPT, "content")
        # the picture first: without its entry it is only unused, an entry without it is damage
        self._desk.store.media.put(content, kind)
        fact = PhotographAdded(
            number=weapon.number,
            occurred_on=self._desk.today.isoformat(),
            sha256=sha256,
            media_type=kind,
            size=len(content),
            caption=caption,
        )

        def add(uow: UnitOfWork, _of: HandInRecord) -> int:
            uow.record(fact)
            return weapon_id

        return self._add(hand_in_id, {"caption": caption}, add)

    # --- the end ---------------------------------------------------------------------------------

    def close(self, hand_in_id: int) -> HandInChanged:
        """Finish a hand-in: everything is taken over and the receipt can be given.

        Raises:
            NotAllowedNow: It is closed, or nothing was handed in.
            NotFound: There is no such hand-in.
        """

        def close(uow: UnitOfWork, of: HandInRecord) -> int:
            if not (of.weapons or of.rounds or of.explosives):
                raise NotAllowedNow(_NOTHING, number=of.number)
            now = max(self._desk.local_now, of.opened_at)
            uow.record(
                HandInClosed(
                    hand_in=of.id,
                    closed_at=now.strftime(MINUTE),
                    officer=self._desk.user.full_name,
                )
            )
            return of.id

        return self._add(hand_in_id, {}, close)

    def cancel(self, hand_in_id: int, reason: str) -> HandInChanged:
        """Give a hand-in up, because the person left without handing anything in.

        Raises:
            BadValue: No reason is given.
            NotAllowedNow: It is closed, or something was handed in.
            NotFound: There is no such hand-in.
        """
        self._desk.require(Permission.COLLECT)
        reason = _reason(reason)

        def cancel(uow: UnitOfWork, of: HandInRecord) -> int:
            if of.weapons or of.rounds or of.explosives:
                raise NotAllowedNow(_LINES, number=of.number)
            uow.record(HandInCancelled(hand_in=of.id, reason=reason))
            return of.id

        return self._add(hand_in_id, {"reason": reason}, cancel)

    def _add(self, hand_in_id: int, texts: dict[str, str], state: State) -> HandInChanged:
        """Record one step of an open hand-in, and return the hand-in as it is then."""
        self._desk.require(Permission.COLLECT)
        if any(texts.values()):
            self._check_texts(hand_in_id, texts)
        with self._desk.store.write() as uow:
            record = _existing(uow.connection, hand_in_id)
            check_open(record)
            line = state(uow, record)
            changes = uow.commit()
        return HandInChanged(details=self.details(hand_in_id), changes=changes, line=line)

    def _check_texts(self, hand_in_id: int, texts: dict[str, str]) -> None:
        """Refuse texts for everybody that tell who the person is."""
        with self._desk.store.read() as connection:
            code = _existing(connection, hand_in_id).participant
            known = collection_index.has_personal(connection, code)
        if known:
            check_no_name(who_is(self._desk, code), code, **texts)


def _existing(connection: Connection, hand_in_id: int) -> HandInRecord:
    found = collection_index.hand_in(connection, hand_in_id)
    if found is None:
        raise NotFound(NO_HAND_IN)
    return found


def _recorded(uow: UnitOfWork, fact: Fact) -> int:
    seq = uow.next_seq
    uow.record(fact)
    return seq


def _reason(reason: str) -> str:
    reason = check_text(reason, "reason", LONGEST_TEXT)
    if not reason:
        raise BadValue(N_("Say why."), "reason")
    return reason
