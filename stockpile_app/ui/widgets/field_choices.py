"""The numbered answers of field mode, large enough to be read while standing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.field_questions import ON_A_PAGE, Choice
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import set_look

_IN_ONE_COLUMN: Final = 4
_GAP, _SIDE, _ABOVE, _APART, _BORDER = 8, 14, 8, 16, 4


class FieldChoice(QFrame):
    """An answer with its digit; what is long wraps, nothing is cut.

    Signals:
        clicked: It was clicked.
    """

    clicked = Signal()

    def __init__(self, digit: int, parent: QWidget | None = None) -> None:
        """Be chosen with ``digit``."""
        super().__init__(parent)
        self.digit = digit
        self.setObjectName(f"choice_{digit}")
        self.setProperty("field_choice", True)  # noqa: FBT003 - Qt
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._digit = PlainLabel(str(digit))
        self._text = PlainLabel("", wrap=True)
        self._sign = PlainLabel("")
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, _ABOVE, _SIDE, _ABOVE)
        row.setSpacing(_APART)
        row.addWidget(self._digit)
        row.addWidget(self._text, 1)
        row.addWidget(self._sign)

    def show_answer(self, text: str, *, offered: bool) -> None:
        """Show an answer; one that Enter alone gives has its sign."""
        self._text.setText(text)
        self._sign.setText("↵" if offered else "")
        self.setAccessibleName(_("{digit} {answer}").format(digit=self.digit, answer=text))
        set_look(self, "offered", offered)
        for each in (self._digit, self._text, self._sign):
            set_look(each, "offered", offered)

    @override
    def heightForWidth(self, width: int) -> int:
        signs = self._digit.sizeHint().width() + self._sign.sizeHint().width()
        room = width - signs - 2 * (_SIDE + _APART) - _BORDER
        return self._text.heightForWidth(room) + 2 * _ABOVE + _BORDER

    def text(self) -> str:
        """Return the answer as shown."""
        return self._text.text()

    def use_font(self, font: QFont) -> None:
        """Write in ``font``."""
        for each in (self._digit, self._text, self._sign):
            each.setFont(font)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class FieldChoices(QWidget):
    """Up to nine answers at a time; 0 turns the page where there are more.

    They never take the keyboard: the line beside them has it, and hears their digits.

    Signals:
        chosen: The value of the answer that was clicked or whose digit was pressed.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.setObjectName("field_choices")
        self._choices: tuple[Choice, ...] = ()
        self._page = 0
        self._offered: Any = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.buttons = [FieldChoice(at) for at in range(ON_A_PAGE + 1)]
        for button in self.buttons:
            button.clicked.connect(self._on_clicked)
        self.offer(())

    def offer(self, choices: Sequence[Choice], offered: Any = None) -> None:
        """Offer other answers, the one that Enter alone gives marked."""
        self._choices, self._offered = tuple(choices), offered
        self._page = 0
        values = [each.value for each in self._choices]
        if offered is not None and offered in values:
            self._page = values.index(offered) // ON_A_PAGE
        self._show()

    def press(self, digit: int) -> bool:
        """Choose by a digit; whether there is such an answer."""
        if digit == 0:
            return self._turn()
        at = self._page * ON_A_PAGE + digit - 1
        if not (0 < digit <= ON_A_PAGE and at < len(self._choices)):
            return False
        self.chosen.emit(self._choices[at].value)
        return True

    def height_in(self, width: int) -> int:
        """Return how high the answers are in a width; layouts tell it too late."""
        texts = [button for button in self.buttons if not button.isHidden()]
        if not texts:
            return 0
        columns = 1 if len(texts) <= _IN_ONE_COLUMN else 2
        rows = -(-len(texts) // columns)
        room = (width - (columns - 1) * _GAP) // columns
        highest = max(button.heightForWidth(room) for button in texts)
        return rows * highest + (rows - 1) * _GAP

    def words(self) -> str:
        """Return what is offered in a sentence, for who hears it."""
        return listed(
            _("{digit} {answer}").format(digit=at, answer=each.label)
            for at, each in enumerate(self._shown(), start=1)
        )

    def _shown(self) -> Sequence[Choice]:
        first = self._page * ON_A_PAGE
        return self._choices[first : first + ON_A_PAGE]

    def _turn(self) -> bool:
        pages = -(-len(self._choices) // ON_A_PAGE)
        if pages < 2:
            return False
        self._page = (self._page + 1) % pages
        self._show()
        return True

    def _show(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        shown = self._shown()
        texts = [(at, each.label, each.value) for at, each in enumerate(shown, start=1)]
        more = len(self._choices) > ON_A_PAGE
        if more:
            texts.append((0, _("More…"), None))
        columns = 1 if len(texts) <= _IN_ONE_COLUMN else 2
        rows = -(-len(texts) // columns)
        for button in self.buttons:
            button.hide()
        for place, (digit, text, value) in enumerate(texts):
            button = self.buttons[digit]
            button.show_answer(text, offered=value is not None and value == self._offered)
            self._grid.addWidget(button, place % rows, place // rows)
            button.show()
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.setVisible(bool(texts))

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, FieldChoice):
            self.press(button.digit)
