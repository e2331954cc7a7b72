"""What is printed of collections, and what stands on these papers.

The receipt has the fields of IDDRS 4.10, section 6.2, and no others about the person or the
weapons: name, date and location, type, status and serial number. No paper of a collection has a
field for money (section 5.3.1).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stockpile_app.domain.documents import LabelSheet, PrintDocument
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, LabelledEnum, SerialState


class ReceiptPaper(LabelledEnum):
    """What a receipt is printed on."""

    A5 = "a5", N_("A5 sheet")
    ROLL = "roll", N_("80 mm roll")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReceipt(PrintDocument):
    """Asks for the receipt of a hand-in; the size of the page follows from what it is printed on.

    Attributes:
        hand_in: Id of a hand-in that is closed.
    """

    hand_in: int
    paper: ReceiptPaper = ReceiptPaper.A5


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTagLabels(LabelSheet):
    """Asks for the tags of weapons that were handed in.

    Attributes:
        hand_in: Id of the hand-in whose weapons get tags; or
        site: of the site, all of whose weapons do.
    """

    hand_in: int | None = None
    site: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDuplicates(PrintDocument):
    """Asks for the list of which a partner keeps the duplicate.

    Attributes:
        from_day: The first day; None for all.
        partner: Who keeps the duplicate.
        with_names: Whether the names of those who handed in stand on it; for holders alone.
        purpose: Why the names are needed.
    """

    site: int
    from_day: dt.date | None = None
    to_day: dt.date | None = None
    partner: str = ""
    with_names: bool = False
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDaySheet(PrintDocument):
    """Asks for the sheet of a day that was closed."""

    site: int
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSitePlan(PrintDocument):
    """Asks for the plan of a site's capacity; None takes the site's or programme's own figure.

    Attributes:
        people: How many are expected.
        lanes: How many are served at the same time.
        hours: How long a day is.
        minutes: How long one person takes.
    """

    site: int
    people: int
    lanes: int | None = None
    hours: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintIndicators(PrintDocument):
    """Asks for the indicators of a programme; None takes all programmes, or all days."""

    programme: int | None = None
    from_day: dt.date | None = None
    to_day: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponReceived:
    """A weapon on a receipt: type, status and serial number.

    Attributes:
        serviceable: None where it was not determined.
    """

    category: Category | None
    model: str = ""
    calibre: str = ""
    serial: str | None = None
    serial_state: SerialState = SerialState.RECORDED
    serviceable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsReceived:
    """Rounds or explosive items on a receipt: type and quantity."""

    kind: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What stands on a receipt.

    Attributes:
        number: Such as ``HR-KE01-123``.
        code: The number as its bar code says it.
        name: Of the person, in whatever script.
        explosives: Items that a technician took over.
        officer: Who gives the receipt.
        eligible: Whether the person may take part in the programme; None where it is open.
        reason: Why not.
        appeal: How, where and until when to appeal.
    """

    number: str
    code: str
    name: str
    day: dt.date
    location: str
    officer: str
    weapons: tuple[WeaponReceived, ...] = ()
    ammunition: tuple[ItemsReceived, ...] = ()
    explosives: tuple[ItemsReceived, ...] = ()
    eligible: bool | None = True
    reason: str = ""
    appeal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateLine:
    """A weapon on the list for the partner who keeps duplicates.

    Attributes:
        name: Of the person, where names were asked for.
        participant: The person's code.
    """

    day: dt.date
    receipt: str
    tag: str
    number: str
    weapon: WeaponReceived
    maker: str = ""
    country: str = ""
    marks: str = ""
    participant: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateRounds:
    """Rounds on the list for the partner who keeps duplicates."""

    day: dt.date
    receipt: str
    kind: str
    lot: str
    headstamp: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BySex:
    """A row of a table by sex.

    Attributes:
        label: Untranslated.
        untold: Of whom the sex was not recorded.
    """

    label: str
    female: int = 0
    male: int = 0
    untold: int = 0

    @property
    def total(self) -> int:
        """All together."""
        return self.female + self.male + self.untold


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBySex:
    """A table by sex; its last row, the sum, is computed where it is drawn.

    Attributes:
        title: Untranslated.
        note: What is counted, untranslated.
    """

    title: str
    rows: tuple[BySex, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """Two figures of a day that have to agree.

    Attributes:
        what: Untranslated.
        first: What the first figure counts, untranslated.
        second: What the second figure counts, untranslated.
        explanation: Why they differ, where they do.
    """

    what: str
    first: str
    first_count: int
    second: str
    second_count: int
    explanation: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the figures are the same."""
        return self.first_count == self.second_count


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponsOfDay:
    """Weapons of a category that were handed in on a day, and where they are in the evening."""

    category: Category | None
    handed_in: int
    present: int
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """What stands on the closing sheet of a day.

    Attributes:
        receipts: The first and the last receipt of the day, in words.
        tags: The tags that were used, in words; those that were spoilt.
        notes: What else the site officer states.
    """

    programme: str
    site: str
    day: dt.date
    closed_by: str
    people: TableBySex
    weapons: tuple[WeaponsOfDay, ...] = ()
    ammunition: tuple[ItemsReceived, ...] = ()
    explosives: tuple[ItemsReceived, ...] = ()
    checks: tuple[Reconciled, ...] = ()
    receipts: str = ""
    tags: str = ""
    spoilt: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A figure of a site's plan and what it follows from, as they are shown."""

    caption: str
    figure: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """What stands on the plan of a site's capacity.

    Attributes:
        given: What was assumed.
        found: What follows from it.
    """

    programme: str
    site: str
    custody: str
    given: tuple[PlanLine, ...]
    found: tuple[PlanLine, ...]
    people: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator of a programme.

    Attributes:
        title: Untranslated.
        clause: Where it is asked for, such as "IDDRS 5.10".
        value: As shown; "n/a" where nothing was counted that it could be a share of.
    """

    title: str
    clause: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSheet:
    """What stands on the sheet of indicators."""

    programme: str
    days: str
    indicators: tuple[Indicator, ...]
    tables: tuple[TableBySex, ...] = ()
