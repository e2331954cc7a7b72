"""Logs who goes in and who leaves, and prints the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.guarding import AccessRecord, LogAccess, PrintAccessLog, PrintKeyRegister
from stockpile_app.domain.guarding_rules import LONGEST_REASON, MOST_BLANK
from stockpile_app.domain.numbers import CodeKind, parse_paper
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.services.guarding import KeysChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.paper_dialog import MakePaper, PaperAsked, PaperDialog
from stockpile_app.ui.texts import moment
from stockpile_app.ui.widgets.fields import DayEdit, NotesEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.moment_edit import MomentEdit
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel

_WEEK: Final = dt.timedelta(days=6)


class LogAccessDialog(FormDialog):
    """Records who went into a place, when and what for."""

    def __init__(
        self,
        context: UiContext,
        places: Sequence[PlaceRecord],
        place_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``places``, beginning with ``place_id``."""
        super().__init__(context, _("Log access"), _("&Log"), parent)
        self.setObjectName("log_access_dialog")
        self.keep_draft("log_access")
        self.place = PlacePicker(places)
        self.place.set_place(place_id)
        self.people = NotesEdit(4)
        self.purpose = QLineEdit()
        self.purpose.setMaxLength(LONGEST_REASON)
        self.visitors = QCheckBox(_("They are &visitors"))
        self.escort = NameEdit(context)
        self.came_at = MomentEdit(context.services.desk.local_now)
        self.left_at = MomentEdit()
        self.form.add("place", _("&Place"), self.place, required=True)
        self.form.add(
            "people",
            _("&Names"),
            self.people,
            required=True,
            hint=_("Everybody who goes in, one a line; type them or scan their cards."),
        )
        self.form.add("purpose", _("P&urpose"), self.purpose, required=True)
        self.form.add("visitors", self.visitors.text(), self.visitors)
        self.form.add(
            "escort",
            _("&Escort"),
            self.escort,
            hint=_("Who goes with them; visitors always have one."),
        )
        self.form.add("came_at", _("&Came at"), self.came_at, required=True)
        self.form.add(
            "left_at",
            _("Le&ft at"),
            self.left_at,
            hint=_("Left empty while they are inside."),
        )

    def names(self) -> tuple[str, ...]:
        """Return the names, one of each line."""
        return tuple(filter(None, map(str.strip, self.people.toPlainText().splitlines())))

    def on_scan(self, text: str) -> None:
        """Add whose card was scanned to the names."""
        services = self.context.services
        paper = parse_paper(text, services.register.origin)
        known = {each.id: each.name for each in services.people.all()}
        if paper is None or paper.kind is not CodeKind.PERSON or paper.sequence not in known:
            self.form.show_text(
                "people", _("“{text}” is not the card of a person.").format(text=text)
            )
            return
        self.form.clear_errors()
        if known[paper.sequence] not in self.names():
            self.people.setPlainText("\n".join((*self.names(), known[paper.sequence])))

    @override
    def command(self) -> Callable[[Progress], KeysChanged]:
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(N_("Choose the place they go into."), "place")
        asked = LogAccess(
            place_id=place_id,
            people=self.names(),
            came_at=self.came_at.given(),
            purpose=self.purpose.text(),
            escort=self.escort.text(),
            visitors=self.visitors.isChecked(),
            left_at=self.left_at.moment(),
        )
        guarding = self.context.services.guarding
        return lambda _progress: guarding.log_access(asked)


class LeaveDialog(FormDialog):
    """Records when people left."""

    def __init__(
        self, context: UiContext, access: AccessRecord, parent: QWidget | None = None
    ) -> None:
        """Ask when those of ``access`` left."""
        super().__init__(context, _("They leave"), _("&Record"), parent)
        self.setObjectName("leave_dialog")
        self._access = access
        self.form.add_wide(PlainLabel(listed(access.people), role="heading", wrap=True))
        self.form.add_wide(
            PlainLabel(
                _("In {place} since {came}.").format(
                    place=access.place, came=moment(access.came_at)
                ),
                role="hint",
                wrap=True,
            )
        )
        self.left_at = MomentEdit(context.services.desk.local_now)
        self.form.add("left_at", _("Le&ft at"), self.left_at, required=True)

    @override
    def command(self) -> Callable[[Progress], KeysChanged]:
        access_id, left_at = self._access.id, self.left_at.given()
        guarding = self.context.services.guarding
        return lambda _progress: guarding.leave(access_id, left_at)


class AccessLogDialog(PaperDialog):
    """Makes the access log of a place and period."""

    def __init__(
        self,
        context: UiContext,
        places: Sequence[PlaceRecord],
        place_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the last seven days of ``place_id``."""
        self._places = places
        self._place_id = place_id if place_id is not None else _only_depot(places)
        super().__init__(context, "guarding", _("Access log"), None, parent)
        self.setObjectName("access_log_dialog")
        self.place.setFocus()

    @override
    def add_fields(self, form: Form) -> None:
        today = self.context.services.desk.today
        self.place = PlacePicker(self._places)
        self.place.set_place(self._place_id)
        self.first, self.last = DayEdit(), DayEdit()
        self.first.setText((today - _WEEK).isoformat())
        self.last.setText(today.isoformat())
        self.blank_lines = QSpinBox()
        self.blank_lines.setRange(0, MOST_BLANK)
        self.blank_lines.setValue(12)
        form.add("place", _("Plac&e"), self.place, required=True)
        form.add("first", _("F&rom"), self.first, required=True)
        form.add("last", _("&Until"), self.last, required=True)
        hint = _("To be filled in by hand at the door.")
        form.add("blank_lines", _("&Blank lines"), self.blank_lines, hint=hint)
        for field in (self.first, self.last):
            field.textChanged.connect(self.on_changed)
        self.place.chosen.connect(self.on_changed)
        self.blank_lines.valueChanged.connect(self.on_changed)

    @override
    def prepared(self) -> MakePaper:
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(N_("Choose a place from the list."), "place")
        first, last = given(self.first), given(self.last)
        blank_lines = self.blank_lines.value()
        papers = self.context.services.guarding.papers

        def make(asked: PaperAsked) -> DocumentDone:
            return papers.access_log(
                PrintAccessLog(
                    place_id=place_id,
                    first=first,
                    last=last,
                    blank_lines=blank_lines,
                    **asked.words,
                )
            )

        return make


def key_register_paper(
    context: UiContext, depot: PlaceRecord, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes the page of the key register of a depot."""
    papers = context.services.guarding.papers

    def make(asked: PaperAsked) -> DocumentDone:
        return papers.key_register(PrintKeyRegister(place_id=depot.id, **asked.words))

    return PaperDialog(context, "guarding", _("Key register"), make, parent, about=depot.path)


def _only_depot(places: Sequence[PlaceRecord]) -> int | None:
    depots = [each.id for each in places if each.parent is None]
    return depots[0] if len(depots) == 1 else None
