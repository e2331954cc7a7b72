"""Backups and restoring them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from stockpile_app import i18n
from stockpile_app.cli import output, passwords
from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import problem_data, result
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.backups import (
    BackupCopy,
    BackupStatus,
    PrintRehearsal,
    Rehearsal,
    SecondMedium,
    size_words,
)
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.losses import Losses, PrintLosses
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext, told_text, tr
from stockpile_app.reference.loss_words import (
    act_words,
    loss_figures,
    loss_notes,
    loss_verdict,
    paper_words,
)
from stockpile_app.services import backups
from stockpile_app.services.backups import BackupDone
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import utc_now

REFUSED: Final = 1
FAILED: Final = 4
_FOLDER: Final = click.Path(path_type=Path, file_okay=False)
_FILE: Final = click.Path(path_type=Path, dir_okay=False)


@command(
    "backup",
    N_(
        "Make a verified backup: in the register’s folder, with a copy on the second medium; or in"
        " FOLDER, as one dated file."
    ),
)
@click.argument("folder", type=_FOLDER, required=False)
@option(
    "--medium",
    type=_FOLDER,
    metavar="FOLDER",
    help=N_("Choose the second medium, which gets a copy of each backup."),
)
@option("--no-medium", is_flag=True, help=N_("Give the second medium up."))
@option("--list", "listed", is_flag=True, help=N_("List the backups, and why each is kept."))
@pass_session
def backup_command(
    session: Session, folder: Path | None, medium: Path | None, *, no_medium: bool, listed: bool
) -> int:
    """Make a backup, which stays encrypted; or say where copies go, or what there is."""
    if sum(map(bool, (folder, medium, no_medium, listed))) > 1:
        raise click.UsageError(_("Give one of FOLDER, --medium, --no-medium and --list."))
    with signed_in(session, read_only=listed) as services, meter() as progress:
        if medium is not None:
            return _tell_medium(session, services.backups.choose_second(medium).medium)
        if no_medium:
            services.backups.forget_second()
            return _tell_medium(session, services.backups.second())
        if listed:
            return _tell_copies(session, services.backups.copies(), services.backups.status())
        return _tell_made(session, services.backups.make(folder, progress))


def _tell_made(session: Session, done: BackupDone) -> int:
    second = done.second
    missed = i18n.error_text(second.error) if second and second.error else ""
    data = {
        "path": str(done.path),
        "entries": done.seq,
        "head": done.head,
        "whole": done.whole,
        "second": {
            "state": second.state.value,
            "path": str(second.path) if second.path else None,
            "message": missed,
        }
        if second
        else None,
    }
    line = tr(
        N_("The backup {path} is made and verified; it holds {count} entries."),
        path=clean(str(done.path)),
        count=i18n.format_number(done.seq),
    )
    lines = [line]
    if second and second.path:
        lines.append(tr(N_("Its copy {path} is verified, too."), path=clean(str(second.path))))
    result(session, data, lines)
    if not done.whole:
        output.complain(
            _("The history in it is not in order: verify the register. Older backups are kept.")
        )
        return FAILED
    if missed:
        output.complain(tr(N_("There is no copy on the second medium. {why}"), why=missed))
        return REFUSED
    return 0


def _tell_medium(session: Session, medium: SecondMedium) -> int:
    data = {
        "state": medium.state.value,
        "folder": str(medium.folder) if medium.folder else None,
        "same_disk": medium.same_disk,
    }
    if medium.folder is None:
        lines = [_("There is no second medium any more.")]
    else:
        told = tr(N_("Copies of backups go to {folder}."), folder=clean(str(medium.folder)))
        lines = [told]
        if medium.same_disk:
            lines.append(
                _(
                    "It is on the same disk as the register: if the disk fails, both are gone."
                    " Choose a folder on a stick or another disk."
                )
            )
    result(session, data, lines)
    return 0


def _tell_copies(session: Session, copies: list[BackupCopy], status: BackupStatus) -> int:
    warnings = [tr(said.message_id, **said.params) for _light, said in status.warnings()]
    data = {
        "light": status.light.value,
        "warnings": warnings,
        "backups": [
            {
                "path": str(each.path),
                "place": each.place.value,
                "made_at": each.made_at.isoformat(),
                "size": each.size,
                "entries": each.entries,
                "state": each.state.value,
                "kept": [kept.value for kept in each.kept],
            }
            for each in copies
        ],
    }
    head = (_("Made"), _("Entries"), _("Size"), _("State"), _("Kept"), _("File"))
    rows = (
        (
            i18n.format_datetime(each.made_at),
            "–" if each.entries is None else i18n.format_number(each.entries),
            size_words(each.size),
            _(each.state.label),
            ", ".join(_(kept.label) for kept in each.kept),
            each.path,
        )
        for each in copies
    )
    result(session, data, [*output.table(head, rows, frozenset({1, 2})), "", *warnings])
    return 0


@command("restore", N_("Restore the backup FILE into FOLDER, which must be new or empty."))
@click.argument("file", type=_FILE)
@click.argument("folder", type=click.Path(path_type=Path))
@option(
    "--compare",
    type=_FOLDER,
    metavar="OLD",
    help=N_("Say what the old register in OLD has that is lost; nothing in it is changed."),
)
@option("--paper", type=_FILE, metavar="OUT.pdf", help=N_("Write what is lost as a PDF, too."))
@option("--seal", default="", metavar="CODE", help=N_("A seal code from the newest paper."))
@pass_session
def restore_command(
    session: Session,
    file: Path,
    folder: Path,
    compare: Path | None,
    paper: Path | None,
    seal: str,
) -> int:
    """Restore a backup, signing in as somebody who could when it was made."""
    if paper and not compare:
        raise click.UsageError(_("--paper needs --compare OLD."))
    name = session.who
    password = passwords.password_of(name)
    services = Services(backups.restore(file, folder, name, password, utc_now))
    data: dict[str, Any] = {"folder": str(folder.absolute()), "origin": services.register.origin}
    lines = [
        tr(
            N_("The register {origin} is restored in {folder}."),
            origin=services.register.origin,
            folder=clean(str(folder)),
        )
    ]
    refused = ""
    try:
        if seal:
            place = services.losses.place_of(seal)
            data["seal"] = {"entry": place.entry, "head": place.head}
            lines.append(paper_words(place))
        if compare:
            with meter() as progress:
                found = services.losses.compare(compare, password, progress)
            data["lost"] = _losses_data(found)
            lines += _losses_lines(found)
            if paper:
                services.backup_papers.losses(PrintLosses(out=paper, losses=found))
    except StockpileError as error:  # the register is restored all the same
        refused = i18n.error_text(error)
    finally:
        services.close()
    result(session, data, lines)
    if refused:
        output.complain(refused)
    return REFUSED if refused else 0


def _losses_data(found: Losses) -> dict[str, Any]:
    return {
        "head": found.head,
        "entries": found.total,
        "acts": found.acts_total,
        "by_kind": dict(found.by_kind),
        "by_person": dict(found.by_person),
        "weapons": [asdict(each) for each in found.weapons],
        "complete": found.unread is None,
        "list": [
            {
                "entry": act.entry.seq,
                "kind": act.entry.kind,
                "recorded_at": act.entry.recorded_at.isoformat(),
                "recorded_by": act.entry.recorded_by,
                "approved_by": act.entry.approved_by,
                "weapons": act.weapons,
                "rows": act.rows,
            }
            for act in found.acts
        ],
    }


def _losses_lines(found: Losses) -> Iterator[str]:
    yield ""
    yield loss_verdict(found)
    yield from (clean(each) for each in loss_notes(found))
    if found.acts:
        yield ""
        yield from output.table(
            (_("Act"), _("Number")),
            [(title, i18n.format_number(number)) for title, number in loss_figures(found)],
            frozenset({1}),
        )
        yield ""
        head = (_("Entry"), _("Recorded"), _("By"), _("Act"), _("Weapons"), _("What it states"))
        yield from output.table(head, (act_words(act, found) for act in found.acts))


@command(
    "rehearse-restore",
    N_("Restore the newest backup, or FILE, elsewhere; verify it, record that, throw it away."),
)
@click.argument("file", type=_FILE, required=False)
@option("--proof", type=_FILE, metavar="OUT.pdf", help=N_("Write the proof as a PDF, one page."))
@pass_session
def rehearse_restore_command(session: Session, file: Path | None, proof: Path | None) -> int:
    """Do the drill, and say what would be lost if the machine were lost now."""
    with signed_in(session) as services, meter() as progress:
        password = passwords.password_of(services.user.name)
        found = services.backups.rehearse(password, file, progress)
        if proof:
            services.backup_papers.proof(PrintRehearsal(out=proof, rehearsal=found))
    data = {
        "ok": found.ok,
        "file": str(found.file),
        "made_at": found.made_at.isoformat(),
        "entries": found.head,
        "behind": found.behind,
        "weapons": found.weapons,
        "problems": [problem_data(each) for each in found.problems],
    }
    result(session, data, _told(found))
    return 0 if found.ok else FAILED


def _told(found: Rehearsal) -> Iterator[str]:
    name, count = clean(found.file.name), i18n.format_number(found.head)
    if found.ok:
        told = N_("{file} can be restored and is in order: {count} entries.")
        yield tr(told, file=name, count=count)
    else:
        yield tr(N_("{file} can be restored, but is not in order:"), file=name)
        yield from (clean(told_text(each)) for each in found.problems)
    if found.behind:
        sentence = ngettext(
            "{count} entry was recorded since and would be lost with this machine.",
            "{count} entries were recorded since and would be lost with this machine.",
            found.behind,
        )
        yield sentence.format(count=i18n.format_number(found.behind))
