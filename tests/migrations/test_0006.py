from __future__ import annotations

import importlib.util

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.serials import fold_mark
from stockpile_app.paths import migrations_folder
from stockpile_app.persistence import migrate, rebuild

MARK = (
    "INSERT INTO mark (origin, seq, component, occasion, text, position, method, met, not_met,"
    " altered, observed_on, country, maker, serial, model, calibre, code, authority)"
    " VALUES ('KE01', ?, 'barrel', 'import', ?, '', 'unknown', '', '', 0, '2026-03-02', '', '',"
    " ?, '', '', ?, '')"
)
SAID = (("KE 2014 I0Z", "", ""), ("АВ-٣ 7", "B 77", "crown"), ("", "", ""))


@pytest.fixture
def engine(monkeypatch):
    """A register as version 0004 of the schema made it, with marks."""

    def to_fourth(made):
        with made.connect() as connection:
            config = Config()
            config.set_main_option("script_location", str(migrations_folder()))
            config.attributes["connection"] = connection
            command.upgrade(config, "0004")
            connection.commit()

    monkeypatch.setattr(rebuild.migrate, "upgrade", to_fourth)
    with rebuild.scratch_engine() as made:
        monkeypatch.undo()
        with made.connect() as connection:
            for seq, said in enumerate(SAID, start=1):
                connection.exec_driver_sql(MARK, (seq, *said))
            connection.commit()
        yield made


def test_that_marks_are_folded_as_new_ones_are(engine):
    migrate.upgrade(engine)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT text_fold FROM mark ORDER BY seq").scalars()
        assert list(found) == [fold_mark(*said) for said in SAID]


@given(said=st.lists(st.text(max_size=12), min_size=3, max_size=3))
def test_that_the_copy_of_the_folding_does_the_same(said):
    path = migrations_folder() / "versions" / "0006_contacts.py"
    spec = importlib.util.spec_from_file_location("migration_0006", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module._fold_mark(said) == fold_mark(*said)
