"""Adds a photograph to a weapon that was handed in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.collections import WeaponLine
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.photograph_dialog import PictureFormDialog
from stockpile_app.ui.widgets.form_dialog import Changed


class HandInPhotographDialog(PictureFormDialog):
    """Asks for a picture; the weapon is chosen already."""

    def __init__(
        self, context: UiContext, hand_in: int, weapon: WeaponLine, parent: QWidget | None = None
    ) -> None:
        """Ask for a picture of ``weapon``."""
        title = _("Photograph of {number}").format(number=weapon.number)
        super().__init__(context, title, parent)
        self.setObjectName("hand_in_photograph_dialog")
        self._hand_in, self._weapon = hand_in, weapon.weapon_id

    @override
    def keep(self) -> Callable[[bytes, str], Changed]:
        add = self.context.services.collections.desk.add_photograph
        hand_in, weapon = self._hand_in, self._weapon
        return lambda content, caption: add(hand_in, weapon, content, caption)
