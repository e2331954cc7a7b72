"""Who may consent to an act: a second person who is nobody's puppet, or the recovery code."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import select

from stockpile_app.domain.errors import NotAllowed, NotAllowedNow, RegisterDamaged, SignInRefused
from stockpile_app.domain.facts import UserAdded, UserKeyReplaced, decode
from stockpile_app.domain.text import N_
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import history
from stockpile_app.persistence.authority import SEQ_BITS, proven
from stockpile_app.persistence.keys import RECOVERY
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.tables import EntryRow, UserEntryRow
from stockpile_app.persistence.throttle import Throttle, up_of
from stockpile_app.persistence.unit_of_work import utc_text

WAIT: Final = dt.timedelta(hours=24)
"""How long who was let in by somebody cannot approve what that person does."""

_TOO_NEW: Final = N_(
    "{name} was given a password by {by} less than 24 hours ago, so {name} cannot approve what {by}"
    " does yet. Let somebody else approve it, or wait until {until}."
)
_NO_KEY: Final = N_(
    "The recovery code of this register was made by an older program and cannot consent to"
    " anything. Make a new recovery sheet while a second person can still approve it."
)
_NOT_IN_LEDGER: Final = N_(
    "The recovery code in the key file is not the one in the ledger. Put back keys.json from the"
    " last backup."
)


def unlock_code(store: Store, code: str) -> SigningKey:
    """Return the key that the recovery code signs with, where nobody else could consent.

    Raises:
        SignInRefused: The code is wrong, or it is too early after wrong ones.
        NotAllowedNow: An older program made it, without a key.
        RegisterDamaged: Its key is not the one in the ledger.
    """
    throttle = Throttle(store.paths.throttle, up_of(store.clock))
    throttle.check(RECOVERY, store.clock())
    try:
        unlocked = store.keys.recover(code)
    except SignInRefused:
        throttle.failed(RECOVERY, store.clock())
        raise
    throttle.succeeded(RECOVERY)
    if unlocked.sign is None:
        raise NotAllowedNow(_NO_KEY)
    key = SigningKey(RECOVERY, unlocked.sign)
    with store.read() as connection:
        known = proven(connection, store.origin).get(RECOVERY)
    if known is None or known.key != key.public:
        raise RegisterDamaged(_NOT_IN_LEDGER)
    return key


def refuse_puppet(store: Store, name: str) -> None:
    """Refuse somebody as second person to who gave them their password a moment ago.

    Nobody can follow that on the day a register is made, when one person lets all others in; what
    was recorded on that day stands on the first sheets that are printed.

    Raises:
        NotAllowed: It was less than 24 hours ago, and not on the first day of the register.
    """
    by, now = store.signer.name, store.clock()
    with store.read() as connection:
        first_day = history.register(connection).created_at + WAIT
        since = utc_text(max(now - WAIT, first_day))
        rows = connection.execute(
            select(EntryRow.kind, EntryRow.body, EntryRow.recorded_at)
            .where(EntryRow.origin == store.origin, EntryRow.recorded_by == by)
            .where(EntryRow.seq.in_(select(UserEntryRow.id).where(UserEntryRow.id <= SEQ_BITS)))
            .where(EntryRow.recorded_at > since)
        ).all()
    for kind, body, at in rows:
        fact = decode(kind, body)
        if isinstance(fact, UserAdded | UserKeyReplaced) and fact.name == name:
            until = dt.datetime.fromisoformat(at) + WAIT
            raise NotAllowed(_TOO_NEW, name=name, by=by, until=f"{until.astimezone():%d %b %H:%M}")
