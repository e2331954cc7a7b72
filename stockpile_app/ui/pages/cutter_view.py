"""The desk at the guarded place: scanner and keyboard only, two people, one weapon at a time.

The weapon is scanned; one person types the serial number off the metal, then the other, who does
not see what the first typed; neither is shown what is listed. What does not match stops that weapon
alone. Each answer is on disk before the next can be given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile_app.domain.disposal import DisposalDone, DisposeOfWeapons, ReadWeapon
from stockpile_app.domain.disposal_records import (
    DisposalDayRecord,
    DisposalLineState,
    OrderDetails,
    OrderLineRecord,
)
from stockpile_app.domain.disposal_rules import WITH_METHOD
from stockpile_app.domain.errors import SecondPersonNeeded, StockpileError
from stockpile_app.domain.numbers import parse
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import clean
from stockpile_app.i18n import gettext as _
from stockpile_app.services.cutter import CutterAnswer, CutterSession
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.disposal_work_dialogs import CloseDayDialog, ResumeDayDialog
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.scan_queue import ScanQueue
from stockpile_app.ui.texts import count, refusal_text
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.cutter_desk import CutterDesk, Stage


class CutterView(QWidget):
    """Goes with two people through a day of an order.

    Signals:
        left: The desk is left; the day stays open, or is ended.
    """

    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Have no day yet."""
        super().__init__(parent)
        self.setObjectName("cutter_view")
        self.setAccessibleName(_("Work at the guarded place"))
        self.context = context
        self.session: CutterSession | None = None
        self.day: DisposalDayRecord | None = None
        self.line: OrderLineRecord | None = None
        self._job: Job[Any] | None = None
        self._again: Callable[[], None] | None = None
        self.queue = ScanQueue(context.jobs, self._prepare, self)
        self.queue.looked_up.connect(self._on_found)
        self.queue.refused.connect(self._on_refused)
        self.desk = CutterDesk(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.desk)
        self.setFocusProxy(self.desk.field)
        self._connect()

    def _connect(self) -> None:
        self.desk.field.read.connect(self.on_scan)
        self.desk.read.returnPressed.connect(self._on_read)
        self.desk.confirm.returnPressed.connect(self._on_confirmed)
        self.desk.dispose_one.clicked.connect(self._on_dispose_one)
        self.desk.nothing.clicked.connect(self._on_nothing)
        self.desk.dispose_all.clicked.connect(self._on_dispose_all)
        self.desk.end_day.clicked.connect(self.open_close)
        self.desk.leave_desk.clicked.connect(self.left)
        for key, slot in (
            ("F8", self._on_nothing),
            ("F9", self._on_dispose_all),
            ("F10", self.open_close),
            ("Esc", self.start_over),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def begin(self, details: OrderDetails, session: CutterSession) -> None:
        """Begin, or go on, with a day."""
        self.session, self.day = session, session.day
        self.desk.start()
        self.desk.show_recipient(shown=details.order.kind not in WITH_METHOD)
        self.desk.title.setText(
            _("{order}, day {number}: {place}").format(
                order=details.order.number, number=session.day.number, place=session.day.place
            )
        )
        self.desk.people.setText(
            _("Reads: {reader}. Confirms: {confirmer}. Does the work: {operator}.").format(
                reader=session.day.reader,
                confirmer=session.day.confirmer,
                operator=session.day.operator,
            )
        )
        self._count()
        self.start_over()

    # --- stages ----------------------------------------------------------------------------------

    @Slot()
    def start_over(self) -> None:
        """Wait for the next weapon; what was typed of this one is forgotten."""
        self.line = None
        self.desk.show_stage(Stage.SCAN)
        self._say(Tone.NEUTRAL, _("Scan the weapon"), _("Scan its label, or type its number."))

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Take what was scanned: a weapon, or the serial number off a plate."""
        origin = self.context.services.register.origin
        if self.desk.stage in {Stage.READ, Stage.CONFIRM} and parse(text, (origin,)) is None:
            edit = self.desk.read if self.desk.stage is Stage.READ else self.desk.confirm
            edit.setText(clean(text))
            edit.returnPressed.emit()
            return
        self.queue.put(text)

    def _prepare(self, text: str) -> Callable[[], OrderLineRecord] | None:
        session = self.session
        return None if session is None else lambda: session.find(text)

    @Slot(object)
    def _on_found(self, line: OrderLineRecord) -> None:
        self.line = line
        weapon = line.weapon
        what = " ".join(filter(None, (line.maker, line.model, line.calibre)))
        if line.state is DisposalLineState.VERIFIED:
            self.desk.show_stage(Stage.DISPOSE)
            self._say(
                Tone.WARN,
                _("{number}: is it done?").format(number=weapon.number),
                _("Press Enter when it is cut, destroyed or handed over; Esc if not."),
            )
            return
        self.desk.show_stage(Stage.READ)
        self._say(
            Tone.GOOD,
            weapon.number,
            _("{what}. Now read the serial number off the metal.").format(what=what),
        )

    @Slot()
    def _on_read(self) -> None:
        if self.desk.stage is Stage.READ and self.desk.read.text().strip():
            self.desk.show_stage(Stage.CONFIRM)
            self._say(
                Tone.NEUTRAL,
                _("Now the second person"),
                _("Read the serial number off the metal yourself, and type it."),
            )

    @Slot()
    def _on_confirmed(self) -> None:
        if self.desk.stage is Stage.CONFIRM and self.desk.confirm.text().strip():
            self._record()

    @Slot()
    def _on_nothing(self) -> None:
        """There is no serial number to read on the weapon."""
        if self.desk.stage is Stage.READ:
            self.desk.read.clear()
            self.desk.show_stage(Stage.CONFIRM)
            self._say(Tone.NEUTRAL, _("Now the second person"), _("Is there nothing to read?"))
        elif self.desk.stage is Stage.CONFIRM:
            self.desk.confirm.clear()
            self._record()

    # --- acts ------------------------------------------------------------------------------------

    def _record(self) -> None:
        session, line = self.session, self.line
        if session is None or line is None:
            return
        asked = ReadWeapon(
            line.weapon.id, self.desk.read.text().strip(), self.desk.confirm.text().strip()
        )
        self._run(lambda: session.read(asked), self._on_answer, self._record)

    @Slot(object)
    def _on_answer(self, answer: CutterAnswer) -> None:
        number = answer.line.weapon.number
        self.desk.show_stage(Stage.SCAN)
        self.line = None
        if answer.matched:
            self._say(
                Tone.GOOD,
                _("{number} is the one listed").format(number=number),
                _("It may be cut or handed over. Then scan it again, or press F9."),
            )
            self.desk.remember("✓ " + _("{number} read and confirmed").format(number=number))
        else:
            self._say(
                Tone.BAD,
                _("Stop: {number} does not match").format(number=number),
                _("{why} Put it aside. Go on with the next.").format(why=answer.why),
            )
            self.desk.remember("✗ " + _("{number} stopped").format(number=number))
        self._done(answer.done)

    @Slot()
    def _on_dispose_one(self) -> None:
        if self.desk.stage is Stage.DISPOSE and self.line is not None:
            self._dispose((self.line.weapon.id,), self.line.weapon.number)

    @Slot()
    def _on_dispose_all(self) -> None:
        if self.desk.stage in {Stage.SCAN, Stage.DISPOSE}:
            self._dispose((), "")

    def _dispose(self, weapon_ids: tuple[int, ...], number: str) -> None:
        session = self.session
        if session is None:
            return
        asked = DisposeOfWeapons(weapon_ids=weapon_ids, received_by=self.desk.received_by.text())
        self._number = number
        self._run(
            lambda: session.dispose(asked),
            self._on_disposed,
            lambda: self._dispose(weapon_ids, number),
        )

    @Slot(object)
    def _on_disposed(self, done: DisposalDone) -> None:
        what = self._number or _("All that were read")
        self.line = None
        self.desk.show_stage(Stage.SCAN)
        self._say(Tone.GOOD, _("{what}: done").format(what=what), _("Scan the next weapon."))
        self.desk.remember("■ " + _("{what}: done").format(what=what))
        self._done(done)

    def _run(
        self, work: Callable[[], Any], then: Callable[[Any], None], again: Callable[[], None]
    ) -> None:
        if self._job is not None:
            return

        def run(_progress: Progress) -> Any:
            return work()

        self._again = again
        self.queue.hold(held=True)
        self._job = Job(run)
        self._job.succeeded.connect(then)
        self._job.refused.connect(self._on_refused)
        self._job.finished.connect(self._on_finished)
        self.context.jobs.start(self._job, writes=True)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self.queue.hold(held=False)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if isinstance(error, SecondPersonNeeded):
            self._say(Tone.WARN, _("The second person signs in again"), refusal_text(error))
            self.open_resume()
            return
        if self.desk.stage is not Stage.SCAN:
            self.start_over()
        self._say(Tone.BAD, _("Not this one"), refusal_text(error))
        self.desk.remember("✗ " + refusal_text(error))

    def _done(self, done: DisposalDone) -> None:
        self.context.bus.committed.emit(done.changes)
        self._count()

    def _say(self, tone: Tone, title: str, detail: str = "") -> None:
        self.desk.answer.say(tone, title, detail)

    def _count(self) -> None:
        if self.day is None:
            return
        details = self.context.services.disposal.get(self.day.order_id)
        self.day = next(each for each in details.days if each.id == self.day.id)
        order = details.order
        self.desk.figures.setText(
            _("Today: {done} done, {waiting} read, {stopped} stopped. Left: {left}").format(
                done=count(self.day.disposed),
                waiting=count(order.count(DisposalLineState.VERIFIED)),
                stopped=count(self.day.stopped),
                left=count(order.left),
            )
        )

    # --- the day ---------------------------------------------------------------------------------

    @Slot()
    def open_resume(self) -> None:
        """Let the second person sign in again; what was about to be recorded is recorded then."""
        if self.day is None:
            return
        dialog = ResumeDayDialog(self.context, self.day, self)
        dialog.succeeded.connect(self._on_resumed)
        self.dialog = dialog
        dialog.open()

    @Slot(object)
    def _on_resumed(self, session: CutterSession) -> None:
        self.session = session
        again, self._again = self._again, None
        if again is not None and self.desk.stage in {Stage.CONFIRM, Stage.DISPOSE}:
            again()
        else:
            self.start_over()

    @Slot()
    def open_close(self) -> None:
        """Open the form that ends the day."""
        if self.day is None:
            return
        dialog = CloseDayDialog(self.context, self.day, self.session, self)
        dialog.succeeded.connect(self._on_closed)
        self.close_dialog = dialog
        dialog.open()

    @Slot(object)
    def _on_closed(self, _done: DisposalDone) -> None:
        self.session = self.day = None
        self.left.emit()

    def on_locked(self) -> None:
        """The window was locked: the second person has to sign in again."""
        if self.session is not None:
            self.session.end()
