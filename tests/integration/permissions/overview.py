"""Who may ask what of ``services.overview``."""

from __future__ import annotations

ROWS = {
    "overview.read": ("SMIDT", lambda s, out: s.overview.read()),
    "overview.attention": ("SMIDT", lambda s, out: s.overview.attention()),
}
