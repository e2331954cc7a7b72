"""The questions of the national report as data: two numberings, own words, and how sure we are.

``resources/reports/poa-iti.yaml`` explains the fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Final

import msgspec

from stockpile_app.domain.checklists import Sure
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.text import N_, clean_all
from stockpile_app.domain.tracing_vocabulary import ContactInstrument
from stockpile_app.domain.vocabulary import Category

MOST_QUESTIONS: Final = 200
_UNKNOWN: Final = "unknown"

Code = Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9_-]{0,39}$")]
Title = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Text = Annotated[str, msgspec.Meta(max_length=400)]


class Numbering(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way in which the questions were numbered."""

    code: Code
    title: Title


class CategoryGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Categories of weapons that are counted in one line."""

    code: Code
    title: Title
    holds: Annotated[tuple[Category, ...], msgspec.Meta(min_length=1)]


class DestructionLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of destruction that the report knows; ``methods`` are codes of disposal methods."""

    code: Code
    title: Title
    methods: tuple[str, ...] = ()


class SecurityLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A subject of the security of stocks; ``poa`` is what groups of check lists name it by."""

    code: Code
    title: Title
    poa: Title


class SecurityRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a depot meets a subject: the least percentage of its questions, and no critical "no".

    Attributes:
        critical: Questions that are critical up to this level must be answered with yes.
    """

    percent: Annotated[int, msgspec.Meta(ge=0, le=100)]
    critical: Annotated[int, msgspec.Meta(ge=0, le=3)]
    source: Text
    sure: Sure


class ReportQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question.

    Attributes:
        numbers: Its number in each numbering that asks it.
        text: In our own words.
        figures: Keys of the figures that answer it; none where it is answered in words.
        source: Where its number was read.
        hint: What to write, where it is answered in words.
        contact: Answered by the country's own office for this instrument, from the directory.
    """

    key: Code
    section: Title
    numbers: dict[str, str]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=600)]
    figures: tuple[Code, ...] = ()
    source: Text = ""
    sure: Sure
    hint: Text = ""
    contact: ContactInstrument | None = None


class ReportTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version of the questions."""

    id: Code
    version: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    title: Title
    numberings: Annotated[tuple[Numbering, ...], msgspec.Meta(min_length=1, max_length=8)]
    categories: Annotated[tuple[CategoryGroup, ...], msgspec.Meta(min_length=1)]
    destruction: Annotated[tuple[DestructionLine, ...], msgspec.Meta(min_length=1)]
    security: Annotated[tuple[SecurityLine, ...], msgspec.Meta(min_length=1)]
    security_rule: SecurityRule
    sdg_arms: Annotated[tuple[Acquisition, ...], msgspec.Meta(min_length=1)]
    questions: Annotated[
        tuple[ReportQuestion, ...], msgspec.Meta(min_length=1, max_length=MOST_QUESTIONS)
    ]

    def numbering(self, code: str) -> Numbering:
        """Return a numbering.

        Raises:
            BadValue: There is none of this code.
        """
        for each in self.numberings:
            if each.code == code:
                return each
        raise BadValue(
            N_("The template has no numbering “{code}”; it has {known}."),
            "numbering",
            code=code,
            known=", ".join(each.code for each in self.numberings),
        )

    def question(self, key: str) -> ReportQuestion | None:
        """Return a question."""
        return next((each for each in self.questions if each.key == key), None)

    def asked(self, numbering: str) -> Iterator[ReportQuestion]:
        """Yield what is asked: questions of this numbering, then those it has no number for."""
        yield from (each for each in self.questions if numbering in each.numbers)
        yield from (each for each in self.questions if numbering not in each.numbers)

    def group_of(self, category: Category | str | None) -> str:
        """Return the code of the group that a category is counted in."""
        for each in self.categories:
            if category in each.holds:
                return each.code
        return _UNKNOWN

    def knows_group(self, code: str) -> bool:
        """Whether cells may have this category."""
        return code == _UNKNOWN or any(each.code == code for each in self.categories)

    def destruction_of(self, method: str) -> str:
        """Return the code of the way of destruction that a disposal method is reported as."""
        for each in self.destruction:
            if method in each.methods:
                return each.code
        return self.destruction[-1].code


def parse_template(data: object) -> ReportTemplate:
    """Return the template that plain values describe.

    Raises:
        BadValue: Something is missing, unknown, twice there or out of range; says what.
    """
    try:
        template = msgspec.convert(clean_all(data), ReportTemplate)
    except msgspec.ValidationError as error:
        raise BadValue(N_("The template cannot be used: {detail}."), detail=str(error)) from error
    _check(template)
    return template


def _check(template: ReportTemplate) -> None:
    _once("numberings", (each.code for each in template.numberings))
    _once("categories", (each.code for each in template.categories))
    _once("categories", (each.value for group in template.categories for each in group.holds))
    _once("destruction", (each.code for each in template.destruction))
    _once("destruction", (code for each in template.destruction for code in each.methods))
    _once("security", (each.code for each in template.security))
    _once("questions", (each.key for each in template.questions))
    for numbering in template.numberings:
        asked = (each.numbers.get(numbering.code, "") for each in template.questions)
        _once("numbers", filter(None, asked))
    known = {each.code for each in template.numberings}
    for each in template.questions:
        if not set(each.numbers) <= known:
            raise BadValue(
                N_("{item}: a number is given in a numbering that the template does not have."),
                "numbers",
                item=each.key,
            )
    if any(each.code == _UNKNOWN for each in template.categories):
        raise BadValue(N_("No category may have the code “{code}”."), "categories", code=_UNKNOWN)


def _once(name: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise BadValue(N_("“{name}”: “{code}” is there twice."), name, name=name, code=code)
        seen.add(code)
