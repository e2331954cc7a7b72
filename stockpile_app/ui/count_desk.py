"""What one counter does with one stocktake: every act in its turn, and what is said to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.stocktakes import (
    AmendLine,
    CountAnswer,
    CountLineRecord,
    CountOutcome,
    CountStranger,
    CountType,
    CountWeapon,
    StocktakeDone,
)
from stockpile_app.domain.vocabulary import Category, CountMeans
from stockpile_app.i18n import gettext as _
from stockpile_app.services.stocktakes import Stocktakes
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.count_queue import ChangeGatherer, CountQueue, Turn
from stockpile_app.ui.count_start import SHOWN, CountStart
from stockpile_app.ui.count_words import (
    Words,
    answer_words,
    kind_words,
    refused_words,
    remarks,
    what_line,
)
from stockpile_app.ui.texts import count, isolated, refusal_text
from stockpile_app.ui.tones import Tone

Work = Callable[[], Any]
_NOT_KNOWN: Final = frozenset({CountOutcome.UNKNOWN, CountOutcome.FOREIGN})


class CountDesk(QObject):
    """Takes what a counter reads, types and presses; knows nothing of how it is shown.

    Signals:
        said: ``Words`` for the counter.
        changed: What was counted so far is another.
        place_changed: Another place is counted now.
        ambiguous: What was typed, and the ``CountedWeapon``s that may be meant.
        settled: Id of a weapon, and the line that the register has of it now, or None.
        type_settled: A ``TypeKey``, and how many the register has of it now, or None.
    """

    said = Signal(object)
    changed = Signal()
    place_changed = Signal()
    ambiguous = Signal(str, object)
    settled = Signal(object, object)
    type_settled = Signal(object, object)

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        """Begin with no stocktake."""
        super().__init__(parent)
        self._stocktakes = context.services
        self.queue = CountQueue(context.jobs, self)
        self.changes = ChangeGatherer(context.bus, self)
        self.start: CountStart | None = None
        self.lines: list[CountLineRecord] = []
        self.counted = 0
        self.unknown = ""
        """What was scanned last and is not in the register."""
        self.place: PlaceRecord | None = None
        self._quantities: dict[TypeKey, int] = {}

    def begin(self, start: CountStart) -> None:
        """Go on from where the counter stopped."""
        self.start = start
        self.lines = list(start.lines)
        self.counted = start.progress.counted
        self.unknown = ""
        self._quantities = dict(start.quantities)
        last = start.progress.last
        self.place = self._place(last.place_id if last else None)
        if self.place is None and len(start.places) == 1:
            self.place = start.places[0]
        self.changed.emit()
        self.place_changed.emit()

    # --- acts ------------------------------------------------------------------------------------

    def read(self, text: str, means: CountMeans) -> None:
        """Count what was scanned or typed, after everything that was read before it."""
        self._add(lambda: self._count_text(text, means), self._on_answer, text)

    def choose(self, weapon_id: int, said: str, means: CountMeans) -> None:
        """Count the weapon that was chosen among several."""
        self._add(lambda: self._count_weapon(weapon_id, means), self._on_answer, said)

    def key_in(
        self, weapon: WeaponRecord, *, serial_read: str = "", altered: bool | None = None
    ) -> None:
        """Record what the sheet says of a line: that it was seen, and what was remarked.

        ``altered`` None leaves it as it is; True turns it round where the line is there already.
        """

        def prepare() -> Work | None:
            line = self._line_of(weapon.id)
            if line is not None and not serial_read and altered is None:
                self.settled.emit(weapon.id, line)  # it is there already
                return None
            if line is None:
                return self._bound(
                    CountWeapon(
                        stocktake_id=self._id,
                        counter=self._counter,
                        weapon_id=weapon.id,
                        # the sheet names the place, and was ticked there
                        place_id=self._inside(weapon.place_id),
                        means=CountMeans.SHEET,
                        serial_read=serial_read,
                        altered=bool(altered),
                    )
                )
            return self._amended(
                line,
                serial_read=serial_read or line.serial_read,
                altered=line.altered if altered is None else not line.altered,
            )

        def failed(error: StockpileError) -> None:
            self.settled.emit(weapon.id, self._line_of(weapon.id))
            self._refused(weapon.number, error)

        self.queue.add(Turn(prepare, partial(self._on_answer, weapon.number), failed))

    def take_back_weapon(self, weapon_id: int) -> None:
        """Take back what was said of a weapon, if anything was."""
        self._add(lambda: self._withdrawn(self._line_of(weapon_id)), self._on_withdrawn, "")

    def take_back(self, current: Callable[[], CountLineRecord | None]) -> None:
        """Take back the line that ``current`` returns when its turn comes."""
        self._add(lambda: self._withdrawn(current()), self._on_withdrawn, "")

    def amend(
        self,
        current: Callable[[], CountLineRecord | None],
        serial_read: str | None = None,
        *,
        turn_altered: bool = False,
    ) -> None:
        """Say another serial of a line, or turn round whether its mark is altered."""

        def prepare() -> Work | None:
            line = current()
            if line is None or line.weapon is None:
                self.said.emit(_nothing_to_change())
                return None
            serial = line.serial_read if serial_read is None else serial_read
            return self._amended(line, serial_read=serial, altered=line.altered != turn_altered)

        self._add(prepare, self._on_answer, "")

    def stranger(self, serial: str, description: str) -> None:
        """Count a weapon that the register does not know."""

        def prepare() -> Work:
            command = CountStranger(
                stocktake_id=self._id,
                counter=self._counter,
                serial_read=serial,
                description=description,
                place_id=self._place_id(),
            )
            return lambda: self._api.count_stranger(command)

        self._add(prepare, self._on_answer, serial or description)

    def count_type(self, kind: TypeKey, quantity: int) -> None:
        """Say how many of a type there are."""
        category = Category(kind.category) if kind.category else None

        def prepare() -> Work:
            command = CountType(
                stocktake_id=self._id,
                counter=self._counter,
                category=category,
                model=kind.model,
                calibre=kind.calibre,
                quantity=quantity,
            )
            return lambda: self._api.count_type(command)

        def done(answer: CountAnswer) -> None:
            self._quantities[kind] = quantity
            self._take(answer)
            self.type_settled.emit(kind, quantity)
            self.said.emit(Words(Tone.GOOD, f"{count(quantity)} × {kind_words(*kind)}"))

        def failed(error: StockpileError) -> None:
            self.type_settled.emit(kind, self._quantities.get(kind))
            self._refused(kind_words(*kind), error)

        self.queue.add(Turn(prepare, done, failed))

    def given_up(self, said: str) -> None:
        """Say that none of several weapons was meant."""
        title = _("Not counted: {text}").format(text=isolated(said))
        self.said.emit(Words(Tone.WARN, title, _("None of the weapons was chosen.")))

    def later(self, act: Callable[[], None]) -> None:
        """Do something on the screen after everything that was read before it."""

        def prepare() -> None:
            act()

        self.queue.add(Turn(prepare, _ignore, _ignore))

    def set_place(self, place_id: int | None) -> None:
        """Count in another place from the next weapon on."""
        self.later(lambda: self._go_to(place_id))

    # --- commands --------------------------------------------------------------------------------

    @property
    def _api(self) -> Stocktakes:
        return self._stocktakes.stocktakes

    def _add(
        self, prepare: Callable[[], Work | None], done: Callable[[str, Any], None], said: str
    ) -> None:
        self.queue.add(Turn(prepare, partial(done, said), partial(self._refused, said)))

    @property
    def _begun(self) -> CountStart:
        assert self.start is not None  # noqa: S101 - nothing is counted before ``begin``
        return self.start

    @property
    def _id(self) -> int:
        return self._begun.progress.stocktake_id

    @property
    def _counter(self) -> int:
        return self._begun.progress.counter

    def _count_text(self, text: str, means: CountMeans) -> Work:
        return self._bound(
            CountWeapon(
                stocktake_id=self._id,
                counter=self._counter,
                text=text,
                place_id=self._place_id(),
                means=means,
            )
        )

    def _count_weapon(self, weapon_id: int, means: CountMeans) -> Work:
        return self._bound(
            CountWeapon(
                stocktake_id=self._id,
                counter=self._counter,
                weapon_id=weapon_id,
                place_id=self._place_id(),
                means=means,
            )
        )

    def _bound(self, command: CountWeapon) -> Work:
        return lambda: self._api.count(command)

    def _amended(self, line: CountLineRecord, *, serial_read: str, altered: bool) -> Work:
        command = AmendLine(
            line_id=line.id, place_id=line.place_id, serial_read=serial_read, altered=altered
        )

        def work() -> tuple[int, CountAnswer]:
            return line.id, self._api.amend(command)

        return work

    def _withdrawn(self, line: CountLineRecord | None) -> Work | None:
        if line is None:
            self.said.emit(_nothing_to_change())
            return None

        def work() -> tuple[CountLineRecord, StocktakeDone]:
            return line, self._api.withdraw(line.id)

        return work

    # --- answers ---------------------------------------------------------------------------------

    def _on_answer(self, said: str, result: CountAnswer | tuple[int, CountAnswer]) -> None:
        if isinstance(result, tuple):
            replaced, answer = result
            self.lines = [each for each in self.lines if each.id != replaced]
        else:
            answer = result
        place = self._place_id()
        self.unknown = said if answer.outcome in _NOT_KNOWN else ""
        self._take(answer)
        words = answer_words(answer, said, place, sample=self._begun.stocktake.sample > 0)
        if isinstance(result, tuple) and answer.line is not None:
            words = Words(
                Tone.GOOD, what_line(answer.line), remarks(answer.line) or _("No remarks")
            )
        self.said.emit(words)
        if answer.outcome is CountOutcome.AMBIGUOUS:
            self.ambiguous.emit(said, answer.candidates)

    def _take(self, answer: CountAnswer) -> None:
        self.counted = answer.counted
        if answer.outcome is CountOutcome.PLACE:
            self._go_to(answer.place_id)
        if answer.line is not None:
            self._keep(answer.line, new=answer.outcome is not CountOutcome.TWICE)
        self.changed.emit()
        self.changes.add(answer.changes)

    def _keep(self, line: CountLineRecord, *, new: bool) -> None:
        if new:
            self.lines = [line, *self.lines][:SHOWN]
        if line.weapon is not None:
            self._begun.keyed[line.weapon.id] = line
            self.settled.emit(line.weapon.id, line)

    def _on_withdrawn(self, _said: str, result: tuple[CountLineRecord, StocktakeDone]) -> None:
        line, done = result
        self.lines = [each for each in self.lines if each.id != line.id]
        self.counted -= 1
        self.changes.add(done.changes)
        if line.weapon is not None:
            self._begun.keyed.pop(line.weapon.id, None)
            self.settled.emit(line.weapon.id, None)
        self.changed.emit()
        self.said.emit(
            Words(
                Tone.WARN,
                _("Taken back: {what}").format(what=what_line(line)),
                _("It is not counted any more. The ledger keeps that it was."),
            )
        )

    def _refused(self, said: str, error: StockpileError) -> None:
        self.said.emit(refused_words(said, refusal_text(error)))

    # --- places ----------------------------------------------------------------------------------

    def _go_to(self, place_id: int | None) -> None:
        self.place = self._place(place_id)
        self.place_changed.emit()

    def _place(self, place_id: int | None) -> PlaceRecord | None:
        places = self.start.places if self.start else []
        return next((each for each in places if each.id == place_id), None)

    def _place_id(self) -> int | None:
        return self.place.id if self.place else None

    def _inside(self, place_id: int) -> int | None:
        return place_id if self._place(place_id) else None

    def _line_of(self, weapon_id: int) -> CountLineRecord | None:
        if self.start is None:
            return None
        return self.start.keyed.get(weapon_id)


def _nothing_to_change() -> Words:
    return Words(
        Tone.WARN,
        _("There is no line to change"),
        _("Scan a weapon first. One that is not in the register is taken back and recorded anew."),
    )


def _ignore(_result: Any) -> None:
    """Nothing was to be done."""
