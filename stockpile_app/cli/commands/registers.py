"""Making a register."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from stockpile_app.cli import passwords
from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import complain, result
from stockpile_app.cli.session import second_person, signed_in
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.users import check_name
from stockpile_app.i18n import error_text, tr
from stockpile_app.ledger.seals import show_code
from stockpile_app.services import registers
from stockpile_app.services.gateway import Services

_SHEET_EXISTS: Final = N_(
    "There is a file {file} already; it may hold the recovery code of another register. Move it"
    " away, or choose another file with --recovery-sheet."
)
_SHEET_FOLDER: Final = N_("The folder of the recovery sheet, {folder}, does not exist.")
_NOT_PRINTED: Final = N_("The recovery sheet was not written ({reason}). Write the code down now.")


@command(
    "new", N_("Make a register in a new or empty FOLDER. The first user signs in with --user.")
)
@click.argument("folder", type=click.Path(path_type=Path))
@option("--authority", required=True, metavar="TEXT", help=N_("Whose weapons they are."))
@option("--country", required=True, metavar="XX", help=N_("Two-letter code of the State."))
@option(
    "--origin",
    required=True,
    metavar="CODE",
    help=N_("Begins every register number, such as KE01; unique within the State."),
)
@option("--depot", required=True, metavar="TEXT", help=N_("Name of the first depot."))
@option("--full-name", default="", metavar="TEXT", help=N_("Full name of the first user."))
@option(
    "--recovery-sheet",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.pdf",
    help=N_("The sheet for the sealed envelope; beside the folder unless given."),
)
@pass_session
def new_command(
    session: Session, /, folder: Path, recovery_sheet: Path | None, **given: str
) -> None:
    """Make a register and print its recovery code, this once."""
    folder = folder.absolute()
    sheet = recovery_sheet or folder.with_name(f"{folder.name}-recovery.pdf")
    if not folder.is_dir() or not any(folder.iterdir()):  # else the folder is refused
        _check_sheet(sheet)
    user = check_name(session.who)
    command = registers.NewRegister(
        folder=folder, user=user, password=passwords.first_password(user), **given
    )
    desk, code = registers.new_register(command)
    services = Services(desk)
    written: Path | None = sheet
    try:
        services.documents.recovery_sheet(sheet, code)
    except StockpileError as error:  # the code is shown all the same, or it would be lost
        complain(tr(_NOT_PRINTED, reason=error_text(error)))
        written = None
    finally:
        services.close()
    data = {
        "folder": str(folder),
        "origin": services.register.origin,
        "recovery_code": show_code(code),
        "recovery_sheet": str(written) if written else None,
    }
    result(session, data, _lines(data))


@command(
    "recovery-sheet",
    N_("Make a new recovery code and print its sheet to OUT.pdf; the old one opens nothing more."),
)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@pass_session
def recovery_sheet_command(session: Session, /, out: Path) -> None:
    """Replace the recovery code, as after the envelope was opened."""
    _check_sheet(out)
    with signed_in(session) as services:
        code = services.users.replace_recovery_code(second_person(session)).code
        try:
            services.documents.recovery_sheet(out, code)
        except StockpileError as error:  # the code is shown all the same, or it would be lost
            complain(tr(_NOT_PRINTED, reason=error_text(error)))
        origin = services.register.origin
    data = {"origin": origin, "recovery_code": show_code(code), "recovery_sheet": str(out)}
    result(session, data, [tr(N_("Recovery code: {recovery_code}"), **_clean(dict(data)))])


def _check_sheet(sheet: Path) -> None:
    """Refuse before anything is made."""
    if sheet.exists():
        raise BadValue(_SHEET_EXISTS, file=sheet)
    # the register's own parents are made with it
    if not sheet.parent.exists() and sheet.parent.parent.exists():
        raise BadValue(_SHEET_FOLDER, folder=sheet.parent)


def _lines(data: dict[str, str | None]) -> list[str]:
    lines = [
        tr(N_("Made the register {origin} in {folder}."), **_clean(data)),
        "",
        tr(N_("Recovery code: {recovery_code}"), **_clean(data)),
    ]
    if data["recovery_sheet"]:
        lines.append(
            tr(
                N_("It is on {recovery_sheet}: print it, seal it in an envelope, delete the file."),
                **_clean(data),
            )
        )
    lines.append(tr(N_("The code opens the register without a password, and is not shown again.")))
    return lines


def _clean(data: dict[str, str | None]) -> dict[str, str]:
    return {name: clean(value or "") for name, value in data.items()}
