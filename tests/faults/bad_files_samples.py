"""Whole files of every kind that the program reads, and what hostile hands make of them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec
from PIL import Image

from stockpile_app.exchange.trace_request_file import template
from stockpile_app.exchange.writer import write_csv
from stockpile_app.exchange.writer import write_xlsx as write_own_xlsx
from stockpile_app.exchange.yaml_file import yaml_text
from stockpile_app.services.gateway import Services
from tests.builders import number
from tests.builders_exchange import county_book, state_book, weapon_record, write_text, write_xls
from tests.builders_exchange import write_xlsx as write_book
from tests.builders_forms import central_text, hand_in, kobo_workbook

_BOOKS = Path(__file__).parents[3] / "shared" / "data"
"""Real property books; where they are not, the made-up ones are enough."""


class Sample(NamedTuple):
    """A file that its reader takes."""

    reader: str
    name: str
    content: bytes


def samples(services: Services, folder: Path) -> list[Sample]:
    """Return at least one file for every reader."""
    return [
        *_tables(folder),
        *_forms(folder),
        *_lists(services, folder),
        *_beside_a_register(services),
        *_pictures(),
        *_codes(),
    ]


def _tables(folder: Path) -> list[Sample]:
    records = [weapon_record(id=at, number=number(at), serial=f"AK9{at:05d}") for at in range(1, 9)]
    write_csv(folder / "own.csv", records)
    write_own_xlsx(folder / "own.xlsx", records)
    paths = [
        folder / "own.csv",
        folder / "own.xlsx",
        write_text(folder / "state.csv", state_book()),
        write_text(folder / "county.txt", county_book(), delimiter=";", encoding="utf-16"),
        write_book(folder / "state.xlsx", state_book()),
        write_xls(folder / "county.xls", county_book()),
        *sorted(_BOOKS.glob("*-KS.xlsx")),
    ]
    return [Sample("table", path.name, path.read_bytes()) for path in paths]


def _forms(folder: Path) -> list[Sample]:
    forms = [hand_in(), hand_in("22222222-bbbb")]
    paths = (*kobo_workbook(folder, forms), central_text(folder, forms)[0])
    return [Sample("forms", path.name, path.read_bytes()) for path in paths]


def _lists(services: Services, folder: Path) -> list[Sample]:
    file = folder / "list.yaml"
    found = []
    for reader, write in (
        ("check list", lambda: services.security.write_check_list(file, "depot-security")),
        ("methods", lambda: services.disposal.methods.write_file(file)),
        ("report template", lambda: services.national.templates.write_file(file)),
    ):
        write()
        found.append(Sample(reader, file.name, file.read_bytes()))
    for each in services.marking.profiles()[:2]:
        text = yaml_text(msgspec.to_builtins(each.profile))
        found.append(Sample("marking profile", file.name, text.encode()))
    return found


def _beside_a_register(services: Services) -> list[Sample]:
    paths = services.desk.store.paths
    counts = {"amina": {"times": 4, "last_at": "2026-03-02T07:59:59+00:00"}}
    holder = {"user": "amina", "machine": "m", "process": 7, "since": "2026-03-02 08:00"}
    preferred = 'language = "fr"\ntheme = "dark"\nidle_lock_minutes = 9\ntext_scale = 125\n'
    made = services.backups.make().path
    return [
        Sample("key file", "keys.json", paths.keys.read_bytes()),
        Sample("count of wrong passwords", "sign-in.json", json.dumps(counts).encode()),
        Sample("holder", "register.holder", json.dumps(holder).encode()),
        Sample("settings", "settings.toml", preferred.encode()),
        Sample("trace request", "request.json", json.dumps(template()).encode()),
        Sample("backup", made.name, made.read_bytes()),
    ]


def _pictures() -> list[Sample]:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "taken at the depot"
    drawn = Image.linear_gradient("L").convert("RGB").resize((90, 60))
    found = []
    for kind, options in (
        ("JPEG", {"exif": exif}), ("JPEG", {"progressive": True}), ("PNG", {"exif": exif}),
        ("GIF", {}), ("TIFF", {}), ("WEBP", {}), ("BMP", {}),
    ):  # fmt: skip
        out = io.BytesIO()
        drawn.save(out, kind, **options)
        found.append(Sample("picture", f"a.{kind.lower()}", out.getvalue()))
    return found


def _codes() -> list[Sample]:
    texts = (
        str(number(1)),
        number(1).replace("-", ""),
        "7Q2MF-9XKTB-4H8WD-CE3PR",
        f"STOCKPILE1/KE01/12/{'AZ27' * 13}/{'BY36' * 25}ABC",
        "[)>\x1e06\x1d17V12345\x1d1PM16\x1dS0001\x1e\x04",
        'NEAR("a*" OR b) %_\\',
        "АВ-٣ 7",
    )
    return [Sample("code", "code.txt", text.encode()) for text in texts]


_TOKENS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\x1a", b"\x1b[2J", b"\x1d", b'"', b'"""', b",",
    b"=cmd|' /C calc'!A0", b"@SUM(1)", b"1e999", b"NaN", b"-0", b"0000-00-00", b"9999-99-99",
    b"99999999999999999999", b"-1", b"\\ud800", "\u202e".encode(), "\u200b".encode(),
    b"\xed\xa0\x80",
    "e\u0301".encode() * 40, "\U0001f52b".encode(), b"<b>", b"<img src=/etc/passwd>", b"]]>",
    b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", b"!!python/object:os.system",
    b"&a [*a]", b"<<: *a", b"1:1:1:1", b"{", b"[" * 3000, b"- " * 2000, b"null", b"{}", b"../../x",
    b"x" * 70_000, b"\n" * 500, b"Serial Number", b"serial", b"%s%n{0.__class__}", b"\xc0\xaf",
)  # fmt: skip


def worsened(sample: Sample, others: list[Sample], random: Random) -> bytes:
    """Return a file that was changed in some places; an archive also within."""
    if sample.content.startswith(b"PK") and random.random() < 0.6:
        return _within(sample, others, random)
    content = bytearray(sample.content)
    for _ in range(random.choice((1, 1, 2, 3, 5))):
        random.choice(_CHANGES)(content, others, random)
    return bytes(content)


def _within(sample: Sample, others: list[Sample], random: Random) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sample.content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        chosen = random.choice(old.namelist())
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == chosen:
                for _ in range(random.choice((1, 2, 4))):
                    random.choice(_CHANGES)(part, others, random)
            new.writestr(name, bytes(part))
    return out.getvalue()


_Change = Callable[[bytearray, list[Sample], Random], None]


def _flip(content: bytearray, _others: list[Sample], random: Random) -> None:
    for _ in range(random.choice((1, 4, 30))):
        if content:
            content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def _cut(content: bytearray, _others: list[Sample], random: Random) -> None:
    del content[random.randrange(len(content) + 1) :]


def _take_out(content: bytearray, _others: list[Sample], random: Random) -> None:
    start = random.randrange(len(content) + 1)
    del content[start : start + random.choice((1, 8, 512, 5000))]


def _repeat(content: bytearray, _others: list[Sample], random: Random) -> None:
    start = random.randrange(len(content) + 1)
    piece = content[start : start + random.choice((2, 60, 800))]
    content[start:start] = piece * random.choice((1, 3, 200))


def _insert(content: bytearray, _others: list[Sample], random: Random) -> None:
    at = random.randrange(len(content) + 1)
    content[at:at] = random.choice(_TOKENS)


def _replace(content: bytearray, _others: list[Sample], random: Random) -> None:
    at, token = random.randrange(len(content) + 1), random.choice(_TOKENS)
    content[at : at + len(token)] = token


def _splice(content: bytearray, others: list[Sample], random: Random) -> None:
    other = random.choice(others).content
    start = random.randrange(len(other) + 1)
    at = random.randrange(len(content) + 1)
    content[at:at] = other[start : start + random.choice((4, 100, 3000))]


def _largest(content: bytearray, _others: list[Sample], random: Random) -> None:
    """Write the largest and smallest numbers where a length may stand."""
    at = random.randrange(len(content) + 1)
    number = random.choice(
        (b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\xff" * 8)
    )
    content[at : at + len(number)] = number


_CHANGES: tuple[_Change, ...] = (
    _flip, _cut, _take_out, _repeat, _insert, _replace, _insert, _replace, _splice, _largest,
)  # fmt: skip
