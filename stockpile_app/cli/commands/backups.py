"""Backups and restoring them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from stockpile_app import i18n
from stockpile_app.cli import passwords
from stockpile_app.cli.options import Session, command, pass_session
from stockpile_app.cli.output import result
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import ngettext, tr
from stockpile_app.services import backups
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import utc_now

FAILED: Final = 4


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


@command(
    "rehearse-restore",
    N_("Restore the newest backup, or FILE, elsewhere; verify it, record that, throw it away."),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@pass_session
def rehearse_restore_command(session: Session, file: Path | None) -> int:
    """Do the drill, and say what would be lost if the machine were lost now."""
    with signed_in(session) as services, meter() as progress:
        password = passwords.password_of(services.user.name)
        found = services.backups.rehearse(password, file, progress)
    data = {
        "ok": found.ok,
        "file": str(found.file),
        "made_at": found.made_at,
        "entries": found.head,
        "behind": found.behind,
        "problems": [asdict(each) for each in found.problems],
    }
    result(session, data, _told(found))
    return 0 if found.ok else FAILED


def _told(found: backups.Rehearsal) -> Iterator[str]:
    name, count = clean(found.file.name), i18n.format_number(found.head)
    if found.ok:
        told = N_("{file} can be restored and is in order: {count} entries.")
        yield tr(told, file=name, count=count)
    else:
        yield tr(N_("{file} can be restored, but is not in order:"), file=name)
        yield from (clean(each.message) for each in found.problems)
    if found.behind:
        sentence = ngettext(
            "{count} entry was recorded since and would be lost with this machine.",
            "{count} entries were recorded since and would be lost with this machine.",
            found.behind,
        )
        yield sentence.format(count=i18n.format_number(found.behind))
