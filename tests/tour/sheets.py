"""Lays pictures out on sheets, six at a time, each under its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

ACROSS, DOWN = 2, 3
WIDE, HIGH, HEAD = 640, 400, 18
"""Pixels of a picture and of its name; a small picture is not blown up."""


def make_sheets(pictures: Path, folder: Path) -> list[Path]:
    """Write the sheets of a folder of pictures into ``folder``; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{pictures.name}-*.png"):
        old.unlink()
    made = []
    for at, names in enumerate(_six(pictures), start=1):
        made.append(folder / f"{pictures.name}-{at:02}.png")
        _sheet(names).save(made[-1])
    return made


def _six(pictures: Path) -> Iterator[list[Path]]:
    names = sorted(pictures.glob("*.png"))
    for first in range(0, len(names), ACROSS * DOWN):
        yield names[first : first + ACROSS * DOWN]


def _sheet(names: list[Path]) -> Image.Image:
    rows = -(-len(names) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * WIDE, rows * (HIGH + HEAD)), "white")
    draw = ImageDraw.Draw(sheet)
    for at, name in enumerate(names):
        left, top = at % ACROSS * WIDE, at // ACROSS * (HIGH + HEAD)
        draw.text((left + 4, top + 3), name.stem, fill="black")
        with Image.open(name) as picture:
            small = picture.convert("RGB")
            small.thumbnail((WIDE - 4, HIGH - 2))
            sheet.paste(small, (left + 2, top + HEAD))
    return sheet
