"""Takes an import back, with a second person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import SecondPersonNeeded, SignInRefused, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.second_person import SecondPersonBox

_LONGEST_REASON = 500


class UndoImportDialog(FormDialog):
    """Asks why, and who approves."""

    def __init__(
        self, context: UiContext, batch: int, weapons: int, parent: QWidget | None = None
    ) -> None:
        """Ask about import ``batch``, which registered so many ``weapons``."""
        super().__init__(context, _("Undo import {batch}").format(batch=batch), _("&Undo"), parent)
        self.setObjectName("undo_import_dialog")
        self._batch = batch
        text = ngettext(
            "The registration of {count} weapon is withdrawn by an entry of its own. It is refused"
            " when anything was recorded of it since.",
            "The registrations of {count} weapons are withdrawn by an entry each. It is refused"
            " when anything was recorded of any of them since.",
            weapons,
        )
        hint = PlainLabel(text.format(count=count(weapons)), role="hint", wrap=True)
        self.form.add_wide(hint)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.form.add("reason", _("&Reason"), self.reason, required=True)
        self.second = SecondPersonBox(context.services.desk.others_who_approve())
        self.body.addWidget(self.second)

    @override
    def command(self) -> Callable[[Progress], ChangeSet]:
        imports, batch = self.context.services.imports, self._batch
        reason, second = self.reason.text(), self.second.credentials()
        return lambda progress: imports.undo(batch, reason, second, progress)

    @override
    @Slot()
    def submit(self) -> None:
        """Undo, with progress: each weapon gets an entry."""
        self.form.clear_errors()
        job = Job(self.command())
        job.succeeded.connect(self.on_succeeded)
        job.refused.connect(self.on_refused)
        job.finished.connect(self._on_finished)
        ProgressDialog(job, _("Undoing the import"), self)
        self._hold(held=True)
        self.context.jobs.start(job, writes=True)

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        self.second.form.clear_errors()
        if isinstance(error, SignInRefused | SecondPersonNeeded):
            self.second.show_error(error)
        else:
            super().on_refused(error)
