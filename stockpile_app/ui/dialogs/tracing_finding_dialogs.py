"""What a trace brought to light: diversion, prevention, ballistics; and files kept with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import (
    AddBallistics,
    AttachTraceFile,
    EstablishDiversion,
    MatchTraceWeapon,
    StatePrevention,
    WithdrawDiversion,
)
from stockpile_app.domain.tracing_records import TraceDone, TraceFile
from stockpile_app.domain.tracing_vocabulary import DiversionWay, TracePart
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.order_disposal_dialog import today_edit
from stockpile_app.ui.dialogs.photograph_dialog import read_picture
from stockpile_app.ui.dialogs.tracing_answer_dialogs import TraceFormDialog
from stockpile_app.ui.widgets.fields import CodeCombo, CountryEdit, FileEdit, NotesEdit
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.plain import PlainLabel

_BETWEEN: Final = re.compile(r"[\s,;]+")


class DiversionDialog(TraceFormDialog):
    """Records the last legal holder and the point, date, actor and way of diversion."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Begin with what is established already."""
        words = ("diversion_dialog", _("Where it left the legal realm"), _("&Record"))
        super().__init__(context, file, words, parent, columns=2)
        self.last_holder = QLineEdit()
        self.way = CodeCombo(DiversionWay)
        self.place = QLineEdit()
        self.country = CountryEdit()
        self.diverted_on = QLineEdit()
        self.diverted_on.setPlaceholderText(_("2019, 2019-04 or 2019-04-30"))
        self.actor = QLineEdit()
        self.basis = NotesEdit(4)
        self.traced = QComboBox()
        self.traced.addItem(_("By tracing"), 1)
        self.traced.addItem(_("Otherwise, by a competent authority"), 0)
        self.established_on = today_edit(context)
        self.numbers = QLineEdit()
        self._build()
        self._show(file)
        self.resize(980, 400)

    def _build(self) -> None:
        add = self.form.add
        hint = _("Who held it last with a legal title.")
        add("last_holder", _("&Last legal holder"), self.last_holder, required=True, hint=hint)
        add("way", _("&Way"), self.way)
        add("place", _("&Place"), self.place)
        add("country", pgettext("country", "&State"), self.country)
        add("diverted_on", _("W&hen"), self.diverted_on)
        add("actor", _("By whom (&actor)"), self.actor)
        add("basis", _("&Evidence"), self.basis, column=1)
        add("traced", _("Es&tablished"), self.traced, column=1)
        add("established_on", _("Established o&n"), self.established_on, required=True, column=1)
        hint = _("Register numbers of further weapons that the same holds for.")
        add("numbers", _("Holds for these, t&oo"), self.numbers, hint=hint, column=1)

    def _show(self, file: TraceFile) -> None:
        found = file.diversion
        if found is None:
            return
        self.last_holder.setText(found.last_holder)
        self.way.set_code(found.way)
        self.place.setText(found.place)
        self.country.set_country(found.country)
        self.diverted_on.setText(found.diverted_on)
        self.actor.setText(found.actor)
        self.basis.setPlainText(found.basis)
        self.traced.setCurrentIndex(0 if found.traced else 1)
        self.numbers.setText(", ".join(found.numbers))

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = EstablishDiversion(
            file_id=self.file.id,
            established_on=given(self.established_on),
            last_holder=self.last_holder.text(),
            way=self.way.code(DiversionWay) or DiversionWay.UNKNOWN,
            place=self.place.text(),
            country=self.country.country(),
            diverted_on=self.diverted_on.text(),
            actor=self.actor.text(),
            basis=self.basis.toPlainText(),
            traced=bool(self.traced.currentData()),
            numbers=tuple(filter(None, _BETWEEN.split(self.numbers.text()))),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.establish_diversion(asked)


class WithdrawDiversionDialog(TraceFormDialog):
    """Takes back what was established about the diversion."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Ask why."""
        words = (
            "withdraw_diversion_dialog",
            _("Take the point of diversion back"),
            pgettext("a finding", "&Take back"),
        )
        super().__init__(context, file, words, parent)
        self.reason = QLineEdit()
        self.form.add("reason", _("&Reason"), self.reason, required=True)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = WithdrawDiversion(file_id=self.file.id, reason=self.reason.text())
        tracing = self.context.services.tracing
        return lambda _progress: tracing.withdraw_diversion(asked)


class PreventionDialog(TraceFormDialog):
    """Records what is done so that it does not happen again."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Ask what is done, and by whom."""
        words = ("prevention_dialog", _("Action to prevent it"), _("&Record"))
        super().__init__(context, file, words, parent)
        self.action = NotesEdit(4)
        self.responsible = NameEdit(context)
        self.stated_on = today_edit(context)
        self.form.add("action", _("&Action"), self.action, required=True)
        self.form.add("responsible", _("Respon&sible"), self.responsible)
        self.form.add("stated_on", _("Stated o&n"), self.stated_on, required=True)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = StatePrevention(
            file_id=self.file.id,
            stated_on=given(self.stated_on),
            action=self.action.toPlainText(),
            responsible=self.responsible.text(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.state_prevention(asked)


class BallisticsDialog(TraceFormDialog):
    """Records a ballistic examination by the reference of the laboratory."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Start empty."""
        words = ("ballistics_dialog", _("Ballistic reference"), _("&Record"))
        super().__init__(context, file, words, parent)
        self.laboratory = QLineEdit()
        self.reference = QLineEdit()
        self.examined_on = today_edit(context)
        self.ibin = QLineEdit()
        self.notes = NotesEdit(3)
        add = self.form.add
        add("laboratory", _("&Laboratory"), self.laboratory, required=True)
        add("reference", _("Re&ference"), self.reference, required=True)
        add("examined_on", _("Examined o&n"), self.examined_on, required=True)
        add("ibin_reference", _("INTERPOL &IBIN reference"), self.ibin)
        add("notes", _("N&otes"), self.notes)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = AddBallistics(
            file_id=self.file.id,
            laboratory=self.laboratory.text(),
            reference=self.reference.text(),
            examined_on=given(self.examined_on),
            ibin_reference=self.ibin.text(),
            notes=self.notes.toPlainText(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.add_ballistics(asked)


class AttachTraceDialog(TraceFormDialog):
    """Keeps a file with the trace, encrypted."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Start without a file."""
        words = ("attach_trace_dialog", _("Attach a file"), _("&Attach"))
        super().__init__(context, file, words, parent)
        kinds = _("Pictures and PDF documents") + " (*.jpg *.jpeg *.png *.pdf *.JPG *.PNG *.PDF)"
        self.path = FileEdit(_("Choose a file"), kinds)
        self.part = CodeCombo(TracePart)
        self.caption = QLineEdit()
        hint = _("A JPEG or PNG picture, or a PDF document, of at most 20 MB. It is encrypted.")
        self.form.add("content", _("&File"), self.path, required=True, hint=hint)
        self.form.add("part", _("&Kind"), self.part)
        self.form.add("caption", _("&Caption"), self.caption)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        if not self.path.text():
            raise BadValue(N_("Choose a file."), "content")
        path, caption = Path(self.path.text()), self.caption.text()
        part, file_id = self.part.code(TracePart) or TracePart.OTHER, self.file.id
        tracing = self.context.services.tracing

        def work(_progress: Progress) -> TraceDone:
            content = read_picture(path)
            return tracing.attach(
                AttachTraceFile(
                    file_id=file_id, content=content, name=path.name, part=part, caption=caption
                )
            )

        return work


class MatchTraceDialog(TraceFormDialog):
    """Records that a weapon of the register is the one asked about, or takes that back."""

    def __init__(
        self,
        context: UiContext,
        file: TraceFile,
        weapon: tuple[int, str] | None,
        reason: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Name the weapon by its id and number; None takes an earlier word back."""
        title = _("This is the weapon") if weapon else _("It is not this weapon")
        words = ("match_trace_dialog", title, _("&Record"))
        super().__init__(context, file, words, parent)
        self._weapon_id = weapon[0] if weapon else None
        number = weapon[1] if weapon else (file.weapon.number if file.weapon else "")
        said = _("{number}: all that the register holds of it is frozen into the file.")
        if weapon is None:
            said = _("{number} is no longer the weapon asked about.")
        self.form.add_wide(PlainLabel(said.format(number=number), wrap=True))
        self.reason = QLineEdit(reason)
        hint = _("What it is known by, or why it was a mistake.")
        self.form.add("reason", _("&Reason"), self.reason, required=True, hint=hint)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = MatchTraceWeapon(
            file_id=self.file.id, weapon_id=self._weapon_id, reason=self.reason.text()
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.match(asked)
