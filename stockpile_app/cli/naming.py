"""What people name on a command line: days, weapons, people, containers, and entries by number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, Final

import click
from typing_extensions import override

from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.numbers import parse_paper
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.i18n import tr
from stockpile_app.services.gateway import Services

_REFERENCE: Final = re.compile(r"(?:[A-Z]{2}-(?P<origin>[A-Z][A-Z0-9]{1,7})-)?(?P<seq>[0-9]{1,18})")

_NO_DAY: Final = N_("“{given}” is no day; write it as year-month-day, such as 2026-03-31.")
_NO_ENTRY: Final = N_(
    "“{given}” is no number of this register. Give the number on the paper, such as {example}."
)
_NO_PERSON: Final = N_("Nobody here is called “{name}”. Give the code or the name.")
_PEOPLE: Final = N_("“{name}” may be {people}. Give the code.")
_NO_CONTAINER: Final = N_("There is no container “{name}”, or several. Give its code.")


class Day(click.ParamType[dt.date]):
    """A day as ISO 8601 writes it."""

    name = "day"

    @override
    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "YYYY-MM-DD"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(tr(_NO_DAY, given=str(value)), param, ctx)


def entry_id(services: Services, text: str) -> int:
    """Return the id of a movement, stocktake, check or incident by its number or bar code.

    ``123``, ``IV-KE01-123`` and the bar code of the paper are all understood.

    Raises:
        NotFound: It is no number of this register.
    """
    origin = services.register.origin
    text = text.strip().upper()
    if paper := parse_paper(text, origin):
        return paper.sequence
    found = _REFERENCE.fullmatch(text)
    if found is None or found["origin"] not in {None, origin}:
        raise NotFound(_NO_ENTRY, given=text, example=f"IV-{origin}-123")
    return int(found["seq"])


def weapon_ids(services: Services, numbers: Iterable[str]) -> tuple[int, ...]:
    """Return the ids of weapons by their register numbers.

    Raises:
        NotFound: There is no weapon with one of them.
    """
    return tuple(services.weapons.by_number(number).id for number in numbers)


def person(services: Services, name: str) -> PersonRecord:
    """Return the one person, unit or organisation with this code or name, or part of a name.

    Raises:
        NotFound: There is none, or several.
    """
    wanted = name.strip().casefold()
    found = services.people.find(name)
    exact = [each for each in found if wanted in {each.code.casefold(), each.name.casefold()}]
    found = exact or found
    if not found:
        raise NotFound(_NO_PERSON, name=name)
    if len(found) > 1:
        raise NotFound(_PEOPLE, name=name, people=", ".join(each.title for each in found[:5]))
    return found[0]


def container_id(services: Services, name: str) -> int:
    """Return the container with this code, name or path.

    Raises:
        NotFound: There is none, or several.
    """
    wanted = name.strip().casefold()
    found = [
        place.id
        for place in services.places.all(counts=False)
        if place.kind is PlaceKind.CONTAINER
        and wanted in {place.code.casefold(), place.name.casefold(), place.path.casefold()}
    ]
    if len(found) != 1:
        raise NotFound(_NO_CONTAINER, name=name)
    return found[0]
