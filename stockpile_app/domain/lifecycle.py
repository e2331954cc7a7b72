"""The life cycle of a weapon: where it stands, what may happen next, and who may do it.

Nothing is decided here that an act does not decide itself: each step asks the rule that the act
asks, so a page that offers a step and the service that refuses it cannot disagree. STANDARDS
section 14, item 3 asks for one life-cycle record of each weapon.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from stockpile_app.domain.access import PERMISSIONS, Permission, Role, SecondPersonAct
from stockpile_app.domain.disposal_finish import (
    MARK_AFTER,
    MARK_BEFORE,
    check_carries,
    check_conditions,
    check_finished,
)
from stockpile_app.domain.disposal_records import (
    DisposalCheckRecord,
    DisposalLineState,
    OrderLineRecord,
    OrderRecord,
    OrderState,
)
from stockpile_app.domain.disposal_rules import (
    check_approvable,
    check_approved,
    check_line,
    check_open,
    check_orderable,
)
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import NotAllowed, NotAllowedNow
from stockpile_app.domain.incidents import LOST, check_not_gone, check_recoverable
from stockpile_app.domain.life_acts import GRANTS, LEADS_TO, MOVEMENT_OF, LifeAct
from stockpile_app.domain.marking import Evaluation
from stockpile_app.domain.marking_rules import check_part, check_seized
from stockpile_app.domain.marking_work import check_markable
from stockpile_app.domain.movement_rules import Around, find_obstacles
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.surplus import SurplusRow, check_declared, check_withdrawn
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import (
    MarkOccasion,
    MovementKind,
    PlaceKind,
    Status,
)

_NOT_SEALED: Final = N_(
    "{number} is in no sealed container. Put it into one and seal that: only sealed containers are"
    " dispatched."
)
_NONE_SURPLUS: Final = N_(
    "{number} is of a kind of which none is surplus, by what units need and what is held."
)


@dataclass(frozen=True, slots=True)
class Why:
    """Why something cannot happen; ``i18n.error_text`` says it."""

    message_id: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something that may happen to a weapon next, or why it may not.

    Attributes:
        second: The act that a second person must sign in for, where one must.
        to: What the weapon is afterwards; None where it stays what it is, or is what it was.
        why: What stands in the way; None where nothing does.
    """

    act: LifeAct
    permission: Permission
    second: SecondPersonAct | None
    to: Status | None
    why: Why | None

    @property
    def possible(self) -> bool:
        """Whether nothing stands in the way."""
        return self.why is None

    @property
    def roles(self) -> tuple[Role, ...]:
        """Whose roles allow it."""
        return tuple(role for role, may in PERMISSIONS.items() if self.permission in may)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is around a weapon and decides what may happen next.

    Attributes:
        around: What stands in the way of movements.
        order: The order that the weapon is on and was not taken off, the newest; or None.
        line: Its line.
        checks: What was found of the conditions of the order.
        carries: Occasions of the sound marks that the weapon carries.
        found: What the profile for seized and found weapons says of it.
        surplus: What is held and needed of each kind of weapon.
    """

    around: Around = field(default_factory=Around)
    order: OrderRecord | None = None
    line: OrderLineRecord | None = None
    checks: tuple[DisposalCheckRecord, ...] = ()
    carries: frozenset[MarkOccasion] = frozenset()
    found: Evaluation | None = None
    surplus: tuple[SurplusRow, ...] = ()


def next_steps(weapon: WeaponRecord, at: Surroundings) -> tuple[NextStep, ...]:
    """Return what concerns a weapon as it is, possible or not.

    What only a weapon in its state is asked comes first; both parts in the order of a life.
    """
    acts = [act for act in LifeAct if _concerns(act, weapon, at)]
    acts.sort(key=lambda act: act not in _FIRST)
    return tuple(_step(act, weapon, at) for act in acts)


def ended(weapon: WeaponRecord, around: Around) -> Why | None:
    """Return by what a weapon's life in this register ended; None while it goes on."""
    if not weapon.status.is_final:
        return None
    (obstacle,) = find_obstacles([weapon], MovementKind.MOVE, around)
    return Why(obstacle.message_id, obstacle.params)


# --- what concerns a weapon --------------------------------------------------------------------


def _concerns(act: LifeAct, weapon: WeaponRecord, at: Surroundings) -> bool:
    """Whether an act has to do with a weapon as it is, so that saying why not makes sense."""
    gone = at.line is not None and at.line.state is DisposalLineState.DISPOSED
    if act is LifeAct.FOUND_AGAIN:
        return gone and weapon.status.is_disposed
    if act is LifeAct.ATTEST:
        return gone and _open(at)
    if weapon.status.is_final:
        return False
    if act is LifeAct.ORDER or act in _ON_ORDER:
        return _concerns_on_order(act, at)
    return weapon.status in _ONLY.get(act, frozenset(Status))


def _concerns_on_order(act: LifeAct, at: Surroundings) -> bool:
    """Tell the steps of the order that a weapon is on; of one that is on none, ordering alone."""
    if at.line is None or at.order is None or not _open(at) or at.line.state.is_settled:
        return act is LifeAct.ORDER
    if act is LifeAct.APPROVE and at.order.state is not OrderState.ORDERED:
        return False
    return at.line.state in _ON_ORDER.get(act, frozenset())


def _open(at: Surroundings) -> bool:
    return at.order is not None and at.order.state.is_open


_UNSETTLED: Final = frozenset(each for each in DisposalLineState if not each.is_settled)
_ON_ORDER: Final[dict[LifeAct, frozenset[DisposalLineState]]] = {
    LifeAct.APPROVE: frozenset({DisposalLineState.LISTED}),
    LifeAct.PLACE: frozenset({DisposalLineState.LISTED}),
    LifeAct.READ: _UNSETTLED - {DisposalLineState.VERIFIED},
    LifeAct.LIFT: frozenset({DisposalLineState.STOPPED}),
    LifeAct.DISPOSE: _UNSETTLED,
    LifeAct.TAKE_OFF: _UNSETTLED,
}
"""Steps of an order, by how far the weapon is on it."""

_ONLY: Final[dict[LifeAct, frozenset[Status]]] = {
    LifeAct.RETURN: frozenset({Status.ISSUED, Status.ON_LOAN, Status.IN_REPAIR}),
    LifeAct.RECEIPT: frozenset({Status.IN_TRANSIT}),
    LifeAct.TAKE_INTO_STOCK: frozenset({Status.SEIZED}),
    LifeAct.DECLARE: frozenset({Status.IN_STORE}),
    LifeAct.WITHDRAW: frozenset({Status.SURPLUS}),
    LifeAct.RECOVER: LOST,
}
_FIRST: Final = frozenset(
    {*_ON_ORDER, *_ONLY, LifeAct.ATTEST, LifeAct.FOUND_AGAIN} - {LifeAct.DECLARE}
)


# --- what stands in the way --------------------------------------------------------------------


def _step(act: LifeAct, weapon: WeaponRecord, at: Surroundings) -> NextStep:
    permission, second = GRANTS[act]
    if act is LifeAct.TAKE_OFF and at.order is not None and at.order.state is OrderState.ORDERED:
        second = None  # what nobody approved yet, one person may take back
    to = LEADS_TO.get(act)
    if act is LifeAct.DISPOSE and at.order is not None:
        to = at.order.kind.status
    if act in MOVEMENT_OF:
        why = _movement(MOVEMENT_OF[act], weapon, at)
    else:
        why = _caught(_CHECKS[act], weapon, at)
    return NextStep(act, permission, second, to, why)


def _caught(check: Callable[..., Any], *args: Any) -> Why | None:
    """Return what a rule refuses with."""
    try:
        check(*args)
    except (NotAllowed, NotAllowedNow) as error:
        return Why(error.message_id, error.params)
    return None


def _movement(kind: MovementKind, weapon: WeaponRecord, at: Surroundings) -> Why | None:
    for obstacle in find_obstacles([weapon], kind, at.around):
        return Why(obstacle.message_id, obstacle.params)
    if kind is MovementKind.DISPATCH:
        place = at.around.places[weapon.place_id]
        if place.kind is not PlaceKind.CONTAINER or not place.seals:
            return Why(_NOT_SEALED, {"number": weapon.number})
    return None


def _order_of(at: Surroundings) -> tuple[OrderRecord, OrderLineRecord]:
    assert at.order is not None  # noqa: S101 - `_concerns` lets nothing else through
    assert at.line is not None  # noqa: S101
    return at.order, at.line


def _check_order(weapon: WeaponRecord, _at: Surroundings) -> None:
    # of the kinds that an order chooses from, destruction is open to whatever any other is
    check_orderable([weapon], DisposalKind.DESTRUCTION, {})


def _check_approve(_weapon: WeaponRecord, at: Surroundings) -> None:
    order, line = _order_of(at)
    # who may approve depends on who signs in; here only what is known without them
    check_approvable(order, (line,), second="", ordered_by=order.ordered_by)


def _check_place(weapon: WeaponRecord, at: Surroundings) -> None:
    order, line = _order_of(at)
    check_approved(order)
    check_line(line, order, weapon.number, DisposalLineState.LISTED)
    why = _movement(MovementKind.MOVE, weapon, at)
    if why is not None:
        raise NotAllowedNow(why.message_id, **why.params)


def _check_read(weapon: WeaponRecord, at: Surroundings) -> None:
    order, line = _order_of(at)
    check_approved(order)
    check_line(line, order, weapon.number, DisposalLineState.PLACED)


def _check_lift(weapon: WeaponRecord, at: Surroundings) -> None:
    order, line = _order_of(at)
    check_approved(order)
    check_line(line, order, weapon.number, DisposalLineState.STOPPED)


def _check_dispose(weapon: WeaponRecord, at: Surroundings) -> None:
    order, line = _order_of(at)
    check_approved(order)
    check_line(line, order, weapon.number, DisposalLineState.VERIFIED)
    check_conditions(order.kind, at.checks)
    _check_mark(MARK_BEFORE, order, weapon, at)


def _check_attest(weapon: WeaponRecord, at: Surroundings) -> None:
    order, _line = _order_of(at)
    check_finished(order)
    _check_mark(MARK_AFTER, order, weapon, at)


def _check_mark(
    needed: Mapping[DisposalKind, MarkOccasion],
    order: OrderRecord,
    weapon: WeaponRecord,
    at: Surroundings,
) -> None:
    mark = needed.get(order.kind)
    if mark is not None:
        check_carries([weapon], {weapon.id} if mark in at.carries else (), mark)


def _check_declare(weapon: WeaponRecord, at: Surroundings) -> None:
    try:
        check_declared([weapon], at.surplus)
    except NotAllowedNow as error:  # what it says is of a list, here of one weapon
        raise NotAllowedNow(_NONE_SURPLUS, number=weapon.number) from error


def _check_stock(weapon: WeaponRecord, at: Surroundings) -> None:
    if at.found is not None:
        check_seized(weapon, at.found)


_CHECKS: Final[dict[LifeAct, Callable[[WeaponRecord, Surroundings], object]]] = {
    LifeAct.CAME: lambda weapon, _at: check_part(weapon),
    LifeAct.TAKE_INTO_STOCK: _check_stock,
    LifeAct.MARK: lambda weapon, _at: check_markable(weapon),
    LifeAct.DECLARE: _check_declare,
    LifeAct.WITHDRAW: lambda weapon, _at: check_withdrawn([weapon]),
    LifeAct.ORDER: _check_order,
    LifeAct.APPROVE: _check_approve,
    LifeAct.PLACE: _check_place,
    LifeAct.READ: _check_read,
    LifeAct.LIFT: _check_lift,
    LifeAct.DISPOSE: _check_dispose,
    LifeAct.TAKE_OFF: lambda _weapon, at: check_open(_order_of(at)[0]),
    LifeAct.ATTEST: _check_attest,
    LifeAct.REPORT: lambda weapon, at: check_not_gone([weapon], dict(at.around.incidents)),
    LifeAct.RECOVER: lambda weapon, _at: check_recoverable([weapon]),
    LifeAct.DESCRIBE: lambda weapon, _at: check_part(weapon),
    LifeAct.CORRECT: lambda weapon, _at: check_part(weapon),
    LifeAct.FOUND_AGAIN: lambda _weapon, _at: None,
}
