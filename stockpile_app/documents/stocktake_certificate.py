"""The result of a stocktake, signed: what was expected, what was found, and what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO, Final

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.count_frame import bars, chance_words
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, Cell, Page
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.counting import NOT_UNIFORM, Balance, show_chance
from stockpile_app.domain.vocabulary import Category, LineResult, StocktakeKind
from stockpile_app.i18n import _

_FACT_HEIGHT: Final = 5.4 * mm
_CAPTION: Final = 30 * mm
_BARS_WIDTH: Final = 60 * mm
_BOX_HEIGHT: Final = 15 * mm


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One thing that is not as registered.

    Attributes:
        result: None for a weapon that the register does not know.
        number: "" where there is none.
        model: Or what a weapon is that the register does not know.
        serial: As registered.
        serial_read: As it stands on the weapon, where that was read.
        belongs: Path of the place where it should be.
        found: Path of the place where it was.
    """

    result: LineResult | None
    number: str
    model: str = ""
    serial: str = ""
    serial_read: str = ""
    belongs: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class CertificateType:
    """How many of a type were expected and counted."""

    category: Category | None
    model: str
    calibre: str
    expected: int
    counted: int


@dataclass(frozen=True, slots=True)
class CertificateBalance:
    """The balance of a type in a store over the period since the count before."""

    store: str
    category: Category | None
    model: str
    calibre: str
    balance: Balance


@dataclass(frozen=True, slots=True)
class CertificateDiscrepancy:
    """What is done about one difference.

    Attributes:
        closed_on: None while it is open.
    """

    number: str
    what: str
    owner: str
    cause: str
    action: str
    due_on: dt.date | None
    closed_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Everything that the certificate says.

    Attributes:
        code: Bar code that opens the stocktake.
        population: How many weapons a sample was drawn from; 0 where there was no sample.
        chances: (missing weapons, chance that a random sample of this size has one of them).
        expected: Weapons of the place or the sample.
        accuracy: Matched of expected (STANDARDS section 10, item 4).
        approved_by: The second person, where there was a shortage.
        incident: Number of the incident that a shortage opened, or "".
        found: Of the expected ones; where types are counted, of each type as many as expected.
        since: First day of the period that the balances cover.
    """

    number: str
    code: str
    kind: StocktakeKind
    place: str
    opened_on: dt.date
    closed_on: dt.date
    counters: tuple[str, ...]
    seed: str = ""
    population: int = 0
    chances: tuple[tuple[int, Fraction], ...] = ()
    expected: int
    found: int
    accuracy: Fraction
    handing_over: str = ""
    taking_over: str = ""
    approved_by: str = ""
    incident: str = ""
    notes: str = ""
    since: dt.date | None = None
    lines: Sequence[CertificateLine] = ()
    types: Sequence[CertificateType] = ()
    balances: Sequence[CertificateBalance] = ()
    discrepancies: Sequence[CertificateDiscrepancy] = ()


def write_stocktake_certificate(
    out: BinaryIO, stamp: Stamp, result: Certificate, *, dpi: int = ANY_PRINTER
) -> int:
    """Write the certificate and return how many pages it has."""
    page = Page(out, stamp, f"{result.number} · {result.place}")
    _facts(page, result, dpi)
    _figures(page, result)
    if result.seed:
        _power(page, result)
    _lines(page, result)
    if result.types:
        _types(page, result.types)
    if result.balances:
        _balances(page, result)
    if result.discrepancies:
        _discrepancies(page, result.discrepancies)
    if result.notes:
        heading(page, _("Notes"))
        page.paragraph(result.notes, 8.5)
    _signatures(page, result)
    return page.finish()


def _facts(page: Page, result: Certificate, dpi: int) -> None:
    page.y -= 1 * mm
    top = page.y
    days = i18n.format_date(result.opened_on)
    if result.closed_on != result.opened_on:
        days = _("{first} to {last}").format(first=days, last=i18n.format_date(result.closed_on))
    facts = [
        (_("Stocktake"), f"{result.number} · {_(result.kind.label)}", Style.BOLD),
        (_("Place"), result.place, Style.BOLD),
        (_("Days"), days, Style.REGULAR),
        *(
            (_("Counter {number}").format(number=at), name, Style.REGULAR)
            for at, name in enumerate(result.counters, start=1)
        ),
    ]
    for caption, text, style in (
        (_("Seed"), result.seed, Style.MONO),
        (_("Handing over"), result.handing_over, Style.REGULAR),
        (_("Taking over"), result.taking_over, Style.REGULAR),
        (_("Approved by"), result.approved_by, Style.REGULAR),
        (_("Incident"), result.incident, Style.BOLD),
    ):
        if text:
            facts.append((caption, text, style))
    room = page.width - _BARS_WIDTH - 4 * mm - _CAPTION
    for caption, text, style in facts:
        page.canvas.setFillColor(GREY)
        page.text(Cell(caption, (page.left, page.y - 10.5, _CAPTION - 3 * mm), 8))
        page.canvas.setFillColor(black)
        box = (page.left + _CAPTION, page.y - 2.5, room)
        page.whole(Cell(text, box, 9, style), _FACT_HEIGHT - 2)
        page.y -= _FACT_HEIGHT
    left = page.left + page.width - _BARS_WIDTH
    bars(page, result.code, (left, top - 2 * mm, _BARS_WIDTH), 10 * mm, dpi)
    box = (left, top - 15.5 * mm, _BARS_WIDTH)
    page.text(Cell(result.code, box, 8, Style.MONO, Align.CENTRE))
    page.y -= 2 * mm


def _figures(page: Page, result: Certificate) -> None:
    """Draw what a reader looks for first: expected, found, accuracy."""
    figures = (
        (_("Expected"), i18n.format_number(result.expected)),
        (_("Found"), i18n.format_number(result.found)),
        (_("Not as registered"), i18n.format_number(len(result.lines))),
        (_("Accuracy (matched of expected)"), i18n.format_point(show_chance(result.accuracy))),
    )
    width = page.width / len(figures)
    page.shade(page.y - _BOX_HEIGHT, _BOX_HEIGHT)
    for at, (caption, text) in enumerate(figures):
        left = page.left + at * width
        page.canvas.setFillColor(GREY)
        page.whole(
            Cell(caption, (left + 2 * mm, page.y - 4, width - 4 * mm), 8, align=Align.CENTRE), 10
        )
        page.canvas.setFillColor(black)
        box = (left + 2 * mm, page.y - 17, width - 4 * mm)
        page.whole(Cell(text, box, 16, Style.BOLD, Align.CENTRE), 22)
    page.y -= _BOX_HEIGHT + 1 * mm


def _power(page: Page, result: Certificate) -> None:
    page.paragraph(
        _(
            "{sampled} of {population} weapons were looked for. A random sample of this size finds"
            " at least one of the missing weapons with this chance: {chances}."
        ).format(
            sampled=result.expected,
            population=result.population,
            chances=chance_words(result.chances),
        ),
        8,
    )
    page.paragraph(_(NOT_UNIFORM), 8)


def _lines(page: Page, result: Certificate) -> None:
    if result.kind.by_type and not result.lines:
        return  # the counts by type say it
    heading(page, _("Not as registered"))
    if not result.lines:
        page.paragraph(_("Nothing: everything that was expected was found as registered."), 8.5)
        return
    table = RuledTable(
        page,
        (
            Column(_("Result"), 18, style=Style.BOLD),
            Column(_("Number"), 19, style=Style.MONO),
            Column(_("Model"), 22),
            Column(_("Serial as registered"), 18),
            Column(_("Serial as read"), 18),
            Column(_("Belongs to"), 21),
            Column(_("Found in"), 21),
        ),
        size=7.5,
    )
    for each in result.lines:
        said = _(each.result.label) if each.result else _("Not in the register")
        table.row(
            (said, each.number, each.model, each.serial, each.serial_read, each.belongs, each.found)
        )


def _types(page: Page, types: Sequence[CertificateType]) -> None:
    heading(page, _("Counts by type"))
    table = RuledTable(
        page,
        (
            Column(_("Category"), 36),
            Column(_("Model"), 30),
            Column(_("Calibre"), 28),
            Column(_("Expected"), 14, Align.END),
            Column(_("Counted"), 14, Align.END),
            Column(_("Difference"), 14, Align.END, Style.BOLD),
        ),
    )
    for each in types:
        table.row((*_type(each.category, each.model, each.calibre), *_pair(each)))
    expected = sum(each.expected for each in types)
    counted = sum(each.counted for each in types)
    together = CertificateType(None, "", "", expected, counted)
    table.row((_("Together"), "", "", *_pair(together)), Style.BOLD)


def _pair(each: CertificateType) -> tuple[str, str, str]:
    return str(each.expected), str(each.counted), _signed(each.counted - each.expected)


def _balances(page: Page, result: Certificate) -> None:
    title = _("Reconciliation")
    if result.since is not None:
        title = _("Reconciliation since {day}").format(day=i18n.format_date(result.since))
    heading(page, title, 32 * mm)
    page.paragraph(_("Opening + in − out − losses + recovered = closing, with a residue of 0."), 8)
    page.y -= 1.5 * mm
    numbers = (
        _("Opening"),
        _("In"),
        _("Out"),
        _("Losses"),
        _("Recovered"),
        _("Closing"),
        _("Residue"),
    )
    table = RuledTable(
        page,
        (
            Column(_("Store"), 26),
            Column(_("Type"), 36),
            *(Column(title, 18, Align.END) for title in numbers[:-1]),
            Column(numbers[-1], 18, Align.END, Style.BOLD),
        ),
        size=7.5,
    )
    for each in result.balances:
        of = each.balance
        parts = _type(each.category, each.model, each.calibre)
        columns = (of.opening, of.received, of.issued, of.lost, of.recovered, of.closing)
        words = " · ".join(filter(None, parts[1:])) or parts[0]
        table.row((each.store, words, *map(str, columns), _signed(of.residue)))
    residue = sum(abs(each.balance.residue) for each in result.balances)
    page.y -= 1 * mm
    page.paragraph(
        _("There is no residue: the books and the count agree.")
        if residue == 0
        else _("A residue that is not 0 is a discrepancy: the books do not explain it."),
        8,
        Style.REGULAR if residue == 0 else Style.BOLD,
    )


def _discrepancies(page: Page, rows: Sequence[CertificateDiscrepancy]) -> None:
    heading(page, _("Discrepancies and who follows them"))
    table = RuledTable(
        page,
        (
            Column(_("No."), 21),
            Column(_("What"), 36),
            Column(_("Owner"), 23),
            Column(_("Cause"), 25),
            Column(_("Action"), 25),
            Column(_("Due"), 18),
            Column(_("Closed"), 18),
        ),
        size=7.5,
    )
    for each in rows:
        due = i18n.format_date(each.due_on) if each.due_on else ""
        closed = i18n.format_date(each.closed_on) if each.closed_on else _("Open")
        table.row((each.number, each.what, each.owner, each.cause, each.action, due, closed))


def _signatures(page: Page, result: Certificate) -> None:
    page.y -= 5 * mm
    counters = [
        _("Counter {number}: {name}").format(number=at, name=name)
        for at, name in enumerate(result.counters, start=1)
    ]
    if not (result.handing_over or result.taking_over):
        page.signatures([*counters, _("Storekeeper")])
        return
    page.signatures(counters)
    heading(page, _("Handover of the store"), 55 * mm)
    page.paragraph(
        _(
            "The one handing over declares that everything named here was shown to the counters and"
            " that nothing was kept back. The one taking over declares that the result above was"
            " read and checked, and takes over the weapons found, with the differences named here,"
            " on the day below."
        ),
        9,
    )
    page.y -= 2 * mm
    page.signatures(
        [
            _("Handing over: {name}").format(name=result.handing_over),
            _("Taking over: {name}").format(name=result.taking_over),
        ]
    )


def _type(category: Category | None, model: str, calibre: str) -> tuple[str, str, str]:
    return _(category.label) if category else _("Not categorised"), model, calibre


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "0"
