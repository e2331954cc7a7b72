"""Moves, seals, checks and opens containers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.places import (
    LONGEST_REASON,
    PARENT_KINDS,
    CheckSeals,
    MovePlace,
    OpenContainer,
    SealContainer,
    compare_seals,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, pgettext
from stockpile_app.services.places import PlaceChanged, SealsChecked
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.texts import day
from stockpile_app.ui.widgets.fields import DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel

_VERDICTS: Final = ("hint", "good", "banner")


class _ContainerDialog(FormDialog):
    """What these dialogs have in common: the container, the day, and who did it."""

    def __init__(
        self,
        context: UiContext,
        container: PlaceRecord,
        words: tuple[str, str, str],
        parent: QWidget | None,
    ) -> None:
        """Name the container.

        Args:
            words: Object name, title, and the verb on the button.
        """
        name, title, verb = words
        super().__init__(context, title, verb, parent)
        self.setObjectName(name)
        self.container = container
        self.form.add_wide(PlainLabel(container.path, role="heading", wrap=True))

    def add_day(self, name: str, text: str) -> DayEdit:
        """Add the day, which is today until somebody says otherwise."""
        edit = DayEdit()
        edit.setText(self.context.services.desk.today.isoformat())
        self.form.add(name, text, edit, required=True)
        return edit

    def add_name(
        self, name: str, text: str, *, own: bool = False, required: bool = True
    ) -> NameEdit:
        """Add the name of somebody; with ``own`` it is that of who is signed in."""
        edit = NameEdit(self.context, self.context.services.user.full_name if own else "")
        self.form.add(name, text, edit, required=required)
        return edit

    def add_seals(self, hint: str) -> SealsEdit:
        """Add the seal numbers."""
        edit = SealsEdit()
        self.form.add("seals", _("S&eal numbers"), edit, required=True, hint=hint)
        return edit


class SealsEdit(NotesEdit):
    """Seal numbers, one a line; a scanner that sends Enter goes on to the next line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Be empty."""
        super().__init__(3, parent)

    def seals(self) -> tuple[str, ...]:
        """Return the numbers that were typed or scanned."""
        return tuple(filter(None, map(str.strip, self.toPlainText().splitlines())))


class MoveContainerDialog(_ContainerDialog):
    """Puts a container, with everything in it, somewhere else."""

    def __init__(
        self,
        context: UiContext,
        container: PlaceRecord,
        places: Sequence[PlaceRecord],
        parent: QWidget | None = None,
    ) -> None:
        """Offer those of ``places`` that a container may be put in."""
        words = ("move_container_dialog", _("Move a container"), _("&Move"))
        super().__init__(context, container, words, parent)
        fitting = [
            each
            for each in places
            if each.kind in PARENT_KINDS[container.kind]
            and not each.closed
            and each.id != container.parent
        ]
        self.where = PlacePicker(fitting)
        self.form.add("parent", pgettext("a place", "&To"), self.where, required=True)
        self.moved_on = self.add_day("moved_on", _("O&n"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.form.add("reason", _("&Reason"), self.reason)

    @override
    def command(self) -> Callable[[Progress], PlaceChanged]:
        where = self.where.place_id()
        if where is None:
            raise BadValue(N_("Choose the place that it is put in."), "parent")
        asked = MovePlace(
            place_id=self.container.id,
            parent=where,
            moved_on=given(self.moved_on),
            reason=self.reason.text(),
        )
        places = self.context.services.places
        return lambda _progress: places.move(asked)


class SealContainerDialog(_ContainerDialog):
    """Records the seals that were put on a container."""

    def __init__(
        self, context: UiContext, container: PlaceRecord, parent: QWidget | None = None
    ) -> None:
        """Ask for the numbers of the seals."""
        words = ("seal_container_dialog", _("Seal a container"), _("&Seal"))
        super().__init__(context, container, words, parent)
        self.seals = self.add_seals(_("One a line, as they stand on the seals; scan or type them."))
        self.sealed_by = self.add_name("sealed_by", _("Sealed &by"), own=True)
        self.witness = self.add_name("witness", _("&Witness"), required=False)
        self.sealed_on = self.add_day("sealed_on", _("Sealed o&n"))

    @override
    def command(self) -> Callable[[Progress], PlaceChanged]:
        asked = SealContainer(
            place_id=self.container.id,
            seals=self.seals.seals(),
            sealed_on=given(self.sealed_on),
            sealed_by=self.sealed_by.text(),
            witness=self.witness.text(),
        )
        places = self.context.services.places
        return lambda _progress: places.seal(asked)


class CheckSealsDialog(_ContainerDialog):
    """Compares the seals that are read on a container with those recorded.

    The recorded numbers are not shown: whoever reads them shall read the seals, not the screen.
    """

    def __init__(
        self, context: UiContext, container: PlaceRecord, parent: QWidget | None = None
    ) -> None:
        """Ask for the numbers that are read."""
        words = ("check_seals_dialog", _("Check the seals"), _("&Record the check"))
        super().__init__(context, container, words, parent)
        self.form.add_wide(
            PlainLabel(
                _("Sealed on {day} with seals: {count}.").format(
                    day=day(container.sealed_on), count=len(container.seals)
                ),
                role="hint",
            )
        )
        self.seals = SealsEdit()
        hint = _("One a line, read from the seals themselves; nothing where there is none.")
        self.form.add("seals", _("S&eal numbers"), self.seals, hint=hint)
        # one label for each look: a label that changes its look keeps the room of the old one
        self._verdicts = {role: PlainLabel("", role=role, wrap=True) for role in _VERDICTS}
        for verdict in self._verdicts.values():
            verdict.setObjectName("verdict")
            self.body.addWidget(verdict)
        self.undamaged = QCheckBox(_("The seals are &undamaged"))
        self.undamaged.setChecked(True)
        self.form.add("undamaged", self.undamaged.text(), self.undamaged)
        self.checked_by = self.add_name("checked_by", _("Checked &by"), own=True)
        self.checked_on = self.add_day("checked_on", _("Checked o&n"))
        self.notes = QLineEdit()
        self.notes.setMaxLength(LONGEST_REASON)
        self.form.add("notes", _("N&otes"), self.notes)
        self.seals.textChanged.connect(self._on_changed)
        self.undamaged.toggled.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        read = self.seals.seals()
        compared = compare_seals(self.container.seals, read)
        if compared.strange or not self.undamaged.isChecked():
            self._say("banner", seals_text((), compared.strange))
        elif compared.same:
            self._say("good", _("These are the recorded seals."))
        else:  # which ones are missing is not said before all were read
            said = _("Recorded seals that were read: {read} of {all}.").format(
                read=len(self.container.seals) - len(compared.missing),
                all=len(self.container.seals),
            )
            self._say("hint", said)

    def _say(self, role: str, text: str) -> None:
        for each, label in self._verdicts.items():
            label.setText(text)
            label.setVisible(each == role)

    def verdict(self) -> str:
        """Return what is said of the seals that were read so far."""
        return next(iter(self._verdicts.values())).text()

    @override
    def command(self) -> Callable[[Progress], SealsChecked]:
        asked = CheckSeals(
            place_id=self.container.id,
            seals=self.seals.seals(),
            checked_on=given(self.checked_on),
            checked_by=self.checked_by.text(),
            undamaged=self.undamaged.isChecked(),
            notes=self.notes.text(),
        )
        places = self.context.services.places
        return lambda _progress: places.check_seals(asked)


class OpenContainerDialog(_ContainerDialog):
    """Records that the seals of a container were taken off before a witness."""

    def __init__(
        self, context: UiContext, container: PlaceRecord, parent: QWidget | None = None
    ) -> None:
        """Ask who opened it, before whom, and why."""
        words = ("open_container_dialog", _("Open a container"), _("&Open"))
        super().__init__(context, container, words, parent)
        sealed = _("Sealed with {seals}. Check them before you take them off.").format(
            seals=listed(container.seals)
        )
        self.form.add_wide(PlainLabel(sealed, role="hint", wrap=True))
        self.opened_by = self.add_name("opened_by", _("Opened &by"), own=True)
        self.witness = self.add_name("witness", _("&Witness"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.form.add("reason", _("&Reason"), self.reason, required=True)
        self.opened_on = self.add_day("opened_on", _("Opened o&n"))

    @override
    def command(self) -> Callable[[Progress], PlaceChanged]:
        asked = OpenContainer(
            place_id=self.container.id,
            opened_on=given(self.opened_on),
            opened_by=self.opened_by.text(),
            witness=self.witness.text(),
            reason=self.reason.text(),
        )
        places = self.context.services.places
        return lambda _progress: places.open(asked)


def seals_text(missing: Sequence[str], strange: Sequence[str]) -> str:
    """Return in words how the seals on a container differ from those recorded."""
    parts = [_("Not as recorded: do not open it, and tell the depot manager.")]
    if missing:
        parts.append(_("Not read: {seals}.").format(seals=listed(missing)))
    if strange:
        parts.append(_("Not recorded: {seals}.").format(seals=listed(strange)))
    return " ".join(parts)


def given(edit: DayEdit) -> dt.date:
    """Return the day that was typed.

    Raises:
        BadValue: There is none, or it is no day.
    """
    found = edit.day()
    if found is None:
        raise BadValue(N_("Say on which day."), edit.objectName())
    return found
