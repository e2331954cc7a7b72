"""The photographs of a weapon: small ones in a list, a large one on demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PhotographRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import day
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal

_THUMB: Final = QSize(160, 120)
_LARGE: Final = QSize(960, 640)
_DIGEST: Final = Qt.ItemDataRole.UserRole


class PhotographList(QWidget):
    """Loads each picture in the background; Enter or a double click shows it large."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show no photograph yet."""
        super().__init__(parent)
        self._context = context
        self._jobs: list[Job[tuple[str, QImage]]] = []
        self.list = QListWidget()
        self.list.setObjectName("photographs")
        self.list.setAccessibleName(_("Photographs"))
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setIconSize(_THUMB)
        self.list.setGridSize(_THUMB + QSize(24, 56))
        self.list.setWordWrap(True)
        self.list.activated.connect(self._on_activated)
        self.empty = PlainLabel(_("No photograph is kept yet."), role="hint", wrap=True)
        self.empty.setContentsMargins(16, 16, 16, 16)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.list)

    def show_photographs(self, photographs: Sequence[PhotographRecord]) -> None:
        """Show these photographs."""
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()
        self.list.clear()
        self._stack.setCurrentIndex(1 if photographs else 0)
        for each in photographs:
            text = "\n".join(filter(None, (each.caption, day(each.taken_on))))
            item = QListWidgetItem(icon("photograph"), text)
            item.setData(_DIGEST, each.sha256)
            self.list.addItem(item)
            self._load(each.sha256, _THUMB)

    def _load(self, sha256: str, size: QSize) -> None:
        picture = self._context.services.weapons.picture

        def work(_progress: Progress) -> tuple[str, QImage]:
            return sha256, _scaled(picture(sha256), size)

        job = Job(work)
        job.succeeded.connect(self._on_thumb if size == _THUMB else self._on_large)
        if size != _THUMB:
            job.refused.connect(self._on_refused)
        self._jobs.append(job)
        self._context.jobs.start(job, writes=False)

    @Slot(object)
    def _on_thumb(self, loaded: tuple[str, QImage]) -> None:
        sha256, image = loaded
        for at in range(self.list.count()):
            item = self.list.item(at)
            if item.data(_DIGEST) == sha256 and not image.isNull():
                item.setIcon(QIcon(QPixmap.fromImage(image)))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self._load(index.data(_DIGEST), _LARGE)

    @Slot(object)
    def _on_large(self, loaded: tuple[str, QImage]) -> None:
        PictureDialog(loaded[1], self.window()).open()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        show_refusal(self.window(), error)


class PictureDialog(QDialog):
    """One photograph, large."""

    def __init__(self, image: QImage, parent: QWidget | None = None) -> None:
        """Show ``image``."""
        super().__init__(parent)
        self.setObjectName("picture_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Photograph"))
        layout = QVBoxLayout(self)
        picture = PlainLabel(_("This picture cannot be shown."))
        picture.setAccessibleName(_("Photograph"))
        if not image.isNull():
            picture.setPixmap(QPixmap.fromImage(image))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(picture)
        layout.addWidget(buttons)


def _scaled(content: bytes, size: QSize) -> QImage:
    image = QImage.fromData(content)
    if image.isNull():
        return image
    return image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
