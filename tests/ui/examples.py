"""Examples of whatever a dialog asks for, made from what its types say: new ones need no line here.

Every text is hostile: it has mark-up, an ampersand, a slash and letters of another script in it.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime as dt
import enum
import inspect
import types
import typing
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import msgspec
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from tests.builders import number

HOSTILE: Final = "Q&Z <b>x</b> Жя"
_TEXTS: Final = {
    "number": number(1),
    "country": "SU",
    "sha256": "0" * 64,
    "code": "A-1",
    "category": "rifle",
    "page": "weapons",
    "language": "en",
    "key": "2026",  # of a column of figures
    "words": "Do it",  # of the program, for a dialog that serves several acts
}
"""Texts that are codes, by the name of the field; days and moments are told by their endings."""
_DAYS: Final = ("_on", "since", "until", "due", "day", "date", "first", "last", "from", "to")


class Examples:
    """Makes arguments for a register that is open."""

    def __init__(self, context: UiContext, given: Mapping[Any, Any]) -> None:
        """Take what cannot be made: ``given`` by its type."""
        self._given = {UiContext: context, type(context.jobs): context.jobs, **given}
        self._given[type(context.services)] = context.services

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Return a new dialog over examples of all that it asks for."""
        return self.call(kind, typing.get_type_hints(kind.__init__))

    def call(self, made: Callable[..., Any], hints: Mapping[str, Any]) -> Any:
        """Call something with an example for each of its parameters."""
        arguments, named = [], {}
        for each in inspect.signature(made).parameters.values():
            if each.kind in (each.VAR_KEYWORD, each.VAR_POSITIONAL):
                continue
            value = None if each.name == "parent" else self.of(hints[each.name], each.name)
            if each.kind is each.KEYWORD_ONLY:
                named[each.name] = value
            else:
                arguments.append(value)
        return made(*arguments, **named)

    def of(self, kind: Any, name: str = "") -> Any:
        """Return an example of a type; ``name`` says what the value is called."""
        if kind in self._given:
            return self._given[kind]
        origin = typing.get_origin(kind)
        if origin is not None:
            return self._generic(origin, typing.get_args(kind), name)
        return self._plain(kind, name)

    def _generic(self, origin: Any, of: tuple[Any, ...], name: str) -> Any:
        if origin in (typing.Union, types.UnionType):
            return self.of(next(each for each in of if each is not type(None)), name)
        if origin is typing.Literal:
            return of[0]
        if origin in (typing.Annotated, typing.Final):
            return self.of(of[0], name)
        if origin is collections.abc.Callable:
            return lambda *_args, **_named: None
        return self._several(origin, of, name)

    def _several(self, origin: Any, of: tuple[Any, ...], name: str) -> Any:
        if issubclass(origin, Job):
            return Job(lambda _progress: None)
        if issubclass(origin, Mapping):
            return {self.of(of[0], name): self.of(of[1], name)}
        if origin is tuple and of[-1] is not Ellipsis:
            return tuple(self.of(each, name) for each in of)
        # counts of each of a vocabulary come in a row, without names
        made = [self.of(of[0], name)] * (16 if name == "counts" else 1)
        kind = origin if origin in (list, set, frozenset) else tuple
        return kind(made)

    def _plain(self, kind: Any, name: str) -> Any:
        if kind in (str, object, Any):
            return _text(name)
        simple = {
            int: 1,
            float: 1.0,
            bool: True,
            bytes: b"x",
            type(None): None,
            dt.date: dt.date(2026, 3, 1),
            dt.datetime: dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC),
            dt.timedelta: dt.timedelta(days=3),
            Fraction: Fraction(1, 3),
            Path: Path("Q&Z.txt"),
        }
        if kind in simple:
            return simple[kind]
        if kind is QImage:
            image = QImage(40, 30, QImage.Format.Format_RGB32)
            image.fill(0)
            return image
        if issubclass(kind, enum.Enum):
            return next(iter(kind))
        return self._record(kind)

    def _record(self, kind: Any) -> Any:
        if issubclass(kind, QWidget):
            return None
        hints = typing.get_type_hints(kind)
        if issubclass(kind, msgspec.Struct):
            names = kind.__struct_fields__
        elif dataclasses.is_dataclass(kind):
            names = [each.name for each in dataclasses.fields(kind) if each.init]
        elif hasattr(kind, "_fields"):
            names = kind._fields
        else:
            return self.call(kind, typing.get_type_hints(kind.__init__))
        return kind(**{each: self.of(hints[each], each) for each in names})


def _text(name: str) -> str:
    if name in _TEXTS:
        return _TEXTS[name]
    if name.endswith("_at"):
        return "2026-03-01T08:00:00.000000Z"
    if name.endswith(_DAYS):
        return "2026-03-01"
    return HOSTILE
