"""Weapons in every situation that a life has, and every act as the services are asked for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from stockpile_app.domain import facts as f
from stockpile_app.domain.disposal import (
    ApproveDisposal,
    AttestDisposal,
    CloseDisposalDay,
    DisposeOfWeapons,
    LiftStop,
    OpenDisposalDay,
    ReadWeapon,
    RemoveFromOrder,
    ReportFoundAgain,
    StatedTotal,
)
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.incidents import RecoverWeapons, ReportIncident
from stockpile_app.domain.life_acts import LifeAct
from stockpile_app.domain.marking_records import StateAcquisition, TakeIntoStock
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.marking_work import OpenMarkingJob
from stockpile_app.domain.movements import DispatchContainers
from stockpile_app.domain.surplus import DeclareSurplus, Kind, StateRequirement, WithdrawSurplus
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    Condition,
    CustodyKind,
    IncidentKind,
    MarkOccasion,
    SerialState,
)
from stockpile_app.domain.weapons import CorrectIdentity, DescribeWeapon, ObserveMark
from stockpile_app.services.cutter import CutterSession
from stockpile_app.services.gateway import Services
from tests.builders import BRIAN, number
from tests.builders_disposal import PARTS, WITNESS, order_command, place_command
from tests.builders_movements import (
    BOX,
    OTHER,
    RACK,
    SHOP,
    STORE,
    give_back,
    issue,
    lose,
    move,
    receive,
    sealed,
    send,
    set_up,
    state,
    stocktake,
)

DAY = dt.date(2026, 3, 2)
SHELVED, BOXED = 2, 1
"""A weapon in the store, and one in the container."""

CAGE = RACK
"""Where weapons are disposed of."""


# --- lives: each begins with the depot of ``builders_movements`` ---------------------------------


def _in_store(_s: Services) -> int:
    return SHELVED


def _unserviceable(s: Services) -> int:
    s.weapons.describe(DescribeWeapon(weapon_id=SHELVED, condition=Condition.UNSERVICEABLE))
    return SHELVED


def _counted(s: Services) -> int:
    stocktake(s, STORE)
    return SHELVED


def _boxed(_s: Services) -> int:
    return BOXED


def _sealed(s: Services) -> int:
    state(s, sealed(BOX, "A1"))
    return BOXED


def _out(custody: CustodyKind, **fields: Any) -> Callable[[Services], int]:
    def begin(s: Services) -> int:
        s.movements.issue(issue(SHELVED, custody=custody, **fields))
        return SHELVED

    return begin


def _in_transit(s: Services) -> int:
    _sealed(s)
    s.movements.dispatch(send())
    return BOXED


def _gone(kind: IncidentKind) -> Callable[[Services], int]:
    def begin(s: Services) -> int:
        lose(s, SHELVED, kind=kind)
        return SHELVED

    return begin


def _came(s: Services, acquisition: Acquisition) -> None:
    s.marking.state_acquisition(
        StateAcquisition(weapon_id=SHELVED, acquisition=acquisition, acquired_on=DAY)
    )


def _seized(s: Services) -> int:
    _came(s, Acquisition.FOUND)
    return SHELVED


def _seized_marked(s: Services) -> int:
    _seized(s)
    _mark(s, MarkOccasion.FOUND)
    return SHELVED


def _mark(s: Services, occasion: MarkOccasion) -> None:
    s.weapons.observe_mark(
        ObserveMark(
            weapon_id=SHELVED,
            component=Component.RECEIVER,
            occasion=occasion,
            text=f"KE 26 {s.desk.weapon(SHELVED).serial}",
            country="KE",
            year=2026,
        )
    )


def _not_needed(s: Services) -> int:
    s.disposal.surplus.require(
        StateRequirement(
            unit="1st Battalion", kind=Kind(model="M16A1"), occurred_on=DAY, obsolete=True
        )
    )
    return SHELVED


def _surplus(s: Services) -> int:
    _not_needed(s)
    _declare(s, SHELVED)
    return SHELVED


def _ordered(s: Services, **fields: Any) -> int:
    s.disposal.order(order_command((SHELVED,), **fields))
    return SHELVED


def _approved(s: Services, **fields: Any) -> int:
    _ordered(s, **fields)
    _approve(s, SHELVED)
    return SHELVED


def _placed(s: Services, **fields: Any) -> int:
    _approved(s, **fields)
    _place(s, SHELVED)
    return SHELVED


def _begun(s: Services, **fields: Any) -> int:
    _placed(s, **fields)
    _session(s)
    return SHELVED


def _read_already(s: Services, **fields: Any) -> int:
    _placed(s, **fields)
    _read(s, SHELVED)
    return SHELVED


def _stopped(s: Services) -> int:
    _placed(s)
    _session(s).read(ReadWeapon(SHELVED, "something else", "something else"))
    return SHELVED


def _disposed_today(s: Services) -> int:
    _read_already(s)
    _dispose(s, SHELVED)
    return SHELVED


def _disposed(s: Services, **fields: Any) -> int:
    _read_already(s, **fields)
    _dispose(s, SHELVED)
    order = _order(s)
    day = s.disposal.get(order).order.open_day
    assert day is not None
    command = CloseDisposalDay(day_id=day, ended_at=s.desk.local_now, disposed=1)
    s.disposal.close_day(command, BRIAN)
    return SHELVED


def _deactivated(s: Services) -> int:
    return _disposed(s, kind=DisposalKind.DEACTIVATION, method="deactivation")


def _deactivated_marked(s: Services) -> int:
    _deactivated(s)
    _mark(s, MarkOccasion.DEACTIVATION)
    return SHELVED


def _museum(s: Services) -> int:
    return _disposed(s, kind=DisposalKind.MUSEUM, recipient="National Museum")


def _sale_unmarked(s: Services) -> int:
    return _read_already(s, kind=DisposalKind.SALE, recipient="A. Collector")


def _withdrawn(s: Services) -> int:
    registered = s.desk.weapon(SHELVED).registered_seq
    state(s, f.RegistrationWithdrawn(number=number(SHELVED), corrects=registered, reason="twice"))
    return SHELVED


def _stolen_from_cage(s: Services) -> int:
    _placed(s)
    lose(s, SHELVED, kind=IncidentKind.THEFT)
    return SHELVED


LIVES: dict[str, Callable[[Services], int]] = {
    "in store": _in_store,
    "unserviceable": _unserviceable,
    "being counted": _counted,
    "in an open box": _boxed,
    "in a sealed box": _sealed,
    "issued": _out(CustodyKind.ISSUE),
    "on loan": _out(CustodyKind.LOAN),
    "in repair": _out(CustodyKind.REPAIR, person_id=SHOP, received_by="Smith"),
    "in transit": _in_transit,
    "lost": _gone(IncidentKind.LOSS),
    "stolen": _gone(IncidentKind.THEFT),
    "seized": _seized,
    "seized and marked": _seized_marked,
    "not needed": _not_needed,
    "surplus": _surplus,
    "ordered": _ordered,
    "approved": _approved,
    "in the guarded place": _placed,
    "at the cutter": _begun,
    "read": _read_already,
    "stopped": _stopped,
    "stolen from the guarded place": _stolen_from_cage,
    "to be sold, without a mark": _sale_unmarked,
    "destroyed today": _disposed_today,
    "destroyed": _disposed,
    "deactivated": _deactivated,
    "deactivated and marked": _deactivated_marked,
    "in a museum": _museum,
    "withdrawn": _withdrawn,
}


# --- acts ----------------------------------------------------------------------------------------


def _order(s: Services) -> int:
    return s.disposal.list()[0].id if s.disposal.list() else 9999


def _session(s: Services) -> CutterSession:
    """Go on with the day that is open, or open one."""
    order = _order(s)
    day = s.disposal.get(order).order.open_day
    if day is not None:
        return s.disposal.resume_day(day, BRIAN)
    return s.disposal.open_day(
        OpenDisposalDay(
            order_id=order,
            place_id=CAGE,
            started_at=s.desk.local_now,
            operator="Otieno",
            components=PARTS,
            witnesses=(WITNESS,),
        ),
        BRIAN,
    )


def _dispatch(s: Services, weapon: int) -> None:
    place = s.desk.weapon(weapon).place_id
    values: DispatchContainers = send(place, depot_id=OTHER)
    s.movements.dispatch(values)


def _receive(s: Services, weapon: int) -> None:
    sent = s.movements.in_transit()
    dispatch = sent[0].id if sent else 9999
    s.movements.receive(receive(dispatch, weapon_ids=(weapon,), seals={BOX: ("A1",)}))


def _take_into_stock(s: Services, weapon: int) -> None:
    s.marking.take_into_stock(
        TakeIntoStock(weapon_ids=(weapon,), occurred_on=DAY, authority="High Court")
    )


def _put_on_job(s: Services, weapon: int) -> None:
    s.marking.work.open(
        OpenMarkingJob(
            weapon_ids=(weapon,),
            occasion=MarkOccasion.STATE_STOCK,
            occurred_on=DAY,
            team="Team 1",
        )
    )


def _declare(s: Services, weapon: int) -> None:
    s.disposal.surplus.declare(
        DeclareSurplus(
            weapon_ids=(weapon,), occurred_on=DAY, authority="General Staff", reason="obsolete"
        )
    )


def _withdraw(s: Services, weapon: int) -> None:
    s.disposal.surplus.withdraw(
        WithdrawSurplus(weapon_ids=(weapon,), occurred_on=DAY, reason="needed")
    )


def _approve(s: Services, _weapon: int) -> None:
    s.disposal.approve(ApproveDisposal(order_id=_order(s), occurred_on=DAY), BRIAN)


def _place(s: Services, weapon: int) -> None:
    s.disposal.place(place_command(_order(s), CAGE, weapon_ids=(weapon,)))


def _read(s: Services, weapon: int) -> None:
    serial = s.desk.weapon(weapon).serial or ""
    assert _session(s).read(ReadWeapon(weapon, serial, serial)).matched


def _lift(s: Services, weapon: int) -> None:
    s.disposal.lift(LiftStop(order_id=_order(s), weapon_id=weapon, explanation="rust"), BRIAN)


def _dispose(s: Services, weapon: int) -> None:
    received_by = "Curator" if s.disposal.get(_order(s)).order.recipient else ""
    _session(s).dispose(DisposeOfWeapons(weapon_ids=(weapon,), received_by=received_by))


def _take_off(s: Services, weapon: int) -> None:
    command = RemoveFromOrder(order_id=_order(s), weapon_ids=(weapon,), reason="another use")
    s.disposal.remove(command, BRIAN)


def _attest(s: Services, _weapon: int) -> None:
    """Verify what was disposed of; to be asked by somebody who had no part in it."""
    total = StatedTotal(category=Category.RIFLE, model="M16A1", calibre="5.56 x 45 mm", weapons=1)
    s.disposal.attest(AttestDisposal(order_id=_order(s), occurred_on=DAY, totals=(total,)))


def _report(s: Services, weapon: int) -> None:
    s.incidents.report(
        ReportIncident(
            kind=IncidentKind.LOSS,
            discovered_on=DAY,
            circumstances="not there",
            weapon_ids=(weapon,),
        )
    )


def _recover(s: Services, weapon: int) -> None:
    s.incidents.recover(
        RecoverWeapons(weapon_ids=(weapon,), place_id=STORE, occurred_on=DAY, circumstances="found")
    )


def _correct(s: Services, weapon: int) -> None:
    s.weapons.correct(
        CorrectIdentity(
            weapon_id=weapon,
            reason="misread",
            serial="B77777",
            serial_state=SerialState.RECORDED,
            maker="Colt",
            model="M16A1",
        ),
        BRIAN,
    )


def _found_again(s: Services, weapon: int) -> None:
    s.disposal.found_again(
        ReportFoundAgain(weapon_id=weapon, occurred_on=DAY, circumstances="in a market")
    )


ACTS: dict[LifeAct, Callable[[Services, int], object]] = {
    LifeAct.ISSUE: lambda s, weapon: s.movements.issue(issue(weapon)),
    LifeAct.LOAN: lambda s, weapon: s.movements.issue(issue(weapon, custody=CustodyKind.LOAN)),
    LifeAct.REPAIR: lambda s, weapon: s.movements.issue(
        issue(weapon, custody=CustodyKind.REPAIR, person_id=SHOP, received_by="Smith")
    ),
    LifeAct.RETURN: lambda s, weapon: s.movements.give_back(give_back(weapon)),
    LifeAct.MOVE: lambda s, weapon: s.movements.move(
        move(weapon, to=RACK if s.desk.weapon(weapon).place_id != RACK else STORE)
    ),
    LifeAct.DISPATCH: _dispatch,
    LifeAct.RECEIPT: _receive,
    LifeAct.CAME: lambda s, _weapon: _came(s, Acquisition.IMPORT),
    LifeAct.TAKE_INTO_STOCK: _take_into_stock,
    LifeAct.MARK: _put_on_job,
    LifeAct.DECLARE: _declare,
    LifeAct.WITHDRAW: _withdraw,
    LifeAct.ORDER: lambda s, weapon: s.disposal.order(order_command((weapon,))),
    LifeAct.APPROVE: _approve,
    LifeAct.PLACE: _place,
    LifeAct.READ: _read,
    LifeAct.LIFT: _lift,
    LifeAct.DISPOSE: _dispose,
    LifeAct.TAKE_OFF: _take_off,
    LifeAct.ATTEST: _attest,
    LifeAct.REPORT: _report,
    LifeAct.RECOVER: _recover,
    LifeAct.DESCRIBE: lambda s, weapon: s.weapons.describe(DescribeWeapon(weapon_id=weapon)),
    LifeAct.CORRECT: _correct,
    LifeAct.FOUND_AGAIN: _found_again,
}


def depot(services: Services) -> None:
    """Make the depot in which every life begins."""
    set_up(services.desk.store)
