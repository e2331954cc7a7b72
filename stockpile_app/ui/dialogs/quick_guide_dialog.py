"""Shows the quick guide of a role, to print or save it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from stockpile_app.documents.quick_guide import write_quick_guide
from stockpile_app.domain.access import Role
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.guides import Key, guide
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.command_codes_dialog import UnrecordedDialog
from stockpile_app.ui.widgets.form import Form


class QuickGuideDialog(UnrecordedDialog):
    """The guide of a role."""

    def __init__(
        self, context: UiContext, keys: Mapping[str, Key], parent: QWidget | None = None
    ) -> None:
        """Show the guide of the role that the user has.

        Args:
            keys: The program's actions and pages by their names.
        """
        self._keys = keys
        hint = _(
            "Two pages for the wall or the pocket: the tasks of the role step by step, the keys"
            " of this program, what the scanner says, and whom to ask. They say nothing of the"
            " register. They are written in the language of the window."
        )
        super().__init__(context, "quick_guide", _("Quick guide"), hint, parent)

    @override
    def add_fields(self, form: Form) -> None:
        self.role = QComboBox()
        for role in Role:
            self.role.addItem(_(role.label), role.value)
        own = [role.value for role in Role if role in self.context.services.user.roles]
        self.role.setCurrentIndex(max(self.role.findData(own[0]) if own else 0, 0))
        self.role.currentIndexChanged.connect(self.make)
        form.add("role", _("&Role"), self.role)

    @override
    def file_name(self) -> str:
        return f"quick-guide-{self.role.currentData()}"

    @override
    def writer(self) -> Callable[[Path, str, int], None]:
        shown = guide(Role(self.role.currentData()), self._keys)

        def write(out: Path, page: str, dpi: int) -> None:
            with out.open("wb") as file:
                write_quick_guide(file, shown, page, dpi)

        return write
