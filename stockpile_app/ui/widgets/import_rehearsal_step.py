"""Third step of an import: what would become of every row."""

from __future__ import annotations

import io
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.imports import ImportReport, RowMessage
from stockpile_app.exchange.messages import Message
from stockpile_app.exchange.writer import write_messages_csv
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext, stated, tr
from stockpile_app.ui.icons import icon
from stockpile_app.ui.printing import save_content
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.plain import show_refusal
from stockpile_app.ui.widgets.rehearsal_view import RehearsalView
from stockpile_app.ui.widgets.verdict import Verdict


class RehearsalStep(QWidget):
    """The report, and whether to import in spite of errors.

    Signals:
        accepted: Whether the import may go on changed.
    """

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no report yet."""
        super().__init__(parent)
        self.setObjectName("rehearsal_step")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.verdict = Verdict("verdict")
        self.view = RehearsalView()
        self.accept_valid = QCheckBox(_("Import the rows wi&thout errors, and leave the others"))
        self.accept_valid.setObjectName("accept_valid")
        self.accept_valid.setAccessibleName(
            _("Import the rows without errors, and leave the others")
        )
        self.accept_valid.toggled.connect(self.accepted)
        self.save_button = QPushButton(icon("save"), _("&Save list…"))
        self.save_button.setObjectName("save_list")
        self.save_button.setToolTip(_("Errors, warnings and skipped rows as a .csv file"))
        self.save_button.clicked.connect(self._on_save)
        below = QHBoxLayout()
        below.addWidget(self.accept_valid)
        below.addStretch(1)
        below.addWidget(self.save_button)
        layout.addWidget(self.verdict)
        layout.addWidget(self.view, 1)
        layout.addLayout(below)

    @property
    def report(self) -> ImportReport:
        """What the rehearsal found."""
        return self.view.report

    def accepts_valid(self) -> bool:
        """Whether rows without errors are imported although others have errors."""
        return self.accept_valid.isChecked() and bool(self.report.error_rows)

    def importable(self) -> bool:
        """Whether there is something to import, and nothing in its way."""
        blocked = self.report.error_rows and not self.accept_valid.isChecked()
        return bool(self.report.created) and not blocked

    def show_report(self, report: ImportReport) -> None:
        """Show what a rehearsal found."""
        self.view.show_report(report)
        self.accept_valid.setChecked(False)
        self.accept_valid.setVisible(bool(report.error_rows and report.created))
        self.save_button.setEnabled(bool(report.errors or report.warnings or report.skips))
        role = "banner" if report.error_rows else "good"
        self.verdict.say(role if report.created or report.error_rows else "notice", verdict(report))

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, _("Save the list"))
        dialog.setObjectName("save_list_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Text for spreadsheets (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("import-list.csv")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write errors, warnings and skipped rows to a file."""
        try:
            save_content(self._list().encode("utf-8-sig"), Path(path))
        except StockpileError as error:
            show_refusal(self, error)

    def _list(self) -> str:
        report = self.report
        said = [
            *((_("Error"), each) for each in report.errors),
            *((_("Warning"), each) for each in report.warnings),
            *((_("Skipped"), each) for each in report.skips),
        ]
        out = io.StringIO()
        write_messages_csv(
            out,
            (
                Message(each.row, each.column, "{text}", {"text": stated(kind, _text(each))})
                for kind, each in said
            ),
        )
        return out.getvalue()


def _text(message: RowMessage) -> str:
    return stated(message.file, tr(message.message_id, **message.params))


def verdict(report: ImportReport) -> str:
    """Return in a sentence what can be done now."""
    if report.error_rows:
        text = ngettext(
            "{count} row has an error. Nothing is written while there are errors: correct the file,"
            " or import the rest without it.",
            "{count} rows have errors. Nothing is written while there are errors: correct the file,"
            " or import the rest without them.",
            report.error_rows,
        )
        return text.format(count=count(report.error_rows))
    if not report.created:
        return _("There is nothing to import: no row is a weapon that is not registered yet.")
    text = ngettext(
        "{count} weapon can be registered. Nothing has been written yet.",
        "{count} weapons can be registered. Nothing has been written yet.",
        report.created,
    )
    return text.format(count=count(report.created))
