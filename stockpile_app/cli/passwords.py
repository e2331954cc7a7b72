"""Passwords: from the environment, or asked for on a terminal and never shown."""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.text import N_
from stockpile_app.i18n import tr

_NOT_GIVEN: Final = N_("{what} is needed: set {variable}, or run the command in a terminal.")


class PasswordMissing(StockpileError):
    """A secret is neither in the environment, nor can anybody be asked for it."""

    message_id = _NOT_GIVEN


def password_of(name: str) -> str:
    """Return the password of the person who signs in."""
    return _secret("STOCKPILE_PASSWORD", tr(N_("Password of {name}"), name=name))


def password_of_second(name: str) -> str:
    """Return the password of the second person."""
    return _secret("STOCKPILE_SECOND_PASSWORD", tr(N_("Password of {name}"), name=name))


def first_password(name: str) -> str:
    """Return the password of the user that a new register begins with."""
    question = tr(N_("Password for {name} (15 characters or more)"), name=name)
    return _secret("STOCKPILE_PASSWORD", question, twice=True)


def new_password(name: str) -> str:
    """Return a password that is to be set."""
    question = tr(N_("New password for {name} (15 characters or more)"), name=name)
    return _secret("STOCKPILE_NEW_PASSWORD", question, twice=True)


def recovery_code() -> str:
    """Return the recovery code from the sealed envelope."""
    return _secret("STOCKPILE_RECOVERY", tr(N_("Recovery code")))


def _secret(variable: str, question: str, *, twice: bool = False) -> str:
    """Return a secret.

    Raises:
        PasswordMissing: The variable is not set and nobody can be asked.
    """
    if given := os.environ.get(variable):
        return given
    if sys.stdin is None or not sys.stdin.isatty():
        raise PasswordMissing(what=question, variable=variable)
    again = tr(N_("The same again")) if twice else False
    answer: str = click.prompt(question, hide_input=True, confirmation_prompt=again, err=True)
    return answer
