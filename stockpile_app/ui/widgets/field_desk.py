"""What stands on the table in field mode: a question, its answers, and who is in front of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.announce import announce
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.field_questions import Question
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.field_choices import FieldChoices
from stockpile_app.ui.widgets.field_line import FieldLine
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import larger, set_look

_QUESTION, _CHOICE, _SMALL, _PERSON = 2.5, 1.9, 1.4, 1.5
"""How much larger than other texts."""
_SHRUNK = (1.0, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6)
_PAD = 24
_SIDE, _ABOVE, _APART = 24, 18, 10


class FieldDesk(QWidget):
    """Shows; decides nothing."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self.setObjectName("field_desk")
        self._sounds = context.scanning.sounds
        self._make_parts()
        self._dress(1)
        self._fit_soon = QTimer(self)  # once the layout has given everything its place
        self._fit_soon.setSingleShot(True)
        self._fit_soon.timeout.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(12)
        layout.addLayout(self._head())
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addWidget(self._question_panel(), 5)
        middle.addWidget(self._side(), 3)
        layout.addLayout(middle, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.keys)
        self.setFocusProxy(self.line)

    def _make_parts(self) -> None:
        self.title = PlainLabel("", role="title", wrap=True)
        self.title.setObjectName("field_site")
        self.figures = PlainLabel("", wrap=True)
        self.figures.setObjectName("field_figures")
        self.figures.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.question = PlainLabel("", wrap=True)
        self.question.setObjectName("field_question")
        self.hint = PlainLabel("", wrap=True)
        self.hint.setObjectName("field_hint")
        self.choices = FieldChoices()
        self.line = FieldLine()
        self.said = PlainLabel("", role="good", wrap=True)
        self.said.setObjectName("field_said")
        self.keys = PlainLabel("", wrap=True)
        self.keys.setObjectName("field_keys")
        self.person = PlainLabel("", wrap=True)
        self.person.setObjectName("field_person")
        self.lines = QListWidget()
        self.lines.setObjectName("field_lines")
        self.lines.setAccessibleName(_("What was handed in"))
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines.setWordWrap(True)

    def _dress(self, shrunk: float) -> None:
        """Make texts large, less so where the question would not fit into the window."""
        large, own = shrunk * _QUESTION, self.font()
        for widget, factor, bold in (
            (self.question, large, True),
            (self.line, large, True),
            (self.hint, shrunk * _SMALL, False),
            (self.figures, _SMALL, False),
            (self.said, _SMALL, True),
            (self.keys, _SMALL, False),
            (self.person, shrunk * _PERSON, True),
            (self.lines, _SMALL, False),
        ):
            widget.setFont(larger(own, factor, bold=bold))
        self.line.setMinimumHeight(self.line.fontMetrics().height() + _PAD)
        for each in self.choices.buttons:
            each.use_font(larger(own, shrunk * _CHOICE, bold=True))

    def _fit(self) -> None:
        for shrunk in _SHRUNK:
            self._dress(shrunk)
            if self._needed() <= self.panel.height():
                return

    def _needed(self) -> int:
        width = self.panel.width() - 2 * _SIDE
        parts = [self.question.heightForWidth(width), self.line.minimumHeight()]
        if not self.hint.isHidden():
            parts.append(self.hint.heightForWidth(width))
        if not self.choices.isHidden():
            parts.append(self.choices.height_in(width))
        return sum(parts) + len(parts) * _APART + 2 * _ABOVE

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_soon.start()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.title, 2)
        row.addWidget(self.figures, 3)
        return row

    def _question_panel(self) -> QFrame:
        self.panel = QFrame()
        self.panel.setObjectName("field_panel")
        layout = QVBoxLayout(self.panel)
        layout.setContentsMargins(_SIDE, _ABOVE, _SIDE, _ABOVE)
        layout.setSpacing(_APART)
        layout.addWidget(self.question)
        layout.addWidget(self.hint)
        layout.addWidget(self.choices)
        layout.addWidget(self.line)
        layout.addStretch(1)
        return self.panel

    def _side(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.person)
        layout.addWidget(self.lines, 1)
        return side

    # --- what is shown ---------------------------------------------------------------------------

    def ask(self, question: Question) -> None:
        """Ask something; what can be pressed and typed follows it."""
        self.question.setText(question.title)
        self.hint.setText(question.hint)
        self.hint.setVisible(bool(question.hint))
        self.choices.offer(question.choices, question.offer)
        offered = question.offer if isinstance(question.offer, str) else ""
        known = {each.value for each in question.choices if isinstance(each.value, str)}
        self.line.ask(
            numbered=bool(question.choices),
            typed=question.typed,
            text=offered if question.typed and offered not in known else "",
        )
        self.line.setAccessibleName(question.title)
        words = " ".join(filter(None, (question.hint, self.choices.words())))
        self.line.setAccessibleDescription(words)
        digit = _("Press a digit, or Enter") if question.offer is not None else _("Press a digit")
        self.line.setPlaceholderText("" if question.typed else digit)
        set_look(self.panel, "tone", question.tone.value)
        self._fit_soon.start()
        announce(self.line, f"{question.title} {words}")
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, tone: Tone, text: str) -> None:
        """Say what came of the last answer, with its beeps."""
        roles = {
            Tone.GOOD: "good",
            Tone.WARN: "notice",
            Tone.TWICE: "notice",
            Tone.BAD: "banner",
            Tone.NEUTRAL: "hint",
        }
        self.said.setText(text)
        set_look(self.said, "role", roles[tone])
        self.said.setAccessibleName(text)
        if text and tone is not Tone.NEUTRAL:
            announce(self.line, text, now=True)
            if tone is not Tone.GOOD:
                self._sounds.play(tone)

    def show_person(self, text: str, lines: Sequence[str]) -> None:
        """Say who is in front of the table, and what was handed in so far."""
        self.person.setText(text)
        self.lines.clear()
        self.lines.addItems(list(lines))
        self.lines.scrollToBottom()
        self.lines.setVisible(bool(text))

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Say which keys do what now: (key, what it does)."""
        each = (f"{key}  {text}".replace(" ", "\N{NO-BREAK SPACE}") for key, text in keys)
        self.keys.setText("     ".join(each))
