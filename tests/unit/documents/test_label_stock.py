from __future__ import annotations

import pytest

from stockpile_app.documents.label_stock import own_stock
from stockpile_app.domain.errors import BadValue

NAN, ENDLESS = float("nan"), float("inf")


@pytest.mark.parametrize(
    "sizes",
    [
        ((NAN, NAN), (0, 0)),
        ((50, NAN), (0, 0)),
        ((50, 20), (NAN, NAN)),
        ((50, 20), (0, 0), (NAN, NAN)),
        ((ENDLESS, ENDLESS), (0, 0)),
        ((50, 20), (-ENDLESS, 0)),
    ],
)
def test_that_a_size_is_a_number_with_an_end(sizes):
    with pytest.raises(BadValue, match="number of millimetres"):
        own_stock("A4", (1, 1), *sizes)
