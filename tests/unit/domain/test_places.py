from __future__ import annotations

import pytest

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.places import check_parent
from stockpile_app.domain.vocabulary import PlaceKind

FITS = {
    (PlaceKind.DEPOT, None),
    (PlaceKind.STORE, PlaceKind.DEPOT),
    (PlaceKind.RACK, PlaceKind.STORE),
}


@pytest.mark.parametrize("kind", PlaceKind)
@pytest.mark.parametrize("parent", [None, *PlaceKind])
def test_that_each_level_stands_in_the_one_above(kind, parent):
    if (kind, parent) in FITS:
        check_parent(kind, parent)
    else:
        with pytest.raises(BadValue):
            check_parent(kind, parent)
