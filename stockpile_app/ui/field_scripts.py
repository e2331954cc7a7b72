"""What field mode asks, and in which order: as few keys as there can be."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt

from stockpile_app.domain.collections import HandInDetails
from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    Ineligible,
    ParticipantKind,
)
from stockpile_app.domain.vocabulary import Sex
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.field_book import Act, FieldState
from stockpile_app.ui.field_questions import (
    Answers,
    Choice,
    Question,
    Step,
    choices_of,
    first_of,
    key_for,
    names_of,
    short_text,
)
from stockpile_app.ui.field_receipts import ReceiptWay
from stockpile_app.ui.texts import label
from stockpile_app.ui.tones import Tone

_KEYS: Final = Qt.Key


# --- a person ------------------------------------------------------------------------------------


def person_steps(state: FieldState) -> tuple[Step, ...]:
    """Return what is asked of somebody who comes to the table."""
    return (
        partial(_sex, state),
        partial(_age, state),
        partial(_child_staff, state),
        partial(_kind, state),
        _eligible,
        _reason,
        _name,
    )


def _sex(state: FieldState, _said: Answers) -> Question:
    keys = [key_for(_KEYS.Key_F3, Act.AGAIN, _("was here before"))]
    keys.append(key_for(_KEYS.Key_F12, Act.LEAVE, _("leave the table")))
    if state.open:
        keys.insert(0, key_for(_KEYS.Key_F4, Act.RESUME, _("go on with one who waits")))
    return Question(
        "sex",
        _("Next person"),
        _("A digit is enough; Enter takes the marked answer."),
        (*choices_of((Sex.MALE, Sex.FEMALE)), Choice("", _("Not stated"))),
        keys=tuple(keys),
    )


def again_steps() -> tuple[Step, ...]:
    """Return what is asked of somebody who was here before."""
    return (_code,)


def _code(_said: Answers) -> Question:
    return Question(
        "code",
        _("Code of the person"),
        _("Scan the receipt that was given, or type the code, such as KAV-0042."),
        typed=True,
        read=partial(short_text, "code"),
    )


def _age(state: FieldState, _said: Answers) -> Question:
    last = state.remembered("age_group", AgeGroup.ADULT)
    adults = last if last is not AgeGroup.CHILD else AgeGroup.ADULT
    return Question("age_group", _("Age"), "", choices_of(AgeGroup), offer=adults)


def _child_staff(state: FieldState, said: Answers) -> Question | None:
    if said.get("age_group") is not AgeGroup.CHILD:
        return None
    return Question(
        "child_staff",
        _("Under 18: who of child protection is here?"),
        _("Call them before you go on. A child is disarmed without any test with a weapon."),
        names_of(state.child_staff),
        typed=True,
        offer=first_of(state.child_staff),
        read=partial(short_text, "child_staff"),
        tone=Tone.WARN,
    )


def _kind(state: FieldState, _said: Answers) -> Question:
    offered = state.remembered("kind", ParticipantKind.COMBATANT)
    return Question("kind", _("Who is it?"), "", choices_of(ParticipantKind), offer=offered)


def _eligible(_said: Answers) -> Question:
    return Question(
        "eligible",
        _("Eligible for the programme?"),
        _("Whoever is not eligible hands in all the same, and gets the same receipt."),
        (Choice(True, _("Eligible")), Choice(False, _("Not eligible"))),  # noqa: FBT003 - values
        offer=True,
    )


def _reason(said: Answers) -> Question | None:
    if said.get("eligible", True) is True:
        return None
    return Question("ineligible", _("Why not?"), "", choices_of(Ineligible))


def _name(said: Answers) -> Question:
    child = said.get("age_group") is AgeGroup.CHILD
    hint = _("It stands on the receipt and is sealed: only those who may see it can.")
    if child:
        hint = _("Ask child protection first. It is sealed: only those who may see it can.")
    return Question(
        "name",
        _("Name of the person"),
        hint,
        typed=True,
        read=partial(short_text, "name"),
        keys=(key_for(_KEYS.Key_F8, "", _("not given")),),
    )


# --- between -------------------------------------------------------------------------------------


def resume_question(state: FieldState) -> Question:
    """Offer hand-ins that were begun and not closed."""
    return Question(
        "resume",
        _("Begun and not finished"),
        _("Nothing that was answered is lost. Go on with it, or greet the next person (F2)."),
        tuple(
            Choice(
                each,
                _("{code} · {lines} taken over").format(
                    code=each.participant.code,
                    lines=len(each.weapons) + len(each.ammunition) + len(each.explosives),
                ),
            )
            for each in state.open
        ),
        offer=state.open[0],
        keys=(
            key_for(_KEYS.Key_F2, Act.GREET, _("next person")),
            key_for(_KEYS.Key_F12, Act.LEAVE, _("leave the table")),
        ),
        tone=Tone.WARN,
    )


def closed_question() -> Question:
    """Say that nothing more is taken in today."""
    return Question(
        "closed",
        _("This day is closed"),
        _("Nothing more is taken in today. Come back tomorrow, or open another site."),
        (Choice(Act.LEAVE, _("Leave the table")),),
        offer=Act.LEAVE,
        tone=Tone.WARN,
    )


def menu_question(state: FieldState, details: HandInDetails) -> Question:
    """Ask what is handed in; Enter alone says that this was all."""
    anything = bool(details.weapons or details.ammunition or details.explosives)
    keys = [
        key_for(_KEYS.Key_F2, Act.AMMUNITION, _("ammunition")),
        key_for(_KEYS.Key_F3, Act.EXPLOSIVE, _("explosive item")),
    ]
    if details.weapons:
        keys.append(key_for(_KEYS.Key_F5, Act.PHOTOGRAPH, _("photograph")))
    if anything:
        keys.append(key_for(_KEYS.Key_F7, Act.CORRECT, _("take a line back")))
    if anything:
        keys.append(key_for(_KEYS.Key_F12, Act.RECEIPT, _("receipt, on other paper")))
    hint = _("A digit, or type the model of another weapon; or scan its tag.")
    if anything:
        hint += " " + _("Enter alone: that is all, print the receipt.")
    return Question(
        "what",
        _("What else?") if anything else _("What is handed in?"),
        hint,
        tuple(Choice(each, each.title or label(each.category)) for each in state.types),
        typed=True,
        offer=Act.FINISH if anything else None,
        read=partial(short_text, "model"),
        keys=tuple(keys),
    )


def aside_question(details: HandInDetails) -> Question:
    """Ask what becomes of somebody who is not finished."""
    anything = bool(details.weapons or details.ammunition or details.explosives)
    choices = [Choice(Act.MENU, _("Go on"))]
    choices.append(Choice(Act.ASIDE, _("Set aside: finish later")))
    if not anything:
        choices.append(Choice(Act.CANCEL, _("Left without handing anything in")))
    choices.append(Choice(Act.LEAVE, _("Leave the table")))
    title = _("{code} is not finished").format(code=details.participant.code)
    return Question("aside", title, "", tuple(choices), offer=Act.MENU, tone=Tone.WARN)


def receipt_question(last: ReceiptWay | None) -> Question:
    """Ask how the receipt is given; from then on it is given so without asking."""
    return Question(
        "way",
        _("The receipt"),
        _("The next ones are given the same way. Other paper: F12 at the end."),
        choices_of(ReceiptWay),
        offer=last or ReceiptWay.PRINT_ROLL,
    )
