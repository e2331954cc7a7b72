"""People who come to a collection site: what is asked for, and what is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    AppealState,
    Ineligible,
    ParticipantKind,
)
from stockpile_app.domain.vocabulary import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """Who a participant is; never outside the compartment, so never in a message or log."""

    name: str = field(default="", repr=False)
    born: str = field(default="", repr=False)
    nationality: str = field(default="", repr=False)
    group: str = field(default="", repr=False)
    commander: str = field(default="", repr=False)
    id_document: str = field(default="", repr=False)
    notes: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterParticipant:
    """Asks to register somebody who came, and to begin their hand-in.

    Attributes:
        age: Gives the age group where that is None.
        eligible: None while it is open.
        child_staff: Needed for somebody under 18: who of child protection is present.
    """

    site: int
    kind: ParticipantKind
    personal: PersonalData
    sex: Sex | None = None
    age: int | None = None
    age_group: AgeGroup | None = None
    eligible: bool | None = True
    ineligible: Ineligible | None = None
    child_staff: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRecord:
    """A participant as everybody may know them.

    Attributes:
        erased: Whether their personal data was erased.
    """

    id: int
    code: str
    site: int
    site_name: str
    programme: int
    arrived_at: dt.datetime
    sex: Sex | None
    age_group: AgeGroup
    kind: ParticipantKind
    eligible: bool | None
    ineligible: Ineligible | None
    appeal: AppealState
    child_staff: str
    hand_ins: int
    weapons: int
    erased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantQuery:
    """Which participants to list; newest first, from below the id ``before``."""

    site: int | None = None
    programme: int | None = None
    code: str = ""
    day: dt.date | None = None
    eligible: bool | None = None
    appeal: AppealState | None = None
    limit: int = 200
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedParticipant:
    """A participant with their name, for holders."""

    participant: ParticipantRecord
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealText:
    """What is sealed of an appeal."""

    recorded_on: dt.date
    decided: bool
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """Everything that is kept of one participant, for holders."""

    participant: ParticipantRecord
    personal: PersonalData | None
    appeals: tuple[AppealText, ...]
