"""The work of a disposal: days begun and ended, verified afterwards, photographs, the alarm."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Final

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from stockpile_app.domain.disposal import (
    AddDisposalPhotograph,
    AttestDisposal,
    CloseDisposalDay,
    DisposalDone,
    OpenDisposalDay,
    ReportFoundAgain,
    StatedTotal,
)
from stockpile_app.domain.disposal_records import (
    DisposalDayRecord,
    FoundAgainRecord,
    OrderDetails,
    OrderRecord,
)
from stockpile_app.domain.disposal_rules import WITH_METHOD
from stockpile_app.domain.disposal_vocabulary import PhotographMoment
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Component
from stockpile_app.i18n import gettext as _
from stockpile_app.services.cutter import CutterSession
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.photograph_dialog import PictureFormDialog
from stockpile_app.ui.texts import day, label
from stockpile_app.ui.widgets.approved_dialog import ApprovedDialog
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import Changed, FormDialog
from stockpile_app.ui.widgets.moment_edit import MomentEdit
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.people_edit import PeopleEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel

_PARTS: Final = (
    Component.RECEIVER,
    Component.BARREL,
    Component.BOLT,
    Component.SLIDE,
    Component.CYLINDER,
    Component.BREECH_BLOCK,
)
_USUAL: Final = (Component.RECEIVER, Component.BARREL, Component.BOLT)


class _Components(QWidget):
    """What is made unusable, ticked."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes = {each: QCheckBox(_(each.label)) for each in _PARTS}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for at, (each, box) in enumerate(self._boxes.items()):
            box.setObjectName(f"component_{each.value}")
            box.setChecked(each in _USUAL)
            grid.addWidget(box, at // 2, at % 2)
        self.setFocusProxy(self._boxes[Component.RECEIVER])

    def chosen(self) -> tuple[Component, ...]:
        return tuple(each for each, box in self._boxes.items() if box.isChecked())


class OpenDayDialog(ApprovedDialog):
    """Begins a day of work: who is signed in reads, the second person confirms."""

    def __init__(
        self, context: UiContext, details: OrderDetails, parent: QWidget | None = None
    ) -> None:
        """Begin with what the last day had."""
        super().__init__(context, _("Begin a day of work"), _("&Begin"), parent, columns=2)
        self.setObjectName("open_day_dialog")
        self._order = details.order
        said = _(
            "{name} reads the serial numbers. The second person, who signs in here, confirms them"
            " and signs every act of the day."
        ).format(name=context.services.user.full_name)
        self.body.insertWidget(0, PlainLabel(said, role="notice", wrap=True))
        self.place = PlacePicker(context.services.places.all(counts=False))
        self.started = MomentEdit(context.services.desk.local_now)
        self.operator = NameEdit(context)
        self.witnesses = PeopleEdit()
        self.components = _Components()
        self.measures = NotesEdit(2)
        self._add_fields(with_method=self._order.kind in WITH_METHOD)
        if details.days:
            last = details.days[-1]
            self.place.set_place(last.place_id)
            self.operator.setText(last.operator)
            self.witnesses.set_people(last.witnesses)
            self.measures.setPlainText(last.measures)
        self.resize(1000, 600)

    def _add_fields(self, *, with_method: bool) -> None:
        add = self.form.add
        add("place_id", _("&Place"), self.place, required=True)
        add("started_at", _("Be&gun at"), self.started, required=True)
        add("operator", _("&Who does the work"), self.operator, required=True)
        add("components", _("Made &unusable"), self.components, required=True)
        hint = _("What keeps people and the environment from harm.")
        add("measures", _("&Measures"), self.measures, hint=hint)
        self.form.show_field("components", shown=with_method)
        add("witnesses", _("W&itnesses"), self.witnesses, required=with_method, column=1)

    @override
    def command(self) -> Callable[[Progress], CutterSession]:
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(N_("Choose the place where the work is done."), "place_id")
        with_method = self._order.kind in WITH_METHOD
        asked = OpenDisposalDay(
            order_id=self._order.id,
            place_id=place_id,
            started_at=self.started.given(),
            operator=self.operator.text(),
            components=self.components.chosen() if with_method else (),
            witnesses=self.witnesses.people(),
            measures=self.measures.toPlainText(),
        )
        disposal, second = self.context.services.disposal, self.credentials()
        return lambda _progress: disposal.open_day(asked, second)


class ResumeDayDialog(ApprovedDialog):
    """The second person of an open day signs in again."""

    def __init__(
        self, context: UiContext, record: DisposalDayRecord, parent: QWidget | None = None
    ) -> None:
        """Ask the one who confirms."""
        super().__init__(context, _("Go on with the day"), _("&Go on"), parent)
        self.setObjectName("resume_day_dialog")
        self._day_id = record.id
        said = _("{reader} reads and {confirmer} confirms. {confirmer} signs in again.")
        text = said.format(reader=record.reader, confirmer=record.confirmer)
        self.body.insertWidget(0, PlainLabel(text, role="notice", wrap=True))

    @override
    def command(self) -> Callable[[Progress], CutterSession]:
        disposal, second = self.context.services.disposal, self.credentials()
        return lambda _progress: disposal.resume_day(self._day_id, second)


class CloseDayDialog(ApprovedDialog):
    """Ends a day of work; the number counted there must be the one recorded."""

    def __init__(
        self,
        context: UiContext,
        record: DisposalDayRecord,
        session: CutterSession | None,
        parent: QWidget | None = None,
    ) -> None:
        """Close by ``session``; where it is over, a second person signs in."""
        live = session is not None and session.is_live
        title = _("End the day of work")
        super().__init__(context, title, _("&End the day"), parent, needed=not live)
        self.setObjectName("close_day_dialog")
        self._day_id, self._session = record.id, session if live else None
        self.ended = MomentEdit(context.services.desk.local_now)
        self.disposed = QSpinBox()
        self.disposed.setMaximum(100_000)
        self.scrap = QLineEdit()
        self.scrap_to = QLineEdit()
        self.notes = NotesEdit(2)
        add = self.form.add
        add("ended_at", _("&Ended at"), self.ended, required=True)
        hint = _("Counted by hand. It must be the number that the register has.")
        add("disposed", _("Weapons &disposed of"), self.disposed, required=True, hint=hint)
        add("scrap", _("&Scrap in kilograms"), self.scrap)
        add("scrap_to", _("&Where it went"), self.scrap_to)
        add("notes", _("N&otes"), self.notes)

    @override
    def command(self) -> Callable[[Progress], DisposalDone]:
        asked = CloseDisposalDay(
            day_id=self._day_id,
            ended_at=self.ended.given(),
            disposed=self.disposed.value(),
            scrap=_grams(self.scrap),
            scrap_to=self.scrap_to.text(),
            notes=self.notes.toPlainText(),
        )
        session, disposal = self._session, self.context.services.disposal
        if session is not None:
            return lambda _progress: session.close(asked)
        second = self.credentials()
        return lambda _progress: disposal.close_day(asked, second)


def _grams(edit: QLineEdit) -> int:
    """Return a weight in kilograms, with a comma or a point, in grams.

    Raises:
        BadValue: It is no weight, or finer than a gram.
    """
    text = edit.text().strip().replace(",", ".").replace(" ", "")
    try:
        grams = Decimal(text or "0") * 1000
    except InvalidOperation:
        grams = Decimal(-1)
    if not grams.is_finite() or grams < 0 or grams != grams.to_integral_value():
        raise BadValue(
            N_("Write the weight in kilograms, to the gram, for example 14.250."), edit.objectName()
        )
    return int(grams)


class AttestDialog(FormDialog):
    """Somebody who had no part in it verifies the result, counting each type."""

    def __init__(
        self, context: UiContext, details: OrderDetails, parent: QWidget | None = None
    ) -> None:
        """Ask for the number of each type; what is recorded is not shown."""
        title = _("Verify afterwards")
        super().__init__(context, title, _("&Verify"), parent, columns=2)
        self.setObjectName("attest_dialog")
        self._order_id = details.order.id
        said = _(
            "{name} verifies {order}. Count what is there, by the receivers or by what was handed"
            " over. Only totals that agree with the register are recorded."
        ).format(name=context.services.user.full_name, order=details.order.number)
        self.body.insertWidget(0, PlainLabel(said, role="notice", wrap=True))
        self.totals = _Totals(details)
        self.verified_on = DayEdit()
        self.verified_on.setText(context.services.desk.today.isoformat())
        self.observers = PeopleEdit(1)
        self.statement = NotesEdit(3)
        add = self.form.add
        add("totals", _("&Counted"), self.totals, required=True)
        add("occurred_on", _("Verified o&n"), self.verified_on, required=True, column=1)
        add("observers", _("O&bservers"), self.observers, column=1)
        hint = _("What was seen: it is printed on the certificate.")
        add("statement", _("&Statement"), self.statement, hint=hint, column=1)
        self.resize(1000, 480)

    @override
    def command(self) -> Callable[[Progress], DisposalDone]:
        asked = AttestDisposal(
            order_id=self._order_id,
            occurred_on=given(self.verified_on),
            totals=self.totals.stated(),
            observers=self.observers.people(),
            statement=self.statement.toPlainText(),
        )
        disposal = self.context.services.disposal
        return lambda _progress: disposal.attest(asked)


class _Totals(QWidget):
    """A number for each type of the order."""

    def __init__(self, details: OrderDetails) -> None:
        super().__init__()
        self._rows: list[tuple[StatedTotal, QSpinBox]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for at, each in enumerate(details.totals):
            parts = (label(each.category) if each.category else "", each.model, each.calibre)
            words = " ".join(filter(None, parts)) or _("Not categorised")
            number = QSpinBox()
            number.setMaximum(100_000)
            number.setObjectName(f"total_{at}")
            number.setAccessibleName(words)
            grid.addWidget(PlainLabel(words, wrap=True), at, 0)
            grid.addWidget(number, at, 1)
            total = StatedTotal(
                category=each.category, model=each.model, calibre=each.calibre, weapons=0
            )
            self._rows.append((total, number))
        if self._rows:
            self.setFocusProxy(self._rows[0][1])

    def stated(self) -> tuple[StatedTotal, ...]:
        return tuple(
            StatedTotal(
                category=each.category,
                model=each.model,
                calibre=each.calibre,
                weapons=number.value(),
            )
            for each, number in self._rows
        )


class DisposalPhotographDialog(PictureFormDialog):
    """Adds a photograph to an order, of one weapon where it is named."""

    def __init__(
        self,
        context: UiContext,
        order: OrderRecord,
        weapon: tuple[int, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for a picture; ``weapon`` is id and number."""
        number = weapon[1] if weapon else order.number
        super().__init__(context, _("Photograph of {number}").format(number=number), parent)
        self.setObjectName("disposal_photograph_dialog")
        self._order_id, self._weapon = order.id, weapon
        self.moment = CodeCombo(PhotographMoment)
        self.form.add("moment", _("&Taken"), self.moment)

    @override
    def keep(self) -> Callable[[bytes, str], Changed]:
        add = self.context.services.disposal.add_photograph
        moment = self.moment.code(PhotographMoment) or PhotographMoment.BEFORE
        weapon_id = self._weapon[0] if self._weapon else None
        order_id = self._order_id
        return lambda content, caption: add(
            AddDisposalPhotograph(
                order_id=order_id,
                moment=moment,
                content=content,
                weapon_id=weapon_id,
                caption=caption,
            )
        )


class FoundAgainDialog(FormDialog):
    """Raises the alarm over a weapon that was disposed of and is there again."""

    def __init__(
        self, context: UiContext, known: FoundAgainRecord, parent: QWidget | None = None
    ) -> None:
        """Say what the papers say of it."""
        super().__init__(context, _("It is there again"), _("&Raise the alarm"), parent)
        self.setObjectName("found_again_dialog")
        self._weapon_id = known.weapon.id
        said = _(
            "{number} was disposed of under {order} on {day}; certificate: {certificate}. If it is"
            " there again, something was not as recorded. An incident is opened at once."
        ).format(
            number=known.weapon.number,
            order=known.order_number,
            day=day(known.disposed_at.date()),
            certificate=known.certificate or _("none printed"),
        )
        self.body.insertWidget(0, PlainLabel(said, role="banner", wrap=True))
        self.found_on = DayEdit()
        self.found_on.setText(context.services.desk.today.isoformat())
        self.found_by = NameEdit(context)
        self.place = PlacePicker(context.services.places.all(counts=False), anywhere=_("Elsewhere"))
        self.circumstances = NotesEdit(4)
        add = self.form.add
        hint = _("Where and how it was found, and in what state.")
        add("circumstances", _("&Circumstances"), self.circumstances, required=True, hint=hint)
        add("occurred_on", _("Found o&n"), self.found_on, required=True)
        add("found_by", _("Found &by"), self.found_by)
        add("place_id", _("&Where it is now"), self.place)

    @override
    def command(self) -> Callable[[Progress], DisposalDone]:
        asked = ReportFoundAgain(
            weapon_id=self._weapon_id,
            occurred_on=given(self.found_on),
            circumstances=self.circumstances.toPlainText(),
            found_by=self.found_by.text(),
            place_id=self.place.place_id(),
        )
        disposal = self.context.services.disposal
        return lambda _progress: disposal.found_again(asked)
