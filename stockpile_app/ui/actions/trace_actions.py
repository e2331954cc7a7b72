"""What can be done with a trace file: its steps, what goes beside them, and its papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.tracing_papers import TracePaper, papers_of
from stockpile_app.domain.tracing_records import TraceDone, TraceFile
from stockpile_app.domain.tracing_rules import missing
from stockpile_app.domain.tracing_vocabulary import TraceDirection
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs import tracing_answer_dialogs as answers
from stockpile_app.ui.dialogs import tracing_finding_dialogs as findings
from stockpile_app.ui.dialogs import tracing_request_dialogs as requests
from stockpile_app.ui.dialogs.tracing_papers import TracePaperDialog
from stockpile_app.ui.dialogs.tracing_search_dialog import TraceSearchDialog
from stockpile_app.ui.texts import label

_Make = Callable[[UiContext, TraceFile, QWidget], QDialog]


class _Act(NamedTuple):
    """An act on the file that is shown.

    Attributes:
        allowed: Whether it is possible now.
        paper: What it makes possible to print.
    """

    name: str
    text: str
    shortcut: str
    icon: str
    make: _Make
    allowed: Callable[[TraceFile], bool]
    paper: TracePaper | None = None


class TraceActions(QObject):
    """The acts on the file that is shown; each is enabled while it is possible.

    Attributes:
        steps: In the order in which they come.
        further: What goes beside them.
        papers: A menu.
        dialog: The one opened last.

    Signals:
        opened: Number of the file that an act was about.
        printable: A ``TracePaper`` that the last act made possible.
        weapon_wanted: Id of a weapon.
    """

    opened = Signal(str)
    printable = Signal(object)
    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, widget: QWidget) -> None:
        """Offer the acts on ``widget``; its dialogs open over it."""
        super().__init__(widget)
        self._context, self._widget = context, widget
        self._file: TraceFile | None = None
        self.dialog: QDialog | None = None
        self.new = self._make("new_trace", _("&New trace…"), "Ins", "add", self.open_new)
        self.receive = self._make(
            "receive_trace", _("Re&quest received…"), "Shift+Ins", "return", self.open_receive
        )
        self._acts: dict[str, _Act] = {}
        self._actions: dict[str, QAction] = {}
        for act in _acts():
            self._acts[act.name] = act
            self._actions[act.name] = self._make(
                act.name, act.text, act.shortcut, act.icon, self._on_act
            )
        self.steps = [self._actions[each] for each in _STEPS]
        self.further = [each for name, each in self._actions.items() if name not in _STEPS]
        self.papers = QMenu(widget)
        for paper in TracePaper:
            action = QAction(label(paper) + "…", self)
            action.setObjectName(f"paper_{paper.value}")
            action.setData(paper)
            action.triggered.connect(self._on_paper)
            self.papers.addAction(action)
        self.show(None)

    def __getitem__(self, name: str) -> QAction:
        """Return an action by its name."""
        return self._actions[name]

    def _make(
        self, name: str, text: str, shortcut: str, icon_name: str, slot: Callable[[], object]
    ) -> QAction:
        action = with_icon(make_action(self, name, text, shortcut, slot), icon_name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._widget.addAction(action)
        return action

    def show(self, file: TraceFile | None) -> None:
        """Enable what can be done now with a file."""
        self._file = file
        services = self._context.services
        may = services.desk.may(Permission.TRACE) and not services.read_only
        self.new.setEnabled(may)
        self.receive.setEnabled(may)
        for name, action in self._actions.items():
            action.setEnabled(may and file is not None and self._acts[name].allowed(file))
        self.papers.setEnabled(may and file is not None)
        there = papers_of(file) if file is not None else ()
        for action in self.papers.actions():
            action.setVisible(action.data() in there)
        if file is not None:
            again = file.sent_on is not None
            self["send"].setText(_("Re&minded…") if again else _("&Sent…"))
            ours = file.direction is TraceDirection.IN
            self["reply"].setText(_("A&nswer…") if ours else _("A&nswer came…"))

    # --- what is done ----------------------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot()
    def open_new(self) -> None:
        """Open the form of a new trace."""
        self.open_for(None, "")

    def open_for(self, weapon: WeaponRecord | None, about: str) -> None:
        """Open the form of a new trace of a weapon; ``about`` names its files so far."""
        dialog = requests.OpenTraceDialog(self._context, weapon, about, self._widget)
        dialog.succeeded.connect(self._on_begun)
        self._open(dialog)

    @Slot()
    def open_receive(self) -> None:
        """Open the form of a request that came."""
        dialog = requests.ReceiveTraceDialog(self._context, self._widget)
        dialog.succeeded.connect(self._on_begun)
        self._open(dialog)

    @Slot(object)
    def _on_begun(self, done: TraceDone) -> None:
        self.opened.emit(done.file_id)

    @Slot()
    def _on_act(self) -> None:
        action = self.sender()
        if self._file is None or action is None:
            return
        act = self._acts[action.objectName()]
        self._last = act
        dialog = act.make(self._context, self._file, self._widget)
        if isinstance(dialog, TraceSearchDialog):
            dialog.weapon_wanted.connect(self.weapon_wanted)
        else:
            dialog.succeeded.connect(self._on_done)  # type: ignore[attr-defined] # a FormDialog
        self._open(dialog)

    @Slot(object)
    def _on_done(self, done: TraceDone) -> None:
        self.opened.emit(done.file_id)
        if self._last.paper is not None:
            self.printable.emit(self._last.paper)

    @Slot()
    def _on_paper(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.open_paper(TracePaper(action.data()))

    def open_paper(self, paper: TracePaper) -> None:
        """Offer a paper of the file that is shown."""
        if self._file is not None:
            self._open(TracePaperDialog(self._context, self._file, paper, self._widget))

    def forget(self) -> None:
        """Close what shows something of a file; forms keep what was typed into them."""
        self.show(None)
        shown = self.dialog
        if isinstance(shown, TraceSearchDialog | TracePaperDialog) and not shown.closed:
            shown.reject()
        self.dialog = None


_STEPS: Final = ("send", "acknowledge", "search", "reply", "diversion", "close")


def _asked(file: TraceFile) -> bool:
    return file.closed_on is None and file.asked_on is not None


def _unanswered(file: TraceFile) -> bool:
    return _asked(file) and file.answered_on is None


def _is_open(file: TraceFile) -> bool:
    return file.closed_on is None


def _sendable(file: TraceFile) -> bool:
    return file.direction.asks and _is_open(file) and file.answered_on is None and not missing(file)


def _always(_file: TraceFile) -> bool:
    return True


def _acts() -> tuple[_Act, ...]:
    """Return the acts; made when the language is known."""
    return (
        _Act("send", _("&Sent…"), "F2", "issue", requests.SendTraceDialog, _sendable),
        _Act(
            "acknowledge",
            _("Ac&knowledged…"),
            "F3",
            "check",
            answers.AcknowledgeTraceDialog,
            lambda file: _asked(file) and file.acknowledged_on is None,
            TracePaper.ACKNOWLEDGEMENT,
        ),
        _Act(
            "search",
            _("S&earch…"),
            "F4",
            "search",
            TraceSearchDialog,
            lambda file: _is_open(file) and file.description is not None,
        ),
        _Act(
            "reply",
            _("A&nswer…"),
            "F7",
            "notify",
            lambda context, file, parent: answers.ReplyTraceDialog(context, file, parent=parent),
            _asked,
            TracePaper.REPLY,
        ),
        _Act("diversion", _("&Diversion…"), "F8", "finding", findings.DiversionDialog, _is_open),
        _Act("close", _("C&lose…"), "Del", "close", answers.CloseTraceDialog, _is_open),
        _Act(
            "ask",
            _("&More is asked for…"),
            "Ctrl+Alt+A",
            "help",
            answers.AskTraceDialog,
            _unanswered,
            TracePaper.QUESTION,
        ),
        _Act(
            "give",
            _("What was asked for is &told…"),
            "Ctrl+Alt+G",
            "info",
            answers.GiveTraceDialog,
            lambda file: _asked(file) and bool(file.open_question),
            TracePaper.INFORMATION,
        ),
        _Act(
            "restate",
            _("S&tate it anew…"),
            "Ctrl+Alt+E",
            "edit",
            requests.RestateTraceDialog,
            _is_open,
        ),
        _Act(
            "unmatch",
            _("It is &not this weapon…"),
            "Ctrl+Alt+U",
            "undo",
            lambda context, file, parent: findings.MatchTraceDialog(
                context, file, None, parent=parent
            ),
            lambda file: (
                _is_open(file) and file.weapon is not None and file.description is not None
            ),
        ),
        _Act(
            "prevention",
            _("&Preventive action…"),
            "Ctrl+Alt+V",
            "security",
            findings.PreventionDialog,
            _is_open,
        ),
        _Act(
            "undivert",
            _("Take the diversion &back…"),
            "Ctrl+Alt+Z",
            "undo",
            findings.WithdrawDiversionDialog,
            lambda file: _is_open(file) and file.diversion is not None,
        ),
        _Act(
            "ballistics",
            _("Ballisti&cs…"),
            "Ctrl+Alt+B",
            "device",
            findings.BallisticsDialog,
            _is_open,
        ),
        _Act(
            "attach",
            _("&Attach a file…"),
            "Ctrl+Alt+S",
            "new",
            findings.AttachTraceDialog,
            _is_open,
        ),
        _Act("note", _("N&ote…"), "Ctrl+Alt+W", "edit", answers.NoteTraceDialog, _always),
        _Act(
            "reopen",
            _("Open it a&gain…"),
            "Ctrl+Alt+Q",
            "open",
            answers.ReopenTraceDialog,
            lambda file: file.closed_on is not None,
        ),
    )
