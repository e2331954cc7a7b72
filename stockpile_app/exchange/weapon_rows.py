"""What the rows of a file say.

``msgspec`` structures, as facts are: making a frozen dataclass of this width takes twenty times as
long, which is a third of the time that reading a row takes.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Status
from stockpile_app.exchange.messages import Message


class WeaponRow(msgspec.Struct, frozen=True, gc=False):
    """A weapon as a row of a file states it; "" and None where the row does not say.

    Attributes:
        number: The register number, in the program's own export alone.
    """

    number: str | None = None
    status: Status | None = None
    serial: str | None = None
    serial_state: SerialState = SerialState.RECORDED
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None
    category: Category | None = None
    condition: Condition | None = None
    depot: str = ""
    store: str = ""
    rack: str = ""
    received_on: dt.date | None = None
    source: str = ""
    reference: str = ""
    notes: str = ""


class ReadRow(msgspec.Struct, frozen=True, gc=False):
    """What a row says: a weapon, or why it is skipped, or what is wrong with it.

    Attributes:
        row: Its number as a spreadsheet shows it.
        serial_shown: The serial number's cell, for lists and messages.
    """

    row: int
    weapon: WeaponRow | None
    skipped: Message | None
    errors: tuple[Message, ...]
    warnings: tuple[Message, ...]
    serial_shown: str
