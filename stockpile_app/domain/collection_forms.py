"""What a form says that was filled in on a telephone at a collection site.

These are forms as they were read, before the register has looked at them: a code that is not known
is "" or None here, and what is wrong was said of the row it stands in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from stockpile_app.domain.imports import RowMessage
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPersonal:
    """What a form says of who a person is. Nothing of it may stand outside the compartment."""

    name: str = ""
    born: str = ""
    nationality: str = ""
    group: str = ""
    commander: str = ""
    id_document: str = ""
    notes: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the form says nothing of it."""
        return self == FormPersonal()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormParticipant:
    """Who hands in, as far as everybody may know.

    Attributes:
        code: The person's code of the programme, or "" where the register shall give one.
        age_group: A code of the register's age groups, or "".
        category: ``combatant``, ``associated`` or ``civilian``, or "".
        eligible: None where the form does not say.
        reason: Why the person is not eligible.
        child_staff: Who of the child-protection staff was present.
    """

    code: str = ""
    sex: Sex | None = None
    age: int | None = None
    age_group: str = ""
    category: str = ""
    eligible: bool | None = None
    reason: str = ""
    child_staff: str = ""
    personal: FormPersonal = field(default_factory=FormPersonal, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWeapon:
    """A weapon that was handed in.

    Attributes:
        file: The file, and the sheet where it has several.
        row: The row it stands in, as a spreadsheet shows it.
        marks: Further marks as they stand on it, one a line.
        serviceable: Whether it works; None where the form does not say.
        safe: Whether it was made safe; None where the form does not say.
    """

    file: str = ""
    row: int = 0
    tag: str = ""
    serial: str | None = None
    serial_state: SerialState = SerialState.NOT_RECORDED
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None
    category: Category | None = None
    condition: Condition | None = None
    serviceable: bool | None = None
    marks: str = ""
    accessories: str = ""
    safe: bool | None = None
    cleared_by: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAmmunition:
    """Rounds of one type and lot that were handed in."""

    file: str = ""
    row: int = 0
    nature: str = ""
    calibre: str = ""
    lot: str = ""
    headstamp: str = ""
    quantity: int = 0
    safe: bool | None = None
    technician: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormExplosive:
    """Something explosive, which a technician has to look at."""

    file: str = ""
    row: int = 0
    description: str = ""
    quantity: int = 1
    technician: str = ""
    referred_on: dt.date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHandIn:
    """A form: one person, and everything that the person handed in at one time.

    Attributes:
        instance: What the form's program knows it by; the same form read again has the same.
        earlier: What it was known by before somebody edited it.
        day: When it was filled in.
        begun, ended: Time of day when it was opened and finished, as the telephone showed it.
        site: Code or name of the collection site, or "".
        officer: Who filled it in.
    """

    file: str
    row: int
    instance: str
    day: dt.date
    begun: dt.time | None = None
    ended: dt.time | None = None
    earlier: tuple[str, ...] = ()
    site: str = ""
    programme: str = ""
    officer: str = ""
    notes: str = ""
    participant: FormParticipant = FormParticipant()
    weapons: tuple[FormWeapon, ...] = ()
    ammunition: tuple[FormAmmunition, ...] = ()
    explosives: tuple[FormExplosive, ...] = ()

    @property
    def digest(self) -> str:
        """What tells whether a form read again says the same; personal data are not in it."""
        plain = msgspec.to_builtins(self)
        plain["participant"].pop("personal")
        for each in (plain, *plain["weapons"], *plain["ammunition"], *plain["explosives"]):
            del each["file"], each["row"]
        for name in ("instance", "earlier", "begun", "ended"):
            del plain[name]
        return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadForm:
    """One form with what is to be said of it.

    Attributes:
        form: None where it has errors or is skipped.
        skipped: Why it is nothing to record.
        shown: What lists call it: the participant's code, or the first serial number.
    """

    file: str
    row: int
    form: FormHandIn | None
    skipped: RowMessage | None = None
    errors: tuple[RowMessage, ...] = ()
    warnings: tuple[RowMessage, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """A column of the files and the field it holds; "" where it is left out."""

    file: str
    header: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsRead:
    """Everything that the files say.

    Attributes:
        warnings: What is to be said of the files, not of single forms.
    """

    forms: tuple[ReadForm, ...]
    columns: tuple[FormColumn, ...]
    warnings: tuple[RowMessage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportForms:
    """Asks to import forms.

    Attributes:
        files: A workbook, or the main table and the tables of its repeats.
        mapping: Column header to field, over what is guessed; "" leaves a column out.
        programme: Id of the programme for forms that name none; None takes the only open one.
        site: Id of the site for forms that name none; None takes the only open one.
        accept_valid: Whether forms without errors are recorded although others have errors.
        keep_rows: Whether the report lists every form, for a screen.
    """

    files: tuple[Path, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)
    programme: int | None = None
    site: int | None = None
    accept_valid: bool = False
    keep_rows: bool = False
