"""Decides how a scan is answered while a dispatch is checked against its manifest."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.domain.movements import ManifestContainerRecord
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.scans import Scan
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.receipt_state import Check, ReceiptState
from stockpile_app.ui.scan_words import paper_title, scan_words, weapon_words
from stockpile_app.ui.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptAnswer:
    """What is said to a scan, and what it does.

    Attributes:
        seen: The weapon is ticked off.
        unexpected: Goes on the list of what is not on the manifest.
        container: Is looked at now.
        seal: Was read on ``container``.
        place: Where the containers are put.
        choices: One of these is meant; somebody must choose.
    """

    tone: Tone
    title: str
    detail: str = ""
    seen: int | None = None
    unexpected: str = ""
    container: ManifestContainerRecord | None = None
    seal: str = ""
    place: PlaceRecord | None = None
    choices: tuple[WeaponRecord, ...] = ()


def receipt_answer(
    scan: Scan, state: ReceiptState, places: dict[int, PlaceRecord], before: str
) -> ReceiptAnswer:
    """Return how a scan is answered.

    Args:
        places: Where the containers may be put.
        before: What was scanned just before, to note what is scanned twice and not known.
    """
    if scan.weapon is not None:
        return _weapon(scan.weapon, state)
    if scan.paper is not None:
        return _paper(scan.paper, state, places)
    owner = state.seal_owner(scan.text)
    if owner is not None:
        return ReceiptAnswer(
            tone=Tone.GOOD,
            title=_("Seal {seal}").format(seal=scan.text),
            detail=_("It belongs on {name}.").format(name=owner.name),
            container=owner,
            seal=scan.text,
        )
    return _not_known(scan, state, before)


def _weapon(weapon: WeaponRecord, state: ReceiptState) -> ReceiptAnswer:
    if weapon.id not in state:
        return ReceiptAnswer(
            tone=Tone.BAD,
            title=_("{number} is not on the manifest").format(number=weapon.number),
            detail=_("{weapon}. It is noted as unexpected; put it aside.").format(
                weapon=weapon_words(weapon)
            ),
            unexpected=weapon.number,
        )
    line = state.line(weapon.id)
    if line.check is Check.SEEN:
        return ReceiptAnswer(
            tone=Tone.TWICE,
            title=_("{number} was scanned before").format(number=weapon.number),
            detail=_("It is ticked off already and counts once."),
        )
    if line.check is Check.BEFORE:
        return ReceiptAnswer(
            tone=Tone.WARN,
            title=_("{number} was dealt with before").format(number=weapon.number),
            detail=_(
                "An earlier receipt confirmed it or reported it missing. If it was missing, record"
                " on the page Incidents that it was recovered."
            ),
        )
    progress = state.progress
    return ReceiptAnswer(
        tone=Tone.GOOD,
        title=weapon.number,
        detail=_("{weapon}. {container}, {left} left to check.").format(
            weapon=weapon_words(weapon),
            container=line.container,
            left=progress.left - (line.check is Check.TO_CHECK),
        ),
        seen=weapon.id,
    )


def _paper(paper: PaperCode, state: ReceiptState, places: dict[int, PlaceRecord]) -> ReceiptAnswer:
    if paper.kind is not CodeKind.PLACE:
        return ReceiptAnswer(
            tone=Tone.WARN,
            title=paper_title(paper),
            detail=_("Scan the containers and weapons of this dispatch here."),
        )
    container = next((each for each in state.containers if each.place_id == paper.sequence), None)
    if container is not None:
        return ReceiptAnswer(
            tone=Tone.GOOD,
            title=container.name,
            detail=_("Now read its seals: on leaving they were {seals}.").format(
                seals=listed(container.seals)
            ),
            container=container,
        )
    place = places.get(paper.sequence)
    if place is not None:
        return ReceiptAnswer(
            tone=Tone.GOOD, title=_("To {place}").format(place=place.path), place=place
        )
    return ReceiptAnswer(
        tone=Tone.BAD,
        title=_("Not a place of this receipt"),
        detail=_("It is neither a container of the dispatch nor a place in the depot it came to."),
    )


def _not_known(scan: Scan, state: ReceiptState, before: str) -> ReceiptAnswer:
    on_it = tuple(each for each in scan.weapons or scan.look_alikes if each.id in state)
    words = scan_words(scan)
    if on_it and scan.weapons:
        return ReceiptAnswer(tone=words.tone, title=words.title, detail=words.detail, choices=on_it)
    if before == scan.text:
        return ReceiptAnswer(
            tone=Tone.WARN,
            title=_("“{text}” is noted as unexpected").format(text=scan.text),
            detail=_("Put the weapon aside."),
            unexpected=scan.text,
        )
    again = _("Scan it once more to note it as unexpected.")
    return ReceiptAnswer(
        tone=Tone.BAD, title=words.title, detail=f"{words.detail} {again}", choices=on_it
    )
