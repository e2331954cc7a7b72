"""The record sheet of a weapon."""

from __future__ import annotations

from collections.abc import Sequence

from stockpile_app.documents.photograph_grid import PICTURE_HEIGHT, PICTURE_WIDTH
from stockpile_app.documents.pictures import printable
from stockpile_app.documents.weapon_record_sheet import (
    MOST_PICTURES,
    SheetPhotograph,
    WeaponRecordSheet,
    write_weapon_record,
)
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import RegisterDamaged
from stockpile_app.domain.text import N_
from stockpile_app.domain.timeline import LifeCycle, PrintWeaponRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.persistence import disposal_work_index, history
from stockpile_app.persistence.base import Connection
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing
from stockpile_app.services.lifecycle_details import life_of
from stockpile_app.services.marking_details import all_profiles, weapon_marking


class LifecyclePapers:
    """What is printed of a weapon's life."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def record_sheet(self, command: PrintWeaponRecord) -> DocumentDone:
        """Write everything that is known of a weapon as a PDF, sealed, and record that it was.

        Raises:
            NotFound: There is no such weapon.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            life = life_of(self._desk, made.connection, command.weapon_id)
            weapon = life.weapon
            photographs = _photographs(made.connection, life)
            sheet = WeaponRecordSheet(
                life=life,
                marks=history.marks(made.connection, weapon.id),
                marking=weapon_marking(made.connection, weapon, self._desk.today),
                titles={
                    each.profile.id: _(each.profile.title) for each in all_profiles(made.connection)
                },
                photographs=photographs,
                pictures=self._pictures(photographs[:MOST_PICTURES]),
            )
            made.about(weapon=weapon.number)
            stamp = made.stamp(
                "weapon-record",
                "WR",
                N_("Record sheet of a weapon"),
                depot=weapon.depot,
                scope=weapon.number,
                weapons=1,
            )
            write_weapon_record(made.out, stamp, sheet, dpi=command.dpi)
        return made.done

    def _pictures(self, photographs: Sequence[SheetPhotograph]) -> dict[str, bytes]:
        """Return the photographs as they are printed, one at a time; not those that are broken."""
        found = {}
        for each in photographs:
            try:
                content = self._desk.store.media.get(each.sha256)
            except RegisterDamaged:
                continue  # the sheet says so; `verify` says what is the matter
            picture = printable(content, PICTURE_WIDTH, PICTURE_HEIGHT)
            if picture is not None:
                found[each.sha256] = picture
        return found


def _photographs(connection: Connection, life: LifeCycle) -> list[SheetPhotograph]:
    """Return the photographs of a weapon, and those of its disposal that name it."""
    found = [
        SheetPhotograph(each.seq, each.sha256, each.caption, each.taken_on)
        for each in history.photographs(connection, life.weapon.id)
    ]
    if life.order is not None:
        found += [
            SheetPhotograph(
                each.seq,
                each.sha256,
                " · ".join(filter(None, (life.order.number, _(each.moment.label), each.caption))),
                None,
            )
            for each in disposal_work_index.photographs(connection, life.order.id)
            if each.number == life.weapon.number
        ]
    return found
