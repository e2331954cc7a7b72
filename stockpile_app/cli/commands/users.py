"""Users and passwords."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from stockpile_app.cli import passwords
from stockpile_app.cli.options import Command, Group, Session, command, option, pass_session
from stockpile_app.cli.output import label, result, table
from stockpile_app.cli.query import Code
from stockpile_app.cli.session import second_person, signed_in
from stockpile_app.domain.access import Role
from stockpile_app.domain.records import UserRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import AddUser
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr
from stockpile_app.services import registers, sign_in_names


@click.group(
    "user", cls=Group, help=N_("List, add and retire users, and reset forgotten passwords.")
)
def user_command() -> None:
    """Hold the commands about users."""


@user_command.command("add", cls=Command, help=N_("Let the person NAME sign in."))
@click.argument("name")
@option(
    "--role",
    "roles",
    type=Code(Role),
    multiple=True,
    required=True,
    help=N_(
        "storekeeper, depot_manager, inspector, ddr_officer, tracing_officer or administrator; may"
        " be repeated."
    ),
)
@option("--full-name", default="", metavar="TEXT", help=N_("Full name, as documents print it."))
@pass_session
def add_user(session: Session, name: str, roles: tuple[Role, ...], full_name: str) -> None:
    """Add a user; their password is in STOCKPILE_NEW_PASSWORD or is asked for."""
    with signed_in(session) as services:
        second = second_person(session)
        password = passwords.new_password(name)
        services.users.add(AddUser(name, full_name, tuple(dict.fromkeys(roles)), password), second)
        added = services.desk.find_user(name)
    line = tr(N_("{name} may sign in."), name=added.name)
    result(session, _user(added), [line])


@user_command.command("list", cls=Command, help=N_("List all users."))
@pass_session
def list_users(session: Session) -> None:
    """Print who may sign in and who once might."""
    with signed_in(session, read_only=True) as services:
        users = services.users.all()
    head = (_("Name"), _("Full name"), _("Roles"), _("State"))
    result(
        session,
        {"users": [_user(each) for each in users]},
        table(head, (_row(each) for each in users)),
    )


@user_command.command("retire", cls=Command, help=N_("Let the user NAME sign in no longer."))
@click.argument("name")
@option("--reason", default="", metavar="TEXT", help=N_("Why; it stands in the ledger."))
@pass_session
def retire_user(session: Session, name: str, reason: str) -> None:
    """Retire a user; what they recorded stays."""
    with signed_in(session) as services:
        services.users.retire(name, reason, second_person(session))
        retired = services.desk.find_user(name)
    line = tr(N_("{name} may no longer sign in; what they recorded stays."), name=retired.name)
    result(session, _user(retired), [line])


@user_command.command(
    "reset", cls=Command, help=N_("Give the user NAME, who forgot their password, a new one.")
)
@click.argument("name")
@pass_session
def reset_user(session: Session, name: str) -> None:
    """Reset a password; the user gets a new key, and the ledger says so."""
    with signed_in(session) as services:
        user = services.desk.find_user(name)
        second = second_person(session)
        services.users.reset_password(user.name, passwords.new_password(user.name), second)
    line = tr(N_("{name} has a new password and signs with a new key."), name=user.name)
    result(session, _user(user), [line])


@command("password", N_("Change your own password."))
@option(
    "--recovery",
    is_flag=True,
    help=N_(
        "Use the recovery code from the sealed envelope (STOCKPILE_RECOVERY or asked) in place of a"
        " forgotten password."
    ),
)
@pass_session
def password_command(session: Session, *, recovery: bool) -> None:
    """Change a password; the new one is in STOCKPILE_NEW_PASSWORD or is asked for."""
    name = session.who
    if recovery:
        sign_in_names.user_names(session.folder)  # before anything is asked for
        code, new = passwords.recovery_code(), passwords.new_password(name)
        registers.recover(session.folder, code, name, new).store.close()
        line = N_("{name} has a new password and signs with a new key. Seal the code away again.")
    else:
        old = passwords.password_of(name)
        with signed_in(session, password=old) as services:
            registers.change_password(services.desk, old, passwords.new_password(name))
        line = N_("The password of {name} is changed.")
    result(session, {"user": name, "recovery": recovery}, [tr(line, name=name)])


def _user(user: UserRecord) -> dict[str, Any]:
    return {
        "name": user.name,
        "full_name": user.full_name,
        "roles": [role.value for role in user.roles],
        "retired": user.retired,
        "added_at": user.added_at.isoformat(),
    }


def _row(user: UserRecord) -> Sequence[str]:
    state = _("retired") if user.retired else _("may sign in")
    return user.name, user.full_name, ", ".join(label(role) for role in user.roles), state
