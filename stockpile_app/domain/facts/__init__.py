"""The facts: what an entry of the ledger states.

A fact's definition is its schema. It never changes its meaning once released: a new version is a
new kind, and old kinds stay readable for ever. Fields that hold their default are left out of the
encoded body, so a default never changes either. Dates are ISO (``YYYY-MM-DD``); ``occurred_on`` is
the day it happened, which may be earlier than the day it was recorded.

Codes are those of ``domain.vocabulary``. Weapons are named by register number; places, people and
locks by their number within the register that states the fact; whatever an entry began (a
stocktake, a check, an incident) by the ``seq`` of that entry.
"""

from __future__ import annotations

from typing import Final

import msgspec

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.facts.collection_import import FormsImported
from stockpile_app.domain.facts.collections import (
    AmmunitionHandedIn,
    AppealLodged,
    CampaignHeld,
    CollectionDayClosed,
    EligibilityDecided,
    ExplosiveReferred,
    HandInCancelled,
    HandInClosed,
    HandInLineRemoved,
    HandInOpened,
    ParticipantRegistered,
    ProgrammeClosed,
    ProgrammeOpened,
    SiteClosed,
    SiteOpened,
    TeamStated,
    WeaponHandedIn,
)
from stockpile_app.domain.facts.compartments import (
    CompartmentAdmitted,
    CompartmentOpened,
    ConfidentialViewed,
    RecoveryKeyStated,
    Sealed,
    SubjectErased,
    SubjectKeyMade,
)
from stockpile_app.domain.facts.contacts import (
    ContactConfirmed,
    ContactRetired,
    ContactStated,
    TraceTargetsStated,
)
from stockpile_app.domain.facts.disposal import (
    DisposalApproved,
    DisposalCancelled,
    DisposalCheckRecorded,
    DisposalDayClosed,
    DisposalDayOpened,
    DisposalLineRemoved,
    DisposalMethodsAdopted,
    DisposalOrdered,
    DisposalPhotographAdded,
    DisposalPlaced,
    DisposalStopLifted,
    DisposalVerified,
    DisposalWeaponStopped,
    DisposalWeaponVerified,
    DisposedWeaponFound,
    WeaponsDisposed,
)
from stockpile_app.domain.facts.files import (
    BackupKept,
    BackupMade,
    BackupMissed,
    BackupPlaceChosen,
    BackupRestored,
    DocumentIssued,
    DocumentMade,
    ImportCounted,
    ImportRecorded,
    ImportUndone,
    LossCompared,
    ProfileSaved,
    RegisterExported,
    RestoreRehearsed,
)
from stockpile_app.domain.facts.incidents import (
    IncidentClosed,
    IncidentInvestigated,
    IncidentNotified,
    IncidentReported,
    WeaponsRecovered,
)
from stockpile_app.domain.facts.keys import (
    AccessEnded,
    AccessLogged,
    DeviceRetired,
    DeviceTested,
    KeyLost,
    KeyMoved,
    KeysCounted,
    LockFitted,
    LockRemoved,
)
from stockpile_app.domain.facts.marking import (
    AcquisitionStated,
    MarkApplied,
    MarkFaulted,
    MarkingJobCancelled,
    MarkingJobClosed,
    MarkingJobOpened,
    MarkingProfileAdopted,
    MarkRecorded,
    PartFitted,
    PartRecorded,
    PartRemoved,
    TakenIntoStock,
)
from stockpile_app.domain.facts.movements import (
    DispatchReceived,
    WeaponsDispatched,
    WeaponsIssued,
    WeaponsMoved,
    WeaponsReturned,
)
from stockpile_app.domain.facts.needs import (
    LessonChanged,
    LessonRecorded,
    LessonWithdrawn,
    NeedChanged,
    NeedRaised,
    NeedStatusStated,
)
from stockpile_app.domain.facts.papers import PaperChecked
from stockpile_app.domain.facts.people import (
    PersonAdded,
    PersonDescribed,
    PersonRetired,
)
from stockpile_app.domain.facts.places import (
    ContainerOpened,
    ContainerSealChecked,
    ContainerSealed,
    PlaceAdded,
    PlaceClosed,
    PlaceDescribed,
    PlaceMoved,
    PlaceSpecified,
)
from stockpile_app.domain.facts.register import (
    ClockWentBack,
    PasswordChanged,
    RecoveryCodeReplaced,
    RegisterCreated,
    SignInFailed,
    UserAdded,
    UserKeyReplaced,
    UserRetired,
    UserRolesChanged,
)
from stockpile_app.domain.facts.reporting import ReportFrozen, ReportTemplateAdopted
from stockpile_app.domain.facts.security import (
    CheckAnswered,
    CheckCancelled,
    CheckCompleted,
    CheckListAdopted,
    CheckOpened,
    CheckPhotographAdded,
    FindingAssigned,
    FindingClosed,
    FindingRaised,
)
from stockpile_app.domain.facts.staff import (
    QualificationGained,
    QualificationWithdrawn,
    TrainingHeld,
)
from stockpile_app.domain.facts.stocktakes import (
    CounterFinished,
    CountWithdrawn,
    DiscrepancyAssigned,
    DiscrepancyClosed,
    DiscrepancyRaised,
    StocktakeCancelled,
    StocktakeClosed,
    StocktakeOpened,
    StrangerCounted,
    TypeCounted,
    WeaponCounted,
    WeaponRecounted,
)
from stockpile_app.domain.facts.surplus import (
    RequirementStated,
    SurplusDeclared,
    SurplusWithdrawn,
)
from stockpile_app.domain.facts.weapons import (
    IdentityCorrected,
    MarkObserved,
    PhotographAdded,
    RegistrationWithdrawn,
    WeaponDescribed,
    WeaponRegistered,
)

__all__ = [
    "KINDS",
    "AccessEnded",
    "AccessLogged",
    "AcquisitionStated",
    "AmmunitionHandedIn",
    "AppealLodged",
    "BackupKept",
    "BackupMade",
    "BackupMissed",
    "BackupPlaceChosen",
    "BackupRestored",
    "CampaignHeld",
    "CheckAnswered",
    "CheckCancelled",
    "CheckCompleted",
    "CheckListAdopted",
    "CheckOpened",
    "CheckPhotographAdded",
    "ClockWentBack",
    "CollectionDayClosed",
    "CompartmentAdmitted",
    "CompartmentOpened",
    "ConfidentialViewed",
    "ContactConfirmed",
    "ContactRetired",
    "ContactStated",
    "ContainerOpened",
    "ContainerSealChecked",
    "ContainerSealed",
    "CountWithdrawn",
    "CounterFinished",
    "DeviceRetired",
    "DeviceTested",
    "DiscrepancyAssigned",
    "DiscrepancyClosed",
    "DiscrepancyRaised",
    "DispatchReceived",
    "DisposalApproved",
    "DisposalCancelled",
    "DisposalCheckRecorded",
    "DisposalDayClosed",
    "DisposalDayOpened",
    "DisposalLineRemoved",
    "DisposalMethodsAdopted",
    "DisposalOrdered",
    "DisposalPhotographAdded",
    "DisposalPlaced",
    "DisposalStopLifted",
    "DisposalVerified",
    "DisposalWeaponStopped",
    "DisposalWeaponVerified",
    "DisposedWeaponFound",
    "DocumentIssued",
    "DocumentMade",
    "EligibilityDecided",
    "ExplosiveReferred",
    "Fact",
    "FindingAssigned",
    "FindingClosed",
    "FindingRaised",
    "FormsImported",
    "HandInCancelled",
    "HandInClosed",
    "HandInLineRemoved",
    "HandInOpened",
    "IdentityCorrected",
    "ImportCounted",
    "ImportRecorded",
    "ImportUndone",
    "IncidentClosed",
    "IncidentInvestigated",
    "IncidentNotified",
    "IncidentReported",
    "KeyLost",
    "KeyMoved",
    "KeysCounted",
    "LessonChanged",
    "LessonRecorded",
    "LessonWithdrawn",
    "LockFitted",
    "LockRemoved",
    "LossCompared",
    "MarkApplied",
    "MarkFaulted",
    "MarkObserved",
    "MarkRecorded",
    "MarkingJobCancelled",
    "MarkingJobClosed",
    "MarkingJobOpened",
    "MarkingProfileAdopted",
    "NeedChanged",
    "NeedRaised",
    "NeedStatusStated",
    "PaperChecked",
    "PartFitted",
    "PartRecorded",
    "PartRemoved",
    "ParticipantRegistered",
    "PasswordChanged",
    "PersonAdded",
    "PersonDescribed",
    "PersonRetired",
    "PhotographAdded",
    "PlaceAdded",
    "PlaceClosed",
    "PlaceDescribed",
    "PlaceMoved",
    "PlaceSpecified",
    "ProfileSaved",
    "ProgrammeClosed",
    "ProgrammeOpened",
    "QualificationGained",
    "QualificationWithdrawn",
    "RecoveryCodeReplaced",
    "RecoveryKeyStated",
    "RegisterCreated",
    "RegisterExported",
    "RegistrationWithdrawn",
    "ReportFrozen",
    "ReportTemplateAdopted",
    "RequirementStated",
    "RestoreRehearsed",
    "Sealed",
    "SignInFailed",
    "SiteClosed",
    "SiteOpened",
    "StocktakeCancelled",
    "StocktakeClosed",
    "StocktakeOpened",
    "StrangerCounted",
    "SubjectErased",
    "SubjectKeyMade",
    "SurplusDeclared",
    "SurplusWithdrawn",
    "TakenIntoStock",
    "TeamStated",
    "TraceTargetsStated",
    "TrainingHeld",
    "TypeCounted",
    "UserAdded",
    "UserKeyReplaced",
    "UserRetired",
    "UserRolesChanged",
    "WeaponCounted",
    "WeaponDescribed",
    "WeaponHandedIn",
    "WeaponRecounted",
    "WeaponRegistered",
    "WeaponsDispatched",
    "WeaponsDisposed",
    "WeaponsIssued",
    "WeaponsMoved",
    "WeaponsRecovered",
    "WeaponsReturned",
    "decode",
    "encode",
]

KINDS: Final[dict[str, type[Fact]]] = {fact.kind: fact for fact in Fact.__subclasses__()}
"""Every kind of fact that this version can read."""

_ENCODER: Final = msgspec.json.Encoder()
_DECODERS: Final = {kind: msgspec.json.Decoder(fact) for kind, fact in KINDS.items()}


def encode(fact: Fact) -> bytes:
    """Return the exact bytes that are hashed and kept; the same fact gives the same bytes."""
    return _ENCODER.encode(fact)


def decode(kind: str, body: bytes) -> Fact:
    """Return the fact that an entry states.

    Raises:
        KeyError: A later version of the program wrote this kind.
        msgspec.DecodeError: The body is not a fact of this kind.
    """
    return _DECODERS[kind].decode(body)
