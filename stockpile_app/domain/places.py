"""Places: what people ask to have recorded of them, and the rules of their levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind, StoreKind

PARENT_KIND: Final = {
    PlaceKind.DEPOT: None,
    PlaceKind.STORE: PlaceKind.DEPOT,
    PlaceKind.RACK: PlaceKind.STORE,
}
"""A depot stands alone; a store is in a depot, a rack in a store."""


@dataclass(frozen=True, slots=True)
class AddPlace:
    """Asks to add a place; ``code`` is made up where it is empty."""

    kind: PlaceKind
    name: str
    code: str = ""
    parent: int | None = None
    store_kind: StoreKind | None = None


@dataclass(frozen=True, slots=True)
class DescribePlace:
    """Asks to call a place something else."""

    place_id: int
    name: str
    code: str


def check_parent(kind: PlaceKind, parent: PlaceKind | None) -> None:
    """Refuse a place in a place of the wrong level.

    Raises:
        BadValue: Such as a rack in a depot.
    """
    if parent is not PARENT_KIND[kind]:
        raise BadValue(
            N_("A store is in a depot and a rack in a store; choose the place it is in."), "parent"
        )
