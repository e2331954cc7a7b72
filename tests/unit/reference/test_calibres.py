from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.reference.calibres import canonical_calibre, related_calibres
from stockpile_app.reference.files import load_table

TABLE = load_table("vocabularies/calibres.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "7.62x39", "7.62 X 39", "7,62 x 39 mm", "7.62х39", "7.62 Х 39", "7.62×39mm", "7.62*39",
        "7.62 mm x 39", "7.62x39 Soviet", "caliber 7.62x39", "7.620 x 39.0", "７.62x39",
    ],
)  # fmt: skip
def test_that_one_cartridge_has_one_spelling(text: str) -> None:
    assert canonical_calibre(text) == "7.62 x 39 mm"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("7.62x54R", "7.62 x 54 mm R"), ("7.62 x 54 mmR", "7.62 x 54 mm R"),
        ("23x152b", "23 x 152 mm B"), ("9 mm Parabellum", "9 x 19 mm"), ("9MM LUGER", "9 x 19 mm"),
        (".45 AUTO", ".45 ACP"), ("45 acp", ".45 ACP"), ("CALIBER .45", ".45"), ("45 cal", ".45"),
        ("12 GA", "12 gauge"), ("12 GAGE", "12 gauge"), ("12/70", "12 gauge"),
        ("12ga.", "12 gauge"),
        ("82mm", "82 mm"), ("82 мм", "82 mm"), ("5.56 MILLIMET", "5.56 mm"), ("5.56", "5.56 mm"),
        ("5.56 NATO", "5.56 x 45 mm"), (".50 BMG", "12.7 x 99 mm"), ("30-06", ".30-06"),
        (".22 Long Rifle", ".22 LR"), ("6.8x51", "6.8 x 51 mm"), ("9.0 x 19", "9 x 19 mm"),
    ],
)  # fmt: skip
def test_that_spellings_and_names_are_known(text: str, canonical: str) -> None:
    assert canonical_calibre(text) == canonical


@pytest.mark.parametrize("text", ["", "x", "rifle", "45", "9", "12", "1005", "5000 x 3", "7.62 x"])
def test_that_what_is_no_calibre_is_none(text: str) -> None:
    assert canonical_calibre(text) is None


@pytest.mark.parametrize("pair", [("7.62 x 51", ".308 Win"), ("5.56 x 45", ".223 Rem")])
def test_that_related_cartridges_stay_different(pair: tuple[str, str]) -> None:
    one, other = (canonical_calibre(each) for each in pair)
    assert one
    assert other
    assert one != other
    assert other in related_calibres(one)
    assert one in related_calibres(other)


def test_that_a_bore_and_its_cartridges_find_each_other() -> None:
    assert "7.62 mm" in related_calibres("7.62 x 39 mm")
    assert {"7.62 x 39 mm", "7.62 x 51 mm"} <= set(related_calibres("7.62 mm"))
    assert "7.62 x 51 mm" not in related_calibres("7.62 x 39 mm")


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["name"])
def test_that_the_table_agrees_with_itself(entry: dict[str, list[str]]) -> None:
    names = (entry["name"], *entry.get("aliases", ()))
    assert {canonical_calibre(str(name)) for name in names} == {entry["name"]}
    assert all(canonical_calibre(other) == other for other in entry.get("related", ()))


@given(
    st.from_regex(r"[.]?\d{1,3}([.,]\d{1,3})? ?(mm|[xXх×*] ?\d{1,3})? ?(mm)? ?(R|SR|B)?")
    | st.text(max_size=20)
)
def test_that_a_canonical_calibre_is_its_own(text: str) -> None:
    found = canonical_calibre(text)
    assert found is None or canonical_calibre(found) == found
