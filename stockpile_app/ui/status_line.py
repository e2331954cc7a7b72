"""The bottom of the window: who, where, whether the chain was verified, and the last backup."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from stockpile_app import i18n
from stockpile_app.domain.backups import BackupStatus
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.records import Verification
from stockpile_app.i18n import gettext as _
from stockpile_app.ledger.seals import show_code
from stockpile_app.ui.announce import announce
from stockpile_app.ui.backup_words import ICONS, summary, warnings
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import plain_tip
from stockpile_app.ui.texts import count, moment
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import set_look


class StatusLine(QStatusBar):
    """Follows the register that is open.

    Signals:
        backups_asked: The state of the backups was clicked.
    """

    backups_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show who is signed in to what."""
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setSizeGripEnabled(False)
        self._context = context
        self._head = 0
        self.messageChanged.connect(self._on_message)
        user, register = context.services.user, context.services.register
        who = _("{full_name} ({name})").format(full_name=user.full_name, name=user.name)
        where = _("{authority} · {origin}").format(
            authority=register.authority, origin=register.origin
        )
        self.addWidget(self._label("status_user", _("Signed in"), who))
        self.addWidget(self._label("status_register", _("Register"), where))
        if context.services.read_only:
            reason = i18n.gettext(context.services.read_only)
            text = _("For reading only: {reason}").format(reason=reason)
            self.addWidget(self._label("status_read_only", _("For reading only"), text))
        self.chain = self._label("status_chain", _("State of the ledger"), "")
        self.backup = QPushButton()
        self.backup.setObjectName("status_backup")
        self.backup.setAccessibleName(_("Backups"))
        self.backup.setFlat(True)
        self.backup.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the menu has it, with its shortcut
        self.backup.clicked.connect(self.backups_asked)
        self.seal = self._label("status_seal", _("Last seal"), "")
        self.addPermanentWidget(self.seal)
        self.addPermanentWidget(self.chain)
        self.addPermanentWidget(self.backup)
        self._verified = ""
        self.chain.setText(_("Not verified since sign-in"))
        self.show_backup()
        self.show_seal()
        context.bus.committed.connect(self._on_committed)

    def show_verified(self, found: Verification) -> None:
        """Say what the last verification found."""
        self._head = found.entries
        if found.ok:
            text = _("Verified: {entries} entries, all in order")
            self._verified = text.format(entries=count(found.entries))
        else:
            text = _("Verification found problems: {problems}")
            self._verified = text.format(problems=count(len(found.problems)))
        self.chain.setText(self._verified)

    def show_backup(self) -> None:
        """Say when the last backup was made, before anything was looked at closely."""
        last = self._context.services.backups.last()
        if last is None:
            self.backup.setText(_("No backup yet"))
            return
        made = dt.datetime.fromtimestamp(last.stat().st_mtime, dt.UTC)
        self.backup.setText(_("Last backup {moment}").format(moment=moment(made)))

    def show_backups(self, status: BackupStatus) -> None:
        """Say how well the register is backed up; what is wrong is in the tool tip."""
        self.backup.setIcon(icon(ICONS[status.light]))
        set_look(self.backup, "light", status.light.value)
        self.backup.setText(summary(status))
        said = "\n".join(warnings(status)) or _("Backups are in order.")
        self.backup.setToolTip(plain_tip(said))
        self.backup.setAccessibleDescription(said)

    def show_seal(self) -> None:
        """Say up to which entry the register is sealed; the code itself is in the tool tip."""
        seal = self._context.services.ledgers.last_seal()
        if seal is None:
            self.seal.setText(_("Not sealed yet"))
            return
        self.seal.setText(_("Sealed at entry {entry}").format(entry=count(seal.seq)))
        said = _("Seal code {code}, {moment}").format(
            code=show_code(seal.code), moment=moment(seal.made_at)
        )
        self.seal.setToolTip(said)
        self.seal.setAccessibleDescription(said)

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        self.show_seal()
        if self._verified and changes.head > self._head:
            new = _("{verified}; {more} since").format(
                verified=self._verified, more=count(changes.head - self._head)
            )
            self.chain.setText(new)

    @Slot(str)
    def _on_message(self, text: str) -> None:
        announce(self, text)

    def _label(self, name: str, accessible: str, text: str) -> QLabel:
        label = PlainLabel(text)
        label.setObjectName(name)
        label.setAccessibleName(accessible)
        label.setContentsMargins(8, 2, 8, 2)
        return label
