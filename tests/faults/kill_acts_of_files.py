"""Acts on more than one file: keys beside the ledger, backups, restored and upgraded registers."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from pathlib import Path

from stockpile_app.domain.access import Role
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import SignInRefused, StockpileError
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.users import AddUser
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.persistence import backup
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.opening import open_store
from stockpile_app.services import registers
from stockpile_app.services.backups import restore
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import NewRegister
from tests.builders import BRIAN, PASSWORD
from tests.faults.kill_acts import Act, Registering, clock, kinds

KEPT = Path(__file__).parents[1] / "fixtures" / "registers"
SECOND, THIRD = "a second horse battery staple", "a third horse battery staple"


def opens(services: Services, name: str, password: str) -> bool:
    """Whether somebody can sign in with a password."""
    folder = services.desk.store.paths.folder
    try:
        open_store(folder, name, password, clock(3), read_only=True).close()
    except SignInRefused:
        return False
    finally:  # wrong passwords on purpose are not to slow down the next ones
        (folder / "sign-in.json").unlink(missing_ok=True)
    return True


class ChangingPassword(Act):
    """A user changes their own password, twice."""

    name = "changing a password"
    passwords = (PASSWORD, SECOND, THIRD)
    deeds = (SECOND, THIRD)

    def sit_down(self, folder, days=1):
        # a person knows their password: those tried in vain here are not to slow down the next
        (folder / "register" / "sign-in.json").unlink(missing_ok=True)
        for password in self.passwords:
            with contextlib.suppress(SignInRefused):
                desk = registers.open_register(
                    folder / "register", self.user, password, clock(days)
                )
                return Services(desk)
        raise AssertionError("none of the passwords lets the user in")

    def do(self, deed, services):
        old = self.passwords[self.passwords.index(deed) - 1]
        registers.change_password(services.desk, old, deed)

    def there(self, deed, services):
        return kinds(services)["password-changed"] >= self.passwords.index(deed)

    def half(self, services):
        changed = kinds(services)["password-changed"]
        opening = [opens(services, self.user, each) for each in self.passwords]
        if opening != [at == changed for at in range(3)]:
            yield f"{changed} changes are in the ledger, and the passwords open {opening}"


class ChangingUsers(Act):
    """Users are added, helped and retired, and the recovery code is replaced."""

    name = "changing users"
    deeds = ("add", "reset", "retire", "code")

    def do(self, deed, services):
        users = services.users
        if deed == "add":
            users.add(AddUser("halima", "Halima", (Role.STOREKEEPER,), SECOND), BRIAN)
        elif deed == "reset":
            users.reset_password("chipo", SECOND, BRIAN)
        elif deed == "retire":
            users.retire("dora", "moved away")
        else:
            users.replace_recovery_code(BRIAN)

    def there(self, deed, services):
        users = {each.name: each for each in services.users.all()}
        entries = kinds(services)
        return {
            "add": "halima" in users,
            "reset": entries["user-key-replaced"] == 1,
            "retire": users["dora"].retired,
            "code": entries["recovery-code-replaced"] == 1,
        }[deed]

    def half(self, services):
        reset = self.there("reset", services)
        expected = {
            ("halima", SECOND): self.there("add", services),
            ("chipo", SECOND): reset,
            ("chipo", PASSWORD): not reset,
            ("dora", PASSWORD): not self.there("retire", services),
            ("brian", PASSWORD): True,
        }
        for (name, password), wanted in expected.items():
            if opens(services, name, password) != wanted:
                yield f"{name} can sign in: {not wanted}, against the ledger"
        keys = key_file.load(services.desk.store.paths.keys)
        stated = kinds(services)["recovery-key-stated"]
        if (key_file.recovery_key(keys) == self.first_code) != (stated == 1):
            yield "the recovery code is not the one that the ledger speaks of"

    def furnish(self, folder):
        keys = key_file.load(folder / "register" / "keys.json")
        self.first_code = key_file.recovery_key(keys)


class OpeningCompartments(Act):
    """A compartment gets its first key, and somebody looks into it."""

    name = "opening a compartment"
    user = "farah"
    deeds = ("open", "look")

    def do(self, deed, services):
        compartments = Compartments(services.desk)
        if deed == "open":
            compartments.require(Compartment.TRACING)
        else:
            compartments.note_viewed(Compartment.TRACING, "TR-1", "a request")

    def there(self, deed, services):
        kind = {"open": "compartment-opened", "look": "confidential-viewed"}[deed]
        return kinds(services)[kind] == 1

    def half(self, services):
        if self.there("open", services):
            Compartments(services.desk).require(Compartment.TRACING)
        if kinds(services)["compartment-opened"] > 1:
            yield "the compartment was opened twice"


class BackingUp(Act):
    """Backups are made."""

    name = "backing up"
    deeds = ("1", "2")

    def furnish(self, folder):
        with contextlib.closing(self.sit_down(folder, 0)) as services:
            Registering().do("P1", services)

    def do(self, deed, services):
        services.desk.store.clock.advance(minutes=int(deed))
        services.backups.make()

    def there(self, deed, services):
        return kinds(services)["backup-kept"] + kinds(services)["backup-made"] >= int(deed)

    def half(self, services):
        entries = kinds(services)
        files = sorted(services.desk.store.paths.backups.glob("*.stockpile"))
        if len(files) < entries["backup-kept"] + entries["backup-made"]:
            yield f"of the backups in the ledger only {len(files)} are there"
        yield from not_restorable(files)

    def tidy(self, services):
        services.desk.store.clock.advance(minutes=9)
        services.backups.make()


def not_restorable(files: list[Path]) -> list[str]:
    """Say which backups are not whole."""
    found = []
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            try:
                backup.unpack(file, Path(folder) / "register")
            except StockpileError as error:
                found.append(f"the backup {file.name} cannot be restored: {error}")
    return found


class Upgrading(Act):
    """A register that an older version of the program made is opened, and worked on."""

    name = "upgrading"
    deeds = ("Annexe",)
    schema = "0001"

    def furnish(self, folder):
        shutil.rmtree(folder / "register")
        backup.unpack(KEPT / f"{self.schema}.stockpile", folder / "register")
        self.kept = json.loads((KEPT / f"{self.schema}.json").read_text("utf-8"))

    def do(self, deed, services):
        services.places.add(AddPlace(PlaceKind.STORE, deed, parent=1))

    def there(self, deed, services):
        return kinds(services)["place-added"] == len(self.kept["places"]) + 1

    def half(self, services):
        if kinds(services)["weapon-registered"] != len(self.kept["weapons"]):
            yield "it lost weapons"
        files = sorted(services.desk.store.paths.backups.glob("*.stockpile"))
        if not files:
            yield "it was upgraded without a backup"
        yield from not_restorable(files)


class UpgradingNewer(Upgrading):
    """The same from the version before the last."""

    schema = "0007"


class Restoring(Act):
    """A backup is restored into a new folder."""

    name = "restoring a backup"

    def furnish(self, folder):
        register = folder / "register"
        with contextlib.closing(self.sit_down(folder, 0)) as services:
            Registering().do("P1", services)
            services.backups.make(folder / "medium")
        register.rename(folder / "lost")

    def play(self, folder, say):
        if not self._done(folder):
            say("begin restore")
            self._restore(folder)
            say("restore")

    deeds = ("restore",)

    def there(self, deed, services):
        return kinds(services)["backup-restored"] == 1 and kinds(services)["weapon-registered"] == 1

    def sit_down(self, folder, days=1):
        if days and not self._done(folder):
            self._restore(folder)  # what a person would do
        return super().sit_down(folder, days)

    def _done(self, folder):
        return (folder / "register" / "keys.json").is_file()

    def _restore(self, folder):
        (file,) = (folder / "medium").glob("*.stockpile")
        restore(file, folder / "register", self.user, PASSWORD, clock()).store.close()


class Creating(Act):
    """A register is made, and its first weapon registered."""

    name = "making a register"
    deeds = ("C1",)

    def furnish(self, folder):
        (folder / "register").rename(folder / "other")

    def sit_down(self, folder, days=1):
        register = folder / "register"
        if (register / "keys.json").is_file():
            return super().sit_down(folder, days)
        command = NewRegister(
            register, "Ministry of Defence", "KE", "KE02", "Main depot", self.user, "", PASSWORD
        )
        return Services(registers.new_register(command, clock(days))[0])

    def do(self, deed, services):
        Registering().do(deed, services)

    def there(self, deed, services):
        return Registering().there(deed, services)


ACTS: tuple[type[Act], ...] = (
    ChangingPassword,
    ChangingUsers,
    OpeningCompartments,
    BackingUp,
    Upgrading,
    UpgradingNewer,
    Restoring,
    Creating,
)
