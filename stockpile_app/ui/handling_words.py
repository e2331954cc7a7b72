"""What the page “Scan in and out” says of itself in each of its modes."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.handling import Mode
from stockpile_app.ui.texts import count

HELLO: Final = {
    Mode.ISSUE: (
        N_("Scan the card of who gets weapons"),
        N_(
            "Then scan each weapon, and finish with the code “Done” or F12. A weapon that comes"
            " back can be scanned at once."
        ),
    ),
    Mode.RETURN: (
        N_("Scan the weapons that come back"),
        N_(
            "They go where they belong, unless you scan another place. Finish with the code “Done”"
            " or F12."
        ),
    ),
    Mode.MOVE: (
        N_("Scan the place the weapons go to"),
        N_("Then scan each weapon, and finish with the code “Done” or F12."),
    ),
}
RECORD: Final = {
    Mode.ISSUE: N_("Record the issue (F12)"),
    Mode.RETURN: N_("Record the return (F12)"),
    Mode.MOVE: N_("Record the move (F12)"),
}


def recorded_text(kind: MovementKind, weapons: int, whom: str) -> str:
    """Return what was recorded: of how many weapons, and to or from whom."""
    texts = {
        MovementKind.ISSUE: _("{weapons} issued to {whom}."),
        MovementKind.LOAN: _("{weapons} lent to {whom}."),
        MovementKind.REPAIR: _("{weapons} sent to {whom} for repair."),
        MovementKind.RETURN: _("{weapons} taken back from {whom}."),
        MovementKind.MOVE: _("{weapons} moved to {whom}."),
    }
    said = ngettext("{count} weapon", "{count} weapons", weapons).format(count=count(weapons))
    return texts[kind].format(weapons=said, whom=whom)
