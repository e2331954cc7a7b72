"""What is done in an office, by keyboard and scanner alone."""

from __future__ import annotations

from collections.abc import Callable

from stockpile_app.domain.access import Role
from tests.system.tasks.hands import Hands
from tests.system.tasks.office import Office
from tests.system.tasks.table import USER, Task

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
