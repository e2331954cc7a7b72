"""What the services about surplus look up."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.surplus import DeclarationRecord
from stockpile_app.domain.text import N_
from stockpile_app.persistence import surplus_index
from stockpile_app.persistence.base import Connection

_NONE: Final = N_("There is no such declaration in this register.")


def existing_declaration(
    connection: Connection, origin: str, declaration_id: int
) -> DeclarationRecord:
    """Return a declaration.

    Raises:
        NotFound: There is none of this id.
    """
    found = surplus_index.declaration(connection, origin, declaration_id)
    if found is None:
        raise NotFound(_NONE)
    return found
