from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from stockpile_app import i18n
from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import NotAllowed
from stockpile_app.domain.text import is_plain

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Weapon"
msgstr "Arme"

msgid "Your roles do not allow this: {act}. Ask someone who may."
msgstr "Vos rôles ne le permettent pas : {act}."

msgid "{count} weapon"
msgid_plural "{count} weapons"
msgstr[0] "{count} arme"
msgstr[1] "{count} armes"

msgid "Moved {number}."
msgstr "Déplacée {numero}."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in ("fr", "ar"):
        target = tmp_path / language / "LC_MESSAGES" / "stockpile.mo"
        target.parent.mkdir(parents=True)
        compiled = BytesIO()
        write_mo(compiled, read_po(StringIO(CATALOGUE), locale=language))
        target.write_bytes(compiled.getvalue())
    return tmp_path


@pytest.fixture(autouse=True)
def _english_after(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    yield
    i18n.install("en")


def test_that_texts_are_translated(folder: Path) -> None:
    assert i18n.install("fr", folder) == "fr"
    assert i18n._("Weapon") == i18n.gettext("Weapon") == "Arme"
    assert i18n.gettext("Rack") == "Rack"
    assert i18n.gettext("") == ""
    assert i18n.ngettext("{count} weapon", "{count} weapons", 0) == "{count} arme"
    assert i18n.ngettext("{count} weapon", "{count} weapons", 2) == "{count} armes"


def test_that_a_refusal_is_told_in_the_language_in_use(folder: Path) -> None:
    error = NotAllowed(act="{x} <b>")
    assert i18n.error_text(error) == ("Your roles do not allow this: {x} <b>. Ask someone who may.")
    i18n.install("fr", folder)
    assert i18n.error_text(error) == "Vos rôles ne le permettent pas : {x} <b>."


def test_that_a_refusal_inside_a_sentence_is_translated(folder: Path) -> None:
    i18n.install("fr", folder)
    error = NotAllowed("{file}: {problem}", file="a.csv", problem=NotAllowed(act="x"))
    assert i18n.error_text(error) == "a.csv: Vos rôles ne le permettent pas : x."


def test_that_a_wrong_name_in_a_translation_falls_back_to_english(folder: Path) -> None:
    i18n.install("fr", folder)
    assert i18n.tr("Moved {number}.", number="KE01-000123-X") == "Moved KE01-000123-X."


def test_that_a_region_keeps_its_dates(folder: Path) -> None:
    assert i18n.install("fr-CA", folder) == "fr_CA"
    assert i18n.gettext("Weapon") == "Arme"
    assert i18n.install("en_GB", folder) == "en_GB"
    assert i18n.format_date(dt.date(2026, 3, 2)) == "2 Mar 2026"
    assert i18n.format_number(1234567) == "1,234,567"


@pytest.mark.parametrize("language", ["xx", "zz_ZZ", "not a language", "../..", "de"])
def test_that_english_stands_in_for_what_is_not_spoken(folder: Path, language: str) -> None:
    assert i18n.install(language, folder) == "en"
    assert i18n.format_date(dt.date(2026, 3, 2)) == "Mar 2, 2026"


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("LANG", "fr_FR.UTF-8", "fr_FR"),
        ("LANG", "C.UTF-8", "en"),
        ("LC_ALL", "POSIX", "en"),
        ("LANGUAGE", "de:fr", "fr"),
        ("LANG", "ar@arab", "ar"),
    ],
)
def test_that_the_environment_is_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, expected: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert i18n.install(folder=folder) == expected


def test_that_an_empty_environment_gives_some_language(folder: Path) -> None:
    assert i18n.install(folder=folder)


def test_that_the_writing_direction_is_known(folder: Path) -> None:
    assert not i18n.is_right_to_left()
    i18n.install("ar", folder)
    assert i18n.is_right_to_left()
    assert i18n.current_locale().language == "ar"


def test_that_the_languages_are_listed_english_first(folder: Path) -> None:
    assert i18n.languages(folder) == ("en", "ar", "fr")
    assert i18n.languages()[0] == "en"


def test_that_a_moment_is_told_in_utc_on_request() -> None:
    moment = dt.datetime(2026, 3, 2, 23, 30, 5, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    text = i18n.format_datetime(moment, utc=True).replace("\u202f", " ")
    assert text == "Mar 2, 2026, 8:30:05 PM UTC"
    assert "UTC" not in i18n.format_datetime(moment)


def test_that_arabic_dates_and_numbers_have_no_character_that_is_not_seen(folder: Path) -> None:
    i18n.install("ar", folder)
    moment = dt.datetime(2026, 11, 27, 8, 5, tzinfo=dt.UTC)
    told = (
        i18n.format_date(moment.date()),
        i18n.format_datetime(moment),
        i18n.format_number(-1234567),
        i18n.format_scaled(-951, 1),
    )
    assert all(map(is_plain, told)), told


def test_that_words_of_the_program_in_a_refusal_are_translated_and_typed_ones_are_not() -> None:
    i18n.install("ar")
    try:
        refused = i18n.error_text(NotAllowed(act=Permission.TRACE.label))
        typed = i18n.error_text(NotAllowed(act="keep trace files"))
    finally:
        i18n.install("en")
    assert "keep trace files" not in refused
    assert "keep trace files" in typed
