from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from stockpile_app.domain.errors import RegisterBusy
from stockpile_app.domain.facts import ClockWentBack, DocumentIssued, decode
from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence.base import Base
from stockpile_app.persistence.engine import open_engine
from stockpile_app.persistence.opening import open_store, unlock_second
from stockpile_app.persistence.tables import EntryRow, SealRow, SignatureRow, WeaponRow
from stockpile_app.persistence.verify import verify
from tests.builders import ORIGIN, PASSWORD, copy_register, number, weapon


def everything(store):
    with store.read() as connection:
        found = {
            table.name: connection.execute(
                select(table).order_by(*table.primary_key.columns)
            ).fetchall()
            for table in Base.metadata.sorted_tables
        }
        found["text"] = connection.exec_driver_sql(
            "SELECT rowid FROM weapon_serial WHERE weapon_serial MATCH 'A00'"
        ).fetchall()
    return found


def facts(store):
    with store.read() as connection:
        rows = connection.execute(select(EntryRow.kind, EntryRow.body).order_by(EntryRow.seq))
        return [decode(*row) for row in rows]


class Boom(Exception):
    pass


@pytest.mark.parametrize("when", ["before", "after"])
def test_that_a_failure_leaves_nothing(store, when):
    before = everything(store)

    def act():
        with store.write() as uow:
            uow.record(weapon(1))
            uow.seal("x")
            if when == "after":
                uow.record_all(weapon(each) for each in range(2, 5000))
            raise Boom

    with pytest.raises(Boom):
        act()
    assert everything(store) == before
    assert verify(store, NoProgress()).ok


def test_that_forgetting_to_commit_leaves_nothing(store):
    before = everything(store)
    with store.write() as uow:
        uow.record(weapon(1))
    assert everything(store) == before


def test_that_a_fact_that_does_not_fit_leaves_nothing(store):
    before = everything(store)
    with store.write() as uow:
        uow.record(weapon(1))
        with pytest.raises(IntegrityError):
            uow.record(weapon(2, place=77))
    assert everything(store) == before


def test_that_reads_inside_see_what_was_recorded_so_far(store):
    with store.write() as uow:
        uow.record(weapon(1))
        assert uow.connection.execute(select(WeaponRow.number)).scalar() == number(1)


def test_that_entries_carry_who_when_and_the_second_person(store, clock):
    second = unlock_second(store, "brian", PASSWORD)
    clock.advance(hours=1)
    with store.write(second) as uow:
        uow.record(weapon(1))
        uow.commit()
    with store.read() as connection:
        entry = connection.execute(select(EntryRow.__table__).order_by(EntryRow.seq.desc())).first()
        signed = connection.execute(
            select(SignatureRow.__table__).order_by(SignatureRow.seq.desc())
        ).first()
    assert entry.recorded_at == "2026-03-02T09:00:00.000000Z"
    assert (entry.recorded_by, entry.approved_by) == ("amina", "brian")
    assert (signed.user, signed.second) == ("amina", "brian")
    assert (signed.first_seq, signed.seq) == (entry.seq, entry.seq)


def test_that_one_signature_stands_for_a_whole_transaction(store):
    with store.write() as uow:
        uow.record(weapon(1))
        uow.record_all(weapon(each) for each in range(2, 4100))
        first, last = uow.next_seq - 4099, uow.next_seq - 1
        uow.commit()
    with store.read() as connection:
        signed = connection.execute(
            select(SignatureRow.__table__).order_by(SignatureRow.seq.desc())
        ).first()
    assert (signed.first_seq, signed.seq) == (first, last)


def test_that_a_clock_that_goes_back_is_recorded_once(store, clock):
    clock.advance(days=1)
    with store.write() as uow:
        uow.record(weapon(1))
        uow.commit()
    clock.advance(hours=-3)
    for each in (2, 3):
        with store.write() as uow:
            uow.record(weapon(each))
            uow.commit()
    *_, went_back, two, three = facts(store)
    assert went_back == ClockWentBack(
        before="2026-03-03T08:00:00.000000Z", now="2026-03-03T05:00:00.000000Z"
    )
    assert (two.number, three.number) == (number(2), number(3))
    assert verify(store, NoProgress()).ok


def test_that_the_next_number_counts_the_clock_that_went_back(store, clock):
    clock.advance(hours=-1)
    with store.write() as uow:
        seq = uow.next_seq
        uow.record(DocumentIssued(document="x", doc_number=f"X-{seq}", scope="", weapons=0))
        assert uow.commit().head == seq


def test_that_a_clock_in_another_time_zone_is_the_same_clock(store, clock):
    zone = dt.timezone(dt.timedelta(hours=-8))
    clock.now = clock.now.astimezone(zone)
    with store.write() as uow:
        uow.record(weapon(1))
        uow.commit()
    assert not [each for each in facts(store) if isinstance(each, ClockWentBack)]


def test_that_a_batch_and_single_acts_give_identical_rows(template, tmp_path, clock):
    stated = [
        weapon(each, serial=None if each % 7 == 0 else f"A{each:05d}") for each in range(1, 60)
    ]
    found = []
    for way in ("batch", "single"):
        copy = copy_register(template, tmp_path / way)
        store = open_store(copy, "amina", PASSWORD, clock)
        if way == "batch":
            with store.write() as uow:
                uow.record_all(iter(stated))
                uow.commit()
        else:
            for fact in stated:
                with store.write() as uow:
                    uow.record(fact)
                    uow.commit()
        rows = everything(store)
        del rows["signature"]
        found.append(rows)
        assert verify(store, NoProgress()).ok
        store.close()
    assert found[0] == found[1]


def test_that_a_change_names_what_it_touched(store):
    with store.write() as uow:
        uow.record(weapon(1), weapon(2))
        changes = uow.commit()
    assert changes.weapons == {1, 2}
    assert not changes.many
    with store.write() as uow:
        uow.record_all(weapon(each) for each in range(3, 1200))
        assert uow.commit().many


def test_that_an_entry_that_is_sealed_already_keeps_its_first_seal(store):
    with store.write() as uow:
        first = uow.seal("one")
        uow.commit()
    with store.write() as uow:
        again = uow.seal("two")
        uow.commit()
    assert again.code == first.code
    with store.read() as connection:
        assert connection.execute(select(SealRow.occasion)).scalars().all() == ["daily"]


def test_that_a_writer_that_finds_it_locked_gives_back_its_connection(store):
    engine = open_engine(store.paths.database, store.key)
    with engine.connect() as other:
        other.exec_driver_sql("COMMIT")
        other.exec_driver_sql("BEGIN IMMEDIATE")
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 1")
        for _ in range(3):
            with pytest.raises(RegisterBusy), store.write():
                pass
        assert store.engine.pool.checkedout() == 0
    engine.dispose()
    with store.write() as uow:
        uow.record(weapon(1))
        uow.commit()


def test_that_entries_know_their_register(store):
    assert store.origin == ORIGIN
    with store.write() as uow:
        assert uow.origin == ORIGIN
