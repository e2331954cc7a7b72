"""The papers of collections, each in the dialog that makes it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.collection_papers import (
    PrintDaySheet,
    PrintDuplicates,
    PrintIndicators,
    PrintReceipt,
    PrintTagLabels,
    ReceiptPaper,
)
from stockpile_app.domain.collection_sites import SiteRecord
from stockpile_app.domain.collections import HandInRecord
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.collection_dialogs import number_edit
from stockpile_app.ui.dialogs.paper_dialog import MakePaper, PaperAsked, PaperDialog
from stockpile_app.ui.texts import day, label
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.form import Form

_KIND = "collections"


class Period(NamedTuple):
    """Of which programme and days; None takes all."""

    programme: int | None
    from_day: dt.date | None
    to_day: dt.date | None


class ReceiptDialog(PaperDialog):
    """The receipt of a hand-in, on A5 or on a roll."""

    def __init__(
        self, context: UiContext, hand_in: HandInRecord, parent: QWidget | None = None
    ) -> None:
        """Offer the receipt of ``hand_in``."""
        self._hand_in = hand_in.id
        about = f"{hand_in.number} · {hand_in.participant}"
        super().__init__(context, _KIND, _("Receipt"), None, parent, about=about)

    @override
    def add_fields(self, form: Form) -> None:
        self.paper = QComboBox()
        for each in ReceiptPaper:
            self.paper.addItem(label(each), each)
        form.add("paper", _("Pa&per"), self.paper)
        self.paper.currentIndexChanged.connect(self.on_changed)

    @override
    def prepared(self) -> MakePaper:
        papers, hand_in = self.context.services.collections.papers, self._hand_in
        paper = ReceiptPaper(self.paper.currentData())

        def make(asked: PaperAsked) -> DocumentDone:
            return papers.receipt(PrintReceipt(hand_in=hand_in, paper=paper, **asked.words))

        return make


class TagsDialog(PaperDialog):
    """Tags with bar codes, of a hand-in or of all that waits at a site."""

    def __init__(
        self,
        context: UiContext,
        about: str,
        parent: QWidget | None = None,
        *,
        hand_in: int | None = None,
        site: int | None = None,
    ) -> None:
        """Offer tags; one of ``hand_in`` and ``site`` is given."""
        self._hand_in, self._site = hand_in, site
        super().__init__(context, _KIND, _("Tags"), None, parent, about=about)

    @override
    def add_fields(self, form: Form) -> None:
        self.stock = QComboBox()
        self.stock.setMinimumContentsLength(20)  # the names are long; the list shows them whole
        self.stock.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for each in self.context.services.documents.stocks():
            self.stock.addItem(_(each.name), each.code)
        self.first = number_edit(1, 200, 1)
        form.add("stock", _("&Sheet of labels"), self.stock)
        form.add("start", _("&First free label"), self.first)
        self.stock.currentIndexChanged.connect(self.on_changed)
        self.first.valueChanged.connect(self.on_changed)

    @override
    def prepared(self) -> MakePaper:
        papers, hand_in, site = self.context.services.collections.papers, self._hand_in, self._site
        stock, start = str(self.stock.currentData()), self.first.value()

        def make(asked: PaperAsked) -> DocumentDone:
            return papers.tags(
                PrintTagLabels(
                    out=asked.out,
                    stock=stock,
                    start=start,
                    dpi=asked.dpi,
                    hand_in=hand_in,
                    site=site,
                )
            )

        return make


class DuplicatesDialog(PaperDialog):
    """The list of which a partner keeps the duplicate; names only where they are needed."""

    def __init__(self, context: UiContext, site: SiteRecord, parent: QWidget | None = None) -> None:
        """Offer everything that was handed in at ``site``."""
        self._site = site.id
        super().__init__(context, _KIND, _("Duplicate list"), None, parent, about=site.name)

    @override
    def add_fields(self, form: Form) -> None:
        self.from_day, self.to_day = DayEdit(), DayEdit()
        self.partner, self.purpose = QLineEdit(), QLineEdit()
        self.with_names = QCheckBox(_("&With names"))
        form.add("from_day", _("&From"), self.from_day)
        form.add("to_day", pgettext("until", "&To"), self.to_day)
        hint = _("Who keeps the duplicate (IDDRS 4.50).")
        form.add("partner", _("Pa&rtner"), self.partner, hint=hint)
        hint = _("For holders alone; it is an entry for each person on the list.")
        form.add("with_names", _("With names"), self.with_names, hint=hint)
        form.add("purpose", _("W&hy the names are needed"), self.purpose)
        holder = self.context.services.desk.may(Compartment.PARTICIPANTS.permission)
        self.with_names.setEnabled(holder)
        self.purpose.setEnabled(holder)

    @override
    def prepared(self) -> MakePaper:
        papers, site = self.context.services.collections.papers, self._site
        days = self.from_day.day(), self.to_day.day()
        partner, purpose = self.partner.text(), self.purpose.text()
        with_names = self.with_names.isChecked()

        def make(asked: PaperAsked) -> DocumentDone:
            return papers.duplicates(
                PrintDuplicates(
                    site=site,
                    from_day=days[0],
                    to_day=days[1],
                    partner=partner,
                    with_names=with_names,
                    purpose=purpose,
                    **asked.words,
                )
            )

        return make


def day_sheet_dialog(
    context: UiContext, site: SiteRecord, on: dt.date, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes the sheet of a closed day."""
    papers, site_id = context.services.collections.papers, site.id

    def make(asked: PaperAsked) -> DocumentDone:
        return papers.day_sheet(PrintDaySheet(site=site_id, day=on, **asked.words))

    about = f"{site.name} · {day(on)}"
    return PaperDialog(context, _KIND, _("Sheet of the day"), make, parent, about=about)


def indicators_dialog(
    context: UiContext, period: Period, about: str, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes the sheet of indicators."""
    papers = context.services.collections.papers

    def make(asked: PaperAsked) -> DocumentDone:
        return papers.indicators(
            PrintIndicators(
                programme=period.programme,
                from_day=period.from_day,
                to_day=period.to_day,
                **asked.words,
            )
        )

    return PaperDialog(context, _KIND, _("Indicators"), make, parent, about=about)
