from __future__ import annotations

from stockpile_app.reference.glossary import OWN, glossary


def test_that_every_term_has_a_meaning_and_a_source():
    terms = glossary()
    assert len(terms) >= 50
    for each in terms:
        assert each.term[0].isupper()
        assert each.meaning.endswith(".")
        assert each.source == OWN or any(letter.isupper() for letter in each.source)


def test_that_no_term_stands_twice_and_all_are_in_order():
    names = [each.term.casefold() for each in glossary()]
    assert names == sorted(set(names))
