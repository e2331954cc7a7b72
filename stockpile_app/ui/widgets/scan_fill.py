"""Fills in what was scanned while a form is open: the place or the person of one of its fields."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from stockpile_app.domain.numbers import PaperCode, parse_paper


@runtime_checkable
class TakesCode(Protocol):
    """A field that the label of a place or somebody's card can fill in."""

    def is_filled(self) -> bool:
        """Whether something stands in it that nobody should lose."""

    def take_code(self, paper: PaperCode) -> bool:
        """Fill it in; False where the code is of something else, or of nobody in the list."""


def fill_in(dialog: QDialog, origin: str, text: str) -> bool:
    """Put a scan where it belongs, and go on to the next field; False where it belongs nowhere.

    It goes to the field that has the keyboard, or else the first empty one of its kind, or the only
    one. What is no code of a place or a person is taken like typing.
    """
    paper = parse_paper(text, origin)
    if paper is None:
        return _typed(dialog, text)
    for field in _candidates(dialog):
        if isinstance(field, TakesCode) and field.take_code(paper):
            (field.focusProxy() or field).setFocus()
            dialog.focusNextPrevChild(True)  # noqa: FBT003 - Qt
            return True
    return False


def _typed(dialog: QDialog, text: str) -> bool:
    field = QApplication.focusWidget()
    if not isinstance(field, QLineEdit) or field.window() is not dialog or field.isReadOnly():
        return False
    field.insert(text)
    return True


def _candidates(dialog: QDialog) -> list[QWidget]:
    """Return the fields that a code may fill in, in the order in which they are asked."""
    parts = [each for each in dialog.findChildren(QWidget) if isinstance(each, TakesCode)]
    fields = [each for each in parts if each.isVisible() and each.isEnabled()]
    focus = QApplication.focusWidget()
    held = [each for each in fields if focus and (each is focus or each.isAncestorOf(focus))]
    kinds = [type(each) for each in fields]
    alone = [each for each in fields if kinds.count(type(each)) == 1]
    return [*held, *(each for each in fields if not each.is_filled()), *alone]
