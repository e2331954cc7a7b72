"""What stands on the overview of an empty register: what to do first, in which order."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.widgets.plain import PlainLabel


class FirstStepsPanel(QWidget):
    """Three steps, each with the button that begins it.

    Signals:
        open_wanted: The name of a page.
        import_asked: The import wizard shall open.
    """

    open_wanted = Signal(str)
    import_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the steps."""
        super().__init__(parent)
        self.setObjectName("first_steps")
        steps = QGridLayout()
        steps.setHorizontalSpacing(16)
        steps.setVerticalSpacing(16)
        steps.setColumnStretch(0, 1)
        self._add(
            steps,
            _("Add the stores of the depot, and the racks in them."),
            ("first_places", _("Open the &places"), "places"),
            self._on_places,
        )
        self._add(
            steps,
            _("Bring the property book in from a spreadsheet, or register weapons by hand."),
            ("first_import", _("&Import a file…"), "imports"),
            self.import_asked,
        )
        self._add(
            steps,
            _("Print bar-code labels, and put one on every weapon."),
            ("first_weapons", _("Open the weapo&ns"), "weapons"),
            self._on_weapons,
        )
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

    def _add(
        self, steps: QGridLayout, text: str, button: tuple[str, str, str], clicked: object
    ) -> None:
        row = steps.rowCount()
        name, title, icon_name = button
        made = QPushButton(icon(icon_name), f" {title}")
        made.setObjectName(name)
        made.setAccessibleName(title.replace("&", "").rstrip("…"))
        made.clicked.connect(clicked)
        number = _("{number}. {step}").format(number=row, step=text)
        steps.addWidget(PlainLabel(number, wrap=True), row, 0)
        steps.addWidget(made, row, 1)

    @Slot()
    def _on_places(self) -> None:
        self.open_wanted.emit("places")

    @Slot()
    def _on_weapons(self) -> None:
        self.open_wanted.emit("weapons")
