"""Facts of every kind about security checks, for tests that read or damage whole registers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from stockpile_app.domain import facts as f
from stockpile_app.domain.checklists import parse_check_list
from stockpile_app.domain.vocabulary import Answer, PlaceKind, StoreKind
from stockpile_app.services.check_lists import adoption

DEPOT = 50
PICTURE = hashlib.sha256(b"\xff\xd8\xff one").hexdigest()
"""What ``record_much`` keeps as a picture."""


def small_list(**changes: object) -> dict[str, object]:
    """Return a check list of three groups and five questions as plain values."""
    question = {"weight": 1, "critical": 0, "source": "own", "sure": "proposal"}
    data: dict[str, object] = {
        "id": "depot-security",
        "version": 1,
        "title": "Small list",
        "language": "en",
        "thresholds": {1: 60, 2: 75, 3: 90},
        "thresholds_source": "own proposal",
        "thresholds_sure": "proposal",
        "groups": [
            {"code": "a", "title": "Location", "poa": "10.1 a"},
            {"code": "b", "title": "Physical security", "poa": "10.1 b"},
            {"code": "h", "title": "Ammunition", "poa": "10.1 h", "store_kind": "ammunition"},
        ],
        "questions": [
            {**question, "code": "a01", "group": "a", "text": "Risk known?", "critical": 1},
            {**question, "code": "a02", "group": "a", "text": "No flood?", "weight": 3},
            {**question, "code": "b01", "group": "b", "text": "Two locks?", "critical": 2},
            {
                **question,
                "code": "b02",
                "group": "b",
                "text": "Counted?",
                "computed": "full_count",
                "evidence": "The last sheet.",
            },
            {**question, "code": "h01", "group": "h", "text": "Licence?", "critical": 1},
        ],
    }
    return {**data, **changes}


def record_security(record: Callable[..., int]) -> None:
    """Record every kind of fact of the subject, so that each of its tables has a row."""
    record(
        f.PlaceAdded(place=DEPOT, place_kind=PlaceKind.DEPOT, code="D50", name="Hill depot"),
        f.PlaceAdded(
            place=51,
            place_kind=PlaceKind.STORE,
            code="S51",
            name="Hill store",
            parent=DEPOT,
            store_kind=StoreKind.WEAPONS,
        ),
    )
    record(
        adoption(parse_check_list(small_list())),
        adoption(parse_check_list(small_list(version=2, title="Second")), reason="shorter"),
    )
    check = record(
        f.CheckOpened(
            place=DEPOT,
            check_list="depot-security",
            version=1,
            inspector="Dora Oyelaran",
            occurred_on="2026-03-01",
        )
    )
    raised = record(
        f.CheckAnswered(check=check, question="a01", answer=Answer.YES),
        f.CheckAnswered(check=check, question="a01", answer=Answer.NO, note="Nothing written"),
        f.CheckAnswered(check=check, question="a02", answer=Answer.PARTLY),
        f.CheckPhotographAdded(
            check=check,
            question="a01",
            sha256=PICTURE,
            media_type="image/jpeg",
            size=7,
            caption="The gate",
        ),
        f.CheckCompleted(
            check=check,
            occurred_on="2026-03-02",
            points=3,
            out_of=8,
            level=0,
            failed=("a01",),
            present=("Chipo Banda",),
            notes="Rain",
        ),
        f.FindingRaised(
            check=check,
            question="a01",
            group="a",
            critical=1,
            text="Risk known?",
            answer=Answer.NO,
        ),
    )
    record(
        f.FindingAssigned(
            finding=raised,
            owner="Brian",
            due_on="2026-04-01",
            cost=1200,
            currency="KES",
            action="Write it",
        ),
        f.FindingRaised(
            check=check,
            question="a02",
            group="a",
            critical=0,
            text="No flood?",
            answer=Answer.PARTLY,
        ),
    )
    record(f.FindingClosed(finding=raised + 2, occurred_on="2026-03-02", action="Drained"))
    other = record(
        f.CheckOpened(
            place=DEPOT,
            check_list="depot-security",
            version=2,
            inspector="Dora Oyelaran",
            occurred_on="2026-03-02",
        )
    )
    record(f.CheckCancelled(check=other, reason="Flooded road"))
