"""News that nobody has to answer: what was done, and perhaps what can be done about it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.announce import announce
from stockpile_app.ui.icons import icon
from stockpile_app.ui.widgets.plain import PlainLabel

_SHORTEST_MS: Final = 6_000
_PER_CHARACTER_MS: Final = 80
_MOST_WAITING: Final = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """News.

    Attributes:
        text: A sentence.
        act_words: On a button, such as "Open the folder"; "" for none.
        act: What the button does.
        takes_back: Whether that takes back what was done.
    """

    text: str
    act_words: str = ""
    act: Callable[[], object] | None = None
    takes_back: bool = False


class NoticeBar(QFrame):
    """Shows one notice at a time, as long as it takes to read it; the next one waits for it.

    It takes no keyboard focus from anybody. While the mouse is on it, or the focus in it, it stays.

    Signals:
        acted: The ``Notice`` whose button was pressed.
    """

    acted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("notice_bar")
        self.setAccessibleName(_("Notice"))
        self.text = PlainLabel("", wrap=True)
        self.text.setObjectName("notice_text")
        self.act = QPushButton()
        self.act.setObjectName("notice_act")
        self.act.setAutoDefault(False)
        self.act.clicked.connect(self._on_act)
        self.done = QToolButton()
        self.done.setObjectName("notice_close")
        self.done.setAccessibleName(_("Close the notice"))
        self.done.setToolTip(_("Close the notice"))
        self.done.setIcon(icon("close"))
        self.done.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.done.clicked.connect(self.show_next)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        mark = PlainLabel("")
        mark.setPixmap(icon("info").pixmap(18, 18))
        row.addWidget(mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.act)
        row.addWidget(self.done)
        self._waiting: deque[Notice] = deque(maxlen=_MOST_WAITING)
        self._shown: Notice | None = None
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.timeout.connect(self._on_time)
        self.hide()

    @Slot(object)
    def tell(self, notice: Notice) -> None:
        """Show a notice, now or after those that wait."""
        self._waiting.append(notice)
        if self._shown is None:
            self.show_next()

    @Slot()
    def show_next(self) -> None:
        """Show what waits, or nothing more."""
        self._shown = self._waiting.popleft() if self._waiting else None
        if self._shown is None:
            self._time.stop()
            self.hide()
            return
        self.text.setText(self._shown.text)
        self.act.setText(self._shown.act_words)
        self.act.setAccessibleName(self._shown.act_words.replace("&", ""))
        self.act.setVisible(self._shown.act is not None)
        self.show()
        announce(self, self._shown.text)
        self._time.start(_SHORTEST_MS + _PER_CHARACTER_MS * len(self._shown.text))

    @Slot()
    def _on_act(self) -> None:
        shown = self._shown
        self.show_next()
        if shown is not None and shown.act is not None:
            self.acted.emit(shown)
            shown.act()

    @Slot()
    def _on_time(self) -> None:
        if self.underMouse() or self.act.hasFocus() or self.done.hasFocus():
            self._time.start(_SHORTEST_MS)
        else:
            self.show_next()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._time.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._shown is not None:
            self._time.start(_SHORTEST_MS)
