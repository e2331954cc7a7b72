"""What stands on the overview of an empty register: what to do first, in which order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import without_mnemonic
from stockpile_app.ui.widgets.plain import PlainLabel

_STEPS: Final = (
    (
        "places",
        N_("Add the stores of the depot, and the racks in them."),
        N_("Open the &places"),
        "places",
    ),
    (
        "import",
        N_("Bring the property book in from a spreadsheet, or register weapons by hand."),
        N_("&Import a file…"),
        "imports",
    ),
    (
        "weapons",
        N_("Print bar-code labels, and put one on every weapon."),
        N_("Open the weapo&ns"),
        "weapons",
    ),
    (
        "users",
        N_("Let a second person sign in who may approve: nobody approves their own acts."),
        N_("Open the &users"),
        "users",
    ),
    (
        "backups",
        N_("Choose a second disk for the backups, one that is kept in another building."),
        N_("Back&ups…"),
        "backup",
    ),
)


class FirstStepsPanel(QWidget):
    """Steps, each with the button that begins it; what is done is ticked off.

    Signals:
        open_wanted: The name of a page.
        import_asked: The import wizard shall open.
    """

    open_wanted = Signal(str)
    import_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the steps, none of them done."""
        super().__init__(parent)
        self.setObjectName("first_steps")
        self._marks: dict[str, PlainLabel] = {}
        steps = QGridLayout()
        steps.setHorizontalSpacing(16)
        steps.setVerticalSpacing(16)
        steps.setColumnStretch(1, 1)
        for row, (name, text, act, icon_name) in enumerate(_STEPS):
            mark = self._marks[name] = PlainLabel("")
            mark.setObjectName(f"first_{name}_done")
            mark.setFixedWidth(24)
            steps.addWidget(mark, row, 0)
            number = _("{number}. {step}").format(number=row + 1, step=_(text))
            steps.addWidget(PlainLabel(number, wrap=True), row, 1)
            made = QPushButton(icon(icon_name), f" {_(act)}")
            made.setObjectName(f"first_{name}")
            made.setAccessibleName(without_mnemonic(_(act)).rstrip("…"))
            made.setAccessibleDescription(_(text))
            made.clicked.connect(self._on_clicked)
            steps.addWidget(made, row, 2)
        inner = QVBoxLayout()
        inner.setSpacing(20)
        inner.addStretch(1)
        inner.addWidget(PlainLabel(_("This register holds no weapon yet"), role="title"))
        inner.addLayout(steps)
        inner.addStretch(2)
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(inner, 4)
        layout.addStretch(1)

    def show_done(self, done: Collection[str]) -> None:
        """Tick off what is done: names of steps, such as "places"."""
        for name, mark in self._marks.items():
            if name in done:
                mark.setPixmap(icon("check").pixmap(18, 18))
                mark.setAccessibleName(_("Done"))
            else:
                mark.clear()
                mark.setAccessibleName("")

    @Slot()
    def _on_clicked(self) -> None:
        name = self.sender().objectName().removeprefix("first_")
        if name == "import":
            self.import_asked.emit()
        else:
            self.open_wanted.emit(name)
