"""What may happen to a weapon next: a button for each step, who may do it, and what cannot be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.life_acts import LifeAct
from stockpile_app.domain.lifecycle import NextStep
from stockpile_app.domain.timeline import LifeCycle
from stockpile_app.i18n import error_text, listed
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.life_words import who_may
from stockpile_app.ui.texts import escaped, label
from stockpile_app.ui.widgets.plain import PlainLabel


class LifeStepsList(QScrollArea):
    """Steps in the order of a life; those that the user may take can be started.

    Signals:
        wanted: The ``LifeAct`` to start.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("life_steps")
        self.setAccessibleName(_("What may happen next"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.buttons: dict[LifeAct, QPushButton] = {}

    def show_life(self, life: LifeCycle, may: frozenset[Permission]) -> None:
        """Show the steps; ``may`` is what the user is allowed to do, nothing in a copy."""
        self.buttons = {}
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        if life.ended is not None:
            layout.addWidget(PlainLabel(error_text(life.ended), role="heading", wrap=True))
            nothing = _("Its life in this register is over: nothing changes it any more.")
            layout.addWidget(PlainLabel(nothing, wrap=True))
        possible = [each for each in life.steps if each.possible]
        if possible:
            layout.addLayout(self._possible(possible, may))
        barred = _by_reason([each for each in life.steps if not each.possible])
        if barred:
            layout.addSpacing(8)
            layout.addWidget(PlainLabel(_("Not now"), role="heading"))
        for reason, acts in barred.items():
            layout.addWidget(PlainLabel(listed(map(label, acts)), wrap=True))
            layout.addWidget(PlainLabel(reason, role="hint", wrap=True))
        layout.addStretch(1)
        self.setWidget(inside)

    def _possible(self, steps: list[NextStep], may: frozenset[Permission]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, step in enumerate(steps):
            words = label(step.act)
            who = who_may(step)
            button = QPushButton(escaped(words))
            button.setObjectName(f"step_{step.act.value}")
            button.setAccessibleName(_("{step}. Who may: {who}").format(step=words, who=who))
            button.setAutoDefault(False)
            button.setEnabled(step.permission in may)
            button.setProperty("act", step.act.value)
            button.clicked.connect(self._on_clicked)
            self.buttons[step.act] = button
            grid.addWidget(button, at, 0)
            grid.addWidget(PlainLabel(who, role="hint", wrap=True), at, 1)
        return grid

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(LifeAct(self.sender().property("act")))


def _by_reason(steps: list[NextStep]) -> dict[str, list[LifeAct]]:
    """Return what cannot be, by why: what is barred by the same is told together."""
    found: dict[str, list[LifeAct]] = {}
    for step in steps:
        if step.why is not None:
            found.setdefault(error_text(step.why), []).append(step.act)
    return found
