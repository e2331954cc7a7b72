from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.ui.column_widths import Wanted, widths
from stockpile_app.ui.table_look import TableLook, look_from

WANTED = st.builds(
    Wanted,
    least=st.integers(20, 200),
    whole=st.integers(20, 600),
    share=st.floats(0, 10),
)


@given(st.lists(WANTED, min_size=1, max_size=12), st.integers(0, 2000))
def test_that_columns_fill_the_room_or_are_as_narrow_as_they_may_be(wanted, room):
    found = widths(wanted, room)
    least = [each.least for each in wanted]
    assert all(width >= narrow for width, narrow in zip(found, least, strict=True))
    assert sum(found) == max(room, sum(least))


def test_that_long_texts_give_way_before_short_ones():
    day, text = Wanted(60, 80, 1), Wanted(60, 500, 1)
    assert widths([day, text], 300) == [80, 220]


def test_that_what_is_left_over_is_shared():
    assert widths([Wanted(50, 100, 0), Wanted(50, 100, 3), Wanted(50, 100, 1)], 700) == [
        100,
        400,
        200,
    ]
    assert widths([], 100) == []


def test_that_a_look_is_kept_and_what_does_not_fit_the_table_is_not_used():
    look = TableLook((2, 0, 1), (1,), (50, 0, 70), (2, True))
    assert look_from(look.text, 3) == look
    assert look_from(look.text, 4) is None
    for text in ("", "[]", "{}", '{"order": [0], "hidden": [0], "widths": [], "sort": null}'):
        assert look_from(text, 1) is None
