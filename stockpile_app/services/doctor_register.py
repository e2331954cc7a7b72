"""Checks of a register: from outside without a password, and from inside by who may sign in."""

from __future__ import annotations

import datetime as dt
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from stockpile_app import i18n
from stockpile_app.domain.backups import BackupStatus, MediumState
from stockpile_app.domain.doctor import Area, Check, Level
from stockpile_app.domain.errors import NotAllowed, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import error_text
from stockpile_app.persistence import backup, health
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.files import network_file_system
from stockpile_app.persistence.lock import WriterLock
from stockpile_app.persistence.register_paths import Paths
from stockpile_app.persistence.unit_of_work import moment_of
from stockpile_app.services.doctor_program import check, free_space
from stockpile_app.services.gateway import Services

_PLAIN: Final = b"SQLite format 3\0"
_LEAST_MEMORY_KIB: Final = 65536
_LEAST_TIME: Final = 3
_TOLERANCE: Final = dt.timedelta(minutes=5)
_SECRET: Final = frozenset({".db", ".json", ".db-wal", backup.SUFFIX})
_LEFTOVERS: Final = ("*.new", ".*.new", ".backup-*")
_COPY = N_("Copy the whole folder to another disk first; then restore the last backup.")
_RESTORE = N_(
    "Put it back from the last backup: stockpile restore, or “Restore a backup” at the start."
)


def outside(folder: Path) -> Iterator[Check]:
    """Check what can be seen of a register without a password."""
    paths = Paths(folder.absolute())
    found = list(_files(paths))
    yield from found
    if not paths.folder.is_dir():
        return
    yield _network(paths.folder)
    yield _permissions(paths)
    yield _lock(paths)
    yield _leftovers(paths)
    yield free_space(Area.MACHINE, "space", paths.folder, 3 * _size(paths))
    if paths.keys.is_file():
        yield from _keys(paths)
    yield _backup_files(paths)


def _files(paths: Paths) -> Iterator[Check]:
    missing = [each for each in (paths.database, paths.media, paths.keys) if not each.is_file()]
    if len(missing) == 3:
        yield check(
            Area.REGISTER,
            "files",
            Level.BROKEN,
            N_("There is no register in {folder}."),
            N_("Name the folder that holds register.db and keys.json, or restore a backup."),
            folder=str(paths.folder),
        )
        return
    if missing:
        names = ", ".join(each.name for each in missing)
        said = N_("These files of the register are missing: {files}.")
        yield check(Area.REGISTER, "files", Level.BROKEN, said, _RESTORE, files=names)
    else:
        said = N_("The files of the register are in {folder}.")
        yield check(Area.REGISTER, "files", Level.OK, said, folder=str(paths.folder))
    for path in (paths.database, paths.media):
        if path.is_file():
            yield _database(path)


def _database(path: Path) -> Check:
    name = f"file-{path.stem}"
    try:
        with path.open("rb") as file:
            begins = file.read(len(_PLAIN))
    except OSError as error:
        said = N_("The file {file} cannot be read ({detail}).")
        todo = N_("Sign in to the machine as who keeps the register.")
        detail = error.strerror or ""
        return check(Area.REGISTER, name, Level.BROKEN, said, todo, file=path.name, detail=detail)
    if not begins:
        said = N_("The file {file} is empty.")
        return check(Area.REGISTER, name, Level.BROKEN, said, _COPY, file=path.name)
    if begins == _PLAIN:
        said = N_("The file {file} is not encrypted; this program did not write it so.")
        return check(Area.REGISTER, name, Level.BROKEN, said, _COPY, file=path.name)
    return check(Area.REGISTER, name, Level.OK, N_("{file} is encrypted."), file=path.name)


def _network(folder: Path) -> Check:
    kind = network_file_system(folder)
    if kind is not None:
        said = N_("The register is on a network share ({kind}), where it can be damaged.")
        todo = N_("Move it to a disk of this machine.")
        return check(Area.REGISTER, "disk", Level.BROKEN, said, todo, kind=kind)
    said = N_("The register is on a disk of this machine.")
    return check(Area.REGISTER, "disk", Level.OK, said)


def _permissions(paths: Paths) -> Check:
    if sys.platform == "win32":
        said = N_("Who may open the folder is not checked on this system.")
        return check(Area.REGISTER, "permissions", Level.OK, said)
    folder = paths.folder.stat().st_mode
    files = [each for each in paths.folder.rglob("*") if each.is_file()]
    readable = [each for each in files if each.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH)]
    readable = [each for each in readable if each.suffix in _SECRET]
    # what is in a folder that others may not enter is safe from them
    entered = bool(folder & stat.S_IXOTH)
    if folder & (stat.S_IWOTH | stat.S_IWGRP) or (readable and entered):
        return check(
            Area.REGISTER,
            "permissions",
            Level.LOOK,
            N_("Other users of this machine can get at the folder of the register."),
            N_("Close it to them: chmod -R go-rwx “{folder}”"),
            folder=str(paths.folder),
        )
    said = N_("Only its owner can get at the folder of the register.")
    return check(Area.REGISTER, "permissions", Level.OK, said)


def _lock(paths: Paths) -> Check:
    lock = paths.folder / "register.lock"
    holder = WriterLock(paths.folder).holder()
    if not lock.exists():
        return check(Area.REGISTER, "lock", Level.OK, N_("Nobody has the register open."))
    try:
        with FileLock(lock, timeout=0):
            free = True
    except Timeout:
        free = False
    except OSError:
        said = N_("Whether somebody has the register open cannot be found out.")
        return check(Area.REGISTER, "lock", Level.LOOK, said)
    if not free:
        said = N_("The register is open: {holder}.")
        return check(Area.REGISTER, "lock", Level.OK, said, holder=holder)
    if holder != "?":
        said = N_(
            "The program did not end as it should the last time ({holder}). The next one who signs"
            " in goes on where it stopped."
        )
        return check(Area.REGISTER, "lock", Level.OK, said, holder=holder)
    return check(Area.REGISTER, "lock", Level.OK, N_("Nobody has the register open."))


def _leftovers(paths: Paths) -> Check:
    found = [
        each.name
        for folder in (paths.folder, paths.backups)
        if folder.is_dir()
        for pattern in _LEFTOVERS
        for each in folder.glob(pattern)
    ]
    if found:
        return check(
            Area.REGISTER,
            "leftovers",
            Level.LOOK,
            N_("Something was interrupted and left these: {files}."),
            N_("Make a backup, which clears them away; remove by hand what is still there then."),
            files=", ".join(sorted(set(found))[:5]),
        )
    return check(Area.REGISTER, "leftovers", Level.OK, N_("Nothing half done lies about."))


def _keys(paths: Paths) -> Iterator[Check]:
    try:
        keys = key_file.load(paths.keys)
    except StockpileError as error:
        yield Check(Area.REGISTER, "keys", Level.BROKEN, error_text(error), i18n.tr(_RESTORE))
        return
    names = [slot.name for slot in keys.slots if slot.name != key_file.RECOVERY]
    said = N_("Users who can sign in to the register {origin}: {count}.")
    number = i18n.format_number(len(names))
    yield check(Area.REGISTER, "keys", Level.OK, said, count=number, origin=keys.origin)
    if len(names) == len(keys.slots):
        yield check(
            Area.REGISTER,
            "recovery",
            Level.LOOK,
            N_("There is no recovery code: if all passwords are forgotten, nobody gets in."),
            N_("Print a new recovery sheet and lock it up: stockpile recovery-sheet, page Users."),
        )
    else:
        said = N_("There is a recovery code. See that its envelope is where it should be.")
        yield check(Area.REGISTER, "recovery", Level.OK, said)
    cheap = [
        slot.name
        for slot in keys.slots
        if slot.kdf.memory_kib < _LEAST_MEMORY_KIB or slot.kdf.time < _LEAST_TIME
    ]
    if cheap:
        yield check(
            Area.REGISTER,
            "passwords",
            Level.LOOK,
            N_("The passwords of {names} are guarded less well than this program does it now."),
            N_("Let each of them change their password; print a new recovery sheet."),
            names=", ".join("recovery" if each == key_file.RECOVERY else each for each in cheap),
        )
    else:
        said = N_("Passwords are guarded as they should be.")
        yield check(Area.REGISTER, "passwords", Level.OK, said)


def _backup_files(paths: Paths) -> Check:
    found = [each for each in paths.backups.glob(f"*{backup.SUFFIX}") if each.is_file()]
    if not found:
        return check(
            Area.BACKUPS,
            "files",
            Level.LOOK,
            N_("There is no backup in the folder of the register."),
            N_("Make one now: stockpile backup, or Ctrl+B in the window."),
        )
    newest = max(found, key=lambda each: each.stat().st_mtime)
    made = dt.datetime.fromtimestamp(newest.stat().st_mtime, dt.UTC)
    return check(
        Area.BACKUPS,
        "files",
        Level.OK,
        N_("Backups in the folder of the register: {count}, the newest of {moment}."),
        count=i18n.format_number(len(found)),
        moment=i18n.format_datetime(made),
    )


def _size(paths: Paths) -> int:
    return sum(each.stat().st_size for each in (paths.database, paths.media) if each.is_file())


# --- from inside -----------------------------------------------------------------------------


def inside(services: Services, progress: Progress, *, full: bool) -> Iterator[Check]:
    """Check a register that is open: with ``full``, verify every entry too."""
    store = services.desk.store
    found = health.look_at(store)
    yield _clock(found.last_recorded_at, store.clock())
    if found.current_schema:
        said = N_("The register is of this program’s version. Entries: {count}.")
        number = i18n.format_number(found.entries)
        yield check(Area.REGISTER, "schema", Level.OK, said, count=number)
    else:
        said = N_("An older version of the program wrote the register.")
        todo = N_("Sign in for writing once, which makes a backup and upgrades it.")
        yield check(Area.REGISTER, "schema", Level.LOOK, said, todo)
    if found.damage:
        said = N_("The file of the register is damaged: {detail}")
        yield check(Area.REGISTER, "pages", Level.BROKEN, said, _COPY, detail=found.damage)
    else:
        said = N_("The pages of the files are sound.")
        yield check(Area.REGISTER, "pages", Level.OK, said)
    yield _slots(found)
    yield _photographs(found)
    if full:
        yield _verified(services, progress)
    yield from _backups(services)


def _clock(last: str, now: dt.datetime) -> Check:
    if last and moment_of(last) > now + _TOLERANCE:
        return check(
            Area.MACHINE,
            "clock-of-register",
            Level.LOOK,
            N_("The clock is behind the last entry, which was recorded at {moment}."),
            N_(
                "Set the clock. What is recorded until then is marked as recorded by a wrong clock."
            ),
            moment=i18n.format_datetime(moment_of(last)),
        )
    said = N_("The clock is not behind the last entry.")
    return check(Area.MACHINE, "clock-of-register", Level.OK, said)


def _slots(found: health.Health) -> Check:
    if found.without_user:
        return check(
            Area.REGISTER,
            "users",
            Level.BROKEN,
            N_("The key file lets somebody in whom the register does not know: {names}."),
            N_("Verify the register, and ask who had the folder in hand."),
            names=", ".join(found.without_user),
        )
    if found.without_slot:
        return check(
            Area.REGISTER,
            "users",
            Level.LOOK,
            N_("These users cannot sign in, since the key file lacks them: {names}."),
            N_("Give each a new password on the page Users."),
            names=", ".join(found.without_slot),
        )
    said = N_("Users and keys fit each other.")
    return check(Area.REGISTER, "users", Level.OK, said)


def _photographs(found: health.Health) -> Check:
    numbers = {
        "count": i18n.format_number(found.photographs),
        "missing": i18n.format_number(found.photographs_missing),
    }
    if found.photographs_missing:
        said = N_("Photographs missing from media.db: {missing} of {count}.")
        return check(Area.REGISTER, "photographs", Level.BROKEN, said, _RESTORE, **numbers)
    said = N_("No photograph is missing of {count}.")
    return check(Area.REGISTER, "photographs", Level.OK, said, **numbers)


def _verified(services: Services, progress: Progress) -> Check:
    try:
        result = services.ledgers.verify(progress)
    except NotAllowed as error:
        return Check(Area.REGISTER, "verified", Level.LOOK, error_text(error))
    if result.ok:
        said = N_("Verified: every entry, signature and table is in order.")
        return check(Area.REGISTER, "verified", Level.OK, said)
    said = N_("Verifying found problems: {count}.")
    todo = N_("Run stockpile verify, or Register > Verify, and do what it says.")
    number = i18n.format_number(len(result.problems))
    return check(Area.REGISTER, "verified", Level.BROKEN, said, todo, count=number)


def _backups(services: Services) -> Iterator[Check]:
    status = services.backups.status()
    yield _newest(status)
    yield _second(status)
    if status.rehearsal_due:
        yield check(
            Area.BACKUPS,
            "rehearsed",
            Level.LOOK,
            N_("Restoring was not rehearsed with success for too long."),
            N_("Rehearse it: stockpile rehearse-restore, or the page of backups."),
        )
    else:
        said = N_("Restoring was rehearsed, or is not due yet.")
        yield check(Area.BACKUPS, "rehearsed", Level.OK, said)


def _newest(status: BackupStatus) -> Check:
    if not status.last_whole:
        said = N_("The history in the last backup was not in order.")
        todo = N_("Verify the register, and keep the older backups.")
        return check(Area.BACKUPS, "newest", Level.BROKEN, said, todo)
    if status.last_at is None:
        said = N_("No backup was ever verified.")
        todo = N_("Make one now: stockpile backup, or Ctrl+B in the window.")
        return check(Area.BACKUPS, "newest", Level.LOOK, said, todo)
    facts = {
        "moment": i18n.format_datetime(status.last_at),
        "unsaved": i18n.format_number(status.unsaved),
    }
    if status.backup_due:
        said = N_("The last verified backup is of {moment}; {unsaved} entries are not in it.")
        todo = N_("Make a backup now.")
        return check(Area.BACKUPS, "newest", Level.LOOK, said, todo, **facts)
    said = N_("The last verified backup is of {moment}.")
    return check(Area.BACKUPS, "newest", Level.OK, said, **facts)


def _second(status: BackupStatus) -> Check:
    medium = status.second
    state = i18n.tr(medium.state.label)
    if medium.state is MediumState.NONE or medium.same_disk:
        return check(
            Area.BACKUPS,
            "second",
            Level.LOOK,
            N_("Backups are on no second medium: if this disk dies, they die with it."),
            N_("Choose one, such as a memory stick: stockpile backup --medium FOLDER."),
        )
    if medium.state is MediumState.READY and not status.second_due:
        said = N_("The second medium is there, with a copy of what is new.")
        return check(Area.BACKUPS, "second", Level.OK, said)
    said = N_("The second medium lacks a copy of what is new, or is not ready: {state}.")
    todo = N_("Connect it, see that it has room, and make a backup.")
    return check(Area.BACKUPS, "second", Level.LOOK, said, todo, state=state)
