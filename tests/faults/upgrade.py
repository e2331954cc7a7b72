"""Kills the upgrade of kept registers half-way: in the backup, in a migration, in the commit."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence import migrate
from stockpile_app.persistence.verify import verify
from tests.builders_kept import SCHEMAS, open_kept, restore, what_is_in, what_was_said
from tests.faults.campaign import Tally

WHAT = (
    "A register of an earlier version is opened, and the upgrade is killed at any statement or at"
    " any moment of its commit. A loss is a register that is neither the old one nor the new one,"
    " whole, or that the next start does not upgrade by itself."
)
SHORT, FULL = 10, 400

_BEGIN = "PRAGMA foreign_keys = OFF"
"""What only migrations say, first of all: the backup is made by then."""


def run(folder: Path, rounds: int, seed: int) -> Tally:
    """Play ``rounds`` upgrades of all kept registers in turn."""
    rng = random.Random(seed)
    old = [_Old(schema, restore(schema, folder / schema)) for schema in SCHEMAS[:-1]]
    faults, details = 0, []
    for at in range(rounds):
        register = old[at % len(old)]
        target = folder / "played"
        shutil.copytree(register.folder, target)
        killed = _killed(partial(register.open, target), register.moment(rng))
        faults += killed
        loss = register.loss(target)
        if loss:
            details.append(f"seed {seed}, round {at}, schema {register.schema}: {loss}")
        shutil.rmtree(target)
    return Tally(rounds, faults, len(details), tuple(details))


class _Old:
    """A kept register, and how many statements its upgrade takes."""

    def __init__(self, schema: str, folder: Path) -> None:
        self.schema, self.folder = schema, folder
        self.said = what_was_said(schema)
        rehearsed = folder.with_name(f"{schema}-rehearsed")
        shutil.copytree(folder, rehearsed)
        with _statements() as said:
            self.open(rehearsed).close()
        shutil.rmtree(rehearsed)
        self.begin, self.end = said.index(_BEGIN) + 1, len(said)

    def open(self, folder: Path) -> Any:
        return open_kept(folder, self.said)

    def moment(self, rng: random.Random) -> Callable[[], None]:
        """Return what arranges for this process to be killed at some moment of the upgrade."""
        when = rng.choice(("backup", "migration", "migration", "migration", "commit"))
        if when == "commit":
            delay = rng.uniform(0, 0.004)
            return lambda: _kill_in_commit(delay)
        first, last = (1, self.begin) if when == "backup" else (self.begin, self.end)
        statement = rng.randint(first, last)
        return lambda: _kill_at(statement)

    def loss(self, folder: Path) -> str:
        """Say what is wrong with the register after the kill, or ""."""
        if not self._is_whole(folder):
            return "neither the old one nor the new one before the next start"
        try:
            store = self.open(folder)
        except (StockpileError, SQLAlchemyError) as error:
            return f"the next start failed: {error}"
        try:
            checked = verify(store, NoProgress())
            current = migrate.is_current(store.engine)
        finally:
            store.close()
        if not current or not checked.ok or not self._is_whole(folder):
            return f"not whole after the next start: {checked.problems[:3]}"
        return ""

    def _is_whole(self, folder: Path) -> bool:
        """Whether everything is there, under the old schema or the newest."""
        found = what_is_in(folder, self.said)
        schema = found.pop("schema")
        return {**self.said, **found} == self.said and schema in {self.schema, SCHEMAS[-1]}


def _killed(act: Callable[[], Any], arrange: Callable[[], None]) -> bool:
    """Do ``act`` in a process that is killed as arranged; return whether it was."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            arrange()
            act()
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError("the upgrade failed without being killed")
    return os.WIFSIGNALED(status)


@contextlib.contextmanager
def _statements() -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _kill_at(statement: int) -> None:
    left = [statement]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            _kill()

    event.listen(Engine, "before_cursor_execute", count)


def _kill_in_commit(delay: float) -> None:
    def later(*_: object) -> None:
        def wait() -> None:
            time.sleep(delay)
            _kill()

        threading.Thread(target=wait, daemon=True).start()

    event.listen(Engine, "commit", later)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
