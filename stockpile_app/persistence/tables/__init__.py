"""Mapped tables. Those marked derived are written by ``projections`` alone.

Ids are made of the origin's number and the sequence within the origin (``id_in``), so that the
same entries give the same ids in whatever register they are read.
"""

from __future__ import annotations

from stockpile_app.persistence.tables.collections import (
    CampaignRow,
    CollectionDayRow,
    HandInAmmunitionRow,
    HandInExplosiveRow,
    HandInRow,
    HandInWeaponRow,
    ParticipantRow,
    ProgrammeRow,
    SiteRow,
    SpoiltTagRow,
    TeamMemberRow,
)
from stockpile_app.persistence.tables.compartments import (
    HolderRow,
    SealedEntryRow,
    SealedSubjectRow,
    SubjectKeyRow,
    UserEntryRow,
)
from stockpile_app.persistence.tables.contacts import ContactRow, TraceTargetRow
from stockpile_app.persistence.tables.disposal import (
    DisposalCheckRow,
    DisposalDayRow,
    DisposalLineRow,
    DisposalOrderRow,
    DisposalPhotographRow,
    FoundAgainRow,
)
from stockpile_app.persistence.tables.documents import DocumentRow
from stockpile_app.persistence.tables.files import BatchRow, ProfileRow
from stockpile_app.persistence.tables.guarding import (
    AccessRow,
    DeviceTestRow,
    KeyCopyRow,
    KeyCountRow,
    KeyEventRow,
    LockRow,
)
from stockpile_app.persistence.tables.ids import ORIGIN_BITS, Big, id_in
from stockpile_app.persistence.tables.incidents import (
    IncidentRow,
    IncidentWeaponRow,
    NotificationRow,
)
from stockpile_app.persistence.tables.ledger import EntryRow, SealRow, SignatureRow
from stockpile_app.persistence.tables.marking import AcquisitionRow, PartEntryRow, PartRow
from stockpile_app.persistence.tables.marking_work import MarkingJobRow, MarkingLineRow
from stockpile_app.persistence.tables.movements import (
    CustodyRow,
    ManifestContainerRow,
    MovementLineRow,
    MovementRow,
    SightingRow,
)
from stockpile_app.persistence.tables.needs import LessonRow, NeedRow, NeedStepRow
from stockpile_app.persistence.tables.people import PersonRow
from stockpile_app.persistence.tables.places import PlaceRow, SealEventRow
from stockpile_app.persistence.tables.reference import ReferenceRow
from stockpile_app.persistence.tables.register import OriginRow, UserRow
from stockpile_app.persistence.tables.reports import NationalReportRow
from stockpile_app.persistence.tables.security import (
    CheckAnswerRow,
    CheckListRow,
    CheckPhotographRow,
    FindingRow,
    SecurityCheckRow,
)
from stockpile_app.persistence.tables.staff import QualificationRow, TraineeRow, TrainingRow
from stockpile_app.persistence.tables.stocktakes import (
    CountedTypeRow,
    CountLineRow,
    DiscrepancyRow,
    SampleLineRow,
    StocktakeRow,
    TypeCountRow,
)
from stockpile_app.persistence.tables.surplus import (
    RequirementRow,
    SurplusDeclarationRow,
    SurplusLineRow,
)
from stockpile_app.persistence.tables.weapons import (
    MarkRow,
    PhotographRow,
    WeaponEntryRow,
    WeaponRow,
)

__all__ = [
    "ORIGIN_BITS",
    "AccessRow",
    "AcquisitionRow",
    "BatchRow",
    "Big",
    "CampaignRow",
    "CheckAnswerRow",
    "CheckListRow",
    "CheckPhotographRow",
    "CollectionDayRow",
    "ContactRow",
    "CountLineRow",
    "CountedTypeRow",
    "CustodyRow",
    "DeviceTestRow",
    "DiscrepancyRow",
    "DisposalCheckRow",
    "DisposalDayRow",
    "DisposalLineRow",
    "DisposalOrderRow",
    "DisposalPhotographRow",
    "DocumentRow",
    "EntryRow",
    "FindingRow",
    "FoundAgainRow",
    "HandInAmmunitionRow",
    "HandInExplosiveRow",
    "HandInRow",
    "HandInWeaponRow",
    "HolderRow",
    "IncidentRow",
    "IncidentWeaponRow",
    "KeyCopyRow",
    "KeyCountRow",
    "KeyEventRow",
    "LessonRow",
    "LockRow",
    "ManifestContainerRow",
    "MarkRow",
    "MarkingJobRow",
    "MarkingLineRow",
    "MovementLineRow",
    "MovementRow",
    "NationalReportRow",
    "NeedRow",
    "NeedStepRow",
    "NotificationRow",
    "OriginRow",
    "PartEntryRow",
    "PartRow",
    "ParticipantRow",
    "PersonRow",
    "PhotographRow",
    "PlaceRow",
    "ProfileRow",
    "ProgrammeRow",
    "QualificationRow",
    "ReferenceRow",
    "RequirementRow",
    "SampleLineRow",
    "SealEventRow",
    "SealRow",
    "SealedEntryRow",
    "SealedSubjectRow",
    "SecurityCheckRow",
    "SightingRow",
    "SignatureRow",
    "SiteRow",
    "SpoiltTagRow",
    "StocktakeRow",
    "SubjectKeyRow",
    "SurplusDeclarationRow",
    "SurplusLineRow",
    "TeamMemberRow",
    "TraceTargetRow",
    "TraineeRow",
    "TrainingRow",
    "TypeCountRow",
    "UserEntryRow",
    "UserRow",
    "WeaponEntryRow",
    "WeaponRow",
    "id_in",
]
