from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

from stockpile_app.documents.access_log import write_access_log
from tests.unit.documents.guarding_material import DAY, LONG, MOMENT, STORE, access
from tests.unit.documents.material import STAMP, texts

LOG = replace(STAMP, title="Access log")


def log(entries, *, place=STORE, blank=4):
    out = io.BytesIO()
    days = (DAY, DAY + dt.timedelta(days=6))
    pages = write_access_log(out, LOG, place, days, entries, blank)
    pdf = out.getvalue()
    assert len(texts(pdf)) == pages
    return pdf


def flat(pdf):
    return " ".join(" ".join(texts(pdf)).split())


def test_that_an_entry_tells_who_when_and_what_for():
    told = flat(log([access(1), access(2, left_at=None, escort="Sgt. Abdi", visitors=True)]))
    assert "2 entries" in told
    assert "Mar 2, 2026 to Mar 8, 2026" in told
    assert "08:30" in told
    assert "09:30" in told
    assert "Juma Otieno" in told
    assert "not yet" in told
    assert "VISITORS. Weekly count" in told
    assert "Sgt. Abdi" in told


def test_that_a_place_inside_is_named():
    told = flat(log([access(1)], place="Main depot"))
    assert "Store A: Weekly count" in told
    assert "Store A: Weekly" not in flat(log([access(1)]))


def test_that_no_name_is_left_out_of_a_large_party():
    names = tuple(f"Person {at:02}" for at in range(1, 31))
    told = flat(log([access(1, people=names)]))
    assert all(name in told for name in names)


def test_that_there_are_lines_to_write_on_or_none():
    assert "Entries by hand" in flat(log([]))
    assert "Entries by hand" not in flat(log([access(1)], blank=0))
    assert len(texts(log([], blank=60))) > 2


def test_that_a_year_of_entries_goes_on_with_heads_on_every_page():
    entries = [
        access(at, came_at=MOMENT + dt.timedelta(days=at), left_at=None, purpose=LONG)
        for at in range(60)
    ]
    pages = texts(log(entries))
    assert len(pages) > 4
    assert all("Signature" in page for page in pages)


def test_that_the_same_log_gives_the_same_bytes():
    assert log([access(1)]) == log([access(1)])
