from __future__ import annotations

import os
import sys
import threading

import pytest

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Cancelled, NoProgress
from stockpile_app.exchange import label_device
from stockpile_app.exchange.label_device import LabelDevice, LabelPrinterFailed
from tests.builders import CancelAfter

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes with a name")
LABELS = [f"^XA{number:06}".encode() * 2000 + b"^XZ\n" for number in range(6)]


@pytest.fixture
def pipe(tmp_path):
    """A pipe with a name: it behaves like the device of a printer."""
    path = tmp_path / "lp0"
    os.mkfifo(path)
    return path


def test_that_every_byte_reaches_a_slow_printer(pipe):
    got = bytearray()

    def printing() -> None:
        with pipe.open("rb") as printer:
            while piece := printer.read(1000):
                got.extend(piece)

    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # so that it is there when we begin
    printer = threading.Thread(target=printing)
    printer.start()
    device = LabelDevice(str(pipe))
    assert device.send(LABELS, NoProgress()) == len(LABELS)
    os.close(reader)
    printer.join()
    assert bytes(got) == b"".join(LABELS)


def test_that_a_printer_that_takes_nothing_more_can_be_left(pipe, monkeypatch):
    monkeypatch.setattr(label_device, "_PATIENCE_S", 0.01)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    device = LabelDevice(str(pipe))
    with pytest.raises(Cancelled):
        device.send(LABELS, CancelAfter(20))
    assert 0 < device.sent < len(LABELS)
    os.close(reader)


def test_that_a_printer_that_goes_away_says_how_far_it_came(pipe, monkeypatch):
    monkeypatch.setattr(label_device, "_PATIENCE_S", 0.01)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    device = LabelDevice(str(pipe))

    class Unplugs:
        def report(self, done: int, total: int, text: str = "") -> None:
            if done == 2:
                os.close(reader)

    with pytest.raises(LabelPrinterFailed, match="stopped after 2 of 6 labels"):
        device.send(LABELS, Unplugs())
    assert device.sent == 2


def test_that_a_full_device_is_said():
    device = LabelDevice("/dev/full")
    with pytest.raises(LabelPrinterFailed, match="after 0 of 6 labels"):
        device.send(LABELS, NoProgress())


@pytest.mark.parametrize("name", ["nothing", "pipe", "file", "", "a\0b"])
def test_that_what_is_no_printer_is_said_in_a_sentence(tmp_path, pipe, name):
    (tmp_path / "file").write_bytes(b"mine")
    paths = {"pipe": str(pipe), "": str(tmp_path), "a\0b": "a\0b"}
    with pytest.raises(BadValue) as refused:
        LabelDevice(paths.get(name, str(tmp_path / name))).send(LABELS, NoProgress())
    assert refused.value.field == "device"
    assert (tmp_path / "file").read_bytes() == b"mine"
    assert not (tmp_path / "nothing").exists()
