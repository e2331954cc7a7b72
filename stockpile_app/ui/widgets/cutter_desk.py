"""What two people have before them at the guarded place: fields, answer, figures."""

from __future__ import annotations

from collections import deque
from enum import Enum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import set_look
from stockpile_app.ui.widgets.scan_answer import ScanAnswer
from stockpile_app.ui.widgets.scan_field import ScanField

_SHOWN: Final = 10


class Stage(Enum):
    """What the desk waits for."""

    SCAN = "scan"
    READ = "read"
    CONFIRM = "confirm"
    DISPOSE = "dispose"


class CutterDesk(QWidget):
    """The fields in the order in which they are filled; one of them at a time is enabled."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Wait for a weapon."""
        super().__init__(parent)
        self.stage = Stage.SCAN
        self._recent: deque[str] = deque(maxlen=_SHOWN)
        self._make_fields(context)
        self._make_buttons()
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.answer)
        left.addLayout(self._grid())
        acts = QHBoxLayout()
        for button in (self.dispose_one, self.nothing, self.dispose_all):
            acts.addWidget(button)
        acts.addStretch(1)
        left.addLayout(acts)
        left.addStretch(1)
        self._lay_out(left)

    def _make_fields(self, context: UiContext) -> None:
        self.title = PlainLabel("", role="title", wrap=True)
        self.people = PlainLabel("", role="hint", wrap=True)
        self.figures = PlainLabel("", role="heading", wrap=True)
        self.figures.setObjectName("cutter_figures")
        self.answer = ScanAnswer(sounds=context.scanning.sounds)
        self.field = ScanField("cutter_scan")
        self.field.setPlaceholderText(_("Scan, or type and Enter"))  # in letters that large
        self.read = _serial_edit("serial_read")
        self.confirm = _serial_edit("serial_confirmed")
        self.received_by = NameEdit(context)
        self.received_by.setObjectName("received_by")
        self.recent = QListWidget()
        self.recent.setWordWrap(True)
        self.recent.setObjectName("cutter_recent")
        self.recent.setAccessibleName(_("The last answers"))
        self.recent.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.field)

    def _make_buttons(self) -> None:
        self.dispose_one = _button("dispose_one", _("&It is done (Enter)"), primary=True)
        self.nothing = _button("nothing_to_read", _("&Nothing to read (F8)"))
        self.dispose_all = _button("dispose_all", _("All that were &read are done (F9)"))
        self.end_day = _button("end_day", _("&End the day… (F10)"))
        self.leave_desk = _button("leave_desk", _("&Leave the desk"))

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        self._captions = {}
        for row, (edit, text) in enumerate(
            (
                (self.field, _("&1  Scan the weapon")),
                (self.read, _("&2  Serial number, as read")),
                (self.confirm, _("&3  Serial number, as confirmed")),
                (self.received_by, _("Received &by")),
            )
        ):
            caption = PlainLabel(text, role="heading")
            caption.setBuddy(edit)
            edit.setAccessibleName(text.replace("&", ""))
            self._captions[edit] = caption
            grid.addWidget(caption, row, 0)
            grid.addWidget(edit, row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _lay_out(self, left: QVBoxLayout) -> None:
        right = QVBoxLayout()
        right.addWidget(self.figures)
        right.addWidget(PlainLabel(_("The last answers"), role="heading"))
        right.addWidget(self.recent, 1)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addLayout(left, 3)
        middle.addLayout(right, 2)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.end_day)
        head.addWidget(self.leave_desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.people)
        layout.addLayout(middle, 1)

    def show_stage(self, stage: Stage) -> None:
        """Enable what comes next; what the first typed is hidden from the second."""
        self.stage = stage
        self.read.setEchoMode(
            QLineEdit.EchoMode.Password if stage is Stage.CONFIRM else QLineEdit.EchoMode.Normal
        )
        if stage in {Stage.SCAN, Stage.DISPOSE}:
            self.read.clear()
            self.confirm.clear()
        self.read.setEnabled(stage is Stage.READ)
        self.confirm.setEnabled(stage is Stage.CONFIRM)
        self.nothing.setEnabled(stage in {Stage.READ, Stage.CONFIRM})
        self.dispose_one.setEnabled(stage is Stage.DISPOSE)
        for at, edit in (
            (Stage.SCAN, self.field),
            (Stage.READ, self.read),
            (Stage.CONFIRM, self.confirm),
        ):
            set_look(self._captions[edit], "role", "heading" if at is stage else "hint")
        focus: dict[Stage, QWidget] = {
            Stage.SCAN: self.field,
            Stage.READ: self.read,
            Stage.CONFIRM: self.confirm,
            Stage.DISPOSE: self.dispose_one,
        }
        focus[stage].setFocus()

    def show_recipient(self, *, shown: bool) -> None:
        """Show who receives, where weapons are handed over."""
        for widget in (self.received_by, self._captions[self.received_by]):
            widget.setVisible(shown)

    def start(self) -> None:
        """Forget the last answers."""
        self._recent.clear()
        self.recent.clear()

    def remember(self, text: str) -> None:
        """Put an answer on top of the last ones."""
        self._recent.appendleft(text)
        self.recent.clear()
        self.recent.addItems(list(self._recent))


def _serial_edit(name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setObjectName(name)
    edit.setMaxLength(64)
    edit.setProperty("mono", True)  # noqa: FBT003 - Qt
    edit.setInputMethodHints(
        Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    return edit


def _button(name: str, text: str, *, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", ""))
    button.setAutoDefault(primary)
    if primary:
        button.setProperty("primary", True)  # noqa: FBT003 - Qt
    return button
