"""How field mode tells who is at the table, what was handed in, and how long the queue takes."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.collection_people import ParticipantRecord
from stockpile_app.domain.collections import (
    AmmunitionLine,
    ExplosiveLine,
    HandInDetails,
    WeaponLine,
)
from stockpile_app.domain.collections_vocabulary import AgeGroup
from stockpile_app.domain.vocabulary import SerialState
from stockpile_app.i18n import format_scaled, ngettext
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.field_book import FieldState
from stockpile_app.ui.field_questions import Question
from stockpile_app.ui.texts import count, label, sex_words

_HOUR: Final = 60
_LEAST: Final = 0.1
"""Minutes a person; less was no queue at a table but a file that was read in."""


def person_words(person: ParticipantRecord) -> str:
    """Return who is at the table, without a name."""
    lines = [
        person.code,
        f"{sex_words(person.sex)} · {label(person.age_group)}",
        label(person.kind),
    ]
    if person.eligible is False:
        lines.append(_("Not eligible: {reason}").format(reason=label(person.ineligible)))
    if person.age_group is AgeGroup.CHILD:
        lines.append(_("Child protection: {name}").format(name=person.child_staff))
    return "\n".join(lines)


def line_words(details: HandInDetails) -> list[str]:
    """Return what was handed in, a line each."""
    return [
        *map(weapon_words, details.weapons),
        *map(rounds_words, details.ammunition),
        *map(explosive_words, details.explosives),
    ]


def added_words(details: HandInDetails, line: int) -> str:
    """Return what was recorded just now, in one line; "" when it was no line."""
    for weapon in details.weapons:
        if weapon.weapon_id == line:
            return weapon_words(weapon).replace("\n", " · ")
    for rounds in details.ammunition:
        if rounds.id == line:
            return rounds_words(rounds)
    return next((explosive_words(each) for each in details.explosives if each.id == line), "")


def weapon_words(line: WeaponLine) -> str:
    """Return a weapon in a line or two."""
    what = " ".join(filter(None, (line.model or line.maker, line.calibre))) or label(line.category)
    serial = line.serial if line.serial_state is SerialState.RECORDED else label(line.serial_state)
    return _("{what} · {serial}\nTag {tag} · {condition}").format(
        what=what, serial=serial or "", tag=line.tag, condition=label(line.condition)
    )


def rounds_words(line: AmmunitionLine) -> str:
    """Return rounds in a line."""
    text = ngettext("{count} round, {nature}", "{count} rounds, {nature}", line.quantity)
    words = text.format(count=count(line.quantity), nature=line.nature)
    return f"{words} · {line.lot}" if line.lot else words


def explosive_words(line: ExplosiveLine) -> str:
    """Return something explosive in a line."""
    return _("! {what}: {technician} was called").format(
        what=line.description, technician=line.technician
    )


def figures_words(state: FieldState, waiting: int) -> str:
    """Return how the queue goes: who waits, who was served, minutes a person, how long still."""
    parts = [
        ngettext("{count} waiting", "{count} waiting", waiting).format(count=count(waiting)),
        ngettext("{count} served today", "{count} served today", state.served).format(
            count=count(state.served)
        ),
    ]
    if state.minutes is not None and state.minutes >= _LEAST:
        minutes = format_scaled(round(state.minutes * 10), 1)
        parts.append(_("{minutes} min each").format(minutes=minutes))
        left = round(waiting * state.minutes)
        if left:
            parts.append(_("about {time} to go").format(time=time_words(left)))
    return " · ".join(parts)


def time_words(minutes: int) -> str:
    """Return minutes in hours and minutes."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def keys_of(question: Question) -> list[tuple[str, str]]:
    """Return the keys that mean something now."""
    keys = [(each.shown, each.label) for each in question.keys if each.shown != "Enter"]
    keys.append((_("Esc"), _("a step back")))
    if question.name == "sex":
        keys.append((_("PgUp PgDn"), _("more or fewer waiting")))
    return keys
