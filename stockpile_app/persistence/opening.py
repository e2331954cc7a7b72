"""Making, opening and rescuing the files of a register; signing in to it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import select

from stockpile_app.domain.errors import (
    NotARegister,
    ReadOnly,
    RegisterBusy,
    RegisterDamaged,
    SignInRefused,
    StorageFailed,
)
from stockpile_app.domain.text import N_
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import key_change, ledger_store, migrate, staging
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.engine import (
    APPLICATION_ID,
    MEDIA_ID,
    Key,
    check_file,
    create_file,
    open_engine,
    reads_alone,
)
from stockpile_app.persistence.errors import driver_errors
from stockpile_app.persistence.files import (
    is_full,
    network_file_system,
    remove_unfinished,
    storage_failure,
)
from stockpile_app.persistence.lock import WriterLock
from stockpile_app.persistence.media import MediaStore
from stockpile_app.persistence.register_paths import Paths
from stockpile_app.persistence.sign_in_log import counted_name, note_failures
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.tables import UserRow
from stockpile_app.persistence.throttle import Throttle, up_of
from stockpile_app.persistence.unit_of_work import Clock, utc_text

_NOT_A_FOLDER = N_("There is no register in {folder}: {file} is missing.")
_ON_NETWORK = N_(
    "The folder {folder} is on a network share ({kind}), where a register can be damaged. Keep it"
    " on a disk of this machine."
)
_NOT_EMPTY = N_("The folder {folder} is not empty. A new register needs an empty folder.")
_OLD_SCHEMA = N_(
    "An older version of this program wrote the register. Open it for writing once, which makes a"
    " backup and upgrades it; then it can be opened for reading."
)
_RETIRED = N_("This user is retired and may no longer sign in.")
_NOT_IN_LEDGER = N_(
    "The key file does not fit the register: the key of {name} is not the one in the ledger. Put"
    " back keys.json from the last backup."
)


def create(folder: Path, origin: str, user: str, password: str, clock: Clock) -> tuple[Store, str]:
    """Create the files of a new register; return it with the recovery code.

    Its ledger is empty: the caller records the first entries.

    Raises:
        StorageFailed: The folder is not empty or cannot be written.
    """
    paths = Paths(folder.absolute())
    _refuse_network(folder)
    fresh = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StorageFailed(_NOT_EMPTY, folder=folder)
    except OSError as error:
        raise storage_failure(folder, error) from error
    try:
        return _create(paths, origin, user, password, clock)
    except BaseException:  # half a register is worse than none
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        if fresh:
            folder.rmdir()
        raise


def _create(paths: Paths, origin: str, user: str, password: str, clock: Clock) -> tuple[Store, str]:
    signer, seal_key = SigningKey.generate(user), SigningKey.generate(origin)
    secret, code = secrets.token_bytes(32), key_file.new_recovery_code()
    keys = key_file.create(origin, secret, seal_key)
    keys = keys.with_slot(key_file.user_slot(origin, signer, password, secret))
    keys = keys.with_slot(key_file.recovery_slot(origin, code, secret))
    key = Key(secret, keys.salt)
    try:
        paths.backups.mkdir()
    except OSError as error:
        raise storage_failure(paths.folder, error) from error
    with driver_errors():
        create_file(paths.database, key, APPLICATION_ID)
        create_file(paths.media, key, MEDIA_ID)
        raw = open_engine(paths.database, key, guarded=False)
        try:
            migrate.upgrade(raw)
        finally:
            raw.dispose()
    key_file.save(paths.keys, keys)
    lock = WriterLock(paths.folder)
    lock.acquire(user, clock())
    store = _opened(paths, keys, key, signer, clock, "")
    store.lock = lock
    try:
        store.media.create()
    except BaseException:
        store.close()
        raise
    return store, code


def open_store(
    folder: Path,
    user: str,
    password: str,
    clock: Clock,
    *,
    read_only: bool = False,
    before_upgrade: Callable[[Store], None] | None = None,
) -> Store:
    """Sign in and open a register.

    Args:
        read_only: Open beside another writer, or because the user only looks.
        before_upgrade: Makes the backup before an older register is upgraded.

    Raises:
        NotARegister: There is no register in the folder, or a newer program wrote it.
        SignInRefused: Wrong name or password, or too early after wrong ones.
        RegisterBusy: Another program has it open for writing.
        RegisterDamaged: A file is damaged.
        StorageFailed: The folder cannot be written.
    """
    paths = _check_folder(folder)
    throttle = Throttle(paths.throttle, up_of(clock))
    now = clock()
    counted = counted_name(key_file.load(paths.keys), user)
    throttle.check(counted, now)
    try:
        keys, unlocked = key_change.unlock(paths.keys, lambda each: each.unlock(user, password))
    except SignInRefused:
        throttle.failed(counted, now)
        raise
    signer = _signer(keys, user, unlocked)
    store = _open(paths, keys, unlocked.store, signer, clock, read_only=read_only)
    try:
        _make_ready(store, before_upgrade)
        if store.keys != keys:  # the password may be another, too
            store.signer = _signer(store.keys, user, store.keys.unlock(user, password))
        _check_user(store)
    except BaseException:
        store.close()
        raise
    note_failures(store, throttle, store.signer.name)
    slot = store.keys.slot(user)
    if slot is not None and slot.box is None and not store.read_only:
        store.save_keys(store.keys.with_slot(key_file.with_box(slot, store.signer)))
    return store


def open_by_recovery(
    folder: Path,
    code: str,
    user: str,
    clock: Clock,
    before_upgrade: Callable[[Store], None] | None = None,
) -> tuple[Store, SigningKey | None]:
    """Open a register with the recovery code, to give ``user`` a new key and password.

    The store signs with a key that is not in the ledger yet; the caller records it. With it comes
    the key that the code signs with, as the second; codes of older programs have none.

    Raises:
        SignInRefused: The code is wrong, or there is no such user.
    """
    paths = _check_folder(folder)
    throttle = Throttle(paths.throttle, up_of(clock))
    throttle.check(key_file.RECOVERY, clock())
    try:
        keys, unlocked = key_change.unlock(paths.keys, lambda each: each.recover(code))
    except SignInRefused:
        throttle.failed(key_file.RECOVERY, clock())
        raise
    throttle.succeeded(key_file.RECOVERY)
    slot = keys.slot(user)
    signer = SigningKey.generate(slot.name if slot else user)
    store = _open(paths, keys, unlocked.store, signer, clock, read_only=False)
    try:
        _make_ready(store, before_upgrade)
        if store.keys != keys:  # the code may be another, too
            unlocked = store.keys.recover(code)
    except BaseException:
        store.close()
        raise
    sign = unlocked.sign
    return store, SigningKey(key_file.RECOVERY, sign) if sign is not None else None


def unlock_second(store: Store, user: str, password: str) -> SigningKey:
    """Return the signing key of a second person who signs in for one act.

    Raises:
        SignInRefused: Wrong name or password, too early after wrong ones, or retired.
        RegisterDamaged: Their key is not the one in the ledger.
    """
    throttle = Throttle(store.paths.throttle, up_of(store.clock))
    counted = counted_name(store.keys, user)
    throttle.check(counted, store.clock())
    try:
        unlocked = store.keys.unlock(user, password)
    except SignInRefused:
        throttle.failed(counted, store.clock())
        raise
    signer = _signer(store.keys, user, unlocked)
    _check_user(store, signer)
    note_failures(store, throttle, signer.name)
    return signer


def _signer(keys: key_file.KeyFile, user: str, unlocked: key_file.Secrets) -> SigningKey:
    slot = keys.slot(user)
    if slot is None or unlocked.sign is None:
        raise RegisterDamaged(_NOT_IN_LEDGER, name=user)
    return SigningKey(slot.name, unlocked.sign)


def _check_folder(folder: Path) -> Paths:
    paths = Paths(folder.absolute())
    _refuse_network(folder)
    for path in (paths.database, paths.keys):
        if not path.is_file():
            raise NotARegister(_NOT_A_FOLDER, folder=folder, file=path.name)
    return paths


def _refuse_network(folder: Path) -> None:
    kind = network_file_system(folder)
    if kind is not None:
        raise StorageFailed(_ON_NETWORK, folder=folder, kind=kind)


def _open(
    paths: Paths,
    keys: key_file.KeyFile,
    secret: bytes,
    signer: SigningKey,
    clock: Clock,
    *,
    read_only: bool,
) -> Store:
    key = Key(secret, keys.salt)
    reason = N_("it was opened so") if read_only else _hindrance(paths.folder)
    for path, file_id in ((paths.database, APPLICATION_ID), (paths.media, MEDIA_ID)):
        check_file(path, key, file_id, read_only=bool(reason))
    lock = None
    if not reason:
        lock = WriterLock(paths.folder)
        lock.acquire(signer.name, clock())
    elif reads_alone(paths.database):
        lock = _kept_from_writing(paths.folder, signer.name, clock)
    try:
        store = _opened(paths, keys, key, signer, clock, reason)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    store.lock = lock
    return store


def _hindrance(folder: Path) -> str:
    """Return why nothing can be written in a folder, or ""."""
    if not os.access(folder, os.W_OK):
        return N_("its folder cannot be written")
    if is_full(folder):
        return N_("the disk is full; free some space, then open it again")
    return ""


def _kept_from_writing(folder: Path, user: str, clock: Clock) -> WriterLock | None:
    """Keep others from writing what is read without any lock of SQLite's, as far as can be."""
    lock = WriterLock(folder)
    try:
        lock.acquire(user, clock())
    except (RegisterBusy, StorageFailed):  # another reader does, or it is a medium for reading
        return None
    return lock


def _opened(
    paths: Paths, keys: key_file.KeyFile, key: Key, signer: SigningKey, clock: Clock, read_only: str
) -> Store:
    media_engine = open_engine(paths.media, key, read_only=bool(read_only))
    with driver_errors(), media_engine.connect():
        pass  # what it needs beside it is there from now on, also when the disk fills
    return Store(
        paths=paths,
        keys=keys,
        key=key,
        signer=signer,
        seal_key=keys.seal_key(key.secret),
        clock=clock,
        engine=open_engine(paths.database, key, read_only=bool(read_only)),
        media=MediaStore(media_engine),
        media_engine=media_engine,
        read_only=read_only,
    )


def _make_ready(store: Store, before: Callable[[Store], None] | None) -> None:
    """Finish what was begun, and upgrade what is old."""
    current = migrate.is_current(store.engine)
    store.settle_keys()
    if not store.read_only:
        remove_unfinished(store.paths.folder)
        staging.forget(store.paths.folder)
    if current and (store.read_only or migrate.states_kinds(store.engine)):
        return
    if store.read_only:
        raise ReadOnly(_OLD_SCHEMA)
    if before is not None and not current:
        before(store)
    store.engine.dispose()
    raw = open_engine(store.paths.database, store.key, guarded=False)
    try:
        with driver_errors():
            migrate.upgrade(raw)
    finally:
        raw.dispose()


def _check_user(store: Store, signer: SigningKey | None = None) -> None:
    signer = signer or store.signer
    with store.read() as connection:
        row = connection.execute(
            select(UserRow.key, UserRow.retired_seq).where(UserRow.name == signer.name)
        ).first()
    if row is None or row.key != signer.public:
        raise RegisterDamaged(_NOT_IN_LEDGER, name=signer.name)
    if row.retired_seq is not None:
        raise SignInRefused(_RETIRED)


DAILY: Final = "daily"


def seal_daily(store: Store) -> None:
    """Seal the head unless it was sealed today; nothing is written to a register for reading."""
    if store.read_only:
        return
    with store.read() as connection:
        last = ledger_store.last_seal(connection, store.origin)
    if last is None or last.made_at[:10] != utc_text(store.clock())[:10]:
        with store.write() as uow:
            uow.seal(DAILY)
            uow.commit()
