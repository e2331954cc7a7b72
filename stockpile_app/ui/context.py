"""What every page and dialog receives."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from stockpile_app.services.gateway import Services
from stockpile_app.settings import Settings
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.drafts import DraftKeeper
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.scanning import Scanning


@dataclass(frozen=True, slots=True)
class UiContext:
    """The services of the signed-in person, and the means to run them and to hear of changes."""

    services: Services
    jobs: JobRunner
    bus: ChangeBus
    settings: Settings
    drafts: DraftKeeper = field(init=False)
    scanning: Scanning = field(init=False)

    def __post_init__(self) -> None:
        """Keep drafts, and what holds of scanners, for as long as the session lasts."""
        object.__setattr__(self, "drafts", DraftKeeper(self.services, self.jobs))
        object.__setattr__(self, "scanning", Scanning(self.settings))


def context_of(widget: QWidget) -> UiContext | None:
    """Return what the page, dialog or window received that a widget stands in, if any did."""
    at: QWidget | None = widget
    while at is not None:
        for name in ("context", "_context"):
            found = getattr(at, name, None)
            if isinstance(found, UiContext):
                return found
        at = at.parentWidget()
    return None


def user_of(widget: QWidget) -> str:
    """Return the name of who is signed in where a widget stands, or ""."""
    context = context_of(widget)
    return context.services.user.name if context is not None else ""
