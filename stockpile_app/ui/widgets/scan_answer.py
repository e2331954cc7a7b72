"""The answer to a scan, for somebody who stands a step away: picture, words, colour and sound."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.announce import announce
from stockpile_app.ui.icons import paint_line_icon
from stockpile_app.ui.sounds import Sounds
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import larger, set_look

__all__ = ["ScanAnswer", "Tone"]

_SIZES: Final = (3.0, 2.5, 2.1, 1.8, 1.5)
"""How much larger the large line is; letters of 7 mm are read from two metres."""
_AROUND: Final = 28
_SIDE: Final = 16
_ICONS: Final = {
    Tone.GOOD: "check",
    Tone.WARN: "warning",
    Tone.TWICE: "history",
    Tone.BAD: "close",
    Tone.NEUTRAL: "scan",
}


class ScanAnswer(QFrame):
    """A large panel that says what came of the last scan.

    Never by colour alone: each tone has its picture, its words and its sound. Screen
    readers hear the words at once. Make it with ``sounds=context.scanning.sounds``.

    Attributes:
        tone: Of what was said last.
        gathers: Whether many answers come in one go, of which none shall be heard.
    """

    def __init__(
        self, parent: QWidget | None = None, *, sounds: Sounds | None = None, far: bool = False
    ) -> None:
        """Say nothing yet; without ``sounds`` it is never heard.

        With ``far`` the large line can be read from two metres, as long as there is room for it.
        """
        super().__init__(parent)
        self.setObjectName("scan_answer")
        self.setAccessibleName(_("Answer to the last scan"))
        self.tone = Tone.NEUTRAL
        self.gathers = False
        self._sounds = sounds
        self._mark = _Mark()
        self._far = far
        self._title = PlainLabel("", role="" if far else "title", wrap=True)
        self._title.setObjectName("scan_answer_title")
        self._detail = PlainLabel("", wrap=True)
        self._detail.setObjectName("scan_answer_detail")
        self._detail.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_SIDE, 12, _SIDE, 12)
        layout.setSpacing(_SIDE)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        # room for a title and three lines, so that nothing below jumps from scan to scan
        line = self.fontMetrics().lineSpacing()
        title = QFontMetrics(self._large(_SIZES[0])).lineSpacing() if far else line * 2
        self.setMinimumHeight(_AROUND + title + line * 3)
        set_look(self, "tone", self.tone.value)

    def say(self, tone: Tone, title: str, detail: str = "") -> None:
        """Say how the last scan turned out, with its sound."""
        self.tone = tone
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        set_look(self, "tone", tone.value)
        for each in (self._title, self._detail, self._mark):
            set_look(each, "tone", tone.value)
        self._mark.show_icon(_ICONS[tone])
        self._fit()
        words = " ".join(filter(None, (title, detail)))
        self.setAccessibleDescription(words)
        if tone is not Tone.NEUTRAL and not self.gathers:
            announce(self, words, now=True)
            if self._sounds is not None:
                self._sounds.play(tone)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Write the large line as large as it can be without moving what is below."""
        if not self._far:
            return
        width = self.width() - self._mark.width() - 3 * _SIDE
        detail = self._detail.heightForWidth(width) if self._detail.text() else 0
        for factor in _SIZES:
            self._title.setFont(self._large(factor))
            if self._title.heightForWidth(width) + detail + _AROUND <= self.minimumHeight():
                return

    def _large(self, factor: float) -> QFont:
        return larger(self.font(), factor, bold=True)

    def title(self) -> str:
        """Return the large line."""
        return self._title.text()

    def detail(self) -> str:
        """Return the small print."""
        return self._detail.text()

    def text(self) -> str:
        """Return all that is said."""
        return " ".join(filter(None, (self.title(), self.detail())))


class _Mark(QWidget):
    """The picture, in the colour of the words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scan_answer_mark")
        self._name = _ICONS[Tone.NEUTRAL]
        side = max(40, self.fontMetrics().lineSpacing() * 5 // 2)
        self._size = QSize(side, side)
        self.setFixedSize(self._size)

    def show_icon(self, name: str) -> None:
        """Show ``resources/icons/<name>.svg``."""
        self._name = name
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = self.palette().color(QPalette.ColorRole.WindowText)
        paint_line_icon(painter, self._name, QRectF(self.rect()), colour)
        painter.end()
