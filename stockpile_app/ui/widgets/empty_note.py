"""What stands in a table that is empty: what it is for, and what to do first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import PERMISSIONS, Permission
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.texts import escaped, without_mnemonic
from stockpile_app.ui.widgets.plain import PlainLabel

_MARGIN: Final = 16
_WIDEST: Final = 84
"""Characters of a line; longer ones are hard to read."""


class EmptyNote(QWidget):
    """Lies over the rows of a table while there are none.

    It shows nothing before the table was filled for the first time: what is read still may come.

    Attributes:
        text: The sentence.
        offer: The button that does what it says; hidden where the user may not.
        clear: The button that takes the filters away.
    """

    def __init__(self, table: QTableView, name: str) -> None:
        """Lie over ``table``; ``name`` is the table's object name."""
        super().__init__(table)
        self.setObjectName(f"{name}_empty")
        self._table = table
        self._what = ""
        self._right: tuple[UiContext, Permission] | None = None
        self._act: QAction | QPushButton | None = None
        self._filters: Sequence[QWidget] = ()
        self._known: Callable[[], bool] | None = None
        self._filled = False
        self.text = PlainLabel("", role="hint", wrap=True)
        self.text.setObjectName(f"{name}_empty_text")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.offer = QPushButton()
        self.offer.setObjectName(f"{name}_empty_offer")
        self.offer.setAccessibleName(table.accessibleName())  # until it offers something
        self.offer.clicked.connect(self._on_offer)
        self.clear = QPushButton(_("Clear the filters"))
        self.clear.setObjectName(f"{name}_empty_clear")
        self.clear.setAccessibleName(self.clear.text())
        self.clear.clicked.connect(self._on_clear)
        for button in (self.offer, self.clear):
            button.setAutoDefault(False)  # else Enter in a dialog would press it, unseen
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(_MARGIN, 4, _MARGIN, 4)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        for widget in (self.text, self.offer, self.clear):
            self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignCenter)
        self._row.addStretch(1)
        self.hide()

    def say(
        self,
        text: str,
        act: QAction | QPushButton | None,
        right: tuple[UiContext, Permission] | None,
    ) -> None:
        """Say ``text`` and offer ``act``; where the user misses ``right``, say who has it."""
        self._what, self._right = text, right
        if act is not self._act and act is not None:
            self._act = act
            if isinstance(act, QAction):
                act.changed.connect(self.follow)
            else:
                act.installEventFilter(self)
        self.follow()

    def narrowed_by(
        self, filters: Sequence[QWidget], known: Callable[[], bool] | None = None
    ) -> None:
        """Offer to clear ``filters`` where they are why nothing is shown.

        Args:
            known: Whether there is something that they hide; asked of them when None.
        """
        self._filters, self._known = tuple(filters), known

    @Slot()
    def on_rows(self) -> None:
        """Hear that the table was filled."""
        self._filled = True
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Be there while the table is empty, and say what is so now."""
        empty = self._filled and bool(self._what) and not self._table.model().rowCount()
        if empty:
            self._fill(narrowed=self._is_narrowed())
        self._table.setAccessibleDescription(self.text.text() if empty else "")
        self.setVisible(empty)
        if empty:
            self.place()

    def place(self) -> None:
        """Lie where the rows would be; side by side where the table is low."""
        if not self._what or self.isHidden():
            return
        rows = self._table.viewport().geometry()
        self.setGeometry(rows)
        room = max(rows.width() - 2 * _MARGIN, 1)
        wide = min(room, self.text.fontMetrics().averageCharWidth() * _WIDEST)
        buttons = [each for each in (self.offer, self.clear) if not each.isHidden()]
        high = self.text.heightForWidth(wide)
        high += sum(each.sizeHint().height() + 8 for each in buttons) + 8
        low = high > rows.height() and bool(buttons)
        if low:
            beside = sum(each.sizeHint().width() + 8 for each in buttons)
            wide = min(wide, max(room - beside, 1))
        self.text.setFixedSize(wide, self.text.heightForWidth(wide))
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if low else directions.TopToBottom)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place()  # what it says is dressed only now

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.EnabledChange:
            self.follow()
        return super().eventFilter(watched, event)

    def _fill(self, *, narrowed: bool) -> None:
        act = self._act
        may = act is not None and act.isEnabled() and not self._missing()
        self.text.setText(_("Nothing matches what you look for.") if narrowed else self._said())
        self.clear.setVisible(narrowed)
        self.offer.setVisible(may and not narrowed)
        if act is not None:
            text = without_mnemonic(act.text()).strip()
            self.offer.setText(escaped(text))
            self.offer.setAccessibleName(text.rstrip("…"))

    def _is_narrowed(self) -> bool:
        if self._known is not None:
            return self._known()
        return any(_narrows(each) for each in self._filters)

    def _missing(self) -> bool:
        if self._right is None:
            return False
        context, permission = self._right
        return not context.services.desk.may(permission)

    def _said(self) -> str:
        if self._right is None or not self._missing():
            return self._what
        roles = [_(role.label) for role, may in PERMISSIONS.items() if self._right[1] in may]
        return f"{self._what} {_('Who can do it: {roles}.').format(roles=listed(roles))}"

    @Slot()
    def _on_offer(self) -> None:
        if isinstance(self._act, QAction):
            self._act.trigger()
        elif self._act is not None:
            self._act.click()

    @Slot()
    def _on_clear(self) -> None:
        for each in self._filters:
            _widen(each)
        self._table.setFocus()


def _narrows(each: QWidget) -> bool:
    if isinstance(each, QLineEdit):
        return bool(each.text().strip())
    if isinstance(each, QComboBox):
        return each.currentIndex() != _widest(each)
    return isinstance(each, QCheckBox) and each.isChecked()


def _widen(each: QWidget) -> None:
    """Take a filter away; whoever listens to it hears of it as if the user had done it."""
    if isinstance(each, QLineEdit) and each.text():
        each.clear()
        each.editingFinished.emit()
    elif isinstance(each, QComboBox) and _narrows(each):
        each.setCurrentIndex(_widest(each))
        each.activated.emit(each.currentIndex())
    elif isinstance(each, QCheckBox):
        each.setChecked(False)


def _widest(each: QComboBox) -> int:
    return max(each.findData("all"), 0)
