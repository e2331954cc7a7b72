"""Disposal methods as data, and their comparison for the weapons at hand.

Days = ⌈weapons / (rate × teams)⌉; cost = fixed + weapons × unit - scrap sold × price (STANDARDS
section 10, 13). A method that must be followed by another has the days and costs of both. Money is
in hundredths, weights are in grams: nothing is rounded before it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final

import msgspec

from stockpile_app.domain.checklists import Sure
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_, clean_all
from stockpile_app.domain.vocabulary import Component, WeaponClass

MOST_METHODS: Final = 40

Text = Annotated[str, msgspec.Meta(max_length=300)]
Money = Annotated[int, msgspec.Meta(ge=0, le=10**12)]
Grams = Annotated[int, msgspec.Meta(ge=0, le=10**6)]


class Method(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of disposing of weapons; ``resources/disposal/methods.yaml`` explains the fields."""

    code: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_-]{1,39}$")]
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    poa: Text
    kinds: Annotated[tuple[DisposalKind, ...], msgspec.Meta(min_length=1)]
    fixed_cost: Money
    unit_cost: Money
    rate: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    staff: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    equipment: Text
    energy: Text
    emissions: Text
    residues: Text
    scrap_small: Grams
    scrap_light: Grams
    scrap_recovery: Annotated[int, msgspec.Meta(ge=0, le=100)]
    scrap_price: Money
    components: tuple[Component, ...]
    further: str
    environment: Annotated[int, msgspec.Meta(ge=1, le=5)]
    environment_note: Text
    excluded: Text
    source: Text
    sure: Sure
    figures_source: Text
    figures_sure: Sure


class MethodTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version of the table of methods."""

    version: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    currency: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
    methods: Annotated[tuple[Method, ...], msgspec.Meta(min_length=1, max_length=MOST_METHODS)]

    def get(self, code: str) -> Method | None:
        """Return the method of a code."""
        return next((each for each in self.methods if each.code == code), None)


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The weapons at hand, and how many teams work at the same time."""

    small: int
    light: int
    teams: int = 1

    @property
    def weapons(self) -> int:
        """How many weapons there are."""
        return self.small + self.light


class MethodFigures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a method comes to for a batch.

    Attributes:
        further: Title of the method that must follow, or "".
        cost: Hundredths; below zero where the scrap brings more than the work costs.
        income: Of the scrap, which the cost has in it.
        scrap: Grams.
        excluded: Why it cannot be chosen, or "".
    """

    code: str
    title: str
    further: str
    days: int
    people: int
    fixed: int
    work: int
    income: int
    cost: int
    scrap: int
    environment: int
    environment_note: str
    needs: str
    energy: str
    emissions: str
    residues: str
    components: tuple[Component, ...]
    excluded: str
    source: str
    sure: Sure
    figures_sure: Sure


class Comparison(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All methods of a kind side by side, as an order keeps them.

    ``version`` is that of the table of methods. What cannot be chosen comes last.
    """

    version: int
    currency: str
    kind: DisposalKind
    batch: Batch
    methods: tuple[MethodFigures, ...]

    def get(self, code: str) -> MethodFigures | None:
        """Return the figures of a method."""
        return next((each for each in self.methods if each.code == code), None)


def parse_methods(data: Any) -> MethodTable:
    """Return the table that plain values, as from YAML or JSON, describe.

    Raises:
        BadValue: Something is missing, unknown or out of range, a code is given twice, or a method
            is to be followed by one that is not there.
    """
    try:
        table = msgspec.convert(clean_all(data), MethodTable)
    except msgspec.ValidationError as error:
        raise BadValue(
            N_("The table of methods cannot be used: {reason}."), "methods", reason=str(error)
        ) from error
    codes = [each.code for each in table.methods]
    for at, each in enumerate(table.methods):
        if each.code in codes[:at]:
            raise BadValue(N_("The method “{code}” is given twice."), "code", code=each.code)
        after = table.get(each.further) if each.further else None
        if each.further and (after is None or after.further or after.code == each.code):
            raise BadValue(
                N_("The method “{code}” must be followed by one that does by itself."),
                "further",
                code=each.code,
            )
    return table


def batch_of(weapons: Iterable[WeaponRecord], teams: int = 1) -> Batch:
    """Return weapons as a batch; what has no category counts as a small arm.

    Raises:
        BadValue: There are fewer than one or more than a hundred teams.
    """
    if not 1 <= teams <= 100:
        raise BadValue(N_("There must be between 1 and 100 teams."), "teams")
    small = light = 0
    for each in weapons:
        if each.category and each.category.weapon_class is WeaponClass.LIGHT_WEAPON:
            light += 1
        else:
            small += 1
    return Batch(small, light, teams)


def compare(table: MethodTable, kind: DisposalKind, batch: Batch) -> Comparison:
    """Return every method of a kind with what it comes to, the cheapest first."""
    figures = [_figures(table, each, batch) for each in table.methods if kind in each.kinds]
    figures.sort(key=lambda each: (bool(each.excluded), each.cost, each.days, each.code))
    return Comparison(
        version=table.version,
        currency=table.currency,
        kind=kind,
        batch=batch,
        methods=tuple(figures),
    )


def _figures(table: MethodTable, method: Method, batch: Batch) -> MethodFigures:
    after = table.get(method.further) if method.further else None
    steps = [method, *([after] if after else [])]
    # what is sold is what the last step leaves
    last = steps[-1]
    scrap = batch.small * last.scrap_small + batch.light * last.scrap_light
    income = scrap * last.scrap_recovery * last.scrap_price // 100_000
    fixed = sum(each.fixed_cost for each in steps)
    work = batch.weapons * sum(each.unit_cost for each in steps)
    return MethodFigures(
        code=method.code,
        title=method.title,
        further=after.title if after else "",
        days=sum(-(-batch.weapons // (each.rate * batch.teams)) for each in steps),
        people=max(each.staff for each in steps) * batch.teams,
        fixed=fixed,
        work=work,
        income=income,
        cost=fixed + work - income,
        scrap=scrap,
        environment=min(each.environment for each in steps),
        environment_note=method.environment_note,
        needs="; ".join(each.equipment for each in steps),
        energy="; ".join(each.energy for each in steps),
        emissions=method.emissions,
        residues=last.residues,
        components=last.components,
        excluded=next((each.excluded for each in steps if each.excluded), ""),
        source=method.source,
        sure=method.sure,
        figures_sure=method.figures_sure,
    )


def to_text(comparison: Comparison) -> str:
    """Return a comparison as an order keeps it."""
    return msgspec.json.encode(comparison).decode()


def from_text(text: str) -> Comparison | None:
    """Return the comparison that an order kept; None where there is none."""
    return msgspec.json.decode(text, type=Comparison) if text else None


def check_choosable(table: MethodTable, kind: DisposalKind, code: str) -> Method:
    """Return a method that may be chosen for a kind of disposal.

    Raises:
        BadValue: There is none of this code, it is no method of the kind, or it is excluded.
    """
    method = table.get(code)
    if method is None or kind not in method.kinds:
        raise BadValue(
            N_("There is no method “{code}” for this kind of disposal."), "method", code=code
        )
    after = table.get(method.further) if method.further else None
    excluded = method.excluded or (after.excluded if after else "")
    if excluded:
        raise BadValue(
            N_("“{title}” is excluded: {reason}"), "method", title=method.title, reason=excluded
        )
    return method
