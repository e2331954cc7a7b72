"""Works out what a count shows: compared with the register now, or as it was when it was closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from stockpile_app.domain import counting
from stockpile_app.domain.counting import Line, Seen, TypeKey
from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.serials import normalise
from stockpile_app.domain.stocktakes import (
    FIRST,
    RECOUNT,
    SECOND,
    CountLineRecord,
    Detection,
    DiscrepancyRecord,
    ResultLine,
    ResultRecord,
    StocktakeRecord,
    StocktakeState,
    TypeResult,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LineResult
from stockpile_app.persistence import count_index, result_index, stocktake_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.count_index import Candidate
from stockpile_app.persistence.place_index import PlaceBook, read_places

_BLIND = N_("What is expected is shown when both counters have finished.")
_CANCELLED = N_("This stocktake was cancelled: it has no result.")
_ORDER = {result: at for at, result in enumerate(LineResult)}


def outcome(connection: Connection, record: StocktakeRecord) -> ResultRecord:
    """Return what a finished count shows; of a closed one always the same.

    Raises:
        NotAllowedNow: Somebody is still counting, or the stocktake was cancelled.
        BadValue: Lines on which the counters differ have not been counted again.
    """
    check_seen(record)
    if record.state is StocktakeState.CLOSED:
        return _as_closed(connection, record)
    if record.kind.by_type:
        return _by_type(connection, record)
    return _by_serial(connection, record)


def check_seen(record: StocktakeRecord) -> None:
    """Refuse to tell anything while it would be known to somebody who counts.

    Raises:
        NotAllowedNow: Somebody is still counting, or the stocktake was cancelled.
    """
    if record.is_blind:
        raise NotAllowedNow(_BLIND)
    if record.state is StocktakeState.CANCELLED:
        raise NotAllowedNow(_CANCELLED)


def settled(connection: Connection, record: StocktakeRecord) -> dict[str, Seen]:
    """Return the settled count by register number.

    Raises:
        BadValue: Lines on which the counters differ have not been counted again.
    """
    return counting.settle(
        result_index.seen(connection, record.id, FIRST),
        result_index.seen(connection, record.id, SECOND),
        result_index.recounted(connection, record.id),
    )


def types_of(connection: Connection, stocktake_id: int, counter: int) -> dict[TypeKey, int]:
    """Return how many of each type a counter, or both together, counted."""
    counts = count_index.type_counts(connection, stocktake_id, counter)
    return {each.kind: each.quantity for each in counts}


def detection(record: StocktakeRecord) -> Detection | None:
    """Return what a sample can and cannot find; None where everything is counted."""
    if not record.sample:
        return None
    chances = counting.detection_chances(record.population, record.sample)
    return Detection(record.population, record.sample, chances, counting.NOT_UNIFORM)


def is_short(result: Iterable[ResultLine], types: Iterable[TypeResult], *, by_type: bool) -> bool:
    """Whether a weapon is missing, or fewer of a type were counted than are registered."""
    if by_type:
        return any(each.counted < each.expected for each in types)
    return any(each.result is LineResult.MISSING for each in result)


# --- before it is closed -----------------------------------------------------------------------


def _by_serial(connection: Connection, record: StocktakeRecord) -> ResultRecord:
    book = read_places(connection)
    scope = frozenset(book.inside(record.place_id))
    count = settled(connection, record)
    expected = result_index.expected(connection, record, sorted(scope))
    lines = counting.judge(
        expected,
        count,
        scope.__contains__,
        serials=result_index.serials(connection, record.id),
    )
    weapons = _weapons(connection, {each.number for each in lines})
    wanted = [number for number, place in expected.items() if place in scope]
    told = [_told(line, count, weapons, book) for line in lines]
    told += _strangers(connection, record, book)
    types = _types(
        _tally(weapons[each] for each in wanted), _tally(weapons[each] for each in count)
    )
    return ResultRecord(
        stocktake=record,
        lines=tuple(told),
        types=types,
        expected=len(wanted),
        found=sum(number in count for number in wanted),
        accuracy=counting.accuracy(lines),
        detection=detection(record),
        shortage=is_short(told, types, by_type=False),
    )


def _by_type(connection: Connection, record: StocktakeRecord) -> ResultRecord:
    counted = counting.settle_types(
        types_of(connection, record.id, FIRST),
        types_of(connection, record.id, SECOND),
        types_of(connection, record.id, RECOUNT),
    )
    scope = read_places(connection).inside(record.place_id)
    return _of_types(record, _types(result_index.expected_types(connection, scope), counted))


def _of_types(record: StocktakeRecord, types: tuple[TypeResult, ...]) -> ResultRecord:
    expected = sum(each.expected for each in types)
    found = sum(min(each.expected, each.counted) for each in types)
    return ResultRecord(
        stocktake=record,
        lines=(),
        types=types,
        expected=expected,
        found=found,
        accuracy=Fraction(found, expected) if expected else Fraction(1),
        detection=None,
        shortage=is_short((), types, by_type=True),
    )


def _types(
    expected: Mapping[TypeKey, int], counted: Mapping[TypeKey, int]
) -> tuple[TypeResult, ...]:
    found = (
        TypeResult(kind, expected.get(kind, 0), counted.get(kind, 0))
        for kind in sorted(expected.keys() | counted.keys())
    )
    return tuple(each for each in found if each.expected or each.counted)


def _tally(weapons: Iterable[Candidate]) -> dict[TypeKey, int]:
    found: dict[TypeKey, int] = {}
    for each in weapons:
        found[each.weapon.kind] = found.get(each.weapon.kind, 0) + 1
    return found


def _weapons(connection: Connection, numbers: Collection[str]) -> dict[str, Candidate]:
    ids = result_index.ids_of(connection, sorted(numbers))
    found = count_index.faces(connection, list(ids.values()))
    return {number: found[weapon_id] for number, weapon_id in ids.items()}


def _told(
    line: Line, count: Mapping[str, Seen], weapons: Mapping[str, Candidate], book: PlaceBook
) -> ResultLine:
    seen, weapon = count.get(line.number), weapons[line.number]
    return ResultLine(
        result=line.result,
        weapon=weapon.weapon,
        belongs_id=line.expected_place,
        belongs=_path(book, line.expected_place),
        found_id=line.found_place,
        found=_path(book, line.found_place),
        serial_read=seen.serial_read if seen else "",
        status=weapon.status,
    )


def _strangers(
    connection: Connection, record: StocktakeRecord, book: PlaceBook
) -> list[ResultLine]:
    """Return every weapon that either counter saw and the register does not know, once each."""
    found = count_index.strangers(connection, record.id, FIRST)
    unpaired = list(found)
    for line in count_index.strangers(connection, record.id, SECOND):
        twin = next((each for each in unpaired if _alike(each, line)), None)
        if twin is None:
            found.append(line)
        else:
            unpaired.remove(twin)
    return [
        ResultLine(
            result=LineResult.UNEXPECTED,
            weapon=None,
            found_id=each.place_id,
            found=_path(book, each.place_id),
            serial_read=each.serial_read,
            description=each.description,
        )
        for each in found
    ]


def _alike(one: CountLineRecord, other: CountLineRecord) -> bool:
    if one.serial_read or other.serial_read:
        return normalise(one.serial_read) == normalise(other.serial_read)
    return one.description.casefold() == other.description.casefold()


def _path(book: PlaceBook, place_id: int | None) -> str:
    return book.by_id[place_id].path if place_id is not None else ""


# --- once it is closed ---------------------------------------------------------------------------


def _as_closed(connection: Connection, record: StocktakeRecord) -> ResultRecord:
    """Return the result from what was recorded then; the register has changed since."""
    counted = stocktake_index.counted_types(connection, record.id)
    types = tuple(TypeResult(kind, *figures) for kind, figures in counted.items())
    approved_by, incident = stocktake_index.closing(connection, record)
    if record.kind.by_type:
        result = _of_types(record, types)
        lines, accuracy = result.lines, result.accuracy
    else:
        lines = _closed_lines(connection, record)
        accuracy = counting.accuracy(
            Line(each.weapon.number, each.result, each.belongs_id, each.found_id)
            for each in lines
            if each.weapon is not None
        )
    return ResultRecord(
        stocktake=record,
        lines=lines,
        types=types,
        expected=record.expected or 0,
        found=record.found or 0,
        accuracy=accuracy,
        detection=detection(record),
        shortage=is_short(lines, types, by_type=record.kind.by_type),
        approved_by=approved_by,
        incident_id=incident,
    )


def _closed_lines(connection: Connection, record: StocktakeRecord) -> tuple[ResultLine, ...]:
    raised = result_index.discrepancies(connection, stocktake_id=record.id, limit=None)[::-1]
    count = settled(connection, record)
    weapons, book = _weapons(connection, count.keys()), read_places(connection)
    elsewhere = {LineResult.MISPLACED, LineResult.UNEXPECTED}
    astray = {each.weapon.number for each in raised if each.weapon and each.result in elsewhere}
    found = [
        ResultLine(
            result=LineResult.FOUND,
            weapon=weapons[number].weapon,
            belongs_id=seen.place or None,
            belongs=_path(book, seen.place or None),
            found_id=seen.place or None,
            found=_path(book, seen.place or None),
            serial_read=seen.serial_read,
        )
        for number, seen in count.items()
        if number not in astray
    ]
    return tuple(sorted([*found, *map(_line_of, raised)], key=_place_in_list))


def _line_of(each: DiscrepancyRecord) -> ResultLine:
    return ResultLine(
        result=each.result,
        weapon=each.weapon,
        belongs_id=each.belongs_id,
        belongs=each.belongs,
        found_id=each.found_id,
        found=each.found,
        serial_read=each.serial_read,
        description=each.description,
    )


def _place_in_list(line: ResultLine) -> tuple[bool, str, int]:
    number = line.weapon.number if line.weapon else ""
    return line.weapon is None, number, _ORDER[line.result]
