from __future__ import annotations

import io

import pytest

from stockpile_app.documents.command_codes import write_command_codes
from stockpile_app.domain.command_codes import CommandCode, parse_command
from stockpile_app.domain.numbers import parse, parse_paper
from tests.unit.documents.material import scans, texts


def sheet(page_size: str = "A4", dpi: int = 203) -> bytes:
    out = io.BytesIO()
    write_command_codes(out, page_size, dpi)
    return out.getvalue()


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_that_every_command_scans_from_the_one_page(page_size: str, dpi: int) -> None:
    read = scans(sheet(page_size, dpi), dpi)
    assert [parse_command(text) for text in read] == list(CommandCode)


def test_that_every_command_is_named_and_explained() -> None:
    [text] = texts(sheet())
    words = " ".join(text.split())
    for command in CommandCode:
        assert command.label in words
        assert command.explained in words


def test_that_the_sheet_is_the_same_each_time() -> None:
    assert sheet() == sheet()


@pytest.mark.parametrize("command", CommandCode)
def test_that_a_command_is_no_number_and_no_code_of_paper(command: CommandCode) -> None:
    assert parse(command.value, ("KE01", "CM", "CMD")) is None
    assert parse_paper(command.value, "KE01") is None
    assert parse_command(f" {command.value.lower()}\n") is command


def test_that_other_texts_are_no_commands() -> None:
    assert parse_command("KE01000123X") is None
    assert parse_command("CMD") is None
