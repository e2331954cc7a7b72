"""All services of one signed-in person: what the window and the command line receive."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar

from stockpile_app.domain.records import RegisterRecord, UserRecord
from stockpile_app.services.desk import Desk
from stockpile_app.services.ledgers import Ledgers
from stockpile_app.services.places import Places
from stockpile_app.services.users import Users
from stockpile_app.services.weapons import Weapons

if TYPE_CHECKING:
    from stockpile_app.services.admissions import Admissions
    from stockpile_app.services.assessments import Assessments
    from stockpile_app.services.backup_papers import BackupPapers
    from stockpile_app.services.backups import Backups
    from stockpile_app.services.collections import Collections
    from stockpile_app.services.contacts import Contacts
    from stockpile_app.services.disposal import Disposal
    from stockpile_app.services.documents import Documents
    from stockpile_app.services.drafts import Drafts
    from stockpile_app.services.exports import Exports
    from stockpile_app.services.guarding import Guarding
    from stockpile_app.services.imports import Imports
    from stockpile_app.services.incidents import Incidents
    from stockpile_app.services.lessons import Lessons
    from stockpile_app.services.lifecycle import Lifecycle
    from stockpile_app.services.lists import Lists
    from stockpile_app.services.losses import LossReports
    from stockpile_app.services.marking import Marking
    from stockpile_app.services.movements import Movements
    from stockpile_app.services.national import National
    from stockpile_app.services.needs import Needs
    from stockpile_app.services.overview import Overview
    from stockpile_app.services.past import Past
    from stockpile_app.services.people import People
    from stockpile_app.services.scans import Scans
    from stockpile_app.services.security import Security
    from stockpile_app.services.staff import Staff
    from stockpile_app.services.stocktakes import Stocktakes
    from stockpile_app.services.tracing import Tracing

Service = TypeVar("Service")


class Lazy(Generic[Service]):
    """A service that is imported and made on first use, so that the window opens sooner."""

    def __init__(self, module: str, name: str) -> None:
        """Offer the class ``name`` of ``module``, which takes the desk."""
        self._module = module
        self._class = name

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, services: Services, owner: type | None = None) -> Service:
        made: Service = getattr(import_module(self._module), self._class)(services.desk)
        services.__dict__[self._name] = made  # found there from now on
        return made


class Services:
    """One object a subject, all at the same desk."""

    imports: Lazy[Imports] = Lazy("stockpile_app.services.imports", "Imports")
    exports: Lazy[Exports] = Lazy("stockpile_app.services.exports", "Exports")
    documents: Lazy[Documents] = Lazy("stockpile_app.services.documents", "Documents")
    assessments: Lazy[Assessments] = Lazy("stockpile_app.services.assessments", "Assessments")
    lists: Lazy[Lists] = Lazy("stockpile_app.services.lists", "Lists")
    backups: Lazy[Backups] = Lazy("stockpile_app.services.backups", "Backups")
    drafts: Lazy[Drafts] = Lazy("stockpile_app.services.drafts", "Drafts")
    scans: Lazy[Scans] = Lazy("stockpile_app.services.scans", "Scans")
    people: Lazy[People] = Lazy("stockpile_app.services.people", "People")
    movements: Lazy[Movements] = Lazy("stockpile_app.services.movements", "Movements")
    stocktakes: Lazy[Stocktakes] = Lazy("stockpile_app.services.stocktakes", "Stocktakes")
    security: Lazy[Security] = Lazy("stockpile_app.services.security", "Security")
    guarding: Lazy[Guarding] = Lazy("stockpile_app.services.guarding", "Guarding")
    incidents: Lazy[Incidents] = Lazy("stockpile_app.services.incidents", "Incidents")
    disposal: Lazy[Disposal] = Lazy("stockpile_app.services.disposal", "Disposal")
    marking: Lazy[Marking] = Lazy("stockpile_app.services.marking", "Marking")
    lifecycle: Lazy[Lifecycle] = Lazy("stockpile_app.services.lifecycle", "Lifecycle")
    national: Lazy[National] = Lazy("stockpile_app.services.national", "National")
    overview: Lazy[Overview] = Lazy("stockpile_app.services.overview", "Overview")
    past: Lazy[Past] = Lazy("stockpile_app.services.past", "Past")
    staff: Lazy[Staff] = Lazy("stockpile_app.services.staff", "Staff")
    needs: Lazy[Needs] = Lazy("stockpile_app.services.needs", "Needs")
    lessons: Lazy[Lessons] = Lazy("stockpile_app.services.lessons", "Lessons")
    admissions: Lazy[Admissions] = Lazy("stockpile_app.services.admissions", "Admissions")
    collections: Lazy[Collections] = Lazy("stockpile_app.services.collections", "Collections")
    contacts: Lazy[Contacts] = Lazy("stockpile_app.services.contacts", "Contacts")
    tracing: Lazy[Tracing] = Lazy("stockpile_app.services.tracing", "Tracing")
    losses: Lazy[LossReports] = Lazy("stockpile_app.services.losses", "LossReports")
    backup_papers: Lazy[BackupPapers] = Lazy("stockpile_app.services.backup_papers", "BackupPapers")

    def __init__(self, desk: Desk) -> None:
        """Offer what can be done at ``desk``."""
        self.desk = desk
        self.weapons = Weapons(desk)
        self.places = Places(desk)
        self.users = Users(desk)
        self.ledgers = Ledgers(desk)

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
