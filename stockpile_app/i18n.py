"""The language people read: translated texts, dates and numbers. What is stored stays ISO.

One language is in use at a time. ``install`` sets it before any window or command starts; until
then texts are English.
"""

from __future__ import annotations

import datetime as dt
import gettext as catalogues
import locale
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from babel import Locale, UnknownLocaleError
from babel import dates as babel_dates
from babel import numbers as babel_numbers

from stockpile_app import paths

DOMAIN: Final = "stockpile"
SOURCE_LANGUAGE: Final = "en"
_YEAR_WORD: Final = re.compile(r"\s*г\.$")
"""Russian ends a date with it, and a sentence that ends with a date then had two full stops."""
_DIRECTION_MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@runtime_checkable
class Message(Protocol):
    """What can be told to a person: a sentence's id, and what fills it."""

    @property
    def message_id(self) -> str:
        """The untranslated sentence."""

    @property
    def params(self) -> dict[str, object]:
        """What fills it."""


@runtime_checkable
class Wording(Protocol):
    """A text of the program's own that fills a sentence, such as the label of a code."""

    @property
    def untranslated(self) -> str:
        """The text as the catalogues know it."""


@dataclass(frozen=True, slots=True)
class _Language:
    locale: Locale
    catalogue: catalogues.NullTranslations
    right_to_left: bool = False


class _InUse:
    language = _Language(Locale(SOURCE_LANGUAGE), catalogues.NullTranslations())


def install(language: str = "", folder: Path | None = None) -> str:
    """Use ``language``, or the environment's if "", and return the code of what is now in use.

    Args:
        language: A code as ``fr``, ``pt_BR`` or ``pt-BR``. English stands in for a language that
            the program does not speak, so that dates do not speak it either.
        folder: Where the catalogues are, if not among the shipped resources.
    """
    folder = folder or paths.translations_folder()
    spoken = languages(folder)
    wanted = [language] if language else _environment()
    for code in wanted:
        found = _parsed(code)
        if found is not None and found.language in spoken:
            break
    else:
        found = Locale(SOURCE_LANGUAGE)
    catalogue = catalogues.translation(DOMAIN, folder, [str(found), found.language], fallback=True)
    _InUse.language = _Language(found, catalogue, found.text_direction == "rtl")
    return str(found)


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return the codes of the languages the program speaks, English first."""
    folder = folder or paths.translations_folder()
    found = {
        file.parent.parent.name.partition("_")[0]
        for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    }
    return (SOURCE_LANGUAGE, *sorted(found - {SOURCE_LANGUAGE}))


def native_name(code: str) -> str:
    """Return what a language is called by those who speak it."""
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]


def current_language() -> str:
    """Return the code of the language in use, as ``languages`` gives it."""
    return _InUse.language.locale.language


def current_locale() -> Locale:
    """Return the locale in use, for sorting and for what is not formatted here."""
    return _InUse.language.locale


def is_right_to_left() -> bool:
    """Whether the language in use is written from right to left."""
    return _InUse.language.right_to_left


def gettext(message: str) -> str:
    """Return ``message`` in the language in use."""
    # The empty id is the catalogue's header, never a text.
    return _InUse.language.catalogue.gettext(message) if message else ""


_ = gettext


def pgettext(context: str, message: str) -> str:
    """Return ``message`` where one English text has several meanings, told by ``context``."""
    return _InUse.language.catalogue.pgettext(context, message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a sentence for ``count`` things, with ``{count}`` still to be filled."""
    return _InUse.language.catalogue.ngettext(one, many, count)


def listed(texts: Iterable[str]) -> str:
    """Return those of the texts that say something, one after another as the language does it."""
    return pgettext("between the things of a list", ", ").join(filter(None, texts))


def clauses(texts: Iterable[str]) -> str:
    """Return those of the texts that say something, divided more than by a comma."""
    return pgettext("between clauses", "; ").join(filter(None, texts))


def stated(name: str, value: str) -> str:
    """Return what a thing is called and what is said of it: "Model: AKM"."""
    return pgettext("a name and what is said of it", "{name}: {value}").format(
        name=name, value=value
    )


def tr(message_id: str, /, **params: object) -> str:
    """Return the sentence ``message_id`` translated, its ``{names}`` filled from ``params``.

    A refusal or a ``Wording`` among the ``params`` is translated, too.
    """
    for name, value in params.items():
        if isinstance(value, Exception) and isinstance(value, Message):
            params = {**params, name: error_text(value)}
        elif isinstance(value, Wording):
            params = {**params, name: gettext(value.untranslated)}
    try:
        return gettext(message_id).format_map(params)
    except (LookupError, ValueError, AttributeError):
        # A translator's slip in a name must not hide the sentence.
        return message_id.format_map(params)


def error_text(error: Message) -> str:
    """Return what a refusal says, in the language in use."""
    return tr(error.message_id, **error.params)


def told_text(message: Message) -> str:
    """Return a sentence with its days and numbers as people of the language in use write them."""
    return tr(message.message_id, **{name: _told(each) for name, each in message.params.items()})


def _told(value: object) -> object:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return format_date(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return format_number(value)
    return value


def format_date(date: dt.date) -> str:
    """Return a date as people write it, the month in letters: 3 Mar 2026."""
    text = _seen(babel_dates.format_date(date, "medium", locale=_InUse.language.locale))
    return _YEAR_WORD.sub("", text)


def format_datetime(moment: dt.datetime, *, utc: bool = False) -> str:
    """Return an aware moment in this machine's time, or in UTC and saying so."""
    local = moment.astimezone(dt.UTC if utc else None)
    text = _seen(
        babel_dates.format_datetime(
            local.replace(tzinfo=None), "medium", locale=_InUse.language.locale
        )
    )
    return f"{text} UTC" if utc else text


def format_number(number: int) -> str:
    """Return a whole number with the separators of the language in use."""
    return _seen(babel_numbers.format_decimal(number, locale=_InUse.language.locale))


def format_scaled(number: int, decimals: int) -> str:
    """Return a whole number of thousandths, hundredths and so on with that many decimals."""
    exact = Decimal(number).scaleb(-decimals)
    shown = "#,##0." + "0" * decimals
    return _seen(babel_numbers.format_decimal(exact, format=shown, locale=_InUse.language.locale))


def format_point(text: str) -> str:
    """Return a decimal number, given in digits with a point, as people write it; "" stays ""."""
    whole, _point, decimals = text.partition(".")
    return format_scaled(int(whole + decimals), len(decimals)) if decimals else text


def _seen(text: str) -> str:
    """Return a date or number without the direction marks that some languages put into it.

    Digits keep their order without them, and a text with a character that cannot be seen is never
    recorded.
    """
    return text.translate(_DIRECTION_MARKS)


def _environment() -> list[str]:
    """Return the codes the environment asks for, most wanted first."""
    for variable in _VARIABLES:
        if value := os.environ.get(variable):
            return value.split(":")
    return [locale.getlocale()[0] or SOURCE_LANGUAGE]  # Windows


def _parsed(code: str) -> Locale | None:
    bare = code.partition(".")[0].partition("@")[0].replace("-", "_")
    try:
        return Locale.parse(bare)
    except (ValueError, UnknownLocaleError):
        return None
