"""What is kept of pages on which much is typed before anything is recorded."""

from __future__ import annotations

from typing import Any, Final, Protocol

import msgspec
from PySide6.QtCore import QObject

from stockpile_app.domain.national_report import FreezeReport
from stockpile_app.domain.vocabulary import Condition
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, stated
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.draft_values import fields_of, fill
from stockpile_app.ui.drafts import About, Watch
from stockpile_app.ui.handling import Filling, Mode
from stockpile_app.ui.texts import count, label
from stockpile_app.ui.widgets.handling_desk import HandlingDesk

HANDLING: Final = "handling"
REPORT: Final = "national_report"
LISTS: Final = "check_list"


class _HandlingPage(Protocol):
    """What is asked of the page that scans in and out."""

    context: UiContext
    desk: HandlingDesk

    def use_mode(self, mode: Mode) -> None: ...

    def fill_from(self, filling: Filling, conditions: dict[int, Condition]) -> None: ...


class HandlingDraft(QObject):
    """The list of scanned weapons with the voucher beside it; nothing while the list is empty."""

    def __init__(self, page: QObject) -> None:
        """Pack ``page``."""
        super().__init__(page)
        self._page: Any = page

    def watch(self) -> Watch:
        """Keep the page from now on."""
        page = self._page
        about = About(HANDLING, "", page.accessibleName())
        watch: Watch = page.context.drafts.watch(page, about, self)
        return watch

    def draft_state(self) -> object:
        """Return what is done, with which weapons, and what the voucher says."""
        page: _HandlingPage = self._page
        lines = page.desk.lines
        if not lines.lines:
            return {}
        conditions = lines.conditions()
        return {
            "mode": page.desk.mode.value,
            "weapons": [
                [each, conditions[each].value if each in conditions else ""] for each in lines.ids()
            ],
            "voucher": {name: each.value for name, each in fields_of(page.desk.form).items()},
        }

    def restore_draft(self, state: object) -> None:
        """Put the list together again, each weapon checked as if it were scanned now."""
        page: _HandlingPage = self._page
        kept = msgspec.convert(state, _Handling)
        page.use_mode(Mode(kept.mode))
        fill(page.desk.form, kept.voucher)
        conditions = {weapon: Condition(code) for weapon, code in kept.weapons if code}
        ids = tuple(weapon for weapon, _code in kept.weapons)
        page.fill_from(Filling(Mode(kept.mode), ids), conditions)

    def draft_words(self) -> str:
        """Return the numbers of the weapons, to be read."""
        page: _HandlingPage = self._page
        numbers = listed(each.weapon.number for each in reversed(page.desk.lines.lines))
        return stated(label(page.desk.mode), numbers)


class _Handling(msgspec.Struct):
    mode: str
    weapons: list[tuple[int, str]]
    voucher: dict[str, object]


class _ReportPanel(Protocol):
    """What is asked of the panel that writes a national report."""

    @property
    def stated(self) -> FreezeReport | None: ...

    def go_on_with(self, work: FreezeReport) -> None: ...


class ReportDraft(QObject):
    """What is stated in a report that is not frozen yet; what is computed is computed again."""

    def __init__(self, panel: QObject) -> None:
        """Pack ``panel``."""
        super().__init__(panel)
        self._panel: Any = panel

    def watch(self) -> Watch:
        """Keep the report from now on."""
        panel = self._panel
        about = About(REPORT, "", _("The national report"))
        watch: Watch = panel.context.drafts.watch(panel, about, self)
        return watch

    def draft_state(self) -> object:
        """Return everything that somebody stated; nothing before that."""
        panel: _ReportPanel = self._panel
        work = panel.stated
        if work is None or not (work.answers or work.overrides or work.tables or work.notes):
            return {}
        state: object = msgspec.to_builtins(work)
        return state

    def restore_draft(self, state: object) -> None:
        """Compute the report again with what was stated in it."""
        panel: _ReportPanel = self._panel
        panel.go_on_with(msgspec.convert(state, FreezeReport))

    def draft_words(self) -> str:
        """Return how much is stated, and the answers in words."""
        panel: _ReportPanel = self._panel
        work = panel.stated
        if work is None:
            return ""
        said = _("Answers: {answers}. Values stated instead of computed ones: {overrides}.")
        text = said.format(answers=count(len(work.answers)), overrides=count(len(work.overrides)))
        return "\n\n".join([text, *work.answers.values()])


class ListState(msgspec.Struct):
    """A check list as it stands while somebody edits it, also where it cannot be used yet."""

    list_id: str
    based_on: int
    data: dict[str, Any]
    reason: str


class _ListDialog(Protocol):
    """What is asked of the dialog that edits check lists."""

    def unsaved(self) -> ListState | None: ...

    def go_on_with(self, left: ListState) -> None: ...


class CheckListPacker(QObject):
    """A check list that is edited and not saved."""

    def __init__(self, dialog: QObject) -> None:
        """Pack ``dialog``."""
        super().__init__(dialog)

    @property
    def _dialog(self) -> Any:
        """The dialog; asked of Qt, since a cycle would keep a closed one in memory."""
        return self.parent()

    def watch(self) -> Watch:
        """Keep the list from now on."""
        dialog = self._dialog
        watch: Watch = dialog.context.drafts.watch(dialog, About(LISTS, "", _("Check lists")), self)
        return watch

    def draft_state(self) -> object:
        """Return the list as it stands; nothing while it is as it was read."""
        dialog: _ListDialog = self._dialog
        left = dialog.unsaved()
        return {} if left is None else msgspec.to_builtins(left)

    def restore_draft(self, state: object) -> None:
        """Show the list as it stood."""
        dialog: _ListDialog = self._dialog
        left = msgspec.convert(state, ListState)
        # JSON knows texts alone as names
        left.data["thresholds"] = {int(at): each for at, each in left.data["thresholds"].items()}
        dialog.go_on_with(left)

    def draft_words(self) -> str:
        """Return the questions, to be read."""
        dialog: _ListDialog = self._dialog
        left = dialog.unsaved()
        questions = left.data.get("questions", []) if left is not None else []
        return "\n".join(f"{each.get('code', '')} {each.get('text', '')}" for each in questions)
