"""Dialogs that the window opens by the name of their command, imported when they are."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app.ui.context import UiContext

# The window starts sooner without them.
# ruff: noqa: PLC0415


def open_named(name: str, context: UiContext, parent: QWidget) -> None:
    """Open the dialog of a command over ``parent``."""
    match name:
        case "as_of":
            from stockpile_app.ui.dialogs.as_of_dialog import AsOfDialog

            AsOfDialog(context, None, parent).open()
        case "check_lists":
            from stockpile_app.ui.dialogs.check_list_dialog import CheckListDialog

            CheckListDialog(context, parent).open()
        case "doctor":
            from stockpile_app.ui.dialogs.doctor_dialog import DoctorDialog

            DoctorDialog(context, parent).open()
        case "scanner":
            from stockpile_app.ui.dialogs.scanner_dialog import ScannerDialog

            ScannerDialog(context, parent).open()
        case "glossary":
            from stockpile_app.ui.dialogs.glossary_dialog import GlossaryDialog

            GlossaryDialog(parent).open()
        case "quick_guide":
            from stockpile_app.ui.dialogs.quick_guide_dialog import QuickGuideDialog
            from stockpile_app.ui.program_keys import keys_of

            QuickGuideDialog(context, keys_of(parent), parent).open()
        case "about":
            from stockpile_app.ui.dialogs.help_dialog import AboutDialog

            AboutDialog(parent).open()
