"""The closed vocabularies: codes that are stored, and labels that are shown.

Codes never change once released; labels are translated where they are shown.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from stockpile_app.domain.text import N_


class LabelledEnum(StrEnum):
    """A string enum whose members carry an untranslated label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Store the code; keep the label beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def parse(cls, code: str) -> Self:
        """Return the member for a stored or imported code.

        Raises:
            KeyError: The code is not in the vocabulary.
        """
        return cls[code.strip().upper().replace("-", "_").replace(" ", "_")]


class WeaponClass(LabelledEnum):
    """The two classes of the UN Panel of 1997 (A/52/298, paragraph 26) and of ITI paragraph 4."""

    SMALL_ARM = "small_arm", N_("Small arm")
    LIGHT_WEAPON = "light_weapon", N_("Light weapon")


class Category(LabelledEnum):
    """Kinds of weapon, after A/52/298 paragraph 26 and ITI paragraph 4.

    Shotguns have no line of their own there; they are kept apart here and reported with rifles.
    """

    PISTOL = "pistol", N_("Revolver or self-loading pistol")
    RIFLE = "rifle", N_("Rifle or carbine")
    SHOTGUN = "shotgun", N_("Shotgun")
    SUBMACHINE_GUN = "submachine_gun", N_("Sub-machine gun")
    ASSAULT_RIFLE = "assault_rifle", N_("Assault rifle")
    LIGHT_MACHINE_GUN = "light_machine_gun", N_("Light machine gun")
    OTHER_SMALL_ARM = "other_small_arm", N_("Other small arm")
    HEAVY_MACHINE_GUN = "heavy_machine_gun", N_("Heavy machine gun")
    GRENADE_LAUNCHER = "grenade_launcher", N_("Grenade launcher")
    ANTI_AIRCRAFT_GUN = "anti_aircraft_gun", N_("Portable anti-aircraft gun")
    ANTI_TANK_GUN = "anti_tank_gun", N_("Portable anti-tank gun")
    RECOILLESS_RIFLE = "recoilless_rifle", N_("Recoilless rifle")
    ANTI_TANK_LAUNCHER = "anti_tank_launcher", N_("Portable anti-tank missile or rocket launcher")
    ANTI_AIRCRAFT_LAUNCHER = "anti_aircraft_launcher", N_("Portable anti-aircraft missile launcher")
    MORTAR = "mortar", N_("Mortar of calibre less than 100 mm")
    OTHER_LIGHT_WEAPON = "other_light_weapon", N_("Other light weapon")

    @property
    def weapon_class(self) -> WeaponClass:
        """Small arm or light weapon."""
        return WeaponClass.SMALL_ARM if self in _SMALL_ARMS else WeaponClass.LIGHT_WEAPON


_SMALL_ARMS = frozenset(
    {
        Category.PISTOL,
        Category.RIFLE,
        Category.SHOTGUN,
        Category.SUBMACHINE_GUN,
        Category.ASSAULT_RIFLE,
        Category.LIGHT_MACHINE_GUN,
        Category.OTHER_SMALL_ARM,
    }
)


class Condition(LabelledEnum):
    """State of repair, as assessed."""

    SERVICEABLE = "serviceable", N_("Serviceable")
    REPAIRABLE = "repairable", N_("Repairable")
    UNSERVICEABLE = "unserviceable", N_("Unserviceable")
    INCOMPLETE = "incomplete", N_("Incomplete")


class Status(LabelledEnum):
    """Where a weapon stands in its life cycle (DESIGN section 3)."""

    IN_STORE = "in_store", N_("In store")
    ISSUED = "issued", N_("Issued")
    IN_REPAIR = "in_repair", N_("In repair")
    ON_LOAN = "on_loan", N_("On loan")
    IN_TRANSIT = "in_transit", N_("In transit")
    SURPLUS = "surplus", N_("Surplus")
    FOR_DISPOSAL = "for_disposal", N_("For disposal")
    DESTROYED = "destroyed", N_("Destroyed")
    TRANSFERRED = "transferred", N_("Transferred")
    DEACTIVATED = "deactivated", N_("Deactivated")
    MUSEUM = "museum", N_("Museum")
    LOST = "lost", N_("Lost")
    STOLEN = "stolen", N_("Stolen")
    SEIZED = "seized", N_("Seized")
    WITHDRAWN = "withdrawn", N_("Registration withdrawn")

    @property
    def is_final(self) -> bool:
        """Whether no further act may be recorded of the weapon."""
        return self in {Status.DESTROYED, Status.TRANSFERRED, Status.WITHDRAWN}


class SerialState(LabelledEnum):
    """Whether the weapon's serial number is known, and why not."""

    RECORDED = "recorded", N_("Recorded")
    NOT_RECORDED = "not_recorded", N_("Serial not recorded")
    ILLEGIBLE = "illegible", N_("Serial illegible")
    REMOVED = "removed", N_("Serial removed or altered")


class PlaceKind(LabelledEnum):
    """Levels of places, outermost first."""

    DEPOT = "depot", N_("Depot")
    STORE = "store", N_("Store")
    RACK = "rack", N_("Rack")


class StoreKind(LabelledEnum):
    """What a store holds; weapons, ammunition and parts are kept apart."""

    WEAPONS = "weapons", N_("Weapons")
    AMMUNITION = "ammunition", N_("Ammunition")
    PARTS = "parts", N_("Parts")


class Component(LabelledEnum):
    """The part of a weapon that carries a mark (ITI paragraph 10, MOSAIC 05.30)."""

    RECEIVER = "receiver", N_("Frame or receiver")
    BARREL = "barrel", N_("Barrel")
    SLIDE = "slide", N_("Slide")
    CYLINDER = "cylinder", N_("Cylinder")
    BOLT = "bolt", N_("Bolt")
    BREECH_BLOCK = "breech_block", N_("Breech block")
    STOCK = "stock", N_("Stock")
    OTHER = "other", N_("Other part")


class MarkOccasion(LabelledEnum):
    """When a mark was put on (ITI paragraph 8, MOSAIC 05.30)."""

    MANUFACTURE = "manufacture", N_("Manufacture")
    PROOF = "proof", N_("Proof")
    IMPORT = "import", N_("Import")
    STATE_STOCK = "state_stock", N_("State stock")
    TRANSFER = "transfer", N_("Transfer to civilian use")
    FOUND = "found", N_("Found or confiscated")
    DEACTIVATION = "deactivation", N_("Deactivation")
    OTHER = "other", N_("Other")


class MarkMethod(LabelledEnum):
    """How a mark was made."""

    UNKNOWN = "unknown", N_("Not known")
    STAMP = "stamp", N_("Stamped")
    ROLL = "roll", N_("Rolled")
    CAST = "cast", N_("Cast")
    ENGRAVE = "engrave", N_("Engraved")
    LASER = "laser", N_("Laser")
    DOT_PEEN = "dot_peen", N_("Dot peen")
    RFID = "rfid", N_("RFID")
    PRINTED = "printed", N_("Printed")


class MarkQuality(LabelledEnum):
    """The six demands on every mark (ITI paragraph 7)."""

    EXPOSED = "exposed", N_("On an exposed surface")
    CONSPICUOUS = "conspicuous", N_("Conspicuous without tools")
    RECOGNIZABLE = "recognizable", N_("Easily recognizable")
    READABLE = "readable", N_("Readable")
    DURABLE = "durable", N_("Durable")
    RECOVERABLE = "recoverable", N_("Recoverable")
