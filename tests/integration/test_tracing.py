"""Trace requests out: from the weapon found to the answer."""

from __future__ import annotations

import pytest

from tests.builders_tracing import SECRET, TODAY, answered_request, register_weapon
from stockpile_app.domain.tracing_vocabulary import TraceState


@pytest.fixture
def found(services_as):
    manager = services_as("amina")
    register_weapon(manager)
    return services_as("farah")


def test_that_a_request_goes_from_the_weapon_to_the_answer(found):
    number = answered_request(found)
    file = found.tracing.open(number)
    assert file.state is TraceState.ANSWERED
    assert file.weapon.serial == "KZ742188"
    assert file.days_to_answer == 0
    assert SECRET in file.answer.information
