"""A day with the time of day, as it is on the wall."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QLineEdit, QWidget

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _


class MomentEdit(QLineEdit):
    """A moment as YYYY-MM-DD HH:MM, or nothing; local time."""

    def __init__(self, moment: dt.datetime | None = None, parent: QWidget | None = None) -> None:
        """Begin with ``moment``."""
        super().__init__(parent)
        self.setPlaceholderText(_("YYYY-MM-DD HH:MM"))
        if moment is not None:
            self.set_moment(moment)

    def set_moment(self, moment: dt.datetime) -> None:
        """Show a moment."""
        self.setText(f"{moment:%Y-%m-%d %H:%M}")

    def moment(self) -> dt.datetime | None:
        """Return the moment.

        Raises:
            BadValue: What was typed is none.
        """
        text = self.text().strip()
        if not text:
            return None
        try:
            found = dt.datetime.fromisoformat(text.replace(".", ":"))
        except ValueError:
            found = None
        if found is None or found.tzinfo is not None or len(text) <= len("2026-03-31"):
            raise BadValue(
                N_("Write day and time as year-month-day hour:minute, such as 2026-03-31 08:30."),
                self.objectName(),
            )
        return found.replace(second=0, microsecond=0)

    def given(self) -> dt.datetime:
        """Return the moment, which must be there.

        Raises:
            BadValue: There is none.
        """
        found = self.moment()
        if found is None:
            raise BadValue(N_("Say on which day and at what time."), self.objectName())
        return found
