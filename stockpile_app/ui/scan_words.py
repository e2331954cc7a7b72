"""What a scan is, in the words of a depot, wherever it was not what the page had asked for."""

from __future__ import annotations

from typing import Final, NamedTuple

from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.scans import Scan, ScanKind
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.texts import isolated
from stockpile_app.ui.tones import Tone


class ScanWords(NamedTuple):
    """How a scan is answered: a large line and small print."""

    tone: Tone
    title: str
    detail: str


_NOT_A_WEAPON: Final = {
    ScanKind.WRONG_CHECK: (
        N_("Not read correctly"),
        N_(
            "“{text}” looks like a number of this register, but its last character does not fit"
            " the others: some of it was misread or mistyped. Scan it again."
        ),
    ),
    ScanKind.FOREIGN: (
        N_("A number of another register"),
        N_(
            "“{text}” is a correct number, but another register gave it. Register the weapon here"
            " before anything is recorded of it."
        ),
    ),
    ScanKind.MISSING: (
        N_("No weapon has this number"),
        N_(
            "“{text}” is a correct number of this register, but no weapon was registered under it."
            " Put the weapon aside and tell the depot manager."
        ),
    ),
    ScanKind.UNKNOWN: (
        N_("Not known"),
        N_(
            "“{text}” is neither a number nor a serial number of this register. Put the weapon"
            " aside and tell the depot manager."
        ),
    ),
}

_PAPERS: Final = {
    CodeKind.PLACE: N_("This is the code of a place"),
    CodeKind.PERSON: N_("This is a person's card"),
    CodeKind.MOVEMENT: N_("This is the code of a voucher"),
    CodeKind.STOCKTAKE: N_("This is the code of a stocktake"),
    CodeKind.CHECK: N_("This is the code of a security check"),
    CodeKind.DISPOSAL: N_("This is the code of a disposal order"),
    CodeKind.MARKING_JOB: N_("This is the code of a marking job"),
    CodeKind.HAND_IN: N_("This is the code of a hand-in receipt"),
}


def scan_words(scan: Scan) -> ScanWords:
    """Return what to answer to a scan that is no weapon of this register, or not one alone.

    A weapon or a paper code is answered by the page, which knows what it wanted; for these the
    words only say what the scan is.
    """
    match scan.kind:
        case ScanKind.WEAPON if scan.weapon:
            return ScanWords(Tone.NEUTRAL, scan.weapon.number, weapon_words(scan.weapon))
        case ScanKind.PAPER if scan.paper:
            return ScanWords(Tone.WARN, paper_title(scan.paper), "")
        case ScanKind.SHARED:
            return ScanWords(
                Tone.WARN,
                _("Which one is it?"),
                ngettext(
                    "{count} weapon has the serial number “{text}”.",
                    "{count} weapons have the serial number “{text}”. Scan the label of the weapon"
                    " itself, or choose it below.",
                    len(scan.weapons),
                ).format(count=len(scan.weapons), text=scan.text),
            )
        case ScanKind.UNKNOWN if scan.look_alikes:
            return ScanWords(
                Tone.BAD,
                _("Not known"),
                _(
                    "No weapon has the number or serial “{text}”. One that is easily taken for it"
                    " stands below: compare each character on the weapon before you choose it."
                ).format(text=scan.text),
            )
        case _:
            title, detail = _NOT_A_WEAPON[scan.kind]
            return ScanWords(Tone.BAD, _(title), _(detail).format(text=scan.text))


def paper_title(paper: PaperCode) -> str:
    """Return what a paper code opens."""
    return _(_PAPERS[paper.kind])


def weapon_words(weapon: WeaponRecord) -> str:
    """Return serial number, maker, model and calibre of a weapon, to compare with the weapon."""
    parts = (
        _("Serial {serial}").format(serial=weapon.serial) if weapon.serial else serial_text(weapon),
        " ".join(filter(None, (weapon.maker, weapon.model))),
        weapon.calibre,
    )
    return isolated(" · ".join(filter(None, parts)))


def where_words(weapon: WeaponRecord) -> str:
    """Return where a weapon is, or was last: depot and place."""
    if weapon.place == weapon.depot:
        return weapon.depot
    return f"{weapon.depot} / {weapon.place}"


def not_taken(text: str) -> str:
    """Return what is said of a scan while a dialog waits for another answer."""
    said = _("“{text}” was not taken: answer here first, then scan it again.")
    return said.format(text=isolated(text))
