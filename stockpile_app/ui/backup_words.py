"""How backups are told of on the screen."""

from __future__ import annotations

from typing import Final

from stockpile_app import i18n
from stockpile_app.domain.backups import (
    BackupCopy,
    BackupStatus,
    Light,
    MediumState,
    Rehearsal,
    SecondMedium,
    size_words,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext
from stockpile_app.ui.texts import NOTHING, count, label, moment

LOOKS: Final = {Light.GREEN: "good", Light.AMBER: "notice", Light.RED: "banner"}
ICONS: Final = {Light.GREEN: "check", Light.AMBER: "warning", Light.RED: "close"}


def warnings(status: BackupStatus) -> list[str]:
    """Return what is not as it should be, the worst first."""
    return [i18n.tr(said.message_id, **said.params) for _light, said in status.warnings()]


def summary(status: BackupStatus) -> str:
    """Return the state of the backups in few words, for the status bar."""
    if status.last_at is None:
        return _("No backup yet")
    text = _("{light} · last {moment}")
    return text.format(light=_(status.light.label), moment=moment(status.last_at))


def last_words(status: BackupStatus) -> str:
    """Return when the last verified backup was, and what is not in it."""
    if status.last_at is None:
        return _("never")
    if not status.unsaved:
        return _("{moment}; nothing was recorded since").format(moment=moment(status.last_at))
    text = ngettext(
        "{moment}; {count} entry since", "{moment}; {count} entries since", status.unsaved
    )
    return text.format(moment=moment(status.last_at), count=count(status.unsaved))


def second_words(second: SecondMedium) -> str:
    """Return which second medium there is, how it is found, and when it got a copy."""
    if second.state is MediumState.NONE:
        return _("none is chosen")
    copied = moment(second.last_at) if second.last_at else _("never")
    text = _("“{name}”: {state}; last verified copy: {moment}").format(
        name=second.name, state=label(second.state), moment=copied
    )
    if second.free is None:
        return text
    return _("{medium}; {free} free").format(medium=text, free=size_words(second.free))


def rehearsed_words(status: BackupStatus) -> str:
    """Return when restoring was rehearsed, and with what outcome."""
    if status.rehearsed_at is None:
        return _("never")
    text = _("{moment}, in order") if status.rehearsed_ok else _("{moment}, NOT in order")
    return text.format(moment=moment(status.rehearsed_at))


def kept_words(copy: BackupCopy) -> str:
    """Return why a backup is kept."""
    return listed(label(each) for each in copy.kept) or NOTHING


def rehearsal_words(found: Rehearsal) -> str:
    """Return what came of a rehearsal, and what would be lost."""
    if found.ok:
        text = _(
            "{file} can be restored, and the register in it is in order: {count} entries,"
            " {weapons} weapons."
        )
    else:
        text = _("{file} can be restored, but the register in it is not in order.")
    told = text.format(file=found.file.name, count=count(found.head), weapons=count(found.weapons))
    if not found.behind:
        return told
    lost = ngettext(
        "{count} entry was recorded since and would be lost with this machine.",
        "{count} entries were recorded since and would be lost with this machine.",
        found.behind,
    )
    return f"{told}\n{lost.format(count=count(found.behind))}"
