"""The weapons: filters, table and the weapon that is selected."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponOrder, WeaponQuery, WeaponRecord
from stockpile_app.domain.weapon_groups import GroupBy, WeaponGroup
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.services.gateway import Services
from stockpile_app.services.weapons import WeaponChanged
from stockpile_app.ui.actions.weapon_actions import WeaponActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.memory import remember_state, remembered_state
from stockpile_app.ui.models.weapon_table_model import WeaponTableModel
from stockpile_app.ui.pages.weapon_detail import WeaponDetail
from stockpile_app.ui.pages.weapon_views import WeaponViews
from stockpile_app.ui.saved_views import SavedView
from stockpile_app.ui.texts import count, refusal_text
from stockpile_app.ui.widgets.alarm_banner import LostAmong
from stockpile_app.ui.widgets.did_you_mean import DidYouMean
from stockpile_app.ui.widgets.empty_page import EmptyPage
from stockpile_app.ui.widgets.filter_bar import FilterBar
from stockpile_app.ui.widgets.group_view import GroupView
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.weapon_table import WeaponTable

_SPLITTER: Final = "weapons_page/splitter"
_SHORTEST_ALIKE: Final = 3
_MOST_ALIKE: Final = 8


class Found(NamedTuple):
    """Answer to a query."""

    ids: array[int]
    look_alikes: tuple[WeaponRecord, ...]
    groups: Sequence[WeaponGroup] = ()


def search(services: Services, query: WeaponQuery, by: GroupBy | None, progress: Progress) -> Found:
    """Return what matches, what looks like it, and how many are in each group."""
    ids = services.weapons.snapshot(query, progress)
    alike: tuple[WeaponRecord, ...] = ()
    if len(query.text) >= _SHORTEST_ALIKE:
        alike = services.weapons.find(query.text, _MOST_ALIKE).look_alikes[:_MOST_ALIKE]
    return Found(ids, alike, services.lists.groups(query, by) if by else ())


class WeaponsPage(QWidget):
    """The page that a depot works with all day.

    Signals:
        import_asked: An empty register shall be filled from a file.
        open_wanted: Another page, and the id of what is to be opened there.
    """

    import_asked = Signal()
    open_wanted = Signal(str, object)

    def __init__(
        self, context: UiContext, actions: WeaponActions, parent: QWidget | None = None
    ) -> None:
        """Show all weapons."""
        super().__init__(parent)
        self.setObjectName("weapons_page")
        self._context = context
        self._query = WeaponQuery()
        self._job: Job[Found] | None = None
        self._show_after: int | None = None
        weapons, places = context.services.weapons, context.services.places
        self.filters = FilterBar(places.all(counts=False), context)
        self.model = WeaponTableModel(weapons.load, self)
        self.table = WeaponTable(self.model)
        self.detail = WeaponDetail(context, actions)
        self.views = WeaponViews(
            context, self._as_view, lambda menu: self.table.acts.column_menu(0, menu), self
        )
        self.did_you_mean = DidYouMean()
        self.lost = LostAmong(context)
        self.head = PageHead(_("Weapons"))
        self.refused = PlainLabel("", role="banner", wrap=True)
        self.refused.setObjectName("search_error")
        self.refused.hide()
        self._build(actions)
        self._connect(actions)
        self.setFocusProxy(self.table)
        self.refresh()

    def _build(self, actions: WeaponActions) -> None:
        self.head.add_action(actions.audit_sheet)
        self.head.add_action(actions.labels)
        self.head.add_menu("views", _("View&s"), self.views.menu, "columns")
        self.head.add_action(actions.register, primary=True)
        self.table.addActions(
            [
                actions.describe,
                actions.correct,
                actions.mark,
                actions.photograph,
                actions.issue,
                actions.take_back,
                actions.move,
                actions.custody,
                actions.life.life,
                *([actions.life.trace] if actions.life.trace.isVisible() else []),
                actions.incident,
                actions.labels,
            ]
        )
        self.detail.offer(
            [
                actions.issue,
                actions.take_back,
                actions.move,
                actions.life.assess,
                actions.incident,
                actions.labels,
                actions.life.mark_all,
                actions.life.dispose,
                self.table.acts.print,
                self.table.acts.export,
                actions.copy,
            ]
        )
        self.empty = EmptyPage()
        self.groups = GroupView()
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.groups)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("weapons_splitter")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(holder)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([862, 250])
        self.splitter.restoreState(remembered_state(_SPLITTER))
        upper = QVBoxLayout()
        upper.setContentsMargins(12, 12, 12, 8)
        upper.setSpacing(8)
        for widget in (self.head, self.filters, self.lost, self.did_you_mean, self.refused):
            upper.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(upper)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 12)
        row.addWidget(self.splitter)
        layout.addLayout(row, 1)

    def _connect(self, actions: WeaponActions) -> None:
        self._actions = actions
        actions.follow(self.selection, self.filters.place.place_id, self.table.acts.copy_rows)
        self.views.chosen.connect(self.show_view)
        self.views.grouped.connect(self.group_by)
        self.groups.opened.connect(self._on_group)
        self.groups.closed.connect(self._on_no_groups)
        actions.registered.connect(self._on_registered)
        self.filters.changed.connect(self.refresh)
        self.table.sort_asked.connect(self._on_sort)
        self.table.selected.connect(self._on_selected)
        self.detail.shown.connect(self._on_shown)
        self.did_you_mean.chosen.connect(self.show_weapon)
        self.lost.chosen.connect(self.show_weapon)
        self.detail.open_wanted.connect(self.open_wanted)
        self.empty.register_asked.connect(actions.open_register)
        self.empty.import_asked.connect(self.import_asked)
        self.empty.clear_asked.connect(self.filters.clear)
        self._context.bus.committed.connect(self.model.on_committed)
        self._context.bus.committed.connect(self._on_committed)

    @property
    def query(self) -> WeaponQuery:
        """What is shown, in its order."""
        return self._query

    def selection(self) -> tuple[int, ...] | WeaponQuery:
        """Return the selected ids; the query where everything it found is selected."""
        if self.table.count_selected() == len(self.model.ids) > 1:
            return self._query
        return tuple(self.table.selected_ids())

    def look_for(self, text: str) -> None:
        """Show the weapons whose number or serial contains ``text``."""
        self.filters.set_text(text)
        self.table.setFocus()

    def show_place(self, place_id: int) -> None:
        """Show the weapons in a place."""
        self.filters.set_place(place_id)

    def show_query(self, query: WeaponQuery) -> None:
        """Show exactly what ``query`` lets through, in its order."""
        self._query = query
        self.filters.set_query(query)

    def show_batch(self, batch: int) -> None:
        """Show the weapons that came with an import."""
        self.filters.set_batch(batch)

    @Slot(object)
    def show_weapon(self, weapon_id: int) -> None:
        """Show one weapon, whatever the filters."""
        if self.table.select_weapon(weapon_id):
            self.table.setFocus()
            return
        self._show_after = weapon_id
        if self.filters.active:
            self.filters.clear()
        else:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Search again; what is selected stays selected if it is still there."""
        if self._job is not None:
            self._job.cancel()
        if self._show_after is None and self.table.count_selected() == 1:
            self._show_after = self.table.selected_ids()[0]
        self._query = query = self.filters.apply_to(self._query)
        services, by = self._context.services, self.views.by

        def work(progress: Progress) -> Found:
            return search(services, query, by, progress)

        self._job = Job(work)
        self._job.succeeded.connect(self._on_found)
        self._job.refused.connect(self._on_refused)
        self._context.jobs.start(self._job, writes=False)

    def remember(self) -> None:
        """Remember columns and the split for the next time."""
        self.table.columns.remember()
        remember_state(_SPLITTER, self.splitter.saveState())

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        if self.sender() is not self._job:
            return  # the answer to an older question
        self.refused.hide()
        self.model.show(found.ids)
        self.lost.look(self._query)
        total = len(found.ids)
        self.head.set_count(
            ngettext("{count} weapon", "{count} weapons", total).format(count=count(total))
        )
        self.did_you_mean.offer([each for each in found.look_alikes if each.id not in found.ids])
        by = self.views.by
        if by is not None:
            self.groups.show_groups(by, found.groups)
        self._stack.setCurrentIndex((2 if by else 0) if found.ids else 1)
        may = self._context.services.desk.user.permissions
        writable = not self._context.services.read_only
        self.empty.say(
            filtered=self.filters.active,
            may_register=writable and Permission.RECORD in may,
            may_import=writable and Permission.IMPORT in may,
        )
        shown, self._show_after = self._show_after, None
        if shown is not None:
            self.table.select_weapon(shown)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.refused.setText(refusal_text(error))
        self.refused.show()

    @Slot(object, bool)
    def _on_sort(self, order: WeaponOrder, descending: bool) -> None:  # noqa: FBT001 - Qt
        self._query = replace(self._query, order=order, descending=descending)
        self.refresh()

    @Slot(object, int)
    def _on_selected(self, weapon_id: int | None, selected: int) -> None:
        self._actions.select(None, any_selected=selected > 0)
        self.detail.show_selection(weapon_id, selected)

    @Slot(object)
    def _on_shown(self, weapon: WeaponRecord | None) -> None:
        self._actions.select(weapon, any_selected=self.table.count_selected() > 0)

    @Slot(object)
    def _on_registered(self, changed: WeaponChanged) -> None:
        self._show_after = changed.weapon_id

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.places:
            self.filters.place.reload(self._context.services.places.all(counts=False))
        known = self.model.row_of
        if changes.many or any(known(each) is None for each in changes.weapons):
            self.filters.model.reload()
            self.refresh()

    # --- views and groups ------------------------------------------------------------------------

    def _as_view(self, name: str) -> SavedView:
        return SavedView(name, self._query, self.table.columns.look())

    @Slot(object)
    def show_view(self, view: SavedView) -> None:
        """Show what was kept under a name, with its columns and its order."""
        self.views.by = None
        self.table.columns.use(view.look)
        self.show_query(view.query)
        self.table.setFocus()

    @Slot(object)
    def group_by(self, by: GroupBy | None) -> None:
        """Show the weapons in groups; None for the weapons themselves."""
        self.views.by = by
        self.refresh()

    @Slot(object)
    def _on_group(self, query: WeaponQuery) -> None:
        self.views.by = None
        self.show_query(query)
        self.table.setFocus()

    @Slot()
    def _on_no_groups(self) -> None:
        self.group_by(None)
        self.table.setFocus()
