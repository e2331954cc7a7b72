"""Colours and look: Fusion, a palette and one small style sheet; follows the system."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from string import Template
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleFactory,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from typing_extensions import override

from stockpile_app import i18n
from stockpile_app.paths import resources_folder
from stockpile_app.settings import Settings, Theme

_DRAWINGS: Final = {"down": "text", "up": "text", "check": "accent_text"}
"""Icons that the style sheet names, and their colours."""
_FONTS: Final = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono-Bold.ttf")

_STYLE: Final = "Fusion"

_Roles = QPalette.ColorRole
_PALETTE: Final = {
    _Roles.Window: "window",
    _Roles.WindowText: "text",
    _Roles.Base: "base",
    _Roles.AlternateBase: "alternate",
    _Roles.Text: "text",
    _Roles.PlaceholderText: "muted",
    _Roles.Button: "button",
    _Roles.ButtonText: "text",
    _Roles.BrightText: "error",
    _Roles.Highlight: "selection",
    _Roles.HighlightedText: "selection_text",
    _Roles.Link: "link",
    _Roles.ToolTipBase: "base",
    _Roles.ToolTipText: "text",
    _Roles.Light: "border",
    _Roles.Midlight: "border",
    _Roles.Mid: "border",
    _Roles.Dark: "border",
    _Roles.Accent: "accent",
}


def colours(theme: Theme) -> dict[str, str]:
    """Return the colours of a shipped theme by name."""
    path = resources_folder() / "themes" / f"{theme.value}.toml"
    given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: value for name, value in given.items() if isinstance(value, str)}


class _UnbrokenStyle(QProxyStyle):
    """Draws no line under Alt letters: Qt would take Arabic words apart for it."""

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_UnderlineShortcut:
            return 0
        return super().styleHint(hint, option, widget, returnData)


class Appearance(QObject):
    """Dresses the application, and again whenever the system changes between light and dark."""

    def __init__(self, application: QApplication, settings: Settings) -> None:
        """Dress ``application`` as ``settings`` say."""
        super().__init__(application)
        self.setObjectName("appearance")
        self._application = application
        self._wanted = settings.theme
        self._folder = tempfile.TemporaryDirectory(prefix="stockpile-")
        self.follow_language()
        for name in _FONTS:
            QFontDatabase.addApplicationFont(str(resources_folder() / "fonts" / name))
        font = application.font()
        font.setPointSizeF(font.pointSizeF() * settings.text_scale / 100)
        application.setFont(font)
        self._scale = settings.text_scale
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self.use(self._wanted)

    @property
    def wanted(self) -> Theme:
        """The theme that was asked for; the system's when it says so."""
        return self._wanted

    def follow_language(self) -> None:
        """Draw texts as the script of the language in use wants them."""
        # asked of Python at every stroke, so only where it must be
        unbroken = i18n.is_right_to_left()
        self._style = _UnbrokenStyle(_STYLE) if unbroken else QStyleFactory.create(_STYLE)
        self._application.setStyle(self._style)

    def use(self, wanted: Theme) -> None:
        """Use a theme from now on."""
        self._wanted = wanted
        theme = wanted if wanted is not Theme.SYSTEM else self._of_the_system()
        named = colours(theme)
        self._application.setPalette(_palette(named))
        self._application.setStyleSheet(self._style_sheet(theme, named))

    @Slot(Qt.ColorScheme)
    def _on_system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._wanted is Theme.SYSTEM:
            self.use(Theme.SYSTEM)

    def _of_the_system(self) -> Theme:
        dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Theme.DARK if dark else Theme.LIGHT

    def _style_sheet(self, theme: Theme, named: dict[str, str]) -> str:
        source = (resources_folder() / "themes" / "stockpile.qss").read_text(encoding="utf-8")
        # A style sheet can only name files, so its few icons are coloured into a folder.
        folder = Path(self._folder.name)
        for name, colour in _DRAWINGS.items():
            drawing = (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
            coloured = drawing.replace("#000000", named[colour])
            (folder / f"{name}-{theme.value}.svg").write_text(coloured, encoding="utf-8")
        values = {**named, "icons": folder.as_posix(), "shade": theme.value}
        return _scaled(Template(source).substitute(values), self._scale)


def _scaled(sheet: str, per_cent: int) -> str:
    for points in (13, 14, 15):
        sheet = sheet.replace(f"{points}pt", f"{points * per_cent / 100:g}pt")
    return sheet


def _palette(named: dict[str, str]) -> QPalette:
    palette = QPalette()
    for role, name in _PALETTE.items():
        palette.setColor(role, QColor(named[name]))
    for role in (_Roles.WindowText, _Roles.Text, _Roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(named["disabled"]))
    return palette
