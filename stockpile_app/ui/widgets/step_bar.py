"""Says which step of several the user is at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import set_look


class StepBar(QWidget):
    """The names of the steps in a row; the present one stands out."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        """Show ``steps``; the first is the present one."""
        super().__init__(parent)
        self.setObjectName("step_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._labels: list[PlainLabel] = []
        self._steps = tuple(steps)
        for number, text in enumerate(steps, start=1):
            label = PlainLabel(f"{number}  {text}")
            label.setObjectName(f"step_{number}")
            if number > 1:
                row.addWidget(PlainLabel("›", role="hint"))
            row.addWidget(label)
            self._labels.append(label)
        row.addStretch(1)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Make a step, from 0, the present one."""
        for at, label in enumerate(self._labels):
            set_look(label, "role", "title" if at == step else "hint")
        self.setAccessibleName(
            _("Step {step} of {steps}: {name}").format(
                step=step + 1, steps=len(self._steps), name=self._steps[step]
            )
        )
