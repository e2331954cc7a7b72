"""Papers of movements that happened: sealed, recorded, and true to the entries."""

from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.movement_papers import (
    PrintMovement,
    PrintPersonHistory,
    PrintRemovalLog,
    PrintWeaponHistory,
)
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence.verify import verify
from tests.builders import number
from tests.builders_movements import (
    ADA,
    BOX,
    CRATE,
    DAY,
    DEPOT,
    OTHER,
    RACK,
    STORE,
    UNIT,
    give_back,
    issue,
    move,
    receive,
    sealed,
    send,
    set_up,
    state,
)
from tests.unit.documents.material import scans, texts

IN_BOX = (1, 3, 5, 7, 9, 11)


@pytest.fixture
def depot(services):
    set_up(services.desk.store)
    yield services
    assert verify(services.desk.store, NoProgress()).ok


@pytest.fixture
def sent(depot):
    state(depot, sealed(BOX, "A1"))
    return depot.movements.dispatch(send())


def read(done):
    pdf = done.path.read_bytes()
    return " ".join("\n".join(texts(pdf)).split())


@pytest.fixture
def paper(depot, tmp_path):
    papers = depot.movements.papers

    def print_(name, movement_id):
        command = PrintMovement(out=tmp_path / f"{name}.pdf", movement_id=movement_id)
        return getattr(papers, name)(command)

    return print_


def test_that_a_voucher_is_sealed_recorded_and_opens_its_movement(depot, paper):
    issued = depot.movements.issue(issue(2, 4))
    done = paper("voucher", issued.movement_id)
    text = read(done)
    assert (done.number, done.weapons) == (f"VO-KE01-{issued.movement_id + 1}", 2)
    assert done.seal is not None
    for wanted in ("Issue voucher", issued.number, "Ada Otieno (K-17)", "2nd Battalion", number(4)):
        assert wanted in text
    code = PaperCode(CodeKind.MOVEMENT, "KE01", issued.movement_id).code
    assert scans(done.path.read_bytes(), 203) == [code]
    assert depot.ledgers.entries(limit=1)[0].kind == "document-made"


def test_that_a_return_voucher_names_who_brought_them_back(depot, paper):
    depot.movements.issue(issue(2))
    returned = depot.movements.give_back(give_back(2, notes="sight bent"))
    text = read(paper("voucher", returned.movement_id))
    assert "Return voucher" in text
    assert "sight bent" in text


def test_that_each_paper_is_of_its_own_kind_of_movement(depot, paper, sent):
    moved = depot.movements.move(move(2))
    assert "Movement voucher" in read(paper("voucher", moved.movement_id))
    with pytest.raises(BadValue, match=f"{sent.number} has no voucher"):
        paper("voucher", sent.movement_id)
    with pytest.raises(BadValue, match="of a receipt"):
        paper("handover", moved.movement_id)
    with pytest.raises(NotFound):
        paper("manifest", moved.movement_id)
    for name in ("voucher", "manifest", "handover"):
        with pytest.raises(NotFound):
            paper(name, 9999)


def test_that_nothing_is_left_of_a_paper_that_is_refused(depot, paper, tmp_path):
    with pytest.raises(NotFound):
        paper("voucher", 9999)
    assert not (tmp_path / "voucher.pdf").exists()


def test_that_manifest_and_declaration_follow_a_dispatch(depot, paper, sent):
    got = depot.movements.receive(
        receive(
            sent.movement_id,
            weapon_ids=IN_BOX[:4],
            missing_ids=IN_BOX[4:],
            unexpected=("XX 12",),
            seals={BOX: ("A1", "Z9")},
        )
    )
    manifest = paper("manifest", got.movement_id)  # of its dispatch
    assert manifest.weapons == 6
    text = read(manifest)
    assert "Seals on leaving: A1" in text
    assert "Main depot" in text
    text = read(paper("handover", got.movement_id))
    for wanted in (f"incident {got.incident_id}", "XX 12", "Z9", sent.number, "Store N"):
        assert wanted in text


def test_that_a_removal_log_lists_what_left_a_place_and_what_came_back(depot, sent, tmp_path):
    depot.movements.move(move(2, to=RACK))
    depot.movements.issue(issue(2))
    depot.movements.issue(issue(4, person_id=UNIT, received_by="Cpl Muthoni"))
    depot.movements.give_back(give_back(4))
    depot.movements.receive(receive(sent.movement_id, weapon_ids=(1,), seals={BOX: ()}))

    def log(place, since=DAY, until=DAY):
        command = PrintRemovalLog(
            out=tmp_path / "log.pdf", place_id=place, since=since, until=until
        )
        return depot.movements.papers.removal_log(command)

    assert log(DEPOT).weapons == 8
    text = read(log(DEPOT))
    assert "Not back yet 6" in text  # 2, and five lines of the dispatch
    assert "by the hand of Cpl Muthoni" in text
    assert log(STORE).weapons == 8
    assert log(RACK).weapons == 1
    assert log(OTHER).weapons == 0  # what only arrived there did not leave it
    later = DAY + dt.timedelta(days=1)
    assert log(DEPOT, since=later, until=later).weapons == 0
    with pytest.raises(BadValue, match="before it begins"):
        log(DEPOT, since=later)
    with pytest.raises(NotFound):
        log(99)


def test_that_histories_are_printed(depot, sent, tmp_path):
    depot.movements.issue(issue(2, 4))
    depot.movements.give_back(give_back(2))
    papers = depot.movements.papers
    done = papers.weapon_history(PrintWeaponHistory(out=tmp_path / "w.pdf", weapon_id=2))
    text = read(done)
    assert text.index("Registered in") < text.index("Ada Otieno (K-17)") < text.index("Return")
    done = papers.person_history(PrintPersonHistory(out=tmp_path / "p.pdf", person_id=ADA))
    text = read(done)
    assert done.weapons == 1
    assert text.index("Has now") < text.index(number(4)) < text.index("Had before")
    assert text.index("Had before") < text.index(number(2))
    for act in (
        lambda: papers.weapon_history(PrintWeaponHistory(out=tmp_path / "x", weapon_id=99)),
        lambda: papers.person_history(PrintPersonHistory(out=tmp_path / "x", person_id=99)),
    ):
        with pytest.raises(NotFound):
            act()


def test_that_a_log_stays_right_after_the_container_went_elsewhere(depot, tmp_path):
    depot.movements.issue(issue(1))
    state(depot, sealed(BOX, "A1"))
    sent = depot.movements.dispatch(send())
    depot.movements.receive(receive(sent.movement_id, weapon_ids=IN_BOX[1:], seals={BOX: ("A1",)}))
    command = PrintRemovalLog(out=tmp_path / "l.pdf", place_id=DEPOT, since=DAY, until=DAY)
    assert depot.movements.papers.removal_log(command).weapons == 6
    command = PrintRemovalLog(out=tmp_path / "l.pdf", place_id=CRATE, since=DAY, until=DAY)
    assert depot.movements.papers.removal_log(command).weapons == 0
