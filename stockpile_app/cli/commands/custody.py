"""Vouchers, and who has which weapons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

import click

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.naming import Day
from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import label, result, table
from stockpile_app.cli.query import Code, takes
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.movements import CustodyRecord, MovementRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext, tr

_MOST: Final = 1_000_000


@command("movements", N_("List vouchers, the newest first."))
@takes(
    option("--kind", "kinds", type=Code(MovementKind), multiple=True, help=N_("Of this kind.")),
    option("--person", metavar="NAME", default="", help=N_("Of this person or unit.")),
    option("--number", metavar="NUMBER", default="", help=N_("Of this weapon.")),
    option("--open", "open_only", is_flag=True, help=N_("With something out or in transit.")),
    option("--limit", type=click.IntRange(1, 10_000), default=100, help=N_("So many at most.")),
)
@pass_session
def movements_command(session: Session, /, **given: Any) -> None:
    """Print movements."""
    with signed_in(session, read_only=True) as services:
        person, number = given["person"], given["number"]
        found = services.movements.list(
            given["kinds"],
            person_id=naming.person(services, person).id if person else None,
            weapon_id=services.weapons.by_number(number).id if number else None,
            open_only=given["open_only"],
            limit=given["limit"],
        )
    head = (_("Number"), _("Kind"), _("Day"), _("Place"), _("Person"), _("Weapons"), _("Out"))
    rows = (
        (
            each.number,
            label(each.kind),
            i18n.format_date(each.occurred_on),
            each.place,
            each.person,
            i18n.format_number(each.weapons),
            i18n.format_number(each.open) if each.open else "",
        )
        for each in found
    )
    data = {"movements": [_movement(each) for each in found]}
    result(session, data, table(head, rows, frozenset({5, 6}), frozenset({0})))


@command("custody", N_("Tell which weapons are out, and who has them."))
@takes(
    option("--person", metavar="NAME", default="", help=N_("With this person or unit.")),
    option("--overdue", is_flag=True, help=N_("Only what should be back.")),
    option("--as-of", type=Day(), help=N_("As the register knew it at the end of that day (UTC).")),
)
@pass_session
def custody_command(
    session: Session, /, person: str, as_of: dt.date | None, *, overdue: bool
) -> None:
    """Print the weapons that are issued, on loan, in repair or in transit."""
    with signed_in(session, read_only=True) as services:
        person_id = naming.person(services, person).id if person else None
        if as_of is None:
            found = services.movements.custody(person_id, overdue_only=overdue, limit=_MOST)
        else:
            with meter() as progress, services.past.open(as_of, progress) as past:
                then = past.custody(person_id=person_id, limit=_MOST)
                found = [each for each in then if each.overdue or not overdue]
    data = {
        "as_of": as_of and as_of.isoformat(),
        "total": len(found),
        "custody": [_custody(each) for each in found],
    }
    result(session, data, _custody_lines(found))


def _custody(record: CustodyRecord) -> dict[str, Any]:
    return {
        "number": record.weapon.number,
        "serial": record.weapon.serial,
        "model": record.weapon.model,
        "kind": record.kind.value,
        "person": record.person,
        "since": record.since.isoformat(),
        "due_on": record.due_on and record.due_on.isoformat(),
        "overdue": record.overdue,
        "voucher": record.number,
    }


def _custody_lines(found: Sequence[CustodyRecord]) -> Iterator[str]:
    rows = [
        (
            each.weapon.number,
            each.weapon.serial or label(each.weapon.serial_state),
            each.weapon.model,
            each.person,
            label(each.kind),
            i18n.format_date(each.since),
            _due(each),
            each.number,
        )
        for each in found
    ]
    if not rows:
        yield _("No weapon is out.")
        return
    head = (
        _("Number"),
        _("Serial"),
        _("Model"),
        _("With"),
        _("Why"),
        _("Since"),
        _("Due back"),
        _("Voucher"),
    )
    yield from table(head, rows, whole=frozenset({0, 7}))
    sentence = ngettext("{count} weapon is out.", "{count} weapons are out.", len(rows))
    yield from ("", sentence.format(count=i18n.format_number(len(rows))))


def _due(record: CustodyRecord) -> str:
    day = i18n.format_date(record.due_on) if record.due_on else ""
    return tr(N_("{day}, overdue"), day=day) if record.overdue else day


def _movement(record: MovementRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "number": record.number,
        "kind": record.kind.value,
        "occurred_on": record.occurred_on.isoformat(),
        "place": record.place,
        "person": record.person,
        "weapons": record.weapons,
        "open": record.open,
        "overdue": record.overdue,
    }
