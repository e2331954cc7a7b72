"""Offers to take back what was just done.

Nothing is ever erased: what is taken back is a further act, with the rights, reasons and second
persons that it needs. So the offer opens its form, filled in, and the person decides there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from shiboken6 import isValid

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.texts import escaped
from stockpile_app.ui.widgets.notice_bar import Notice, NoticeBar


def offer_taking_back(
    bus: ChangeBus, text: str, act: Callable[[], object], *, owner: QObject
) -> None:
    """Tell what was done; ``act`` takes it back, or opens the form that does, over ``owner``."""

    def take_back() -> None:
        if isValid(owner):  # its window may be closed by now
            act()

    bus.told.emit(Notice(text, _("Take it back"), take_back, takes_back=True))


class TakingBack(QObject):
    """Keeps the last act that can be taken back at hand, after its notice has gone."""

    def __init__(self, bus: ChangeBus, notices: NoticeBar, action: QAction) -> None:
        """Enable ``action`` while there is something to take back."""
        super().__init__(notices)
        self._action = action
        self._last: Notice | None = None
        self._keep(None)
        bus.told.connect(self._on_told)
        notices.acted.connect(self._on_acted)

    @Slot()
    def run(self) -> None:
        """Take back what was done last, once."""
        last = self._last
        self._keep(None)
        if last is not None and last.act is not None:
            last.act()

    def _keep(self, notice: Notice | None) -> None:
        self._last = notice
        text = _("&Take back what was just done")
        if notice is not None:  # another act without an opposite may have come after it
            text = _("&Take back: {what}").format(what=escaped(notice.text.rstrip(".")))
        self._action.setText(text)
        self._action.setEnabled(notice is not None)

    @Slot(object)
    def _on_told(self, notice: Notice) -> None:
        if notice.takes_back:
            self._keep(notice)

    @Slot(object)
    def _on_acted(self, notice: Notice) -> None:
        if notice is self._last:
            self._keep(None)
