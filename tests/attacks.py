"""What somebody with a password, the store's key and a database tool may try, one attack each.

An attack is played by Amina, administrator and depot manager, on a copy of a register in which
nearly everything has happened. She has the key of the store and her own signing key, and whatever
lies in the folder; she has nobody else's password. Then Dora, the inspector, verifies it, with a
sheet that she took home the day before. Each attack says what she then reads.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as driver

from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import NoProgress
from stockpile_app.i18n import told_text
from stockpile_app.ledger.entries import Entry, Head, chain, digest_of
from stockpile_app.ledger.seals import make_seal
from stockpile_app.ledger.signing import SigningKey, TransactionSignature, transaction_message
from stockpile_app.persistence import backup, ledger_store
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.base import Base
from stockpile_app.persistence.engine import open_engine
from stockpile_app.persistence.opening import open_store, unlock_second
from stockpile_app.persistence.paper_check import check_paper
from stockpile_app.persistence.register_paths import Paths
from stockpile_app.persistence.verify import verify
from tests.builders import (
    ORIGIN,
    PASSWORD,
    FakeClock,
    cheap_slot,
    copy_register,
    make_register,
    number,
    tamper,
    weapon,
)
from tests.builders_everything import record_much

PICTURE: Final = b"\xff\xd8\xff the rifle that was sold"


@dataclass(frozen=True)
class Ground:
    """Where attacks are played: the register of today, its copy of yesterday, and a paper.

    Attributes:
        code: Of the seal on the sheet that the inspector took home.
        qr: The same, as its QR code says it.
        document: Number of the sheet.
        farah: The key of an officer who is retired, from a copy of the files that she kept.
    """

    now: Path
    yesterday: Path
    code: str
    qr: str
    document: str
    farah: SigningKey


def make_ground(folder: Path) -> Ground:
    """Make a busy register, keep a copy of it, work on for a day and print a sheet."""
    now, yesterday = folder / "now", folder / "yesterday"
    make_register(now)
    store = open_store(now, "amina", PASSWORD, FakeClock())
    farah = SigningKey("farah", store.keys.unlock("farah", PASSWORD).sign)
    record_much(store)
    store.close()
    copy_register(now, yesterday)
    clock = FakeClock()
    clock.advance(days=1)
    store = open_store(now, "amina", PASSWORD, clock)
    brian = unlock_second(store, "brian", PASSWORD)
    hana = SigningKey.generate("hana")
    with store.write(brian) as uow:
        added = f.UserAdded(name="hana", full_name="Hana", roles=("storekeeper",), key=hana.public)
        uow.record(added)
        slot = cheap_slot(hana, PASSWORD, store.key.secret)
        store.commit_with_keys(uow, store.keys.with_slot(slot))
    sha256 = store.media.put(PICTURE, "image/jpeg")
    with store.write() as uow:
        uow.record(
            *(weapon(each) for each in range(16, 20)),
            f.PhotographAdded(
                number=number(3),
                occurred_on="2026-03-03",
                sha256=sha256,
                media_type="image/jpeg",
                size=len(PICTURE),
            ),
        )
        document = f"AS-{ORIGIN}-{uow.next_seq}"
        uow.record(
            f.DocumentIssued(document="audit-sheet", doc_number=document, scope="", weapons=17)
        )
        seal = uow.seal(document)
        uow.commit()
    store.close()
    return Ground(now, yesterday, seal.code, seal.qr, document, farah)


def _key(table: str, row: dict) -> tuple[str, tuple]:
    names = [column.name for column in Base.metadata.tables[table].primary_key.columns]
    return " AND ".join(f'"{name}" = ?' for name in names), tuple(row[name] for name in names)


@dataclass
class Scene:
    """A register under attack.

    Attributes:
        rng: Chooses the target where any will do.
    """

    ground: Ground
    folder: Path
    rng: random.Random
    amina: SigningKey = field(init=False)

    def __post_init__(self) -> None:
        """Let Amina look at everything that she can."""
        store = self.open()
        self.key, self.keys, self.amina = store.key, store.keys, store.signer
        with store.read() as connection:
            chunks = ledger_store.read_entries(connection, ORIGIN)
            self.entries = [entry for chunk in chunks for entry in chunk]
        store.close()

    @property
    def paths(self) -> Paths:
        """Where the files are."""
        return Paths(self.folder)

    def open(self, name: str = "amina", days: float = 2):
        """Open the register as somebody, some days after it was begun."""
        clock = FakeClock()
        clock.advance(days=days)
        return open_store(self.folder, name, PASSWORD, clock)

    @property
    def head(self) -> Entry:
        """The last entry."""
        return self.entries[-1]

    def entry(self, *, before: int = 0) -> Entry:
        """Any entry but the first, and but those about users, whose kinds are told first."""
        last = before or self.head.seq
        plain = [e for e in self.entries[1 : last - 1] if not e.kind.startswith(("user", "rec"))]
        return self.rng.choice(plain)

    def sql(self, *statements) -> None:
        """Edit the database with a tool; the guards are put back afterwards."""
        tamper(self, *statements)

    def tool(self, path: str, *statements, folder: Path | None = None) -> None:
        """Edit a file with a tool that knows nothing of guards."""
        engine = open_engine((folder or self.folder) / path, self.key, guarded=False)
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.commit()
        engine.dispose()

    def row(self, table: str, where: str = "1") -> dict:
        """Any row of a table."""
        engine = open_engine(self.folder / "register.db", self.key)
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}" WHERE {where}').fetchall()
        engine.dispose()
        return dict(self.rng.choice(rows)._mapping)

    def set(self, table: str, column: str, value: object, where: str = "1") -> None:
        """Change a cell of any row."""
        condition, key = _key(table, self.row(table, where))
        self.sql((f'UPDATE "{table}" SET "{column}" = ? WHERE {condition}', (value, *key)))

    def remove(self, table: str, where: str = "1") -> None:
        """Remove any row."""
        condition, key = _key(table, self.row(table, where))
        self.sql((f'DELETE FROM "{table}" WHERE {condition}', key))

    def put(self, entries: Sequence[Entry], signatures: Sequence[TransactionSignature] = ()):
        """Return statements that put in entries and signatures."""
        for rows, table in ((entries, "entry"), (signatures, "signature")):
            for row in rows:
                marks = ", ".join("?" * len(row))
                yield f"INSERT INTO {table} VALUES ({marks})", tuple(row)

    def state(self, *facts, by=None, name="", second=None, at=""):
        """Return an entry for each fact after the head, and Amina's signature over them."""
        by = by or self.amina
        entries = list(
            chain(
                Head(ORIGIN, self.head.seq, self.head.digest, ""),
                ((each.kind, f.encode(each)) for each in facts),
                recorded_at=at or "2026-03-04T08:00:00.000000Z",
                recorded_by=name or by.name,
                approved_by=second.name if second else None,
            )
        )
        first, last = entries[0], entries[-1]
        message = transaction_message(ORIGIN, first.seq, last.seq, last.digest)
        signed = TransactionSignature(
            ORIGIN,
            last.seq,
            first.seq,
            by.name,
            by.sign(message),
            second.name if second else None,
            second.sign(message) if second else None,
        )
        return entries, signed

    def save_keys(self, keys) -> None:
        """Replace the key file."""
        key_file.save(self.folder / "keys.json", keys)

    def bring_back(self, *names: str) -> None:
        """Put files of yesterday in place of those of today."""
        for path in self.folder.glob("*-wal"):
            path.unlink()
        for name in names:
            shutil.copy(self.ground.yesterday / name, self.folder / name)

    def bring_back_all(self) -> None:
        """Put the whole folder of yesterday in place of that of today."""
        shutil.rmtree(self.folder)
        copy_register(self.ground.yesterday, self.folder)


@dataclass(frozen=True)
class Attack:
    """One attack and what the inspector reads.

    Attributes:
        name: What is done, as a person would say it.
        do: Does it.
        reads: What must stand in the answer, each in one of its sentences.
        paper: How the paper is held against it: "", "code", "qr", or "both" for its code and the
            number of the document.
    """

    name: str
    do: Callable[[Scene], object]
    reads: tuple[str, ...]
    paper: str = ""


def play(ground: Ground, attack: Attack, folder: Path, seed: str) -> list[str]:
    """Play an attack on a copy; return the sentences that the inspector reads."""
    copy_register(ground.now, folder)
    scene = Scene(ground, folder, random.Random(seed))
    try:
        attack.do(scene)
        store = scene.open("dora", days=3)
    except StockpileError as refused:
        return [str(refused)]
    except driver.DatabaseError as refused:
        return [f"refused: {refused}"]
    try:
        text = {"qr": ground.qr, "code": ground.code}.get(attack.paper, "")
        answers = [each.message for each in verify(store, NoProgress(), text or None).problems]
        if attack.paper == "both":
            found = check_paper(store, ground.code, ground.document, NoProgress())
            answers.append(told_text(found))
        return answers
    finally:
        store.close()


# --- entries -------------------------------------------------------------------------------------


def _change(scene: Scene) -> None:
    entry = scene.entry()
    scene.sql(("UPDATE entry SET body = ? WHERE seq = ?", (entry.body + b" ", entry.seq)))


def _change_and_chain(scene: Scene, *, sign: bool = False, seals: bool = False) -> None:
    """Change an entry; make all digests after it anew, and own signatures where they are own."""
    entries, target = list(scene.entries), scene.entry(before=scene.head.seq - 8)
    entries[target.seq - 1] = target._replace(body=target.body + b" ")
    statements = []
    for at in range(target.seq - 1, len(entries)):
        entry = entries[at]._replace(previous=entries[at - 1].digest)
        entries[at] = entry._replace(digest=digest_of(entry))
        statements.append(
            (
                "UPDATE entry SET body = ?, previous = ?, digest = ? WHERE seq = ?",
                (*entries[at][6:9], entry.seq),
            )
        )
    if sign:
        statements += _resigned(scene, entries, target.seq)
    if seals:
        statements.append(f"DELETE FROM seal WHERE seq >= {target.seq}")
    scene.sql(*statements)


def _resigned(scene: Scene, entries: list[Entry], first: int) -> list:
    store = scene.open()
    with store.read() as connection:
        signed = [each for each in ledger_store.signatures(connection, ORIGIN) if each.seq >= first]
    store.close()
    return [
        (
            "UPDATE signature SET signature = ? WHERE seq = ?",
            (
                scene.amina.sign(
                    transaction_message(ORIGIN, s.first_seq, s.seq, entries[s.seq - 1].digest)
                ),
                s.seq,
            ),
        )
        for s in signed
        if s.user == "amina"
    ]


def _delete(scene: Scene) -> None:
    scene.sql(f"DELETE FROM entry WHERE seq = {scene.entry().seq}")


def _insert(scene: Scene) -> None:
    entry = scene.entry()
    before = scene.entries[entry.seq - 2]
    forged = entry._replace(kind="backup-made", body=b'{"file":"x","head":1,"sha256":""}')
    forged = forged._replace(previous=before.digest)
    forged = forged._replace(digest=digest_of(forged))
    scene.sql(f"DELETE FROM entry WHERE seq = {entry.seq}", *scene.put([forged]))


def _reorder(scene: Scene) -> None:
    seq = scene.rng.randrange(20, scene.head.seq - 1)
    scene.sql(
        f"UPDATE entry SET seq = -1 WHERE seq = {seq}",
        f"UPDATE entry SET seq = {seq} WHERE seq = {seq + 1}",
        f"UPDATE entry SET seq = {seq + 1} WHERE seq = -1",
    )


_MOVED: Final = f.PasswordChanged(name="brian")


def _append(scene: Scene, **how) -> None:
    entries, signed = scene.state(_MOVED, **how)
    scene.sql(*scene.put(entries, [signed]))


def _append_for_brian(scene: Scene) -> None:
    entries, signed = scene.state(_MOVED, name="brian")
    scene.sql(*scene.put(entries, [signed._replace(user="brian")]))


def _append_unsigned(scene: Scene) -> None:
    scene.sql(*scene.put(scene.state(_MOVED)[0]))


def _own_key_as_brian(scene: Scene) -> None:
    mine = SigningKey.generate("brian")
    scene.save_keys(scene.keys.with_slot(cheap_slot(mine, PASSWORD, scene.key.secret)))
    entries, signed = scene.state(_MOVED, by=mine)
    scene.sql(*scene.put(entries, [signed]))


def _made_up_second(scene: Scene) -> None:
    entries, signed = scene.state(weapon(30), second=SigningKey.generate("brian"))
    scene.sql(*scene.put(entries, [signed]))


def _cut(scene: Scene, *, signatures: bool = False, seals: bool = False) -> None:
    last = scene.rng.randrange(scene.head.seq - 6, scene.head.seq)
    scene.sql(
        f"DELETE FROM entry WHERE seq > {last}",
        *([f"DELETE FROM signature WHERE seq > {last}"] if signatures else []),
        *([f"DELETE FROM seal WHERE seq > {last}"] if seals else []),
    )


HISTORY: Final = (
    Attack(
        "the text of an entry is changed",
        _change,
        ("is not as it was recorded: it was changed with a tool",),
    ),
    Attack(
        "an entry is changed and every digest after it made anew",
        _change_and_chain,
        ("did not sign them as they are", "the history up to it was made anew"),
    ),
    Attack(
        "an entry is changed, all digests made anew, and one's own transactions signed again",
        lambda scene: _change_and_chain(scene, sign=True),
        ("the history up to it was made anew", "its history is not the one that was printed"),
        paper="qr",
    ),
    Attack(
        "the same, and the seals are thrown away",
        lambda scene: _change_and_chain(scene, sign=True, seals=True),
        ("this register has another entry",),
        paper="both",
    ),
    Attack("an entry is removed", _delete, ("is missing: it was removed with a tool",)),
    Attack(
        "an entry is put in the place of another",
        _insert,
        ("does not follow from the entry before it",),
    ),
    Attack("two entries change places", _reorder, ("is not as it was recorded",)),
    Attack(
        "an entry is added in Brian's name, signed by oneself",
        lambda scene: _append(scene, name="brian"),
        ("says that brian recorded it, but amina signed it",),
    ),
    Attack(
        "an entry is added in Brian's name, with a signature that is said to be his",
        _append_for_brian,
        ("bear the name of brian, but brian did not sign them",),
    ),
    Attack(
        "an entry is added without a signature",
        _append_unsigned,
        ("carry nobody’s signature", "“Password changed”"),
    ),
    Attack(
        "Brian's slot in the key file is exchanged for one's own, and used to sign as him",
        _own_key_as_brian,
        ("with a key that is not brian’s", "brian did not sign them as they are"),
    ),
    Attack(
        "a retired officer signs with the key from a copy that she kept",
        lambda scene: _append(scene, by=scene.ground.farah),
        ("bear the name of farah, who was no user of this register then",),
    ),
    Attack(
        "a second person's signature is made up",
        _made_up_second,
        ("bear the name of brian, but brian did not sign them",),
    ),
    Attack(
        "the last entries are removed",
        _cut,
        ("This register once went on to entry",),
    ),
    Attack(
        "the last entries are removed with their signatures",
        lambda scene: _cut(scene, signatures=True),
        ("This register once went on to entry",),
    ),
    Attack(
        "the last entries are removed with signatures and seals",
        lambda scene: _cut(scene, signatures=True, seals=True),
        ("an older copy of the register was put back, or its last entries were removed",),
        paper="qr",
    ),
)

# --- seals and copies ----------------------------------------------------------------------------


def _forge_seal(scene: Scene) -> None:
    entry = scene.head
    forged = make_seal(
        SigningKey.generate(ORIGIN), ORIGIN, entry.seq, entry.digest,
        made_at=entry.recorded_at, occasion="AS-9",
    )  # fmt: skip
    scene.sql(f"DELETE FROM seal WHERE seq = {entry.seq}", *_rows("seal", [forged]))


def _rows(table: str, rows) -> list:
    return [(f"INSERT INTO {table} VALUES ({', '.join('?' * len(r))})", tuple(r)) for r in rows]


def _old_copy_worked_on(scene: Scene) -> None:
    scene.bring_back_all()
    store = scene.open(days=1)
    with store.write() as uow:
        uow.record_all(weapon(each) for each in range(40, 60))
        uow.commit()
    store.close()


def _second_register(scene: Scene) -> None:
    shutil.rmtree(scene.folder)
    make_register(scene.folder)


def _fork(scene: Scene) -> None:
    """Work on in yesterday's copy on another machine, and print from there."""
    _old_copy_worked_on(scene)


COPIES: Final = (
    Attack("a seal is forged", _forge_seal, ("The seal “AS-9”", "was not made by this register")),
    Attack(
        "the day of a seal is changed",
        lambda scene: scene.set("seal", "made_at", "2025-01-01T08:00:00.000000Z"),
        ("it was forged or changed with a tool",),
    ),
    Attack(
        "the whole folder of yesterday is put back",
        Scene.bring_back_all,
        ("an older copy of the register was put back", "is missing here"),
        paper="qr",
    ),
    Attack(
        "the whole folder of yesterday is put back, and the paper has no readable QR code",
        Scene.bring_back_all,
        ("an older copy of the register was put back", "is missing here"),
        paper="both",
    ),
    Attack(
        "the folder of yesterday is put back and worked on",
        _old_copy_worked_on,
        ("Somebody put back an older copy and went on with it",),
        paper="qr",
    ),
    Attack(
        "a copy is worked on elsewhere as if it were the register",
        _fork,
        ("worked with a second copy",),
        paper="both",
    ),
    Attack(
        "a second register with the same code is made and shown to the inspector",
        _second_register,
        ("the register is a second one with the same code",),
        paper="qr",
    ),
    Attack(
        "register.db alone is put back from yesterday",
        lambda scene: scene.bring_back("register.db"),
        ("The key file lets in hana, whom no entry makes a user",),
    ),
    Attack(
        "media.db alone is put back from yesterday",
        lambda scene: scene.bring_back("media.db"),
        (f"of weapon {number(3)} was removed from media.db",),
    ),
    Attack(
        "keys.json alone is put back from yesterday",
        lambda scene: scene.bring_back("keys.json"),
        ("The key file has no way in for hana",),
    ),
)

# --- what the screens show -----------------------------------------------------------------------


def _cell(name: str, *change, reads: tuple[str, ...]) -> Attack:
    return Attack(name, lambda scene: scene.set(*change), (*reads, "with a tool"))


def _gone(name: str, table: str, *reads: str) -> Attack:
    told = "was removed with a tool; the entries still tell of it"
    return Attack(name, lambda scene: scene.remove(table), (*reads, told))


TABLES: Final = (
    _cell("a rifle that was sold is shown as destroyed", "weapon", "status", "destroyed",
          "status <> 'destroyed'", reads=("A weapon (KE01-0", "“destroyed”")),
    _cell("a rifle is moved to the old depot on the screen", "weapon", "place_id", 4,
          "place_id = 2", reads=("A weapon (KE01-0", "“Store Å” → “Old depot”")),
    _cell("a serial is changed to that of another rifle", "weapon", "serial", "X1",
          reads=("→ “X1”",)),
    _gone("a weapon is taken off the list", "weapon", "A weapon (KE01-0"),
    _cell("a weapon is booked on another person", "custody", "since", "2020-01-01",
          reads=("Who holds a weapon (",)),
    _cell("a counted line says another weapon", "count_line", "weapon_id", 15,
          "weapon_id IS NOT NULL AND weapon_id <> 15",
          reads=("A counted line of a stocktake", number(15))),
    _gone("a shortage is taken out of a stocktake", "discrepancy", "A discrepancy of a stocktake"),
    _cell("an order is said to be approved by Brian", "disposal_order", "approved_by", "brian x",
          reads=("A disposal order", "“brian x”")),
    _cell("a failed answer is made a good one", "check_answer", "answer", "yes!",
          reads=("An answer of a security check", "“yes!”")),
    _gone("an incident is made not to have happened", "incident", "An incident"),
    _cell("the receipt of a hand-in is closed by another officer", "hand_in", "officer", "nobody",
          reads=("A hand-in", "“nobody”")),
    _cell("who took a weapon over is changed", "movement", "received_by", "somebody else",
          reads=("A movement", "“somebody else”")),
    _cell("a figure of a frozen report is changed", "national_report", "cells", "{}",
          reads=("A frozen national report",)),
    _cell("the ciphertext of a trace file is overwritten", "sealed_entry", "data", b"\x00" * 40,
          reads=("A sealed entry, such as one of a trace file",)),
    _cell("a mark that was altered is shown as whole", "mark", "altered", 0, "altered = 1",
          reads=("A mark (",)),
    _cell("a key is said to be out since another day", "key_copy", "since", "2020-01-01",
          reads=("A key (", "“2020-01-01”")),
    Attack("a photograph is booked on another weapon",
           lambda scene: scene.set("photograph", "weapon_id", 1, "weapon_id = 3"),
           ("A photograph of a weapon", f"“{number(3)}” → “{number(1)}”")),
)  # fmt: skip

# --- guards, indexes and the file itself ---------------------------------------------------------


def _through_the_program(statement: str) -> Callable[[Scene], None]:
    """Send a statement by the program's own connection."""

    def do(scene: Scene) -> None:
        store = scene.open()
        try:
            with store.write() as uow:
                uow.connection.exec_driver_sql(statement.format(seq=scene.entry().seq))
                uow.commit()
        finally:
            store.close()

    return do


def _by_hand(statement: str) -> Callable[[Scene], None]:
    """Send a statement by a bare connection that sets no pragma at all."""

    def do(scene: Scene) -> None:
        connection = driver.connect(str(scene.folder / "register.db"))
        raw = (scene.key.secret + scene.key.salt).hex()
        connection.execute(f"PRAGMA key = \"x'{raw}'\"")
        try:
            connection.execute(statement.format(seq=scene.entry().seq))
            connection.commit()
        finally:
            connection.close()

    return do


_REPLACE: Final = (
    "INSERT OR REPLACE INTO entry SELECT origin, seq, recorded_at, recorded_by, approved_by, kind,"
    " body || ' ', previous, digest FROM entry WHERE seq = {seq}"
)
_UPDATE_REPLACE: Final = "UPDATE OR REPLACE entry SET seq = {seq} + 1 WHERE seq = {seq}"
_EDIT: Final = "UPDATE entry SET kind = 'backup-made' WHERE seq = {seq}"


def _no_guard(scene: Scene) -> None:
    scene.tool("register.db", "DROP TRIGGER entry_no_update")


def _mute_guard(scene: Scene) -> None:
    scene.tool(
        "register.db",
        "DROP TRIGGER entry_no_delete",
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry WHEN 0"
        " BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END",
    )


FILE: Final = (
    Attack("an entry is replaced through the program", _through_the_program(_REPLACE),
           ("append-only",)),
    Attack("an entry is pushed over another through the program",
           _through_the_program(_UPDATE_REPLACE), ("not authorized",)),
    Attack("an entry is replaced by hand", _by_hand(_REPLACE), ("append-only",)),
    Attack("an entry is pushed over another by hand", _by_hand(_UPDATE_REPLACE), ("append-only",)),
    Attack("an entry is edited by hand", _by_hand(_EDIT), ("append-only",)),
    Attack("a guard is removed", _no_guard, ("The guard “entry_no_update”",)),
    Attack("a guard is replaced by one that never acts", _mute_guard,
           ("The guard “entry_no_delete”",)),
    Attack("an index is removed", lambda scene: scene.tool(
        "register.db", "DROP INDEX ix_weapon_serial_fold"), ("The index “ix_weapon_serial_fold”",)),
    Attack("the search is made to miss a weapon", lambda scene: scene.sql(
        "INSERT INTO weapon_serial(weapon_serial, rowid, serial_norm)"
        " VALUES('delete', 3, 'A00003')"), ("a search may miss weapons",)),
    Attack("a table is added for one's own notes", lambda scene: scene.tool(
        "register.db", "CREATE TABLE notes (x)"), ("The table or view “notes”",)),
    Attack("the register is said to be of a newer program", lambda scene: scene.tool(
        "register.db", "UPDATE alembic_version SET version_num = '9999'"), ("newer",)),
    Attack("entries of another register are put in", lambda scene: scene.sql(
        "INSERT INTO entry SELECT 'XX99', seq, recorded_at, recorded_by, approved_by, kind, body,"
        " previous, digest FROM entry WHERE seq < 9"), ("was never admitted to this one",)),
)  # fmt: skip

# --- media ---------------------------------------------------------------------------------------


def _media(*statements: str) -> Callable[[Scene], None]:
    return lambda scene: scene.tool("media.db", *statements)


MEDIA: Final = (
    Attack(
        "two weapons' photographs change places",
        _media(
            "CREATE TEMP TABLE two AS SELECT sha256, content FROM medium WHERE media_type LIKE"
            " 'image/%' ORDER BY sha256 LIMIT 2",
            "UPDATE medium SET content = (SELECT content FROM two WHERE two.sha256 <>"
            " medium.sha256) WHERE sha256 IN (SELECT sha256 FROM two)",
        ),
        ("its picture was exchanged or changed",),
    ),
    Attack(
        "a photograph's picture is exchanged",
        _media("UPDATE medium SET content = x'FFD8FF00' WHERE media_type = 'image/png'"),
        (f"of weapon {number(2)} is not the one that was recorded",),
    ),
    Attack(
        "a photograph is thrown away",
        _media("DELETE FROM medium WHERE media_type = 'image/png'"),
        (f"of weapon {number(2)} was removed from media.db",),
    ),
)

# --- keys and rights -----------------------------------------------------------------------------


def _keys_of_another_register(scene: Scene) -> None:
    other = scene.folder.parent / f"{scene.folder.name}-other"
    make_register(other, ("amina", "dora"))
    shutil.copy(other / "keys.json", scene.folder / "keys.json")


def _own_slot(scene: Scene, name: str) -> None:
    slot = cheap_slot(SigningKey.generate(name), PASSWORD, scene.key.secret)
    scene.save_keys(scene.keys.with_slot(slot))


def _own_seal_key(scene: Scene) -> None:
    other = key_file.create(ORIGIN, scene.key.secret, SigningKey.generate(ORIGIN))
    scene.save_keys(key_file.msgspec.structs.replace(scene.keys, seal=other.seal))


def _own_grant(scene: Scene) -> None:
    grant = scene.keys.grants[0]
    scene.save_keys(scene.keys.with_grants([key_file.msgspec.structs.replace(grant, name="chipo")]))


def _alone(*facts) -> Callable[[Scene], None]:
    """State facts in one transaction after the other, each signed by oneself alone."""

    def do(scene: Scene) -> None:
        for fact in facts:
            entries, signed = scene.state(fact)
            scene.sql(*scene.put(entries, [signed]))
            scene.entries += entries

    return do


_PUPPET: Final = f.UserAdded(
    name="puppet", full_name="P", roles=("depot_manager",), key="00" * 32, alone=True
)
_ENTITLED: Final = "but nobody who was entitled to it signed it"

RIGHTS: Final = (
    Attack("a role is given in the table", lambda scene: scene.set(
        "user_account", "roles", "tracing_officer", "name = 'chipo'"),
        ("A user (chipo", "“tracing_officer”")),
    Attack("a retired officer is made active in the table", lambda scene: scene.set(
        "user_account", "retired_seq", None, "name = 'farah'"), ("A user (farah",)),
    Attack("the key of a colleague is exchanged in the table", lambda scene: scene.set(
        "user_account", "key", "00" * 32, "name = 'brian'"),
        ("A user (brian", "with a key that is not brian’s")),
    Attack("a role is given by an entry of one's own", _alone(
        f.UserRolesChanged(name="amina", roles=("tracing_officer",))), (_ENTITLED, "amina")),
    Attack("a second account of one's own is added by an entry", _alone(_PUPPET),
           (_ENTITLED, "“User added”")),
    Attack("everybody else who may approve is retired, then an account added alone", _alone(
        f.UserRetired(name="gita"), f.UserRetired(name="brian"), _PUPPET),
        (_ENTITLED, "“User retired”", "“User added”")),
    Attack("a colleague's password is reset by an entry alone", _alone(
        f.UserKeyReplaced(name="brian", key="00" * 32, alone=True)), (_ENTITLED,)),
    Attack("the recovery code is said to have given a new key", _alone(
        f.UserKeyReplaced(name="amina", key="00" * 32, by_recovery=True)), (_ENTITLED,)),
    Attack("an order of disposal is approved by an entry of one's own", _alone(f.DisposalApproved(
        order=1, occurred_on="2026-03-04", digest="0" * 64, approved_by="brian")),
        ("“Disposal approved”", "needs a second person, and nobody who could approve it")),
    Attack("the serial of a rifle is corrected without a second person", _alone(f.IdentityCorrected(
        number=number(3), corrects=9, reason="x", serial="X1")),
        ("needs a second person, and nobody who could approve it",)),
    Attack("a way in is put into the key file for somebody unknown",
           lambda scene: _own_slot(scene, "mallory"),
           ("The key file lets in mallory, whom no entry makes a user",)),
    Attack("the way in of a retired officer is put back",
           lambda scene: _own_slot(scene, "farah"), ("a way in for farah, who is retired",)),
    Attack("a way in of one's own is put in under Brian's name",
           lambda scene: _own_slot(scene, "brian"), ("with a key that is not brian’s",)),
    Attack("the key file of another register is put in", _keys_of_another_register,
           ("or keys.json is of another register",)),
    Attack("the sealing key is exchanged", _own_seal_key,
           ("Trust no paper that was printed since",)),
    Attack("a sealed key is handed to somebody who was never admitted", _own_grant,
           ("The key file gives chipo a key to",)),
    Attack("the key to somebody's personal data is thrown away",
           lambda scene: scene.remove("subject_key"), ("was thrown away, and no entry says why",)),
)  # fmt: skip

# --- the clock -----------------------------------------------------------------------------------

CLOCK: Final = (
    Attack(
        "an entry is given an earlier time, and signed so",
        lambda scene: _append(scene, at="2026-01-01T08:00:00.000000Z"),
        ("its time was made up with a tool",),
    ),
)

# --- backups -------------------------------------------------------------------------------------


def _edited_backup(scene: Scene) -> None:
    store = scene.open()
    file = scene.folder / "backups" / "x.stockpile"
    backup.make(store, file, "2026-03-04T08:00:00.000000Z", NoProgress())
    store.close()
    content = bytearray(file.read_bytes())
    content[scene.rng.randrange(len(content) // 4, len(content) * 3 // 4)] ^= 1
    file.write_bytes(content)
    backup.unpack(file, scene.folder.parent / f"{scene.folder.name}-restored")


BACKUPS: Final = (Attack("a backup file is edited", _edited_backup, ("damaged",)),)

ATTACKS: Final = (
    *HISTORY, *COPIES, *TABLES, *FILE, *MEDIA, *RIGHTS, *CLOCK, *BACKUPS,
)  # fmt: skip
