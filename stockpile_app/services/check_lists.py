"""Check lists: which version is in force, and how an administrator puts a further one in force."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from stockpile_app.domain.access import Permission
from stockpile_app.domain.checklists import CheckList, as_data, parse_check_list
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import CheckListAdopted
from stockpile_app.domain.security import (
    DEFAULT_LIST,
    LONGEST_REASON,
    CheckListSaved,
    CheckListVersion,
    SaveCheckList,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_text
from stockpile_app.exchange import check_list_file
from stockpile_app.persistence import reference_index, security_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.files import write_atomically
from stockpile_app.reference.checklists import SHIPPED, shipped_check_list
from stockpile_app.services.desk import Desk

_NO_LIST: Final = N_("There is no check list “{id}” in this register.")


class CheckLists:
    """What is done with check lists."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def check_lists(self) -> list[CheckListVersion]:
        """Return the version in force of every list, shipped or the register's own.

        Raises:
            NotAllowed: The user may neither look at checks nor change lists.
        """
        self._require_reading()
        with self._desk.store.read() as connection:
            ids = dict.fromkeys((*SHIPPED, *security_index.adopted_lists(connection)))
            return [_versions(connection, each)[0] for each in ids]

    def versions(self, list_id: str = DEFAULT_LIST) -> list[CheckListVersion]:
        """Return every version of a list that was in force, newest first.

        Raises:
            NotAllowed: The user may neither look at checks nor change lists.
            NotFound: There is no such list.
        """
        self._require_reading()
        with self._desk.store.read() as connection:
            return _versions(connection, list_id)

    def check_list(self, list_id: str = DEFAULT_LIST, version: int | None = None) -> CheckList:
        """Return a version of a list; the one in force if none is named.

        Raises:
            NotAllowed: The user may neither look at checks nor change lists.
            NotFound: There is no such list or version.
        """
        self._require_reading()
        with self._desk.store.read() as connection:
            if version is None:
                return in_force(connection, list_id)
            return load_list(connection, list_id, version)

    def save_check_list(self, command: SaveCheckList) -> CheckListSaved:
        """Put a further version of a list in force; checks keep the version they began with.

        Raises:
            BadValue: A field cannot be used, nothing was changed, or no reason is given.
            NotAllowed: The user may not change check lists.
            NotAllowedNow: Another version came into force meanwhile.
        """
        self._desk.require(Permission.CHECK_LISTS)
        reason = check_text(command.reason, "reason", LONGEST_REASON)
        if not reason:
            raise BadValue(N_("Say why the check list is changed."), "reason")
        content = checked(command.content)
        with self._desk.store.write() as uow:
            now = _in_force_or_none(uow.connection, content.id)
            version = now.version if now else 0
            if version != command.based_on:
                raise NotAllowedNow(
                    N_(
                        "Version {version} of this check list came into force while you edited."
                        " Open that version and make your changes in it."
                    ),
                    version=version,
                )
            if now and dataclasses.replace(content, version=version) == now:
                raise BadValue(N_("Nothing was changed in the check list."))
            content = dataclasses.replace(content, version=version + 1)
            uow.record(adoption(content, reason))
            return CheckListSaved(content.id, content.version, uow.commit())

    def read_check_list(self, file: Path) -> CheckList:
        """Return the list in a file, to be looked at and saved; nothing is recorded.

        Raises:
            BadFile: The file cannot be read, or what is in it is no check list; says what is wrong.
            NotAllowed: The user may not change check lists.
        """
        self._desk.require(Permission.CHECK_LISTS)
        return check_list_file.read(file)

    def write_check_list(self, file: Path, list_id: str, version: int | None = None) -> None:
        """Write a version of a list to a file that ``read_check_list`` reads.

        Raises:
            NotAllowed: The user may neither look at checks nor change lists.
            NotFound: There is no such list or version.
            StorageFailed: The file cannot be written.
        """
        text = check_list_file.to_text(self.check_list(list_id, version))
        write_atomically(file, text.encode())

    def _require_reading(self) -> None:
        if not self._desk.may(Permission.CHECK_LISTS):
            self._desk.require(Permission.READ)


def in_force(connection: Connection, list_id: str) -> CheckList:
    """Return the version of a list that a new check uses.

    Raises:
        NotFound: There is no such list.
    """
    found = _in_force_or_none(connection, list_id)
    if found is None:
        raise NotFound(_NO_LIST, id=list_id)
    return found


def load_list(connection: Connection, list_id: str, version: int) -> CheckList:
    """Return the version of a list that a check used.

    Raises:
        NotFound: There is no such list or version.
    """
    content = security_index.adopted(connection, list_id, version)
    if content is not None:
        return _parsed(content)
    if list_id in SHIPPED and shipped_check_list(list_id).version == version:
        return shipped_check_list(list_id)
    raise NotFound(
        N_("There is no version {version} of the check list “{id}” in this register."),
        version=version,
        id=list_id,
    )


def adoption(content: CheckList, reason: str = "") -> CheckListAdopted:
    """Return the fact that a list is in force, with the list as canonical JSON."""
    data = as_data(content)
    data["thresholds"] = {str(level): least for level, least in data["thresholds"].items()}
    text = msgspec.json.encode(data, order="deterministic").decode()
    return CheckListAdopted(
        check_list=content.id, version=content.version, content=text, reason=reason
    )


def checked(content: CheckList) -> CheckList:
    """Return a list as it is recorded: cleaned, and within all limits.

    Raises:
        BadValue: A field cannot be used.
    """
    return parse_check_list(as_data(content))


def _in_force_or_none(connection: Connection, list_id: str) -> CheckList | None:
    version = security_index.latest_version(connection, list_id)
    if version is not None:
        return load_list(connection, list_id, version)
    return shipped_check_list(list_id) if list_id in SHIPPED else None


def _versions(connection: Connection, list_id: str) -> list[CheckListVersion]:
    found = [
        _described(version, _parsed(content))
        for version, content in security_index.versions(connection, list_id)
    ]
    if not found:
        now = in_force(connection, list_id)
        found = [_described(CheckListVersion(id=now.id, version=now.version), now)]
    return found


def _described(version: CheckListVersion, content: CheckList) -> CheckListVersion:
    return dataclasses.replace(version, title=content.title, questions=len(content.questions))


@lru_cache(maxsize=64)
def _parsed(content: str) -> CheckList:
    damaged = N_("A check list in this register is damaged. Verify the register.")
    return reference_index.parsed(content, parse_check_list, damaged)
