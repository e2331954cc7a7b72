"""The command `stockpile`: its commands, and what every failure says and returns.

Exit status: 0 done, 1 refused with the reason, 2 usage, 3 the input has errors and nothing was
written, 4 verification failed.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import logging
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, cast

import click
from typing_extensions import override

from stockpile_app import __version__
from stockpile_app.cli import click_words, output
from stockpile_app.cli.options import NOTHING_AROUND, Around, Group, Option, Session, pass_session
from stockpile_app.domain.errors import SecondPersonNeeded, StockpileError
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.text import N_
from stockpile_app.i18n import error_text, tr
from stockpile_app.i18n import gettext as _

_log = logging.getLogger(__name__)

DONE: Final = 0
REFUSED: Final = 1
USAGE: Final = 2

_COMMANDS: Final = {
    "new": ("registers", N_("Make a register.")),
    "demo": ("demo", N_("Make a realistic register to try things on, and open the window.")),
    "import": ("imports", N_("Import weapons from .csv, .xlsx and .xls files.")),
    "find": ("weapons", N_("Find weapons by register number or any part of a serial number.")),
    "show": ("weapons", N_("Show a weapon with its marks, photographs and history.")),
    "holdings": ("weapons", N_("Count the weapons of every kind in every depot.")),
    "due": ("overview", N_("Tell what is overdue, due this week, in transit and open.")),
    "people": ("people", N_("List, add and retire those who hold weapons and keys.")),
    "issue": ("movements", N_("Hand weapons to a person or unit.")),
    "return": ("movements", N_("Take weapons back into a place.")),
    "move": ("movements", N_("Put weapons in another place of the same depot.")),
    "dispatch": ("movements", N_("Send sealed containers to another depot.")),
    "receive": ("movements", N_("Confirm what arrived of a dispatch.")),
    "movements": ("custody", N_("List vouchers.")),
    "custody": ("custody", N_("Tell which weapons are out, and who has them.")),
    "stocktake": ("stocktakes", N_("Open, count, compare and close stocktakes.")),
    "check": ("security", N_("List, open, answer and complete security checks.")),
    "incident": ("incidents", N_("List, report, investigate and close incidents.")),
    "marking": ("disposal", N_("Tell how completely weapons are marked; list marking jobs.")),
    "surplus": ("disposal", N_("Compare what is held with what units need.")),
    "disposal": ("disposal", N_("List disposal orders and methods.")),
    "training": ("staff", N_("Keep training and qualifications of staff.")),
    "needs": ("needs", N_("State needs for assistance and follow them.")),
    "lessons": ("needs", N_("Write down good practices and lessons learned.")),
    "collect": ("collections", N_("Tell of weapons collected from people; close days.")),
    "national": ("national", N_("Draft, freeze and compare national reports.")),
    "trace": ("tracing", N_("Keep trace files: for tracing officers alone.")),
    "contacts": ("contacts", N_("List and keep national points of contact.")),
    "labels": ("documents", N_("Print bar-code labels to a PDF.")),
    "report": ("reports", N_("Print a report to a PDF.")),
    "export": ("exports", N_("Write weapons to a .csv or .xlsx file.")),
    "guide": ("guides", N_("Write the quick guide of a role: two pages, PDF.")),
    "doctor": ("doctor", N_("Look over this workstation and a register; say what to do.")),
    "verify": ("ledgers", N_("Prove that nobody has touched the register.")),
    "undo": ("imports", N_("Take an import back; needs a second person.")),
    "user": ("users", N_("List, add and retire users, and reset passwords.")),
    "password": ("users", N_("Change your own password.")),
    "recovery-sheet": ("registers", N_("Make a new recovery code for the sealed envelope.")),
    "backup": ("backups", N_("Make a verified backup.")),
    "rehearse-restore": ("backups", N_("See that a backup can be restored, and record it.")),
    "restore": ("backups", N_("Restore a backup into a new folder.")),
}
"""In the order of the help. A command's module is imported when it is asked for."""

_FILE_FAILED: Final = N_("{file} cannot be used: {detail}.")
_SECOND_HINT: Final = N_("Name them with --second NAME.")
_BUG: Final = N_("The program failed ({kind}); this is its fault, not yours.")
_BUG_LOG: Final = N_("Details are in {log}.")


class _Program(Group):
    """Knows its commands by name, and imports only the one that is asked for."""

    shows_common = True

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"stockpile_app.cli.commands.{_COMMANDS[cmd_name][0]}")
        name = f"{cmd_name.replace('-', '_')}_command"
        return cast("click.Command", getattr(module, name))

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in _COMMANDS.items()])

    @override
    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(_(_EXIT_STATUS))


_EXIT_STATUS: Final = N_(
    "Exit status: 0 done, 1 refused with the reason, 2 wrong usage, 3 the input has errors and"
    " nothing was written, 4 verification failed."
)


@click.group(
    "stockpile",
    cls=_Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_(
        "Stockpile keeps a State's register of small arms and light weapons. Without a command it"
        " opens the window. The common options may stand before or after the command."
    ),
)
@click.version_option(
    __version__,
    message="%(prog)s %(version)s",
    cls=Option,
    help=N_("Show the version and exit."),
)
@click.pass_context
@pass_session
def program(session: Session, ctx: click.Context) -> int:
    """Open the window where no command is given."""
    if ctx.invoked_subcommand is None:
        register = os.environ.get("STOCKPILE_REGISTER")
        return session.open_window(session.register or (Path(register) if register else None))
    return DONE


def run(
    arguments: Sequence[str],
    open_window: Callable[[Path | None], int],
    log: Path | None = None,
    around: Around = NOTHING_AROUND,
) -> int:
    """Run a command line and return its exit status.

    Args:
        open_window: Opens the window at a register, or at none.
        log: The log file, for a failure that is the program's own fault.
        around: What this machine and the window's side of the program can be asked.
    """
    _make_tolerant()
    session = Session(open_window, around=around)

    def work() -> int:
        status = program.main(
            list(arguments), prog_name="stockpile", standalone_mode=False, obj=session
        )
        return status if isinstance(status, int) else DONE

    with click_words.spoken():
        return guarded(work, log, wants_json="--json" in arguments)


def guarded(work: Callable[[], int], log: Path | None, *, wants_json: bool = False) -> int:
    """Return the exit status of ``work``, and say in one sentence why it failed if it did."""
    try:
        status = work()
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return REFUSED
    except SystemExit as leaving:  # click's, when nobody reads its output any more
        return leaving.code if isinstance(leaving.code, int) else REFUSED
    except BaseException as error:  # noqa: BLE001 - the one place where every failure ends
        return _failed(error, log, wants_json=wants_json)
    return status


def _failed(error: BaseException, log: Path | None, *, wants_json: bool) -> int:
    sentence = _sentence(error, log)
    if wants_json:
        output.print_json({"error": sentence})
    if isinstance(error, click.UsageError):
        error.show()
        return USAGE
    output.complain(sentence)
    return REFUSED


def _sentence(error: BaseException, log: Path | None) -> str:
    match error:
        case StockpileError():
            hint = f" {_(_SECOND_HINT)}" if isinstance(error, SecondPersonNeeded) else ""
            return error_text(error) + hint
        case click.ClickException():
            return error.format_message()
        case click.Abort() | KeyboardInterrupt():
            return error_text(Cancelled())
        case OSError(strerror=str(detail), filename=str(file)):
            return tr(_FILE_FAILED, file=file, detail=detail)
        case _:
            return _bug(error, log)


def _bug(error: BaseException, log: Path | None) -> str:
    _log.error("A command failed", exc_info=error)
    if os.environ.get("STOCKPILE_DEBUG") and sys.stderr is not None:
        traceback.print_exception(error)
    sentence = tr(_BUG, kind=type(error).__name__)
    return f"{sentence} {tr(_BUG_LOG, log=log)}" if log else sentence


def _make_tolerant() -> None:
    """Let a console that lacks a letter show its code, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(ValueError, OSError):
                stream.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """Keep Python from failing once more when it flushes what nobody reads."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
