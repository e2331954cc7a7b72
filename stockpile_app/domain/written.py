"""The door that everything goes through before it is written for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final, Protocol, TypeVar

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_, is_plain_json

_HIDDEN: Final = N_(
    "Nothing was recorded: a text holds a character that cannot be seen, such as a control"
    " character or one that turns the direction of writing. Type the text again ({kind})."
)


class _OfAKind(Protocol):
    kind: ClassVar[str]


_F = TypeVar("_F", bound=_OfAKind)


def written(fact: _F, encode: Callable[[_F], bytes]) -> bytes:
    """Return a fact as bytes.

    Services clean what people type and files hold; here nothing passes that was forgotten: what is
    kept for ever is what a person saw when it was stated.

    Raises:
        BadValue: A text in it has a character that is not seen, or that is none.
    """
    try:
        body = encode(fact)
        if is_plain_json(body.decode()):
            return body
    except UnicodeError:
        pass
    raise BadValue(_HIDDEN, kind=fact.kind)
