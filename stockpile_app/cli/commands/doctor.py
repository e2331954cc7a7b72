"""Looking over a workstation and its register."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import result
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.doctor import Check, Level, worst
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import tr
from stockpile_app.services import doctor
from stockpile_app.services.doctor_program import Machine

BROKEN = 1


@command(
    "doctor",
    N_(
        "Look over this workstation and a register, and say what to do. Works without a password,"
        " and with a broken register; with --user, more is checked."
    ),
)
@option("--full", is_flag=True, help=N_("Verify every entry too; needs --user."))
@pass_session
def doctor_command(session: Session, *, full: bool) -> int:
    """Print what is found; the exit status is 1 when something is broken."""
    found = _examine(session, full=full)
    data = {
        "ok": worst(found) is not Level.BROKEN,
        "checks": [asdict(each) for each in found],
    }
    result(session, data, _lines(found))
    return BROKEN if worst(found) is Level.BROKEN else 0


def _examine(session: Session, *, full: bool) -> list[Check]:
    named = session.register or os.environ.get("STOCKPILE_REGISTER")
    folder = Path(named) if named else None
    who = session.user or os.environ.get("STOCKPILE_USER")
    asked = Machine(session.around.display, session.around.printers)
    if folder is None or not who:
        return doctor.examine(folder, None, asked)
    try:
        with signed_in(session, read_only=True) as services, meter() as progress:
            return doctor.examine(folder, services, asked, progress, full=full)
    except StockpileError as error:
        return doctor.examine(folder, None, asked, refused=error)


def _lines(found: list[Check]) -> Iterator[str]:
    for line in doctor.report(found).splitlines():
        text = line.lstrip()
        yield " " * (len(line) - len(text)) + clean(text)
    broken = sum(each.level is Level.BROKEN for each in found)
    looks = sum(each.level is Level.LOOK for each in found)
    yield ""
    if broken:
        yield tr(N_("Broken: {broken}. To look at: {looks}."), broken=broken, looks=looks)
    elif looks:
        yield tr(N_("Nothing is broken. To look at: {looks}."), looks=looks)
    else:
        yield tr(N_("Everything is in order."))
