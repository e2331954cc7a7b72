"""Fault campaigns: kills, cuts, edits and hostile files, many rounds of each, and what was lost."""

from __future__ import annotations

CAMPAIGNS: tuple[str, ...] = ("kill", "powercut", "disk_full", "upgrade", "red_team", "bad_files")
"""Modules of this package that are campaigns, in the order of the table in docs/reliability.md."""
