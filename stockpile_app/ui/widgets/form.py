"""A form: each field with its label, Alt key, required mark, and its error right below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.announce import announce
from stockpile_app.ui.scan_words import not_taken
from stockpile_app.ui.sounds import application_sounds
from stockpile_app.ui.texts import refusal_text, without_mnemonic
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.plain import PlainLabel


class Form(QWidget):
    """Fields one below the other. What was typed stays until the form is cleared by its owner."""

    def __init__(self, parent: QWidget | None = None, *, columns: int = 1) -> None:
        """Make a form without fields, in one column or several."""
        super().__init__(parent)
        self.banner = PlainLabel("", role="banner", wrap=True)
        self.banner.setObjectName("banner")
        self.banner.hide()
        self._fields: dict[str, QWidget] = {}
        self._errors: dict[str, PlainLabel] = {}
        self._hints: dict[str, PlainLabel] = {}
        self._labels: list[PlainLabel] = []
        self._columns = [_rows() for _ in range(columns)]
        self._across = QHBoxLayout()
        self._across.setSpacing(32)
        for column in self._columns:
            self._across.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.banner)
        layout.addLayout(self._across)

    def add(
        self,
        name: str,
        label: str,
        field: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        column: int = 0,
    ) -> None:
        """Add a field.

        Args:
            name: As ``BadValue.field`` says it; becomes the object name.
            label: With ``&`` before the letter of its Alt key.
            hint: A line below the field that says what is expected.
        """
        field.setObjectName(name)
        field.setAccessibleName(without_mnemonic(label))
        if isinstance(field, QPlainTextEdit):
            field.setTabChangesFocus(True)
        if (inner := field.focusProxy()) is not None:
            field.setFocusPolicy(inner.focusPolicy())  # else the label's Alt key leads nowhere
        error = PlainLabel("", role="error", wrap=True)
        error.setObjectName(f"{name}_error")
        error.hide()
        cell = QWidget()
        stack = QVBoxLayout(cell)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(2)
        stack.addWidget(field)
        if hint:
            field.setAccessibleDescription(hint)
            self._hints[name] = PlainLabel(hint, role="hint", wrap=True)
            stack.addWidget(self._hints[name])
        stack.addWidget(error)
        self._fields[name], self._errors[name] = field, error
        if isinstance(field, QAbstractButton):  # says itself what it is
            self._columns[column].addRow("", cell)
            return
        text = _("{label} *").format(label=label) if required else label
        said = PlainLabel(text)
        said.setBuddy(field)
        said.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        said.setContentsMargins(0, 7, 0, 0)  # level with the text in a line below a border
        self._columns[column].addRow(said, cell)
        self._labels.append(said)

    def add_heading(self, text: str, *, column: int = 0) -> None:
        """Add a line that says what the fields below it are about."""
        heading = PlainLabel(text, role="heading")
        heading.setContentsMargins(0, 8, 0, 0)
        self._columns[column].addRow(heading)

    def add_wide(self, widget: QWidget, *, column: int = 0) -> None:
        """Add something over the column's width, such as a group of further fields."""
        self._columns[column].addRow(widget)

    def level_with(self, other: Form) -> None:
        """Let the fields begin where those of a form above or below begin; both have one column."""
        labels = [*self._labels, *other._labels]
        for each in labels:
            each.ensurePolished()
        widest = max(each.sizeHint().width() for each in labels)
        for each in labels:
            each.setMinimumWidth(widest)

    def field(self, name: str) -> QWidget:
        """Return a field by its name."""
        return self._fields[name]

    def has_field(self, name: str) -> bool:
        """Whether there is a field of this name."""
        return name in self._fields

    def show_field(self, name: str, *, shown: bool) -> None:
        """Show or hide a field with its label; what is hidden keeps what was typed."""
        cell = self._fields[name].parentWidget()
        for at, rows in enumerate(self._columns):
            if cell is not None and rows.indexOf(cell) >= 0:
                rows.setRowVisible(cell, shown)
                self._across.setStretch(at, int(not rows.isEmpty()))  # an empty one takes no room

    def set_hint(self, name: str, text: str) -> None:
        """Say something else below a field that was added with a hint."""
        self._hints[name].setText(text)

    def focus_first(self) -> None:
        """Start in the first field that can be filled in."""
        for field in self._fields.values():
            if field.isVisible() and field.isEnabled():
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def clear_errors(self) -> None:
        """Take all error texts away."""
        self.banner.hide()
        for name, error in self._errors.items():
            error.hide()
            _mark(self._fields[name], wrong=False)

    def show_error(self, error: StockpileError) -> None:
        """Say what is wrong at the field it belongs to, or above the form."""
        self.clear_errors()
        name = error.field if isinstance(error, BadValue) else ""
        self.show_text(name, refusal_text(error))

    def refuse_scan(self, text: str) -> None:
        """Say, and let be heard, that a scan was not taken while the form is to be answered."""
        application_sounds().play(Tone.BAD)
        self.show_text("", not_taken(text))

    def show_text(self, name: str, text: str, *, focus: bool = True) -> None:
        """Say ``text`` at the field ``name``, or above the form when it has no such field.

        With ``focus`` the keyboard goes there; not where the user may still be typing elsewhere.
        """
        announce(self, text, now=True)
        if name not in self._fields:
            self.banner.setText(text)
            self.banner.show()
            return
        self._errors[name].setText(text)
        self._errors[name].show()
        field = self._fields[name]
        _mark(field, wrong=True)
        if focus:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def error_text(self, name: str = "") -> str:
        """Return what is said at a field now, or above the form."""
        said = self._errors.get(name, self.banner)
        return "" if said.isHidden() else said.text()


def _rows() -> QFormLayout:
    rows = QFormLayout()
    rows.setHorizontalSpacing(16)
    rows.setVerticalSpacing(8)
    rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
    return rows


def _mark(field: QWidget, *, wrong: bool) -> None:
    field.setProperty("wrong", wrong)
    field.style().unpolish(field)
    field.style().polish(field)
