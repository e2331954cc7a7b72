"""Rules of marks and parts: what stands in the way, and which verdict weighs most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.marking import Evaluation
from stockpile_app.domain.marking_records import PartRecord
from stockpile_app.domain.marking_vocabulary import MarkingVerdict
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Component, Status

FOUND_PROFILE: Final = "found"
"""The profile that what was seized or found is measured by before it is the State's own."""

_WORST: Final = (
    MarkingVerdict.ALTERED,
    MarkingVerdict.UNMARKED,
    MarkingVerdict.INCOMPLETE,
    MarkingVerdict.NOT_EXAMINED,
    MarkingVerdict.COMPLETE,
)

_FINAL: Final = N_("{number} is {status}: nothing more can be recorded of it.")
_HAS: Final = N_("{number} has such a part already: {part}. Take that one off first.")
_IS_WEAPON: Final = N_(
    "The frame or receiver is the weapon: its number and marks are the weapon's own. It is not"
    " taken off; correct the identity, or register the other weapon."
)
_LOOSE: Final = N_("The part is on no weapon.")
_NOT_SEIZED: Final = N_("{number} is not held as seized: it is {status}.")
_NOT_MARKED: Final = N_("{number} is not marked as it must be. Missing: {missing}.")


def worst(verdicts: Iterable[MarkingVerdict]) -> MarkingVerdict:
    """Return the verdict that weighs most; complete where there is none."""
    return min(verdicts, key=_WORST.index, default=MarkingVerdict.COMPLETE)


def check_part(weapon: WeaponRecord) -> None:
    """Refuse a weapon of which nothing more can be recorded.

    Raises:
        NotAllowedNow: It is destroyed, transferred or withdrawn.
    """
    if weapon.status.is_final:
        status = weapon.status.label.lower()
        raise NotAllowedNow(_FINAL, number=weapon.number, status=status)


def check_fits(weapon: WeaponRecord, component: Component, parts: Iterable[PartRecord]) -> None:
    """Refuse a second part of a component; of what is "other" there may be several.

    Raises:
        NotAllowedNow: The weapon has one.
    """
    if component is Component.OTHER:
        return
    for each in parts:
        if each.component is component:
            raise NotAllowedNow(_HAS, number=weapon.number, part=each.description or each.id)


def check_removable(part: PartRecord) -> None:
    """Refuse to take off the frame or receiver, or what is on no weapon.

    Raises:
        NotAllowedNow: It is.
    """
    if part.component is Component.RECEIVER:
        raise NotAllowedNow(_IS_WEAPON)
    if part.weapon_id is None:
        raise NotAllowedNow(_LOOSE)


def check_seized(weapon: WeaponRecord, said: Evaluation) -> None:
    """Refuse to take into stock what is not held as seized, or not marked (ITI paragraph 9).

    Raises:
        NotAllowedNow: It is not.
    """
    if weapon.status is not Status.SEIZED:
        status = weapon.status.label.lower()
        raise NotAllowedNow(_NOT_SEIZED, number=weapon.number, status=status)
    if said.verdict is not MarkingVerdict.COMPLETE:
        lacks = ", ".join(f"{each.component.label}: {each.lack.label}" for each in said.missing)
        missing = lacks or said.verdict.label
        raise NotAllowedNow(_NOT_MARKED, number=weapon.number, missing=missing)
