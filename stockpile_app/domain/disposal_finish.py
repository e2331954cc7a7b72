"""Rules of the end of a disposal: what must be met before weapons go, and before it is verified."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from stockpile_app.domain.disposal_records import (
    DisposalCheckRecord,
    DisposalLineState,
    OrderRecord,
)
from stockpile_app.domain.disposal_rules import missing_checks
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MarkOccasion

MARK_BEFORE: Final = {DisposalKind.SALE: MarkOccasion.TRANSFER}
"""The mark that a weapon must carry before it goes (ITI paragraph 8 c)."""

MARK_AFTER: Final = {DisposalKind.DEACTIVATION: MarkOccasion.DEACTIVATION}
"""The mark that a weapon must carry before the disposal is verified."""

_CHECKS: Final = N_("Nothing may be handed over yet. Not in order: {checks}.")
_NO_MARK: Final = N_(
    "{number} does not carry the mark “{mark}” that it needs. Mark it first, and record the mark."
)
_DAY_OPEN: Final = N_("A day of {order} is still open. Close it first.")
_LEFT: Final = N_(
    "{count} weapons of {order} are neither disposed of nor taken off it. Finish them first."
)
_NOTHING: Final = N_("Nothing was disposed of under {order}: cancel it instead.")


def check_conditions(kind: DisposalKind, checks: Iterable[DisposalCheckRecord]) -> None:
    """Refuse to hand weapons over while a condition of it is not met.

    Raises:
        NotAllowedNow: Names those that are not.
    """
    missing = missing_checks(kind, checks)
    if missing:
        raise NotAllowedNow(_CHECKS, checks=", ".join(each.label for each in missing))


def check_carries(
    weapons: Iterable[WeaponRecord], carriers: Collection[int], occasion: MarkOccasion
) -> None:
    """Refuse weapons that do not carry a sound mark of an occasion.

    Args:
        carriers: Ids of those that do.

    Raises:
        NotAllowedNow: Names the first.
    """
    for weapon in weapons:
        if weapon.id not in carriers:
            raise NotAllowedNow(_NO_MARK, number=weapon.number, mark=occasion.label)


def check_finished(order: OrderRecord) -> None:
    """Refuse to verify an order of which something is left to do, or nothing was done.

    Raises:
        NotAllowedNow: A day is open, a weapon is neither disposed of nor taken off, or none was.
    """
    if order.open_day is not None:
        raise NotAllowedNow(_DAY_OPEN, order=order.number)
    if order.left:
        raise NotAllowedNow(_LEFT, count=order.left, order=order.number)
    if not order.count(DisposalLineState.DISPOSED):
        raise NotAllowedNow(_NOTHING, order=order.number)
