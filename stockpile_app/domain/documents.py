"""Documents: what is asked for when something is printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.records import SealRecord, WeaponQuery
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSheet:
    """A label sheet that is not in the list; all lengths in millimetres."""

    page: str = "A4"
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float


class LabelPaper(LabelledEnum):
    """How a label printer finds where a label ends."""

    GAP = "gap", N_("A gap between the labels")
    MARK = "mark", N_("A black mark on the back")
    CONTINUOUS = "continuous", N_("Nothing: continuous paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRoll:
    """Labels one after the other in a label printer. Lengths in millimetres.

    Attributes:
        gap: Left free after each label on continuous paper.
        darkness: 0 to 30, or None: as the printer is set.
        speed: In inches a second, or None: as the printer is set.
    """

    width: float = 60.0
    height: float = 40.0
    paper: LabelPaper = LabelPaper.GAP
    gap: float = 3.0
    darkness: int | None = None
    speed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSheet:
    """How labels are put on sheets, whatever stands on them.

    Attributes:
        out: The PDF to write; with a ``roll``, the file of printer commands (ZPL).
        roll: They are for a label printer instead of a sheet.
        stock: Code of a label sheet, such as "L7160".
        start: Position of the first free label on the first sheet, from 1, row by row.
        offset: Right and down, in millimetres, to make up for a printer's shift.
        dpi: Of the printer; bars are whole printer dots. Those of 203 dpi read from any printer.
    """

    out: Path
    stock: str = "L7160"
    own_sheet: OwnSheet | None = None
    roll: LabelRoll | None = None
    start: int = 1
    copies: int = 1
    offset: tuple[float, float] = (0.0, 0.0)
    dpi: int = 203


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLabels(LabelSheet):
    """Asks for labels of weapons.

    Attributes:
        query: Which weapons, in label order; or
        ids: exactly these weapons, in this order, when given.
    """

    query: WeaponQuery = field(default_factory=WeaponQuery)
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPlaceLabels(LabelSheet):
    """Asks for labels of exactly these places, in this order."""

    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPersonCards(LabelSheet):
    """Asks for cards of exactly these people, in this order."""

    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDocument:
    """Asks for an official document.

    Attributes:
        out: The PDF to write.
        page: "A4" or "Letter".
        classification: A marking that every page carries.
        dpi: Of the printer; bars are whole printer dots.
    """

    out: Path
    page: str = "A4"
    classification: str = ""
    dpi: int = 203


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintAuditSheet(PrintDocument):
    """Asks for an audit sheet of a depot, store or rack; of everything when there is no place.

    Attributes:
        as_of: A past day, at whose end the register is looked at; None for now.
    """

    place: int | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document that was made.

    Attributes:
        document: Code of its kind, such as ``disposal-certificate``.
        number: Such as ``DC-KE01-123``.
        scope: What it is about, in words.
        subject_id: Id of the movement, order, job, stocktake or incident that it is about.
        made_by: Name of a user.
    """

    id: int
    document: str
    number: str
    scope: str
    weapons: int
    made_at: dt.datetime
    made_by: str
    subject_id: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentDone:
    """A document that was written.

    Attributes:
        number: Its document number.
        seal: What stands on it, where it is sealed.
    """

    path: Path
    number: str
    weapons: int
    seal: SealRecord | None
    changes: ChangeSet
