from __future__ import annotations

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops

from stockpile_app import i18n
from stockpile_app.documents.labels import LabelData, LabelLine, LabelRun
from stockpile_app.documents.zpl import END, _packed, _unpacked, drawn, write_zpl, zpl_preview
from stockpile_app.domain.documents import LabelPaper, LabelRoll
from stockpile_app.domain.errors import BadValue
from tests.unit.documents.material import weapon


def label(code: str = "KE01000001X", *texts: str) -> LabelData:
    return LabelData(code, (LabelLine(code, 1.65, whole=True), *map(LabelLine, texts)))


@pytest.fixture
def in_language():
    yield i18n.install
    i18n.install("en")


ROLL = LabelRoll()


def commands(roll: LabelRoll = ROLL, dpi: int = 203, **run: int) -> bytes:
    (made,) = write_zpl([label("KE01000001X", "AKM")], roll, LabelRun(dpi=dpi, **run))
    return made


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_that_bars_are_whole_dots_and_read_as_the_number(in_language, dpi, language):
    in_language(language)
    picture = drawn(commands(dpi=dpi))
    assert [each.text for each in zxingcpp.read_barcodes(picture.convert("L"))] == ["KE01000001X"]
    assert picture.height == round(40 * dpi / 25.4)
    row = picture.crop((0, picture.height * 4 // 5, picture.width, picture.height * 4 // 5 + 1))
    edges = [at for at, level in enumerate(row.tobytes("raw", "L")) if not level]
    runs, start = [], edges[0]
    for before, after in zip(edges, [*edges[1:], -1], strict=True):
        if after != before + 1:
            runs.append(before + 1 - start)
            start = after
    thinnest = min(runs)
    assert thinnest / dpi * 25.4 >= 0.19
    assert all(width % thinnest == 0 for width in runs)


def test_that_the_preview_shows_the_dots_that_are_sent():
    roll = LabelRoll(width=75, height=30)
    made = list(write_zpl([label(), label("KE01000002V", "Ж&")], roll, LabelRun(dpi=300)))
    document = pypdfium2.PdfDocument(zpl_preview(made, roll, 300))
    assert len(document) == 2
    for page, sent in zip(document, made, strict=True):
        shown = page.render(scale=300 / 72, grayscale=True).to_pil()
        assert shown.size == (round(75 / 25.4 * 300), round(30 / 25.4 * 300))
        ours = drawn(sent).crop((0, 0, *shown.size)).convert("L")
        different = ImageChops.difference(shown.point(lambda level: 255 * (level > 127)), ours)
        assert different.getbbox() is None
        page.close()
    document.close()


def test_that_settings_become_commands():
    said = commands(
        LabelRoll(paper=LabelPaper.CONTINUOUS, gap=4, darkness=7, speed=3), dpi=203, copies=5
    ).decode()
    assert said.startswith("~SD07\n^XA\n^MNN\n^PR3\n^PW480^LL352")
    assert said.endswith("^PQ5\n^XZ\n")
    plain = commands().decode()
    assert plain.startswith("^XA\n^MNY\n^PW480^LL320")
    assert "^PR" not in plain
    assert commands(LabelRoll(paper=LabelPaper.MARK)).startswith(b"^XA\n^MNM")


def test_that_no_text_becomes_a_command():
    hostile = LabelData.of(weapon(1, serial="^XA^JUF", model="~JA^XZ", store="é"))
    (made,) = write_zpl([hostile], LabelRoll(), LabelRun())
    assert made.count(b"^XA") == made.count(b"^XZ") == 1
    assert made.endswith(END)
    assert b"JUF" not in made
    assert b"~" not in made


def test_that_many_labels_are_made_one_by_one():
    many = [label(f"KE01{number:06}X") for number in range(205)]
    made = list(write_zpl(many, LabelRoll(width=50, height=25), LabelRun()))
    assert len(made) == 205
    last = zxingcpp.read_barcodes(drawn(made[-1]).convert("L"))
    assert [each.text for each in last] == ["KE01000204X"]


@pytest.mark.parametrize("row", ["00", "0F", "FF", "A5"])
@pytest.mark.parametrize("across", [1, 7, 60, 300])
def test_that_what_is_packed_is_unpacked(row, across):
    rows = bytes.fromhex(row) * across * 3 + bytes(across) + bytes.fromhex("81") * across
    assert _unpacked(_packed(rows, across), across) == rows


def test_that_a_picture_of_repeated_rows_is_packed_small():
    assert _packed(b"\xff" * 50 + b"\xff" * 50, 50) == "kF:"
    assert _packed(b"\x00" * 50, 50) == ","
    assert Image.frombytes("1", (8, 1), _unpacked("01", 1)).getpixel((7, 0))


@pytest.mark.parametrize(
    ("field", "roll"),
    [
        ("stock", LabelRoll(width=22, height=15)),
        ("label", LabelRoll(width=10, height=15)),
        ("grid", LabelRoll(width=300, height=15)),
        ("darkness", LabelRoll(darkness=31)),
        ("speed", LabelRoll(speed=0)),
        ("gap", LabelRoll(gap=-1)),
    ],
)
def test_that_settings_that_cannot_be_are_named(field, roll):
    with pytest.raises(BadValue) as refused:
        list(write_zpl([label()], roll, LabelRun()))
    assert refused.value.field == field


def test_that_no_label_at_all_is_said():
    with pytest.raises(BadValue, match="Nothing was chosen"):
        list(write_zpl([], LabelRoll(), LabelRun()))
