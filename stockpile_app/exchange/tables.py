"""Opens a file as a table: what it is, where its header row is, and its rows, one at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.text import N_, clean
from stockpile_app.exchange.files.encodings import inspect_text
from stockpile_app.exchange.files.text_file import open_text
from stockpile_app.exchange.files.workbook import WorkbookSource
from stockpile_app.exchange.headers import find_header_row, fold_header, is_property_book, meaning
from stockpile_app.exchange.limits import (
    HEADER_ROWS,
    MEBIBYTE,
    MOST_HEAD,
    MOST_TEXT_BYTES,
    MOST_WORKBOOK_BYTES,
    SAMPLE_ROWS,
)
from stockpile_app.exchange.messages import Message

_TEXT_NAMES: Final = frozenset({".csv", ".txt", ".tsv"})
_WORKBOOK_NAMES: Final = frozenset({".xlsx", ".xlsm", ".xls"})
_ZIP: Final = b"PK"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_ALIKE: Final = N_(
    "The columns {one} and {other} have the same header, “{header}”. Give each its own name in row"
    " {row}, or delete one."
)


class EmptyTable(BadFile):
    """A sheet or file has no row of headers where it should be."""


class RowSource(Protocol):
    """Where the rows of a table come from."""

    def head(self, count: int) -> list[tuple[int, list[str]]]:
        """Return the first rows that have text; they are yielded by ``rows`` again."""

    def rows(self) -> Generator[tuple[int, list[str]], None, None]:
        """Yield (number as a spreadsheet shows it, cells)."""

    def close(self) -> None:
        """Let go of what is kept open between readings."""


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table in a file.

    Attributes:
        sha256: Digest of the file, in hex.
        kind: ``csv`` for text of any delimiter, ``xlsx``, ``xls``.
        sheets: Names of all sheets; empty for text.
        header_row: Number of the header row as a spreadsheet shows it.
        headers: One name a column, all different.
        sample: The first rows below the headers.
        total: About how many rows there are, for progress; 0 where it is not known.
    """

    path: Path
    sha256: str
    kind: str
    sheets: tuple[str, ...]
    sheet: str
    header_row: int
    headers: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    warnings: tuple[Message, ...]
    total: int
    source: RowSource

    def rows(self) -> Generator[tuple[int, list[str]], None, None]:
        """Yield the rows below the headers, as wide as the headers at least.

        Can be called several times. Close the iterator when it is abandoned.

        Raises:
            BadFile: The file is damaged or beyond the limits.
        """
        width = len(self.headers)
        with closing(self.source.rows()) as rows:
            for number, cells in rows:
                if number > self.header_row:
                    cells.extend([""] * (width - len(cells)))
                    yield number, cells

    def close(self) -> None:
        """Let go of the file; reading it again opens it again."""
        self.source.close()


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    progress: Progress | None = None,
) -> SourceTable:
    """Open a .csv, .txt, .tsv, .xlsx or .xls file.

    Args:
        sheet: Name of the sheet; None takes the first that has cells.
        header_row: Number of the header row as a spreadsheet shows it; None looks for it.

    Raises:
        BadFile: It cannot be read: what is wrong and what to do.
        Cancelled: The user asked to stop.
    """
    (progress or NoProgress()).report(0, 0, path.name)
    try:
        kind, notes = _kind(path)
        if kind == "csv":
            return _open_text(path, header_row, notes)
        return _open_workbook(path, kind, sheet or "", header_row)
    except OSError as error:
        raise BadFile(
            N_("{name} cannot be read: {reason}."),
            name=path.name,
            reason=error.strerror or str(error),
        ) from error


def _kind(path: Path) -> tuple[str, list[Message]]:
    """Tell by its content what a file is; names are often wrong.

    Raises:
        BadFile: It is nothing that can be imported.
    """
    suffix = path.suffix.lower()
    if suffix not in _TEXT_NAMES | _WORKBOOK_NAMES:
        raise BadFile(
            N_("{name} is not a .csv, .txt, .tsv, .xlsx or .xls file. Save the table as one."),
            name=path.name,
        )
    with path.open("rb") as file:
        start = file.read(1024)
    if not start.strip():
        raise BadFile(N_("{name} is empty."), name=path.name)
    is_workbook = start.startswith((_ZIP, _OLE))
    _check_size(path, MOST_WORKBOOK_BYTES if is_workbook else MOST_TEXT_BYTES)
    if is_workbook:
        return ("xlsx" if start.startswith(_ZIP) else "xls"), []
    if suffix in _TEXT_NAMES:
        return "csv", []
    return "csv", [_disguised(path, start)]


def _disguised(path: Path, start: bytes) -> Message:
    """Say that text is named like a workbook; many programs export such files.

    Raises:
        BadFile: It is no table of text.
    """
    if b"\0" in start or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise BadFile(
            N_(
                "{name} is named like a workbook but is none, or it is damaged. Open it in a"
                " spreadsheet program and save it as .xlsx or .csv."
            ),
            name=path.name,
        )
    return Message(
        0, "", N_("{name} is named like a workbook but is text; it was read as text."),
        {"name": path.name},
    )  # fmt: skip


def _check_size(path: Path, most: int) -> None:
    if path.stat().st_size > most:
        raise BadFile(
            N_("{name} is larger than {most} MB. Split it and import the parts."),
            name=path.name,
            most=most // MEBIBYTE,
        )


def _open_text(path: Path, header_row: int | None, notes: list[Message]) -> SourceTable:
    found = inspect_text(path)
    if found.guessed:
        notes.append(
            Message(
                0,
                "",
                N_(
                    "The file is not UTF-8; it was read as {encoding}. Look at names with accents:"
                    " if they are wrong, export it again as UTF-8."
                ),
                {"encoding": found.encoding},
            )
        )
    source = open_text(path, found.encoding)
    layout = _layout(source, path, header_row)
    return SourceTable(
        path, found.sha256, "csv", (), "", *layout[:3],
        (*notes, *layout[3]), max(0, found.lines - layout[0]), source,
    )  # fmt: skip


def _open_workbook(path: Path, kind: str, sheet: str, header_row: int | None) -> SourceTable:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    source = WorkbookSource(path, sheet)
    try:
        layout = _layout(source, path, header_row)
    except BaseException:
        source.close()
        raise
    opened = source.opened
    return SourceTable(
        path, digest, kind, opened.sheets, opened.sheet, *layout[:3],
        layout[3], max(0, opened.rows - layout[0]), source,
    )  # fmt: skip


_Layout = tuple[int, tuple[str, ...], tuple[tuple[str, ...], ...], tuple[Message, ...]]


def _layout(source: RowSource, path: Path, header_row: int | None) -> _Layout:
    """Find the header row, and the first rows below it.

    Raises:
        BadFile: There is none, or two columns are called the same.
    """
    top = source.head(min(header_row or 0, MOST_HEAD) + HEADER_ROWS + SAMPLE_ROWS)
    if header_row is None:
        candidates = [cells for number, cells in top if number <= HEADER_ROWS]
        index = find_header_row(candidates or [cells for _, cells in top])
    else:
        index = next((i for i, (number, _) in enumerate(top) if number == header_row), len(top))
    if index >= len(top):
        raise EmptyTable(
            N_("{name} has no cells in the row where the headers should be."), name=path.name
        )
    number, cells = top[index]
    below = [row for _, row in top[index + 1 :]]
    headers, warnings = _headers(number, cells)
    sample = tuple(tuple(row[: len(headers)]) + ("",) * (len(headers) - len(row)) for row in below)
    return number, headers, sample[:SAMPLE_ROWS], warnings


def _headers(row: int, cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """Return one name a column, all different.

    Raises:
        BadFile: Two columns that would be used are called the same.
    """
    names: list[str] = []
    warnings: list[Message] = []
    seen: dict[str, int] = {}
    profile = "property-book" if is_property_book(cells) else ""
    width = max(i for i, cell in enumerate(cells, 1) if cell.strip())
    for index, cell in enumerate(cells[:width]):
        name = clean(cell)
        folded = fold_header(name) or name
        if name and folded in seen:
            alike = {"one": _letter(seen[folded]), "other": _letter(index), "header": name}
            if meaning(name, profile):
                raise BadFile(_ALIKE, row=row, **alike)
            warnings.append(Message(row, name, _ALIKE, {"row": row, **alike}))
        if not name or folded in seen:
            name = f"{name} (column {_letter(index)})".strip()
        seen.setdefault(folded or name, index)
        names.append(name)
    return tuple(names), tuple(warnings)


def _letter(index: int) -> str:
    """Return what a spreadsheet calls a column: A, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
