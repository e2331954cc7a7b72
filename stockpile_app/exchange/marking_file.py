"""The file that a marking machine takes: one line a mark, UTF-8 with a byte order mark, commas.

Columns, in this order:

    job            number of the marking job
    line           from 1, in store order
    number         register number of the weapon
    code           the register number as its bar code says it
    serial         as registered; empty where there is none
    model          maker and model
    place          where the weapon is
    component      code of the component that is marked, such as ``receiver``
    position       where on the component
    text           what is put on
    height_mm      least height of the letters that the profile asks for; empty where it asks none
    depth_mm       least depth
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Final

from stockpile_app.domain.marking import Profile
from stockpile_app.domain.marking_work import MarkingJobRecord, MarkLineRecord
from stockpile_app.exchange.guard import guard

COLUMNS: Final = (
    "job",
    "line",
    "number",
    "code",
    "serial",
    "model",
    "place",
    "component",
    "position",
    "text",
    "height_mm",
    "depth_mm",
)
_SCALE: Final = 4


def write_marking_file(
    out: Path, job: MarkingJobRecord, lines: Iterable[MarkLineRecord], profile: Profile
) -> int:
    """Write the marks that are still to be put on; return how many.

    Text that looks like a formula gets an apostrophe in front.

    Raises:
        OSError: The file cannot be written.
    """
    written = 0
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for each in lines:
            if each.state.is_settled:
                continue
            weapon = each.weapon
            values = (
                job.number,
                str(each.position),
                weapon.number,
                weapon.code,
                weapon.serial or "",
                " ".join(filter(None, (weapon.maker, weapon.model))),
                f"{weapon.depot} / {weapon.place}",
                each.component.value,
                job.position,
                each.text,
                _millimetres(profile.height),
                _millimetres(profile.depth),
            )
            writer.writerow([guard(value) for value in values])
            written += 1
    return written


def _millimetres(size: int | None) -> str:
    return "" if size is None else format(Decimal(size).scaleb(-_SCALE).normalize(), "f")
