"""What the life cycle offers is what the services do, and what it bars is what they refuse."""

from __future__ import annotations

import pytest

from stockpile_app.domain.errors import NotAllowedNow, NotFound, StockpileError
from stockpile_app.domain.life_acts import LifeAct
from stockpile_app.i18n import error_text
from stockpile_app.persistence.opening import open_store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, FakeClock, copy_register
from tests.builders_lives import ACTS, LIVES, depot

AFTER_ALL = {LifeAct.ATTEST}
# The service is asked for a list, a container, a day of work or a target, and refuses that first;
# what the page bars is one weapon.
OWN_WORDS = {LifeAct.DISPATCH, LifeAct.DECLARE, LifeAct.MOVE, LifeAct.READ, LifeAct.DISPOSE}
# From one guarded place to another is a move to the page; it is not offered as a step once more.
AGAIN = ("in the guarded place", "at the cutter")


@pytest.fixture(scope="module")
def begun(template, tmp_path_factory):
    """A depot in which every life begins, closed."""
    folder = tmp_path_factory.mktemp("lives") / "register"
    services = sit_down(copy_register(template, folder))
    depot(services)
    services.close()
    return folder


def sit_down(folder, name="amina"):
    return Services(Desk(open_store(folder, name, PASSWORD, FakeClock())))


@pytest.fixture
def live(begun, tmp_path):
    """Begin a life, and close the register."""

    def begin(life):
        folder = copy_register(begun, tmp_path / "life")
        services = sit_down(folder)
        weapon = LIVES[life](services)
        services.close()
        return folder, weapon

    return begin


def attempt(folder, act, weapon):
    """Ask a service for an act on a register; return why it was refused, or None."""
    services = sit_down(folder, "dora" if act in AFTER_ALL else "amina")
    try:
        ACTS[act](services, weapon)
    except StockpileError as error:
        return error
    finally:
        services.close()
    return None


@pytest.mark.parametrize("life", LIVES)
def test_that_the_services_do_what_is_offered_and_refuse_what_is_not(live, tmp_path, life):
    folder, weapon = live(life)
    services = sit_down(folder)
    steps = {each.act: each for each in services.lifecycle.view(weapon).steps}
    services.close()
    possible = {act for act, step in steps.items() if step.possible}
    for act in LifeAct:
        if act in possible:
            copy = copy_register(folder, tmp_path / act.value)
            assert attempt(copy, act, weapon) is None, act
            continue
        if life in AGAIN and act is LifeAct.PLACE:
            continue
        refused = attempt(folder, act, weapon)  # changes nothing, so no copy is needed
        assert refused is not None, act
        if act in steps and act not in OWN_WORDS:
            assert isinstance(refused, NotAllowedNow)
            assert error_text(refused) == error_text(steps[act].why)


def test_that_every_act_has_somewhere_to_happen(begun, tmp_path):
    """No act is offered in no life at all: the table above would then prove nothing of it."""
    offered = set()
    for at, life in enumerate(LIVES.values()):
        services = sit_down(copy_register(begun, tmp_path / str(at)))
        weapon = life(services)
        offered |= {each.act for each in services.lifecycle.view(weapon).steps if each.possible}
        services.close()
    assert offered == set(LifeAct)


def test_that_an_unknown_weapon_has_no_life(services):
    with pytest.raises(NotFound):
        services.lifecycle.view(9999)
