"""Closed vocabularies of collections in disarmament programmes (IDDRS 4.10, 4.11 and 5.10)."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


class SiteKind(LabelledEnum):
    """How a collection site is set up."""

    FIXED = "fixed", N_("Fixed site")
    MOBILE = "mobile", N_("Mobile team")


class CustodyTerms(LabelledEnum):
    """On what terms weapons are taken over before disarmament (IDDRS 4.11, section 6.1.2)."""

    PERMANENT = "permanent", N_("Handed over for good")
    TEMPORARY = "temporary", N_("Temporary custody under two keys")


class ParticipantKind(LabelledEnum):
    """Who hands in."""

    COMBATANT = "combatant", N_("Ex-combatant")
    ASSOCIATED = "associated", N_("Associated with an armed force or group")
    CIVILIAN = "civilian", N_("Civilian")


class AgeGroup(LabelledEnum):
    """Age in groups: the day of birth is personal and stays in its compartment."""

    CHILD = "child", N_("Under 18")
    YOUTH = "youth", N_("18 to 24")
    ADULT = "adult", N_("25 to 59")
    OLDER = "older", N_("60 or more")
    UNKNOWN = "unknown", N_("Not known")

    @classmethod
    def of(cls, age: int | None) -> AgeGroup:
        """Return the group of an age in years."""
        if age is None:
            return cls.UNKNOWN
        return next(group for limit, group in _LIMITS if age < limit)


_LIMITS: Final = (
    (18, AgeGroup.CHILD),
    (25, AgeGroup.YOUTH),
    (60, AgeGroup.ADULT),
    (1000, AgeGroup.OLDER),
)


class Ineligible(LabelledEnum):
    """Why somebody cannot take part in a programme; what they bring is taken all the same."""

    NOT_OF_GROUP = "not_of_group", N_("Not of a group that the programme is for")
    NO_WEAPON = "no_weapon", N_("No weapon that the programme accepts")
    DISARMED_BEFORE = "disarmed_before", N_("Disarmed in this programme before")
    OUTSIDE_PERIOD = "outside_period", N_("Outside the period or area of the programme")
    NOT_IDENTIFIED = "not_identified", N_("Could not be identified")
    OTHER = "other", N_("Other reason")


class AppealState(LabelledEnum):
    """How an appeal against the decision stands."""

    NONE = "none", N_("No appeal")
    LODGED = "lodged", N_("Appeal lodged")
    UPHELD = "upheld", N_("Appeal upheld")
    DISMISSED = "dismissed", N_("Appeal dismissed")


class SafeState(LabelledEnum):
    """Whether a weapon was made safe when it was taken over."""

    SAFE = "safe", N_("Cleared and safe")
    UNSAFE = "unsafe", N_("Not safe")
    NOT_EXAMINED = "not_examined", N_("Not examined")


class TeamDuty(LabelledEnum):
    """What somebody does at a site."""

    LEADER = "leader", N_("Team leader")
    REGISTRATION = "registration", N_("Registration")
    WEAPONS = "weapons", N_("Weapons")
    AMMUNITION = "ammunition", N_("Ammunition technician")
    CHILD_PROTECTION = "child_protection", N_("Child protection")
    MEDICAL = "medical", N_("Medical")
    SECURITY = "security", N_("Security")
    OTHER = "other", N_("Other")


class DayCheck(LabelledEnum):
    """What must agree before a day of collecting is closed."""

    RECEIPTS = "receipts", N_("Receipts and people served")
    TAGS = "tags", N_("Tags and weapons")
    REGISTERED = "registered", N_("Weapons handed in and in the register")
    PRESENT = "present", N_("Weapons at the site or sent, and weapons handed in")
    EXPLOSIVES = "explosives", N_("Explosive items found and referred")


CHECKED_FIGURES: Final = {
    DayCheck.RECEIPTS: (N_("people served"), N_("receipts given")),
    DayCheck.TAGS: (N_("weapons handed in"), N_("tags used")),
    DayCheck.REGISTERED: (N_("weapons handed in"), N_("of them in the register")),
    DayCheck.PRESENT: (N_("weapons handed in"), N_("at the site or sent")),
    DayCheck.EXPLOSIVES: (N_("explosive items found"), N_("referred to a technician")),
}
"""The two figures of each check, as they are called: they stand before or after a number."""
