"""Importing files of weapons, and taking an import back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click
from typing_extensions import override

from stockpile_app import i18n
from stockpile_app.cli import import_report
from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import complain, result
from stockpile_app.cli.session import meter, second_person, signed_in
from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.imports import ImportFiles, ImportReport, RowMessage
from stockpile_app.domain.text import N_
from stockpile_app.exchange.mapping import apply_overrides
from stockpile_app.i18n import error_text, ngettext, stated, tr
from stockpile_app.services.gateway import Services

INPUT_HAS_ERRORS: Final = 3
_NO_REASON: Final = N_("no reason was given")
_NOT_A_PAIR: Final = N_("“{given}” is not COLUMN=FIELD, such as “Serial No.=serial”.")
_NO_FILE: Final = N_("There is no file {file}.")
_WRITES_NOTHING: Final = N_("A rehearsal writes nothing: leave --save-profile out.")


class _Pair(click.ParamType[Any]):
    """A column's header and the field it holds; a field has no “=” in its name."""

    name = "pair"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        column, equals, field = str(value).rpartition("=")
        if not equals or not column.strip():
            self.fail(tr(_NOT_A_PAIR, given=str(value)), param, ctx)
        return column, field.strip()


PAIR: Final = _Pair()
"""The type of --map."""


@command(
    "import",
    N_("Import weapons from FILE, one or several .csv, .xlsx or .xls files, as one batch."),
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@option("--profile", default="", metavar="NAME", help=N_("A shipped or remembered profile."))
@option(
    "--map",
    "pairs",
    type=PAIR,
    multiple=True,
    metavar="COLUMN=FIELD",
    help=N_(
        "What a column holds, where the program guesses wrongly; with no field the column is left"
        " out. May be repeated. Fields: serial maker model calibre country year category condition"
        " depot store rack received_on source reference notes."
    ),
)
@option("--depot", default="", metavar="NAME", help=N_("The depot of rows that name none."))
@option("--sheet", metavar="NAME", help=N_("The sheet of a workbook; else the first with rows."))
@option(
    "--header-row",
    type=click.IntRange(1),
    metavar="NUMBER",
    help=N_("The row with the column headers, where it is not found."),
)
@option("--rehearse", is_flag=True, help=N_("Say what would become of every row; write nothing."))
@option(
    "--accept-valid", is_flag=True, help=N_("Import the rows without errors although others have.")
)
@option(
    "--skipped",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.csv",
    help=N_("List the skipped rows and why in this file."),
)
@option("--save-profile", default="", metavar="NAME", help=N_("Remember the columns by this name."))
@pass_session
def import_command(session: Session, /, files: tuple[Path, ...], **chosen: Any) -> int:
    """Import files, or rehearse it; report every error at once."""
    if chosen["rehearse"] and chosen["save_profile"]:
        raise click.UsageError(tr(_WRITES_NOTHING))
    for file in files:
        if not file.is_file():
            raise BadFile(_NO_FILE, file=file)
    if chosen["skipped"] is not None:  # before anything is written, for it may fail
        import_report.write_skipped(chosen["skipped"], ())
    try:
        with signed_in(session, read_only=chosen["rehearse"]) as services:
            report = _imported(services, files, chosen, lists_rows=not session.json)
    except BadFile as error:  # an input that cannot be read at all has errors too
        return _unreadable(session, error, files)
    if chosen["skipped"] is not None:
        import_report.write_skipped(chosen["skipped"], report.skips)
    lines = import_report.lines(report, rehearsed=chosen["rehearse"])
    result(session, import_report.data(report), lines)
    return INPUT_HAS_ERRORS if report.errors and report.batch is None else 0


@command("undo", N_("Take the import BATCH back; needs a second person."))
@click.argument("batch", type=click.IntRange(1))
@option("--reason", default="", metavar="TEXT", help=N_("Why; it stands in the ledger."))
@pass_session
def undo_command(session: Session, batch: int, reason: str) -> None:
    """Withdraw the weapons of an import, while nothing else has touched them."""
    with signed_in(session) as services, meter() as progress:
        second = second_person(session)
        services.imports.undo(batch, reason or tr(_NO_REASON), second, progress)
        weapons = next(each.created for each in services.imports.batches() if each.batch == batch)
    sentence = ngettext(
        "Import {batch} is undone: the registration of {count} weapon is withdrawn.",
        "Import {batch} is undone: the registrations of {count} weapons are withdrawn.",
        weapons,
    )
    line = sentence.format(batch=batch, count=i18n.format_number(weapons))
    result(session, {"batch": batch, "weapons": weapons}, [line])


def _imported(
    services: Services, files: tuple[Path, ...], chosen: dict[str, Any], *, lists_rows: bool
) -> ImportReport:
    rehearse = chosen["rehearse"]
    asked = ImportFiles(
        files=files,
        mapping=dict(chosen["pairs"]),
        profile=chosen["profile"],
        depot=services.places.find(chosen["depot"]).id if chosen["depot"] else None,
        sheet=chosen["sheet"],
        header_row=chosen["header_row"],
        accept_valid=chosen["accept_valid"],
        keep_rows=rehearse and lists_rows,
    )
    work = services.imports.rehearse if rehearse else services.imports.run
    with meter() as progress:
        report = work(asked, progress)
    if chosen["save_profile"]:
        _save_profile(services, asked, chosen["save_profile"])
    return report


def _unreadable(session: Session, error: BadFile, files: Sequence[Path]) -> int:
    named = {str(value) for value in error.params.values()}
    name = next((file.name for file in files if len(files) == 1 or file.name in named), "")
    report = ImportReport(errors=[RowMessage(name, 0, "", error.message_id, error.params)])
    result(session, import_report.data(report), [])
    sentence = error_text(error)
    complain(sentence if not name or name in sentence else stated(name, sentence))
    return INPUT_HAS_ERRORS


def _save_profile(services: Services, asked: ImportFiles, name: str) -> None:
    """Remember which column of the first file is what, and which are left out."""
    table = services.imports.open(asked.files[0], asked.sheet, asked.header_row)
    guessed, base = services.imports.mapping_for(table, asked.profile)
    mapping = apply_overrides(guessed, table.headers, asked.mapping)
    left_out = {column: "" for column in guessed if column not in mapping}
    services.imports.save_profile(name, {**mapping, **left_out}, base)
