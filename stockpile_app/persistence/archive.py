"""Reads the few members of an archive that this program wrote, and trusts nothing it says.

A backup comes from a stick, a mailbox or another building. Members are taken by fixed names and
never by a path of the archive; what is larger than the file itself, given twice, sparse, a link or
a device is refused before a byte of it is written, and no header makes the library read much.
"""

from __future__ import annotations

import contextlib
import io
import tarfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

from typing_extensions import override

_MOST_MEMBERS: Final = 16
_MOST_HEADER: Final = 8 * 1024
"""A header of ours takes 512 bytes; the library takes minutes over some of 200 kB."""
_MOST_AT_ONCE: Final = 4 * 1024 * 1024

# What the library raises for headers that were made to mislead it; its own list is not closed.
_MISLED: Final = (
    tarfile.TarError,
    EOFError,
    ValueError,
    ArithmeticError,
    LookupError,
    RecursionError,
    MemoryError,
)


class NotAnArchive(ValueError):
    """The file is no archive of this program, or was changed; says in short what is wrong."""


@contextlib.contextmanager
def members_of(file: Path, names: Collection[str]) -> Iterator[Mapping[str, IO[bytes]]]:
    """Open an uncompressed tar that holds these members, and yield each to be read.

    Raises:
        NotAnArchive: It is none, is cut short, or holds something else under these names.
        OSError: It cannot be read.
    """
    try:
        with _Bounded(file) as source, tarfile.open(fileobj=source, mode="r:") as archive:
            found = _checked(archive, source.size, frozenset(names))
            source.most = _MOST_AT_ONCE
            yield found
    except _MISLED as error:
        raise NotAnArchive(str(error) or type(error).__name__) from error


class _Bounded(io.FileIO):
    """A file that is never read in one go, whatever a header says."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, "rb")
        self.size = file.stat().st_size
        self.most = _MOST_HEADER

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or not 0 <= size <= self.most:
            raise tarfile.ReadError("a header lies about a length")
        return super().read(size) or b""


def _checked(archive: tarfile.TarFile, size: int, names: frozenset[str]) -> Mapping[str, IO[bytes]]:
    found: dict[str, IO[bytes]] = {}
    end = 0
    for _ in range(_MOST_MEMBERS + 1):
        member: Any = archive.next()
        if member is None:
            break
        if member.offset < end or member.size < 0 or member.offset_data + member.size > size:
            raise tarfile.ReadError("a member is not where it should be")
        end = member.offset_data + member.size
        if member.name in names:
            if member.name in found or not member.isreg() or member.issparse():
                raise tarfile.ReadError(member.name)
            content = archive.extractfile(member)
            if content is not None:
                found[member.name] = content
    else:
        raise tarfile.ReadError("it holds too many members")
    if missing := names - found.keys():
        raise tarfile.ReadError(min(missing))
    return found
