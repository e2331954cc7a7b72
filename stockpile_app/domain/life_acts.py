"""What can happen to a weapon over its life, and who may do it."""

from __future__ import annotations

from typing import Final, NamedTuple

from stockpile_app.domain.access import Permission, SecondPersonAct
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum, MovementKind, Status


class LifeAct(LabelledEnum):
    """What can happen to a weapon next, in the order in which a life goes."""

    ISSUE = "issue", N_("Issue it")
    LOAN = "loan", N_("Lend it")
    REPAIR = "repair", N_("Send it to repair")
    RETURN = "return", N_("Take it back")
    MOVE = "move", N_("Move it to another place")
    DISPATCH = "dispatch", N_("Dispatch it to another depot")
    RECEIPT = "receipt", N_("Confirm that it arrived")
    CAME = "came", N_("Say how it came to the State")
    TAKE_INTO_STOCK = "take_into_stock", N_("Take it into State stock")
    MARK = "mark", N_("Put it on a marking job")
    DECLARE = "declare", N_("Declare it surplus")
    WITHDRAW = "withdraw", N_("Take it back into stock: it is not surplus")
    ORDER = "order", N_("Order its disposal")
    APPROVE = "approve", N_("Approve the disposal order")
    PLACE = "place", N_("Bring it to the guarded place")
    READ = "read", N_("Read and confirm its serial number there")
    LIFT = "lift", N_("Let it be read once more")
    DISPOSE = "dispose", N_("Dispose of it")
    TAKE_OFF = "take_off", N_("Take it off the disposal order")
    ATTEST = "attest", N_("Verify the disposal, independently")
    REPORT = "report", N_("Report it lost or stolen")
    RECOVER = "recover", N_("Record that it is back")
    DESCRIBE = "describe", N_("Describe it; add a mark, part or photograph")
    CORRECT = "correct", N_("Correct its identity")
    FOUND_AGAIN = "found_again", N_("Raise the alarm: it is there again")

    @property
    def changes_weapon(self) -> bool:
        """Whether it makes the weapon another than it was.

        Verifying a disposal ends its order, and an alarm contradicts a record; the weapon stays
        what the record says.
        """
        return self not in {LifeAct.ATTEST, LifeAct.FOUND_AGAIN}


class Grant(NamedTuple):
    """Who may do something: whoever holds a permission, and who else has to sign."""

    permission: Permission
    second: SecondPersonAct | None = None


GRANTS: Final[dict[LifeAct, Grant]] = {
    LifeAct.ISSUE: Grant(Permission.MOVE),
    LifeAct.LOAN: Grant(Permission.MOVE),
    LifeAct.REPAIR: Grant(Permission.MOVE),
    LifeAct.RETURN: Grant(Permission.MOVE),
    LifeAct.MOVE: Grant(Permission.MOVE),
    LifeAct.DISPATCH: Grant(Permission.MOVE),
    LifeAct.RECEIPT: Grant(Permission.MOVE),
    LifeAct.CAME: Grant(Permission.RECORD),
    LifeAct.TAKE_INTO_STOCK: Grant(Permission.MARK),
    LifeAct.MARK: Grant(Permission.MARK),
    LifeAct.DECLARE: Grant(Permission.SURPLUS),
    LifeAct.WITHDRAW: Grant(Permission.SURPLUS),
    LifeAct.ORDER: Grant(Permission.DISPOSE),
    LifeAct.APPROVE: Grant(Permission.DISPOSE, SecondPersonAct.DISPOSE),
    LifeAct.PLACE: Grant(Permission.DISPOSE),
    LifeAct.READ: Grant(Permission.DISPOSE, SecondPersonAct.DISPOSE),
    LifeAct.LIFT: Grant(Permission.DISPOSE, SecondPersonAct.DISPOSE),
    LifeAct.DISPOSE: Grant(Permission.DISPOSE, SecondPersonAct.DISPOSE),
    LifeAct.TAKE_OFF: Grant(Permission.DISPOSE, SecondPersonAct.DISPOSE),
    LifeAct.ATTEST: Grant(Permission.ATTEST),
    LifeAct.REPORT: Grant(Permission.REPORT_INCIDENT),
    LifeAct.RECOVER: Grant(Permission.INVESTIGATE),
    LifeAct.DESCRIBE: Grant(Permission.RECORD),
    LifeAct.CORRECT: Grant(Permission.CORRECT, SecondPersonAct.CORRECT_IDENTITY),
    LifeAct.FOUND_AGAIN: Grant(Permission.REPORT_INCIDENT),
}

MOVEMENT_OF: Final[dict[LifeAct, MovementKind]] = {
    LifeAct.ISSUE: MovementKind.ISSUE,
    LifeAct.LOAN: MovementKind.LOAN,
    LifeAct.REPAIR: MovementKind.REPAIR,
    LifeAct.RETURN: MovementKind.RETURN,
    LifeAct.MOVE: MovementKind.MOVE,
    LifeAct.DISPATCH: MovementKind.DISPATCH,
    LifeAct.RECEIPT: MovementKind.RECEIPT,
}

LEADS_TO: Final[dict[LifeAct, Status]] = {
    LifeAct.ISSUE: Status.ISSUED,
    LifeAct.LOAN: Status.ON_LOAN,
    LifeAct.REPAIR: Status.IN_REPAIR,
    LifeAct.RETURN: Status.IN_STORE,
    LifeAct.DISPATCH: Status.IN_TRANSIT,
    LifeAct.TAKE_INTO_STOCK: Status.IN_STORE,
    LifeAct.DECLARE: Status.SURPLUS,
    LifeAct.WITHDRAW: Status.IN_STORE,
    LifeAct.APPROVE: Status.FOR_DISPOSAL,
    LifeAct.REPORT: Status.LOST,
    LifeAct.RECOVER: Status.IN_STORE,
}
"""What a weapon is after an act, where that is always the same."""
