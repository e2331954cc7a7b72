"""Rules of disposal: what is listed, who may do which step, and what stands in the way.

Sources: IDDRS 4.10 sections 8.1 to 8.3 (strict control until destroyed, third-party monitoring,
what a transfer needs), ITI paragraphs 8 c, 9 and 10; STANDARDS section 2.6.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from stockpile_app.domain.disposal import LONGEST_TEXT, OrderDisposal, Witness
from stockpile_app.domain.disposal_records import (
    DisposalCheckRecord,
    DisposalLineState,
    OrderLineRecord,
    OrderRecord,
    OrderState,
)
from stockpile_app.domain.disposal_vocabulary import DisposalCheck, DisposalKind
from stockpile_app.domain.errors import BadValue, NotAllowed, NotAllowedNow
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.serials import fold, normalise
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Component, Status
from stockpile_app.domain.weapons import check_text

WITH_METHOD: Final = frozenset({DisposalKind.DESTRUCTION, DisposalKind.DEACTIVATION})
"""Kinds that are done by a method, and that make components unusable."""

REQUIRED_CHECKS: Final[dict[DisposalKind, tuple[DisposalCheck, ...]]] = {
    DisposalKind.TRANSFER: (
        DisposalCheck.JOINT_INSPECTION,
        DisposalCheck.MARKS_PRESENT,
        DisposalCheck.EMBARGO,
        DisposalCheck.HUMAN_RIGHTS,
    ),
    DisposalKind.SALE: (DisposalCheck.MARKS_PRESENT, DisposalCheck.LICENCE),
    DisposalKind.RETURN: (DisposalCheck.LICENCE,),
}
"""What must be found in order before a hand-over. Of a transfer: IDDRS 4.10 section 8.2; that a
civilian holder needs a licence or title is our own demand."""

_ORDERABLE: Final = frozenset({Status.IN_STORE, Status.SURPLUS, Status.SEIZED})
_NOT_SEIZED: Final = frozenset({DisposalKind.TRANSFER, DisposalKind.SALE, DisposalKind.MUSEUM})

_NOT_ORDERABLE: Final = N_(
    "{number} is {status}: only what is in store, surplus or held as seized can be put on an order."
)
_SEIZED: Final = N_(
    "{number} is held as seized: take it into State stock first, or destroy it, or return it to its"
    " owner."
)
_ON_ORDER: Final = N_("{number} is on the open order {order} already.")
_OVER: Final = N_("{order} is {state}: nothing more can be done under it.")
_NOT_APPROVED: Final = N_("{order} is not approved yet. A second person must approve it first.")
_APPROVED: Final = N_("{order} is approved already.")
_SAME_PERSON: Final = N_("{name} ordered it and cannot approve it. Somebody else must.")
_NOT_ON: Final = N_("{number} is not on {order}. Put it aside: it may not be disposed of.")
_CHANGED: Final = N_(
    "The identity of {number} was corrected after it was listed. Take it off the order and put it"
    " on a new one."
)
_NOT_THERE: Final = N_(
    "{number} is {status} and in “{place}”: it is not in the guarded place. Nothing may be done"
    " with it here."
)
_LINE_STATES: Final[dict[DisposalLineState, str]] = {
    DisposalLineState.LISTED: N_(
        "{number} was not brought to the guarded place, as far as the register knows. Record that"
        " first."
    ),
    DisposalLineState.PLACED: N_("{number} was not read and confirmed yet."),
    DisposalLineState.VERIFIED: N_("{number} was read and confirmed already, by entry {entry}."),
    DisposalLineState.STOPPED: N_(
        "{number} is stopped by entry {entry}: {reason} It waits for a second person to say what is"
        " the matter."
    ),
    DisposalLineState.DISPOSED: N_(
        "{number} was disposed of already, by entry {entry}. It cannot be here: raise the alarm."
    ),
    DisposalLineState.REMOVED: N_("{number} was taken off the order: {reason}"),
}
_LOOKS_ALIKE: Final = N_("What was read differs from the list in look-alike characters alone.")
_NOT_SAME: Final = N_("The two did not read the same.")
_NOT_LISTED: Final = N_("What both read is not what is listed.")
_NO_WITNESS: Final = N_(
    "{name} is named twice: who works there, or is a witness already, is no witness."
)
_TOOK_PART: Final = N_(
    "{name} took part in it as who ordered, approved, read, confirmed or did the work. Somebody"
    " independent must verify it."
)


def list_digest(weapons: Iterable[WeaponRecord]) -> str:
    """Return the SHA-256 of a list, in hex: numbers and identities, each length-prefixed."""
    digest = hashlib.sha256(b"stockpile disposal list 1\n")
    for weapon in weapons:
        fields = (weapon.number, *_identity(weapon))
        for field in fields:
            data = ("" if field is None else str(field)).encode()
            digest.update(len(data).to_bytes(4, "big") + data)
    return digest.hexdigest()


Listed = tuple[str | None, str, str, str, str, Category | None]
"""Serial, maker, model, calibre, country, category of a weapon as it was listed."""


def identity_changed(listed: Listed, weapon: WeaponRecord) -> bool:
    """Whether a weapon's identity is not as it was listed."""
    return listed != _identity(weapon)


def _identity(weapon: WeaponRecord) -> Listed:
    return (
        weapon.serial,
        weapon.maker,
        weapon.model,
        weapon.calibre,
        weapon.country,
        weapon.category,
    )


def check_order(command: OrderDisposal) -> OrderDisposal:
    """Return an order with its texts as they are recorded.

    Raises:
        BadValue: Authority, legal basis, reason, method or recipient is missing or too long.
    """
    texts: dict[str, Any] = {
        name: check_text(getattr(command, name), name, LONGEST_TEXT)
        for name in ("authority", "legal_basis", "reason", "reference", "method_reason")
    }
    recipient = check_text(command.recipient, "recipient")
    for name, sentence in (
        ("authority", N_("Say which authority orders it.")),
        ("legal_basis", N_("Say on which law, decision or instruction it rests.")),
        ("reason", N_("Say why these weapons are disposed of.")),
    ):
        if not texts[name]:
            raise BadValue(sentence, name)
    if command.kind in WITH_METHOD:
        if not command.method:
            raise BadValue(N_("Choose the method."), "method")
        if not texts["method_reason"]:
            raise BadValue(N_("Say why this method is chosen."), "method_reason")
    elif not recipient:
        raise BadValue(N_("Say who gets the weapons."), "recipient")
    method = command.method if command.kind in WITH_METHOD else ""
    return replace(command, **texts, method=method, recipient=recipient)


def check_orderable(
    weapons: Sequence[WeaponRecord], kind: DisposalKind, on_orders: dict[int, str]
) -> None:
    """Refuse weapons that cannot be put on an order.

    Args:
        on_orders: Number of the open order by weapon, of those that are on one.

    Raises:
        NotAllowedNow: Names the first such weapon, and why.
    """
    for weapon in weapons:
        if weapon.id in on_orders:
            raise NotAllowedNow(_ON_ORDER, number=weapon.number, order=on_orders[weapon.id])
        if weapon.status not in _ORDERABLE:
            status = weapon.status.label.lower()
            raise NotAllowedNow(_NOT_ORDERABLE, number=weapon.number, status=status)
        if weapon.status is Status.SEIZED and kind in _NOT_SEIZED:
            raise NotAllowedNow(_SEIZED, number=weapon.number)


def check_approvable(
    order: OrderRecord, lines: Iterable[OrderLineRecord], second: str, ordered_by: str
) -> None:
    """Refuse to approve an order that was approved, whose list changed, or by who ordered it.

    Args:
        lines: All of them; those taken off do not matter.
        second: User name of who approves.
        ordered_by: User name of who ordered it.

    Raises:
        NotAllowed: They ordered it.
        NotAllowedNow: It is approved or over, or a weapon is out or not as it was listed.
    """
    if order.state is OrderState.APPROVED:
        raise NotAllowedNow(_APPROVED, order=order.number)
    check_open(order)
    if second.casefold() == ordered_by.casefold():
        raise NotAllowed(_SAME_PERSON, name=second)
    for line in lines:
        if line.state.is_settled:
            continue
        if line.changed:
            raise NotAllowedNow(_CHANGED, number=line.weapon.number)
        if line.weapon.status not in _ORDERABLE:
            status = line.weapon.status.label.lower()
            raise NotAllowedNow(_NOT_ORDERABLE, number=line.weapon.number, status=status)


def check_open(order: OrderRecord) -> None:
    """Refuse when an order is over.

    Raises:
        NotAllowedNow: It is verified or cancelled.
    """
    if not order.state.is_open:
        raise NotAllowedNow(_OVER, order=order.number, state=order.state.label.lower())


def check_approved(order: OrderRecord) -> None:
    """Refuse when an order is not approved, or over.

    Raises:
        NotAllowedNow: It is not.
    """
    check_open(order)
    if order.state is not OrderState.APPROVED:
        raise NotAllowedNow(_NOT_APPROVED, order=order.number)


def check_line(
    line: OrderLineRecord | None, order: OrderRecord, number: str, wanted: DisposalLineState
) -> OrderLineRecord:
    """Return a line that is in the state an act needs, of a weapon that is as it was listed.

    Raises:
        NotAllowedNow: It is not on the order, in another state, elsewhere, or was corrected.
    """
    if line is None:
        raise NotAllowedNow(_NOT_ON, number=number, order=order.number)
    if line.state is not wanted:
        entry = line.disposed_seq or line.read_seq
        raise NotAllowedNow(
            _LINE_STATES[line.state], number=number, entry=entry, reason=line.reason
        )
    if line.changed:
        raise NotAllowedNow(_CHANGED, number=number)
    weapon = line.weapon
    if wanted is not DisposalLineState.LISTED and (
        weapon.status is not Status.FOR_DISPOSAL or weapon.place_id != line.place_id
    ):
        status = weapon.status.label.lower()
        raise NotAllowedNow(_NOT_THERE, number=number, status=status, place=weapon.place)
    return line


def why_stopped(listed: str, read: str, confirmed: str) -> str:
    """Return why a weapon is stopped (untranslated), or "" where all three are the same.

    Case, spaces and separators do not count; look-alike characters do, and are told as such.
    """
    one, other, wanted = normalise(read), normalise(confirmed), normalise(listed)
    if one == other == wanted:
        return ""
    if fold(read) == fold(confirmed) == fold(listed):
        return _LOOKS_ALIKE
    return _NOT_SAME if one != other else _NOT_LISTED


def missing_checks(
    kind: DisposalKind, checks: Iterable[DisposalCheckRecord]
) -> tuple[DisposalCheck, ...]:
    """Return the conditions of a hand-over that are not met."""
    met = {each.check for each in checks if each.passed}
    return tuple(each for each in REQUIRED_CHECKS.get(kind, ()) if each not in met)


def check_components(kind: DisposalKind, components: Sequence[Component]) -> tuple[Component, ...]:
    """Return what is made unusable, in its usual order.

    The frame or receiver is always among it: its destruction alone makes a weapon permanently
    inoperable (ITI paragraph 10); a deactivation also alters the barrel and what closes it.

    Raises:
        BadValue: The receiver is not among it; of a deactivation, the barrel neither.
    """
    if kind not in WITH_METHOD:
        return ()
    if Component.RECEIVER not in components:
        raise BadValue(N_("The frame or receiver must be made unusable."), "components")
    if kind is DisposalKind.DEACTIVATION and Component.BARREL not in components:
        raise BadValue(N_("A deactivation makes the barrel unusable, too."), "components")
    return tuple(each for each in Component if each in components)


def check_witnesses(
    witnesses: Iterable[Witness], busy: Iterable[str], *, needed: bool, field: str = "witnesses"
) -> tuple[tuple[str, str, str], ...]:
    """Return witnesses as they are recorded.

    Args:
        busy: Names of those who read, confirm and do the work: they witness nothing.
        needed: Whether there must be one.

    Raises:
        BadValue: One has no name or organisation, is named twice, or works there.
    """
    found: list[tuple[str, str, str]] = []
    taken = {each.casefold() for each in busy}
    for each in witnesses:
        name, organisation = check_text(each.name, field), check_text(each.organisation, field)
        if not name or not organisation:
            raise BadValue(N_("Give the name and organisation of each witness."), field)
        if name.casefold() in taken:
            raise BadValue(
                _NO_WITNESS,
                field,
                name=name,
            )
        taken.add(name.casefold())
        found.append((name, organisation, each.sex.value if each.sex else ""))
    if needed and not found:
        raise BadValue(N_("Name at least one witness."), field)
    return tuple(found)


def check_independent(names: Iterable[str], took_part: frozenset[str]) -> None:
    """Refuse that somebody verifies what they took part in.

    Args:
        names: Every name of who verifies: user name and full name.
        took_part: Names of all who ordered, approved, read, confirmed or did the work, casefolded.

    Raises:
        NotAllowed: They did.
    """
    for name in names:
        if name.casefold() in took_part:
            raise NotAllowed(_TOOK_PART, name=name)


def check_times(started: dt.datetime, ended: dt.datetime, now: dt.datetime) -> None:
    """Refuse an end before the beginning or in the future.

    Raises:
        BadValue: It is.
    """
    if ended < started:
        raise BadValue(N_("It cannot end before it began."), "ended_at")
    if ended > now:
        raise BadValue(N_("The time is in the future."), "ended_at")
