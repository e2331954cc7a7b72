"""Makes entries of the wrong passwords that were counted while nothing could be recorded."""

from __future__ import annotations

import datetime as dt
from typing import Final

from stockpile_app.domain.facts import SignInFailed
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.throttle import Throttle
from stockpile_app.persistence.unit_of_work import utc_text

NOBODY: Final = "*unknown*"
"""Stands in the ledger for every name that was no user's."""


def note_failures(store: Store, throttle: Throttle, name: str) -> None:
    """Count anew for ``name``; record what wrong passwords were given for anybody until now.

    Whose password is guessed may not come for weeks, so the first who signs in makes the entry.
    """
    throttle.succeeded(name)
    untold = throttle.untold()
    if not untold or store.read_only:
        return
    with store.write() as uow:
        for counted, failures in untold.items():
            moment = dt.datetime.fromisoformat(failures.last_at)
            who = counted_name(store.keys, counted)
            uow.record(SignInFailed(name=who, times=failures.untold, last_at=utc_text(moment)))
        uow.commit()
    throttle.told(untold)


def counted_name(keys: key_file.KeyFile, name: str) -> str:
    """Return the name to count a wrong password for.

    What is no user's name is counted together and kept nowhere: people type their password into
    the field of the name.
    """
    slot = keys.slot(name)
    return slot.name if slot is not None else NOBODY
