"""Weapons from hand to hand and place to place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import click
from typing_extensions import override

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.naming import Day
from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import result
from stockpile_app.cli.query import PLACE_OPTIONS, Code, place_id, takes
from stockpile_app.cli.session import signed_in
from stockpile_app.domain.movements import (
    DispatchContainers,
    IssueWeapons,
    MovementDone,
    MoveWeapons,
    ReceiveDispatch,
    ReturnWeapons,
)
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import CustodyKind, Status
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext, tr
from stockpile_app.services.gateway import Services

_NO_PLACE: Final = N_("Say into which place: --depot, --store or --rack.")
_NO_SEALS: Final = N_("“{given}” is not a container with its seals, such as C7=S1001,S1002.")


def _who(name: str, text: str) -> Callable[..., Any]:
    return option(f"--{name}-by", metavar="NAME", default="", help=text)


_ON: Final = option("--on", type=Day(), help=N_("The day it happened; today unless given."))
_EXPLANATION: Final = option(
    "--explanation",
    metavar="TEXT",
    default="",
    help=N_("Why the day is before something known of a weapon."),
)
_HANDED: Final = _who("handed", N_("Who hands over; who signs in unless given."))
_RECEIVED: Final = _who("received", N_("Who receives."))
_AUTHORISED: Final = _who("authorised", N_("Who authorises it."))


@command("issue", N_("Hand the weapons NUMBER… to a person or unit."))
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER…")
@takes(
    option("--to", required=True, metavar="NAME", help=N_("The code or name of who gets them.")),
    option("--due", type=Day(), help=N_("When they should be back.")),
    option(
        "--as",
        "custody",
        type=Code(CustodyKind),
        default=CustodyKind.ISSUE.value,
        show_default=True,
        help=N_("issue, loan or repair."),
    ),
    _HANDED,
    _who("received", N_("Who receives; the person unless given.")),
    _AUTHORISED,
    option("--purpose", metavar="TEXT", default="", help=N_("What for.")),
    _ON,
    _EXPLANATION,
)
@pass_session
def issue_command(session: Session, /, numbers: tuple[str, ...], **given: Any) -> None:
    """Issue or lend weapons, or send them to repair."""
    with signed_in(session) as services:
        person = naming.person(services, given["to"])
        done = services.movements.issue(
            IssueWeapons(
                weapon_ids=naming.weapon_ids(services, numbers),
                custody=given["custody"],
                person_id=person.id,
                due_on=given["due"],
                occurred_on=_day(services, given),
                handed_by=_by(services, given, "handed_by"),
                received_by=given["received_by"] or person.name,
                authorised_by=given["authorised_by"],
                purpose=given["purpose"],
                explanation=given["explanation"],
            )
        )
    _tell(session, done, len(numbers), _issued(len(numbers)), name=person.title)


@command("return", N_("Take the weapons NUMBER… back into a place."))
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER…")
@takes(
    *PLACE_OPTIONS,
    _who("handed", N_("Who gives them back.")),
    _who("received", N_("Who takes them; who signs in unless given.")),
    option("--notes", metavar="TEXT", default="", help=N_("What is to be remarked.")),
    _ON,
    _EXPLANATION,
)
@pass_session
def return_command(session: Session, /, numbers: tuple[str, ...], **given: Any) -> None:
    """Take weapons back from whoever has them."""
    with signed_in(session) as services:
        done = services.movements.give_back(
            ReturnWeapons(
                weapon_ids=naming.weapon_ids(services, numbers),
                place_id=_place(services, given),
                occurred_on=_day(services, given),
                handed_by=given["handed_by"],
                received_by=_by(services, given, "received_by"),
                notes=given["notes"],
                explanation=given["explanation"],
            )
        )
    sentence = ngettext(
        "{number}: {count} weapon is back.", "{number}: {count} weapons are back.", len(numbers)
    )
    _tell(session, done, len(numbers), sentence)


@command("move", N_("Put the weapons NUMBER… in another place of the same depot."))
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER…")
@takes(
    *PLACE_OPTIONS,
    _HANDED,
    _RECEIVED,
    _AUTHORISED,
    option("--reason", metavar="TEXT", default="", help=N_("Why.")),
    _ON,
    _EXPLANATION,
)
@pass_session
def move_command(session: Session, /, numbers: tuple[str, ...], **given: Any) -> None:
    """Move weapons within a depot."""
    with signed_in(session) as services:
        done = services.movements.move(
            MoveWeapons(
                weapon_ids=naming.weapon_ids(services, numbers),
                place_id=_place(services, given),
                occurred_on=_day(services, given),
                handed_by=_by(services, given, "handed_by"),
                received_by=given["received_by"],
                authorised_by=given["authorised_by"],
                reason=given["reason"],
                explanation=given["explanation"],
            )
        )
    sentence = ngettext(
        "{number}: {count} weapon is moved.", "{number}: {count} weapons are moved.", len(numbers)
    )
    _tell(session, done, len(numbers), sentence)


@command("dispatch", N_("Send the sealed containers CONTAINER… to another depot."))
@click.argument("containers", nargs=-1, required=True, metavar="CONTAINER…")
@takes(
    option("--depot", required=True, metavar="NAME", help=N_("To this depot (name or code).")),
    option("--expected", type=Day(), required=True, help=N_("When they should be there.")),
    _HANDED,
    _who("received", N_("Who takes them on the way.")),
    _AUTHORISED,
    option("--vehicle", metavar="TEXT", default="", help=N_("The vehicle.")),
    option("--escort", metavar="TEXT", default="", help=N_("Who guards it.")),
    _ON,
    _EXPLANATION,
)
@pass_session
def dispatch_command(session: Session, /, containers: tuple[str, ...], **given: Any) -> None:
    """Send containers with all that is in them."""
    with signed_in(session) as services:
        done = services.movements.dispatch(
            DispatchContainers(
                container_ids=tuple(naming.container_id(services, each) for each in containers),
                depot_id=services.places.find(given["depot"]).id,
                occurred_on=_day(services, given),
                expected_on=given["expected"],
                handed_by=_by(services, given, "handed_by"),
                received_by=given["received_by"],
                authorised_by=given["authorised_by"],
                vehicle=given["vehicle"],
                escort=given["escort"],
                explanation=given["explanation"],
            )
        )
        weapons = services.movements.get(done.movement_id).weapons
    sentence = ngettext(
        "{number}: {count} weapon is on the way.",
        "{number}: {count} weapons are on the way.",
        weapons,
    )
    _tell(session, done, weapons, sentence)


class _Seals(click.ParamType[Any]):
    """A container and the seals that were read on it."""

    name = "seals"

    @override
    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "CONTAINER=SEAL,…"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, tuple[str, ...]]:
        container, equals, seals = str(value).partition("=")
        if not equals or not container.strip():
            self.fail(tr(_NO_SEALS, given=str(value)), param, ctx)
        return container, tuple(filter(None, (each.strip() for each in seals.split(","))))


@command("receive", N_("Confirm what arrived of the dispatch DISPATCH, line by line."))
@click.argument("dispatch")
@takes(
    *PLACE_OPTIONS,
    option("--seals", type=_Seals(), multiple=True, help=N_("Seals as read on arrival.")),
    option("--seen", multiple=True, metavar="NUMBER", help=N_("A weapon that is there.")),
    option("--all", "everything", is_flag=True, help=N_("All weapons in transit are there.")),
    option("--missing", multiple=True, metavar="NUMBER", help=N_("A weapon that is not there.")),
    option("--unexpected", multiple=True, metavar="TEXT", help=N_("A weapon not on the manifest.")),
    _who("handed", N_("Who hands over.")),
    _who("received", N_("Who receives; who signs in unless given.")),
    option("--notes", metavar="TEXT", default="", help=N_("What is to be remarked.")),
    _ON,
    _EXPLANATION,
)
@pass_session
def receive_command(session: Session, /, dispatch: str, **given: Any) -> None:
    """Receive a dispatch; what is missing is reported as an incident at once."""
    with signed_in(session) as services:
        dispatch_id = naming.entry_id(services, dispatch)
        missing = naming.weapon_ids(services, given["missing"])
        seen = naming.weapon_ids(services, given["seen"])
        if given["everything"]:
            lines = services.movements.dispatch_record(dispatch_id).lines
            still = [each.weapon for each in lines if each.weapon.status is Status.IN_TRANSIT]
            seen = tuple(each.id for each in still if each.id not in missing)
        seals = {naming.container_id(services, name): read for name, read in given["seals"]}
        done = services.movements.receive(
            ReceiveDispatch(
                dispatch_id=dispatch_id,
                place_id=_place(services, given),
                occurred_on=_day(services, given),
                handed_by=given["handed_by"],
                received_by=_by(services, given, "received_by"),
                weapon_ids=seen,
                missing_ids=missing,
                unexpected=given["unexpected"],
                seals=seals,
                notes=given["notes"],
                explanation=given["explanation"],
            )
        )
    sentence = ngettext(
        "{number}: {count} weapon is received.",
        "{number}: {count} weapons are received.",
        len(seen),
    )
    _tell(session, done, len(seen), sentence)


def _day(services: Services, given: dict[str, Any]) -> dt.date:
    return given["on"] or services.desk.today


def _by(services: Services, given: dict[str, Any], name: str) -> str:
    """Return a name that was given, or that of who signs in."""
    return given[name] or services.user.full_name


def _place(services: Services, given: dict[str, Any]) -> int:
    found = place_id(services, given["depot"], given["store"], given["rack"])
    if found is None:
        raise click.UsageError(_(_NO_PLACE))
    return found


def _issued(number: int) -> str:
    return ngettext(
        "{number}: {count} weapon is with {name}.",
        "{number}: {count} weapons are with {name}.",
        number,
    )


def _tell(
    session: Session, done: MovementDone, weapons: int, sentence: str, *, name: str = ""
) -> None:
    line = sentence.format(number=done.number, count=i18n.format_number(weapons), name=clean(name))
    lines = [line]
    if done.incident_id is not None:
        lines.append(tr(N_("Incident {incident} was reported."), incident=done.incident_id))
    data = {
        "id": done.movement_id,
        "number": done.number,
        "weapons": weapons,
        "incident": done.incident_id,
    }
    result(session, data, lines)
