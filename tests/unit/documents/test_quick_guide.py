from __future__ import annotations

import io
import re

import pypdfium2
import pytest
import yaml
import zxingcpp

from stockpile_app import i18n
from stockpile_app.documents.quick_guide import write_quick_guide
from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.domain.access import Role
from stockpile_app.domain.command_codes import CommandCode
from stockpile_app.paths import resources_folder
from stockpile_app.reference.guides import Guide, Key, guide

LANGUAGES = ("en", "fr", "pt", "ru", "ar", "es")
FOLDER = resources_folder() / "guides"


@pytest.fixture(params=LANGUAGES)
def language(request):
    i18n.install(request.param)
    yield request.param
    i18n.install("en")


def guide_of(role: Role) -> Guide:
    named = _names((FOLDER / "en.yaml").read_text("utf-8"))
    shown = yaml.safe_load((FOLDER / "roles.yaml").read_text("utf-8"))
    named |= {each for roles in shown.values() for each in roles["keys"]}
    return guide(role, {name: Key(f"Find or run {name}", "Ctrl+Alt+Shift+W") for name in named})


def made(role: Role, page: str = "A4") -> pypdfium2.PdfDocument:
    out = io.BytesIO()
    write_quick_guide(out, guide_of(role), page)
    return pypdfium2.PdfDocument(out.getvalue())


@pytest.mark.parametrize("page", PAGE_SIZES_MM)
def test_that_every_guide_fits_two_pages_in_letters_that_can_be_read(language, page):
    for role in Role:
        document = made(role, page)
        assert len(document) == 2, role
        for sheet in document:
            text = sheet.get_textpage()
            lowest = min(text.get_rect(at)[1] for at in range(text.count_rects()))
            assert lowest >= 20, (role, "runs over the foot")
            heights = [box[3] - box[1] for box in map(text.get_rect, range(text.count_rects()))]
            assert sorted(heights)[len(heights) // 2] > 5, (role, "too small to be read")
            sheet.close()
        document.close()


def test_that_every_language_says_the_same_task_by_task(language):
    english = yaml.safe_load((FOLDER / "en.yaml").read_text("utf-8"))
    words = yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))
    assert list(words) == list(english)
    for role, said in english.items():
        ours = words[role]
        assert list(ours) == list(said)
        assert len(ours["refusals"]) == len(said["refusals"])
        assert len(ours["ask"]) == len(said["ask"])
        for task, theirs in zip(ours.get("tasks", ()), said.get("tasks", ()), strict=True):
            assert [_names(step) for step in task["steps"]] == [
                _names(step) for step in theirs["steps"]
            ]


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_that_there_is_a_picture_for_every_task():
    shown = yaml.safe_load((FOLDER / "roles.yaml").read_text("utf-8"))
    words = yaml.safe_load((FOLDER / "en.yaml").read_text("utf-8"))
    assert set(shown) == {role.value for role in Role} == set(words) - {"common"}
    for role, of in shown.items():
        assert len(of["pictures"]) == len(words[role]["tasks"])
        assert all((FOLDER / "pictures" / f"{each}.png").is_file() for each in of["pictures"])


@pytest.mark.parametrize("role", [Role.STOREKEEPER, Role.DEPOT_MANAGER])
def test_that_the_command_codes_on_a_guide_are_read(language, role):
    document = made(role)
    picture = document[1].render(scale=300 / 72, grayscale=True).to_pil()
    found = {code.text for code in zxingcpp.read_barcodes(picture)}
    assert found == {command.value for command in CommandCode}
    document.close()


def test_that_the_same_guide_gives_the_same_bytes():
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        write_quick_guide(out, guide_of(Role.INSPECTOR), "Letter")
    assert first.getvalue() == second.getvalue()
