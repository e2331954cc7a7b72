"""The demonstration register: believable, made through the same services as a real one."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from stockpile_app.domain.access import Role
from stockpile_app.domain.documents import PrintAuditSheet, PrintLabels
from stockpile_app.domain.errors import StorageFailed
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import WeaponQuery, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import AddUser, Credentials
from stockpile_app.domain.vocabulary import (
    Component,
    Condition,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
)
from stockpile_app.domain.weapons import (
    AddPhotograph,
    CorrectIdentity,
    DescribeWeapon,
    ObserveMark,
)
from stockpile_app.persistence.files import storage_failure
from stockpile_app.services.demo_collections import DemoCollections
from stockpile_app.services.demo_data import photograph, shipped, write_property_book
from stockpile_app.services.demo_life import DepotLife
from stockpile_app.services.demo_programme import DemoProgramme
from stockpile_app.services.demo_stock import DemoStock
from stockpile_app.services.demo_tracing import DemoTracing
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import (
    Clock,
    NewRegister,
    new_register,
    open_register,
    utc_now,
)
from stockpile_app.services.sign_in_names import MARKER

_REGISTER: Final = "register"
_MARKED: Final = 12
_FEWEST_FOR_LIFE: Final = 1000
"""With fewer weapons some stores of the demonstration are empty."""
_MOST_ON_PAPER: Final = 4000
"""With more weapons only so many get labels, and the sheet is that of one workshop."""
_WORKSHOP: Final = "Armourer's workshop"

_NOT_EMPTY: Final = N_(
    "The folder {folder} is not empty and holds no demonstration. Name a new or empty folder."
)


@dataclass(frozen=True, slots=True)
class Demo:
    """A demonstration, made now or earlier.

    Attributes:
        documents: What was printed and exported from it.
        users: The names that sign in with ``password``.
        made: Whether it was made now.
    """

    folder: Path
    register: Path
    users: tuple[str, ...]
    password: str
    weapons: int
    documents: tuple[Path, ...]
    made: bool


def make_demo(
    folder: Path, weapons: int = 2000, progress: Progress | None = None, clock: Clock = utc_now
) -> Demo:
    """Make a demonstration in a new or empty folder, or return the one that is there.

    Raises:
        StorageFailed: The folder is not empty, or cannot be written.
        Cancelled: The user asked to stop; nothing is left behind.
    """
    folder = folder.absolute()
    if (folder / MARKER).is_file():
        return _existing(folder)
    fresh = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StorageFailed(_NOT_EMPTY, folder=folder)
    except OSError as error:
        raise storage_failure(folder, error) from error
    try:
        begun = clock()  # it stands still: no day ends while what happened in it is told
        return _make(folder, weapons, progress or NoProgress(), lambda: begun)
    except BaseException:  # half a demonstration would only be in the way
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if fresh:
            folder.rmdir()
        raise


def _existing(folder: Path) -> Demo:
    try:
        marked = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return Demo(
            folder=folder,
            register=folder / _REGISTER,
            users=tuple(marked["users"]),
            password=marked["password"],
            weapons=int(marked["weapons"]),
            documents=tuple(folder / name for name in marked["documents"]),
            made=False,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageFailed(_NOT_EMPTY, folder=folder) from error


def _make(folder: Path, weapons: int, progress: Progress, clock: Clock) -> Demo:
    plan = shipped("register")
    password: str = plan["password"]
    first, second, *_others = (user["name"] for user in plan["users"])
    desk, code = new_register(
        NewRegister(
            folder=folder / _REGISTER,
            **plan["register"],
            depot=plan["depots"][0]["name"],
            user=first,
            full_name=plan["users"][0]["full_name"],
            password=password,
        ),
        clock,
    )
    services = Services(desk)
    approver = Credentials(second, password)
    try:
        services.documents.recovery_sheet(folder / "recovery-sheet.pdf", code)
        _add_users(services, approver)
        _import(services, weapons, progress)
        _work(services, approver)
        documents = _print(services, folder, progress)
        stock = DemoStock(services, approver)
        if weapons >= _FEWEST_FOR_LIFE:
            documents += DepotLife(services, approver, plan).live(folder)
            documents += stock.live(folder)
            documents += DemoProgramme(services).live(folder)
    finally:
        services.close()
    if weapons >= _FEWEST_FOR_LIFE:
        documents += _let_others_work(folder, plan, stock, clock)
    names = tuple(user["name"] for user in plan["users"])
    made = Demo(folder, folder / _REGISTER, names, password, weapons, documents, made=True)
    _mark(made)
    return made


def _let_others_work(
    folder: Path, plan: dict[str, Any], stock: DemoStock, clock: Clock
) -> tuple[Path, ...]:
    """Let those work who are not the manager, each at a desk of their own."""
    documents: tuple[Path, ...] = ()
    with _signed_in(folder, plan, "inspector", clock) as services:
        documents += stock.attest(services, folder)
    with _signed_in(folder, plan, "tracer", clock) as services:
        DemoTracing(services).live(stock.seized)
        documents += stock.report(services, folder)
    with _signed_in(folder, plan, "ddr", clock) as services:
        documents += DemoCollections(services).live(folder)
    return documents


@contextmanager
def _signed_in(folder: Path, plan: dict[str, Any], user: str, clock: Clock) -> Iterator[Services]:
    services = Services(open_register(folder / _REGISTER, user, plan["password"], clock))
    try:
        yield services
    finally:
        services.close()


def _add_users(services: Services, second: Credentials) -> None:
    for user in shipped("register")["users"][1:]:
        roles = tuple(Role(each) for each in user["roles"])
        command = AddUser(user["name"], user["full_name"], roles, second.password)
        services.users.add(command, second if services.users.needs_second() else None)


def _import(services: Services, weapons: int, progress: Progress) -> None:
    with tempfile.TemporaryDirectory(prefix="stockpile-demo-") as name:
        file = Path(name) / "property-book.csv"
        write_property_book(file, weapons)
        report = services.imports.run(ImportFiles(files=(file,)), progress)
    if report.errors:  # the shipped lists are wrong: a fault of the program
        raise RuntimeError(report.errors[0].message)


def _work(services: Services, second: Credentials) -> None:
    """Do with some weapons what a depot does with all of them."""
    ids = services.weapons.snapshot(WeaponQuery())
    chosen = list(services.weapons.load(ids[:_MARKED]).values())
    for weapon in chosen:
        _observe_marks(services, weapon)
    for weapon in chosen[1:4]:
        services.weapons.describe(
            DescribeWeapon(
                weapon_id=weapon.id,
                category=weapon.category,
                condition=Condition.REPAIRABLE,
                source=weapon.source,
                reference=weapon.reference,
                notes="Firing pin to be replaced.",
            )
        )
    if chosen:
        picture = AddPhotograph(
            weapon_id=chosen[0].id, content=photograph(), caption="Left side (drawing)"
        )
        services.weapons.add_photograph(picture)
        _correct(services, chosen[-1], second)


def _observe_marks(services: Services, weapon: WeaponRecord) -> None:
    if weapon.serial is not None:
        services.weapons.observe_mark(
            ObserveMark(
                weapon_id=weapon.id,
                component=Component.RECEIVER,
                occasion=MarkOccasion.MANUFACTURE,
                text=weapon.serial,
                position="left side",
                method=MarkMethod.STAMP,
                met=(MarkQuality.EXPOSED, MarkQuality.READABLE, MarkQuality.DURABLE),
            )
        )
    services.weapons.observe_mark(
        ObserveMark(
            weapon_id=weapon.id,
            component=Component.RECEIVER,
            occasion=MarkOccasion.STATE_STOCK,
            text=f"{services.register.country} MOD {weapon.number[-8:-2]}",
            position="right side",
            method=MarkMethod.DOT_PEEN,
            met=tuple(MarkQuality),
        )
    )


def _correct(services: Services, weapon: WeaponRecord, second: Credentials) -> None:
    services.weapons.correct(
        CorrectIdentity(
            weapon_id=weapon.id,
            reason="The year was read again with a magnifying glass.",
            serial=weapon.serial,
            serial_state=weapon.serial_state,
            maker=weapon.maker,
            model=weapon.model,
            calibre=weapon.calibre,
            country=weapon.country,
            year=(weapon.year or 1970) + 1,
        ),
        second,
    )


def _print(services: Services, folder: Path, progress: Progress) -> tuple[Path, ...]:
    labels, sheet = folder / "labels.pdf", folder / "audit-sheet.pdf"
    export = folder / "weapons.csv"
    ids = services.weapons.snapshot(WeaponQuery())
    few = tuple(ids[:_MOST_ON_PAPER]) if len(ids) > _MOST_ON_PAPER else None
    place = _WORKSHOP if few is not None else ""
    services.documents.labels(PrintLabels(out=labels, ids=few), progress)
    services.documents.audit_sheet(
        PrintAuditSheet(
            out=sheet,
            place=next((each.id for each in services.places.all() if each.name == place), None),
        ),
        progress,
    )
    services.exports.export(export, progress=progress)
    return labels, sheet, folder / "recovery-sheet.pdf", export


def _mark(demo: Demo) -> None:
    """Say that the folder is a demonstration, last of all: without it the rest is half done."""
    marked = {
        "register": _REGISTER,
        "users": demo.users,
        "password": demo.password,
        "weapons": demo.weapons,
        "documents": [path.name for path in demo.documents],
    }
    try:
        (demo.folder / MARKER).write_text(json.dumps(marked, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise storage_failure(demo.folder, error) from error
