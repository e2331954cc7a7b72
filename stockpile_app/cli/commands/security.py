"""Physical-security checks of depots."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.naming import Day
from stockpile_app.cli.options import Command, Group, Session, option, pass_session
from stockpile_app.cli.output import label, result, table
from stockpile_app.cli.query import Code, takes
from stockpile_app.cli.session import signed_in
from stockpile_app.domain.security import AnswerQuestion, CheckRecord, CompleteCheck, OpenCheck
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Answer
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr


@click.group("check", cls=Group, help=N_("List, open, answer and complete security checks."))
def check_command() -> None:
    """Hold the commands about security checks."""


@check_command.command("list", cls=Command, help=N_("List security checks, the newest first."))
@option("--depot", metavar="NAME", default="", help=N_("Of this depot (name or code)."))
@pass_session
def list_checks(session: Session, depot: str) -> None:
    """Print checks with their scores."""
    with signed_in(session, read_only=True) as services:
        place = services.places.find(depot).id if depot else None
        found = services.security.checks(place)
    head = (_("Check"), _("Depot"), _("Inspector"), _("Opened"), _("State"), _("Score"), _("Level"))
    rows = (
        (
            str(each.id),
            each.place,
            each.inspector,
            i18n.format_date(each.opened_on),
            label(each.state),
            _score(each),
            "" if each.level is None else str(each.level),
        )
        for each in found
    )
    data = {"checks": [_check(each) for each in found]}
    result(session, data, table(head, rows, frozenset({0, 5, 6})))


@check_command.command("open", cls=Command, help=N_("Begin a check of a depot."))
@takes(
    option("--depot", required=True, metavar="NAME", help=N_("The depot (name or code).")),
    option("--inspector", metavar="NAME", default="", help=N_("Who checks; who signs in.")),
    option("--on", type=Day(), help=N_("The day; today unless given.")),
)
@pass_session
def open_check(session: Session, depot: str, inspector: str, on: dt.date | None) -> None:
    """Open a check by the list that is in force."""
    with signed_in(session) as services:
        done = services.security.open(
            OpenCheck(
                place_id=services.places.find(depot).id,
                inspector=inspector or services.user.full_name,
                occurred_on=on or services.desk.today,
            )
        )
        check_list = services.security.check(done.check_id).check_list
    data = {"check": done.check_id, "questions": [each.code for each in check_list.questions]}
    lines = [tr(N_("Check {check} is open."), check=done.check_id)]
    result(
        session, data, [*lines, *(f"  {each.code}  {each.text}" for each in check_list.questions)]
    )


@check_command.command("answer", cls=Command, help=N_("Answer a question of a check."))
@click.argument("check")
@click.argument("question")
@click.argument("answer", type=Code(Answer))
@option("--note", metavar="TEXT", default="", help=N_("What was seen."))
@pass_session
def answer_question(session: Session, check: str, question: str, answer: Answer, note: str) -> None:
    """Record an answer; a later one replaces it."""
    with signed_in(session) as services:
        check_id = naming.entry_id(services, check)
        services.security.answer(
            AnswerQuestion(check_id=check_id, question=question, answer=answer, note=note)
        )
    data = {"check": check_id, "question": question, "answer": answer.value}
    result(session, data, [f"{question}  {label(answer)}"])


@check_command.command("complete", cls=Command, help=N_("Complete a check: score and findings."))
@click.argument("check")
@takes(
    option("--present", multiple=True, metavar="NAME", help=N_("Who was there; may be repeated.")),
    option("--notes", metavar="TEXT", default="", help=N_("What is to be remarked.")),
    option("--on", type=Day(), help=N_("The day; today unless given.")),
)
@pass_session
def complete_check(session: Session, /, check: str, **given: Any) -> None:
    """Complete a check and print what it scored."""
    with signed_in(session) as services:
        check_id = naming.entry_id(services, check)
        services.security.complete(
            CompleteCheck(
                check_id=check_id,
                occurred_on=given["on"] or services.desk.today,
                present=given["present"],
                notes=given["notes"],
            )
        )
        record = services.security.check(check_id).record
    line = tr(
        N_("Check {check}: {score}, level {level}."),
        check=check_id,
        score=_score(record),
        level=record.level,
    )
    result(session, _check(record), [line])


def _score(record: CheckRecord) -> str:
    if record.points is None or not record.out_of:
        return ""
    return f"{100 * record.points // record.out_of} %"  # never rounded up


def _check(record: CheckRecord) -> dict[str, Any]:
    return {
        "check": record.id,
        "depot": record.place,
        "inspector": record.inspector,
        "opened_on": record.opened_on.isoformat(),
        "completed_on": record.completed_on and record.completed_on.isoformat(),
        "state": record.state.value,
        "points": record.points,
        "out_of": record.out_of,
        "level": record.level,
        "failed": list(record.failed),
    }
