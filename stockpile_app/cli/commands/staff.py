"""Training and qualifications on a terminal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.naming import Day
from stockpile_app.cli.options import Command, Group, Session, option, pass_session
from stockpile_app.cli.output import iso, label, result, show_day, table, tell_paper
from stockpile_app.cli.query import takes
from stockpile_app.cli.session import signed_in
from stockpile_app.domain.staff import GainQualification, HoldTraining, PrintTraining
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr

_OUT: Any = click.Path(path_type=Path, dir_okay=False)


@click.group("training", cls=Group, help=N_("Keep training and qualifications of staff."))
def training_command() -> None:
    """Hold the commands about training."""


@training_command.command("list", cls=Command, help=N_("List courses, the newest first."))
@takes(option("--since", type=Day(), help=N_("The first day.")))
@takes(option("--until", type=Day(), help=N_("The last day.")))
@pass_session
def list_trainings(session: Session, since: dt.date | None, until: dt.date | None) -> None:
    """Print courses."""
    with signed_in(session, read_only=True) as services:
        found = services.staff.trainings(since, until)
    head = (_("Last day"), _("Course"), _("Topic"), _("Given by"), _("Women"), _("Men"))
    rows = [
        (
            show_day(each.held_on),
            each.title,
            _(each.topic_name),
            each.provider,
            i18n.format_number(each.women),
            i18n.format_number(each.men),
        )
        for each in found
    ]
    data = [
        {
            "id": each.id,
            "topic": each.topic,
            "title": each.title,
            "held_on": iso(each.held_on),
            "provider": each.provider,
            "days": each.days,
            "women": each.women,
            "men": each.men,
            "not_recorded": each.unknown,
        }
        for each in found
    ]
    result(session, {"courses": data}, table(head, rows, frozenset({4, 5})))


@training_command.command(
    "qualifications", cls=Command, help=N_("List qualifications; what runs out first comes first.")
)
@pass_session
def list_qualifications(session: Session) -> None:
    """Print qualifications."""
    with signed_in(session, read_only=True) as services:
        found = services.staff.qualifications()
    head = (_("Person"), _("Topic"), _("Gained"), _("Runs out"), _("Stands"))
    rows = [
        (
            each.person,
            _(each.topic_name),
            show_day(each.gained_on),
            show_day(each.expires_on),
            label(each.validity),
        )
        for each in found
    ]
    data = [
        {
            "id": each.id,
            "person": each.person,
            "topic": each.topic,
            "gained_on": iso(each.gained_on),
            "expires_on": iso(each.expires_on),
            "validity": each.validity.value,
        }
        for each in found
    ]
    result(session, {"qualifications": data}, table(head, rows))


@training_command.command(
    "who", cls=Command, help=N_("Tell who may be given DUTY, such as counter.")
)
@click.argument("duty", metavar="DUTY")
@option("--on", "day", type=Day(), help=N_("The day; today unless given."))
@pass_session
def who(session: Session, duty: str, day: dt.date | None) -> None:
    """Print who may be given a duty."""
    with signed_in(session, read_only=True) as services:
        found = services.staff.assignable(duty, day)
    head = (_("Person"), _("May be given it"), _("Ran out"), _("Not held"))
    rows = [
        (
            each.person,
            _("yes") if each.may else _("no"),
            ", ".join(map(_, each.expired)),
            ", ".join(map(_, each.missing)),
        )
        for each in found
    ]
    data = [
        {
            "person": each.person,
            "may": each.may,
            "expired": list(each.expired),
            "missing": list(each.missing),
        }
        for each in found
    ]
    result(session, {"duty": duty, "people": data}, table(head, rows))


@training_command.command("hold", cls=Command, help=N_("Record a course."))
@takes(
    option("--topic", required=True, metavar="CODE", help=N_("A topic, or words.")),
    option("--title", required=True, metavar="TEXT", help=N_("What the course is called.")),
    option("--provider", required=True, metavar="TEXT", help=N_("Who gave it.")),
    option("--on", "held_on", type=Day(), help=N_("Its last day; today unless given.")),
    option("--days", type=int, default=1, show_default=True, help=N_("How many days.")),
    option("--person", "people", multiple=True, metavar="NAME", help=N_("Who took part.")),
    option("--women", type=int, default=0, help=N_("Other women who took part.")),
    option("--men", type=int, default=0, help=N_("Other men who took part.")),
    option("--qualifies", is_flag=True, help=N_("Those named are qualified by it.")),
)
@pass_session
def hold(session: Session, /, **given: Any) -> None:
    """Record a course."""
    with signed_in(session) as services:
        people = tuple(naming.person(services, name).id for name in given.pop("people"))
        held_on = given.pop("held_on") or services.desk.today
        done = services.staff.hold(HoldTraining(held_on=held_on, people=people, **given))
    result(session, {"id": done.id}, [tr(N_("Course {id} is recorded."), id=done.id)])


@training_command.command("qualify", cls=Command, help=N_("Record that PERSON is qualified."))
@click.argument("person", metavar="PERSON")
@takes(
    option("--topic", required=True, metavar="CODE", help=N_("A topic, or words.")),
    option("--on", "gained_on", type=Day(), help=N_("Since when; today unless given.")),
    option("--until", "expires_on", type=Day(), help=N_("Until when; else as the topic says.")),
    option("--certificate", default="", metavar="TEXT", help=N_("Number of the certificate.")),
)
@pass_session
def qualify(session: Session, /, person: str, **given: Any) -> None:
    """Record a qualification."""
    with signed_in(session) as services:
        person_id = naming.person(services, person).id
        gained_on = given.pop("gained_on") or services.desk.today
        done = services.staff.gain(
            GainQualification(person_id=person_id, gained_on=gained_on, **given)
        )
    result(session, {"id": done.id}, [tr(N_("Qualification {id} is recorded."), id=done.id)])


@training_command.command("paper", cls=Command, help=N_("Print training and qualifications."))
@click.argument("out", type=_OUT)
@takes(
    option("--since", type=Day(), required=True, help=N_("The first day.")),
    option("--until", type=Day(), help=N_("The last day; today unless given.")),
)
@pass_session
def trainingtell_paper(session: Session, out: Path, since: dt.date, until: dt.date | None) -> None:
    """Print the list."""
    with signed_in(session) as services:
        last = until or services.desk.today
        wanted = PrintTraining(out=out, from_day=since, to_day=last)
        done = services.staff.papers.training(wanted)
    tell_paper(session, done)
