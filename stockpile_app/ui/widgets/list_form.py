"""The fields of a check list itself, and of its groups, while it is edited."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.check_list_draft import CheckListDraft
from stockpile_app.domain.checklists import LEVELS, LONGEST_SOURCE, LONGEST_TITLE, Sure
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.vocabulary import StoreKind
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, refusal_text
from stockpile_app.ui.widgets.fields import CodeCombo
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.question_form import number_of
from stockpile_app.ui.widgets.record_table import RecordTable

_LONGEST_CODE: Final = 16

Item = dict[str, Any]


class ListForm(QWidget):
    """Title, thresholds and groups of a draft.

    Signals:
        changed: Something was changed in the draft.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no list yet."""
        super().__init__(parent)
        self.setObjectName("list_form")
        self._draft: CheckListDraft | None = None
        self._filling = False
        self._build_list()
        self._build_groups()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(32)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.form)
        left.addStretch(1)
        right.setSpacing(8)
        right.addWidget(PlainLabel(_("Groups"), role="heading"))
        right.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        right.addLayout(row)
        right.addWidget(self.group)
        layout.addLayout(left, 1)
        layout.addLayout(right, 1)

    def _build_list(self) -> None:
        self.form = Form()
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.source = QLineEdit()
        self.source.setMaxLength(LONGEST_SOURCE)
        self.sure = CodeCombo(Sure)
        self.levels = [QLineEdit() for _level in LEVELS]
        self.form.add("title", _("&Title"), self.title, required=True)
        for level, edit in zip(LEVELS, self.levels, strict=True):
            edit.setMaxLength(3)
            label = _("Level &{level} from %").format(level=level)
            self.form.add(f"threshold_{level}", label, edit, required=True)
            edit.textEdited.connect(self._on_threshold)
        self.form.add(
            "thresholds_source",
            _("So&urce"),
            self.source,
            required=True,
            hint=_("Where the thresholds are from."),
        )
        self.form.add("thresholds_sure", _("How sur&e"), self.sure)
        self.title.textEdited.connect(self._on_title)
        self.source.textEdited.connect(self._on_source)
        self.sure.currentIndexChanged.connect(self._on_sure)

    def _build_groups(self) -> None:
        model: RecordsModel[Item] = RecordsModel(
            (
                Column(_("Code"), lambda each: str(each["code"])),
                Column(_("Title"), lambda each: str(each["title"])),
                Column(_("PoA"), lambda each: str(each["poa"]) or NOTHING),
            )
        )
        self.table: RecordTable[Item] = RecordTable(model, "groups", _("Groups"))
        self.table.set_widths((6, 34))
        self.table.keep_order()
        self.table.chosen.connect(self._on_chosen)
        self.add = QPushButton(icon("add"), _(" &Add a group"))
        self.add.setObjectName("add_group")
        self.add.setAccessibleName(_("Add a group"))
        self.add.clicked.connect(self._on_add)
        self.remove = QPushButton(icon("remove"), _(" Re&move"))
        self.remove.setObjectName("remove_group")
        self.remove.setAccessibleName(_("Remove the group"))
        self.remove.clicked.connect(self._on_remove)
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
        self.group = Form()
        self.code = QLineEdit()
        self.code.setMaxLength(_LONGEST_CODE)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_TITLE)
        self.poa = QLineEdit()
        self.poa.setMaxLength(LONGEST_SOURCE)
        self.kind = CodeCombo(StoreKind, nothing=_("Always asked"))
        self.group.add("code", _("&Code"), self.code, required=True)
        self.group.add("title", _("T&itle of the group"), self.name, required=True)
        self.group.add(
            "poa", _("&PoA"), self.poa, hint=_("The question of the national report it answers.")
        )
        self.group.add("store_kind", _("Only with a store &for"), self.kind)
        self.code.textEdited.connect(self._on_code)
        self.name.textEdited.connect(self._on_name)
        self.poa.textEdited.connect(self._on_poa)
        self.kind.currentIndexChanged.connect(self._on_kind)

    # --- what is shown ---------------------------------------------------------------------------

    def show_draft(self, draft: CheckListDraft, *, editable: bool) -> None:
        """Show the list that is edited."""
        self._draft = None
        data = draft.data
        self.title.setText(data["title"])
        for level, edit in zip(LEVELS, self.levels, strict=True):
            edit.setText(str(data["thresholds"][level]))
        self.source.setText(data["thresholds_source"])
        self.sure.set_code(Sure(data["thresholds_sure"]))
        self._draft = draft
        for part in (self.form, self.group, self.add, self.remove):
            part.setEnabled(editable)
        self.form.clear_errors()
        self.table.records.show(draft.groups)
        self.table.choose(0)

    def show_wrong(self) -> bool:
        """Say what is wrong with the list or its groups; whether anything is."""
        error = self._draft.wrong_with_list() if self._draft else None
        self.form.clear_errors()
        self.group.clear_errors()
        if error is None:
            return False
        field = "threshold_1" if error.field == "thresholds" else error.field
        form = self.group if error.params.get("item") else self.form
        form.show_text(field, refusal_text(error), focus=False)
        return True

    @Slot(object)
    def _on_chosen(self, group: Item | None) -> None:
        if group is None:
            return
        self._filling = True
        self.code.setText(group["code"])
        self.name.setText(group["title"])
        self.poa.setText(group["poa"])
        known = group.get("store_kind")
        self.kind.set_code(StoreKind(known) if known else None)
        self._filling = False

    # --- what is changed -------------------------------------------------------------------------

    def _tell(self, field: str, value: object) -> None:
        if self._draft is not None:
            self._draft.change(field, value)
            self.show_wrong()
            self.changed.emit()

    def _tell_group(self, field: str, value: object) -> None:
        rows = self.table.selectionModel().selectedRows()
        if self._draft is None or self._filling or not rows:
            return
        row = rows[0].row()
        self._draft.change_group(row, field, value)
        model = self.table.records
        model.dataChanged.emit(model.index(row, 0), model.index(row, model.columnCount() - 1))
        self.show_wrong()
        self.changed.emit()

    @Slot(str)
    def _on_title(self, text: str) -> None:
        self._tell("title", text)

    @Slot()
    def _on_threshold(self) -> None:
        values = [number_of(edit.text()) for edit in self.levels]
        self._tell("thresholds", dict(zip(LEVELS, values, strict=True)))

    @Slot(str)
    def _on_source(self, text: str) -> None:
        self._tell("thresholds_source", text)

    @Slot()
    def _on_sure(self) -> None:
        sure = self.sure.code(Sure)
        self._tell("thresholds_sure", sure.value if sure else "")

    @Slot(str)
    def _on_code(self, text: str) -> None:
        self._tell_group("code", text.strip())

    @Slot(str)
    def _on_name(self, text: str) -> None:
        self._tell_group("title", text)

    @Slot(str)
    def _on_poa(self, text: str) -> None:
        self._tell_group("poa", text)

    @Slot()
    def _on_kind(self) -> None:
        kind = self.kind.code(StoreKind)
        self._tell_group("store_kind", kind.value if kind else None)

    @Slot()
    def _on_add(self) -> None:
        if self._draft is not None:
            at = self._draft.add_group()
            self._show_groups(at)
            self.name.setFocus()

    @Slot()
    def _on_remove(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        if self._draft is None or not rows:
            return
        try:
            self._draft.remove_group(rows[0].row())
        except StockpileError as error:
            self.group.show_text("", refusal_text(error))
            return
        self._show_groups(max(0, rows[0].row() - 1))

    def _show_groups(self, row: int) -> None:
        if self._draft is not None:
            self.table.records.show(self._draft.groups)
            self.table.choose(row)
            self.show_wrong()
            self.changed.emit()
