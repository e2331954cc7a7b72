"""Forms of KoboToolbox and ODK become hand-ins: all or nothing, and once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.collection_forms import FormParticipant, FormPersonal, ImportForms
from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    CustodyTerms,
    Ineligible,
    ParticipantKind,
    SafeState,
    SiteKind,
)
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import NotAllowed
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.vocabulary import PlaceKind, SerialState, Sex, Status
from stockpile_app.services.collection_import import CollectionImport
from stockpile_app.services.compartments import Compartments
from tests.builders import CancelAfter, number
from tests.builders_forms import (
    central_text,
    grenade,
    hand_in,
    kobo_text,
    kobo_workbook,
    rifle,
    rounds,
)

SECRET = "Amina Example"
NEAR, FAR = 2, 3


def site_facts(programme: int) -> list[f.Fact]:
    """Return the facts of two sites of one programme."""
    sites = []
    for place, code, name in ((NEAR, "NG", "North gate"), (FAR, "SG", "South gate")):
        sites += [
            f.PlaceAdded(place=place, place_kind=PlaceKind.DEPOT, code=code, name=name),
            f.SiteOpened(
                programme=programme,
                place=place,
                code=code,
                site_kind=SiteKind.FIXED,
                custody=CustodyTerms.PERMANENT,
                occurred_on="2026-02-01",
            ),
        ]
    return sites


@pytest.fixture
def desk(services_as):
    """A DDR officer at a register with a programme that has two sites."""
    services = services_as("emeka")
    with services.desk.store.write() as uow:
        programme = uow.next_seq
        opened = f.ProgrammeOpened(
            name="Made-up programme", authority="Ministry", occurred_on="2026-01-15"
        )
        uow.record(opened, *site_facts(programme))
        uow.commit()
    return services.desk


def numbered(count: int):
    """Return so many forms, all different."""
    return [
        hand_in(
            f"form-{at}",
            participant=FormParticipant(
                code=f"NG-{at:04d}",
                sex=Sex.MALE,
                age=30,
                category="civilian",
                eligible=True,
                personal=FormPersonal(name=f"{SECRET} {at}"),
            ),
            weapons=(rifle(f"AB{at}", tag=f"T-{at}"),),
        )
        for at in range(1, count + 1)
    ]


def kinds(desk) -> list[str]:
    with desk.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT kind FROM entry ORDER BY seq")
        return [row[0] for row in rows]


def rows_of(desk, table: str, columns: str):
    with desk.store.read() as connection:
        statement = f"SELECT {columns} FROM {table} ORDER BY rowid"
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def said(report) -> list[str]:
    return [f"{each.row}: {each.message}" for each in report.errors]


@pytest.mark.parametrize("write", [kobo_workbook, kobo_text, central_text])
def test_that_forms_become_hand_ins_and_reading_them_again_changes_nothing(
    write, desk, tmp_path
) -> None:
    form = hand_in(
        weapons=(
            rifle(marks="crest\n19 M 87"),
            rifle(None, tag="", serial_state=SerialState.REMOVED),
        ),
        explosives=(grenade(),),
        ammunition=(rounds(30), rounds(5, nature="Tracer")),
    )
    command = ImportForms(files=write(tmp_path, [form]))
    service = CollectionImport(desk)
    before = kinds(desk)
    rehearsed = service.rehearse(command)
    assert (rehearsed.read, rehearsed.created, rehearsed.errors) == (1, 1, [])
    assert kinds(desk) == before
    report = service.run(command)
    assert (report.created, report.errors) == (1, [])
    assert kinds(desk)[report.batch - 1] == "forms-imported"
    assert rows_of(desk, "participant", "code, sex, age_group, kind, eligible, form") == [
        ("NG-0001", "female", AgeGroup.ADULT, ParticipantKind.COMBATANT, 1, "11111111-aaaa")
    ]
    assert rows_of(desk, "hand_in_weapon", "tag, safe, serviceable") == [
        ("T-0001", SafeState.SAFE, 1),
        (number(2), SafeState.SAFE, 1),
    ]
    weapons = desk.weapon(1)
    assert (weapons.serial, weapons.place_id, weapons.status) == ("AB1234", NEAR, Status.SEIZED)
    assert [each[0] for each in rows_of(desk, "mark", "text")] == ["crest", "19 M 87"]
    again = service.run(command)
    assert (again.read, again.unchanged, again.created, again.batch) == (1, 1, 0, None)
    assert kinds(desk)[-1] == "forms-imported"
    assert kinds(desk).count("forms-imported") == 1


def test_that_names_are_sealed_and_stand_nowhere_else(desk, tmp_path) -> None:
    report = CollectionImport(desk).run(ImportForms(files=kobo_text(tmp_path, [hand_in()])))
    (sealed,) = Compartments(desk).read(Compartment.PARTICIPANTS, "NG-0001")
    assert sealed.fact.name == SECRET
    assert sealed.fact.group == "Made-up Front"
    with desk.store.read() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        dump = repr(
            [
                tuple(row)
                for (table,) in tables.all()
                for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
            ]
        )
    assert "NG-0001" in dump
    for text in (SECRET, "Made-up Front", "1998"):
        assert text not in dump
        assert text not in repr(report)


def test_that_any_error_keeps_everything_out_unless_the_valid_are_accepted(desk, tmp_path) -> None:
    good, bad = numbered(2)
    bad = replace(bad, participant=replace(bad.participant, category=""))
    command = ImportForms(files=kobo_text(tmp_path, [good, bad]), keep_rows=True)
    service = CollectionImport(desk)
    before = kinds(desk)
    report = service.run(command)
    assert (report.read, report.created, report.error_rows, report.batch) == (2, 1, 1, None)
    assert said(report) == [
        "3: The form does not say whether the person is a combatant, associated, civilian."
    ]
    assert [each.outcome.value for each in report.rows] == ["created", "error"]
    assert [each for each in kinds(desk)[len(before) :] if each != "compartment-opened"] == []
    accepted = service.run(replace(command, accept_valid=True))
    assert accepted.batch is not None
    assert [row[0] for row in rows_of(desk, "participant", "code")] == ["NG-0001"]


@pytest.mark.parametrize(
    ("changes", "person", "expected"),
    [
        ({"site": "Elsewhere"}, {}, "There is no site “Elsewhere”. The sites are: NG (North gate)"),
        ({"site": ""}, {}, "The form names no site, and there are several."),
        ({"day": dt.date(2026, 1, 20)}, {}, "The site NG was not open on 2026-01-20."),
        ({}, {"age": 15}, "Under 18: call somebody of child protection"),
        ({}, {"eligible": False}, "Say why the person is not eligible."),
        (
            {},
            {"age": 15, "child_staff": "x", "eligible": False, "reason": "no weapon"},
            "A child needs no weapon to be eligible",
        ),
        (
            {"weapons": (rifle(notes=f"Found with {SECRET}."),)},
            {},
            "This text tells who NG-0001 is",
        ),
        ({"weapons": (rifle(serviceable=False),)}, {}, "contradict each other"),
        ({"weapons": (rifle(tag=number(9)),)}, {}, "has the shape of a register number"),
        ({"explosives": (grenade(technician=""),)}, {}, "which technician was called"),
    ],
)
def test_that_what_field_mode_refuses_is_refused_of_its_row(
    changes, person, expected, desk, tmp_path
) -> None:
    form = hand_in(**changes)
    form = replace(form, participant=replace(form.participant, **person))
    report = CollectionImport(desk).rehearse(ImportForms(files=kobo_text(tmp_path, [form])))
    assert len(report.errors) == 1
    assert expected in said(report)[0]
    assert SECRET not in said(report)[0]


def test_that_a_child_is_told_by_age_group_and_who_was_present(desk, tmp_path) -> None:
    child = FormParticipant(
        code="NG-0001", age_group="child", category="associated", child_staff="Grace Made-Up"
    )
    form = hand_in(participant=child, weapons=())
    assert CollectionImport(desk).run(ImportForms(files=kobo_text(tmp_path, [form]))).errors == []


def test_that_who_brings_nothing_is_registered_and_gets_no_receipt(desk, tmp_path) -> None:
    form = hand_in(weapons=(), ammunition=())
    assert CollectionImport(desk).run(ImportForms(files=kobo_text(tmp_path, [form]))).created == 1
    assert rows_of(desk, "hand_in", "closed_at, cancelled") == [
        (None, "The form tells of nothing that was handed in.")
    ]


def test_that_the_only_open_site_or_the_one_that_is_chosen_stands_in(desk, tmp_path) -> None:
    command = ImportForms(files=kobo_text(tmp_path, [hand_in(site="", weapons=())]))
    service = CollectionImport(desk)
    (near, far) = [row[0] for row in rows_of(desk, "collection_site", "id")]
    assert service.rehearse(replace(command, site=far)).errors == []
    with desk.store.write() as uow:
        uow.record(f.SiteClosed(site=near, occurred_on="2026-02-10"))
        uow.commit()
    assert service.run(command).created == 1
    assert rows_of(desk, "participant", "site_id, code") == [(far, "SG-0001")]


def test_that_a_weapon_that_is_registered_or_twice_in_the_files_is_refused(desk, tmp_path) -> None:
    first, second, third = numbered(3)
    third = replace(third, weapons=second.weapons)
    with desk.store.write() as uow:
        uow.record(
            f.WeaponRegistered(
                number=number(1), place=1, serial="AB1", model="Type A", maker="Made Up Arms"
            )
        )
        uow.commit()
    files = kobo_text(tmp_path, [first, second, third])
    report = CollectionImport(desk).rehearse(ImportForms(files=files))
    told = said(report)
    assert f"2: A weapon with serial AB1 is registered already as {number(1)}" in told[0]
    assert told[1] == "4: The tag T-2 was used already. Every tag is used once."
    assert "4: A weapon with serial AB2 stands in the files already: forms.csv, row 3." in told[2]


def test_that_tags_codes_and_days_that_are_taken_are_refused(desk, tmp_path) -> None:
    service = CollectionImport(desk)
    (form,) = numbered(1)
    service.run(ImportForms(files=kobo_text(tmp_path, [form])))
    other = replace(form, instance="form-2", weapons=(rifle("XY1", tag="T-1"),))
    report = service.rehearse(ImportForms(files=kobo_text(tmp_path, [other])))
    assert "Participant NG-0001 is registered already." in said(report)[0]
    assert "The tag T-1 was used already." in said(report)[1]
    (site, _far) = [row[0] for row in rows_of(desk, "collection_site", "id")]
    with desk.store.write() as uow:
        uow.record(
            f.CollectionDayClosed(
                site=site, occurred_on="2026-02-20", figures={}, weapons={}, people={}
            )
        )
        uow.commit()
    late = replace(numbered(2)[1], instance="form-3")
    report = service.rehearse(ImportForms(files=kobo_text(tmp_path, [late])))
    assert "The day 2026-02-20 of site NG is closed and reconciled." in said(report)[0]


def test_that_a_form_edited_since_is_left_as_it_was_read(desk, tmp_path) -> None:
    service = CollectionImport(desk)
    (form,) = numbered(1)
    (path,) = kobo_text(tmp_path, [form])
    service.run(ImportForms(files=(path,)))
    text = path.read_text("utf-8").replace("uuid:form-1", "uuid:edited")
    head, row = text.splitlines()
    path.write_text(f"{head},meta/deprecatedID\n{row},uuid:form-1\n", "utf-8")
    report = service.run(ImportForms(files=(path,)))
    assert (report.unchanged, report.created) == (1, 0)
    assert "edited after it was read as NG-0001" in report.warnings[0].message


def test_that_codes_of_another_shape_are_kept_with_the_name_and_the_next_code_given(
    desk, tmp_path
) -> None:
    strange, second, own = numbered(3)
    forms = [
        replace(strange, participant=replace(strange.participant, code="REG/77")),
        replace(second, participant=replace(second.participant, code="", reason="x")),
        replace(own, participant=replace(own.participant, code="NG-0001")),
    ]
    CollectionImport(desk).run(ImportForms(files=kobo_text(tmp_path, forms)))
    assert [row[0] for row in rows_of(desk, "participant", "code")] == [
        "NG-0002",
        "NG-0003",
        "NG-0001",
    ]
    (sealed,) = Compartments(desk).read(Compartment.PARTICIPANTS, "NG-0002")
    assert sealed.fact.notes == "Code on the form: REG/77"


@pytest.mark.parametrize(
    ("reason", "expected", "warned"),
    [
        ("already disarmed", Ineligible.DISARMED_BEFORE, False),
        ("he is my cousin", Ineligible.OTHER, True),
    ],
)
def test_that_reasons_are_coded_and_their_words_sealed(
    reason, expected, warned, desk, tmp_path
) -> None:
    (form,) = numbered(1)
    person = replace(form.participant, eligible=False, reason=reason)
    report = CollectionImport(desk).run(
        ImportForms(files=kobo_text(tmp_path, [replace(form, participant=person)]))
    )
    assert rows_of(desk, "participant", "eligible, ineligible") == [(0, expected)]
    assert any("another reason" in each.message for each in report.warnings) is warned
    assert all(reason not in each.message for each in report.warnings)
    (sealed,) = Compartments(desk).read(Compartment.PARTICIPANTS, "NG-0001")
    assert reason in sealed.fact.notes


def test_that_times_of_the_telephone_are_those_of_the_hand_in(desk, tmp_path) -> None:
    (path,) = kobo_text(tmp_path, numbered(1))
    head, row = path.read_text("utf-8").splitlines()
    path.write_text(
        f"{head},start,end\n{row},2026-02-20T09:41:00.000+03:00,2026-02-20T09:58:10.000+03:00\n",
        "utf-8",
    )
    CollectionImport(desk).run(ImportForms(files=(path,)))
    assert rows_of(desk, "hand_in", "opened_at, closed_at, officer") == [
        ("2026-02-20T09:41", "2026-02-20T09:58", "Receiving officer 1")
    ]


def test_that_an_import_can_be_cancelled_and_leaves_nothing(desk, tmp_path) -> None:
    command = ImportForms(files=kobo_text(tmp_path, numbered(120)))
    service = CollectionImport(desk)
    Compartments(desk).require(Compartment.PARTICIPANTS)
    before = kinds(desk)
    for reports in range(6):
        with pytest.raises(Cancelled):
            service.run(command, CancelAfter(reports))
        assert kinds(desk) == before
    assert service.run(command).created == 120


def test_that_only_who_may_see_names_reads_forms(services_as, desk, tmp_path) -> None:
    command = ImportForms(files=kobo_text(tmp_path, [hand_in()]))
    for name in ("amina", "chipo", "dora", "farah"):
        service = CollectionImport(services_as(name).desk)
        for act in (service.look, service.rehearse, service.run):
            with pytest.raises(NotAllowed):
                act(command)
