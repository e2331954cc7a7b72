"""What field mode reads and records, and what it remembers from one person to the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final, NamedTuple, TypeVar

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.collection_papers import PrintReceipt, ReceiptPaper
from stockpile_app.domain.collection_people import PersonalData, RegisterParticipant
from stockpile_app.domain.collection_sites import SiteRecord
from stockpile_app.domain.collections import (
    HandInAmmunition,
    HandInChanged,
    HandInDetails,
    HandInQuery,
    HandInWeapon,
    ReferExplosive,
    WeaponLine,
)
from stockpile_app.domain.collections_vocabulary import SafeState, TeamDuty
from stockpile_app.domain.numbers import CodeKind, parse_paper
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Status
from stockpile_app.services.gateway import Services
from stockpile_app.services.scratch import scratch_folder

T = TypeVar("T")

_LOOKED_AT: Final = 40
"""Hand-ins from which is learned what people bring here."""
_REMEMBERED: Final = 8
_MISSING: Final = frozenset({Status.LOST, Status.STOLEN})


class WeaponType(NamedTuple):
    """A kind of weapon, as it was handed in before."""

    category: Category | None
    maker: str
    model: str
    calibre: str
    country: str

    @property
    def title(self) -> str:
        """Model and calibre."""
        return " ".join(filter(None, (self.model or self.maker, self.calibre)))


class Act(Enum):
    """What is done between two rows of questions."""

    GREET = "greet"
    RESUME = "resume"
    AMMUNITION = "ammunition"
    EXPLOSIVE = "explosive"
    AGAIN = "again"
    """Somebody who was here before."""
    CORRECT = "correct"
    PHOTOGRAPH = "photograph"
    FINISH = "finish"
    """That was all: close, and give the receipt."""
    MENU = "menu"
    ASIDE = "aside"
    CANCEL = "cancel"
    RECEIPT = "receipt"
    """The same, on other paper than the last time."""
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class FieldState:
    """What the table knows.

    Attributes:
        closed: Whether the day was closed: nothing more is taken in.
        open: Hand-ins that were begun and not closed.
        last: The last answers by question, which Enter alone gives again.
    """

    site: SiteRecord | None = None
    today: dt.date = dt.date.min
    closed: bool = False
    open: tuple[HandInDetails, ...] = ()
    types: tuple[WeaponType, ...] = ()
    rounds: tuple[str, ...] = ()
    clearers: tuple[str, ...] = ()
    child_staff: tuple[str, ...] = ()
    technicians: tuple[str, ...] = ()
    served: int = 0
    minutes: float | None = None
    last: tuple[tuple[str, Any], ...] = ()

    def remembered(self, name: str, otherwise: Any = None) -> Any:
        """Return the last answer to a question."""
        return dict(self.last).get(name, otherwise)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a step: the hand-in as it is now, and what the table knows then."""

    state: FieldState
    details: HandInDetails | None = None
    changes: ChangeSet | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptMade:
    """A receipt."""

    number: str
    content: bytes
    changes: ChangeSet


class FieldBook:
    """Calls the services in a job; the window keeps nothing that they do not have.

    Attributes:
        state: As of the last step.
    """

    def __init__(self, services: Services, site_id: int) -> None:
        """Work for one site."""
        self._services = services
        self._site_id = site_id
        self.state = FieldState()

    # --- reading ---------------------------------------------------------------------------------

    def begin(self) -> Done:
        """Read what is open and what was handed in here last."""
        collections = self._services.collections
        site = collections.setup.site(self._site_id)
        records = collections.people.hand_ins(HandInQuery(site=self._site_id, limit=_LOOKED_AT))
        seen = [collections.desk.details(each.id) for each in records if not each.cancelled]
        team = {duty: tuple(m.name for m in site.team if m.duty is duty) for duty in TeamDuty}
        weapons = [line for each in seen for line in each.weapons]
        self.state = FieldState(
            site=site,
            open=tuple(collections.desk.open_ones(self._site_id)),
            types=_first(map(_type_of, weapons)),
            rounds=_first(line.nature for each in seen for line in each.ammunition),
            clearers=_first((*(each.cleared_by for each in weapons), *team[TeamDuty.WEAPONS])),
            child_staff=_first(
                (
                    *(each.participant.child_staff for each in seen),
                    *team[TeamDuty.CHILD_PROTECTION],
                )
            ),
            technicians=team[TeamDuty.AMMUNITION],
            last=_last_answers(seen),
        )
        self._count()
        return Done(self.state)

    def _count(self) -> None:
        today = self._services.desk.today
        figures = self._services.collections.days.figures(self._site_id, today)
        self.state = replace(
            self.state,
            today=today,
            closed=bool(figures.closed_by),
            served=figures.served,
            minutes=figures.minutes,
        )

    # --- recording -------------------------------------------------------------------------------

    def register(self, answers: dict[str, Any]) -> Done:
        """Register who came, and begin the hand-in."""
        changed = self._services.collections.desk.register(
            RegisterParticipant(
                site=self._site_id,
                sex=answers["sex"] or None,
                age_group=answers["age_group"],
                child_staff=answers.get("child_staff", ""),
                kind=answers["kind"],
                eligible=answers["eligible"],
                ineligible=answers.get("ineligible"),
                personal=PersonalData(name=answers["name"]),
            )
        )
        self._remember(answers, "age_group", "kind")
        self._learn("child_staff", answers.get("child_staff", ""))
        return self._changed(changed)

    def again(self, answers: dict[str, Any]) -> Done:
        """Begin another hand-in of somebody who was here before, by the code or a receipt."""
        desk, code = self._services.collections.desk, answers["code"]
        paper = parse_paper(code, self._services.register.origin)
        if paper is not None and paper.kind is CodeKind.HAND_IN:
            code = desk.details(paper.sequence).participant.code
        return self._changed(desk.again(self._site_id, code))

    def add_weapon(self, hand_in: int, answers: dict[str, Any]) -> Done:
        """Take a weapon over."""
        kind: WeaponType = answers["type"]
        said = answers["safe"]
        cleared_by = "" if isinstance(said, SafeState) else said
        condition: Condition = answers["condition"]
        despite: bool | int = answers.get("despite", False)
        changed = self._services.collections.desk.add_weapon(
            HandInWeapon(
                hand_in=hand_in,
                category=kind.category,
                maker=kind.maker,
                model=kind.model,
                calibre=kind.calibre,
                country=kind.country,
                serial=answers["serial"],
                serial_state=answers.get("unread", SerialState.RECORDED),
                condition=condition,
                serviceable=condition is Condition.SERVICEABLE,
                safe=said if isinstance(said, SafeState) else SafeState.SAFE,
                cleared_by=cleared_by,
                tag=answers.get("tag_after", answers["tag"]),
                marks="\n".join(filter(None, map(str.strip, answers.get("marks", "").split(";")))),
                despite=despite is True,
                known=None if isinstance(despite, bool) else despite,
            )
        )
        self._remember(answers, "condition")
        self._learn("types", kind)
        self._learn("clearers", cleared_by)
        return self._changed(changed)

    def add_ammunition(self, hand_in: int, answers: dict[str, Any]) -> Done:
        """Take rounds over."""
        changed = self._services.collections.desk.add_ammunition(
            HandInAmmunition(
                hand_in=hand_in,
                nature=answers["nature"],
                quantity=answers["quantity"],
                lot=answers["lot"],
                safe=answers["rounds_safe"],
            )
        )
        self._remember(answers, "rounds_safe")
        self._learn("rounds", answers["nature"])
        return self._changed(changed)

    def refer(self, hand_in: int, answers: dict[str, Any]) -> Done:
        """Record that a technician was called."""
        changed = self._services.collections.desk.refer(
            ReferExplosive(
                hand_in=hand_in,
                description=answers["description"],
                technician=answers["technician"],
            )
        )
        self._learn("technicians", answers["technician"])
        return self._changed(changed)

    def remove_line(self, hand_in: int, answers: dict[str, Any]) -> Done:
        """Take back a line that is wrong."""
        desk, line = self._services.collections.desk, answers["line"]
        if isinstance(line, WeaponLine):
            return self._changed(desk.remove_weapon(hand_in, line.weapon_id, answers["reason"]))
        return self._changed(desk.remove_line(hand_in, line, answers["reason"]))

    def close(self, hand_in: int) -> Done:
        """Close the hand-in; its receipt can be given."""
        changed = self._services.collections.desk.close(hand_in)
        self._count()
        return self._changed(changed)

    def cancel(self, hand_in: int, answers: dict[str, Any]) -> Done:
        """Record that the person left without handing anything in."""
        desk = self._services.collections.desk
        return self._changed(desk.cancel(hand_in, answers["reason"]))

    def receipt(self, hand_in: int, number: str, paper: ReceiptPaper) -> ReceiptMade:
        """Make the receipt of a closed hand-in."""
        with scratch_folder() as folder:
            out = folder / "receipt.pdf"
            done = self._services.collections.papers.receipt(
                PrintReceipt(out=out, hand_in=hand_in, paper=paper)
            )
            return ReceiptMade(number, out.read_bytes(), done.changes)

    def missing(self, numbers: Iterable[str]) -> WeaponRecord | None:
        """Return the first of these weapons of the register that was lost or stolen."""
        found = (self._services.weapons.by_number(each) for each in numbers)
        return next((each for each in found if each.status in _MISSING), None)

    # --- remembering -----------------------------------------------------------------------------

    def _changed(self, changed: HandInChanged) -> Done:
        opened = tuple(self._services.collections.desk.open_ones(self._site_id))
        self.state = replace(self.state, open=opened)
        return Done(self.state, changed.details, changed.changes, changed.line)

    def _remember(self, answers: dict[str, Any], *names: str) -> None:
        last = {**dict(self.state.last), **{name: answers[name] for name in names}}
        self.state = replace(self.state, last=tuple(last.items()))

    def _learn(self, where: str, value: Any) -> None:
        known: tuple[Any, ...] = getattr(self.state, where)
        changes: Any = {where: _first((value, *known))}
        self.state = replace(self.state, **changes)


def _type_of(line: Any) -> WeaponType:
    return WeaponType(line.category, line.maker, line.model, line.calibre, line.country)


def _first(values: Iterable[T]) -> tuple[T, ...]:
    """Return different values in their order, without empty ones, not too many."""
    return tuple(dict.fromkeys(each for each in values if each))[:_REMEMBERED]


def _last_answers(seen: list[HandInDetails]) -> tuple[tuple[str, Any], ...]:
    if not seen:
        return ()
    last: dict[str, Any] = {
        "age_group": seen[0].participant.age_group,
        "kind": seen[0].participant.kind,
    }
    for name, found in (
        ("condition", [line.condition for each in seen for line in each.weapons]),
        ("rounds_safe", [line.safe for each in seen for line in each.ammunition]),
    ):
        if found and found[0] is not None:
            last[name] = found[0]
    return tuple(last.items())
