"""How movements are named on screen: what happened, to whom or where, and until when."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QIcon

from stockpile_app.domain.movements import CustodySpan, ManifestContainerRecord, MovementRecord
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext, stated
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import NOTHING, count, day, label

_ICONS: Final = {
    MovementKind.MOVE: "move",
    MovementKind.ISSUE: "issue",
    MovementKind.LOAN: "issue",
    MovementKind.REPAIR: "issue",
    MovementKind.RETURN: "return",
    MovementKind.DISPATCH: "dispatch",
    MovementKind.RECEIPT: "receive",
    MovementKind.LOSS: "warning",
    MovementKind.RECOVERY: "return",
    MovementKind.DISPOSAL: "remove",
}


def movement_icon(kind: MovementKind) -> QIcon:
    """Return the icon of a kind of movement."""
    return icon(_ICONS[kind])


def whom_words(movement: MovementRecord) -> str:
    """Return who got or had the weapons, or where they went."""
    if movement.kind is MovementKind.RETURN and movement.person:
        return _("from {person}").format(person=movement.person)
    return movement.person or movement.place or NOTHING


def due_words(movement: MovementRecord) -> str:
    """Return when what is open should be back or there, and whether that day has passed."""
    if movement.due_on is None:
        return NOTHING
    if movement.overdue:
        return _("{day}, overdue").format(day=day(movement.due_on))
    return day(movement.due_on)


def open_words(movement: MovementRecord) -> str:
    """Return how many weapons of a movement are still out or on their way."""
    if not movement.open:
        return _("nothing open")
    if movement.kind is MovementKind.DISPATCH:
        return ngettext(
            "{count} weapon in transit", "{count} weapons in transit", movement.open
        ).format(count=count(movement.open))
    return ngettext("{count} weapon out", "{count} weapons out", movement.open).format(
        count=count(movement.open)
    )


def weapons_words(number: int) -> str:
    """Return a number of weapons: ``3 weapons``."""
    return ngettext("{count} weapon", "{count} weapons", number).format(count=count(number))


def container_words(container: ManifestContainerRecord) -> str:
    """Return what is known of a container of a dispatch, in a line."""
    parts = [
        weapons_words(container.weapons),
        _("seals {seals}").format(seals=listed(container.seals)),
    ]
    if container.seals_read is None:
        parts.append(_("not arrived yet"))
    elif container.intact:
        parts.append(_("arrived with its seals whole"))
    else:
        read = listed(container.seals_read) or _("none")
        parts.append(_("arrived; seals read: {seals}").format(seals=read))
    return stated(container.name, listed(parts))


def span_words(span: CustodySpan) -> tuple[str, str]:
    """Return where a weapon was and who had it, and when; two lines."""
    since = day(span.since) if span.since else _("an unknown day")
    if span.until is None:
        when = _("since {since}").format(since=since)
    else:
        when = _("{since} to {until}").format(since=since, until=day(span.until))
    parts = [label(span.status), when]
    if span.due_on is not None and span.until is None:
        parts.append(_("due back {day}").format(day=day(span.due_on)))
    if span.number:
        parts.append(span.number)
    return span.where, " · ".join(parts)
