"""Everything about a trace file as cards."""

from __future__ import annotations

from stockpile_app.domain.confidential_facts.tracing import Description, WeaponSnapshot
from stockpile_app.domain.tracing_records import DiversionRecord, RecordedSearch, TraceFile
from stockpile_app.i18n import clauses, listed, ngettext, stated
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.countries import country_name
from stockpile_app.ui.texts import count, day, isolated, label
from stockpile_app.ui.widgets.cards import Card
from stockpile_app.ui.widgets.trace_words import counterpart_words, event_title

_HITS = 3


def file_cards(file: TraceFile) -> list[Card]:
    """Return what is known of a file, but for its time line."""
    cards = [_first(file), *_weapon_cards(file), _why(file), *_answers(file)]
    if file.diversion is not None:
        cards.append(_diversion(file.diversion))
    cards += [
        Card(
            _("So that it does not happen again"),
            (each.action, each.responsible),
            day(each.stated_on),
        )
        for each in file.preventions
    ]
    cards += [
        Card(
            _("Ballistic reference"),
            _lines(f"{each.laboratory} · {each.reference}", each.ibin_reference, each.notes),
            day(each.examined_on),
        )
        for each in file.ballistics
    ]
    cards += [_search(each) for each in file.searches[-1:]]
    return cards


def event_cards(file: TraceFile) -> list[Card]:
    """Return the time line, the newest first."""
    return [
        Card(
            event_title(each),
            (each.text,) if each.text else (),
            _("{day} · {name} · entry {seq}").format(
                day=day(each.day), name=each.recorded_by, seq=each.seq
            ),
        )
        for each in reversed(file.events)
    ]


def document_cards(file: TraceFile) -> list[Card]:
    """Return the papers that were made, the newest first."""
    return [
        Card(each.number, _lines(each.seal), day(each.made_on)) for each in reversed(file.documents)
    ]


def _first(file: TraceFile) -> Card:
    details = file.details
    lines = _lines(
        counterpart_words(file),
        _said(_("Our reference: {text}"), file.reference),
        _said(_("Their reference: {text}"), file.counterpart.reference),
        _said(_("iARMS: {text}"), details.iarms_reference),
        _said(_("Urgency: {text}"), label(details.urgency)),
        _said(_("Marking: {text}"), details.classification),
        _said(_("Handling: {text}"), details.caveats),
        _said(_("Open question: {text}"), file.open_question),
        _said(_("What came of it: {text}"), file.result),
    )
    hint = _("Opened by {name}, {day}").format(name=file.opened_by, day=day(file.opened_on))
    return Card(label(file.direction), lines, hint)


def _weapon_cards(file: TraceFile) -> list[Card]:
    cards = []
    if file.description is not None:
        cards.append(Card(_("The weapon as it was read"), described_lines(file.description)))
    if file.weapon is not None:
        title = _("The weapon of the register, frozen")
        hint = _("as of entry {seq}").format(seq=file.weapon.head)
        cards.append(Card(title, _held_lines(file.weapon), hint))
    return cards


def described_lines(said: Description) -> tuple[str, ...]:
    """Return a description in lines."""
    imported = " ".join(filter(None, (_country(said.import_country), str(said.import_year or ""))))
    return _lines(
        _said(_("Serial: {text}"), isolated(said.serial)),
        " · ".join(filter(None, (said.maker, said.model, isolated(said.calibre)))),
        " · ".join(filter(None, (_country(said.country), str(said.year or "")))),
        _said(_("Import mark: {text}"), imported),
        _said(_("Other marks: {text}"), said.other_marks),
        _said(_("Features: {text}"), said.features),
    )


def _held_lines(weapon: WeaponSnapshot) -> tuple[str, ...]:
    marks, pictures = len(weapon.marks), len(weapon.photographs)
    return _lines(
        " · ".join(filter(None, (weapon.number, weapon.serial or ""))),
        " · ".join(filter(None, (weapon.maker, weapon.model, isolated(weapon.calibre)))),
        " · ".join(filter(None, (_country(weapon.country), str(weapon.year or "")))),
        ngettext("{count} mark", "{count} marks", marks).format(count=count(marks)),
        ngettext("{count} photograph", "{count} photographs", pictures).format(
            count=count(pictures)
        ),
    )


def _why(file: TraceFile) -> Card:
    details = file.details
    found = listed((details.found_place, details.found_on))
    return Card(
        _("Why it is traced"),
        _lines(
            details.circumstances,
            _said(_("Found: {text}"), found),
            _said(_("Illicit: {text}"), clauses(map(label, details.grounds))),
            details.reasoning,
            _said(_("Use: {text}"), details.intended_use),
            details.other,
        )
        or (_("Nothing is stated yet."),),
    )


def _answers(file: TraceFile) -> list[Card]:
    return [
        Card(
            _("Answer: {outcome}").format(outcome=label(each.outcome)),
            _lines(
                each.information,
                _said(_("Reasons: {text}"), clauses(map(label, each.reasons))),
                each.explanation,
                _said(_("Restrictions: {text}"), each.restrictions),
                _said(
                    _("To be expected by {text}"), day(each.expected_on) if each.expected_on else ""
                ),
            ),
            day(each.replied_on),
        )
        for each in file.answers
    ]


def _diversion(found: DiversionRecord) -> Card:
    how = _("by tracing") if found.traced else _("otherwise, by a competent authority")
    return Card(
        _("Point of diversion: {way}").format(way=label(found.way)),
        _lines(
            _said(_("Last legal holder: {text}"), found.last_holder),
            " · ".join(filter(None, (found.place, _country(found.country), found.diverted_on))),
            _said(_("By: {text}"), found.actor),
            _said(_("Evidence: {text}"), found.basis),
            _said(_("Holds for these, too: {text}"), listed(found.numbers)),
        ),
        _("Established {day}, {how}").format(day=day(found.established_on), how=how),
    )


def _search(search: RecordedSearch) -> Card:
    hits = tuple(stated(number, label(why)) for number, why, _score in search.found[:_HITS])
    title = ngettext("Last search: {count} hit", "Last search: {count} hits", search.total)
    return Card(title.format(count=count(search.total)), hits, day(search.day))


def _country(code: str) -> str:
    return country_name(code) if code else ""


def _said(text: str, value: str) -> str:
    return text.format(text=value) if value else ""


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(filter(None, texts))
