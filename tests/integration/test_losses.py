"""A backup is restored: what was done since is told act by act, or placed by a paper's seal."""

from __future__ import annotations

import pypdfium2
import pytest

from stockpile_app.domain.documents import PrintAuditSheet
from stockpile_app.domain.errors import (
    BadValue,
    NotAllowed,
    NotAllowedNow,
    NotARegister,
    SignInRefused,
)
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.losses import PrintLosses
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.vocabulary import Condition, PlaceKind
from stockpile_app.domain.weapons import DescribeWeapon, RegisterWeapon
from stockpile_app.persistence.opening import open_store
from stockpile_app.reference.loss_words import (
    act_words,
    loss_figures,
    loss_notes,
    loss_verdict,
    paper_words,
)
from stockpile_app.services.backups import restore
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, CancelAfter, copy_register, tamper


def register(services, serial):
    return services.weapons.register(
        RegisterWeapon(place_id=1, serial=serial, model="AKM")
    ).weapon_id


@pytest.fixture
def backed(services, clock):
    """A register with a weapon, backed up; and the file."""
    register(services, "A1")
    made = services.backups.make().path
    clock.advance(hours=1)
    return services, made


@pytest.fixture
def restored(backed, tmp_path, clock):
    """Work goes on after the backup, the old register is closed, and the backup restored."""

    def after(work, who="amina", old=PASSWORD):
        services, made = backed
        work(services)
        folder = services.desk.store.paths.folder
        services.close()
        again = Services(restore(made, tmp_path / "again", who, PASSWORD, clock))
        again.old = folder
        opened.append(again)
        return again

    opened = []
    yield after
    for each in opened:
        each.close()


def test_that_what_was_done_since_is_told_act_by_act(restored, clock):
    def work(services):
        second = register(services, "A2")
        clock.advance(hours=1)
        services.weapons.describe(
            DescribeWeapon(weapon_id=second, condition=Condition.UNSERVICEABLE)
        )
        services.weapons.describe(DescribeWeapon(weapon_id=1, condition=Condition.SERVICEABLE))
        services.places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1))

    again = restored(work)
    found = again.losses.compare(again.old, PASSWORD)
    assert [act.entry.kind for act in found.acts] == [
        "weapon-registered",
        "weapon-described",
        "weapon-described",
        "place-added",
    ]
    assert found.acts_total == 4
    assert found.total == 5  # with the entry that says that the backup was kept
    assert dict(found.by_kind) == {
        "weapon-registered": 1,
        "weapon-described": 2,
        "place-added": 1,
    }
    assert found.by_person == (("amina", 4),)
    names = [each.name for each in found.weapons]
    assert names == ["KE01-000001-9 (AKM A1)", "KE01-000002-7 (AKM A2)"]
    assert found.weapons[1].kinds == ("weapon-registered", "weapon-described")
    assert found.until == clock.now
    assert found.own == 0
    assert found.unread is None
    words = act_words(found.acts[0], found)
    assert "KE01-000002-7 (AKM A2)" in words.about
    assert "serial: A2" in words.details
    assert loss_verdict(found).startswith("4 acts were recorded after the backup")
    assert dict(loss_figures(found))["Place added"] == 1


def test_that_comparing_is_recorded_and_changes_nothing_in_the_old_register(restored):
    again = restored(lambda services: register(services, "A2"))
    before = {each: each.read_bytes() for each in again.old.rglob("*") if each.is_file()}
    found = again.losses.compare(again.old, PASSWORD)
    entry = again.ledgers.entries(limit=1)[0]
    assert entry.kind == "loss-compared"
    assert f'"lost":{found.total}' in entry.body
    after = {each: each.read_bytes() for each in again.old.rglob("*") if each.is_file()}
    assert all(after[each] == before[each] for each in before)
    beside = {each.name for each in after.keys() - before.keys()}
    assert all(each.endswith(("-shm", "-wal")) for each in beside)  # SQLite's own, for readers
    assert again.ledgers.verify().ok


def test_that_nothing_lost_is_said_so(restored):
    again = restored(lambda _services: None)
    found = again.losses.compare(again.old, PASSWORD)
    assert (found.acts, found.acts_total) == ((), 0)
    assert found.total == 1  # that the backup was kept
    assert loss_verdict(found).startswith("Nothing is lost")


def test_that_acts_in_both_registers_after_the_backup_are_told(restored):
    again = restored(lambda services: register(services, "A2"))
    register(again, "B2")
    found = again.losses.compare(again.old, PASSWORD)
    assert (found.acts_total, found.own) == (1, 1)


def test_that_an_import_is_one_act_with_its_file(restored, tmp_path):
    file = tmp_path / "book.csv"
    file.write_text("serial,model,depot\n" + "".join(f"S{n},AKM,Main depot\n" for n in range(30)))
    again = restored(lambda services: services.imports.run(ImportFiles(files=(file,))))
    found = again.losses.compare(again.old, PASSWORD)
    assert found.total > 30
    (act,) = [each for each in found.acts if each.entry.kind == "import-recorded"]
    assert act.rows == 30
    assert "30 weapons; import the file again" in act_words(act, found).details
    assert found.acts_total == 1


def test_that_every_weapon_a_movement_is_about_is_named(restored):
    def work(services):
        for at in range(8):
            register(services, f"B{at}")

    again = restored(work)
    found = again.losses.compare(again.old, PASSWORD)
    assert len(found.weapons) == 8


def test_that_of_a_damaged_register_what_can_be_read_is_told(restored):
    page = []

    def work(services):
        register(services, "A2")
        services.desk.store.fold()
        with services.desk.store.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT rootpage FROM sqlite_master WHERE name = 'weapon_entry'"
            )
            page.append(found.scalar())

    again = restored(work)
    file = again.old / "register.db"
    content = bytearray(file.read_bytes())
    content[(page[0] - 1) * 4096 + 100] ^= 255
    file.write_bytes(content)
    found = again.losses.compare(again.old, PASSWORD)
    assert found.unread is not None
    assert "damaged" in str(found.unread)
    assert [act.entry.kind for act in found.acts] == ["weapon-registered"]
    assert any("could not be read to its end" in each for each in loss_notes(found))


def test_that_a_tampered_register_can_still_be_compared(restored):
    def work(services):
        register(services, "A2")
        tamper(services.desk.store, "UPDATE weapon SET model = 'forged' WHERE id = 1")

    again = restored(work)
    assert again.losses.compare(again.old, PASSWORD).acts_total == 1


@pytest.mark.parametrize("where", ["itself", "nowhere", "another", "locked"])
def test_that_what_cannot_be_compared_is_refused(restored, where, lonely_template, tmp_path, clock):
    again = restored(lambda services: register(services, "A2"))
    folder, password, kind = again.old, PASSWORD, BadValue
    if where == "itself":
        folder = again.desk.store.paths.folder
    elif where == "nowhere":
        folder, kind = tmp_path / "nowhere", NotARegister
    elif where == "another":
        folder, kind = copy_register(lonely_template[0], tmp_path / "other"), NotAllowedNow
        other = Services(Desk(open_store(folder, "amina", PASSWORD, clock)))
        other.close()
    else:
        password, kind = "not the password at all", SignInRefused
    with pytest.raises(kind):
        again.losses.compare(folder, password)
    assert again.ledgers.entries(limit=1)[0].kind == "backup-restored"


def test_that_a_comparison_that_is_stopped_records_nothing(restored):
    again = restored(lambda services: register(services, "A2"))
    with pytest.raises(Cancelled):
        again.losses.compare(again.old, PASSWORD, CancelAfter())
    assert again.ledgers.entries(limit=1)[0].kind == "backup-restored"


def test_that_who_may_not_read_the_ledger_is_not_told(restored):
    again = restored(lambda services: register(services, "A2"), who="chipo")
    with pytest.raises(NotAllowed):
        again.losses.compare(again.old, PASSWORD)


# --- with papers alone ---------------------------------------------------------------------------


def test_that_a_paper_says_whether_it_is_older_or_newer_than_the_backup(backed, tmp_path, clock):
    services, _made = backed
    older = services.documents.audit_sheet(PrintAuditSheet(out=tmp_path / "older.pdf")).seal.code
    made = services.backups.make().path
    register(services, "A2")
    newer = services.documents.audit_sheet(PrintAuditSheet(out=tmp_path / "newer.pdf")).seal.code
    services.close()
    again = Services(restore(made, tmp_path / "again", "amina", PASSWORD, clock))
    there, gone = again.losses.place_of(older), again.losses.place_of(newer)
    assert there.older
    assert there.entry <= there.head
    assert "older than the backup" in paper_words(there)
    assert not gone.older
    assert "newer than the backup" in paper_words(gone)
    with pytest.raises(BadValue):
        again.losses.place_of("nothing")
    again.close()


# --- on paper ------------------------------------------------------------------------------------


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_that_what_is_lost_is_on_paper_to_work_from(restored, tmp_path):
    def work(services):
        for at in range(40):
            register(services, f"B<b>{at}")

    again = restored(work)
    found = again.losses.compare(again.old, PASSWORD)
    done = again.backup_papers.losses(PrintLosses(out=tmp_path / "lost.pdf", losses=found))
    text = text_of(tmp_path / "lost.pdf")
    for at in range(40):
        assert f"B<b>{at}" in text
    assert "40 acts were recorded after the backup" in text
    assert done.number.startswith("LR-KE01-")
    assert done.seal.code[:5] in text
    assert again.ledgers.verify().ok
