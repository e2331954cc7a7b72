from __future__ import annotations

import gc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadFile
from stockpile_app.exchange import limits
from stockpile_app.exchange.tables import open_table
from tests.builders_exchange import state_book, write_text, write_xls, write_xlsx

PLAIN = [("Serial", "Model"), ("1", "M"), ("2", "N")]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_xlsx(tmp_path_factory.mktemp("book") / "a.xlsx", state_book()).read_bytes()


def written(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(BadFile) as refused:
        list(open_table(path, **options).rows())  # type: ignore[arg-type]
    return str(refused.value)


@pytest.mark.parametrize("write", [write_xlsx, write_xls, write_text])
def test_that_titles_are_passed_over_and_rows_counted_as_seen(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    suffix = {"write_xlsx": "xlsx", "write_xls": "xls", "write_text": "csv"}[write.__name__]
    table = open_table(write(tmp_path / f"book.{suffix}", state_book()))
    assert table.kind == suffix
    assert table.header_row == 4
    assert table.headers[2:4] == ("Station Name (LEA)", "Station Type")
    rows = list(table.rows())
    assert rows[0][0] == 5
    assert rows[0][1][7:10] == ["TYPE=M16A1 DESC=RIFLE,5.56 MILLIMETER", "1", "9000001"]
    assert rows[0][1][10].startswith("2006-06-30")
    assert list(table.rows()) == rows
    assert table.sample[0] == tuple(rows[0][1])
    assert len(table.sha256) == 64
    table.close()


@pytest.mark.parametrize("name", ["book.xls", "book.xlsx", "book.csv"])
@pytest.mark.parametrize("write", [write_xlsx, write_xls])
def test_that_a_workbook_is_read_whatever_its_name(
    write: Callable[..., Path], name: str, tmp_path: Path
) -> None:
    right = write(tmp_path / f"right.{write.__name__.removeprefix('write_')}", state_book())
    assert len(list(open_table(right.rename(tmp_path / name)).rows())) > 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_that_delimiters_are_found_out(delimiter: str, tmp_path: Path) -> None:
    table = open_table(write_text(tmp_path / "a.txt", PLAIN, delimiter=delimiter))
    assert table.headers == ("Serial", "Model")


def test_that_a_hint_for_spreadsheet_programs_is_heeded(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "a.csv", b"sep=;\r\nSerial;Model\r\n1;M,N\r\n"))
    assert list(table.rows()) == [(3, ["1", "M,N"])]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Numéro de série;Modèle\n1;Carabine à répétition\n"),
        ("cp1251", "Серийный номер;Модель\n1;Пистолет\n"),
        ("cp1256", "الرقم التسلسلي;الطراز\n1;كلاشنكوف\n"),
    ],
)
def test_that_old_encodings_are_guessed_and_said(encoding: str, text: str, tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "a.csv", text.encode(encoding)))
    assert ";".join(table.headers) == text.split("\n", maxsplit=1)[0]
    assert encoding in table.warnings[0].text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_that_unicode_is_read_without_a_word(encoding: str, tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "a.csv", "Serial,Modèle\n1,Ж\n".encode(encoding)))
    assert table.headers == ("Serial", "Modèle")
    assert table.warnings == ()


def test_that_text_named_like_a_workbook_is_read_and_said(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "a.xls", b"Serial,Model\n1,M\n"))
    assert table.kind == "csv"
    assert "was read as text" in table.warnings[0].text


def test_that_a_workbook_named_like_text_is_read(tmp_path: Path, workbook: bytes) -> None:
    table = open_table(written(tmp_path, "a.csv", workbook))
    assert table.kind == "xlsx"
    table.close()


def test_that_numbers_come_as_people_see_them(tmp_path: Path) -> None:
    rows = [("Serial", "Year"), (9772605.0, 1985), ("0012", 1985.5), (1234567890123456789, True)]
    table = open_table(write_xlsx(tmp_path / "a.xlsx", rows))
    cells = [row for _, row in table.rows()]
    assert cells[0] == ["9772605", "1985"]
    assert cells[1] == ["0012", "1985.5"]
    assert "E+" in cells[2][0]


BAD_TEXT = {
    b"": "empty",
    b" \n\n": "empty",
    b"Serial,Model\nA\0B,M\n": "NUL",
    b"Serial" + b",a" * 1_000_000 + b"\n1\n": "1,000,001 columns",
    b"Serial" + b",column" * 1_000_000 + b"\n1\n": "longer than 4 million",
    b"Serial,Model\n" + b"x" * 10_000_000 + b",M\n": "longer than 4 million",
    b"Serial,Model\n" + b"x" * 100_000 + b",M\n": "longer than 65,536 characters",
    b'Serial,Model\n1,"M\n2,N\n': "never closed",
    b'Serial,Model\n1,"M" x\n': "do not match",
    b"Serial,Model,Serial  \n1,M,2\n": "columns A and C have the same header, “Serial”",
    b"\xff\xfeS\0e\0r": "UTF-16",
}


@pytest.mark.parametrize(("content", "said"), BAD_TEXT.items(), ids=BAD_TEXT.values())
def test_that_bad_text_is_refused_in_a_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    assert said in refusal(written(tmp_path, "a.csv", content))


def test_that_an_unused_column_may_be_named_twice(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "a.csv", b"Serial,x,x,\n1,2,3,4\n"))
    assert table.headers == ("Serial", "x", "x (column C)")
    assert "columns B and C" in table.warnings[0].text


def changed(workbook: bytes, folder: Path, change: Callable[[bytes], bytes]) -> Path:
    path = folder / "changed.xlsx"
    original = written(folder, "original.xlsx", workbook)
    with (
        zipfile.ZipFile(original) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if "sheet1" in name else content)
    return path


def test_that_a_cut_short_workbook_is_refused(workbook: bytes, tmp_path: Path) -> None:
    assert "cut short" in refusal(written(tmp_path, "a.xlsx", workbook[: len(workbook) // 2]))
    assert "cut short" in refusal(changed(workbook, tmp_path, lambda sheet: sheet[:2000]))


def test_that_a_zip_bomb_is_not_opened(workbook: bytes, tmp_path: Path) -> None:
    path = changed(workbook, tmp_path, lambda sheet: sheet + b" " * 50_000_000)
    assert path.stat().st_size < 200_000
    assert "unpack to far more" in refusal(path)


def test_that_entities_are_not_opened(workbook: bytes, tmp_path: Path) -> None:
    declared = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]>'
    path = changed(workbook, tmp_path, lambda sheet: declared + sheet)
    assert "declarations" in refusal(path)


def test_that_other_files_are_told_from_workbooks(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "not a workbook" in refusal(tmp_path / "a.xlsx")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert "damaged" in refusal(written(tmp_path, "a.xls", ole))
    locked = ole + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refusal(written(tmp_path, "b.xlsx", locked))
    assert "not a .csv" in refusal(written(tmp_path, "a.pdf", b"%PDF"))
    assert "save it as .xlsx" in refusal(written(tmp_path, "b.xls", b"<html><table>"))
    assert "cannot be read" in refusal(tmp_path / "none.csv")


def test_that_a_file_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stockpile_app.exchange.tables.MOST_TEXT_BYTES", limits.MEBIBYTE)
    path = written(tmp_path, "a.csv", b"Serial\n" + b"1\n" * limits.MEBIBYTE)
    assert "larger than 1 MB" in refusal(path)


def test_that_sheets_are_chosen_by_name(workbook: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, "a.xlsx", workbook)
    table = open_table(path, sheet="Page1")
    assert table.sheets == ("Page1",)
    table.close()
    assert "no sheet “Page9”; it has: Page1" in refusal(path, sheet="Page9")


def test_that_the_header_row_can_be_given(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [("Serial", "Model"), ("No", "Kind"), ("1", "M")])
    assert open_table(path, header_row=2).headers == ("No", "Kind")
    assert "no cells in the row" in refusal(path, header_row=9)


def test_that_no_process_is_left_behind(workbook: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, "a.xlsx", workbook)
    rows = open_table(path).rows()
    next(rows)
    rows.close()
    open_table(path).close()
    table = open_table(path)
    del table, rows
    gc.collect()
    assert not [each for each in psutil.Process().children() if each.is_running()]


def test_that_a_dead_worker_is_a_sentence(workbook: bytes, tmp_path: Path) -> None:
    rows = [("Serial",), *((str(number),) for number in range(5000))]
    table = open_table(write_xlsx(tmp_path / "a.xlsx", rows))
    for child in psutil.Process().children():
        child.kill()
    with pytest.raises(BadFile, match="Reading the workbook failed"):
        list(table.rows())


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.txt"]))
def test_that_any_bytes_are_text_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path = written(tmp_path_factory.getbasetemp(), name, content)
    with suppress(BadFile):
        list(open_table(path).rows())


def test_that_damaged_workbooks_are_a_sentence(workbook: bytes, tmp_path: Path) -> None:
    for seed in range(12):
        random, damaged = Random(seed), bytearray(workbook)
        for _ in range(1 + seed):
            damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
        path = written(tmp_path, f"{seed}.xlsx", bytes(damaged))
        with suppress(BadFile):
            list(open_table(path).rows())
