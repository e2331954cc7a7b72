"""Who may ask what a scan is, and print what hangs beside a scanner."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from stockpile_app.services.gateway import Services

READERS = "SMIDT"

ROWS: dict[str, tuple[str, Callable[[Services, Path], Any]]] = {
    "scans.read": (READERS, lambda s, out: s.scans.read("KE01-000001-9")),
    "scans.papers.command_codes": (
        READERS,
        lambda s, out: s.scans.papers.command_codes(out / "codes.pdf"),
    ),
    "scans.papers.test_sheet": (
        READERS,
        lambda s, out: s.scans.papers.test_sheet(out / "test.pdf"),
    ),
}
