"""Text files with separated values, read row by row with bounded memory."""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mode
from typing import Final, TextIO

from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.text import N_
from stockpile_app.exchange.headers import score
from stockpile_app.exchange.limits import (
    HEADER_ROWS,
    MEBIBYTE,
    MOST_CELL,
    MOST_COLUMNS,
    MOST_LINE,
    MOST_ROWS,
)

_DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 256 * 1024
_LONG_LINE: Final = N_(
    "Line {line} of the file is longer than {longest} million characters: it has far too many"
    " columns or a cell that is far too large, or it is no text file. Delete what is not needed, or"
    " export it again as CSV."
)
_LONG_ROW: Final = N_(
    "The row that goes on at line {line} of the file is longer than {longest} million characters."
    " Look for quotation marks above it that are not closed, or export the file again."
)
_LONG_CELL: Final = N_(
    "A cell at row {row} is longer than {longest} characters. Shorten it, or look for a quotation"
    " mark above it that is not closed."
)
_UNCLOSED: Final = N_(
    "A quotation mark that is opened at or above row {row} is never closed. Close it, or export"
    " the file again."
)
_QUOTES: Final = N_(
    "The quotation marks in row {row} do not match. Write each one inside a cell twice, or export"
    " the file again."
)
_MANY_COLUMNS: Final = N_(
    "Row {row} has {columns} columns; at most {most} are read. Delete the columns that are not"
    " needed."
)
_MANY_ROWS: Final = N_("The file has more than {most} rows. Split it and import the parts.")


@dataclass(frozen=True, slots=True)
class TextSource:
    """The rows of a text file.

    Attributes:
        skip: Lines before the first row that are for spreadsheet programs alone (``sep=;``).
    """

    path: Path
    encoding: str
    delimiter: str
    skip: int = 0

    def head(self, count: int) -> list[tuple[int, list[str]]]:
        """Return the first rows that have text."""
        with closing(self.rows()) as rows:
            return list(islice((row for row in rows if any(map(str.strip, row[1]))), count))

    def rows(self) -> Generator[tuple[int, list[str]], None, None]:
        """Yield every row with its number as a spreadsheet shows it.

        Raises:
            BadFile: The file is damaged or beyond the limits.
        """
        csv.field_size_limit(MOST_CELL)
        number = self.skip
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                row = _Row()
                lines = islice(_lines(file, row), self.skip, None)
                reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
                for number, cells in enumerate(reader, self.skip + 1):
                    row.length = 0
                    if len(cells) > MOST_COLUMNS or number > MOST_ROWS:
                        check_row(number, cells)
                    yield number, cells
        except csv.Error as error:
            raise _failure(error, number + 1) from error
        except (UnicodeError, OSError) as error:
            raise BadFile(
                N_("Reading the file failed after row {row}: {reason}."), row=number, reason=error
            ) from error

    def close(self) -> None:
        """Nothing stays open between readings."""


def check_row(number: int, cells: list[str]) -> None:
    """Drop empty cells at the end of a row; refuse a row beyond the limits.

    Raises:
        BadFile: There are too many columns or rows.
    """
    if number > MOST_ROWS:
        raise BadFile(_MANY_ROWS, most=f"{MOST_ROWS:,}")
    if len(cells) > MOST_COLUMNS:
        columns = max((i for i, cell in enumerate(cells, 1) if cell.strip()), default=0)
        del cells[columns:]
        if columns > MOST_COLUMNS:
            raise BadFile(_MANY_COLUMNS, row=number, columns=f"{columns:,}", most=MOST_COLUMNS)


def open_text(path: Path, encoding: str) -> TextSource:
    """Return the source for a text file, with the delimiter found out.

    Raises:
        BadFile: Its first lines are beyond the limits.
    """
    with path.open(encoding=encoding, newline="") as file:
        sample = _sample(file)
    if sample and sample[0].lower().startswith("sep=") and len(sample[0].strip()) == 5:
        return TextSource(path, encoding, sample[0].strip()[4], skip=1)
    return TextSource(path, encoding, _delimiter(sample))


class _Row:
    """How many characters were read since the last row began."""

    length = 0


def _lines(file: TextIO, row: _Row) -> Iterator[str]:
    """Yield lines, never more than the limit at a time.

    A file can be one endless line, and a row of quoted cells can go on over endless lines.
    """
    for line, text in enumerate(iter(lambda: file.readline(MOST_LINE), ""), 1):
        row.length += len(text)
        if row.length >= MOST_LINE:
            sentence = _LONG_LINE if row.length == len(text) else _LONG_ROW
            raise BadFile(sentence, line=line, longest=MOST_LINE // MEBIBYTE)
        if "\0" in text:
            raise BadFile(
                N_("Line {line} of the file contains NUL characters: it is damaged."), line=line
            )
        yield text


def _sample(file: TextIO) -> list[str]:
    lines: list[str] = []
    size = 0
    row = _Row()
    for line in islice(_lines(file, row), 4 * HEADER_ROWS):
        row.length = 0
        lines.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    return lines


def _delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter under which the first rows look most like a table."""
    return max(_DELIMITERS, key=lambda delimiter: _likeness(lines, delimiter))


def _likeness(lines: Sequence[str], delimiter: str) -> tuple[int, float]:
    rows: list[list[str]] = []
    with suppress(csv.Error):  # the rows up to there still count
        rows.extend(islice(csv.reader(lines, delimiter=delimiter, strict=True), HEADER_ROWS))
    widths = [len(row) for row in rows if row]
    usual = mode(widths) if widths else 0
    regular = widths.count(usual) / len(widths) if usual > 1 else 0
    return max((score(row[:MOST_COLUMNS]) for row in rows), default=0), regular


def _failure(error: csv.Error, row: int) -> BadFile:
    text = str(error)
    if "field limit" in text:
        return BadFile(_LONG_CELL, row=row, longest=f"{MOST_CELL:,}")
    if "unexpected end" in text:
        return BadFile(_UNCLOSED, row=row)
    return BadFile(_QUOTES, row=row)
