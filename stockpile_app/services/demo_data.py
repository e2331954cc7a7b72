"""Made-up weapons and a drawn photograph for the demonstration register; the same every time."""

from __future__ import annotations

import csv
import datetime as dt
import random
import struct
import zlib
from bisect import insort
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from stockpile_app.domain.serials import normalise
from stockpile_app.paths import resources_folder

SEED: Final = 20_240_229
HEADERS: Final = (
    "Serial Number",
    "Make",
    "Model",
    "Caliber",
    "Country",
    "Year",
    "Category",
    "Condition",
    "Depot",
    "Store",
    "Rack",
    "Received On",
    "Source",
    "Reference",
    "Notes",
)
_LETTERS: Final = "ABCDEFGHJKLMNOPRSTUVWXYZ"
_UNMARKED: Final = ("", "N/A", "NULL")
_ONE_IN: Final = 80
_ATTEMPTS: Final = 40
_MOST_COMPARED: Final = 500
_LAST_RECEIPT: Final = dt.date(2024, 12, 31)
_ALIKE: Final = (("0", "O"), ("8", "B"), ("5", "S"), ("1", "I"), ("2", "Z"))

Kind = dict[str, Any]


@cache
def shipped(name: str) -> dict[str, Any]:
    """Return one of the files that describe the demonstration register."""
    path = resources_folder() / "demo" / f"{name}.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def write_property_book(path: Path, weapons: int) -> None:
    """Write the file that the demonstration register is imported from."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADERS)
        writer.writerows(_rows(weapons))


def _rows(weapons: int) -> Iterator[list[str]]:
    chance = random.Random(SEED)  # noqa: S311 - nothing here is a secret
    book = shipped("weapons")
    kinds: list[Kind] = book["kinds"]
    shares = [kind["share"] for kind in kinds]
    conditions = book["conditions"]
    serials = _Serials(chance)
    for number in range(1, weapons + 1):
        # one of each kind first, so that even a small demonstration shows all of them
        kind = kinds[number - 1] if number <= len(kinds) else chance.choices(kinds, shares)[0]
        year = chance.randint(*kind["years"])
        received = dt.date(year, 1, 1) + dt.timedelta(days=chance.randint(400, 9000))
        yield [
            serials.next(kind, number),
            kind["maker"],
            kind["model"],
            kind["calibre"],
            kind["country"],
            str(year),
            kind["category"],
            chance.choices(list(conditions), list(conditions.values()))[0],
            *_place(chance),
            min(received, _LAST_RECEIPT).isoformat(),
            chance.choice(book["sources"]),
            f"PB-{received.year % 100:02d}-{number:05d}",
            "",
        ]


def _place(chance: random.Random) -> tuple[str, str, str]:
    depots = shipped("register")["depots"]
    depot = chance.choices(depots, [each["share"] for each in depots])[0]
    store = chance.choices(depot["stores"], [each["racks"] for each in depot["stores"]])[0]
    return depot["name"], store["name"], f"R{chance.randint(1, store['racks']):02d}"


class _Serials:
    """Makes serials up: never twice within a kind, some hard to tell apart, some missing."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._taken: dict[str, set[str]] = {}
        self._plain: dict[str, list[str]] = {}  # sorted; alphabets are mixed on no real weapon

    def next(self, kind: Kind, number: int) -> str:
        """Return the serial of the next weapon of ``kind``, as a property book writes it."""
        if number % _ONE_IN == _ONE_IN // 2:
            return self._chance.choice(_UNMARKED)
        taken = self._taken.setdefault(kind["model"], set())
        plain = self._plain.setdefault(kind["model"], [])
        wanted = number % _ONE_IN == 0
        serial = (self._look_alike(plain, taken) if wanted else "") or self._new(kind["serial"])
        if normalise(serial) in taken:
            serial = self._free(kind["serial"], taken)
        taken.add(normalise(serial))
        if normalise(serial).isascii():
            insort(plain, normalise(serial))
        return serial

    def _free(self, pattern: str, taken: set[str]) -> str:
        """Return a new serial; a longer one where hardly any of the pattern are left."""
        while True:
            for _attempt in range(_ATTEMPTS):
                serial = self._new(pattern)
                if normalise(serial) not in taken:
                    return serial
            pattern += "#"

    def _new(self, pattern: str) -> str:
        return "".join(map(self._drawn, pattern))

    def _drawn(self, character: str) -> str:
        drawn = {"#": "0123456789", "@": _LETTERS}.get(character)
        return self._chance.choice(drawn) if drawn else character

    def _look_alike(self, plain: list[str], taken: set[str]) -> str:
        """Return a serial that is easily taken for one of ``plain``, or ""."""
        for serial in self._chance.sample(plain, min(len(plain), _MOST_COMPARED)):
            for one, other in _ALIKE:
                if one in serial and serial.replace(one, other, 1) not in taken:
                    return serial.replace(one, other, 1)
        return ""


_WIDTH: Final = 640
_HEIGHT: Final = 360
_BENCH: Final = (92, 107, 96)
_STEEL: Final = (42, 44, 48)
_WOOD: Final = (120, 78, 44)
_PAPER: Final = (232, 230, 220)
_SHAPES: Final = (
    # left, top, right, bottom, slant (pixels to the right for each pixel down), colour
    (60, 150, 190, 196, -0.25, _WOOD),
    (170, 142, 360, 182, 0.0, _STEEL),
    (360, 150, 470, 176, 0.0, _WOOD),
    (470, 156, 590, 166, 0.0, _STEEL),
    (566, 140, 574, 156, 0.0, _STEEL),
    (230, 182, 256, 244, -0.3, _WOOD),
    (296, 182, 336, 270, 0.35, _STEEL),
    (262, 186, 290, 192, 0.0, _STEEL),
)


def photograph() -> bytes:
    """Return a drawing of a rifle on a bench, with a scale, as a PNG file."""
    rows = [bytearray(bytes(_BENCH) * _WIDTH) for _ in range(_HEIGHT)]
    for left, top, right, bottom, slant, colour in _SHAPES:
        for y in range(top, bottom):
            shift = round((y - top) * slant)
            _paint(rows[y], left + shift, right + shift, colour)
    for centimetre in range(10):
        for y in range(320, 336):
            colour = _PAPER if centimetre % 2 else _STEEL
            _paint(rows[y], 60 + 52 * centimetre, 112 + 52 * centimetre, colour)
    pixels = b"".join(b"\0" + row for row in rows)
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(pixels, 9)), _chunk(b"IEND", b""))
    )


def _paint(row: bytearray, left: int, right: int, colour: tuple[int, int, int]) -> None:
    row[left * 3 : right * 3] = bytes(colour) * (right - left)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
