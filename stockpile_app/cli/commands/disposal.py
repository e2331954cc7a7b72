"""Disposal, surplus and marking, told on a terminal.

Nothing here orders, approves, reads, destroys or verifies: that takes two people at a window.
"""

from __future__ import annotations

from typing import Any

import click

from stockpile_app import i18n
from stockpile_app.cli.options import Command, Group, Session, option, pass_session
from stockpile_app.cli.output import label, result, table
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.disposal_records import DisposalLineState, OrderRecord
from stockpile_app.domain.marking_vocabulary import MarkingVerdict
from stockpile_app.domain.marking_work import MarkingJobRecord, MarkLineState
from stockpile_app.domain.surplus import SurplusRow
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.surplus_words import kind_words


@click.group("disposal", cls=Group, help=N_("List disposal orders and methods."))
def disposal_command() -> None:
    """Hold the commands about disposals."""


@disposal_command.command("list", cls=Command, help=N_("List disposal orders, the newest first."))
@option("--open", "open_only", is_flag=True, help=N_("Only those that are not over."))
@pass_session
def list_orders(session: Session, *, open_only: bool) -> None:
    """Print orders."""
    with signed_in(session, read_only=True) as services:
        found = services.disposal.list(open_only=open_only)
    head = (_("Number"), _("Kind"), _("Ordered"), _("State"), _("Weapons"), _("Done"))
    rows = (
        (
            each.number,
            label(each.kind),
            i18n.format_date(each.ordered_on),
            label(each.state),
            str(each.weapons),
            str(each.count(DisposalLineState.DISPOSED)),
        )
        for each in found
    )
    data = {"orders": [_order(each) for each in found]}
    result(session, data, table(head, rows, frozenset({4, 5}), frozenset({0})))


def _order(each: OrderRecord) -> dict[str, Any]:
    return {
        "number": each.number,
        "kind": each.kind.value,
        "ordered_on": each.ordered_on.isoformat(),
        "state": each.state.value,
        "authority": each.authority,
        "legal_basis": each.legal_basis,
        "method": each.method,
        "weapons": each.weapons,
        "lines": {state.value: each.count(state) for state in DisposalLineState},
    }


@disposal_command.command("methods", cls=Command, help=N_("List the ways of disposing of weapons."))
@pass_session
def list_methods(session: Session) -> None:
    """Print the methods in force."""
    with signed_in(session, read_only=True) as services:
        methods = services.disposal.methods.in_force().methods
    head = (_("Code"), _("Method"), _("Excluded"))
    rows = ((each.code, _(each.title), each.excluded or "") for each in methods)
    data = {
        "methods": [
            {"code": each.code, "title": each.title, "excluded": each.excluded} for each in methods
        ]
    }
    result(session, data, table(head, rows, whole=frozenset({0})))


@click.group("surplus", cls=Group, help=N_("Compare what is held with what units need."))
def surplus_command() -> None:
    """Hold the commands about surplus."""


@surplus_command.command("review", cls=Command, help=N_("Tell what is held, needed and surplus."))
@pass_session
def review_surplus(session: Session) -> None:
    """Print the review."""
    with signed_in(session, read_only=True) as services, meter() as progress:
        found = services.disposal.surplus.review(progress)
    head = (_("Kind"), _("Held"), _("Needed"), _("Surplus"), _("Wanting"), _("Declared"))
    rows = (
        (
            kind_words(each.kind),
            str(each.held),
            *(
                (str(each.required), str(each.surplus), str(each.shortage))
                if each.requirements
                else ("", "", "")
            ),
            str(each.declared),
        )
        for each in found
    )
    data = {"rows": [_row(each) for each in found]}
    result(session, data, table(head, rows, frozenset({1, 2, 3, 4, 5})))


def _row(each: SurplusRow) -> dict[str, Any]:
    return {
        "category": each.kind.category.value if each.kind.category else None,
        "model": each.kind.model,
        "calibre": each.kind.calibre,
        "held": each.held,
        "required": each.required if each.requirements else None,
        "surplus": each.surplus,
        "shortage": each.shortage,
        "not_serviceable": each.not_serviceable,
        "badly_marked": each.badly_marked,
        "declared": each.declared,
    }


@click.group("marking", cls=Group, help=N_("Tell how completely weapons are marked."))
def marking_command() -> None:
    """Hold the commands about marking."""


@marking_command.command("models", cls=Command, help=N_("Count verdicts by depot and model."))
@pass_session
def count_verdicts(session: Session) -> None:
    """Print how many weapons of each model have which verdict."""
    with signed_in(session, read_only=True) as services, meter() as progress:
        found = services.marking.statistics(progress=progress)
    head = (_("Depot"), _("Model"), *(label(each) for each in MarkingVerdict))
    rows = ((each.depot, each.model, *map(str, each.counts)) for each in found)
    data = {
        "models": [
            {
                "depot": each.depot,
                "model": each.model,
                **{verdict.value: each.count(verdict) for verdict in MarkingVerdict},
            }
            for each in found
        ]
    }
    numbers = frozenset(range(2, 2 + len(MarkingVerdict)))
    result(session, data, table(head, rows, numbers))


@marking_command.command("jobs", cls=Command, help=N_("List marking jobs, the newest first."))
@option("--open", "open_only", is_flag=True, help=N_("Only those that are not over."))
@pass_session
def list_jobs(session: Session, *, open_only: bool) -> None:
    """Print marking jobs."""
    with signed_in(session, read_only=True) as services:
        found = services.marking.work.list(open_only=open_only)
    head = (_("Number"), _("Occasion"), _("Opened"), _("State"), _("Marks"), _("Done"))
    rows = (
        (
            each.number,
            label(each.occasion),
            i18n.format_date(each.opened_on),
            label(each.state),
            str(each.marks),
            str(each.count(MarkLineState.APPLIED)),
        )
        for each in found
    )
    data = {"jobs": [_job(each) for each in found]}
    result(session, data, table(head, rows, frozenset({4, 5}), frozenset({0})))


def _job(each: MarkingJobRecord) -> dict[str, Any]:
    return {
        "number": each.number,
        "occasion": each.occasion.value,
        "opened_on": each.opened_on.isoformat(),
        "state": each.state.value,
        "team": each.team,
        "marks": {state.value: each.count(state) for state in MarkLineState},
    }
