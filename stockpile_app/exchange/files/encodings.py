"""How the bytes of a text file are to be read, found out in one pass over the file."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.text import N_
from stockpile_app.exchange.headers import score
from stockpile_app.exchange.limits import MEBIBYTE

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY: Final = ("cp1252", "cp1251", "cp1256", "cp1250", "cp1253", "cp1254", "koi8_r", "gb18030")
_LATIN: Final = frozenset({"cp1250", "cp1252", "cp1254"})
_CELL_ENDS: Final = re.compile(r"[,;\t|\r\n]")
_MOST_SAMPLE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one pass over a text file found.

    Attributes:
        guessed: Whether nothing in the file says so, and a person should look.
        lines: How many line ends there are.
    """

    sha256: str
    encoding: str
    guessed: bool
    lines: int


def inspect_text(path: Path) -> Inspection:
    """Find out the encoding, digest and number of lines of a text file.

    Raises:
        BadFile: It is not text.
        OSError: It cannot be read.
    """
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    start = b""
    sample = bytearray()
    is_utf8, lines, nul = True, 0, False
    for block in _blocks(path):
        start = start or block[:4096]
        digest.update(block)
        lines += block.count(b"\n")
        nul = nul or b"\0" in block
        if is_utf8:
            is_utf8 = _decodes(decoder, block)
        if len(sample) < _MOST_SAMPLE and not block.isascii():
            sample += _telling(block, _MOST_SAMPLE - len(sample))
    is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    encoding = _marked(start) or _of_nuls(start, nul=nul) or ("utf-8" if is_utf8 else "")
    guessed = not encoding
    encoding = encoding or _guess(path, start, bytes(sample))
    # what is whole in UTF-8 may still be called something else by its first bytes
    if not guessed and not (is_utf8 and encoding.startswith("utf-8")):
        _check(path, encoding)
    return Inspection(digest.hexdigest(), encoding, guessed, lines)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(MEBIBYTE):
            yield block


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _telling(block: bytes, room: int) -> bytes:
    """Return the lines of a block that are not ASCII: only they tell encodings apart."""
    lines = (line for line in block.splitlines(keepends=True) if not line.isascii())
    return b"".join(lines)[:room]


def _marked(start: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), "")


def _of_nuls(start: bytes, *, nul: bool) -> str:
    """Return which UTF-16 it is when every other byte is zero.

    Raises:
        BadFile: There are zero bytes and it is not UTF-16.
    """
    if not nul:
        return ""
    half = max(1, len(start) // 2)
    if start[1::2].count(0) > 0.4 * half:
        return "utf-16-le"
    if start[0::2].count(0) > 0.4 * half:
        return "utf-16-be"
    raise BadFile(
        N_(
            "The file contains NUL bytes, so it is damaged or is no text file. Export it again from"
            " the program it comes from, as CSV in UTF-8."
        )
    )


def _guess(path: Path, start: bytes, sample: bytes) -> str:
    """Return the likeliest of the old encodings that decodes the whole file.

    Under the right one the most headers are known words. Where that does not tell, it is left to
    the frequency of letters, but for Western European: a few accents look like Polish to it.
    """
    normalizer: Any = import_module("charset_normalizer")
    matches = normalizer.from_bytes(sample, cp_isolation=list(_LIKELY), enable_fallback=False)
    by_letters = [str(match.encoding) for match in matches]
    if by_letters and by_letters[0] in _LATIN:
        by_letters.insert(0, "cp1252")
    ranked = list(dict.fromkeys((*by_letters, *_LIKELY, "latin-1")))
    ranked.sort(key=lambda encoding: -_known_headers(start, encoding))  # keeps the order of equals
    return next((each for each in ranked if _decodes_whole(path, each)), "latin-1")


def _known_headers(start: bytes, encoding: str) -> int:
    return score(_CELL_ENDS.split(start.decode(encoding, "replace")))


def _decodes_whole(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    whole = all(_decodes(decoder, block) for block in _blocks(path))
    return whole and _decodes(decoder, b"", final=True)


def _check(path: Path, encoding: str) -> None:
    if not _decodes_whole(path, encoding):
        raise BadFile(
            N_(
                "The file says that it is {encoding} but is not, or it is cut short. Export it"
                " again as CSV in UTF-8."
            ),
            encoding=encoding.upper(),
        )
