"""A long form in several tabs: what is wrong is shown in the tab that it belongs to."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QWidget

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.ui.widgets.form import Form

F = TypeVar("F", bound=Form)


class FormTabs(QTabWidget):
    """Forms side by side behind their titles."""

    def __init__(self, name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        """Hold no form yet."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.tabBar().setAccessibleName(accessible_name)
        self.forms: list[Form] = []

    def add_form(self, title: str, form: F) -> F:
        """Add a form behind ``title``, which has its Alt key; return the form."""
        area = QScrollArea()
        area.setObjectName(f"{self.objectName()}_{len(self.forms)}")
        area.setAccessibleName(title.replace("&", ""))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        form.setContentsMargins(12, 12, 12, 12)
        area.setWidget(form)
        self.addTab(area, title)
        self.forms.append(form)
        return form

    def clear_errors(self) -> None:
        """Take all error texts away."""
        for form in self.forms:
            form.clear_errors()

    def show_error(self, error: StockpileError) -> bool:
        """Say what is wrong at its field, and go there; whether there is such a field."""
        self.clear_errors()
        name = error.field if isinstance(error, BadValue) else ""
        for at, form in enumerate(self.forms):
            if form.has_field(name):
                self.setCurrentIndex(at)
                form.show_error(error)
                return True
        return False

    def error_text(self, name: str) -> str:
        """Return what is said at a field now."""
        return next((each.error_text(name) for each in self.forms if each.has_field(name)), "")
