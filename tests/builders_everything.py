"""A register in which nearly everything has happened."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain import facts as f
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    Condition,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
    PlaceKind,
    SerialState,
)
from stockpile_app.persistence import opening
from tests.builders import approver, number, weapon
from tests.builders_collections import record_collections
from tests.builders_compartments import record_compartments
from tests.builders_disposal import record_disposal
from tests.builders_guarding import record_guarding
from tests.builders_marking import record_marking
from tests.builders_movements import record_movements
from tests.builders_places import record_places
from tests.builders_reports import record_reports
from tests.builders_security import record_security
from tests.builders_staff import record_staff
from tests.builders_stocktakes import record_stocktakes
from tests.builders_surplus import record_surplus
from tests.builders_tracing import record_tracing

SUBJECTS: Final = (
    record_places,
    record_movements,
    record_stocktakes,
    record_security,
    record_guarding,
    record_disposal,
    record_marking,
    record_surplus,
    record_tracing,
    record_reports,
    record_staff,
    record_collections,
)


def record_much(store: opening.Store) -> None:
    """Record at least one fact of nearly every kind, in transactions of one and two people."""
    second = approver(store)
    picture = store.media.put(b"\xff\xd8\xff one", "image/jpeg")
    other = store.media.put(b"\x89PNG\r\n\x1a\n two", "image/png")

    def record(*facts: f.Fact, by_two: bool = False) -> int:
        with store.write(second if by_two else None) as uow:
            uow.record(*facts)
            return uow.commit().head

    record(
        f.PlaceAdded(place=2, place_kind=PlaceKind.STORE, code="S2", name="Store A", parent=1),
        f.PlaceAdded(place=3, place_kind=PlaceKind.RACK, code="R3", name="Rack 1", parent=2),
        f.PlaceDescribed(place=2, code="S2", name="Store Å"),
        f.PlaceAdded(place=4, place_kind=PlaceKind.DEPOT, code="D4", name="Old depot"),
        f.PlaceClosed(place=4, reason="burnt down"),
    )
    record(*(weapon(each, place=1 + each % 3, year=1960 + each) for each in range(1, 9)))
    record(
        weapon(9, serial=None, serial_state=SerialState.ILLEGIBLE, category=Category.PISTOL),
        weapon(10, serial="АВ-٣ 7", condition=Condition.SERVICEABLE, received_on="2026-01-31"),
    )
    registered = record(weapon(11))
    record(
        f.IdentityCorrected(
            number=number(11), corrects=registered, reason="misread", serial="B00011", maker="FN"
        ),
        by_two=True,
    )
    day = "2026-03-02"
    record(
        f.WeaponDescribed(number=number(1), occurred_on=day, condition=Condition.REPAIRABLE),
        f.MarkObserved(
            number=number(1),
            occurred_on=day,
            component=Component.RECEIVER,
            occasion=MarkOccasion.IMPORT,
            text="KE 2026",
            position="left",
            method=MarkMethod.LASER,
            met=(MarkQuality.READABLE, MarkQuality.DURABLE),
            not_met=(MarkQuality.EXPOSED,),
            altered=True,
        ),
        f.MarkObserved(
            number=number(1),
            occurred_on=day,
            component=Component.BARREL,
            occasion=MarkOccasion.PROOF,
            text="PN",
        ),
        *(
            f.PhotographAdded(
                number=number(2),
                occurred_on=day,
                sha256=sha256,
                media_type="image/jpeg",
                size=7,
                caption="left side",
            )
            for sha256 in (picture, other)
        ),
    )
    with store.write() as uow:
        batch = uow.next_seq
        uow.record(
            f.ImportRecorded(files=("a.csv", "b.csv"), sha256=("0", "1"), profile="property-book"),
            *(weapon(each, serial=None, batch=batch, row_key=f"{each:032x}") for each in (12, 13)),
            f.ImportCounted(batch=batch, read=5, created=2, unchanged=1, skipped=1, errors=1),
            f.ProfileSaved(name="ours", mapping={"Nr": "serial", "Art": "model"}, base="x"),
            f.ProfileSaved(name="theirs", mapping={}),
        )
        uow.commit()
    with store.write() as uow:
        undone = uow.next_seq
        uow.record(
            f.ImportRecorded(files=("c.csv",), sha256=("2",)),
            weapon(14, batch=undone),
            f.ImportCounted(batch=undone, read=1, created=1, unchanged=0, skipped=0, errors=0),
        )
        uow.commit()
    record(
        f.RegistrationWithdrawn(number=number(14), corrects=undone + 1, reason="wrong file"),
        f.ImportUndone(batch=undone, weapons=1, reason="wrong file"),
        by_two=True,
    )
    with store.write() as uow:
        uow.record(f.UserRetired(name="farah", reason="left"))
        store.commit_with_keys(uow, store.keys.without_slot("farah"))
    record(f.UserRolesChanged(name="chipo", roles=("storekeeper", "inspector")), by_two=True)
    record(
        f.SignInFailed(name="chipo", times=2, last_at="2026-03-01T08:00:00.000000Z"),
        f.RegisterExported(format="csv", scope="all.csv", weapons=13),
        f.FormsImported(
            files=("forms.csv",),
            sha256=("0" * 64,),
            read=3,
            created=1,
            unchanged=1,
            skipped=0,
            errors=1,
        ),
        f.BackupMade(file="x.stockpile", head=3, sha256="0"),
    )
    with store.write() as uow:
        uow.record(
            f.DocumentIssued(document="audit-sheet", doc_number="AS-1", scope="", weapons=13)
        )
        uow.seal("AS-1")
        uow.commit()
    for subject in SUBJECTS:
        subject(record)
    record_compartments(store)
    record(weapon(15))
