"""The table of keystrokes in ``docs/tasks.md``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.system.tasks.hands import Count

DOCUMENT: Final = Path(__file__).parents[3] / "docs" / "tasks.md"
_BEGIN: Final = "<!-- tasks: rewritten by python -m tests.system.tasks -->\n"
_END: Final = "<!-- tasks: end -->"
_HEAD: Final = (
    "| Task | Who | Keys | Typed characters | Scans | It ends in |\n|---|---|--:|--:|--:|---|\n"
)


@dataclass(frozen=True)
class Task:
    """One of the tasks.

    Attributes:
        who: Who does it, by what they are.
        ends: What is there afterwards.
    """

    name: str
    who: str
    ends: str


def written() -> dict[str, Count]:
    """Return what the table says of each task, by its name."""
    cells = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in _table().splitlines()[2:]
    ]
    return {
        name: Count(int(keys), int(typed), int(scans)) for name, _, keys, typed, scans, _ in cells
    }


def rewrite(done: dict[Task, Count]) -> None:
    """Put the counts of these tasks into the table; the others keep theirs."""
    order = [each.name for each in TASKS]
    known = {line.split("|")[1].strip(): line for line in _table().splitlines()[2:]}
    lines = {name: line for name, line in known.items() if name in order}
    for task, count in done.items():
        counts = f"{count.keys} | {count.typed} | {count.scans}"
        lines[task.name] = f"| {task.name} | {task.who} | {counts} | {task.ends} |"
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    rows = "".join(f"{lines[name]}\n" for name in sorted(lines, key=order.index))
    DOCUMENT.write_text(f"{before}{_BEGIN}{_HEAD}{rows}{_END}{after}", encoding="utf-8")


def _table() -> str:
    text = DOCUMENT.read_text(encoding="utf-8")
    return text.partition(_BEGIN)[2].partition(_END)[0]


FIRST_RUN = Task(
    "From the first start to an audit sheet",
    "administrator",
    "a register with its recovery sheet, a depot, weapons from a spreadsheet, and a sealed sheet",
)
ISSUE = Task("Issue ten rifles", "storekeeper", "a voucher, and its sealed paper")
STOCKTAKE = Task("Stocktake of a store", "two counters", "a closed stocktake, and its report")
CHECK = Task("Security check from its paper", "depot manager", "a recorded check, and its report")
DESTRUCTION = Task(
    "Destruction of a lot",
    "two people, then an inspector",
    "a closed order, and its certificate",
)
HAND_IN = Task("Hand-in of a weapon", "DDR officer", "a hand-in, and the receipt of who brought it")
TRACE = Task("Trace of a weapon", "tracing officer", "an answered request, and its reply")
RESTORE = Task("Restore of a backup", "depot manager", "the register as it was, beside the other")
USER = Task("A new user", "administrator", "somebody who can sign in, approved by a second person")
REPORT = Task("National report", "depot manager", "a frozen report, and its sealed PDF")
TASKS: Final = (
    FIRST_RUN,
    ISSUE,
    STOCKTAKE,
    CHECK,
    DESTRUCTION,
    HAND_IN,
    TRACE,
    RESTORE,
    USER,
    REPORT,
)
