"""A list that was pasted into a scan field: each line is a scan, and what was not known is said."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Slot

from stockpile_app.domain.command_codes import parse_command
from stockpile_app.domain.text import clean
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext
from stockpile_app.ui.texts import count, isolated
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.scan_field import ScanField

MOST_LINES: Final = 5_000
_NAMED: Final = 10
"""So many of those that were not taken are named; the rest are counted."""
_LONGEST: Final = 40
_EVERY_MS: Final = 1
_TELL_EVERY: Final = 25


@dataclass
class _Run:
    """A list on its way."""

    total: int
    waiting: deque[str]
    now: str = ""
    before: int = 0
    taken: int = 0
    twice: int = 0
    left_out: list[str] = field(default_factory=list)


class Answers(Protocol):
    """Where each line is answered.

    Attributes:
        tone: Of the last answer.
        gathers: Whether many answers come in one go.
    """

    tone: Tone
    gathers: bool

    def say(self, tone: Tone, title: str, detail: str = "") -> None:
        """Say how it turned out."""


class PastedScans(QObject):
    """Hands on one line after the other, each when the one before was answered.

    What a line means is decided as for a scan; nothing is guessed, nothing is asked, and no line
    is a command.
    """

    def __init__(
        self,
        line: ScanField,
        answer: Answers,
        take: Callable[[str], None],
        *,
        idle: Callable[[], bool],
        taken: Callable[[], int],
    ) -> None:
        """Serve the lists that are pasted into ``line``.

        Args:
            answer: Where each line is answered, and the sum said.
            take: Takes a line for a scan.
            idle: Whether everything that was taken is answered.
            taken: How many are on the page's list now.
        """
        super().__init__(line)
        self._line, self._answer, self._take = line, answer, take
        self._idle, self._taken = idle, taken
        self._run: _Run | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._go_on)
        line.pasted.connect(self.begin)
        line.stopped.connect(self.stop)

    @property
    def running(self) -> bool:
        """Whether a list is on its way."""
        return self._run is not None

    @Slot(str)
    def begin(self, text: str) -> None:
        """Take a list, unless it is too long or another one is on its way."""
        lines = [each for each in map(clean, text.splitlines()) if each]
        if self._run is not None or not lines:
            return
        if len(lines) > MOST_LINES:
            said = _(
                "It has {count} lines, and at most {most} are taken at once. Nothing was taken:"
                " paste it in parts, or import it as a file."
            ).format(count=count(len(lines)), most=count(MOST_LINES))
            self._answer.say(Tone.BAD, _("The list is too long"), said)
            return
        once = dict.fromkeys(lines)  # a page may take what is scanned twice for an answer
        self._run = _Run(len(lines), deque(once), twice=len(lines) - len(once))
        self._line.set_busy(busy=True)
        self._answer.gathers = True
        self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Leave out what was not handed on yet."""
        if self._run is not None:
            self._run.left_out += self._run.waiting
            self._run.waiting.clear()

    @Slot()
    def _go_on(self) -> None:
        run = self._run
        if run is None or not self._idle():
            return
        if run.now:
            self._count(run)
        if run.waiting:
            self._hand_on(run)
        elif not run.now:
            self._finish(run)

    def _hand_on(self, run: _Run) -> None:
        line = run.waiting.popleft()
        done = run.total - len(run.waiting)
        if done % _TELL_EVERY == 1:
            self._line.setPlaceholderText(
                _("Line {done} of {total}; Escape stops").format(
                    done=count(done), total=count(run.total)
                )
            )
        if parse_command(line) is not None:  # a list shall never record what is on it
            run.left_out.append(line)
            return
        run.now, run.before = line, self._taken()
        self._answer.tone = Tone.NEUTRAL
        self._take(line)

    def _count(self, run: _Run) -> None:
        """See what came of the line that was handed on last."""
        if self._taken() > run.before or self._answer.tone is Tone.GOOD:
            run.taken += 1
        elif self._answer.tone is Tone.TWICE:
            run.twice += 1
        else:
            run.left_out.append(run.now)
        run.now = ""

    def _finish(self, run: _Run) -> None:
        self._timer.stop()
        self._run = None
        self._line.set_busy(busy=False)
        self._answer.gathers = False
        title = ngettext(
            "{taken} of {total} line taken", "{taken} of {total} lines taken", run.total
        )
        tone = Tone.BAD if not run.taken else Tone.WARN if run.left_out else Tone.GOOD
        self._answer.say(
            tone, title.format(taken=count(run.taken), total=count(run.total)), _rest(run)
        )


def _rest(run: _Run) -> str:
    said = []
    if run.twice:
        text = ngettext("{count} was taken before.", "{count} were taken before.", run.twice)
        said.append(text.format(count=count(run.twice)))
    if run.left_out:
        named = listed(isolated(each[:_LONGEST]) for each in run.left_out[:_NAMED])
        said.append(_("Not taken: {lines}.").format(lines=named))
        if (more := len(run.left_out) - _NAMED) > 0:
            text = ngettext("And {count} more.", "And {count} more.", more)
            said.append(text.format(count=count(more)))
        said.append(_("Scan these one by one to see why."))
    return " ".join(said)
