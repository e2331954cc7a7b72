from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message

sys.path.append(str(Path(__file__).parents[2] / "packaging"))
import texts

TEMPLATE = texts.template()
PICTURE = re.compile(r"!\[[^]]*\]\(([^)]*)\)")


def of(original, translated):
    return list(texts.faults(Message(original, translated), 3))


def test_that_texts_of_the_program_and_of_its_data_are_translated():
    assert TEMPLATE.get("Serial number") is not None
    assert TEMPLATE.get("Physical security of a depot") is not None
    assert TEMPLATE.get("{count} day").id == ("{count} day", "{count} days")


@pytest.mark.parametrize(
    ("original", "translated"),
    [
        ("Count {left} of {all}", "De {all}, compter {left}"),
        ("&Open…", "&Ouvrir…"),
        ("R&&D", "R&&D"),
        (" and more", " et plus"),
        ("; ", "\N{NO-BREAK SPACE}; "),
        (("{n} rack", "{n} racks"), ("un râtelier", "{n} râteliers", "{n} râteliers")),
    ],
)
def test_that_what_can_stand_for_its_original_has_no_fault(original, translated):
    assert of(original, translated) == []


@pytest.mark.parametrize(
    ("original", "translated"),
    [
        ("Count {left}", "Compter {right}"),
        ("Count {left}", "Compter"),
        ("&Open", "Ouvrir"),
        ("R&&D", "R&D"),
        ("Open…", "Ouvrir"),
        ("One\nTwo", "Un Deux"),
        (" and more", "et plus"),
        (("{n} rack", "{n} racks"), ("{n} râtelier", "{n} râteliers")),
        (("{n} rack", "{n} racks"), ("{n} râtelier", "{n} râteliers", "râteliers")),
        (("{n} rack", "{n} racks"), ("{n} râtelier", "{n} râteliers", "{m} râteliers")),
    ],
)
def test_that_what_cannot_stand_for_its_original_is_named(original, translated):
    assert of(original, translated)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_that_a_language_that_is_spoken_is_spoken_throughout(language):
    wrong = list(texts.problems(language, TEMPLATE))
    assert not wrong, f"{len(wrong)} texts; run packaging/dev.py texts: {wrong[:5]}"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_that_help_is_written_as_in_english(language):
    """Headings and pictures are the same, so that no step is lost on the way."""
    folder = texts.RESOURCES / "help"
    for original in sorted((folder / "en").glob("*.md")):
        translated = folder / language / original.name
        assert translated.is_file(), f"{language}: {original.name} is missing"
        shapes = [shape(each.read_text(encoding="utf-8")) for each in (original, translated)]
        assert shapes[0] == shapes[1], f"{language}: {original.name}"


def shape(markdown):
    lines = markdown.splitlines()
    headings = [line.partition(" ")[0] for line in lines if line.startswith("#")]
    return headings, PICTURE.findall(markdown)


@pytest.mark.parametrize(
    ("french", "breaks"),
    [
        ("Lieu\u00a0: «\u00a0dépôt\u00a0»\u00a0; lequel\u00a0?", False),
        ("stockpile --register DOSSIER, à 12:30, https://example.org", False),
        ("Cliquez ici ![Résultats](../images/find.png)", False),
        ("Lieu : dépôt", True),
        ("Un dépôt ; un râtelier", True),
        ("Lequel ?", True),
        ("Attention !", True),
        ("« dépôt\u00a0»", True),
        ("«\u00a0dépôt »", True),
        ("«dépôt»", True),
    ],
)
def test_that_french_lines_do_not_end_before_a_sign(french, breaks):
    assert texts.can_break(french) is breaks


def test_that_french_pages_and_guides_have_no_break_spaces_at_signs():
    pages = [*(texts.RESOURCES / "help/fr").glob("*.md"), texts.RESOURCES / "guides/fr.yaml"]
    lines = [
        f"{page.name}:{at}: {line}"
        for page in pages
        for at, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1)
        if texts.can_break(line)
    ]
    assert len(pages) > 30
    assert not lines


def test_that_a_plain_space_at_a_sign_is_a_problem_of_french(monkeypatch, tmp_path):
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    wanted = texts.Catalog()
    wanted.add("Place: {place}")
    for language, plain in (("fr", "Lieu : {place}"), ("es", "Lugar : {place}")):
        given = texts.Catalog(locale=language)
        given.add("Place: {place}", plain)
        texts.write(language, given)
    assert len(list(texts.problems("fr", wanted))) == 1
    assert list(texts.problems("es", wanted)) == []


@pytest.mark.parametrize("folder", ["cli", "documents", "reference", "ui"])
def test_that_no_code_says_how_a_name_and_what_is_said_of_it_are_joined(folder):
    joined = re.compile(r"""f"[^"\n]*\}: [^"\n]*\{""")  # French has a space before the colon
    files = sorted((texts.CLONE / "stockpile_app" / folder).rglob("*.py"))
    found = {path.name for path in files if joined.search(path.read_text("utf-8"))}
    assert len(files) > 10
    assert found == set()
