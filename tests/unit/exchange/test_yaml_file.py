"""Lists that an administrator edits: what a file may say, and how it is told what it may not."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.text import is_plain
from stockpile_app.exchange.yaml_file import load_yaml, yaml_text


def written(folder, text):
    path = folder / "list.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def laughs(levels=12):
    """Return a few lines that stand for nine to the power of ``levels`` words."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, levels)]
    return "\n".join(lines)


HOSTILE = {
    "billion laughs": (laughs(), "references"),
    "an anchor": ("a: &x 1", "references"),
    "a list within itself": ("&a [*a]", "references"),
    "a merge": ("a: &a {x: 1}\nb: {<<: *a}", "references"),
    "an object": ("!!python/object/apply:os.system ['id']", "tags"),
    "an object by its whole name": ("!<tag:yaml.org,2002:python/name:os.system> x", "tags"),
    "a tag that fits nothing": ('!!int ""', "tags"),
    "a time that is none": ("!!timestamp x", "tags"),
    "a list as a key": ("{[a]: b}", "a key has to be a word"),
    "a key given twice": ("a: 1\nb:\n  c: 1\n  c: 2", "Look at line 4: “c” is given twice"),
    "a number to the base of sixty": ("a: 1" + ":1" * 120_000, "number is too long"),
    "a number of a quarter of a million digits": ("a: " + "9" * 250_000, "number is too long"),
    "a hexadecimal one": ("a: 0x" + "f" * 250_000, "number is too long"),
    "a broken one": ("a: 1" + ":1" * 20_000 + ".5", "number is too long"),
    "lists in lists": ("[" * 100_000, "cannot be read as YAML"),
    "lines in lines": ("- " * 100_000, "cannot be read as YAML"),
    "maps in maps": ("{a: " * 50_000, "cannot be read as YAML"),
    "the thirtieth of February": ("a: 2026-02-30", "cannot be read as YAML"),
    "a day of the year nought": ("a: 0000-00-00", "cannot be read as YAML"),
    "NUL": ("a\0b", "cannot be read as YAML"),
    "no UTF-8": (b"a: \xe9", "UTF-8"),
    "UTF-16": ("a: b".encode("utf-16"), "UTF-8"),
    "several documents": ("---\na\n---\nb", "another document"),
    "a quote that is not closed": ('"' + "\\" * 1001, "cannot be read as YAML"),
    "more than a list can be": ("#" * 300_000, "larger than 256 KB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_that_a_hostile_list_is_refused_in_a_sentence(name, tmp_path):
    text, said = HOSTILE[name]
    path = written(tmp_path, text)
    with pytest.raises(BadFile, match=r"list\.yaml") as refused:
        load_yaml(path)
    assert said in str(refused.value)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("text", ["a: b", "\ufeffa: b", "a: b\r\n", "'a': \"b\"", "! a: ! b"])
def test_that_a_plain_list_is_read(text, tmp_path):
    assert load_yaml(written(tmp_path, text)) == {"a": "b"}


WORDS = st.text(max_size=20).filter(is_plain)  # as they are cleaned before they are written
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner),
    max_leaves=12,
)


@given(VALUES)
def test_that_what_is_written_is_read_back(tmp_path_factory, value):
    path = written(tmp_path_factory.getbasetemp(), yaml_text(value))
    assert load_yaml(path) == value


def test_that_the_same_list_twice_is_written_out(tmp_path):
    shared = ["one", "two"]
    text = yaml_text({"a": shared, "b": shared})
    assert "&" not in text
    assert load_yaml(written(tmp_path, text)) == {"a": shared, "b": shared}


@given(st.binary(max_size=80) | st.text("&*!{}[]:-?,|>'\"%@ \n\tabc01._<=~", max_size=60))
def test_that_anything_is_a_list_or_a_sentence(tmp_path_factory, content):
    with suppress(BadFile):
        load_yaml(written(tmp_path_factory.getbasetemp(), content))
