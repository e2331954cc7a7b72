"""People, units and organisations: what people ask to have recorded of them, and the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PersonKind, Sex
from stockpile_app.domain.weapons import check_text

LONGEST_CODE: Final = 32
LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """Who may have weapons or keys in custody.

    Attributes:
        code: A service number or the like.
        user: Name of the user that the person is, or "".
        weapons: How many weapons they have now.
        keys: How many keys they have now.
    """

    id: int
    kind: PersonKind
    name: str
    code: str = ""
    post: str = ""
    organisation: str = ""
    sex: Sex | None = None
    user: str = ""
    retired: bool = False
    weapons: int = 0
    keys: int = 0

    @property
    def title(self) -> str:
        """Name and code, which together are unique among those who are not retired."""
        return f"{self.name} ({self.code})" if self.code else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPerson:
    """Asks to add a person, unit or organisation."""

    kind: PersonKind = PersonKind.PERSON
    name: str
    code: str = ""
    post: str = ""
    organisation: str = ""
    sex: Sex | None = None
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribePerson:
    """Asks to record what is known of a person from now on; all fields are the new ones."""

    person_id: int
    name: str
    code: str = ""
    post: str = ""
    organisation: str = ""
    sex: Sex | None = None
    user: str = ""


class PersonWords(NamedTuple):
    """What is recorded of a person, checked."""

    name: str
    code: str
    post: str
    organisation: str
    sex: Sex | None
    user: str


def check_person(kind: PersonKind, asked: AddPerson | DescribePerson) -> PersonWords:
    """Return what is recorded of a person, cleaned.

    Raises:
        BadValue: The name is empty, a text is too long, or a unit is said to have a sex.
    """
    name = check_text(asked.name, "name")
    if not name:
        raise BadValue(N_("A person, unit or organisation needs a name."), "name")
    if asked.sex is not None and kind is not PersonKind.PERSON:
        raise BadValue(N_("Sex is recorded of persons alone."), "sex")
    return PersonWords(
        name=name,
        code=check_text(asked.code, "code", LONGEST_CODE),
        post=check_text(asked.post, "post"),
        organisation=check_text(asked.organisation, "organisation"),
        sex=asked.sex,
        user=asked.user.strip(),
    )


def matches(person: PersonRecord, text: str) -> bool:
    """Whether any part of the name or code is ``text``, whatever the case."""
    wanted = text.strip().casefold()
    return wanted in person.name.casefold() or wanted in person.code.casefold()


def check_holds_nothing(person: PersonRecord) -> None:
    """Refuse to retire somebody who still has something.

    Raises:
        NotAllowedNow: They have weapons or keys.
    """
    if person.weapons or person.keys:
        raise NotAllowedNow(
            N_(
                "{name} cannot be retired yet. Still held: weapons: {weapons}, keys: {keys}. Take"
                " them back first."
            ),
            name=person.title,
            weapons=person.weapons,
            keys=person.keys,
        )
