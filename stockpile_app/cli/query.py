"""The options that say which weapons: the same for every command that takes several."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any, Final

import click
from typing_extensions import override

from stockpile_app.cli.options import option
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Condition, LabelledEnum, Status
from stockpile_app.i18n import tr
from stockpile_app.services.gateway import Services

_NO_CODE: Final = N_("“{given}” is none of {known}.")


class Code(click.ParamType[Any]):
    """One of the codes of a vocabulary; hyphens may stand for underscores."""

    name = "code"

    def __init__(self, vocabulary: type[LabelledEnum]) -> None:
        """Take the codes of ``vocabulary``."""
        self._vocabulary = vocabulary

    @override
    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "CODE"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> LabelledEnum:
        try:
            return self._vocabulary.parse(str(value))
        except KeyError:
            known = ", ".join(member.value for member in self._vocabulary)
            self.fail(tr(_NO_CODE, given=str(value), known=known), param, ctx)


PLACE_OPTIONS: Final = (
    option("--depot", metavar="NAME", default="", help=N_("In this depot (name or code).")),
    option("--store", metavar="NAME", default="", help=N_("In this store.")),
    option("--rack", metavar="NAME", default="", help=N_("In this rack.")),
)

QUERY_OPTIONS: Final = (
    option(
        "--text",
        metavar="TEXT",
        default="",
        help=N_("With this register number, or this anywhere in the serial number."),
    ),
    *PLACE_OPTIONS,
    option(
        "--category",
        "categories",
        type=Code(Category),
        multiple=True,
        help=N_("Of this category, such as pistol or assault_rifle; may be repeated."),
    ),
    option("--model", metavar="TEXT", default="", help=N_("Of this model.")),
    option(
        "--status",
        "statuses",
        type=Code(Status),
        multiple=True,
        help=N_("With this status, such as in_store; may be repeated."),
    ),
    option(
        "--condition",
        "conditions",
        type=Code(Condition),
        multiple=True,
        help=N_("In this condition, such as serviceable; may be repeated."),
    ),
    option("--batch", type=int, metavar="NUMBER", help=N_("Registered by this import.")),
)


def takes(*options: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare several options at once, in the order in which help shows them."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        return reduce(lambda inner, each: each(inner), reversed(options), function)

    return decorate


def place_id(services: Services, depot: str, store: str, rack: str) -> int | None:
    """Return the place that was named, or None where none was.

    Raises:
        NotFound: There is none of that name, or several.
    """
    if not (depot or store or rack):
        return None
    return services.places.find(depot, store, rack).id


def weapon_query(services: Services, chosen: dict[str, Any]) -> WeaponQuery:
    """Return the query that the options of ``QUERY_OPTIONS`` say, taking them out of ``chosen``.

    Raises:
        NotFound: A place was named that does not exist.
    """
    place = place_id(services, chosen.pop("depot"), chosen.pop("store"), chosen.pop("rack"))
    return WeaponQuery(
        text=chosen.pop("text"),
        place=place,
        categories=chosen.pop("categories"),
        model=chosen.pop("model"),
        statuses=chosen.pop("statuses"),
        conditions=chosen.pop("conditions"),
        batch=chosen.pop("batch"),
    )
