"""Collections on a terminal: sites, days, indicators, plans and people by code.

Nobody's name is told here: whoever may see names sees them at a window, where looking is an entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

import click
from typing_extensions import override

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.commands.collection_import import import_forms
from stockpile_app.cli.options import Command, Group, Session, option, pass_session
from stockpile_app.cli.output import fields, iso, label, result, table
from stockpile_app.cli.session import signed_in
from stockpile_app.domain.collection_days import CloseDay, DayFigures, PlanSite
from stockpile_app.domain.collection_people import ParticipantRecord
from stockpile_app.domain.collection_sites import SiteRecord
from stockpile_app.domain.collections import HandInQuery, HandInRecord
from stockpile_app.domain.collections_vocabulary import DayCheck
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr
from stockpile_app.services.gateway import Services

_NO_CHECK: Final = N_("Write CHECK=WHY, where CHECK is one of: {known}.")
_NO_SITE: Final = N_("There is no site “{site}”. The sites are: {known}.")
_NO_PROGRAMME: Final = N_("There is no programme “{name}” in this register.")


class _Explanation(click.ParamType[tuple[DayCheck, str]]):
    """A figure that differs, and why: ``receipts=The printer broke``."""

    name = "explanation"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[DayCheck, str]:
        code, equals, words = str(value).partition("=")
        known = {each.value: each for each in DayCheck}
        if not equals or code.strip() not in known:
            self.fail(tr(_NO_CHECK, known=", ".join(known)), param, ctx)
        return known[code.strip()], words


@click.group("collect", cls=Group, help=N_("Tell of weapons collected from people; close days."))
def collect_command() -> None:
    """Hold the commands about collections."""


collect_command.add_command(import_forms)


@collect_command.command("sites", cls=Command, help=N_("List collection sites."))
@option("--all", "closed", is_flag=True, help=N_("Those that are closed, too."))
@pass_session
def list_sites(session: Session, *, closed: bool) -> None:
    """Print sites with what waits there."""
    with signed_in(session, read_only=True) as services:
        found = services.collections.setup.sites(closed=closed)
    head = (
        *(_("Code"), _("Site"), _("Programme"), _("People"), _("Open"), _("Days open")),
        *(_("Weapons there"), _("Since")),
    )
    rows = (
        (
            each.code,
            each.name,
            each.programme_name,
            str(each.participants),
            str(each.open_hand_ins),
            str(len(each.days_open)),
            str(each.weapons_here),
            i18n.format_date(each.oldest_on) if each.oldest_on else "",
        )
        for each in found
    )
    data = {"sites": [_site_data(each) for each in found]}
    result(session, data, table(head, rows, frozenset({3, 4, 5, 6}), frozenset({0})))


def _site_data(each: SiteRecord) -> dict[str, Any]:
    return {
        "id": each.id,
        "code": each.code,
        "name": each.name,
        "programme": each.programme_name,
        "kind": each.kind.value,
        "custody": each.custody.value,
        "opened_on": each.opened_on.isoformat(),
        "closed_on": iso(each.closed_on),
        "participants": each.participants,
        "open_hand_ins": each.open_hand_ins,
        "days_open": [day.isoformat() for day in each.days_open],
        "weapons_here": each.weapons_here,
        "oldest_on": iso(each.oldest_on),
    }


@collect_command.command(
    "day", cls=Command, help=N_("Tell the figures of a day at a site, or close it.")
)
@click.argument("site")
@option("--day", "on", type=naming.Day(), metavar="DAY", help=N_("The day; today if not given."))
@option("--close", is_flag=True, help=N_("Close the day, if its figures agree."))
@option(
    "--why",
    "reasons",
    type=_Explanation(),
    multiple=True,
    metavar="CHECK=WHY",
    help=N_("Why two figures differ, such as “receipts=The printer broke”. May be repeated."),
)
@option("--spoilt", multiple=True, metavar="TAG", help=N_("A spoilt tag. May be repeated."))
@pass_session
def tell_day(session: Session, /, site: str, **chosen: Any) -> None:
    """Print what was done on a day, and whether it agrees; close it if asked."""
    with signed_in(session, read_only=not chosen["close"]) as services:
        found = _site(services, site)
        day = chosen["on"] or services.desk.today
        days = services.collections.days
        if chosen["close"]:
            figures = days.close(
                CloseDay(
                    site=found.id,
                    day=day,
                    explanations=dict(chosen["reasons"]),
                    spoilt=chosen["spoilt"],
                )
            )
        else:
            figures = days.figures(found.id, day)
    result(session, _day_data(figures), _day_lines(figures))


def _day_data(figures: DayFigures) -> dict[str, Any]:
    return {
        "site": figures.site_name,
        "day": figures.day.isoformat(),
        "closed_by": figures.closed_by or None,
        "open_hand_ins": list(figures.open_hand_ins),
        "served": figures.served,
        "ineligible": figures.ineligible,
        "checks": [
            {
                "check": each.check.value,
                "first": each.first,
                "second": each.second,
                "agrees": each.agrees,
                "explanation": each.explanation,
            }
            for each in figures.pairs
        ],
        "weapons": [
            {
                "category": category.value if category else None,
                "handed_in": taken,
                "present": present,
                "sent": sent,
            }
            for category, taken, present, sent in figures.weapons
        ],
        "people": [
            {"sex": sex.value if sex else None, "age_group": group.value, "people": count}
            for sex, group, count in figures.people
        ],
        "ammunition": dict(figures.ammunition),
        "explosives": dict(figures.explosives),
        "rounds": figures.rounds,
        "spoilt": list(figures.spoilt),
    }


def _day_lines(figures: DayFigures) -> Iterator[str]:
    closed = figures.closed_by or _("not closed")
    yield from fields(
        (
            (_("Site"), figures.site_name),
            (_("Day"), i18n.format_date(figures.day)),
            (_("Closed by"), closed),
            (_("Still open"), ", ".join(figures.open_hand_ins)),
            (_("People served"), figures.served),
            (_("Weapons"), sum(taken for _category, taken, *_rest in figures.weapons)),
            (_("Rounds"), figures.rounds),
            (_("Explosive items"), sum(count for _what, count in figures.explosives)),
        )
    )
    yield ""
    rows = (
        (label(each.check), str(each.first), str(each.second), _verdict(each.agrees, each))
        for each in figures.pairs
    )
    yield from table((_("Check"), "1", "2", _("Agrees")), rows, frozenset({1, 2}))


def _verdict(agrees: object, pair: Any) -> str:
    return _("yes") if agrees else pair.explanation or _("NO")


@collect_command.command(
    "indicators", cls=Command, help=N_("Count people and weapons by sex and age.")
)
@option("--programme", default="", metavar="NAME", help=N_("Of this programme alone."))
@option("--from", "from_day", type=naming.Day(), metavar="DAY", help=N_("From this day on."))
@option("--to", "to_day", type=naming.Day(), metavar="DAY", help=N_("Up to this day."))
@pass_session
def count_indicators(
    session: Session, *, programme: str, from_day: dt.date | None, to_day: dt.date | None
) -> None:
    """Print the indicators of IDDRS 5.10, and of 4.10 box 2."""
    with signed_in(session, read_only=True) as services:
        wanted = _programme(services, programme) if programme else None
        found = services.collections.figures.indicators(wanted, from_day, to_day)
    share = found.share_of_women_combatants
    told: tuple[tuple[str, str, Any], ...] = (
        ("women_combatants", _("Female ex-combatants registered"), found.women_combatants),
        ("weapons", _("Weapons collected"), found.total_weapons),
        (
            "share_of_women_combatants",
            _("Of them from female ex-combatants, %"),
            None if share is None else round(share, 1),
        ),
        ("rounds", _("Rounds collected"), sum(count for _sex, count in found.rounds)),
        ("explosives", _("Explosive items referred"), found.explosives),
        ("staff", _("Staff of the sites"), found.staff),
        ("women_staff", _("Women among them"), found.women_staff),
        ("campaigns", _("Information campaigns"), found.campaigns),
        ("campaigns_for_women", _("For women"), found.campaigns_for_women),
        ("women_reached", _("Women reached"), found.women_reached),
        ("recorded", _("Weapons recorded"), found.recorded),
        ("marked", _("Weapons marked"), found.marked),
        ("destroyed", _("Weapons destroyed"), found.destroyed),
        ("lost", _("Weapons lost or stolen"), found.lost),
        ("ineligible", _("Not eligible"), found.ineligible),
        ("appeals", _("Appeals"), found.appeals),
    )
    data: dict[str, Any] = {key: value for key, _name, value in told}
    data["people"] = [
        {
            "sex": sex.value if sex else None,
            "age_group": group.value,
            "kind": kind.value,
            "people": count,
        }
        for sex, group, kind, count in found.people
    ]
    shown = ((name, _("n/a") if value is None else str(value)) for _key, name, value in told)
    result(session, data, fields(shown))


@collect_command.command("plan", cls=Command, help=N_("Tell how many days a site needs."))
@click.argument("site")
@click.argument("people", type=int)
@option("--lanes", type=int, metavar="N", help=N_("People served at the same time."))
@option("--hours", type=int, metavar="N", help=N_("Hours a day."))
@option("--minutes", type=int, metavar="N", help=N_("Minutes that a person takes."))
@pass_session
def plan_site(session: Session, /, site: str, people: int, **given: int | None) -> None:
    """Print what a site can do, with its own figures where none are given."""
    with signed_in(session, read_only=True) as services:
        asked = PlanSite(site=_site(services, site).id, people=people, **given)
        found = services.collections.figures.plan(asked)
    told = (
        ("people", _("People"), found.people),
        ("lanes", _("Lanes"), found.lanes),
        ("hours", _("Hours a day"), found.hours),
        ("minutes", _("Minutes a person"), found.minutes),
        ("per_day", _("People a day"), found.per_day),
        ("days", _("Days"), found.days),
        ("lanes_needed", _("Lanes for one day"), found.lanes_needed),
    )
    data = {key: value for key, _name, value in told}
    result(session, data, fields((name, value) for _key, name, value in told))


@collect_command.command(
    "participant", cls=Command, help=N_("Tell what a participant handed in, by code.")
)
@click.argument("code")
@pass_session
def tell_participant(session: Session, code: str) -> None:
    """Print what everybody may know of a participant."""
    with signed_in(session, read_only=True) as services:
        people = services.collections.people
        found = people.find(code)
        hand_ins = people.hand_ins(HandInQuery(participant=found.code))
    result(session, _participant_data(found, hand_ins), _participant_lines(found, hand_ins))


def _participant_data(found: ParticipantRecord, hand_ins: Any) -> dict[str, Any]:
    return {
        "code": found.code,
        "site": found.site_name,
        "sex": found.sex.value if found.sex else None,
        "age_group": found.age_group.value,
        "kind": found.kind.value,
        "eligible": found.eligible,
        "ineligible": found.ineligible.value if found.ineligible else None,
        "appeal": found.appeal.value,
        "erased": found.erased,
        "hand_ins": [_hand_in_data(each) for each in hand_ins],
    }


def _hand_in_data(each: HandInRecord) -> dict[str, Any]:
    return {
        "number": each.number,
        "opened_at": each.opened_at.isoformat(),
        "closed_at": each.closed_at.isoformat() if each.closed_at else None,
        "weapons": each.weapons,
        "rounds": each.rounds,
        "explosives": each.explosives,
        "cancelled": each.cancelled,
    }


def _participant_lines(found: ParticipantRecord, hand_ins: Any) -> Iterator[str]:
    eligible = {True: _("yes"), False: _("no"), None: _("not decided")}[found.eligible]
    yield from fields(
        (
            (_("Code"), found.code),
            (_("Site"), found.site_name),
            (_("Sex"), label(found.sex)),
            (_("Age group"), label(found.age_group)),
            (_("Who"), label(found.kind)),
            (_("Eligible"), eligible),
            (_("Reason"), label(found.ineligible) if found.ineligible else ""),
            (_("Appeal"), label(found.appeal)),
        )
    )
    yield ""
    head = (_("Number"), _("Day"), _("Weapons"), _("Rounds"), _("Explosive items"))
    rows = (
        (
            each.number,
            i18n.format_date(each.opened_at.date()),
            str(each.weapons),
            str(each.rounds),
            str(each.explosives),
        )
        for each in hand_ins
    )
    yield from table(head, rows, frozenset({2, 3, 4}), frozenset({0}))


def _site(services: Services, wanted: str) -> SiteRecord:
    """Return the site with this code or name, closed or not.

    Raises:
        NotFound: There is none; says which there are.
    """
    sites = services.collections.setup.sites(closed=True)
    for each in sites:
        if wanted.strip().casefold() in {each.code.casefold(), each.name.casefold()}:
            return each
    raise NotFound(_NO_SITE, site=wanted, known=", ".join(each.code for each in sites) or "–")


def _programme(services: Services, name: str) -> int:
    for each in services.collections.setup.programmes():
        if name.strip().casefold() == each.name.casefold():
            return each.id
    raise NotFound(_NO_PROGRAMME, name=name)
