"""What a backup says of itself."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final

import msgspec

from stockpile_app.domain.errors import RegisterTooNew
from stockpile_app.domain.text import N_

FORMAT: Final = 1
NAME: Final = "manifest.json"

_TOO_NEW: Final = N_(
    "A newer version of this program made the backup {file} (format {found}; this program knows up"
    " to {known}). Nothing was changed. Use the newer program."
)


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds."""

    format: int
    origin: str
    seq: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
    head: str
    made_at: str
    sha256: dict[str, str]


class _Format(msgspec.Struct):
    format: int


def read_manifest(data: bytes, file: str) -> Manifest:
    """Return what the backup ``file`` says of itself.

    Raises:
        RegisterTooNew: A later version of the program made it; whatever else it says.
        ValueError: It is no manifest.
    """
    found = msgspec.json.decode(data, type=_Format).format
    if found > FORMAT:
        raise RegisterTooNew(_TOO_NEW, file=file, found=found, known=FORMAT)
    manifest = msgspec.json.decode(data, type=Manifest)
    if dt.datetime.fromisoformat(manifest.made_at).tzinfo is None:
        raise ValueError("made_at")
    return manifest
