from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from stockpile_app.ledger.entries import FIRST_PREVIOUS, Entry, Head, chain, digest_of

TEXT = st.text(alphabet="ab\x00é", max_size=4)
BYTES = st.binary(max_size=4)
ENTRIES = st.builds(
    Entry,
    origin=TEXT,
    seq=st.integers(-3, 2**63 - 1),
    recorded_at=TEXT,
    recorded_by=TEXT,
    approved_by=st.none() | TEXT,
    kind=TEXT,
    body=BYTES,
    previous=st.binary(min_size=32, max_size=32),
    digest=st.just(b""),
)
TEXTS = ("origin", "recorded_at", "recorded_by", "approved_by", "kind", "body")


@given(ENTRIES, ENTRIES)
def test_that_different_entries_have_different_digests(one, other):
    assert (digest_of(one) == digest_of(other)) == (one == other)


@given(ENTRIES, st.sampled_from(Entry._fields[:-1]), st.data())
def test_that_any_changed_field_changes_the_digest(entry, field, data):
    value = getattr(data.draw(ENTRIES), field)
    assume(value != getattr(entry, field))
    assert digest_of(entry._replace(**{field: value})) != digest_of(entry)


@given(ENTRIES, st.integers(0, len(TEXTS) - 2), st.integers(1, 3))
def test_that_bytes_shifted_to_the_next_field_change_the_digest(entry, at, count):
    left, right = TEXTS[at], TEXTS[at + 1]
    moved, rest = getattr(entry, left), getattr(entry, right)
    assume(moved and rest is not None and len(moved) >= count)
    tail = moved[-count:]
    if isinstance(rest, bytes):
        tail = tail.encode()
    shifted = entry._replace(**{left: moved[:-count], right: tail + rest})
    assert digest_of(shifted) != digest_of(entry)


@given(ENTRIES)
def test_that_nobody_is_not_the_same_as_an_empty_name(entry):
    nobody = entry._replace(approved_by=None)
    assert digest_of(nobody) != digest_of(entry._replace(approved_by=""))


@given(st.lists(st.tuples(TEXT, BYTES), max_size=8), st.integers(0, 8))
def test_that_a_batch_and_single_acts_give_the_same_entries(stated, cut):
    start = Head.before_first("KE01")
    who = {"recorded_at": "now", "recorded_by": "amina", "approved_by": None}
    together = list(chain(start, iter(stated), **who))
    first = list(chain(start, iter(stated[:cut]), **who))
    head = start
    if first:
        head = Head("KE01", first[-1].seq, first[-1].digest, "now")
    assert [*first, *chain(head, iter(stated[cut:]), **who)] == together


@given(st.lists(st.tuples(TEXT, BYTES), min_size=1, max_size=8))
def test_that_every_entry_follows_from_the_one_before(stated):
    who = {"recorded_at": "now", "recorded_by": "amina", "approved_by": "brian"}
    entries = list(chain(Head.before_first("KE01"), iter(stated), **who))
    assert [entry.seq for entry in entries] == list(range(1, len(stated) + 1))
    assert entries[0].previous == FIRST_PREVIOUS
    for before, after in pairwise(entries):
        assert after.previous == before.digest
    assert all(digest_of(entry) == entry.digest for entry in entries)


def test_that_a_digest_is_what_it_has_always_been():
    # If this fails, no ledger that was ever written verifies any more.
    entry = Entry(
        "KE01", 7, "2026-03-02T08:00:00.000000Z", "amina", "brian", "place-added",
        b'{"place":1}', bytes(range(32)), b"",
    )  # fmt: skip
    assert digest_of(entry).hex() == FROZEN_DIGEST


FROZEN_DIGEST = "0d5a2e15acac3f009e8513faba384011f0b3ceea8052988736fb7403b0e58cde"
