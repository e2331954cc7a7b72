"""How traces are told on screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QIcon

from stockpile_app.domain.tracing_records import TraceEvent, TraceFile
from stockpile_app.domain.tracing_rules import missing
from stockpile_app.domain.tracing_vocabulary import TraceDirection, TraceEventKind, TraceState
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext, pgettext, stated
from stockpile_app.reference.countries import country_name
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column
from stockpile_app.ui.texts import NOTHING, count, day, label

_SIGNS: Final = {
    TraceDirection.OUT: "issue",
    TraceDirection.IN: "return",
    TraceDirection.DOMESTIC: "places",
}


def steps(*, asks: bool) -> tuple[str, ...]:
    """Return the steps of a file as titles, the first one first; ``asks`` where we ask."""
    prepared = (pgettext("a step of tracing", "Prepared"), pgettext("a step of tracing", "Sent"))
    received = (pgettext("a step of tracing", "Received"),)
    return (
        *(prepared if asks else received),
        pgettext("a step of tracing", "Acknowledged"),
        pgettext("a step of tracing", "Answered"),
        pgettext("a step of tracing", "Closed"),
    )


def steps_done(file: TraceFile) -> int:
    """Return how many of its steps a file has behind it."""
    reached = [True]
    if file.direction.asks:
        reached.append(file.sent_on is not None)
    reached += [
        file.acknowledged_on is not None,
        file.answered_on is not None,
        file.closed_on is not None,
    ]
    if file.closed_on is not None:
        return len(reached)
    return next((at for at, each in enumerate(reached) if not each), len(reached))


def days_words(file: TraceFile, today: dt.date) -> str:
    """Return for how long something is waited for, or how long it took; overdue in words."""
    late = file.late(today)
    if late:
        text = ngettext("OVERDUE by {count} day", "OVERDUE by {count} days", late)
        return text.format(count=count(late))
    if file.days_to_answer is not None:
        text = ngettext("answered in {count} day", "answered in {count} days", file.days_to_answer)
        return text.format(count=count(file.days_to_answer))
    if file.asked_on is None or not file.state.is_open:
        return NOTHING
    waited = (today - file.asked_on).days
    text = ngettext("waiting for {count} day", "waiting for {count} days", waited)
    return text.format(count=count(waited))


def state_words(file: TraceFile) -> str:
    """Return how far a file is; of an answered one what the answer was."""
    if file.state is TraceState.ANSWERED and file.outcome is not None:
        return label(file.outcome)
    return label(file.state)


def due_words(file: TraceFile, today: dt.date) -> str:
    """Return what is due next, by when, and who owes it; "" where nothing is."""
    if not file.state.is_open or file.asked_on is None:
        return ""
    ours = file.direction is TraceDirection.IN
    if file.acknowledged_on is None and file.acknowledge_by is not None:
        due = file.acknowledge_by
        text = (
            _("We have to acknowledge it by {day}.")
            if ours
            else _("It should be acknowledged by {day}.")
        )
    elif file.answer_by is not None:
        due = file.answer_by
        text = _("We have to answer by {day}.") if ours else _("An answer is due by {day}.")
    else:
        return ""
    told = text.format(day=day(due))
    return _("{told} OVERDUE.").format(told=told) if due < today else told


def next_words(file: TraceFile, today: dt.date) -> str:
    """Return what to do next with a file, in a sentence or two."""
    choices: tuple[tuple[bool, Callable[[], str]], ...] = (
        (file.state is TraceState.CLOSED, lambda: _("It is closed. Nothing more is done.")),
        (file.direction.asks and file.sent_on is None, lambda: _prepare(file)),
        (file.state is TraceState.ASKED, lambda: _asked(file)),
        (file.state is TraceState.WAITING, lambda: _waiting(file)),
        (file.state is TraceState.ANSWERED, lambda: _answered(file)),
        (True, lambda: _open(file)),
    )
    said = next(words() for holds, words in choices if holds)
    return " ".join(filter(None, (said, due_words(file, today))))


def _prepare(file: TraceFile) -> str:
    lacking = missing(file)
    if lacking:
        text = _("Before it is sent it must still say: {missing}.")
        return text.format(missing=listed(_(each) for each in lacking))
    return _("Print the request, send it, and record that it was sent.")


def _asked(file: TraceFile) -> str:
    if file.direction is TraceDirection.IN:
        return _("We asked for more: record what they tell, then search again.")
    return _("They need to know more: tell them, and record what was told.")


def _waiting(file: TraceFile) -> str:
    if file.direction is TraceDirection.IN:
        return _("Acknowledge it, then search the register for the weapon.")
    return _("Record the acknowledgement when it comes.")


def _open(file: TraceFile) -> str:
    if file.direction is not TraceDirection.IN:
        return _("Record the answer when it comes.")
    if file.weapon is None:
        return _("Search the register for the weapon; then answer.")
    return _("The weapon is identified. Answer, in full, in part, or with the reasons why not.")


def _answered(file: TraceFile) -> str:
    if file.diversion is None:
        return _("Record where it left the legal realm, if that is known now; then close it.")
    return _("Say what is done to prevent it happening again; then close the file.")


def counterpart_words(file: TraceFile) -> str:
    """Return whom it is exchanged with, in a line."""
    whom = file.counterpart
    return " · ".join(filter(None, (whom.country and country_name(whom.country), whom.office)))


def direction_words(file: TraceFile) -> str:
    """Return who asks whom, in a line."""
    whom = file.counterpart
    name = (whom.country and country_name(whom.country)) or whom.office or NOTHING
    if file.direction is TraceDirection.DOMESTIC:
        return _("domestic: {name}").format(name=whom.office) if whom.office else _("domestic")
    text = _("from {name}") if file.direction is TraceDirection.IN else _("to {name}")
    return text.format(name=name)


def event_title(event: TraceEvent) -> str:
    """Return what happened."""
    if event.kind is TraceEventKind.REPLIED and event.outcome is not None:
        return stated(label(event.kind), label(event.outcome))
    return label(event.kind)


def trace_columns(today: Callable[[], dt.date]) -> list[Column[TraceFile]]:
    """Return the columns of a list of files."""

    def sign(file: TraceFile) -> QIcon | None:
        return icon("warning") if file.late(today()) else None

    return [
        Column(_("Trace file"), lambda each: each.id, order=lambda each: _sequence(each.id)),
        Column(
            _("With whom"),
            direction_words,
            icon=lambda each: icon(_SIGNS[each.direction]),
        ),
        Column(_("Weapon"), weapon_words),
        Column(_("How far"), state_words),
        Column(
            _("Days"),
            lambda each: days_words(each, today()),
            icon=sign,
            order=lambda each: (-each.late(today()), _sequence(each.id)),
        ),
    ]


def weapon_words(file: TraceFile) -> str:
    """Return the serial and type of the weapon, in a line."""
    return " · ".join(filter(None, (file.serial, file.weapon_title))) or NOTHING


def _sequence(file_id: str) -> int:
    last = file_id.rpartition("-")[2]
    return int(last) if last.isdigit() else 0
