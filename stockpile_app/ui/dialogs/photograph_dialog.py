"""Adding a photograph to a weapon, or to anything else that keeps some."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue, StorageFailed
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import AddPhotograph
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.weapon_dialog import identity_line
from stockpile_app.ui.widgets.fields import FileEdit
from stockpile_app.ui.widgets.form_dialog import Changed, FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel

_PREVIEW: Final = (480, 300)


class PictureFormDialog(FormDialog):
    """Asks for a JPEG or PNG file, shows it, and keeps it with a caption, as ``keep`` says."""

    def __init__(self, context: UiContext, title: str, parent: QWidget | None = None) -> None:
        """Start without a file."""
        super().__init__(context, title, _("&Add photograph"), parent)
        pictures = _("Pictures") + " (*.jpg *.jpeg *.png *.JPG *.JPEG *.PNG)"
        self.file = FileEdit(_("Choose a photograph"), pictures)
        self.file.chosen.connect(self.show_preview)
        self.caption = QLineEdit()
        hint = _("A JPEG or PNG picture of at most 20 MB.")
        self.form.add("content", _("&File"), self.file, required=True, hint=hint)
        self.form.add("caption", _("&Caption"), self.caption)
        self.preview = PlainLabel(_("The picture is shown here."), role="hint")
        self.preview.setObjectName("preview")
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setMinimumHeight(_PREVIEW[1])
        self.body.addWidget(self.preview)

    def keep(self) -> Callable[[bytes, str], Changed]:
        """Return what keeps a content with its caption; called in a job."""
        raise NotImplementedError

    @Slot(str)
    def show_preview(self, path: str) -> None:
        """Show the picture, or that it cannot be read."""
        image = QImage(path)
        if image.isNull():
            self.preview.setText(_("This file is no picture that can be shown."))
            return
        small = image.scaled(
            *_PREVIEW,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self.preview.setPixmap(QPixmap.fromImage(small))

    @override
    def command(self) -> Callable[[Progress], Changed]:
        if not self.file.text():
            raise BadValue(N_("Choose a file."), "content")
        path, caption = Path(self.file.text()), self.caption.text()
        keep = self.keep()
        return lambda _progress: keep(read_picture(path), caption)


class PhotographDialog(PictureFormDialog):
    """Adds a photograph to a weapon."""

    def __init__(
        self, context: UiContext, weapon: WeaponRecord, parent: QWidget | None = None
    ) -> None:
        """Ask for a photograph of ``weapon``."""
        title = _("Add a photograph to {number}").format(number=weapon.number)
        super().__init__(context, title, parent)
        self.setObjectName("photograph_dialog")
        self._weapon_id = weapon.id
        self.body.insertWidget(0, identity_line(weapon))

    @override
    def keep(self) -> Callable[[bytes, str], Changed]:
        weapon_id, add = self._weapon_id, self.context.services.weapons.add_photograph
        return lambda content, caption: add(
            AddPhotograph(weapon_id=weapon_id, content=content, caption=caption)
        )


def read_picture(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        StorageFailed: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageFailed(
            N_("The file {name} cannot be read: {detail}."),
            name=path.name,
            detail=error.strerror or str(error),
        ) from error
