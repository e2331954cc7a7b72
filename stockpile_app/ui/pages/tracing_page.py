"""Tracing: trace files and their statistics, for tracing officers who have the key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import NotAllowed, StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.pages.trace_figures_panel import TraceFiguresPanel
from stockpile_app.ui.pages.traces_panel import TracesPanel
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.page_tabs import PageTabs
from stockpile_app.ui.widgets.plain import PlainLabel


class TracingPage(QWidget):
    """Tabs; instead of them what to do, when the key to the files is not at hand.

    What was shown is forgotten when the window is locked, and nothing of it is ever remembered.

    Signals:
        weapon_wanted: Id of a weapon.
        open_wanted: Name of a page, and what to show there.
    """

    weapon_wanted = Signal(int)
    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the files."""
        super().__init__(parent)
        self.setObjectName("tracing_page")
        self.setAccessibleName(_("Tracing"))
        self.context = context
        self.traces = TracesPanel(context)
        self.figures = TraceFiguresPanel(context)
        self.tabs = PageTabs()
        self.tabs.setObjectName("tracing_tabs")
        self.tabs.setAccessibleName(_("Parts of tracing"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(_("Parts of tracing"))
        for panel in (self.traces, self.figures):
            self.tabs.addTab(panel, panel.accessibleName())
            panel.refused.connect(self._on_refused)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tabs)
        self.stack.addWidget(self._build_no_key())
        self.head = PageHead(_("Tracing"))
        self.head.add_button("contacts", _("Po&ints of contact"), self._on_contacts, "people")
        self.head.add_button("admission", _("&Who has the key…"), self.open_admission, "lock")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.stack, 1)
        self.setFocusProxy(self.tabs)
        self.traces.weapon_wanted.connect(self.weapon_wanted)
        self.tabs.currentChanged.connect(self._on_tab)

    def _build_no_key(self) -> QWidget:
        self.refused = PlainLabel("", role="banner", wrap=True)
        self.refused.setObjectName("no_key")
        self.steps = PlainLabel("", wrap=True)
        self.steps.setObjectName("no_key_steps")
        self.again = QPushButton(icon("refresh"), _("&Try again"))
        self.again.setObjectName("try_again")
        self.again.clicked.connect(self._on_again)
        page = QWidget()
        page.setObjectName("no_key_page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("The trace files cannot be opened"), role="title"))
        layout.addWidget(self.refused)
        layout.addWidget(self.steps)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addStretch(1)
        return page

    def on_locked(self, locked: bool = True) -> None:  # noqa: FBT001, FBT002 - a signal's
        """Forget what was shown when the window is locked; read it again when it is unlocked."""
        for panel in (self.traces, self.figures):
            panel.locked = locked
            if locked:
                panel.forget()
        if not locked:
            self._on_again()

    def open_item(self, item: object) -> None:
        """Show a file by its number; or begin the trace of a weapon by its id."""
        self.tabs.setCurrentWidget(self.traces)
        if isinstance(item, str):
            self.traces.open_file(item)
        elif isinstance(item, int):
            self.traces.trace_weapon(item)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_tab()

    @Slot()
    def _on_tab(self) -> None:
        if self.tabs.currentWidget() is self.figures and self.isVisible():
            self.figures.show_now()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        """Say why nothing can be shown, and what to do."""
        for panel in (self.traces, self.figures):
            panel.forget()
        lines = self._what_to_do() if isinstance(error, NotAllowed) else []
        self.refused.setText(refusal_text(error))
        self.steps.setText("\n\n".join(lines))
        self.stack.setCurrentIndex(1)

    def _what_to_do(self) -> list[str]:
        """Return how the key is come by."""
        found = self.context.services.admissions.all()
        record = next(each for each in found if each.compartment is Compartment.TRACING)
        people = listed(f"{each.full_name} ({each.name})" for each in record.holders)
        lines = [_("Trace files have a key of their own, beside the password of the register.")]
        if people:
            lines.append(
                _(
                    "Who has it: {people}. Ask one of them to sign in, to open this page, and to"
                    " admit you under “Who has the key…”."
                ).format(people=people)
            )
        if record.recoverable:
            lines.append(
                _(
                    "If none of them can be reached, the recovery code in the sealed envelope"
                    " opens it: an administrator recovers a user with it at the sign-in."
                )
            )
        return [*lines, _("Everything else in the register works as before.")]

    @Slot()
    def _on_again(self) -> None:
        self.stack.setCurrentIndex(0)
        self.traces.reload()
        self._on_tab()

    @Slot()
    def _on_contacts(self) -> None:
        self.open_wanted.emit("contacts", None)

    @Slot()
    def open_admission(self) -> None:
        """Show who has the key, and admit who waits for it."""
        from stockpile_app.ui.dialogs.admission_dialog import (  # noqa: PLC0415 - start-up
            AdmissionDialog,
        )

        self.dialog = AdmissionDialog(self.context, Compartment.TRACING, self)
        self.dialog.open()
