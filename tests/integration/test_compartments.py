"""What only some may read: keys, admission, erasing, and what an insider with the key can do."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain import confidential_facts
from stockpile_app.domain import facts as f
from stockpile_app.domain.access import Role
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import (
    BadValue,
    NotAllowed,
    NotAllowedNow,
    NotFound,
    RegisterDamaged,
)
from stockpile_app.domain.users import AddUser
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.authority import proven
from stockpile_app.services import registers
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.gateway import Services
from tests.builders import BRIAN, PASSWORD, tamper
from tests.builders_compartments import Whispered

TRACING, PARTICIPANTS = Compartment.TRACING, Compartment.PARTICIPANTS
SECRET = "Njoki Wambui of Kilimo"


@pytest.fixture
def tool_as(services_as):
    return lambda name, **options: Compartments(services_as(name, **options).desk)


def whisper(tool, compartment=TRACING, subject="T-1", text=SECRET):
    tool.require(compartment)
    with tool._desk.store.write() as uow:
        tool.seal(uow, compartment, subject, Whispered(text=text))
        uow.commit()


def texts(tool, compartment=TRACING, subject=None):
    return [each.fact.text for each in tool.read(compartment, subject)]


def add(services, name, role):
    services.users.add(AddUser(name, name.title(), (role,), PASSWORD), BRIAN)


def verified(services):
    return services.ledgers.verify()


@given(text=st.text(max_size=600), times=st.integers(-5, 5))
def test_that_a_confidential_fact_survives_writing_and_its_length_says_little(text, times):
    fact = Whispered(text=text, times=times)
    written = confidential_facts.encode(fact)
    assert confidential_facts.decode(written) == fact
    assert len(written) % confidential_facts.BLOCK == 0


def test_that_a_holder_reads_what_was_sealed_in_order(tool_as):
    tool = tool_as("farah")
    whisper(tool, text="one")
    whisper(tool, subject="T-2", text="two")
    whisper(tool, text="three")
    assert texts(tool) == ["one", "two", "three"]
    assert texts(tool, subject="T-1") == ["one", "three"]
    assert texts(tool_as("farah")) == ["one", "two", "three"]
    assert texts(tool_as("farah", read_only=True)) == ["one", "two", "three"]


@pytest.mark.parametrize("name", ["amina", "brian", "chipo", "dora", "emeka", "gita"])
def test_that_the_role_is_asked_first(tool_as, name):
    whisper(tool_as("farah"))
    tool = tool_as(name)
    with pytest.raises(NotAllowed, match="Your roles do not allow this"):
        tool.read(TRACING)
    with pytest.raises(NotAllowed), tool._desk.store.write() as uow:
        tool.seal(uow, TRACING, "T-1", Whispered(text="x"))


def test_that_nothing_readable_is_in_the_files_even_with_the_store_s_key(services_as, folder):
    tool = Compartments(services_as("farah").desk)
    whisper(tool)
    tool.keep_file(TRACING, "T-1", SECRET.encode())
    services = services_as("amina")
    store = services.desk.store
    for engine in (store.engine, store.media_engine):
        with engine.connect() as connection:
            dump = b"".join(
                value if isinstance(value, bytes) else str(value).encode()
                for table in connection.exec_driver_sql(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                ).scalars()
                for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
                for value in row
            )
            assert b"Wambui" not in dump
    told = " ".join(str(each) for each in services.ledgers.entries())
    assert "Wambui" not in told
    assert SECRET.encode() not in (folder / "keys.json").read_bytes()


def test_that_another_holder_of_the_role_needs_to_be_admitted(services_as):
    whisper(Compartments(services_as("farah").desk))
    add(services_as("amina"), "hana", Role.TRACING_OFFICER)
    hana = services_as("hana")
    with pytest.raises(NotAllowed, match=r"nobody has given you the key yet\..*farah"):
        Compartments(hana.desk).read(TRACING)
    farah = services_as("farah")
    assert farah.admissions.all()[0].waiting == ("hana",)
    farah.admissions.admit(TRACING, "Hana")
    record = farah.admissions.all()[0]
    assert [each.name for each in record.holders] == ["farah", "hana"]
    assert record.waiting == ()
    assert record.recoverable
    with pytest.raises(NotAllowedNow, match="has the key already"):
        farah.admissions.admit(TRACING, "hana")
    with pytest.raises(NotAllowedNow, match="no role"):
        farah.admissions.admit(TRACING, "brian")
    hana = services_as("hana")
    assert texts(Compartments(hana.desk)) == [SECRET]
    assert verified(hana).ok


def test_that_whoever_loses_the_role_reads_no_more_and_a_new_key_shuts_out_old_copies(services_as):
    whisper(Compartments(services_as("farah").desk), text="before")
    amina = services_as("amina")
    add(amina, "hana", Role.TRACING_OFFICER)
    services_as("farah").admissions.admit(TRACING, "hana")
    hana = services_as("hana")
    old_keys = hana.desk.store.keys
    amina = services_as("amina")
    amina.users.change_roles("hana", (Role.STOREKEEPER,), BRIAN)
    assert not [each for each in amina.desk.store.keys.grants if each.name == "hana"]
    farah = Compartments(services_as("farah").desk)
    whisper(farah, text="after")
    assert texts(farah) == ["before", "after"]
    store = farah._desk.store
    assert {each.epoch for each in store.keys.grants} == {1, 2}
    assert not [each for each in store.keys.grants if (each.name, each.epoch) == ("hana", 2)]
    assert not [each for each in old_keys.grants if each.epoch == 2]
    assert verified(services_as("farah")).ok


def test_that_a_reset_password_opens_nothing_until_somebody_admits(services_as, folder, clock):
    whisper(Compartments(services_as("farah").desk))
    amina = services_as("amina")
    add(amina, "hana", Role.TRACING_OFFICER)
    services_as("farah").admissions.admit(TRACING, "hana")
    amina = services_as("amina")
    amina.users.reset_password("hana", "a wet and windy day", BRIAN)
    amina.desk.store.close()
    hana = registers.open_register(folder, "hana", "a wet and windy day", clock)
    with pytest.raises(NotAllowed, match="nobody has given you the key"):
        Compartments(hana).read(TRACING)
    hana.store.close()
    farah = services_as("farah")
    assert texts(Compartments(farah.desk)) == [SECRET]
    assert farah.admissions.all()[0].waiting == ("hana",)
    farah.admissions.admit(TRACING, "hana")
    farah.desk.store.close()
    hana = registers.open_register(folder, "hana", "a wet and windy day", clock)
    assert texts(Compartments(hana)) == [SECRET]
    assert verified(Services(hana)).ok
    hana.store.close()


def test_that_the_recovery_code_gives_the_only_holder_back_what_is_sealed(tmp_path, clock):
    desk, code = registers.new_register(
        registers.NewRegister(
            tmp_path / "r", "Ministry", "KE", "KE01", "Depot", "amina", "Amina", PASSWORD
        ),
        clock,
    )
    Services(desk).users.add(AddUser("farah", "Farah", (Role.TRACING_OFFICER,), PASSWORD))
    desk.store.close()
    farah = registers.open_register(tmp_path / "r", "farah", PASSWORD, clock)
    whisper(Compartments(farah))
    farah.store.close()
    farah = registers.recover(tmp_path / "r", code, "farah", "a wet and windy day", clock)
    assert texts(Compartments(farah)) == [SECRET]
    assert verified(Services(farah)).ok
    farah.store.close()


def test_that_a_new_recovery_code_opens_what_is_older_once_a_holder_was_there(tmp_path, clock):
    desk, old = registers.new_register(
        registers.NewRegister(
            tmp_path / "r", "Ministry", "KE", "KE01", "Depot", "amina", "Amina", PASSWORD
        ),
        clock,
    )
    Services(desk).users.add(AddUser("farah", "Farah", (Role.TRACING_OFFICER,), PASSWORD))
    desk.store.close()
    farah = registers.open_register(tmp_path / "r", "farah", PASSWORD, clock)
    whisper(Compartments(farah))
    farah.store.close()
    desk = registers.open_register(tmp_path / "r", "amina", PASSWORD, clock)
    code = Services(desk).users.replace_recovery_code().code
    assert not [each for each in desk.store.keys.grants if each.name == key_file.RECOVERY]
    desk.store.close()
    farah = registers.open_register(tmp_path / "r", "farah", PASSWORD, clock)
    assert texts(Compartments(farah)) == [SECRET]
    farah.store.close()
    farah = registers.recover(tmp_path / "r", code, "farah", "a wet and windy day", clock)
    assert texts(Compartments(farah)) == [SECRET]
    assert old != code
    assert verified(Services(farah)).ok
    farah.store.close()


def test_that_one_subject_is_erased_and_the_ledger_stays_whole(services_as):
    services = services_as("emeka")
    tool = Compartments(services.desk)
    whisper(tool, PARTICIPANTS, "KAV-0001", "one")
    sha256 = tool.keep_file(PARTICIPANTS, "KAV-0001", b"portrait")
    whisper(tool, PARTICIPANTS, "KAV-0002", "two")
    assert tool.open_file(PARTICIPANTS, "KAV-0001", sha256) == b"portrait"
    with pytest.raises(BadValue, match="Say why"):
        tool.erase(PARTICIPANTS, "KAV-0001", " ")
    tool.erase(PARTICIPANTS, "KAV-0001", "asked for by the person")
    assert texts(tool, PARTICIPANTS) == ["two"]
    assert tool.is_erased(PARTICIPANTS, "KAV-0001")
    assert not tool.is_erased(PARTICIPANTS, "KAV-0002")
    with pytest.raises(NotFound, match="was erased"):
        tool.open_file(PARTICIPANTS, "KAV-0001", sha256)
    with pytest.raises(NotFound, match="was erased"):
        whisper(tool, PARTICIPANTS, "KAV-0001", "again")
    with pytest.raises(NotFound):
        tool.erase(PARTICIPANTS, "KAV-0001", "twice")
    assert verified(services).ok
    log = services.desk.store.paths.database.with_name("register.db-wal")
    assert not log.exists() or not log.stat().st_size


def test_that_looking_is_an_entry_once_a_day(services_as, clock):
    services = services_as("farah")
    tool = Compartments(services.desk)
    whisper(tool)
    for _ in range(3):
        tool.note_viewed(TRACING, "T-1", "reply")
    clock.advance(hours=25)
    tool.note_viewed(TRACING, "T-1", "reply")
    kinds = [each.kind for each in services_as("amina").ledgers.entries()]
    assert kinds.count("confidential-viewed") == 2


# --- insiders ------------------------------------------------------------------------------------


def test_that_a_role_given_by_a_database_tool_opens_nothing_and_is_found(services_as):
    whisper(Compartments(services_as("farah").desk))
    chipo = services_as("chipo")
    tamper(
        chipo.desk.store,
        "UPDATE user_account SET roles = 'storekeeper tracing_officer' WHERE name = 'chipo'",
    )
    with pytest.raises(NotAllowed, match="nobody has given you the key"):
        Compartments(chipo.desk).read(TRACING)
    farah = services_as("farah")
    with pytest.raises(NotAllowedNow, match="sign in once"):
        farah.admissions.admit(TRACING, "chipo")
    assert "row-changed" in {each.kind for each in verified(farah).problems}


def test_that_nobody_opens_a_compartment_by_a_role_that_is_not_proven(services_as):
    chipo = services_as("chipo")
    tamper(
        chipo.desk.store,
        "UPDATE user_account SET roles = 'storekeeper tracing_officer' WHERE name = 'chipo'",
    )
    with pytest.raises(RegisterDamaged, match="cannot be proven"):
        Compartments(chipo.desk).require(TRACING)


def test_that_a_forged_entry_makes_nobody_a_holder_and_is_found(services_as):
    whisper(Compartments(services_as("farah").desk))
    chipo = services_as("chipo")
    with chipo.desk.store.write() as uow:  # signed by chipo alone: the key to that is chipo's own
        uow.record(f.UserRolesChanged(name="chipo", roles=("storekeeper", "tracing_officer")))
        uow.commit()
    farah = services_as("farah")
    with pytest.raises(RegisterDamaged, match="cannot be proven"):
        farah.admissions.admit(TRACING, "chipo")
    assert "not-entitled" in {each.kind for each in verified(farah).problems}


def test_that_a_foreign_box_in_the_key_file_is_given_nothing(services_as, folder):
    whisper(Compartments(services_as("farah").desk))
    add(services_as("amina"), "hana", Role.TRACING_OFFICER)
    chipo = services_as("chipo")
    path = folder / "keys.json"
    keys = key_file.load(path)
    own = keys.slot("chipo").box
    forged = msgspec.structs.replace(keys.slot("hana"), box=own)
    key_file.save(path, keys.with_slot(forged))
    chipo.desk.store.close()
    farah = services_as("farah")
    with pytest.raises(NotAllowedNow, match="sign in once"):
        farah.admissions.admit(TRACING, "hana")
    assert "key-differs" in {each.kind for each in verified(farah).problems}


def test_that_a_key_thrown_away_with_a_tool_is_found(services_as):
    services = services_as("emeka")
    whisper(Compartments(services.desk), PARTICIPANTS, "KAV-0001", "one")
    tamper(services.desk.store, "DELETE FROM subject_key")
    problems = {each.kind: each.message for each in verified(services).problems}
    assert "KAV-0001" in problems["subject-key-missing"]


def test_that_a_key_file_without_the_compartments_is_found(services_as, folder):
    whisper(Compartments(services_as("farah").desk))
    services = services_as("amina")
    services.desk.store.save_keys(msgspec.structs.replace(services.desk.store.keys, grants=()))
    assert "compartment-key-missing" in {each.kind for each in verified(services).problems}
    with pytest.raises(RegisterDamaged, match=r"Put back keys\.json"):
        Compartments(services_as("farah").desk).read(TRACING)


def test_that_a_changed_ciphertext_is_refused_and_found(services_as):
    services = services_as("farah")
    tool = Compartments(services.desk)
    whisper(tool)
    tamper(services.desk.store, "UPDATE sealed_entry SET data = zeroblob(400)")
    with pytest.raises(RegisterDamaged, match="cannot be opened"):
        tool.read(TRACING)
    assert "row-changed" in {each.kind for each in verified(services).problems}


def test_that_sealed_facts_cannot_be_moved_to_another_subject(services_as):
    services = services_as("farah")
    tool = Compartments(services.desk)
    whisper(tool)
    tamper(services.desk.store, "UPDATE sealed_entry SET subject = 'T-2'")
    with pytest.raises(RegisterDamaged, match="cannot be opened"):
        tool.read(TRACING)


def test_that_users_are_proven_from_entries_alone(services_as):
    services = services_as("amina")
    add(services, "hana", Role.STOREKEEPER)
    services.users.change_roles("hana", (Role.INSPECTOR,), BRIAN)
    services.users.retire("hana")
    with services.desk.store.read() as connection:
        people = proven(connection, services.desk.store.origin)
    assert people["hana"].roles == (Role.INSPECTOR,)
    assert people["hana"].retired
    assert people["amina"].key == services.desk.store.signer.public
    assert people[key_file.RECOVERY].key == key_file.recovery_key(services.desk.store.keys)


def test_that_the_last_who_can_open_a_compartment_is_not_shut_out(services_as):
    whisper(Compartments(services_as("farah").desk))
    amina = services_as("amina")
    amina.users.replace_recovery_code(BRIAN)  # which no holder has given the key yet
    for refused in (
        lambda: amina.users.retire("farah"),
        lambda: amina.users.change_roles("farah", (Role.INSPECTOR,), BRIAN),
        lambda: amina.users.reset_password("farah", "a wet and windy day", BRIAN),
    ):
        with pytest.raises(NotAllowedNow, match="Nobody would be left who can open trace files"):
            refused()
    assert texts(Compartments(services_as("farah").desk)) == [SECRET]  # gives the code its key
    services_as("amina").users.retire("farah")
    assert verified(services_as("amina")).ok
