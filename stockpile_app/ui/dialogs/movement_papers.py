"""The papers of movements, each in the dialog that makes it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.movement_papers import (
    PrintMovement,
    PrintPersonHistory,
    PrintWeaponHistory,
)
from stockpile_app.domain.movements import MovementRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.services.movement_papers import MovementPapers
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.papers import Paper

_KIND: Final = "movements"


def movement_paper(
    context: UiContext, paper: Paper, movement: MovementRecord, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes a paper of a movement."""
    papers = context.services.movements.papers
    title = _("{paper} {number}").format(paper=_(paper.label), number=movement.number)
    about = " · ".join(filter(None, (_(movement.kind.label), movement.person or movement.place)))
    make = partial(_movement, papers, paper, movement.id)
    return PaperDialog(context, _KIND, title, make, parent, about=about)


def weapon_history(
    context: UiContext, weapon_id: int, number: str, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes the custody history of a weapon."""
    papers = context.services.movements.papers
    make = partial(_weapon, papers, weapon_id)
    return PaperDialog(context, _KIND, _("Custody history"), make, parent, about=number)


def person_history(
    context: UiContext, person_id: int, name: str, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes the custody history of a person."""
    papers = context.services.movements.papers
    make = partial(_person, papers, person_id)
    return PaperDialog(context, _KIND, _("Custody history"), make, parent, about=name)


def _movement(
    papers: MovementPapers, paper: Paper, movement_id: int, asked: PaperAsked
) -> DocumentDone:
    command = PrintMovement(
        movement_id=movement_id,
        **asked.words,
    )
    make = {
        Paper.VOUCHER: papers.voucher,
        Paper.MANIFEST: papers.manifest,
        Paper.HANDOVER: papers.handover,
    }
    return make[paper](command)


def _weapon(papers: MovementPapers, weapon_id: int, asked: PaperAsked) -> DocumentDone:
    return papers.weapon_history(
        PrintWeaponHistory(
            weapon_id=weapon_id,
            **asked.words,
        )
    )


def _person(papers: MovementPapers, person_id: int, asked: PaperAsked) -> DocumentDone:
    return papers.person_history(
        PrintPersonHistory(
            person_id=person_id,
            **asked.words,
        )
    )
