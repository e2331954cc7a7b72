"""Lays pictures out on sheets, six or eight at a time, each under its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

HEAD = 18


class Grid(NamedTuple):
    """How many pictures stand on a sheet, and the pixels of each."""

    across: int
    down: int
    wide: int
    high: int


WINDOWS = Grid(2, 3, 640, 400)
PAGES = Grid(4, 2, 420, 594)


def make_sheets(pictures: Path, folder: Path) -> list[Path]:
    """Write the sheets of a folder of pictures into ``folder``; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{pictures.name}-*.png"):
        old.unlink()
    names = sorted(pictures.glob("*.png"))
    if not names:
        return []
    with Image.open(names[0]) as first:
        grid = WINDOWS if first.width > first.height else PAGES
    made = []
    for at, some in enumerate(_sheetfuls(names, grid.across * grid.down), start=1):
        made.append(folder / f"{pictures.name}-{at:02}.png")
        _sheet(some, grid).save(made[-1])
    return made


def _sheetfuls(names: list[Path], size: int) -> Iterator[list[Path]]:
    for first in range(0, len(names), size):
        yield names[first : first + size]


def _sheet(names: list[Path], grid: Grid) -> Image.Image:
    rows = -(-len(names) // grid.across)
    sheet = Image.new("RGB", (grid.across * grid.wide, rows * (grid.high + HEAD)), "white")
    draw = ImageDraw.Draw(sheet)
    for at, name in enumerate(names):
        left, top = at % grid.across * grid.wide, at // grid.across * (grid.high + HEAD)
        draw.text((left + 4, top + 3), name.stem, fill="black")
        with Image.open(name) as picture:
            small = picture.convert("RGB")
            small.thumbnail((grid.wide - 4, grid.high - 2))  # one that is small stays so
            sheet.paste(small, (left + 2, top + HEAD))
    return sheet
