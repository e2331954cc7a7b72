"""Closed vocabularies of marking, of parts, and of how weapons came."""

from __future__ import annotations

from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


class Material(LabelledEnum):
    """What a part is made of; polymer and printed parts need marks of their own."""

    STEEL = "steel", N_("Steel")
    LIGHT_ALLOY = "light_alloy", N_("Light alloy")
    POLYMER = "polymer", N_("Polymer")
    PRINTED = "printed", N_("Printed")
    OTHER = "other", N_("Other")


class Acquisition(LabelledEnum):
    """How a weapon came to the State, as the national report counts it (PoA template)."""

    MANUFACTURE = "manufacture", N_("Manufactured in the country")
    IMPORT = "import", N_("Imported")
    PURCHASE = "purchase", N_("Bought in the country")
    SEIZED = "seized", N_("Seized")
    CONFISCATED = "confiscated", N_("Confiscated")
    FOUND = "found", N_("Found")
    SURRENDERED = "surrendered", N_("Surrendered")
    CAPTURED = "captured", N_("Captured")
    OTHER = "other", N_("Otherwise")

    @property
    def is_illicit(self) -> bool:
        """Whether it must be marked and recorded, or destroyed (ITI paragraph 9)."""
        return self in _ILLICIT


_ILLICIT = frozenset(
    {
        Acquisition.SEIZED,
        Acquisition.CONFISCATED,
        Acquisition.FOUND,
        Acquisition.SURRENDERED,
        Acquisition.CAPTURED,
    }
)


class MarkingExemption(LabelledEnum):
    """Why an imported weapon needs no import mark (ITI paragraph 8 b)."""

    TEMPORARY_IMPORT = "temporary_import", N_("Temporary import for a lawful purpose")
    MUSEUM = "museum", N_("Museum piece imported for good")


class MarkingVerdict(LabelledEnum):
    """What a marking profile says of a weapon."""

    COMPLETE = "complete", N_("Complete")
    INCOMPLETE = "incomplete", N_("Incomplete")
    UNMARKED = "unmarked", N_("Unmarked")
    ALTERED = "altered", N_("Altered")
    NOT_EXAMINED = "not_examined", N_("Not examined")


class MarkFault(LabelledEnum):
    """What went wrong when a mark was put on."""

    SHALLOW = "shallow", N_("Not deep enough")
    SMALL = "small", N_("Not high enough")
    UNREADABLE = "unreadable", N_("Not readable")
    WRONG_TEXT = "wrong_text", N_("Wrong text")
    WRONG_PLACE = "wrong_place", N_("On the wrong part or place")
    DAMAGED = "damaged", N_("The part was damaged")
    MACHINE = "machine", N_("The machine failed")
    OTHER = "other", N_("Other")
