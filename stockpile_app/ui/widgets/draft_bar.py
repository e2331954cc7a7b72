"""Offers what was typed into a form before the program ended: go on with it, or throw it away."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.services.drafts import Draft
from stockpile_app.ui.drafts import DraftKeeper, Watch
from stockpile_app.ui.texts import moment
from stockpile_app.ui.widgets.plain import PlainLabel


class DraftBar(QFrame):
    """A strip above a form, there only while a draft waits for an answer."""

    def __init__(self, keeper: DraftKeeper, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.setObjectName("draft_bar")
        self._keeper = keeper
        self._watch: Watch | None = None
        self._draft: Draft | None = None
        self.said = PlainLabel("", role="notice", wrap=True)
        self.said.setObjectName("draft_said")
        self.take = self._button("draft_take", _("&Go on with it"))
        self.take.clicked.connect(self._on_take)
        self.discard = self._button("draft_discard", _("Th&row it away"))
        self.discard.clicked.connect(self._on_discard)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.take)
        row.addWidget(self.discard)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.said)
        layout.addLayout(row)
        self.hide()

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def offer(self, watch: Watch) -> None:
        """Offer what a former session left of the form that is watched, if it left anything."""
        self._watch = watch
        watch.filled.connect(self._on_filled)
        self._draft = self._keeper.earlier_of(watch.about)
        if self._draft is None:
            self.hide()
            return
        text = _("You were entering this on {moment}, and it was not recorded.")
        self.said.setText(text.format(moment=draft_moment(self._draft)))
        self.show()

    @Slot()
    def _on_take(self) -> None:
        if self._watch is not None and self._draft is not None:
            self._watch.take(self._draft)

    @Slot()
    def _on_discard(self) -> None:
        if self._draft is not None:
            self._keeper.discard(self._draft)
        self.hide()

    @Slot()
    def _on_filled(self) -> None:
        self.hide()


def draft_moment(draft: Draft) -> str:
    """Return when a draft was kept, as the clock on the wall showed it."""
    return moment(dt.datetime.fromisoformat(draft.saved_at))
