"""From what is known of collections to what stands on their papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from stockpile_app import i18n
from stockpile_app.domain.collection_days import (
    Capacity,
    CollectionFigures,
    DayFigures,
)
from stockpile_app.domain.collection_papers import (
    BySex,
    DaySheet,
    DuplicateLine,
    DuplicateRounds,
    Indicator,
    IndicatorSheet,
    ItemsReceived,
    PlanLine,
    Receipt,
    Reconciled,
    SitePlan,
    TableBySex,
    WeaponReceived,
    WeaponsOfDay,
)
from stockpile_app.domain.collection_sites import (
    ProgrammeRecord,
    SiteRecord,
)
from stockpile_app.domain.collections import (
    HandInDetails,
    WeaponLine,
)
from stockpile_app.domain.collections_vocabulary import (
    CHECKED_FIGURES,
    AgeGroup,
    CustodyTerms,
    ParticipantKind,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Sex
from stockpile_app.i18n import _

T = TypeVar("T")

_NOT_GIVEN: Final = N_("Name not given")
_FEW_TAGS: Final = 12
_GENDER: Final = "IDDRS 5.10"
_BOX: Final = "IDDRS 4.10, box 2"


def receipt_of(details: HandInDetails, name: str, programme: ProgrammeRecord, code: str) -> Receipt:
    """Return what stands on the receipt of a hand-in."""
    hand_in, person = details.hand_in, details.participant
    reason = _(person.ineligible.label) if person.ineligible else ""
    return Receipt(
        number=hand_in.number,
        code=code,
        name=name or _(_NOT_GIVEN),
        day=(hand_in.closed_at or hand_in.opened_at).date(),
        location=hand_in.site_name,
        officer=hand_in.officer,
        weapons=tuple(weapon_received(each) for each in details.weapons),
        ammunition=_together((each.nature, each.quantity) for each in details.ammunition),
        explosives=_together((each.description, each.quantity) for each in details.explosives),
        eligible=person.eligible,
        reason=reason,
        appeal=programme.appeal,
    )


def weapon_received(line: WeaponLine) -> WeaponReceived:
    """Return what a receipt says of a weapon."""
    return WeaponReceived(
        category=line.category,
        model=line.model,
        calibre=line.calibre,
        serial=line.serial,
        serial_state=line.serial_state,
        serviceable=line.serviceable,
    )


def duplicate_lines(
    hand_ins: Iterable[HandInDetails], names: Mapping[str, str], marks: Mapping[int, str]
) -> tuple[list[DuplicateLine], list[DuplicateRounds]]:
    """Return the lines of the list for a partner.

    Args:
        names: Participant's code to name; empty where no names were asked for.
        marks: Weapon's id to its marks, in words.
    """
    lines: list[DuplicateLine] = []
    rounds: list[DuplicateRounds] = []
    for each in hand_ins:
        day, receipt = each.hand_in.opened_at.date(), each.hand_in.number
        code = each.hand_in.participant
        lines += [
            DuplicateLine(
                day=day,
                receipt=receipt,
                tag=weapon.tag if weapon.tag != weapon.number else "",
                number=weapon.number,
                weapon=weapon_received(weapon),
                maker=weapon.maker,
                country=weapon.country,
                marks=marks.get(weapon.weapon_id, ""),
                participant=code,
                name=names.get(code, ""),
            )
            for weapon in each.weapons
        ]
        rounds += [
            DuplicateRounds(
                day=day,
                receipt=receipt,
                kind=one.nature,
                lot=one.lot,
                headstamp=one.headstamp,
                quantity=one.quantity,
            )
            for one in each.ammunition
        ]
    return lines, rounds


def day_sheet_of(figures: DayFigures) -> DaySheet:
    """Return what stands on the closing sheet of a day."""
    receipts = " – ".join(
        dict.fromkeys(filter(None, (figures.first_receipt, figures.last_receipt)))
    )
    return DaySheet(
        programme=figures.programme_name,
        site=figures.site_name,
        day=figures.day,
        closed_by=figures.closed_by,
        people=_people(figures.people),
        weapons=tuple(
            WeaponsOfDay(category=category, handed_in=handed_in, present=present, sent=sent)
            for category, handed_in, present, sent in figures.weapons
        ),
        ammunition=_together(figures.ammunition),
        explosives=_together(figures.explosives),
        checks=tuple(
            Reconciled(
                what=each.check.label,
                first=CHECKED_FIGURES[each.check][0],
                first_count=each.first,
                second=CHECKED_FIGURES[each.check][1],
                second_count=each.second,
                explanation=each.explanation,
            )
            for each in figures.pairs
        ),
        receipts=receipts,
        tags=_tags(figures.tags),
        spoilt=i18n.listed(figures.spoilt),
        notes=figures.notes,
    )


def site_plan_of(site: SiteRecord, capacity: Capacity) -> SitePlan:
    """Return what stands on the plan of a site."""
    number = i18n.format_number
    given = (
        PlanLine(caption=_("People expected"), figure=number(capacity.people)),
        PlanLine(caption=_("Lanes"), figure=number(capacity.lanes)),
        PlanLine(caption=_("Hours a day"), figure=number(capacity.hours)),
        PlanLine(
            caption=_("Minutes a person"),
            figure=number(capacity.minutes),
            basis=_("15 to 20 by IDDRS 4.10, section 5.8"),
        ),
    )
    found = (
        PlanLine(
            caption=_("People a day"),
            figure=number(capacity.per_day),
            basis=_("lanes × hours × 60 ÷ minutes a person, whole people"),
        ),
        PlanLine(
            caption=_("Days for all"),
            figure=number(capacity.days),
            basis=_("people expected ÷ people a day, whole days"),
        ),
        PlanLine(caption=_("Lanes to serve all in one day"), figure=number(capacity.lanes_needed)),
    )
    keys = i18n.clauses(f"{name} ({party})" for name, party in site.key_holders)
    custody = _(site.custody.label)
    if site.custody is CustodyTerms.TEMPORARY and keys:
        custody = i18n.stated(custody, keys)
    return SitePlan(
        programme=site.programme_name,
        site=site.name,
        custody=custody,
        given=given,
        found=found,
        people=tuple((each.name, _(each.duty.label)) for each in site.team),
    )


def indicators_of(figures: CollectionFigures, programme: str, days: str) -> IndicatorSheet:
    """Return what stands on the sheet of indicators."""
    number = i18n.format_number
    share = figures.share_of_women_combatants
    rows: tuple[tuple[str, str, str], ...] = (
        (N_("Female ex-combatants registered"), _GENDER, number(figures.women_combatants)),
        (
            N_("Weapons collected from female ex-combatants, of all weapons"),
            _GENDER,
            _("n/a") if share is None else f"{i18n.format_scaled(round(share * 10), 1)} %",
        ),
        (
            N_("Women among the staff of the sites"),
            _GENDER,
            _of(figures.women_staff, figures.staff),
        ),
        (
            N_("Information campaigns for women, of all campaigns"),
            _GENDER,
            _of(figures.campaigns_for_women, figures.campaigns),
        ),
        (N_("Women reached by these campaigns"), _GENDER, number(figures.women_reached)),
        (N_("Weapons collected"), _BOX, number(figures.total_weapons)),
        (N_("Rounds collected"), _BOX, number(sum(count for _sex, count in figures.rounds))),
        (N_("Explosive items referred to a technician"), _BOX, number(figures.explosives)),
        (N_("Weapons recorded"), _BOX, number(figures.recorded)),
        (N_("Weapons marked"), _BOX, number(figures.marked)),
        (N_("Weapons destroyed"), _BOX, number(figures.destroyed)),
        (N_("Weapons lost or stolen"), _BOX, number(figures.lost)),
        (
            N_("People who were not eligible and got a receipt"),
            "IDDRS 4.10, 6.1.1.1",
            number(figures.ineligible),
        ),
        (N_("Appeals"), "IDDRS 4.10, 6.1.1.1", number(figures.appeals)),
    )
    kinds = _table(
        ((sex, kind, count) for sex, _age, kind, count in figures.people),
        list(ParticipantKind),
        lambda kind: kind.label,
    )
    categories = _table(
        figures.weapons,
        [*Category, None],
        lambda category: category.label if category else N_("Not categorised"),
    )
    rounds = _table(
        ((sex, None, count) for sex, count in figures.rounds), [None], lambda _key: N_("Rounds")
    )
    return IndicatorSheet(
        programme=programme,
        days=days,
        indicators=tuple(Indicator(title=a, clause=b, value=c) for a, b, c in rows),
        tables=(
            _people(((sex, age, count) for sex, age, _kind, count in figures.people)),
            TableBySex(title=N_("People by what they were"), rows=kinds),
            TableBySex(title=N_("Weapons by who handed them in"), rows=categories),
            TableBySex(title=N_("Rounds by who handed them in"), rows=rounds),
        ),
    )


def days_of(from_day: dt.date | None, to_day: dt.date | None) -> str:
    """Return a period in words."""
    if from_day is None and to_day is None:
        return _("All days")
    if from_day == to_day and from_day is not None:
        return i18n.format_date(from_day)
    if from_day is None and to_day is not None:
        return _("Until {day}").format(day=i18n.format_date(to_day))
    if to_day is None and from_day is not None:
        return _("From {day}").format(day=i18n.format_date(from_day))
    days = (i18n.format_date(each) for each in (from_day, to_day) if each is not None)
    return " – ".join(days)


def _people(people: Iterable[tuple[Sex | None, AgeGroup, int]]) -> TableBySex:
    rows = _table(people, list(AgeGroup), lambda age: age.label)
    return TableBySex(title=N_("People by age group"), rows=rows)


def _table(
    counted: Iterable[tuple[Sex | None, T, int]], order: list[T], label: Callable[[T], str]
) -> tuple[BySex, ...]:
    """Return rows by sex in the order of a vocabulary; rows of nobody are left out."""
    found: dict[T, dict[Sex | None, int]] = {}
    for sex, key, count in counted:
        row = found.setdefault(key, {})
        row[sex] = row.get(sex, 0) + count
    return tuple(
        BySex(
            label=label(key),
            female=found[key].get(Sex.FEMALE, 0),
            male=found[key].get(Sex.MALE, 0),
            untold=found[key].get(None, 0),
        )
        for key in order
        if key in found
    )


def _together(items: Iterable[tuple[str, int]]) -> tuple[ItemsReceived, ...]:
    """Return items of one type as one line: a receipt says type and quantity."""
    found: dict[str, int] = {}
    for kind, quantity in items:
        found[kind] = found.get(kind, 0) + quantity
    return tuple(ItemsReceived(kind=kind, quantity=count) for kind, count in found.items())


def _tags(tags: Sequence[str]) -> str:
    """Return a few tags by name; of many, how many and between which they are."""
    found = sorted(tags)
    if len(found) <= _FEW_TAGS:
        return i18n.listed(found)
    return _("{count} tags, from {first} to {last}").format(
        count=i18n.format_number(len(found)), first=found[0], last=found[-1]
    )


def _of(part: int, whole: int) -> str:
    return _("{part} of {whole}").format(
        part=i18n.format_number(part), whole=i18n.format_number(whole)
    )
