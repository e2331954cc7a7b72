"""Begins, completes and cancels a security check, and adds a photograph to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.security import (
    LONGEST_REASON,
    AddCheckPhotograph,
    CancelCheck,
    CheckDone,
    CheckListVersion,
    CheckRecord,
    CheckView,
    CompleteCheck,
    OpenCheck,
)
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.photograph_dialog import PictureFormDialog
from stockpile_app.ui.security_words import check_title, level_words, percent
from stockpile_app.ui.widgets.fields import DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import Changed, FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.plain import PlainLabel

_MOST_TOLD: Final = 6


class OpenCheckDialog(FormDialog):
    """Begins a check of a depot."""

    def __init__(
        self,
        context: UiContext,
        depots: Sequence[PlaceRecord],
        lists: Sequence[CheckListVersion],
        parent: QWidget | None = None,
        *,
        chosen: int | None = None,
    ) -> None:
        """Offer ``depots``, of which one may be chosen already, and the lists in force."""
        super().__init__(context, _("Begin a security check"), _("&Begin"), parent)
        self.setObjectName("open_check_dialog")
        self.depot = QComboBox()
        for place in depots:
            self.depot.addItem(place.name, place.id)
        if chosen is not None:
            self.depot.setCurrentIndex(max(0, self.depot.findData(chosen)))
        self.list = QComboBox()
        for each in lists:
            words = _("{title} (version {version}, {questions} questions)").format(
                title=each.title, version=each.version, questions=each.questions
            )
            self.list.addItem(words, each.id)
        self.inspector = NameEdit(context, context.services.user.full_name)
        self.day = DayEdit()
        self.day.setText(context.services.desk.today.isoformat())
        self.form.add("place_id", _("&Depot"), self.depot, required=True)
        self.form.add(
            "check_list",
            _("Check &list"),
            self.list,
            required=True,
            hint=_("The check keeps this version, whatever becomes of the list."),
        )
        self.form.add("inspector", _("&Inspector"), self.inspector, required=True)
        self.form.add("occurred_on", _("D&ay"), self.day, required=True)

    @override
    def command(self) -> Callable[[Progress], CheckDone]:
        if self.depot.currentIndex() < 0:
            raise BadValue(N_("Add a depot first, on the page of the places."), "place_id")
        asked = OpenCheck(
            place_id=self.depot.currentData(),
            inspector=self.inspector.text(),
            occurred_on=given(self.day),
            check_list=self.list.currentData(),
        )
        security = self.context.services.security
        return lambda _progress: security.open(asked)


class CompleteCheckDialog(FormDialog):
    """Completes a check, after showing what it comes to."""

    def __init__(self, context: UiContext, view: CheckView, parent: QWidget | None = None) -> None:
        """Ask who was there; ``view`` holds every answer."""
        super().__init__(context, _("Complete the check"), _("&Complete"), parent)
        self.setObjectName("complete_check_dialog")
        self.keep_draft("complete_check", view.record.id)
        self._check_id = view.record.id
        self.form.add_wide(PlainLabel(check_title(view.record), role="heading", wrap=True))
        self.coming = PlainLabel(_coming_to(view), role="notice", wrap=True)
        self.coming.setObjectName("coming_to")
        self.form.add_wide(self.coming)
        self.day = DayEdit()
        self.day.setText(context.services.desk.today.isoformat())
        self.present = NotesEdit(3)
        self.notes = NotesEdit(3)
        self.form.add("occurred_on", _("D&ay"), self.day, required=True)
        self.form.add(
            "present", _("&Present"), self.present, hint=_("Who was there, one name on a line.")
        )
        self.form.add("notes", _("&Remarks"), self.notes)
        hint = _(
            "Nothing can be changed in the check afterwards. Every question answered with no or"
            " partly becomes a finding, to be given an owner and a day."
        )
        self.form.add_wide(PlainLabel(hint, role="hint", wrap=True))

    @override
    def command(self) -> Callable[[Progress], CheckDone]:
        asked = CompleteCheck(
            check_id=self._check_id,
            occurred_on=given(self.day),
            present=tuple(self.present.toPlainText().splitlines()),
            notes=self.notes.toPlainText(),
        )
        security = self.context.services.security
        return lambda _progress: security.complete(asked)


class CancelCheckDialog(FormDialog):
    """Gives a check up."""

    def __init__(
        self, context: UiContext, record: CheckRecord, parent: QWidget | None = None
    ) -> None:
        """Ask why ``record`` is given up."""
        super().__init__(context, _("Cancel a check"), _("Cancel the chec&k"), parent)
        self.setObjectName("cancel_check_dialog")
        self._check_id = record.id
        self.form.add_wide(PlainLabel(check_title(record), role="heading", wrap=True))
        self.reason = NotesEdit(2)
        self.form.add("reason", _("&Reason"), self.reason, required=True)
        hint = _("Its answers stay in the ledger, but they count nowhere.")
        self.form.add_wide(PlainLabel(hint, role="hint", wrap=True))

    @override
    def command(self) -> Callable[[Progress], CheckDone]:
        asked = CancelCheck(
            check_id=self._check_id, reason=self.reason.toPlainText()[: LONGEST_REASON + 1]
        )
        security = self.context.services.security
        return lambda _progress: security.cancel(asked)


class CheckPhotographDialog(PictureFormDialog):
    """Adds a photograph to a question of a check."""

    def __init__(
        self, context: UiContext, check_id: int, question: str, parent: QWidget | None = None
    ) -> None:
        """Ask for a photograph for ``question``."""
        title = _("Add a photograph to question {code}").format(code=question)
        super().__init__(context, title, parent)
        self.setObjectName("check_photograph_dialog")
        self._asked = (check_id, question)

    @override
    def keep(self) -> Callable[[bytes, str], Changed]:
        check_id, question = self._asked
        add = self.context.services.security.add_photograph
        return lambda content, caption: add(
            AddCheckPhotograph(
                check_id=check_id, question=question, content=content, caption=caption
            )
        )


def _coming_to(view: CheckView) -> str:
    """Return what the answers come to: failed critical questions first."""
    scored = view.score
    by_code = {each.code: each for each in view.check_list.questions}
    lines = [
        _("Critical for level {level}, failed: {code} {text}").format(
            level=by_code[code].critical, code=code, text=_(by_code[code].text)
        )
        for code in scored.failed_critical[:_MOST_TOLD]
    ]
    if further := scored.failed_critical[_MOST_TOLD:]:
        lines.append(_("Failed too: {codes}").format(codes=listed(further)))
    shown = percent(view.shown)
    lines.append(
        _("Score {percent}, {level}.").format(
            percent=shown, level=level_words(scored.level).lower()
        )
    )
    return "\n".join(lines)
