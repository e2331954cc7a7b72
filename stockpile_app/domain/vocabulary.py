"""The closed vocabularies: codes that are stored, and labels that are shown.

Codes never change once released; labels are translated where they are shown.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from stockpile_app.domain.text import N_, Word


class LabelledEnum(StrEnum):
    """A string enum whose members carry an untranslated label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Store the code; keep the label beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = Word(label)
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

    @property
    def is_disposed(self) -> bool:
        """Whether the weapon left the State's stock for good, by a disposal."""
        return self in {
            Status.DESTROYED,
            Status.TRANSFERRED,
            Status.DEACTIVATED,
            Status.MUSEUM,
        }

    @property
    def is_held(self) -> bool:
        """Whether the weapon counts as the State's stock, wherever it is."""
        return not self.is_disposed and self is not Status.WITHDRAWN

    @property
    def is_in_place(self) -> bool:
        """Whether the weapon is physically in the place that the register names."""
        return self in {Status.IN_STORE, Status.SURPLUS, Status.FOR_DISPOSAL, Status.SEIZED}

    @property
    def is_out(self) -> bool:
        """Whether the weapon belongs to its place but is with somebody, or on its way."""
        return self in {Status.ISSUED, Status.ON_LOAN, Status.IN_REPAIR, Status.IN_TRANSIT}


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
    BIN = "bin", N_("Bin")
    CONTAINER = "container", N_("Container")


class StoreKind(LabelledEnum):
    """What a store holds; weapons, ammunition and parts are kept apart."""

    WEAPONS = "weapons", N_("Weapons")
    AMMUNITION = "ammunition", N_("Ammunition")
    PARTS = "parts", N_("Parts")


class DepotKind(LabelledEnum):
    """What a depot is."""

    DEPOT = "depot", N_("Depot")
    UNIT_ARMOURY = "unit_armoury", N_("Unit armoury")
    POLICE_ARMOURY = "police_armoury", N_("Police armoury")
    COLLECTION_POINT = "collection_point", N_("Collection point")
    TEMPORARY = "temporary", N_("Temporary store")


class SealEvent(LabelledEnum):
    """What is recorded of the seals of a container."""

    SEALED = "sealed", N_("Sealed")
    CHECKED = "checked", N_("Seals checked")
    OPENED = "opened", N_("Opened")


class PersonKind(LabelledEnum):
    """Who may have weapons or keys in custody."""

    PERSON = "person", N_("Person")
    UNIT = "unit", N_("Unit")
    ORGANISATION = "organisation", N_("Organisation")


class Sex(LabelledEnum):
    """Recorded where a report asks for it (PoA 2014 outcome, paragraphs 10, 20 and 51)."""

    FEMALE = "female", N_("Female")
    MALE = "male", N_("Male")


class CustodyKind(LabelledEnum):
    """Why a weapon is out of its store in somebody's hands."""

    ISSUE = "issue", N_("Issue")
    LOAN = "loan", N_("Loan")
    REPAIR = "repair", N_("Repair")


class MovementKind(LabelledEnum):
    """What happened to weapons when they went from one hand or place to another."""

    MOVE = "move", N_("Move")
    ISSUE = "issue", N_("Issue")
    LOAN = "loan", N_("Loan")
    REPAIR = "repair", N_("Sent to repair")
    RETURN = "return", N_("Return")
    DISPATCH = "dispatch", N_("Dispatch")
    RECEIPT = "receipt", N_("Receipt")
    LOSS = "loss", N_("Loss")
    RECOVERY = "recovery", N_("Recovery")
    DISPOSAL = "disposal", N_("Disposal")


class StocktakeKind(LabelledEnum):
    """Kinds of count, after IDDRS 4.10 section 7.3.1."""

    WEEKLY = "weekly", N_("Weekly count by type")
    TENTH = "tenth", N_("10 % by serial")
    FULL = "full", N_("Full count by serial")
    HANDOVER = "handover", N_("Handover of the store")
    SURPRISE = "surprise", N_("Surprise count")

    @property
    def by_type(self) -> bool:
        """Whether types are counted, not serials."""
        return self is StocktakeKind.WEEKLY


class CountMeans(LabelledEnum):
    """How a counted weapon was made known to the register."""

    SCAN = "scan", N_("Scanned")
    DIGITS = "digits", N_("Typed")
    SHEET = "sheet", N_("From the count sheet")


class LineResult(LabelledEnum):
    """What a stocktake says of one weapon."""

    FOUND = "found", N_("Found")
    MISSING = "missing", N_("Missing")
    MISPLACED = "misplaced", N_("Misplaced")
    UNEXPECTED = "unexpected", N_("Unexpected")
    SERIAL_DIFFERS = "serial_differs", N_("Serial not as registered")
    MARK_ALTERED = "mark_altered", N_("Mark altered")


class Answer(LabelledEnum):
    """Answer to a question of a check list."""

    YES = "yes", N_("Yes")
    PARTLY = "partly", N_("Partly")
    NO = "no", N_("No")
    NOT_APPLICABLE = "not_applicable", N_("Not applicable")


class DeviceKind(LabelledEnum):
    """What is tested in a store at intervals."""

    ALARM = "alarm", N_("Intrusion alarm")
    LIGHTS = "lights", N_("Security lighting")
    CAMERA = "camera", N_("Camera")
    LOCK = "lock", N_("Lock")
    SEAL = "seal", N_("Seal on a door")
    FIRE = "fire", N_("Fire extinguisher or alarm")
    RADIO = "radio", N_("Radio or telephone")
    OTHER = "other", N_("Other")


class IncidentKind(LabelledEnum):
    """What went wrong (STANDARDS section 9)."""

    LOSS = "loss", N_("Loss")
    THEFT = "theft", N_("Theft")
    DIVERSION = "diversion", N_("Diversion")
    BREAK_IN = "break_in", N_("Break-in")
    ACCIDENT = "accident", N_("Accident")
    UNEXPLAINED = "unexplained", N_("Unexplained shortage")

    @property
    def status(self) -> Status | None:
        """What the weapons concerned are from then on; None leaves them as they are."""
        if self in {IncidentKind.THEFT, IncidentKind.BREAK_IN}:
            return Status.STOLEN
        return None if self is IncidentKind.ACCIDENT else Status.LOST


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
