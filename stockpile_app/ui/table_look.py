"""How somebody left a table: which columns, in which order, how wide, and what sorts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

_WIDEST: Final = 10_000


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
        return msgspec.json.encode(self).decode()

    def fits(self, columns: int) -> bool:
        """Whether it is one of a table of so many columns."""
        known = range(columns)
        return (
            sorted(self.order) == list(known)
            and set(self.hidden) < set(known)
            and len(self.widths) in {0, columns}
            and all(0 <= each <= _WIDEST for each in self.widths)
            and (self.sort is None or self.sort[0] in known)
        )


def look_from(text: str, columns: int) -> TableLook | None:
    """Return what ``text`` keeps, or None where it is nothing for a table of so many columns."""
    try:
        look = msgspec.json.decode(text, type=TableLook)
    except msgspec.DecodeError:
        return None
    return look if look.fits(columns) else None
