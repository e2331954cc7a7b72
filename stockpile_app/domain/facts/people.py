"""People, units and organisations who hold weapons or keys."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import PersonKind, Sex


class PersonAdded(Fact, frozen=True):
    """A person, unit or organisation may have weapons or keys in custody.

    ``code`` is a service number or the like; ``user`` names the user that the person is, if any.
    """

    kind: ClassVar[str] = "person-added"
    person: int
    person_kind: PersonKind
    name: str
    code: str = ""
    post: str = ""
    organisation: str = ""
    sex: Sex | None = None
    user: str = ""


class PersonDescribed(Fact, frozen=True):
    """What is known of a person is from now on this."""

    kind: ClassVar[str] = "person-described"
    person: int
    name: str
    code: str = ""
    post: str = ""
    organisation: str = ""
    sex: Sex | None = None
    user: str = ""


class PersonRetired(Fact, frozen=True):
    """Nothing more may be handed to a person; what they had stays recorded."""

    kind: ClassVar[str] = "person-retired"
    person: int
    reason: str = ""
