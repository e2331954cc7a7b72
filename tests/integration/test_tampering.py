from __future__ import annotations

import random
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from stockpile_app.domain.progress import NoProgress
from stockpile_app.ledger.entries import Entry, digest_of
from stockpile_app.ledger.seals import make_seal
from stockpile_app.ledger.signing import SigningKey, TransactionSignature, transaction_message
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence import ledger_store, verify_tables
from stockpile_app.persistence import verify as verification
from stockpile_app.persistence.base import Base, derived_tables
from stockpile_app.persistence.engine import open_engine
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.row_words import column_words
from stockpile_app.persistence.tables import EntryRow, SealRow, SignatureRow
from tests.builders import (
    ORIGIN,
    PASSWORD,
    FakeClock,
    copy_register,
    number,
    tamper,
    weapon,
)
from tests.builders_everything import record_much

TABLES = {table.name: table for table in Base.metadata.sorted_tables}
CELLS = [(table.name, column.name) for table in TABLES.values() for column in table.columns]
DERIVED = {table.name for table in derived_tables()}
ALONE = [
    (name, column)
    for name, column in CELLS
    if name not in DERIVED or TABLES[name].columns[column].primary_key
]
"""Keys, and the ledger: each of these is told in its own way."""


@pytest.fixture(scope="module")
def busy_template(template, tmp_path_factory):
    folder = copy_register(template, tmp_path_factory.mktemp("busy") / "register")
    store = open_store(folder, "amina", PASSWORD, FakeClock())
    record_much(store)
    store.close()
    return folder


@pytest.fixture(scope="module")
def shared(busy_template, tmp_path_factory):
    """One register for many edits, each of which is taken back."""
    folder = copy_register(busy_template, tmp_path_factory.mktemp("shared") / "register")
    store = open_store(folder, "amina", PASSWORD, FakeClock())
    yield store
    store.close()


@pytest.fixture
def busy(busy_template, tmp_path):
    folder = copy_register(busy_template, tmp_path / "register")
    store = open_store(folder, "amina", PASSWORD, FakeClock())
    yield store
    store.close()


def found(store, against=None):
    result = verification.verify(store, NoProgress(), against)
    assert result.ok == (not result.problems)
    return [(each.kind, each.where) for each in result.problems]


def rows_of(store, table):
    with store.engine.connect() as connection:
        keys = ", ".join(f'"{each.name}"' for each in table.primary_key.columns)
        rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}" ORDER BY {keys}')
        return [dict(row._mapping) for row in rows]


def change(value, rng):
    """Return a value of the same type, other by one byte."""
    if value is None:
        return "x"
    if isinstance(value, int):
        return value ^ (128 << rng.randrange(8))
    if isinstance(value, bytes):
        at = rng.randrange(len(value))
        return value[:at] + bytes([value[at] ^ (1 << rng.randrange(8))]) + value[at + 1 :]
    if not value:
        return "x"
    at = rng.randrange(len(value))
    return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]


def edit(store, table, row, column, value):
    """Change one cell; return what takes the change back."""
    keys = [each.name for each in table.primary_key.columns]

    def statement(new, where):
        condition = " AND ".join(f'"{key}" = ?' for key in keys)
        sql = f'UPDATE "{table.name}" SET "{column}" = ? WHERE {condition}'
        return sql, (new, *(where[key] for key in keys))

    tamper(store, statement(value, row))
    return lambda: tamper(store, statement(row[column], {**row, column: value}))


def names(table, row, column, value):
    """Return the places of which at least one must be named."""
    key = [each.name for each in table.primary_key.columns]
    keys = ["-".join(str(each[name]) for name in key) for each in (row, {**row, column: value})]
    named = {f"{table.name} {each}" for each in keys}
    if table.name == "entry":
        named = {f"entry {row['seq']}", f"entry {row['seq'] + 1}"}
        if (
            column == "seq"
        ):  # the gap is told where it ends; of the last entry that is its new place
            named.add(f"entry {value}")
    elif table.name == "signature":
        named = {f"entries {row['first_seq']}-{row['seq']}", f"entries {value}-{row['seq']}"}
        named |= {f"entries {row['first_seq']}-{value}"}
        named |= {f"entry {each}" for each in range(row["first_seq"], row["seq"] + 1)}
    elif table.name == "seal":
        named = {f"seal {row['seq']}", f"seal {value}"}
    return named | {str(value)} if column == "origin" else named


def assert_named(store, table, row, column, value):
    problems = found(store)
    where = {place for _, place in problems}
    assert where & names(table, row, column, value), (table.name, column, problems)


@pytest.mark.parametrize(("name", "column"), ALONE)
def test_that_a_changed_cell_is_found_and_named(shared, name, column):
    rng = random.Random(f"{name}.{column}")
    table = TABLES[name]
    rows = rows_of(shared, table)
    row = rng.choice([each for each in rows if each[column] is not None] or rows)
    value = change(row[column], rng)
    take_back = edit(shared, table, row, column, value)
    try:
        assert_named(shared, table, row, column, value)
    finally:
        take_back()


def edit_row(store, table, row, values):
    """Change several cells of one row; return what takes the change back."""
    keys = [each.name for each in table.primary_key.columns]

    def statement(new):
        said = ", ".join(f'"{name}" = ?' for name in new)
        condition = " AND ".join(f'"{key}" = ?' for key in keys)
        sql = f'UPDATE "{table.name}" SET {said} WHERE {condition}'
        return sql, (*new.values(), *(row[key] for key in keys))

    tamper(store, statement(values))
    return lambda: tamper(store, statement({name: row[name] for name in values}))


def others(table):
    return [column.name for column in table.columns if not column.primary_key]


WITH_OTHERS = sorted(name for name in DERIVED if others(TABLES[name]))


@pytest.mark.parametrize("name", WITH_OTHERS)
def test_that_each_changed_cell_of_a_derived_row_is_found_and_named(shared, name):
    rng = random.Random(name)
    table = TABLES[name]
    row = rng.choice(rows_of(shared, table))
    values = {column: change(row[column], rng) for column in others(table)}
    take_back = edit_row(shared, table, row, values)
    try:
        told = told_of(shared, table, row)
        assert [column for column in values if f"{column_words(column)}: " not in told] == []
    finally:
        take_back()


def told_of(store, table, row):
    key = "-".join(str(row[each.name]) for each in table.primary_key.columns)
    problems = verification.verify(store, NoProgress(), None).problems
    return " ".join(each.message for each in problems if each.where == f"{table.name} {key}")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(CELLS), st.randoms(use_true_random=False))
def test_that_any_changed_byte_is_found_and_named(shared, cell, rng):
    table, column = TABLES[cell[0]], cell[1]
    row = rng.choice(rows_of(shared, table))
    value = change(row[column], rng)
    if any({**row, column: value}.items() <= other.items() for other in rows_of(shared, table)):
        return
    try:
        take_back = edit(shared, table, row, column, value)
    except IntegrityError:  # a key that is taken cannot be changed to
        return
    try:
        assert_named(shared, table, row, column, value)
    finally:
        take_back()


def test_that_what_was_taken_back_leaves_no_trace(shared):
    assert found(shared) == []


TEXTS = [cell for cell in CELLS if TABLES[cell[0]].columns[cell[1]].type.python_type is str]
LEDGER = ("entry", "signature", "seal", "user_account", "photograph")


@pytest.mark.parametrize("name", WITH_OTHERS)
def test_that_each_cell_of_another_type_of_a_derived_row_is_found_and_named(shared, name):
    table = TABLES[name]
    row = rows_of(shared, table)[-1]
    values = {
        column: b"\xff\x00" if (name, column) in TEXTS else "seven" for column in others(table)
    }
    take_back = edit_row(shared, table, row, values)
    try:
        told = told_of(shared, table, row)
        assert [column for column in values if f"{column_words(column)}: " not in told] == []
    finally:
        take_back()


@pytest.mark.parametrize(("name", "column"), ALONE)
def test_that_a_cell_of_another_type_is_found_and_named(shared, name, column):
    table = TABLES[name]
    row = rows_of(shared, table)[-1]
    value = b"\xff\x00" if (name, column) in TEXTS else "seven"
    try:
        take_back = edit(shared, table, row, column, value)
    except IntegrityError:  # the id of a row can be nothing but a number
        return
    try:
        problems = found(shared)
        named = (name, "entr", "seal", str(value))
        assert any(each in where for _, where in problems for each in named), problems
    finally:
        take_back()


@pytest.mark.parametrize(("name", "column"), [cell for cell in TEXTS if cell[0] in LEDGER])
def test_that_a_cell_with_broken_text_is_found_and_named(shared, name, column):
    table = TABLES[name]
    row = rows_of(shared, table)[-1]
    keys = [each.name for each in table.primary_key.columns]
    same = [each for each in keys if each != column]
    where = " AND ".join(f'"{key}" = ?' for key in keys)
    broken = f"""UPDATE "{name}" SET "{column}" = CAST(x'ff' AS TEXT) WHERE {where}"""
    tamper(shared, (broken, tuple(row[key] for key in keys)))
    try:
        assert [kind for kind, where in found(shared) if where.startswith(name)] == ["unreadable"]
    finally:
        where = " AND ".join([f"CAST(\"{column}\" AS BLOB) = x'ff'", *(f'"{k}" = ?' for k in same)])
        mended = f'UPDATE "{name}" SET "{column}" = ? WHERE {where}'
        tamper(shared, (mended, (row[column], *(row[key] for key in same))))


@pytest.mark.parametrize("name", TABLES)
def test_that_a_removed_row_is_found_and_named(busy, name):
    table = TABLES[name]
    row = rows_of(busy, table)[0]
    keys = [each.name for each in table.primary_key.columns]
    condition = " AND ".join(f'"{key}" = ?' for key in keys)
    tamper(busy, (f'DELETE FROM "{name}" WHERE {condition}', tuple(row[key] for key in keys)))
    problems = found(busy)
    if name == "seal":  # nothing inside can tell: the paper it stands on can, and the backup
        assert problems == []
    elif name == "entry":
        assert ("entry-missing", "entry 2") in problems
    elif name == "subject_key":
        key = f"{row['compartment']}-{row['subject']}"
        assert ("subject-key-missing", f"subject_key {key}") in problems
    elif name == "signature":
        assert ("unsigned", f"entries {row['first_seq']}-{row['seq']}") in problems
    else:
        key = "-".join(str(row[each]) for each in keys)
        assert ("row-missing", f"{name} {key}") in problems


@pytest.mark.parametrize("name", sorted(DERIVED))
def test_that_an_added_row_is_found_and_named(busy, name):
    table = TABLES[name]
    row = rows_of(busy, table)[-1]
    alone = len(table.primary_key.columns) == 1
    for column in table.primary_key.columns:
        if alone or column.name != "weapon_id":
            row[column.name] = 4242 if isinstance(row[column.name], int) else "zz"
    if name == "origin":
        row["number"] = 7
    marks = ", ".join("?" * len(row))
    tamper(busy, (f'INSERT INTO "{name}" VALUES ({marks})', tuple(row.values())))
    key = "-".join(str(row[each.name]) for each in table.primary_key.columns)
    assert ("row-added", f"{name} {key}") in found(busy)


def test_that_a_role_given_to_oneself_is_found(busy):
    tamper(busy, "UPDATE user_account SET roles = roles || ' depot_manager' WHERE name = 'gita'")
    result = verification.verify(busy, NoProgress())
    assert [(each.kind, each.where) for each in result.problems] == [
        ("row-changed", "user_account gita")
    ]
    assert "“administrator” → “administrator depot_manager”" in result.problems[0].message


def test_that_a_changed_weapon_is_told_by_its_number_and_both_values(busy):
    tamper(busy, "UPDATE weapon SET serial = 'X1' WHERE id = 3")
    [problem] = verification.verify(busy, NoProgress()).problems
    assert (problem.kind, problem.where) == ("row-changed", "weapon 3")
    assert number(3) in problem.message
    assert "serial: “A00003” → “X1”" in problem.message


def test_that_the_right_rows_are_named_in_a_large_table(busy, monkeypatch):
    monkeypatch.setattr(verify_tables, "_CHUNK", 20)
    with busy.write() as uow:
        uow.record_all(weapon(each) for each in range(16, 160))
        uow.commit()
    assert found(busy) == []
    tamper(
        busy,
        "DELETE FROM weapon WHERE id IN (17, 60, 61, 62)",
        "UPDATE weapon SET model = 'x' WHERE id IN (16, 100)",
        "UPDATE weapon SET id = 1000 WHERE id = 120",
    )
    assert {each for each in found(busy) if each[0].startswith("row")} == {
        *(("row-missing", f"weapon {each}") for each in (17, 60, 61, 62, 120)),
        *(("row-changed", f"weapon {each}") for each in (16, 100)),
        ("row-added", "weapon 1000"),
    }


# --- schema --------------------------------------------------------------------------------------

SCHEMA = {
    "entry_no_update": "DROP TRIGGER entry_no_update",
    "seal_no_replace": "DROP TRIGGER seal_no_replace",
    "mine": "CREATE TRIGGER mine AFTER INSERT ON entry BEGIN SELECT 1; END",
    "ix_weapon_serial_fold": "DROP INDEX ix_weapon_serial_fold",
    "ix_mine": "CREATE INDEX ix_mine ON weapon (maker)",
    "extra": "CREATE TABLE extra (x)",
    "look": "CREATE VIEW look AS SELECT * FROM weapon",
    "weapon": "ALTER TABLE weapon ADD COLUMN more TEXT",
    "place": "ALTER TABLE place RENAME COLUMN closed_seq TO closed",
}


@pytest.mark.parametrize("name", SCHEMA)
def test_that_a_changed_schema_is_found_and_named(busy, name):
    engine = open_engine(busy.paths.database, busy.key, guarded=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(SCHEMA[name])
        connection.commit()
    engine.dispose()
    busy.engine.dispose()
    assert ("schema-changed", name) in found(busy)


def test_that_a_trigger_with_another_body_is_found(busy):
    engine = open_engine(busy.paths.database, busy.key, guarded=False)
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER entry_no_update")
        connection.exec_driver_sql(
            "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry WHEN 0 "
            "BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END"
        )
        connection.commit()
    engine.dispose()
    assert found(busy) == [("schema-changed", "entry_no_update")]


def test_that_an_index_that_leaves_rows_out_is_found(busy):
    engine = open_engine(busy.paths.database, busy.key, guarded=False)
    with engine.connect() as connection:
        sql = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'ix_weapon_serial_fold'"
        ).scalar()
        connection.exec_driver_sql("DROP INDEX ix_weapon_serial_fold")
        connection.exec_driver_sql(f"{sql} WHERE id > 3")
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = ? WHERE name = 'ix_weapon_serial_fold'", (sql,)
        )
        connection.commit()
    engine.dispose()
    busy.engine.dispose()
    assert ("damaged", "register.db") in found(busy)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO weapon_serial (weapon_serial) VALUES ('delete-all')",
        "INSERT INTO weapon_serial (rowid, serial_norm) VALUES (4242, 'A99999')",
        "INSERT INTO weapon_serial(weapon_serial,rowid,serial_norm) VALUES('delete', 3, 'A00003')",
        "DELETE FROM weapon_serial_data WHERE id > 100",
        "DELETE FROM weapon_serial_docsize WHERE id = 3",
        "UPDATE weapon_serial_data SET block = zeroblob(length(block)) WHERE id > 100",
    ],
)
def test_that_a_changed_text_index_is_found(busy, statement):
    tamper(busy, statement)
    busy.engine.dispose()
    assert {where for _, where in found(busy)} & {"weapon_serial", "register.db"}


# --- history that was taken away -----------------------------------------------------------------


def cut(store, last):
    """Remove the tail of the ledger with all that would betray it, and put the tables right."""
    tamper(
        store,
        f"DELETE FROM entry WHERE seq > {last}",
        f"DELETE FROM signature WHERE seq > {last}",
        f"DELETE FROM seal WHERE seq > {last}",
        "DELETE FROM weapon WHERE id = 15",
        "INSERT INTO weapon_serial (weapon_serial) VALUES ('rebuild')",
    )


def head_of(store):
    with store.read() as connection:
        return ledger_store.head(connection, ORIGIN)


def test_that_a_removed_tail_is_found_by_what_was_sealed_and_signed(busy):
    last = head_of(busy).seq
    tamper(busy, f"DELETE FROM entry WHERE seq > {last - 2}")
    assert ("tail-missing", f"entry {last}") in found(busy)


def test_that_a_removed_tail_without_its_signatures_is_found_by_the_seal(busy):
    with busy.read() as connection:
        sealed = ledger_store.last_seal(connection, ORIGIN)
    tamper(
        busy,
        f"DELETE FROM entry WHERE seq >= {sealed.seq}",
        f"DELETE FROM signature WHERE seq >= {sealed.seq}",
    )
    assert ("tail-missing", f"entry {sealed.seq}") in found(busy)


def test_that_a_tail_removed_without_a_trace_is_found_by_the_code_on_paper(busy):
    with busy.write() as uow:
        code = uow.seal("AS-2").code
        uow.commit()
    cut(busy, head_of(busy).seq - 1)
    assert found(busy) == []
    assert found(busy, code) == [("code-unknown", code)]


def test_that_an_old_copy_put_back_is_found_by_the_code_on_paper(busy, busy_template, clock):
    with busy.write() as uow:
        uow.record(weapon(16))
        code = uow.seal("AS-2").code
        uow.commit()
    assert verification.verify(busy, NoProgress(), code).sealed_seq == head_of(busy).seq
    folder = busy.paths.folder
    busy.close()
    shutil.rmtree(folder)
    copy_register(busy_template, folder)
    clock.advance(minutes=1)
    old = open_store(folder, "amina", PASSWORD, clock)
    with old.write() as uow:  # and the same number of entries since
        uow.record(weapon(16))
        uow.commit()
    assert found(old) == []
    assert found(old, code) == [("code-unknown", code)]
    old.close()


def test_that_a_whole_history_made_anew_is_found(busy):
    # with every digest right again, by somebody who has the store's key and their own
    with busy.read() as connection:
        entries = [e for chunk in ledger_store.read_entries(connection, ORIGIN) for e in chunk]
        code = ledger_store.last_seal(connection, ORIGIN).code
    at = next(i for i, e in enumerate(entries) if e.kind == "weapon-registered")
    entries[at] = entries[at]._replace(body=entries[at].body.replace(b"A00001", b"A00007"))
    statements = []
    for i in range(at, len(entries)):
        entry = entries[i]._replace(previous=entries[i - 1].digest)
        entries[i] = entry._replace(digest=digest_of(entry))
        statements.append(
            (
                "UPDATE entry SET body = ?, previous = ?, digest = ? WHERE seq = ?",
                (*entries[i][6:9], entries[i].seq),
            )
        )
    tamper(busy, *statements)
    problems = found(busy, code)
    assert not {"entry-changed", "chain-broken"} & {kind for kind, _ in problems}
    assert {"bad-signature", "seal-differs"} <= {kind for kind, _ in problems}
    assert ("code-unknown", code) in problems
    assert ("row-changed", "weapon 1") in problems


def test_that_an_entry_nobody_signed_is_found(busy):
    head = head_of(busy)
    entry = Entry(
        ORIGIN, head.seq + 1, head.recorded_at, "amina", None, "password-changed",
        b'{"name":"amina"}', head.digest, b"",
    )  # fmt: skip
    entry = entry._replace(digest=digest_of(entry))
    marks = ", ".join("?" * len(entry))
    tamper(busy, (f"INSERT INTO entry VALUES ({marks})", tuple(entry)))
    assert found(busy) == [("unsigned", f"entries {entry.seq}-{entry.seq}")]
    stranger = SigningKey.generate("amina")
    message = transaction_message(ORIGIN, entry.seq, entry.seq, entry.digest)
    signed = TransactionSignature(
        ORIGIN, entry.seq, entry.seq, "amina", stranger.sign(message), None, None
    )
    tamper(busy, ("INSERT INTO signature VALUES (?, ?, ?, ?, ?, ?, ?)", tuple(signed)))
    assert found(busy) == [("bad-signature", f"entries {entry.seq}-{entry.seq}")]


def test_that_a_forged_seal_is_found(busy):
    head = head_of(busy)
    forged = make_seal(
        SigningKey.generate(ORIGIN),
        ORIGIN,
        head.seq,
        head.digest,
        made_at=head.recorded_at,
        occasion="AS-9",
    )
    tamper(busy, ("INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?, ?)", tuple(forged)))
    assert found(busy) == [("seal-forged", f"seal {head.seq}")]


@pytest.mark.parametrize("seq", [0, -1, -(2**63)])
def test_that_an_entry_below_the_first_is_found(busy, seq):
    rest = "recorded_at, recorded_by, approved_by, kind, body, previous, digest"
    tamper(busy, f"INSERT INTO entry SELECT origin, {seq}, {rest} FROM entry WHERE seq = 5")
    assert ("entry-added", f"entry {seq}") in found(busy)


@pytest.mark.parametrize("row", [EntryRow, SignatureRow, SealRow])
def test_that_rows_of_an_unknown_register_are_found(busy, row):
    name = row.__tablename__
    columns = ", ".join(f'"{c.name}"' for c in TABLES[name].columns if c.name != "origin")
    tamper(busy, f"INSERT INTO {name} SELECT 'XX99', {columns} FROM {name}")
    assert ("foreign-entries", "XX99") in found(busy)


# --- files beside the database -------------------------------------------------------------------


def replace_keys(store, keys):
    key_file.save(store.paths.keys, keys)


def test_that_a_user_let_in_by_the_key_file_alone_is_found(busy):
    key = SigningKey.generate("mallory")
    slot = key_file.user_slot(ORIGIN, key, PASSWORD, busy.key.secret)
    replace_keys(busy, busy.keys.with_slot(slot))
    assert found(busy) == [("key-unknown", "keys.json")]


def test_that_a_retired_user_let_in_again_is_found(busy, template):
    shutil.copy(template / "keys.json", busy.paths.keys)
    assert {where for _, where in found(busy)} == {"keys.json"}


def test_that_a_user_s_replaced_key_is_found(busy):
    slot = key_file.user_slot(ORIGIN, SigningKey.generate("brian"), PASSWORD, busy.key.secret)
    replace_keys(busy, busy.keys.with_slot(slot))
    assert found(busy) == [("key-differs", "keys.json")]


def test_that_a_user_s_missing_key_is_found(busy):
    replace_keys(busy, busy.keys.without_slot("brian"))
    assert found(busy) == [("key-missing", "keys.json")]


def test_that_a_replaced_sealing_key_is_found(busy):
    other = key_file.create(ORIGIN, busy.key.secret, SigningKey.generate(ORIGIN))
    replace_keys(busy, key_file.msgspec.structs.replace(busy.keys, seal=other.seal))
    assert found(busy) == [("key-differs", "keys.json")]


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff"])
def test_that_a_damaged_key_file_is_found(busy, content):
    busy.paths.keys.unlink()
    if content is not None:
        busy.paths.keys.write_bytes(content)
    assert found(busy) == [("damaged", "keys.json")]


def media(store, *statements):
    engine = open_engine(store.paths.media, store.key, guarded=False)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()


def test_that_a_changed_photograph_is_found(busy):
    media(busy, "UPDATE medium SET content = x'89504E47' WHERE media_type = 'image/png'")
    assert found(busy) == [("photograph-changed", "media.db")]


def test_that_a_removed_photograph_is_found(busy):
    media(busy, "DELETE FROM medium WHERE media_type = 'image/png'")
    assert found(busy) == [("photograph-missing", "media.db")]


def test_that_a_media_file_without_its_table_is_found(busy):
    media(busy, "DROP TABLE medium")
    busy.media_engine.dispose()
    assert ("damaged", "media.db") in found(busy)


# --- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["register.db", "media.db"])
def test_that_every_flipped_bit_is_found(busy_template, tmp_path, name):
    # SQLCipher's page authentication finds what no check of the content could
    folder = copy_register(busy_template, tmp_path / "register")
    content = (folder / name).read_bytes()
    rng = random.Random(name)
    for _ in range(40 if name == "register.db" else 10):
        bit = rng.randrange(len(content) * 8)
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        (folder / name).write_bytes(flipped)
        try:
            store = open_store(folder, "amina", PASSWORD, FakeClock())
        except verification.StockpileError:
            continue
        problems = found(store)
        store.close()
        assert ("damaged", name) in problems
        for path in folder.glob("*-wal"):
            path.unlink()


@pytest.mark.slow
def test_that_three_hundred_flipped_bits_are_found(busy_template, tmp_path):
    folder = copy_register(busy_template, tmp_path / "register")
    content = (folder / "register.db").read_bytes()
    rng = random.Random(300)
    store = open_store(folder, "amina", PASSWORD, FakeClock())
    key = store.key
    store.close()
    missed = []
    for _ in range(300):
        bit = rng.randrange(len(content) * 8)
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        (folder / "register.db").write_bytes(flipped)
        problems = []
        engine = open_engine(folder / "register.db", key, read_only=True)
        try:
            verification.check_pages(engine, "register.db", problems.append)
        except verification.StockpileError as error:
            problems.append(error)
        engine.dispose()
        if not problems:
            missed.append(bit)
    assert missed == []
