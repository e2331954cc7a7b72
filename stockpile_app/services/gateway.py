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
    from stockpile_app.services.documents import Documents
    from stockpile_app.services.exports import Exports
    from stockpile_app.services.imports import Imports


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

    # What draws and reads files is imported when it is first used, so that the window opens sooner.

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
