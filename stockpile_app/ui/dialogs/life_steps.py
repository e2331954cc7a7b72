"""Starts what may happen to a weapon next: a dialog, or the page where it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app.domain.life_acts import LifeAct
from stockpile_app.domain.timeline import LifeCycle
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.handling import Filling, Mode

_MODES: Final = {
    LifeAct.ISSUE: Mode.ISSUE,
    LifeAct.LOAN: Mode.ISSUE,
    LifeAct.REPAIR: Mode.ISSUE,
    LifeAct.RETURN: Mode.RETURN,
    LifeAct.MOVE: Mode.MOVE,
}
_AT_ORDER: Final = (
    LifeAct.APPROVE,
    LifeAct.PLACE,
    LifeAct.READ,
    LifeAct.LIFT,
    LifeAct.DISPOSE,
    LifeAct.TAKE_OFF,
    LifeAct.ATTEST,
)


class LifeStarter(QObject):
    """Knows where each act is done.

    Signals:
        open_wanted: Name of a page, and what to open or begin there.
    """

    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, window: QWidget) -> None:
        """Open dialogs over ``window``."""
        super().__init__(window)
        self._context = context
        self._window = window
        self.dialog: QDialog | None = None

    def start(self, act: LifeAct, life: LifeCycle) -> None:
        """Open the dialog of an act, or ask for the page where it is done."""
        dialog = _DIALOGS.get(act)
        if dialog is not None:
            self.dialog = dialog(self._context, life, self._window)
            if self.dialog is not None:
                self.dialog.open()
            return
        page, item = _page_of(act, life)
        self.open_wanted.emit(page, item)


def _page_of(act: LifeAct, life: LifeCycle) -> tuple[str, object]:
    """Return the page where an act is done, and what to open there."""
    weapon = life.weapon
    if act in _MODES:
        return "handling", Filling(_MODES[act], (weapon.id,))
    if act in _AT_ORDER:
        return "disposal", life.order.id if life.order else None
    return {
        LifeAct.DISPATCH: ("places", weapon.place_id),
        LifeAct.RECEIPT: ("movements", life.movement),
        LifeAct.MARK: ("marking", (weapon.id,)),
        LifeAct.RECOVER: ("incidents", life.incident),
        LifeAct.ORDER: ("disposal", (weapon.id,)),
        LifeAct.DECLARE: ("disposal", "surplus"),
        LifeAct.WITHDRAW: ("disposal", "surplus"),
    }[act]


# --- the dialogs, imported when they are opened: the window starts sooner ------------------------


def _describe(context: UiContext, life: LifeCycle, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.weapon_dialog import DescribeWeaponDialog  # noqa: PLC0415

    return DescribeWeaponDialog(context, life.weapon, parent)


def _correct(context: UiContext, life: LifeCycle, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.weapon_dialog import CorrectIdentityDialog  # noqa: PLC0415

    return CorrectIdentityDialog(context, life.weapon, parent)


def _came(context: UiContext, life: LifeCycle, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.marking_dialogs import AcquisitionDialog  # noqa: PLC0415

    return AcquisitionDialog(context, life.weapon, parent)


def _take_into_stock(context: UiContext, life: LifeCycle, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.marking_dialogs import TakeIntoStockDialog  # noqa: PLC0415

    return TakeIntoStockDialog(context, (life.weapon.id,), parent)


def _report(context: UiContext, life: LifeCycle, parent: QWidget) -> QDialog | None:
    from stockpile_app.ui.dialogs.incident_dialogs import report_incident  # noqa: PLC0415

    report_incident(context, parent, (life.weapon.id,))
    return None  # it is open already


def _found_again(context: UiContext, life: LifeCycle, parent: QWidget) -> QDialog | None:
    from stockpile_app.ui.dialogs.disposal_work_dialogs import FoundAgainDialog  # noqa: PLC0415

    known = context.services.disposal.disposed(life.weapon.id)
    return None if known is None else FoundAgainDialog(context, known, parent)


_DIALOGS: Final[dict[LifeAct, Callable[[UiContext, LifeCycle, QWidget], QDialog | None]]] = {
    LifeAct.DESCRIBE: _describe,
    LifeAct.CORRECT: _correct,
    LifeAct.CAME: _came,
    LifeAct.TAKE_INTO_STOCK: _take_into_stock,
    LifeAct.REPORT: _report,
    LifeAct.FOUND_AGAIN: _found_again,
}
