from __future__ import annotations

from stockpile_app.domain.changes import ChangeSet


def test_that_changes_add_up():
    both = ChangeSet(weapons=frozenset({1}), head=3) | ChangeSet(places=True, head=2)
    assert both == ChangeSet(weapons=frozenset({1}), places=True, head=3)


def test_that_a_change_touches_the_weapons_it_names_or_all():
    assert ChangeSet(weapons=frozenset({1})).touches(1)
    assert not ChangeSet(weapons=frozenset({1})).touches(2)
    assert ChangeSet(many=True).touches(2)
