"""The papers of a stocktake, each in the dialog that makes it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.stocktake_papers import PrintCountSheet, PrintStocktakeCertificate
from stockpile_app.domain.stocktakes import StocktakeRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.services.stocktake_papers import MOST_LINES, StocktakePapers
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.paper_dialog import MakePaper, PaperAsked, PaperDialog
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel

_KIND: Final = "stocktakes"
_LINES: Final = 12


class CountSheetDialog(PaperDialog):
    """Makes the sheet of one counter, then that of the other."""

    def __init__(
        self, context: UiContext, stocktake: StocktakeRecord, parent: QWidget | None = None
    ) -> None:
        """Offer the sheets of ``stocktake``."""
        self._stocktake = stocktake
        about = f"{stocktake.number} · {label(stocktake.kind)} · {stocktake.path}"
        title = _("Count sheets of {number}").format(number=stocktake.number)
        super().__init__(context, _KIND, title, None, parent, about=about)
        self.setObjectName("count_sheet_dialog")

    @override
    def add_fields(self, form: Form) -> None:
        self.counter = QComboBox()
        for at, name in enumerate(self._stocktake.counters, start=1):
            if not self._stocktake.finished[at - 1]:
                text = _("Counter {number}: {name}").format(number=at, name=name)
                self.counter.addItem(text, at)
        form.add(
            "counter",
            _("Sheet &of"),
            self.counter,
            hint=_("Each counter gets a sheet. Neither sheet says what is expected."),
        )
        self.lines = QSpinBox()
        self.lines.setRange(1, MOST_LINES)
        self.lines.setValue(_LINES)
        if not self._stocktake.kind.by_type and not self._stocktake.sample:
            form.add(
                "lines",
                _("&Empty lines for each place"),
                self.lines,
                hint=_("The same for all, so that they do not tell how many are expected."),
            )
        if self._stocktake.seed:
            seed = _("Seed of the draw: {seed}").format(seed=self._stocktake.seed)
            form.add_wide(PlainLabel(seed, role="hint", wrap=True))
        self.counter.currentIndexChanged.connect(self.on_changed)
        self.lines.valueChanged.connect(self.on_changed)

    @override
    def prepared(self) -> MakePaper:
        papers = self.context.services.stocktakes.papers
        counter = self.counter.currentData() or 1
        return partial(_sheet, papers, self._stocktake.id, counter, self.lines.value())


def certificate_dialog(
    context: UiContext, stocktake: StocktakeRecord, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes the certificate of a closed stocktake."""
    make = partial(_certificate, context.services.stocktakes.papers, stocktake.id)
    title = _("Certificate of {number}").format(number=stocktake.number)
    about = f"{label(stocktake.kind)} · {stocktake.path}"
    return PaperDialog(context, _KIND, title, make, parent, about=about)


def _sheet(
    papers: StocktakePapers, stocktake_id: int, counter: int, lines: int, asked: PaperAsked
) -> DocumentDone:
    return papers.count_sheet(
        PrintCountSheet(
            stocktake_id=stocktake_id,
            counter=counter,
            lines=lines,
            out=asked.out,
            page=asked.page,
            classification=asked.classification,
            dpi=asked.dpi,
        )
    )


def _certificate(papers: StocktakePapers, stocktake_id: int, asked: PaperAsked) -> DocumentDone:
    return papers.certificate(
        PrintStocktakeCertificate(
            stocktake_id=stocktake_id,
            out=asked.out,
            page=asked.page,
            classification=asked.classification,
            dpi=asked.dpi,
        )
    )
