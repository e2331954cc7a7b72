"""Needs for assistance and lessons learned on a terminal."""

from __future__ import annotations

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
from stockpile_app.domain.needs import (
    NeedRecord,
    NeedWords,
    PrintLessons,
    PrintProposal,
    RaiseNeed,
    RecordLesson,
    StateNeed,
)
from stockpile_app.domain.needs_vocabulary import LessonKind, NeedKind, NeedStatus, Priority
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr
from stockpile_app.reference.need_words import evidence_words

_OUT: Any = click.Path(path_type=Path, dir_okay=False)


@click.group("needs", cls=Group, help=N_("State needs for assistance and follow them."))
def needs_command() -> None:
    """Hold the commands about needs."""


@needs_command.command("list", cls=Command, help=N_("List needs, the most pressing first."))
@option("--open", "open_only", is_flag=True, help=N_("Only those that are not settled."))
@pass_session
def list_needs(session: Session, *, open_only: bool) -> None:
    """Print needs."""
    with signed_in(session, read_only=True) as services:
        found = services.needs.list(open_only=open_only)
    head = (_("Number"), _("Need"), _("Kind"), _("Priority"), _("Stands"), _("Cost"))
    rows = [
        (
            each.number,
            each.words.title,
            label(each.kind),
            label(each.words.priority),
            label(each.status),
            "–"
            if each.words.cost is None
            else f"{i18n.format_number(each.words.cost)} {each.words.currency}",
        )
        for each in found
    ]
    data = {"needs": [_need(each) for each in found]}
    result(session, data, table(head, rows, frozenset({5}), frozenset({0})))


def _need(each: NeedRecord) -> dict[str, Any]:
    words = each.words
    return {
        "number": each.number,
        "kind": each.kind.value,
        "title": words.title,
        "objective": words.objective,
        "indicator": words.indicator,
        "baseline": words.baseline,
        "target": words.target,
        "unit": words.unit,
        "cost": words.cost,
        "currency": words.currency,
        "priority": words.priority.value,
        "due_on": iso(words.due_on),
        "status": each.status.value,
        "evidence": each.evidence,
    }


@needs_command.command(
    "suggest", cls=Command, help=N_("Tell the needs that the register's own figures speak for.")
)
@pass_session
def suggest(session: Session) -> None:
    """Print suggestions."""
    with signed_in(session, read_only=True) as services:
        found = services.needs.suggestions()
    head = (_("Need"), _("Because of"), _("Figures"))
    rows = [
        (
            _(each.title),
            label(each.origin),
            evidence_words(each.evidence),
        )
        for each in found
    ]
    data = [
        {"kind": each.kind.value, "origin": each.origin.value, "title": each.title}
        | {"baseline": each.baseline, "evidence": each.evidence}
        for each in found
    ]
    result(session, {"suggestions": data}, table(head, rows))


@needs_command.command("state", cls=Command, help=N_("State a need."))
@takes(
    option("--kind", type=click.Choice([each.value for each in NeedKind]), required=True),
    option("--title", required=True, metavar="TEXT", help=N_("What is needed.")),
    option("--objective", required=True, metavar="TEXT", help=N_("What it is to reach.")),
    option("--assessment", default="", metavar="TEXT", help=N_("What was found.")),
    option("--indicator", default="", metavar="TEXT", help=N_("What is counted.")),
    option("--baseline", type=int, default=0, help=N_("How many there are now.")),
    option("--target", type=int, default=0, help=N_("How many there should be.")),
    option("--unit", default="", metavar="TEXT", help=N_("What the figures are of.")),
    option("--cost", type=int, help=N_("Whole units of the currency.")),
    option("--currency", default="", metavar="CODE", help=N_("Three letters, such as USD.")),
    option("--by", "due_on", type=Day(), help=N_("By when.")),
    option(
        "--priority",
        type=click.Choice([each.value for each in Priority]),
        default=Priority.MEDIUM.value,
        show_default=True,
    ),
)
@pass_session
def state(session: Session, /, **given: Any) -> None:
    """State a need."""
    kind, priority = NeedKind(given.pop("kind")), Priority(given.pop("priority"))
    with signed_in(session) as services:
        words = NeedWords(priority=priority, **given)
        done = services.needs.state(RaiseNeed(kind=kind, words=words))
        number = services.needs.get(done.need_id).number
    result(session, {"number": number}, [tr(N_("{number} is stated."), number=number)])


@needs_command.command("follow", cls=Command, help=N_("Say how the need NUMBER stands."))
@click.argument("number", metavar="NUMBER")
@click.argument("status", type=click.Choice([each.value for each in NeedStatus]))
@takes(
    option("--measured", type=int, help=N_("The indicator when it was met.")),
    option("--partner", default="", metavar="TEXT", help=N_("Who funds it.")),
    option("--reason", default="", metavar="TEXT", help=N_("Why it is dropped.")),
)
@pass_session
def follow(session: Session, /, number: str, status: str, **given: Any) -> None:
    """Say how a need stands."""
    with signed_in(session) as services:
        need = naming.entry_id(services, number)
        services.needs.follow(StateNeed(need=need, status=NeedStatus(status), **given))
    result(session, {"number": number, "status": status}, [_("Recorded.")])


@needs_command.command("proposal", cls=Command, help=N_("Print a proposal of needs to OUT, a PDF."))
@click.argument("out", type=_OUT)
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True)
@takes(
    option("--title", default="", metavar="TEXT", help=N_("What the project is called.")),
    option("--summary", default="", metavar="TEXT", help=N_("The proposal in short.")),
    option("--contact", default="", metavar="TEXT", help=N_("Whom to ask.")),
)
@pass_session
def proposal(session: Session, /, out: Path, numbers: tuple[str, ...], **given: Any) -> None:
    """Print a proposal."""
    with signed_in(session) as services:
        needs = tuple(naming.entry_id(services, each) for each in numbers)
        done = services.needs.papers.proposal(PrintProposal(out=out, needs=needs, **given))
    tell_paper(session, done)


# --- lessons -------------------------------------------------------------------------------------


@click.group("lessons", cls=Group, help=N_("Write down good practices and lessons learned."))
def lessons_command() -> None:
    """Hold the commands about lessons."""


@lessons_command.command("list", cls=Command, help=N_("List lessons, the newest first."))
@option("--text", default="", metavar="TEXT", help=N_("Only those that have it in their words."))
@pass_session
def list_lessons(session: Session, text: str) -> None:
    """Print lessons."""
    with signed_in(session, read_only=True) as services:
        found = services.lessons.list(text=text)
    head = (_("Number"), _("Day"), _("Kind"), _("Title"), _("Passed on"))
    rows = [
        (
            str(each.id),
            show_day(each.recorded_on),
            label(each.kind),
            each.title,
            _("yes") if each.shareable else _("no"),
        )
        for each in found
    ]
    data = [
        {
            "id": each.id,
            "kind": each.kind.value,
            "title": each.title,
            "text": each.text,
            "topic": each.topic,
            "shareable": each.shareable,
        }
        for each in found
    ]
    result(session, {"lessons": data}, table(head, rows))


@lessons_command.command("record", cls=Command, help=N_("Write a lesson down."))
@takes(
    option("--title", required=True, metavar="TEXT", help=N_("In a few words.")),
    option("--text", required=True, metavar="TEXT", help=N_("What was learned.")),
    option("--topic", default="", metavar="TEXT", help=N_("What it is about.")),
    option("--good-practice", is_flag=True, help=N_("Something that went well.")),
    option("--share", "shareable", is_flag=True, help=N_("It may be passed on to others.")),
)
@pass_session
def record_lesson(session: Session, /, *, good_practice: bool, **given: Any) -> None:
    """Write a lesson down."""
    kind = LessonKind.GOOD_PRACTICE if good_practice else LessonKind.LESSON
    with signed_in(session) as services:
        done = services.lessons.record(RecordLesson(kind=kind, **given))
    said = tr(N_("Lesson {id} is recorded."), id=done.lesson_id)
    result(session, {"id": done.lesson_id}, [said])


@lessons_command.command("paper", cls=Command, help=N_("Print the lessons to OUT, a PDF."))
@click.argument("out", type=_OUT)
@option("--internal", is_flag=True, help=N_("All of them, with their sources."))
@pass_session
def lessonstell_paper(session: Session, out: Path, *, internal: bool) -> None:
    """Print the lessons."""
    with signed_in(session) as services:
        done = services.lessons.papers.paper(PrintLessons(out=out, internal=internal))
    tell_paper(session, done)
