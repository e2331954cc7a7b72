"""How large a file may be: bounds that real registers keep and hostile files do not.

Text files stream, so they may be large. A workbook is unpacked and held in memory by the process
that reads it (about 1.6 GB for a million rows of 17 columns, measured), so its bounds are narrower,
and they are kept twice: by what the archive says of itself, and by what the process is granted.
"""

from __future__ import annotations

from typing import Final

MEBIBYTE: Final = 1024 * 1024

MOST_TEXT_BYTES: Final = 1024 * MEBIBYTE
MOST_ROWS: Final = 2_000_000
MOST_COLUMNS: Final = 200
MOST_CELL: Final = 65_536
"""Characters in one cell; a spreadsheet program itself allows 32,767."""
MOST_LINE: Final = 4 * MEBIBYTE
"""Characters in one line of a text file."""

MOST_WORKBOOK_BYTES: Final = 100 * MEBIBYTE
MOST_UNPACKED: Final = 1536 * MEBIBYTE
MOST_RATIO: Final = 100
"""How many times its size a workbook may unpack to; real ones stay near 20."""
RATIO_MATTERS_FROM: Final = 16 * MEBIBYTE
"""Unpacked size below which the ratio is of no concern."""
MOST_MEMBERS: Final = 1000
MOST_WORKER_MEMORY: Final = 3072 * MEBIBYTE
MOST_SHEETS: Final = 1000
MOST_WORKER_SECONDS: Final = 300
"""How long the worker may think before it hands over the next rows of the largest workbook."""
WORKER_SECONDS: Final = 60
"""How long over the smallest; each megabyte gives it more. A weak machine needs some two."""
WORKER_SECONDS_PER_MB: Final = 4

HEADER_ROWS: Final = 50
"""How far down the header row is looked for."""
SAMPLE_ROWS: Final = 20
MOST_HEAD: Final = 10_000
"""How far down the user may say that the header row is."""
