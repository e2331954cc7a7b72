"""Archives that were made to mislead: each is refused, soon, in little memory."""

from __future__ import annotations

import io
import tarfile
import tracemalloc
from contextlib import suppress
from random import Random

import pytest

from stockpile_app.persistence.archive import NotAnArchive, members_of

NAMES = ("manifest.json", "register.db")
BLOCK = tarfile.BLOCKSIZE


def info(name, size=0, **changes):
    made = tarfile.TarInfo(name)
    made.size = size
    for field, value in changes.items():
        setattr(made, field, value)
    return made


def archive(*more, form=tarfile.PAX_FORMAT, leave_out=()):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:", format=form) as written:
        for name in NAMES:
            if name not in leave_out:
                written.addfile(info(name, 5), io.BytesIO(b"x" * 5))
        for made, content in more:
            written.addfile(made, io.BytesIO(content))
    return out.getvalue()


def header(name, size, kind=tarfile.REGTYPE, **fields):
    """Return one header whose size says what it likes."""
    made = info(name, 0, type=kind)
    block = bytearray(made.tobuf(tarfile.GNU_FORMAT))
    block[124:136] = size if isinstance(size, bytes) else tarfile.itn(size, 12, tarfile.GNU_FORMAT)
    for at, value in fields.items():
        block[int(at[1:]) : int(at[1:]) + len(value)] = value
    block[148:156] = b"%06o\0 " % tarfile.calc_chksums(bytes(block))[0]
    return bytes(block)


def read(tmp_path, content, names=NAMES):
    path = tmp_path / "a.stockpile"
    path.write_bytes(content)
    with members_of(path, names) as members:
        return {name: member.read() for name, member in members.items()}


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_that_an_archive_is_read(form, tmp_path):
    content = archive((info("other", 3), b"abc"), form=form)
    assert read(tmp_path, content) == dict.fromkeys(NAMES, b"xxxxx")


def pax(records, size=None):
    """Return a header of the kind that overrides the next one."""
    content = records.ljust(-(-len(records) // BLOCK) * BLOCK, b"\0")
    return header("pax", len(records) if size is None else size, tarfile.XHDTYPE) + content


def record(key, value):
    body = f" {key}={value}\n"
    length = len(body) + 1
    while len(str(length)) + len(body) != length:
        length = len(str(length)) + len(body)
    return f"{length}{body}".encode()


WHOLE = archive()
FIRST = WHOLE[: 2 * BLOCK]
HOSTILE = {
    "nothing": b"",
    "text": b"not an archive" * 100,
    "a member missing": archive(leave_out=("register.db",)),
    "a member cut short": WHOLE[: 3 * BLOCK + 2],
    "a member twice": archive((info("register.db", 3), b"abc")),
    "a symbolic link": archive(
        (info("register.db", type=tarfile.SYMTYPE, linkname="/etc/passwd"), b""),
        leave_out=("register.db",),
    ),
    "a hard link to another member": archive(
        (info("register.db", type=tarfile.LNKTYPE, linkname="manifest.json"), b""),
        leave_out=("register.db",),
    ),
    "a device": archive(
        (info("register.db", type=tarfile.CHRTYPE, devmajor=1, devminor=5), b""),
        leave_out=("register.db",),
    ),
    "a pipe": archive(
        (info("register.db", type=tarfile.FIFOTYPE), b""), leave_out=("register.db",)
    ),
    "a folder": archive(
        (info("register.db", type=tarfile.DIRTYPE), b""), leave_out=("register.db",)
    ),
    "a member that is a terabyte": FIRST + header("register.db", 2**40),
    "a member that is more than there can be": FIRST + header("register.db", 2**80),
    "a member of less than nothing": FIRST + header("register.db", -BLOCK),
    "a member that ends before itself": FIRST + header("register.db", -10 * BLOCK),
    "a sparse member of a terabyte": FIRST
    + header(
        "register.db", 0, tarfile.GNUTYPE_SPARSE,
        _386=tarfile.itn(2**40, 12, tarfile.GNU_FORMAT) + b"\0" * 12,
        _483=tarfile.itn(2**40, 12, tarfile.GNU_FORMAT),
    ),
    "a sparse member of the newer kind": FIRST
    + pax(
        record("GNU.sparse.major", 0) + record("GNU.sparse.minor", 1)
        + record("GNU.sparse.size", 2**40) + record("GNU.sparse.map", f"{2**40},0")
    )
    + header("register.db", 0),
    "a name of a terabyte": header("x", 2**40, tarfile.GNUTYPE_LONGNAME) + WHOLE,
    "a name of less than nothing": header("x", -BLOCK, tarfile.GNUTYPE_LONGNAME) + WHOLE,
    "a name that is a loop": header("x", -2 * BLOCK, tarfile.GNUTYPE_LONGNAME) + WHOLE,
    "fields of a terabyte": pax(b"", 2**40) + WHOLE,
    "fields of less than nothing": pax(b"", -BLOCK) + WHOLE,
    "a size in the fields": FIRST + pax(record("size", 2**70)) + header("register.db", 5),
    "a negative one": FIRST + pax(record("size", -5000)) + header("register.db", 5),
    "fields without an end": pax(b"9" * 200_000) + WHOLE,  # minutes, unless they are refused
    "fields upon fields": pax(record("comment", "x")) * 3000 + WHOLE,
    "names upon names": (header("x", 1, tarfile.GNUTYPE_LONGNAME) + b"x".ljust(BLOCK, b"\0")) * 3000
    + WHOLE,
    "a million members": header("x", 0) * 20_000 + WHOLE,
    "a size that is no number": FIRST + header("register.db", b"seventeen!!!"),
    "a compressed one": b"\x1f\x8b\x08" + b"\0" * 600,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_that_a_hostile_archive_is_refused_in_little_memory(name, tmp_path):
    tracemalloc.start()
    try:
        with pytest.raises(NotAnArchive) as refused:
            read(tmp_path, HOSTILE[name])
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
    assert 0 < len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "name", ["../register.db", "/register.db", "./register.db", "a/../register.db", "REGISTER.DB"]
)
def test_that_no_path_of_an_archive_is_followed(name, tmp_path):
    content = archive((info(name, 4), b"evil"), leave_out=("register.db",))
    with pytest.raises(NotAnArchive, match=r"register\.db"):
        read(tmp_path, content)
    assert [each.name for each in tmp_path.iterdir()] == ["a.stockpile"]


def test_that_a_damaged_archive_is_read_or_refused(tmp_path):
    whole = archive((info("n" * 150, 700), b"y" * 700))
    for seed in range(400):
        random, damaged = Random(seed), bytearray(whole)
        for _ in range(1 + seed % 7):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        with suppress(NotAnArchive):
            read(
                tmp_path, bytes(damaged[: random.randrange(len(damaged))] if seed % 3 else damaged)
            )
