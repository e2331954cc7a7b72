"""Security checks: how secure each depot was found, every check, and what is to be mended."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.security import CheckRecord, DepotScore, FindingRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.services.gateway import Services
from stockpile_app.ui.actions.check_actions import CheckActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.pages.check_pane import CheckPane
from stockpile_app.ui.pages.findings_view import FindingsView, Shown
from stockpile_app.ui.security_words import level_words, percent
from stockpile_app.ui.texts import NOTHING, count, day, label, refusal_text
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.depot_scores import DepotScores
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable

_CHECK_WIDTHS: Final = (6, 20, 11, 12, 8, 9, 13, 12, 18)


class _Loaded(NamedTuple):
    scores: list[DepotScore]
    titles: dict[str, str]
    checks: list[CheckRecord]
    findings: list[FindingRecord]


class SecurityPage(QWidget):
    """Three lists, or one check that is being answered."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the depots as soon as they are read."""
        super().__init__(parent)
        self.setObjectName("security_page")
        self.setAccessibleName(_("Security checks"))
        self.context = context
        self._job: Job[_Loaded] | None = None
        self._again = False
        self._stale = False
        self._is_loaded = False
        self._wanted: int | None = None
        self.actions_ = CheckActions(context, self)
        self._build()
        self._connect()
        self.reload()

    # --- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self.stack.setObjectName("security_stack")
        self.lists = self._build_lists()
        self.pane = CheckPane(self.context, self.actions_)
        self.stack.addWidget(self.lists)
        self.stack.addWidget(self.pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self.stack)

    def _build_lists(self) -> QWidget:
        lists = QWidget()
        self.head = PageHead(_("Security checks"))
        self.edit_lists = self.head.add_button(
            "check_lists", _("Check l&ists…"), self.open_check_lists, "edit"
        )
        self.new = self.head.add_action(self.actions_.new, primary=True)
        self.note = PlainLabel("", role="notice", wrap=True)
        self.note.setObjectName("note")
        self.note.hide()
        self.depots = DepotScores()
        self.findings = FindingsView(self.context)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("security_tabs")
        self.tabs.setAccessibleName(_("Security checks"))
        self.tabs.tabBar().setAccessibleName(_("Lists"))
        self.tabs.addTab(self.depots, _("&Depots"))
        self.tabs.addTab(self._build_checks(), _("Chec&ks"))
        self.tabs.addTab(self.findings, _("&Findings"))
        layout = QVBoxLayout(lists)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.note)
        layout.addWidget(self.tabs, 1)
        return lists

    def _build_checks(self) -> QWidget:
        side = QWidget()
        model: RecordsModel[CheckRecord] = RecordsModel(_columns())
        self.checks: RecordTable[CheckRecord] = RecordTable(
            model, "checks", _("Checks, the newest first")
        )
        self.checks.when_empty(
            _(
                "No depot was checked yet. Begin with “New check”, print its sheet, fill it in"
                " on the spot, and key the answers in here."
            ),
            self.actions_.new,
            (self.context, Permission.CHECK),
        )
        self.checks.set_widths(_CHECK_WIDTHS)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addStretch(1)
        actions = self.actions_
        for action in (actions.cancel, actions.sheet, actions.report):
            button = ActionButton(action)
            button.setObjectName(f"below_{action.objectName()}")
            below.addWidget(button)
        self.open_button = QPushButton(_("&Open"))
        self.open_button.setObjectName("open_check")
        self.open_button.setAccessibleName(_("Open the check"))
        self.open_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.open_button.clicked.connect(self._on_open)
        below.addWidget(self.open_button)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.checks, 1)
        layout.addLayout(below)
        side.setFocusProxy(self.checks)
        return side

    def _connect(self) -> None:
        self.depots.chosen.connect(self._on_depot)
        self.depots.opened.connect(self._open_check)
        self.checks.chosen.connect(self._on_check)
        self.checks.activated.connect(self._on_activated)
        self.findings.check_wanted.connect(self._open_check)
        self.pane.left.connect(self.show_lists)
        self.actions_.begun.connect(self._open_check)
        self.context.bus.committed.connect(self._on_committed)
        self.setFocusProxy(self.depots)

    # --- what is shown ---------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Read the lists again; what is chosen stays chosen."""
        if self._job is not None:
            self._again = True
            return
        services = self.context.services
        job = Job(lambda progress: _load(services, progress))
        job.succeeded.connect(self._on_loaded)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self._job = job
        self.context.jobs.start(job, writes=False)

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if not any((changes.security, changes.places, changes.many, changes.weapons)):
            return
        if self.stack.currentWidget() is self.pane:
            self._stale = True
        else:
            self.reload()

    @Slot(object)
    def _on_loaded(self, loaded: _Loaded) -> None:
        self.depots.show_scores(loaded.scores, loaded.titles)
        current = self.checks.current()
        self.checks.records.show(loaded.checks)
        ids = [each.id for each in loaded.checks]
        if ids:
            self.checks.choose(ids.index(current.id) if current and current.id in ids else 0)
        self.findings.show_findings(loaded.findings)
        self._is_loaded = True
        number = len(loaded.scores)
        self.head.set_count(
            ngettext("{count} depot", "{count} depots", number).format(count=count(number))
        )
        self.note.hide()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.open_item(wanted)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.note.setText(refusal_text(error))
        self.note.show()

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.reload()

    @Slot(object)
    def _on_depot(self, score: DepotScore | None) -> None:
        self.actions_.choose_depot(score.place_id if score else None)

    @Slot(object)
    def _on_check(self, record: CheckRecord | None) -> None:
        self.open_button.setEnabled(record is not None)
        if self.stack.currentWidget() is not self.pane:
            self.actions_.select(record)

    # --- what is done ----------------------------------------------------------------------------

    @Slot(object)
    def open_item(self, item_id: object) -> None:
        """Show a check or a finding by its number; both are numbers of entries, so they differ.

        A ``Shown`` shows the findings that it names.
        """
        if isinstance(item_id, Shown):
            self._show_findings()
            self.findings.show_only(item_id)
        elif not isinstance(item_id, int):
            return
        elif not self._is_loaded:
            self._wanted = item_id  # whether it is a finding is not known yet
        elif self.findings.knows(item_id):
            self._show_findings()
            self.findings.choose(item_id)
        else:
            self._open_check(item_id)

    @Slot(int)
    def _open_check(self, check_id: int) -> None:
        self.actions_.select(None)
        self.pane.open_check(check_id)
        self.stack.setCurrentWidget(self.pane)
        self.setFocusProxy(self.pane)
        self.pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_findings(self) -> None:
        self.tabs.setCurrentWidget(self.findings)
        self.show_lists()

    @Slot()
    def show_lists(self) -> None:
        """Show the lists again."""
        self.pane.answers.forget()
        self.stack.setCurrentWidget(self.lists)
        self.setFocusProxy(self.tabs.currentWidget())
        self.tabs.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
        self.actions_.select(self.checks.current())
        if self._stale:
            self._stale = False
            self.reload()

    @Slot()
    def _on_open(self) -> None:
        record = self.checks.current()
        if record is not None:
            self._open_check(record.id)

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        self._on_open()

    @Slot()
    def open_check_lists(self) -> None:
        """Open the versions of the check lists, to look at them or to edit them."""
        from stockpile_app.ui.dialogs.check_list_dialog import (  # noqa: PLC0415 - rarely used
            CheckListDialog,
        )

        self.list_dialog = CheckListDialog(self.context, self)
        self.list_dialog.open()


def _load(services: Services, _progress: Progress) -> _Loaded:
    security = services.security
    in_force = security.check_list()
    return _Loaded(
        security.latest_scores(),
        {each.code: each.title for each in in_force.groups},
        security.checks(),
        security.findings(),
    )


def _columns() -> tuple[Column[CheckRecord], ...]:
    return (
        Column(_("No."), lambda each: str(each.id), number=True, order=lambda each: each.id),
        Column(_("Depot"), lambda each: each.place),
        Column(_("State"), lambda each: label(each.state)),
        Column(
            _("Completed"),
            lambda each: day(each.completed_on),
            order=lambda each: str(each.completed_on),
        ),
        Column(_("Score"), lambda each: percent(each.shown)),
        Column(_("Level"), lambda each: level_words(each.level)),
        Column(_("Failed critical"), _failed, number=True),
        Column(_("Begun"), lambda each: day(each.opened_on), order=lambda each: each.opened_on),
        Column(_("Inspector"), lambda each: each.inspector),
        Column(_("List version"), lambda each: str(each.version), number=True),
    )


def _failed(record: CheckRecord) -> str:
    return NOTHING if record.level is None else count(len(record.failed))
