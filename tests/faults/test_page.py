from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.faults import CAMPAIGNS, page
from tests.faults.campaign import Campaign, Tally, campaign

DAY = dt.date(2026, 3, 2)


def row(name, losses=0):
    chosen = Campaign(name, f"What {name} | does.", 1, 2, lambda *_: Tally(0, 0, 0))
    return page.row(chosen, Tally(1200, 3400, losses), DAY, "Stockpile 1")


def blank():
    return "Before.\n\n" + page._BEGIN + "\n" + page._END + "\n\nAfter.\n"


def test_that_a_row_says_what_was_done_and_what_came_of_it():
    assert row("cuts", 5) == (
        "| `cuts` | What cuts \\| does. | 1,200 | 3,400 | 5 | 2026-03-02, Stockpile 1 |"
    )


def test_that_a_run_of_one_campaign_rewrites_its_row_alone_and_keeps_the_order():
    order = ("kills", "cuts", "edits")
    text = page.rewritten(blank(), {"cuts": row("cuts"), "edits": row("edits")}, order)
    text = page.rewritten(text, {"cuts": row("cuts", 5), "kills": row("kills")}, order)
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    assert lines == [row("kills"), row("cuts", 5), row("edits")]
    assert text.startswith("Before.\n")
    assert text.endswith("\n\nAfter.\n")


def test_that_the_row_of_a_campaign_that_is_gone_goes_with_it():
    text = page.rewritten(blank(), {"cuts": row("cuts")}, ("cuts",))
    assert "`cuts`" not in page.rewritten(text, {}, ("kills",))


def test_that_a_page_without_a_place_for_the_table_is_left_alone():
    with pytest.raises(ValueError, match="markers"):
        page.rewritten("No table here.", {}, ())


def test_that_the_page_has_a_place_for_the_table():
    text = page.PAGE.read_text("utf-8")
    assert page.rewritten(text, {}, CAMPAIGNS)


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_that_a_campaign_says_what_it_does_and_plays_more_rounds_in_full(name):
    chosen = campaign(name)
    assert chosen.what.endswith(".")
    assert 0 < chosen.short <= chosen.full


def test_that_every_module_with_a_campaign_is_played():
    modules = {
        path.stem
        for path in Path(__file__).parent.glob("*.py")
        if "\nWHAT = " in path.read_text("utf-8")
    }
    assert modules == set(CAMPAIGNS)
