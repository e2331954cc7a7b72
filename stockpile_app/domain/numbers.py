"""The register number: unique across all registers of the State, typed from a label or scanned.

``<origin>-<sequence>-<check>``, for example ``KE01-000123-X``. The check character is ISO 7064
MOD 37,36 over origin and sequence. The bar code says it without the hyphens.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_

SEQUENCE_DIGITS: Final = 6
_MOST_DIGITS: Final = 9
_ORIGIN: Final = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_NUMBER: Final = re.compile(r"([A-Z][A-Z0-9]{1,7})-([0-9]{6,9})-([0-9A-Z])")
_CODE: Final = re.compile(r"([A-Z][A-Z0-9]{1,7}?)([0-9]{6,9})([0-9A-Z])")


class RegisterNumber(NamedTuple):
    """A register number in its two parts; the check character follows from them."""

    origin: str
    sequence: int

    def __str__(self) -> str:
        """Return it as printed: ``KE01-000123-X``."""
        digits = f"{self.sequence:0{SEQUENCE_DIGITS}d}"
        return f"{self.origin}-{digits}-{check_character(self.origin + digits)}"

    @property
    def code(self) -> str:
        """Return it as the bar code says it: ``KE01000123X``."""
        return str(self).replace("-", "")


def check_character(text: str) -> str:
    """Return the ISO 7064 MOD 37,36 check character of letters and digits."""
    # imported here: the library brings modules that would slow every start
    from stdnum.iso7064.mod_37_36 import calc_check_digit  # noqa: PLC0415

    return str(calc_check_digit(text))


def check_origin(code: str) -> str:
    """Return the origin code in upper case.

    Raises:
        BadValue: It is not two to eight letters and digits, a letter first.
    """
    code = code.strip().upper()
    if not _ORIGIN.fullmatch(code):
        raise BadValue(
            N_(
                "The origin code “{code}” must be 2 to 8 letters and digits (A-Z, 0-9), a letter"
                " first, for example KE01."
            ),
            "origin",
            code=code,
        )
    return code


def looks_like_number(text: str) -> bool:
    """Whether ``text`` has the shape of a printed register number, right or wrong."""
    return _NUMBER.fullmatch(text.strip().upper()) is not None


def parse(text: str, origins: tuple[str, ...] = ()) -> RegisterNumber | None:
    """Return the register number that ``text`` says, or None when it says none.

    With or without hyphens, in either case. Without hyphens a code such as ``KE01000123X`` can be
    cut in several places; ``origins`` names the registers whose numbers are looked for first.
    A wrong check character gives None.
    """
    text = text.strip().upper()
    if match := _NUMBER.fullmatch(text):
        origin, digits, check = match.groups()
        return _checked(origin, digits, check)
    for origin in origins:
        digits, check = text.removeprefix(origin)[:-1], text[-1:]
        if (
            text.startswith(origin)
            and digits.isdecimal()
            and digits.isascii()
            and SEQUENCE_DIGITS <= len(digits) <= _MOST_DIGITS
            # of KE and KE01 both may be the beginning; only one of them gives a number
            and (number := _checked(origin, digits, check))
        ):
            return number
    if match := _CODE.fullmatch(text):
        # origins end in two digits by custom; the shortest sequence is the likeliest
        body, check = text[:-1], text[-1]
        origin, digits = body[:-SEQUENCE_DIGITS], body[-SEQUENCE_DIGITS:]
        if _ORIGIN.fullmatch(origin):
            return _checked(origin, digits, check)
    return None


class CodeKind(StrEnum):
    """What a bar code on paper or on a place opens, by its first two letters."""

    PLACE = "PL"
    PERSON = "PE"
    MOVEMENT = "MV"
    STOCKTAKE = "ST"
    CHECK = "SC"
    DISPOSAL = "DO"
    MARKING_JOB = "MJ"
    HAND_IN = "HR"


class PaperCode(NamedTuple):
    """The bar code of a place, a person's card or a document.

    ``sequence`` is that of the place or person, or the ``seq`` of the entry that began what the
    document is about. The check character is that of the register number, over kind, origin and
    sequence.
    """

    kind: CodeKind
    origin: str
    sequence: int

    @property
    def code(self) -> str:
        """Return it as the bar code says it: ``STKE01000123X``."""
        body = f"{self.kind.value}{self.origin}{self.sequence:0{SEQUENCE_DIGITS}d}"
        return body + check_character(body)


def parse_paper(text: str, origin: str) -> PaperCode | None:
    """Return what the bar code ``text`` of the register ``origin`` opens, or None."""
    text = text.strip().upper().replace("-", "")
    for kind in CodeKind:
        head = kind.value + origin
        digits = text.removeprefix(head)[:-1]
        if (
            text.startswith(head)
            and digits.isdecimal()
            and digits.isascii()
            and SEQUENCE_DIGITS <= len(digits) <= _MOST_DIGITS
        ):
            found = PaperCode(kind, origin, int(digits))
            return found if found.code == text else None
    return None


def _checked(origin: str, digits: str, check: str) -> RegisterNumber | None:
    if check_character(origin + digits) != check or int(digits) == 0:
        return None
    number = RegisterNumber(origin, int(digits))
    return number if str(number) == f"{origin}-{digits}-{check}" else None
