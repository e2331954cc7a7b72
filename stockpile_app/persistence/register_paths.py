"""Where the files of a register are; nothing heavy is imported here, for the first window."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Paths(NamedTuple):
    """The files of a register."""

    folder: Path

    @property
    def database(self) -> Path:
        """Ledger and derived tables."""
        return self.folder / "register.db"

    @property
    def media(self) -> Path:
        """Photographs and scans."""
        return self.folder / "media.db"

    @property
    def keys(self) -> Path:
        """Key slots."""
        return self.folder / "keys.json"

    @property
    def throttle(self) -> Path:
        """Counts of wrong passwords."""
        return self.folder / "sign-in.json"

    @property
    def backup_place(self) -> Path:
        """Where copies of backups go from this machine; in no backup."""
        return self.folder / "backup-place.json"

    @property
    def backups(self) -> Path:
        """Where backups go unless told otherwise."""
        return self.folder / "backups"
