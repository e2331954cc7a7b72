"""The list of pages on the left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import count, without_mnemonic


class PageKind(NamedTuple):
    """A page that there can be, and what is needed to see it: one permission, or the other."""

    name: str
    title: str
    shortcut: str
    permission: Permission
    other: Permission | None = None

    def seen_by(self, may: Collection[Permission]) -> bool:
        """Whether somebody who may do this sees the page."""
        return self.permission in may or self.other in may


PAGES: Final = (
    PageKind("overview", N_("Overview"), "Ctrl+1", Permission.READ),
    PageKind("weapons", N_("Weapons"), "Ctrl+2", Permission.READ),
    PageKind("places", N_("Places"), "Ctrl+3", Permission.READ),
    PageKind("handling", N_("Scan in and out"), "Ctrl+4", Permission.MOVE),
    PageKind("movements", N_("Movements"), "Ctrl+5", Permission.READ),
    PageKind("stocktakes", N_("Stocktakes"), "Ctrl+6", Permission.READ),
    PageKind("security", N_("Security checks"), "Ctrl+7", Permission.READ),
    PageKind("guarding", N_("Keys and access"), "Ctrl+8", Permission.READ),
    PageKind("incidents", N_("Incidents"), "Ctrl+9", Permission.READ),
    PageKind("marking", N_("Marking"), "Ctrl+F7", Permission.READ),
    PageKind("disposal", N_("Disposal"), "Ctrl+F8", Permission.READ),
    PageKind("collections", N_("Collections"), "Ctrl+F3", Permission.READ),
    PageKind("tracing", N_("Tracing"), "Ctrl+F5", Permission.TRACE),
    PageKind("contacts", N_("Points of contact"), "Ctrl+F6", Permission.CONTACTS),
    PageKind(
        "reports",
        N_("Reports"),
        "Ctrl+F12",
        Permission.REPORT,
        Permission.REPORT_TEMPLATES,
    ),
    PageKind("capacity", N_("Training and needs"), "Ctrl+F2", Permission.READ),
    PageKind("people", N_("People"), "Ctrl+0", Permission.READ),
    PageKind("imports", N_("Imports"), "Ctrl+F9", Permission.IMPORT),
    PageKind("users", N_("Users"), "Ctrl+F10", Permission.USERS),
    PageKind("ledger", N_("Ledger"), "Ctrl+F11", Permission.READ_LEDGER),
)


_MOST_SHOWN: Final = 99


class PageButton(QToolButton):
    """A page to go to, with how many things wait on it behind its name."""

    def __init__(self, page: PageKind) -> None:
        """Offer ``page``; nothing waits on it as far as is known."""
        super().__init__()
        self.setObjectName(f"go_{page.name}")
        self.title = without_mnemonic(_(page.title))
        shown = QKeySequence(page.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        self._tip = f"{self.title} ({shown})"
        self.waiting = 0
        self.setText(f"  {self.title}")  # Qt leaves no room between icon and text
        self.setIcon(icon(page.name))
        self.setIconSize(QSize(20, 20))
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_waiting(0)

    def show_waiting(self, waiting: int) -> None:
        """Say how many things wait."""
        self.waiting = waiting
        said = ngettext("{count} thing waits here", "{count} things wait here", waiting).format(
            count=count(waiting)
        )
        self.setAccessibleName(f"{self.title}, {said}" if waiting else self.title)
        self.setToolTip(f"{self._tip}\n{said}" if waiting else self._tip)
        self.updateGeometry()
        self.update()

    @property
    def badge(self) -> str:
        """What stands behind the name."""
        if not self.waiting:
            return ""
        return count(self.waiting) if self.waiting <= _MOST_SHOWN else f"{count(_MOST_SHOWN)}+"

    @override
    def sizeHint(self) -> QSize:
        # room for two digits on every page, so that none is cut when something comes to wait
        return super().sizeHint() + QSize(self._badge_size(count(_MOST_SHOWN)).width(), 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.waiting:
            return
        size = self._badge_size(self.badge)
        place = QRect(self.width() - size.width() - 8, (self.height() - size.height()) // 2, 0, 0)
        place.setSize(size)
        if self.isRightToLeft():
            place.moveLeft(8)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(place, size.height() / 2, size.height() / 2)
        painter.setFont(self._badge_font())
        painter.setPen(self.palette().color(QPalette.ColorRole.HighlightedText))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.badge)

    def _badge_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setBold(True)
        return font

    def _badge_size(self, text: str) -> QSize:
        metrics = QFontMetrics(self._badge_font())
        high = metrics.height() + 2
        return QSize(max(high, metrics.horizontalAdvance(text) + 12), high)


class Navigation(QFrame):
    """One button a page.

    Signals:
        chosen: The name of a page.
    """

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PageKind], parent: QWidget | None = None) -> None:
        """Offer ``pages``."""
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(_("Pages"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, PageButton] = {}
        self._area = self._scrolling()
        layout = QVBoxLayout(self._area.widget())
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(2)
        for page in pages:
            layout.addWidget(self._button(page))
        layout.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self._group.buttonClicked.connect(self._on_clicked)
        self.setMinimumWidth(136)

    def _scrolling(self) -> QScrollArea:
        """Return where the pages stand: there are more than a small screen is high."""
        area = QScrollArea(self)
        area.setObjectName("navigation_area")
        area.setAccessibleName(_("Pages"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("navigation_pages")
        area.setWidget(inside)  # before the buttons: they are dressed where they stand
        return area

    @override
    def sizeHint(self) -> QSize:
        # room for a scroll bar, for which Qt leaves none
        bar = self._area.verticalScrollBar().sizeHint().width()
        inside = self._area.widget().sizeHint()
        return QSize(max(self.minimumWidth(), inside.width() + bar), inside.height())

    def _button(self, page: PageKind) -> PageButton:
        button = PageButton(page)
        self._group.addButton(button)
        self._buttons[page.name] = button
        return button

    @Slot(object)
    def show_waiting(self, counts: Mapping[str, int]) -> None:
        """Say how many things wait on each page."""
        for name, button in self._buttons.items():
            button.show_waiting(counts.get(name, 0))

    def show_chosen(self, name: str) -> None:
        """Mark the page that is open."""
        button = self._buttons[name]
        button.setChecked(True)
        self._area.ensureWidgetVisible(button)

    @Slot(QToolButton)
    def _on_clicked(self, button: QToolButton) -> None:
        self.chosen.emit(button.objectName().removeprefix("go_"))
