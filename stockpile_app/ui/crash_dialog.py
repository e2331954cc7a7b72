"""Tells of a fault in the program: what happened, what is safe, and what to do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app import logs, paths
from stockpile_app.domain.errors import StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.printing import save_content
from stockpile_app.ui.texts import count, isolated, refusal_text
from stockpile_app.ui.widgets.plain import PlainLabel

_FILE = "stockpile-report.txt"


class ReportDialog(QDialog):
    """Says something in plain words, with a report below it to save or copy."""

    def __init__(self, name: str, title: str, report: str, parent: QWidget | None = None) -> None:
        """Show ``report`` under ``title``; ``name`` is the object name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self._report = report
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.view = QPlainTextEdit(report)
        self.view.setObjectName("report")
        self.view.setAccessibleName(_("Report"))
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.said = PlainLabel("", role="hint", wrap=True)
        self.said.setObjectName("report_said")
        path = isolated(str(paths.log_folder() / logs.FILE_NAME))
        self.said.setText(_("Log file: {path}").format(path=path))
        self.buttons = QDialogButtonBox()
        self.save = self._button("save_report", _("Save &report…"), "save", self._on_save)
        self.copy = self._button("copy_report", _("&Copy report"), "copy", self._on_copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(title, role="title"))
        layout.addLayout(self.body)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)
        self.resize(720, 520)

    def say(self, text: str) -> PlainLabel:
        """Add a paragraph above the report; return it."""
        paragraph = PlainLabel(text, wrap=True)
        self.body.addWidget(paragraph)
        return paragraph

    def add_go_on(self, text: str) -> None:
        """Add the button that closes the window, and make it the one that Enter presses."""
        button = QPushButton(text)
        button.setObjectName("go_on")
        button.setProperty("primary", True)  # noqa: FBT003 - Qt
        button.setDefault(True)
        button.clicked.connect(self.accept)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        button.setFocus()

    def _button(self, name: str, text: str, picture: str, slot: object) -> QPushButton:
        button = QPushButton(icon(picture), f" {text}")
        button.setObjectName(name)
        button.setAccessibleName(text.replace("&", ""))
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return button

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._report)
        self.said.setText(_("The report is copied."))

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, _("Save the report"))
        dialog.setObjectName("save_report_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Text (*.txt)"))
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(_FILE)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write the report into a file."""
        try:
            save_content(self._report.encode(), Path(path))
        except StockpileError as error:
            self.said.setText(refusal_text(error))
            return
        self.said.setText(_("The report is in {path}.").format(path=path))


class CrashDialog(ReportDialog):
    """Says that the program failed; one can go on working.

    Attributes:
        fault_place: Tells this fault from others.
    """

    def __init__(self, report: str, parent: QWidget | None = None, *, kept: int = 0) -> None:
        """Show ``report``; ``kept`` is the number of forms whose text was kept."""
        super().__init__("crash_dialog", _("A fault in the program"), report, parent)
        self.fault_place: tuple[str, str] = ("", "")
        self.say(
            _(
                "The program made a mistake; it is its fault, not yours. What you did last was not"
                " completed. Everything that was recorded before is safe."
            )
        )
        if kept:
            said = ngettext(
                "What you typed in {count} open form is kept. If you have to close the program,"
                " it is offered when you sign in again.",
                "What you typed in {count} open forms is kept. If you have to close the program,"
                " it is offered when you sign in again.",
                kept,
            )
            self.say(said.format(count=count(kept))).setObjectName("kept")
        self.say(
            _(
                "Go on working. If it happens again, save the report and send it to those who look"
                " after the program: it holds no serial numbers, names or passwords."
            )
        )
        self.times = self.say("")
        self.times.setObjectName("times")
        self.times.hide()
        self.add_go_on(_("&Go on working"))

    def show_times(self, times: int) -> None:
        """Say how often the same has happened by now."""
        text = ngettext("It happened {count} time.", "It happened {count} times.", times)
        self.times.setText(text.format(count=count(times)))
        self.times.setVisible(times > 1)


class EndedDialog(ReportDialog):
    """Says at the start that the program ended unexpectedly the last time."""

    def __init__(self, report: str, parent: QWidget | None = None, *, dumped: bool) -> None:
        """Show ``report``; ``dumped`` is whether it is known how the program ended."""
        title = _("The program ended unexpectedly last time")
        super().__init__("ended_dialog", title, report, parent)
        self.say(
            _(
                "Everything that was recorded is safe. What was being typed is offered to who typed"
                " it, after signing in."
            )
        )
        known = _(
            "A part of the program failed. If it happens again, save the report and send it to"
            " those who look after the program: it holds no serial numbers, names or passwords."
        )
        unknown = _(
            "Perhaps the power failed, or the machine was switched off or ended the program. If the"
            " register opens and verifies, there is nothing to do."
        )
        self.say(known if dumped else unknown)
        self.add_go_on(_("&Go on"))
