"""How scanners are told from typing, what answers sound like, and a place to try a scanner."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.scan_text import proves_itself
from stockpile_app.i18n import gettext as _
from stockpile_app.settings import GAPS_MS, LONGEST_AROUND, ScanEnd
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.command_codes_dialog import ScanTestSheetDialog
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.icons import icon
from stockpile_app.ui.scan_trial import Outcome, Pressed, Trial, trial_of
from stockpile_app.ui.scanner_words import END_TEXTS, TONES, trial_title, trial_words
from stockpile_app.ui.tab_order import ReadingOrderDialog
from stockpile_app.ui.texts import count
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.scan_test import ScanTest, keyboard_of_system


class ScannerDialog(ReadingOrderDialog):
    """What is changed holds at once; a trial shows what it does."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show what holds now."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("scanner_dialog")
        self.setWindowTitle(_("Scanner"))
        self.context = context
        self.trial: Trial | None = None
        self._keys: list[Pressed] = []
        self._make_fields()
        self.test = ScanTest()
        self.test.tried.connect(self.show_trial)
        self.test.proposal.clicked.connect(self._on_proposal)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("scanner_tabs")
        self.tabs.setAccessibleName(_("Scanner"))
        self.tabs.addTab(self._trials(), _("&Try it"))
        self.tabs.addTab(self._settings(), _("Se&ttings"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Scanner"), role="title"))
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self._buttons())
        HelpKey("scanner", self)
        make_room(self, 900, 680, context.settings.text_scale)
        self._show_settings()
        self._wait()
        self.test.field.setFocus()

    # --- settings --------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.gap = QSpinBox()
        self.gap.setRange(*GAPS_MS)
        self.gap.setSuffix(_(" ms"))
        self.end = QComboBox()
        for end in ScanEnd:
            self.end.addItem(_(END_TEXTS[end]), end.value)
        self.prefix, self.suffix = QLineEdit(), QLineEdit()
        for each in (self.prefix, self.suffix):
            each.setMaxLength(LONGEST_AROUND)
            each.setProperty("mono", True)  # noqa: FBT003 - Qt
            each.editingFinished.connect(self._on_changed)
        self.sounds = QCheckBox(_("Let answers be hea&rd"))
        self.volume = QSpinBox()
        self.volume.setRange(5, 100)
        self.volume.setSingleStep(5)
        self.volume.setSuffix(" %")
        self.gap.valueChanged.connect(self._on_changed)
        self.end.currentIndexChanged.connect(self._on_changed)
        self.sounds.toggled.connect(self._on_changed)
        self.volume.valueChanged.connect(self._on_changed)

    def _trials(self) -> QWidget:
        page = QWidget()
        page.setObjectName("scanner_trials")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.test, 1)
        return page

    def _settings(self) -> QScrollArea:
        form = Form()
        form.add_heading(_("What a scanner sends"))
        form.add(
            "scan_gap",
            _("&Longest time between two keys"),
            self.gap,
            hint=_("Cables need 5 ms, radio up to 60. The longer, the likelier typing is taken."),
        )
        form.add("scan_end", _("&After each code"), self.end)
        hint = _("Control characters as <STX>, <GS>. Leave it empty where nothing comes.")
        form.add("scan_prefix", _("&Before each code"), self.prefix)
        form.add("scan_suffix", _("B&ehind it, before its end"), self.suffix, hint=hint)
        form.add_heading(_("What is heard"))
        form.add("scan_sounds", "", self.sounds)
        form.add("scan_volume", _("&Volume"), self.volume)
        form.add_wide(self._listening())
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(form)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("scanner_settings")
        scroll.setAccessibleName(_("Settings of scanners"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        return scroll

    def _listening(self) -> QWidget:
        """Return a button for each sound, so that everybody learns them."""
        texts = {
            Tone.GOOD: _("Taken"),
            Tone.WARN: _("Look at it"),
            Tone.BAD: _("Not taken"),
            Tone.TWICE: _("Taken before"),
        }
        self.listen: dict[Tone, QPushButton] = {}
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        pairs = list(texts.items())
        for pair in (pairs[:2], pairs[2:]):
            row = QHBoxLayout()
            row.setSpacing(6)
            for tone, text in pair:
                button = QPushButton(icon("notify"), f" {text}")
                button.setObjectName(f"listen_{tone.value}")
                button.setAccessibleName(_("Listen: {sound}").format(sound=text))
                button.setAutoDefault(False)
                button.clicked.connect(self._on_listen)
                self.listen[tone] = button
                row.addWidget(button, 1)
            rows.addLayout(row)
        return box

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setObjectName("close")
        self.sheet = QPushButton(icon("print"), _(" Test &sheet…"))
        self.sheet.setObjectName("test_sheet")
        self.sheet.setAccessibleName(_("Test sheet"))
        self.sheet.clicked.connect(self._on_sheet)
        self.sheet.setEnabled(Permission.PRINT in self.context.services.user.permissions)
        self.usual = QPushButton(icon("undo"), _(" As &usual"))
        self.usual.setObjectName("usual")
        self.usual.setAccessibleName(_("As usual"))
        self.usual.setToolTip(_("Take back what was chosen here"))
        self.usual.clicked.connect(self._on_usual)
        for button in (self.sheet, self.usual):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        for button in (close, self.sheet, self.usual):
            button.setAutoDefault(False)  # Enter comes from the scanner
        return buttons

    def _show_settings(self) -> None:
        now = self.context.scanning.settings
        fields = (self.gap, self.end, self.prefix, self.suffix, self.sounds, self.volume)
        blockers = [QSignalBlocker(each) for each in fields]
        self.gap.setValue(now.scan_gap_ms)
        self.end.setCurrentIndex(self.end.findData(now.scan_end.value))
        self.prefix.setText(now.scan_prefix)
        self.suffix.setText(now.scan_suffix)
        self.sounds.setChecked(now.scan_sounds)
        self.volume.setValue(now.scan_volume)
        del blockers

    @Slot()
    def _on_changed(self) -> None:
        self.context.scanning.choose(
            scan_gap_ms=self.gap.value(),
            scan_end=ScanEnd(self.end.currentData()),
            scan_prefix=self.prefix.text(),
            scan_suffix=self.suffix.text(),
            scan_sounds=self.sounds.isChecked(),
            scan_volume=self.volume.value(),
        )
        if self._keys:
            self.show_trial(self._keys)

    @Slot()
    def _on_usual(self) -> None:
        self.context.scanning.choose_usual()
        self._show_settings()
        if self._keys:
            self.show_trial(self._keys)

    @Slot()
    def _on_listen(self) -> None:
        tone = next(tone for tone, button in self.listen.items() if button is self.sender())
        self.context.scanning.sounds.play(tone, always=True)

    @Slot()
    def _on_proposal(self) -> None:
        if self.trial is not None and self.trial.proposal_ms is not None:
            self.gap.setValue(self.trial.proposal_ms)
        self.test.field.setFocus()

    @Slot()
    def _on_sheet(self) -> None:
        ScanTestSheetDialog(self.context, self).open()

    # --- trials ----------------------------------------------------------------------------------

    def on_scan(self, _text: str) -> None:
        """Keep what is scanned here from going anywhere else; the test field heard it."""

    def _wait(self) -> None:
        self.test.answer.say(
            Tone.NEUTRAL,
            _("Scan a code"),
            _("A label, a card, or a code of the test sheet. Nothing is looked up or recorded."),
        )

    @Slot(object)
    def show_trial(self, keys: list[Pressed]) -> None:
        """Say what came, and what the program makes of it with the settings as they are."""
        self._keys = keys
        rules = self.context.scanning.rules
        self.trial = trial = trial_of(keys, rules, self._proves, keyboard_of_system())
        first, *others = trial_words(trial, rules) or [""]
        tone = TONES[trial.outcome]
        if trial.fault is not None and tone is Tone.GOOD:
            tone = Tone.WARN
        self.test.answer.say(tone, trial_title(trial), first)
        self.test.said.setText("\n".join(others))
        self.test.keys.records.show(trial.rows)
        self._offer(trial)

    def _offer(self, trial: Trial) -> None:
        wanted = trial.proposal_ms
        other = trial.outcome is Outcome.TOO_SLOW or (
            wanted is not None and wanted > self.gap.value()
        )
        self.test.proposal.setVisible(wanted is not None and other)
        if wanted is not None:
            text = _("&Use {ms} ms, as was measured").format(ms=count(wanted))
            self.test.proposal.setText(text)
            self.test.proposal.setAccessibleName(text.replace("&", ""))

    def _proves(self, text: str) -> bool:
        return proves_itself(text, self.context.services.register.origin)
