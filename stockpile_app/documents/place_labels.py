"""What stands on the labels of places and on the cards of people."""

from __future__ import annotations

from typing import Final

from stockpile_app.documents.fonts import Style
from stockpile_app.documents.labels import LabelData, LabelLine
from stockpile_app.documents.text import ELLIPSIS
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.i18n import _

_LONGEST_NAME: Final = 60
_ONE_LINE: Final = 18


def place_label(place: PlaceRecord, origin: str) -> LabelData:
    """Return the label of a place: its name, what it is, where it is, and its code.

    Args:
        origin: Of the register, which every code names.
    """
    code = PaperCode(CodeKind.PLACE, origin, place.id).code
    within = place.path.removesuffix(place.name).removesuffix(" / ")
    return _label(code, place.name, f"{_(place.kind.label)} {place.code}", within)


def person_card(person: PersonRecord, origin: str) -> LabelData:
    """Return the card of a person or unit: name, code, post and organisation.

    Args:
        origin: Of the register, which every code names.
    """
    code = PaperCode(CodeKind.PERSON, origin, person.id).code
    about = " · ".join(filter(None, (person.code, person.post)))
    return _label(code, person.name, about, person.organisation or _(person.kind.label))


def _label(code: str, name: str, *about: str) -> LabelData:
    """Return a label whose lines stand at the same heights whether all are filled or not."""
    filled = [text for text in about if text]
    empty = [""] * (len(about) - len(filled))
    lines = (LabelLine(text) for text in (*filled, *empty))
    # the code as people type it where no scanner reads it
    typed = LabelLine(code, 1.0, Style.MONO, whole=True)
    return LabelData(code, (_name_line(name), *lines, typed))


def _name_line(name: str) -> LabelLine:
    """Return a name, as much of it as can still be read when it is made to fit."""
    shown = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + ELLIPSIS
    size = 1.65 if len(shown) <= _ONE_LINE else 2.4  # room for two lines
    return LabelLine(shown, size, Style.BOLD, whole=True)
