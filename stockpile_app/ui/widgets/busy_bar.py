"""A bar for work of which nobody knows how long it takes."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar


def busy_bar(name: str, text: str) -> QProgressBar:
    """Return a bar that moves while something of unknown length runs; ``text`` says what."""
    bar = QProgressBar()
    bar.setObjectName(name)
    bar.setAccessibleName(text)
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    policy = bar.sizePolicy()
    policy.setRetainSizeWhenHidden(True)  # so that nothing jumps
    bar.setSizePolicy(policy)
    bar.hide()
    return bar
