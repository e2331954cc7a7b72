"""What field mode asks of weapons, rounds and explosives, and when a line is taken back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt

from stockpile_app.domain.collections import HandInDetails
from stockpile_app.domain.collections_vocabulary import (
    SafeState,
)
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Condition, SerialState
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.field_book import FieldState, WeaponType
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
from stockpile_app.ui.field_words import explosive_words, rounds_words, weapon_words
from stockpile_app.ui.texts import label
from stockpile_app.ui.tones import Tone

MARKS: Final = object()
"""Answers the question for the tag: marks are read off the weapon first."""
_MOST_ROUNDS: Final = 1_000_000
_KEYS: Final = Qt.Key

# --- a weapon ------------------------------------------------------------------------------------


def weapon_steps(state: FieldState) -> tuple[Step, ...]:
    """Return what is asked of a weapon; what is known of its type is not asked."""
    return (
        _category,
        partial(_calibre, state),
        _serial,
        _unread,
        partial(_safe, state),
        partial(_condition, state),
        _tag,
        _marks,
        _tag_after,
    )


def _category(said: Answers) -> Question | None:
    if "type" in said:
        return None
    return Question("category", said["model"], _("What kind is it?"), choices_of(Category))


def _calibre(state: FieldState, said: Answers) -> Question | None:
    if "type" in said:
        return None
    known = dict.fromkeys(each.calibre for each in state.types if each.calibre)
    return Question(
        "calibre",
        _("Calibre"),
        _("As it stands on the weapon. Enter alone: not known."),
        names_of(known),
        typed=True,
        empty=True,
        read=partial(short_text, "calibre"),
    )


def _serial(_said: Answers) -> Question:
    return Question(
        "serial",
        _("Serial number"),
        _("Off the metal, as it stands there."),
        typed=True,
        keys=(key_for(_KEYS.Key_F8, None, _("none to be read")),),
    )


def _unread(said: Answers) -> Question | None:
    if said.get("serial", "") is not None:
        return None
    states = (SerialState.ILLEGIBLE, SerialState.REMOVED, SerialState.NOT_RECORDED)
    return Question(
        "unread",
        _("Why is there none?"),
        "",
        (
            *choices_of(states[:2]),
            Choice(states[2], _("It never had one, or it was not looked for")),
        ),
        offer=SerialState.ILLEGIBLE,
    )


def _safe(state: FieldState, _said: Answers) -> Question:
    return Question(
        "safe",
        _("Cleared by?"),
        _("Magazine out, chamber empty, seen by whoever cleared it. Not cleared: F8."),
        names_of(state.clearers),
        typed=True,
        offer=first_of(state.clearers),
        read=partial(short_text, "cleared_by"),
        keys=(
            key_for(_KEYS.Key_F8, SafeState.UNSAFE, _("not safe: technician")),
            key_for(_KEYS.Key_F9, SafeState.NOT_EXAMINED, _("not examined")),
        ),
    )


def _condition(state: FieldState, _said: Answers) -> Question:
    offered = state.remembered("condition", Condition.SERVICEABLE)
    return Question("condition", _("Condition"), "", choices_of(Condition), offer=offered)


def _tag(_said: Answers) -> Question:
    return Question(
        "tag",
        _("Tag"),
        _("Scan the tag on the weapon. Enter alone: its register number is the tag."),
        typed=True,
        empty=True,
        read=partial(short_text, "tag"),
        keys=(key_for(_KEYS.Key_F4, MARKS, _("further marks first")),),
    )


def _marks(said: Answers) -> Question | None:
    if said.get("tag") is not MARKS:
        return None
    return Question(
        "marks",
        _("Further marks"),
        _("As they stand on the weapon, with semicolons between them."),
        typed=True,
        read=partial(short_text, "marks"),
    )


def _tag_after(said: Answers) -> Question | None:
    return replace(_tag(said), name="tag_after", keys=()) if said.get("tag") is MARKS else None


def same_again_step(text: str, missing: WeaponRecord | None) -> Step:
    """Return the step that asks whether a weapon that is known already is recorded all the same.

    Args:
        missing: The weapon of the register that was lost or stolen and may be this one.
    """
    choices = [Choice(True, _("Record it all the same"))]  # noqa: FBT003 - a value
    if missing is not None:
        said = _("It is {number}, {status}: recovered")
        recovered = said.format(number=missing.number, status=label(missing.status))
        choices.insert(0, Choice(missing.id, recovered))

    def ask(_said: Answers) -> Question:
        return Question(
            "despite",
            _("It is in the register already"),
            text,
            tuple(choices),
            tone=Tone.BAD,
        )

    return ask


# --- ammunition and explosives -------------------------------------------------------------------


def ammunition_steps(state: FieldState) -> tuple[Step, ...]:
    """Return what is asked of rounds."""
    return (
        partial(_nature, state),
        _quantity,
        _lot,
        partial(_rounds_safe, state),
    )


def _nature(state: FieldState, _said: Answers) -> Question:
    calibres = (each.calibre for each in state.types)
    known = [each for each in dict.fromkeys((*state.rounds, *calibres)) if each]
    return Question(
        "nature",
        _("Which rounds?"),
        _("Calibre and kind: a digit, or typed."),
        names_of(known),
        typed=True,
        offer=known[0] if known else None,
        read=partial(short_text, "nature"),
    )


def _quantity(_said: Answers) -> Question:
    return Question("quantity", _("How many?"), _("Counted."), typed=True, read=_read_quantity)


def _read_quantity(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _MOST_ROUNDS):
        raise BadValue(N_("Write how many as a number, such as 30."), "quantity")
    return int(text)


def _lot(_said: Answers) -> Question:
    return Question(
        "lot",
        _("Lot"),
        _("As it stands on the box. Enter alone: not known."),
        typed=True,
        empty=True,
        read=partial(short_text, "lot"),
    )


def _rounds_safe(state: FieldState, _said: Answers) -> Question:
    offered = state.remembered("rounds_safe", SafeState.NOT_EXAMINED)
    return Question("rounds_safe", _("Safe to move?"), "", choices_of(SafeState), offer=offered)


def explosive_steps(state: FieldState) -> tuple[Step, ...]:
    """Return what is asked of something explosive: the technician first."""
    return (partial(_technician, state), _description)


def _technician(state: FieldState, _said: Answers) -> Question:
    return Question(
        "technician",
        _("Stop. Nobody touches it. Who is called?"),
        _("Clear the table, keep people away, call the technician now."),
        names_of(state.technicians),
        typed=True,
        offer=first_of(state.technicians),
        read=partial(short_text, "technician"),
        tone=Tone.BAD,
    )


def _description(_said: Answers) -> Question:
    return Question(
        "description",
        _("What is it, seen from where you stand?"),
        _("Do not go nearer to look."),
        typed=True,
        read=partial(short_text, "description"),
        tone=Tone.BAD,
    )


# --- corrections ---------------------------------------------------------------------------------


def correction_steps(details: HandInDetails) -> tuple[Step, ...]:
    """Return what is asked when a line is taken back."""
    lines = (
        *(Choice(each, weapon_words(each)) for each in details.weapons),
        *(Choice(each.id, rounds_words(each)) for each in details.ammunition),
        *(Choice(each.id, explosive_words(each)) for each in details.explosives),
    )
    hint = _("The entry stays in the ledger with the reason.")
    return (
        lambda _said: Question("line", _("Which line is wrong?"), hint, lines),
        _why,
    )


def cancel_steps() -> tuple[Step, ...]:
    """Return what is asked when somebody left without handing anything in."""
    return (_why,)


def _why(_said: Answers) -> Question:
    return Question("reason", _("Why?"), "", typed=True, read=partial(short_text, "reason"))


def new_type(said: Answers) -> WeaponType:
    """Return the type that was typed."""
    return WeaponType(said["category"], "", said["model"], said["calibre"], "")
