"""Importing forms of hand-ins that KoboToolbox or ODK exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from stockpile_app import i18n
from stockpile_app.cli import import_report
from stockpile_app.cli.commands.imports import INPUT_HAS_ERRORS, PAIR
from stockpile_app.cli.options import Command, Session, option, pass_session
from stockpile_app.cli.output import complain, result
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.collection_forms import ImportForms
from stockpile_app.domain.errors import BadFile, NotFound
from stockpile_app.domain.imports import ImportReport, RowMessage
from stockpile_app.domain.text import N_
from stockpile_app.i18n import error_text, ngettext, tr
from stockpile_app.services.collection_import import CollectionImport
from stockpile_app.services.gateway import Services

_NO_FILE: Final = N_("There is no file {file}.")
_NO_SITE: Final = N_("There is no site “{site}”. The sites are: {known}.")


@click.command(
    "import",
    cls=Command,
    help=N_(
        "Read forms of hand-ins from FILE, an export of KoboToolbox or ODK: a workbook, or the"
        " table of the forms and those of their repeats."
    ),
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@option(
    "--map",
    "pairs",
    type=PAIR,
    multiple=True,
    metavar="COLUMN=FIELD",
    help=N_(
        "What a question holds, where the program guesses wrongly, such as"
        " “number_on_gun=weapon.serial”; with no field the question is left out. May be repeated."
    ),
)
@option("--site", default="", metavar="CODE", help=N_("The site of forms that name none."))
@option("--rehearse", is_flag=True, help=N_("Say what would become of every form; write nothing."))
@option(
    "--accept-valid", is_flag=True, help=N_("Record the forms without errors although others have.")
)
@pass_session
def import_forms(session: Session, /, files: tuple[Path, ...], **chosen: Any) -> int:
    """Import forms, or rehearse it; report every error at once."""
    for file in files:
        if not file.is_file():
            raise BadFile(_NO_FILE, file=file)
    rehearse = chosen["rehearse"]
    try:
        with signed_in(session, read_only=rehearse) as services, meter() as progress:
            asked = ImportForms(
                files=files,
                mapping=dict(chosen["pairs"]),
                site=_site(services, chosen["site"]) if chosen["site"] else None,
                accept_valid=chosen["accept_valid"],
                keep_rows=rehearse and not session.json,
            )
            forms = CollectionImport(services.desk)
            report = (forms.rehearse if rehearse else forms.run)(asked, progress)
    except BadFile as error:  # an input that cannot be read at all has errors too
        report = ImportReport(errors=[RowMessage("", 0, "", error.message_id, error.params)])
        result(session, import_report.data(report), [])
        complain(error_text(error))
        return INPUT_HAS_ERRORS
    result(session, import_report.data(report), _lines(report, rehearsed=rehearse))
    return INPUT_HAS_ERRORS if report.errors and report.batch is None else 0


def _lines(report: ImportReport, *, rehearsed: bool) -> Iterator[str]:
    *lines, conclusion = import_report.lines(report, rehearsed=rehearsed)
    yield from lines
    if report.batch is None:
        yield conclusion
        return
    sentence = ngettext(
        "{count} hand-in was recorded.", "{count} hand-ins were recorded.", report.created
    )
    yield sentence.format(count=i18n.format_number(report.created))


def _site(services: Services, wanted: str) -> int:
    sites = CollectionImport(services.desk).sites()
    folded = wanted.strip().casefold()
    for each in sites:
        if folded in {each.code.casefold(), each.name.casefold()}:
            return each.id
    known = ", ".join(f"{each.code} ({each.name})" for each in sites) or tr(N_("none"))
    raise NotFound(_NO_SITE, site=wanted, known=known)
