"""Reads lists that people edit, such as check lists, from plain values, and says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn, TypeVar

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import LabelledEnum

_CALLED: Final = re.compile(r"[\w-]{1,40}")  # a code that can name its item in a sentence

_Code = TypeVar("_Code", bound=LabelledEnum)

# One sentence for a field of the list itself, and one for a field of an item, such as a question.
_MISSING: Final = (
    N_("“{name}” is missing."),
    N_("{item}: “{name}” is missing."),
)
_TEXT: Final = (
    N_("“{name}” must be a text of {least} to {most} characters."),
    N_("{item}: “{name}” must be a text of {least} to {most} characters."),
)
_NUMBER: Final = (
    N_("“{name}” must be a whole number from {least} to {most}."),
    N_("{item}: “{name}” must be a whole number from {least} to {most}."),
)
_CHOICE: Final = (
    N_("“{name}” must be one of these: {choices}."),
    N_("{item}: “{name}” must be one of these: {choices}."),
)
_CODE: Final = (
    N_("“{name}” must be a short code in small letters, such as {example}."),
    N_("{item}: “{name}” must be a short code in small letters, such as {example}."),
)
_UNKNOWN: Final = (
    N_("“{name}” is not a field of this list."),
    N_("{item}: “{name}” is not a field of this list."),
)
_ITEMS: Final = (
    N_("“{name}” must be a list of 1 to {most} items."),
    N_("{item}: “{name}” must be a list of 1 to {most} items."),
)
_FIELDS: Final = (
    N_("The list must have fields with names."),
    N_("{item} must have fields with names."),
)


class Fields:
    """The named values of a list or of one item in it, each taken once.

    Args:
        data: What was read; anything but a mapping is refused.
        item: What the sentences call the item, such as ``b02``; "" for the list itself.

    Every method raises ``BadValue`` with a sentence that names the item; its ``field`` is the key.
    """

    def __init__(self, data: object, item: str = "") -> None:
        self._item = item
        if not isinstance(data, Mapping):
            self.refuse(_FIELDS, "")
        self._left: dict[object, Any] = dict(data)

    def take(self, key: str) -> Any:
        """Return a value that must be there, as it is."""
        if key not in self._left:
            self.refuse(_MISSING, key)
        return self._left.pop(key)

    def text(self, key: str, most: int, *, optional: bool = False) -> str:
        """Return a cleaned text of at most ``most`` characters; only an optional one is empty."""
        value = self._left.pop(key, "") if optional else self.take(key)
        text = clean(value) if isinstance(value, str) else None
        if text is None or not (bool(text) or optional) or len(text) > most:
            self.refuse(_TEXT, key, least=0 if optional else 1, most=most)
        return text

    def number(self, key: str, least: int, most: int) -> int:
        """Return a whole number from ``least`` to ``most``; "yes" is not 1."""
        value = self.take(key)
        if type(value) is not int or not least <= value <= most:
            self.refuse(_NUMBER, key, least=least, most=most)
        return value

    def code(self, key: str, pattern: re.Pattern[str], example: str) -> str:
        """Return a text that fits ``pattern``, such as ``example`` does."""
        value = self.take(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            self.refuse(_CODE, key, example=example)
        return value

    def choice(self, key: str, vocabulary: type[_Code]) -> _Code:
        """Return the member of a vocabulary that is named by its code."""
        value = self.take(key)
        found = next((member for member in vocabulary if member.value == value), None)
        if found is None:
            self.refuse(_CHOICE, key, choices=", ".join(member.value for member in vocabulary))
        return found

    def optional_choice(self, key: str, vocabulary: type[_Code]) -> _Code | None:
        """Return the member of a vocabulary, or None where nothing is given."""
        if self._left.get(key) is None:
            self._left.pop(key, None)
            return None
        return self.choice(key, vocabulary)

    def items(self, key: str, most: int) -> Iterator[Fields]:
        """Yield the fields of 1 to ``most`` items; each is called by its ``code`` or its place."""
        value = self.take(key)
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= most:
            self.refuse(_ITEMS, key, most=most)
        for place, each in enumerate(value, start=1):
            code = each.get("code") if isinstance(each, Mapping) else None
            known = isinstance(code, str) and _CALLED.fullmatch(code)
            yield Fields(each, f"{code}" if known else f"#{place}")

    def finish(self) -> None:
        """Refuse what was not taken: a misspelt key must not pass for one left out."""
        for key in self._left:
            self.refuse(_UNKNOWN, str(key))

    def refuse(self, sentences: tuple[str, str], key: str, **params: object) -> NoReturn:
        """Raise ``BadValue`` with the first sentence for the list, the second for an item."""
        sentence = sentences[1] if self._item else sentences[0]
        raise BadValue(sentence, key, **params, name=key, item=self._item)
