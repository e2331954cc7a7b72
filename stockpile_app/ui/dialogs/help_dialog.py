"""The help of a page, and what this program is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app import __version__, i18n
from stockpile_app.i18n import gettext as _
from stockpile_app.paths import resources_folder
from stockpile_app.ui.widgets.plain import PlainLabel

_PICTURE_WIDTH: Final = 660


class _Pages(QTextBrowser):
    """Shows the pictures that ship with the help, and nothing from anywhere else."""

    @override
    def loadResource(self, type: int, name: QUrl | str) -> Any:
        picture = QImage(str(_picture(QUrl(name).fileName())))
        if picture.isNull():
            return None
        ratio = self.devicePixelRatioF()
        shown = picture.scaledToWidth(
            min(round(_PICTURE_WIDTH * ratio), picture.width()),
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(ratio)
        return shown


class HelpDialog(QDialog):
    """Shows one of our own help texts; nothing that a user or a file wrote gets here."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        """Show the help of ``page``, in English where the language has none."""
        super().__init__(parent)
        self.setObjectName("help_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Help"))
        self.text = _Pages()
        self.text.setObjectName("help_text")
        self.text.setAccessibleName(_("Help"))
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(16)
        self.text.setMarkdown(_help_text(page))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        self.resize(760, 640)


class HelpKey(QShortcut):
    """F1 in a dialog opens the help of the dialog, not that of the page behind it."""

    def __init__(self, page: str, dialog: QDialog) -> None:
        """Open the help of ``page`` over ``dialog``."""
        super().__init__(QKeySequence("F1"), dialog)
        self._page = page
        self._dialog = dialog
        self.activated.connect(self.show_help)

    @Slot()
    def show_help(self) -> None:
        """Open the help."""
        HelpDialog(self._page, self._dialog).open()


class AboutDialog(QDialog):
    """Name, version and purpose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show them."""
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("About Stockpile"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(_("Stockpile"), role="title"))
        layout.addWidget(PlainLabel(_("Version {version}").format(version=__version__)))
        text = _(
            "The register of a State's small arms and light weapons, kept offline. Nothing that was"
            " recorded can be lost, changed or denied, and every figure it prints can be followed"
            " back to the entries that made it."
        )
        layout.addWidget(PlainLabel(text, wrap=True))
        layout.addWidget(PlainLabel(_("Licence: Apache 2.0"), role="hint"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons, alignment=Qt.AlignmentFlag.AlignTrailing)
        self.setMinimumWidth(440)


def _picture(file: str) -> Path:
    """Return a picture of the window in the language in use, or in English where there is none."""
    folder = resources_folder() / "help" / "images"
    own = folder / i18n.current_locale().language / file
    return own if own.is_file() else folder / file


def _help_text(page: str) -> str:
    folder = resources_folder() / "help"
    for language in (i18n.current_locale().language, i18n.SOURCE_LANGUAGE):
        path = folder / language / f"{page}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return (folder / i18n.SOURCE_LANGUAGE / "window.md").read_text(encoding="utf-8")
