"""Finding, showing and counting weapons."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

import click

from stockpile_app import i18n
from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import fields, label, result, table
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.lifecycle import NextStep
from stockpile_app.domain.records import (
    EntryRecord,
    FindResult,
    HoldingRecord,
    MarkRecord,
    PhotographRecord,
    WeaponRecord,
)
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.timeline import LifeCycle
from stockpile_app.domain.vocabulary import SerialState
from stockpile_app.i18n import error_text, ngettext, tr
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.life_words import who_may

_DAY: Final = click.DateTime(["%Y-%m-%d"])
_LEFT_OUT: Final = frozenset({"number", "batch", "row_key", "place"})


@command("find", N_("Find weapons by register number or any part of a serial number."))
@click.argument("text")
@option("--limit", type=click.IntRange(1, 10_000), default=100, help=N_("List so many at most."))
@pass_session
def find_command(session: Session, text: str, limit: int) -> None:
    """Print direct matches first, then serials that are easily taken for the one asked for."""
    with signed_in(session, read_only=True) as services:
        found = services.weapons.find(text, limit)
    weapons = (*found.weapons, *found.look_alikes)[:limit]
    data = {"total": found.total, "weapons": [_found(each) for each in weapons]}
    result(session, data, _find_lines(text, found, len(weapons)))


@command(
    "show", N_("Show a weapon with its marks, photographs and history, and what may happen next.")
)
@click.argument("number")
@pass_session
def show_command(session: Session, number: str) -> None:
    """Print everything that is known of a weapon."""
    with signed_in(session, read_only=True) as services:
        weapon = services.weapons.by_number(number)
        marks = services.weapons.marks(weapon.id)
        photographs = services.weapons.photographs(weapon.id)
        history = services.weapons.history(weapon.id)
        life = services.lifecycle.view(weapon.id)
    data = {
        **_weapon(weapon),
        "marks": [_mark(each) for each in marks],
        "photographs": [_photograph(each) for each in photographs],
        "history": [_entry(each) for each in history],
        "ended": error_text(life.ended) if life.ended else None,
        "next": [_step(each) for each in life.steps],
    }
    lines = (*_show_lines(weapon, marks, photographs, history), *_next_lines(life))
    result(session, data, lines)


@command("holdings", N_("Count the weapons of every kind in every depot."))
@option(
    "--as-of",
    type=_DAY,
    metavar="YYYY-MM-DD",
    help=N_("As the register knew them at the end of that day (UTC)."),
)
@pass_session
def holdings_command(session: Session, as_of: dt.datetime | None) -> None:
    """Print how many weapons of each kind are in each depot."""
    with signed_in(session, read_only=True) as services, meter() as progress:
        if as_of is None:
            holdings = services.weapons.holdings()
        else:
            holdings = services.ledgers.holdings_as_of(as_of.date(), progress)
    data = {
        "as_of": as_of.date().isoformat() if as_of else None,
        "total": sum(each.weapons for each in holdings),
        "holdings": [asdict(each) for each in holdings],
    }
    result(session, data, _holding_lines(holdings))


def _found(weapon: WeaponRecord) -> dict[str, Any]:
    return {
        "number": weapon.number,
        "serial": weapon.serial,
        "maker": weapon.maker,
        "model": weapon.model,
        "calibre": weapon.calibre,
        "country": weapon.country,
        "category": weapon.category,
        "status": weapon.status,
        "depot": weapon.depot,
        "place": weapon.place,
    }


def _weapon(weapon: WeaponRecord) -> dict[str, Any]:
    return {
        **_found(weapon),
        "code": weapon.code,
        "serial_state": weapon.serial_state,
        "year": weapon.year,
        "condition": weapon.condition,
        "store": weapon.store,
        "rack": weapon.rack,
        "received_on": weapon.received_on and weapon.received_on.isoformat(),
        "source": weapon.source,
        "reference": weapon.reference,
        "notes": weapon.notes,
        "batch": weapon.batch,
    }


def _mark(mark: MarkRecord) -> dict[str, Any]:
    return {**asdict(mark), "observed_on": mark.observed_on.isoformat()}


def _photograph(photograph: PhotographRecord) -> dict[str, Any]:
    return {**asdict(photograph), "taken_on": photograph.taken_on.isoformat()}


def _entry(entry: EntryRecord) -> dict[str, Any]:
    return {
        **asdict(entry),
        "recorded_at": entry.recorded_at.isoformat(),
        "body": json.loads(entry.body),
    }


def _step(step: NextStep) -> dict[str, Any]:
    return {
        "act": step.act,
        "possible": step.possible,
        "why": error_text(step.why) if step.why else None,
        "roles": list(step.roles),
        "second": step.second,
        "to": step.to,
    }


def _find_lines(text: str, found: FindResult, listed: int) -> Iterator[str]:
    if not found.total:
        yield tr(
            N_("No weapon has “{text}” as its number or in its serial number."), text=clean(text)
        )
        return
    if found.weapons:
        yield from _weapon_table(found.weapons[:listed])
    if alike := found.look_alikes[: listed - len(found.weapons)]:
        if found.weapons:
            yield ""
        yield _("Did you mean:")
        yield from _weapon_table(alike)
    if listed < found.total:
        yield tr(
            N_("{listed} of {total} are listed; --limit lists more."),
            listed=i18n.format_number(listed),
            total=i18n.format_number(found.total),
        )


def _weapon_table(weapons: Iterable[WeaponRecord]) -> Iterator[str]:
    head = (
        _("Number"),
        _("Serial"),
        _("Maker"),
        _("Model"),
        _("Calibre"),
        _("Category"),
        _("Status"),
        _("Depot"),
        _("Place"),
    )
    return table(head, (_weapon_row(each) for each in weapons), whole=frozenset({0, 1}))


def _weapon_row(weapon: WeaponRecord) -> tuple[str, ...]:
    return (
        weapon.number,
        _serial(weapon),
        weapon.maker,
        weapon.model,
        weapon.calibre,
        label(weapon.category),
        label(weapon.status),
        weapon.depot,
        "" if weapon.place == weapon.depot else weapon.place,
    )


def _serial(weapon: WeaponRecord) -> str:
    if weapon.serial_state is SerialState.RECORDED:
        return weapon.serial or ""
    return f"({label(weapon.serial_state)})"


def _show_lines(
    weapon: WeaponRecord,
    marks: Sequence[MarkRecord],
    photographs: Sequence[PhotographRecord],
    history: Sequence[EntryRecord],
) -> Iterator[str]:
    yield from fields(_weapon_fields(weapon))
    if marks:
        yield from ("", _("Marks"))
        head = (_("Part"), _("Occasion"), _("Text"), _("Position"), _("Method"), _("Read on"))
        yield from table(head, (_mark_row(each) for each in marks))
    if photographs:
        yield from ("", _("Photographs"))
        columns = (_("Taken on"), _("Caption"), _("Type"), _("Bytes"), "SHA-256")
        yield from table(columns, (_photograph_row(each) for each in photographs), frozenset({3}))
    yield from ("", _("History"))
    for each in history:
        yield from _entry_lines(each)


def _next_lines(life: LifeCycle) -> Iterator[str]:
    yield from ("", _("What may happen next"))
    if life.ended is not None:
        yield clean(error_text(life.ended))
    possible = [each for each in life.steps if each.possible]
    if possible:
        rows = ((label(each.act), who_may(each)) for each in possible)
        yield from table((_("Step"), _("Who may")), rows)


def _weapon_fields(weapon: WeaponRecord) -> Iterator[tuple[str, object]]:
    yield _("Number"), weapon.number
    yield _("Serial"), _serial(weapon)
    yield _("Maker"), weapon.maker
    yield _("Model"), weapon.model
    yield _("Calibre"), weapon.calibre
    yield _("Country of manufacture"), weapon.country
    yield _("Year"), weapon.year
    yield _("Category"), label(weapon.category)
    yield _("Condition"), label(weapon.condition)
    yield _("Status"), label(weapon.status)
    yield _("Depot"), weapon.depot
    yield _("Place"), "" if weapon.place == weapon.depot else weapon.place
    yield _("Received on"), i18n.format_date(weapon.received_on) if weapon.received_on else ""
    yield _("Source"), weapon.source
    yield _("Reference"), weapon.reference
    yield _("Notes"), weapon.notes
    yield _("Import"), weapon.batch


def _mark_row(mark: MarkRecord) -> tuple[str, ...]:
    text = f"{mark.text} ({_('altered')})" if mark.altered else mark.text
    return (
        label(mark.component),
        label(mark.occasion),
        text,
        mark.position,
        label(mark.method),
        i18n.format_date(mark.observed_on),
    )


def _photograph_row(photograph: PhotographRecord) -> tuple[str, ...]:
    return (
        i18n.format_date(photograph.taken_on),
        photograph.caption,
        photograph.media_type,
        i18n.format_number(photograph.size),
        photograph.sha256[:12],
    )


def _entry_lines(entry: EntryRecord) -> Iterator[str]:
    who = clean(entry.recorded_by)
    if entry.approved_by:
        who = tr(N_("{name}, approved by {second}"), name=who, second=clean(entry.approved_by))
    moment = i18n.format_datetime(entry.recorded_at)
    yield f"{entry.seq}  {moment}  {who}  {entry.kind.replace('-', ' ')}"
    stated = json.loads(entry.body)
    yield from (f"    {line}" for line in fields(_details(stated)))


def _details(stated: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield what an entry states, by the ledger's own names."""
    for name, value in stated.items():
        if name not in _LEFT_OUT:
            text = ", ".join(map(str, value)) if isinstance(value, list) else value
            yield name.replace("_", " "), text


def _holding_lines(holdings: Sequence[HoldingRecord]) -> Iterator[str]:
    if not holdings:
        yield _("The register holds no weapons.")
        return
    head = (
        _("Depot"),
        _("Category"),
        _("Model"),
        _("Calibre"),
        _("Condition"),
        _("Status"),
        _("Weapons"),
    )
    rows = (
        (
            each.depot,
            label(each.category),
            each.model,
            each.calibre,
            label(each.condition),
            label(each.status),
            i18n.format_number(each.weapons),
        )
        for each in holdings
    )
    yield from table(head, rows, frozenset({6}))
    total = sum(each.weapons for each in holdings)
    sentence = ngettext("{count} weapon in all.", "{count} weapons in all.", total)
    yield from ("", sentence.format(count=i18n.format_number(total)))
