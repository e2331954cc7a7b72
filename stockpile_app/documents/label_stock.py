"""Sheets of labels: the shipped ones, which are data, and a user's own size."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.text import N_
from stockpile_app.paths import resources_folder

OWN: Final = "own"
_SMALLEST_MM: Final = (20.0, 10.0)
_TOLERANCE_MM: Final = 0.05


@dataclass(frozen=True, slots=True)
class LabelStock:
    """A sheet of equal labels. All lengths in millimetres, (horizontal, vertical).

    Attributes:
        code: What the settings remember and the command line takes.
        margin: From the left and top edge of the page to the first label.
        pitch: From the left and top edge of a label to the next one's.

    Raises:
        BadValue: The labels overlap, or do not fit the page.
    """

    code: str
    name: str
    page: str
    grid: tuple[int, int]
    label: tuple[float, float]
    margin: tuple[float, float]
    pitch: tuple[float, float]

    def __post_init__(self) -> None:
        if self.page not in PAGE_SIZES_MM:
            raise BadValue(
                N_("The page size “{page}” is not known; choose {known}."),
                "page",
                page=self.page,
                known=", ".join(PAGE_SIZES_MM),
            )
        if not all(map(math.isfinite, (*self.label, *self.margin, *self.pitch))):
            raise BadValue(N_("A size has to be a number of millimetres."), "label")
        if min(self.grid) < 1:
            raise BadValue(N_("A sheet needs at least one column and one row of labels."), "grid")
        if self.label[0] < _SMALLEST_MM[0] or self.label[1] < _SMALLEST_MM[1]:
            raise BadValue(
                N_("A label of {width} × {height} mm is too small for a bar code."),
                "label",
                width=self.label[0],
                height=self.label[1],
            )
        for axis in (0, 1):
            self._check_axis(axis)

    @property
    def per_sheet(self) -> int:
        """How many labels are on a sheet."""
        return self.grid[0] * self.grid[1]

    @property
    def page_mm(self) -> tuple[float, float]:
        """Width and height of the page."""
        return PAGE_SIZES_MM[self.page]

    def corner_mm(self, position: int) -> tuple[float, float]:
        """Return the top left corner of a label, from the top left of the page.

        Args:
            position: From 0, row by row.
        """
        row, column = divmod(position, self.grid[0])
        return self.margin[0] + column * self.pitch[0], self.margin[1] + row * self.pitch[1]

    def _check_axis(self, axis: int) -> None:
        count, length, margin = self.grid[axis], self.label[axis], self.margin[axis]
        if margin < 0:
            raise BadValue(N_("A margin cannot be negative."), "margin")
        if count > 1 and self.pitch[axis] < length - _TOLERANCE_MM:
            raise BadValue(
                N_(
                    "The labels overlap: from one to the next it is {pitch} mm, but a label takes"
                    " {length} mm."
                ),
                "pitch",
                pitch=self.pitch[axis],
                length=length,
            )
        needed = margin + (count - 1) * self.pitch[axis] + length
        if needed > self.page_mm[axis] + _TOLERANCE_MM:
            raise BadValue(
                N_(
                    "The labels do not fit the page: they need {needed} mm with the margin, and"
                    " {page} has {available} mm. Change the number, the size or the margin."
                ),
                "grid",
                needed=round(needed, 1),
                page=self.page,
                available=self.page_mm[axis],
            )


def own_stock(
    page: str,
    grid: tuple[int, int],
    label: tuple[float, float],
    margin: tuple[float, float],
    pitch: tuple[float, float] | None = None,
) -> LabelStock:
    """Return a sheet of the user's own size; without a pitch the labels touch.

    Raises:
        BadValue: The labels overlap, or do not fit the page.
    """
    return LabelStock(OWN, OWN, page, grid, label, margin, pitch or label)


@cache
def label_stocks(path: Path | None = None) -> Mapping[str, LabelStock]:
    """Return the known sheets by code, in the order of the file.

    Raises:
        BadFile: The file of label sheets cannot be read.
    """
    path = path or resources_folder() / "labels" / "stocks.yaml"
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))["stocks"]
        stocks = [_stock(entry) for entry in listed]
    except (OSError, yaml.YAMLError, BadValue, KeyError, TypeError, ValueError) as error:
        raise BadFile(
            N_("The list of label sheets “{path}” cannot be used: {reason}"),
            path=path,
            reason=error,
        ) from error
    return {stock.code: stock for stock in stocks}


def label_stock(code: str) -> LabelStock:
    """Return a known sheet.

    Raises:
        BadValue: No sheet has this code.
    """
    stocks = label_stocks()
    try:
        return stocks[code]
    except KeyError:
        raise BadValue(
            N_("The label sheet “{code}” is not known; choose one of {known}."),
            "stock",
            code=code,
            known=", ".join(stocks),
        ) from None


def _stock(entry: Mapping[str, Any]) -> LabelStock:
    columns, rows = entry["grid"]
    return LabelStock(
        code=str(entry["code"]),
        name=str(entry["name"]),
        page=str(entry["page"]),
        grid=(int(columns), int(rows)),
        label=_pair(entry["label"]),
        margin=_pair(entry["margin"]),
        pitch=_pair(entry["pitch"]),
    )


def _pair(values: Any) -> tuple[float, float]:
    first, second = values
    return float(first), float(second)
