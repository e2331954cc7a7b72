from __future__ import annotations

import sys

import pytest

from tests.faults import CAMPAIGNS
from tests.faults.campaign import SEED, campaign

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the harm is done by Linux's means")


def play(name, folder, *, full):
    chosen = campaign(name)
    tally = chosen.run(folder, chosen.full if full else chosen.short, SEED)
    assert tally.losses == 0, "\n".join(tally.details)
    assert tally.faults > 0, "nothing was done, so nothing is proved"


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_that_nothing_is_lost_in_a_short_campaign(name, tmp_path):
    play(name, tmp_path, full=False)


@pytest.mark.slow
@pytest.mark.parametrize("name", CAMPAIGNS)
def test_that_nothing_is_lost_in_a_full_campaign(name, tmp_path):
    play(name, tmp_path, full=True)
