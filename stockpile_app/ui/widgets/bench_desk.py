"""What is before a marking team: the weapon, the mark to put on, and what was read back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.vocabulary import MarkMethod
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.fields import CodeCombo, FileEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.scan_answer import ScanAnswer
from stockpile_app.ui.widgets.scan_field import ScanField
from stockpile_app.ui.widgets.size_edit import SizeEdit

_SHOWN = 12


class BenchDesk(QWidget):
    """Fields in the order in which they are filled: scan, read back, height, depth, picture."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Wait for a weapon."""
        super().__init__(parent)
        self.title = PlainLabel("", role="title", wrap=True)
        self.hint = PlainLabel("", role="hint", wrap=True)
        self.figures = PlainLabel("", role="heading", wrap=True)
        self.figures.setObjectName("bench_figures")
        self.answer = ScanAnswer(sounds=context.scanning.sounds)
        self.field = ScanField("bench_scan")
        self.read = QLineEdit()
        self.read.setProperty("mono", True)  # noqa: FBT003 - Qt
        self.read.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.method = CodeCombo(MarkMethod)
        self.method.set_code(MarkMethod.LASER)
        self.height_edit = SizeEdit()
        self.depth_edit = SizeEdit()
        pictures = _("Pictures") + " (*.jpg *.jpeg *.png *.JPG *.JPEG *.PNG)"
        self.picture = FileEdit(_("Choose a photograph"), pictures)
        self.form = Form()
        add = self.form.add
        add("scan", _("&1  Scan the weapon"), self.field)
        add("text_read", _("&2  Mark, as read back"), self.read)
        add("height", _("&3  Height of letters"), self.height_edit)
        add("depth", _("&4  Depth"), self.depth_edit)
        add("method", _("&Method"), self.method)
        add("photograph", _("P&hotograph"), self.picture)
        self.applied = _button("mark_applied", _("&It is on (F9)"), primary=True)
        self.failed = _button("mark_failed", _("It &failed… (F8)"))
        self.leave_bench = _button("leave_bench", _("&Leave the bench"))
        self.recent = QListWidget()
        self.recent.setWordWrap(True)
        self.recent.setObjectName("bench_recent")
        self.recent.setAccessibleName(_("The last answers"))
        self.recent.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.field)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.answer)
        left.addWidget(self.form)
        acts = QHBoxLayout()
        acts.addWidget(self.applied)
        acts.addWidget(self.failed)
        acts.addStretch(1)
        left.addLayout(acts)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.figures)
        right.addWidget(PlainLabel(_("The last answers"), role="heading"))
        right.addWidget(self.recent, 1)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addLayout(left, 3)
        middle.addLayout(right, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.leave_bench)
        layout.addLayout(head)
        layout.addWidget(self.hint)
        layout.addLayout(middle, 1)

    def wait(self) -> None:
        """Wait for the next weapon."""
        for edit in (self.read, self.height_edit, self.depth_edit, self.picture.line):
            edit.clear()
        self._enable(on=False)
        self.field.setFocus()

    def ask(self) -> None:
        """Ask what stands on the weapon now."""
        self._enable(on=True)
        self.read.clear()
        self.read.setFocus()

    def _enable(self, *, on: bool) -> None:
        for widget in (
            self.read,
            self.height_edit,
            self.depth_edit,
            self.picture,
            self.applied,
            self.failed,
        ):
            widget.setEnabled(on)

    def remember(self, text: str) -> None:
        """Put an answer on top of the last ones."""
        self.recent.insertItem(0, text)
        while self.recent.count() > _SHOWN:
            self.recent.takeItem(self.recent.count() - 1)


def _button(name: str, text: str, *, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", ""))
    button.setAutoDefault(False)
    if primary:
        button.setProperty("primary", True)  # noqa: FBT003 - Qt
    return button
