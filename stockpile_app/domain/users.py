"""Users: what is asked of them, and the rules for passwords."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from stockpile_app.domain.access import Role
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_

RECOVERY_NAME: Final = "*recovery*"
"""Stands for the recovery code where a person is named; no user can be called so."""

SHORTEST_PASSWORD: Final = 15
"""For a password that is the single factor: NIST SP 800-63B-4 section 3.1.1."""
LONGEST_PASSWORD: Final = 1024
_NAME: Final = re.compile(r"[^\W_][\w.\-]{1,31}")

_COMMON: Final = (
    "password",
    "passwort",
    "motdepasse",
    "contraseña",
    "contrasena",
    "senha",
    "пароль",
    "qwerty",
    "qwertz",
    "azerty",
    "asdfgh",
    "zxcvbn",
    "iloveyou",
    "letmein",
    "welcome",
    "administrator",
    "stockpile",
    "changeme",
    "abcdefgh",
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and the password that proves it."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AddUser:
    """Asks to let a person sign in."""

    name: str
    full_name: str
    roles: tuple[Role, ...]
    password: str = field(repr=False)


def check_name(name: str) -> str:
    """Return the name that a user signs in with.

    Raises:
        BadValue: It is not 2 to 32 letters, digits, dots and hyphens.
    """
    name = unicodedata.normalize("NFC", name.strip())
    if not _NAME.fullmatch(name):
        raise BadValue(
            N_(
                "The user name “{name}” must be 2 to 32 letters, digits, dots or hyphens, a letter"
                " or digit first."
            ),
            "name",
            name=name,
        )
    return name


def check_password(password: str, *context: str) -> str:
    """Return the password if it is good enough.

    Length decides; there are no rules of composition (NIST SP 800-63B-4). ``context`` are words
    that everybody around knows: the user's name, the depot's, the authority's.

    Raises:
        BadValue: It is too short, too simple, or made of words that everybody knows.
    """
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(plain) < SHORTEST_PASSWORD:
        raise BadValue(
            N_("A password needs at least {shortest} characters. A sentence is easy to remember."),
            "password",
            shortest=SHORTEST_PASSWORD,
        )
    if len(plain) > LONGEST_PASSWORD:
        raise BadValue(N_("The password is too long."), "password")
    left = plain
    for word in (*_COMMON, *(each.casefold() for each in context if len(each) > 2)):
        left = left.replace(word, "")
    if len(set(left)) < 5 or len(left) < SHORTEST_PASSWORD // 2:
        raise BadValue(
            N_("The password is too easy to guess: it is a common word, a name or a repetition."),
            "password",
        )
    return password
