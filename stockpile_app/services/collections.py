"""Collections: programmes that collect weapons from people, and what is done at their sites."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from stockpile_app.services.desk import Desk

if TYPE_CHECKING:
    from stockpile_app.services.collection_days import CollectionDays
    from stockpile_app.services.collection_desk import CollectionDesk
    from stockpile_app.services.collection_figures import CollectionFiguresService
    from stockpile_app.services.collection_import import CollectionImport
    from stockpile_app.services.collection_papers import CollectionPapers
    from stockpile_app.services.collection_people import CollectionPeople
    from stockpile_app.services.collection_setup import CollectionSetup


class Collections:
    """What is done in collection programmes, one object a subject."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @cached_property
    def setup(self) -> CollectionSetup:
        """Programmes, sites, teams and campaigns."""
        from stockpile_app.services.collection_setup import CollectionSetup  # noqa: PLC0415

        return CollectionSetup(self._desk)

    @cached_property
    def desk(self) -> CollectionDesk:
        """The table where weapons are handed in."""
        from stockpile_app.services.collection_desk import CollectionDesk  # noqa: PLC0415

        return CollectionDesk(self._desk)

    @cached_property
    def people(self) -> CollectionPeople:
        """Who handed in, by code; for holders, by name."""
        from stockpile_app.services.collection_people import CollectionPeople  # noqa: PLC0415

        return CollectionPeople(self._desk)

    @cached_property
    def days(self) -> CollectionDays:
        """Days that are reconciled, and weapons that wait at a site or leave it."""
        from stockpile_app.services.collection_days import CollectionDays  # noqa: PLC0415

        return CollectionDays(self._desk)

    @cached_property
    def figures(self) -> CollectionFiguresService:
        """Indicators, and what a site can do."""
        from stockpile_app.services.collection_figures import (  # noqa: PLC0415
            CollectionFiguresService,
        )

        return CollectionFiguresService(self._desk)

    @cached_property
    def forms(self) -> CollectionImport:
        """Forms of KoboToolbox and ODK that become hand-ins."""
        from stockpile_app.services.collection_import import CollectionImport  # noqa: PLC0415

        return CollectionImport(self._desk)

    @cached_property
    def papers(self) -> CollectionPapers:
        """Receipts, tags, lists and sheets."""
        from stockpile_app.services.collection_papers import CollectionPapers  # noqa: PLC0415

        return CollectionPapers(self._desk)
