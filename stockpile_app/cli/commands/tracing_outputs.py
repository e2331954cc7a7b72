"""What goes out of trace files to a terminal, a printer or others: lists, papers and exports."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

import click

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.commands.tracing_words import FIGURE_HEAD, figure_rows
from stockpile_app.cli.options import Command, Session, option, pass_session
from stockpile_app.cli.output import result, table
from stockpile_app.cli.query import takes
from stockpile_app.cli.session import signed_in
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_papers import PrintTracePaper, TracePaper
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr
from stockpile_app.services.gateway import Services
from stockpile_app.services.tracing_exports import plain

_PATH: Final = click.Path(path_type=Path, dir_okay=False)
_WRITTEN: Final = N_("{file} is written. Whoever has it can read it.")


@click.command("paper", cls=Command, help=N_("Print PAPER of FILE to OUT.pdf; that is an entry."))
@click.argument("file")
@click.argument("paper", type=click.Choice([each.name.lower() for each in TracePaper]))
@click.argument("out", type=_PATH)
@option("--page", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True)
@option("--classification", default="", metavar="TEXT", help=N_("Marking on every page."))
@pass_session
def paper_command(session: Session, /, file: str, paper: str, out: Path, **given: Any) -> None:
    """Print a paper of a trace file."""
    with signed_in(session) as services:
        kind = TracePaper.parse(paper)
        command = PrintTracePaper(file_id=file, paper=kind, out=out, **given)
        done = services.tracing.papers.make(command)
    data = {"file": str(done.path), "number": done.number}
    result(session, data, [tr(_WRITTEN, file=str(out))])


@click.command("export", cls=Command, help=N_("Write FILE… to OUT; that is an entry."))
@click.argument("out", type=_PATH)
@click.argument("files", nargs=-1, required=True)
@option("--iarms", is_flag=True, help=N_("As a sheet for INTERPOL iARMS, one row a file."))
@pass_session
def export(session: Session, out: Path, files: tuple[str, ...], *, iarms: bool) -> None:
    """Write trace files: a sheet for iARMS, or one file as .json or .csv."""
    with signed_in(session) as services:
        done = _exported(services, out, files, iarms=iarms)
    data = {"file": str(done.path), "files": done.files}
    result(session, data, [tr(_WRITTEN, file=str(out))])


def _exported(services: Services, out: Path, files: tuple[str, ...], *, iarms: bool) -> Any:
    exports = services.tracing.exports
    if iarms:
        return exports.iarms(files, out)
    if len(files) > 1:
        raise BadValue(N_("Several trace files are written with --iarms alone."), "files")
    writers = {".json": exports.json, ".csv": exports.csv}
    if out.suffix.lower() not in writers:
        raise BadValue(N_("A trace file is written as .json or .csv."), "out")
    return writers[out.suffix.lower()](files[0], out)


@click.command("overdue", cls=Command, help=N_("List what should have been answered."))
@pass_session
def list_overdue(session: Session) -> None:
    """Print what is overdue, the worst first."""
    with signed_in(session) as services:
        found = services.tracing.overdue()
    head = (_("Trace file"), _("Country"), _("Whose turn"), _("Waits for"), _("Due"), _("Days"))
    rows = (
        (
            each.file.id,
            each.file.counterpart.country,
            _("ours") if each.ours else _("theirs"),
            _("acknowledgement") if each.acknowledgement else _("answer"),
            i18n.format_date(each.due_on),
            str(each.days),
        )
        for each in found
    )
    data = {
        "overdue": [
            {
                "file": each.file.id,
                "due_on": each.due_on.isoformat(),
                "days": each.days,
                "acknowledgement": each.acknowledgement,
                "ours": each.ours,
            }
            for each in found
        ]
    }
    result(session, data, table(head, rows, frozenset({5}), frozenset({0})))


@click.command("stats", cls=Command, help=N_("Count requests and answers of a period."))
@takes(
    option("--from", "first", type=naming.Day(), required=True, help=N_("First day.")),
    option("--to", "last", type=naming.Day(), required=True, help=N_("Last day.")),
)
@pass_session
def stats(session: Session, first: dt.date, last: dt.date) -> None:
    """Print the figures of a period."""
    with signed_in(session) as services:
        figures = services.tracing.figures(first, last)
    head = [_(each) for each in FIGURE_HEAD]
    result(session, plain(figures), table(head, figure_rows(figures), frozenset(range(1, 8))))
