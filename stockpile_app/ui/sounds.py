"""What an answer to a scan sounds like: tones of our own, or beeps where nothing plays them.

A sound is never all there is: the answer's words and picture say the same.
"""

from __future__ import annotations

import math
import struct
import sys
import wave
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QTemporaryDir, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from stockpile_app.ui.tones import Tone

_RATE: Final = 22_050
_FADE_MS: Final = 6
_LOUDEST: Final = 28_000
_NAME: Final = "sounds"
_GAP_MS: Final = 220
_PLAYERS: Final = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
"""Programs that come with desktops and play a file, and how to call them."""

BEEPS: Final = {Tone.GOOD: 1, Tone.WARN: 2, Tone.BAD: 3, Tone.TWICE: 4, Tone.NEUTRAL: 0}


class _Note(NamedTuple):
    hertz: float
    ms: int


_MELODIES: Final[dict[Tone, tuple[_Note, ...]]] = {
    Tone.GOOD: (_Note(1320, 130),),
    Tone.WARN: (_Note(740, 150), _Note(0, 70), _Note(740, 150)),
    Tone.BAD: (_Note(220, 170), _Note(0, 60), _Note(220, 170), _Note(0, 60), _Note(196, 320)),
    Tone.TWICE: (_Note(1320, 90), _Note(990, 90), _Note(660, 160)),
}
"""Taken is high and short, look at it the same twice, not taken low and long, known falls."""


class Player(Protocol):
    """Plays a file and does not wait for its end."""

    def play(self, path: Path) -> bool:
        """Return whether it began; False from then on where it cannot."""


class Sounds(QObject):
    """Sounds for all that a session scans; a later one cuts short what still sounds.

    Attributes:
        on: Whether anything is heard.
        volume: 5 to 100.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        player: Player | None = None,
        beep: Callable[[], None] = QApplication.beep,
    ) -> None:
        """Play by ``player``; beep where there is none, or it fails."""
        super().__init__(parent)
        self.on = True
        self.volume = 70
        self._player = player
        self._folder: QTemporaryDir | None = None
        self._beeper = _Beeper(self, beep)

    def play(self, tone: Tone, *, always: bool = False) -> None:
        """Let an answer be heard, unless sounds are off; ``always`` lets it be heard even then."""
        if (self.on or always) and tone in _MELODIES and not self._played(tone):
            self._beeper.sound(BEEPS[tone])

    def _played(self, tone: Tone) -> bool:
        path = self._file(tone) if self._player is not None else None
        return path is not None and self._player is not None and self._player.play(path)

    def _file(self, tone: Tone) -> Path | None:
        if self._folder is None:
            self._folder = QTemporaryDir()  # removed with us
        if not self._folder.isValid():
            return None
        path = Path(self._folder.filePath(f"{tone.value}_{self.volume}.wav"))
        try:
            if not path.exists():
                path.write_bytes(recording(tone, self.volume))
        except OSError:
            return None  # a full disk keeps nobody from scanning
        return path


def recording(tone: Tone, volume: int) -> bytes:
    """Return the sound of an answer as a WAV file; ``volume`` in per cent."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        for note in _MELODIES[tone]:
            file.writeframes(_samples(note, _LOUDEST * volume / 100))
    return out.getvalue()


def _samples(note: _Note, loudest: float) -> bytes:
    length, fade = _RATE * note.ms // 1000, _RATE * _FADE_MS // 1000
    turn = 2 * math.pi * note.hertz / _RATE
    values = (
        round(
            loudest
            * min(1.0, at / fade, (length - at) / fade)  # without it, a tone begins with a crack
            * (math.sin(turn * at) + math.sin(3 * turn * at) / 4)
            * 0.8
        )
        for at in range(length)
    )
    return struct.pack(f"<{length}h", *values)


def application_sounds() -> Sounds:
    """Return the sounds of this program, which live as long as it does.

    A session may be let go in the thread of some job, where no timer may end.
    """
    application = QApplication.instance()
    assert application is not None  # noqa: S101 - there is a window
    found = application.findChild(Sounds, _NAME)
    if isinstance(found, Sounds):
        return found
    made = Sounds(application, player=system_player())
    made.setObjectName(_NAME)
    return made


def system_player() -> Player | None:
    """Return what plays sounds on this machine, or None."""
    application = QGuiApplication.instance()
    if application is None or QGuiApplication.platformName() in ("offscreen", "minimal"):
        return None  # nobody sits there
    if sys.platform == "win32":
        return _WindowsPlayer()
    for name, *options in _PLAYERS:
        if program := QStandardPaths.findExecutable(name):
            return _ProgramPlayer(program, options)
    return None


class _ProgramPlayer(QObject):
    """Plays with a program of the desktop; gives up for good where that has no device."""

    def __init__(self, program: str, options: list[str]) -> None:
        super().__init__(QApplication.instance())
        self._options = options
        self._works = True
        self._process = QProcess(self)
        self._process.setProgram(program)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._stopped = False

    def play(self, path: Path) -> bool:
        if not self._works:
            return False
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._stopped = True
            self._process.kill()
            self._process.waitForFinished(50)
        self._stopped = False
        self._process.setArguments([*self._options, str(path)])
        self._process.start()
        return True

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        self._works = self._works and (code == 0 or self._stopped)

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._works = False


class _WindowsPlayer:
    """Plays with Windows itself."""

    def play(self, path: Path) -> bool:
        if sys.platform == "win32":
            import winsound  # noqa: PLC0415 - there is none elsewhere

            how = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            try:
                winsound.PlaySound(str(path), how)
            except RuntimeError:  # no device
                return False
            return True
        return False


class _Beeper(QObject):
    """Beeps a number of times; a later answer cuts short what still sounds."""

    def __init__(self, parent: QObject, beep: Callable[[], None]) -> None:
        super().__init__(parent)
        self._beep = beep
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_GAP_MS)
        self._timer.timeout.connect(self._on_timeout)

    def sound(self, times: int) -> None:
        """Beep ``times`` times, the first time at once."""
        self._timer.stop()
        self._left = times
        if times:
            self._on_timeout()
            self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        if self._left:
            self._left -= 1
            self._beep()
        if not self._left:
            self._timer.stop()
