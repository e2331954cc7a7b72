"""Labels for label printers that speak ZPL II."""

from __future__ import annotations

from typing import Final

from stockpile_app.documents.codes import QUIET, code128_modules
from stockpile_app.documents.labels import LabelData
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_, clean

_MM_PER_INCH: Final = 25.4
_PAD_MM: Final = 1.5
_LEADING: Final = 1.16
_PLAIN: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,/()-")


def label_zpl(label: LabelData, width_mm: float, height_mm: float, dpi: int) -> str:
    """Return the commands that print one label.

    Everything that comes from the register is written as hexadecimal escapes, except letters,
    digits and a few harmless signs: no text can be taken for a command.

    Raises:
        BadValue: The label is too narrow for the bar code, or has no room for the lines.
        ValueError: The bar code's text has a character other than 0-9 and A-Z.
    """
    dots = dpi / _MM_PER_INCH
    width, height = round(width_mm * dots), round(height_mm * dots)
    modules = code128_modules(label.code)
    module = min(width // (modules + 2 * QUIET), 10)
    pad = round(_PAD_MM * dots)
    room = height - 2 * pad
    if module < 1 or module / dots < 0.19 or room < 8 * dots:
        raise BadValue(
            N_("A label of {width} × {height} mm is too small for the bar code at {dpi} dpi."),
            "label",
            width=width_mm,
            height=height_mm,
            dpi=dpi,
        )
    bars = round(0.4 * room)
    unit = (room - bars) / (_LEADING * sum(line.size for line in label.lines))
    commands = ["^XA", "^CI28", f"^PW{width}", f"^LL{height}", "^LH0,0"]
    y = float(pad)
    for line in label.lines:
        letters = line.size * unit
        commands.append(_text(line.text, (pad, round(y)), round(letters), width - 2 * pad))
        y += letters * _LEADING
    x = (width - modules * module) // 2
    top = height - pad - bars
    commands.append(f"^FO{x},{top}^BY{module}^BCN,{bars},N,N,N,A^FH_^FD{label.code}^FS")
    commands.append("^XZ")
    return "\n".join(commands) + "\n"


def _text(text: str, place: tuple[int, int], size: int, width: int) -> str:
    """Return one line of text, made smaller when it is wider than its room."""
    per_character = 0.6 * size
    needed = per_character * max(len(text), 1)
    across = size if needed <= width else max(int(size * width / needed), 1)
    return f"^FO{place[0]},{place[1]}^A0N,{size},{across}^FH_^FD{_escaped(clean(text))}^FS"


def _escaped(text: str) -> str:
    return "".join(chr(byte) if byte in _PLAIN else f"_{byte:02X}" for byte in text.encode("utf-8"))
