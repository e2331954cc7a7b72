"""Making a demonstration register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from stockpile_app import i18n
from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import complain, fields, result
from stockpile_app.cli.session import meter
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import error_text, tr
from stockpile_app.i18n import gettext as _
from stockpile_app.services.demo import Demo, make_demo


@command(
    "demo",
    N_(
        "Make a realistic register in FOLDER, new or empty, with labels and an audit sheet as PDF;"
        " then open the window. A demonstration that is there already is opened."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@option(
    "--weapons",
    type=click.IntRange(1, 1_000_000),
    default=2000,
    show_default=True,
    help=N_("How many weapons."),
)
@option("--no-window", is_flag=True, help=N_("Do not open the window."))
@pass_session
def demo_command(session: Session, folder: Path, weapons: int, *, no_window: bool) -> int:
    """Make a demonstration, say how to sign in, and open the window."""
    with meter() as progress:
        demo = make_demo(folder, weapons, progress)
    data = {
        "folder": str(demo.folder),
        "register": str(demo.register),
        "users": list(demo.users),
        "password": demo.password,
        "weapons": demo.weapons,
        "documents": [str(each) for each in demo.documents],
        "made": demo.made,
    }
    result(session, data, _lines(demo))
    if no_window:
        return 0
    try:
        return session.open_window(demo.register)
    except StockpileError as error:  # the demonstration is made all the same
        complain(error_text(error))
        return 0


def _lines(demo: Demo) -> Iterator[str]:
    made = N_("Made a demonstration with {weapons} weapons in {folder}.")
    found = N_("There is a demonstration with {weapons} weapons in {folder} already.")
    yield tr(
        made if demo.made else found,
        weapons=i18n.format_number(demo.weapons),
        folder=clean(str(demo.folder)),
    )
    yield ""
    first, *others = demo.users
    yield from fields(
        (
            (_("Register"), demo.register),
            (_("User"), first),
            (_("Password"), demo.password),
            (_("Other users"), ", ".join(others)),
            *((_("File"), each) for each in demo.documents),
        )
    )
