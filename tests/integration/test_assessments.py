from __future__ import annotations

import pytest

from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.vocabulary import Category, Condition
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.services.assessments import AssessCondition
from tests.builders import CancelAfter
from tests.integration.test_imports import BRIAN


@pytest.fixture
def stock(services):
    for at in range(3):
        services.weapons.register(
            RegisterWeapon(
                place_id=1,
                serial=f"A{at}",
                category=Category.RIFLE,
                condition=Condition.REPAIRABLE if at else Condition.SERVICEABLE,
                notes=f"note {at}",
            )
        )
    return services


def test_that_all_are_in_the_condition_and_all_else_stays(stock):
    command = AssessCondition(weapons=(1, 2, 3), condition=Condition.SERVICEABLE)
    done = stock.assessments.assess(command)
    assert (done.changed, done.unchanged) == (2, 1)
    assert done.changes.weapons == {2, 3}
    weapons = stock.weapons.load([1, 2, 3]).values()
    assert {each.condition for each in weapons} == {Condition.SERVICEABLE}
    assert {each.notes for each in weapons} == {"note 0", "note 1", "note 2"}
    assert {each.category for each in weapons} == {Category.RIFLE}
    assert len(stock.weapons.history(1)) == 1
    assert stock.weapons.history(2)[-1].kind == "weapon-described"
    assert stock.ledgers.verify().ok


def test_that_it_is_all_or_none(stock, tmp_path):
    (tmp_path / "a.csv").write_text("Serial Number,Model\nQ1,M9\n")
    batch = stock.imports.run(ImportFiles(files=(tmp_path / "a.csv",))).batch
    stock.imports.undo(batch, "wrong file", BRIAN)
    before = stock.ledgers.entries(limit=1)[0].seq
    for chosen, progress, refused in (
        ((2, 3, 4), None, NotAllowedNow),
        ((2, 3), CancelAfter(0), Cancelled),
        ((), None, BadValue),
    ):
        with pytest.raises(refused):
            stock.assessments.assess(
                AssessCondition(weapons=chosen, condition=Condition.UNSERVICEABLE), progress
            )
    with pytest.raises(BadValue):
        stock.assessments.assess(AssessCondition(weapons=(1,), condition=None))
    assert stock.ledgers.entries(limit=1)[0].seq == before
