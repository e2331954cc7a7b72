"""What is kept of an import while its columns are told apart: files, profile and fields."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import QObject

from stockpile_app.ui.widgets.import_file_step import FileStep
from stockpile_app.ui.widgets.import_mapping_step import MappingStep


class _Dialog(Protocol):
    """What is asked of the dialog that imports."""

    files: FileStep
    columns: MappingStep

    def show_columns(self) -> None: ...


class _Kept(msgspec.Struct):
    files: list[str]
    profile: str
    fields: dict[str, str]
    depot: int | None = None


class ImportPacker(QObject):
    """What was chosen for the columns; nothing while all is as the program guesses."""

    def __init__(self, dialog: QObject) -> None:
        """Pack ``dialog``, whose files are looked at in a job."""
        super().__init__(dialog)
        self._waiting: _Kept | None = None

    @property
    def _dialog(self) -> Any:
        """The dialog; asked of Qt, since a cycle would keep a closed one in memory."""
        return self.parent()

    def begin(self) -> None:
        """A file was looked at: what was chosen for its columns is put back."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return
        dialog: _Dialog = self._dialog
        dialog.show_columns()
        table = dialog.columns.table
        for header, field in waiting.fields.items():
            if header in table.headers:
                combo = table.combo(header)
                combo.setCurrentIndex(max(combo.findData(field), 0))
        dialog.columns.depot.set_place(waiting.depot)

    def draft_state(self) -> object:
        """Return the files and what was chosen."""
        if self._waiting is not None:
            return msgspec.to_builtins(self._waiting)
        dialog: _Dialog = self._dialog
        chosen = dialog.columns.table.overrides() if dialog.files.paths else {}
        if not chosen:
            return {}
        return {
            "files": [str(each) for each in dialog.files.paths],
            "profile": dialog.files.chosen_profile(),
            "fields": chosen,
            "depot": dialog.columns.depot.place_id(),
        }

    def restore_draft(self, state: object) -> None:
        """Take the files that are still there; the rest follows once one was looked at."""
        kept = msgspec.convert(state, _Kept)
        there = [Path(each) for each in kept.files if Path(each).is_file()]
        if not there:
            return
        self._waiting = kept
        profile = self._dialog.files.profile
        profile.setCurrentIndex(max(profile.findData(kept.profile), 0))
        self._dialog.files.add_files(there)

    def draft_words(self) -> str:
        """Return the fields by column, to be read."""
        chosen = self._dialog.columns.table.overrides()
        return "\n".join(f"{header} = {field}" for header, field in chosen.items())
