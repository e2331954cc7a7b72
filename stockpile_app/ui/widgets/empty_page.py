"""What stands where there is nothing to show: what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.widgets.plain import PlainLabel


class EmptyPage(QWidget):
    """A sentence and the buttons that help.

    Signals:
        register_asked, import_asked, clear_asked: A button was pressed.
    """

    register_asked = Signal()
    import_asked = Signal()
    clear_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self.setObjectName("empty_page")
        self.title = PlainLabel("", role="title")
        self.text = PlainLabel("", role="hint", wrap=True)
        for each in (self.title, self.text):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.register = _button("empty_register", _("Register a weapon"), "add")
        self.register.clicked.connect(self.register_asked)
        self.import_file = _button("empty_import", _("Import a file"), "imports")
        self.import_file.clicked.connect(self.import_asked)
        self.clear = _button("empty_clear", _("Clear the filters"), "close")
        self.clear.clicked.connect(self.clear_asked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.import_file, self.register, self.clear):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addLayout(row)
        layout.addStretch(2)

    def say(self, *, filtered: bool, may_register: bool, may_import: bool) -> None:
        """Say why there is nothing, and offer what the user may do about it."""
        if filtered:
            self.title.setText(_("No weapon matches"))
            self.text.setText(_("Take a filter away, or look for a shorter part of the number."))
        else:
            self.title.setText(_("No weapon is registered yet"))
            self.text.setText(
                _(
                    "Import the depot's property book from a spreadsheet, or register the first"
                    " weapon by hand."
                )
            )
        self.clear.setVisible(filtered)
        self.register.setVisible(not filtered and may_register)
        self.import_file.setVisible(not filtered and may_import)


def _button(name: str, text: str, icon_name: str) -> QPushButton:
    button = QPushButton(icon(icon_name), text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    return button
