from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pypdfium2
import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.documents import PrintAuditSheet
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.places import DescribePlace
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.records import WeaponOrder, WeaponQuery
from stockpile_app.domain.vocabulary import Category, CustodyKind, PersonKind, PlaceKind, Status
from tests.builders import CancelAfter, number, weapon

FIRST, SECOND, THIRD = (dt.date(2026, 3, each) for each in (2, 3, 4))


@pytest.fixture
def lived(services, clock):
    """Three days: three rifles arrive; one is issued; it comes back, and the store is renamed."""

    def record(*facts: f.Fact) -> None:
        with services.desk.store.write() as uow:
            uow.record(*facts)
            uow.commit()

    record(
        f.PlaceAdded(place=2, place_kind=PlaceKind.STORE, code="A", name="Store A", parent=1),
        f.PersonAdded(person=21, person_kind=PersonKind.PERSON, name="Sgt Juma", code="K1"),
        *(weapon(each, place=2, category=Category.RIFLE) for each in (1, 2, 3)),
    )
    clock.advance(days=1)
    record(
        f.WeaponsIssued(
            weapons=(number(2),),
            custody=CustodyKind.ISSUE,
            person=21,
            occurred_on="2026-03-02",
            due_on="2026-03-02",
            handed_by="Chipo",
            received_by="Sgt Juma",
            authorised_by="Amina",
        ),
        weapon(4, place=1),
    )
    clock.advance(days=1)
    record(
        f.WeaponsReturned(
            weapons=(number(2),),
            person=21,
            place=1,
            occurred_on="2026-03-04",
            handed_by="Sgt Juma",
            received_by="Chipo",
        ),
    )
    services.places.describe(DescribePlace(2, "Upper store", "U"))
    return services


def test_that_a_day_is_as_it_was(lived):
    with lived.past.open(FIRST) as past:
        assert [(each.path, each.weapons, each.out) for each in past.places()] == [
            ("Main depot", 3, 0),
            ("Main depot / Store A", 3, 0),
        ]
        [held] = past.holdings()
        assert (held.weapons, held.status) == (3, Status.IN_STORE)
        assert past.custody() == []
    with lived.past.open(SECOND) as past:
        assert [(each.weapons, each.out) for each in past.places()] == [(3, 1), (2, 1)]
        assert sum(each.weapons for each in past.holdings()) == 4


def test_that_it_is_told_who_had_what_and_what_was_late_then(lived):
    with lived.past.open(SECOND) as past:
        [out] = past.custody()
        assert (out.weapon.number, out.person, out.overdue) == (number(2), "Sgt Juma (K1)", True)
        assert out.weapon.status is Status.ISSUED
        assert past.custody(person_id=99) == []
        assert past.custody(after=out.weapon.id) == []
    with lived.past.open(THIRD) as past:
        assert past.custody() == []


def test_that_the_weapons_of_a_place_are_those_of_that_day(lived):
    query = WeaponQuery(place=2, order=WeaponOrder.NUMBER, descending=True)
    with lived.past.open(SECOND) as past:
        ids = past.snapshot(query)
        assert list(ids) == [3, 2, 1]
        assert {each.store for each in past.load(ids).values()} == {"Store A"}
    with lived.past.open(THIRD) as past:
        assert list(past.snapshot(query)) == [3, 1]
        assert past.load([1])[1].store == "Upper store"


def test_that_what_was_recorded_later_is_not_known_whenever_it_happened(lived):
    """The issue happened on the first day and was recorded on the second."""
    with lived.past.open(FIRST) as past:
        assert past.load([2])[2].status is Status.IN_STORE


def test_that_today_is_what_the_register_says_now(lived):
    with lived.past.open(THIRD) as past:
        assert past.places() == lived.places.all()
        assert past.holdings() == lived.weapons.holdings()
        assert past.load([1, 2, 3, 4]) == lived.weapons.load([1, 2, 3, 4])


def test_that_before_the_register_there_was_nothing(lived):
    with lived.past.open(dt.date(2020, 1, 1)) as past:
        assert (past.places(), past.holdings(), past.custody()) == ([], [], [])


def test_that_a_day_to_come_is_refused(lived):
    with pytest.raises(BadValue, match="2026-03-05 is in the future") as refused:
        lived.past.open(THIRD + dt.timedelta(days=1)).__enter__()
    assert refused.value.field == "as_of"


def test_that_giving_up_leaves_nothing_behind(lived, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Cancelled):
        lived.past.open(SECOND, CancelAfter()).__enter__()
    with lived.past.open(SECOND):
        assert list(tmp_path.glob("stockpile-*"))
    assert not list(tmp_path.glob("stockpile-*"))


def test_that_people_work_on_while_somebody_looks_at_the_past(lived):
    with lived.past.open(SECOND) as past:
        lived.places.describe(DescribePlace(2, "Lower store", "L"))
        assert past.places()[1].name == "Store A"


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_that_an_audit_sheet_lists_the_weapons_of_that_day_and_says_so(lived, tmp_path):
    out = tmp_path / "sheet.pdf"
    done = lived.documents.audit_sheet(PrintAuditSheet(out=out, place=2, as_of=SECOND))
    said = text_of(out)
    assert done.weapons == 3
    assert "Main depot / Store A, as of Mar 3, 2026" in said
    assert "recorded later is not in this sheet" in " ".join(said.split())
    assert number(2) in said
    assert "Issued" in said
    [entry] = lived.ledgers.entries(limit=1)
    assert "as of Mar 3, 2026" in entry.body
    assert lived.ledgers.verify().ok


def test_that_a_sheet_of_a_place_that_was_not_there_yet_is_refused(lived, tmp_path):
    out = tmp_path / "sheet.pdf"
    with pytest.raises(NotFound, match="no such place on that day"):
        lived.documents.audit_sheet(
            PrintAuditSheet(out=out, place=2, as_of=FIRST - dt.timedelta(days=9))
        )
    assert not out.exists()
