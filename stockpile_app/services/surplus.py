"""Requirements of units, the review of what is more than that, and its declaration as surplus."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.facts import RequirementStated, SurplusDeclared, SurplusWithdrawn
from stockpile_app.domain.marking_vocabulary import MarkingVerdict
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.surplus import (
    MOST_WEAPONS,
    DeclarationRecord,
    DeclaredWeapon,
    DeclareSurplus,
    RequirementRecord,
    StateRequirement,
    SurplusChanged,
    SurplusRow,
    WithdrawSurplus,
    check_amount,
    check_declared,
    check_withdrawn,
    review,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_text
from stockpile_app.persistence import surplus_index
from stockpile_app.persistence.base import Connection
from stockpile_app.services.desk import Desk
from stockpile_app.services.marking import Marking
from stockpile_app.services.standing import chosen_weapons
from stockpile_app.services.surplus_details import existing_declaration

if TYPE_CHECKING:
    from stockpile_app.services.surplus_papers import SurplusPapers

_BADLY: Final = (MarkingVerdict.UNMARKED, MarkingVerdict.INCOMPLETE, MarkingVerdict.ALTERED)


class Surplus:
    """What is done about weapons that nobody needs."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @cached_property
    def papers(self) -> SurplusPapers:
        """Reviews and declarations."""
        from stockpile_app.services.surplus_papers import SurplusPapers  # noqa: PLC0415

        return SurplusPapers(self._desk)

    def requirements(self) -> list[RequirementRecord]:
        """Return what units need."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return surplus_index.requirements(connection)

    def require(self, command: StateRequirement) -> SurplusChanged:
        """Record what a unit needs of a kind; nothing at all takes it back.

        Raises:
            BadValue: A field cannot be used.
        """
        self._desk.require(Permission.SURPLUS)
        unit = check_text(command.unit, "unit")
        if not unit:
            raise BadValue(N_("Say which unit or service needs them."), "unit")
        kind = command.kind
        fact = RequirementStated(
            unit=unit,
            occurred_on=check_day(command.occurred_on, "occurred_on", self._desk.today) or "",
            posts=check_amount(command.posts, "posts"),
            scale=check_amount(command.scale, "scale"),
            reserve=check_amount(command.reserve, "reserve"),
            training=check_amount(command.training, "training"),
            attrition=check_amount(command.attrition, "attrition"),
            category=kind.category,
            model=check_text(kind.model, "model"),
            calibre=check_text(kind.calibre, "calibre"),
            obsolete=command.obsolete,
            basis=check_text(command.basis, "basis"),
        )
        needed = fact.posts or fact.reserve or fact.training or fact.attrition
        if fact.obsolete and needed:
            raise BadValue(N_("What is obsolete is needed by nobody: leave the numbers."), "posts")
        with self._desk.store.write() as uow:
            uow.record(fact)
            return SurplusChanged(uow.commit())

    def review(self, progress: Progress | None = None) -> tuple[SurplusRow, ...]:
        """Return what is held and needed of each kind, and what is more than that.

        Raises:
            Cancelled: The user asked to stop.
        """
        bad = Marking(self._desk).weapons_with(_BADLY, None, progress)
        with self._desk.store.read() as connection:
            return reviewed(connection, bad)

    def suggest(self, row: SurplusRow, most: int = MOST_WEAPONS) -> list[int]:
        """Return weapons in store that could be declared: the worst first, as many as are surplus.

        Those that are not serviceable come first, then those without marks, then the oldest.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            others = [
                each.kind
                for each in surplus_index.requirements(connection)
                if each.kind.rank > row.kind.rank
            ]
            wanted = min(row.surplus, most)
            return surplus_index.candidates(connection, row.kind, others, wanted)

    def declare(self, command: DeclareSurplus) -> SurplusChanged:
        """Declare weapons surplus; the calculation is recorded with them.

        Raises:
            BadValue: A field cannot be used.
            NotAllowedNow: A weapon is not in store, or more are declared than are surplus.
            NotFound: There is no such weapon.
        """
        self._desk.require(Permission.SURPLUS)
        authority = check_text(command.authority, "authority")
        reason = check_text(command.reason, "reason", LONGEST_NOTE)
        if not authority:
            raise BadValue(N_("Say who declares it."), "authority")
        if not reason:
            raise BadValue(N_("Say why they are surplus."), "reason")
        ids = _chosen(command.weapon_ids)
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        with self._desk.store.write() as uow:
            weapons = chosen_weapons(uow.connection, ids)
            counted = check_declared(weapons, reviewed(uow.connection, ()))
            seq = uow.next_seq
            uow.record(
                SurplusDeclared(
                    weapons=tuple(each.number for each in weapons),
                    occurred_on=day,
                    authority=authority,
                    reason=reason,
                    head=seq - 1,
                    rows=tuple(_row(row, declared) for row, declared in counted),
                    reference=check_text(command.reference, "reference"),
                )
            )
            return SurplusChanged(uow.commit(), seq)

    def withdraw(self, command: WithdrawSurplus) -> SurplusChanged:
        """Take weapons that were declared back into stock.

        Raises:
            BadValue: No reason is given.
            NotAllowedNow: A weapon is not surplus, or on a disposal order.
            NotFound: There is no such weapon.
        """
        self._desk.require(Permission.SURPLUS)
        reason = check_text(command.reason, "reason", LONGEST_NOTE)
        if not reason:
            raise BadValue(N_("Say why they are stock again."), "reason")
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        ids = _chosen(command.weapon_ids)
        with self._desk.store.write() as uow:
            weapons = chosen_weapons(uow.connection, ids)
            check_withdrawn(weapons)
            numbers = tuple(each.number for each in weapons)
            uow.record(SurplusWithdrawn(weapons=numbers, occurred_on=day, reason=reason))
            return SurplusChanged(uow.commit())

    def declarations(self) -> list[DeclarationRecord]:
        """Return the declarations, newest first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return surplus_index.declarations(connection, self._desk.store.origin)

    def declared(self, declaration_id: int) -> list[DeclaredWeapon]:
        """Return the weapons of a declaration.

        Raises:
            NotFound: There is no such declaration.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            existing_declaration(connection, self._desk.store.origin, declaration_id)
            return surplus_index.declared(connection, declaration_id)


def reviewed(connection: Connection, badly_marked: Sequence[int]) -> tuple[SurplusRow, ...]:
    """Return what is held and needed, as a transaction sees it."""
    held = surplus_index.held_kinds(connection, badly_marked)
    return review(held, surplus_index.requirements(connection))


def _chosen(weapon_ids: Sequence[int]) -> list[int]:
    ids = list(dict.fromkeys(weapon_ids))
    if not ids:
        raise BadValue(N_("Choose at least one weapon."), "weapons")
    if len(ids) > MOST_WEAPONS:
        raise BadValue(
            N_("One declaration names at most {most} weapons; make several."),
            "weapons",
            most=MOST_WEAPONS,
        )
    return ids


def _row(row: SurplusRow, declared: int) -> tuple[str, str, str, int, int, int, int]:
    category = row.kind.category.value if row.kind.category else ""
    figures = (row.held, row.required, row.surplus, declared)
    return (category, row.kind.model, row.kind.calibre, *figures)
