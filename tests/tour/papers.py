"""Pictures of the documents that the sample register comes with."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from stockpile_app.services.demo import Demo

MOST_PAGES = 3
_SCALE = 1.2


def picture_papers(demo: Demo, scratch: Path, folder: Path, only: str) -> None:
    """Picture the first pages of each PDF below ``scratch``."""
    folder.mkdir(exist_ok=True)
    for path in sorted(scratch.rglob("*.pdf")):
        if only in f"paper-{path.stem}":
            picture(path, folder)


def picture(path: Path, folder: Path) -> None:
    """Picture the first pages of a PDF."""
    with pypdfium2.PdfDocument(path) as pages:
        for at in range(min(len(pages), MOST_PAGES)):
            image = pages[at].render(scale=_SCALE).to_pil()
            image.save(folder / f"paper-{path.stem}-{at + 1}.png")
