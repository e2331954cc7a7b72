"""Reads which versions of reference tables a register has adopted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Connection, Row, func, select

from stockpile_app.domain.errors import BadValue, RegisterDamaged
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import ReferenceRow

T = TypeVar("T")

DISPOSAL_METHODS: Final = "disposal-methods"
REPORT_TEMPLATE: Final = "report-template"
_PROFILE: Final = "marking/"


def profile_name(profile: str) -> str:
    """Return the name under which versions of a marking profile are kept."""
    return _PROFILE + profile


def latest(connection: Connection, name: str) -> Row[Any] | None:
    """Return the row of the version that was adopted last: ``version``, ``content`` and so on."""
    return connection.execute(
        select(table_of(ReferenceRow))
        .where(ReferenceRow.name == name)
        .order_by(ReferenceRow.id.desc())
        .limit(1)
    ).first()


def latest_profiles(connection: Connection) -> list[Row[Any]]:
    """Return the row of the version that was adopted last of every marking profile, by name."""
    newest = (
        select(func.max(ReferenceRow.id))
        .where(ReferenceRow.name.startswith(_PROFILE, autoescape=True))
        .group_by(ReferenceRow.name)
    )
    rows = connection.execute(
        select(table_of(ReferenceRow))
        .where(ReferenceRow.id.in_(newest))
        .order_by(ReferenceRow.name)
    )
    return list(rows)


def parsed(content: str, parse: Callable[[Any], T], damaged: str) -> T:
    """Return the table that was adopted with this content.

    Raises:
        RegisterDamaged: It cannot be read; says ``damaged``.
    """
    try:
        return parse(msgspec.json.decode(content))
    except (ValueError, BadValue) as error:
        raise RegisterDamaged(damaged) from error
