"""What is due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from stockpile_app import i18n
from stockpile_app.cli.options import Session, command, pass_session
from stockpile_app.cli.output import label, result, table
from stockpile_app.cli.session import signed_in
from stockpile_app.domain.overview import DueItem, DueList, OverviewRecord
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr

_LISTS: Final = {
    "overdue": N_("Overdue"),
    "this_week": N_("Due by {day}"),
    "in_transit": N_("In transit"),
    "open": N_("Open"),
}


@command("due", N_("Tell what is overdue, due this week, in transit and open."))
@pass_session
def due_command(session: Session) -> None:
    """Print everything that is to be done, the most urgent first."""
    with signed_in(session, read_only=True) as services:
        record = services.overview.read()
    data = {
        "today": record.today.isoformat(),
        **{name: _list(getattr(record, name), record) for name in _LISTS},
    }
    result(session, data, _lines(record))


def _list(listed: DueList, record: OverviewRecord) -> dict[str, Any]:
    return {
        "total": listed.total,
        "weapons": listed.weapons,
        "items": [_item(each, record) for each in listed.items],
    }


def _item(item: DueItem, record: OverviewRecord) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "title": item.title,
        "about": item.about,
        "where": item.where,
        "due_on": item.due_on and item.due_on.isoformat(),
        "overdue": item.overdue(record.today),
        "weapons": item.weapons,
        "id": item.item_id if isinstance(item.item_id, int) else None,
    }


def _lines(record: OverviewRecord) -> Iterator[str]:
    head = (_("What"), _("Details"), _("Where"), _("Due"), _("Weapons"))
    first = True
    for name, title in _LISTS.items():
        listed: DueList = getattr(record, name)
        if not first:
            yield ""
        first = False
        heading = tr(title, day=i18n.format_date(record.week_end))
        yield i18n.stated(heading, i18n.format_number(listed.total))
        if listed.items:
            yield from table(head, map(_row, listed.items), frozenset({4}))
        if listed.total > len(listed.items):
            more = i18n.format_number(listed.total - len(listed.items))
            yield tr(N_("{more} more are not listed."), more=more)


def _row(item: DueItem) -> tuple[str, ...]:
    details = " · ".join(filter(None, (_(item.title), item.about)))
    return (
        label(item.kind),
        details,
        item.where,
        i18n.format_date(item.due_on) if item.due_on else "",
        i18n.format_number(item.weapons) if item.weapons else "",
    )
