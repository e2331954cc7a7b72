from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.access import Role
from stockpile_app.domain.collection_days import CloseDay, PackContainer, PlanSite, SendContainers
from stockpile_app.domain.collection_people import ParticipantQuery, PersonalData
from stockpile_app.domain.collection_sites import HoldCampaign, OpenSite
from stockpile_app.domain.collections import HandInQuery
from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    CustodyTerms,
    DayCheck,
    Ineligible,
    ParticipantKind,
)
from stockpile_app.domain.errors import (
    BadValue,
    Duplicate,
    NotAllowed,
    NotAllowedNow,
    NotFound,
    StockpileError,
)
from stockpile_app.domain.movement_papers import PrintMovement
from stockpile_app.domain.users import AddUser
from stockpile_app.domain.vocabulary import (
    Category,
    Condition,
    DepotKind,
    IncidentKind,
    Sex,
    Status,
)
from stockpile_app.persistence.opening import open_store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import BRIAN, PASSWORD, FakeClock
from tests.builders_collections import (
    DAY,
    NAME,
    grenade,
    open_programme,
    open_site,
    person,
    print_receipt,
    rifle,
    rounds,
    site,
    team,
)

JPEG = b"\xff\xd8\xff picture"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def services(folder, clock):
    store = open_store(folder, "emeka", PASSWORD, clock)
    yield Services(Desk(store))
    store.close()


@pytest.fixture
def here(services):
    return site(services)


def begin(services, site_id, **fields):
    return services.collections.desk.register(person(site_id, **fields)).details.hand_in.id


def handed_in(services, site_id, serial="K-1001", **fields):
    hand_in = begin(services, site_id, **fields)
    services.collections.desk.add_weapon(rifle(hand_in, serial))
    return services.collections.desk.close(hand_in).details


# --- programmes and sites ------------------------------------------------------------------------


def test_that_a_site_is_a_depot_made_with_it(services):
    programme = open_programme(services)
    made = services.collections.setup.site(open_site(services, programme))
    place = next(each for each in services.places.all() if each.id == made.place_id)
    assert (place.name, place.depot_kind) == ("Site KAV", DepotKind.COLLECTION_POINT)
    assert (made.code, made.programme_name) == ("KAV", "Disarmament North")
    assert services.collections.setup.programme(programme).sites == 1


def test_that_temporary_custody_needs_two_key_holders_of_different_parties(services):
    programme = open_programme(services)
    for holders in ((), (("A", "Army"),), (("A", "Army"), ("B", "army"))):
        with pytest.raises(BadValue, match="two key holders of different parties"):
            open_site(services, programme, custody=CustodyTerms.TEMPORARY, key_holders=holders)
    holders = (("A", "Army"), ("B", "Commission"))
    made = open_site(services, programme, custody=CustodyTerms.TEMPORARY, key_holders=holders)
    record = services.collections.setup.site(made)
    place = next(each for each in services.places.all() if each.id == record.place_id)
    assert record.key_holders == holders
    assert (place.two_keys, place.two_parties) == (True, True)
    assert place.depot_kind is DepotKind.TEMPORARY


def test_that_an_ordinary_depot_is_no_site(services):
    programme = open_programme(services)
    depot = services.places.all()[0]
    command = OpenSite(programme=programme, code="DEP", opened_on=DAY, place_id=depot.id)
    made = services.collections.setup.open_site(command)  # nothing is said of what it is yet
    assert services.collections.setup.site(made.id).place_id == depot.id
    with pytest.raises(BadValue, match="is a collection site already: DEP"):
        open_site(services, programme, "TWO", place_id=depot.id)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "K"}, "code"),
        ({"code": "KAVALA7"}, "code"),
        ({"lanes": 0}, "lanes"),
        ({"hours": 25}, "hours"),
        ({"name": ""}, "name"),
        ({"opened_on": DAY + dt.timedelta(days=1)}, "opened_on"),
    ],
)
def test_that_a_site_that_cannot_be_is_refused(services, fields, field):
    programme = open_programme(services)
    with pytest.raises(BadValue) as refused:
        open_site(services, programme, **{"code": "KAV", **fields})
    assert refused.value.field == field


def test_that_a_code_is_used_once(services, here):
    programme = services.collections.setup.programmes()[0].id
    with pytest.raises(BadValue, match="Another site has the code KAV"):
        open_site(services, programme, "kav", name="Other")


def test_that_nothing_is_closed_that_is_not_finished(services, here):
    hand_in = begin(services, here)
    setup, table = services.collections.setup, services.collections.desk
    programme = setup.site(here).programme
    with pytest.raises(NotAllowedNow, match="open hand-ins: 1"):
        setup.close_site(here)
    with pytest.raises(NotAllowedNow, match="still open: Site KAV"):
        setup.close_programme(programme)
    table.cancel(hand_in, "Went home")
    setup.close_site(here, "Done")
    setup.close_programme(programme, "Done")
    assert setup.sites() == []
    assert [each.id for each in setup.sites(closed=True)] == [here]
    with pytest.raises(NotAllowedNow, match="is closed"):
        begin(services, here)


# --- people --------------------------------------------------------------------------------------


def test_that_people_get_codes_one_after_another(services, here):
    for _ in range(3):
        begin(services, here)
    codes = [each.code for each in services.collections.people.list(ParticipantQuery(site=here))]
    assert codes == ["KAV-0003", "KAV-0002", "KAV-0001"]


def test_that_somebody_under_18_is_received_with_child_protection_alone(services, here):
    with pytest.raises(BadValue, match="Under 18") as refused:
        begin(services, here, age=15)
    assert refused.value.field == "child_staff"
    with pytest.raises(BadValue, match="needs no weapon"):
        begin(
            services,
            here,
            age=15,
            child_staff="Mama Grace",
            eligible=False,
            ineligible=Ineligible.NO_WEAPON,
        )
    begin(services, here, age=15, child_staff="Mama Grace")
    found = services.collections.people.find("kav-0001")
    assert (found.age_group, found.child_staff) == (AgeGroup.CHILD, "Mama Grace")


@pytest.mark.parametrize(
    "fields",
    [
        {"eligible": False},
        {"ineligible": Ineligible.OTHER},
        {"age": -1},
        {"age": 131},
        {"age": 20, "age_group": AgeGroup.ADULT},
    ],
)
def test_that_what_cannot_be_said_of_somebody_is_refused(services, here, fields):
    with pytest.raises(BadValue):
        begin(services, here, **fields)
    assert services.collections.people.list(ParticipantQuery()) == []


def test_that_a_holder_reads_who_somebody_is_and_the_ledger_says_that_it_was_looked_at(
    services, here
):
    begin(services, here)
    file = services.collections.people.open_file("KAV-0001", "asked for by the Commission")
    assert file.personal == PersonalData(name=NAME, born="1990")
    with services.desk.store.read() as connection:
        found = connection.exec_driver_sql("SELECT kind, body FROM entry").all()
    assert "confidential-viewed" in {kind for kind, _ in found}
    assert all(NAME.encode() not in body for _, body in found)
    assert [each.name for each in services.collections.people.named(here)] == [NAME]
    assert [each.participant.code for each in services.collections.people.search("MWANZO")] == [
        "KAV-0001"
    ]
    assert services.collections.people.search("nobody at all") == []
    assert services.collections.people.names(["KAV-0001"], "receipt") == {"KAV-0001": NAME}


def test_that_the_last_word_on_somebody_counts(services, here):
    begin(services, here)
    services.collections.people.state("KAV-0001", PersonalData(name="Other Testa"))
    assert services.collections.people.open_file("KAV-0001").personal.name == "Other Testa"


def test_that_one_person_is_erased_and_the_others_stay(services, here):
    handed_in(services, here, "K-1")
    handed_in(services, here, "K-2", personal=PersonalData(name="Stays Testa"))
    people = services.collections.people
    with pytest.raises(BadValue, match="tells who KAV-0001 is") as refused:
        people.erase("KAV-0001", f"{NAME.upper()} asked for it")
    assert NAME.upper() not in str(refused.value)
    people.erase("KAV-0001", "Asked for it under the data protection act")
    assert people.open_file("KAV-0001").personal is None
    assert people.find("KAV-0001").erased
    assert people.find("KAV-0001").weapons == 1
    assert people.names(["KAV-0001", "KAV-0002"], "list") == {"KAV-0002": "Stays Testa"}
    with pytest.raises(NotAllowedNow, match="was erased"):
        people.state("KAV-0001", PersonalData(name="Again"))


def test_that_an_officer_without_the_key_registers_without_names_alone(folder, services, here):
    begin(services, here)
    services.desk.store.close()
    store = open_store(folder, "amina", PASSWORD, FakeClock())
    Services(Desk(store)).users.add(
        AddUser(
            name="hassan", full_name="Hassan", roles=(Role.DDR_OFFICER,), password=PASSWORD + "!"
        ),
        BRIAN,
    )
    store.close()
    store = open_store(folder, "hassan", PASSWORD + "!", FakeClock())
    table = Services(Desk(store)).collections.desk
    with pytest.raises(NotAllowed, match="nobody has given you the key yet"):
        table.register(person(here))
    done = table.register(person(here, personal=PersonalData()))
    assert done.details.participant.code == "KAV-0002"
    store.close()


def test_that_nobody_else_reaches_a_name(folder, services, here):
    begin(services, here)
    services.desk.store.close()
    for user in ("amina", "brian", "chipo", "dora", "farah"):
        store = open_store(folder, user, PASSWORD, FakeClock())
        other = Services(Desk(store)).collections.people
        for ask in (
            lambda people=other: people.open_file("KAV-0001"),
            lambda people=other: people.named(),
            lambda people=other: people.search(NAME),
            lambda people=other: people.names(["KAV-0001"], "x"),
        ):
            with pytest.raises(NotAllowed) as refused:
                ask()
            assert NAME not in str(refused.value)
        store.close()


# --- appeals -------------------------------------------------------------------------------------


def test_that_the_ineligible_hand_in_and_may_appeal(services, here):
    details = handed_in(services, here, eligible=False, ineligible=Ineligible.NOT_OF_GROUP)
    assert details.hand_in.closed_at is not None
    people = services.collections.people
    with pytest.raises(NotAllowedNow, match="no appeal"):
        people.decide_appeal("KAV-0001", upheld=True, words="x")
    people.lodge_appeal("KAV-0001", "I was with the group since 2020.")
    with pytest.raises(NotAllowedNow, match="lodged already"):
        people.lodge_appeal("KAV-0001", "Again")
    with pytest.raises(NotAllowedNow, match="not decided"):
        people.decide("KAV-0001", eligible=True)
    people.decide_appeal("KAV-0001", upheld=True, words="The commander confirms it.")
    file = people.open_file("KAV-0001")
    assert (file.participant.eligible, file.participant.ineligible) == (True, None)
    assert [each.text for each in file.appeals] == [
        "I was with the group since 2020.",
        "The commander confirms it.",
    ]
    with pytest.raises(NotAllowedNow, match="nothing to appeal against"):
        people.lodge_appeal("KAV-0001", "Once more")


def test_that_a_dismissed_appeal_keeps_the_reason(services, here):
    begin(services, here, eligible=False, ineligible=Ineligible.NOT_IDENTIFIED)
    people = services.collections.people
    people.lodge_appeal("KAV-0001", "x")
    people.decide_appeal("KAV-0001", upheld=False, words="No.")
    found = people.find("KAV-0001")
    assert (found.eligible, found.ineligible) == (False, Ineligible.NOT_IDENTIFIED)
    assert services.collections.figures.indicators().appeals == 1


# --- hand-ins ------------------------------------------------------------------------------------


def test_that_a_weapon_that_is_handed_in_is_in_the_register(services, here):
    hand_in = begin(services, here)
    changed = services.collections.desk.add_weapon(
        rifle(hand_in, accessories="2 magazines", marks="★ 1984\n\nGUARD 7")
    )
    weapon = services.desk.weapon(changed.line)
    assert (weapon.serial, weapon.status) == ("K-1001", Status.SEIZED)
    assert (weapon.source, weapon.reference) == ("Disarmament North", f"HR-KE01-{hand_in}")
    line = changed.details.weapons[0]
    assert (line.tag, line.serviceable, line.condition) == (
        weapon.number,
        True,
        Condition.SERVICEABLE,
    )
    assert (line.cleared_by, line.accessories) == ("Emeka", "2 magazines")
    assert [each.text for each in services.weapons.marks(weapon.id)] == ["★ 1984", "GUARD 7"]


def test_that_a_tag_is_used_once(services, here):
    table = services.collections.desk
    hand_in = begin(services, here)
    first = table.add_weapon(rifle(hand_in, "K-1", tag="t-100"))
    assert first.details.weapons[0].tag == "T-100"
    with pytest.raises(BadValue, match="is used already"):
        table.add_weapon(rifle(hand_in, "K-2", tag="T-100"))
    number = first.details.weapons[0].number
    with pytest.raises(BadValue, match="is used already"):
        table.add_weapon(rifle(hand_in, "K-2", tag=number.replace("-", "")))
    table.remove_weapon(hand_in, first.line, "Typed wrongly")
    again = table.add_weapon(rifle(hand_in, "K-1", tag="T-100"))
    assert [each.tag for each in again.details.weapons] == ["T-100"]
    assert services.desk.weapon(first.line).status is Status.WITHDRAWN


def test_that_a_weapon_that_was_packed_is_not_taken_out_of_its_hand_in(services, here):
    table = services.collections.desk
    hand_in = begin(services, here)
    weapon = table.add_weapon(rifle(hand_in)).line
    services.collections.days.pack(
        PackContainer(
            site=here,
            name="Box",
            weapon_ids=(weapon,),
            seals=("S-1",),
            packed_on=DAY,
            sealed_by="Ana Leader",
            witness="Ben Armourer",
        )
    )
    with pytest.raises(NotAllowedNow, match="something was done with it"):
        table.remove_weapon(hand_in, weapon, "Typed wrongly")


def test_that_the_same_weapon_is_not_taken_in_twice_by_mistake(services, here):
    table = services.collections.desk
    hand_in = begin(services, here)
    table.add_weapon(rifle(hand_in))
    with pytest.raises(Duplicate):
        table.add_weapon(rifle(hand_in))
    assert len(table.add_weapon(rifle(hand_in, despite=True)).details.weapons) == 2


def test_that_a_weapon_that_was_stolen_from_the_register_is_recovered(services, here):
    table = services.collections.desk
    first = handed_in(services, here).weapons[0]
    with services.desk.store.write() as uow:
        incident = uow.next_seq
        uow.record(
            f.IncidentReported(
                incident_kind=IncidentKind.THEFT,
                discovered_on=DAY.isoformat(),
                circumstances="Gone from the box",
                reported_by="Ana Leader",
                weapons=(first.number,),
            )
        )
        uow.commit()
    hand_in = begin(services, here)
    with pytest.raises(Duplicate, match=first.number):
        table.add_weapon(rifle(hand_in))
    found = table.add_weapon(rifle(hand_in, known=first.weapon_id, tag="T-9"))
    assert [(each.number, each.tag) for each in found.details.weapons] == [(first.number, "T-9")]
    assert services.desk.weapon(first.weapon_id).status.is_in_place
    assert services.incidents.get(incident).weapons[0].recovered_on == DAY
    assert [each.tag for each in services.collections.days.waiting(here)] == ["T-9"]
    assert services.collections.setup.site(here).weapons_here == 1
    with pytest.raises(StockpileError):
        table.add_weapon(rifle(hand_in, known=first.weapon_id, tag="T-10"))
    with pytest.raises(NotAllowedNow):
        table.remove_weapon(hand_in, first.weapon_id, "It was here before")
    with pytest.raises(NotFound):
        table.add_weapon(rifle(hand_in, known=4711))


def test_that_condition_and_serviceability_agree(services, here):
    table = services.collections.desk
    hand_in = begin(services, here)
    with pytest.raises(BadValue, match="contradict"):
        table.add_weapon(rifle(hand_in, condition=Condition.REPAIRABLE, serviceable=True))
    found = table.add_weapon(rifle(hand_in, condition=Condition.REPAIRABLE, serviceable=None))
    assert found.details.weapons[0].serviceable is False


def test_that_no_text_for_everybody_tells_who_somebody_is(services, here):
    table = services.collections.desk
    hand_in = begin(services, here)
    told = f"belonged to  {NAME.lower()}, they say"
    for act in (
        lambda: table.add_weapon(rifle(hand_in, notes=told)),
        lambda: table.add_weapon(rifle(hand_in, accessories=told)),
        lambda: table.add_ammunition(rounds(hand_in, lot=told)),
        lambda: table.refer(grenade(hand_in, description=told)),
        lambda: table.cancel(hand_in, told),
    ):
        with pytest.raises(BadValue, match="tells who KAV-0001 is") as refused:
            act()
        assert "zebedayo" not in str(refused.value).casefold()
    assert table.details(hand_in).weapons == ()


def test_that_ammunition_and_explosives_are_taken_out_again(services, here):
    table = services.collections.desk
    hand_in = begin(services, here)
    bullets = table.add_ammunition(rounds(hand_in, 30))
    explosive = table.refer(grenade(hand_in, quantity=2))
    assert (explosive.details.hand_in.rounds, explosive.details.hand_in.explosives) == (30, 2)
    with pytest.raises(NotFound):
        table.remove_line(hand_in, 99999, "x")
    table.remove_line(hand_in, bullets.line, "Counted twice")
    left = table.remove_line(hand_in, explosive.line, "It was a toy")
    assert (left.details.ammunition, left.details.explosives) == ((), ())


@pytest.mark.parametrize("fields", [{"description": ""}, {"technician": " "}, {"quantity": 0}])
def test_that_an_explosive_item_is_referred_to_somebody(services, here, fields):
    hand_in = begin(services, here)
    with pytest.raises(BadValue):
        services.collections.desk.refer(grenade(hand_in, **fields))


def test_that_a_closed_hand_in_takes_nothing_more(services, here):
    table = services.collections.desk
    hand_in = begin(services, here)
    with pytest.raises(NotAllowedNow, match="has no weapon"):
        table.close(hand_in)
    weapon = table.add_weapon(rifle(hand_in)).line
    with pytest.raises(NotAllowedNow, match="has lines"):
        table.cancel(hand_in, "x")
    closed = table.close(hand_in).details.hand_in
    assert (closed.officer, closed.is_open) == ("Emeka", False)
    for act in (
        lambda: table.add_weapon(rifle(hand_in, "K-2")),
        lambda: table.add_ammunition(rounds(hand_in)),
        lambda: table.remove_weapon(hand_in, weapon, "x"),
        lambda: table.close(hand_in),
        lambda: table.cancel(hand_in, "x"),
    ):
        with pytest.raises(NotAllowedNow):
            act()


def test_that_what_was_begun_is_offered_again(folder, services, here):
    table = services.collections.desk
    first, second = begin(services, here), begin(services, here)
    table.add_weapon(rifle(second))
    services.desk.store.close()
    store = open_store(folder, "emeka", PASSWORD, FakeClock())
    again = Services(Desk(store)).collections.desk
    found = again.open_ones(here)
    assert [each.hand_in.id for each in found] == [first, second]
    assert [each.serial for each in found[1].weapons] == ["K-1001"]
    store.close()


def test_that_somebody_who_comes_back_keeps_the_code(services, here):
    table = services.collections.desk
    details = handed_in(services, here)
    again = table.again(here, "kav-0001")
    assert again.details.participant.code == "KAV-0001"
    assert again.details.hand_in.id != details.hand_in.id
    assert table.again(here, "KAV-0001").details.hand_in.id == again.details.hand_in.id
    with pytest.raises(NotFound):
        table.again(here, "KAV-9999")
    found = services.collections.people.hand_ins(HandInQuery(participant="KAV-0001"))
    assert [each.is_open for each in found] == [True, False]


def test_that_a_photograph_is_kept_with_the_weapon(services, here):
    table = services.collections.desk
    hand_in = begin(services, here)
    weapon = table.add_weapon(rifle(hand_in)).line
    table.add_photograph(hand_in, weapon, JPEG, "left side")
    with pytest.raises(BadValue, match="kept with the weapon already"):
        table.add_photograph(hand_in, weapon, JPEG)
    assert services.weapons.photographs(weapon)[0].caption == "left side"
    with pytest.raises(BadValue, match="JPEG or PNG"):
        table.add_photograph(hand_in, weapon, b"no picture")
    other = begin(services, here)
    with pytest.raises(NotFound):
        table.add_photograph(other, weapon, JPEG + b"2")


# --- days ----------------------------------------------------------------------------------------


def test_that_a_day_whose_figures_agree_is_closed(services, here):
    details = handed_in(services, here)
    with pytest.raises(BadValue, match="Receipts and people served: 1 and 0 differ"):
        services.collections.days.close(CloseDay(site=here, day=DAY))
    print_receipt(services, details.hand_in.id)
    figures = services.collections.days.close(
        CloseDay(site=here, day=DAY, spoilt=("t-7",), notes="Rain")
    )
    assert all(each.agrees for each in figures.pairs)
    assert (figures.closed_by, figures.spoilt, figures.notes) == ("Emeka", ("T-7",), "Rain")
    assert figures.weapons == ((Category.ASSAULT_RIFLE, 1, 1, 0),)
    assert figures.people == ((Sex.FEMALE, AgeGroup.ADULT, 1),)
    assert services.collections.days.closed(here) == [DAY]
    assert services.collections.setup.site(here).days_open == ()
    with pytest.raises(NotAllowedNow, match="closed already"):
        services.collections.days.close(CloseDay(site=here, day=DAY))
    with pytest.raises(NotAllowedNow, match="nothing more is taken in"):
        begin(services, here)


def test_that_an_open_hand_in_keeps_the_day_open(services, here):
    hand_in = begin(services, here)
    explained = {DayCheck.RECEIPTS: "Printer broken"}
    with pytest.raises(NotAllowedNow, match=f"HR-KE01-{hand_in}"):
        services.collections.days.close(CloseDay(site=here, day=DAY, explanations=explained))


def test_that_a_difference_is_explained_and_an_agreement_is_not(services, here):
    handed_in(services, here)
    explained = {DayCheck.RECEIPTS: "Printer broken: by hand", DayCheck.TAGS: "x"}
    with pytest.raises(BadValue, match="nothing to explain"):
        services.collections.days.close(CloseDay(site=here, day=DAY, explanations=explained))
    figures = services.collections.days.close(
        CloseDay(site=here, day=DAY, explanations={DayCheck.RECEIPTS: "Printer broken: by hand"})
    )
    assert figures.pairs[0].explanation == "Printer broken: by hand"


def test_that_days_are_due_from_the_next_day_on(services, here, clock):
    handed_in(services, here)
    assert services.collections.days.due() == []
    clock.advance(days=1)
    assert [each.id for each in services.collections.days.due()] == [here]
    with pytest.raises(NotAllowedNow, match="Nobody handed anything in"):
        services.collections.days.close(CloseDay(site=here, day=DAY + dt.timedelta(days=1)))
    with pytest.raises(BadValue, match="in the future"):
        services.collections.days.close(CloseDay(site=here, day=DAY + dt.timedelta(days=2)))


def test_that_a_spoilt_tag_is_on_no_weapon(services, here):
    details = handed_in(services, here)
    print_receipt(services, details.hand_in.id)
    tag = details.weapons[0].tag
    with pytest.raises(BadValue, match="cannot be spoilt"):
        services.collections.days.close(CloseDay(site=here, day=DAY, spoilt=(tag,)))


# --- waiting and leaving -------------------------------------------------------------------------


def test_that_weapons_wait_until_they_are_sent_with_a_manifest(
    folder, services, here, clock, tmp_path
):
    first, second = handed_in(services, here, "K-1"), handed_in(services, here, "K-2")
    clock.advance(days=3)
    days = services.collections.days
    waiting = days.waiting(here)
    assert [(each.hand_in, each.days) for each in waiting] == [
        (first.hand_in.number, 3),
        (second.hand_in.number, 3),
    ]
    today = services.desk.today
    packed = days.pack(
        PackContainer(
            site=here,
            name="Box 1",
            weapon_ids=tuple(each.weapon_id for each in waiting[:1]),
            seals=("S-1", "S-2"),
            packed_on=today,
            sealed_by="Ana Leader",
            witness="Ben Armourer",
        )
    )
    assert [each.place for each in days.waiting(here)] == ["Site KAV / Box 1", "Site KAV"]
    depot = next(each for each in services.places.all() if each.name != "Site KAV").id
    sent = days.send(
        SendContainers(
            site=here,
            container_ids=(packed.place_id,),
            depot_id=depot,
            sent_on=today,
            expected_on=today,
            handed_by="Ana Leader",
            received_by="Driver Dan",
            authorised_by="Chief Cleo",
            vehicle="Lorry 7",
        )
    )
    assert [each.id for each in days.on_the_way(here)] == [sent.movement_id]
    assert len(days.waiting(here)) == 1
    paper = PrintMovement(out=tmp_path / "m.pdf", movement_id=sent.movement_id)
    assert services.movements.papers.manifest(paper).weapons == 1
    figures = days.figures(here, DAY)
    assert figures.weapons == ((Category.ASSAULT_RIFLE, 2, 1, 1),)
    assert next(each for each in figures.pairs if each.check is DayCheck.PRESENT).agrees
    services.desk.store.close()
    store = open_store(folder, "chipo", PASSWORD, clock)
    keeper = Services(Desk(store))
    manifest = keeper.movements.dispatch_record(sent.movement_id)
    assert [each.seals for each in manifest.containers] == [("S-1", "S-2")]
    assert keeper.collections.days.on_the_way(here)
    store.close()


def test_that_other_weapons_and_places_do_not_leave_a_site(services, here):
    handed_in(services, here)
    days, today = services.collections.days, services.desk.today
    with pytest.raises(NotFound, match="not handed in at"):
        days.pack(
            PackContainer(
                site=here,
                name="Box",
                weapon_ids=(999,),
                seals=("1",),
                packed_on=today,
                sealed_by="a",
                witness="b",
            )
        )
    with pytest.raises(BadValue, match="must be at"):
        days.send(
            SendContainers(
                site=here,
                container_ids=(1,),
                depot_id=1,
                sent_on=today,
                expected_on=today,
                handed_by="a",
                received_by="b",
                authorised_by="c",
            )
        )


# --- figures -------------------------------------------------------------------------------------


def test_that_indicators_are_counted_by_sex_and_age(services, here):
    setup, table = services.collections.setup, services.collections.desk
    team(services, here)
    programme = setup.site(here).programme
    for women, reached in ((True, 120), (False, 400)):
        setup.hold_campaign(
            HoldCampaign(
                programme=programme, held_on=DAY, title="Radio", for_women=women, reached=reached
            )
        )
    handed_in(services, here, "K-1")
    handed_in(services, here, "K-2", sex=Sex.MALE, age=19)
    handed_in(services, here, "K-3", kind=ParticipantKind.CIVILIAN)
    last = begin(services, here, sex=None, age=None, eligible=False, ineligible=Ineligible.OTHER)
    table.add_ammunition(rounds(last, 40))
    table.refer(grenade(last, quantity=3))
    figures = services.collections.figures.indicators(programme)
    assert figures.women_combatants == 1
    assert (figures.total_weapons, figures.weapons_of_women_combatants) == (3, 1)
    assert figures.share_of_women_combatants == pytest.approx(100 / 3)
    assert figures.rounds == ((None, 40),)
    assert (figures.explosives, figures.ineligible) == (3, 1)
    assert (figures.staff, figures.women_staff) == (2, 1)
    assert (figures.campaigns, figures.campaigns_for_women, figures.women_reached) == (2, 1, 120)
    assert (figures.recorded, figures.marked, figures.destroyed, figures.lost) == (3, 0, 0, 0)
    later = services.collections.figures.indicators(from_day=DAY + dt.timedelta(days=1))
    assert (later.people, later.total_weapons, later.share_of_women_combatants) == ((), 0, None)


def test_that_a_plan_takes_the_figures_of_the_site(services, here):
    plan = services.collections.figures.plan
    assert plan(PlanSite(site=here, people=300)).per_day == 24
    wide = plan(PlanSite(site=here, people=300, lanes=4, hours=10, minutes=16))
    assert (wide.per_day, wide.days, wide.lanes_needed) == (148, 3, 9)
    with pytest.raises(BadValue):
        plan(PlanSite(site=here, people=-1))
