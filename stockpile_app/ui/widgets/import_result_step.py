"""Last step of an import: what was done."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.imports import ImportReport
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.plain import PlainLabel

_SIGN = 40


class ResultStep(QWidget):
    """The number of the import, its counts, and a way back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no result yet."""
        super().__init__(parent)
        self.setObjectName("result_step")
        self.report = ImportReport()
        self.sign = PlainLabel()
        self.sign.setObjectName("sign")
        self.headline = PlainLabel("", role="title", wrap=True)
        self.headline.setObjectName("headline")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.sign)
        head.addWidget(self.headline, 1)
        self.facts = QFormLayout()
        self.facts.setHorizontalSpacing(24)
        self.values: dict[str, PlainLabel] = {}
        for name, text in (
            ("batch", _("Number of the import")),
            ("read", _("Rows read")),
            ("created", _("Weapons registered")),
            ("unchanged", _("Registered already")),
            ("skipped", _("Rows skipped")),
            ("errors", _("Rows with errors, left out")),
            ("places", _("Places added")),
        ):
            value = PlainLabel("", role="heading")
            value.setObjectName(name)
            value.setAccessibleName(text)
            self.facts.addRow(PlainLabel(text), value)
            self.values[name] = value
        self.hint = PlainLabel("", role="hint", wrap=True)
        self.hint.setObjectName("hint")
        self.show_button = QPushButton(icon("weapons"), _("&Show the weapons"))
        self.show_button.setObjectName("show_weapons")
        self.undo_button = QPushButton(icon("undo"), _("&Undo…"))
        self.undo_button.setObjectName("undo")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.show_button)
        buttons.addWidget(self.undo_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addLayout(self.facts)
        layout.addWidget(self.hint)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def show_report(self, report: ImportReport) -> None:
        """Show what an import did."""
        self.report = report
        self.sign.setPixmap(icon("check").pixmap(QSize(_SIGN, _SIGN)))
        text = ngettext(
            "{count} weapon is registered.", "{count} weapons are registered.", report.created
        )
        self.headline.setText(text.format(count=count(report.created)))
        for name, number in (
            ("batch", report.batch or 0),
            ("read", report.read),
            ("created", report.created),
            ("unchanged", report.unchanged),
            ("skipped", report.skipped),
            ("errors", report.error_rows),
            ("places", len(report.new_places)),
        ):
            self.values[name].setText(str(number) if name == "batch" else count(number))
        self.hint.setText(
            _(
                "The import can be undone with a second person as long as nothing else is recorded"
                " of its weapons."
            )
        )
        self.undo_button.setEnabled(True)
        self.show_button.setEnabled(True)

    @Slot()
    def show_undone(self) -> None:
        """Show that the import was taken back."""
        self.sign.setPixmap(icon("undo").pixmap(QSize(_SIGN, _SIGN)))
        self.headline.setText(_("Import {batch} is undone.").format(batch=self.report.batch))
        self.hint.setText(
            _("The registrations are withdrawn; the import and its undoing stay in the history.")
        )
        self.undo_button.setEnabled(False)
        self.show_button.setEnabled(False)
