"""What a bar-code scanner typed on a workstation whose keyboard is set to another country's.

A scanner says which key is pressed, not which character is meant: it presses the key that has the
character on the keyboard that the scanner is set to, and the workstation takes the character that
this key has on its own. So ``KE01000123X`` becomes ``KEà&àààé"X`` where the workstation is French.
Going back is only believed where the result proves itself, such as by its check character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple


class Fault(NamedTuple):
    """Two keyboards that do not fit together.

    Attributes:
        scanner: Locale of the keyboard that the scanner is set to, such as ``en_US``.
        workstation: Locale of the keyboard that the workstation is set to.
        caps: Caps Lock was on, too.
    """

    scanner: str
    workstation: str
    caps: bool = False


class Repaired(NamedTuple):
    """What was meant, and why it came out otherwise."""

    text: str
    fault: Fault


class _Keys(NamedTuple):
    """The characters of the 48 keys that differ, row by row, alone and with Shift.

    Keys that wait for a second one, such as ^, stand as the character they have alone.
    """

    locale: str
    plain: str
    shifted: str


USUAL: Final = "en_US"
"""What a scanner is set to when it comes out of its box."""

_KEYBOARDS: Final = (
    _Keys(
        "en_US",
        "`1234567890-=qwertyuiop[]asdfghjkl;'\\<zxcvbnm,./",
        '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|>ZXCVBNM<>?',
    ),
    _Keys(
        "en_GB",
        "`1234567890-=qwertyuiop[]asdfghjkl;'#\\zxcvbnm,./",
        '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~|ZXCVBNM<>?',
    ),
    _Keys(
        "fr_FR",
        "²&é\"'(-è_çà)=azertyuiop^$qsdfghjklmù*<wxcvbn,;:!",
        "~1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µ>WXCVBN?./§",
    ),
    _Keys(
        "fr_BE",
        "²&é\"'(§è!çà)-azertyuiop^$qsdfghjklmùµ<wxcvbn,;:=",
        "³1234567890°_AZERTYUIOP¨*QSDFGHJKLM%£>WXCVBN?./+",
    ),
    _Keys(
        "fr_CH",
        "§1234567890'^qwertzuiopè¨asdfghjkléà$<yxcvbnm,.-",
        '°+"*ç%&/()=?`QWERTZUIOPü!ASDFGHJKLöä£>YXCVBNM;:_',
    ),
    _Keys(
        "de_DE",
        "^1234567890ß´qwertzuiopü+asdfghjklöä#<yxcvbnm,.-",
        "°!\"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ'>YXCVBNM;:_",
    ),
    _Keys(
        "de_CH",
        "§1234567890'^qwertzuiopü¨asdfghjklöä$<yxcvbnm,.-",
        '°+"*ç%&/()=?`QWERTZUIOPè!ASDFGHJKLéà£>YXCVBNM;:_',
    ),
    _Keys(
        "es_ES",
        "º1234567890'¡qwertyuiop`+asdfghjklñ´ç<zxcvbnm,.-",
        'ª!"·$%&/()=?¿QWERTYUIOP^*ASDFGHJKLÑ¨Ç>ZXCVBNM;:_',
    ),
    _Keys(
        "es_MX",
        "|1234567890'¿qwertyuiop´+asdfghjklñ{}<zxcvbnm,.-",
        '°!"#$%&/()=?¡QWERTYUIOP¨*ASDFGHJKLÑ[]>ZXCVBNM;:_',
    ),
    _Keys(
        "pt_PT",
        "\\1234567890'«qwertyuiop+´asdfghjklçº~<zxcvbnm,.-",
        '|!"#$%&/()=?»QWERTYUIOP*`ASDFGHJKLÇª^>ZXCVBNM;:_',
    ),
    _Keys(
        "pt_BR",
        "'1234567890-=qwertyuiop´[asdfghjklç~]\\zxcvbnm,.;",
        '"!@#$%¨&*()_+QWERTYUIOP`{ASDFGHJKLÇ^}|ZXCVBNM<>:',
    ),
    _Keys(
        "it_IT",
        "\\1234567890'ìqwertyuiopè+asdfghjklòàù<zxcvbnm,.-",
        '|!"£$%&/()=?^QWERTYUIOPé*ASDFGHJKLç°§>ZXCVBNM;:_',
    ),
    _Keys(
        "tr_TR",
        '"1234567890*-qwertyuıopğüasdfghjklşi,<zxcvbnmöç.',
        "é!'^+%&/()=?_QWERTYUIOPĞÜASDFGHJKLŞİ;>ZXCVBNMÖÇ:",
    ),
    _Keys(
        "cs_CZ",
        ";+ěščřžýáíé=´qwertzuiopú)asdfghjklů§¨\\yxcvbnm,.-",
        "°1234567890%ˇQWERTZUIOP/(ASDFGHJKL\"!'|YXCVBNM?:_",
    ),
    _Keys(
        "hu_HU",
        "0123456789öüóqwertzuiopőúasdfghjkléáűíyxcvbnm,.-",
        "§'\"+!%/=()ÖÜÓQWERTZUIOPŐÚASDFGHJKLÉÁŰÍYXCVBNM?:_",
    ),
    _Keys(
        "hr_HR",
        "`1234567890'+qwertzuiopšđasdfghjklčćž<yxcvbnm,.-",
        '~!"#$%&/()=?*QWERTZUIOPŠĐASDFGHJKLČĆŽ>YXCVBNM;:_',
    ),
    _Keys(
        "ru_RU",
        "ё1234567890-=йцукенгшщзхъфывапролджэ\\/ячсмитьбю.",
        'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭ/|ЯЧСМИТЬБЮ,',
    ),
    _Keys(
        "uk_UA",
        "'1234567890-=йцукенгшщзхїфівапролджєґ/ячсмитьбю.",
        'ʼ!"№;%:?*()_+ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄҐ|ЯЧСМИТЬБЮ,',
    ),
    _Keys(
        "kk_KZ",
        '("әіңғ,.үұқөһйцукенгшщзхъфывапролджэ\\<ячсмитьбю№',
        ")!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭ/>ЯЧСМИТЬБЮ?",
    ),
    _Keys(
        "sr_RS",
        "`1234567890'+љњертзуиопшђасдфгхјклчћж<жџцвбнм,.-",
        '~!"#$%&/()=?*ЉЊЕРТЗУИОПШЂАСДФГХЈКЛЧЋЖ>ЖЏЦВБНМ;:_',
    ),
    _Keys(
        "el_GR",
        "`1234567890-=;ςερτυθιοπ[]ασδφγηξκλ´'\\«ζχψωβνμ,./",
        '~!@#$%^&*()_+:ΣΕΡΤΥΘΙΟΠ{}ΑΣΔΦΓΗΞΚΛ¨"|»ΖΧΨΩΒΝΜ<>?',
    ),
    _Keys(
        "he_IL",
        (
            ";1234567890-="
            "/'\u05e7\u05e8\u05d0\u05d8\u05d5\u05df\u05dd\u05e4]["
            "\u05e9\u05d3\u05d2\u05db\u05e2\u05d9\u05d7\u05dc\u05da\u05e3,\\"
            "<\u05d6\u05e1\u05d1\u05d4\u05e0\u05de\u05e6\u05ea\u05e5."
        ),
        ('~!@#$%^&*)(_+QWERTYUIOP}{ASDFGHJKL:"|>ZXCVBNM><?'),
    ),
    _Keys(
        "ar_EG",
        (
            "\u06301234567890-="
            "\u0636\u0635\u062b\u0642\u0641\u063a\u0639\u0647\u062e\u062d\u062c\u062f"
            "\u0634\u0633\u064a\u0628\u0644\u0627\u062a\u0646\u0645\u0643\u0637\\"
            "|\u0626\u0621\u0624\u0631\ufefb\u0649\u0629\u0648\u0632\u0638"
        ),
        (
            "\u0651!@#$%^&*)(_+"
            "\u064e\u064b\u064f\u064c\ufef9\u0625`\xf7\xd7\u061b<>"
            '\u0650\u064d][\ufef7\u0623\u0640\u060c/:"\u2026'
            "\xa6~\u0652}{\ufef5\u0622',.\u061f"
        ),
    ),
    _Keys(
        "ar_MA",
        (
            "\u0630&\xe9\"'(-\xe8_\xe7\xe0)="
            "\u0636\u0635\u062b\u0642\u0641\u063a\u0639\u0647\u062e\u062d\u062c\u062f"
            "\u0634\u0633\u064a\u0628\u0644\u0627\u062a\u0646\u0645\u0643\u0637\\"
            "|\u0626\u0621\u0624\u0631\ufefb\u0649\u0629\u0648\u0632\u0638"
        ),
        (
            "\u06511234567890\xb0+"
            "\u064e\u064b\u064f\u064c\ufef9\u0625`\xf7\xd7\u061b<>"
            '\u0650\u064d][\ufef7\u0623\u0640\u060c/:"\u2026'
            "\xa6~\u0652}{\ufef5\u0622',.\u061f"
        ),
    ),
    _Keys(
        "fa_IR",
        (
            "\u200d\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9\u06f0-="
            "\u0636\u0635\u062b\u0642\u0641\u063a\u0639\u0647\u062e\u062d\u062c\u0686"
            "\u0634\u0633\u06cc\u0628\u0644\u0627\u062a\u0646\u0645\u06a9\u06af\\"
            "<\u0638\u0637\u0632\u0631\u0630\u062f\u067e\u0648./"
        ),
        (
            "\xf7!\u066c\u066b\ufdfc\u066a\xd7\u060c*)(\u0640+"
            "\u0652\u064c\u064d\u064b\u064f\u0650\u064e\u0651][}{"
            "\u0624\u0626\u064a\u0625\u0623\u0622\u0629\xbb\xab:\u061b|"
            ">\u0643\u0653\u0698\u0670\u200c\u0654\u0621><\u061f"
        ),
    ),
)
KEYBOARDS: Final[Mapping[str, _Keys]] = {each.locale: each for each in _KEYBOARDS}
"""By locale, the usual one first."""

_LIGATURES: Final = {
    "\ufefb": "\u0644\u0627",
    "\ufef7": "\u0644\u0623",
    "\ufef9": "\u0644\u0625",
    "\ufef5": "\u0644\u0622",
}
"""Arabic keys that give two letters, and the one sign that some systems send instead."""
_OF_NUMBERS: Final = re.compile(r"[A-Za-z0-9-]*")


def garbled(text: str, fault: Fault) -> str:
    """Return what a scanner that means ``text`` types; what has no key stays as it is."""
    table = _table(fault.workstation, fault.scanner, caps=fault.caps)
    return "".join(table.get(each, each) for each in text)


def repaired(
    keys: Sequence[str],
    reading: Callable[[str], str],
    *,
    likely: str = "",
    typed: bool = False,
) -> Repaired | None:
    """Return what was meant by what a scanner typed, if that is certain.

    Args:
        keys: What each key gave; a text does, where no key gives more than one character.
        reading: Returns the number in a text that proves itself, or "".
        likely: Locale of the workstation's keyboard, as the system says: named first where
            several explain the same.
        typed: A person may have typed it, who saw what came: then letters that merely stand
            elsewhere, such as Z for Y, are taken for the slip they are, and None is returned.
    """
    own = _OF_NUMBERS.fullmatch("".join(keys)) is not None
    if own and typed:
        return None
    found: dict[str, Repaired] = {}
    for fault in _faults(likely, few=own):
        table = _table(fault.scanner, fault.workstation, caps=fault.caps)
        number = reading("".join(table.get(each, each) for each in keys))
        # bar codes have capitals: with Caps Lock seen through, small letters are none of ours
        if number and not (fault.caps and number[0].islower()):
            found.setdefault(number.upper(), Repaired(number, fault))
    # two that both prove themselves: nobody knows which was meant
    return next(iter(found.values())) if len(found) == 1 else None


def _faults(likely: str, *, few: bool) -> Iterator[Fault]:
    """Return what may be set, the likeliest first; ``few`` leaves out what is far-fetched."""
    near = sorted(KEYBOARDS, key=lambda each: (each != likely, each[:2] != likely[:2]))
    others = [each for each in near if each != USUAL]
    yield from (Fault(USUAL, each) for each in others)
    yield from (Fault(each, USUAL) for each in others)
    yield Fault(USUAL, USUAL, caps=True)
    for each in others:
        yield Fault(USUAL, each, caps=True)
        yield Fault(each, USUAL, caps=True)
        yield Fault(each, each, caps=True)
    if not few:
        yield from (Fault(each, other) for other in others for each in others if each != other)


@cache
def _table(scanner: str, workstation: str, *, caps: bool) -> Mapping[str, str]:
    """Return, for what the workstation took, what the scanner meant."""
    meant, taken = KEYBOARDS[scanner], KEYBOARDS[workstation]
    swapped = (meant.shifted, meant.plain) if caps else (meant.plain, meant.shifted)
    table: dict[str, str] = {}
    # a character that two keys have is that of the first, as scanners look for it
    for came, wanted in zip((taken.plain, taken.shifted), swapped, strict=True):
        for key, character in zip(came, wanted, strict=True):
            table.setdefault(key, character)
    for sign, letters in _LIGATURES.items():
        if sign in table:
            table[letters] = table[sign]
    return table
