"""Disposal methods: which table is in force, how an administrator changes it, and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.disposal_methods import (
    Batch,
    Comparison,
    MethodTable,
    batch_of,
    compare,
    parse_methods,
)
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.facts import DisposalMethodsAdopted
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_text
from stockpile_app.exchange.yaml_file import read_yaml, yaml_text
from stockpile_app.persistence import reference_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.files import write_atomically
from stockpile_app.reference.disposal_methods import shipped_methods
from stockpile_app.services.desk import Desk
from stockpile_app.services.standing import chosen_weapons

_LONGEST_REASON: Final = 500
_CHANGED_MEANWHILE: Final = N_(
    "Version {version} of the disposal methods came into force while you edited. Open that version"
    " and make your changes in it."
)


@dataclass(frozen=True, slots=True)
class MethodsSaved:
    """Result of putting a version in force."""

    version: int
    changes: ChangeSet


class DisposalMethods:
    """What is done with the table of disposal methods."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def in_force(self) -> MethodTable:
        """Return the table in force, shipped or the register's own.

        Raises:
            NotAllowed: The user may neither look at disposals nor change methods.
        """
        if not self._desk.may(Permission.MARKING_PROFILES):
            self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return methods_in_force(connection)

    def compare(self, kind: DisposalKind, weapon_ids: Sequence[int], teams: int = 1) -> Comparison:
        """Return all methods of a kind side by side for these weapons.

        Raises:
            BadValue: There are too few or too many teams.
            NotFound: There is no such weapon.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            weapons = chosen_weapons(connection, list(dict.fromkeys(weapon_ids)))
            return compare(methods_in_force(connection), kind, batch_of(weapons, teams))

    def compare_batch(self, kind: DisposalKind, batch: Batch) -> Comparison:
        """Return all methods of a kind side by side for so many weapons."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return compare(methods_in_force(connection), kind, batch)

    def adopt(self, content: MethodTable, based_on: int, reason: str) -> MethodsSaved:
        """Put a further version of the table in force; orders keep what they were compared by.

        Args:
            based_on: The version that was edited.

        Raises:
            BadValue: No reason is given, nothing was changed, or the table cannot be used.
            NotAllowed: The user may not change it.
            NotAllowedNow: Another version came into force meanwhile.
        """
        self._desk.require(Permission.MARKING_PROFILES)
        reason = check_text(reason, "reason", _LONGEST_REASON)
        if not reason:
            raise BadValue(N_("Say why the methods are changed."), "reason")
        content = parse_methods(msgspec.to_builtins(content))
        with self._desk.store.write() as uow:
            now = methods_in_force(uow.connection)
            if now.version != based_on:
                raise NotAllowedNow(_CHANGED_MEANWHILE, version=now.version)
            if msgspec.structs.replace(content, version=now.version) == now:
                raise BadValue(N_("Nothing was changed in the methods."))
            content = msgspec.structs.replace(content, version=now.version + 1)
            text = msgspec.json.encode(content, order="deterministic").decode()
            uow.record(DisposalMethodsAdopted(version=content.version, content=text, reason=reason))
            return MethodsSaved(content.version, uow.commit())

    def read_file(self, file: Path) -> MethodTable:
        """Return the table in a YAML file, to be looked at and adopted; nothing is recorded.

        Raises:
            BadFile: The file cannot be read, or is no table of methods; says what is wrong.
        """
        self._desk.require(Permission.MARKING_PROFILES)
        return read_yaml(file, parse_methods)

    def write_file(self, file: Path) -> None:
        """Write the table in force to a file that ``read_file`` reads.

        Raises:
            StorageFailed: The file cannot be written.
        """
        text = yaml_text(msgspec.to_builtins(self.in_force()))
        write_atomically(file, text.encode())


def methods_in_force(connection: Connection) -> MethodTable:
    """Return the table in force, shipped or the register's own."""
    row = reference_index.latest(connection, reference_index.DISPOSAL_METHODS)
    return shipped_methods() if row is None else _parsed(row.content)


@lru_cache(maxsize=16)
def _parsed(content: str) -> MethodTable:
    damaged = N_("The disposal methods in this register are damaged. Verify the register.")
    return reference_index.parsed(content, parse_methods, damaged)
