"""Keys as rows of a table, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtGui import QIcon

from stockpile_app.domain.guarding import (
    Due,
    KeyCountDue,
    KeyEvent,
    KeyEventRecord,
    KeyRecord,
    LockRecord,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column
from stockpile_app.ui.texts import NOTHING, day
from stockpile_app.ui.widgets.cards import Card


class KeyRow(NamedTuple):
    """A key with its lock.

    Attributes:
        place: Of the lock; without its depot where there is but one.
    """

    lock: LockRecord
    key: KeyRecord
    place: str


class Which(Enum):
    """Which keys are shown."""

    ALL = "all"
    OUT = "out"
    CHANGE = "change"
    REMOVED = "removed"


def is_shown(lock: LockRecord, key: KeyRecord, which: Which) -> bool:
    """Whether a key is among those asked for."""
    if which is Which.REMOVED:
        return lock.removed_on is not None
    if lock.removed_on is not None:
        return False
    if which is Which.OUT:
        return key.person_id is not None
    return lock.to_be_changed or which is Which.ALL


def notice(locks: Sequence[LockRecord], counts: Sequence[KeyCountDue]) -> str:
    """Return what is to be done about locks and keys, in sentences."""
    if not any(lock.removed_on is None for lock in locks):
        return ""
    lines = [
        _("{lock} of {place} must be changed: a key of it is lost.").format(
            lock=lock.label, place=lock.place
        )
        for lock in locks
        if lock.to_be_changed
    ]
    late = [each for each in counts if each.state is Due.OVERDUE]
    lines += [
        _("The keys of {depot} were last counted on {day}: count them.").format(
            depot=each.place, day=day(each.last.counted_on)
        )
        if each.last is not None
        else _("The keys of {depot} were never counted: count them.").format(depot=each.place)
        for each in late
    ]
    return "\n".join(lines)


def card(event: KeyEventRecord) -> Card:
    """Return what became of a key, in words."""
    titles = {
        KeyEvent.OUT: _("Key {copy} to {person}"),
        KeyEvent.IN: _("Key {copy} back from {person}"),
        KeyEvent.LOST: _("Key {copy} lost, last with {person}"),
    }
    title = titles[event.event].format(copy=event.copy, person=event.person or _("the safe"))
    lines = [event.purpose] if event.purpose else []
    if event.witness:
        lines.append(_("Witness: {name}").format(name=event.witness))
    hint = _("{day} · {name}").format(day=day(event.occurred_on), name=event.recorded_by)
    return Card(title, tuple(lines), hint)


def _sign(row: KeyRow) -> QIcon | None:
    return icon("warning") if row.lock.to_be_changed else None


def where(row: KeyRow) -> str:
    """Return where a key is: with whom, in the safe, or nowhere."""
    key = row.key
    if key.lost_on is not None:
        return _("LOST")
    if row.lock.removed_on is not None:
        return NOTHING
    return key.person or _("Key safe")


def _state(row: KeyRow) -> str:
    if row.lock.removed_on is not None:
        return _("Removed {day}").format(day=day(row.lock.removed_on))
    return _("TO BE CHANGED") if row.lock.to_be_changed else _("In use")


def columns() -> list[Column[KeyRow]]:
    """Return the columns of the table of keys."""
    return [
        Column(_("Place"), lambda row: row.place),
        Column(_("Lock"), lambda row: row.key.lock, icon=_sign),
        Column(_("Hand"), lambda row: str(row.key.hand) if row.key.hand else NOTHING),
        Column(_("Key"), lambda row: str(row.key.copy), number=True, order=lambda r: r.key.copy),
        Column(_("Where it is"), where),
        Column(_("Since"), lambda row: day(row.key.since), order=lambda row: row.key.since),
        Column(_("Lock is"), _state),
    ]
