"""Letting another officer read a compartment, in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app.domain.access import Role
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.users import AddUser
from stockpile_app.ui.dialogs.admission_dialog import AdmissionDialog
from tests.builders import BRIAN, PASSWORD
from tests.ui.conftest import idle
from tests.ui.dialog_fixtures import unnamed


@pytest.fixture
def farah(context_of):
    """A tracing officer who has the key; another one waits, and signed in once."""
    gita = context_of("gita")
    roles = (Role.TRACING_OFFICER,)
    gita.services.users.add(AddUser("tariq", "Tariq Example", roles, PASSWORD), BRIAN)
    gita.services.close()
    context_of("tariq").services.close()
    farah = context_of("farah")
    farah.services.tracing.files()
    return farah


def shown(dialog):
    records = dialog.table.records
    return [
        (records.index(row, 0).data(), records.index(row, 1).data())
        for row in range(records.rowCount())
    ]


def test_that_who_has_the_key_admits_who_waits(qtbot, farah, context_of):
    dialog = AdmissionDialog(farah, Compartment.TRACING)
    dialog.show()
    assert not unnamed(dialog)
    (tariq, own) = shown(dialog)
    assert tariq == ("Tariq Example (tariq)", "waits for it")
    assert "farah" in own[0]
    assert dialog.admit_button.isEnabled()
    QTest.keyClick(dialog.admit_button, Qt.Key.Key_Space)
    idle(qtbot, farah)
    assert dialog.refused.isHidden()
    assert all(key.startswith("since ") for _who, key in shown(dialog))
    assert not dialog.admit_button.isEnabled()
    dialog.reject()
    farah.services.close()
    tariq = context_of("tariq")
    assert tariq.services.tracing.files() == []


def test_that_who_waits_admits_nobody(qtbot, farah, context_of):
    farah.services.close()
    tariq = context_of("tariq")
    dialog = AdmissionDialog(tariq, Compartment.TRACING)
    dialog.show()
    dialog.table.choose(0)
    assert not dialog.admit_button.isEnabled()
    dialog.admit()
    idle(qtbot, tariq)
    assert "nobody has given you the key" in dialog.refused.text()
    dialog.reject()


def test_that_a_key_that_nobody_has_yet_says_so(qtbot, context_of):
    dialog = AdmissionDialog(context_of("farah"), Compartment.PARTICIPANTS)
    dialog.show()
    assert "Nobody has it yet" in dialog.said.text()
    assert not dialog.admit_button.isEnabled()
    dialog.reject()
