"""How places look everywhere: their icons, and their state in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QIcon

from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import stated
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import NOTHING, count, label

_ICONS: Final = {
    PlaceKind.DEPOT: "places",
    PlaceKind.STORE: "store",
    PlaceKind.RACK: "rack",
    PlaceKind.BIN: "bin",
    PlaceKind.CONTAINER: "container",
}


def place_icon(kind: PlaceKind) -> QIcon:
    """Return the icon of a kind of place."""
    return icon(_ICONS[kind])


def state_text(place: PlaceRecord) -> str:
    """Return whether a place is closed, on its way or sealed; "" where it is none of these."""
    if place.closed:
        return _("Closed")
    if place.dispatch_id is not None:
        return _("In transit")
    return _("Sealed") if place.seals else ""


def fill_text(place: PlaceRecord) -> str:
    """Return how many weapons are in a place, and of how many it is built for: ``480 of 500``."""
    if place.capacity is None:
        return count(place.weapons) if place.weapons else NOTHING
    text = _("{weapons} of {capacity}").format(
        weapons=count(place.weapons), capacity=count(place.capacity)
    )
    return _("{weapons}: too many").format(weapons=text) if is_overfull(place) else text


def is_overfull(place: PlaceRecord) -> bool:
    """Whether more weapons are in a place than it is built for."""
    return place.capacity is not None and place.weapons > place.capacity


def kind_text(place: PlaceRecord) -> str:
    """Return what a place is, and of a store what it holds: ``Store: Weapons``."""
    kind = label(place.kind)
    if place.store_kind is None:
        return kind
    return stated(kind, label(place.store_kind))
