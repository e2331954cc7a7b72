"""Who may ask what of ``services.places``, beyond what the table has already."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.documents import PrintPersonCards, PrintPlaceLabels
from stockpile_app.domain.places import (
    CheckSeals,
    MovePlace,
    OpenContainer,
    SealContainer,
    SpecifyPlace,
)

DAY = dt.date(2026, 3, 2)

ROWS = {
    "places.specify": ("M", lambda s, out: s.places.specify(SpecifyPlace(place_id=1))),
    "places.move": (
        "SM",
        lambda s, out: s.places.move(MovePlace(place_id=2, parent=1, moved_on=DAY)),
    ),
    "places.seal": (
        "SM",
        lambda s, out: s.places.seal(
            SealContainer(place_id=2, seals=("1",), sealed_on=DAY, sealed_by="A")
        ),
    ),
    "places.check_seals": (
        "SMI",
        lambda s, out: s.places.check_seals(
            CheckSeals(place_id=2, seals=("1",), checked_on=DAY, checked_by="A")
        ),
    ),
    "places.open": (
        "SM",
        lambda s, out: s.places.open(OpenContainer(place_id=2, opened_on=DAY, opened_by="A")),
    ),
    "places.seal_history": ("SMIDT", lambda s, out: s.places.seal_history(1)),
    "documents.place_labels": (
        "SMIDT",
        lambda s, out: s.documents.place_labels(PrintPlaceLabels(out=out / "p.pdf", ids=(1,))),
    ),
    "documents.person_cards": (
        "SMIDT",
        lambda s, out: s.documents.person_cards(PrintPersonCards(out=out / "c.pdf", ids=(1,))),
    ),
}
