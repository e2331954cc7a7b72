"""Weapons in groups: by what they are grouped, and how many are in each."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


class GroupBy(LabelledEnum):
    """What the weapons of a group have in common."""

    PLACE = "place", N_("Place")
    CATEGORY = "category", N_("Category")
    MODEL = "model", N_("Model")
    CALIBRE = "calibre", N_("Calibre")
    CONDITION = "condition", N_("Condition")
    STATUS = "status", N_("Status")


@dataclass(frozen=True, slots=True)
class WeaponGroup:
    """One group.

    Attributes:
        value: A name or path as it is recorded, or the code of the vocabulary; "" for none.
        query: Lists exactly these weapons; None where no query does.
    """

    value: str
    weapons: int
    query: WeaponQuery | None
