"""What every page and dialog receives."""

from __future__ import annotations

from dataclasses import dataclass, field

from stockpile_app.services.gateway import Services
from stockpile_app.settings import Settings
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.drafts import DraftKeeper
from stockpile_app.ui.jobs import JobRunner


@dataclass(frozen=True, slots=True)
class UiContext:
    """The services of the signed-in person, and the means to run them and to hear of changes."""

    services: Services
    jobs: JobRunner
    bus: ChangeBus
    settings: Settings
    drafts: DraftKeeper = field(init=False)

    def __post_init__(self) -> None:
        """Keep drafts for as long as the session lasts."""
        object.__setattr__(self, "drafts", DraftKeeper(self.services, self.jobs))
