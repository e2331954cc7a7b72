"""What is done with weapons from the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.movements import ALLOWED
from stockpile_app.domain.records import WeaponQuery, WeaponRecord
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.actions.weapon_life_actions import WeaponLifeActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.handling import Filling, Mode
from stockpile_app.ui.widgets.plain import show_message, show_refusal


class WeaponActions(QObject):
    """The actions, enabled by what is selected and what the user may do.

    Signals:
        registered: The ``WeaponChanged`` of a weapon that was registered by hand.
        open_wanted: Name of the page where weapons change hands, and what to put on its list.
    """

    registered = Signal(object)
    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, window: QWidget) -> None:
        """Make the actions; their dialogs open over ``window``."""
        super().__init__(window)
        self._context = context
        self._window = window
        self._current: WeaponRecord | None = None
        self._selection: Callable[[], tuple[int, ...] | WeaponQuery] = tuple
        self._place: Callable[[], int | None] = _nowhere
        self._copy: Callable[[], object] = _nowhere
        self.register = self._make("register", _("&Register…"), "Ctrl+N", self.open_register, "add")
        self.describe = self._make(
            "describe", _("&Describe…"), "Ctrl+D", self.open_describe, "edit"
        )
        self.correct = self._make(
            "correct", _("&Correct identity…"), "Ctrl+Shift+D", self.open_correct, "correct"
        )
        self.mark = self._make("mark", _("Add &mark…"), "Ctrl+M", self.open_mark, "mark")
        self.photograph = self._make(
            "photograph", _("Add &photograph…"), "Ctrl+Shift+P", self.open_photograph, "photograph"
        )
        self.labels = self._make(
            "labels", _("Print &labels…"), "Ctrl+L", self.open_labels, "labels"
        )
        self.audit_sheet = self._make(
            "audit_sheet", _("&Audit sheet…"), "Ctrl+P", self.open_audit_sheet, "audit"
        )
        self.issue = self._make("issue", _("&Issue…"), "Ctrl+Alt+I", self.go_issue, "issue")
        self.take_back = self._make(
            "take_back", _("Re&turn…"), "Ctrl+Alt+R", self.go_return, "return"
        )
        self.move = self._make("move", _("Mo&ve…"), "Ctrl+Alt+M", self.go_move, "move")
        self.custody = self._make(
            "custody", _("Custod&y history…"), "Ctrl+Alt+H", self.open_custody, "history"
        )
        self.incident = self._make(
            "incident", _("Report an i&ncident…"), "Ctrl+Alt+N", self.open_incident, "incidents"
        )
        self.copy = self._make("copy", _("C&opy as text"), "Ctrl+Shift+C", self.copy_text, "copy")
        self.describe.setIconText(_("Describe"))
        self.correct.setIconText(_("Correct"))
        self.mark.setIconText(_("Mark"))
        self.photograph.setIconText(_("Photo"))
        self.issue.setIconText(_("Issue"))
        self.take_back.setIconText(_("Return"))
        self.move.setIconText(_("Move"))
        self.custody.setIconText(_("Custody"))
        self.life = WeaponLifeActions(context, self._window, self._selected)
        self.life.open_wanted.connect(self.open_wanted)
        self.select(None, any_selected=False)

    def follow(
        self,
        selection: Callable[[], tuple[int, ...] | WeaponQuery],
        place: Callable[[], int | None],
        copy: Callable[[], object],
    ) -> None:
        """Ask a page what is selected: ids, or the query where that is everything it shows.

        Args:
            place: Returns the place that is shown.
            copy: Puts the selected rows on the clipboard.
        """
        self._selection = selection
        self._place = place
        self._copy = copy

    def _selected(self) -> tuple[int, ...] | WeaponQuery:
        return self._selection()

    def select(self, current: WeaponRecord | None, *, any_selected: bool) -> None:
        """Enable what can be done with the selection."""
        self._current = current
        self.life.select(current, any_selected=any_selected)
        may = self._context.services.desk.user.permissions
        writable = not self._context.services.read_only
        records = writable and Permission.RECORD in may
        open_one = current is not None and not current.status.is_final
        self.register.setEnabled(records)
        for action in (self.describe, self.mark, self.photograph):
            action.setEnabled(records and open_one)
        self.correct.setEnabled(writable and open_one and Permission.CORRECT in may)
        self.labels.setEnabled(writable and any_selected and Permission.PRINT in may)
        hands = writable and any_selected and Permission.MOVE in may
        for action, act in (
            (self.issue, MovementKind.ISSUE),
            (self.take_back, MovementKind.RETURN),
            (self.move, MovementKind.MOVE),
        ):
            fits = current is None or current.status in ALLOWED[act]
            action.setEnabled(hands and fits)
        self.custody.setEnabled(writable and current is not None and Permission.PRINT in may)
        self.audit_sheet.setEnabled(writable and Permission.PRINT in may)
        reports = writable and any_selected and Permission.REPORT_INCIDENT in may
        self.incident.setEnabled(reports)
        self.copy.setEnabled(any_selected)

    def all(self) -> list[QAction]:
        """Return every action, for the command field."""
        return [
            self.register,
            self.describe,
            self.correct,
            self.mark,
            self.photograph,
            self.issue,
            self.take_back,
            self.move,
            self.custody,
            self.incident,
            self.labels,
            self.audit_sheet,
            self.copy,
            *self.life.all(),
        ]

    def _make(
        self, name: str, text: str, shortcut: str, slot: Callable[[], object], icon: str
    ) -> QAction:
        return with_icon(make_action(self, name, text, shortcut, slot), icon)

    @Slot()
    def open_register(self) -> None:
        """Open the form for a new weapon."""
        if not self._context.services.places.all(counts=False):
            show_message(self._window, _("Add a place first: a weapon is always somewhere."))
            return
        from stockpile_app.ui.dialogs.weapon_dialog import (  # noqa: PLC0415 - start-up
            RegisterWeaponDialog,
        )

        dialog = RegisterWeaponDialog(self._context, self._window)
        place = self._place()
        if place is not None:
            dialog.place.set_place(place)
        dialog.registered.connect(self.registered)
        dialog.open()

    @Slot()
    def open_describe(self) -> None:
        """Open the form for what may change."""
        from stockpile_app.ui.dialogs.weapon_dialog import (  # noqa: PLC0415 - start-up
            DescribeWeaponDialog,
        )

        self._open(DescribeWeaponDialog)

    @Slot()
    def open_correct(self) -> None:
        """Open the form that corrects an identity."""
        from stockpile_app.ui.dialogs.weapon_dialog import (  # noqa: PLC0415 - start-up
            CorrectIdentityDialog,
        )

        self._open(CorrectIdentityDialog)

    @Slot()
    def open_mark(self) -> None:
        """Open the form for a mark."""
        from stockpile_app.ui.dialogs.mark_dialog import MarkDialog  # noqa: PLC0415 - start-up

        self._open(MarkDialog)

    @Slot()
    def open_photograph(self) -> None:
        """Open the form for a photograph."""
        from stockpile_app.ui.dialogs.photograph_dialog import (  # noqa: PLC0415 - start-up
            PhotographDialog,
        )

        self._open(PhotographDialog)

    @Slot()
    def open_labels(self) -> None:
        """Open the dialog that prints labels of the selection."""
        from stockpile_app.ui.dialogs.labels_dialog import LabelsDialog  # noqa: PLC0415 - start-up

        LabelsDialog(self._context, self._selection(), self._window).open()

    @Slot()
    def open_audit_sheet(self) -> None:
        """Open the dialog that prints the audit sheet of the place that is shown."""
        from stockpile_app.ui.dialogs.audit_sheet_dialog import (  # noqa: PLC0415 - start-up
            AuditSheetDialog,
        )

        AuditSheetDialog(self._context, self._place(), self._window).open()

    @Slot()
    def go_issue(self) -> None:
        """Put the selection on the list of an issue."""
        self._hand(Mode.ISSUE)

    @Slot()
    def go_return(self) -> None:
        """Put the selection on the list of a return."""
        self._hand(Mode.RETURN)

    @Slot()
    def go_move(self) -> None:
        """Put the selection on the list of a move."""
        self._hand(Mode.MOVE)

    def _hand(self, mode: Mode) -> None:
        chosen = self._chosen()
        if chosen:
            self.open_wanted.emit("handling", Filling(mode, chosen))

    def _chosen(self) -> tuple[int, ...]:
        """Return the ids of all that are selected; none, and why, where they cannot be read."""
        chosen = self._selection()
        try:
            if isinstance(chosen, WeaponQuery):
                return tuple(self._context.services.weapons.snapshot(chosen))
        except StockpileError as error:
            show_refusal(self._window, error)
            return ()
        return chosen

    @Slot()
    def open_custody(self) -> None:
        """Open the dialog that prints who had the weapon and where it was."""
        from stockpile_app.ui.dialogs.movement_papers import (  # noqa: PLC0415 - start-up
            weapon_history,
        )

        weapon = self._current
        if weapon is not None:
            weapon_history(self._context, weapon.id, weapon.number, self._window).open()

    @Slot()
    def open_incident(self) -> None:
        """Open the report of an incident that concerns the selected weapons."""
        from stockpile_app.ui.dialogs.incident_dialogs import (  # noqa: PLC0415 - start-up
            report_incident,
        )

        report_incident(self._context, self._window, self._chosen())

    @Slot()
    def copy_text(self) -> None:
        """Put the selected rows on the clipboard, for a spreadsheet or a letter."""
        self._copy()

    def _open(self, kind: Callable[[UiContext, WeaponRecord, QWidget], QDialog]) -> None:
        if self._current is not None:
            kind(self._context, self._current, self._window).open()


def _nowhere() -> None:
    return None
