"""What is lost after restoring, in words: the same on the screen, in the terminal and on paper."""

from __future__ import annotations

from typing import NamedTuple

from stockpile_app import i18n
from stockpile_app.domain.losses import Losses, LostAct, PaperPlace
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext
from stockpile_app.reference.entry_words import approver, entry_words, title_of

_MOST_WEAPONS = 6


class ActWords(NamedTuple):
    """A lost act as people read it."""

    entry: str
    when: str
    who: str
    title: str
    about: str
    details: str


def act_words(act: LostAct, found: Losses) -> ActWords:
    """Return what an act was, and all that is needed to enter it again."""
    entry = act.entry
    told = entry_words(entry, leave_out=frozenset({"number", "weapons"}), names=found.names)
    second = approver(entry.approved_by)
    who = entry.recorded_by
    if second:
        who = _("{name}, approved by {second}").format(name=who, second=second)
    details = [told.details, told.reason]
    if act.rows:
        text = ngettext(
            "{count} weapon; import the file again",
            "{count} weapons; import the file again",
            act.rows,
        )
        details.append(text.format(count=i18n.format_number(act.rows)))
    return ActWords(
        entry=i18n.format_number(entry.seq),
        when=i18n.format_datetime(entry.recorded_at),
        who=who,
        title=told.title,
        about=_few(act.weapons),
        details=" · ".join(filter(None, details)),
    )


def _few(names: tuple[str, ...]) -> str:
    shown = list(names[:_MOST_WEAPONS])
    if len(names) > _MOST_WEAPONS:
        more = ngettext("and {count} more", "and {count} more", len(names) - _MOST_WEAPONS)
        shown.append(more.format(count=i18n.format_number(len(names) - _MOST_WEAPONS)))
    return listed(shown)


def loss_verdict(found: Losses) -> str:
    """Return what is lost in one sentence."""
    if not found.acts_total:
        return _("Nothing is lost: nobody recorded anything after the backup.")
    sentence = ngettext(
        "{acts} act was recorded after the backup and is not in this register.",
        "{acts} acts were recorded after the backup and are not in this register.",
        found.acts_total,
    )
    return sentence.format(acts=i18n.format_number(found.acts_total))


def loss_notes(found: Losses) -> list[str]:
    """Return what else has to be known of a comparison."""
    notes = []
    if found.since is not None:
        notes.append(
            _("Both have everything up to entry {entry}, recorded {moment}.").format(
                entry=i18n.format_number(found.head), moment=i18n.format_datetime(found.since)
            )
        )
    if found.until is not None:
        notes.append(
            ngettext(
                "The old register ends {moment}, with {count} entry more.",
                "The old register ends {moment}, with {count} entries more.",
                found.total,
            ).format(
                moment=i18n.format_datetime(found.until), count=i18n.format_number(found.total)
            )
        )
    if found.unread is not None:
        notes.append(
            _("The old register is damaged and could not be read to its end: {reason}").format(
                reason=i18n.error_text(found.unread)
            )
        )
    if found.own:
        notes.append(
            ngettext(
                "In this register {count} act was recorded since it was restored. The old one"
                " must not be worked with any more.",
                "In this register {count} acts were recorded since it was restored. The old one"
                " must not be worked with any more.",
                found.own,
            ).format(count=i18n.format_number(found.own))
        )
    return notes


def loss_figures(found: Losses) -> list[tuple[str, int]]:
    """Return how many acts of each kind are lost, by what they are called."""
    return [(title_of(kind), number) for kind, number in found.by_kind]


def paper_words(found: PaperPlace) -> str:
    """Return what a seal code from a paper says of a restored register."""
    if found.entry is None or found.recorded_at is None:
        return _(
            "This seal is not in the register: the paper is newer than the backup, or of another"
            " register. What it shows was recorded after entry {head}, and has to be entered again."
        ).format(head=i18n.format_number(found.head))
    return _(
        "The paper is older than the backup: it seals entry {entry}, recorded {moment}. Everything"
        " on it is in this register."
    ).format(entry=i18n.format_number(found.entry), moment=i18n.format_datetime(found.recorded_at))
