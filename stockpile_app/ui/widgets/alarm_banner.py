"""Says loudly that a weapon is lost, stolen, or gone for good by the papers."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.disposal_records import FoundAgainRecord
from stockpile_app.domain.incidents import LOST, IncidentRecord
from stockpile_app.domain.records import WeaponQuery, WeaponRecord
from stockpile_app.domain.vocabulary import Status
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import paint_line_icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import count, day, label
from stockpile_app.ui.widgets.plain import PlainLabel

_STATUSES: Final = (Status.LOST, Status.STOLEN)
_DISPOSED: Final = frozenset({Status.DESTROYED, Status.TRANSFERRED})


class AlarmBanner(QFrame):
    """A red strip that is there only for a weapon that ought not to be before anybody.

    Signals:
        open_wanted: The page of incidents, and the incident to open there.
        found_wanted: ``FoundAgainRecord`` of a disposed weapon that is there again.
    """

    open_wanted = Signal(str, object)
    found_wanted = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("alarm_banner")
        self._context = context
        self._job: Job[Any] | None = None
        self._incident: int | None = None
        self._known: FoundAgainRecord | None = None
        self.title = PlainLabel("", wrap=True)
        self.title.setObjectName("alarm_title")
        self.detail = PlainLabel("", wrap=True)
        self.detail.setObjectName("alarm_detail")
        self.button = QPushButton(_("Open the incident"))
        self.button.setObjectName("alarm_open")
        self.button.clicked.connect(self._on_open)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for widget in (self.title, self.detail):
            texts.addWidget(widget)
        texts.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(_Sign(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.hide()

    def show_weapon(self, weapon: WeaponRecord | None) -> None:
        """Say of a lost, stolen or disposed weapon by what it is so; else say nothing."""
        self._job, self._incident, self._known = None, None, None
        self.button.hide()
        if weapon is None or not (weapon.status in LOST or weapon.status in _DISPOSED):
            self.hide()
            return
        self.title.setText(label(weapon.status).upper())
        self.detail.setText(
            _("If this weapon is before you, keep it apart and tell the depot manager.")
        )
        self.show()
        services, weapon_id = self._context.services, weapon.id
        if weapon.status in LOST:
            self._job = Job(lambda _progress: services.incidents.of_weapon(weapon_id))
            self._job.succeeded.connect(self._on_loaded)
        else:
            self._job = Job(lambda _progress: services.disposal.disposed(weapon_id))
            self._job.succeeded.connect(self._on_disposed)
        self._context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_disposed(self, known: FoundAgainRecord | None) -> None:
        if self.sender() is not self._job or known is None:
            return  # another weapon is shown meanwhile
        services = self._context.services
        self._known, self._incident = known, known.incident_id
        words = {
            "order": known.order_number,
            "day": day(known.disposed_at.date()),
            "certificate": known.certificate or _("none printed"),
        }
        if known.found_on is not None:
            text = _(
                "Disposed of by {order} on {day}; certificate: {certificate}. It was reported found"
                " again on {found}."
            )
            self.detail.setText(text.format(found=day(known.found_on), **words))
            self.button.setText(_("Open the incident"))
            self.button.setVisible(known.incident_id is not None)
            return
        text = _(
            "Disposed of by {order} on {day}; certificate: {certificate}. If this weapon is before"
            " you, one of them is wrong: keep it apart and raise the alarm."
        )
        self.detail.setText(text.format(**words))
        self.button.setText(_("It is before me: raise the alarm…"))
        may = services.desk.may(Permission.REPORT_INCIDENT) and not services.read_only
        self.button.setVisible(may)

    @Slot(object)
    def _on_loaded(self, incidents: Sequence[IncidentRecord]) -> None:
        if self.sender() is not self._job:
            return  # another weapon is shown meanwhile
        incident = next((each for each in incidents if each.kind.status is not None), None)
        if incident is None:
            return
        self._incident = incident.id
        self.button.setText(_("Open the incident"))
        self.detail.setText(
            _(
                "Incident {number}, {kind}, discovered {day}. If this weapon is before you, keep"
                " it apart and tell the depot manager."
            ).format(
                number=incident.id,
                kind=label(incident.kind).lower(),
                day=day(incident.discovered_on),
            )
        )
        self.button.show()

    @Slot()
    def _on_open(self) -> None:
        if self._incident is not None:
            self.open_wanted.emit("incidents", self._incident)
        elif self._known is not None:
            self.found_wanted.emit(self._known)


class LostAmong(QFrame):
    """A red strip over a list that was searched for: which of what was found is lost or stolen.

    Signals:
        chosen: Id of a weapon that is.
    """

    chosen = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("lost_among")
        self._context = context
        self._job: Job[tuple[array[int], WeaponRecord | None]] | None = None
        self._first: int | None = None
        self.said = PlainLabel("", wrap=True)
        self.said.setObjectName("lost_among_text")
        self.button = QPushButton(_("Show it"))
        self.button.setObjectName("lost_among_show")
        self.button.clicked.connect(self._on_show)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(_Sign())
        row.addWidget(self.said, 1)
        row.addWidget(self.button)
        self.hide()

    def look(self, query: WeaponQuery) -> None:
        """Look for lost and stolen weapons in what a search for a text found."""
        self._job = None
        if not query.text.strip() or (query.statuses and not LOST & {*query.statuses}):
            self.hide()
            return
        statuses = tuple(each for each in query.statuses or _STATUSES if each in LOST)
        weapons, asked = self._context.services.weapons, replace(query, statuses=statuses)

        def work(_progress: object) -> tuple[array[int], WeaponRecord | None]:
            ids = weapons.snapshot(asked)
            return ids, weapons.load(ids[:1]).get(ids[0]) if ids else None

        self._job = Job(work)
        self._job.succeeded.connect(self._on_found)
        self._context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_found(self, found: tuple[array[int], WeaponRecord | None]) -> None:
        if self.sender() is not self._job:
            return
        ids, first = found
        self.setVisible(first is not None)
        if first is None:
            return
        self._first = first.id
        if len(ids) == 1:
            text = (
                _("{number} is STOLEN.")
                if first.status is Status.STOLEN
                else _("{number} is LOST.")
            )
            self.said.setText(text.format(number=first.number))
        else:
            self.said.setText(
                ngettext(
                    "{count} of these weapons is LOST or STOLEN.",
                    "{count} of these weapons are LOST or STOLEN.",
                    len(ids),
                ).format(count=count(len(ids)))
            )
        self.button.setText(_("Show it") if len(ids) == 1 else _("Show the first"))

    @Slot()
    def _on_show(self) -> None:
        if self._first is not None:
            self.chosen.emit(self._first)


class _Sign(QWidget):
    """The sign of warning, in the colour of errors of the theme in use."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("alarm_sign")
        self.setAccessibleName(_("Warning"))
        side = self.fontMetrics().height() + 8
        self.setFixedSize(side, side)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        # the theme keeps the colour of errors there
        colour = QGuiApplication.palette().color(QPalette.ColorRole.BrightText)
        paint_line_icon(painter, "warning", QRectF(self.rect()), colour)
        painter.end()
