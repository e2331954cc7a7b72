"""Signing in for one command, and naming the second person for one act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from stockpile_app.cli import passwords
from stockpile_app.cli.options import Session
from stockpile_app.cli.output import Meter
from stockpile_app.domain.errors import RegisterBusy
from stockpile_app.domain.users import Credentials
from stockpile_app.services import registers, sign_in_names
from stockpile_app.services.gateway import Services


@contextmanager
def signed_in(
    session: Session, *, read_only: bool = False, fall_back: bool = False, password: str = ""
) -> Iterator[Services]:
    """Yield the services of the person who signs in, and close the register afterwards.

    Args:
        read_only: For commands that only look: they work beside an open window.
        fall_back: Open for reading when another program has the register open for writing.
        password: Where it is known already.

    Raises:
        StockpileError: The register cannot be opened, or signing in is refused.
    """
    folder, name = session.folder, session.who
    sign_in_names.user_names(folder)  # before a password is asked for
    password = password or passwords.password_of(name)
    try:
        desk = registers.open_register(folder, name, password, read_only=read_only)
    except RegisterBusy:
        if not fall_back:
            raise
        desk = registers.open_register(folder, name, password, read_only=True)
    services = Services(desk)
    try:
        yield services
    finally:
        services.close()


def second_person(session: Session) -> Credentials | None:
    """Return who approves, if somebody was named.

    Raises:
        PasswordMissing: Their password is not given and nobody can be asked.
    """
    if not session.second:
        return None
    return Credentials(session.second, passwords.password_of_second(session.second))


@contextmanager
def meter() -> Iterator[Meter]:
    """Yield a progress that people see while the work lasts."""
    shown = Meter()
    try:
        yield shown
    finally:
        shown.close()
