"""The check lists: every version to look at, and a further one to be put in force."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.check_list_draft import CheckListDraft
from stockpile_app.domain.checklists import CheckList
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.security import (
    DEFAULT_LIST,
    LONGEST_REASON,
    CheckListSaved,
    CheckListVersion,
    SaveCheckList,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.page_drafts import CheckListPacker, ListState
from stockpile_app.ui.security_words import version_about, version_words
from stockpile_app.ui.texts import refusal_text, without_mnemonic
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.list_form import ListForm
from stockpile_app.ui.widgets.plain import PlainLabel, ask
from stockpile_app.ui.widgets.question_editor import QuestionEditor
from stockpile_app.ui.widgets.role import make_room, set_look

_FILES: Final = "YAML (*.yaml *.yml)"

_Read = tuple[list[CheckListVersion], list[CheckListVersion], CheckList]


class CheckListDialog(JobDialog):
    """A version of a list; the one in force can be edited by who may."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Read the list that is shipped, or what became of it here."""
        super().__init__(context, parent)
        self.setObjectName("check_list_dialog")
        self.setWindowTitle(_("Check lists"))
        services = context.services
        self._may = services.desk.may(Permission.CHECK_LISTS) and not services.read_only
        self._draft: CheckListDraft | None = None
        self._list_id, self._version = DEFAULT_LIST, 0
        self._in_force = 0
        self._known: dict[str, int] = {}
        self._wanted: tuple[str, int | None] = (DEFAULT_LIST, None)
        self._imported = False
        self._left: ListState | None = None
        self._build()
        HelpKey("security", self)
        make_room(self, 1120, 720, context.settings.text_scale)
        self._watch = CheckListPacker(self).watch()
        self._read()

    # --- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.said = PlainLabel("", role="hint", wrap=True)
        self.said.setObjectName("said")
        self.questions = QuestionEditor()
        self.list_form = ListForm()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("check_list_tabs")
        self.tabs.setAccessibleName(_("Check list"))
        self.tabs.tabBar().setAccessibleName(_("Parts of the list"))
        self.tabs.addTab(self.questions, _("Questions"))
        self.tabs.addTab(self.list_form, _("Levels and groups"))
        self.form = Form()
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.form.add(
            "reason",
            _("Reas&on"),
            self.reason,
            required=True,
            hint=_("Why the list is changed; it stands in the ledger with the new version."),
        )
        self.form.setVisible(self._may)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(_("Check lists"), role="title"))
        layout.addLayout(self._build_head())
        layout.addWidget(self.said)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.form)
        layout.addWidget(self._build_buttons())
        self.questions.changed.connect(self._on_changed)
        self.list_form.changed.connect(self._on_changed)
        self.tabs.currentChanged.connect(self._on_tab)

    def _build_head(self) -> QHBoxLayout:
        self.lists, self.versions = QComboBox(), QComboBox()
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, text, combo in (
            ("lists", _("&List"), self.lists),
            ("versions", _("&Version"), self.versions),
        ):
            combo.setObjectName(name)
            combo.setAccessibleName(without_mnemonic(text))
            combo.setMinimumContentsLength(24)
            said = PlainLabel(text)
            said.setBuddy(combo)
            row.addWidget(said)
            row.addWidget(combo)
        self.lists.activated.connect(self._on_list)
        self.versions.activated.connect(self._on_version)
        row.addStretch(1)
        self.read_file = self._button("read_file", _("Rea&d a file…"), "folder")
        self.read_file.clicked.connect(self._on_read_file)
        self.read_file.setVisible(self._may)
        self.write_file = self._button("write_file", _("&Export…"), "export")
        self.write_file.clicked.connect(self._on_write_file)
        row.addWidget(self.read_file)
        row.addWidget(self.write_file)
        return row

    def _button(self, name: str, text: str, icon_name: str) -> QPushButton:
        button = QPushButton(icon(icon_name), f" {text}")
        button.setObjectName(name)
        button.setAccessibleName(without_mnemonic(text).rstrip("…"))
        button.setAutoDefault(False)
        return button

    def _build_buttons(self) -> QDialogButtonBox:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.save_button = QPushButton(_("&Save"), self)
        self.save_button.hide()
        self.save_button.setObjectName("save")
        self.save_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self.save)
        if self._may:
            self.buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        return self.buttons

    # --- what is shown ---------------------------------------------------------------------------

    def _read(self, version: int | None = None) -> None:
        security, list_id = self.context.services.security, self._list_id

        def work(_progress: Progress) -> _Read:
            lists, versions = security.check_lists(), security.versions(list_id)
            return lists, versions, security.check_list(list_id, version)

        job = Job(work)
        job.succeeded.connect(self._on_read)
        job.refused.connect(self._on_refused)
        self.run(job, writes=False)

    @Slot(object)
    def _on_read(self, read: _Read) -> None:
        lists, versions, content = read
        if self.closed:
            return
        self._in_force = versions[0].version
        self._known = {each.id: each.version for each in lists}
        self._version = content.version
        self._imported = False
        with QSignalBlocker(self.lists), QSignalBlocker(self.versions):
            self.lists.clear()
            for each in lists:
                self.lists.addItem(_(each.title), each.id)
            self.lists.setCurrentIndex(max(0, self.lists.findData(self._list_id)))
            self.versions.clear()
            for each in versions:
                self.versions.addItem(version_words(each, self._in_force), each.version)
            self.versions.setCurrentIndex(max(0, self.versions.findData(content.version)))
        chosen = next(each for each in versions if each.version == content.version)
        self._say(version_about(chosen))
        self._show(content)
        if self._left is not None:
            self._go_on()

    def _show(self, content: CheckList) -> None:
        self._draft = CheckListDraft(content)
        self._show_draft(self._draft)

    def _show_draft(self, draft: CheckListDraft) -> None:
        editable = self._may and (self._imported or self._version == self._in_force)
        self.questions.show_draft(draft, editable=editable)
        self.list_form.show_draft(draft, editable=editable)
        self.form.setEnabled(editable)
        self.save_button.setText(
            _("&Save as version {version}").format(version=self._based_on() + 1)
        )
        self._on_changed()

    def unsaved(self) -> ListState | None:
        """Return what was changed and not saved, if anything was."""
        if self._draft is None or not (self._imported or self._draft.is_changed):
            return None
        return ListState(self._list_id, self._based_on(), self._draft.data, self.reason.text())

    def go_on_with(self, left: ListState) -> None:
        """Show what was left unsaved, once the list that it is of was read."""
        self._left, self._list_id = left, left.list_id
        if self._draft is not None:
            self._read()

    def _go_on(self) -> None:
        left, self._left = self._left, None
        if left is None or self._draft is None:
            return
        if left.based_on != self._based_on():
            self._say(_("The list was changed since; what was left is in the draft."), "notice")
            return
        self._draft.data = left.data
        self._show_draft(self._draft)
        self.reason.setText(left.reason)

    def _based_on(self) -> int:
        """Return the version that a saved one follows; 0 for a list that is new here."""
        return self._known.get(self._draft.data["id"], 0) if self._draft else 0

    def _say(self, text: str, role: str = "hint") -> None:
        self.said.setText(text)
        set_look(self.said, "role", role)

    @Slot()
    def _on_changed(self) -> None:
        changed = self._draft is not None and (self._imported or self._draft.is_changed)
        self.save_button.setEnabled(self._may and changed)

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        if at == 0:
            self.questions.refresh()

    @Slot()
    def _on_list(self) -> None:
        self._ask_for(self.lists.currentData(), None)

    @Slot()
    def _on_version(self) -> None:
        self._ask_for(self._list_id, self.versions.currentData())

    def _ask_for(self, list_id: str, version: int | None) -> None:
        """Read another version, unless the user would rather stay with what was changed."""
        self._wanted = (list_id, version)
        self.lists.setCurrentIndex(self.lists.findData(self._list_id))
        self.versions.setCurrentIndex(self.versions.findData(self._version))
        self._leave(self._read_wanted)

    @Slot()
    def _read_wanted(self) -> None:
        self._list_id, version = self._wanted
        self._read(version)

    # --- saving ----------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Put what is shown in force, unless something in it cannot be used."""
        draft = self._draft
        self.form.clear_errors()
        if draft is None:
            return
        if self.list_form.show_wrong():
            self.tabs.setCurrentWidget(self.list_form)
            return
        if self.questions.show_first_wrong():
            self.tabs.setCurrentWidget(self.questions)
            return
        try:
            content = draft.finished()
        except BadValue as error:
            self._say(refusal_text(error), "banner")
            return
        asked = SaveCheckList(content=content, based_on=self._based_on(), reason=self.reason.text())
        security = self.context.services.security
        job = Job(lambda _progress: security.save_check_list(asked))
        job.succeeded.connect(self._on_saved)
        job.refused.connect(self._on_refused)
        self.save_button.setEnabled(False)
        self.run(job, writes=True)

    @Slot(object)
    def _on_saved(self, saved: CheckListSaved) -> None:
        self.context.bus.committed.emit(saved.changes)
        self._list_id, self._draft = saved.id, None
        self._watch.recorded()
        self.reason.clear()
        self._read()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if self.closed:
            return
        self._on_changed()
        if isinstance(error, BadValue) and error.field == "reason":
            self.form.show_error(error)
        else:
            self._say(refusal_text(error), "banner")

    # --- files -----------------------------------------------------------------------------------

    @Slot()
    def _on_read_file(self) -> None:
        self._leave(self._choose_file)

    @Slot()
    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Read a check list"))
        dialog.setObjectName("read_list_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_FILES)
        dialog.fileSelected.connect(self.read_from)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def read_from(self, path: str) -> None:
        """Show the list in a file; it is in force only once it is saved."""
        security = self.context.services.security
        job = Job(lambda _progress: security.read_check_list(Path(path)))
        job.succeeded.connect(self._on_file_read)
        job.refused.connect(self._on_refused)
        self.run(job, writes=False)

    @Slot(object)
    def _on_file_read(self, content: CheckList) -> None:
        if self.closed:
            return
        self._imported = True
        self._show(content)
        self._say(
            _("Read from the file, and not in force yet: look at it, give a reason, and save it."),
            "notice",
        )

    @Slot()
    def _on_write_file(self) -> None:
        dialog = QFileDialog(self, _("Export the check list"))
        dialog.setObjectName("write_list_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILES)
        dialog.setDefaultSuffix("yaml")
        dialog.selectFile(f"{self._list_id}-{self._version}.yaml")
        dialog.fileSelected.connect(self.write_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def write_to(self, path: str) -> None:
        """Write the version that is chosen, as it is recorded."""
        security, list_id, version = self.context.services.security, self._list_id, self._version
        file = Path(path)
        job: Job[Any] = Job(lambda _progress: security.write_check_list(file, list_id, version))
        job.succeeded.connect(self._on_written)
        job.refused.connect(self._on_refused)
        self.run(job, writes=False)

    @Slot(object)
    def _on_written(self, _nothing: object) -> None:
        self._say(_("Version {version} was written to the file.").format(version=self._version))

    # --- leaving ---------------------------------------------------------------------------------

    def _leave(self, go_on: Any) -> None:
        """Go on at once, or ask first when something would be lost."""
        if not self.save_button.isEnabled():
            go_on()
            return
        text = _("What you changed in the check list is not saved. Give it up?")
        ask(self, text, _("Give up the changes"), go_on)

    @override
    def reject(self) -> None:
        self._leave(self._give_up)

    @Slot()
    def _give_up(self) -> None:
        self._watch.end()
        super().reject()
