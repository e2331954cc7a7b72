"""Second step of an import: which column holds what, and the depot of rows that name none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.exchange.tables import SourceTable
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.field_texts import field_text
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.mapping_table import MappingTable
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel


class MappingStep(QWidget):
    """The columns of the first file and the fields they hold.

    Signals:
        checked: Whether the mapping can be used.
        remember_asked: The name of a profile to remember the mapping as.
    """

    checked = Signal(bool)
    remember_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no columns yet."""
        super().__init__(parent)
        self.setObjectName("mapping_step")
        self.profile = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.found = PlainLabel("", role="hint", wrap=True)
        self.found.setObjectName("found_profile")
        self.error = PlainLabel("", role="banner", wrap=True)
        self.error.setObjectName("mapping_error")
        self.note = PlainLabel("", role="notice", wrap=True)
        self.note.setObjectName("mapping_note")
        self.table = MappingTable()
        self.table.changed.connect(self._check)
        for widget in (self.found, self.error, self.note):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._build_below())

    def _build_below(self) -> QHBoxLayout:
        self.form = Form()
        self.depot = PlacePicker(())
        self.form.add(
            "depot",
            _("&Depot"),
            self.depot,
            hint=_("Of the rows that name none."),
        )
        self.remember_form = Form()
        self.profile_name = QLineEdit()
        self.profile_name.setMaxLength(64)
        self.profile_name.textChanged.connect(self._on_name)
        self.remember_form.add(
            "name",
            _("Remember as &profile"),
            self.profile_name,
            hint=_("For the next file with these columns."),
        )
        self.remember = QPushButton(icon("save"), _("Re&member"))
        self.remember.setObjectName("remember")
        self.remember.setEnabled(False)
        self.remember.clicked.connect(self._on_remember)
        held = QVBoxLayout()
        held.addWidget(self.remember)
        held.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.form, 3)
        row.addWidget(self.remember_form, 3)
        row.addLayout(held)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    def show_table(
        self, table: SourceTable, guessed: Mapping[str, str], profile: str, *, keep: bool
    ) -> None:
        """Show the columns of a file.

        Args:
            profile: The shipped profile that the columns were read by.
            keep: Whether what the user chose before stays, because it is the same table.
        """
        chosen = self.table.overrides() if keep else {}
        self.profile = profile
        self.table.show_columns(table.headers, table.sample, guessed, chosen)
        self.found.setText(
            _("Read by the profile “{profile}”. Change what is not right.").format(profile=profile)
            if profile
            else _("The fields were recognised by the headers. Change what is not right.")
        )
        self._check()

    def offer_depots(self, places: Sequence[PlaceRecord]) -> None:
        """Offer these depots; a single one is chosen."""
        depots = [place for place in places if place.kind is PlaceKind.DEPOT]
        self.depot.reload(depots)
        if len(depots) == 1:
            self.depot.set_place(depots[0].id)

    @Slot(object)
    def show_error(self, error: StockpileError) -> None:
        """Say why the mapping cannot be used."""
        self.error.setText(refusal_text(error))
        self.error.show()

    def forget_error(self) -> None:
        """Take the error away."""
        self.error.hide()

    @Slot()
    def _check(self) -> None:
        twice = self.table.twice()
        self.error.setVisible(bool(twice))
        if twice:
            fields = listed(field_text(field) for field in twice)
            self.error.setText(
                _("Only one column can hold each of these: {fields}.").format(fields=fields)
            )
        missing = not self.table.has("serial") and not self.table.has("number")
        self.note.setText(
            _("No column holds the serial number: every weapon would be registered without one.")
        )
        self.note.setVisible(missing)
        self.checked.emit(self.usable())

    def usable(self) -> bool:
        """Whether the mapping can be used."""
        return not self.table.twice() and any(self.table.fields().values())

    # --- remembering -----------------------------------------------------------------------------

    @Slot()
    def _on_name(self) -> None:
        self.remember_form.clear_errors()
        self.remember.setEnabled(bool(self.profile_name.text().strip()))

    @Slot()
    def _on_remember(self) -> None:
        self.remember_asked.emit(self.profile_name.text().strip())

    def show_remembered(self) -> None:
        """Say that the profile was remembered."""
        name = self.profile_name.text().strip()
        self.profile_name.clear()
        self.found.setText(_("Remembered as profile “{name}”.").format(name=name))

    @Slot(object)
    def show_not_remembered(self, error: StockpileError) -> None:
        """Say why the profile was not remembered."""
        self.remember_form.show_error(error)
