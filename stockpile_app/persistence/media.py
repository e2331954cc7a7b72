"""Photographs and scans: a second encrypted file, addressed by the SHA-256 of the content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import (
    Column,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    select,
)

from stockpile_app.domain.errors import RegisterDamaged
from stockpile_app.domain.text import N_
from stockpile_app.persistence.engine import writing

_METADATA = MetaData()
_MEDIUM = Table(
    "medium",
    _METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("media_type", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)


class MediaStore:
    """Keeps each content once; what it is of stands in the ledger."""

    def __init__(self, engine: Engine) -> None:
        """Use an engine on the media file."""
        self._engine = engine

    def create(self) -> None:
        """Create the table."""
        with writing(self._engine).begin() as connection:
            _METADATA.create_all(connection)

    def put(self, content: bytes, media_type: str) -> str:
        """Keep ``content``; return its SHA-256 in hex. The same content is kept once."""
        digest = hashlib.sha256(content).hexdigest()
        with writing(self._engine).begin() as connection:
            known = connection.execute(
                select(_MEDIUM.c.sha256).where(_MEDIUM.c.sha256 == digest)
            ).first()
            if known is None:
                connection.execute(
                    insert(_MEDIUM).values(
                        sha256=digest, media_type=media_type, size=len(content), content=content
                    )
                )
        return digest

    def get(self, sha256: str) -> bytes:
        """Return the content.

        Raises:
            RegisterDamaged: It is missing, or not what the ledger says it is.
        """
        with self._engine.connect() as connection:
            content: bytes | None = connection.execute(
                select(_MEDIUM.c.content).where(_MEDIUM.c.sha256 == sha256)
            ).scalar()
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            raise RegisterDamaged(
                N_("The photograph {sha256} is missing from media.db or was changed."),
                sha256=sha256[:12],
            )
        return content

    def names(self) -> set[str]:
        """Return the stated SHA-256 of everything that is kept."""
        with self._engine.connect() as connection:
            return set(connection.execute(select(_MEDIUM.c.sha256)).scalars())

    def digests(self) -> Iterator[tuple[str, str]]:
        """Yield (stated, computed) SHA-256 of everything that is kept."""
        with self._engine.connect() as connection:
            for stated in connection.execute(select(_MEDIUM.c.sha256)).scalars().all():
                content: bytes = connection.execute(
                    select(_MEDIUM.c.content).where(_MEDIUM.c.sha256 == stated)
                ).scalar_one()
                yield stated, hashlib.sha256(content).hexdigest()
