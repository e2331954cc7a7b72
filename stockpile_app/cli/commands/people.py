"""People, units and organisations who hold weapons and keys."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.options import Command, Group, Session, option, pass_session
from stockpile_app.cli.output import label, result, table
from stockpile_app.cli.query import Code, takes
from stockpile_app.cli.session import signed_in
from stockpile_app.domain.people import AddPerson, PersonRecord
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import PersonKind, Sex
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr


@click.group("people", cls=Group, help=N_("List, add and retire those who hold weapons and keys."))
def people_command() -> None:
    """Hold the commands about people."""


@people_command.command("list", cls=Command, help=N_("List people, units and organisations."))
@option("--all", "everybody", is_flag=True, help=N_("Those who are retired too."))
@pass_session
def list_people(session: Session, *, everybody: bool) -> None:
    """Print who may hold weapons, and how many they have."""
    with signed_in(session, read_only=True) as services:
        people = services.people.all(retired=everybody)
    head = (_("Name"), _("Code"), _("Kind"), _("Post"), _("Organisation"), _("Weapons"), _("Keys"))
    rows = (
        (
            tr(N_("{name} (retired)"), name=each.name) if each.retired else each.name,
            each.code,
            label(each.kind),
            each.post,
            each.organisation,
            i18n.format_number(each.weapons),
            i18n.format_number(each.keys),
        )
        for each in people
    )
    data = {"people": [asdict(each) for each in people]}
    result(session, data, table(head, rows, frozenset({5, 6}), frozenset({1})))


@people_command.command("add", cls=Command, help=N_("Add the person, unit or organisation NAME."))
@click.argument("name")
@takes(
    option("--code", default="", metavar="TEXT", help=N_("A service number or the like.")),
    option(
        "--kind",
        type=Code(PersonKind),
        default=PersonKind.PERSON.value,
        show_default=True,
        help=N_("person, unit or organisation."),
    ),
    option("--post", default="", metavar="TEXT", help=N_("What the person is there.")),
    option("--organisation", default="", metavar="TEXT", help=N_("To which they belong.")),
    option("--sex", type=Code(Sex), help=N_("female or male; where reports ask for it.")),
    option("--as-user", "user", default="", metavar="NAME", help=N_("The user that it is.")),
)
@pass_session
def add_person(session: Session, /, **given: Any) -> None:
    """Add somebody to whom weapons may be handed."""
    with signed_in(session) as services:
        done = services.people.add(AddPerson(**given))
        added = services.people.get(done.person_id)
    _tell(session, added, N_("{name} may hold weapons and keys."))


@people_command.command("retire", cls=Command, help=N_("Hand nothing more to NAME."))
@click.argument("name")
@option("--reason", default="", metavar="TEXT", help=N_("Why; it stands in the ledger."))
@pass_session
def retire_person(session: Session, name: str, reason: str) -> None:
    """Retire somebody who holds nothing; their history stays."""
    with signed_in(session) as services:
        found = naming.person(services, name)
        services.people.retire(found.id, reason)
        retired = services.people.get(found.id)
    _tell(session, retired, N_("{name} is retired; the history stays."))


def _tell(session: Session, person: PersonRecord, sentence: str) -> None:
    result(session, asdict(person), [tr(sentence, name=clean(person.title))])
