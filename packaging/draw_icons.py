"""Draws the program's icon at the sizes that systems ask for: ``draw_icons.py FOLDER``.

Writes ``<size>.png`` and ``stockpile.ico``. Run in the environment of
the build: it needs Qt and Pillow.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "icons" / "stockpile.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def draw(into: Path) -> None:
    """Draw them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image  # noqa: PLC0415
    from PySide6.QtCore import Qt  # noqa: PLC0415 - after the platform is chosen
    from PySide6.QtGui import QGuiApplication, QImage, QPainter  # noqa: PLC0415
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    application = QGuiApplication([])
    into.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(SOURCE))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.save(str(into / f"{size}.png"))
    del application
    pictures = [Image.open(into / f"{size}.png") for size in SIZES]
    pictures[-1].save(
        into / "stockpile.ico", append_images=pictures[:-1], sizes=[(s, s) for s in SIZES]
    )


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
