"""What units need, what the State holds, and what is more than that (PoA II.18, STANDARDS 4).

A requirement is for a kind: a category, a model, a calibre, or any of these together. Each weapon
is measured by one kind alone: the most specific that fits it, where a model says more than a
calibre and a calibre more than a category. Requirements of several units for the same kind add up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Status

PREFIX: Final = "SD"
MOST: Final = 1_000_000
MOST_WEAPONS: Final = 20_000
"""As many as one declaration names."""

HELD: Final = (
    Status.IN_STORE,
    Status.ISSUED,
    Status.IN_REPAIR,
    Status.ON_LOAN,
    Status.IN_TRANSIT,
)
"""What counts against the requirements: what the State has for use, wherever it is now."""

_NOT_IN_STORE: Final = N_("{number} is {status}: only what is in store can be declared surplus.")
_NOT_SURPLUS: Final = N_("{number} is {status}: it is not declared surplus.")
_MORE: Final = N_(
    "{declared} of {kind} are declared, {surplus} are surplus: {over} too many. Choose fewer, or"
    " state the requirement anew."
)


class Kind(NamedTuple):
    """A kind of weapon; None and "" stand for any."""

    category: Category | None = None
    model: str = ""
    calibre: str = ""

    @property
    def rank(self) -> tuple[int, int, int]:
        """How specific it is: the greater, the more."""
        return (int(bool(self.model)), int(bool(self.calibre)), int(self.category is not None))

    def fits(self, other: Kind) -> bool:
        """Whether weapons of ``other``, in which all is said, are of this kind."""
        return (
            (self.category is None or self.category == other.category)
            and (not self.model or self.model.casefold() == other.model.casefold())
            and (not self.calibre or self.calibre.casefold() == other.calibre.casefold())
        )

    @property
    def same(self) -> Kind:
        """The kind without case, by which requirements of several units add up."""
        return Kind(self.category, self.model.casefold(), self.calibre.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRequirement:
    """Asks to record what a unit needs of a kind; nothing at all takes it back."""

    unit: str
    kind: Kind
    occurred_on: dt.date
    posts: int = 0
    scale: int = 100
    reserve: int = 0
    training: int = 0
    attrition: int = 0
    obsolete: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareSurplus:
    """Asks to declare weapons surplus."""

    weapon_ids: tuple[int, ...]
    occurred_on: dt.date
    authority: str
    reason: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSurplus:
    """Asks to take weapons back into stock."""

    weapon_ids: tuple[int, ...]
    occurred_on: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDeclaration(PrintDocument):
    """Asks for a declaration on paper."""

    declaration_id: int


@dataclass(frozen=True, slots=True)
class SurplusChanged:
    """Result of an act; ``declaration_id`` of a declaration."""

    changes: ChangeSet
    declaration_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRecord:
    """What a unit needs of a kind."""

    id: int
    unit: str
    kind: Kind
    posts: int
    scale: int
    reserve: int
    training: int
    attrition: int
    obsolete: bool
    basis: str
    stated_on: dt.date

    @property
    def for_posts(self) -> int:
        """Weapons for the posts: by the scale, rounded up."""
        return -(-self.posts * self.scale // 100)

    @property
    def total(self) -> int:
        """How many are needed."""
        if self.obsolete:
            return 0
        return self.for_posts + self.reserve + self.training + self.attrition


@dataclass(frozen=True, slots=True)
class HeldKind:
    """What is held of weapons that are alike; ``kind`` says all of them.

    Attributes:
        held: As ``HELD`` counts them; the next three are among them.
        in_store: What could be declared.
        not_serviceable: In need of repair, incomplete, or past it.
        badly_marked: Unmarked, incompletely marked or altered, by the profiles in force.
        unexamined: No mark of it was recorded yet.
        declared: Declared surplus already; not among ``held``.
    """

    kind: Kind
    held: int
    in_store: int = 0
    not_serviceable: int = 0
    badly_marked: int = 0
    unexamined: int = 0
    declared: int = 0


@dataclass(frozen=True, slots=True)
class SurplusRow:
    """What is held and needed of a kind.

    Attributes:
        requirements: None where nobody said what is needed: then nothing is surplus.
    """

    kind: Kind
    held: int
    in_store: int
    not_serviceable: int
    badly_marked: int
    unexamined: int
    declared: int
    requirements: tuple[RequirementRecord, ...]

    @property
    def required(self) -> int:
        """How many are needed, by all units."""
        return sum(each.total for each in self.requirements)

    @property
    def obsolete(self) -> bool:
        """Whether nobody needs it any more."""
        return bool(self.requirements) and all(each.obsolete for each in self.requirements)

    @property
    def surplus(self) -> int:
        """How many are more than needed; never less than none."""
        return max(0, self.held - self.required) if self.requirements else 0

    @property
    def shortage(self) -> int:
        """How many are wanting; never less than none."""
        return max(0, self.required - self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationRecord:
    """A declaration of surplus.

    Attributes:
        rows: (kind, held, required, surplus, declared) as they were then.
        withdrawn: How many of its weapons were taken back.
    """

    id: int
    number: str
    declared_on: dt.date
    declared_by: str
    authority: str
    reason: str
    reference: str
    head: int
    weapons: int
    withdrawn: int
    rows: tuple[tuple[Kind, int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class DeclaredWeapon:
    """A weapon of a declaration; ``withdrawn`` when it was taken back."""

    weapon: WeaponRecord
    withdrawn_on: dt.date | None = None


def review(
    held: Sequence[HeldKind], requirements: Sequence[RequirementRecord]
) -> tuple[SurplusRow, ...]:
    """Return what is held and needed, each weapon in one row, largest surplus first."""
    wanted: dict[Kind, list[RequirementRecord]] = {}
    for each in requirements:
        wanted.setdefault(each.kind.same, []).append(each)
    found: dict[Kind, list[HeldKind]] = {key: [] for key in wanted}
    for kind in held:
        key = kind_of(kind.kind, wanted)
        found.setdefault(kind.kind if key is None else key, []).append(kind)
    rows = []
    for key, kinds in found.items():
        asked = tuple(wanted.get(key, ()))
        rows.append(
            SurplusRow(
                asked[0].kind if asked else key,
                *_sums(kinds),
                asked,
            )
        )
    return tuple(sorted(rows, key=lambda each: (-each.surplus, -each.shortage, -each.held)))


def kind_of(kind: Kind, wanted: Iterable[Kind]) -> Kind | None:
    """Return the most specific of ``wanted`` that a kind of weapons is measured by."""
    fitting = [each for each in wanted if each.fits(kind)]
    return max(fitting, key=lambda each: each.rank) if fitting else None


def _sums(kinds: Sequence[HeldKind]) -> tuple[int, int, int, int, int, int]:
    return (
        sum(each.held for each in kinds),
        sum(each.in_store for each in kinds),
        sum(each.not_serviceable for each in kinds),
        sum(each.badly_marked for each in kinds),
        sum(each.unexamined for each in kinds),
        sum(each.declared for each in kinds),
    )


def weapon_kind(weapon: WeaponRecord) -> Kind:
    """Return what is known of the kind of a weapon."""
    return Kind(weapon.category, weapon.model, weapon.calibre)


def check_declared(
    weapons: Sequence[WeaponRecord], rows: Sequence[SurplusRow]
) -> tuple[tuple[SurplusRow, int], ...]:
    """Return how many of each row are declared.

    Raises:
        NotAllowedNow: A weapon is not in store, or more are declared than are surplus.
    """
    counts: dict[int, int] = {}
    wanted = {row.kind.same: at for at, row in enumerate(rows) if row.requirements}
    for weapon in weapons:
        if weapon.status is not Status.IN_STORE:
            status = weapon.status.label.lower()
            raise NotAllowedNow(_NOT_IN_STORE, number=weapon.number, status=status)
        kind = weapon_kind(weapon)
        key = kind_of(kind, wanted)
        at = wanted[key] if key is not None else _row_of(kind, rows)
        counts[at] = counts.get(at, 0) + 1
    for at, declared in counts.items():
        row = rows[at]
        if declared > row.surplus:
            raise NotAllowedNow(
                _MORE,
                declared=declared,
                kind=kind_text(row.kind),
                surplus=row.surplus,
                over=declared - row.surplus,
            )
    return tuple((rows[at], declared) for at, declared in counts.items())


def _row_of(kind: Kind, rows: Sequence[SurplusRow]) -> int:
    return next(at for at, row in enumerate(rows) if not row.requirements and row.kind == kind)


def check_withdrawn(weapons: Sequence[WeaponRecord]) -> None:
    """Refuse what is not declared surplus.

    Raises:
        NotAllowedNow: A weapon is not surplus, or on a disposal order by now.
    """
    for weapon in weapons:
        if weapon.status is not Status.SURPLUS:
            status = weapon.status.label.lower()
            raise NotAllowedNow(_NOT_SURPLUS, number=weapon.number, status=status)


def check_amount(number: int, name: str) -> int:
    """Return a number of weapons or posts.

    Raises:
        BadValue: It is negative, or beyond belief.
    """
    if not 0 <= number <= MOST:
        raise BadValue(N_("Write a whole number, not below zero."), name)
    return number


def kind_text(kind: Kind) -> str:
    """Return a kind in plain words, untranslated."""
    parts = (kind.category.value if kind.category else "", kind.model, kind.calibre)
    return " ".join(filter(None, parts)) or "–"


def declaration_number(origin: str, seq: int) -> str:
    """Return the number of a declaration, which leads to the entry that states it."""
    return f"{PREFIX}-{origin}-{seq}"
