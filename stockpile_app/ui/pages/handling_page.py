"""Scan in and out: weapons are issued, taken back and moved with a scanner alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.command_codes import CommandCode, parse_command
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.movement_rules import MOST_WEAPONS, Refused
from stockpile_app.domain.movements import MovementDone, MovementRecord
from stockpile_app.domain.places import is_usable
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Condition
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import stated
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.command_codes_dialog import CommandCodesDialog
from stockpile_app.ui.dialogs.movement_papers import movement_paper
from stockpile_app.ui.handling import MODES, Filling, Mode, Situation, opposite
from stockpile_app.ui.handling_filling import Filled, fill_up
from stockpile_app.ui.handling_scans import Answer, Reading, answer, look_up
from stockpile_app.ui.handling_words import HELLO, recorded_text
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.page_drafts import HandlingDraft
from stockpile_app.ui.papers import Paper
from stockpile_app.ui.scan_queue import ScanQueue
from stockpile_app.ui.taking_back import offer_taking_back
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.handling_desk import HandlingDesk
from stockpile_app.ui.widgets.handling_form import HandlingForm
from stockpile_app.ui.widgets.page_head import PageHead


class HandlingPage(QWidget):
    """Answers each scan, keeps the list, and records the voucher.

    The list outlasts other pages, the idle lock and the program: an interrupted one is a draft
    that only who scanned it can open.

    Signals:
        open_wanted: Name of a page, and what to open there.
    """

    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make ready for an issue."""
        super().__init__(parent)
        self.setObjectName("handling_page")
        self.setAccessibleName(_("Scan in and out"))
        self.context = context
        self._home = Mode.ISSUE
        self._card_for = ""
        self._job: Job[Any] | None = None
        self._recorded: MovementRecord | None = None
        self._conditions: dict[int, Condition] = {}
        self.queue = ScanQueue(context.jobs, self._prepare, self)
        self.queue.looked_up.connect(self._on_looked_up)
        self.queue.refused.connect(self._on_scan_refused)
        self.desk = HandlingDesk(context)
        self._build()
        self._connect()
        self._reload_places()
        self.setFocusProxy(self.desk.field)
        self._start_over()
        self._draft = HandlingDraft(self).watch()

    def _build(self) -> None:
        head = PageHead(_("Scan in and out"))
        head.add_button("codes", _("&Command codes…"), self._on_codes, "scan")
        self.head = head
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addWidget(self.desk, 1)
        may = self.context.services.desk.may(Permission.MOVE)
        self.desk.set_writable(writable=may and not self.context.services.read_only)

    def _connect(self) -> None:
        desk = self.desk
        desk.field.read.connect(self.on_scan)
        desk.take_lists(self.on_scan, lambda: self.queue.idle)
        desk.mode_chosen.connect(self._on_mode_chosen)
        desk.choice.chosen.connect(self._on_chosen)
        desk.choice.given_up.connect(self._on_given_up)
        desk.finish_asked.connect(self.finish)
        desk.clear_asked.connect(self.clear)
        desk.offer.asked.connect(self._on_paper)
        self.context.bus.committed.connect(self._on_committed)

    # --- what the window asks --------------------------------------------------------------------

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Answer what was scanned or typed, after everything before it."""
        name = self._field_for_name()
        if name:
            self._card_for = name
        self.queue.put(text)

    def open_item(self, item: object) -> None:
        """Put weapons that were chosen elsewhere on the list, unless it is of something else."""
        if not isinstance(item, Filling):
            return
        self.desk.field.setFocus()
        if not self.desk.lines.lines:
            self._home = item.mode
            self.desk.start_over(item.mode)
            self._fill(item)
        elif item.mode is self.desk.mode:
            person = self.form.person() if item.mode is Mode.RETURN else None
            self._fill(replace(item, person_id=person.id if person else item.person_id))
        else:
            self.say(
                Tone.WARN,
                _("The list is of something else"),
                _("Record what is on it, or start again. Then choose the weapons once more."),
            )

    @property
    def form(self) -> HandlingForm:
        """The form of what is done now."""
        return self.desk.form

    # --- scans -----------------------------------------------------------------------------------

    def _prepare(self, text: str) -> Callable[[], tuple[Reading, Situation]] | None:
        self.desk.choice.offer(())
        if not self.desk.lines.lines:
            self.desk.new_day()
        command = parse_command(text)
        if command is not None:
            self._on_command(command)
            return None
        situation, services = self.situation(), self.context.services
        return lambda: (look_up(services, text, situation), situation)

    def situation(self) -> Situation:
        """Return the page as it is now."""
        person = self.form.person()
        return Situation(
            mode=self.desk.mode,
            custody=self.form.custody_kind(),
            on_list=self.desk.lines.on_list(),
            person_id=person.id if person else None,
            person=person.title if person else "",
            place_id=self.form.place_id(),
            name_wanted=bool(self._card_for),
        )

    @Slot(object)
    def _on_looked_up(self, found: tuple[Reading, Situation]) -> None:
        self._apply(answer(*found))

    @Slot(object)
    def _on_scan_refused(self, error: StockpileError) -> None:
        self.say(Tone.BAD, _("Not looked up"), refusal_text(error))

    def _apply(self, said: Answer) -> None:
        if said.mode is not None and said.mode is not self.desk.mode:
            self.desk.show_mode(said.mode)
        if said.person is not None:
            self.form.set_person(said.person)
        if said.place is not None:
            self.form.set_place(said.place.id)
        if said.name:
            self.form.set_name(self._card_for, said.name)
        self._card_for = ""
        if said.add is not None and len(self.desk.lines.lines) >= MOST_WEAPONS:
            full = _("A voucher has at most {most} weapons. Record this one first.")
            self.say(Tone.BAD, _("The list is full"), full.format(most=MOST_WEAPONS))
            return
        if said.add is not None:
            self._add(said.add)
        self.desk.choice.offer(said.choices)
        self.say(said.tone, said.title, said.detail)

    def _add(self, weapon: WeaponRecord) -> None:
        if weapon.id in self.desk.lines.on_list():
            return
        self.desk.lines.add(weapon)
        home = self._usable.get(weapon.place_id, False)
        if self.desk.mode is Mode.RETURN and self.form.place_id() is None and home:
            self.form.set_place(weapon.place_id)

    def say(self, tone: Tone, title: str, detail: str = "") -> None:
        """Answer what was scanned or done."""
        self.desk.answer.say(tone, title, detail)

    def _field_for_name(self) -> str:
        focus = QApplication.focusWidget()
        return next((name for name, field in self.form.names.items() if field is focus), "")

    @Slot(object)
    def _on_chosen(self, weapon: WeaponRecord) -> None:
        self.desk.field.setFocus()
        self.queue.put(weapon.number)

    @Slot()
    def _on_given_up(self) -> None:
        self.desk.field.setFocus()
        self._hello()

    # --- commands --------------------------------------------------------------------------------

    def _on_command(self, command: CommandCode) -> None:
        self._card_for = ""
        if command in MODES:
            self.use_mode(MODES[command])
            return
        {
            CommandCode.AUTHORISE: self._ask_card,
            CommandCode.UNDO: self.undo,
            CommandCode.CLEAR: self.clear,
            CommandCode.DONE: self.finish,
        }[command]()

    def use_mode(self, mode: Mode) -> None:
        """Do something else from now on; what is on the list is checked for it."""
        self._home = mode
        ids = self.desk.lines.ids()
        self.desk.lines.clear()
        self.desk.show_mode(mode)
        if ids:
            self._fill(Filling(mode, ids))
        else:
            self._hello(heard=True)

    def _ask_card(self) -> None:
        if "authorised_by" not in self.form.names:
            title = _("Nobody has to authorise a return")
            self.say(Tone.WARN, title, _("Scan the weapons that come back."))
            return
        self._card_for = "authorised_by"
        self.say(
            Tone.GOOD, _("Who authorises?"), _("Scan the card of the person who authorises it.")
        )

    def undo(self) -> None:
        """Take the weapon that was scanned last off the list."""
        taken = self.desk.lines.undo()
        if taken is None:
            self.say(Tone.WARN, _("Nothing is on the list"), _("There is nothing to undo."))
        else:
            title = _("{number} is off the list").format(number=taken.number)
            self.say(Tone.GOOD, title, _("Put it back where it was."))

    @Slot()
    def clear(self) -> None:
        """Empty the page without recording anything."""
        self._start_over()
        self._draft.recorded()
        self.say(Tone.GOOD, _("The list is empty"), _("Nothing was recorded."))

    def _start_over(self) -> None:
        self._card_for = ""
        self.desk.start_over(self._home)
        self._hello()

    def _hello(self, *, heard: bool = False) -> None:
        title, detail = HELLO[self.desk.mode]
        self.say(Tone.GOOD if heard else Tone.NEUTRAL, _(title), _(detail))

    @Slot(object)
    def _on_mode_chosen(self, mode: Mode) -> None:
        self.use_mode(mode)
        self.desk.field.setFocus()

    # --- filling from elsewhere ------------------------------------------------------------------

    def _fill(self, filling: Filling) -> None:
        services, custody = self.context.services, self.form.custody_kind()
        self._run(
            lambda _progress: fill_up(services, filling, custody), self._on_filled, writes=False
        )

    def fill_from(self, filling: Filling, conditions: dict[int, Condition]) -> None:
        """Put the weapons of a draft on the list, with the conditions that were assessed."""
        self._conditions = conditions
        self._fill(filling)

    @Slot(object)
    def _on_filled(self, filled: Filled) -> None:
        if filled.person is not None:
            self.form.set_person(filled.person)
        if filled.place_id is not None:
            self.form.set_place(filled.place_id)
        for weapon in filled.weapons:
            self._add(weapon)
        self.desk.lines.assess(self._conditions)
        self._conditions = {}
        if not filled.refused:
            self.say(Tone.GOOD, _("The list is ready"), _("Check it, and scan more or record it."))
            return
        left = len(filled.refused)
        title = _("{taken} on the list, {left} not").format(taken=len(filled.weapons), left=left)
        self.say(Tone.WARN if filled.weapons else Tone.BAD, title, " ".join(filled.refused[:3]))

    # --- recording -------------------------------------------------------------------------------

    @Slot()
    def finish(self) -> None:
        """Record everything on the list as one voucher."""
        form, lines = self.form, self.desk.lines
        form.form.clear_errors()
        if self.context.services.read_only:
            self.say(Tone.BAD, _("Not recorded"), _("The register is open for reading only."))
            return
        if not lines.lines:
            self.say(Tone.WARN, _("Nothing is on the list"), _("Scan the weapons first."))
            return
        try:
            record = form.record(lines.ids(), lines.conditions())
        except BadValue as error:
            self._on_refused(error)
            return
        services = self.context.services

        def work(_progress: Progress) -> tuple[MovementDone, MovementRecord]:
            done = record()
            return done, services.movements.get(done.movement_id)

        self._run(work, self._on_recorded, writes=True)

    @Slot(object)
    def _on_recorded(self, result: tuple[MovementDone, MovementRecord]) -> None:
        done, movement = result
        self.desk.set_busy(busy=False)
        self._recorded = movement
        back = opposite(movement, [each.weapon for each in reversed(self.desk.lines.lines)])
        self._start_over()
        self._draft.recorded()
        self.desk.field.setFocus()
        text = recorded_text(movement.kind, movement.weapons, movement.person or movement.place)
        self.say(Tone.GOOD, _("Recorded: {number}").format(number=movement.number), text)
        if self.context.services.desk.may(Permission.PRINT):
            self.desk.offer.offer(text, _("Voucher {number}…").format(number=movement.number))
        self.context.bus.committed.emit(done.changes)
        if back is not None:
            act = partial(self.open_wanted.emit, "handling", back)
            offer_taking_back(self.context.bus, stated(movement.number, text), act, owner=self)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.desk.set_busy(busy=False)  # what is held cannot take the focus
        self.form.show_refusal(error)
        if isinstance(error, Refused):
            self.desk.lines.select([each.weapon_id for each in error.obstacles])
        self.say(Tone.BAD, _("Not recorded"), refusal_text(error))

    def _run(
        self, work: Callable[[Progress], Any], done: Callable[[Any], None], *, writes: bool
    ) -> None:
        self.queue.hold(held=True)
        self.desk.set_busy(busy=True)
        self._job = Job(work)
        self._job.succeeded.connect(done)
        self._job.refused.connect(self._on_refused)
        self._job.finished.connect(self._on_finished)
        self.context.jobs.start(self._job, writes=writes)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self.desk.set_busy(busy=False)
        self.queue.hold(held=False)

    # --- papers and changes ----------------------------------------------------------------------

    @Slot()
    def _on_paper(self) -> None:
        if self._recorded is not None:
            movement_paper(self.context, Paper.VOUCHER, self._recorded, self).open()

    @Slot()
    def _on_codes(self) -> None:
        CommandCodesDialog(self.context, self).open()

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.places or changes.stocktakes or changes.movements:
            self._reload_places()
        if changes.people or changes.users:
            self.desk.refresh_names()

    def _reload_places(self) -> None:
        places = self.context.services.places.all(counts=False)
        self._usable = {each.id: is_usable(each) for each in places}
        self.desk.show_places(places)
