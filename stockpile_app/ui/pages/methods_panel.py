"""Disposal methods: what is known of each, and how an administrator changes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.disposal_methods import Method, MethodTable
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import format_scaled
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.source_words import source_words
from stockpile_app.services.disposal_methods import MethodsSaved
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, count, label
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.disposal_words import components_words
from stockpile_app.ui.widgets.edited_list import EditedList, FileWords
from stockpile_app.ui.widgets.fields import NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.list_panel import act_button
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.4, 0.14, 0.16, 0.14, 0.16)


class MethodsPanel(EditedList[Method]):
    """A row a method; beside it everything that is said of it, and by whom."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the table in force."""
        super().__init__(context, "methods_panel", _("Methods"), parent)
        self._methods = context.services.disposal.methods.in_force()
        table: SharesTable[Method] = SharesTable(
            RecordsModel(self._columns()), ("all_methods", _("Disposal methods")), _SHARES
        )
        table.chosen.connect(self._on_chosen)
        self.exclude = act_button("exclude", _("E&xclude…"), self.open_exclude)
        words = FileWords("methods", _("Read disposal methods"), _("Write disposal methods"))
        self.build(table, CardList("method_cards", _("About this method")), words, self.exclude)

    @override
    def reload(self) -> None:
        self._methods = self.context.services.disposal.methods.in_force()
        self.note.setText(
            _(
                "Version {version}. Figures are for planning; an administrator puts in your own."
            ).format(version=self._methods.version)
        )
        self.show_rows(self._methods.methods, lambda each: each.code)

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.disposal

    @Slot(object)
    def _on_chosen(self, method: Method | None) -> None:
        may = self.context.services.desk.may(Permission.MARKING_PROFILES)
        writable = may and not self.context.services.read_only
        self.exclude.setEnabled(writable and method is not None)
        self.load.setEnabled(writable)
        if method is not None:
            text = _("&Allow again…") if method.excluded else _("E&xclude…")
            self.exclude.setText(text)
        cards = self._cards(method) if method is not None else []
        self.cards.show_cards(cards, _("Select a method."))

    def _money(self, hundredths: int) -> str:
        return f"{format_scaled(hundredths, 2)} {self._methods.currency}"

    def _columns(self) -> list[Column[Method]]:
        return [
            Column(
                _("Method"),
                lambda each: _(each.title),
                icon=lambda each: icon("close") if each.excluded else icon("check"),
            ),
            Column(_("PoA"), lambda each: each.poa),
            Column(_("Per weapon"), lambda each: self._money(each.unit_cost), number=True),
            Column(_("A day"), lambda each: count(each.rate), number=True),
            Column(_("Allowed"), lambda each: _("No, excluded") if each.excluded else _("Yes")),
        ]

    def _cards(self, each: Method) -> list[Card]:
        further = self._methods.get(each.further) if each.further else None
        cards = []
        if each.excluded:
            cards.append(Card(_("Excluded"), (_(each.excluded),)))
        if further is not None:
            said = _("It does not do alone: {title} must follow.").format(title=_(further.title))
            cards.append(Card(_("A further step"), (said,)))
        cost = _("{fixed} fixed, {unit} for each weapon, {rate} weapons a day, {staff} people")
        return [
            *cards,
            Card(
                _("Cost and time"),
                (
                    cost.format(
                        fixed=self._money(each.fixed_cost),
                        unit=self._money(each.unit_cost),
                        rate=count(each.rate),
                        staff=count(each.staff),
                    ),
                ),
                _("{source} ({sure})").format(
                    source=source_words(each.figures_source), sure=label(each.figures_sure)
                ),
            ),
            Card(_("What it needs"), (_(each.equipment), _(each.energy))),
            Card(
                _("Environment: {score} of 5").format(score=each.environment),
                (_(each.environment_note), _(each.emissions), _(each.residues)),
            ),
            Card(_("Makes unusable"), (components_words(each.components) or NOTHING,)),
            Card(_("Source"), (source_words(each.source),), label(each.sure)),
        ]

    @Slot()
    def open_exclude(self) -> None:
        """Ask why the method is excluded, or allowed again."""
        method = self.table.current()
        if method is not None:
            self.open_dialog(ExcludeDialog(self.context, self._methods, method, self))

    @override
    def adoption(self, path: Path) -> AdoptDialog:
        content = self.context.services.disposal.methods.read_file(path)
        return AdoptDialog(self.context, content, self._methods.version, self)

    @override
    def write(self, path: Path) -> None:
        self.context.services.disposal.methods.write_file(path)


class AdoptDialog(FormDialog):
    """Puts a table of methods in force."""

    def __init__(
        self,
        context: UiContext,
        content: MethodTable,
        based_on: int,
        parent: QWidget | None = None,
    ) -> None:
        """Ask why."""
        super().__init__(context, _("Change the disposal methods"), _("&Put in force"), parent)
        self.setObjectName("adopt_methods_dialog")
        self._content, self._based_on = content, based_on
        self.reason = NotesEdit(3)
        self.form.add("reason", _("&Reason"), self.reason, required=True)

    def content(self) -> MethodTable:
        """Return what comes into force."""
        return self._content

    @override
    def command(self) -> Callable[[Progress], MethodsSaved]:
        methods = self.context.services.disposal.methods
        content, reason = self.content(), self.reason.toPlainText()
        return lambda _progress: methods.adopt(content, self._based_on, reason)


class ExcludeDialog(AdoptDialog):
    """Excludes a method by law or policy, or allows it again."""

    def __init__(
        self,
        context: UiContext,
        methods: MethodTable,
        method: Method,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the law or policy."""
        super().__init__(context, methods, methods.version, parent)
        self.setObjectName("exclude_method_dialog")
        self._code, self._allow = method.code, bool(method.excluded)
        said = _("“{title}” is allowed again.") if self._allow else _("“{title}” is excluded.")
        text = said.format(title=_(method.title))
        self.body.insertWidget(0, PlainLabel(text, role="notice", wrap=True))

    @override
    def content(self) -> MethodTable:
        why = "" if self._allow else " ".join(self.reason.toPlainText().split())
        return msgspec.structs.replace(
            self._content,
            methods=tuple(
                msgspec.structs.replace(each, excluded=why) if each.code == self._code else each
                for each in self._content.methods
            ),
        )
