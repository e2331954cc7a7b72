"""Spreadsheets and text files that were made to do harm, each by a way that is known."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from contextlib import suppress

import pytest

from stockpile_app.domain.errors import BadFile
from stockpile_app.exchange import limits
from stockpile_app.exchange.tables import open_table
from tests.builders_exchange import state_book, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    return write_xlsx(tmp_path_factory.mktemp("book") / "a.xlsx", state_book()).read_bytes()


def read(tmp_path, content, name="a.xlsx"):
    path = tmp_path / name
    path.write_bytes(content)
    before = sorted(tmp_path.iterdir())
    try:
        return list(open_table(path).rows())
    finally:
        assert path.read_bytes() == content
        assert sorted(tmp_path.iterdir()) == before


def refusal(tmp_path, content, name="a.xlsx"):
    with pytest.raises(BadFile) as refused:
        read(tmp_path, content, name)
    assert len(str(refused.value)) < 500
    return str(refused.value)


def rewritten(workbook, change, member=SHEET, more=()):
    """Return the workbook with one of its parts changed, and further parts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
        warnings.catch_warnings(action="ignore"),  # of names given twice
    ):
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
        for name, content in more:
            new.writestr(name, content)
    return out.getvalue()


def with_rows(xml):
    return lambda sheet: sheet.replace(b"</sheetData>", xml + b"</sheetData>")


def claiming(workbook, size, name=SHEET):
    """Return the workbook with a part that says of itself, in both places, how long it is."""
    lying = bytearray(workbook)
    for sign, at_size, at_name, at_length in ((b"PK\1\2", 24, 46, 28), (b"PK\3\4", 22, 30, 26)):
        at = -1
        while (at := workbook.find(sign, at + 1)) >= 0:
            (length,) = struct.unpack_from("<H", workbook, at + at_length)
            if workbook[at + at_name : at + at_name + length] == name.encode():
                struct.pack_into("<I", lying, at + at_size, size)
    return bytes(lying)


def test_that_a_part_that_unpacks_to_more_than_it_says_is_refused(workbook, tmp_path):
    text = (
        b'<row r="99"><c r="A99" t="inlineStr"><is><t>' + b"x" * 60_000_000 + b"</t></is></c></row>"
    )
    bomb = rewritten(workbook, with_rows(text))
    assert len(bomb) < 100_000
    assert "unpack to far more" in refusal(tmp_path, bomb)
    assert "damaged or cut short" in refusal(tmp_path, claiming(bomb, 5000))


def test_that_parts_that_share_their_bytes_are_refused(workbook, tmp_path):
    # the directory names the same bytes a hundred times: each is small, all are not
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        first = archive.infolist()[0]
    end = workbook.rindex(b"PK\5\6")
    directory = workbook.index(b"PK\1\2")
    entry_end = workbook.index(b"PK\1\2", directory + 4)
    entry = workbook[directory:entry_end]
    copies = b"".join(
        entry.replace(first.filename.encode(), f"{at:0{len(first.filename)}d}".encode())
        for at in range(100)
    )
    tail = bytearray(workbook[end:])
    count, size = struct.unpack_from("<H", tail, 10)[0], struct.unpack_from("<I", tail, 12)[0]
    struct.pack_into("<HHI", tail, 8, count + 100, count + 100, size + len(copies))
    overlapping = workbook[:directory] + copies + workbook[directory:end] + bytes(tail)
    assert "unpack to far more" in refusal(tmp_path, overlapping)


def test_that_a_part_that_is_there_twice_is_refused(workbook, tmp_path):
    twice = rewritten(workbook, bytes, more=[("xl/workbook.xml", b"<x/>")])
    assert "unpack to far more" in refusal(tmp_path, twice)


def test_that_too_many_parts_are_refused(workbook, tmp_path):
    many = rewritten(workbook, bytes, more=[(f"x{at}", b"") for at in range(limits.MOST_MEMBERS)])
    assert "unpack to far more" in refusal(tmp_path, many)


def test_that_an_archive_within_it_is_never_opened(workbook, tmp_path):
    plain = read(tmp_path, workbook)
    bomb = rewritten(workbook, with_rows(b" " * 60_000_000))
    nested = rewritten(workbook, bytes, more=[("xl/embeddings/a.xlsx", bomb), ("a.zip", bomb)])
    assert read(tmp_path, nested) == plain


def test_that_paths_of_an_archive_are_never_followed(workbook, tmp_path):
    paths = ["../evil.txt", "/evil.txt", "C:\\evil.txt", "..\\..\\evil.txt", "xl/../../evil"]
    read(tmp_path, rewritten(workbook, bytes, more=[(path, b"evil") for path in paths]))
    pointing = rewritten(
        workbook,
        lambda part: part.replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd"),
        member="xl/_rels/workbook.xml.rels",
    )
    assert "damaged" in refusal(tmp_path, pointing)


LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
DECLARED = {
    "entities": lambda sheet: LAUGHS + sheet,
    "an entity of a file": lambda sheet: OUTSIDE + sheet,
    "in small letters": lambda sheet: LAUGHS.lower() + sheet,
    "behind a long comment": lambda sheet: b"<!--" + b" " * 9000 + b"-->" + LAUGHS + sheet,
    "behind a comment with a tag": lambda sheet: (
        b"<!-- <a> " + b" " * 9000 + b"-->" + LAUGHS + sheet
    ),
    "behind an instruction": lambda sheet: b"<?a " + b"<b>" * 3000 + b"?>" + LAUGHS + sheet,
    "behind spaces": lambda sheet: b" " * 9000 + LAUGHS + sheet,
    "in UTF-16": lambda sheet: (LAUGHS + sheet).decode().encode("utf-16"),
}


@pytest.mark.parametrize(
    ("name", "member"),
    [
        *((name, SHEET) for name in DECLARED),
        ("entities", "xl/workbook.xml"),
        ("behind spaces", "xl/_rels/workbook.xml.rels"),
    ],
)
def test_that_declarations_are_refused_wherever_they_hide(name, member, workbook, tmp_path):
    body = rewritten(workbook, lambda part: DECLARED[name](part.split(b"?>", 1)[-1]), member=member)
    assert "declarations" in refusal(tmp_path, body)


@pytest.mark.parametrize(
    "prolog",
    [
        b"\xef\xbb\xbf",
        b"<?xml version='1.0'?><!-- made by hand -->\r\n",
        b"<?a?>" * 700,  # in no more than a moment
    ],
)
def test_that_what_stands_before_the_first_tag_may_be_plain(prolog, workbook, tmp_path):
    plain = read(tmp_path, workbook)
    body = rewritten(workbook, lambda part: prolog + part.split(b"?>", 1)[-1])
    assert read(tmp_path, body) == plain


ROWS = {
    "the last cell there can be": b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "a cell beyond it": b'<row r="99999999999"><c r="ZZZZZZZ99999999999"><v>1</v></c></row>',
    "cells in cells": b'<row r="99">' + b"<c>" * 100_000,
}


@pytest.mark.parametrize("name", ROWS)
def test_that_an_absurd_sheet_is_refused_in_bounded_memory(name, workbook, tmp_path):
    assert refusal(tmp_path, rewritten(workbook, with_rows(ROWS[name])))


def test_that_more_sheets_than_anybody_has_are_refused(workbook, tmp_path):
    sheets = b"".join(
        b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (at, at)
        for at in range(2, limits.MOST_SHEETS + 2)
    )
    body = rewritten(
        workbook, lambda part: part.replace(b"</sheets>", sheets + b"</sheets>"), "xl/workbook.xml"
    )
    assert "unpack to far more" in refusal(tmp_path, body)


def test_that_numbers_that_are_none_come_as_text(workbook, tmp_path):
    odd = b"".join(
        b'<row r="%d"><c r="A%d"><v>%s</v></c></row>' % (at, at, value)
        for at, value in enumerate((b"NaN", b"1e999", b"-1e999", b"1e308"), 90)
    )
    rows = dict(read(tmp_path, rewritten(workbook, with_rows(odd))))
    assert [rows[at][0] for at in range(90, 94)] == ["nan", "inf", "-inf", "1.00000000000000E+308"]


def test_that_what_a_workbook_says_of_itself_is_shown_in_plain_letters(workbook, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        rewritten(
            workbook,
            lambda part: part.replace(b'"Page1"', "\u202e<b>&amp;x".join('""').encode()),
            "xl/workbook.xml",
        )
    )
    with pytest.raises(BadFile) as refused:
        open_table(path, sheet="none")
    assert "‹U+202E›" in str(refused.value) or "damaged" in str(refused.value)


TEXT = {
    "a row of cells that go on for ever": (
        b'Serial,Model\n1,"' + b'\n","' * 1_100_000,
        "goes on at",
    ),
    "a line of nothing but commas": (b"Serial,Model\n" + b"," * 5_000_000, "longer than 4 million"),
    "a quotation mark at the very end": (b'Serial,Model\n1,M\n2,"', "never closed"),
    "a NUL in the middle": (b"Serial,Model\n1,M\n" * 10 + b"2,\0\n", "NUL"),
    "a mark of UTF-8 before what is none": (b"\xef\xbb\xbfSerial,Model\n1,\xff\n", "UTF-8"),
    "a mark that lies": (b"\xff\xfe\x00\xd8\x00\xd8", "UTF-16"),
    "no more than a mark": (b"\xef\xbb\xbf", "no cells"),
    "no more than a hint": (b"sep=;\n", "no cells"),
}


@pytest.mark.parametrize("name", TEXT)
def test_that_hostile_text_is_refused(name, tmp_path):
    content, said = TEXT[name]
    with pytest.raises(BadFile, match=said):
        read(tmp_path, content, "a.csv")


@pytest.mark.parametrize("sign", ['"', "'", "\\", "\t", " ", "é", "\u202e"])
def test_that_any_sign_may_be_said_to_part_the_columns(sign, tmp_path):
    content = f"sep={sign}\nSerial{sign}Model\n1{sign}M\n".encode()
    with suppress(BadFile):
        read(tmp_path, content, "a.csv")
