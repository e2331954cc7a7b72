"""What a scanner sent, without what it puts around a code: control characters, prefixes, marks.

Nothing here touches a window; ``understood`` is all that the keys of one burst go through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.keyboards import Fault, repaired
from stockpile_app.domain.numbers import parse, parse_paper

_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""What names the kind of a bar code, where a scanner is set to send it: ``]C0``, ``]Q3``."""
# fmt: off
_NAMES: Final = (
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR",
    "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC",
    "FS", "GS", "RS", "US",
)
# fmt: on
_DELETE: Final = 0x7F
_CONTROLS: Final = "".join(map(chr, range(32))) + chr(_DELETE)
_ENTITY: Final = re.compile(r"<(" + "|".join(_NAMES) + r"|DEL)>")


@dataclass(frozen=True, slots=True)
class Around:
    """What a scanner is set to send before and after each code; "" for nothing."""

    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read.

    Attributes:
        text: A number that proves itself, or else what was sent, without what is around it.
        proven: Whether it proves itself.
        fault: Why it came otherwise than it was meant, where it did.
    """

    text: str
    proven: bool = False
    fault: Fault | None = None


NOTHING_AROUND: Final = Around()


def understood(
    keys: Sequence[str],
    proves: Callable[[str], bool],
    around: Around = NOTHING_AROUND,
    likely: str = "",
) -> Understood:
    """Return what a scanner meant by the keys of one burst.

    Args:
        keys: What each key gave, control characters too.
        proves: Whether a text proves itself, as a number of this register does.
        around: What the scanner is set to add.
        likely: Locale of the workstation's keyboard, as the system says.
    """

    def reading(text: str) -> str:
        return next((each for each in _readings(text, around) if proves(each)), "")

    whole = "".join(keys)
    if number := reading(whole):
        return Understood(number, proven=True)
    if found := repaired(keys, reading, likely=likely):
        return Understood(found.text, proven=True, fault=found.fault)
    return Understood(_bare(whole, around))


def meant_by(text: str, origin: str) -> str:
    """Return the number that was meant by a text which is none, or "".

    For what comes key by key, so that a person may have typed it: only what no number can have in
    it is taken for another keyboard's.
    """
    found = repaired(text, lambda each: each if proves_itself(each, origin) else "", typed=True)
    return found.text if found else ""


def proves_itself(text: str, origin: str) -> bool:
    """Whether a text is a number or a paper code of this register, check character and all."""
    number = parse(text, (origin,))
    if number is not None and number.origin == origin:
        return True
    return parse_paper(text, origin) is not None


def is_control(text: str) -> bool:
    """Whether a key gave a control character."""
    return len(text) == 1 and (ord(text) < ord(" ") or ord(text) == _DELETE)


def name_of(text: str) -> str:
    """Return what a control character is called, such as GS; any other as it is."""
    if not is_control(text):
        return text
    return "DEL" if ord(text) == _DELETE else _NAMES[ord(text)]


def spelt(text: str) -> str:
    """Return a text with its control characters by name: ``<STX>A``."""
    return "".join(f"<{name_of(each)}>" if is_control(each) else each for each in text)


def unspelt(text: str) -> str:
    """Return what ``spelt`` was given."""
    return _ENTITY.sub(lambda match: _control(match[1]), text)


def _control(name: str) -> str:
    return chr(_DELETE) if name == "DEL" else chr(_NAMES.index(name))


def _readings(text: str, around: Around) -> Iterator[str]:
    """Yield what may be the number in a text, the whole first."""
    whole = dict.fromkeys((text, *_stripped(text, around)))
    yield from ("".join(part for part in each if not is_control(part)) for each in whole)
    for part in _parts(text):
        yield part
        yield from _stripped(part, around)


def _bare(text: str, around: Around) -> str:
    """Return what stays of a text when all that may be around it is taken off."""
    return " ".join(_parts((text, *_stripped(text, around))[-1]))


def _stripped(text: str, around: Around) -> Iterator[str]:
    """Yield a text with less and less around it: controls, what the scanner adds, what it names."""
    for take in (_added_off, _ends_off, _aim_off, _added_off, _ends_off, _aim_off):
        less = take(text, around)
        if less != text:
            text = less
            yield text


def _ends_off(text: str, _around: Around) -> str:
    return text.strip(_CONTROLS)


def _aim_off(text: str, _around: Around) -> str:
    return _AIM.sub("", text, count=1) if _AIM.match(text) else text


def _added_off(text: str, around: Around) -> str:
    return text.removeprefix(around.prefix).removesuffix(around.suffix)


def _parts(text: str) -> list[str]:
    """Return what stands between control characters."""
    parted = "".join("\0" if is_control(each) else each for each in text).split("\0")
    return [part.strip() for part in parted if part.strip()]
