"""Decides what becomes of each form of an import, before anything is written.

A form that was read before is left as it is. Everything that field mode would refuse is refused
here, too, of the row in which it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from stockpile_app.domain.collection_forms import FormHandIn, FormWeapon, ReadForm
from stockpile_app.domain.collection_people import PersonalData
from stockpile_app.domain.collection_rules import (
    check_child,
    check_condition,
    check_eligible,
    check_no_name,
    check_personal,
)
from stockpile_app.domain.collections_vocabulary import AgeGroup, Ineligible
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.imports import Outcome, RowMessage
from stockpile_app.domain.numbers import parse
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.serials import normalise
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import Identity, identity, identity_of, tells_apart
from stockpile_app.exchange.form_words import words
from stockpile_app.exchange.headers import fold_header
from stockpile_app.persistence import collection_form_index, weapon_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.collection_form_index import FormSite
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services.standing import check_place

_OWN_CODE: Final = N_("Code on the form: {code}")
_OWN_REASON: Final = N_("Reason on the form: {reason}")
_NO_SITE: Final = N_("The form names no site, and there are several. Say which one it is.")
_UNKNOWN_SITE: Final = N_("There is no site “{site}”. The sites are: {known}.")
_NOT_OPEN: Final = N_("The site {site} was not open on {day}.")
_DAY_CLOSED: Final = N_(
    "The day {day} of site {site} is closed and reconciled. Record this hand-in by hand, on a day"
    " that is open, and say why."
)
_NO_KIND: Final = N_(
    "The form does not say whether the person is a combatant, associated, civilian."
)
_CODE_TAKEN: Final = N_(
    "Participant {code} is registered already. If this is the same person, record the further"
    " hand-in in the window; if not, correct the code."
)
_EDITED: Final = N_(
    "The form was edited after it was read as {code}. What differs is not taken over: correct it in"
    " the register."
)
_REASON_OTHER: Final = N_(
    "Why the person is not eligible is none of the listed reasons: it is kept as another reason,"
    " its words with the personal data."
)
_NO_NAME: Final = N_("The form gives no name: none will stand on the receipt.")
_TAG_USED: Final = N_("The tag {tag} was used already. Every tag is used once.")
_REGISTERED: Final = N_(
    "A weapon with serial {serial} is registered already as {number} ({model}), {status}. Record"
    " this hand-in in the window, where you can look at both."
)
_TWICE: Final = N_("A weapon with serial {serial} stands in the files already: {file}, row {row}.")
_NUMBER_AS_TAG: Final = N_(
    "{tag} has the shape of a register number, which the register gives by itself. Leave the tag"
    " out, or write another."
)
_NO_TECHNICIAN: Final = N_("Say which technician was called to the explosive item.")


@dataclass(slots=True)
class PlannedForm:
    """What becomes of one form.

    Attributes:
        form: Where it can be recorded, everything it says.
        code: The participant's code; "" where the register gives the next one.
    """

    read: ReadForm
    outcome: Outcome
    form: FormHandIn | None = None
    site: FormSite | None = None
    code: str = ""
    errors: list[RowMessage] = field(default_factory=list)
    warnings: list[RowMessage] = field(default_factory=list)

    def refuse(self, message_id: str, at: object = None, **params: object) -> None:
        """Say why it cannot be recorded; ``at`` is the line that is meant."""
        self.outcome = Outcome.ERROR
        self.errors.append(self._message(message_id, at, params))

    def warn(self, message_id: str, at: object = None, **params: object) -> None:
        """Say something about it."""
        self.warnings.append(self._message(message_id, at, params))

    def _message(self, message_id: str, at: object, params: dict[str, object]) -> RowMessage:
        file = str(getattr(at, "file", self.read.file))
        row = int(getattr(at, "row", self.read.row))
        return RowMessage(file, row, "", message_id, params)


class FormPlan:
    """Plans the forms of one import, in order."""

    def __init__(
        self,
        connection: Connection,
        forms: Sequence[ReadForm],
        *,
        site: int | None,
        programme: int | None,
        origin: str,
    ) -> None:
        """Look up what is known of these forms.

        Args:
            site: Id of the site of forms that name none.
            programme: Id of the programme whose sites are meant; None for all.
            origin: Of the register.
        """
        found = [each.form for each in forms if each.form is not None]
        names = {name for each in found for name in (each.instance, *each.earlier)}
        weapons = [weapon for each in found for weapon in each.weapons]
        serials = sorted({normalise(each.serial) for each in weapons if each.serial})
        index = collection_form_index
        self._connection = connection
        self._known = index.known_forms(connection, sorted(names))
        self._codes = index.known_codes(connection, sorted({e.participant.code for e in found}))
        self._tags = index.used_tags(
            connection, sorted({each.tag.upper() for each in weapons if each.tag})
        )
        self._closed = index.closed_days(connection)
        self._sites = [
            each
            for each in index.sites(connection)
            if programme is None or each.programme == programme
        ]
        self._default = site
        self._serials: dict[str, list[WeaponRecord]] = {}
        for start in range(0, len(serials), weapon_index.PAGE):
            part = serials[start : start + weapon_index.PAGE]
            self._serials |= weapon_index.with_serials(connection, part)
        self._seen: dict[str, list[tuple[Identity, FormWeapon]]] = {}
        self._origin = origin
        self._places: dict[int, StockpileError | None] = {}

    def plan(self, read: ReadForm) -> PlannedForm:
        """Return what becomes of the next form."""
        planned = PlannedForm(read, Outcome.CREATED, read.form)
        planned.errors += read.errors
        planned.warnings += read.warnings
        if read.skipped is not None:
            planned.outcome = Outcome.SKIPPED
        elif read.form is None:
            planned.outcome = Outcome.ERROR
        elif not self._is_known(planned, read.form):
            self._check(planned, read.form)
        return planned

    def _is_known(self, planned: PlannedForm, form: FormHandIn) -> bool:
        if form.instance in self._known:
            planned.outcome = Outcome.UNCHANGED
            return True
        before = [self._known[each] for each in form.earlier if each in self._known]
        if before:
            planned.outcome = Outcome.UNCHANGED
            planned.warn(_EDITED, code=before[0])
        return bool(before)

    def _check(self, planned: PlannedForm, form: FormHandIn) -> None:
        planned.site = self._site_of(planned, form)
        if planned.site is not None:
            self._check_day(planned, planned.site, form.day)
            self._check_code(planned, planned.site, form.participant.code)
        self._check_person(planned, form)
        for weapon in form.weapons:
            self._check_weapon(planned, weapon)
        for each in form.explosives:
            if not each.technician:
                planned.refuse(_NO_TECHNICIAN, each)
        self._check_names(planned, form)

    def _site_of(self, planned: PlannedForm, form: FormHandIn) -> FormSite | None:
        wanted = form.site.casefold()
        if wanted:
            found = [e for e in self._sites if wanted in {e.code.casefold(), e.name.casefold()}]
        elif self._default is not None:
            found = [each for each in self._sites if each.id == self._default]
        else:
            found = [each for each in self._sites if each.closed_on is None]
        usable = [each for each in found if _was_open(each, form.day)] or found
        if len(usable) == 1:
            return usable[0]
        if form.site and not usable:
            known = ", ".join(f"{each.code} ({each.name})" for each in self._sites) or "–"
            planned.refuse(_UNKNOWN_SITE, site=form.site, known=known)
        else:
            planned.refuse(_NO_SITE)
        return None

    def _check_day(self, planned: PlannedForm, site: FormSite, day: dt.date) -> None:
        if not _was_open(site, day):
            planned.refuse(_NOT_OPEN, site=site.code, day=day)
        elif (site.id, day) in self._closed:
            planned.refuse(_DAY_CLOSED, site=site.code, day=day)
        if site.place_id not in self._places:
            self._places[site.place_id] = None
            try:
                check_place(self._connection, read_places(self._connection), site.place_id)
            except StockpileError as error:
                self._places[site.place_id] = error
        refusal = self._places[site.place_id]
        if refusal is not None:
            planned.refuse(refusal.message_id, **refusal.params)

    def _check_code(self, planned: PlannedForm, site: FormSite, code: str) -> None:
        """Take over a code of the site's own shape; any other is none of the register's."""
        if code in self._codes:
            planned.refuse(_CODE_TAKEN, code=code)
        head, _, digits = code.rpartition("-")
        if head == site.code and digits.isascii() and digits.isdecimal() and len(digits) <= 9:
            planned.code = code
            self._codes.add(code)

    def _check_person(self, planned: PlannedForm, form: FormHandIn) -> None:
        person = form.participant
        if not person.category:
            planned.refuse(_NO_KIND)
        reason = ineligible_of(form)
        try:
            check_eligible(eligible=person.eligible, ineligible=reason)
            check_child(age_group_of(form), person.child_staff, reason)
            check_personal(personal_of(form, person.code))
        except BadValue as error:
            planned.refuse(error.message_id, **error.params)
        if not person.personal.name:
            planned.warn(_NO_NAME)
        if reason is Ineligible.OTHER:
            planned.warn(_REASON_OTHER)

    @staticmethod
    def _check_names(planned: PlannedForm, form: FormHandIn) -> None:
        """Refuse texts for everybody that tell who the person is."""
        code = form.participant.code or form.instance
        lines: list[tuple[object, tuple[str, ...]]] = [(form, (form.participant.child_staff,))]
        lines += [
            (each, (each.notes, each.marks, each.accessories, each.tag)) for each in form.weapons
        ]
        lines += [(each, (each.nature, each.lot, each.headstamp)) for each in form.ammunition]
        lines += [(each, (each.description,)) for each in form.explosives]
        for line, texts in lines:
            try:
                name = form.participant.personal.name
                check_no_name(name, code, text=" | ".join(texts))
            except BadValue as error:
                planned.refuse(error.message_id, line, **error.params)

    def _check_weapon(self, planned: PlannedForm, weapon: FormWeapon) -> None:
        try:
            check_condition(weapon.condition, serviceable=weapon.serviceable)
        except BadValue as error:
            planned.refuse(error.message_id, weapon, **error.params)
        if tag := weapon.tag.upper():
            if parse(tag, (self._origin,)) is not None:
                planned.refuse(_NUMBER_AS_TAG, weapon, tag=tag)
            if tag in self._tags:
                planned.refuse(_TAG_USED, weapon, tag=tag)
            self._tags.add(tag)
        if weapon.serial:
            self._check_serial(planned, weapon, weapon.serial)

    def _check_serial(self, planned: PlannedForm, weapon: FormWeapon, marked: str) -> None:
        serial = normalise(marked)
        stated = identity(
            weapon.country, weapon.maker, weapon.model, weapon.calibre, weapon.category
        )
        for each in self._serials.get(serial, ()):
            if not tells_apart(stated, identity_of(each)):
                facts = {
                    "serial": weapon.serial,
                    "number": each.number,
                    "status": each.status.label,
                }
                planned.refuse(_REGISTERED, weapon, model=each.model or "–", **facts)
                return
        seen = self._seen.setdefault(serial, [])
        for known, first in seen:
            if not tells_apart(stated, known):
                where = {"file": first.file, "row": first.row}
                planned.refuse(_TWICE, weapon, serial=marked, **where)
                return
        seen.append((stated, weapon))


def age_group_of(form: FormHandIn) -> AgeGroup:
    """Return the age group that a form tells, by the age before all."""
    person = form.participant
    if person.age is None and person.age_group:
        return AgeGroup(person.age_group)
    return AgeGroup.of(person.age)


def ineligible_of(form: FormHandIn) -> Ineligible | None:
    """Return why a form says that the person is not eligible; None where it does not say."""
    person = form.participant
    if person.eligible is not False or not person.reason:
        return None
    listed = words().ineligible.get(fold_header(person.reason), "")
    return Ineligible(listed) if listed else Ineligible.OTHER


def personal_of(form: FormHandIn, own_code: str) -> PersonalData:
    """Return who the person is, with what the register has no other place for.

    Args:
        own_code: The form's code of the person, where the register does not take it over.
    """
    person = form.participant
    own = person.personal
    notes = [own.notes, form.notes]
    if own_code:
        notes.append(_OWN_CODE.format(code=own_code))
    if person.reason:
        notes.append(_OWN_REASON.format(reason=person.reason))
    return PersonalData(
        name=own.name,
        born=own.born,
        nationality=own.nationality,
        group=own.group,
        commander=own.commander,
        id_document=own.id_document,
        notes="\n".join(filter(None, notes)),
    )


def _was_open(site: FormSite, day: dt.date) -> bool:
    return site.opened_on <= day and (site.closed_on is None or day <= site.closed_on)
