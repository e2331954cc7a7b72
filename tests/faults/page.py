"""The table of campaigns in docs/reliability.md, which is rewritten, and nothing else of it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from stockpile_app import __version__
from stockpile_app.persistence.migrate import known_revisions
from tests.faults.campaign import Campaign, Tally, campaign

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"

_BEGIN = "<!-- campaigns: rewritten by python -m tests.faults --full -->"
_END = "<!-- campaigns: end -->"
_HEAD = (
    "| Campaign | What is done, and what counts as a loss | Rounds | Faults made | Losses"
    " | Played on, with |\n|---|---|--:|--:|--:|---|"
)
_ROW = re.compile(r"^\| `(\w+)` \|.*$", re.MULTILINE)


def built_with() -> str:
    """Return the versions that a figure is true of."""
    connection = driver.connect(":memory:")
    cipher = connection.execute("PRAGMA cipher_version").fetchone()[0].split()[0]
    connection.close()
    return (
        f"Stockpile {__version__}, schema {known_revisions()[-1]},"
        f" SQLite {driver.sqlite_version}, SQLCipher {cipher}"
    )


def row(played: Campaign, tally: Tally, day: dt.date, versions: str) -> str:
    """Return the line of the table for one campaign."""
    what = played.what.replace("|", "\\|")
    figures = f"{tally.rounds:,} | {tally.faults:,} | {tally.losses:,}"
    return f"| `{played.name}` | {what} | {figures} | {day.isoformat()}, {versions} |"


def rewritten(text: str, rows: dict[str, str], order: tuple[str, ...]) -> str:
    """Return the page with these rows in its table, those of other campaigns kept.

    Raises:
        ValueError: The page has no place for the table.
    """
    before, begin, rest = text.partition(_BEGIN)
    table, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} has lost its markers: {_BEGIN} … {_END}")
    known = {match[1]: match[0] for match in _ROW.finditer(table)} | rows
    lines = [_HEAD, *(known[name] for name in order if name in known)]
    return f"{before}{_BEGIN}\n" + "\n".join(lines) + f"\n{_END}{after}"


def save(tallies: dict[str, Tally], order: tuple[str, ...], day: dt.date) -> None:
    """Write what came of campaigns played in full into the page."""
    versions = built_with()
    rows = {name: row(campaign(name), each, day, versions) for name, each in tallies.items()}
    PAGE.write_text(rewritten(PAGE.read_text("utf-8"), rows, order), "utf-8")
