"""How the life of a weapon is told: its events, and who may do what comes next."""

from __future__ import annotations

from typing import Final, NamedTuple

from stockpile_app.domain.access import Permission
from stockpile_app.domain.documents import DocumentRecord
from stockpile_app.domain.lifecycle import NextStep
from stockpile_app.domain.timeline import Names, TimelineEvent
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.document_names import document_name
from stockpile_app.reference.entry_words import entry_words

# What the event says of itself: its number, day and who stated it; what concerns the other weapons
# of a list; and, of people, more than a page about a weapon has to do with.
_LEFT_OUT: Final = frozenset(
    {
        *("number", "order", "job", "day", "subject", "corrects"),
        *("weapons", "lines", "loads", "containers", "conditions", "seals", "totals", "digest"),
        *("witnesses", "observers"),
        *("discovered_on", "acquired_on", "received_on", "approved_by", "reported_by"),
    }
)


class EventWords(NamedTuple):
    """An event as people read it.

    Attributes:
        details: What is stated; "" of nothing more than the title.
        reason: Why, where a reason was given.
        who: Who recorded it, and who approved it.
    """

    title: str
    details: str
    reason: str
    who: str


def event_words(event: TimelineEvent, names: Names) -> EventWords:
    """Return what an event of a time line says."""
    if event.document is not None:
        return EventWords(document_title(event.document), event.document.number, "", who(event))
    assert event.entry is not None  # noqa: S101 - it is one or the other
    told = entry_words(event.entry, leave_out=_LEFT_OUT, names=names)
    details = told.details
    if event.part is not None:
        part = ": ".join(filter(None, (_(event.part.component.label), event.part.description)))
        of_part = _("of its part “{part}”, then on another weapon").format(part=part)
        details = " · ".join(filter(None, (of_part, details)))
    return EventWords(told.title, details, told.reason, who(event))


def document_title(document: DocumentRecord) -> str:
    """Return what a document is called."""
    return document_name(document.document)


def who(event: TimelineEvent) -> str:
    """Return who recorded an event, and who approved it."""
    if not event.approved_by:
        return event.recorded_by
    return _("{name}, approved by {second}").format(
        name=event.recorded_by, second=event.approved_by
    )


def who_may(step: NextStep) -> str:
    """Return whose roles allow a step, and who else has to sign it."""
    roles = _(" or ").join(_(role.label) for role in step.roles)
    if step.permission is Permission.ATTEST:
        return _("{roles} who had no part in it").format(roles=roles)
    if step.second is not None:
        return _("{roles}, with a second person who may approve").format(roles=roles)
    return roles
