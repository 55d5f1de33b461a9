"""Real programs on one library: the second hands over to the first, and a link only ever fills the editor."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from imagestudio.core.hand_over import HandOver
from imagestudio.instance import SUFFIX, address_of, meeting_folder
from imagestudio.library.folder import open_library
from imagestudio.profile.paths import settings_file
from imagestudio.ui.accent import with_accent
from imagestudio.ui.tokens import DARK
from tests.desktop_bus import Desktop, session_bus
from tests.library import helpers

ROOT = Path(__file__).resolve().parent.parent
LINK = "imagestudio://generate?prompt=a+red+fox%0Ain+snow&model=openai/gpt-image-1&size=1536x1024&quality=low&n=3"
_PATIENCE_S = 60.0

State = dict[str, Any]


class Program:
    """A running program that can be asked how it is."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "tests.front_door_child", *arguments]
        self.process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def state(self) -> State:
        try:
            self.say("state")
        except BrokenPipeError:
            return {}  # it is ending
        assert self.process.stdout is not None
        state: State = json.loads(self.process.stdout.readline() or "{}")
        return state

    def until(self, so: Callable[[State], bool]) -> State:
        """How it is as soon as it is so; each look is an answer of its own."""
        deadline = time.monotonic() + _PATIENCE_S
        while not ((state := self.state()).get("ready") and so(state)):
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < deadline, state
        return state

    def quit(self) -> int:
        """Close its window; its exit code."""
        if self.process.poll() is None:
            self.process.communicate("quit\n", timeout=_PATIENCE_S)
        return self.process.returncode

    def ended(self) -> tuple[int, str]:
        """Wait for its end: the exit code, and what it said."""
        _, said = self.process.communicate(timeout=_PATIENCE_S)
        return self.process.returncode, said


Start = Callable[..., Program]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def start(library: Path) -> Iterator[Start]:
    """Starts programs on the library, and ends them."""
    with ExitStack() as stack:

        def begin(*arguments: str) -> Program:
            program = Program("--library", str(library), "--demo", *arguments)
            stack.callback(_end, program.process)
            return program

        yield begin


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.kill()
    process.communicate()


def listening(state: State) -> bool:
    return bool(state["listening"])


def second(library: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A second start as the desktop makes it."""
    command = [sys.executable, "-m", "tests.front_door_child", "--second"]
    command += ["--library", str(library), "--demo", "--", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_PATIENCE_S, check=False)


def picture(folder: Path, name: str = "fox.png") -> Path:
    path = folder / name
    path.write_bytes(helpers.picture())
    return path


def test_a_second_start_hands_over_files_and_links_and_ends(start: Start, library: Path, tmp_path: Path) -> None:
    first = start()
    first.until(listening)
    done = second(library, str(picture(tmp_path)), LINK)
    assert (done.returncode, done.stdout) == (0, "")
    assert "open already" in done.stderr
    state = first.until(lambda state: state["pictures"] == 1)
    assert state["prompt"] == "a red fox\nin snow"
    assert (state["model"], state["count"]) == ("openai/gpt-image-1", 3)
    assert (state["values"]["size"], state["values"]["quality"]) == ("1536x1024", "low")
    assert state["jobs"] == 0
    assert any("Nothing is sent" in text for text in state["notices"])
    assert first.quit() == 0
    assert list(meeting_folder().iterdir()) == []


def test_what_a_start_is_given_is_opened_by_its_own_window(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    picture(folder)
    first = start("--", folder.as_uri(), "imagestudio://generate?prompt=b&api_key=sk-x&n=99")
    state = first.until(lambda state: state["pictures"] == 1 and state["prompt"] == "b")
    told = " ".join(state["notices"])
    assert "api_key" in told
    assert "n “99”" in told
    assert "sk-x" not in told
    assert (state["jobs"], state["count"]) == (0, 1)
    assert first.quit() == 0


def test_what_the_system_opens_with_the_running_program_is_opened(start: Start, tmp_path: Path) -> None:
    first = start()
    first.say(f"open {picture(tmp_path).as_uri()}")  # also before the window is filled
    first.until(lambda state: state["pictures"] == 1)
    first.say("open imagestudio://generate?prompt=later%20on")
    assert first.until(lambda state: state["prompt"] == "later on")["jobs"] == 0
    assert first.quit() == 0


def test_the_desktop_is_told_of_a_picture_and_a_click_brings_the_window_back(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bus"
    folder.mkdir()
    with session_bus(folder) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        desktop = Desktop()
        try:
            first = start()
            first.until(lambda state: state["accent"] == with_accent(DARK, "#3366e6").accent)
            first.say("hide")
            first.say("generate a secret fox")
            first.until(lambda _state: desktop.of("Notify") != [])
            assert "fox" not in json.dumps(desktop.of("Notify"))
            assert not first.state()["visible"]
            desktop.tell("ActionInvoked", "us", 7, "default")
            assert first.until(lambda state: bool(state["visible"]))["pictures"] == 1
            assert first.quit() == 0
        finally:
            desktop.close()


def test_rubbish_at_the_door_does_no_harm(start: Start, library: Path) -> None:
    first = start()
    first.until(listening)
    place = str(address_of(meeting_folder(), library))
    for line in (b"rubbish\n", b"\0" * 70_000, b"[" * 70_000 + b"\n", b'{"imagestudio": 1, "given": ["../../etc"]}\n'):
        with socket.socket(socket.AF_UNIX) as other:
            other.connect(place)
            other.sendall(line)
            other.shutdown(socket.SHUT_WR)
            assert other.recv(64) == b"refused\n"
    with socket.socket(socket.AF_UNIX) as other:
        other.connect(place)
        other.sendall(HandOver(("imagestudio://generate?prompt=" + "x" * 99_999,)).to_bytes())
        assert other.recv(64) == b"taken\n"
    state = first.until(lambda state: any("too long" in text for text in state["notices"]))
    assert (state["prompt"], state["jobs"]) == ("", 0)
    assert first.quit() == 0


def test_one_that_hangs_is_told_of_and_the_library_looked_at(
    start: Start, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start()
    first.until(listening)
    first.process.send_signal(signal.SIGSTOP)
    monkeypatch.setenv("HAND_OVER_S", "1")
    other = start("--", str(picture(tmp_path)))
    state = other.until(lambda state: len(state["notices"]) > 1)
    assert state["read_only"]
    assert not state["listening"]
    told = " ".join(state["notices"])
    assert "does not answer" in told
    assert "not taken in" in told
    assert other.quit() == 0
    first.process.send_signal(signal.SIGCONT)
    first.until(listening)
    assert first.quit() == 0


def test_after_a_crash_the_next_one_takes_the_place(start: Start, library: Path, tmp_path: Path) -> None:
    first = start()
    first.until(listening)
    first.process.kill()
    first.process.wait()
    assert [path.suffix for path in meeting_folder().iterdir()] == [SUFFIX]
    following = start(str(picture(tmp_path)))
    state = following.until(lambda state: state["listening"] and state["pictures"] == 1)
    assert not state["read_only"]
    assert second(library).returncode == 0
    assert following.quit() == 0


def test_of_those_started_at_the_same_moment_one_stays(start: Start) -> None:
    both = [start(), start()]
    deadline = time.monotonic() + _PATIENCE_S
    while all(program.process.poll() is None for program in both):
        assert time.monotonic() < deadline
        for program in both:
            if program.process.poll() is None and (state := program.state()).get("ready"):
                assert not state["read_only"]
    gone = next(program for program in both if program.process.poll() is not None)
    stays = next(program for program in both if program is not gone)
    assert gone.process.returncode == 0
    stays.until(listening)
    assert stays.quit() == 0


def test_a_library_can_be_looked_at_beside_the_window_that_has_it(start: Start, library: Path) -> None:
    first = start()
    first.until(listening)
    looking = start("--look")
    state = looking.until(lambda state: bool(state["notices"]))
    assert state["read_only"]
    assert not state["listening"]
    assert any("--look" in text for text in state["notices"])
    assert looking.quit() == 0
    assert second(library, "imagestudio://generate?prompt=c").returncode == 0
    first.until(lambda state: state["prompt"] == "c")
    assert first.quit() == 0


def test_a_library_that_no_window_of_ours_has_open_is_looked_at(start: Start, library: Path) -> None:
    elsewhere = open_library(library)  # a command, another user, another machine
    try:
        state = start().until(lambda state: bool(state["notices"]))
        assert state["read_only"]
        assert any("Another Image Studio" in text for text in state["notices"])
    finally:
        elsewhere.close()


def test_other_libraries_are_remembered_and_named(start: Start, library: Path, tmp_path: Path) -> None:
    for folder in (tmp_path / "client x", tmp_path / "client y"):
        program = Program("--library", str(folder), "--demo")
        state = program.until(listening)
        assert state["title"] == f"{folder.name} – Image Studio"
        assert program.quit() == 0
    state = (first := start()).until(listening)
    assert state["recent"] == [str(tmp_path / "client y"), str(tmp_path / "client x")]
    assert first.quit() == 0
    kept = json.loads(settings_file().read_bytes())["recent_libraries"]
    assert kept[0] == str(library)


def test_a_command_behind_the_options_of_the_window_is_no_file(library: Path) -> None:
    command = [sys.executable, "-m", "imagestudio", "--library", str(library), "generate", "a fox"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "imagestudio generate" in done.stderr
    assert not library.exists()


def test_a_start_without_another_window_looks_at_no_library(library: Path) -> None:
    assert not os.path.lexists(meeting_folder())
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "from imagestudio.__main__ import _hand_over as h;"
         "from imagestudio.arguments import WindowArguments as W; h(W())"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "imagestudio.instance" in imported
    assert not imported & {"json", "hashlib", "socket", "imagestudio.core.hand_over", "imagestudio.profile.paths"}
