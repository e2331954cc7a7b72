"""The tags that weapons carry from the moment they are handed in until they are disposed of.

A tag has its code, the category and the serial number, and a bar code (IDDRS 4.10, section 7.3.1).
The bar code is that of the register number, so that scanning a tag opens the weapon on every page.
"""

from __future__ import annotations

from typing import Final

from stockpile_app.documents.fonts import Style
from stockpile_app.documents.labels import LabelData, LabelLine
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.i18n import _

_LONG: Final = 12


def tag_label(tag: str, weapon: WeaponRecord) -> LabelData:
    """Return the tag of a weapon: code, category, serial number and register number."""
    serial = f"{_('S/N')} {weapon.serial}" if weapon.serial else _(weapon.serial_state.label)
    category = _(weapon.category.label) if weapon.category else _("Weapon")
    code = LabelLine(tag, 1.9 if len(tag) <= _LONG else 1.4, Style.MONO, whole=True)
    return LabelData(
        weapon.code,
        (
            code,
            LabelLine(category, 1.0, Style.BOLD),
            LabelLine(serial, 1.2, Style.MONO, whole=True),
            LabelLine(weapon.number, 0.9, Style.MONO, whole=True),
        ),
    )
