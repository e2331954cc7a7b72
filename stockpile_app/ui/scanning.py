"""How scans are told from typing and what they sound like, as chosen on this machine."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from stockpile_app.settings import Settings, changed
from stockpile_app.ui.memory import remember_scanner, remembered_scanner
from stockpile_app.ui.scan_burst import ScanRules
from stockpile_app.ui.sounds import application_sounds

NAMES = (
    "scan_gap_ms",
    "scan_end",
    "scan_prefix",
    "scan_suffix",
    "scan_sounds",
    "scan_volume",
)
"""The settings that the window can change, over what the settings file says."""


class Scanning(QObject):
    """What holds of every scanner and every page of a session.

    Attributes:
        settings: As they hold now.
        sounds: What plays the answers.

    Signals:
        changed: The ``ScanRules`` that hold from now on.
    """

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        """Begin with what was chosen last in the window, else with the settings file's."""
        super().__init__(parent)
        self._of_file = settings
        self.settings = changed(settings, remembered_scanner())
        self.sounds = application_sounds()
        self._tell_sounds()

    @property
    def rules(self) -> ScanRules:
        """How a scan is told from typing."""
        return ScanRules.of(self.settings)

    def choose(self, **values: object) -> None:
        """Let other values hold at once, and remember them; a bad one is ignored."""
        self._take(changed(self.settings, values))

    def choose_usual(self) -> None:
        """Let hold again what the settings file says."""
        self._take(self._of_file)

    def _take(self, settings: Settings) -> None:
        self.settings = settings
        own = {name: getattr(settings, name) for name in NAMES}
        differ = {name: each for name, each in own.items() if each != getattr(self._of_file, name)}
        remember_scanner(differ)
        self._tell_sounds()
        self.changed.emit(self.rules)

    def _tell_sounds(self) -> None:
        self.sounds.on = self.settings.scan_sounds
        self.sounds.volume = self.settings.scan_volume
