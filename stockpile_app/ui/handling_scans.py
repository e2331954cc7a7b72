"""Looks up what was scanned on the page “Scan in and out”, and decides how it is answered.

``look_up`` reads, in a job; ``answer`` decides from what was read alone, so that every answer can
be tested without a window.
"""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.domain.errors import NotFound, StockpileError
from stockpile_app.domain.movements import ALLOWED, MovementRecord
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.places import is_usable
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.scans import Scan
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.i18n import error_text, ngettext
from stockpile_app.i18n import gettext as _
from stockpile_app.services.gateway import Services
from stockpile_app.ui.handling import Mode, Situation
from stockpile_app.ui.place_looks import state_text
from stockpile_app.ui.scan_words import paper_title, scan_words, weapon_words, where_words
from stockpile_app.ui.texts import count, label, refusal_text
from stockpile_app.ui.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was scanned, and what the register knows of it.

    Attributes:
        mode: In which mode it is to be answered; another one when the scan says what is done.
        obstacle: Why a weapon cannot be put on the list, translated; or why a paper is of no use.
        holder: Who has a weapon that is out.
        person, place, movement: Whose or what the paper code is.
    """

    scan: Scan
    mode: Mode
    obstacle: str = ""
    holder: PersonRecord | None = None
    person: PersonRecord | None = None
    place: PlaceRecord | None = None
    movement: MovementRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said to a scan, and what it does to the page.

    Attributes:
        mode: The page does this from now on.
        person, place: Go into their fields.
        name: Name of the person whose card was asked for.
        add: Goes on the list.
        choices: One of these is meant; somebody must choose.
    """

    tone: Tone
    title: str
    detail: str = ""
    mode: Mode | None = None
    person: PersonRecord | None = None
    place: PlaceRecord | None = None
    name: str = ""
    add: WeaponRecord | None = None
    choices: tuple[WeaponRecord, ...] = ()


# --- reading -------------------------------------------------------------------------------------


def look_up(services: Services, text: str, situation: Situation) -> Reading:
    """Return what ``text`` is and what is needed to answer it."""
    scan = services.scans.read(text)
    if scan.weapon is not None:
        return _look_up_weapon(services, scan, scan.weapon, situation)
    reading = Reading(scan=scan, mode=situation.mode)
    if scan.paper is None:
        return reading
    try:
        return _look_up_paper(services, scan, scan.paper, situation)
    except StockpileError as error:
        return Reading(scan=scan, mode=situation.mode, obstacle=refusal_text(error))


def _look_up_weapon(
    services: Services, scan: Scan, weapon: WeaponRecord, situation: Situation
) -> Reading:
    if weapon.id in situation.on_list:
        return Reading(scan=scan, mode=situation.mode)
    is_out = weapon.status in ALLOWED[MovementKind.RETURN]
    holder = holder_of(services, weapon) if is_out else None
    fresh = not situation.on_list and (
        situation.person_id is None or (holder is not None and situation.person_id == holder.id)
    )
    mode = Mode.RETURN if is_out and fresh else situation.mode
    act = situation.in_mode(mode).act
    place_id = situation.place_id if mode is Mode.MOVE else None
    obstacles = services.movements.why_not([weapon.id], act, place_id=place_id)
    said = error_text(obstacles[0]) if obstacles else ""
    return Reading(scan=scan, mode=mode, obstacle=said, holder=holder)


def holder_of(services: Services, weapon: WeaponRecord) -> PersonRecord | None:
    """Return who has a weapon that is out; None where nobody has it."""
    kinds = (MovementKind.ISSUE, MovementKind.LOAN, MovementKind.REPAIR)
    found = services.movements.list(kinds, weapon_id=weapon.id, open_only=True, limit=1)
    if not found or found[0].person_id is None:
        return None
    return services.people.get(found[0].person_id)


def _look_up_paper(
    services: Services, scan: Scan, paper: PaperCode, situation: Situation
) -> Reading:
    person = place = movement = None
    match paper.kind:
        case CodeKind.PERSON:
            person = services.people.get(paper.sequence)
        case CodeKind.PLACE:
            places = services.places.all(closed=True, counts=False)
            place = next((each for each in places if each.id == paper.sequence), None)
            if place is None:
                raise NotFound(N_("There is no such place in this register."))
        case CodeKind.MOVEMENT:
            movement = services.movements.get(paper.sequence)
        case _:
            pass
    return Reading(scan=scan, mode=situation.mode, person=person, place=place, movement=movement)


# --- answering -----------------------------------------------------------------------------------


def answer(reading: Reading, situation: Situation) -> Answer:
    """Return what to say to a scan and what to do with it."""
    scan = reading.scan
    if scan.weapon is not None:
        return _answer_weapon(reading, scan.weapon, situation)
    if scan.paper is None:
        words = scan_words(scan)
        return Answer(
            tone=words.tone,
            title=words.title,
            detail=words.detail,
            choices=scan.weapons or scan.look_alikes,
        )
    return _answer_paper(reading, scan.paper, situation)


def _answer_paper(reading: Reading, paper: PaperCode, situation: Situation) -> Answer:
    if reading.obstacle:
        return Answer(tone=Tone.BAD, title=paper_title(paper), detail=reading.obstacle)
    if reading.person is not None:
        return _answer_person(reading.person, situation)
    if reading.place is not None:
        return _answer_place(reading.place, situation)
    return _answer_other(reading, paper, situation)


def _answer_weapon(reading: Reading, weapon: WeaponRecord, situation: Situation) -> Answer:
    line = situation.on_list.get(weapon.id)
    if line is not None:
        return Answer(
            tone=Tone.TWICE,
            title=_("{number} was scanned before").format(number=weapon.number),
            detail=_("It is line {line} on this list and counts once.").format(line=line),
        )
    if reading.obstacle:
        return _refused(reading, weapon)
    if reading.mode is Mode.RETURN and reading.holder is not None:
        return _answer_returned(reading.holder, weapon, situation)
    return _answer_taken(reading.mode, weapon, situation)


def _answer_taken(mode: Mode, weapon: WeaponRecord, situation: Situation) -> Answer:
    detail = _("{weapon}. From {place}.").format(
        weapon=weapon_words(weapon), place=where_words(weapon)
    )
    wanted = ""
    if mode is Mode.ISSUE and situation.person_id is None:
        wanted = _("Now scan the card of who gets it.")
    elif mode is Mode.MOVE and situation.place_id is None:
        wanted = _("Now scan the place it goes to.")
    if not wanted:
        return Answer(tone=Tone.GOOD, title=weapon.number, detail=detail, add=weapon)
    return Answer(
        tone=Tone.WARN,
        title=_("{number} is on the list").format(number=weapon.number),
        detail=f"{detail} {wanted}",
        add=weapon,
    )


def _refused(reading: Reading, weapon: WeaponRecord) -> Answer:
    titles = {
        Mode.ISSUE: _("{number} cannot be issued"),
        Mode.RETURN: _("{number} cannot be taken back"),
        Mode.MOVE: _("{number} cannot be moved"),
    }
    return Answer(
        tone=Tone.BAD,
        title=titles[reading.mode].format(number=weapon.number),
        detail=reading.obstacle,
    )


def _answer_returned(holder: PersonRecord, weapon: WeaponRecord, situation: Situation) -> Answer:
    if situation.on_list and situation.person_id not in {None, holder.id}:
        return Answer(
            tone=Tone.BAD,
            title=_("{number} is with somebody else").format(number=weapon.number),
            detail=_("{holder} has it. Finish the return of {person} first.").format(
                holder=holder.title, person=situation.person
            ),
        )
    expected = situation.person_id in {None, holder.id} or situation.mode is not Mode.RETURN
    return Answer(
        tone=Tone.GOOD if expected else Tone.WARN,
        title=_("{number} is back").format(number=weapon.number),
        detail=_("{weapon}. From {holder}; it belongs in {place}.").format(
            weapon=weapon_words(weapon), holder=holder.title, place=where_words(weapon)
        ),
        mode=Mode.RETURN if situation.mode is not Mode.RETURN else None,
        person=holder,
        add=weapon,
    )


def _answer_person(person: PersonRecord, situation: Situation) -> Answer:
    if person.retired:
        return Answer(
            tone=Tone.BAD,
            title=person.title,
            detail=_("Nothing is handed to this person any more: the entry is retired."),
        )
    if situation.name_wanted:
        return Answer(tone=Tone.GOOD, title=person.title, name=person.name)
    if situation.mode is Mode.MOVE:
        return Answer(
            tone=Tone.WARN,
            title=_("This is the card of {name}").format(name=person.title),
            detail=_("A move is from place to place. To hand weapons out, scan “Issue” first."),
        )
    if situation.mode is Mode.RETURN and situation.on_list and situation.person_id != person.id:
        return Answer(
            tone=Tone.BAD,
            title=_("This is the card of {name}").format(name=person.title),
            detail=_("The list is a return of {person}. Finish it first.").format(
                person=situation.person
            ),
        )
    held = ngettext(
        "{count} weapon in custody now.", "{count} weapons in custody now.", person.weapons
    ).format(count=count(person.weapons))
    title = _("To {name}") if situation.mode is Mode.ISSUE else _("From {name}")
    swapped = situation.on_list and situation.person_id not in {None, person.id}
    return Answer(
        tone=Tone.WARN if swapped else Tone.GOOD,
        title=title.format(name=person.title),
        detail=_("Before: {name}. {held}").format(name=situation.person, held=held)
        if swapped
        else held,
        person=person,
    )


def _answer_place(place: PlaceRecord, situation: Situation) -> Answer:
    if situation.mode is Mode.ISSUE:
        return Answer(
            tone=Tone.WARN,
            title=_("This is the code of a place"),
            detail=_(
                "{place}. Scan the weapons themselves. To put weapons there, scan “Move” first."
            ).format(place=place.path),
        )
    if not is_usable(place):
        return Answer(
            tone=Tone.BAD,
            title=place.path,
            detail=_("Nothing can be put there now: {state}.").format(
                state=state_text(place).lower()
            ),
        )
    return Answer(
        tone=Tone.GOOD,
        title=_("To {place}").format(place=place.path),
        detail=label(place.kind),
        place=place,
    )


def _answer_other(reading: Reading, paper: PaperCode, situation: Situation) -> Answer:
    movement = reading.movement
    if movement is None:
        return Answer(
            tone=Tone.WARN,
            title=paper_title(paper),
            detail=_("It opens on its own page. Here, scan weapons, cards and places."),
        )
    still_out = bool(movement.open) and movement.kind is not MovementKind.DISPATCH
    if still_out and not situation.on_list:
        return Answer(
            tone=Tone.WARN,
            title=_("Voucher {number}").format(number=movement.number),
            detail=ngettext(
                "{count} weapon of it is still out, with {person}. Scan it as it comes back.",
                "{count} weapons of it are still out, with {person}. Scan each as it comes back.",
                movement.open,
            ).format(count=count(movement.open), person=movement.person),
            mode=Mode.RETURN,
        )
    return Answer(
        tone=Tone.WARN,
        title=_("Voucher {number}").format(number=movement.number),
        detail=_("It opens on the page Movements. Here, scan weapons, cards and places."),
    )
