"""A day at a depot, again and again: nothing grows but the ledger."""

from __future__ import annotations

import datetime as dt
import gc
import statistics
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.documents import PrintAuditSheet, PrintLabels
from stockpile_app.domain.movements import IssueWeapons, MoveWeapons, ReturnWeapons
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.stocktakes import CloseStocktake
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence.verify import verify
from stockpile_app.settings import Settings, Theme
from stockpile_app.ui.application import Session
from tests.builders import PASSWORD
from tests.builders_stocktakes import RACK_1, RACK_2, STORE_B, counted, furnish

DIALOGS = ("as_of", "doctor", "about", "glossary", "check_paper", "backups", "check_lists", "help")
"""Commands of the window that open something which is closed again."""
ACTS = 40
"""Weapons that go out and come back in a shift, one by one."""
SHORT, LONG = 2, 96
"""Shifts: two in CI; of a quarter of an hour each, a day and a night on request."""
MOST_WAL = 8 * 2**20
MOST_QT = 2
SHIFTS_A_QT = 12
"""More that wait to be deleted by chance, and one in so many shifts; a page that stays is dozens
in each."""
MOST_HANDLES = 3
"""More that are open by chance: connections of the pool."""
MOST_THREADS = 8
"""This one, one writer, three readers, and what libraries keep."""
MOST_OBJECTS = 400
"""Python's objects that a shift may leave: a register that is not let go is 20,000."""
MOST_BACKUPS = 6
MOST_BYTES_A_SHIFT = 1_000_000
"""Memory that comes and goes with the size of the register; a register that stays is 7 MB."""
MOST_PER_ENTRY = 2000
"""Bytes of the database that an entry may take, with its signature and everything derived."""


class Levels(NamedTuple):
    """What may not grow, after a shift and everything that waits."""

    qt: int
    python: int
    handles: int
    threads: int
    temporary: int
    memory: int


class Depot:
    """People who sign in, work a shift in the window, and leave."""

    def __init__(self, qtbot, qapp, folder):
        self.qtbot, self.folder, self.shifts = qtbot, folder, 0
        self.session = Session(qapp, Settings(theme=Theme.LIGHT))
        self.session.sign_in(folder)
        self.enter()
        furnish(self.services)
        self.services.people.add(AddPerson(name="Ada Otieno", code="K-17"))
        [self.ada] = self.services.people.find("Ada Otieno")

    @property
    def services(self):
        return self.session._services

    @property
    def window(self):
        return self.session.main_window

    def settle(self):
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.session.jobs._running, timeout=60_000)
            self.qtbot.wait(1)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # --- coming and going ------------------------------------------------------------------------

    def enter(self):
        window = self.session.sign_in_window
        window.user.setCurrentText("amina")
        window.password.setText(PASSWORD)
        window.sign_in()
        self.qtbot.waitUntil(lambda: self.window is not None, timeout=60_000)
        self.settle()

    def leave(self):
        self.window.actions_["open_register"].trigger()
        self.qtbot.waitUntil(lambda: self.session.sign_in_window is not None, timeout=60_000)
        self.settle()

    def lock_and_unlock(self):
        lock = self.window.idle_lock
        lock.lock()
        dialog = lock.dialog
        dialog.password.setText(PASSWORD)
        dialog.unlock.click()
        self.qtbot.waitUntil(lambda: not lock.is_locked, timeout=60_000)
        self.settle()

    # --- a shift ---------------------------------------------------------------------------------

    def shift(self, out: Path):
        self.shifts += 1
        self.work()
        self.papers(out)
        for page in sorted(self.window._kinds):
            self.window.go_to(page)
            self.settle()
        for name in DIALOGS:
            self.window.actions_[name].trigger()
            self.settle()
            self.close_dialogs()
        self.window.weapons_page.show_weapon(1 + self.shifts % 9)
        self.settle()
        self.window.finder.look_for(f"A{self.shifts % 10:05d}")
        self.settle()
        self.lock_and_unlock()
        self.leave()
        self.enter()

    def close_dialogs(self):
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and isinstance(widget, QDialog):
                widget.reject()
                widget.close()
            elif widget.isVisible() and isinstance(widget, QMenu):
                widget.close()
        self.settle()

    def work(self):
        services, today = self.services, self.services.desk.today
        people = {"handed_by": "Hassan", "received_by": "Rita"}
        services.weapons.register(RegisterWeapon(place_id=STORE_B, serial=f"NEW-{self.shifts}"))
        for at in range(ACTS):
            act = {"weapon_ids": (1 + at % 7,), "occurred_on": today}
            services.movements.issue(
                IssueWeapons(
                    person_id=self.ada.id, due_on=today + dt.timedelta(days=1), purpose="guard",
                    authorised_by="Azra", **act, **people,
                )
            )  # fmt: skip
            services.movements.give_back(ReturnWeapons(place_id=RACK_1, **act, **people))
        for to in (RACK_2, RACK_1):
            services.movements.move(
                MoveWeapons(
                    weapon_ids=(1, 2, 3), place_id=to, occurred_on=today, reason="order",
                    authorised_by="Azra", **people,
                )
            )  # fmt: skip
        stocktake = counted(services, range(1, 8))
        services.stocktakes.close(CloseStocktake(stocktake_id=stocktake, occurred_on=today))
        # as the dialogs do: pages read anew, and whoever leaves makes a backup
        self.window.context.bus.committed.emit(ChangeSet(many=True))
        self.settle()

    def papers(self, out: Path):
        self.services.documents.audit_sheet(PrintAuditSheet(out=out / "sheet.pdf"))
        self.services.documents.labels(PrintLabels(out=out / "labels.pdf"))

    # --- what is measured ------------------------------------------------------------------------

    def levels(self) -> Levels:
        self.settle()
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        process = psutil.Process()
        tops = QApplication.topLevelWidgets()
        return Levels(
            qt=sum(1 + len(each.findChildren(QObject)) for each in tops if not each.parent()),
            python=len(gc.get_objects()),
            handles=process.num_fds() if hasattr(process, "num_fds") else process.num_handles(),
            threads=threading.active_count(),
            temporary=len(list(Path(tempfile.gettempdir()).glob("stockpile-*"))),
            memory=process.memory_info().rss,
        )

    def bytes_and_entries(self):
        with self.services.desk.store.read() as connection:
            pages, free, size, entries = (
                int(connection.exec_driver_sql(sql).scalar())
                for sql in (
                    "PRAGMA page_count",
                    "PRAGMA freelist_count",
                    "PRAGMA page_size",
                    "SELECT count(*) FROM entry",
                )
            )
        return (pages - free) * size, entries

    def close(self):
        for window in (self.session.main_window, self.session.sign_in_window):
            if window is not None:
                window.hide()
                window.deleteLater()
        self.session.jobs.shut_down()
        self.session.close_register()
        self.settle()


@pytest.fixture
def depot(qtbot, qapp, folder, monkeypatch, tmp_path, dressed):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    found = Depot(qtbot, qapp, folder)
    yield found
    found.close()
    dressed.use(dressed.wanted)  # its pictures went with the temporary folder


def live(depot, out, shifts):
    """Work some shifts; return what stood after each of them."""
    found = []
    for _ in range(shifts):
        depot.shift(out)
        found.append(depot.levels())
        assert (depot.folder / "register.db-wal").stat().st_size < MOST_WAL
    return found


def check(depot, levels, before):
    """Nothing is more after the last shift than after the first but for what is given."""
    first, last = levels[0], levels[-1]
    assert last.qt <= first.qt + MOST_QT + len(levels) // SHIFTS_A_QT, (first, last)
    assert last.temporary <= first.temporary, (first, last)
    assert last.handles <= first.handles + MOST_HANDLES, (first, last)
    assert max(each.threads for each in levels) <= MOST_THREADS, levels
    grown = (last.python - first.python) / (len(levels) - 1)
    assert grown < MOST_OBJECTS, (first, last)
    size, entries = depot.bytes_and_entries()
    assert (size - before[0]) / (entries - before[1]) < MOST_PER_ENTRY
    assert 0 < len(list((depot.folder / "backups").iterdir())) <= MOST_BACKUPS
    assert verify(depot.services.desk.store, NoProgress()).problems == ()


def test_that_nothing_is_left_behind_by_a_shift(depot, tmp_path):
    live(depot, tmp_path, 1)  # what is kept for good is made now
    before = depot.bytes_and_entries()
    check(depot, live(depot, tmp_path, SHORT), before)


@pytest.mark.slow
def test_that_memory_is_flat_after_a_day_and_a_night_of_shifts(depot, tmp_path):
    live(depot, tmp_path, 4)
    before = depot.bytes_and_entries()
    levels = live(depot, tmp_path, LONG)
    check(depot, levels, before)
    half = levels[LONG // 2 :]
    times = range(len(half))
    slope = statistics.linear_regression(times, [each.memory for each in half]).slope
    assert slope < MOST_BYTES_A_SHIFT, [each.memory >> 20 for each in levels]
