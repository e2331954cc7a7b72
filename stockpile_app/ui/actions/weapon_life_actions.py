"""What is done with a weapon over its life: how it came, its parts, and its disposal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import WeaponQuery, WeaponRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.plain import show_message, show_refusal


class WeaponLifeActions(QObject):
    """Acts on the current weapon, or on all that are selected.

    Signals:
        open_wanted: A page, and what to do there.
    """

    open_wanted = Signal(str, object)

    def __init__(
        self,
        context: UiContext,
        window: QWidget,
        selection: Callable[[], tuple[int, ...] | WeaponQuery],
    ) -> None:
        """Offer the acts; dialogs open over ``window``."""
        super().__init__(window)
        self._context, self._window, self._selection = context, window, selection
        self._current: WeaponRecord | None = None
        self.life = self._make("life", _("&Life cycle…"), "Ctrl+J", self.open_life, "life")
        self.life.setIconText(_("Life"))
        self.came = self._make("came", _("How it &came…"), "Ctrl+Alt+C", self.open_came, "receive")
        self.part = self._make(
            "record_part", _("Keep a &part by itself…"), "Ctrl+Alt+K", self.open_part, "device"
        )
        self.part_off = self._make(
            "part_off", _("Take a part of&f…"), "Ctrl+Alt+O", self.open_part_off, "remove"
        )
        self.part_on = self._make(
            "part_on", _("P&ut a part on…"), "Ctrl+Alt+F", self.open_part_on, "add"
        )
        self.assess = self._make(
            "assess",
            _("Con&dition of all selected…"),
            "Ctrl+Alt+Shift+C",
            self.open_assess,
            "check",
        )
        self.mark_all = self._make(
            "marking_job", _("New marking &job…"), "Ctrl+Alt+J", self.go_mark, "marking"
        )
        self.dispose = self._make(
            "dispose", _("Order &disposal…"), "Ctrl+Alt+X", self.go_dispose, "disposal"
        )
        self.trace = self._make("trace", _("Trac&e…"), "Ctrl+Alt+T", self.go_trace, "tracing")
        self.trace.setIconText(_("Trace"))
        self.trace.setVisible(Permission.TRACE in context.services.desk.user.permissions)
        self.select(None, any_selected=False)

    def all(self) -> list[QAction]:
        """Return every action."""
        return [
            self.life,
            self.came,
            self.part,
            self.part_off,
            self.part_on,
            self.assess,
            self.mark_all,
            self.dispose,
            *([self.trace] if self.trace.isVisible() else []),
        ]

    def select(self, current: WeaponRecord | None, *, any_selected: bool) -> None:
        """Enable what can be done with the selection."""
        self._current = current
        services = self._context.services
        may, writable = services.desk.user.permissions, not services.read_only
        self.life.setEnabled(current is not None)
        one = writable and current is not None and not current.status.is_final
        for action in (self.came, self.part, self.part_off, self.part_on):
            action.setEnabled(one and Permission.RECORD in may)
        self.assess.setEnabled(writable and any_selected and Permission.RECORD in may)
        self.mark_all.setEnabled(writable and any_selected and Permission.MARK in may)
        self.dispose.setEnabled(writable and any_selected and Permission.DISPOSE in may)
        # whoever may not trace does not even see that it can be done
        self.trace.setEnabled(writable and current is not None and Permission.TRACE in may)

    def _make(
        self, name: str, text: str, shortcut: str, slot: Callable[[], object], icon: str
    ) -> QAction:
        return with_icon(make_action(self, name, text, shortcut, slot), icon)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot()
    def open_life(self) -> None:
        """Open the life cycle of the weapon."""
        from stockpile_app.ui.dialogs.lifecycle_dialog import (  # noqa: PLC0415 - start-up
            LifecycleDialog,
        )

        if self._current is None:
            return
        dialog = LifecycleDialog(self._context, self._current.id, self._window)
        dialog.open_wanted.connect(self.open_wanted)
        self._open(dialog)

    @Slot()
    def open_came(self) -> None:
        """Open the form that says how the weapon came."""
        from stockpile_app.ui.dialogs.marking_dialogs import (  # noqa: PLC0415 - start-up
            AcquisitionDialog,
        )

        if self._current is not None:
            self._open(AcquisitionDialog(self._context, self._current, self._window))

    @Slot()
    def open_part(self) -> None:
        """Open the form for a part that is kept by itself."""
        from stockpile_app.ui.dialogs.marking_dialogs import (  # noqa: PLC0415 - start-up
            RecordPartDialog,
        )

        if self._current is not None:
            self._open(RecordPartDialog(self._context, self._current, self._window))

    @Slot()
    def open_part_off(self) -> None:
        """Open the form that takes a part off."""
        from stockpile_app.ui.dialogs.marking_dialogs import (  # noqa: PLC0415 - start-up
            RemovePartDialog,
        )

        if self._current is None:
            return
        parts = self._context.services.marking.of_weapon(self._current.id).parts
        if not parts:
            show_message(self._window, _("No part of this weapon is kept by itself."))
            return
        self._open(RemovePartDialog(self._context, parts, self._window))

    @Slot()
    def open_part_on(self) -> None:
        """Open the form that puts a part on."""
        from stockpile_app.ui.dialogs.marking_dialogs import (  # noqa: PLC0415 - start-up
            FitPartDialog,
        )

        if self._current is None:
            return
        parts = self._context.services.marking.loose_parts()
        if not parts:
            show_message(self._window, _("No part lies in a place, waiting to be put on."))
            return
        self._open(FitPartDialog(self._context, self._current, parts, self._window))

    @Slot()
    def open_assess(self) -> None:
        """Open the form for the condition of all that are selected."""
        from stockpile_app.ui.dialogs.assess_dialog import (  # noqa: PLC0415 - start-up
            AssessDialog,
        )

        chosen = self._chosen()
        if chosen:
            self._open(AssessDialog(self._context, chosen, self._window))

    @Slot()
    def go_mark(self) -> None:
        """Put the selection on a new marking job."""
        self._go("marking")

    @Slot()
    def go_dispose(self) -> None:
        """Put the selection on a new disposal order."""
        self._go("disposal")

    @Slot()
    def go_trace(self) -> None:
        """Begin the trace of the weapon."""
        if self._current is not None:
            self.open_wanted.emit("tracing", self._current.id)

    def _go(self, page: str) -> None:
        chosen = self._chosen()
        if chosen:
            self.open_wanted.emit(page, chosen)

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
