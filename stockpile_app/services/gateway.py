"""All services of one signed-in person: what the window and the command line receive."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from stockpile_app.domain.records import RegisterRecord, UserRecord
from stockpile_app.services.backups import Backups
from stockpile_app.services.desk import Desk
from stockpile_app.services.ledgers import Ledgers
from stockpile_app.services.places import Places
from stockpile_app.services.users import Users
from stockpile_app.services.weapons import Weapons

if TYPE_CHECKING:
    from stockpile_app.services.disposal import Disposal
    from stockpile_app.services.documents import Documents
    from stockpile_app.services.exports import Exports
    from stockpile_app.services.guarding import Guarding
    from stockpile_app.services.imports import Imports
    from stockpile_app.services.incidents import Incidents
    from stockpile_app.services.lifecycle import Lifecycle
    from stockpile_app.services.marking import Marking
    from stockpile_app.services.movements import Movements
    from stockpile_app.services.overview import Overview
    from stockpile_app.services.past import Past
    from stockpile_app.services.people import People
    from stockpile_app.services.scans import Scans
    from stockpile_app.services.security import Security
    from stockpile_app.services.stocktakes import Stocktakes


class Services:
    """One object a subject, all at the same desk."""

    def __init__(self, desk: Desk) -> None:
        """Offer what can be done at ``desk``."""
        self.desk = desk
        self.weapons = Weapons(desk)
        self.places = Places(desk)
        self.users = Users(desk)
        self.ledgers = Ledgers(desk)
        self.backups = Backups(desk)

    # What the first page does not need is imported on first use, so that the window opens sooner.

    @cached_property
    def imports(self) -> Imports:
        """Files in."""
        from stockpile_app.services.imports import Imports  # noqa: PLC0415

        return Imports(self.desk)

    @cached_property
    def exports(self) -> Exports:
        """Files out."""
        from stockpile_app.services.exports import Exports  # noqa: PLC0415

        return Exports(self.desk)

    @cached_property
    def documents(self) -> Documents:
        """What is printed."""
        from stockpile_app.services.documents import Documents  # noqa: PLC0415

        return Documents(self.desk)

    @cached_property
    def scans(self) -> Scans:
        """What a scanner reads."""
        from stockpile_app.services.scans import Scans  # noqa: PLC0415

        return Scans(self.desk)

    @cached_property
    def people(self) -> People:
        """Who holds weapons and keys."""
        from stockpile_app.services.people import People  # noqa: PLC0415

        return People(self.desk)

    @cached_property
    def movements(self) -> Movements:
        """Weapons from hand to hand and place to place."""
        from stockpile_app.services.movements import Movements  # noqa: PLC0415

        return Movements(self.desk)

    @cached_property
    def stocktakes(self) -> Stocktakes:
        """Counts and discrepancies."""
        from stockpile_app.services.stocktakes import Stocktakes  # noqa: PLC0415

        return Stocktakes(self.desk)

    @cached_property
    def security(self) -> Security:
        """Checks of depots, their lists and findings."""
        from stockpile_app.services.security import Security  # noqa: PLC0415

        return Security(self.desk)

    @cached_property
    def guarding(self) -> Guarding:
        """Keys, access and tests of devices."""
        from stockpile_app.services.guarding import Guarding  # noqa: PLC0415

        return Guarding(self.desk)

    @cached_property
    def incidents(self) -> Incidents:
        """What went wrong."""
        from stockpile_app.services.incidents import Incidents  # noqa: PLC0415

        return Incidents(self.desk)

    @cached_property
    def disposal(self) -> Disposal:
        """Weapons that leave the State's stock for good."""
        from stockpile_app.services.disposal import Disposal  # noqa: PLC0415

        return Disposal(self.desk)

    @cached_property
    def marking(self) -> Marking:
        """Marks measured by profiles, parts, and how weapons came."""
        from stockpile_app.services.marking import Marking  # noqa: PLC0415

        return Marking(self.desk)

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """The whole life of one weapon."""
        from stockpile_app.services.lifecycle import Lifecycle  # noqa: PLC0415

        return Lifecycle(self.desk)

    @cached_property
    def overview(self) -> Overview:
        """What is due, overdue, open and in transit."""
        from stockpile_app.services.overview import Overview  # noqa: PLC0415

        return Overview(self.desk)

    @cached_property
    def past(self) -> Past:
        """The register as it was on a past day."""
        from stockpile_app.services.past import Past  # noqa: PLC0415

        return Past(self.desk)

    @property
    def register(self) -> RegisterRecord:
        """The register that is open."""
        return self.desk.register

    @property
    def user(self) -> UserRecord:
        """Who is signed in."""
        return self.desk.user

    @property
    def read_only(self) -> str:
        """Why nothing may be written, or ""."""
        return self.desk.store.read_only

    def close(self) -> None:
        """Close the register."""
        self.desk.store.close()
