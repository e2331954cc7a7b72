"""What everybody outside ``persistence`` sees of stored things: frozen, plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from stockpile_app.domain.access import Permission, Role, permissions_of
from stockpile_app.domain.papers import PaperAnswer
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    Condition,
    DepotKind,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
    PlaceKind,
    SerialState,
    Status,
    StoreKind,
)


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """The register as its first entry states it."""

    origin: str
    authority: str
    country: str
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A person who may, or might once, sign in."""

    name: str
    full_name: str
    roles: tuple[Role, ...]
    retired: bool
    added_at: dt.datetime

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything the user may do."""
        return frozenset() if self.retired else permissions_of(self.roles)


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A depot, store, rack, bin or container.

    Attributes:
        path: Names from the depot down, for people: ``Main depot / Store A / R1``.
        weapons: How many weapons are in it now, and in the places inside it.
        out: How many weapons belong there but are issued, on loan, in repair or on their way.
        names: Of the depot, of the store, and of everything below; "" where it is less deep.
        capacity: For how many weapons it is built.
        keeper: Name of the storekeeper.
        seals: Seal numbers of a sealed container.
        dispatch_id: The dispatch that a container is on its way with.
    """

    id: int
    kind: PlaceKind
    code: str
    name: str
    parent: int | None
    depot: int
    path: str
    store_kind: StoreKind | None
    closed: bool
    weapons: int = 0
    out: int = 0
    names: tuple[str, str, str] = ("", "", "")
    depot_kind: DepotKind | None = None
    address: str = ""
    capacity: int | None = None
    keeper: str = ""
    two_keys: bool = False
    two_parties: bool = False
    notes: str = ""
    seals: tuple[str, ...] = ()
    sealed_on: dt.date | None = None
    dispatch_id: int | None = None


@dataclass(frozen=True, slots=True)
class WeaponRecord:
    """A weapon as lists and documents show it.

    Attributes:
        rack: Everything below the store: ``R1``, ``R1 / Bin 3``, ``Container 7``.
        custodian: Who has it, where it is issued, on loan or in repair.
        due_on: When it should be back.
    """

    id: int
    number: str
    serial: str | None
    serial_state: SerialState
    maker: str
    model: str
    calibre: str
    country: str
    year: int | None
    category: Category | None
    condition: Condition | None
    status: Status
    place_id: int
    depot: str
    store: str
    rack: str
    received_on: dt.date | None
    source: str
    reference: str
    notes: str
    batch: int | None
    registered_seq: int
    marks: int
    photographs: int
    custodian: str = ""
    due_on: dt.date | None = None

    @property
    def place(self) -> str:
        """Store and rack within the depot, for people; the depot itself when there is neither."""
        return " / ".join(filter(None, (self.store, self.rack))) or self.depot

    @property
    def code(self) -> str:
        """The register number as a bar code says it."""
        return self.number.replace("-", "")


@dataclass(frozen=True, slots=True)
class MarkRecord:
    """A mark on a weapon, or on a part of one.

    Attributes:
        country, year, maker, serial, model, calibre, code, authority: What it says, where that was
            made out; ``code`` is a symbol or code that stands for country or maker.
        height, depth: In ten-thousandths of a millimetre; None where not measured.
        part_id: The part that carries it, where that is kept by itself.
        job_id: The marking job under which it was put on.
    """

    seq: int
    component: Component
    occasion: MarkOccasion
    text: str
    position: str
    method: MarkMethod
    met: tuple[MarkQuality, ...]
    not_met: tuple[MarkQuality, ...]
    altered: bool
    observed_on: dt.date
    country: str = ""
    year: int | None = None
    maker: str = ""
    serial: str = ""
    model: str = ""
    calibre: str = ""
    code: str = ""
    authority: str = ""
    height: int | None = None
    depth: int | None = None
    part_id: int | None = None
    job_id: int | None = None


@dataclass(frozen=True, slots=True)
class PhotographRecord:
    """A photograph of a weapon; the picture itself is in the media store under ``sha256``."""

    seq: int
    sha256: str
    media_type: str
    size: int
    caption: str
    taken_on: dt.date


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """An entry of the ledger as people read it.

    Attributes:
        body: The fact as JSON text, exactly as it was hashed.
        digest: SHA-256 of the entry, in hex.
    """

    origin: str
    seq: int
    recorded_at: dt.datetime
    recorded_by: str
    approved_by: str | None
    kind: str
    body: str
    digest: str


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """An import and what became of its rows."""

    batch: int
    files: tuple[str, ...]
    recorded_at: dt.datetime
    recorded_by: str
    profile: str
    read: int
    created: int
    unchanged: int
    skipped: int
    errors: int
    undone: bool


@dataclass(frozen=True, slots=True)
class SealRecord:
    """A signature over an entry, by the register's own key.

    Attributes:
        code: The 20 characters that stand on paper, without hyphens.
        digest: SHA-256 of the sealed entry, in hex.
        signature: Ed25519 signature, in hex.
    """

    origin: str
    seq: int
    digest: str
    made_at: dt.datetime
    occasion: str
    signature: str
    code: str


class WeaponOrder(StrEnum):
    """What a list of weapons can be sorted by."""

    NUMBER = "number"
    SERIAL = "serial"
    MAKER = "maker"
    MODEL = "model"
    CALIBRE = "calibre"
    CATEGORY = "category"
    CONDITION = "condition"
    STATUS = "status"
    PLACE = "place"
    RECEIVED = "received_on"


@dataclass(frozen=True, slots=True)
class WeaponQuery:
    """Which weapons, in which order. Filters are combined; an empty one lets everything through.

    Attributes:
        text: Register number or any part of a serial number.
        place: A depot, store or rack; with everything inside it.
        models: Exactly these models; ``model`` is any part of one.
        withdrawn: Whether withdrawn registrations are listed too.
        held: Only what the State's stock counts still: neither disposed of nor withdrawn.
        custodian: Id of the person or unit who has them.
        due_before: Only what should have been given back before this day and was not.
        unknown: Only where these are not known: "category", "condition", "marks",
            "photographs".
    """

    text: str = ""
    place: int | None = None
    categories: tuple[Category, ...] = ()
    statuses: tuple[Status, ...] = ()
    conditions: tuple[Condition, ...] = ()
    model: str = ""
    models: tuple[str, ...] = ()
    maker: str = ""
    calibre: str = ""
    serial_state: SerialState | None = None
    batch: int | None = None
    withdrawn: bool = False
    held: bool = False
    custodian: int | None = None
    due_before: dt.date | None = None
    unknown: tuple[str, ...] = ()
    order: WeaponOrder = WeaponOrder.NUMBER
    descending: bool = False


@dataclass(frozen=True, slots=True)
class FindResult:
    """Answer to a search.

    Attributes:
        total: How many weapons match, in ``weapons`` or beyond its limit; look-alikes included.
        weapons: Direct matches: the number, the exact serial, then any part of one.
        look_alikes: Weapons whose serial is easily taken for the one asked for ("did you mean").
    """

    total: int
    weapons: tuple[WeaponRecord, ...]
    look_alikes: tuple[WeaponRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class HoldingRecord:
    """How many weapons of one kind are in one depot."""

    depot: str
    category: Category | None
    model: str
    calibre: str
    condition: Condition | None
    status: Status
    weapons: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that ``verify`` found.

    Attributes:
        kind: Code of the problem, such as ``entry-changed`` or ``table-differs``.
        where: The entry, table or file it concerns.
        message_id: A sentence a manager understands, with names in braces for ``params``.
    """

    kind: str
    where: str
    message_id: str
    params: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The sentence, filled, in the program's own language."""
        return self.message_id.format_map(self.params)


@dataclass(frozen=True, slots=True)
class Verification:
    """Result of verifying a register.

    Attributes:
        head: Digest of the last entry, in hex.
        sealed_seq: The entry that the code asked about seals, when one was asked about and the
            history up to it is the one that was sealed.
        paper: What came of that code.
    """

    ok: bool
    entries: int
    head: str
    problems: tuple[Problem, ...] = field(default=())
    sealed_seq: int | None = None
    paper: PaperAnswer | None = None
