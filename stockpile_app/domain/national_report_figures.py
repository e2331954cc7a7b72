"""The figures of the national report: what each counts, in which lines, and by which day.

How a figure is counted is said here once, in words that stand on paper, and once in SQL
(``persistence.report_index``); a test counts every cell a third time from the entries alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.national_report_cells import RecordKind, Unit
from stockpile_app.domain.national_report_template import ReportTemplate, parse_template
from stockpile_app.domain.needs_vocabulary import NeedKind
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_vocabulary import TraceOutcome
from stockpile_app.domain.vocabulary import IncidentKind, LabelledEnum, MarkOccasion, StocktakeKind

ALL: Final = "all"
"""Key of a line that counts what any line of its figure counts, each once."""
NO_SEX: Final = "unknown"

OTHER_DISPOSALS: Final = tuple(
    each for each in DisposalKind if each is not DisposalKind.DESTRUCTION
)
LOSSES: Final = tuple(each for each in IncidentKind if each.status is not None)
COLLECTED: Final = tuple(each for each in Acquisition if each.is_illicit)

_TOGETHER: Final = N_("Together, each counted once")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a figure.

    Attributes:
        title: Untranslated where it is ours, as it stands where it is the template's.
        by_category: Whether it is told by category of weapon, too.
        adds_up: Whether the whole period has at least as many as any year, and at most their sum.
    """

    key: str
    title: str
    unit: Unit = Unit.COUNT
    counts: RecordKind = RecordKind.WEAPON
    by_category: bool = True
    adds_up: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure.

    Attributes:
        meaning: What is counted, and by which day.
        exclusive: What is in one line is in no other, so that ``ALL`` is their sum.
    """

    key: str
    title: str
    meaning: str
    lines: tuple[Line, ...]
    exclusive: bool = False

    def line(self, key: str) -> Line | None:
        """Return a line."""
        return next((each for each in self.lines if each.key == key), None)


def figures_of(template: ReportTemplate) -> tuple[Figure, ...]:
    """Return all figures, with the lines that the template gives some of them."""
    return (
        *_WEAPONS,
        Figure(
            "destroyed",
            N_("Destroyed"),
            N_(
                "Weapons that were destroyed under an order, by the day of the destruction. A"
                " weapon that turned up again afterwards is not counted."
            ),
            (*(Line(each.code, each.title) for each in template.destruction), _all()),
            exclusive=True,
        ),
        *_FURTHER,
        Figure(
            "depots",
            N_("Depots checked, and those that meet each subject"),
            N_(
                "The last security check of each depot that was completed in the period. A depot"
                " meets a subject when its questions reach the percentage of the template and"
                " every question that is critical for its level was answered with yes."
            ),
            (
                _depots("checked", N_("Depots checked")),
                *(_depots(each.code, each.title) for each in template.security),
            ),
        ),
        *_TRACES,
        *_PEOPLE,
    )


def usable_template(data: object) -> ReportTemplate:
    """Return the template that plain values describe, whose figures can all be computed.

    Raises:
        BadValue: Something is missing, unknown, twice there or out of range; says what.
    """
    template = parse_template(data)
    known = figure_map(template)
    for question in template.questions:
        for key in question.figures:
            if key not in known:
                raise BadValue(
                    N_("{item}: there is no figure “{figure}”; there are {known}."),
                    "figures",
                    item=question.key,
                    figure=key,
                    known=", ".join(known),
                )
    return template


def figure_map(template: ReportTemplate) -> Mapping[str, Figure]:
    """Return all figures by key."""
    return {each.key: each for each in figures_of(template)}


def _lines(
    members: Iterable[LabelledEnum],
    counts: RecordKind = RecordKind.WEAPON,
    *,
    by_category: bool = True,
) -> tuple[Line, ...]:
    return tuple(
        Line(each.value, each.label, counts=counts, by_category=by_category) for each in members
    )


def _depots(key: str, title: str) -> Line:
    # of each depot the last check alone: another year may have said otherwise
    return Line(key, title, counts=RecordKind.CHECK, by_category=False, adds_up=False)


def _all(counts: RecordKind = RecordKind.WEAPON, *, by_category: bool = True) -> Line:
    return Line(ALL, _TOGETHER, counts=counts, by_category=by_category)


_WEAPONS: Final = (
    Figure(
        "collected",
        N_("Collected, by source"),
        N_("Weapons by how they came to the State, and by the day they did, as was said last."),
        (*_lines(COLLECTED), _all()),
        exclusive=True,
    ),
    Figure(
        "collected_outcome",
        N_("What became of the weapons collected"),
        N_("Weapons collected in the period, by what they are on the day this was computed."),
        (
            Line("kept", N_("Kept in store or in use")),
            Line("destroyed", N_("Destroyed")),
            Line("disposed", N_("Disposed of otherwise")),
            Line("gone", N_("Lost or stolen")),
        ),
    ),
    Figure(
        "recorded",
        N_("Recorded"),
        N_("Weapons that were entered in this register, by the day (UTC) of the entry."),
        (Line("registered", N_("Entered in the register")),),
    ),
    Figure(
        "marked",
        N_("Marked"),
        N_("Weapons that a marking team put a mark on, by the day of the mark."),
        (*_lines(MarkOccasion), _all()),
    ),
    Figure(
        "import_marking",
        N_("Imported, and marked on import"),
        N_("Weapons imported in the period by the day they came, and what their marks say now."),
        (
            Line("imported", N_("Imported")),
            Line("with_mark", N_("Of these with an import mark")),
            Line("with_country", N_("Of these with a mark that says the country")),
            Line("with_year", N_("Of these with a mark that says the year")),
            Line("exempt", N_("Of these exempt from marking")),
            Line("applied", N_("Import mark put on in the period, whenever imported")),
        ),
    ),
)

_FURTHER: Final = (
    Figure(
        "disposed",
        N_("Disposed of otherwise"),
        N_("Weapons handed over or deactivated under an order, by the day it was done."),
        (*_lines(OTHER_DISPOSALS), _all()),
        exclusive=True,
    ),
    Figure(
        "surplus",
        N_("Surplus"),
        N_(
            "Reviews that were printed, declarations, and weapons declared surplus that were not"
            " taken back; by the day of the review or declaration."
        ),
        (
            Line("reviews", N_("Reviews"), counts=RecordKind.DOCUMENT, by_category=False),
            Line(
                "declarations",
                N_("Declarations of surplus"),
                counts=RecordKind.DECLARATION,
                by_category=False,
            ),
            Line("declared", N_("Weapons declared surplus")),
        ),
    ),
    Figure(
        "gone",
        N_("Lost and stolen"),
        N_("Weapons of incidents by which they were gone, by the day it was discovered."),
        (*_lines(LOSSES), _all()),
    ),
    Figure(
        "incidents",
        N_("Incidents"),
        N_("Incidents of every kind, by the day they were discovered."),
        (
            *_lines(IncidentKind, RecordKind.INCIDENT, by_category=False),
            _all(RecordKind.INCIDENT, by_category=False),
        ),
        exclusive=True,
    ),
    Figure(
        "recovered",
        N_("Recovered"),
        N_("Weapons that were lost or stolen and came back, by the day they did."),
        (Line("recovered", N_("Recovered")),),
    ),
    Figure(
        "sdg",
        N_("SDG indicator 16.4.2"),
        N_(
            "Arms seized, found or surrendered in the period, those of them whose point of"
            " diversion was established up to its end, and these as a percentage of all of them."
            " Where there were none, the indicator is not applicable; it is not 0."
        ),
        (
            Line("arms", N_("Seized, found or surrendered")),
            Line(
                "established",
                N_("Point of diversion established"),
                by_category=False,
                adds_up=False,
            ),
            Line("indicator", N_("Indicator 16.4.2"), Unit.PERCENT, by_category=False),
        ),
    ),
    Figure(
        "stocktakes",
        N_("Stocktakes held"),
        N_("Stocktakes by the day they were closed."),
        (
            *_lines(StocktakeKind, RecordKind.STOCKTAKE, by_category=False),
            _all(RecordKind.STOCKTAKE, by_category=False),
        ),
        exclusive=True,
    ),
)


def _trace(key: str, title: str, unit: Unit = Unit.COUNT, *, adds_up: bool = True) -> Line:
    return Line(key, title, unit, RecordKind.TRACE, by_category=False, adds_up=adds_up)


_TRACE_LINES: Final = (
    _trace("requests", N_("Requests")),
    _trace("acknowledged", N_("Acknowledged")),
    *(_trace(each.value, each.label, adds_up=False) for each in TraceOutcome),
    _trace("in_time", N_("Answered in time")),
    _trace("open", N_("Waiting for an answer at the end"), adds_up=False),
    _trace("overdue", N_("Overdue at the end"), adds_up=False),
    _trace("mean_acknowledge", N_("Days to acknowledge, mean"), Unit.DAYS),
    _trace("median_acknowledge", N_("Days to acknowledge, median"), Unit.DAYS),
    _trace("mean_answer", N_("Days to answer, mean"), Unit.DAYS),
    _trace("median_answer", N_("Days to answer, median"), Unit.DAYS),
)

_TRACED: Final = N_(
    "Trace files by the day of the request, acknowledgement or answer; only a tracing officer can"
    " count them."
)

_TRACES: Final = (
    Figure("traces_out", N_("Tracing requests sent"), _TRACED, _TRACE_LINES),
    Figure("traces_in", N_("Tracing requests received"), _TRACED, _TRACE_LINES),
    Figure("traces_domestic", N_("Traces within the country"), _TRACED, _TRACE_LINES),
)


def _people(key: str, title: str, counts: RecordKind, *, adds_up: bool = True) -> Line:
    return Line(key, title, counts=counts, by_category=False, adds_up=adds_up)


_PEOPLE: Final = (
    Figure(
        "trained",
        N_("Staff trained"),
        N_(
            "Courses by their last day. People of the register who took part are counted once in"
            " a cell; of others who took part only the number is known, for each course."
        ),
        (
            _people("courses", N_("Courses held"), RecordKind.TRAINING),
            _people("female", N_("Women of the register"), RecordKind.PERSON),
            _people("male", N_("Men of the register"), RecordKind.PERSON),
            _people(NO_SEX, N_("Of the register, sex not recorded"), RecordKind.PERSON),
            _people("other_female", N_("Other women"), RecordKind.TRAINING),
            _people("other_male", N_("Other men"), RecordKind.TRAINING),
        ),
    ),
    Figure(
        "participants",
        N_("People who came to collection sites"),
        N_("Participants of programmes, by the day they came; as their sex was stated."),
        (
            _people("female", N_("Women"), RecordKind.PARTICIPANT),
            _people("male", N_("Men"), RecordKind.PARTICIPANT),
            _people(NO_SEX, N_("Sex not recorded"), RecordKind.PARTICIPANT),
            _people(ALL, _TOGETHER, RecordKind.PARTICIPANT),
        ),
        exclusive=True,
    ),
    Figure(
        "taking_part",
        N_("Women and men who took part"),
        N_(
            "Witnesses of disposals, once for each day, and observers of their verification, by"
            " that day. Members of teams of collection sites that were open in the period, each"
            " name once, as the teams were stated last. As their sex was stated."
        ),
        (
            _people("witness_female", N_("Witnesses: women"), RecordKind.WITNESS),
            _people("witness_male", N_("Witnesses: men"), RecordKind.WITNESS),
            _people(f"witness_{NO_SEX}", N_("Witnesses: sex not recorded"), RecordKind.WITNESS),
            _people("team_female", N_("Teams: women"), RecordKind.MEMBER, adds_up=False),
            _people("team_male", N_("Teams: men"), RecordKind.MEMBER, adds_up=False),
            _people(
                f"team_{NO_SEX}", N_("Teams: sex not recorded"), RecordKind.MEMBER, adds_up=False
            ),
        ),
    ),
    Figure(
        "needs",
        N_("Needs for assistance raised and met"),
        N_("Needs by the day they were raised, or met as it was said last."),
        (
            _people("raised", N_("Raised"), RecordKind.NEED),
            _people("met", N_("Met"), RecordKind.NEED, adds_up=False),
        ),
    ),
    Figure(
        "needs_open",
        N_("Needs for assistance open"),
        N_("Needs that were neither met nor dropped at the end of the period, by what is needed."),
        (
            *(_people(each.value, each.label, RecordKind.NEED, adds_up=False) for each in NeedKind),
            _people(ALL, _TOGETHER, RecordKind.NEED, adds_up=False),
        ),
        exclusive=True,
    ),
)
