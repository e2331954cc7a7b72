"""Text shown as it is: never as markup, wherever it came from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget
from typing_extensions import override

from stockpile_app import i18n
from stockpile_app.domain.errors import StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.texts import along_the_window, begins_right_to_left, refusal_text

_KERNED = 5
"""What part of the height of a line two letters are set closer at most."""


class PlainLabel(QLabel):
    """A label that shows text and nothing but text.

    ``role`` picks its look in the theme: "title", "heading", "hint", "error", "banner", "number".
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, role: str = "", wrap: bool = False
    ) -> None:
        """Show ``text``; the mouse or keyboard can select it when ``role`` is "number"."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._text = ""
        self._leans = False
        self._selectable = role == "number"  # what is copied from it has no marks of direction
        self.setText(text)
        if role:
            self.setProperty("role", role)
        if role == "number":
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    @override
    def setText(self, text: str) -> None:
        """Show ``text`` along the window's reading direction, also where it begins in Latin."""
        self._text = text
        shown = text if self._selectable else along_the_window(text)
        super().setText(shown)
        self._lean(to_right=i18n.is_right_to_left() and not begins_right_to_left(shown))

    def _lean(self, *, to_right: bool) -> None:
        """Stand where a line begins in the window, whatever the direction of the text is."""
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        begins = across == Qt.AlignmentFlag.AlignLeading
        leant = self._leans and across == Qt.AlignmentFlag.AlignRight  # not centred since
        if begins if to_right else leant:
            aligned = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeading
            self.setAlignment(self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask | aligned)
            self._leans = to_right

    @override
    def text(self) -> str:
        """Return what is shown, as it was given."""
        return self._text

    @override
    def sizeHint(self) -> QSize:
        """Leave room for an underlined letter: it is drawn by itself, not kerned as measured."""
        hint = super().sizeHint()
        if self.buddy() is not None:
            hint.setWidth(hint.width() + self.fontMetrics().height() // _KERNED)
        return hint

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return hint if self.wordWrap() else hint.expandedTo(self.sizeHint())


def show_refusal(parent: QWidget | None, error: StockpileError) -> QMessageBox:
    """Show why something was refused; return the open message box."""
    return show_message(parent, refusal_text(error), QMessageBox.Icon.Warning)


def show_message(
    parent: QWidget | None,
    text: str,
    icon: QMessageBox.Icon = QMessageBox.Icon.Information,
    title: str = "",
) -> QMessageBox:
    """Show a sentence with one button to close it; return the open message box."""
    box = _box(parent, text, icon, title)
    box.addButton(QMessageBox.StandardButton.Ok)
    box.open()
    return box


def ask(
    parent: QWidget | None, text: str, yes: str, accepted: Callable[[], None], *, title: str = ""
) -> QMessageBox:
    """Ask before doing something; return the open message box.

    Args:
        yes: The verb on the button that goes on, such as "Undo import".
        accepted: A bound method of a QObject, called when the user goes on.
    """
    box = _box(parent, text, QMessageBox.Icon.Question, title)
    go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    go_on.setObjectName("yes")
    stay = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setEscapeButton(stay)
    box.setDefaultButton(stay)
    box.accepted.connect(accepted)
    box.open()
    return box


def _box(parent: QWidget | None, text: str, icon: QMessageBox.Icon, title: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName("message")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title or _("Stockpile"))
    box.setText(text)
    box.setIcon(icon)
    return box
