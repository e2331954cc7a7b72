"""How marks and what profiles say of them are told on screen."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.marking import Evaluation, Finding, Lack, Profile
from stockpile_app.domain.marking_records import PartRecord, WeaponMarking
from stockpile_app.domain.marking_vocabulary import MarkingVerdict
from stockpile_app.domain.records import MarkRecord
from stockpile_app.i18n import clauses, format_scaled, listed, stated
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.texts import day, label
from stockpile_app.ui.widgets.cards import Card

SIGNS: Final = {
    MarkingVerdict.COMPLETE: "✓",
    MarkingVerdict.INCOMPLETE: "◐",
    MarkingVerdict.UNMARKED: "○",
    MarkingVerdict.ALTERED: "✗",
    MarkingVerdict.NOT_EXAMINED: "?",
}


def verdict_words(verdict: MarkingVerdict) -> str:
    """Return a verdict with its sign: never by colour alone."""
    return f"{SIGNS[verdict]} {label(verdict)}"


def size_words(size: int | None) -> str:
    """Return a size in millimetres, without zeros at its end; "" where it was not measured."""
    if size is None:
        return ""
    return _("{size} mm").format(size=format_scaled(size, 4).rstrip("0").rstrip(".,٫"))


def findings_words(findings: tuple[Finding, ...]) -> str:
    """Return what is missing, by component."""
    by_part: dict[str, list[str]] = {}
    for each in findings:
        by_part.setdefault(label(each.component), []).append(label(each.lack))
    return clauses(stated(part, listed(lacks)) for part, lacks in by_part.items())


def evaluation_card(evaluation: Evaluation, title: str) -> Card:
    """Return what one profile says."""
    lines = [verdict_words(evaluation.verdict)]
    if evaluation.exemption is not None:
        lines.append(_("Exempt: {why}").format(why=label(evaluation.exemption)))
    if evaluation.missing:
        lines.append(_("Missing: {what}").format(what=findings_words(evaluation.missing)))
    if evaluation.warnings:
        lines.append(_("Should be there: {what}").format(what=findings_words(evaluation.warnings)))
    return Card(title, tuple(lines))


def marking_cards(marking: WeaponMarking, titles: dict[str, str]) -> list[Card]:
    """Return what the profiles in force say of a weapon, how it came, and its parts."""
    cards = []
    if marking.came is not None:
        came = marking.came
        lines = [_("{how}, {day}").format(how=label(came.acquisition), day=day(came.acquired_on))]
        if came.exemption is not None:
            lines.append(label(came.exemption))
        if came.reference:
            lines.append(came.reference)
        cards.append(Card(_("How it came"), tuple(lines)))
    cards += [
        evaluation_card(each, titles.get(each.profile, each.profile))
        for each in marking.evaluations
    ]
    cards += [
        Card(part_words(each), (), _("Part since {day}").format(day=day(each.since)))
        for each in marking.parts
    ]
    return cards


def part_words(part: PartRecord) -> str:
    """Return what a part is."""
    words = f"{label(part.component)}, {label(part.material).lower()}"
    return stated(words, part.description) if part.description else words


def mark_lines(mark: MarkRecord) -> list[str]:
    """Return what a mark says and how large it is, where that was made out."""
    lines = []
    said = (mark.country, str(mark.year or ""), mark.maker, mark.serial, mark.model, mark.calibre)
    if any(said):
        lines.append(_("Says: {what}").format(what=" · ".join(filter(None, said))))
    if mark.code:
        lines.append(_("Symbol or code: {code}").format(code=mark.code))
    if mark.authority:
        lines.append(_("Authority: {name}").format(name=mark.authority))
    sizes = []
    if mark.height is not None:
        sizes.append(_("{size} high").format(size=size_words(mark.height)))
    if mark.depth is not None:
        sizes.append(_("{size} deep").format(size=size_words(mark.depth)))
    if sizes:
        lines.append(listed(sizes))
    return lines


def profile_cards(profile: Profile) -> list[Card]:
    """Return everything that a profile demands, and where it is from."""
    parts = tuple(
        _("{parts} – {how}").format(
            parts=_(" or ").join(label(each) for each in part.any_of),
            how=_("required") if part.required else _("recommended"),
        )
        for part in profile.parts
    )
    content = tuple(
        listed(label(Lack(each)) for each in alternative) for alternative in profile.content
    )
    cards = [
        Card(_("Parts that carry a mark"), parts),
        Card(_("What it says: one of these"), content),
    ]
    if profile.also:
        cards.append(
            Card(
                _("What it should also say"),
                (listed(label(Lack(each)) for each in profile.also),),
            )
        )
    limits = []
    if profile.height is not None:
        limits.append(_("Letters {size} high").format(size=size_words(profile.height)))
    if profile.depth is not None:
        limits.append(_("{size} deep").format(size=size_words(profile.depth)))
    if profile.alphabets:
        limits.append(listed((*profile.alphabets, *profile.numerals)))
    if limits:
        cards.append(Card(_("Limits"), tuple(limits)))
    source = f"{profile.source}, {profile.clause}" if profile.clause else profile.source
    cards.append(Card(_("Source"), (source, _(profile.notes)), label(profile.sure)))
    return cards
