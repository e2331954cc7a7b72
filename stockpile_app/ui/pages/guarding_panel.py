"""What the three parts of the page of keys and access have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QMenu,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.guarding import (
    AccessRecord,
    DeviceDue,
    DeviceTestRecord,
    KeyCountDue,
    KeyEventRecord,
    LockRecord,
)
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import IncidentKind, PlaceKind
from stockpile_app.i18n import gettext as _
from stockpile_app.services.gateway import Services
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.incident_dialogs import ReportIncidentDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.plain import PlainLabel, ask

NARROW: Final = 900
"""Below so many pixels what stands beside a table goes below it."""
QWIDGETSIZE_MAX: Final = 16_777_215  # Qt's, which the bindings leave out
_LINES, _CHARACTERS = 9, 16
MOST_SHOWN: Final = 500
"""So many of the newest entries of a log are shown; older ones are printed."""


class GuardingFile(NamedTuple):
    """Everything that the page shows, read at one moment."""

    places: list[PlaceRecord]
    locks: list[LockRecord]
    events: list[KeyEventRecord]
    counts: list[KeyCountDue]
    inside: list[AccessRecord]
    log: list[AccessRecord]
    devices: list[DeviceDue]
    tests: list[DeviceTestRecord]


def read_file(services: Services) -> GuardingFile:
    """Return everything that the page shows."""
    guarding = services.guarding
    return GuardingFile(
        places=services.places.all(counts=False),
        locks=guarding.locks(removed=True),
        events=guarding.key_events(limit=MOST_SHOWN),
        counts=guarding.key_counts_due(),
        inside=guarding.open_access(),
        log=guarding.access_log(limit=MOST_SHOWN),
        devices=guarding.devices(),
        tests=guarding.device_tests(limit=MOST_SHOWN),
    )


class GuardingPanel(QWidget):
    """A tab with a row of buttons, a line that says what to do, and what is below it.

    Attributes:
        dialog: The one that was opened last.
    """

    def __init__(self, context: UiContext, name: str, title: str, parent: QWidget | None) -> None:
        """Be empty; ``name`` is the object name, ``title`` the accessible one."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.context = context
        self.dialog: QDialog | None = None
        self.box: QMessageBox | None = None
        self.file: GuardingFile | None = None
        self._history: QWidget | None = None
        self._row: QHBoxLayout | None = None
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self.note = PlainLabel("", role="notice", wrap=True)
        self.note.setObjectName(f"{name}_note")
        self.note.hide()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 10, 0, 0)
        self.body.setSpacing(8)
        self.body.addLayout(self.tools)
        self.body.addWidget(self.note)

    @property
    def one_depot(self) -> bool:
        """Whether the register has but one depot, which then needs no naming."""
        places = self.file.places if self.file is not None else []
        return sum(each.kind is PlaceKind.DEPOT for each in places) == 1

    def show_file(self, file: GuardingFile) -> None:
        """Show what was read; subclasses fill their tables."""
        self.file = file

    def say(self, text: str) -> None:
        """Say ``text`` above the table, or nothing."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def may(self, permission: Permission) -> bool:
        """Whether the user may do it now."""
        services = self.context.services
        return services.desk.may(permission) and not services.read_only

    def make(
        self, name: str, text: str, shortcut: str, icon_name: str, slot: Callable[[], object]
    ) -> QAction:
        """Return an action whose shortcut works in this panel alone."""
        action = with_icon(make_action(self, name, text, shortcut, slot), icon_name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        return action

    def add_tool(self, action: QAction, *, primary: bool = False) -> None:
        """Add a button for an action."""
        button = ActionButton(action, with_icon=not primary)
        button.setObjectName(f"tool_{action.objectName()}")
        if primary:
            button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.tools.addWidget(button)

    def add_more(self, actions: Sequence[QAction]) -> None:
        """Add a button that opens a menu of further actions."""
        self.menu = QMenu(self)
        self.menu.setObjectName("more_menu")
        self.menu.addActions(list(actions))
        button = QPushButton(icon("more"), f" {_('&More')}")
        button.setObjectName("tool_more")
        button.setAccessibleName(_("More"))
        button.setMenu(self.menu)
        button.setProperty("menu", True)  # noqa: FBT003 - Qt
        self.tools.addWidget(button)

    def add_beside(self, table: QWidget, history: QWidget) -> None:
        """Add a table with a history beside it, or below it where there is little room."""
        self._history = history
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(table, 1)
        self._row.addWidget(history)
        self.body.addLayout(self._row, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._history is None or self._row is None:
            return
        narrow = self.width() < NARROW
        sides = QBoxLayout.Direction
        self._row.setDirection(sides.TopToBottom if narrow else sides.LeftToRight)
        line = self.fontMetrics().height()
        self._history.setFixedSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX)
        self._history.setMinimumSize(0, 0)
        if narrow:
            self._history.setFixedHeight(_LINES * line)
        else:
            self._history.setFixedWidth(_CHARACTERS * line)

    def open_dialog(self, dialog: QDialog) -> None:
        """Open a dialog over the page."""
        self.dialog = dialog
        dialog.open()

    def offer_incident(self, text: str, yes: str, report: OfferedIncident) -> None:
        """Ask whether an incident shall be reported, and open its form if so."""
        if self.may(Permission.REPORT_INCIDENT):
            self.box = ask(self, text, yes, report.open)


def short_path(path: str, *, one_depot: bool) -> str:
    """Return a path without its depot, where there is but one."""
    return path.partition(" / ")[2] or path if one_depot else path


class OfferedIncident(QObject):
    """An incident that is offered: what is known of it already."""

    def __init__(
        self, panel: GuardingPanel, kind: IncidentKind | None, place_id: int, circumstances: str
    ) -> None:
        """Offer it over ``panel``."""
        super().__init__(panel)
        self._panel = panel
        self._kind, self._place_id, self._circumstances = kind, place_id, circumstances

    @Slot()
    def open(self) -> None:
        """Open the form."""
        self._panel.open_dialog(
            ReportIncidentDialog(
                self._panel.context,
                self._panel,
                kind=self._kind,
                place_id=self._place_id,
                circumstances=self._circumstances,
            )
        )
