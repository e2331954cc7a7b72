from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockpile_app.domain.collection_forms import (
    FormHandIn,
    FormParticipant,
    FormPersonal,
    ReadForm,
)
from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.vocabulary import Category, SerialState, Sex
from stockpile_app.exchange import form_tables
from tests.builders_exchange import write_text
from tests.builders_forms import (
    DAY,
    central_text,
    grenade,
    hand_in,
    kobo_sheets,
    kobo_text,
    kobo_workbook,
    read_back,
    rifle,
    rounds,
    write_sheets,
)

Writer = Callable[[Path, Sequence[FormHandIn]], tuple[Path, ...]]
WRITERS = [kobo_workbook, kobo_text, central_text]


def two_forms() -> list[FormHandIn]:
    ineligible = FormParticipant(
        code="NG-0002", sex=Sex.MALE, age=41, eligible=False, reason="No weapon of war"
    )
    return [
        hand_in(),
        hand_in(
            "22222222-bbbb",
            participant=ineligible,
            weapons=(rifle("X-1", tag="T-2"), rifle(None, tag="T-3", model="Type B")),
            ammunition=(),
            explosives=(grenade(), grenade(description="Mortar bomb", quantity=1)),
        ),
    ]


def only(read: Sequence[ReadForm]) -> ReadForm:
    (form,) = read
    return form


def one_row(folder: Path, **answers: str) -> ReadForm:
    """Read a table of one form, in which the form's own columns are given."""
    known = {"instanceID": "uuid:1", "date": DAY.isoformat(), "participant code": "P-1", **answers}
    path = write_text(folder / "one.csv", [tuple(known), tuple(known.values())])
    return only(read_back([path]).forms)


@pytest.mark.parametrize("write", WRITERS)
def test_that_every_export_says_the_same_of_the_same_forms(write: Writer, tmp_path: Path) -> None:
    forms = two_forms()
    read = read_back(write(tmp_path, forms))
    assert [each.errors for each in read.forms] == [(), ()]
    found = [each.form for each in read.forms if each.form is not None]
    assert [each.digest for each in found] == [each.digest for each in forms]
    assert [each.instance for each in found] == ["11111111-aaaa", "22222222-bbbb"]
    assert found[0].participant.personal == forms[0].participant.personal
    assert not read.warnings
    assert all(each.field for each in read.columns)


@pytest.mark.parametrize("write", WRITERS)
def test_that_a_message_says_which_row_of_which_sheet_it_means(
    write: Writer, tmp_path: Path
) -> None:
    form = hand_in(weapons=(rifle("A1"), rifle("A2", category=None, condition=None)))
    paths = write(tmp_path, [hand_in("0"), replace(form, ammunition=(rounds(5, nature=""),))])
    for path in paths:
        if path.suffix == ".csv":
            path.write_text(path.read_text("utf-8").replace("1987", "87000"), "utf-8")
    read = read_back(paths)
    if paths[0].suffix == ".xlsx":
        assert [each.row for each in read.forms[1].form.weapons] == [3, 4]  # type: ignore[union-attr]
        assert read.forms[1].form.weapons[0].file == "forms.xlsx [weapons]"  # type: ignore[union-attr]
    else:
        messages = read.forms[1].warnings
        assert {each.message for each in messages} == {
            "“87000” is no year of four digits; it is kept in the notes."
        }
        assert all(each.column.endswith("year") for each in messages)


def test_that_labels_are_understood_as_names_are(tmp_path: Path) -> None:
    form = one_row(
        tmp_path,
        **{
            "Person details/Full name": "Somebody Made-Up",
            "Person details/Sex": "Female",
            "Person details/Is eligible": "No",
            "Weapon/Serial Number": "AB 12",
            "Weapon/Type of weapon": "Assault rifle",
            "Weapon/Caliber": "7.62x39",
            "Ammunition/Number of rounds": "1,200",
            "Ammunition/Type": "Ball",
        },
    ).form
    assert form is not None
    assert form.participant.sex is Sex.FEMALE
    assert form.participant.eligible is False
    assert form.weapons[0].category is Category.ASSAULT_RIFLE
    assert form.weapons[0].calibre == "7.62 x 39 mm"
    assert form.ammunition[0].quantity == 1200
    assert form.participant.personal.name == "Somebody Made-Up"


def test_that_questions_outside_groups_are_not_taken_for_those_of_a_repeat(tmp_path: Path) -> None:
    sheets = kobo_sheets([hand_in()])
    sheets["Collection form"][0].append("model")
    sheets["Collection form"][1].append("telephone model")
    read = read_back([write_sheets(tmp_path / "a.xlsx", sheets)])
    assert len(read.forms[0].form.weapons) == 1  # type: ignore[union-attr]
    assert "“model”" in read.warnings[0].message


def test_that_a_question_of_several_answers_is_read_from_their_columns(tmp_path: Path) -> None:
    form = one_row(
        tmp_path,
        **{
            "weapon/serial": "A1",
            "weapon/marks": "proof_mark crest",
            "weapon/marks/proof_mark": "1",
            "weapon/marks/crest": "1",
            "weapon/marks/import_mark": "0",
        },
    ).form
    assert form is not None
    assert form.weapons[0].marks == ""
    assert form.weapons[0].notes == "weapon/marks: proof mark, crest"


def test_that_no_name_stands_in_a_message_or_a_digest(tmp_path: Path) -> None:
    secret = "Secret Name " * 20
    read = one_row(tmp_path, **{"full name": secret, "serial": "1", "commander": "Chief\u202eX"})
    said = " ".join(each.message for each in (*read.errors, *read.warnings))
    assert read.form is None
    assert "too long" in said
    assert "Secret" not in said
    assert "Chief" not in said
    named = replace(
        hand_in(), participant=replace(hand_in().participant, personal=FormPersonal(name="Other"))
    )
    assert named.digest == hand_in().digest
    assert "Amina" not in repr(hand_in())


def test_that_questions_about_money_are_left_out_with_a_word(tmp_path: Path) -> None:
    path = write_text(
        tmp_path / "a.csv",
        [("KEY", "date", "serial", "weapon/price paid"), ("uuid:1", str(DAY), "S1", "100 USD")],
    )
    read = read_back([path])
    assert read.forms[0].form is not None
    assert "no value in money" in read.warnings[0].message
    assert "100" not in repr(read.forms)


def test_that_columns_without_a_field_are_named_and_can_be_given_one(tmp_path: Path) -> None:
    rows = [
        ("KEY", "date", "what_is_stamped_on_it", "shoe size"),
        ("uuid:1", str(DAY), "S1", "44"),
    ]
    path = write_text(tmp_path / "a.csv", rows)
    warned = read_back([path])
    assert "“what_is_stamped_on_it”, “shoe size”" in warned.warnings[0].message
    assert warned.forms[0].skipped is not None
    read = read_back([path], mapping={"What is stamped on it": "weapon.serial", "shoe size": ""})
    assert read.forms[0].form.weapons[0].serial == "S1"  # type: ignore[union-attr]
    assert not read.warnings
    assert "44" not in repr(read.forms)


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"serail": "weapon.serial"}, "The files have no column “serail”. The columns that come"),
        ({"serial": "weapon.serail"}, "There is no field “weapon.serail”"),
    ],
)
def test_that_a_wrong_mapping_is_refused_with_what_comes_near(
    mapping: dict[str, str], said: str, tmp_path: Path
) -> None:
    path = write_text(tmp_path / "a.csv", [("KEY", "date", "serial"), ("1", str(DAY), "S1")])
    with pytest.raises(BadValue, match=said):
        read_back([path], mapping=mapping)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"sex": "unsure", "serial": "1"}, "“unsure” is no answer that the program knows"),
        ({"age": "old", "serial": "1"}, "“old” is no age in years."),
        ({"age": "130", "serial": "1"}, "“130” is no age in years."),
        ({"date": "2030-01-01", "serial": "1"}, "The date 2030-01-01 is in the future."),
        ({"date": "", "serial": "1"}, "does not say on which day"),
        ({"date": "soon", "serial": "1"}, "does not say on which day"),
        ({"instanceID": "", "serial": "1"}, "no name of its own"),
        ({"ammo type": "Ball"}, "Say how many rounds of “Ball” were handed in."),
        ({"number of rounds": "12"}, "not of which type or calibre"),
        ({"ammo type": "Ball", "number of rounds": "some"}, "“some” is no whole number"),
        ({"ammo type": "Ball", "number of rounds": "-4"}, "“-4” is no whole number"),
        ({"explosive/quantity": "2"}, "Say what the explosive item is."),
        ({"weapon/serial": "1.23E+15"}, "digits are lost"),
        ({"weapon/serviceable": "perhaps", "serial": "1"}, "It knows: yes, no."),
    ],
)
def test_that_what_is_wrong_is_said_of_the_row(
    answers: dict[str, str], said: str, tmp_path: Path
) -> None:
    read = one_row(tmp_path, **answers)
    assert read.form is None
    assert any(said in each.message for each in read.errors), [e.message for e in read.errors]
    assert all(each.row == 2 and each.file == "one.csv" for each in read.errors)


def test_that_a_form_of_nothing_is_skipped_and_none_of_something_left_out(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [("KEY", "date", "serial"), ("1", str(DAY), "")])
    assert "Nothing was handed in" in read_back([path]).forms[0].skipped.message  # type: ignore[union-attr]
    read = one_row(tmp_path, **{"ammo type": "Ball", "number of rounds": "0"})
    assert read.form is not None
    assert read.form.ammunition == ()
    assert [each.message for each in read.warnings] == [
        "The row says that there are 0 of it; it was left out."
    ]


def test_that_the_day_of_sending_stands_in_for_a_missing_question(tmp_path: Path) -> None:
    rows = [
        ("KEY", "start", "end", "_submission_time", "serial", "_submitted_by"),
        (
            "uuid:1",
            "2026-02-19T16:41:07.000+03:00",
            "2026-02-19T17:00:00.000+03:00",
            "2026-02-20T06:00:00",
            "S",
            "field-team",
        ),
        ("uuid:2", "2026-02-19T16:41:07.000+03:00", "", "2026-02-20T06:00:00", "S2", "field-team"),
    ]
    read = read_back([write_text(tmp_path / "a.csv", rows)])
    assert [each.form.day.day for each in read.forms if each.form] == [19, 19]
    assert [(each.form.begun, each.form.ended) for each in read.forms if each.form] == [
        (dt.time(16, 41), dt.time(17)),
        (dt.time(16, 41), None),
    ]
    assert read.forms[0].form.officer == "field-team"  # type: ignore[union-attr]


def test_that_the_status_of_a_weapon_is_no_column_of_the_program(tmp_path: Path) -> None:
    main = write_text(
        tmp_path / "f.csv", [("KEY", "date", "Status", "note"), ("uuid:1", str(DAY), "ok", "")]
    )
    repeat = write_text(
        tmp_path / "f-weapons.csv",
        [("serial", "status", "PARENT_KEY", "KEY"), ("S1", "not_serviceable", "uuid:1", "k")],
    )
    read = read_back([main, repeat])
    assert read.forms[0].form.weapons[0].serviceable is False  # type: ignore[union-attr]
    assert read.warnings == ()  # a question that nobody answered is not missed


def test_that_a_place_on_the_globe_is_no_site(tmp_path: Path) -> None:
    read = one_row(tmp_path, location="-1.28333 36.81667 0 0", serial="1")
    assert read.form is not None
    assert read.form.site == ""


def test_that_the_same_form_twice_is_read_once(tmp_path: Path) -> None:
    read = read_back(kobo_text(tmp_path, [hand_in(), hand_in()])).forms
    assert read[0].form is not None
    assert read[1].skipped is not None
    assert "already, at forms.csv, row 2" in read[1].skipped.message


def test_that_an_edited_form_says_what_it_was_called_before(tmp_path: Path) -> None:
    read = one_row(tmp_path, **{"meta/deprecatedID": "uuid:0", "serial": "1"})
    assert read.form is not None
    assert read.form.earlier == ("0",)
    same = one_row(tmp_path, **{"meta/rootUuid": "uuid:1", "serial": "1"})
    assert same.form is not None
    assert same.form.earlier == ()


def test_that_a_row_without_its_form_is_an_error(tmp_path: Path) -> None:
    paths = central_text(tmp_path, two_forms())
    main = paths[0].read_text("utf-8").splitlines(keepends=True)
    paths[0].write_text("".join(main[:2]), "utf-8")
    read = read_back(paths).forms
    lost = [each for each in read if each.errors]
    assert [(each.file, each.row) for each in lost] == [
        ("forms-weapons.csv", 3), ("forms-weapons.csv", 4),
        ("forms-explosives.csv", 2), ("forms-explosives.csv", 3),
    ]  # fmt: skip
    assert "belongs to “uuid:22222222-bbbb”" in lost[0].errors[0].message


def test_that_rows_sorted_after_the_export_are_noticed(tmp_path: Path) -> None:
    sheets = kobo_sheets(two_forms())
    index = sheets["Collection form"][0].index("_index")
    sheets["Collection form"][1][index], sheets["Collection form"][2][index] = "2", "1"
    read = read_back([write_sheets(tmp_path / "a.xlsx", sheets)]).forms
    assert any("rows were sorted or deleted" in e.message for each in read for e in each.errors)


def test_that_a_repeat_in_a_repeat_is_said_not_to_be_read(tmp_path: Path) -> None:
    sheets = kobo_sheets([hand_in()])
    sheets["photographs"] = [
        ["weapons/photographs/side", "_index", "_parent_table_name", "_parent_index"],
        ["left", "1", "weapons", "1"],
    ]
    read = read_back([write_sheets(tmp_path / "a.xlsx", sheets)])
    assert read.forms[0].form is not None
    assert [each.file for each in read.warnings] == ["a.xlsx [photographs]"]
    assert "“photographs” is no table of weapons" in read.warnings[0].message


def test_that_a_repeat_is_known_by_its_questions_where_its_name_says_nothing(
    tmp_path: Path,
) -> None:
    sheets = kobo_sheets([hand_in()])
    sheets["group_ab1cd23"] = [
        [each.replace("weapons/", "group_ab1cd23/") for each in sheets["weapons"][0]],
        *sheets.pop("weapons")[1:],
    ]
    read = read_back([write_sheets(tmp_path / "a.xlsx", sheets)])
    assert read.forms[0].form.weapons == (  # type: ignore[union-attr]
        replace(rifle(), file="a.xlsx [group_ab1cd23]", row=2),
    )


def test_that_repeats_alone_are_refused(tmp_path: Path) -> None:
    paths = central_text(tmp_path, two_forms())
    with pytest.raises(BadFile, match=r"only the tables of repeats are there"):
        read_back(paths[1:])


def test_that_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_tables, "MOST_FORM_ROWS", 3)
    with pytest.raises(BadFile, match="more than 3 rows"):
        read_back(central_text(tmp_path, two_forms()))


def test_that_reading_can_be_cancelled(tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_back(kobo_text(tmp_path, two_forms()), progress=Stop())


def test_that_a_weapon_without_a_serial_says_why(tmp_path: Path) -> None:
    states = (SerialState.REMOVED, SerialState.ILLEGIBLE)
    forms = [hand_in(weapons=tuple(rifle(None, serial_state=each) for each in states))]
    form = only(read_back(kobo_text(tmp_path, forms)).forms).form
    assert form is not None
    assert tuple(each.serial_state for each in form.weapons) == states


# --- whatever is answered ----------------------------------------------------------------------

WORD = st.text(alphabet="abcdefghij KLMNOP'-éßжأب0123456789", min_size=1, max_size=20).map(
    lambda text: " ".join(f"w{text}".split())
)
SERIAL = st.from_regex(r"[A-Z]{0,3}[0-9]{1,8}", fullmatch=True)
WEAPON = st.builds(
    rifle,
    st.none() | SERIAL,
    tag=WORD, maker=WORD, model=WORD, cleared_by=WORD, notes=WORD, marks=WORD, accessories=WORD,
    year=st.none() | st.integers(1900, 2020),
    category=st.none() | st.sampled_from(Category),
    safe=st.none() | st.booleans(),
    serviceable=st.none() | st.booleans(),
)  # fmt: skip
ROUNDS = st.builds(rounds, st.integers(1, 5000), nature=WORD, lot=WORD, headstamp=WORD, notes=WORD)
PERSON = st.builds(
    FormParticipant,
    code=WORD, sex=st.none() | st.sampled_from(Sex), age=st.none() | st.integers(0, 120),
    category=st.sampled_from(["", "combatant", "associated", "civilian"]),
    eligible=st.none() | st.booleans(), reason=WORD, child_staff=WORD,
    personal=st.builds(FormPersonal, name=WORD, group=WORD, commander=WORD, id_document=WORD),
)  # fmt: skip
FORM = st.builds(
    hand_in,
    st.uuids().map(str),
    participant=PERSON, site=WORD, notes=WORD,
    weapons=st.lists(WEAPON, max_size=4).map(tuple),
    ammunition=st.lists(ROUNDS, max_size=3).map(tuple),
    explosives=st.lists(st.builds(grenade, description=WORD), max_size=2).map(tuple),
)  # fmt: skip
FORMS = st.lists(FORM, min_size=1, max_size=4, unique_by=lambda each: each.instance)


def assert_comes_back(write: Writer, forms: Sequence[FormHandIn]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read = read_back(write(Path(folder), forms)).forms
    assert [each.errors for each in read] == [()] * len(forms)
    found = [each.form for each in read if each.form is not None]
    assert [each.digest for each in found] == [each.digest for each in forms]
    assert [each.participant.personal for each in found] == [
        each.participant.personal for each in forms
    ]


@given(forms=FORMS, write=st.sampled_from([kobo_text, central_text]))
@settings(max_examples=60, deadline=None)
def test_that_text_files_give_back_what_was_filled_in(
    forms: list[FormHandIn], write: Writer
) -> None:
    assert_comes_back(write, forms)


@given(forms=FORMS)
@settings(max_examples=5, deadline=None)
def test_that_workbooks_give_back_what_was_filled_in(forms: list[FormHandIn]) -> None:
    assert_comes_back(kobo_workbook, forms)


CELL = st.text(max_size=30) | st.sampled_from(["", "yes", "12", "2026-01-01", "uuid:1", "1 2 3"])


@given(
    headers=st.lists(
        st.sampled_from(
            [
                "KEY", "date", "serial", "weapons[1]/serial", "weapons[2]/year", "sex", "age",
                "_index", "ammo/quantity", "weapon/marks", "weapon/marks/a", "price", "x", "end",
                "participant/code", "PARENT_KEY", "explosive/quantity", "full name",
                "_parent_index",
            ]
        ),
        min_size=1, max_size=10, unique=True,
    ),
    data=st.data(),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_that_any_table_is_read_or_refused_with_a_reason(
    headers: list[str], data: st.DataObject
) -> None:
    width = st.lists(CELL, min_size=len(headers), max_size=len(headers))
    rows = data.draw(st.lists(width, max_size=5))
    with tempfile.TemporaryDirectory() as folder:
        path = write_text(Path(folder) / "a.csv", [headers, *rows])
        try:
            read = read_back([path]).forms
        except BadFile:
            read = ()
    for each in read:
        assert (each.form is not None) + (each.skipped is not None) + bool(each.errors) == 1
        for message in (*each.errors, *each.warnings):
            assert message.message


def test_that_a_form_whose_day_cannot_be_read_is_an_error_and_never_vanishes(
    tmp_path: Path,
) -> None:
    path = write_text(tmp_path / "a.csv", [["KEY", "serial", "end"], ["uuid:1", "A1", "0"]])
    (form,) = read_back([path]).forms
    assert ["on which day" in each.message for each in form.errors] == [True]
