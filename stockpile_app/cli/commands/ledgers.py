"""Verifying a register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stockpile_app import i18n
from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import problem_data, result
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.errors import NotARegister, RegisterDamaged, RegisterTooNew
from stockpile_app.domain.records import Problem, Verification
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.verifying import grouped, steps, verdict_of
from stockpile_app.i18n import ngettext, stated, told_text, tr
from stockpile_app.services import sign_in_names

FAILED: Final = 4
_GROUPS: Final = 4


@command(
    "verify",
    N_("Prove that nobody has touched the register: the entries, signatures, seals and tables."),
)
@option(
    "--against",
    metavar="CODE",
    help=N_("A seal's code from a printed sheet, or the text of its QR code."),
)
@pass_session
def verify_command(session: Session, against: str | None) -> int:
    """Print whether the register is whole, and everything that is not."""
    try:
        with signed_in(session, fall_back=True) as services, meter() as progress:
            found = services.ledgers.verify(progress, against)
    except (RegisterDamaged, NotARegister) as error:
        if isinstance(error, RegisterTooNew) or not _is_register(session):
            raise
        # too damaged to be opened at all
        problem = Problem("damaged", str(session.folder), error.message_id, error.params)
        found = Verification(ok=False, entries=0, head="", problems=(problem,))
    data = {
        "ok": found.ok,
        "entries": found.entries,
        "head": found.head,
        "problems": [problem_data(each) for each in found.problems],
    }
    result(session, data, _lines(found))
    return 0 if found.ok else FAILED


def _is_register(session: Session) -> bool:
    try:
        sign_in_names.user_names(session.folder)
    except NotARegister:
        return False
    except RegisterDamaged:
        return True
    return True


def _lines(found: Verification) -> Iterator[str]:
    count = i18n.format_number(found.entries)
    if found.ok:
        yield tr(N_("The register is whole: {count} entries, none changed."), count=count)
        yield tr(N_("Last entry: {head}"), head=_grouped(found.head))
        if found.paper is not None:
            yield told_text(found.paper)
        return
    sentence = ngettext(
        "The register was changed or damaged: {count} problem.",
        "The register was changed or damaged: {count} problems.",
        len(found.problems),
    )
    yield sentence.format(count=i18n.format_number(len(found.problems)))
    yield tr(verdict_of(found))
    for concern, problems in grouped(found.problems).items():
        yield f"{tr(concern.label)}:"
        for each in problems:
            yield f"  {stated(clean(each.where), clean(told_text(each)))}"
    for number, step in enumerate(steps(found), 1):
        yield f"{number}. {tr(step)}"


def _grouped(digest: str) -> str:
    width = len(digest) // _GROUPS or 1
    return " ".join(digest[at : at + width] for at in range(0, len(digest), width))
