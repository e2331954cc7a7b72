"""What stands in the way of recording something in a trace file.

What a request must say is in ITI section V: circumstances, why the weapon is considered illicit,
intended use, marks, type and calibre. No number of days is set there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from stockpile_app.domain.confidential_facts.tracing import Counterpart, Description, Details
from stockpile_app.domain.contacts import LONGEST_REASON, MOST_DAYS
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.serials import fold
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.tracing import (
    LONGEST_STATEMENT,
    LONGEST_TEXT,
    ReplyTrace,
    StateTraceTargets,
)
from stockpile_app.domain.tracing_ranking import SHORTEST_MARK, marks_said
from stockpile_app.domain.tracing_records import TraceFile
from stockpile_app.domain.tracing_vocabulary import TraceDirection, TraceOutcome
from stockpile_app.domain.vocabulary import Category
from stockpile_app.domain.weapons import LONGEST_SERIAL, check_day, check_text, check_year

_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

CIRCUMSTANCES: Final = N_("the circumstances in which it was found")
REASONS: Final = N_("why it is considered illicit")
INTENDED_USE: Final = N_("what the information will be used for")
MARKS: Final = N_("its marks, or photographs of it")
TYPE: Final = N_("its model or kind")
CALIBRE: Final = N_("its calibre")

_MISSING: Final = N_("A trace request must say more before it goes out. Missing: {missing}.")
_CLOSED: Final = N_("This trace file is closed. Open it again first.")
_NOT_SENT: Final = N_("This request was not sent yet.")
_NOT_OURS: Final = N_("This request came from another State: there is nothing to send.")
_BEFORE: Final = N_("That cannot be before {day}.")
_IDENTIFY: Final = N_(
    "Give the serial number as it was read, or another mark of at least {least} characters."
)


def missing(file: TraceFile) -> tuple[str, ...]:
    """Return what a request lacks of what it must say, as untranslated words."""
    details = file.details
    weapon, described = file.weapon, file.description
    marked = weapon is not None and (weapon.serial or weapon.marks or weapon.photographs)
    read = described is not None and (described.serial or described.other_marks)
    kind = weapon is not None and (weapon.model or weapon.category)
    told = described is not None and (described.model or described.category)
    calibre = (weapon is not None and weapon.calibre) or (
        described is not None and described.calibre
    )
    needed = (
        (bool(details.circumstances), CIRCUMSTANCES),
        (bool(details.grounds or details.reasoning), REASONS),
        (bool(details.intended_use), INTENDED_USE),
        (bool(marked or read or file.files), MARKS),
        (bool(kind or told), TYPE),
        (bool(calibre), CALIBRE),
    )
    return tuple(words for there, words in needed if not there)


def check_sendable(file: TraceFile) -> None:
    """Refuse to send a request that lacks something, or that is not ours to send.

    Raises:
        NotAllowedNow: It may not go out now.
    """
    check_open(file)
    if not file.direction.asks:
        raise NotAllowedNow(_NOT_OURS)
    if file.answered_on is not None:
        raise NotAllowedNow(N_("This request is answered already."))
    if lacking := missing(file):
        raise NotAllowedNow(_MISSING, missing=", ".join(lacking))


def check_open(file: TraceFile) -> None:
    """Refuse to go on with a closed file.

    Raises:
        NotAllowedNow: It is closed.
    """
    if file.closed_on is not None:
        raise NotAllowedNow(_CLOSED)


def check_asked(file: TraceFile) -> dt.date:
    """Return from when days are counted; refuse where nothing was asked yet.

    Raises:
        NotAllowedNow: The file is closed, or the request was not sent.
    """
    check_open(file)
    if file.asked_on is None:
        raise NotAllowedNow(_NOT_SENT)
    return file.asked_on


def check_unanswered(file: TraceFile) -> dt.date:
    """Return from when days are counted; refuse where a final answer is there.

    Raises:
        NotAllowedNow: The file is closed, was not sent, or is answered.
    """
    asked = check_asked(file)
    if file.answered_on is not None:
        raise NotAllowedNow(N_("This request is answered already."))
    return asked


def check_closable(file: TraceFile, *, withdrawn: bool) -> None:
    """Refuse to close a file that is closed, or where an answer is owed.

    Raises:
        NotAllowedNow: It may not be closed now.
    """
    check_open(file)
    owed = file.direction is TraceDirection.IN and file.answered_on is None
    if owed and not withdrawn:
        raise NotAllowedNow(
            N_(
                "The request is not answered. Answer it first, a refusal with its reasons too, or"
                " say that it was withdrawn."
            )
        )


def check_since(day: dt.date, field: str, today: dt.date, earliest: dt.date) -> str:
    """Return a day as it is recorded.

    Raises:
        BadValue: It is in the future, or before ``earliest``.
    """
    text = check_day(day, field, today) or ""
    if day < earliest:
        raise BadValue(_BEFORE, field, day=earliest.isoformat())
    return text


def check_statement(text: str, field: str, *, needed: str = "") -> str:
    """Return a long text as it is recorded; ``needed`` is the sentence that asks for it.

    Raises:
        BadValue: It is too long, or empty where it is needed.
    """
    text = clean(text, multiline=True)
    if len(text) > LONGEST_STATEMENT:
        raise BadValue(
            N_("The text in “{name}” is longer than {longest} characters."),
            field,
            name=field,
            longest=LONGEST_STATEMENT,
        )
    if needed and not text.strip():
        raise BadValue(needed, field)
    return text.strip()


def check_reason(text: str, field: str = "reason") -> str:
    """Return a reason as it is recorded.

    Raises:
        BadValue: It is empty or too long.
    """
    text = check_text(text, field, LONGEST_REASON)
    if not text:
        raise BadValue(N_("Say why."), field)
    return text


def check_details(details: Details, today: dt.date) -> Details:
    """Return what a request says, cleaned.

    Raises:
        BadValue: A text is too long, or it was found in the future.
    """
    return Details(
        grounds=tuple(dict.fromkeys(details.grounds)),
        reasoning=check_statement(details.reasoning, "reasoning"),
        circumstances=check_statement(details.circumstances, "circumstances"),
        found_place=check_text(details.found_place, "found_place", LONGEST_TEXT),
        found_on=check_date_text(details.found_on, "found_on", today),
        intended_use=check_statement(details.intended_use, "intended_use"),
        urgency=details.urgency,
        classification=check_text(details.classification, "classification"),
        caveats=check_statement(details.caveats, "caveats"),
        iarms_reference=check_text(details.iarms_reference, "iarms_reference"),
        other=check_statement(details.other, "other"),
    )


def check_description(said: Description, today: dt.date) -> Description:
    """Return a weapon as it was described, cleaned; countries are codes already.

    Raises:
        BadValue: A text is too long, a year cannot be, or the category is not one.
    """
    category = said.category.strip()
    if category and category not in {each.value for each in Category}:
        raise BadValue(N_("There is no kind of weapon “{text}”."), "category", text=category)
    return Description(
        serial=check_text(said.serial, "serial", LONGEST_SERIAL),
        maker=check_text(said.maker, "maker"),
        model=check_text(said.model, "model"),
        calibre=check_text(said.calibre, "calibre"),
        country=said.country,
        year=check_year(said.year, today),
        category=category,
        import_country=said.import_country,
        import_year=check_year(said.import_year, today),
        other_marks=check_statement(said.other_marks, "other_marks"),
        features=check_statement(said.features, "features"),
    )


def check_identifies(said: Description) -> None:
    """Refuse a description that could not find a weapon.

    Raises:
        BadValue: There is neither a serial number nor another mark.
    """
    if not fold(said.serial) and not marks_said(said):
        raise BadValue(_IDENTIFY, "serial", least=SHORTEST_MARK)


def check_new(said: Description, counterpart: Counterpart, files: Iterable[TraceFile]) -> None:
    """Refuse a request that is in a file already; a letter may ask about several weapons.

    Raises:
        BadValue: The same State asked about the same serial under the same reference.
    """
    if not counterpart.reference:
        return
    asked = (counterpart.country, fold(counterpart.reference), fold(said.serial))
    for file in files:
        known = file.description or Description()
        there = (file.counterpart.country, fold(file.counterpart.reference), fold(known.serial))
        if file.direction is TraceDirection.IN and there == asked:
            raise BadValue(
                N_("Their request {reference} about this weapon is in trace file {file} already."),
                "counterpart",
                reference=counterpart.reference,
                file=file.id,
            )


def check_date_text(text: str, field: str, today: dt.date) -> str:
    """Return a day as exactly as it is known: a year, a month or a day.

    Raises:
        BadValue: It is no date, or in the future.
    """
    text = text.strip()
    if not text:
        return ""
    padded = text + "-01-01"[len(text) - 4 :] if _DATE.fullmatch(text) else ""
    try:
        first = dt.date.fromisoformat(padded)
    except ValueError:
        raise BadValue(
            N_("“{text}” is no date. Write 2019, 2019-04 or 2019-04-30."), field, text=text
        ) from None
    if first > today:
        raise BadValue(N_("The date {day} is in the future."), field, day=text)
    return text


def check_reply(command: ReplyTrace, file: TraceFile) -> None:
    """Refuse an answer that says too little.

    Raises:
        BadValue: A reason is needed and none is given, or nothing is told.
        NotAllowedNow: A delay after a final answer.
    """
    if command.outcome.needs_reason and not (command.reasons or command.explanation.strip()):
        raise BadValue(
            N_("Say why: who asks must be told the reasons of a delay, restriction or refusal."),
            "reasons",
        )
    tells = command.outcome in {TraceOutcome.FULL, TraceOutcome.PARTIAL}
    if tells and not command.information.strip():
        raise BadValue(N_("Say what is answered."), "information")
    if command.outcome is TraceOutcome.DELAYED and file.answered_on is not None:
        raise NotAllowedNow(N_("This request is answered already."))
    if command.expected_on is not None and command.expected_on < command.replied_on:
        raise BadValue(_BEFORE, "expected_on", day=command.replied_on.isoformat())


def check_targets(command: StateTraceTargets) -> str:
    """Return the reason for new targets.

    Raises:
        BadValue: A number of days cannot be, or no reason is given.
    """
    for field in ("acknowledge", "answer", "confirm"):
        days = getattr(command, field)
        if not 1 <= days <= MOST_DAYS:
            raise BadValue(
                N_("“{days}” days cannot be: it must be between 1 and {most}."),
                field,
                days=days,
                most=MOST_DAYS,
            )
    if command.acknowledge > command.answer:
        raise BadValue(
            N_("A request is acknowledged before it is answered, not later."), "acknowledge"
        )
    return check_reason(command.reason)
