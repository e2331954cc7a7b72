"""Backups and restoring them."""

from __future__ import annotations

from pathlib import Path

import click

from stockpile_app import i18n
from stockpile_app.cli import passwords
from stockpile_app.cli.options import Session, command, pass_session
from stockpile_app.cli.output import result
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import tr
from stockpile_app.services import backups
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import utc_now


@command("backup", N_("Make a verified backup in FOLDER, as one dated file."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@pass_session
def backup_command(session: Session, folder: Path) -> None:
    """Make a backup; it stays encrypted."""
    with signed_in(session) as services, meter() as progress:
        done = services.backups.make(folder, progress)
    data = {"path": str(done.path), "entries": done.seq, "head": done.head}
    line = tr(
        N_("The backup {path} is made and verified; it holds {count} entries."),
        path=clean(str(done.path)),
        count=i18n.format_number(done.seq),
    )
    result(session, data, [line])


@command("restore", N_("Restore the backup FILE into FOLDER, which must be new or empty."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path))
@pass_session
def restore_command(session: Session, file: Path, folder: Path) -> None:
    """Restore a backup, signing in as somebody who could when it was made."""
    name = session.who
    password = passwords.password_of(name)
    services = Services(backups.restore(file, folder, name, password, utc_now))
    try:
        register = services.register
    finally:
        services.close()
    data = {"folder": str(folder.absolute()), "origin": register.origin}
    line = tr(
        N_("The register {origin} is restored in {folder}."),
        origin=register.origin,
        folder=clean(str(folder)),
    )
    result(session, data, [line])
