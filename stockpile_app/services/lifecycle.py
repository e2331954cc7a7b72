"""The life cycle of a weapon: what may happen next, and its whole time line."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from stockpile_app.domain.access import Permission
from stockpile_app.domain.timeline import LifeCycle
from stockpile_app.services.desk import Desk
from stockpile_app.services.lifecycle_details import life_of

if TYPE_CHECKING:
    from stockpile_app.services.lifecycle_papers import LifecyclePapers


class Lifecycle:
    """What is known of the whole life of a weapon."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @cached_property
    def papers(self) -> LifecyclePapers:
        """Record sheets."""
        from stockpile_app.services.lifecycle_papers import LifecyclePapers  # noqa: PLC0415

        return LifecyclePapers(self._desk)

    def view(self, weapon_id: int) -> LifeCycle:
        """Return where a weapon stands, what may happen next, and its time line.

        Raises:
            NotFound: There is no such weapon.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return life_of(self._desk, connection, weapon_id)
