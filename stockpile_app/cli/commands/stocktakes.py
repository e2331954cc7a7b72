"""Stocktakes: opened, counted, compared and closed, from a terminal or a script."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

import click

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.naming import Day
from stockpile_app.cli.options import Command, Group, Session, option, pass_session
from stockpile_app.cli.output import label, result, table
from stockpile_app.cli.query import PLACE_OPTIONS, Code, place_id, takes
from stockpile_app.cli.session import second_person, signed_in
from stockpile_app.domain.stocktakes import (
    CloseStocktake,
    CountAnswer,
    CountOutcome,
    CountType,
    CountWeapon,
    OpenStocktake,
    RecountLine,
    StocktakeDone,
    StocktakeRecord,
)
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import Category, CountMeans, LineResult, StocktakeKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext, tr

NOT_COUNTED: Final = 1
_NO_PLACE: Final = N_("Say which place is counted: --depot, --store or --rack.")
_OUTCOMES: Final = {
    CountOutcome.COUNTED: N_("counted"),
    CountOutcome.STRANGER: N_("counted as a weapon that the register does not know"),
    CountOutcome.TWICE: N_("counted before"),
    CountOutcome.AMBIGUOUS: N_("several weapons may be meant; type more digits"),
    CountOutcome.UNKNOWN: N_("not in the register"),
    CountOutcome.NOT_IN_SAMPLE: N_("not one of the weapons looked for"),
    CountOutcome.WRONG_CHECK: N_("misread: the check character is wrong"),
    CountOutcome.FOREIGN: N_("a number of another register"),
    CountOutcome.PLACE: N_("a place; what follows is there"),
    CountOutcome.PAPER: N_("a bar code of something else"),
}
_DONE: Final = frozenset({CountOutcome.COUNTED, CountOutcome.TWICE, CountOutcome.PLACE})
_COUNTER: Final = option(
    "--counter", type=click.IntRange(1, 2), required=True, help=N_("Who counts: 1 or 2.")
)


@click.group("stocktake", cls=Group, help=N_("Open, count, compare and close stocktakes."))
def stocktake_command() -> None:
    """Hold the commands about stocktakes."""


@stocktake_command.command("list", cls=Command, help=N_("List stocktakes, the newest first."))
@option("--open", "open_only", is_flag=True, help=N_("Only those that are not over."))
@pass_session
def list_stocktakes(session: Session, *, open_only: bool) -> None:
    """Print stocktakes."""
    with signed_in(session, read_only=True) as services:
        found = services.stocktakes.all(open_only=open_only)
    head = (_("Number"), _("Kind"), _("Place"), _("Opened"), _("Closed"), _("State"), _("Found"))
    rows = (
        (
            each.number,
            label(each.kind),
            each.path,
            i18n.format_date(each.opened_on),
            i18n.format_date(each.closed_on) if each.closed_on else "",
            each.state.value,
            "" if each.found is None else f"{each.found} / {each.expected}",
        )
        for each in found
    )
    data = {"stocktakes": [_stocktake(each) for each in found]}
    result(session, data, table(head, rows, frozenset({6}), frozenset({0})))


@stocktake_command.command("open", cls=Command, help=N_("Begin a count of a place."))
@takes(
    *PLACE_OPTIONS,
    option("--kind", type=Code(StocktakeKind), required=True, help=N_("Such as weekly or full.")),
    option("--counters", nargs=2, required=True, metavar="NAME NAME", help=N_("Who counts.")),
    option("--handing-over", metavar="NAME", default="", help=N_("On a handover: who leaves.")),
    option("--taking-over", metavar="NAME", default="", help=N_("On a handover: who comes.")),
    option("--seed", metavar="TEXT", help=N_("What the sample is drawn with; else made up.")),
    option("--reason", metavar="TEXT", default="", help=N_("Why.")),
    option("--on", type=Day(), help=N_("The day; today unless given.")),
)
@pass_session
def open_stocktake(session: Session, /, **given: Any) -> None:
    """Open a stocktake; nothing goes into or out of the place until it is over."""
    with signed_in(session) as services:
        place = place_id(services, given["depot"], given["store"], given["rack"])
        if place is None:
            raise click.UsageError(_(_NO_PLACE))
        done = services.stocktakes.open(
            OpenStocktake(
                kind=given["kind"],
                place_id=place,
                counters=given["counters"],
                occurred_on=given["on"] or services.desk.today,
                seed=given["seed"],
                handing_over=given["handing_over"],
                taking_over=given["taking_over"],
                reason=given["reason"],
            )
        )
    _tell(session, done, N_("{number} is open."))


@stocktake_command.command(
    "count", cls=Command, help=N_("Count the weapons TEXT…; “-” reads a line each.")
)
@click.argument("stocktake")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT…")
@takes(
    _COUNTER,
    option("--means", type=Code(CountMeans), default="scan", help=N_("scan, digits or sheet.")),
)
@pass_session
def count_weapons(
    session: Session, /, stocktake: str, texts: tuple[str, ...], counter: int, means: CountMeans
) -> int:
    """Record what a counter scanned or typed; each line is safe before the next is read."""
    answers: list[tuple[str, CountAnswer]] = []
    with signed_in(session) as services:
        counted = naming.entry_id(services, stocktake)
        place: int | None = None
        for text in _texts(texts):
            asked = CountWeapon(
                stocktake_id=counted, counter=counter, text=text, place_id=place, means=means
            )
            answer = services.stocktakes.count(asked)
            place = answer.place_id or place
            answers.append((text, answer))
    total = answers[-1][1].counted if answers else 0
    data = {
        "counted": total,
        "answers": [
            {
                "text": text,
                "outcome": answer.outcome.value,
                "number": answer.weapon.number if answer.weapon else None,
                "alarm": answer.alarm,
            }
            for text, answer in answers
        ],
    }
    result(session, data, _count_lines(answers, total))
    return 0 if all(each.outcome in _DONE for _text, each in answers) else NOT_COUNTED


@stocktake_command.command("count-type", cls=Command, help=N_("Count QUANTITY weapons of a type."))
@click.argument("stocktake")
@click.argument("quantity", type=click.IntRange(0))
@takes(
    _COUNTER,
    option("--category", type=Code(Category), help=N_("Such as pistol or assault_rifle.")),
    option("--model", metavar="TEXT", default="", help=N_("The model.")),
    option("--calibre", metavar="TEXT", default="", help=N_("The calibre.")),
)
@pass_session
def count_type(session: Session, /, stocktake: str, quantity: int, **given: Any) -> None:
    """Record how many of a type a counter counted; the last word counts."""
    with signed_in(session) as services:
        counted = naming.entry_id(services, stocktake)
        answer = services.stocktakes.count_type(
            CountType(stocktake_id=counted, quantity=quantity, **given)
        )
    text = ngettext("{count} type is counted.", "{count} types are counted.", answer.counted)
    line = text.format(count=i18n.format_number(answer.counted))
    result(session, {"counted": answer.counted, "outcome": answer.outcome.value}, [line])


@stocktake_command.command("finish", cls=Command, help=N_("A counter has counted everything."))
@click.argument("stocktake")
@_COUNTER
@pass_session
def finish_counting(session: Session, stocktake: str, counter: int) -> None:
    """Finish one counter's count; when both have finished, they are compared."""
    with signed_in(session) as services:
        counted = naming.entry_id(services, stocktake)
        done = services.stocktakes.finish(counted, counter)
        left = 0
        if not services.stocktakes.get(counted).is_blind:
            left = services.stocktakes.differences(counted).open
    _tell(session, done, N_("{number}: the counter has finished."), to_recount=left)


@stocktake_command.command(
    "recount", cls=Command, help=N_("Look again, together, at the weapon NUMBER.")
)
@click.argument("stocktake")
@click.argument("number")
@option("--found/--not-there", required=True, help=N_("Whether both saw it."))
@pass_session
def recount_weapon(session: Session, stocktake: str, number: str, *, found: bool) -> None:
    """Settle a line on which the counters differ."""
    with signed_in(session) as services:
        counted = naming.entry_id(services, stocktake)
        weapon = services.weapons.by_number(number)
        done = services.stocktakes.recount(
            RecountLine(stocktake_id=counted, weapon_id=weapon.id, found=found)
        )
        left = services.stocktakes.differences(counted).open
    _tell(session, done, N_("{number}: the line is settled."), to_recount=left)


@stocktake_command.command("result", cls=Command, help=N_("Tell what a finished count shows."))
@click.argument("stocktake")
@pass_session
def show_result(session: Session, stocktake: str) -> None:
    """Print what was not as registered."""
    with signed_in(session, read_only=True) as services:
        found = services.stocktakes.result(naming.entry_id(services, stocktake))
    lines = [
        {
            "result": each.result.value,
            "number": each.weapon.number if each.weapon else None,
            "belongs": each.belongs,
            "found": each.found,
            "serial_read": each.serial_read,
            "description": each.description,
        }
        for each in found.lines
        if each.result is not LineResult.FOUND
    ]
    data = {
        "number": found.stocktake.number,
        "expected": found.expected,
        "found": found.found,
        "shortage": found.shortage,
        "differences": lines,
    }
    result(session, data, _result_lines(data, lines))


@stocktake_command.command("close", cls=Command, help=N_("Settle a count that both finished."))
@click.argument("stocktake")
@takes(
    option("--notes", metavar="TEXT", default="", help=N_("What is to be remarked.")),
    option("--on", type=Day(), help=N_("The day; today unless given.")),
)
@pass_session
def close_stocktake(session: Session, stocktake: str, notes: str, on: dt.date | None) -> None:
    """Close a stocktake; a shortage needs a second person and opens an incident."""
    with signed_in(session) as services:
        done = services.stocktakes.close(
            CloseStocktake(
                stocktake_id=naming.entry_id(services, stocktake),
                occurred_on=on or services.desk.today,
                notes=notes,
            ),
            second_person(session),
        )
    _tell(session, done, N_("{number} is closed."))


@stocktake_command.command("cancel", cls=Command, help=N_("Give a count up."))
@click.argument("stocktake")
@option("--reason", metavar="TEXT", required=True, help=N_("Why; it stands in the ledger."))
@pass_session
def cancel_stocktake(session: Session, stocktake: str, reason: str) -> None:
    """Cancel a stocktake; what was counted stays in the ledger."""
    with signed_in(session) as services:
        done = services.stocktakes.cancel(naming.entry_id(services, stocktake), reason)
    _tell(session, done, N_("{number} is given up."))


def _texts(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if text == "-":
            yield from (line.strip() for line in sys.stdin if line.strip())
        else:
            yield text


def _count_lines(answers: list[tuple[str, CountAnswer]], total: int) -> Iterator[str]:
    for text, answer in answers:
        number = answer.weapon.number if answer.weapon else ""
        yield f"{clean(text)}  {_(_OUTCOMES[answer.outcome])}  {number}".rstrip()
        if answer.alarm:
            yield f"    {clean(answer.alarm)}"
    sentence = ngettext("{count} weapon is counted.", "{count} weapons are counted.", total)
    yield sentence.format(count=i18n.format_number(total))


def _result_lines(data: dict[str, Any], lines: list[dict[str, Any]]) -> Iterator[str]:
    yield tr(
        N_("{number}: {found} of {expected} found."),
        number=data["number"],
        found=i18n.format_number(data["found"]),
        expected=i18n.format_number(data["expected"]),
    )
    if lines:
        head = (_("Result"), _("Number"), _("Belongs"), _("Found"), _("Serial read"))
        rows = (
            (
                label(LineResult(each["result"])),
                each["number"] or each["description"],
                each["belongs"],
                each["found"],
                each["serial_read"],
            )
            for each in lines
        )
        yield from table(head, rows, whole=frozenset({1}))


def _stocktake(record: StocktakeRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "number": record.number,
        "kind": record.kind.value,
        "place": record.path,
        "opened_on": record.opened_on.isoformat(),
        "closed_on": record.closed_on and record.closed_on.isoformat(),
        "state": record.state.value,
        "counters": list(record.counters),
        "finished": list(record.finished),
        "expected": record.expected,
        "found": record.found,
    }


def _tell(session: Session, done: StocktakeDone, sentence: str, **more: int) -> None:
    lines = [tr(sentence, number=done.number)]
    if done.discrepancies:
        lines.append(tr(N_("Discrepancies to be followed: {count}."), count=done.discrepancies))
    if done.incident_id is not None:
        lines.append(tr(N_("Incident {incident} was reported."), incident=done.incident_id))
    if more.get("to_recount"):
        lines.append(tr(N_("Lines to be counted again: {count}."), count=more["to_recount"]))
    data = {
        "id": done.stocktake_id,
        "number": done.number,
        "discrepancies": done.discrepancies,
        "incident": done.incident_id,
        **more,
    }
    result(session, data, lines)
