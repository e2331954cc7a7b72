"""The one lock of PDFium, which is not thread-safe: whoever draws a PDF holds it."""

from __future__ import annotations

import threading
from typing import Final

PDFIUM: Final = threading.Lock()
