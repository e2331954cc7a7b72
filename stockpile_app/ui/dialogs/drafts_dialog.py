"""What was typed and not recorded when the program ended: to go on with, or to throw away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import stated
from stockpile_app.services.drafts import Draft
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.draft_openers import OPENERS
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.icons import icon
from stockpile_app.ui.widgets.draft_bar import draft_moment
from stockpile_app.ui.widgets.fields import LeaningEdit
from stockpile_app.ui.widgets.plain import PlainLabel, ask
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.text_list import TextList

_DRAFT = Qt.ItemDataRole.UserRole
_MARGIN = 12


class DraftsDialog(QDialog):
    """Lists the drafts that former sessions left.

    Signals:
        chosen: A ``Draft`` to go on with; the dialog is closed.
    """

    chosen = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """List what there is; the newest is selected."""
        super().__init__(parent)
        self.setObjectName("drafts_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Not recorded yet"))
        self._keeper = context.drafts
        self.list = TextList()
        self.list.setObjectName("drafts")
        self.list.setAccessibleName(_("Drafts, the newest first"))
        self.list.setTabKeyNavigation(False)
        self.text = LeaningEdit()
        self.text.setObjectName("draft_text")
        self.text.setAccessibleName(_("What was typed"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.hide()
        self._build()
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemActivated.connect(self._on_take)
        self._keeper.changed.connect(self._reload)
        self._reload()
        HelpKey("drafts", self)
        make_room(self, 720, 440, context.settings.text_scale)

    def _build(self) -> None:
        self.take = self._button("take", _("&Go on with it"))
        self.take.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        self.show_text = self._button("show_text", _("&Show what was typed"), "eye")
        self.show_text.setCheckable(True)
        self.show_text.toggled.connect(self._on_show)
        self.discard = self._button("discard", _("&Throw it away…"), "remove")
        self.discard.clicked.connect(self._on_discard)
        self.later = self._button("later", _("&Later"), "close")
        self.later.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        for button in (self.take, self.show_text, self.discard):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.later, QDialogButtonBox.ButtonRole.RejectRole)
        said = _(
            "You were entering this when the program ended, and it was not recorded. It is kept"
            " encrypted on this machine, so that only you can open it, for thirty days."
        )
        self.hint = PlainLabel("", role="hint", wrap=True)
        self.hint.setObjectName("draft_hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Not recorded yet"), role="title"))
        layout.addWidget(PlainLabel(said, wrap=True))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.hint)
        layout.addWidget(buttons)

    def _button(self, name: str, text: str, picture: str = "") -> QPushButton:
        button = QPushButton(icon(picture), f" {text}") if picture else QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text.replace("&", ""))
        button.setAutoDefault(False)
        return button

    def current(self) -> Draft | None:
        """Return the draft that is selected."""
        row = self.list.currentRow()
        draft: Draft | None = self.list.item(row).data(_DRAFT) if row >= 0 else None
        return draft

    @Slot()
    def _reload(self) -> None:
        self.list.clear()
        for draft in self._keeper.earlier:
            text = _("{form}, at {moment}")
            shown = text.format(form=draft.title, moment=draft_moment(draft))
            item = QListWidgetItem(shown)
            item.setData(_DRAFT, draft)
            item.setSizeHint(QSize(0, self.list.fontMetrics().height() + _MARGIN))
            self.list.addItem(item)
        if not self._keeper.earlier:
            self.accept()
            return
        self.list.setCurrentRow(0)

    @Slot()
    def _on_current(self) -> None:
        draft = self.current()
        for button in (self.take, self.show_text, self.discard):
            button.setEnabled(draft is not None)
        self.text.setPlainText(as_text(draft) if draft is not None else "")
        openable = draft is not None and draft.form in OPENERS
        self.take.setEnabled(openable)
        hint = _("Open its form as usual: it offers what you typed.")
        self.hint.setText("" if openable or draft is None else hint)
        self.hint.setVisible(bool(self.hint.text()))

    @Slot(bool)
    def _on_show(self, shown: bool) -> None:  # noqa: FBT001 - Qt
        self.text.setVisible(shown)

    @Slot()
    def _on_take(self) -> None:
        draft = self.current()
        if draft is not None and self.take.isEnabled():
            self.accept()
            self.chosen.emit(draft)

    @Slot()
    def _on_discard(self) -> None:
        if self.current() is not None:
            text = _("What you typed is then gone, and nothing of it was recorded.")
            ask(self, text, _("Throw it away"), self._on_discarded)

    @Slot()
    def _on_discarded(self) -> None:
        draft = self.current()
        if draft is not None:
            self._keeper.discard(draft)


def as_text(draft: Draft) -> str:
    """Return what was typed, field by field, to be read or copied."""
    return "\n".join(
        stated(label, shown) if label else shown for label, shown in draft.words.values() if shown
    )
