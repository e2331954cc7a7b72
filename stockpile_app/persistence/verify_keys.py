"""Checks the key file, who was entitled to change users, and the keys of compartments."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, select

from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_
from stockpile_app.ledger.verification import problem
from stockpile_app.persistence import keys
from stockpile_app.persistence.authority import Authority, user_transactions
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.entry_words import LedgerWords
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.tables import (
    HolderRow,
    SealedSubjectRow,
    SubjectKeyRow,
    UserRow,
)

_DAMAGED: Final = N_(
    "The file {file} is damaged or missing ({detail}). Put back the one from the last backup."
)
_KEY_DIFFERS: Final = N_(
    "The key file lets somebody in as {name} with a key that is not {name}’s in the ledger: it is"
    " of another day or register, or somebody put a way in of their own under this name."
)
_KEY_UNKNOWN: Final = N_(
    "The key file lets in {name}, whom no entry makes a user: somebody put in a way for themselves."
)
_KEY_RETIRED: Final = N_(
    "The key file still has a way in for {name}, who is retired: it is an older key file that was"
    " put back."
)
_KEY_MISSING: Final = N_(
    "The key file has no way in for {name}, who is a user: it is of another day, or the way was"
    " removed."
)
SEAL_KEY: Final = N_(
    "The key in the key file that seals papers is not this register’s: the key file was exchanged."
    " Trust no paper that was printed since."
)
_NOT_ENTITLED: Final = N_(
    "{entry} adds or changes a user, but nobody who was entitled to it signed it: somebody gave"
    " themselves, or another, a right."
)
_NOT_APPROVED: Final = N_(
    "{entry} needs a second person, and nobody who could approve it then signed it as such: it was"
    " recorded with a tool, past the program."
)
_GRANT_MISSING: Final = N_(
    "The key file holds key {epoch} to {what} for nobody: it is of another day, or the key was"
    " removed. What is sealed with it cannot be read."
)
_GRANT_UNKNOWN: Final = N_(
    "The key file gives {name} a key to {what}, and no entry says that they were admitted."
)
_SUBJECT_KEY_MISSING: Final = N_(
    "The key to the personal data of {subject} was thrown away, and no entry says why."
)
_SUBJECT_KEY_CHANGED: Final = N_(
    "The key to the personal data of {subject} is not the one that the ledger speaks of: it was"
    " exchanged or put in with a tool."
)

Report = Callable[[Problem], None]


def check_keys(store: Store, report: Report) -> None:
    """Compare the ways in with the users that the ledger knows."""
    try:
        found = store.load_keys()
        seal_key = found.seal_key(store.key.secret).public
    except StockpileError as error:
        report(problem("damaged", "keys.json", _DAMAGED, file="keys.json", detail=str(error)))
        return
    if found.origin != store.origin or seal_key != store.seal_key.public:
        report(problem("key-differs", "keys.json", SEAL_KEY))
    with store.read() as connection:
        users = {
            row.name: row
            for row in connection.execute(select(UserRow.name, UserRow.key, UserRow.retired_seq))
        }
    slots = {slot.name: slot for slot in found.slots}
    slots.pop(keys.RECOVERY, None)
    for name, slot in slots.items():
        user = users.get(name)
        if user is None or user.retired_seq is not None:
            message = _KEY_UNKNOWN if user is None else _KEY_RETIRED
            report(problem("key-unknown", "keys.json", message, name=name))
        elif user.key != slot.key or (slot.box is not None and not slot.box.is_of(user.key)):
            report(problem("key-differs", "keys.json", _KEY_DIFFERS, name=name))
    for name, user in users.items():
        if user.retired_seq is None and name not in slots:
            report(problem("key-missing", "keys.json", _KEY_MISSING, name=name))


def check_authority(store: Store, report: Report) -> None:
    """Check that whoever changed users, or approved what needs two, was entitled to it then."""
    authority, words = Authority(), LedgerWords()
    with store.read() as connection:
        for entries, signature in user_transactions(connection, store.origin, everywhere=True):
            refused, alone = len(authority.refused), len(authority.unapproved)
            authority.learn(entries, signature)
            for kind, message, seqs in (
                ("not-entitled", _NOT_ENTITLED, authority.refused[refused:]),
                ("not-approved", _NOT_APPROVED, authority.unapproved[alone:]),
            ):
                for seq in dict.fromkeys(seqs):
                    told = words.entry(next(each for each in entries if each.seq == seq))
                    report(problem(kind, f"entry {seq}", message, entry=told))


def check_compartments(store: Store, report: Report) -> None:
    """Check that each key of a compartment is in the key file, for its holders and nobody else."""
    try:
        found = store.load_keys()
    except StockpileError:
        return  # told by ``check_keys``
    with store.read() as connection:
        for compartment in Compartment:
            _check_grants(connection, compartment, found, report)
        _check_subject_keys(connection, report)


def _check_grants(
    connection: Connection, compartment: Compartment, found: keys.KeyFile, report: Report
) -> None:
    held = {
        (row.epoch, row.name)
        for row in connection.execute(
            select(HolderRow.epoch, HolderRow.name).where(
                HolderRow.compartment == compartment.value
            )
        )
    }
    grants = [each for each in found.grants if each.compartment == compartment.value]
    for epoch in sorted({epoch for epoch, _ in held} - {each.epoch for each in grants}):
        report(
            problem(
                "compartment-key-missing",
                "keys.json",
                _GRANT_MISSING,
                epoch=epoch,
                what=compartment.label,
            )
        )
    for name in sorted({each.name for each in grants} - {name for _, name in held}):
        report(
            problem(
                "compartment-key-unknown",
                "keys.json",
                _GRANT_UNKNOWN,
                name=name,
                what=compartment.label,
            )
        )


def _check_subject_keys(connection: Connection, report: Report) -> None:
    kept = {
        (row.compartment, row.subject): (row.epoch, _digest(row.data))
        for row in connection.execute(select(table_of(SubjectKeyRow)))
    }
    stated = {
        (row.compartment, row.subject): (row.epoch, row.sha256)
        for row in connection.execute(
            select(table_of(SealedSubjectRow)).where(SealedSubjectRow.erased_at.is_(None))
        )
    }
    for name in sorted({name for name, _ in kept.items() ^ stated.items()}, key=str):
        where = f"subject_key {name[0]}-{name[1]}"
        if name not in kept:
            report(problem("subject-key-missing", where, _SUBJECT_KEY_MISSING, subject=name[1]))
        else:
            report(problem("subject-key-changed", where, _SUBJECT_KEY_CHANGED, subject=name[1]))


def _digest(data: object) -> str:
    # a tool can put any type into any column
    return hashlib.sha256(data if isinstance(data, bytes) else repr(data).encode()).hexdigest()
