"""Tells screen readers what appears without the focus going there."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_POLITE = QAccessible.AnnouncementPoliteness.Polite
_ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


def announce(widget: QWidget, text: str, *, now: bool = False) -> None:
    """Let a screen reader say ``text``; nothing happens where none runs.

    Args:
        widget: What the text is about; nothing is said of what nobody sees.
        now: Interrupt what is being said, as for the answer to a scan or a refusal; otherwise
            it is said when the reader has time.
    """
    if not text or not widget.isVisible():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(_ASSERTIVE if now else _POLITE)
    QAccessible.updateAccessibility(event)
