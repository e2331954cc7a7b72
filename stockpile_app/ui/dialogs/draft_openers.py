"""Opens the form that a draft is of, at what it is about.

A form without an opener here still keeps its draft, and offers it when it is opened as usual.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.incidents import IncidentRecord
from stockpile_app.domain.needs import LessonRecord
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.security import FindingRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_records import TraceFile
from stockpile_app.ui.context import UiContext

# Dialogs are imported when one is opened: the window starts sooner without them.
# ruff: noqa: PLC0415

Make = Callable[[UiContext, str, QWidget], QDialog]

_GONE: Final = N_("What you were writing about is no longer there. You can still read the draft.")


class Opener(NamedTuple):
    """How to get to a form.

    Attributes:
        page: Where it belongs; shown first.
        make: Makes the dialog; None where the page is the form.
    """

    page: str
    make: Make | None = None


def _weapon(context: UiContext, subject: str) -> WeaponRecord:
    found = context.services.weapons.load([int(subject)])
    if not found:
        raise NotFound(_GONE)
    return next(iter(found.values()))


def _incident(context: UiContext, subject: str) -> IncidentRecord:
    return context.services.incidents.get(int(subject)).incident


def _finding(context: UiContext, subject: str) -> FindingRecord:
    for each in context.services.security.findings():
        if str(each.id) == subject:
            return each
    raise NotFound(_GONE)


def _lesson(context: UiContext, subject: str) -> LessonRecord | None:
    for each in context.services.lessons.list():
        if str(each.id) == subject:
            return each
    return None


def _trace(context: UiContext, subject: str) -> TraceFile:
    return context.services.tracing.open(subject)


# --- weapons ---------------------------------------------------------------------------------


def _register_weapon(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.weapon_dialog import RegisterWeaponDialog

    return RegisterWeaponDialog(context, parent)


def _describe_weapon(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.weapon_dialog import DescribeWeaponDialog

    return DescribeWeaponDialog(context, _weapon(context, subject), parent)


def _correct_identity(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.weapon_dialog import CorrectIdentityDialog

    return CorrectIdentityDialog(context, _weapon(context, subject), parent)


def _observe_mark(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.mark_dialog import MarkDialog

    return MarkDialog(context, _weapon(context, subject), parent)


# --- incidents, findings, disposal -----------------------------------------------------------


def _report_incident(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.incident_dialogs import ReportIncidentDialog

    return ReportIncidentDialog(context, parent)


def _notify(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.incident_dialogs import NotifyDialog

    return NotifyDialog(context, _incident(context, subject), parent)


def _investigate(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.incident_dialogs import InvestigateDialog

    return InvestigateDialog(context, _incident(context, subject), parent)


def _assign_finding(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.finding_dialogs import AssignFindingDialog

    finding = _finding(context, subject)
    behind = context.services.security.weapons_behind(finding.place_id) if finding.critical else ()
    return AssignFindingDialog(context, finding, behind, parent)


def _close_finding(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.finding_dialogs import CloseFindingDialog

    return CloseFindingDialog(context, _finding(context, subject), parent)


def _check_list(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.check_list_dialog import CheckListDialog

    return CheckListDialog(context, parent)


def _receipt(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.receipt_dialog import ReceiptDialog

    return ReceiptDialog(context, int(subject), parent)


def _import(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.import_dialog import ImportDialog

    return ImportDialog(context, parent)


def _order_disposal(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.order_disposal_dialog import OrderDisposalDialog

    return OrderDisposalDialog(context, (), parent)


def _dispatch(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.dispatch_dialog import DispatchDialog

    return DispatchDialog(context, parent)


# --- tracing ---------------------------------------------------------------------------------


def _open_trace(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.tracing_request_dialogs import OpenTraceDialog

    return OpenTraceDialog(context, None, "", parent)


def _receive_trace(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.tracing_request_dialogs import ReceiveTraceDialog

    return ReceiveTraceDialog(context, parent)


def _about_trace(module: str, name: str) -> Make:
    def make(context: UiContext, subject: str, parent: QWidget) -> QDialog:
        from importlib import import_module

        kind = getattr(import_module(f"stockpile_app.ui.dialogs.{module}"), name)
        dialog: QDialog = kind(context, _trace(context, subject), parent=parent)
        return dialog

    return make


# --- people and offices, training and needs --------------------------------------------------


def _contact(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.contact_dialogs import ContactDialog

    known = context.services.contacts.get(int(subject)) if subject else None
    return ContactDialog(context, known, parent)


def _add_person(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.widgets.person_form import AddPersonDialog

    return AddPersonDialog(context, parent)


def _describe_person(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.person_dialogs import DescribePersonDialog

    return DescribePersonDialog(context, context.services.people.get(int(subject)), parent)


def _add_user(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.user_dialogs import AddUserDialog

    return AddUserDialog(context, parent)


def _hold_training(context: UiContext, _subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.staff_dialogs import HoldTrainingDialog

    return HoldTrainingDialog(context, parent)


def _need(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.need_dialogs import NeedDialog

    known = context.services.needs.get(int(subject)) if subject else None
    return NeedDialog(context, known, parent)


def _lesson_form(context: UiContext, subject: str, parent: QWidget) -> QDialog:
    from stockpile_app.ui.dialogs.need_dialogs import LessonDialog

    return LessonDialog(context, _lesson(context, subject), parent)


_ANSWERS: Final = "tracing_answer_dialogs"

OPENERS: Final[dict[str, Opener]] = {
    "register_weapon": Opener("weapons", _register_weapon),
    "describe_weapon": Opener("weapons", _describe_weapon),
    "correct_identity": Opener("weapons", _correct_identity),
    "observe_mark": Opener("weapons", _observe_mark),
    "handling": Opener("handling"),
    "dispatch": Opener("movements", _dispatch),
    "receipt": Opener("movements", _receipt),
    "import": Opener("imports", _import),
    "report_incident": Opener("incidents", _report_incident),
    "notify_incident": Opener("incidents", _notify),
    "investigate_incident": Opener("incidents", _investigate),
    "assign_finding": Opener("security", _assign_finding),
    "close_finding": Opener("security", _close_finding),
    "check_list": Opener("security", _check_list),
    "order_disposal": Opener("disposal", _order_disposal),
    "open_trace": Opener("tracing", _open_trace),
    "receive_trace": Opener("tracing", _receive_trace),
    "restate_trace": Opener(
        "tracing", _about_trace("tracing_request_dialogs", "RestateTraceDialog")
    ),
    "send_trace": Opener("tracing", _about_trace("tracing_request_dialogs", "SendTraceDialog")),
    "acknowledge_trace": Opener("tracing", _about_trace(_ANSWERS, "AcknowledgeTraceDialog")),
    "ask_trace": Opener("tracing", _about_trace(_ANSWERS, "AskTraceDialog")),
    "give_trace": Opener("tracing", _about_trace(_ANSWERS, "GiveTraceDialog")),
    "reply_trace": Opener("tracing", _about_trace(_ANSWERS, "ReplyTraceDialog")),
    "close_trace": Opener("tracing", _about_trace(_ANSWERS, "CloseTraceDialog")),
    "note_trace": Opener("tracing", _about_trace(_ANSWERS, "NoteTraceDialog")),
    "national_report": Opener("reports"),
    "contact": Opener("contacts", _contact),
    "add_person": Opener("people", _add_person),
    "describe_person": Opener("people", _describe_person),
    "add_user": Opener("users", _add_user),
    "hold_training": Opener("capacity", _hold_training),
    "need": Opener("capacity", _need),
    "lesson": Opener("capacity", _lesson_form),
}
"""By the stable name of the form."""
