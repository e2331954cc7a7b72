"""A size in millimetres, kept exactly."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QLineEdit, QWidget

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _

SCALE = 10_000
"""Of a millimetre: sizes are whole numbers of these."""


class SizeEdit(QLineEdit):
    """A size in millimetres with a point or comma, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setPlaceholderText(_("mm"))
        self.setMaxLength(12)

    def size_given(self) -> int | None:
        """Return the size in ten-thousandths of a millimetre, or None.

        Raises:
            BadValue: What was typed is no size, or finer than that.
        """
        text = self.text().strip().replace(",", ".")
        if not text:
            return None
        try:
            size = Decimal(text) * SCALE
        except InvalidOperation:
            size = Decimal(0)
        if not size.is_finite() or size <= 0 or size != size.to_integral_value():
            raise BadValue(
                N_("Write the size in millimetres, such as 1.6 or 0.0762."), self.objectName()
            )
        return int(size)
