"""How a scan turned out: what its picture, its colour and its beeps say."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    """How a scan turned out."""

    GOOD = "good"
    """Taken."""
    WARN = "warn"
    """Look at it: in the wrong place, or something more must be said."""
    TWICE = "twice"
    """Taken before: it counts once."""
    BAD = "bad"
    """Not taken."""
    NEUTRAL = "neutral"
    """Nothing was scanned yet, or a hint."""
