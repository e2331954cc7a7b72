"""What is kept of a receipt while a dispatch is checked: lines, seals and names."""

from __future__ import annotations

from typing import Any, Protocol

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.draft_values import fields_of, fill
from stockpile_app.ui.receipt_state import Check, ReceiptState
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.receipt_lines import ReceiptLines
from stockpile_app.ui.widgets.receipt_seals import ReceiptSeals


class _Dialog(Protocol):
    """What is asked of the dialog that receives a dispatch."""

    state: ReceiptState | None
    lines: ReceiptLines
    seals: ReceiptSeals
    form: Form


class _Kept(msgspec.Struct):
    seen: list[int]
    missing: list[int]
    unexpected: list[str]
    seals: dict[str, object]
    fields: dict[str, object]


class ReceiptPacker(QObject):
    """The receipt as far as it is checked; nothing before anything was checked."""

    def __init__(self, dialog: QObject) -> None:
        """Pack ``dialog``, whose manifest is read later."""
        super().__init__(dialog)
        self._waiting: _Kept | None = None

    @property
    def _dialog(self) -> Any:
        """The dialog; asked of Qt, since a cycle would keep a closed one in memory."""
        return self.parent()

    def begin(self) -> None:
        """The manifest was read: what waited for it is put back."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._put(waiting)

    def draft_state(self) -> object:
        """Return what was found of each line, the seals that were read, and what was typed."""
        if self._waiting is not None:
            return msgspec.to_builtins(self._waiting)
        dialog: _Dialog = self._dialog
        state = dialog.state
        if state is None or not (state.progress.seen or state.progress.missing or state.unexpected):
            return {}
        return {
            "seen": list(state.ids(Check.SEEN)),
            "missing": list(state.ids(Check.MISSING)),
            "unexpected": list(state.unexpected),
            "seals": _values(dialog.seals),
            "fields": _values(dialog.form),
        }

    def restore_draft(self, state: object) -> None:
        """Put it back, now or once the manifest was read."""
        kept = msgspec.convert(state, _Kept)
        if self._dialog.state is None:
            self._waiting = kept
        else:
            self._put(kept)

    def draft_words(self) -> str:
        """Return how far it was checked, to be read."""
        state = self._dialog.state
        if state is None:
            return ""
        said = _("Seen: {seen}. Missing: {missing}. To be checked: {left}.")
        found = state.progress
        return said.format(
            seen=count(found.seen), missing=count(found.missing), left=count(found.left)
        )

    def _put(self, kept: _Kept) -> None:
        dialog: _Dialog = self._dialog
        dialog.lines.mark(tuple(kept.seen), Check.SEEN)
        dialog.lines.mark(tuple(kept.missing), Check.MISSING)
        for number in kept.unexpected:
            dialog.lines.note_unexpected(number)
        fill(dialog.seals, kept.seals)
        fill(dialog.form, kept.fields)


def _values(form: QWidget) -> dict[str, object]:
    return {name: each.value for name, each in fields_of(form).items()}
