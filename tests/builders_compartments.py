"""Facts of every kind about compartments, with the keys that belong to them."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain import facts as f
from stockpile_app.domain.confidential import Compartment, ConfidentialFact
from stockpile_app.persistence.store import Store

DAY = "2026-03-02"
ERASABLE = Compartment.PARTICIPANTS


class Whispered(ConfidentialFact, frozen=True):
    """A confidential fact of the tests' own."""

    kind: ClassVar[str] = "test-whispered"
    text: str
    times: int = 1


def record_compartments(store: Store) -> None:
    """Record every kind of fact of the subject, so that each of its tables has a row."""
    key = store.signer.public
    for epoch in (1, 2):
        grants = store.vault.new_epoch(ERASABLE, epoch, {store.signer.name: store.vault.box})
        opened = f.CompartmentOpened(
            compartment=ERASABLE, epoch=epoch, holders={store.signer.name: key}
        )
        with store.write() as uow:
            uow.record(opened)
            store.commit_with_keys(uow, store.keys.with_grants(grants))
        with store.write() as uow:
            store.vault.seal(uow, ERASABLE, f"KAV-{epoch}", [Whispered(text="one")])
            uow.commit()
    with store.write() as uow:
        uow.record(
            f.CompartmentAdmitted(compartment=ERASABLE, name=store.signer.name, key=key),
            f.ConfidentialViewed(compartment=ERASABLE, subject="KAV-1", purpose="appeal"),
        )
        store.vault.seal(uow, ERASABLE, "KAV-3", [Whispered(text="two")])
        store.vault.erase(uow.connection, ERASABLE, "KAV-3")
        uow.record(
            f.SubjectErased(compartment=ERASABLE, subject="KAV-3", occurred_on=DAY, reason="asked")
        )
        uow.commit()
