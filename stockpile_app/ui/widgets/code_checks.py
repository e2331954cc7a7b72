"""Several choices of a closed vocabulary, each with a box to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.vocabulary import LabelledEnum
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import stated

E = TypeVar("E", bound=LabelledEnum)


class CodeChecks(QWidget):
    """One box a member; the space bar ticks."""

    def __init__(
        self, name: str, members: Iterable[LabelledEnum], parent: QWidget | None = None
    ) -> None:
        """Offer ``members``, none of them ticked; ``name`` begins the object names."""
        super().__init__(parent)
        self.boxes: dict[LabelledEnum, QCheckBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        for member in members:
            box = QCheckBox(_(member.label))
            box.setObjectName(f"{name}_{member.value}")
            self.boxes[member] = box
            layout.addWidget(box)
        self.setFocusProxy(next(iter(self.boxes.values())))

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for box in self.boxes.values():
            box.setAccessibleName(stated(name, box.text()))

    def codes(self, kind: type[E]) -> tuple[E, ...]:
        """Return what is ticked, in the order of the vocabulary."""
        return tuple(
            member
            for member, box in self.boxes.items()
            if box.isChecked() and isinstance(member, kind)
        )

    def tick(self, members: Sequence[LabelledEnum]) -> None:
        """Tick these and no others."""
        for member, box in self.boxes.items():
            box.setChecked(member in members)
