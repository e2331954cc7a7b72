"""A large number with its words, which opens what is behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from stockpile_app.i18n import stated
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import without_mnemonic
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import set_look

_LARGE, _RADIUS = 1.9, 8.0


class FigureCard(QAbstractButton):
    """A card among several, one of which is chosen.

    What is alarming is said in the colour of errors, with a sign, and in words.
    """

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        """Show no number yet; ``title`` has its Alt key."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._title = without_mnemonic(title)
        self.sign = PlainLabel()
        self.number = PlainLabel("–")
        font = self.number.font()
        font.setPointSizeF(font.pointSizeF() * _LARGE)
        font.setBold(True)
        self.number.setFont(font)
        self.caption = _Caption(title, role="heading")
        self.words = PlainLabel("", role="hint", wrap=True)
        # always room for two lines, so that cards are of one height and nothing jumps
        self.words.setMinimumHeight(self.words.fontMetrics().lineSpacing() * 2)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._grid = layout = QGridLayout(self)
        layout.setContentsMargins(14, 8, 14, 10)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(2)
        layout.addWidget(self.number, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.caption, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.sign, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.words, 1, 0, 1, 3)
        layout.setColumnStretch(1, 1)
        for each in (self.sign, self.number, self.caption, self.words):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_figure(self, number: str, words: str, *, alarming: bool = False) -> None:
        """Show a number and what it says in words."""
        self.number.setText(number)
        self.words.setText(words)
        for each in (self.number, self.words):
            set_look(each, "role", "error" if alarming else "hint" if each is self.words else "")
        side = self.fontMetrics().height() + 4
        sign = icon("warning").pixmap(QSize(side, side), QIcon.Mode.Normal) if alarming else None
        self.sign.clear() if sign is None else self.sign.setPixmap(sign)
        self.setAccessibleName(f"{stated(self._title, number)}. {words}")

    @override
    def sizeHint(self) -> QSize:
        return self._grid.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._grid.minimumSize()

    @override
    def hasHeightForWidth(self) -> bool:
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        roles = QPalette.ColorRole
        chosen = self.isChecked() or self.hasFocus()
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back = roles.AlternateBase if self.underMouse() else roles.Base
        painter.setBrush(palette.color(back))
        width = 2.0 if chosen else 1.0
        painter.setPen(QPen(palette.color(roles.Accent if chosen else roles.Mid), width))
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(roles.Accent))
            painter.drawRoundedRect(QRectF(14, box.bottom() - 4, box.width() - 28, 3), 1.5, 1.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(roles.WindowText), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), _RADIUS - 3, _RADIUS - 3)
        painter.end()


class _Caption(PlainLabel):
    """Underlines the Alt key of its card, which a label does only where it has one of its own."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter,
            self.rect(),
            int(flags) | int(Qt.TextFlag.TextShowMnemonic),
            self.palette(),
            self.isEnabled(),
            self.text(),
            self.foregroundRole(),
        )
        painter.end()
