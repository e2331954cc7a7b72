"""What is done with security checks and their papers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.security import (
    CheckDone,
    CheckListVersion,
    CheckRecord,
    CheckState,
    CheckView,
    PrintCheck,
)
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.check_dialogs import (
    CancelCheckDialog,
    CheckPhotographDialog,
    CompleteCheckDialog,
    OpenCheckDialog,
)
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.security_words import check_title

_Offer = tuple[list[PlaceRecord], list[CheckListVersion]]


class CheckActions(QObject):
    """The actions, enabled by the chosen check and by what the user may do.

    Attributes:
        dialog: The one that was opened last.

    Signals:
        begun: The id of a check that was begun.
    """

    begun = Signal(int)

    def __init__(self, context: UiContext, page: QWidget) -> None:
        """Make the actions; their dialogs open over ``page``."""
        super().__init__(page)
        self._context = context
        self._page = page
        self._record: CheckRecord | None = None
        self._depot: int | None = None
        self._lists_job: Job[_Offer] | None = None
        self.dialog: QDialog | None = None
        make = self._make
        self.new = make("new_check", _("&New check…"), "Ins", "add", self.open_new)
        self.sheet = make("sheet", _("Print s&heet…"), "Ctrl+Shift+S", "sheet", self.open_sheet)
        self.report = make("report", _("Print &report…"), "F11", "print", self.open_report)
        self.cancel = make("cancel_check", _("Cance&l check…"), "", "close", self.open_cancel)
        self.select(None)

    def may(self, permission: Permission) -> bool:
        """Whether the user may do it in this register, as it is open now."""
        services = self._context.services
        return services.desk.may(permission) and not services.read_only

    def select(self, record: CheckRecord | None) -> None:
        """Enable what can be done with the chosen check."""
        self._record = record
        state = record.state if record else None
        self.new.setEnabled(self.may(Permission.CHECK))
        self.sheet.setEnabled(self.may(Permission.PRINT) and state is CheckState.OPEN)
        self.report.setEnabled(self.may(Permission.PRINT) and state is CheckState.COMPLETED)
        self.cancel.setEnabled(self.may(Permission.CHECK) and state is CheckState.OPEN)

    def choose_depot(self, place_id: int | None) -> None:
        """Offer this depot first for a new check."""
        self._depot = place_id

    # --- dialogs ---------------------------------------------------------------------------------

    @Slot()
    def open_new(self) -> None:
        """Ask which depot is checked, once the depots and lists are read."""
        services = self._context.services

        def work(_progress: object) -> _Offer:
            places = services.places.all(counts=False)
            depots = [each for each in places if each.kind is PlaceKind.DEPOT]
            return depots, services.security.check_lists()

        job = Job(work)
        job.succeeded.connect(self._on_offer)
        self._lists_job = job
        self._context.jobs.start(job, writes=False)

    @Slot(object)
    def _on_offer(self, offer: _Offer) -> None:
        dialog = OpenCheckDialog(self._context, *offer, self._page, chosen=self._depot)
        dialog.succeeded.connect(self._on_begun)
        self._open(dialog)

    @Slot(object)
    def _on_begun(self, done: CheckDone) -> None:
        self.begun.emit(done.check_id)

    def open_complete(self, view: CheckView) -> None:
        """Ask for what completes a check."""
        self._open(CompleteCheckDialog(self._context, view, self._page))

    def open_photograph(self, check_id: int, question: str) -> None:
        """Ask for a photograph for a question."""
        self._open(CheckPhotographDialog(self._context, check_id, question, self._page))

    @Slot()
    def open_cancel(self) -> None:
        """Ask why the chosen check is given up."""
        if self._record is not None:
            self._open(CancelCheckDialog(self._context, self._record, self._page))

    @Slot()
    def open_sheet(self) -> None:
        """Offer the sheet of the chosen check."""
        papers = self._context.services.security.papers
        self._paper("check_sheet", _("Security check sheet"), papers.sheet)

    @Slot()
    def open_report(self) -> None:
        """Offer the report of the chosen check."""
        papers = self._context.services.security.papers
        self._paper("inspection_report", _("Depot inspection report"), papers.report)

    def _paper(self, kind: str, title: str, write: Callable[[PrintCheck], DocumentDone]) -> None:
        record = self._record
        if record is None:
            return
        check_id = record.id

        def make(asked: PaperAsked) -> DocumentDone:
            return write(PrintCheck(check_id=check_id, **asked.words))

        about = check_title(record)
        self._open(PaperDialog(self._context, kind, title, make, self._page, about=about))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _make(
        self, name: str, text: str, shortcut: str, icon: str, triggered: Callable[[], object]
    ) -> QAction:
        action = with_icon(make_action(self, name, text, shortcut, triggered), icon)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._page.addAction(action)
        return action
