"""What a counter goes on from, read when the count is opened again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.stocktakes import CountLineRecord, CountProgress, StocktakeRecord
from stockpile_app.services.stocktakes import Stocktakes
from stockpile_app.ui.context import UiContext

SHOWN: Final = 200
"""So many of the newest lines are kept to look at."""


class CountStart(NamedTuple):
    """What a counter goes on from.

    Attributes:
        lines: The newest of this counter, newest first.
        places: The place that is counted and everything inside it.
        types: Of the whole register, for a count by type.
        quantities: What this counter said of types.
        sheet: The sample in the order of its sheet.
        keyed: All lines of this counter by weapon, for a sample.
    """

    stocktake: StocktakeRecord
    progress: CountProgress
    lines: list[CountLineRecord]
    places: list[PlaceRecord]
    types: list[TypeKey]
    quantities: dict[TypeKey, int]
    sheet: list[WeaponRecord]
    keyed: dict[int, CountLineRecord]


def load_start(context: UiContext, stocktake_id: int, counter: int) -> CountStart:
    """Read what a counter goes on from.

    Raises:
        NotFound: There is no such stocktake.
        NotAllowedNow: The counter has finished.
    """
    stocktakes = context.services.stocktakes
    record = stocktakes.get(stocktake_id)
    by_type, sample = record.kind.by_type, record.sample > 0
    lines = stocktakes.lines(stocktake_id, counter, limit=SHOWN)
    keyed = _all_lines(stocktakes, lines, stocktake_id, counter) if sample else {}
    quantities = stocktakes.type_counts(stocktake_id, counter) if by_type else []
    return CountStart(
        record,
        stocktakes.progress(stocktake_id, counter),
        lines,
        inside(context.services.places.all(counts=False), record.place_id),
        stocktakes.known_types() if by_type else [],
        {each.kind: each.quantity for each in quantities},
        stocktakes.sheet_lines(stocktake_id) if sample else [],
        keyed,
    )


def inside(places: Sequence[PlaceRecord], outer: int) -> list[PlaceRecord]:
    """Return a place and everything inside it, in the order given."""
    known = {outer}
    for each in places:  # each comes after the one it is in
        if each.parent in known:
            known.add(each.id)
    return [each for each in places if each.id in known]


def place_name(place: PlaceRecord) -> str:
    """Return the name of a place below its depot; the depot's own where it is none."""
    return " / ".join(filter(None, place.names[1:])) or place.names[0]


def _all_lines(
    stocktakes: Stocktakes, newest: list[CountLineRecord], stocktake_id: int, counter: int
) -> dict[int, CountLineRecord]:
    found, page = list(newest), newest
    while len(page) == SHOWN:
        page = stocktakes.lines(stocktake_id, counter, before=page[-1].id, limit=SHOWN)
        found += page
    return {each.weapon.id: each for each in found if each.weapon is not None}
