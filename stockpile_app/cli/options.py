"""How commands are declared: the common options before or after them, and translated help."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple

import click
from typing_extensions import override

from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.guides import Key

_WHICH_REGISTER: Final = N_("Say which register: --register FOLDER, or STOCKPILE_REGISTER.")
_WHO: Final = N_("Say who signs in: --user NAME, or STOCKPILE_USER.")
_COMMON_HINT: Final = N_(
    "Common options, before or after the command: --register FOLDER, --user NAME, --second NAME,"
    " --json. See stockpile --help."
)


_NUMBERS: Final = (type(click.INT), type(click.FLOAT))
"""Types of options; those that take a range of numbers are among them."""


class Around(NamedTuple):
    """What the program around the commands can be asked; None where it cannot.

    Attributes:
        display: Returns why no window can be shown, or "".
        printers: Returns the names of this machine's printers.
        keys: Returns what the window calls its actions and pages, and their keys.
    """

    display: Callable[[], str] | None = None
    printers: Callable[[], Sequence[str]] | None = None
    keys: Callable[[], Mapping[str, Key]] | None = None


NOTHING_AROUND: Final = Around()


@dataclass
class Session:
    """What the common options say, and what the program around the commands provides.

    Attributes:
        open_window: Opens the window at a register, or at none, and returns the exit status.
        around: What this machine and the window's side of the program can be asked.
    """

    open_window: Callable[[Path | None], int]
    register: Path | None = None
    user: str = ""
    second: str = ""
    json: bool = False
    around: Around = NOTHING_AROUND

    @property
    def folder(self) -> Path:
        """The register that is meant.

        Raises:
            click.UsageError: None was named.
        """
        named = self.register or os.environ.get("STOCKPILE_REGISTER")
        if not named:
            raise click.UsageError(_(_WHICH_REGISTER))
        return Path(named)

    @property
    def who(self) -> str:
        """The person who signs in.

        Raises:
            click.UsageError: Nobody was named.
        """
        named = self.user or os.environ.get("STOCKPILE_USER")
        if not named:
            raise click.UsageError(_(_WHO))
        return named


pass_session = click.make_pass_decorator(Session)


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    @override
    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, _(self.help))

    @override
    def make_metavar(self, ctx: click.Context) -> str:
        number = self.metavar is None and isinstance(self.type, _NUMBERS)
        return "N" if number else super().make_metavar(ctx)


def option(*names: str, **attributes: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare an option of a command; ``help`` is the untranslated text."""
    return click.option(*names, cls=Option, **attributes)


class _Translated(click.Command):
    """A command that takes the common options too, and whose help is translated.

    Attributes:
        shows_common: Whether its help explains the common options, or only names them.
    """

    shows_common: ClassVar[bool] = False

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.params.extend(_common_options(hidden=not self.shows_common))

    @override
    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.help))

    @override
    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(_(_COMMON_HINT))

    @override
    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:  # made once, in whichever language that was
            found.help = _("Show this message and exit.")
        return found

    @override
    def get_short_help_str(self, limit: int = 45) -> str:
        return _(self.help) if self.help else ""


class Command(_Translated):
    """A command."""


class Group(_Translated, click.Group):
    """A command with commands of its own."""


def command(name: str, help_text: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Declare a function to be the command ``name``; ``help_text`` is untranslated."""
    return click.command(name, cls=Command, help=help_text)


def _common_options(*, hidden: bool) -> list[click.Parameter]:
    return [
        _common(
            "--register",
            type=click.Path(path_type=Path),
            metavar="FOLDER",
            hidden=hidden,
            help=N_("The register (or STOCKPILE_REGISTER)."),
        ),
        _common(
            "--user",
            metavar="NAME",
            hidden=hidden,
            help=N_("Who signs in (or STOCKPILE_USER); password from STOCKPILE_PASSWORD or asked."),
        ),
        _common(
            "--second",
            metavar="NAME",
            hidden=hidden,
            help=N_(
                "The second person, who approves; password from STOCKPILE_SECOND_PASSWORD or asked."
            ),
        ),
        _common(
            "--json",
            is_flag=True,
            hidden=hidden,
            help=N_("Print one JSON object and nothing else."),
        ),
    ]


def _common(name: str, **attributes: Any) -> Option:
    return Option([name], expose_value=False, callback=_keep, **attributes)


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Remember a common option that was given; one after the command wins over one before it."""
    session = ctx.find_object(Session)
    if value and session is not None and param.name:
        setattr(session, param.name, value)
