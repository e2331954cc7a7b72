"""Small questions to a counter: who counts, which serial stands on it, what a stranger is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.stocktakes import FIRST, SECOND, StocktakeRecord
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import Category
from stockpile_app.domain.weapons import LONGEST_SERIAL
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.tab_order import ReadingOrderDialog
from stockpile_app.ui.texts import escaped, label
from stockpile_app.ui.widgets.fields import CodeCombo, SuggestEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel

_LONGEST_DESCRIPTION = 200
_LARGE = 1.4


class CounterDialog(QDialog):
    """Asks who is counting. Each counts alone: the other's count is never shown.

    Signals:
        chosen: 1 or 2.
    """

    chosen = Signal(int)

    def __init__(self, stocktake: StocktakeRecord, parent: QWidget | None = None) -> None:
        """Offer the two counters; one who has finished cannot go on."""
        super().__init__(parent)
        self.setObjectName("counter_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Who is counting?"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Who is counting?"), role="title"))
        layout.addWidget(
            PlainLabel(
                _("{number} · {kind} · {place}").format(
                    number=stocktake.number, kind=label(stocktake.kind), place=stocktake.path
                ),
                role="hint",
                wrap=True,
            )
        )
        self.buttons: dict[int, QPushButton] = {}
        for counter, key in ((FIRST, "1"), (SECOND, "2")):
            finished = stocktake.finished[counter - 1]
            name = stocktake.counters[counter - 1]
            text = _("&{key}   {name}").format(key=key, name=escaped(name))
            if finished:
                text = _("&{key}   {name} – has finished").format(key=key, name=escaped(name))
            button = QPushButton(text)
            button.setObjectName(f"counter_{counter}")
            button.setAccessibleName(_("Counter {number}: {name}").format(number=key, name=name))
            font = button.font()
            font.setPointSizeF(font.pointSizeF() * _LARGE)
            button.setFont(font)
            button.setEnabled(not finished)
            button.clicked.connect(self._on_clicked)
            self.buttons[counter] = button
            layout.addWidget(button)
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(button.click)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        box.rejected.connect(self.reject)
        layout.addWidget(box)
        self.setMinimumWidth(420)

    @Slot()
    def _on_clicked(self) -> None:
        counter = int(self.sender().objectName().removeprefix("counter_"))
        self.accept()
        self.chosen.emit(counter)


class _AskDialog(ReadingOrderDialog):
    """A form whose answer is given to the count, in its turn.

    A scan while it is open is not taken, and says so.

    Signals:
        answered: What was asked for.
    """

    answered = Signal(object)

    def __init__(self, name: str, title: str, act: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.form = Form()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.submit_button = QPushButton(act)
        self.submit_button.setObjectName("submit")
        self.submit_button.setDefault(True)
        self.submit_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.buttons.addButton(self.submit_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.submit_button.clicked.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(PlainLabel(title, role="title", wrap=True))
        layout.addWidget(self.form)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(480)

    def value(self) -> Any:
        """Return what was answered; a ``BadValue`` is shown at its field."""
        raise NotImplementedError

    @Slot()
    def submit(self) -> None:
        """Give the answer."""
        self.form.clear_errors()
        try:
            value = self.value()
        except BadValue as error:
            self.form.show_error(error)
            return
        self.accept()
        self.answered.emit(value)

    def on_scan(self, text: str) -> None:
        """Say that nothing is scanned here."""
        self.form.refuse_scan(text)


class SerialReadDialog(_AskDialog):
    """Asks which serial stands on a weapon."""

    def __init__(self, what: str, serial_read: str, parent: QWidget | None = None) -> None:
        """Ask it of ``what``; the registered serial is not shown again, so that one reads."""
        super().__init__(
            "serial_read_dialog", _("The serial on the weapon differs"), _("&Record"), parent
        )
        self.form.add_wide(PlainLabel(what, role="heading", wrap=True))
        self.serial_read = QLineEdit(serial_read)
        self.serial_read.setMaxLength(LONGEST_SERIAL)
        self.form.add(
            "serial_read",
            _("&Serial as you read it"),
            self.serial_read,
            required=True,
            hint=_("Read it off the weapon itself, character by character."),
        )

    @override
    def value(self) -> str:
        serial = clean(self.serial_read.text())
        if not serial:
            raise BadValue(N_("Write the serial as it stands on the weapon."), "serial_read")
        return serial


class StrangerDialog(_AskDialog):
    """Asks what a weapon is that the register does not know."""

    def __init__(self, serial: str, place: str, parent: QWidget | None = None) -> None:
        """Begin with what was scanned or typed."""
        title = _("A weapon that is not in the register")
        super().__init__("stranger_dialog", title, _("&Record"), parent)
        if place:
            self.form.add_wide(PlainLabel(_("In {place}").format(place=place), role="hint"))
        self.serial_read = QLineEdit(serial)
        self.serial_read.setMaxLength(LONGEST_SERIAL)
        self.description = QLineEdit()
        self.description.setMaxLength(_LONGEST_DESCRIPTION)
        self.form.add("serial_read", _("&Serial as you read it"), self.serial_read)
        self.form.add(
            "description",
            _("&What it is"),
            self.description,
            hint=_("Such as: revolver, nickel-plated, no maker's name."),
        )

    @override
    def value(self) -> tuple[str, str]:
        serial, description = clean(self.serial_read.text()), clean(self.description.text())
        if not serial and not description:
            raise BadValue(N_("Give the serial, or say what weapon it is."), "description")
        return serial, description


class OtherTypeDialog(_AskDialog):
    """Asks for a type that is not in the list."""

    def __init__(self, models: list[str], calibres: list[str], parent: QWidget | None) -> None:
        """Offer the models and calibres that the register knows."""
        super().__init__(
            "other_type_dialog", _("Count another type"), _("&Add to the list"), parent
        )
        self.category = CodeCombo(Category, nothing=_("Not categorised"))
        self.model = SuggestEdit(models)
        self.model.setMaxLength(_LONGEST_DESCRIPTION)
        self.calibre = SuggestEdit(calibres)
        self.calibre.setMaxLength(_LONGEST_DESCRIPTION)
        self.form.add("category", _("Cate&gory"), self.category)
        self.form.add("model", _("&Model"), self.model)
        self.form.add("calibre", _("Cali&bre"), self.calibre)

    @override
    def value(self) -> TypeKey:
        category = self.category.code(Category)
        kind = TypeKey(category or "", clean(self.model.text()), clean(self.calibre.text()))
        if not any(kind):
            raise BadValue(N_("Say which type was counted."), "model")
        return kind


def ask(dialog: _AskDialog, answered: Callable[[Any], None]) -> None:
    """Open a dialog; ``answered`` is a bound method of a QObject."""
    dialog.answered.connect(answered)
    dialog.open()
