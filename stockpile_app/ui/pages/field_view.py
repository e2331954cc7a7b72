"""Field mode: a table in the open with a queue in front of it, and a keyboard.

One question at a time. Whatever a person, a line or a receipt needs is on disk before the next
question is asked, so that a dead battery loses at most the line that is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.collections import HandInDetails
from stockpile_app.domain.collections_vocabulary import SafeState
from stockpile_app.domain.errors import BadValue, Duplicate, StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui import field_goods as goods
from stockpile_app.ui import field_scripts as scripts
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.hand_in_photograph_dialog import HandInPhotographDialog
from stockpile_app.ui.field_book import (
    Act,
    Done,
    FieldBook,
    FieldState,
    ReceiptMade,
    WeaponType,
)
from stockpile_app.ui.field_questions import Answers, Question, Script, Step
from stockpile_app.ui.field_receipts import ReceiptGiver, ReceiptWay, remembered_way
from stockpile_app.ui.field_words import (
    added_words,
    figures_words,
    line_words,
    person_words,
)
from stockpile_app.ui.texts import day, refusal_text
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.field_asker import FieldAsker


class FieldView(FieldAsker):
    """Goes with one officer through the queue.

    Signals:
        left: The table is left; an open hand-in stays open, and is offered again.
    """

    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Be at no site yet."""
        super().__init__(context, parent)
        self.setObjectName("field_view")
        self.setAccessibleName(_("Field mode"))
        self.book: FieldBook | None = None
        self.state = FieldState()
        self.standing: HandInDetails | None = None
        self._script: Script | None = None
        self._commit: Callable[[Answers], Done] | None = None
        self._tag = ""
        self._otherwise = False
        self.dialog: HandInPhotographDialog | None = None
        self.giver = ReceiptGiver(context, self)
        self.giver.made.connect(self._on_receipt_made)
        self.giver.given.connect(self._on_given)
        self.giver.refused.connect(self._on_not_given)

    def begin(self, site_id: int) -> None:
        """Open the table of a site; what was open there is offered first."""
        self.book = FieldBook(self.context.services, site_id)
        self.standing = None
        self.desk.say(Tone.NEUTRAL, "")
        self.run(self.book.begin, self._on_begun)

    @Slot(object)
    def _on_begun(self, done: Done) -> None:
        self._heard(done)
        self._show_standing()
        if self.state.closed:
            self._script = None
            self.ask(scripts.closed_question())
        elif self.state.open:
            self._offer_open()
        else:
            self._begin_person()

    # --- what is asked ---------------------------------------------------------------------------

    def _offer_open(self) -> None:
        """Offer what was begun and not finished."""
        self._script = None
        if self.state.open:
            self.ask(scripts.resume_question(self.state))

    def _begin_person(self) -> None:
        """Greet the next person."""
        book, self.standing = self.book, None
        self._show_standing()
        if book is not None:
            self._start(scripts.person_steps(self.state), book.register)

    def _menu(self) -> None:
        self._script = None
        if self.standing is not None:
            self.ask(scripts.menu_question(self.state, self.standing))

    def _start(
        self,
        steps: Sequence[Step],
        commit: Callable[[Answers], Done],
        **known: Any,
    ) -> None:
        self._script, self._commit = Script(steps, known), commit
        self._go_on()

    def _go_on(self) -> None:
        script, commit = self._script, self._commit
        question = script.question() if script is not None else None
        if question is not None:
            self.ask(question)
        elif script is not None and commit is not None:
            answers = script.result()
            self.run(lambda: commit(answers), self._on_recorded)

    # --- what is answered ------------------------------------------------------------------------

    @override
    def take(self, question: Question, value: Any) -> None:
        if self._script is not None and not isinstance(value, Act):
            self._script.answer(question.name, value)
            self._go_on()
        else:
            self._act(value)

    @override
    @Slot()
    def step_back(self) -> None:
        if self._script is not None and self._script.back():
            self._go_on()
        elif self._script is not None and self.standing is not None:
            self._menu()  # the line that was begun is forgotten
        elif self.question is not None and self.question.name == "code":
            self._begin_person()
        elif self.standing is not None:
            self.ask(scripts.aside_question(self.standing))
        else:
            self.leave()

    def _act(self, value: Any) -> None:
        """Do what was chosen between two scripts."""
        acts = {
            Act.GREET: self._begin_person,
            Act.RESUME: self._offer_open,
            Act.AGAIN: self._begin_again,
            Act.PHOTOGRAPH: self.open_photograph,
            Act.AMMUNITION: self._begin_ammunition,
            Act.EXPLOSIVE: self._begin_explosive,
            Act.CORRECT: self._begin_correction,
            Act.FINISH: self._finish,
            Act.RECEIPT: self._finish_otherwise,
            Act.MENU: self._menu,
            Act.ASIDE: self._set_aside,
            Act.CANCEL: self._begin_cancel,
            Act.LEAVE: self.leave,
        }
        if isinstance(value, Act):
            acts[value]()
        elif isinstance(value, HandInDetails):
            self._resume(value)
        elif isinstance(value, ReceiptWay):
            self._give(value)
        elif isinstance(value, WeaponType | str):
            self._begin_weapon(value)

    def _begin_again(self) -> None:
        if self.book is not None:
            self._start(scripts.again_steps(), self.book.again)

    # --- scripts ---------------------------------------------------------------------------------

    def _begin_weapon(self, what: WeaponType | str) -> None:
        book, standing = self.book, self.standing
        if book is None or standing is None:
            return
        hand_in = standing.hand_in.id

        def commit(answers: Answers) -> Done:
            kind = answers.get("type") or goods.new_type(answers)
            return book.add_weapon(hand_in, {**answers, "type": kind})

        known: Answers = {"type": what} if isinstance(what, WeaponType) else {"model": what}
        if self._tag:
            known["tag"] = self._tag
        self._start(goods.weapon_steps(self.state), commit, **known)

    def _begin_ammunition(self) -> None:
        self._begin_line(goods.ammunition_steps(self.state), FieldBook.add_ammunition)

    def _begin_explosive(self) -> None:
        self._begin_line(goods.explosive_steps(self.state), FieldBook.refer)

    def _begin_correction(self) -> None:
        if self.standing is not None:
            self._begin_line(goods.correction_steps(self.standing), FieldBook.remove_line)

    def _begin_cancel(self) -> None:
        self._begin_line(goods.cancel_steps(), FieldBook.cancel)

    def _begin_line(
        self, steps: Sequence[Step], record: Callable[[FieldBook, int, Answers], Done]
    ) -> None:
        book, standing = self.book, self.standing
        if book is not None and standing is not None:
            hand_in = standing.hand_in.id
            self._start(steps, lambda answers: record(book, hand_in, answers))

    @Slot(object)
    def _on_recorded(self, done: Done) -> None:
        self._heard(done)
        self._tag = ""
        details = done.details
        if details is None or not details.hand_in.is_open:  # the person left
            self.desk.say(Tone.NEUTRAL, "")
            self._begin_person()
            return
        self.standing = details
        self._show_standing()
        self._say_recorded(details, done.line)
        self._menu()

    def _say_recorded(self, details: HandInDetails, line: int) -> None:
        added = added_words(details, line) if line else ""
        unsafe = any(w.weapon_id == line and w.safe is SafeState.UNSAFE for w in details.weapons)
        if unsafe:
            text = _("Not safe: put it apart, pointing away, and call the technician. {what}")
            self.desk.say(Tone.BAD, text.format(what=added))
        elif added:
            self.desk.say(Tone.GOOD, _("Recorded: {what}").format(what=added))
        elif not line_words(details):
            text = _("{code} is registered.").format(code=details.participant.code)
            self.desk.say(Tone.GOOD, text)
        else:
            self.desk.say(Tone.GOOD, _("Recorded."))

    def open_photograph(self) -> None:
        """Add a photograph of the weapon that was taken over last."""
        details = self.standing
        if details is None or not details.weapons:
            return
        newest = max(details.weapons, key=lambda each: each.weapon_id)
        self.dialog = HandInPhotographDialog(self.context, details.hand_in.id, newest, self)
        self.dialog.finished.connect(self.setFocus)
        self.dialog.open()

    # --- finishing -------------------------------------------------------------------------------

    def _finish(self) -> None:
        book, standing = self.book, self.standing
        if book is not None and standing is not None:
            hand_in = standing.hand_in.id
            self.run(lambda: book.close(hand_in), self._on_closed)

    def _finish_otherwise(self) -> None:
        self._otherwise = True
        self._finish()

    @Slot(object)
    def _on_closed(self, done: Done) -> None:
        self._heard(done)
        self.standing = done.details
        self.waiting = max(0, self.waiting - 1)
        self.count()
        way = None if self._otherwise else remembered_way()
        self._otherwise = False
        if way is None:
            self._script = None
            self.ask(scripts.receipt_question(remembered_way()))
        else:
            self._give(way)

    def _give(self, way: ReceiptWay) -> None:
        book, details = self.book, self.standing
        if book is None or details is None:
            return
        self._begin_person()  # nobody in the queue waits for a printer
        self.giver.give(book, details, way)

    @Slot(object)
    def _on_receipt_made(self, receipt: ReceiptMade) -> None:
        self.context.bus.committed.emit(receipt.changes)

    @Slot(str)
    def _on_given(self, text: str) -> None:
        self.desk.say(Tone.GOOD, text)

    @Slot(object)
    def _on_not_given(self, error: StockpileError) -> None:
        text = _("{why} The receipt can be printed later, from the list of hand-ins.")
        self.desk.say(Tone.BAD, text.format(why=refusal_text(error)))

    def _resume(self, details: HandInDetails) -> None:
        self.standing = details
        self._show_standing()
        self._menu()

    def _set_aside(self) -> None:
        self.desk.say(Tone.WARN, _("Set aside: F4 goes on with it."))
        self._begin_person()

    def leave(self) -> None:
        """Leave the table."""
        self.left.emit()

    # --- scans -----------------------------------------------------------------------------------

    @property
    def takes_scans(self) -> bool:
        """Whether a scan means something now."""
        return self.question is not None

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Take a scan: where a number is asked it is that; between two weapons it is a tag."""
        self.desk.line.forget_digit()
        question = self.question
        if question is None or self.busy:
            return
        if question.name == "what":
            self._tag = text.strip()
            said = _("Tag {tag}. Which weapon carries it?").format(tag=self._tag)
            self.desk.say(Tone.GOOD, said)
        elif question.name == "sex":
            self._begin_again()
            if self.question is not None:
                self.read(self.question, text.strip())
        elif question.name in {"tag", "tag_after", "serial", "code"}:
            self.read(question, text.strip())
        else:
            self.desk.say(Tone.WARN, _("A scan answers nothing here."))

    # --- jobs ------------------------------------------------------------------------------------

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        self.desk.say(Tone.BAD, refusal_text(error))
        script = self._script
        if isinstance(error, Duplicate) and script is not None and self.book is not None:
            missing = self.book.missing(error.numbers)
            step = goods.same_again_step(refusal_text(error), missing)
            self._script = Script((step,), script.result())
            self._go_on()
            return
        field = error.field if isinstance(error, BadValue) else ""
        if script is not None and (script.again(field) or script.back()):
            self._go_on()
        elif self.standing is not None:
            self._menu()

    def _heard(self, done: Done) -> None:
        self.state = done.state
        self.count()
        if done.changes is not None:
            self.context.bus.committed.emit(done.changes)

    # --- what is shown ---------------------------------------------------------------------------

    def _show_standing(self) -> None:
        details = self.standing
        if details is None:
            self.desk.show_person("", ())
        else:
            self.desk.show_person(person_words(details.participant), line_words(details))

    @override
    @Slot()
    def count(self) -> None:
        site = self.state.site
        if site is not None:
            title = _("{site} · {day}").format(site=site.name, day=day(self.state.today))
            self.desk.title.setText(title)
        self.desk.figures.setText(figures_words(self.state, self.waiting))
