"""What is done in an office, by keyboard and scanner alone."""

from __future__ import annotations

from collections.abc import Callable

from stockpile_app.domain.access import Role
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.tracing_vocabulary import TraceDirection
from stockpile_app.domain.vocabulary import PersonKind
from stockpile_app.persistence.opening import open_store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import utc_now
from tests.system.tasks.hands import Hands
from tests.system.tasks.office import Office
from tests.system.tasks.table import REPORT, RESTORE, TRACE, USER, Task

Tally = Callable[[Task, Hands], None]
_PASSWORD = "four boats before the wind"


def test_that_a_user_is_added(office: Office, tally: Tally) -> None:
    with office.seat() as seat:
        hands = seat.hands
        hands.press("Ctrl+F10", "Alt+A")
        assert (hands.dialog, hands.focus) == ("add_user_dialog", "name")
        hands.type("keeper2")
        hands.press("Tab")
        hands.type("Demo Keeper Two")
        hands.press("Tab", "Space", "Alt+W")
        hands.type(_PASSWORD)
        hands.press("Tab")
        hands.type(_PASSWORD)
        hands.press("Tab", "Down", "Tab")
        assert hands.focus == "second_password"
        hands.type(office.demo.password)
        hands.press("Enter")
        assert hands.dialog == ""
        user = next(each for each in seat.services.users.all() if each.name == "keeper2")
        assert (user.full_name, user.roles) == ("Demo Keeper Two", (Role.STOREKEEPER,))
        tally(USER, hands)
    with office.seat("keeper2", _PASSWORD) as seat:
        assert seat.window.current == "overview"


def test_that_a_backup_is_restored(office: Office, tally: Tally) -> None:
    with office.seat() as seat:
        hands, services = seat.hands, seat.services
        services.backups.make()
        weapons = len(services.weapons.snapshot(WeaponQuery()))
        services.people.add(AddPerson(kind=PersonKind.PERSON, name="Demo Nobody", code="X-1"))

        hands.press("Ctrl+Alt+Shift+R")
        assert (hands.dialog, hands.focus) == ("restore_dialog", "password")
        hands.type(office.demo.password)
        hands.press("Enter")
        assert hands.dialog == "losses_dialog"
        hands.press("Enter", "Enter", "Esc")  # what has to be entered again is kept on paper
        assert hands.dialog == ""
        assert "Demo Nobody" in office.read()
        tally(RESTORE, hands)
    folder = office.register.with_name("register-2")
    store = open_store(folder, "manager", office.demo.password, utc_now)
    restored = Services(Desk(store))
    assert "Demo Nobody" not in {each.name for each in restored.people.all()}
    assert len(restored.weapons.snapshot(WeaponQuery())) == weapons
    store.close()


def test_that_a_national_report_is_frozen(office: Office, tally: Tally) -> None:
    with office.seat() as seat:
        hands, national = seat.hands, seat.services.national
        before = {each.id for each in national.frozen()}

        hands.press("Ctrl+F12", "F5", "F9")
        assert (hands.dialog, hands.focus) == ("freeze_dialog", "title")
        hands.press("Enter", "F11", "Enter", "Alt+S", "Enter", "Esc")

        [report] = [each for each in national.frozen() if each.id not in before]
        assert report.number in office.read()
        tally(REPORT, hands)


def test_that_a_trace_request_is_answered(office: Office, tally: Tally) -> None:
    with office.seat("tracer") as seat:
        hands, tracing = seat.hands, seat.services.tracing
        into = [each for each in tracing.files() if each.direction is TraceDirection.IN]
        [asked] = [each for each in into if each.answered_on is None]

        hands.press("Ctrl+F5", "Down", "F4")
        assert "No weapon of the register" in hands.sees("hits_said").text()
        hands.press("Esc", "F7", "N")  # there is no record of it
        hands.press("Alt+R", "F11", "Enter", "Alt+S", "Enter", "Esc")

        assert tracing.open(asked.id).answered_on == seat.services.desk.today
        assert asked.id in office.read()
        assert asked.description is not None
        assert asked.description.serial in office.read()
        tally(TRACE, hands)
