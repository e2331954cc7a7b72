"""Who handed weapons in: sealed, one key a person, so that one person's data can be erased."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.confidential import ConfidentialFact


class PersonalDataStated(ConfidentialFact, frozen=True):
    """What is known of a person, from now on; the last word counts."""

    kind: ClassVar[str] = "personal-data-stated"
    name: str
    born: str = ""
    nationality: str = ""
    group: str = ""
    commander: str = ""
    id_document: str = ""
    notes: str = ""


class AppealStated(ConfidentialFact, frozen=True):
    """On what grounds a person appeals, or what was said when the appeal was decided."""

    kind: ClassVar[str] = "appeal-stated"
    text: str
    decided: bool = False
