"""What a counter is told: short, loud, and nothing of what the register expects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from stockpile_app.domain.counting import Seen
from stockpile_app.domain.stocktakes import (
    CountAnswer,
    CountedWeapon,
    CountLineRecord,
    CountOutcome,
    CountProgress,
    DiscrepancyRecord,
    StocktakeRecord,
    StocktakeState,
)
from stockpile_app.domain.vocabulary import Category
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext, stated
from stockpile_app.ui.texts import NOTHING, count, isolated, label
from stockpile_app.ui.tones import Tone


class Words(NamedTuple):
    """What is said after a scan."""

    tone: Tone
    title: str
    detail: str = ""


def weapon_line(weapon: CountedWeapon) -> str:
    """Return what a weapon is, in one line: serial, model, calibre."""
    serial = weapon.serial or _("no serial")
    parts = (isolated(serial), weapon.maker, weapon.model, isolated(weapon.calibre))
    return " · ".join(filter(None, parts))


def serial_of(weapon: CountedWeapon) -> str:
    """Return the registered serial, or a dash."""
    return weapon.serial or NOTHING


def what_line(line: CountLineRecord) -> str:
    """Return what a counter saw, in a few words."""
    if line.weapon is not None:
        return line.weapon.number
    return line.serial_read or line.description


def remarks(line: CountLineRecord) -> str:
    """Return what the counter remarked on what was seen."""
    found = []
    if line.weapon is None:
        found.append(_("Not in the register"))
    elif line.serial_read:
        found.append(_("Serial on it: {serial}").format(serial=isolated(line.serial_read)))
    if line.altered:
        found.append(_("Mark altered"))
    return listed(found)


def clock(line: CountLineRecord) -> str:
    """Return when a line was counted, as hour and minute."""
    return f"{line.counted_at.astimezone():%H:%M}"


def answer_words(
    answer: CountAnswer, said: str, place_id: int | None, *, sample: bool = False
) -> Words:
    """Return what to say to an answer.

    Args:
        said: What was scanned or typed.
        place_id: The place that is being counted now, if one was said.
        sample: Whether only the weapons of a list are looked for: others are not recorded.
    """
    if answer.outcome is CountOutcome.TWICE:
        return _twice(answer, place_id)
    words = _WORDS[answer.outcome](answer, said)
    if sample and answer.outcome in {CountOutcome.UNKNOWN, CountOutcome.FOREIGN}:
        detail = _("Only the weapons of the list are looked for. Nothing was recorded.")
        return words._replace(detail=detail)
    if answer.alarm:
        return Words(Tone.BAD, words.title, answer.alarm)
    return words


def welcome_words(progress: CountProgress, *, by_type: bool) -> Words:
    """Return what a counter is told who begins, or who comes back."""
    if by_type:
        return _welcome_types(progress)
    if not progress.counted:
        return Words(
            Tone.NEUTRAL,
            _("Scan the rack, then each weapon"),
            _("Or type the last digits of a serial or number, at least three, then Enter."),
        )
    title = ngettext(
        "Go on after {count} weapon", "Go on after {count} weapons", progress.counted
    ).format(count=count(progress.counted))
    last = progress.last
    if last is None:
        return Words(Tone.NEUTRAL, title)
    text = _("The last was {what} at {time}.")
    if last.place:
        text = _("The last was {what} at {time}, in {place}.")
    return Words(
        Tone.NEUTRAL, title, text.format(what=what_line(last), time=clock(last), place=last.place)
    )


def _welcome_types(progress: CountProgress) -> Words:
    if not progress.counted:
        return Words(Tone.NEUTRAL, _("Type how many of each type you see"))
    title = ngettext(
        "Go on: {count} type is counted", "Go on: {count} types are counted", progress.counted
    )
    return Words(Tone.NEUTRAL, title.format(count=count(progress.counted)))


def refused_words(said: str, reason: str) -> Words:
    """Return what to say when nothing was recorded."""
    title = _("Not counted: {text}").format(text=isolated(said)) if said else _("Not counted")
    return Words(Tone.BAD, title, reason)


def _counted(answer: CountAnswer, _said: str) -> Words:
    weapon, line = answer.weapon, answer.line
    assert weapon is not None  # noqa: S101 - so the outcome says
    place = line.place if line is not None else ""
    detail = weapon_line(weapon)
    notes = remarks(line) if line is not None else ""
    below = " · ".join(filter(None, (place, notes)))
    return Words(Tone.GOOD, weapon.number, "\n".join(filter(None, (detail, below))))


def _twice(answer: CountAnswer, place_id: int | None) -> Words:
    line = answer.line
    assert line is not None  # noqa: S101 - so the outcome says
    title = _("Counted before: {what}").format(what=what_line(line))
    if not line.place:
        detail = _("You counted it at {time}. It is not counted again.")
        return Words(Tone.TWICE, title, detail.format(time=clock(line)))
    detail = _("You counted it at {time} in {place}. It is not counted again.").format(
        time=clock(line), place=line.place
    )
    elsewhere = place_id is not None and line.place_id != place_id
    if not elsewhere:
        return Words(Tone.TWICE, title, detail)
    more = _("Look at both places: two weapons may carry the same tag.")
    return Words(Tone.BAD, title, f"{detail}\n{more}")


def _stranger(answer: CountAnswer, said: str) -> Words:
    title = _("Recorded: a weapon that is not in the register")
    what = what_line(answer.line) if answer.line is not None else said
    if not answer.candidates:
        return Words(Tone.GOOD, title, what)
    numbers = listed(each.number for each in answer.candidates)
    detail = _("Its serial is registered as {numbers}. Look again whether it is one of these.")
    return Words(Tone.WARN, title, detail.format(numbers=numbers))


def _ambiguous(answer: CountAnswer, said: str) -> Words:
    detail = _("Choose with the arrow keys and Enter; Escape for none.")
    if answer.more:
        detail = _("There are more than can be shown: type more digits, or scan the tag.")
    title = _("Several weapons match {text}").format(text=isolated(said))
    return Words(Tone.WARN, title, detail)


def _unknown(_answer: CountAnswer, said: str) -> Words:
    return Words(
        Tone.BAD,
        _("Not in the register: {text}").format(text=isolated(said)),
        _("Read the weapon again. If it has no tag of this register, press F7."),
    )


def _not_in_sample(answer: CountAnswer, _said: str) -> Words:
    number = answer.weapon.number if answer.weapon else ""
    return Words(
        Tone.WARN,
        _("Not in the sample: {number}").format(number=number),
        _("Only the weapons of the list are looked for. Nothing was recorded."),
    )


def _wrong_check(_answer: CountAnswer, said: str) -> Words:
    return Words(
        Tone.BAD,
        _("Misread: {text}").format(text=isolated(said)),
        _("The last character does not fit the number. Scan again, or type it again."),
    )


def _foreign(_answer: CountAnswer, said: str) -> Words:
    return Words(
        Tone.BAD,
        _("A number of another register: {text}").format(text=isolated(said)),
        _("Keep the weapon apart. F7 records that it is here."),
    )


def _place(answer: CountAnswer, _said: str) -> Words:
    return Words(
        Tone.GOOD,
        _("Now in: {place}").format(place=answer.place),
        _("What you scan next is counted in this place."),
    )


def _paper(_answer: CountAnswer, said: str) -> Words:
    return Words(
        Tone.WARN,
        _("No weapon: {text}").format(text=isolated(said)),
        _("This is the code of a document, of a person, or of a place that is not counted here."),
    )


_WORDS: Final[dict[CountOutcome, Callable[[CountAnswer, str], Words]]] = {
    CountOutcome.COUNTED: _counted,
    CountOutcome.STRANGER: _stranger,
    CountOutcome.AMBIGUOUS: _ambiguous,
    CountOutcome.UNKNOWN: _unknown,
    CountOutcome.NOT_IN_SAMPLE: _not_in_sample,
    CountOutcome.WRONG_CHECK: _wrong_check,
    CountOutcome.FOREIGN: _foreign,
    CountOutcome.PLACE: _place,
    CountOutcome.PAPER: _paper,
}


def kind_words(category: str, model: str, calibre: str) -> str:
    """Return a type in one line."""
    named = label(Category(category)) if category else _("Not categorised")
    return " · ".join(filter(None, (named, model, isolated(calibre))))


def seen_words(seen: Seen | None, places: dict[int, str], nothing: str = "") -> str:
    """Return what a counter saw of a weapon, in a few words."""
    if seen is None:
        return nothing or _("Not seen")
    parts = [places.get(seen.place, "") or _("Seen")]
    if seen.serial_read:
        parts.append(_("serial {serial}").format(serial=isolated(seen.serial_read)))
    if seen.altered:
        parts.append(_("mark altered"))
    return listed(parts)


def discrepancy_words(discrepancy: DiscrepancyRecord) -> str:
    """Return what is wrong, in one line."""
    if discrepancy.quantity:
        fewer, more = _("{number} fewer: {kind}"), _("{number} more: {kind}")
        text = fewer if discrepancy.quantity < 0 else more
        return text.format(number=count(abs(discrepancy.quantity)), kind=discrepancy.description)
    if discrepancy.weapon is None:
        what = " · ".join(filter(None, (discrepancy.serial_read, discrepancy.description)))
        return _("Not in the register: {what}").format(what=what)
    result, number = label(discrepancy.result), discrepancy.weapon.number
    return stated(result, number)


def state_words(record: StocktakeRecord) -> str:
    """Return how far a stocktake is, in a few words."""
    match record.state:
        case StocktakeState.OPEN if any(record.finished):
            return _("Being counted, one has finished")
        case StocktakeState.OPEN:
            return _("Being counted")
        case StocktakeState.COUNTED:
            return _("Counts to be compared")
        case StocktakeState.CLOSED:
            return _("Closed")
        case _:
            return _("Given up")
