"""Bar codes that say what to do, so that a storekeeper can work with a scanner alone.

Each begins with CMD and has no digit, so none of them can be a register number or a paper code.
"""

from __future__ import annotations

from typing import Self

from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


class CommandCode(LabelledEnum):
    """What a bar code on the sheet of command codes does on the page where weapons are handed."""

    explained: str

    def __new__(cls, value: str, label: str = "", explained: str = "") -> Self:
        """Store the code; keep the label and the explanation beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.explained = explained
        return member

    ISSUE = (
        "CMDISSUE",
        N_("Issue"),
        N_("Hand weapons out. Scan who gets them, then each weapon."),
    )
    RETURN = (
        "CMDRETURN",
        N_("Return"),
        N_("Take weapons back. Scan each weapon; scan a place to put them elsewhere."),
    )
    MOVE = (
        "CMDMOVE",
        N_("Move"),
        N_("Put weapons in another place. Scan the place, then each weapon."),
    )
    AUTHORISE = (
        "CMDAUTH",
        N_("Authorised by"),
        N_("The next card that is scanned is of the person who authorises."),
    )
    UNDO = (
        "CMDUNDO",
        N_("Undo"),
        N_("Take the last scanned weapon off the list."),
    )
    CLEAR = (
        "CMDCLEAR",
        N_("Start again"),
        N_("Empty the list. Nothing is recorded."),
    )
    DONE = (
        "CMDDONE",
        N_("Done"),
        N_("Record everything on the list. Then the page is ready for the next person."),
    )


def parse_command(text: str) -> CommandCode | None:
    """Return the command that a scanned text is, whatever the case, or None."""
    try:
        return CommandCode(text.strip().upper())
    except ValueError:
        return None
