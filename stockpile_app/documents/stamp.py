"""What every official document says about itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

PAGE_SIZES_MM: Final = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}


@dataclass(frozen=True, slots=True)
class SealStamp:
    """The seal that stands on a document.

    Attributes:
        code: 20 characters of Crockford base32, without hyphens.
        qr: Text of the QR code.
        seq: The entry that is sealed.
        origin: The register whose entry it is.
    """

    code: str
    qr: str
    seq: int
    origin: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who made a document, when, about what; and the seal over the history it was made from.

    Attributes:
        made_at: Aware.
        user: Full name.
        page_size: A key of ``PAGE_SIZES_MM``.
        tz: Zone of the local time; None takes the workstation's.
    """

    authority: str
    depot: str
    title: str
    doc_number: str
    made_at: dt.datetime
    user: str
    classification: str = ""
    seal: SealStamp | None = None
    language: str = "en"
    page_size: str = "A4"
    tz: dt.tzinfo | None = None

    @property
    def local_time(self) -> str:
        """Local time with its distance from UTC."""
        local = self.made_at.astimezone(self.tz)
        offset = f"{local:%z}"
        return f"{local:%Y-%m-%d %H:%M} (UTC{offset[:3]}:{offset[3:5]})"

    @property
    def utc_time(self) -> str:
        """The same moment in UTC."""
        return f"{self.made_at.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"

    @property
    def page_points(self) -> tuple[float, float]:
        """Width and height of the page."""
        width, height = PAGE_SIZES_MM[self.page_size]
        return width * mm, height * mm
