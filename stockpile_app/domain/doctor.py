"""What is checked of a workstation and its register, and how it is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


class Level(LabelledEnum):
    """How something is found."""

    OK = "ok", N_("In order")
    LOOK = "look", N_("Look at this")
    BROKEN = "broken", N_("Broken")


class Area(LabelledEnum):
    """What is looked at."""

    PROGRAM = "program", N_("The program")
    MACHINE = "machine", N_("The machine")
    REGISTER = "register", N_("The register")
    BACKUPS = "backups", N_("Backups")
    PRINTERS = "printers", N_("Printers")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked.

    Attributes:
        name: Stable, for scripts.
        said: What was found, as a sentence.
        todo: What to do about it, as a sentence; "" where there is nothing to do.
    """

    area: Area
    name: str
    level: Level
    said: str
    todo: str = ""


def worst(checks: Sequence[Check]) -> Level:
    """Return how the whole is found."""
    levels = {each.level for each in checks}
    for level in (Level.BROKEN, Level.LOOK):
        if level in levels:
            return level
    return Level.OK
