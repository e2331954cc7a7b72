from __future__ import annotations

from stockpile_app.ui.trail import MOST, Stop, Trail


def test_that_nothing_lies_behind_the_first_stop():
    trail = Trail()
    assert trail.here is None
    assert trail.back() is trail.forward() is None
    trail.visit("overview")
    assert not trail.may_go_back
    assert not trail.may_go_forward


def test_that_one_goes_back_and_forward_again():
    trail = Trail()
    for page in ("overview", "weapons", "places"):
        trail.visit(page)
    assert trail.back() == Stop("weapons")
    assert trail.back() == Stop("overview")
    assert trail.back() is None
    assert trail.forward() == Stop("weapons")
    trail.visit("ledger")
    assert not trail.may_go_forward
    assert trail.back() == Stop("weapons")


def test_that_a_record_takes_the_place_of_the_page_it_was_opened_on():
    trail = Trail()
    trail.visit("overview")
    trail.visit("weapons")
    trail.visit("weapons", 7)
    trail.visit("weapons", 7)
    trail.visit("weapons")  # the same page comes to the front
    trail.visit("weapons", 8)
    assert trail.back() == Stop("weapons", 7)
    assert trail.back() == Stop("overview")


def test_that_a_long_day_is_not_remembered_for_ever():
    trail = Trail()
    for at in range(3 * MOST):
        trail.visit("weapons", at)
    steps = 0
    while trail.back() is not None:
        steps += 1
    assert steps == MOST - 1
