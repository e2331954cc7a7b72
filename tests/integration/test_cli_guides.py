from __future__ import annotations

import json
import re

import pypdfium2
import pytest

from stockpile_app.cli import main
from stockpile_app.cli.options import Around
from stockpile_app.domain.access import Role
from stockpile_app.paths import resources_folder
from stockpile_app.reference.guides import Key


def keys() -> dict[str, Key]:
    return {name: Key(name.title(), "Ctrl+9") for name in (*_NAMES, "find")}


_NAMES = set(re.findall(r"\{(\w+)\}", (resources_folder() / "guides/en.yaml").read_text("utf-8")))


@pytest.mark.parametrize("role", [each.value for each in Role])
def test_that_a_guide_is_written_without_a_register(tmp_path, capsys, role):
    out = tmp_path / "guide.pdf"
    arguments = ["guide", role, str(out), "--page", "letter", "--json"]
    assert main.run(arguments, lambda _: 0, around=Around(keys=keys)) == 0
    assert json.loads(capsys.readouterr().out) == {"path": str(out), "role": role, "pages": 2}
    document = pypdfium2.PdfDocument(out.read_bytes())
    assert len(document) == 2
    text = document[1].get_textpage().get_text_bounded()
    assert "Ctrl+9" in text
    document.close()


def test_that_a_role_that_is_not_known_is_named(tmp_path, capsys):
    out = tmp_path / "guide.pdf"
    assert main.run(["guide", "king", str(out)], lambda _: 0) == main.USAGE
    assert "storekeeper" in capsys.readouterr().err
    assert not out.exists()
