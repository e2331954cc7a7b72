"""What may be kept with a trace."""

from __future__ import annotations

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import LARGEST_FILE
from stockpile_app.services.photographs import media_type


def document_type(content: bytes) -> str:
    """Return of which type a file is, by its first bytes.

    Raises:
        BadValue: It is no JPEG, PNG or PDF file, or larger than 20 MB.
    """
    if not content.startswith(b"%PDF-"):
        return media_type(content)
    if len(content) > LARGEST_FILE:
        raise BadValue(N_("The file is larger than 20 MB."), "content")
    return "application/pdf"
