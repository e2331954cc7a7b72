"""Fields that forms share: a code from a vocabulary, a day, a year, a text with suggestions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from stockpile_app import i18n
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.countries import country_choices
from stockpile_app.ui.texts import begins_right_to_left

E = TypeVar("E", bound=LabelledEnum)


class CodeCombo(QComboBox):
    """A choice from a closed vocabulary; with ``nothing`` also none of it."""

    def __init__(
        self, members: Iterable[LabelledEnum], *, nothing: str = "", parent: QWidget | None = None
    ) -> None:
        """Offer ``members``, after the text ``nothing`` where that may be chosen."""
        super().__init__(parent)
        self._members: list[LabelledEnum | None] = [None] if nothing else []
        if nothing:
            self.addItem(nothing)
        for member in members:
            self._members.append(member)
            self.addItem(_(member.label))

    def code(self, kind: type[E]) -> E | None:
        """Return the choice, or None."""
        chosen = self._members[self.currentIndex()]
        return chosen if isinstance(chosen, kind) else None

    def set_code(self, member: LabelledEnum | None) -> None:
        """Choose a member."""
        self.setCurrentIndex(self._members.index(member))

    def chosen_code(self) -> str | None:
        """Return the code of the choice, whatever its vocabulary, or None."""
        chosen = self._members[self.currentIndex()] if self._members else None
        return None if chosen is None else str(chosen.value)

    def choose_code(self, code: str) -> None:
        """Choose the member of this code, or none with ""; another one changes nothing."""
        codes = ["" if each is None else str(each.value) for each in self._members]
        if code in codes:
            self.setCurrentIndex(codes.index(code))


class SuggestEdit(QLineEdit):
    """A line that offers what occurs already, by any part of it."""

    def __init__(self, suggestions: Sequence[str] = (), parent: QWidget | None = None) -> None:
        """Offer ``suggestions``."""
        super().__init__(parent)
        self.suggest(suggestions)

    def suggest(self, suggestions: Sequence[str]) -> None:
        """Offer other ones."""
        completer = QCompleter(list(suggestions), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)


class CountryEdit(SuggestEdit):
    """A country by name or code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer all countries, those that are no more too."""
        self._codes = {name: code for code, name in country_choices(i18n.current_locale().language)}
        super().__init__(list(self._codes), parent)

    def country(self) -> str:
        """Return the code of a country that was chosen, or what was typed."""
        text = self.text().strip()
        return self._codes.get(text, text)

    def set_country(self, code: str) -> None:
        """Show a country by its code."""
        self.setText(next((name for name, each in self._codes.items() if each == code), code))


class DayEdit(QLineEdit):
    """A day as YYYY-MM-DD, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setPlaceholderText(_("YYYY-MM-DD"))

    def day(self) -> dt.date | None:
        """Return the day.

        Raises:
            BadValue: What was typed is no day.
        """
        text = self.text().strip()
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError:
            raise BadValue(
                N_("Write the day as year-month-day, for example 2026-03-31."), self.objectName()
            ) from None


class YearEdit(QLineEdit):
    """A year, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setMaxLength(4)

    def year(self) -> int | None:
        """Return the year.

        Raises:
            BadValue: What was typed is no year.
        """
        text = self.text().strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise BadValue(
                N_("Write the year in four digits, for example 1978."), self.objectName()
            )
        return int(text)


class LeaningEdit(QPlainTextEdit):
    """Lines of text that begin where their script does, as those of a ``QLineEdit``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Be empty."""
        super().__init__(parent)
        self.textChanged.connect(self._lean)

    @Slot()
    def _lean(self) -> None:
        to_right = begins_right_to_left(self.toPlainText())
        aligned = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
        option = self.document().defaultTextOption()
        if option.alignment() != aligned:  # Qt takes both for what they say here
            option.setAlignment(aligned)
            self.document().setDefaultTextOption(option)


class NotesEdit(LeaningEdit):
    """A few lines of text; Tab leaves it."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        """Be ``lines`` lines high."""
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)
        # else a form that is too high gives it room around, away from its label and hint
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class FileEdit(QWidget):
    """A path that is typed or chosen.

    Signals:
        chosen: The path as text.
    """

    chosen = Signal(str)

    def __init__(
        self, title: str, filters: str = "", *, folder: bool = False, parent: QWidget | None = None
    ) -> None:
        """Ask for a file, or for a ``folder``; ``title`` and ``filters`` are the file dialog's."""
        super().__init__(parent)
        self._title, self._filters, self._folder = title, filters, folder
        self.line = QLineEdit()
        self.line.setObjectName("path")
        self.line.setAccessibleName(title)
        self.line.editingFinished.connect(self._on_edited)
        self.browse = QPushButton(_("&Browse…"))
        self.browse.setObjectName("browse")
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._on_browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.browse)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """Return the path."""
        return self.line.text().strip()

    @Slot(str)
    def choose(self, path: str) -> None:
        """Take a path."""
        self.line.setText(path)
        self.chosen.emit(path)

    @Slot()
    def _on_edited(self) -> None:
        self.chosen.emit(self.text())

    @Slot()
    def _on_browse(self) -> None:
        dialog = QFileDialog(self, self._title)
        dialog.setObjectName("file_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        modes = QFileDialog.FileMode
        dialog.setFileMode(modes.Directory if self._folder else modes.ExistingFile)
        if self._filters:
            dialog.setNameFilter(self._filters)
        dialog.fileSelected.connect(self.choose)
        dialog.open()
