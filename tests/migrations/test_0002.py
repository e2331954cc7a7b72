from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config

from stockpile_app.paths import migrations_folder
from stockpile_app.persistence import migrate, rebuild
from stockpile_app.persistence.place_index import read_places
from stockpile_app.persistence.weapon_records import load

PLACE = "INSERT INTO place (id, kind, code, name, parent_id, depot_id) VALUES (?, ?, ?, ?, ?, 1)"
WEAPON = (
    "INSERT INTO weapon (id, number, serial, serial_norm, serial_fold, serial_state, maker, model,"
    " calibre, country, status, place_id, source, reference, notes, registered_seq, changed_seq,"
    " marks, photographs) VALUES (?, ?, 'A1', 'A1', 'A1', 'recorded', '', 'M16A1', '', '',"
    " 'in_store', ?, '', '', '', 2, 2, 0, 0)"
)


@pytest.fixture
def engine(monkeypatch):
    """A register as version 0001 of the schema made it, with a weapon at each level of places."""

    def to_first(made):
        with made.connect() as connection:
            config = Config()
            config.set_main_option("script_location", str(migrations_folder()))
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            connection.commit()

    monkeypatch.setattr(rebuild.migrate, "upgrade", to_first)
    with rebuild.scratch_engine() as made:
        monkeypatch.undo()
        with made.connect() as connection:
            places = (
                (1, "depot", "D1", "Main depot", None),
                (2, "store", "S2", "Store Å", 1),
                (3, "rack", "R3", "Rack 1", 2),
            )
            for place in places:
                connection.exec_driver_sql(PLACE, place)
            for each in (1, 2, 3):
                connection.exec_driver_sql(WEAPON, (each, f"KE01-00000{each}-X", each))
            connection.commit()
        yield made


def test_that_an_upgrade_names_every_place_from_the_depot_down(engine):
    migrate.upgrade(engine)
    with engine.connect() as connection:
        book = read_places(connection)
        weapons = load(connection, [1, 2, 3])
    assert [book.names(each) for each in (1, 2, 3)] == [
        ("Main depot", "", ""),
        ("Main depot", "Store Å", ""),
        ("Main depot", "Store Å", "Rack 1"),
    ]
    assert [(w.depot, w.store, w.rack) for w in weapons.values()] == [
        book.names(each) for each in weapons
    ]


def test_that_an_upgrade_leaves_what_was_not_said_unsaid(engine):
    migrate.upgrade(engine)
    with engine.connect() as connection:
        place = read_places(connection).by_id[2]
    assert (place.capacity, place.keeper, place.two_keys, place.seals) == (None, "", False, ())
    assert migrate.is_current(engine)
