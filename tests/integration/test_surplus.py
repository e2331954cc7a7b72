"""Requirements, the review, a declaration and its paper, on a real register."""

from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from stockpile_app.domain.disposal import ApproveDisposal
from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.surplus import (
    DeclareSurplus,
    Kind,
    PrintDeclaration,
    StateRequirement,
    WithdrawSurplus,
)
from stockpile_app.domain.vocabulary import Category, Condition, Status
from stockpile_app.domain.weapons import DescribeWeapon
from stockpile_app.persistence.verify import verify
from tests.builders import BRIAN
from tests.builders_disposal import Depot

TODAY = dt.date(2026, 3, 2)
AKM = Kind(model="AKM")


@pytest.fixture
def depot(services):
    return Depot(services, weapons=5)


@pytest.fixture
def surplus(depot):
    return depot.services.disposal.surplus


def require(surplus, posts=3, **fields):
    values = {"unit": "1st Battalion", "kind": AKM, "occurred_on": TODAY, "posts": posts}
    return surplus.require(StateRequirement(**{**values, **fields}))


def declare(surplus, *weapons, **fields):
    values = {"occurred_on": TODAY, "authority": "General Staff", "reason": "Not needed."}
    return surplus.declare(DeclareSurplus(weapon_ids=weapons, **{**values, **fields}))


def withdraw(surplus, *weapons, reason="A unit asks for it."):
    return surplus.withdraw(WithdrawSurplus(weapon_ids=weapons, occurred_on=TODAY, reason=reason))


def row(surplus):
    return next(each for each in surplus.review() if each.requirements)


def status(depot, weapon):
    return depot.services.desk.weapon(weapon).status


def test_that_surplus_is_declared_with_its_calculation(depot, surplus):
    require(surplus, 3)
    assert (row(surplus).held, row(surplus).required, row(surplus).surplus) == (5, 3, 2)
    one, other = depot.weapons[:2]
    done = declare(surplus, one, other)
    assert status(depot, one) is status(depot, other) is Status.SURPLUS
    (declaration,) = surplus.declarations()
    assert declaration.id == done.declaration_id
    assert declaration.rows == ((AKM, 5, 3, 2, 2),)
    assert (declaration.weapons, declaration.withdrawn) == (2, 0)
    assert (row(surplus).held, row(surplus).declared, row(surplus).surplus) == (3, 2, 0)
    assert verify(depot.services.desk.store, NoProgress()).ok


def test_that_no_more_is_declared_than_is_surplus(depot, surplus):
    require(surplus, 4)
    with pytest.raises(NotAllowedNow, match="1 too many"):
        declare(surplus, *depot.weapons[:2])
    assert status(depot, depot.weapons[0]) is Status.IN_STORE


def test_that_nothing_is_declared_before_anybody_said_what_is_needed(depot, surplus):
    with pytest.raises(NotAllowedNow):
        declare(surplus, depot.weapons[0])


def test_that_only_what_is_in_store_is_declared_and_once(depot, surplus):
    require(surplus, 1)
    declare(surplus, depot.weapons[0])
    with pytest.raises(NotAllowedNow, match="surplus"):
        declare(surplus, depot.weapons[0])


def test_that_declared_weapons_come_back(depot, surplus):
    require(surplus, 1)
    one, other = depot.weapons[:2]
    declare(surplus, one, other)
    withdraw(surplus, one)
    assert status(depot, one) is Status.IN_STORE
    (declaration,) = surplus.declarations()
    assert declaration.withdrawn == 1
    back = {each.weapon.id: each.withdrawn_on for each in surplus.declared(declaration.id)}
    assert back == {one: TODAY, other: None}
    with pytest.raises(NotAllowedNow):
        withdraw(surplus, one)


def test_that_surplus_on_a_disposal_order_does_not_come_back(depot, surplus):
    require(surplus, 1)
    one = depot.weapons[0]
    declare(surplus, one)
    order = depot.order(one)
    depot.services.disposal.approve(ApproveDisposal(order_id=order, occurred_on=TODAY), BRIAN)
    with pytest.raises(NotAllowedNow):
        withdraw(surplus, one)


def test_that_the_last_word_of_a_unit_counts_and_nothing_takes_it_back(surplus):
    require(surplus, 3)
    require(surplus, 2, unit="2nd Battalion")
    require(surplus, 1)
    assert [each.posts for each in surplus.requirements()] == [1, 2]
    require(surplus, 0)
    assert [each.unit for each in surplus.requirements()] == ["2nd Battalion"]


@pytest.mark.parametrize(
    "fields",
    [{"unit": " "}, {"posts": -1}, {"obsolete": True}, {"occurred_on": dt.date(2027, 1, 1)}],
)
def test_that_a_requirement_says_everything(surplus, fields):
    with pytest.raises(BadValue):
        require(surplus, **fields)
    assert surplus.requirements() == []


@pytest.mark.parametrize("field", ["authority", "reason"])
def test_that_a_declaration_says_everything(depot, surplus, field):
    require(surplus, 1)
    with pytest.raises(BadValue):
        declare(surplus, depot.weapons[0], **{field: " "})
    with pytest.raises(BadValue):
        declare(surplus)


def test_that_what_is_not_serviceable_is_listed_apart_and_suggested_first(depot, surplus):
    worst = depot.weapons[3]
    depot.services.weapons.describe(
        DescribeWeapon(
            weapon_id=worst,
            category=Category.ASSAULT_RIFLE,
            condition=Condition.UNSERVICEABLE,
        )
    )
    require(surplus, 3)
    found = row(surplus)
    assert (found.not_serviceable, found.unexamined) == (1, 5)
    suggested = surplus.suggest(found)
    assert suggested[0] == worst
    assert len(suggested) == 2


def test_that_a_kind_with_a_row_of_its_own_is_not_suggested_for_another(depot, surplus):
    other = depot.register("G30001", model="G3")
    require(surplus, 0, kind=Kind(Category.ASSAULT_RIFLE), reserve=0, obsolete=True)
    require(surplus, 5)
    found = next(each for each in surplus.review() if each.obsolete)
    assert surplus.suggest(found) == [other]


def test_that_the_papers_tell_the_calculation_and_every_weapon(depot, surplus, tmp_path):
    require(surplus, 2, scale=110, basis="Table 7")
    one = depot.weapons[0]
    done = declare(surplus, one)
    papers = surplus.papers
    review = papers.review(PrintDocument(out=tmp_path / "r.pdf"), surplus.review())
    declared = papers.declaration(
        PrintDeclaration(out=tmp_path / "d.pdf", declaration_id=done.declaration_id)
    )
    weapon = depot.services.desk.weapon(one)
    assert "2 posts × 110/100 = 3" in text_of(review.path)
    assert "Table 7" in text_of(review.path)
    told = text_of(declared.path)
    for each in (weapon.number, weapon.serial, "General Staff", surplus.declarations()[0].number):
        assert each in told
    with pytest.raises(NotFound):
        papers.declaration(PrintDeclaration(out=tmp_path / "e.pdf", declaration_id=1))
    assert not (tmp_path / "e.pdf").exists()


def text_of(path):
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(each.get_textpage().get_text_bounded().split()) for each in pages)
