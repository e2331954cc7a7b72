"""The quick guides of the roles."""

from __future__ import annotations

from pathlib import Path

import click

from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import result
from stockpile_app.documents.quick_guide import write_quick_guide
from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.domain.access import Role
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import tr
from stockpile_app.reference.guides import guide
from stockpile_app.services.issuing import written


@command(
    "guide",
    N_("Write the quick guide of a role to OUT, a PDF of two pages. No register is needed."),
)
@click.argument("role", type=click.Choice([each.value for each in Role]))
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@option(
    "--page",
    type=click.Choice(list(PAGE_SIZES_MM), case_sensitive=False),
    default="A4",
    help=N_("The paper: A4 or Letter."),
)
@pass_session
def guide_command(session: Session, /, role: str, out: Path, page: str) -> None:
    """Write what a role does with the program, with the keys of the window."""
    keys = session.around.keys() if session.around.keys is not None else {}
    shown = guide(Role(role), keys)
    with written(out) as target:
        write_quick_guide(target, shown, page)
    line = tr(N_("The quick guide is in {path}."), path=clean(str(out)))
    result(session, {"path": str(out), "role": role, "pages": 2}, [line])
