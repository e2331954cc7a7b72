"""What is printed for working with a scanner."""

from __future__ import annotations

from pathlib import Path

from stockpile_app.documents.command_codes import write_command_codes
from stockpile_app.documents.scan_test_sheet import write_scan_test_sheet
from stockpile_app.domain.access import Permission
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import written


class ScanPapers:
    """Sheets that hang beside a scanner."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def command_codes(self, out: Path, page: str = "A4", dpi: int = 203) -> None:
        """Write the sheet of command codes; it is no document of the register.

        Raises:
            NotAllowed: The user may not print.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        self._desk.require(Permission.PRINT)
        with written(out) as target:
            write_command_codes(target, page, dpi)

    def test_sheet(self, out: Path, page: str = "A4", dpi: int = 203) -> None:
        """Write the sheet to try a scanner with; it is no document of the register.

        Raises:
            NotAllowed: The user may not print.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        self._desk.require(Permission.PRINT)
        with written(out) as target:
            write_scan_test_sheet(target, self._desk.store.origin, page, dpi)
