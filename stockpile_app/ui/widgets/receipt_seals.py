"""The containers of a dispatch: seal numbers are typed as they are read, and compared at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from stockpile_app.domain.movements import ManifestContainerRecord
from stockpile_app.domain.places import SealsCompared, compare_seals, seal_key
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.movement_words import container_words, weapons_words
from stockpile_app.ui.receipt_state import ReceiptState, split_seals
from stockpile_app.ui.texts import escaped
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.verdict import Verdict

_MOST_KEYS: Final = 9
"""Containers whose field has an Alt key: its number."""


class ContainerSeals(QFrame):
    """One container: its seals on leaving, and the field for those that are read.

    Signals:
        changed: Something was read, or said.
    """

    changed = Signal()

    def __init__(
        self, container: ManifestContainerRecord, at: int, parent: QWidget | None = None
    ) -> None:
        """Ask for the seals of ``container``, which is the ``at``-th, from 1."""
        super().__init__(parent)
        self.setObjectName(f"container_{at}")
        self.container = container
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(4)
        self.read = QLineEdit()
        self.none = QCheckBox(_("No seal on it, or all broken"))
        self.verdict = Verdict(f"seals_{at}_verdict")
        if container.arrived_id is not None:
            layout.addWidget(PlainLabel(container_words(container), wrap=True))
            return
        head = PlainLabel(container.name, role="heading", wrap=True)
        if at <= _MOST_KEYS:
            head.setText(f"&{at}  {escaped(container.name)}")
            head.setBuddy(self.read)
        left = _("{weapons}; seals on leaving: {seals}").format(
            weapons=weapons_words(container.weapons), seals=listed(container.seals)
        )
        self.read.setObjectName(f"seals_{at}")
        self.read.setAccessibleName(_("Seals read on {name}").format(name=container.name))
        self.read.setAccessibleDescription(left)
        self.read.setPlaceholderText(_("Seals as you read them"))
        self.read.setMaxLength(400)
        self.read.textChanged.connect(self._on_changed)
        self.none.setObjectName(f"no_seal_{at}")
        self.none.setAccessibleName(_("No seal on {name}").format(name=container.name))
        self.none.toggled.connect(self._on_changed)
        layout.addWidget(head)
        layout.addWidget(PlainLabel(left, role="hint", wrap=True))
        layout.addWidget(self.read)
        layout.addWidget(self.none)
        layout.addWidget(self.verdict)

    @property
    def waits(self) -> bool:
        """Whether the container did not arrive with an earlier receipt."""
        return self.container.arrived_id is None

    @property
    def arrives(self) -> bool:
        """Whether it arrives with this receipt: its seals were read, or said to be gone."""
        return self.waits and (bool(self.seals()) or self.none.isChecked())

    def seals(self) -> tuple[str, ...]:
        """Return the seal numbers that were read."""
        return () if self.none.isChecked() else split_seals(self.read.text())

    def add_seal(self, text: str) -> None:
        """Add a seal number that was scanned, once."""
        known = split_seals(self.read.text())
        if seal_key(text) not in {seal_key(each) for each in known}:
            self.none.setChecked(False)
            self.read.setText(", ".join((*known, text)))

    @Slot()
    def _on_changed(self) -> None:
        self.read.setEnabled(not self.none.isChecked())
        if self.none.isChecked():
            self.verdict.say("banner", _("It left sealed. Note in the remarks how it looks now."))
        elif not self.seals():
            self.verdict.say("good", "")
            self.verdict.hide()
            self.changed.emit()
            return
        else:
            self._compare(compare_seals(self.container.seals, self.seals()))
        self.verdict.show()
        self.changed.emit()

    def _compare(self, compared: SealsCompared) -> None:
        if compared.same:
            self.verdict.say("good", _("The seals are those on leaving."))
            return
        if compared.strange:
            text = _("Not the seals on leaving: {strange}.").format(
                strange=listed(compared.strange)
            )
            if compared.missing:
                text = _("{text} Missing: {missing}.").format(
                    text=text, missing=listed(compared.missing)
                )
            self.verdict.say("banner", text)
            return
        missing = _("Still to be read: {missing}.").format(missing=listed(compared.missing))
        self.verdict.say("notice", missing)


class ReceiptSeals(QWidget):
    """All containers of a dispatch.

    Signals:
        changed: Something was read, or said.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show none yet."""
        super().__init__(parent)
        self.setObjectName("receipt_seals")
        self.containers: dict[int, ContainerSeals] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def show_state(self, state: ReceiptState) -> None:
        """Show the containers of a dispatch."""
        for at, container in enumerate(state.containers, start=1):
            box = ContainerSeals(container, at)
            box.changed.connect(self.changed)
            self.containers[container.place_id] = box
            self._layout.addWidget(box)

    def read(self) -> dict[int, tuple[str, ...]]:
        """Return the seals of the containers that arrive now."""
        return {key: box.seals() for key, box in self.containers.items() if box.arrives}

    def field_with_focus(self) -> ContainerSeals | None:
        """Return the container whose seals are being read just now."""
        return next((each for each in self.containers.values() if each.read.hasFocus()), None)
