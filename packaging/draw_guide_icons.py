"""Draws the icons of the quick guides as pictures that a PDF can take: black on white.

    python packaging/draw_guide_icons.py

A document is made without Qt, so the icons that its tasks show are drawn here, once.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import yaml
from PIL import Image

_RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"
_SIDE: Final = 96


def main() -> None:
    """Draw every icon that a guide names."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QImage, QPainter  # noqa: PLC0415 - platform first
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    application = QGuiApplication([])
    guides = yaml.safe_load((_RESOURCES / "guides" / "roles.yaml").read_text(encoding="utf-8"))
    out = _RESOURCES / "guides" / "pictures"
    out.mkdir(exist_ok=True)
    for name in sorted({each for guide in guides.values() for each in guide["pictures"]}):
        image = QImage(_SIDE, _SIDE, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        QSvgRenderer(str(_RESOURCES / "icons" / f"{name}.svg")).render(painter)
        painter.end()
        image.save(str(out / f"{name}.png"))
        with Image.open(out / f"{name}.png") as picture:
            picture.convert("L").quantize(16).save(out / f"{name}.png", optimize=True)
    del application


if __name__ == "__main__":
    main()
