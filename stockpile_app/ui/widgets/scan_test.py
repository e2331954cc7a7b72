"""A field to try a scanner in: what it sends key by key, and what the program makes of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.scan_keys import KeyReader, moment_of
from stockpile_app.ui.scan_trial import FEWEST_KEYS, KeyRow, Pressed
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.scan_answer import ScanAnswer

_SILENCE_MS: Final = 400
_MOST: Final = 500


class ScanTest(QWidget):
    """Shows one trial at a time; whoever made it says what came of it.

    Signals:
        tried: The keys of a trial, as a list of ``Pressed``.
    """

    tried = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Wait for the first trial."""
        super().__init__(parent)
        self.field = _TestField()
        self.field.tried.connect(self.tried)
        caption = PlainLabel(_("Scan &here"))
        caption.setBuddy(self.field)
        self.answer = ScanAnswer()
        self.said = PlainLabel("", wrap=True)
        self.said.setObjectName("scan_test_said")
        self.said.setAccessibleName(_("What came of the trial"))
        self.proposal = QPushButton()
        self.proposal.setObjectName("use_proposal")
        self.proposal.setAccessibleName(_("Use what was measured"))
        self.proposal.setAutoDefault(False)
        self.proposal.hide()
        self.keys: RecordTable[KeyRow] = RecordTable(
            RecordsModel(_columns()), "scan_keys", _("The keys that came")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(caption)
        layout.addWidget(self.field)
        layout.addWidget(self.answer)
        layout.addWidget(self.said)
        layout.addWidget(self.proposal, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.keys, 1)
        self.setFocusProxy(self.field)


class _TestField(QLineEdit):
    """Hears every key of the program while it has the focus; takes none away.

    A scanner that works is heard before by the ``Scanner``, which hides its end: so the keys are
    listened to where they come into the program.
    """

    tried = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scan_test")
        self.setAccessibleName(_("Scan here"))
        self.setPlaceholderText(_("Click here, then scan a code"))
        self._keys: list[Pressed] = []
        self._reader = KeyReader()
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_SILENCE_MS)
        self._silence.timeout.connect(self._on_silence)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._listen(listens=True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._listen(listens=False)

    def _listen(self, *, listens: bool) -> None:
        application = QApplication.instance()
        if application is None:
            return
        application.removeEventFilter(self)
        if listens:
            application.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # a window gets each key once; Qt hands it on to widgets
        if isinstance(event, QKeyEvent) and isinstance(watched, QWindow):
            if event.type() is QEvent.Type.KeyPress:
                self._add(self._reader.read(event), event)
            elif event.type() is QEvent.Type.KeyRelease:
                self._add(self._reader.released(event), event)
        return False

    def _add(self, text: str | None, event: QKeyEvent) -> None:
        if text and len(self._keys) < _MOST:
            self._keys.append(Pressed(text, moment_of(event)))
            self._silence.start()

    @Slot()
    def _on_silence(self) -> None:
        keys, self._keys = self._keys, []
        self.clear()
        if len(keys) >= FEWEST_KEYS:
            self.tried.emit(keys)


def keyboard_of_system() -> str:
    """Return the locale of the workstation's keyboard, as the system says."""
    return QGuiApplication.inputMethod().locale().name()


def _columns() -> list[Column[KeyRow]]:
    return [
        Column(_("No."), lambda row: count(row.place), number=True),
        Column(pgettext("keyboard", "Key"), lambda row: row.name),
        Column(_("Hexadecimal"), lambda row: row.hexadecimal),
        Column(
            _("After (ms)"),
            lambda row: "" if row.after_ms is None else count(round(row.after_ms)),
            number=True,
        ),
    ]
