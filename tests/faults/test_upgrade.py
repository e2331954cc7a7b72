from __future__ import annotations

import sys

import pytest

from stockpile_app.persistence import migrate
from tests.faults import upgrade
from tests.faults.campaign import SEED

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def test_that_an_upgrade_in_more_than_one_transaction_would_be_found(tmp_path, monkeypatch):
    def careless(engine):
        with engine.connect() as connection:
            connection.detach()
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            migrate._run(connection)

    monkeypatch.setattr(migrate, "upgrade", careless)
    assert upgrade.run(tmp_path, 4, SEED).losses > 0
