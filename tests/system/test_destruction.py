"""Five hundred weapons destroyed through the window, with what goes wrong on the way.

Two people at the cutter with a scanner and a keyboard; one weapon that does not match; a day that
ends half-way; a power cut; an inspector who verifies; and a certificate whose figures are followed
to the entries that made them.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from stockpile_app.domain.disposal_records import DisposalLineState, OrderState
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import Status
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.verify import verify
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.settings import Settings
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.pages.disposal_page import DisposalPage
from stockpile_app.ui.tones import Tone
from tests.builders import PASSWORD, FakeClock
from tests.builders_disposal import Depot
from tests.ui.conftest import dressed, home, idle, window_of
from tests.ui.disposal_fixtures import (
    begin_day,
    press,
    read,
    scan,
    show,
    sign,
    submit,
)

__all__ = ["dressed", "home", "window_of"]

WEAPONS = 500
WRONG = 137
"""The weapon whose plate says something else than the list."""

FIRST_DAY = 260
CUT = 390
"""Where the power goes."""


class Seat:
    """Somebody at the window of the register in a folder."""

    def __init__(self, folder: Path, name: str, clock: FakeClock, window_of) -> None:
        """Sign in and open the page of disposal."""
        self.services = Services(Desk(open_store(folder, name, PASSWORD, clock)))
        self.context = UiContext(self.services, JobRunner(), ChangeBus(), Settings())
        self.window: MainWindow = window_of(self.context, "disposal")
        found = self.window.page("disposal")
        assert isinstance(found, DisposalPage)
        self.page = found

    def leave(self) -> None:
        """Close the window, and then the register."""
        self.window._may_close = True
        self.window.idle_lock.stop()
        self.window.close()
        assert self.context.jobs.shut_down()
        self.services.close()


@pytest.fixture
def sit(window_of, clock) -> Iterator:
    """Sit down as somebody."""
    seats: list[Seat] = []

    def sit_down(folder: Path, name: str = "amina") -> Seat:
        seats.append(Seat(folder, name, clock, window_of))
        return seats[-1]

    yield sit_down
    for each in seats:
        each.context.jobs.shut_down()
        each.services.close()


def order_and_bring(qtbot, seat: Seat, depot: Depot) -> int:
    """Order in the window, with methods compared; a second person approves; bring the weapons."""
    page = seat.page
    page.open_item(tuple(depot.weapons))
    dialog = page.orders.acts.dialog
    dialog.authority.setText("Ministry of Defence")
    dialog.legal_basis.setText("Arms Act, section 12")
    dialog.reason.setPlainText("Obsolete, and no unit asks for them.")
    dialog.compare.click()
    titles = [each.code for each in dialog.methods.table.records.records]
    dialog.methods.table.choose(titles.index("cutting"))
    dialog.method_reason.setPlainText("Shears are at hand; nothing is burnt.")
    submit(qtbot, page, dialog)
    (order,) = seat.services.disposal.list()
    assert order.weapons == WEAPONS

    # a step is not skipped: neither brought nor worked at before it is approved
    show(qtbot, page, order.id)
    acts = page.orders.acts
    assert not acts.place.isEnabled()
    assert not acts.work.isEnabled()
    acts.approve.trigger()
    sign(acts.dialog, "amina")  # who ordered it does not approve it
    submit(qtbot, page, acts.dialog)
    assert seat.services.disposal.get(order.id).order.state is OrderState.ORDERED
    sign(acts.dialog)
    submit(qtbot, page, acts.dialog)
    acts.place.trigger()
    acts.dialog.place.set_place(depot.cage)
    acts.dialog.handed_by.setText("Chipo")
    acts.dialog.received_by.setText("Otieno")
    acts.dialog.guarded_by.setText("Guard platoon")
    submit(qtbot, page, acts.dialog)
    assert seat.services.disposal.get(order.id).order.count(DisposalLineState.PLACED) == WEAPONS
    return order.id


def destroy(qtbot, seat: Seat, depot: Depot, weapons: range) -> None:
    """Read these weapons and confirm them; cut them in tens."""
    for at in weapons:
        plate = "KM9999" if at == WRONG else None
        read(qtbot, seat.page, depot, at, plate, plate)
        tone = seat.page.cutter.desk.answer.tone
        assert tone is (Tone.BAD if plate else Tone.GOOD)
        if at % 10 == 9:
            press(qtbot, seat.page, Qt.Key.Key_F9)


def end_day(qtbot, seat: Seat, disposed: int) -> None:
    """End the day: a wrong number is refused, the right one taken."""
    page = seat.page
    press(qtbot, page, Qt.Key.Key_F10)
    dialog = page.cutter.close_dialog
    dialog.disposed.setValue(disposed + 1)
    dialog.scrap.setText("812,5")
    dialog.scrap_to.setText("Foundry of the Ministry")
    submit(qtbot, page, dialog)
    assert f"recorded {disposed}" in dialog.form.error_text("disposed")
    dialog.disposed.setValue(disposed)
    submit(qtbot, page, dialog)
    assert not page.takes_scans


def resume(qtbot, seat: Seat, order: int) -> None:
    """Go on with the day that was open when the power went."""
    show(qtbot, seat.page, order)
    seat.page.orders.acts.work.trigger()
    dialog = seat.page.orders.acts.dialog
    assert dialog.objectName() == "resume_day_dialog"
    sign(dialog)
    submit(qtbot, seat.page, dialog)
    assert seat.page.takes_scans


def lift_the_stop(qtbot, seat: Seat, order: int) -> None:
    """Two people look at the stopped weapon again, and say why it may go on."""
    page = seat.page
    show(qtbot, page, order)
    detail = page.orders.detail
    detail.which.setCurrentIndex(detail.which.findData(DisposalLineState.STOPPED))
    detail.lines.selectRow(0)
    page.orders.acts.lift.trigger()
    dialog = page.orders.acts.dialog
    dialog.reason.setPlainText("A plate of another weapon was glued over its own; taken off.")
    sign(dialog)
    submit(qtbot, page, dialog)


def certify(qtbot, seat: Seat, order: int) -> bytes:
    """Verify as an inspector; a total that does not agree is refused; return the certificate."""
    page, acts = seat.page, seat.page.orders.acts
    show(qtbot, page, order)
    assert not acts.work.isEnabled()
    acts.attest.trigger()
    (row,) = acts.dialog.totals._rows
    row[1].setValue(WEAPONS - 1)
    submit(qtbot, page, acts.dialog)
    assert "difference -1" in acts.dialog.form.error_text("totals")
    row[1].setValue(WEAPONS)
    submit(qtbot, page, acts.dialog)
    assert seat.services.disposal.get(order).order.state is OrderState.VERIFIED
    paper = next(each for each in acts.papers.actions() if each.data() == "certificate")
    paper.trigger()
    acts.dialog.make_button.click()
    qtbot.waitUntil(lambda: bool(acts.dialog._content), timeout=60_000)
    idle(qtbot, seat.context)
    content = acts.dialog._content
    acts.dialog.reject()
    return content


def follow(seat: Seat, order: int, certificate: bytes) -> None:
    """Follow every line and figure of the certificate to the entries."""
    with seat.services.desk.store.read() as connection:
        entries = {
            row.seq: (row.kind, json.loads(row.body))
            for row in connection.exec_driver_sql("SELECT seq, kind, body FROM entry")
        }
    pages = pypdfium2.PdfDocument(certificate)
    text = "\n".join(each.get_textpage().get_text_bounded() for each in pages)
    numbers = {seat.services.desk.weapon(each.weapon.id).number for each in lines_of(seat, order)}
    listed = set(re.findall(r"[A-Z0-9]{2,4}-\d{6}-[0-9A-Z]", text)) & numbers
    assert len(listed) == WEAPONS
    told = {int(seq) for seq in re.findall(r"entry (\d+)", text.replace("\n", " "))}
    read_of, disposed_of = set(), []
    for seq in told:
        kind, body = entries[seq]
        if kind == "disposal-weapon-verified":
            read_of.add(body["number"])
        elif kind == "weapons-disposed":
            disposed_of += body["weapons"]
    assert read_of == set(disposed_of) == numbers
    assert len(disposed_of) == WEAPONS  # each in one entry, and in no other
    days = seat.services.disposal.get(order).days
    closed = [body for kind, body in entries.values() if kind == "disposal-day-closed"]
    assert [each.disposed for each in days] == [each["disposed"] for each in closed]
    assert sum(each.disposed for each in days) == WEAPONS
    stopped = [body for kind, body in entries.values() if kind == "disposal-weapon-stopped"]
    assert [each["serial_read"] for each in stopped] == ["KM9999"]
    assert sum(each.stopped for each in days) == 1
    (attested,) = [body for kind, body in entries.values() if kind == "disposal-verified"]
    assert attested["disposed"] == WEAPONS
    # whether a witness is a woman or a man stands beside no name, and of so few in no total either
    for line in text.splitlines():
        if "Wanjiku" in line:
            assert not re.search(r"\b(women|woman|female)\b", line, re.IGNORECASE)
    assert re.search(r"\b[12] (person|people) watched\.", text)
    assert "Women:" not in text


def lines_of(seat: Seat, order: int):
    return seat.services.disposal.lines(order)


def test_that_five_hundred_weapons_are_destroyed_and_nobody_can_doubt_it(
    qtbot, sit, folder, clock, tmp_path
):
    seat = sit(folder)
    depot = Depot(seat.services, WEAPONS)
    order = order_and_bring(qtbot, seat, depot)

    begin_day(qtbot, seat.page, depot, order)
    destroy(qtbot, seat, depot, range(FIRST_DAY))
    end_day(qtbot, seat, FIRST_DAY - 1)

    clock.advance(days=1)
    begin_day(qtbot, seat.page, depot, order)
    destroy(qtbot, seat, depot, range(FIRST_DAY, CUT + 5))
    # what is on the disk when the power goes is all that is left
    after = shutil.copytree(folder, tmp_path / "after the power cut")
    seat.leave()

    seat = sit(after)
    depot.services = seat.services
    found = seat.services.disposal.get(order).order
    assert found.count(DisposalLineState.DISPOSED) == CUT - 1
    assert found.count(DisposalLineState.VERIFIED) == 5
    resume(qtbot, seat, order)
    scan(qtbot, seat.page, seat.services.desk.weapon(depot.weapons[0]).number)
    assert seat.page.cutter.desk.answer.tone is Tone.BAD  # not twice
    destroy(qtbot, seat, depot, range(CUT + 5, WEAPONS))
    end_day(qtbot, seat, WEAPONS - FIRST_DAY)

    clock.advance(days=1)
    lift_the_stop(qtbot, seat, order)
    begin_day(qtbot, seat.page, depot, order)
    read(qtbot, seat.page, depot, WRONG)
    press(qtbot, seat.page, Qt.Key.Key_F9)
    end_day(qtbot, seat, 1)
    assert seat.services.disposal.get(order).order.left == 0
    seat.leave()

    inspector = sit(after, "dora")
    certificate = certify(qtbot, inspector, order)
    follow(inspector, order, certificate)
    store = inspector.services.desk.store
    assert {each.weapon.status for each in lines_of(inspector, order)} == {Status.DESTROYED}
    assert verify(store, NoProgress()).ok
