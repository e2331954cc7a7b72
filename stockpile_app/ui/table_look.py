"""How somebody left a table: which columns, in which order, how wide, and what sorts them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class TableLook:
    """Columns are told by their number in the model.

    Attributes:
        order: Every column, as they stand from the start of a row to its end.
        hidden: Those that are not shown.
        widths: Of every column in pixels; empty where nobody chose them.
        sort: The column that sorts and whether downwards; None for the order given.
    """

    order: tuple[int, ...]
    hidden: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    sort: tuple[int, bool] | None = None

    @property
    def text(self) -> str:
        """The same, to be kept."""
        return json.dumps(asdict(self))


def look_from(text: str, columns: int) -> TableLook | None:
    """Return what ``text`` keeps, or None where it is nothing for a table of so many columns."""
    try:
        kept = json.loads(text)
        look = TableLook(
            order=_numbers(kept["order"]),
            hidden=_numbers(kept["hidden"]),
            widths=_numbers(kept["widths"]),
            sort=(int(kept["sort"][0]), bool(kept["sort"][1])) if kept["sort"] else None,
        )
    except (ValueError, LookupError, TypeError):
        return None
    return look if _fits(look, columns) else None


def _numbers(found: Iterable[object]) -> tuple[int, ...]:
    return tuple(int(str(each)) for each in found)


def _fits(look: TableLook, columns: int) -> bool:
    known = range(columns)
    return (
        sorted(look.order) == list(known)
        and set(look.hidden) < set(known)
        and len(look.widths) in {0, columns}
        and all(0 <= each <= 10_000 for each in look.widths)
        and (look.sort is None or look.sort[0] in known)
    )
