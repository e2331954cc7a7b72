"""Reads exports of KoboToolbox and ODK: forms of people who handed in weapons.

What is read: a workbook with a sheet for the forms and one for each repeat; a text file with
repeats beside one another (``weapons[1]/serial``); text files of ODK Central, one for the forms and
one for each repeat. Which question is which field is data: ``import/collections.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from stockpile_app.domain.collection_forms import (
    FormAmmunition,
    FormExplosive,
    FormHandIn,
    FormParticipant,
    FormPersonal,
    FormsRead,
    FormWeapon,
    ReadForm,
)
from stockpile_app.domain.imports import RowMessage
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.text import N_, clean
from stockpile_app.exchange.days import DayOrder, day_order
from stockpile_app.exchange.form_cells import (
    MOST_ITEMS,
    MOST_ROUNDS,
    Answers,
    Row,
    Sayings,
    moment_on,
)
from stockpile_app.exchange.form_columns import Columns, Layout, Mapped, check_mapping
from stockpile_app.exchange.form_tables import FormTable, Joined, Lost, Place, join, read_tables
from stockpile_app.exchange.form_words import ITEMS, Words, words

_CHUNK: Final = 200

_NO_INSTANCE: Final = N_(
    "The form has no name of its own (meta/instanceID, KEY or _uuid), by which it would be known"
    " again. Export it with these columns."
)
_NO_DAY: Final = N_("The form does not say on which day it was filled in.")
_TWICE: Final = N_("The same form stands in the files already, at {file}, row {row}.")
_NOTHING: Final = N_("Nothing was handed in by this form, and nobody is named: it was skipped.")
_NO_COUNT: Final = N_("Say how many rounds of “{nature}” were handed in.")
_NO_NATURE: Final = N_("The row says how many rounds, but not of which type or calibre.")
_NONE_OF_IT: Final = N_("The row says that there are 0 of it; it was left out.")
_NO_DESCRIPTION: Final = N_("Say what the explosive item is.")
_EMPTY_ROW: Final = N_("The row of the repeat has no answer that is read; it was left out.")
_NOT_READ: Final = N_(
    "“{name}” is no table of weapons, ammunition or explosive items by its name, and was not read."
)


def read_forms(
    paths: Sequence[Path],
    mapping: Mapping[str, str] | None = None,
    *,
    today: dt.date,
    progress: Progress | None = None,
) -> FormsRead:
    """Return the forms of one export.

    Args:
        mapping: Column header to field (``weapon.serial``), over what is guessed; "" leaves a
            column out.

    Raises:
        BadFile: A file cannot be read, or none has forms.
        BadValue: The mapping names an unknown column or field.
        Cancelled: The user asked to stop.
    """
    progress = progress or NoProgress()
    table = words()
    tables = read_tables(paths, table, progress)
    headers = [header for each in tables for header in each.headers]
    columns = Columns(table, check_mapping(mapping or {}, headers, table))
    sections = ["" if each.is_main else _section(each, table) for each in tables]
    for each, section in zip(tables, sections, strict=True):
        if each.is_main or section:
            columns.add(each, section, sections)
        else:
            columns.mapped.layouts.append(Layout({}, each.headers))
    reader = _Forms(tables, sections, columns.mapped, table, today)
    forms = tuple(reader.read(join(tables), progress))
    warnings = (*reader.warnings(), *columns.mapped.warnings)
    return FormsRead(forms=forms, columns=tuple(columns.mapped.columns), warnings=warnings)


def _section(table: FormTable, known: Words) -> str:
    """Return what the rows of a repeat are, by the name of its table or else by its questions."""
    if section := known.section_of(table.name):
        return section if section in ITEMS else ""
    asked = dict.fromkeys(ITEMS, 0)
    for header in table.headers:
        for each in ITEMS:
            asked[each] += known.question(header, each) is not None
    best = max(asked, key=lambda each: asked[each])
    only = sum(1 for count in asked.values() if count == asked[best]) == 1
    return best if asked[best] > 1 and only else ""


class _Forms:
    def __init__(
        self,
        tables: Sequence[FormTable],
        sections: Sequence[str],
        mapped: Mapped,
        known: Words,
        today: dt.date,
    ) -> None:
        self._tables = tables
        self._sections = sections
        self._layouts = mapped.layouts
        self._words = known
        self._today = today
        self._seen: dict[str, tuple[str, int]] = {}
        self._orders = [self._order(number) for number in range(len(tables))]

    def warnings(self) -> Iterator[RowMessage]:
        """Yield what is to be said of the tables as a whole."""
        for each, section in zip(self._tables, self._sections, strict=True):
            for said in each.warnings:
                yield RowMessage(each.file, 0, said.column, said.message_id, said.params)
            if not each.is_main and not section and each.rows:
                yield RowMessage(each.file, 0, "", _NOT_READ, {"name": each.name})

    def read(self, joined: Joined, progress: Progress) -> Iterator[ReadForm]:
        """Yield one form after the other, then the rows that belong to none."""
        total = len(joined.inside)
        for done, (place, inside) in enumerate(joined.inside.items()):
            if done % _CHUNK == 0:
                progress.report(done, total, self._tables[place.table].file)
            yield self._form(place, inside)
        for lost in joined.lost:
            if self._sections[lost.place.table]:
                yield self._lost(lost)

    def _form(self, place: Place, inside: Sequence[Place]) -> ReadForm:
        said = Sayings()
        main = self._row(place, "hand_in")
        file, number = main.file, main.number
        items = [*self._beside(place), *(self._item(each) for each in inside)]
        lists = self._lists(items, said)
        participant = self._participant(place, said)
        shown = participant.code or next((each.serial or "" for each in lists[0]), "")
        form = self._hand_in(main, place.table, said)
        skipped = self._skipped(form, participant, lists) if not said.errors else None
        if skipped is not None or said.errors or form is None:
            return ReadForm(
                file=file, row=number, form=None, skipped=skipped, shown=shown,
                errors=tuple(said.errors), warnings=tuple(said.warnings),
            )  # fmt: skip
        complete = replace(
            form,
            participant=participant,
            weapons=tuple(lists[0]),
            ammunition=tuple(lists[1]),
            explosives=tuple(lists[2]),
        )
        return ReadForm(
            file=file, row=number, form=complete, warnings=tuple(said.warnings), shown=shown
        )

    def _lost(self, lost: Lost) -> ReadForm:
        table = self._tables[lost.place.table]
        number = table.rows[lost.place.position][0]
        params = {"parent": clean(lost.parent)[:80]}
        error = RowMessage(table.file, number, "", lost.message_id, params)
        return ReadForm(file=table.file, row=number, form=None, errors=(error,))

    def _skipped(
        self,
        form: FormHandIn | None,
        participant: FormParticipant,
        lists: tuple[list[FormWeapon], list[FormAmmunition], list[FormExplosive]],
    ) -> RowMessage | None:
        if form is None:
            return None
        if participant == FormParticipant() and not any(lists):
            return RowMessage(form.file, form.row, "", _NOTHING)
        file, row = self._seen.setdefault(form.instance, (form.file, form.row))
        if (file, row) != (form.file, form.row):
            return RowMessage(form.file, form.row, "", _TWICE, {"file": file, "row": row})
        return None

    def _hand_in(self, row: Row, table: int, said: Sayings) -> FormHandIn | None:
        answers = Answers(row, said, self._words)
        instance = _bare(row.technical("instance"))
        if not instance:
            answers.say("", _NO_INSTANCE)
        day = self._day(answers, table)
        site, programme = answers.place("site"), answers.text("programme")
        officer = answers.text("officer") or clean(row.technical("sender"))
        notes = answers.notes()
        if not instance or day is None:
            return None
        before = {_bare(each) for each in row.technicals("earlier")}
        return FormHandIn(
            file=row.file, row=row.number, instance=instance, day=day,
            earlier=tuple(sorted(before - {"", instance})),
            begun=moment_on(row.technical("begun"), day),
            ended=moment_on(row.technical("ended"), day),
            site=site, programme=programme, officer=officer, notes=notes,
        )  # fmt: skip

    def _day(self, answers: Answers, table: int) -> dt.date | None:
        row = answers.row
        if row.text("day"):
            day = answers.day("day", self._today, self._orders[table])
            if day is None:
                answers.say("day", _NO_DAY)
            return day
        for index in row.layout.technical.get("submitted", ()):
            if row.cells[index].strip():
                sent = Row(row.file, row.number, row.cells, row.layout, {"day": index})
                day = Answers(sent, Sayings(), self._words).day("day", self._today)
                if day is not None:
                    return day
        answers.say("", _NO_DAY)
        return None

    def _order(self, number: int) -> DayOrder:
        index = self._layouts[number].columns.get(("hand_in", 0), {}).get("day")
        if index is None:
            return DayOrder.UNKNOWN
        return day_order(cells[index] for _, cells in self._tables[number].rows)

    def _participant(self, place: Place, said: Sayings) -> FormParticipant:
        answers = Answers(self._row(place, "participant"), said, self._words)
        own = Answers(self._row(place, "person"), said, self._words)
        personal = {name: own.private(name) for name in FormPersonal.__slots__}
        return FormParticipant(
            code=answers.text("code"), sex=answers.sex("sex"), age=answers.age("age"),
            age_group=answers.choice("age_group", self._words.age_group),
            category=answers.choice("category", self._words.category),
            eligible=answers.truth("eligible"), reason=answers.text("reason"),
            child_staff=answers.text("child_staff"), personal=FormPersonal(**personal),
        )  # fmt: skip

    def _lists(
        self, items: Sequence[tuple[str, Row]], said: Sayings
    ) -> tuple[list[FormWeapon], list[FormAmmunition], list[FormExplosive]]:
        weapons: list[FormWeapon] = []
        rounds: list[FormAmmunition] = []
        explosives: list[FormExplosive] = []
        for section, row in items:
            answers = Answers(row, said, self._words)
            if not row.says_anything():
                if not section.startswith("="):
                    answers.say("", _EMPTY_ROW, is_error=False)
            elif section.endswith("weapon"):
                weapons.append(self._weapon(answers))
            elif section.endswith("ammunition"):
                rounds.extend(_ammunition(answers))
            elif section.endswith("explosive"):
                explosives.extend(self._explosive(answers))
        return weapons, rounds, explosives

    def _weapon(self, answers: Answers) -> FormWeapon:
        row = answers.row
        return FormWeapon(
            file=row.file, row=row.number, tag=answers.text("tag"), maker=answers.text("maker"),
            model=answers.text("model"), marks=answers.marks(),
            accessories=answers.text("accessories"), cleared_by=answers.text("cleared_by"),
            serviceable=answers.truth("serviceable"), safe=answers.truth("safe"),
            **answers.weapon(self._today), notes=answers.notes(),
        )  # fmt: skip

    def _explosive(self, answers: Answers) -> Iterator[FormExplosive]:
        description = answers.text("description")
        quantity = answers.count("quantity", MOST_ITEMS)
        if quantity == 0:
            answers.say("quantity", _NONE_OF_IT, is_error=False)
            return
        if not description:
            answers.say("description", _NO_DESCRIPTION)
        yield FormExplosive(
            file=answers.row.file, row=answers.row.number, description=description,
            quantity=1 if quantity is None else quantity,
            technician=answers.text("technician"),
            referred_on=answers.day("referred_on", self._today), notes=answers.notes(),
        )  # fmt: skip

    def _row(self, place: Place, section: str, number: int = 0) -> Row:
        table, layout = self._tables[place.table], self._layouts[place.table]
        row, cells = table.rows[place.position]
        return Row(table.file, row, cells, layout, layout.columns.get((section, number), {}))

    def _beside(self, place: Place) -> Iterator[tuple[str, Row]]:
        """Yield the items that stand in the row of the form; "=" is for those that may be empty."""
        for section, number in sorted(self._layouts[place.table].columns):
            if section in ITEMS:
                yield f"={section}", self._row(place, section, number)

    def _item(self, place: Place) -> tuple[str, Row]:
        section = self._sections[place.table]
        return section or "=", self._row(place, section)


def _ammunition(answers: Answers) -> Iterator[FormAmmunition]:
    nature, quantity = answers.text("nature"), answers.count("quantity", MOST_ROUNDS)
    calibre = answers.calibre()
    if quantity == 0:
        answers.say("quantity", _NONE_OF_IT, is_error=False)
        return
    if not (nature or calibre):
        answers.say("nature", _NO_NATURE)
    elif quantity is None and not answers.row.text("quantity"):
        answers.say("quantity", _NO_COUNT, nature=nature or calibre)
    yield FormAmmunition(
        file=answers.row.file, row=answers.row.number, nature=nature, calibre=calibre,
        lot=answers.text("lot"), headstamp=answers.text("headstamp"), quantity=quantity or 0,
        safe=answers.truth("safe"), technician=answers.text("technician"), notes=answers.notes(),
    )  # fmt: skip


def _bare(name: str) -> str:
    """Return the name of a form without what some programs put in front of it."""
    return clean(name).removeprefix("uuid:").casefold()[:120]
