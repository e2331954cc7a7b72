"""Papers about stocktakes: count sheets, which tell nothing, and the certificate of the result."""

from __future__ import annotations

from stockpile_app.documents.count_sheet import (
    CountPlace,
    SheetHead,
    TypeName,
    write_blank_sheet,
    write_sample_sheet,
    write_type_sheet,
)
from stockpile_app.documents.stocktake_certificate import (
    Certificate,
    CertificateBalance,
    CertificateDiscrepancy,
    CertificateLine,
    CertificateType,
    write_stocktake_certificate,
)
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.stocktake_papers import PrintCountSheet, PrintStocktakeCertificate
from stockpile_app.domain.stocktakes import (
    DiscrepancyRecord,
    Reconciliation,
    ResultLine,
    ResultRecord,
    StocktakeRecord,
    StocktakeState,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, LineResult, PlaceKind, StocktakeKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import stated
from stockpile_app.persistence import result_index, stocktake_index
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import Issuing, issuing
from stockpile_app.services.stocktake_books import reconciliation
from stockpile_app.services.stocktake_outcome import detection, outcome
from stockpile_app.services.stocktake_rules import existing, position

MOST_LINES = 200
_COUNTED = N_("Counter {counter} has finished: a count sheet is of no use any more.")
_NOT_CLOSED = N_("{number} is not closed yet: there is nothing to certify.")
_LINES = N_("A place has between 1 and {most} lines on the sheet.")


class StocktakePapers:
    """What is printed of stocktakes."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def count_sheet(self, command: PrintCountSheet) -> DocumentDone:
        """Write the sheet of one counter as a PDF, sealed, and record that it was.

        The list of a sample, a sheet by type, or empty lines under each place, as the kind asks.

        Raises:
            NotFound: There is no such stocktake.
            NotAllowedNow: The counter has finished.
            BadValue: There is no such counter, or the number of lines cannot be.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        if not 1 <= command.lines <= MOST_LINES:
            raise BadValue(_LINES, "lines", most=MOST_LINES)
        with issuing(self._desk, command) as made:
            record = existing(made.connection, command.stocktake_id)
            if not record.is_blind or record.finished[position(command.counter)]:
                raise NotAllowedNow(_COUNTED, counter=command.counter)
            book = read_places(made.connection)
            stamp = made.stamp(
                "count-sheet",
                "CS",
                N_("Count sheet"),
                depot=book.names(record.place_id)[0],
                scope=record.path,
                weapons=record.sample,
            )
            head = _head(record, command.counter)
            if record.kind.by_type:
                write_type_sheet(made.out, stamp, head, _types(made), dpi=command.dpi)
            elif record.sample:
                weapons = result_index.sample(made.connection, record.id)
                write_sample_sheet(made.out, stamp, head, weapons, dpi=command.dpi)
            else:
                places = _places(book, record, self._desk.store.origin)
                lines, dpi = command.lines, command.dpi
                write_blank_sheet(made.out, stamp, head, places, lines=lines, dpi=dpi)
        return made.done

    def certificate(self, command: PrintStocktakeCertificate) -> DocumentDone:
        """Write the certificate of a closed stocktake as a PDF, sealed, and record that it was.

        Raises:
            NotFound: There is no such stocktake.
            NotAllowedNow: It is not closed.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            record = existing(made.connection, command.stocktake_id)
            if record.state is not StocktakeState.CLOSED:
                raise NotAllowedNow(_NOT_CLOSED, number=record.number)
            result = outcome(made.connection, record)
            found = result_index.discrepancies(made.connection, stocktake_id=record.id, limit=None)
            books = None
            if record.kind is not StocktakeKind.TENTH:
                books = reconciliation(made.connection, record.place_id, None, record.id)
            made.about(subject=record.id)
            stamp = made.stamp(
                "stocktake-certificate",
                "SR",
                N_("Stocktake certificate"),
                depot=read_places(made.connection).names(record.place_id)[0],
                scope=record.path,
                weapons=result.expected,
            )
            certified = _certificate(result, found[::-1], books)
            write_stocktake_certificate(made.out, stamp, certified, dpi=command.dpi)
        return made.done


# --- count sheets ----------------------------------------------------------------------------


def _head(record: StocktakeRecord, counter: int) -> SheetHead:
    found = detection(record)
    return SheetHead(
        number=record.number,
        kind=record.kind,
        place=record.path,
        counter=counter,
        counter_name=record.counters[position(counter)],
        opened_on=record.opened_on,
        code=record.code,
        seed=record.seed,
        chances=found.chances if found else (),
    )


def _types(made: Issuing) -> list[TypeName]:
    return [
        TypeName(Category(each.category) if each.category else None, each.model, each.calibre)
        for each in stocktake_index.known_types(made.connection)
    ]


def _places(book: PlaceBook, record: StocktakeRecord, origin: str) -> list[CountPlace]:
    """Return every open place to look into, with the counted one itself where it has others."""
    inside = [book.by_id[each] for each in book.inside(record.place_id)]
    found = []
    for place in inside:
        if place.closed:
            continue
        name = place.path.removeprefix(f"{record.path} / ")
        if place.id == record.place_id:
            name = place.name
            if len(inside) > 1:
                name = _("{name}, outside its racks").format(name=place.name)
        if place.kind in {PlaceKind.STORE, PlaceKind.DEPOT} and place.id != record.place_id:
            name = _("{name}, outside its racks").format(name=name)
        found.append(CountPlace(name, PaperCode(CodeKind.PLACE, origin, place.id).code))
    return found


# --- the certificate -------------------------------------------------------------------------


def _certificate(
    result: ResultRecord, found: list[DiscrepancyRecord], books: Reconciliation | None
) -> Certificate:
    record = result.stocktake
    return Certificate(
        number=record.number,
        code=record.code,
        kind=record.kind,
        place=record.path,
        opened_on=record.opened_on,
        closed_on=record.closed_on or record.opened_on,
        counters=record.counters,
        seed=record.seed,
        population=record.population,
        chances=result.detection.chances if result.detection else (),
        expected=result.expected,
        found=result.found,
        accuracy=result.accuracy,
        handing_over=record.handing_over,
        taking_over=record.taking_over,
        approved_by=result.approved_by,
        incident="" if result.incident_id is None else str(result.incident_id),
        notes=record.notes,
        since=books.since.closed_on if books and books.since else None,
        lines=[
            _line(each, record.path) for each in result.lines if each.result is not LineResult.FOUND
        ],
        types=[
            CertificateType(
                _category(each.kind.category),
                each.kind.model,
                each.kind.calibre,
                each.expected,
                each.counted,
            )
            for each in result.types
        ],
        balances=[
            CertificateBalance(
                each.path,
                _category(each.row.kind.category),
                each.row.kind.model,
                each.row.kind.calibre,
                each.row.balance,
            )
            for each in (books.rows if books else ())
        ],
        discrepancies=[_discrepancy(each) for each in found],
    )


def _line(line: ResultLine, counted: str) -> CertificateLine:
    """Return a line with places inside the counted one by their names below it."""
    belongs, found = (each.removeprefix(f"{counted} / ") for each in (line.belongs, line.found))
    weapon = line.weapon
    if weapon is None:
        return CertificateLine(None, "", line.description, "", line.serial_read, belongs, found)
    model = " ".join(filter(None, (weapon.maker, weapon.model)))
    return CertificateLine(
        line.result,
        weapon.number,
        model,
        weapon.serial or "",
        line.serial_read,
        belongs,
        found,
    )


def _discrepancy(each: DiscrepancyRecord) -> CertificateDiscrepancy:
    what = each.weapon.number if each.weapon else each.serial_read or each.description
    if each.quantity:
        what = f"{each.quantity:+d} × {each.description}".replace("-", "−")
    said = _("Not in the register") if _is_stranger(each) else _(each.result.label)
    action = " – ".join(filter(None, (each.action, each.outcome)))
    return CertificateDiscrepancy(
        each.number,
        stated(said, what),
        each.owner,
        each.cause,
        action,
        each.due_on,
        each.closed_on,
    )


def _is_stranger(each: DiscrepancyRecord) -> bool:
    return each.weapon is None and not each.quantity


def _category(code: str) -> Category | None:
    return Category(code) if code else None
