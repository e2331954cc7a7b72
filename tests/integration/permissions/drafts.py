"""Who may have what they typed kept: everybody, for themselves."""

from __future__ import annotations

ALL = "SMIDTA"

ROWS = {
    "drafts.new_name": (ALL, lambda s, out: s.drafts.new_name()),
    "drafts.keep": (ALL, lambda s, out: s.drafts.keep(("0" * 32, "need", "", "x"), {}, {})),
    "drafts.all": (ALL, lambda s, out: s.drafts.all()),
    "drafts.remove": (ALL, lambda s, out: s.drafts.remove("0" * 32)),
}
