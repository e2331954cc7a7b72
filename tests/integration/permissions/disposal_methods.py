"""Who may ask what of ``services.disposal.methods``."""

from __future__ import annotations

from stockpile_app.domain.disposal_methods import Batch
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.reference.disposal_methods import shipped_methods

READERS, ALL = "SMIDT", "SMIDTA"
DESTRUCTION = DisposalKind.DESTRUCTION

ROWS = {
    "disposal.methods.in_force": (ALL, lambda s, out: s.disposal.methods.in_force()),
    "disposal.methods.compare": (
        READERS,
        lambda s, out: s.disposal.methods.compare(DESTRUCTION, [1]),
    ),
    "disposal.methods.compare_batch": (
        READERS,
        lambda s, out: s.disposal.methods.compare_batch(DESTRUCTION, Batch(1, 1)),
    ),
    "disposal.methods.adopt": (
        "A",
        lambda s, out: s.disposal.methods.adopt(shipped_methods(), 1, "x"),
    ),
    "disposal.methods.read_file": (
        "A",
        lambda s, out: s.disposal.methods.read_file(out / "methods.yaml"),
    ),
    "disposal.methods.write_file": (
        ALL,
        lambda s, out: s.disposal.methods.write_file(out / "written.yaml"),
    ),
}
