"""A trace file is the fold of its facts, in the order in which they were recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from stockpile_app.domain.confidential import ConfidentialFact, Unsealed
from stockpile_app.domain.confidential_facts import tracing as f
from stockpile_app.domain.tracing_records import (
    AttachedFile,
    BallisticRecord,
    DiversionRecord,
    MadeDocument,
    PreventionRecord,
    RecordedSearch,
    TraceAnswer,
    TraceEvent,
    TraceFile,
)
from stockpile_app.domain.tracing_vocabulary import (
    HitReason,
    TraceDirection,
    TraceEventKind,
    TraceOutcome,
    TraceState,
)

_Fold = Callable[[TraceFile, Unsealed, Any], TraceFile]


def fold_all(entries: Iterable[Unsealed]) -> list[TraceFile]:
    """Return all trace files, in the order in which they were begun."""
    found: dict[str, TraceFile] = {}
    for entry in entries:
        file = found.get(entry.subject)
        if file is None:
            begun = _begin(entry)
            if begun is not None:
                found[entry.subject] = begun
        else:
            found[entry.subject] = _apply(file, entry)
    return [replace(file, state=_state(file)) for file in found.values()]


def _begin(entry: Unsealed) -> TraceFile | None:
    fact = entry.fact
    if isinstance(fact, f.TraceOpened):
        return TraceFile(
            id=entry.subject,
            direction=fact.direction,
            state=TraceState.PREPARED,
            opened_on=_day(fact.opened_on),
            opened_by=entry.recorded_by,
            details=fact.details,
            counterpart=fact.counterpart or f.Counterpart(),
            reference=fact.reference,
            description=fact.description,
            weapon=fact.weapon,
            events=(_event(entry, TraceEventKind.OPENED, fact.opened_on, fact.reference),),
        )
    if isinstance(fact, f.TraceReceived):
        reference = fact.counterpart.reference
        return TraceFile(
            id=entry.subject,
            direction=TraceDirection.IN,
            state=TraceState.WAITING,
            opened_on=_day(fact.received_on),
            opened_by=entry.recorded_by,
            details=fact.details,
            counterpart=fact.counterpart,
            reference=fact.reference,
            description=fact.description,
            events=(_event(entry, TraceEventKind.RECEIVED, fact.received_on, reference),),
        )
    return None  # a later version of the program begins files in another way


def _apply(file: TraceFile, entry: Unsealed) -> TraceFile:
    for kind, fold in _FOLDS:
        if isinstance(entry.fact, kind):
            return fold(file, entry, entry.fact)
    return file


def _restated(file: TraceFile, entry: Unsealed, fact: f.TraceRestated) -> TraceFile:
    return replace(
        _noted(file, entry, TraceEventKind.RESTATED, "", fact.reason),
        details=fact.details or file.details,
        description=fact.description or file.description,
        counterpart=fact.counterpart or file.counterpart,
        weapon=fact.weapon or file.weapon,
    )


def _sent(file: TraceFile, entry: Unsealed, fact: f.TraceRequestSent) -> TraceFile:
    day = _day(fact.sent_on)
    text = " · ".join(filter(None, (fact.counterpart.office, fact.means)))
    file = _noted(file, entry, TraceEventKind.SENT, fact.sent_on, text)
    if fact.reminder and file.sent_on is not None:
        return replace(file, reminded_on=day, counterpart=fact.counterpart)
    return replace(file, sent_on=day, means=fact.means, counterpart=fact.counterpart)


def _acknowledged(file: TraceFile, entry: Unsealed, fact: f.TraceAcknowledged) -> TraceFile:
    file = _noted(file, entry, TraceEventKind.ACKNOWLEDGED, fact.acknowledged_on, fact.notes)
    file = _referenced(file, fact.reference)
    return _known(file, fact.acknowledged_on)


def _asked(file: TraceFile, entry: Unsealed, fact: f.TraceInformationAsked) -> TraceFile:
    file = _noted(file, entry, TraceEventKind.ASKED, fact.asked_on, fact.question)
    return replace(_known(file, fact.asked_on), open_question=fact.question)


def _given(file: TraceFile, entry: Unsealed, fact: f.TraceInformationGiven) -> TraceFile:
    file = _noted(file, entry, TraceEventKind.INFORMED, fact.given_on, fact.information)
    return replace(file, open_question="")


def _searched(file: TraceFile, entry: Unsealed, fact: f.TraceSearched) -> TraceFile:
    day = dt.datetime.fromisoformat(entry.recorded_at).date()
    search = RecordedSearch(
        seq=entry.seq,
        day=day,
        description=fact.description,
        found=tuple((number, HitReason(why), score) for number, why, score in fact.found),
        total=fact.total,
    )
    text = ", ".join(number for number, _, _ in fact.found[:3]) or "–"
    file = _noted(file, entry, TraceEventKind.SEARCHED, "", text)
    return replace(file, searches=(*file.searches, search))


def _matched(file: TraceFile, entry: Unsealed, fact: f.TraceWeaponMatched) -> TraceFile:
    number = fact.weapon.number if fact.weapon is not None else "–"
    file = _noted(file, entry, TraceEventKind.MATCHED, "", f"{number}: {fact.reason}")
    return replace(file, weapon=fact.weapon)


def _replied(file: TraceFile, entry: Unsealed, fact: f.TraceReplied) -> TraceFile:
    day = _day(fact.replied_on)
    answer = TraceAnswer(
        seq=entry.seq,
        replied_on=day,
        outcome=fact.outcome,
        information=fact.information,
        reasons=fact.reasons,
        explanation=fact.explanation,
        restrictions=fact.restrictions,
        expected_on=_day(fact.expected_on) if fact.expected_on else None,
        reference=fact.reference,
    )
    text = fact.information or fact.explanation
    file = _noted(file, entry, TraceEventKind.REPLIED, fact.replied_on, text, fact.outcome)
    file = replace(_known(file, fact.replied_on), answers=(*file.answers, answer))
    if fact.outcome.is_final:
        file = replace(file, answered_on=file.answered_on or day, open_question="")
    return file


def _diverted(file: TraceFile, entry: Unsealed, fact: f.DiversionEstablished) -> TraceFile:
    text = " · ".join(filter(None, (fact.last_holder, fact.place, fact.diverted_on)))
    file = _noted(file, entry, TraceEventKind.DIVERSION, fact.established_on, text)
    found = DiversionRecord(
        established_on=_day(fact.established_on),
        last_holder=fact.last_holder,
        way=fact.way,
        place=fact.place,
        country=fact.country,
        diverted_on=fact.diverted_on,
        actor=fact.actor,
        basis=fact.basis,
        traced=fact.traced,
        numbers=fact.numbers,
    )
    return replace(file, diversion=found)


def _undiverted(file: TraceFile, entry: Unsealed, fact: f.DiversionWithdrawn) -> TraceFile:
    file = _noted(file, entry, TraceEventKind.DIVERSION, "", fact.reason)
    return replace(file, diversion=None)


def _prevented(file: TraceFile, entry: Unsealed, fact: f.PreventiveActionStated) -> TraceFile:
    file = _noted(file, entry, TraceEventKind.PREVENTION, fact.stated_on, fact.action)
    stated = PreventionRecord(_day(fact.stated_on), fact.action, fact.responsible)
    return replace(file, preventions=(*file.preventions, stated))


def _examined(file: TraceFile, entry: Unsealed, fact: f.BallisticReferenceAdded) -> TraceFile:
    text = f"{fact.laboratory} · {fact.reference}"
    file = _noted(file, entry, TraceEventKind.BALLISTICS, fact.examined_on, text)
    examined = BallisticRecord(
        fact.laboratory, fact.reference, _day(fact.examined_on), fact.ibin_reference, fact.notes
    )
    return replace(file, ballistics=(*file.ballistics, examined))


def _attached(file: TraceFile, entry: Unsealed, fact: f.TraceFileAttached) -> TraceFile:
    file = _noted(file, entry, TraceEventKind.FILE, "", fact.caption or fact.name)
    kept = AttachedFile(
        seq=entry.seq,
        sha256=fact.sha256,
        content_sha256=fact.content_sha256,
        media_type=fact.media_type,
        size=fact.size,
        name=fact.name,
        part=fact.part,
        caption=fact.caption,
    )
    return replace(file, files=(*file.files, kept))


def _documented(file: TraceFile, entry: Unsealed, fact: f.TraceDocumentMade) -> TraceFile:
    file = _noted(file, entry, TraceEventKind.DOCUMENT, fact.made_on, fact.number)
    made = MadeDocument(
        entry.seq, fact.document, fact.number, _day(fact.made_on), fact.sha256, fact.seal
    )
    return replace(file, documents=(*file.documents, made))


def _exported(file: TraceFile, entry: Unsealed, fact: f.TraceFileExported) -> TraceFile:
    return _noted(file, entry, TraceEventKind.EXPORTED, fact.exported_on, fact.form)


def _remarked(file: TraceFile, entry: Unsealed, fact: f.TraceNoteAdded) -> TraceFile:
    return _noted(file, entry, TraceEventKind.NOTE, "", fact.text)


def _closed(file: TraceFile, entry: Unsealed, fact: f.TraceClosed) -> TraceFile:
    file = _noted(file, entry, TraceEventKind.CLOSED, fact.closed_on, fact.result)
    return replace(
        file, closed_on=_day(fact.closed_on), result=fact.result, withdrawn=fact.withdrawn
    )


def _reopened(file: TraceFile, entry: Unsealed, fact: f.TraceReopened) -> TraceFile:
    file = _noted(file, entry, TraceEventKind.REOPENED, fact.reopened_on, fact.reason)
    return replace(file, closed_on=None, result="", withdrawn=False)


_FOLDS: Final[tuple[tuple[type[ConfidentialFact], _Fold], ...]] = (
    (f.TraceRestated, _restated),
    (f.TraceRequestSent, _sent),
    (f.TraceAcknowledged, _acknowledged),
    (f.TraceInformationAsked, _asked),
    (f.TraceInformationGiven, _given),
    (f.TraceSearched, _searched),
    (f.TraceWeaponMatched, _matched),
    (f.TraceReplied, _replied),
    (f.DiversionEstablished, _diverted),
    (f.DiversionWithdrawn, _undiverted),
    (f.PreventiveActionStated, _prevented),
    (f.BallisticReferenceAdded, _examined),
    (f.TraceFileAttached, _attached),
    (f.TraceDocumentMade, _documented),
    (f.TraceFileExported, _exported),
    (f.TraceNoteAdded, _remarked),
    (f.TraceClosed, _closed),
    (f.TraceReopened, _reopened),
)


def _state(file: TraceFile) -> TraceState:
    answer = file.answer
    last = max((each.seq for each in file.events if each.kind is TraceEventKind.ASKED), default=0)
    choices = (
        (file.closed_on is not None, TraceState.CLOSED),
        (file.answered_on is not None, TraceState.ANSWERED),
        (bool(file.open_question) and (answer is None or answer.seq < last), TraceState.ASKED),
        (answer is not None, TraceState.DELAYED),
        (file.acknowledged_on is not None, TraceState.ACKNOWLEDGED),
        (file.asked_on is not None, TraceState.WAITING),
    )
    return next((state for holds, state in choices if holds), TraceState.PREPARED)


def _known(file: TraceFile, day: str) -> TraceFile:
    """Who answers or asks back has the request, whether they acknowledged it or not."""
    return replace(file, acknowledged_on=file.acknowledged_on or _day(day))


def _referenced(file: TraceFile, reference: str) -> TraceFile:
    if not reference:
        return file
    values = {name: getattr(file.counterpart, name) for name in file.counterpart.__struct_fields__}
    return replace(file, counterpart=f.Counterpart(**{**values, "reference": reference}))


def _noted(
    file: TraceFile,
    entry: Unsealed,
    kind: TraceEventKind,
    day: str,
    text: str,
    outcome: TraceOutcome | None = None,
) -> TraceFile:
    return replace(file, events=(*file.events, _event(entry, kind, day, text, outcome)))


def _event(
    entry: Unsealed,
    kind: TraceEventKind,
    day: str,
    text: str,
    outcome: TraceOutcome | None = None,
) -> TraceEvent:
    recorded = dt.datetime.fromisoformat(entry.recorded_at)
    return TraceEvent(
        seq=entry.seq,
        kind=kind,
        day=_day(day) if day else recorded.date(),
        recorded_at=recorded,
        recorded_by=entry.recorded_by,
        text=text,
        outcome=outcome,
    )


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
