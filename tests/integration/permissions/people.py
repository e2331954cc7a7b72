"""Who may ask what of ``services.people``."""

from __future__ import annotations

from stockpile_app.domain.people import AddPerson, DescribePerson

ROWS = {
    "people.all": ("SMIDT", lambda s, out: s.people.all()),
    "people.find": ("SMIDT", lambda s, out: s.people.find("a")),
    "people.get": ("SMIDT", lambda s, out: s.people.get(1)),
    "people.add": ("SM", lambda s, out: s.people.add(AddPerson(name="Ada"))),
    "people.describe": (
        "SM",
        lambda s, out: s.people.describe(DescribePerson(person_id=1, name="Ada")),
    ),
    "people.retire": ("SM", lambda s, out: s.people.retire(1)),
}
