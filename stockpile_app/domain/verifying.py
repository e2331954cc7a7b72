"""How bad it is what ``verify`` found, and what to do about it, in words for who runs a depot."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from stockpile_app.domain.records import Problem, Verification
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


class Concern(LabelledEnum):
    """What a problem is about; the gravest first."""

    HISTORY = "history", N_("The history")
    RIGHTS = "rights", N_("Keys and rights")
    TABLES = "tables", N_("What the screens show")
    FILES = "files", N_("Files and photographs")


_HISTORY: Final = {
    "bad-signature", "chain-broken", "clock-hidden", "code-unknown", "entry-added",
    "entry-changed", "entry-missing", "foreign-entries", "seal-differs", "seal-forged",
    "tail-missing", "unsigned", "wrong-signer",
}  # fmt: skip
_RIGHTS: Final = {
    "compartment-key-missing", "compartment-key-unknown", "key-differs", "key-missing",
    "key-unknown", "not-approved", "not-entitled", "subject-key-changed", "subject-key-missing",
}  # fmt: skip
_FILES: Final = {"damaged", "photograph-changed", "photograph-missing", "unreadable"}

WHOLE: Final = N_("The register is in order.")
PAPER: Final = N_("The register is whole in itself, but the seal on the paper does not fit it.")
READ_AGAIN: Final = N_(
    "Read the code once more, or scan the QR code beside it, before anything else is decided. If it"
    " was right, do not go on working: the register is not the one that was printed."
)
VERDICTS: Final = {
    Concern.HISTORY: N_(
        "The history of this register was changed. It can no longer be believed by itself."
    ),
    Concern.RIGHTS: N_(
        "Somebody changed who may sign in or what they may do. The history is as it was recorded."
    ),
    Concern.TABLES: N_(
        "What the screens and reports show was changed. The history is as it was recorded."
    ),
    Concern.FILES: N_("A file of this register is damaged, or photographs were changed."),
}
"""How bad it is, in one sentence."""

STOP: Final = N_(
    "Do not go on working in this register, and do not close the matter by restoring a backup: what"
    " is wrong here is evidence."
)
KEEP: Final = N_(
    "Keep the whole folder: copy it to another disk, write the day and two names on it, and save"
    " this report beside it."
)
KEEP_PAPER: Final = N_(
    "Keep this paper where nobody who works with the register can reach it. If it is genuine, it"
    " says what was true, and the register does not."
)
TELL: Final = N_(
    "Tell whoever is responsible for the register, who alone decides how work goes on: from the"
    " last backup that verifies, with what is missing recorded again from paper."
)
_NEXT: Final = {
    Concern.HISTORY: N_(
        "Take the last sheets that were printed and filed outside the depot, and check their seals"
        " here: the newest that agrees says until when this register is true."
    ),
    Concern.RIGHTS: N_(
        "Look under whose name something was recorded since the last sheet that agrees, and ask"
        " each of them. Everybody takes a new password once a good key file is back."
    ),
    Concern.TABLES: N_(
        "Until then believe the entries (page Ledger, time lines) and sheets on paper, not tables"
        " and figures. Count the weapons that are named here."
    ),
    Concern.FILES: N_(
        "Have the disk tested. Compare the photographs that are named here with the weapons."
    ),
}


def concern_of(kind: str) -> Concern:
    """Return what a kind of problem is about."""
    if kind in _HISTORY:
        return Concern.HISTORY
    if kind in _RIGHTS:
        return Concern.RIGHTS
    return Concern.FILES if kind in _FILES else Concern.TABLES


def grouped(problems: Iterable[Problem]) -> dict[Concern, list[Problem]]:
    """Return the problems by what they are about, the gravest first; none without any."""
    found: dict[Concern, list[Problem]] = {each: [] for each in Concern}
    for each in problems:
        found[concern_of(each.kind)].append(each)
    return {concern: problems for concern, problems in found.items() if problems}


def verdict_of(found: Verification) -> str:
    """Return how bad it is in one sentence, untranslated."""
    if found.ok:
        return WHOLE
    return PAPER if _is_open(found) else VERDICTS[next(iter(grouped(found.problems)))]


def steps(found: Verification) -> tuple[str, ...]:
    """Return what to do now, untranslated, first things first; nothing where all is well."""
    if found.ok:
        return ()
    if _is_open(found):
        return (READ_AGAIN,)
    return (STOP, KEEP, *(_NEXT[concern] for concern in grouped(found.problems)), TELL)


def _is_open(found: Verification) -> bool:
    """Whether nothing is wrong but a paper's code that may have been read wrongly."""
    return (
        found.paper is not None
        and not found.paper.verdict.proves
        and {each.kind for each in found.problems} == {"code-unknown"}
    )
