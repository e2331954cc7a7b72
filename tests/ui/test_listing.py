"""What a page that reads in jobs does while nobody sees it, and when reading is refused."""

from __future__ import annotations

from typing import Any

import pytest

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.ui.widgets.listing import Listing
from tests.ui.conftest import idle


class Counted(Listing):
    """Shows how often it was read."""

    def __init__(self, context):
        super().__init__(context)
        self.read_so_far = 0
        self.shown: list[int] = []
        self.refusing = False

    def read(self) -> int:
        if self.refusing:
            raise NotAllowedNow("Not today.")
        self.read_so_far += 1
        return self.read_so_far

    def show_found(self, found: Any) -> None:
        self.shown.append(found)

    def concerns(self, changes: ChangeSet) -> bool:
        return changes.people


@pytest.fixture
def listing(qtbot, context):
    made = Counted(context)
    qtbot.addWidget(made)
    return made


def test_that_what_nobody_sees_is_not_read(qtbot, context, listing):
    context.bus.committed.emit(ChangeSet(people=True))
    listing.reload()
    idle(qtbot, context)
    assert listing.read_so_far == 0
    assert not listing.is_settled
    listing.show()
    idle(qtbot, context)
    assert listing.shown == [1]
    assert listing.is_settled
    listing.hide()
    context.bus.committed.emit(ChangeSet(people=True))
    context.bus.committed.emit(ChangeSet(people=True))
    listing.show()
    idle(qtbot, context)
    assert listing.shown == [1, 2]


def test_that_only_what_concerns_it_makes_it_read_again(qtbot, context, listing):
    listing.show()
    idle(qtbot, context)
    context.bus.committed.emit(ChangeSet(places=True))
    idle(qtbot, context)
    assert listing.shown == [1]


def test_that_what_changes_while_it_reads_is_read_once_more(qtbot, context, listing):
    listing.show()
    for _ in range(3):
        context.bus.committed.emit(ChangeSet(people=True))
    qtbot.waitUntil(lambda: listing.is_settled)
    assert listing.shown == [1, 2]


def test_that_a_refusal_is_said_and_taken_back(qtbot, context, listing):
    listing.refusing = True
    listing.show()
    idle(qtbot, context)
    assert listing.note.text() == "Not today."
    assert not listing.note.isHidden()
    listing.say("")
    assert listing.note.isHidden()
