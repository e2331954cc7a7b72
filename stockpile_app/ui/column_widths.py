"""How wide columns are that nobody sized: heads and short texts whole, the rest shared out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

_STEPS: Final = 24


class Wanted(NamedTuple):
    """What a column asks for, in pixels.

    Attributes:
        least: Narrower than this, a word of its head or a day would be cut.
        whole: With this, nothing that it shows is cut.
        share: Of what is left over, beside the shares of the others.
    """

    least: int
    whole: int
    share: float


def widths(wanted: Sequence[Wanted], room: int) -> list[int]:
    """Return a width for each column; together they fill ``room``, or are wider if they must be.

    Where not all can be whole, long texts give way first, each no further than its least width.
    """
    if not wanted:
        return []
    spare = room - sum(max(each.least, each.whole) for each in wanted)
    if spare >= 0:
        return _spread([max(each.least, each.whole) for each in wanted], wanted, spare)
    least = [each.least for each in wanted]
    if sum(least) >= room:
        return least
    low, high = 0.0, float(max(each.whole for each in wanted))
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if sum(_at(each, middle) for each in wanted) <= room:
            low = middle
        else:
            high = middle
    found = [_at(each, low) for each in wanted]
    return _spread(found, wanted, room - sum(found))


def _at(wanted: Wanted, level: float) -> int:
    return max(wanted.least, min(wanted.whole, int(level)))


def _spread(found: list[int], wanted: Sequence[Wanted], spare: int) -> list[int]:
    total = sum(each.share for each in wanted) or 1.0
    more = [int(spare * each.share / total) for each in wanted]
    widest = max(range(len(wanted)), key=lambda at: wanted[at].share)
    more[widest] += spare - sum(more)  # what rounding left
    return [at + by for at, by in zip(found, more, strict=True)]
