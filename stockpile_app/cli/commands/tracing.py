"""Trace files on a terminal, for tracing officers alone; each look at one is an entry.

What a request says is read from a JSON file: long texts, and secrets, do not belong on a command
line, which shells keep.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

import click

from stockpile_app.cli import naming
from stockpile_app.cli.commands.tracing_outputs import (
    export,
    list_overdue,
    paper_command,
    stats,
)
from stockpile_app.cli.commands.tracing_words import (
    FILE_HEAD,
    HIT_HEAD,
    file_lines,
    file_row,
    hit_row,
)
from stockpile_app.cli.options import Command, Group, Session, option, pass_session
from stockpile_app.cli.output import result, table
from stockpile_app.cli.query import Code, takes
from stockpile_app.cli.session import signed_in
from stockpile_app.domain.confidential_facts.tracing import Description
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import (
    AcknowledgeTrace,
    CloseTrace,
    ContactChoice,
    MatchTraceWeapon,
    OpenTrace,
    ReceiveTrace,
    ReplyTrace,
    SendTrace,
)
from stockpile_app.domain.tracing_records import TraceFile
from stockpile_app.domain.tracing_vocabulary import (
    TraceDirection,
    TraceOutcome,
    WithholdingReason,
)
from stockpile_app.exchange.trace_request_file import RequestFile, read_request, template
from stockpile_app.exchange.trace_sheet import write_data
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr
from stockpile_app.services.tracing_exports import plain

_OPENED: Final = N_("Trace file {file} is opened.")
_RECORDED: Final = N_("It is recorded in trace file {file}.")
_WRITTEN: Final = N_("{file} is written. Whoever has it can read it.")
_PATH: Final = click.Path(path_type=Path, dir_okay=False)
_EXISTING: Final = click.Path(path_type=Path, dir_okay=False, exists=True)
_ON: Final = option("--on", "day", type=naming.Day(), help=N_("When; today if not given."))


@click.group("trace", cls=Group, help=N_("Keep trace files: for tracing officers alone."))
def trace_command() -> None:
    """Hold the commands about tracing."""


for _output in (paper_command, export, list_overdue, stats):
    trace_command.add_command(_output)


@trace_command.command("list", cls=Command, help=N_("List trace files, the newest first."))
@option("--open", "open_only", is_flag=True, help=N_("Only those that wait for an answer."))
@pass_session
def list_files(session: Session, *, open_only: bool) -> None:
    """Print trace files."""
    with signed_in(session) as services:
        found = services.tracing.files()
    shown = [each for each in found if each.state.is_open or not open_only]
    data = {"files": [_summary(each) for each in shown]}
    head = [_(each) for each in FILE_HEAD]
    result(session, data, table(head, map(file_row, shown), whole=frozenset({0})))


@trace_command.command("show", cls=Command, help=N_("Show trace file FILE; that is an entry."))
@click.argument("file")
@pass_session
def show_file(session: Session, file: str) -> None:
    """Print one trace file."""
    with signed_in(session) as services:
        found = services.tracing.open(file)
    result(session, plain(found), file_lines(found))


@trace_command.command("search", cls=Command, help=N_("Find the weapon that was misread."))
@click.argument("serial", default="")
@takes(
    option("--file", "file", default="", metavar="FILE", help=N_("Record it in this trace file.")),
    option("--maker", default="", metavar="TEXT", help=N_("As it was described.")),
    option("--model", default="", metavar="TEXT", help=N_("As it was described.")),
    option("--calibre", default="", metavar="TEXT", help=N_("As it was described.")),
    option("--country", default="", metavar="TEXT", help=N_("Of manufacture.")),
    option("--year", type=int, metavar="YEAR", help=N_("Of manufacture.")),
    option("--marks", "other_marks", default="", metavar="TEXT", help=N_("Another mark.")),
    option("--limit", type=click.IntRange(1, 500), default=20, show_default=True, metavar="N"),
)
@pass_session
def search(session: Session, /, file: str, limit: int, **said: Any) -> None:
    """Print the weapons that may be the one asked for, the likeliest first."""
    asked = Description(**said)
    with signed_in(session) as services:
        if file:
            described = asked if asked != Description() else None
            found = services.tracing.search.compare(file, described, limit=limit)
        else:
            found = services.tracing.search.look(asked, limit=limit)
    data = {
        "total": found.total,
        "seconds": round(found.seconds, 3),
        "hits": [_hit(each) for each in found.hits],
    }
    head = [_(each) for each in HIT_HEAD]
    result(session, data, table(head, map(hit_row, found.hits), frozenset({0}), frozenset({1})))


def _hit(each: Any) -> dict[str, Any]:
    return {
        "number": each.weapon.number,
        "serial": each.weapon.serial,
        "maker": each.weapon.maker,
        "model": each.weapon.model,
        "calibre": each.weapon.calibre,
        "score": each.score,
        "reason": each.reason.value,
        "compared": each.compared,
        "differences": list(each.differences),
        "fields": {agreed.field: agreed.agreement.value for agreed in each.fields},
    }


@trace_command.command("template", cls=Command, help=N_("Write an empty request to OUT.json."))
@click.argument("out", type=_PATH)
@pass_session
def write_template(session: Session, out: Path) -> None:
    """Write every field of a request, empty."""
    write_data(out, template())
    result(session, {"file": str(out)}, [tr(N_("{file} is written."), file=str(out))])


@trace_command.command("request", cls=Command, help=N_("Open a request about weapon NUMBER."))
@click.argument("number", default="")
@takes(
    option("--from", "path", type=_EXISTING, required=True, help=N_("What it says, as JSON.")),
    option("--domestic", is_flag=True, help=N_("A trace within the State.")),
    _ON,
)
@pass_session
def open_request(
    session: Session, number: str, path: Path, *, domestic: bool, day: dt.date | None
) -> None:
    """Open a trace file about a weapon that was found here."""
    asked = read_request(path)
    with signed_in(session) as services:
        weapon = services.weapons.by_number(number).id if number else None
        done = services.tracing.open_request(
            OpenTrace(
                direction=TraceDirection.DOMESTIC if domestic else TraceDirection.OUT,
                opened_on=day or services.desk.today,
                weapon_id=weapon,
                description=None if number else asked.description,
                details=asked.details,
                reference=asked.reference,
                counterpart=_counterpart(asked),
            )
        )
    _tell(session, done.file_id, _OPENED)


@trace_command.command("receive", cls=Command, help=N_("Record a request from another State."))
@takes(
    option("--from", "path", type=_EXISTING, required=True, help=N_("What it says, as JSON.")),
    _ON,
)
@pass_session
def receive(session: Session, path: Path, day: dt.date | None) -> None:
    """Open a trace file about a request that came in."""
    asked = read_request(path)
    with signed_in(session) as services:
        done = services.tracing.receive(
            ReceiveTrace(
                received_on=day or services.desk.today,
                counterpart=_counterpart(asked) or ContactChoice(),
                description=asked.description or Description(),
                details=asked.details,
                reference=asked.reference,
            )
        )
    _tell(session, done.file_id, _OPENED)


def _counterpart(asked: RequestFile) -> ContactChoice | None:
    choice = ContactChoice(
        contact_id=asked.contact,
        country=asked.country,
        office=asked.office,
        reference=asked.their_reference,
    )
    return choice if choice != ContactChoice() else None


@trace_command.command("send", cls=Command, help=N_("Record that FILE's request went out."))
@click.argument("file")
@takes(option("--means", default="", metavar="TEXT", help=N_("Post, e-mail, INTERPOL.")), _ON)
@pass_session
def send(session: Session, file: str, means: str, day: dt.date | None) -> None:
    """Record a request, or a reminder of it, as sent."""
    with signed_in(session) as services:
        sent_on = day or services.desk.today
        done = services.tracing.send(SendTrace(file_id=file, sent_on=sent_on, means=means))
    _tell(session, done.file_id, _RECORDED)


@trace_command.command("acknowledge", cls=Command, help=N_("Record the acknowledgement of FILE."))
@click.argument("file")
@takes(option("--reference", default="", metavar="TEXT", help=N_("Of the counterpart.")), _ON)
@pass_session
def acknowledge(session: Session, file: str, reference: str, day: dt.date | None) -> None:
    """Record that who was asked has the request."""
    with signed_in(session) as services:
        acknowledged_on = day or services.desk.today
        done = services.tracing.acknowledge(
            AcknowledgeTrace(file_id=file, acknowledged_on=acknowledged_on, reference=reference)
        )
    _tell(session, done.file_id, _RECORDED)


@trace_command.command("match", cls=Command, help=N_("Say that FILE is about weapon NUMBER."))
@click.argument("file")
@click.argument("number")
@option("--reason", required=True, metavar="TEXT", help=N_("Why it is this one."))
@pass_session
def match(session: Session, file: str, number: str, reason: str) -> None:
    """Record which weapon of the register is asked about."""
    with signed_in(session) as services:
        weapon = services.weapons.by_number(number)
        done = services.tracing.match(
            MatchTraceWeapon(file_id=file, weapon_id=weapon.id, reason=reason)
        )
    _tell(session, done.file_id, _RECORDED)


@trace_command.command("reply", cls=Command, help=N_("Record an answer, delay or refusal."))
@click.argument("file")
@click.argument("outcome", type=Code(TraceOutcome))
@takes(
    option("--text", "text", type=_EXISTING, help=N_("A text file with what is answered.")),
    option(
        "--reason",
        "reasons",
        type=Code(WithholdingReason),
        multiple=True,
        help=N_("Why it is partial, delayed or refused; may be repeated."),
    ),
    option("--explanation", default="", metavar="TEXT", help=N_("The reason in words.")),
    option("--restrictions", default="", metavar="TEXT", help=N_("What it may be used for.")),
    option("--expected-on", type=naming.Day(), help=N_("When a delayed answer comes.")),
    _ON,
)
@pass_session
def reply(
    session: Session, /, file: str, text: Path | None, day: dt.date | None, **given: Any
) -> None:
    """Record an answer."""
    information = _text_of(text) if text is not None else ""
    with signed_in(session) as services:
        replied_on = day or services.desk.today
        done = services.tracing.reply(
            ReplyTrace(file_id=file, replied_on=replied_on, information=information, **given)
        )
    _tell(session, done.file_id, _RECORDED)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadValue(N_("{name} is no text in UTF-8."), "text", name=path.name) from None


@trace_command.command("close", cls=Command, help=N_("Close FILE with what came of it."))
@click.argument("file")
@takes(
    option("--result", "outcome", required=True, metavar="TEXT", help=N_("What came of it.")),
    option("--withdrawn", is_flag=True, help=N_("The request was taken back.")),
    _ON,
)
@pass_session
def close(
    session: Session, file: str, outcome: str, *, withdrawn: bool, day: dt.date | None
) -> None:
    """Record that nothing more is done."""
    with signed_in(session) as services:
        closed_on = day or services.desk.today
        done = services.tracing.close(
            CloseTrace(file_id=file, closed_on=closed_on, result=outcome, withdrawn=withdrawn)
        )
    _tell(session, done.file_id, _RECORDED)


def _summary(file: TraceFile) -> dict[str, Any]:
    return {
        "file": file.id,
        "direction": file.direction.value,
        "state": file.state.value,
        "country": file.counterpart.country,
        "serial": file.serial,
        "weapon": file.weapon.number if file.weapon is not None else None,
        "opened_on": file.opened_on.isoformat(),
        "outcome": file.outcome.value if file.outcome is not None else None,
    }


def _tell(session: Session, file_id: str, sentence: str) -> None:
    result(session, {"file": file_id}, [tr(sentence, file=file_id)])
