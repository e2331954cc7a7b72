"""What may be kept as a photograph."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_

_MOST_BYTES: Final = 20 * 1024 * 1024
_SIGNS: Final = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


def media_type(content: bytes) -> str:
    """Return of which type a picture is, by its first bytes.

    Raises:
        BadValue: It is no JPEG or PNG picture, or larger than 20 MB.
    """
    if len(content) > _MOST_BYTES:
        raise BadValue(N_("The photograph is larger than 20 MB."), "content")
    for sign, kind in _SIGNS.items():
        if content.startswith(sign):
            return kind
    raise BadValue(N_("A photograph must be a JPEG or PNG file."), "content")
