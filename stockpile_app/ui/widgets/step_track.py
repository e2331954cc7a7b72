"""How far something is: its steps in a row, each done, next, or still to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import set_look


class StepTrack(QWidget):
    """Steps with a tick when done, an arrow at the next one, and a number before the others."""

    def __init__(self, name: str, steps: Sequence[str], parent: QWidget | None = None) -> None:
        """Show ``steps``, none of them done."""
        super().__init__(parent)
        self.setObjectName(name)
        self._steps = tuple(steps)
        self._labels = [PlainLabel("") for _step in steps]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for at, label in enumerate(self._labels, start=1):
            label.setObjectName(f"{name}_{at}")
            row.addWidget(label)
        row.addStretch(1)
        self.show_done(0)

    def show_done(self, done: int) -> None:
        """Show so many steps as done; the one after them is next."""
        for at, (label, step) in enumerate(zip(self._labels, self._steps, strict=True)):
            sign = "✓" if at < done else ("▶" if at == done else f"{at + 1}.")
            set_look(label, "role", "heading" if at == done else ("" if at < done else "hint"))
            label.setText(f"{sign} {step}")  # measured as it looks now
        next_one = self._steps[done] if done < len(self._steps) else _("nothing")
        self.setAccessibleName(
            _("{done} of {steps} steps done; next: {next}").format(
                done=done, steps=len(self._steps), next=next_one
            )
        )
