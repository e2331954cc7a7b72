"""Weapons to files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from stockpile_app import i18n
from stockpile_app.cli.options import Session, command, pass_session
from stockpile_app.cli.output import result
from stockpile_app.cli.query import QUERY_OPTIONS, takes, weapon_query
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import ngettext


@command(
    "export",
    N_("Write one row a weapon to OUT, a .csv or .xlsx file; importing it again changes nothing."),
)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@takes(*QUERY_OPTIONS)
@pass_session
def export_command(session: Session, /, out: Path, **chosen: Any) -> None:
    """Write the weapons that the options let through."""
    with signed_in(session) as services, meter() as progress:
        done = services.exports.export(out, weapon_query(services, chosen), progress)
    sentence = ngettext("{count} weapon in {path}.", "{count} weapons in {path}.", done.weapons)
    line = sentence.format(count=i18n.format_number(done.weapons), path=clean(str(done.path)))
    result(session, {"path": str(done.path), "weapons": done.weapons}, [line])
