"""Making, opening and rescuing registers; passwords."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from stockpile_app import __version__
from stockpile_app.domain.access import FIRST_USER_ROLES
from stockpile_app.domain.errors import (
    BadValue,
    SignInRefused,
    StockpileError,
)
from stockpile_app.domain.facts import (
    PasswordChanged,
    PlaceAdded,
    RecoveryKeyStated,
    RegisterCreated,
    UserAdded,
    UserKeyReplaced,
)
from stockpile_app.domain.numbers import check_origin
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import check_name, check_password
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.domain.weapons import check_filled, check_text
from stockpile_app.persistence import keys, opening, staging
from stockpile_app.reference.countries import parse_country
from stockpile_app.services.backups import back_up_before_upgrade
from stockpile_app.services.compartments import readmit
from stockpile_app.services.desk import Desk

Clock = Callable[[], dt.datetime]

_NOT_EMPTY = N_("The folder {folder} is not empty. A new register needs an empty folder.")
_UNKNOWN_COUNTRY = N_("“{country}” is no country that the program knows; give its two-letter code.")


def utc_now() -> dt.datetime:
    """Return the present moment, with its time zone: the clock of the real program."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - the one real clock


@dataclass(frozen=True, slots=True)
class NewRegister:
    """Asks for a new register in an empty folder."""

    folder: Path
    authority: str
    country: str
    origin: str
    depot: str
    user: str
    full_name: str = ""
    password: str = field(default="", repr=False)


def new_register(command: NewRegister, clock: Clock = utc_now) -> tuple[Desk, str]:
    """Make a register; return it open, with its recovery code, which is shown this once.

    The first user is administrator and depot manager.

    Raises:
        BadValue: Something that was given cannot be used.
        StorageFailed: The folder is not empty or cannot be written.
    """
    origin = check_origin(command.origin)
    country = parse_country(command.country)
    if country is None:
        raise BadValue(_UNKNOWN_COUNTRY, "country", country=command.country)
    user = check_name(command.user)
    authority = check_filled(command.authority, "authority")
    depot = check_filled(command.depot, "depot")
    check_password(command.password, user, authority, depot, command.full_name)
    folder = command.folder.absolute()
    with staging.appearing(folder, _NOT_EMPTY) as stage:
        opened, code = opening.create(stage, origin, user, command.password, clock)
        try:
            with opened.write() as uow:
                uow.record(
                    RegisterCreated(
                        origin=origin,
                        authority=authority,
                        country=country,
                        seal_key=opened.seal_key.public,
                        program=__version__,
                    ),
                    UserAdded(
                        name=user,
                        full_name=check_text(command.full_name, "full_name") or user,
                        roles=tuple(role.value for role in FIRST_USER_ROLES),
                        key=opened.signer.public,
                        alone=True,
                    ),
                    RecoveryKeyStated(key=keys.recovery_key(opened.keys), alone=True),
                    PlaceAdded(place=1, place_kind=PlaceKind.DEPOT, code="D1", name=depot),
                )
                uow.seal(opening.DAILY)
                uow.commit()
        finally:
            opened.close()
    return Desk(opening.open_store(folder, user, command.password, clock)), code


def open_register(
    folder: Path, user: str, password: str, clock: Clock = utc_now, *, read_only: bool = False
) -> Desk:
    """Sign in to a register.

    Raises:
        StockpileError: See ``persistence.opening.open_store``.
    """
    opened = opening.open_store(
        folder, user, password, clock, read_only=read_only, before_upgrade=back_up_before_upgrade
    )
    try:
        opening.seal_daily(opened)
        return Desk(opened)
    except BaseException:  # nobody else could open it while this program runs
        opened.close()
        raise


def change_password(desk: Desk, old: str, new: str) -> None:
    """Change the signed-in user's own password; their key stays the same.

    Raises:
        SignInRefused: The old password is wrong.
        BadValue: The new one is not good enough.
    """
    opened = desk.store
    opened.check_writable()
    opening.unlock_second(opened, opened.signer.name, old)  # as slow to guess as at sign-in
    check_password(new, opened.signer.name, desk.register.authority, desk.user.full_name)
    slot = keys.user_slot(opened.origin, opened.signer, new, opened.key.secret)
    with opened.write() as uow:
        uow.record(PasswordChanged(name=opened.signer.name))
        opened.commit_with_keys(uow, opened.keys.with_slot(slot))


def confirm_password(desk: Desk, password: str) -> None:
    """Check the signed-in user's own password, as when a locked window is unlocked.

    Raises:
        SignInRefused: It is wrong, or it is too early after wrong ones.
    """
    opening.unlock_second(desk.store, desk.store.signer.name, password)


def recover(folder: Path, code: str, user: str, password: str, clock: Clock = utc_now) -> Desk:
    """Give a user a new key and password by the recovery code from the sealed envelope.

    Raises:
        SignInRefused: The code is wrong or the user is unknown or retired.
        BadValue: The new password is not good enough.
    """
    opened, code_key = opening.open_by_recovery(
        folder, code, user, clock, before_upgrade=back_up_before_upgrade
    )
    try:
        found = next(
            (
                each
                for each in Desk(opened).users()
                if each.name == opened.signer.name and not each.retired
            ),
            None,
        )
        if found is None:
            raise SignInRefused(N_("There is no user “{name}” who may sign in."), name=user)
        check_password(password, found.name, found.full_name)
        slot = keys.user_slot(opened.origin, opened.signer, password, opened.key.secret)
        with opened.write(code_key) as uow:
            uow.record(UserKeyReplaced(name=found.name, key=opened.signer.public, by_recovery=True))
            readmitted = readmit(Desk(opened), uow, found, code_key)
            opened.commit_with_keys(uow, readmitted.with_slot(slot))
    except StockpileError:
        opened.close()
        raise
    return Desk(opened)
