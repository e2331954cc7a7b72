"""The page of the key register: locks, their keys, who has which, and lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.guarding import KeyCountRecord, KeyRecord, LockRecord
from stockpile_app.i18n import _, listed, ngettext

_BLANK: Final = "\n"
"""Two empty lines: room to write by hand."""
_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """A place with its locks.

    Attributes:
        two_keys: Its two keys may not be in one hand.
        two_parties: Their holders are of different organisations.
    """

    path: str
    two_keys: bool
    two_parties: bool
    locks: tuple[LockRecord, ...]


def write_key_register(
    out: BinaryIO,
    stamp: Stamp,
    depot: str,
    places: Sequence[KeyPlace],
    last_count: KeyCountRecord | None,
) -> int:
    """Write the register of a depot's keys and return how many pages it has."""
    page = Page(out, stamp, depot)
    _introduce(page, places, last_count)
    for place in places:
        _place(page, place)
    for place in places:
        if place.two_keys:
            _two_keys(page, place)
    _by_hand(page)
    _count(page)
    page.y -= 4 * mm
    page.signatures([_("Keeper of the keys"), _("Witness"), _("Depot manager")])
    return page.finish()


def _introduce(page: Page, places: Sequence[KeyPlace], last_count: KeyCountRecord | None) -> None:
    locks = [lock for place in places for lock in place.locks]
    keys = sum(not key.lost_on for lock in locks for key in lock.keys)
    out = sum(key.person_id is not None for lock in locks for key in lock.keys)
    page.paragraph(
        _("Locks: {locks}. Keys: {keys}, of which with people: {out}.").format(
            locks=len(locks), keys=keys, out=out
        ),
        10,
        Style.BOLD,
    )
    if last_count is not None:
        page.paragraph(
            _("Keys last counted on {day} by {name}, witness {witness}: {counted}.").format(
                day=i18n.format_date(last_count.counted_on),
                name=last_count.counted_by,
                witness=last_count.witness or "–",
                counted=last_count.counted,
            ),
            8.5,
        )
    changed = [lock for lock in locks if lock.to_be_changed]
    if changed:
        count = len(changed)
        text = ngettext(
            "{count} lock must be changed: a key of it is lost.",
            "{count} locks must be changed: keys of them are lost.",
            count,
        )
        page.paragraph(text.format(count=count), 9, Style.BOLD)
    if not locks:
        page.paragraph(_("No lock of this depot is in the register."), 9)


def _place(page: Page, place: KeyPlace) -> None:
    heading(page, place.path)
    table = RuledTable(
        page,
        (
            Column(_("Lock"), 24, style=Style.BOLD),
            Column(_("Hand"), 8, Align.CENTRE),
            Column(_("Key"), 7, Align.END),
            Column(_("Where it is"), 36),
            Column(_("Organisation"), 26),
            Column(_("Since"), 18),
            Column(_("Signature"), 30),
        ),
    )
    for lock in place.locks:
        name = lock.label
        if lock.to_be_changed:
            name = _("{lock}: TO BE CHANGED").format(lock=lock.label)
        for key in lock.keys:
            table.row(
                (
                    name,
                    str(lock.hand or "–"),
                    str(key.copy),
                    _where(key),
                    key.organisation,
                    i18n.format_date(key.since),
                    _BLANK,
                )
            )
            name = ""


def _where(key: KeyRecord) -> str:
    if key.lost_on is not None:
        return _("LOST")
    return key.person if key.person_id is not None else _("Key safe")


def _two_keys(page: Page, place: KeyPlace) -> None:
    """Draw the sheet of a place with two keys: who may have which, and both signatures."""
    heading(page, _("Two keys: {place}").format(place=place.path), 34 * mm)
    rule = _("The keys of hand 1 and hand 2 are never with one person, and both open together.")
    if place.two_parties:
        rule = _(
            "The keys of hand 1 and hand 2 are with two different organisations, and both open"
            " together."
        )
    page.paragraph(rule, 8.5)
    page.y -= 1.5 * mm
    table = RuledTable(
        page,
        (
            Column(_("Hand"), 8, Align.CENTRE),
            Column(_("Lock, key"), 30),
            Column(_("Holder, printed name"), 40),
            Column(_("Organisation"), 32),
            Column(_("Signature"), 40),
        ),
    )
    for hand in (1, 2):
        keys = [key for lock in place.locks if lock.hand == hand for key in lock.keys]
        held = [key for key in keys if key.person_id is not None]
        for key in held:
            told = _("{lock}, key {copy}").format(lock=key.lock, copy=key.copy)
            table.row((str(hand), told, key.person, key.organisation, _BLANK))
        if not held:
            told = listed(lock.label for lock in place.locks if lock.hand == hand)
            table.row((str(hand), told or _("no lock"), "", "", _BLANK))


def _by_hand(page: Page) -> None:
    heading(page, _("Keys handed over, to be entered in the register"), 30 * mm)
    table = RuledTable(
        page,
        (
            Column(_("Day, time"), 24),
            Column(_("Lock, key"), 26),
            Column(_("From"), 28),
            Column(_("To"), 28),
            Column(_("Purpose"), 30),
            Column(_("Signature"), 26),
            Column(_("Witness"), 26),
        ),
    )
    for _line in range(_LINES):
        table.row((_BLANK,) * 7)


def _count(page: Page) -> None:
    heading(page, _("Count of the keys, in the safe and with people"), 24 * mm)
    table = RuledTable(
        page,
        (
            Column(_("Day, time"), 30),
            Column(_("Keys counted"), 30),
            Column(_("Counted by"), 50),
            Column(_("Witness"), 50),
        ),
    )
    for _line in range(2):
        table.row((_BLANK,) * 4)
