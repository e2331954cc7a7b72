"""What somebody is at when the program is killed: each act furnishes a register, plays, and tells.

An act is a few deeds, one after the other. Each is said to be begun, is done by a service, and is
said to be done once the service returned, as a window would tell its user. What was done already
is left out, so that an act can be gone on with after a kill as a person would.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select

from stockpile_app.domain.disposal import DisposeOfWeapons
from stockpile_app.domain.disposal_records import DisposalLineState
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.stocktakes import CountWeapon
from stockpile_app.domain.vocabulary import Status
from stockpile_app.domain.weapons import AddPhotograph, RegisterWeapon
from stockpile_app.persistence.tables import EntryRow
from stockpile_app.services import registers
from stockpile_app.services.gateway import Services
from tests.builders import BRIAN, PASSWORD, START, FakeClock, number
from tests.builders_disposal import Depot
from tests.builders_stocktakes import furnish, opened

Say = Callable[[str], None]


def clock(days: int = 1) -> FakeClock:
    """Return the clock of a day after the register was furnished."""
    return FakeClock(START + dt.timedelta(days=days))


def kinds(services: Services) -> Counter[str]:
    """Return how many entries there are of each kind."""
    with services.desk.store.read() as connection:
        return Counter(connection.execute(select(EntryRow.kind)).scalars())


def held(services: Services) -> int:
    """Return how many weapons are in the register, withdrawn ones left out."""
    return len(services.weapons.snapshot(WeaponQuery()))


class Act:
    """Something that people do, one deed after the other."""

    name = ""
    user = "amina"
    deeds: tuple[str, ...] = ()

    def furnish(self, folder: Path) -> None:
        """Put what is needed into the register in ``folder``, and files beside it."""

    def do(self, deed: str, services: Services) -> None:
        """Do one deed."""
        raise NotImplementedError

    def there(self, deed: str, services: Services) -> bool:
        """Whether what a deed does is there, all of it."""
        raise NotImplementedError

    def half(self, services: Services) -> Iterator[str]:
        """Say what is neither there nor not."""
        yield from ()

    def tidy(self, services: Services) -> None:
        """Do what removes what a killed deed left, if opening the register does not."""

    def sit_down(self, folder: Path, days: int = 1) -> Services:
        """Open the register as a person does."""
        desk = registers.open_register(folder / "register", self.user, PASSWORD, clock(days))
        return Services(desk)

    def play(self, folder: Path, say: Say) -> None:
        """Do what is not done yet, and say so."""
        say("begin to open")
        services = self.sit_down(folder)
        say("sat down")
        for deed in self.deeds:
            if not self.there(deed, services):
                say(f"begin {deed}")
                self.do(deed, services)
                say(deed)
        say("begin to close")
        services.close()


class Registering(Act):
    """Weapons are registered one by one."""

    name = "registering"
    deeds = ("K1", "K2", "K3")

    def do(self, deed, services):
        services.weapons.register(RegisterWeapon(place_id=1, serial=deed, maker="Colt", model="M4"))

    def there(self, deed, services):
        return any(each.serial == deed for each in services.weapons.find(deed).weapons)

    def half(self, services):
        if held(services) != kinds(services)["weapon-registered"]:
            yield "not every registered weapon is listed"


class Photographing(Act):
    """Photographs are kept in media.db, and their entries in register.db."""

    name = "attaching photographs"
    deeds = ("one", "two")

    def furnish(self, folder):
        with contextlib.closing(self.sit_down(folder, 0)) as services:
            Registering().do("P1", services)

    def do(self, deed, services):
        services.weapons.add_photograph(
            AddPhotograph(weapon_id=1, content=self._picture(deed), caption=deed)
        )

    def there(self, deed, services):
        for each in services.weapons.photographs(1):
            if each.caption == deed:
                return services.weapons.picture(each.sha256) == self._picture(deed)
        return False

    @staticmethod
    def _picture(deed):
        return b"\xff\xd8\xff" + deed.encode() * 20_000


class Importing(Act):
    """Two files are imported, with places that are new."""

    name = "importing"
    deeds = ("a", "b")
    rows = 30

    def furnish(self, folder):
        for deed in self.deeds:
            with (folder / f"{deed}.csv").open("w", newline="") as out:
                lines = csv.writer(out)
                lines.writerow(("Serial", "Maker", "Model", "Calibre", "Store", "Rack"))
                for row in range(self.rows):
                    where = (f"Store {deed}", f"Rack {row % 3}")
                    lines.writerow((f"{deed}{row:03d}", "Colt", "M4", "5.56 x 45 mm", *where))

    def do(self, deed, services):
        paper = services.desk.store.paths.folder.parent / f"{deed}.csv"
        report = services.imports.run(ImportFiles(files=(paper,)))
        assert report.created == self.rows, report

    def there(self, deed, services):
        return any(each.files == (f"{deed}.csv",) for each in services.imports.batches())

    def half(self, services):
        batches = len(services.imports.batches())
        if any(each.created != self.rows for each in services.imports.batches()):
            yield "an import is there without its last entry"
        if held(services) != batches * self.rows:
            yield f"{held(services)} weapons of {batches} files"
        if kinds(services)["place-added"] != 1 + 4 * batches:
            yield f"{kinds(services)['place-added']} places of {batches} files"


class Undoing(Importing):
    """An import is taken back, with its places."""

    name = "undoing an import"
    deeds = ("undo",)

    def furnish(self, folder):
        self.deeds = ("a", "b")
        super().furnish(folder)
        with contextlib.closing(self.sit_down(folder, 0)) as services:
            for each in self.deeds:
                super().do(each, services)
        self.deeds = ("undo",)

    def do(self, deed, services):
        newest = services.imports.batches()[0]
        services.imports.undo(newest.batch, "the wrong file", BRIAN)

    def there(self, deed, services):
        return services.imports.batches()[0].undone

    def half(self, services):
        undone = sum(each.undone for each in services.imports.batches())
        if held(services) != (2 - undone) * self.rows:
            yield f"{held(services)} weapons, {undone} of two imports undone"


class Counting(Act):
    """A store is counted, scan by scan."""

    name = "counting"
    user = "chipo"
    deeds = ("1", "2", "3", "4", "5")

    def furnish(self, folder):
        with contextlib.closing(Registering().sit_down(folder, 0)) as services:
            self.stocktake = opened(furnish(services))

    def do(self, deed, services):
        text = number(int(deed)).replace("-", "")
        answer = services.stocktakes.count(
            CountWeapon(stocktake_id=self.stocktake, counter=1, text=text)
        )
        assert answer.line is not None

    def there(self, deed, services):
        lines = services.stocktakes.lines(self.stocktake, 1)
        return any(each.weapon and each.weapon.number == number(int(deed)) for each in lines)

    def half(self, services):
        lines = services.stocktakes.lines(self.stocktake, 1)
        if services.stocktakes.progress(self.stocktake, 1).counted != len(lines):
            yield "the count does not go on where it stopped"


class Destroying(Act):
    """Weapons are read by two people and cut up, on a day that is closed with its scrap."""

    name = "destroying"
    deeds = ("day", "read 1", "read 2", "read 3", "cut", "close")

    def furnish(self, folder):
        with contextlib.closing(self.sit_down(folder, 0)) as services:
            depot = Depot(services, 3)
            self.weapons, self.cage = depot.weapons, depot.cage
            self.order = depot.placed()

    def do(self, deed, services):
        depot = Depot.__new__(Depot)  # goes on in the depot that was furnished
        depot.services, depot.weapons, depot.cage = services, self.weapons, self.cage
        if deed == "day":
            depot.day(self.order)
            return
        day = services.disposal.get(self.order).days[0].id
        session = services.disposal.resume_day(day, BRIAN)
        if deed == "cut":
            session.dispose(DisposeOfWeapons())
        elif deed == "close":
            depot.close(session, len(self.weapons))
        else:
            depot.read(session, self.weapons[int(deed[-1]) - 1])

    def there(self, deed, services):
        days = services.disposal.get(self.order).days
        if deed in {"day", "close"}:
            return bool(days) and (deed == "day" or days[0].ended_at is not None)
        lines = services.disposal.lines(self.order)
        if deed == "cut":
            weapons = services.weapons.load(self.weapons).values()
            return all(each.status is Status.DESTROYED for each in weapons)
        line = lines[int(deed[-1]) - 1]
        return line.state in {DisposalLineState.VERIFIED, DisposalLineState.DISPOSED}

    def half(self, services):
        lines = services.disposal.lines(self.order)
        cut = [each.state is DisposalLineState.DISPOSED for each in lines]
        gone = [
            each.status is Status.DESTROYED for each in services.weapons.load(self.weapons).values()
        ]
        if cut != gone or len(set(cut)) != 1:
            yield "some of the weapons that were cut together are destroyed, some are not"


ACTS: tuple[type[Act], ...] = (
    Registering,
    Photographing,
    Importing,
    Undoing,
    Counting,
    Destroying,
)
