"""An open register: its files, its keys, and the person who opened it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection, Engine

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import (
    ReadOnly,
    StockpileError,
    StorageFailed,
)
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import key_change
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.engine import (
    Key,
    writing,
)
from stockpile_app.persistence.errors import driver_errors
from stockpile_app.persistence.lock import WriterLock
from stockpile_app.persistence.media import MediaStore
from stockpile_app.persistence.register_paths import Paths
from stockpile_app.persistence.unit_of_work import Clock, UnitOfWork
from stockpile_app.persistence.vault import Vault


@dataclass
class Store:
    """An open register.

    Attributes:
        signer: Who signed in, with the key they sign with.
        read_only: Why nothing may be written, or "".
    """

    paths: Paths
    keys: key_file.KeyFile
    key: Key
    signer: SigningKey
    seal_key: SigningKey
    clock: Clock
    engine: Engine
    media: MediaStore
    media_engine: Engine
    read_only: str = ""
    lock: WriterLock | None = field(default=None, repr=False)

    @property
    def origin(self) -> str:
        """Code of the register."""
        return self.keys.origin

    @cached_property
    def vault(self) -> Vault:
        """The compartments that who signed in can open."""
        return Vault(self.origin, self.signer)

    def write(self, second: SigningKey | None = None) -> UnitOfWork:
        """Return a unit of work in the name of who signed in.

        Raises:
            ReadOnly: The register is open for reading only.
        """
        self.check_writable()
        return UnitOfWork(
            writing(self.engine),
            self.origin,
            self.signer,
            self.clock,
            second=second,
            seal_key=self.seal_key,
        )

    def check_writable(self) -> None:
        """Refuse when nothing may be written.

        Raises:
            ReadOnly: The register is open for reading only.
        """
        if self.read_only:
            raise ReadOnly(reason=self.read_only)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection with one consistent picture of the register."""
        with driver_errors(), self.engine.connect() as connection:
            yield connection

    def commit_with_keys(self, uow: UnitOfWork, keys: key_file.KeyFile) -> ChangeSet:
        """Replace the key file and commit what is recorded of it: both, or neither.

        Raises:
            StorageFailed: One of them cannot be written; the old key file is in force.
        """
        key_change.prepare(self.paths.keys, keys, uow.head)
        changes = uow.commit()
        self.keys = keys
        self._replace_keys()
        return changes

    def load_keys(self) -> key_file.KeyFile:
        """Return the key file on the disk that is in force by the ledger.

        Raises:
            RegisterDamaged: It is missing or not a key file.
        """
        with self.read() as connection:
            return key_change.load(self.paths.keys, connection)

    def settle_keys(self) -> None:
        """Finish what a program that was stopped left of a change of the key file.

        Raises:
            RegisterDamaged: The key file is missing or not one.
        """
        self.keys = self.load_keys()
        if self.read_only:
            return
        if key_file.load(self.paths.keys) == self.keys:
            key_change.drop(self.paths.keys)
        else:
            self._replace_keys()

    def _replace_keys(self) -> None:
        # where the disk is full they are in force all the same, and the next start replaces them
        with contextlib.suppress(StorageFailed):
            key_change.take_effect(self.paths.keys, self.keys)

    def fold(self) -> None:
        """Fold what was written aside into the files, so that nothing thrown away stays behind."""
        self._fold(self.engine)

    def _fold(self, engine: Engine) -> None:
        # what cannot be folded in now stays whole in the -wal file
        with (
            contextlib.suppress(StockpileError),
            driver_errors(),
            engine.connect() as connection,
        ):
            connection.rollback()
            connection.connection.driver_connection.execute(  # type: ignore[union-attr]
                "PRAGMA wal_checkpoint(TRUNCATE)"
            )

    def save_keys(self, keys: key_file.KeyFile) -> None:
        """Replace the key file where nothing is recorded of it.

        Raises:
            StorageFailed: It cannot be written.
        """
        self.check_writable()
        key_file.save(self.paths.keys, keys)
        self.keys = keys

    def close(self) -> None:
        """Close the files so that each of them is complete by itself."""
        if not self.read_only:
            for engine in (self.engine, self.media_engine):
                self._fold(engine)
        self.engine.dispose()
        self.media_engine.dispose()
        if self.lock is not None:
            self.lock.release()
