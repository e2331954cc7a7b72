"""Counts a national report straight from the entries: no table, no SQL, nothing of the product.

Of the product only the entries, the facts, the template and the check list are read. What is
counted is said here a second time, in another way, so that a mistake would have to be made twice.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from stockpile_app.domain import facts as f
from stockpile_app.domain.confidential_facts import tracing as t
from stockpile_app.domain.vocabulary import Answer, MarkOccasion

ILLICIT: Final = ("seized", "confiscated", "found", "surrendered", "captured")
GONE: Final = ("loss", "theft", "diversion", "break_in", "unexplained")
FINAL: Final = ("full", "partial", "no_record", "refused")
GROUPS: Final = {"shotgun": "rifle", "recoilless_rifle": "anti_tank_gun"}
WAYS: Final = {
    "smelting": "i", "burning": "i", "detonation": "ii", "cutting": "iii", "crushing": "iv",
    "pressing": "iv", "sea": "v", "burial": "vi",
}  # fmt: skip
NEVER: Final = "n/a"


@dataclass
class Weapon:
    """What the entries say of one weapon."""

    recorded: str
    category: str
    fate: str = "kept"
    acquired: tuple[str, str, bool] | None = None


@dataclass
class Mark:
    """A mark, on a weapon or on a part that may go to another weapon."""

    weapon: str
    component: str
    occasion: str
    country: str
    year: int | None
    part: int | None = None


@dataclass
class Order:
    kind: str
    method: str
    days: dict[str, str] = field(default_factory=dict)
    """When each weapon was disposed of."""


class Entries:
    """Follows the entries of a register."""

    def __init__(self, check_list: Any) -> None:
        self.check_list = check_list
        self.weapons: dict[str, Weapon] = {}
        self.marks: list[Mark] = []
        self.parts: dict[int, tuple[str, str]] = {}
        self.occasions: dict[int, str] = {}
        self.applied: dict[tuple[int, str, str], str] = {}
        self.reviews: list[str] = []
        self.declared: list[tuple[str, dict[str, bool]]] = []
        self.incidents: list[tuple[str, str, list[str]]] = []
        self.recovered: list[tuple[str, str]] = []
        self.orders: dict[int, Order] = {}
        self.watched: list[tuple[str, str]] = []
        self.stocktakes: dict[int, str] = {}
        self.closed: list[tuple[str, str]] = []
        self.checks: dict[int, dict[str, Any]] = {}
        self.came: list[tuple[str, str]] = []
        self.sites: dict[int, dict[str, Any]] = {}
        self.sexes: dict[int, str] = {}
        self.courses: list[tuple[str, tuple[int, ...], int, int]] = []
        self.needs: dict[int, dict[str, Any]] = {}

    def apply(self, seq: int, recorded_at: str, fact: f.Fact) -> None:
        name = f"_{type(fact).__name__}"
        if hasattr(self, name):
            getattr(self, name)(seq, recorded_at[:10], fact)

    # --- weapons ---------------------------------------------------------------------------------

    def _WeaponRegistered(self, seq, day, fact):  # noqa: N802 - named like the facts
        self.weapons[fact.number] = Weapon(day, fact.category or "")

    def _WeaponDescribed(self, seq, day, fact):  # noqa: N802
        self.weapons[fact.number].category = fact.category or ""

    def _RegistrationWithdrawn(self, seq, day, fact):  # noqa: N802
        del self.weapons[fact.number]

    def _AcquisitionStated(self, seq, day, fact):  # noqa: N802
        said = (fact.acquisition.value, fact.acquired_on, fact.exemption is not None)
        self.weapons[fact.number].acquired = said

    # --- marks and parts -------------------------------------------------------------------------

    def _put(self, number, component, occasion, country, year):
        on = [key for key, at in sorted(self.parts.items()) if at == (number, component)]
        self.marks.append(Mark(number, component, occasion, country, year, on[0] if on else None))

    def _MarkRecorded(self, seq, day, fact):  # noqa: N802
        self._put(fact.number, fact.component.value, fact.occasion.value, fact.country, fact.year)

    def _MarkingJobOpened(self, seq, day, fact):  # noqa: N802
        self.occasions[seq] = fact.occasion.value

    def _MarkApplied(self, seq, day, fact):  # noqa: N802
        self.applied[fact.job, fact.number, fact.component.value] = fact.occurred_on
        occasion = self.occasions[fact.job]
        self._put(fact.number, fact.component.value, occasion, fact.country, fact.year)

    def _MarkFaulted(self, seq, day, fact):  # noqa: N802
        self.applied.pop((fact.job, fact.number, fact.component.value), None)

    def _PartRecorded(self, seq, day, fact):  # noqa: N802
        self.parts[fact.part] = (fact.number, fact.component.value)
        for mark in self.marks:
            if (mark.weapon, mark.component) == (fact.number, fact.component.value):
                mark.part = mark.part or fact.part

    def _move(self, part, number):
        self.parts[part] = (number, self.parts[part][1])
        for mark in self.marks:
            if mark.part == part:
                mark.weapon = number

    def _PartRemoved(self, seq, day, fact):  # noqa: N802
        self._move(fact.part, "")

    def _PartFitted(self, seq, day, fact):  # noqa: N802
        self._move(fact.part, fact.number)

    # --- surplus, losses, disposal ---------------------------------------------------------------

    def _DocumentIssued(self, seq, day, fact):  # noqa: N802
        if fact.document == "surplus-review":
            self.reviews.append(day)

    def _SurplusDeclared(self, seq, day, fact):  # noqa: N802
        self.declared.append((fact.occurred_on, dict.fromkeys(fact.weapons, True)))

    def _SurplusWithdrawn(self, seq, day, fact):  # noqa: N802
        for number in fact.weapons:
            for _day, lines in self.declared:
                if number in lines:
                    lines[number] = False

    def _IncidentReported(self, seq, day, fact):  # noqa: N802
        kind = fact.incident_kind.value
        self.incidents.append((kind, fact.discovered_on, list(fact.weapons)))
        for number in fact.weapons if kind in GONE else ():
            self.weapons[number].fate = "gone"

    def _WeaponsRecovered(self, seq, day, fact):  # noqa: N802
        for number in fact.weapons:
            self.recovered.append((number, fact.occurred_on))
            if number in self.weapons:
                self.weapons[number].fate = "kept"

    def _DisposalOrdered(self, seq, day, fact):  # noqa: N802
        self.orders[seq] = Order(fact.disposal.value, fact.method)

    def _DisposalDayOpened(self, seq, day, fact):  # noqa: N802
        self.watched += [(sex, fact.started_at[:10]) for _, _, sex in fact.witnesses]

    def _WeaponsDisposed(self, seq, day, fact):  # noqa: N802
        order = self.orders[fact.order]
        for number in fact.weapons:
            order.days[number] = fact.at[:10]
            fate = "destroyed" if order.kind == "destruction" else "disposed"
            self.weapons[number].fate = fate

    def _DisposalVerified(self, seq, day, fact):  # noqa: N802
        self.watched += [(sex, fact.occurred_on) for _, _, sex in fact.observers]

    def _DisposedWeaponFound(self, seq, day, fact):  # noqa: N802
        self.orders[fact.order].days.pop(fact.number)

    # --- people ----------------------------------------------------------------------------------

    def _ParticipantRegistered(self, seq, day, fact):  # noqa: N802
        self.came.append((fact.sex or "unknown", fact.arrived_at[:10]))

    def _SiteOpened(self, seq, day, fact):  # noqa: N802
        self.sites[seq] = {"from": fact.occurred_on, "to": "9999", "since": "9999", "team": ()}

    def _SiteClosed(self, seq, day, fact):  # noqa: N802
        self.sites[fact.site]["to"] = fact.occurred_on

    def _TeamStated(self, seq, day, fact):  # noqa: N802
        self.sites[fact.site] |= {"since": fact.occurred_on, "team": fact.members}

    def _PersonAdded(self, seq, day, fact):  # noqa: N802
        self.sexes[fact.person] = fact.sex or "unknown"

    _PersonDescribed = _PersonAdded

    def _TrainingHeld(self, seq, day, fact):  # noqa: N802
        self.courses.append((fact.occurred_on, fact.people, fact.women, fact.men))

    def _NeedRaised(self, seq, day, fact):  # noqa: N802
        self.needs[seq] = {"kind": fact.need_kind, "day": fact.occurred_on, "steps": []}

    def _NeedStatusStated(self, seq, day, fact):  # noqa: N802
        self.needs[fact.need]["steps"].append((fact.occurred_on, seq, fact.status))

    # --- counts and checks -----------------------------------------------------------------------

    def _StocktakeOpened(self, seq, day, fact):  # noqa: N802
        self.stocktakes[seq] = fact.stocktake_kind.value

    def _StocktakeClosed(self, seq, day, fact):  # noqa: N802
        self.closed.append((self.stocktakes[fact.stocktake], fact.occurred_on))

    def _CheckOpened(self, seq, day, fact):  # noqa: N802
        self.checks[seq] = {"place": fact.place, "day": "", "seq": seq, "answers": {}}

    def _CheckAnswered(self, seq, day, fact):  # noqa: N802
        self.checks[fact.check]["answers"][fact.question] = fact.answer

    def _CheckCompleted(self, seq, day, fact):  # noqa: N802
        self.checks[fact.check]["day"] = fact.occurred_on

    def _CheckCancelled(self, seq, day, fact):  # noqa: N802
        del self.checks[fact.check]

    # --- the figures -----------------------------------------------------------------------------

    def lines(self, first: dt.date, last: dt.date) -> dict[tuple[str, str], list[str]]:
        """Return the weapons, or "" for anything else, of each line, each as often as counted."""
        found: dict[tuple[str, str], set[Any]] = defaultdict(set)

        def within(day: str) -> bool:
            return first.isoformat() <= day <= last.isoformat()

        for number, each in self.weapons.items():
            if within(each.recorded):
                found["recorded", "registered"].add(number)
            if each.acquired and within(each.acquired[1]):
                self._acquired(found, number, each)
        self._worked(found, within)
        self._disposals(found, within)
        self._surplus(found, within)
        self._happened(found, within)
        self._counted(found, within)
        self._people(found, within, first.isoformat(), last.isoformat())
        self._trained(found, within)
        self._needed(found, first.isoformat(), last.isoformat())
        self._checked(found, within)
        return {
            key: [each if isinstance(each, str) else "" for each in records
                  if not isinstance(each, str) or each in self.weapons]
            for key, records in found.items()
        }  # fmt: skip

    def _acquired(self, found, number, each):
        how, _day, exempt = each.acquired
        if how in ILLICIT:
            found["collected", how].add(number)
            found["collected", "all"].add(number)
            found["collected_outcome", each.fate].add(number)
        if how in ("seized", "found", "surrendered"):
            found["sdg", "arms"].add(number)
        if how == "import":
            marks = [
                mark
                for mark in self.marks
                if mark.weapon == number and mark.occasion == MarkOccasion.IMPORT
            ]
            says = {
                "imported": True,
                "with_mark": bool(marks),
                "with_country": any(mark.country for mark in marks),
                "with_year": any(mark.year for mark in marks),
                "exempt": exempt,
            }
            for line, holds in says.items():
                if holds:
                    found["import_marking", line].add(number)

    def _worked(self, found, within):
        for (job, number, _component), day in self.applied.items():
            if within(day):
                occasion = self.occasions[job]
                found["marked", occasion].add(number)
                found["marked", "all"].add(number)
                if occasion == "import":
                    found["import_marking", "applied"].add(number)

    def _disposals(self, found, within):
        for order in self.orders.values():
            for number, day in order.days.items():
                if not within(day):
                    continue
                if order.kind == "destruction":
                    found["destroyed", WAYS.get(order.method, "vii")].add(number)
                    found["destroyed", "all"].add(number)
                else:
                    found["disposed", order.kind].add(number)
                    found["disposed", "all"].add(number)

    def _surplus(self, found, within):
        for at, day in enumerate(self.reviews):
            if within(day):
                found["surplus", "reviews"].add(at)
        for at, (day, lines) in enumerate(self.declared):
            if within(day):
                found["surplus", "declarations"].add(at)
                found["surplus", "declared"] |= {each for each, holds in lines.items() if holds}

    def _happened(self, found, within):
        for at, (kind, day, weapons) in enumerate(self.incidents):
            if within(day):
                found["incidents", kind].add(at)
                found["incidents", "all"].add(at)
                if kind in GONE:
                    found["gone", kind] |= set(weapons)
                    found["gone", "all"] |= set(weapons)

    def _counted(self, found, within):
        for number, day in self.recovered:
            if within(day):
                found["recovered", "recovered"].add(number)
        for at, (kind, day) in enumerate(self.closed):
            if within(day):
                found["stocktakes", kind].add(at)
                found["stocktakes", "all"].add(at)
        for at, (sex, day) in enumerate(self.watched):
            if within(day):
                found["taking_part", f"witness_{sex or 'unknown'}"].add(at)

    def _people(self, found, within, first, last):
        for at, (sex, day) in enumerate(self.came):
            if within(day):
                found["participants", sex].add(at)
                found["participants", "all"].add(at)
        named = set()
        for seq, site in sorted(self.sites.items()):
            if max(site["from"], site["since"]) > last or site["to"] < first:
                continue
            for at, (name, sex, _duty) in enumerate(site["team"]):
                if name.lower() not in named:
                    named.add(name.lower())
                    found["taking_part", f"team_{sex or 'unknown'}"].add((seq, at))

    def _trained(self, found, within):
        for at, (day, people, women, men) in enumerate(self.courses):
            if within(day):
                found["trained", "courses"].add(at)
                for person in people:
                    found["trained", self.sexes[person]].add(person)
                found["trained", "other_female"] |= {(at, each) for each in range(women)}
                found["trained", "other_male"] |= {(at, each) for each in range(men)}

    def _needed(self, found, first, last):
        for seq, need in self.needs.items():
            if need["day"] > last:
                continue
            if need["day"] >= first:
                found["needs", "raised"].add(seq)
            steps = sorted(each for each in need["steps"] if each[0] <= last)
            day, _seq, status = steps[-1] if steps else (need["day"], 0, "open")
            if status == "met" and day >= first:
                found["needs", "met"].add(seq)
            if status not in ("met", "dropped"):
                found["needs_open", need["kind"].value].add(seq)
                found["needs_open", "all"].add(seq)

    def _checked(self, found, within):
        last: dict[int, dict[str, Any]] = {}
        for check in sorted(self.checks.values(), key=lambda each: (each["day"], each["seq"])):
            if check["day"] and within(check["day"]):
                last[check["place"]] = check
        for check in last.values():
            found["depots", "checked"].add(check["seq"])
            for group in "abcdefg":
                if self._meets(check["answers"], group):
                    found["depots", group].add(check["seq"])

    def _meets(self, answers, group):
        weights = {Answer.YES: 1.0, Answer.PARTLY: 0.5, Answer.NO: 0.0}
        asked = [each for each in self.check_list.questions if each.group == group]
        counted = [each for each in asked if answers[each.code] in weights]
        most = sum(each.weight for each in counted)
        if not most:
            return False
        reached = sum(each.weight * weights[answers[each.code]] for each in counted)
        critical = [each for each in asked if each.critical == 1]
        fails = [each for each in critical if answers[each.code] in (Answer.NO, Answer.PARTLY)]
        return reached / most >= 0.6 and not fails

    def group(self, number: str) -> str:
        """Return the category that a weapon is counted in."""
        category = self.weapons[number].category
        return GROUPS.get(category, category) or "unknown"


class Traces:
    """Follows what is sealed of trace files."""

    def __init__(self) -> None:
        self.files: dict[str, dict[str, Any]] = {}

    def apply(self, subject: str, fact: Any) -> None:
        file = self.files.setdefault(subject, {"answers": [], "about": "", "closed": None})
        if isinstance(fact, (t.TraceOpened, t.TraceReceived, t.TraceRequestSent)):
            self._begun(file, fact)
        elif isinstance(fact, (t.DiversionEstablished, t.DiversionWithdrawn)):
            file.pop("diverted", None)
            if isinstance(fact, t.DiversionEstablished):
                file["diverted"] = (self._day(fact.established_on), fact.numbers)
        else:
            self._went_on(file, fact)

    _day = staticmethod(dt.date.fromisoformat)

    def _begun(self, file, fact):
        match fact:
            case t.TraceOpened():
                file |= {"direction": fact.direction.value, "opened": self._day(fact.opened_on)}
                file["about"] = fact.weapon.number
            case t.TraceReceived():
                file |= {"direction": "in", "opened": self._day(fact.received_on)}
                file["asked"] = file["opened"]
            case t.TraceRequestSent() if not fact.reminder:
                file["asked"] = self._day(fact.sent_on)

    def _went_on(self, file, fact):
        match fact:
            case t.TraceWeaponMatched():
                file["about"] = fact.weapon.number
            case t.TraceAcknowledged():
                file.setdefault("acknowledged", self._day(fact.acknowledged_on))
            case t.TraceReplied():
                file.setdefault("acknowledged", self._day(fact.replied_on))
                file["answers"].append((fact.outcome.value, self._day(fact.replied_on)))
            case t.TraceClosed():
                file["closed"] = self._day(fact.closed_on)

    def diverted(self, last: dt.date) -> set[str]:
        """Return the weapons whose point of diversion was established by ``last``."""
        found = set()
        for file in self.files.values():
            if "diverted" in file and file["diverted"][0] <= last:
                found |= {file["about"], *file["diverted"][1]}
        return found

    def cells(self, direction: str, first: dt.date, last: dt.date) -> dict[str, Any]:
        """Return the value of each line."""
        files = [each for each in self.files.values() if each["direction"] == direction]

        def within(day: dt.date | None) -> bool:
            return day is not None and first <= day <= last

        begun = "asked" if direction == "out" else "opened"
        cells: dict[str, Any] = {"requests": sum(within(each.get(begun)) for each in files)}
        known = [each for each in files if within(each.get("acknowledged"))]
        cells["acknowledged"] = len(known)
        for outcome in (*FINAL, "delayed"):
            cells[outcome] = sum(outcome in self._told(each, within) for each in files)
        final = [each for each in files if within(self._answered(each))]
        cells["in_time"] = sum(
            self._answered(each) <= each["asked"] + dt.timedelta(60)
            for each in final
            if "asked" in each
        )
        to_know = [(e["acknowledged"] - e["asked"]).days for e in known if "asked" in e]
        to_say = [(self._answered(e) - e["asked"]).days for e in final if "asked" in e]
        for name, days in (("acknowledge", to_know), ("answer", to_say)):
            cells[f"mean_{name}"] = round(100 * sum(days) / len(days)) if days else NEVER
            cells[f"median_{name}"] = round(100 * statistics.median(days)) if days else NEVER
        waiting = [each for each in files if self._waits(each, last)]
        cells["open"] = len(waiting)
        cells["overdue"] = sum(self._late(each, last) for each in waiting)
        return cells

    def _told(self, file, within):
        """Return how a file was answered: the last word counts, and a delay beside it."""
        said = [how for how, day in file["answers"] if within(day)]
        last = [how for how in said if how in FINAL][-1:]
        return [*last, *(how for how in said if how == "delayed")]

    def _answered(self, file):
        return next((day for how, day in file["answers"] if how in FINAL), None)

    def _waits(self, file, last):
        ended = [each for each in (self._answered(file), file["closed"]) if each]
        return "asked" in file and file["asked"] <= last and all(each > last for each in ended)

    def _late(self, file, last):
        known = file.get("acknowledged")
        silent = (known is None or known > last) and file["asked"] + dt.timedelta(14) < last
        return silent or file["asked"] + dt.timedelta(60) < last
