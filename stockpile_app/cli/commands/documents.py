"""Labels as PDF, or for label printers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click
from typing_extensions import override

from stockpile_app import i18n, settings
from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import result
from stockpile_app.cli.query import QUERY_OPTIONS, takes, weapon_query
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.documents import LabelRoll, OwnSheet, PrintLabels
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import ngettext, tr

_BAD_OFFSET: Final = N_("“{given}” is not two lengths in millimetres, such as 0.5,-1.")
_BAD_SIZE: Final = N_(
    "“{given}” is not a sheet such as A4:3x7:63.5x38.1:7.2x15.1:66x38.1: page, columns x rows,"
    " width x height, left x top margin, and, where labels do not touch, the distance from one to"
    " the next; in millimetres."
)
_BAD_ROLL: Final = N_("“{given}” is not the width x height of a label, such as 60x40.")


class _Offset(click.ParamType[Any]):
    """Right and down, in millimetres."""

    name = "offset"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float]:
        try:
            right, down = str(value).split(",")
            return float(right), float(down)
        except ValueError:
            self.fail(tr(_BAD_OFFSET, given=str(value)), param, ctx)


class _Roll(click.ParamType[Any]):
    """The width and height of a label of a label printer, in millimetres."""

    name = "roll"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> LabelRoll:
        try:
            width, height = map(float, str(value).split("x"))
        except ValueError:
            self.fail(tr(_BAD_ROLL, given=str(value)), param, ctx)
        return LabelRoll(width=width, height=height)


class _Sheet(click.ParamType[Any]):
    """A label sheet that is not in the list, in one word."""

    name = "sheet"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> OwnSheet:
        page, *pairs = str(value).split(":")
        try:
            numbers = [tuple(map(float, pair.split("x"))) for pair in pairs]
            if len(numbers) == 3:
                numbers.append(numbers[1])
            (columns, rows), (width, height), (left, top), (pitch_x, pitch_y) = numbers
        except ValueError:
            self.fail(tr(_BAD_SIZE, given=str(value)), param, ctx)
        if not (columns.is_integer() and rows.is_integer()):
            self.fail(tr(_BAD_SIZE, given=str(value)), param, ctx)
        return OwnSheet(
            page=page.capitalize(),
            columns=int(columns),
            rows=int(rows),
            width=width,
            height=height,
            left=left,
            top=top,
            pitch_x=pitch_x,
            pitch_y=pitch_y,
        )


@command("labels", N_("Print bar-code labels to OUT, a PDF, for the weapons that are asked for."))
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@takes(*QUERY_OPTIONS)
@option(
    "--stock",
    default="L7160",
    show_default=True,
    metavar="CODE",
    help=N_("The label sheet, such as L7160, L7651 or 5160."),
)
@option(
    "--own-size",
    type=_Sheet(),
    metavar="SHEET",
    help=N_("A sheet of your own, such as A4:3x7:63.5x38.1:7.2x15.1, in millimetres."),
)
@option(
    "--roll",
    type=_Roll(),
    metavar="WxH",
    help=N_("Labels of a label printer, such as 60x40: OUT holds its commands (ZPL)."),
)
@option(
    "--start",
    type=click.IntRange(1),
    default=1,
    help=N_("The first free label of the first sheet, counted row by row from 1."),
)
@option("--copies", type=click.IntRange(1, 100), default=1, help=N_("Labels for each weapon."))
@option(
    "--offset",
    type=_Offset(),
    default="0,0",
    metavar="X,Y",
    help=N_("Move everything right and down, in millimetres."),
)
@option("--dpi", type=click.IntRange(150, 1200), help=N_("Dots per inch of the printer."))
@option(
    "--calibration",
    is_flag=True,
    help=N_("Print the page that shows how far the printer is off, instead of labels."),
)
@pass_session
def labels_command(session: Session, /, out: Path, **chosen: Any) -> None:
    """Print labels, or the page by which a printer is adjusted."""
    calibration = chosen.pop("calibration")
    with signed_in(session, read_only=calibration) as services, meter() as progress:
        query = weapon_query(services, chosen)
        own_sheet, dpi = chosen.pop("own_size"), chosen.pop("dpi") or settings.load().printer_dpi
        asked = PrintLabels(out=out, query=query, own_sheet=own_sheet, dpi=dpi, **chosen)
        if calibration:
            services.documents.calibration(out, asked)
            line = tr(N_("The calibration page is in {path}."), path=clean(str(out)))
            result(session, {"path": str(out), "document": None, "weapons": 0}, [line])
            return
        done = services.documents.labels(asked, progress)
    sentence = ngettext(
        "{document}: labels for {count} weapon in {path}.",
        "{document}: labels for {count} weapons in {path}.",
        done.weapons,
    )
    line = sentence.format(
        document=done.number, count=i18n.format_number(done.weapons), path=clean(str(out))
    )
    data = {"path": str(out), "document": done.number, "weapons": done.weapons}
    result(session, data, [line])
