"""What a trace request says, as a JSON file: long texts do not belong on a command line.

Fields that are not there are empty. A field that is not known is refused: it may be a slip in one
that matters.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from stockpile_app.domain.confidential_facts.tracing import Description, Details
from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.text import N_

MOST_BYTES: Final = 1_000_000
_UNREADABLE: Final = N_("{name} cannot be read as a trace request: {reason}.")
_TOO_LARGE: Final = N_("{name} is too large to be a trace request.")


class RequestFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file may hold.

    Attributes:
        contact: Number of an office in the directory; or
        country, office: who asks or is asked.
        their_reference: The counterpart's own reference.
    """

    reference: str = ""
    contact: int | None = None
    country: str = ""
    office: str = ""
    their_reference: str = ""
    details: Details = Details()
    description: Description | None = None


def read_request(path: Path) -> RequestFile:
    """Return what a file says.

    Raises:
        BadFile: It is no JSON of this form.
        OSError: It cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise BadFile(_TOO_LARGE, name=path.name)
    try:
        return msgspec.json.decode(path.read_bytes(), type=RequestFile)
    except (ValueError, RecursionError) as error:
        raise BadFile(_UNREADABLE, name=path.name, reason=str(error)) from None


def template() -> dict[str, object]:
    """Return every field of the file, empty."""
    empty = RequestFile(description=Description())
    fields = {name: getattr(empty, name) for name in RequestFile.__struct_fields__}
    for name in ("details", "description"):
        part = fields[name]
        fields[name] = {each: _plain(getattr(part, each)) for each in part.__struct_fields__}
    return fields


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
