from __future__ import annotations

import msgspec
import pytest

from stockpile_app.domain.disposal_methods import Batch, check_choosable
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import BadFile, BadValue, NotAllowedNow
from stockpile_app.reference.disposal_methods import shipped_methods
from tests.builders_disposal import Depot, order_command

DESTRUCTION = DisposalKind.DESTRUCTION


def without_cutting():
    table = shipped_methods()
    methods = tuple(
        msgspec.structs.replace(each, excluded="No gas to be had.")
        if each.code == "cutting"
        else each
        for each in table.methods
    )
    return msgspec.structs.replace(table, methods=methods)


def test_that_an_administrator_takes_a_method_out(services):
    methods = services.disposal.methods
    saved = methods.adopt(without_cutting(), 1, "Gas ran out.")
    assert saved.version == 2
    assert methods.in_force().version == 2
    depot = Depot(services)
    with pytest.raises(BadValue, match="No gas"):
        services.disposal.order(order_command(depot.weapons))
    # what must be followed by it is out with it
    with pytest.raises(BadValue, match="No gas"):
        check_choosable(methods.in_force(), DESTRUCTION, "burning")
    with pytest.raises(NotAllowedNow, match="Version 2"):
        methods.adopt(shipped_methods(), 1, "again")
    methods.adopt(shipped_methods(), 2, "Gas is back.")
    assert services.disposal.order(order_command(depot.weapons)).order_id


@pytest.mark.parametrize(("content", "reason"), [(None, "x"), (without_cutting(), " ")])
def test_that_a_change_changes_something_and_says_why(services, content, reason):
    with pytest.raises(BadValue):
        services.disposal.methods.adopt(content or shipped_methods(), 1, reason)
    assert services.disposal.methods.in_force() == shipped_methods()


@pytest.mark.parametrize("method", ["sea", "burial", "nothing", "deactivation"])
def test_that_an_order_takes_no_excluded_method(services, method):
    depot = Depot(services)
    with pytest.raises(BadValue) as refused:
        services.disposal.order(order_command(depot.weapons, method=method))
    assert refused.value.field == "method"


def test_that_the_weapons_at_hand_are_compared(services):
    depot = Depot(services, weapons=3)
    found = services.disposal.methods.compare(DESTRUCTION, [*depot.weapons, depot.weapons[0]])
    assert found.batch == Batch(3, 0, 1)
    assert services.disposal.methods.compare_batch(DESTRUCTION, Batch(3, 0)) == found
    with pytest.raises(BadValue):
        services.disposal.methods.compare(DESTRUCTION, depot.weapons, teams=0)


def test_that_a_table_goes_out_to_a_file_and_comes_back(services, tmp_path):
    methods, file = services.disposal.methods, tmp_path / "methods.yaml"
    methods.write_file(file)
    assert methods.read_file(file) == shipped_methods()
    file.write_text(file.read_text().replace("rate: 120", "rate: -1"))
    with pytest.raises(BadFile, match="rate"):
        methods.read_file(file)
