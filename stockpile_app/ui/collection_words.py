"""How collections are told on screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from stockpile_app.domain.collection_days import CheckedPair, DayFigures
from stockpile_app.domain.collection_people import ParticipantRecord
from stockpile_app.domain.collection_sites import ProgrammeRecord, SiteRecord
from stockpile_app.domain.collections import HandInRecord
from stockpile_app.domain.collections_vocabulary import CHECKED_FIGURES, AppealState, CustodyTerms
from stockpile_app.domain.vocabulary import Sex
from stockpile_app.i18n import clauses, listed, ngettext
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.models.records_model import Column
from stockpile_app.ui.texts import NOTHING, count, day, label, sex_words
from stockpile_app.ui.widgets.cards import Card


def weapons_words(number: int) -> str:
    """Return a number of weapons."""
    return ngettext("{count} weapon", "{count} weapons", number).format(count=count(number))


def days_words(number: int) -> str:
    """Return a number of days."""
    return ngettext("{count} day", "{count} days", number).format(count=count(number))


def due_words(site: SiteRecord, today: dt.date) -> str:
    """Return what waits at a site: hand-ins not closed, days not closed, weapons that stay."""
    parts = []
    late = [each for each in site.days_open if each < today]
    if late:
        text = ngettext("{count} day not closed", "{count} days not closed", len(late))
        parts.append(text.format(count=count(len(late))))
    if site.open_hand_ins:
        text = ngettext("{count} hand-in open", "{count} hand-ins open", site.open_hand_ins)
        parts.append(text.format(count=count(site.open_hand_ins)))
    kept = (today - site.oldest_on).days if site.oldest_on is not None else 0
    if kept:
        parts.append(_("weapons here for {days}").format(days=days_words(kept)))
    return listed(parts)


def site_columns(today: dt.date) -> list[Column[SiteRecord]]:
    """Return the columns of a list of sites."""
    return [
        Column(_("Site"), lambda each: f"{each.code} {each.name}"),
        Column(_("Programme"), lambda each: each.programme_name),
        Column(_("People"), lambda each: count(each.participants), number=True,
               order=lambda each: each.participants),
        Column(_("Weapons"), lambda each: count(each.weapons_here), number=True,
               order=lambda each: each.weapons_here),
        Column(_("What waits"), lambda each: _site_state(each, today)),
    ]  # fmt: skip


def _site_state(site: SiteRecord, today: dt.date) -> str:
    if site.closed_on is not None:
        return _("closed {day}").format(day=day(site.closed_on))
    return due_words(site, today) or _("nothing")


def site_cards(site: SiteRecord, programme: ProgrammeRecord, today: dt.date) -> list[Card]:
    """Return everything about a site and its programme."""
    lines = [f"{label(site.kind)} · {label(site.custody)}"]
    if site.custody is CustodyTerms.TEMPORARY:
        keys = clauses(f"{name} ({party})" for name, party in site.key_holders)
        lines.append(_("Keys: {names}").format(names=keys))
    lines.append(
        _("{lanes} lanes, {hours} hours a day").format(
            lanes=count(site.lanes), hours=count(site.hours)
        )
    )
    if site.notes:
        lines.append(site.notes)
    hint = _("Opened {day}").format(day=day(site.opened_on))
    cards = [Card(f"{site.code} {site.name}", tuple(lines), hint)]
    waits = due_words(site, today)
    open_days = listed(day(each) for each in site.days_open)
    due = [weapons_words(site.weapons_here) + " " + _("at the site")]
    if open_days:
        due.append(_("Days not closed: {days}").format(days=open_days))
    cards.append(Card(_("What waits"), tuple(filter(None, (waits, *due)))))
    cards.append(Card(_("Team"), _team(site)))
    cards.append(_programme_card(programme))
    return cards


def _team(site: SiteRecord) -> tuple[str, ...]:
    if not site.team:
        return (_("Nobody is stated yet. Indicators count the women among the staff."),)
    women = sum(each.sex is Sex.FEMALE for each in site.team)
    lines = [f"{each.name} · {label(each.duty)}" for each in site.team]
    text = _("Women: {women} of {all}").format(women=count(women), all=count(len(site.team)))
    return (*lines, text)


def _programme_card(programme: ProgrammeRecord) -> Card:
    lines = [_("Authority: {text}").format(text=programme.authority)]
    for text, value in (
        (_("Basis: {text}"), programme.basis),
        (_("Owner of the data: {text}"), programme.data_owner),
        (_("Appeals: {text}"), programme.appeal),
    ):
        if value:
            lines.append(text.format(text=value))
    people = _("{people} people of {expected} expected, {weapons}").format(
        people=count(programme.participants),
        expected=count(programme.expected) if programme.expected else NOTHING,
        weapons=weapons_words(programme.weapons),
    )
    lines.append(people)
    hint = day(programme.starts_on)
    if programme.ends_on is not None:
        hint = f"{hint} – {day(programme.ends_on)}"
    return Card(_("Programme {name}").format(name=programme.name), tuple(lines), hint)


# --- people --------------------------------------------------------------------------------------


def eligible_words(person: ParticipantRecord) -> str:
    """Return whether somebody may take part, and why not."""
    if person.eligible is None:
        return _("open")
    if person.eligible:
        return _("eligible")
    return _("no: {reason}").format(reason=label(person.ineligible))


def person_columns() -> list[Column[ParticipantRecord]]:
    """Return the columns of a list of participants: codes, never names."""
    return [
        Column(_("Code"), lambda each: each.code),
        Column(_("Day"), lambda each: day(each.arrived_at.date()), order=lambda each: each.id),
        Column(_("Sex"), lambda each: sex_words(each.sex)),
        Column(_("Age"), lambda each: label(each.age_group), order=_age),
        Column(_("Who"), lambda each: label(each.kind)),
        Column(_("Eligible"), eligible_words),
        Column(_("Weapons"), lambda each: count(each.weapons), number=True,
               order=lambda each: each.weapons),
    ]  # fmt: skip


def _age(person: ParticipantRecord) -> Any:
    return list(type(person.age_group)).index(person.age_group)


def person_cards(person: ParticipantRecord) -> list[Card]:
    """Return what everybody may know of a participant."""
    lines = [f"{sex_words(person.sex)} · {label(person.age_group)}", label(person.kind)]
    if person.child_staff:
        lines.append(_("Child protection: {name}").format(name=person.child_staff))
    lines.append(_("Eligibility: {text}").format(text=eligible_words(person)))
    if person.appeal is not AppealState.NONE:
        lines.append(label(person.appeal))
    lines.append(
        ngettext(
            "{count} hand-in, {weapons}", "{count} hand-ins, {weapons}", person.hand_ins
        ).format(count=count(person.hand_ins), weapons=weapons_words(person.weapons))
    )
    if person.erased:
        lines.append(_("Personal data erased."))
    hint = f"{person.site_name}, {day(person.arrived_at.date())}"
    return [Card(person.code, tuple(lines), hint)]


# --- hand-ins and days ---------------------------------------------------------------------------


def hand_in_columns(of_one_day: Callable[[], bool]) -> list[Column[HandInRecord]]:
    """Return the columns of a list of hand-ins; of one day the day is not said again."""

    def when(hand_in: HandInRecord) -> str:
        time = f"{hand_in.opened_at:%H:%M}"
        return time if of_one_day() else f"{day(hand_in.opened_at.date())} {time}"

    return [
        Column(_("Receipt"), lambda each: each.number, order=lambda each: each.id),
        Column(_("Person"), lambda each: each.participant),
        Column(_("Time"), when, order=lambda each: each.opened_at),
        Column(_("State"), hand_in_state),
        Column(_("Taken over"), taken_words, order=lambda each: each.weapons),
    ]


def taken_words(hand_in: HandInRecord) -> str:
    """Return what was taken over, in numbers."""
    parts = [weapons_words(hand_in.weapons)] if hand_in.weapons else []
    if hand_in.rounds:
        parts.append(rounds_words(hand_in.rounds))
    if hand_in.explosives:
        text = ngettext("{count} explosive item", "{count} explosive items", hand_in.explosives)
        parts.append(text.format(count=count(hand_in.explosives)))
    return listed(parts)


def rounds_words(number: int) -> str:
    """Return a number of rounds of ammunition, in words."""
    return ngettext("{count} round", "{count} rounds", number).format(count=count(number))


def hand_in_state(hand_in: HandInRecord) -> str:
    """Return how far a hand-in is."""
    if hand_in.cancelled:
        return _("left without")
    return _("open") if hand_in.is_open else _("finished")


def pair_words(pair: CheckedPair) -> str:
    """Return two figures that must agree, in a line."""
    first, second = CHECKED_FIGURES[pair.check]
    return _("{what}: {first}; {other}: {second}").format(
        first=count(pair.first), what=_(first), second=count(pair.second), other=_(second)
    )


def day_words(figures: DayFigures) -> str:
    """Return what was done on a day, in a line."""
    handed_in = sum(row[1] for row in figures.weapons)
    return _("{people} served, {weapons}, {rounds}, {ineligible} not eligible").format(
        people=count(figures.served),
        weapons=weapons_words(handed_in),
        rounds=rounds_words(figures.rounds),
        ineligible=count(figures.ineligible),
    )
