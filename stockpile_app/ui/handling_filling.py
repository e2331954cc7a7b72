"""Puts weapons that were chosen elsewhere on the list of the page “Scan in and out”."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.domain.movement_rules import MOST_WEAPONS
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import CustodyKind
from stockpile_app.i18n import error_text
from stockpile_app.i18n import gettext as _
from stockpile_app.services.gateway import Services
from stockpile_app.ui.handling import Filling, Mode, act_of
from stockpile_app.ui.handling_scans import holder_of

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Filled:
    """What can go on the list, and why the rest cannot.

    Attributes:
        refused: A sentence for each weapon that cannot.
        place_id: Where they go, where that is known.
    """

    mode: Mode
    weapons: tuple[WeaponRecord, ...]
    person: PersonRecord | None
    refused: tuple[str, ...]
    place_id: int | None = None


def fill_up(
    services: Services, filling: Filling, custody: CustodyKind = CustodyKind.ISSUE
) -> Filled:
    """Check weapons for what is to be done with them, as if each were scanned."""
    ids = filling.weapon_ids[:MOST_WEAPONS]
    found = _load(services, ids)
    obstacles = services.movements.why_not(ids, act_of(filling.mode, custody))
    refused = {each.weapon_id: error_text(each) for each in obstacles}
    if len(filling.weapon_ids) > MOST_WEAPONS:
        refused[0] = _("A voucher has at most {most} weapons.").format(most=MOST_WEAPONS)
    weapons = [found[each] for each in ids if each in found and each not in refused]
    person = _person(services, filling, weapons)
    if filling.mode is Mode.RETURN and person is not None:
        held = _held(services, person.id)
        for weapon in weapons:
            if weapon.id not in held:
                refused[weapon.id] = _("{number} is with somebody else: {holder}.").format(
                    number=weapon.number, holder=weapon.custodian
                )
        weapons = [each for each in weapons if each.id not in refused]
    return Filled(filling.mode, tuple(weapons), person, tuple(refused.values()), filling.place_id)


def _person(
    services: Services, filling: Filling, weapons: list[WeaponRecord]
) -> PersonRecord | None:
    if filling.person_id is not None:
        return services.people.get(filling.person_id)
    if filling.mode is Mode.RETURN and weapons:
        return holder_of(services, weapons[0])
    return None


def _held(services: Services, person_id: int) -> frozenset[int]:
    held: list[int] = []
    while found := services.movements.custody(
        person_id, after=held[-1] if held else 0, limit=_PAGE
    ):
        held += [each.weapon.id for each in found]
    return frozenset(held)


def _load(services: Services, ids: tuple[int, ...]) -> dict[int, WeaponRecord]:
    found: dict[int, WeaponRecord] = {}
    for start in range(0, len(ids), _PAGE):
        found |= services.weapons.load(ids[start : start + _PAGE])
    return found
