"""From a machine that knows no register to a sealed sheet, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from stockpile_app.domain.records import WeaponQuery
from stockpile_app.services.gateway import Services
from tests.system.tasks.hands import Hands
from tests.system.tasks.office import Office
from tests.system.tasks.table import FIRST_RUN, TASKS, Task, written

_PASSWORD = "four boats before the wind"
_SECOND = "nine gates along the river"
_BOOK = """Serial,Maker,Model,Calibre,Location
A1001,Izhmash,AKM,7.62 x 39 mm,Store A
A1002,Izhmash,AKM,7.62 x 39 mm,Store A
A1003,Tula,SKS,7.62 x 39 mm,Store A
"""


def make_register(hands: Hands, folder: Path) -> None:
    """Make the register, keep its recovery sheet, and let a second person sign in."""
    hands.press("Alt+N")
    assert hands.dialog == "new_register_dialog"
    hands.type_path(folder)
    hands.press("Tab")  # past the button that browses
    for text in ("Demo Ministry", "Kenya", "KE01", "Main depot", "amina", "Amina Example"):
        hands.press("Tab")
        hands.type(text)
    for _again in range(2):
        hands.press("Tab")
        hands.type(_PASSWORD)
    hands.press("Enter")
    assert hands.dialog == "recovery_code_dialog"
    hands.press("Alt+S", "Enter", "Alt+K", "Alt+G")
    assert hands.dialog == "second_user_dialog"
    hands.type("brian")
    hands.press("Alt+W")
    hands.type(_SECOND)
    hands.press("Tab")
    hands.type(_SECOND)
    hands.press("Enter")
    assert hands.dialog == ""


def test_that_nothing_becomes_a_register_with_a_sealed_sheet(
    office: Office,
    tally: Callable[[Task, Hands], None],
    tmp_path: Path,
) -> None:
    book = tmp_path / "book.csv"
    book.write_text(_BOOK, encoding="utf-8")
    with office.first_start() as (session, hands):
        make_register(hands, tmp_path / "first")
        assert session.main_window is not None
        services: Services = session.main_window.context.services
        hands.press("Alt+I", "Alt+C")
        hands.type_path(book)
        hands.press("Enter", "Alt+N", "Alt+N")
        hands.press("Alt+M", "Esc", "Ctrl+P", "Enter", "Alt+S", "Enter", "Esc")
        assert len(services.weapons.snapshot(WeaponQuery())) == 3
        recovery, _sheet = office.made
        assert recovery.name.startswith("recovery-sheet")
        assert services.register.authority in office.read()
        assert all(serial in office.read() for serial in ("A1001", "A1002", "A1003"))
        assert [each.name for each in services.users.all()] == ["amina", "brian"]
        tally(FIRST_RUN, hands)


def test_that_the_table_has_all_tasks() -> None:
    assert list(written()) == [each.name for each in TASKS]
    assert len(TASKS) == 10
