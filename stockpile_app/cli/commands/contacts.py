"""The directory of national points of contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import click

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.options import Command, Group, Session, option, pass_session
from stockpile_app.cli.output import label, result, table
from stockpile_app.cli.query import Code, takes
from stockpile_app.cli.session import signed_in
from stockpile_app.domain.contacts import (
    ConfirmContact,
    ContactRecord,
    RetireContact,
    StateContact,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_vocabulary import ContactInstrument
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr
from stockpile_app.services.tracing_exports import plain

_NUMBER: Final = N_("{number} is in the directory: {office}.")


@click.group("contacts", cls=Group, help=N_("List and keep national points of contact."))
def contacts_command() -> None:
    """Hold the commands about the directory."""


@contacts_command.command("list", cls=Command, help=N_("List offices by country."))
@click.argument("text", default="")
@takes(
    option("--all", "everything", is_flag=True, help=N_("Those that are retired too.")),
    option("--stale", is_flag=True, help=N_("Only those that are to be confirmed again.")),
    option("--days", type=int, metavar="N", help=N_("Only those not confirmed for N days.")),
)
@pass_session
def list_contacts(
    session: Session, text: str, *, everything: bool, stale: bool, days: int | None
) -> None:
    """Print offices, with the day each was last confirmed."""
    with signed_in(session, read_only=True) as services:
        if stale or days is not None:
            found = services.contacts.unconfirmed(days)
        elif text:
            found = services.contacts.find(text)
        else:
            found = services.contacts.all(retired=everything)
    head = (_("No."), _("Country"), _("Office"), _("For"), _("E-mail"), _("Confirmed"))
    data = {"contacts": [plain(each) for each in found]}
    result(session, data, table(head, _rows(found), frozenset({0})))


def _rows(found: Sequence[ContactRecord]) -> list[tuple[str, ...]]:
    return [
        (
            str(each.id),
            each.country,
            tr(N_("{name} (retired)"), name=each.office) if each.retired else each.office,
            ", ".join(label(instrument) for instrument in each.instruments),
            each.email,
            i18n.format_date(each.confirmed_on) if each.confirmed_on else _("never"),
        )
        for each in found
    ]


@contacts_command.command("add", cls=Command, help=N_("State an office, new or as it is now."))
@click.argument("country")
@click.argument("office")
@takes(
    option("--number", "contact_id", type=int, metavar="N", help=N_("One that is there already.")),
    option(
        "--for",
        "instruments",
        type=Code(ContactInstrument),
        multiple=True,
        required=True,
        help=N_("poa, iti, firearms_protocol, interpol or other; may be repeated."),
    ),
    option("--authority", default="", metavar="TEXT", help=N_("To which it belongs.")),
    option("--post", default="", metavar="TEXT", help=N_("The post, never a person's name.")),
    option("--address", default="", metavar="TEXT", help=N_("Where letters go.")),
    option("--email", default="", metavar="TEXT", help=N_("E-mail address.")),
    option("--telephone", default="", metavar="TEXT", help=N_("With the country's prefix.")),
    option("--languages", default="", metavar="TEXT", help=N_("In which it may be written to.")),
    option("--confirmed-on", type=naming.Day(), help=N_("When it was last said to be right.")),
    option("--confirmed-by", default="", metavar="TEXT", help=N_("How that is known.")),
)
@pass_session
def add_contact(session: Session, /, **given: Any) -> None:
    """State an office."""
    with signed_in(session) as services:
        done = services.contacts.state(StateContact(**given))
        stated = services.contacts.get(done.contact_id)
    _tell(session, stated)


@contacts_command.command("confirm", cls=Command, help=N_("Say that office NUMBER is right."))
@click.argument("number", type=int)
@option("--on", "day", type=naming.Day(), help=N_("When; today if not given."))
@option("--by", "how", required=True, metavar="TEXT", help=N_("How it is known: call, letter."))
@pass_session
def confirm_contact(session: Session, number: int, day: dt.date | None, how: str) -> None:
    """Record that an office was found to be right."""
    with signed_in(session) as services:
        confirmed_on = day or services.desk.today
        services.contacts.confirm(
            ConfirmContact(contact_id=number, confirmed_on=confirmed_on, confirmed_by=how)
        )
        confirmed = services.contacts.get(number)
    _tell(session, confirmed)


@contacts_command.command("retire", cls=Command, help=N_("Take office NUMBER out."))
@click.argument("number", type=int)
@option("--reason", required=True, metavar="TEXT", help=N_("Why; it stands in the ledger."))
@pass_session
def retire_contact(session: Session, number: int, reason: str) -> None:
    """Take an office out of the directory."""
    with signed_in(session) as services:
        services.contacts.retire(RetireContact(contact_id=number, reason=reason))
        retired = services.contacts.get(number)
    sentence = tr(N_("{office} is out of the directory; the history stays."), office=retired.office)
    result(session, plain(retired), [sentence])


def _tell(session: Session, contact: ContactRecord) -> None:
    sentence = tr(_NUMBER, number=str(contact.id), office=contact.office)
    result(session, plain(contact), [sentence])
