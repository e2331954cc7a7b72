"""What the result of a verification is called, and what to do about it."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.papers import PaperAnswer, PaperCheckRecord, PaperVerdict
from stockpile_app.domain.records import Problem, Verification
from stockpile_app.domain.text import N_
from stockpile_app.domain.verifying import (
    KEEP,
    KEEP_PAPER,
    STOP,
    TELL,
    concern_of,
    grouped,
    steps,
    verdict_of,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import stated
from stockpile_app.ui.texts import count, label

_KINDS: Final = {
    "bad-signature": N_("Signature not genuine"),
    "chain-broken": N_("Chain broken"),
    "clock-hidden": N_("Time made up"),
    "code-unknown": N_("Paper does not agree"),
    "compartment-key-missing": N_("Sealed key missing"),
    "compartment-key-unknown": N_("Sealed key given away"),
    "damaged": N_("File damaged"),
    "entry-added": N_("Entry added"),
    "entry-changed": N_("Entry changed"),
    "entry-missing": N_("Entries missing"),
    "foreign-entries": N_("Foreign entries"),
    "index-differs": N_("Search index differs"),
    "key-differs": N_("Key differs"),
    "key-missing": N_("Key missing"),
    "key-unknown": N_("Unknown key"),
    "not-approved": N_("Second person missing"),
    "not-entitled": N_("Right that nobody gave"),
    "not-rebuilt": N_("Cannot be rebuilt"),
    "photograph-changed": N_("Photograph changed"),
    "photograph-missing": N_("Photograph missing"),
    "row-added": N_("Row added"),
    "row-changed": N_("Row changed"),
    "row-missing": N_("Row removed"),
    "schema-changed": N_("Database structure changed"),
    "seal-differs": N_("Seal differs"),
    "seal-forged": N_("Seal not genuine"),
    "subject-key-changed": N_("Personal key exchanged"),
    "subject-key-missing": N_("Personal key missing"),
    "tail-missing": N_("Last entries missing"),
    "unreadable": N_("Cannot be read"),
    "unsigned": N_("Signature missing"),
    "wrong-signer": N_("Signed by somebody else"),
}
"""Kinds of problem in two or three words; the message says the rest."""


def verdict(found: Verification) -> str:
    """Return how bad it is, in one sentence."""
    return _(verdict_of(found))


def advice(found: Verification) -> str:
    """Return what to do now, a line a step."""
    if found.ok:
        return _(
            "Every entry, signature and seal is as it was recorded, and all tables agree with the"
            " entries."
        )
    return "\n".join(f"{number}. {_(step)}" for number, step in enumerate(steps(found), 1))


def counts(found: Verification) -> str:
    """Return how many problems concern what."""
    return " · ".join(
        stated(label(concern), count(len(problems)))
        for concern, problems in grouped(found.problems).items()
    )


def by_concern(found: Verification) -> list[Problem]:
    """Return the problems, those of one concern together, the gravest first."""
    return [each for problems in grouped(found.problems).values() for each in problems]


def concern_text(problem: Problem) -> str:
    """Return what a problem is about."""
    return label(concern_of(problem.kind))


def kind_text(kind: str) -> str:
    """Return a kind of problem in words; its code where there are none."""
    return _(_KINDS[kind]) if kind in _KINDS else kind


VERDICT_ICONS: Final = {"good": "check", "notice": "differs", "banner": "warning"}
"""Picture of what a paper's check came to, by its tone."""

_TITLES: Final = {
    PaperVerdict.AGREES: N_("The paper and this register tell the same history"),
    PaperVerdict.CHANGED_BEFORE: N_("The register was changed since the paper was printed"),
    PaperVerdict.ENDS_BEFORE: N_("The register ends before this paper: an older copy"),
    PaperVerdict.OTHER_HISTORY: N_("The paper and this register do not tell the same history"),
    PaperVerdict.ANOTHER_REGISTER: N_("The paper is of another register"),
    PaperVerdict.NOT_GENUINE: N_("The seal was not made by this register"),
    PaperVerdict.MISTYPED: N_("The code was probably misread"),
    PaperVerdict.UNKNOWN: N_("The code fits nothing in this register"),
}


def paper_title(paper: PaperAnswer | PaperCheckRecord) -> str:
    """Return what holding a paper against the register came to, in a few words."""
    return _(_TITLES[paper.verdict])


def paper_tone(answer: PaperAnswer) -> str:
    """Return the look of it: good, a notice where nothing is settled, else a banner."""
    if answer.agrees:
        return "good"
    return "banner" if answer.verdict.proves else "notice"


def paper_steps(answer: PaperAnswer) -> str:
    """Return what to do now, a line a step; nothing where paper and register agree."""
    if answer.agrees:
        return _("Entered in the ledger: who checked this paper, and when.") * answer.recorded
    if not answer.verdict.proves:
        return ""
    told = (STOP, KEEP, KEEP_PAPER, TELL)
    return "\n".join(f"{number}. {_(step)}" for number, step in enumerate(told, 1))
