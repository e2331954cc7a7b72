from __future__ import annotations

import io
import wave

import pytest

from stockpile_app.settings import ScanEnd, Settings
from stockpile_app.ui.memory import memory
from stockpile_app.ui.scan_burst import ScanRules
from stockpile_app.ui.scanning import Scanning
from stockpile_app.ui.sounds import BEEPS, Sounds, _ProgramPlayer, recording, system_player
from stockpile_app.ui.tones import Tone

HEARD = [tone for tone in Tone if tone is not Tone.NEUTRAL]


class Player:
    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.played: list[str] = []

    def play(self, path) -> bool:
        self.played.append(path.name)
        assert path.stat().st_size > 1000
        return self.works


def loudest(content: bytes) -> int:
    with wave.open(io.BytesIO(content)) as file:
        frames = memoryview(file.readframes(file.getnframes())).cast("h")
    return max(map(abs, frames))


def test_that_each_answer_sounds_otherwise_and_is_short():
    sounds = {tone: recording(tone, 70) for tone in HEARD}
    assert len(set(sounds.values())) == len(HEARD)
    for content in sounds.values():
        with wave.open(io.BytesIO(content)) as file:
            assert 0.1 < file.getnframes() / file.getframerate() < 1.0


def test_that_a_sound_begins_and_ends_without_a_crack():
    for tone in HEARD:
        with wave.open(io.BytesIO(recording(tone, 100))) as file:
            frames = memoryview(file.readframes(file.getnframes())).cast("h")
        assert abs(frames[0]) < 300
        assert abs(frames[-1]) < 600


def test_that_the_volume_is_that_of_the_tones_and_nothing_is_clipped():
    quiet, loud = (loudest(recording(Tone.GOOD, volume)) for volume in (20, 100))
    assert quiet * 4.5 < loud < 2**15 - 1


def test_that_answers_are_played_where_something_plays_them(qapp):
    player, beeps = Player(), []
    sounds = Sounds(player=player, beep=lambda: beeps.append(1))
    for tone in Tone:
        sounds.play(tone)
    assert len(set(player.played)) == len(HEARD)
    assert not beeps


def test_that_a_machine_without_a_device_beeps_and_nothing_fails(qtbot):
    beeps: list[int] = []
    sounds = Sounds(player=Player(works=False), beep=lambda: beeps.append(1))
    sounds._beeper._timer.setInterval(5)
    sounds.play(Tone.BAD)
    qtbot.waitUntil(lambda: len(beeps) == BEEPS[Tone.BAD])
    qtbot.wait(30)
    assert len(beeps) == BEEPS[Tone.BAD]
    sounds.play(Tone.BAD)
    sounds.play(Tone.GOOD)  # cuts short what still sounds
    qtbot.wait(30)
    assert len(beeps) == BEEPS[Tone.BAD] + 2


def test_that_no_two_answers_have_the_same_number_of_beeps():
    assert len({BEEPS[tone] for tone in Tone}) == len(Tone)


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/at/all"])
def test_that_a_player_that_fails_is_not_asked_again(qtbot, tmp_path, program):
    player = _ProgramPlayer(program, [])
    assert player.play(tmp_path / "a.wav")
    qtbot.waitUntil(lambda: not player._works)
    assert not player.play(tmp_path / "a.wav")


def test_that_no_program_is_started_where_nobody_sits(qapp):
    assert system_player() is None


# --- what was chosen -----------------------------------------------------------------------------


def test_that_what_is_chosen_holds_at_once_and_the_next_day(qapp):
    scanning, heard = Scanning(Settings()), []
    scanning.changed.connect(heard.append)
    scanning.choose(scan_gap_ms=60, scan_end=ScanEnd.TAB, scan_sounds=False, scan_volume=30)
    assert heard == [ScanRules(60, ScanEnd.TAB)]
    assert (scanning.sounds.on, scanning.sounds.volume) == (False, 30)
    again = Scanning(Settings())
    assert again.rules == ScanRules(60, ScanEnd.TAB)
    assert (again.sounds.on, again.sounds.volume) == (False, 30)


def test_that_the_file_holds_where_nothing_was_chosen(qapp):
    scanning = Scanning(Settings(scan_gap_ms=50))
    scanning.choose(scan_prefix="<STX>")
    again = Scanning(Settings(scan_gap_ms=80))
    assert (again.rules.gap_ms, again.rules.around.prefix) == (80, "\x02")
    again.choose_usual()
    assert Scanning(Settings()).settings == Settings()


@pytest.mark.parametrize("kept", ["{", "[]", '{"scan_gap_ms": 1}', '{"theme": 7}', '"x"'])
def test_that_a_memory_that_was_damaged_keeps_nobody_from_scanning(qapp, home, kept):
    Scanning(Settings()).choose(scan_gap_ms=60)
    memory().setValue("scanner", kept)
    assert Scanning(Settings()).rules == ScanRules()
