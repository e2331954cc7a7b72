"""Catalogues of translations: what is to be translated, what is, and what the program reads.

Run in the environment of ``.venv`` (``dev.py texts`` does):

    texts.py update     put new texts into each .po file, and take out those that are gone
    texts.py check      say what is not translated, or not as it must be
    texts.py compile    make the .mo files that the program reads, where a .po file is newer
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

CLONE = Path(__file__).resolve().parent.parent
RESOURCES = CLONE / "resources"
FOLDER = RESOURCES / "translations"
LANGUAGES = ("ar", "es", "fr", "pt", "ru")
"""Languages that the program speaks, beside English."""
UNFINISHED: tuple[str, ...] = ()
"""Languages that are being translated: nobody is shown half of one."""

_KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "tr": None}
_IN_DATA = {
    "checklists/depot-security.yaml": {"title", "text", "evidence"},
    "disposal/methods.yaml": {
        *("title", "equipment", "energy", "emissions", "residues", "further"),
        *("environment_note", "excluded"),
    },
    "glossary/terms.yaml": {"term", "meaning"},
    "labels/stocks.yaml": {"name"},
    "marking/profiles.yaml": {"title", "notes"},
    "reports/poa-iti.yaml": {"title", "section", "text", "hint", "source"},
    "training/topics.yaml": {"name"},
}
"""Files of reference data, and the keys whose texts people read."""

_BREAKING = re.compile(
    r"(?<=\S) (?=[:;?»]|!(?!\[))|«(?!\N{NO-BREAK SPACE})|(?<!\N{NO-BREAK SPACE})»"
)
"""Where a French line could end before a sign that belongs to the word; ``![`` is a picture."""
_BLANKS = " \t\n"
"""White space that one text has where the other has it; a no-break space is the language's own."""
_PLACES = re.compile(r"\{[^{}]*\}")
_ALT = re.compile(r"&(?=[^\s&])")
_ESCAPED = re.compile(r"&&")


def template() -> Catalog:
    """Return every text of the program and of its reference data, with the files it stands in."""
    catalog = Catalog(project="Stockpile")
    found = extract_from_dir(
        CLONE / "stockpile_app", [("**.py", "python")], keywords=_KEYWORDS, comment_tags=("Says:",)
    )
    for file, _line, text, comments, context in found:
        catalog.add(text, locations=[(file, 1)], auto_comments=comments, context=context)
    for path in sorted((CLONE / "stockpile_app").rglob("*.py")):
        for text in _within_texts(path):
            catalog.add(text, locations=[(str(path.relative_to(CLONE / "stockpile_app")), 1)])
    for name, keys in _IN_DATA.items():
        content = yaml.safe_load((RESOURCES / name).read_text(encoding="utf-8"))
        for text in _texts(content, keys):
            catalog.add(text, locations=[(name, 1)])
    return catalog


def _within_texts(path: Path) -> Iterator[str]:
    """Yield what is translated within an f-string, which Babel takes for one word."""
    for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(each, ast.FormattedValue):
            continue
        for call in ast.walk(each.value):
            match call:
                case ast.Call(ast.Name("_"), [ast.Constant(str(text)), *_]):
                    yield text


def _texts(content: object, keys: set[str], key: str = "") -> Iterator[str]:
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _texts(value, keys, str(name))
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value, keys, key)
    elif isinstance(content, str) and content and key in keys:
        # sources are shown one by one, as source_words divides them
        yield from content.split("; ") if key == "source" else (content,)


def path_of(language: str) -> Path:
    """Return where the catalogue of a language is."""
    return FOLDER / language / "LC_MESSAGES" / "stockpile.po"


def read(language: str) -> Catalog:
    """Return the catalogue of a language, empty where there is none yet."""
    path = path_of(language)
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(language: str, catalog: Catalog) -> None:
    """Write a catalogue in an order and with a head that change only where the texts do."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.header_comment = f"# Stockpile in {catalog.locale.english_name}."
    catalog.fuzzy = False
    with path.open("wb") as file:
        write_po(
            file,
            catalog,
            width=100,
            no_location=True,
            omit_header=False,
            sort_output=True,
            ignore_obsolete=True,
        )
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(_UNSTABLE)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


_UNSTABLE = tuple(
    f'"{name}:'
    for name in (
        *("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team"),
        *("Generated-By", "Report-Msgid-Bugs-To", "Project-Id-Version"),
    )
)


def update() -> int:
    """Bring each catalogue up to the texts of today; a guess at a changed text is never made."""
    wanted = template()
    for language in (*LANGUAGES, *UNFINISHED):
        catalog = read(language)
        catalog.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
        catalog.obsolete.clear()
        write(language, catalog)
        left = sum(1 for each in catalog if each.id and not _is_done(each))
        print(f"{language}: {len(catalog)} texts, {left} to translate")
    return 0


def check() -> int:
    """Print what is wrong and return 1 if anything is."""
    bad = [line for language in LANGUAGES for line in problems(language, template())]
    print("\n".join(bad) or "All texts are translated.")
    return int(bool(bad))


def compile_all() -> int:
    """Make each .mo file that is missing or older than its .po file."""
    for language in LANGUAGES:
        source, target = path_of(language), path_of(language).with_suffix(".mo")
        if not source.is_file():
            continue
        if not target.is_file() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            with target.open("wb") as file:
                write_mo(file, read(language))
    return 0


def problems(language: str, wanted: Catalog) -> Iterator[str]:
    """Yield a line for each text that is missing or cannot stand for its original."""
    catalog = read(language)
    for message in wanted:
        if not message.id:
            continue
        name = message.id if isinstance(message.id, str) else message.id[0]
        found = catalog.get(name, message.context)
        if found is None or not _is_done(found):
            yield f"{language}: not translated: {name!r}"
            continue
        for fault in faults(found, catalog.num_plurals):
            yield f"{language}: {fault}: {name!r}"
        if language == "fr" and any(map(can_break, _strings(found))):
            yield f"{language}: no no-break space at a sign: {name!r}"


def can_break(french: str) -> bool:
    """Return whether a French text has no no-break space before : ; ! ? » or after «."""
    return _BREAKING.search(french) is not None


def faults(message: Message, plurals: int) -> Iterator[str]:
    """Yield what keeps a translation from standing for its original."""
    if isinstance(message.id, str):
        yield from _differences(message.id, str(message.string))
        return
    one, many = message.id
    forms = list(message.string)
    if len(forms) != plurals:
        yield f"{len(forms)} plural forms where {plurals} are needed"
    for form in forms:
        # "one weapon" may be said without a figure; a name that nobody fills may not be there
        if not set(_PLACES.findall(form)) <= set(_PLACES.findall(one + many)):
            yield "unknown names in braces"
    if set(_PLACES.findall(many)) - set(_PLACES.findall(forms[-1])):
        yield "names in braces are missing"


def _differences(original: str, translated: str) -> Iterator[str]:
    if sorted(_PLACES.findall(original)) != sorted(_PLACES.findall(translated)):
        yield "other names in braces"
    if _alts(original) != _alts(translated):
        yield "another number of Alt keys (&)"
    if original.count("\n") != translated.count("\n"):
        yield "another number of lines"
    for edge in (_start, _end):
        if edge(original) != edge(translated):
            yield "other white space at an end"
    if original.rstrip().endswith("…") != translated.rstrip().endswith("…"):
        yield "an ellipsis (…) more or less"


def _alts(text: str) -> int:
    return len(_ALT.findall(_ESCAPED.sub("", text)))


def _start(text: str) -> str:
    return text[: len(text) - len(text.lstrip(_BLANKS))]


def _end(text: str) -> str:
    return text[len(text.rstrip(_BLANKS)) :]


def _is_done(message: Message) -> bool:
    if message.fuzzy or not message.string:
        return False
    return all(_strings(message))


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


_COMMANDS: dict[str, Callable[[], int]] = {
    "update": update,
    "check": check,
    "compile": compile_all,
}


if __name__ == "__main__":
    command = _COMMANDS.get(sys.argv[1] if len(sys.argv) == 2 else "")
    sys.exit(command() if command else __doc__)
