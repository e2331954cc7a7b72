"""Reads what is typed into the fields of a form, and puts it back: for drafts.

A field is known by the object names on the way to it, so that a draft outlives a change of the
form: what is no more is left out. What is secret is never read: passwords, and whatever says
``keeps_no_draft``. A widget with ``draft_state`` and ``restore_draft`` packs itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from stockpile_app import i18n
from stockpile_app.ui.texts import without_mnemonic

_WHOLE: Final = "whole"
_DATA: Final = Qt.ItemDataRole.UserRole


class Field(NamedTuple):
    """What one field holds.

    Attributes:
        value: As a draft keeps it.
        label: What the field is called.
        shown: What a person sees in it.
    """

    value: object
    label: str
    shown: str


@runtime_checkable
class PacksItself(Protocol):
    """A part of a form that is more than one field."""

    def draft_state(self) -> object:
        """Return what is typed, as JSON can hold it."""

    def restore_draft(self, state: object) -> None:
        """Show what ``draft_state`` returned; leave out what is no more."""

    def draft_words(self) -> str:
        """Return what is typed, to be read."""


@runtime_checkable
class _Coded(Protocol):
    """A choice whose entries have codes."""

    def chosen_code(self) -> str | None: ...

    def choose_code(self, code: str) -> None: ...


def fields_of(form: QWidget | PacksItself) -> dict[str, Field]:
    """Return what every field of a form holds, from top to bottom."""
    if isinstance(form, PacksItself):
        return {_WHOLE: Field(form.draft_state(), "", form.draft_words())}
    return {name: _field(widget) for name, widget in _widgets(form)}


def fill(form: QWidget | PacksItself, values: dict[str, object]) -> dict[str, object]:
    """Put values into the fields of a form; return those that do not stand there (yet).

    A choice may bring other fields or offer other entries, so it goes over the form until nothing
    more comes of it. What packs itself is asked once, and says itself what it left out.
    """
    left = dict(values)
    if isinstance(form, PacksItself):
        form.restore_draft(left.get(_WHOLE))
        return {}
    for _round in range(3):
        before = len(left)
        for name, widget in list(_widgets(form)):
            if name in left:
                _put(widget, left[name])
                if isinstance(widget, PacksItself):
                    del left[name]
        now = {name: field.value for name, field in fields_of(form).items()}
        left = {name: value for name, value in left.items() if _plain(now.get(name)) != value}
        if not left or len(left) == before:
            break
    return left


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _widgets(form: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Yield the fields with names that are unique in the form and the same each time."""
    seen: dict[str, int] = {}
    for path, widget in _below(form, ""):
        times = seen[path] = seen.get(path, 0) + 1
        yield (path if times == 1 else f"{path}#{times}"), widget


def _below(widget: QWidget, path: str) -> Iterator[tuple[str, QWidget]]:
    for child in widget.children():
        if not isinstance(child, QWidget) or child.isWindow() or _is_secret(child):
            continue
        named = child.objectName()
        own = bool(named) and not named.startswith("qt_")
        at = f"{path}/{named}" if own else path
        if _is_field(child):
            yield (at if own else f"{path}/{type(child).__name__}"), child
        else:
            yield from _below(child, at)


def _is_secret(widget: QWidget) -> bool:
    if getattr(widget, "keeps_no_draft", False):
        return True
    read = QLineEdit.EchoMode.Normal
    return isinstance(widget, QLineEdit) and widget.echoMode() is not read


def _is_field(widget: QWidget) -> bool:
    if isinstance(widget, PacksItself):
        return True
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QComboBox | QCheckBox | QRadioButton | QSpinBox | QDoubleSpinBox) or (
        isinstance(widget, QListWidget) and _can_tick(widget)
    )


def _field(widget: QWidget) -> Field:
    value, shown = _read(widget)
    label = widget.accessibleName() or widget.objectName()
    if isinstance(widget, QAbstractButton):
        label = without_mnemonic(widget.text()) or label
    return Field(value, label, shown)


def _read(widget: QWidget) -> tuple[object, str]:
    """Return what a field holds, and how that reads."""
    found: tuple[object, str] = ("", "")
    match widget:
        case PacksItself():
            found = widget.draft_state(), widget.draft_words()
        case QLineEdit():
            found = widget.text(), widget.text()
        case QPlainTextEdit():
            found = widget.toPlainText(), widget.toPlainText()
        case QComboBox():
            found = _choice(widget), widget.currentText()
        case QAbstractButton():
            found = widget.isChecked(), "✓" if widget.isChecked() else "–"
        case QListWidget():
            found = [_key(each) for each in _ticked(widget)], _texts(widget)
        case QSpinBox() | QDoubleSpinBox():
            found = widget.value(), widget.text()
    return found


def _choice(combo: QComboBox) -> object:
    """Return a code or id where the entry has one; a text follows the language."""
    if isinstance(combo, _Coded):
        code = combo.chosen_code()
        return "" if code is None else code
    data = combo.currentData()
    if not combo.isEditable() and isinstance(data, str | int):
        return data
    return combo.currentText()


def _can_tick(listed: QListWidget) -> bool:
    """Whether a list is one of boxes to tick; one that is empty yet is not."""
    return any(_tickable(each) for each in _items(listed))


def _items(listed: QListWidget) -> list[QListWidgetItem]:
    return [listed.item(row) for row in range(listed.count())]


def _tickable(item: QListWidgetItem) -> bool:
    return item.data(Qt.ItemDataRole.CheckStateRole) is not None


def _ticked(listed: QListWidget) -> list[QListWidgetItem]:
    return [each for each in _items(listed) if each.checkState() is Qt.CheckState.Checked]


def _key(item: QListWidgetItem) -> str | int:
    data = item.data(_DATA)
    return data if isinstance(data, str | int) else item.text()


def _texts(listed: QListWidget) -> str:
    return i18n.listed(each.text() for each in _ticked(listed))


def _put(widget: QWidget, value: object) -> None:
    match widget, value:
        case PacksItself(), _:
            widget.restore_draft(value)
        case QLineEdit(), str():
            widget.setText(value)
        case QPlainTextEdit(), str():
            widget.setPlainText(value)
        case QComboBox(), str() | int():
            _choose(widget, value)
        case QAbstractButton(), bool():
            widget.setChecked(value)
        case QListWidget(), list():
            _tick(widget, value)
        case ((QSpinBox() | QDoubleSpinBox()), int() | float()):
            _set_number(widget, value)


def _set_number(box: QAbstractSpinBox, value: float) -> None:
    if isinstance(box, QSpinBox):
        box.setValue(int(value))
    elif isinstance(box, QDoubleSpinBox):
        box.setValue(value)


def _choose(combo: QComboBox, value: str | int) -> None:
    if isinstance(combo, _Coded):
        combo.choose_code(str(value))
        return
    index = combo.findData(value) if not combo.isEditable() else -1
    if index < 0:
        index = combo.findText(str(value), Qt.MatchFlag.MatchExactly)
    if index >= 0:
        combo.setCurrentIndex(index)
    elif combo.isEditable():
        combo.setEditText(str(value))


def _tick(listed: QListWidget, wanted: list[object]) -> None:
    states = Qt.CheckState
    for item in _items(listed):
        if _tickable(item):
            item.setCheckState(states.Checked if _key(item) in wanted else states.Unchecked)
