"""The words of the field: what each means, and where that is said."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.i18n import gettext as _
from stockpile_app.reference.glossary import OWN, Term, glossary
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable


class GlossaryDialog(QDialog):
    """A list to look a word up in, and its meaning beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show every term."""
        super().__init__(parent)
        self.setObjectName("glossary_dialog")
        self.setWindowTitle(_("Glossary"))
        self._terms = glossary()
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setAccessibleName(_("Find a word"))
        self.search.setPlaceholderText(_("Find a word"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        columns: list[Column[Term]] = [Column(_("Word"), lambda each: each.term)]
        self.table = RecordTable(RecordsModel(columns), "terms", _("Words"))
        self.table.chosen.connect(self._on_chosen)
        self.term = PlainLabel("", role="heading", wrap=True)
        self.meaning = PlainLabel("", wrap=True)
        self.source = PlainLabel("", role="hint", wrap=True)
        self._build()
        self._on_search("")

    def _build(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(8)
        for label in (self.term, self.meaning, self.source):
            told.addWidget(label)
        told.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.table, 2)
        both.addLayout(told, 3)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.search)
        layout.addLayout(both, 1)
        layout.addWidget(buttons)
        self.resize(760, 520)

    @Slot(str)
    def _on_search(self, text: str) -> None:
        wanted = text.strip().casefold()
        # a word is found by its name first, then by what is said of it
        named = [each for each in self._terms if wanted in each.term.casefold()]
        said = [
            each for each in self._terms if each not in named and wanted in each.meaning.casefold()
        ]
        self.table.records.show([*named, *said])
        if named or said:
            self.table.choose(0)

    @Slot(object)
    def _on_chosen(self, term: Term | None) -> None:
        self.term.setText(term.term if term else _("No word fits."))
        self.meaning.setText(term.meaning if term else "")
        source = _("As this program uses the word.")
        if term and term.source != OWN:
            source = _("See {source}.").format(source=term.source)
        self.source.setText(source if term else "")
