"""Views of the weapons that somebody keeps under a name: filters, order and columns. No serials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from stockpile_app.domain.records import WeaponQuery
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.memory import remember_views, remembered_views
from stockpile_app.ui.table_look import TableLook


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view.

    Attributes:
        query: What is looked for as text is left out: it may be a serial number.
    """

    name: str
    query: WeaponQuery
    look: TableLook


class SavedViews:
    """The views of who is signed in at the register that is open, by name."""

    def __init__(self, context: UiContext) -> None:
        """Read them whenever they are asked for."""
        services = context.services
        self._whose = f"{services.register.origin}/{services.user.name}"

    def all(self) -> list[SavedView]:
        """Return them in the order of their names; none where they cannot be read."""
        try:
            return msgspec.json.decode(remembered_views(self._whose) or "[]", type=list[SavedView])
        except msgspec.DecodeError:
            return []

    def save(self, view: SavedView) -> None:
        """Keep a view, in the place of one of the same name."""
        others = [each for each in self.all() if each.name != view.name]
        self._keep([*others, replace(view, query=replace(view.query, text=""))])

    def rename(self, old: str, new: str) -> None:
        """Keep a view under another name, in the place of one that has it."""
        views = [each for each in self.all() if each.name != new or new == old]
        self._keep([replace(each, name=new) if each.name == old else each for each in views])

    def remove(self, name: str) -> None:
        """Keep a view no longer."""
        self._keep([each for each in self.all() if each.name != name])

    def _keep(self, views: Sequence[SavedView]) -> None:
        ordered = sorted(views, key=lambda each: each.name.casefold())
        remember_views(self._whose, msgspec.json.encode(ordered).decode())
