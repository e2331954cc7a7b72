"""What every kind of paper is made from, as believable as its own tests make it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from stockpile_app.documents.duplicate_list import DuplicateHead
from stockpile_app.documents.weapon_record_sheet import (
    SheetPhotograph,
    WeaponRecordSheet,
)
from stockpile_app.domain.backups import Rehearsal
from stockpile_app.domain.collection_papers import (
    DaySheet,
    Indicator,
    IndicatorSheet,
    ItemsReceived,
    PlanLine,
    Reconciled,
    SitePlan,
    WeaponsOfDay,
)
from stockpile_app.domain.facts import WeaponDescribed, encode
from stockpile_app.domain.lists import ListColumn, ListSheet
from stockpile_app.domain.losses import Losses, LostAct, LostWeapon
from stockpile_app.domain.marking import Evaluation
from stockpile_app.domain.marking_records import AcquisitionRecord, PartRecord, WeaponMarking
from stockpile_app.domain.marking_vocabulary import Acquisition, MarkingVerdict, Material
from stockpile_app.domain.national_report import FreezeReport, FrozenRecord, HandTable, ReportView
from stockpile_app.domain.national_report_cells import TOTAL, CellName, CellValue, Period
from stockpile_app.domain.national_report_comparison import compare_reports
from stockpile_app.domain.national_report_figures import figures_of
from stockpile_app.domain.records import EntryRecord, PlaceRecord
from stockpile_app.domain.staff import (
    QualificationRecord,
    SexCount,
    StaffFigures,
    TrainingRecord,
    Validity,
)
from stockpile_app.domain.surplus import (
    DeclarationRecord,
    DeclaredWeapon,
    Kind,
    RequirementRecord,
    SurplusRow,
)
from stockpile_app.domain.timeline import LifeCycle, Names, TimelineEvent
from stockpile_app.domain.tracing_figures import compute
from stockpile_app.domain.vocabulary import Category, Component, PlaceKind
from stockpile_app.reference.report_templates import shipped_template
from stockpile_app.services.national_views import drafted
from tests.unit.documents import guarding_material as guarding
from tests.unit.documents import test_collection_papers as collections
from tests.unit.documents import test_tracing_papers as traces
from tests.unit.documents import tracing_material as tracing
from tests.unit.documents.material import STAMP, weapon, weapons

DAY: Final = dt.date(2026, 10, 8)
DAYS: Final = (DAY, DAY)
MOMENT: Final = dt.datetime(2026, 10, 8, 9, 30, tzinfo=dt.UTC)
_FACT: Final = WeaponDescribed(
    number="KE01-000001-5", occurred_on="2026-10-08", category=Category.RIFLE, source="Police"
)
ENTRY: Final = EntryRecord(
    "KE01", 12, MOMENT, "amina", None, _FACT.kind, encode(_FACT).decode(), "ab" * 32
)
Args = tuple[Any, ...]


def duplicates(count: int) -> Args:
    head = DuplicateHead(
        programme="Programme", site="North gate", days="2026", partner="Police", with_names=True
    )
    return head, collections.duplicate_lines(count), collections.duplicate_rounds()


def day_sheet(count: int) -> Args:
    sheet = DaySheet(
        programme="Programme",
        site="North gate",
        day=DAY,
        closed_by="Lucy Wambui",
        people=collections.PEOPLE,
        weapons=(WeaponsOfDay(category=Category.PISTOL, handed_in=40, present=30, sent=10),),
        ammunition=(ItemsReceived(kind="9 mm", quantity=600),) * count,
        checks=(
            Reconciled(
                what="Tags",
                first="weapons",
                first_count=41,
                second="tags used",
                second_count=43,
                explanation="Two tags were spoilt",
            ),
        ),
    )
    return (sheet,)


def site_plan(count: int) -> Args:
    plan = SitePlan(
        programme="Programme",
        site="North gate",
        custody="Temporary, under two keys",
        given=(PlanLine(caption="Lanes", figure="3"),),
        found=(PlanLine(caption="People a day", figure="72", basis="3 × 8 × 60 ÷ 20"),) * count,
        people=(("Lucy Wambui", "Site officer"),),
    )
    return (plan,)


def indicators(count: int) -> Args:
    sheet = IndicatorSheet(
        programme="Programme",
        days="2026",
        indicators=(Indicator(title="Female staff", clause="IDDRS 5.10", value="4"),) * count,
        tables=(collections.PEOPLE,),
    )
    return (sheet,)


def losses(count: int) -> Args:
    entry = replace(ENTRY, approved_by="rita")
    found = Losses(
        folder=Path("/media/usb/register"),
        head=9,
        since=MOMENT,
        until=MOMENT,
        total=count,
        acts=(LostAct(entry, ("KE01-000001-5 AKM",), 3),) * count,
        acts_total=count + 1200,
        by_kind=(("weapon-described", count),),
        by_person=(("amina", count),),
        weapons=(LostWeapon("KE01-000001-5 AKM", ("weapon-described",)),) * count,
    )
    return (found,)


def rehearsal(_count: int) -> Args:
    file = Path("/media/usb/backups/KE01-2026-10-08.backup")
    done = Rehearsal(
        file=file,
        made_at=MOMENT,
        rehearsed_at=MOMENT,
        head=4123,
        digest="ab" * 32,
        behind=12,
        problems=(),
        weapons=2000,
        entry=4136,
    )
    return (done,)


def surplus_rows(count: int) -> list[SurplusRow]:
    kind = Kind(Category.ASSAULT_RIFLE, "AKM", "7.62 × 39 mm")
    need = RequirementRecord(
        id=1,
        unit="2nd Battalion",
        kind=kind,
        posts=1000,
        scale=110,
        reserve=50,
        training=20,
        attrition=10,
        obsolete=False,
        basis="Establishment 2026",
        stated_on=DAY,
    )
    return [SurplusRow(kind, 1234, 1200, 30, 20, 10, 5, (need,))] * count


def declaration(count: int) -> Args:
    record = DeclarationRecord(
        id=7,
        number="SD-KE01-7",
        declared_on=DAY,
        declared_by="Hassan Juma",
        authority="Chief of Defence Staff",
        reason="More than is needed",
        reference="CDS/2026/117",
        head=4123,
        weapons=count,
        withdrawn=1,
        rows=((Kind(Category.RIFLE, "M16A1", "5.56 mm"), 1234, 1000, 234, count),),
    )
    listed = [DeclaredWeapon(each) for each in weapons(count)]
    return record, [*listed, DeclaredWeapon(weapon(99), DAY)]


def report(count: int) -> ReportView:
    template = shipped_template()
    period = Period(dt.date(2025, 1, 1), dt.date(2026, 12, 31))
    cells = {
        CellName(figure.key, line.key, category, column.key): CellValue(1234 + at)
        for figure in figures_of(template)
        for at, line in enumerate(figure.lines)
        for category in (TOTAL, *((Category.RIFLE.value,) if line.by_category else ()))
        for column in period.columns
    }
    asked = [each.key for each in template.questions]
    table = HandTable(
        question=asked[0],
        title="Police",
        columns=("Received", "Kept"),
        rows=(("Rifles", (1234, 5)),) * count,
        source="Letter of the police",
    )
    wanted = FreezeReport(
        title="Report",
        period=period,
        numbering=template.numberings[0].code,
        answers=dict.fromkeys(asked, "It is so."),
        tables=(table,),
        notes="Figures of the police came late.",
    )
    view = drafted(template, wanted, cells, 4123)
    record = FrozenRecord(
        id=3,
        number="NR-KE01-123",
        title="Report",
        period=period,
        numbering=view.numbering,
        template=template.id,
        version=template.version,
        head=4123,
        seal=STAMP.seal.code if STAMP.seal else "",
        frozen_on=DAY,
        frozen_by="Hassan Juma",
    )
    # of the many questions some, with each sort of figure
    return replace(view, questions=view.questions[:14], record=record)


def comparison(_count: int) -> Args:
    now = report(1)
    assert now.record is not None
    return (compare_reports(now, replace(now, record=replace(now.record, id=4))),)


def weapon_record(count: int) -> Args:
    of = weapon(1)
    part = PartRecord(
        id=4,
        component=Component.BARREL,
        material=Material.STEEL,
        description="Spare barrel",
        weapon_id=1,
        weapon_number=of.number,
        place="",
        since=DAY,
    )
    event = TimelineEvent(on=DAY, recorded_at=MOMENT, recorded_by="Amina Example", entry=ENTRY)
    life = LifeCycle(
        weapon=of,
        ended=None,
        steps=(),
        timeline=(event,) * count,
        order=None,
        incident=None,
        movement=None,
        names=Names(),
    )
    came = AcquisitionRecord(Acquisition.PURCHASE, DAY, None, "Contract 12")
    state = WeaponMarking(
        MarkingVerdict.COMPLETE, (Evaluation("iti", MarkingVerdict.COMPLETE),), came, (part,)
    )
    picture = SheetPhotograph(1, "a1" * 32, "Left side", DAY)
    sheet = WeaponRecordSheet(
        life=life,
        marks=(guarding.MARK,) * count,
        marking=state,
        titles={"iti": "International Tracing Instrument"},
        photographs=(picture,),
        pictures={"a1" * 32: traces.picture()},
    )
    return (sheet,)


def listed(count: int) -> Args:
    columns = (ListColumn("Number", 2), ListColumn("Name", 3), ListColumn("Weapons", 1, True))
    rows = tuple(("KE01-000001-5", "Rack 1", 1234) for _row in range(count))
    return (ListSheet("Places", columns, rows, count),)


def training(count: int) -> Args:
    course = TrainingRecord(
        id=1,
        topic="marking",
        topic_name="Marking weapons",
        title="At the bench",
        held_on=DAY,
        provider="School",
        days=2,
        location="Nairobi",
        people=(),
        women=4,
        men=1200,
        unknown=0,
        notes="",
    )
    held = QualificationRecord(
        id=2,
        person_id=1,
        person="Wanjiru",
        sex=None,
        topic="marking",
        topic_name="Marking weapons",
        gained_on=DAY,
        expires_on=None,
        certificate="C-7",
        issued_by="",
        validity=Validity.VALID,
    )
    figures = StaffFigures(
        courses=1,
        staff=SexCount(5, 6, 7),
        trained=SexCount(4, 1200),
        qualified=SexCount(1),
        soon=SexCount(0, 2),
        expired=SexCount(0, 0, 3),
    )
    return figures, [course] * count, [held] * count


def place() -> PlaceRecord:
    return PlaceRecord(
        id=5,
        kind=PlaceKind.RACK,
        code="R1",
        name="Rack 1",
        parent=4,
        depot=1,
        path="Main depot / Store A / Rack 1",
        store_kind=None,
        closed=False,
    )


def trace(direction: Callable[..., Any], *more: Any) -> Callable[[int], Args]:
    return lambda _count: (traces.letter(direction()), *more)


def figures(_count: int) -> Args:
    found = compute([tracing.outgoing(), tracing.incoming()], DAY, DAY + dt.timedelta(days=90))
    return found, traces.TARGETS
