"""What the library behind the command line says by itself, in the language in use.

click asks the standard library's ``gettext`` for its words, in whichever domain is current. So
that domain is ours while a command runs, and its sentences stand here to be translated with the
others.
"""

from __future__ import annotations

import contextlib
import gettext as catalogues
import os
from collections.abc import Iterator
from typing import Final

from stockpile_app import i18n, paths
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext

_LANGUAGE: Final = "LANGUAGE"


@contextlib.contextmanager
def spoken() -> Iterator[None]:
    """Let click speak the language in use."""
    domain, before = catalogues.textdomain(), os.environ.get(_LANGUAGE)
    catalogues.bindtextdomain(i18n.DOMAIN, str(paths.translations_folder()))
    catalogues.textdomain(i18n.DOMAIN)
    os.environ[_LANGUAGE] = str(i18n.current_locale())
    try:
        yield
    finally:
        catalogues.textdomain(domain)
        if before is None:
            os.environ.pop(_LANGUAGE, None)
        else:
            os.environ[_LANGUAGE] = before


def sentences() -> tuple[str, ...]:
    """Return every sentence of click that somebody at our command line can meet."""
    return (
        _("Usage:"),
        _("Options"),
        _("Commands"),
        _("Positional arguments"),
        _("Show the version and exit."),
        _("Show this message and exit."),
        _("required"),
        _("default: {default}"),
        _("env var: {var}"),
        _("file"),
        _("directory"),
        _("path"),
        _("Aborted!"),
        _("Error: {message}"),
        _("Try '{command} {option}' for help."),
        _("Missing command."),
        _("Missing argument"),
        _("Missing option"),
        _("Missing parameter"),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        _("No such option {name!r}."),
        _("No such command {name!r}."),
        _("Option {name!r} does not take a value."),
        _("Argument {name!r} takes {nargs} values."),
        _("{value!r} is not a valid {number_type}."),
        _("{value} is not in the range {range}."),
        _("{name} {filename!r} does not exist."),
        _("{name} {filename!r} is a file."),
        _("{name} {filename!r} is a directory."),
        _("{name} {filename!r} is not readable."),
        _("{name} {filename!r} is not writable."),
        _("Choose from:\n\t{choices}"),
        _("Repeat for confirmation"),
        _("Error: The two entered values do not match."),
        _("Error: invalid input"),
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
        ngettext(
            "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1
        ),
        ngettext(
            "Option {name!r} requires an argument.",
            "Option {name!r} requires {nargs} arguments.",
            1,
        ),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
    )
