"""The four answers to a question: pressed with the mouse, or with one letter on the keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStyle, QWidget
from typing_extensions import override

from stockpile_app.domain.vocabulary import Answer
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.security_words import KEYS

_LETTERS: Final = {getattr(Qt.Key, f"Key_{letter}"): answer for answer, letter in KEYS.items()}
_DIGITS: Final = {Qt.Key(Qt.Key.Key_1.value + at): answer for at, answer in enumerate(KEYS)}
_ANSWERS: Final[dict[int, Answer]] = {
    key.value: answer for key, answer in (_LETTERS | _DIGITS).items()
}
_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Up.value: -1,
    Qt.Key.Key_Down.value: 1,
    Qt.Key.Key_Return.value: 1,
    Qt.Key.Key_Enter.value: 1,
    Qt.Key.Key_PageUp.value: -1,
    Qt.Key.Key_PageDown.value: 1,
}
_SIDEWAYS: Final[dict[int, int]] = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}
_PLAIN: Final = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


def answer_of(event: QKeyEvent) -> Answer | None:
    """Return the answer that a key stands for: Y, P, N, A or 1, 2, 3, 4."""
    if event.modifiers() not in _PLAIN or event.isAutoRepeat():
        return None
    return _ANSWERS.get(event.key())


class AnswerBar(QWidget):
    """Buttons of which at most one is pressed; one of them alone is reached with Tab.

    Signals:
        chosen: An ``Answer``.
        stepped: -1 or 1: the question before or after is wanted.
    """

    chosen = Signal(object)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Press nothing yet."""
        super().__init__(parent)
        self.setObjectName("answers")
        empty = QPixmap(self.style().pixelMetric(QStyle.PixelMetric.PM_ButtonIconSize), 1)
        empty.fill(Qt.GlobalColor.transparent)
        self._no_mark = QIcon(empty)  # keeps the room of the mark, so that nothing moves
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: dict[Answer, QPushButton] = {}
        for answer, letter in KEYS.items():
            button = _AnswerButton(self, answer, letter)
            self.buttons[answer] = button
            row.addWidget(button)
        row.addStretch(1)
        self.show_answer(None)

    def show_answer(self, answer: Answer | None) -> None:
        """Press the button of an answer, or none."""
        for each, button in self.buttons.items():
            button.setChecked(each is answer)
            button.setIcon(icon("check") if each is answer else self._no_mark)
        self._reach(answer or Answer.YES)

    def take_focus(self) -> None:
        """Put the keyboard on the answer that is given, or on the first."""
        for button in self.buttons.values():
            if button.focusPolicy() is Qt.FocusPolicy.StrongFocus:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self, event: QKeyEvent, at: Answer) -> bool:
        """Take a key that was pressed on the button of ``at``; whether it meant anything."""
        if (answer := answer_of(event)) is not None:
            self.chosen.emit(answer)
        elif (step := _STEPS.get(event.key())) is not None:
            self.stepped.emit(step)
        elif (sideways := _SIDEWAYS.get(event.key())) is not None:
            places = list(self.buttons)
            turn = -sideways if self.isRightToLeft() else sideways
            to = places[(places.index(at) + turn) % len(places)]
            self._reach(to)
            self.buttons[to].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _reach(self, answer: Answer) -> None:
        for each, button in self.buttons.items():
            policies = Qt.FocusPolicy
            button.setFocusPolicy(policies.StrongFocus if each is answer else policies.ClickFocus)


class _AnswerButton(QPushButton):
    """One answer."""

    def __init__(self, bar: AnswerBar, answer: Answer, letter: str) -> None:
        super().__init__(_("{answer} ({key})").format(answer=_(answer.label), key=letter))
        self.setObjectName(f"answer_{answer.value}")
        self.setAccessibleName(self.text())
        self.setCheckable(True)
        self.setAutoDefault(False)
        for look in ("answer", "compact"):
            self.setProperty(look, True)  # noqa: FBT003 - Qt
        self._bar, self._answer = bar, answer
        self.clicked.connect(self._on_clicked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._bar.press(event, self._answer):
            super().keyPressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        self.setChecked(True)  # an answer is changed, never taken back
        self._bar.chosen.emit(self._answer)
