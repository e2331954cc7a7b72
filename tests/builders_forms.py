"""Made-up exports of collection forms, in the shapes that KoboToolbox and ODK Central write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from stockpile_app.domain.collection_forms import (
    FormAmmunition,
    FormExplosive,
    FormHandIn,
    FormParticipant,
    FormPersonal,
    FormsRead,
    FormWeapon,
)
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Sex
from stockpile_app.exchange.kobo import read_forms
from tests.builders_exchange import write_text

TODAY = dt.date(2026, 3, 2)
DAY = dt.date(2026, 2, 20)

Answers = dict[str, str]


def hand_in(instance: str = "11111111-aaaa", **values: Any) -> FormHandIn:
    """Return a form of one person with one rifle and some rounds."""
    defaults: dict[str, Any] = {
        "file": "",
        "row": 0,
        "instance": instance,
        "day": DAY,
        "site": "North gate",
        "officer": "Receiving officer 1",
        "participant": FormParticipant(
            code="NG-0001",
            sex=Sex.FEMALE,
            age=27,
            category="combatant",
            eligible=True,
            personal=FormPersonal(name="Amina Example", group="Made-up Front", born="1998"),
        ),
        "weapons": (rifle(),),
        "ammunition": (rounds(),),
    }
    return FormHandIn(**{**defaults, **values})


def rifle(serial: str | None = "AB1234", **values: Any) -> FormWeapon:
    """Return a rifle with a tag."""
    defaults: dict[str, Any] = {
        "tag": "T-0001",
        "serial": serial,
        "serial_state": SerialState.RECORDED if serial else SerialState.NOT_RECORDED,
        "maker": "Made Up Arms",
        "model": "Type A",
        "calibre": "7.62 x 39 mm",
        "country": "KE",
        "year": 1987,
        "category": Category.ASSAULT_RIFLE,
        "condition": Condition.SERVICEABLE,
        "serviceable": True,
        "safe": True,
        "cleared_by": "Technician 2",
    }
    return FormWeapon(**{**defaults, **values})


def rounds(quantity: int = 30, **values: Any) -> FormAmmunition:
    """Return rounds of one lot."""
    defaults: dict[str, Any] = {
        "nature": "Ball",
        "calibre": "7.62 x 39 mm",
        "lot": "L-7",
        "headstamp": "MU 87",
        "quantity": quantity,
        "safe": True,
    }
    return FormAmmunition(**{**defaults, **values})


def grenade(**values: Any) -> FormExplosive:
    """Return a grenade that a technician looked at."""
    defaults: dict[str, Any] = {
        "description": "Hand grenade",
        "quantity": 2,
        "technician": "Technician 2",
        "referred_on": DAY,
    }
    return FormExplosive(**{**defaults, **values})


def _truth(value: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[value]


def main_answers(form: FormHandIn) -> Answers:
    """Return the answers outside the repeats, by group and question."""
    person = form.participant
    own = person.personal
    return {
        "site/date": form.day.isoformat(),
        "site/site_code": form.site,
        "site/receiving_officer": form.officer,
        "person/participant_code": person.code,
        "person/sex": person.sex.value if person.sex else "",
        "person/age": "" if person.age is None else str(person.age),
        "person/person_type": person.category,
        "person/eligible": _truth(person.eligible),
        "person/reason_not_eligible": person.reason,
        "person/child_protection_officer": person.child_staff,
        "person/full_name": own.name,
        "person/date_of_birth": own.born,
        "person/nationality": own.nationality,
        "person/armed_group": own.group,
        "person/commander": own.commander,
        "person/id_number": own.id_document,
        "remarks": form.notes,
    }


def weapon_answers(weapon: FormWeapon) -> Answers:
    """Return the answers about a weapon."""
    return {
        "tag_number": weapon.tag,
        "serial_number": weapon.serial or "",
        "serial_state": "" if weapon.serial else weapon.serial_state.value,
        "make": weapon.maker,
        "model": weapon.model,
        "caliber": weapon.calibre,
        "country": weapon.country,
        "year": "" if weapon.year is None else str(weapon.year),
        "weapon_type": weapon.category.value if weapon.category else "",
        "condition": weapon.condition.value if weapon.condition else "",
        "serviceable": _truth(weapon.serviceable),
        "markings": weapon.marks,
        "magazines": weapon.accessories,
        "made_safe": _truth(weapon.safe),
        "cleared_by": weapon.cleared_by,
        "notes": weapon.notes,
    }


def rounds_answers(each: FormAmmunition) -> Answers:
    """Return the answers about ammunition."""
    return {
        "ammo_type": each.nature,
        "calibre": each.calibre,
        "lot_number": each.lot,
        "headstamp": each.headstamp,
        "number_of_rounds": str(each.quantity),
        "safe_to_move": _truth(each.safe),
        "technician": each.technician,
        "notes": each.notes,
    }


def explosive_answers(each: FormExplosive) -> Answers:
    """Return the answers about an explosive item."""
    return {
        "item_description": each.description,
        "quantity": str(each.quantity),
        "technician": each.technician,
        "date_referred": each.referred_on.isoformat() if each.referred_on else "",
        "notes": each.notes,
    }


def repeats_of(form: FormHandIn) -> dict[str, list[Answers]]:
    """Return the answers in the repeats of a form."""
    return {
        "weapons": [weapon_answers(each) for each in form.weapons],
        "ammunition": [rounds_answers(each) for each in form.ammunition],
        "explosives": [explosive_answers(each) for each in form.explosives],
    }


def kobo_sheets(forms: Sequence[FormHandIn]) -> dict[str, list[list[str]]]:
    """Return the sheets of a workbook of KoboToolbox."""
    heads = _heads()
    sheets = {
        "Collection form": [
            [*heads["main"], "_id", "_uuid", "_submission_time", "_index", "meta/instanceID"]
        ]
    }
    own = ["_index", "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid"]
    for name in ("weapons", "ammunition", "explosives"):
        sheets[name] = [[*(f"{name}/{each}" for each in heads[name]), *own]]
    for number, form in enumerate(forms, 1):
        system = [str(900 + number), form.instance, f"{DAY}T08:00:00", str(number)]
        sheets["Collection form"].append(
            [*main_answers(form).values(), *system, f"uuid:{form.instance}"]
        )
        for name, listed in repeats_of(form).items():
            for answers in listed:
                parent = ["Collection form", str(number), str(900 + number), form.instance]
                row = [*answers.values(), str(len(sheets[name])), *parent]
                sheets[name].append(row)
    return sheets


def write_sheets(path: Path, sheets: Mapping[str, Sequence[Sequence[str]]]) -> Path:
    """Write a workbook of several sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page: Any = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def kobo_workbook(folder: Path, forms: Sequence[FormHandIn]) -> tuple[Path, ...]:
    """Write a workbook as KoboToolbox exports it."""
    return (write_sheets(folder / "forms.xlsx", kobo_sheets(forms)),)


def kobo_text(folder: Path, forms: Sequence[FormHandIn]) -> tuple[Path, ...]:
    """Write a text file with the repeats beside one another."""
    heads = _heads()
    columns = [f"Collection/{each}" for each in heads["main"]]
    most = {
        name: max((len(repeats_of(each)[name]) for each in forms), default=0)
        for name in ("weapons", "ammunition", "explosives")
    }
    for name, count in most.items():
        columns += [f"{name}[{n}]/{each}" for n in range(1, count + 1) for each in heads[name]]
    rows = [[*columns, "_submission_time", "meta/instanceID"]]
    for form in forms:
        row = list(main_answers(form).values())
        for name, listed in repeats_of(form).items():
            row += [text for answers in listed for text in answers.values()]
            row += [""] * ((most[name] - len(listed)) * len(heads[name]))
        rows.append([*row, f"{DAY}T08:00:00", f"uuid:{form.instance}"])
    return (write_text(folder / "forms.csv", rows),)


def central_text(folder: Path, forms: Sequence[FormHandIn]) -> tuple[Path, ...]:
    """Write the tables of ODK Central: one for the forms and one for each repeat."""
    heads = _heads()
    main = [each.replace("/", "-") for each in heads["main"]]
    rows = {"": [["SubmissionDate", *main, "meta-instanceID", "KEY", "SubmitterName"]]}
    for name in ("weapons", "ammunition", "explosives"):
        rows[name] = [[*heads[name], "PARENT_KEY", "KEY"]]
    for form in forms:
        key = f"uuid:{form.instance}"
        sent = f"{DAY}T08:00:00.000Z"
        rows[""].append([sent, *main_answers(form).values(), key, key, "app user"])
        for name, listed in repeats_of(form).items():
            rows[name] += [
                [*answers.values(), key, f"{key}/{name}[{n}]"]
                for n, answers in enumerate(listed, 1)
            ]
    return tuple(
        write_text(folder / (f"forms-{name}.csv" if name else "forms.csv"), table)
        for name, table in rows.items()
    )


def read_back(paths: Sequence[Path], **options: Any) -> FormsRead:
    """Read forms as an import does."""
    return read_forms(paths, today=TODAY, **options)


def _heads() -> dict[str, list[str]]:
    form = hand_in(explosives=(grenade(),))
    heads = {name: list(listed[0]) for name, listed in repeats_of(form).items()}
    return {"main": list(main_answers(form)), **heads}
