"""The findings of all checks with filters, and what is known of the chosen one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.security import Behind, FindingRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext, stated
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.finding_dialogs import AssignFindingDialog, CloseFindingDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.security_words import (
    CRITICAL_SIGN,
    behind_words,
    cost_words,
    critical_words,
    finding_state,
)
from stockpile_app.ui.texts import NOTHING, count, day, label
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.fields import CodeCombo
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable

_WIDTHS: Final = (6, 12, 9, 12, 32, 14, 14)


class Shown(LabelledEnum):
    """Which findings are shown."""

    OPEN = "open", N_("Open")
    OVERDUE = "overdue", N_("Overdue")
    ALL = "all", N_("All, closed ones too")


class FindingsView(QWidget):
    """A table of findings.

    Signals:
        check_wanted: Id of the check that a finding is from.
    """

    check_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("findings_view")
        self._context = context
        self._all: Sequence[FindingRecord] = ()
        self._job: Job[list[Behind]] | None = None
        self._behind: tuple[int, list[Behind]] | None = None
        self.dialog: QDialog | None = None
        self._make_actions()
        self._build()
        self._on_chosen(None)

    def _make_actions(self) -> None:
        self.assign = self._make("assign", _("Who &mends it…"), "F2", "edit", self.open_assign)
        self.close_ = self._make("close_finding", _("C&lose it…"), "Del", "check", self.open_close)
        self.open_check = self._make(
            "open_check", _("&Open its check"), "Ctrl+Return", "open", self._on_open_check
        )

    def _make(
        self, name: str, text: str, shortcut: str, icon_name: str, slot: Callable[[], object]
    ) -> QAction:
        action = with_icon(make_action(self, name, text, shortcut, slot), icon_name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        return action

    def _build(self) -> None:
        filters = self._build_filters()
        model: RecordsModel[FindingRecord] = RecordsModel(_columns(self._today))
        self.table: RecordTable[FindingRecord] = RecordTable(model, "findings", _("Findings"))
        self.table.when_empty(
            _(
                "What a security check finds wrong stands here until it is mended. Begin a check on"
                " the tab Checks."
            )
        )
        self.table.set_widths(_WIDTHS)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(self._on_activated)
        self.detail = PlainLabel("", wrap=True)
        self.detail.setObjectName("finding_detail")
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addStretch(1)
        for action in (self.open_check, self.close_, self.assign):
            button = ActionButton(action)
            button.setObjectName(f"below_{action.objectName()}")
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addLayout(below)
        self.setFocusProxy(self.table)

    def _build_filters(self) -> QHBoxLayout:
        self.show_what = CodeCombo(Shown)
        self.show_what.setObjectName("show_findings")
        self.show_what.setAccessibleName(_("Show findings"))
        self.depot = QComboBox()
        self.depot.setObjectName("finding_depot")
        self.depot.setAccessibleName(_("Depot"))
        self.depot.addItem(_("All depots"), None)
        self.critical = QCheckBox(_("Only &critical"))
        self.critical.setObjectName("only_critical")
        self.critical.setAccessibleName(_("Only critical"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, field in ((_("&Show"), self.show_what), (_("De&pot"), self.depot)):
            said = PlainLabel(text)
            said.setBuddy(field)
            row.addWidget(said)
            row.addWidget(field)
        row.addWidget(self.critical)
        row.addStretch(1)
        self.counted = PlainLabel("", role="hint")
        self.counted.setObjectName("findings_counted")
        row.addWidget(self.counted)
        self.show_what.currentIndexChanged.connect(self._fill)
        self.depot.currentIndexChanged.connect(self._fill)
        self.critical.toggled.connect(self._fill)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    def _today(self) -> dt.date:
        return self._context.services.desk.today

    def show_findings(self, findings: Sequence[FindingRecord]) -> None:
        """Show these findings, as far as the filters let them through."""
        self._all = findings
        self._behind = None
        chosen = self.depot.currentData()
        depots = sorted({(each.place.casefold(), each.place, each.place_id) for each in findings})
        self.depot.blockSignals(True)  # noqa: FBT003 - Qt
        self.depot.clear()
        self.depot.addItem(_("All depots"), None)
        for _key, name, place_id in depots:
            self.depot.addItem(name, place_id)
        self.depot.setCurrentIndex(max(0, self.depot.findData(chosen)))
        self.depot.blockSignals(False)  # noqa: FBT003 - Qt
        self._fill()

    def show_only(self, shown: Shown, *, critical: bool = False) -> None:
        """Set the filters."""
        self.show_what.set_code(shown)
        self.critical.setChecked(critical)

    def knows(self, finding_id: int) -> bool:
        """Whether there is a finding of this id, shown or not."""
        return any(each.id == finding_id for each in self._all)

    def choose(self, finding_id: int) -> None:
        """Choose a finding, whatever the filters."""
        if finding_id not in self._ids():
            self.depot.setCurrentIndex(0)
            self.show_only(Shown.ALL)
        if finding_id in (ids := self._ids()):
            self.table.choose(ids.index(finding_id))

    def _ids(self) -> list[int]:
        return [each.id for each in self.table.records.records]

    @Slot()
    def _fill(self) -> None:
        current = self.table.current()
        rows = [each for each in self._all if self._lets_through(each)]
        self.table.records.show(rows)
        self.counted.setText(
            ngettext("{count} finding", "{count} findings", len(rows)).format(
                count=count(len(rows))
            )
        )
        ids = self._ids()
        if current is not None and current.id in ids:
            self.table.choose(ids.index(current.id))
        elif rows:
            self.table.choose(0)

    def _lets_through(self, finding: FindingRecord) -> bool:
        shown, depot = self.show_what.code(Shown), self.depot.currentData()
        if self.critical.isChecked() and not finding.critical:
            return False
        if depot is not None and finding.place_id != depot:
            return False
        if shown is Shown.OVERDUE:
            return finding.is_overdue(self._today())
        return shown is Shown.ALL or finding.is_open

    @Slot(object)
    def _on_chosen(self, finding: FindingRecord | None) -> None:
        services = self._context.services
        may = services.desk.may(Permission.MEND) and not services.read_only
        self.assign.setEnabled(may and finding is not None and finding.is_open)
        self.close_.setEnabled(may and finding is not None and finding.is_open)
        self.open_check.setEnabled(finding is not None)
        if finding is None:
            self.detail.setText(
                _(
                    "No finding is shown. Every question of a check that is answered with no or"
                    " partly becomes one."
                )
            )
            return
        self._tell(finding)
        if finding.critical and finding.is_open and not self._known(finding):
            place_id, security = finding.place_id, services.security
            job = Job(lambda _progress: security.weapons_behind(place_id))
            job.succeeded.connect(self._on_behind)
            self._job = job
            self._context.jobs.start(job, writes=False)

    def _known(self, finding: FindingRecord) -> list[Behind]:
        if self._behind is not None and self._behind[0] == finding.place_id:
            return self._behind[1]
        return []

    @Slot(object)
    def _on_behind(self, behind: list[Behind]) -> None:
        finding = self.table.current()
        if self.sender() is self._job and finding is not None:
            self._behind = (finding.place_id, behind)
            self._tell(finding)

    def _tell(self, finding: FindingRecord) -> None:
        lines = [
            f"{stated(finding.question, _(finding.text))} – {label(finding.answer)}",
            critical_words(finding.critical),
            _("Note: {note}").format(note=finding.note) if finding.note else "",
            _("Action: {action}").format(action=finding.action) if finding.action else "",
        ]
        if finding.critical and finding.is_open and (behind := self._known(finding)):
            lines.append(behind_words(behind))
        self.detail.setText("\n".join(filter(None, lines)))

    # --- what is done ----------------------------------------------------------------------------

    @Slot()
    def open_assign(self) -> None:
        """Ask who mends the chosen finding."""
        finding = self.table.current()
        if finding is not None:
            behind = self._known(finding)
            self._open(AssignFindingDialog(self._context, finding, behind, self))

    @Slot()
    def open_close(self) -> None:
        """Ask how the chosen finding was mended."""
        finding = self.table.current()
        if finding is not None:
            self._open(CloseFindingDialog(self._context, finding, self))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_open_check(self) -> None:
        finding = self.table.current()
        if finding is not None:
            self.check_wanted.emit(finding.check_id)

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        if self.assign.isEnabled():
            self.open_assign()
        else:
            self._on_open_check()


def _columns(today: Callable[[], dt.date]) -> tuple[Column[FindingRecord], ...]:
    return (
        Column(_("No."), lambda each: str(each.id), number=True, order=lambda each: each.id),
        Column(_("State"), lambda each: finding_state(each, today()), icon=_late(today)),
        Column(_("Critical"), _critical, order=lambda each: each.critical or 9),
        Column(_("Due"), lambda each: day(each.due_on), order=lambda each: str(each.due_on)),
        Column(_("Question"), lambda each: stated(each.question, _(each.text))),
        Column(_("Depot"), lambda each: each.place),
        Column(_("Owner"), lambda each: each.owner or NOTHING),
        Column(_("Cost"), lambda each: cost_words(each.cost, each.currency), number=True),
    )


def _critical(finding: FindingRecord) -> str:
    if not finding.critical:
        return NOTHING
    return f"{CRITICAL_SIGN} " + _("level {level}").format(level=finding.critical)


def _late(today: Callable[[], dt.date]) -> Callable[[FindingRecord], QIcon | None]:
    return lambda each: icon("warning") if each.is_overdue(today()) else None
