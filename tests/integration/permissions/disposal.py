"""Who may ask what of ``services.disposal``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.disposal import (
    AddDisposalPhotograph,
    ApproveDisposal,
    CancelDisposal,
    CloseDisposalDay,
    LiftStop,
    OpenDisposalDay,
    PrintDisposalPaper,
    RecordDisposalCheck,
    RemoveFromOrder,
    ReportFoundAgain,
)
from stockpile_app.domain.disposal_vocabulary import DisposalCheck, PhotographMoment
from tests.builders import BRIAN, GITA
from tests.builders_disposal import attest_command, order_command, place_command

DAY = dt.date(2026, 3, 1)
MOMENT = dt.datetime.fromisoformat("2026-03-01T08:00")
READERS, MANAGERS, ATTESTERS, REPORTERS = "SMIDT", "M", "MI", "SMI"


def other(services):
    return GITA if services.user.name == "brian" else BRIAN


ROWS = {
    "disposal.list": (READERS, lambda s, out: s.disposal.list()),
    "disposal.get": (READERS, lambda s, out: s.disposal.get(1)),
    "disposal.lines": (READERS, lambda s, out: s.disposal.lines(1)),
    "disposal.disposed": (READERS, lambda s, out: s.disposal.disposed(1)),
    "disposal.order": (MANAGERS, lambda s, out: s.disposal.order(order_command((1,)))),
    "disposal.approve": (
        MANAGERS,
        lambda s, out: s.disposal.approve(ApproveDisposal(order_id=1, occurred_on=DAY), other(s)),
    ),
    "disposal.cancel": (
        MANAGERS,
        lambda s, out: s.disposal.cancel(CancelDisposal(order_id=1, reason="x"), other(s)),
    ),
    "disposal.remove": (
        MANAGERS,
        lambda s, out: s.disposal.remove(
            RemoveFromOrder(order_id=1, weapon_ids=(1,), reason="x"), other(s)
        ),
    ),
    "disposal.place": (MANAGERS, lambda s, out: s.disposal.place(place_command(1, 1))),
    "disposal.record_check": (
        MANAGERS,
        lambda s, out: s.disposal.record_check(
            RecordDisposalCheck(
                order_id=1,
                check=DisposalCheck.EMBARGO,
                passed=True,
                occurred_on=DAY,
                checked_by="x",
            )
        ),
    ),
    "disposal.open_day": (
        MANAGERS,
        lambda s, out: s.disposal.open_day(
            OpenDisposalDay(order_id=1, place_id=1, started_at=MOMENT, operator="x"), other(s)
        ),
    ),
    "disposal.resume_day": (MANAGERS, lambda s, out: s.disposal.resume_day(1, other(s))),
    "disposal.close_day": (
        MANAGERS,
        lambda s, out: s.disposal.close_day(
            CloseDisposalDay(day_id=1, ended_at=MOMENT, disposed=0), other(s)
        ),
    ),
    "disposal.lift": (
        MANAGERS,
        lambda s, out: s.disposal.lift(
            LiftStop(order_id=1, weapon_id=1, explanation="x"), other(s)
        ),
    ),
    "disposal.add_photograph": (
        MANAGERS,
        lambda s, out: s.disposal.add_photograph(
            AddDisposalPhotograph(
                order_id=1, moment=PhotographMoment.BEFORE, content=b"\xff\xd8\xff"
            )
        ),
    ),
    "disposal.attest": (ATTESTERS, lambda s, out: s.disposal.attest(attest_command(1, 1))),
    "disposal.found_again": (
        REPORTERS,
        lambda s, out: s.disposal.found_again(
            ReportFoundAgain(weapon_id=1, occurred_on=DAY, circumstances="x")
        ),
    ),
    **{
        f"disposal.papers.{name}": (
            READERS,
            lambda s, out, name=name: getattr(s.disposal.papers, name)(
                PrintDisposalPaper(out=out / "paper.pdf", order_id=1)
            ),
        )
        for name in ("order", "work_list", "certificate", "comparison")
    },
}
