"""The condition of several weapons, assessed together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.progress import Progress
from stockpile_app.domain.vocabulary import Condition
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.services.assessments import AssessCondition, Assessed
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.fields import CodeCombo
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel


class AssessDialog(FormDialog):
    """Records one condition of all that are selected."""

    def __init__(
        self,
        context: UiContext,
        chosen: tuple[int, ...],
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the condition of the weapons with these ids."""
        super().__init__(context, _("Condition"), _("&Record"), parent)
        self.setObjectName("assess_dialog")
        self._chosen = chosen
        weapons = len(chosen)
        said = ngettext("{count} weapon is selected.", "{count} weapons are selected.", weapons)
        text = said.format(count=count(weapons))
        self.body.insertWidget(0, PlainLabel(text, role="heading", wrap=True))
        self.condition = CodeCombo(Condition, nothing=_("Choose…"))
        self.form.add(
            "condition",
            _("Con&dition"),
            self.condition,
            required=True,
            hint=_("All else that is described of each weapon stays as it is."),
        )

    @override
    def command(self) -> Callable[[Progress], Assessed]:
        command = AssessCondition(weapons=self._chosen, condition=self.condition.code(Condition))
        assess = self.context.services.assessments.assess
        return lambda progress: assess(command, progress)
