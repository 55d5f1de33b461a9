"""A second start finds the first by a real socket, and rubbish at that socket does no harm."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from imagestudio import instance, visitors
from imagestudio.core.hand_over import MOST_BYTES, Answer, HandOver
from imagestudio.doorway import MOST_VISITORS, Doorway, make_door
from imagestudio.instance import address_of, hand_over, is_private, is_somebody_there, meeting_folder

T = TypeVar("T")
LINK = "imagestudio://generate?prompt=a"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


@pytest.fixture
def doorway(qapp: QCoreApplication, library: Path) -> Iterator[Doorway]:
    """A first instance that is at home."""
    doorway = Doorway()
    doorway.listen(make_door(meeting_folder(), library))
    yield doorway
    doorway.close()
    assert not is_somebody_there(meeting_folder())


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine may stop either side for longer than a person would like to wait."""
    monkeypatch.setattr(instance, "PATIENCE_S", 60.0)
    monkeypatch.setattr(visitors, "PATIENCE_MS", 600_000)


def beside(qtbot: QtBot, call: Callable[[], T]) -> T:
    """The result of a call in another thread, while this one answers as a window does."""
    found: list[T] = []
    thread = threading.Thread(target=lambda: found.append(call()))
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive())
    return found[0]


def said(qtbot: QtBot, library: Path, line: bytes, end: bool = True) -> bytes:
    """What is answered to a line."""

    def say() -> bytes:
        with socket.socket(socket.AF_UNIX) as other:
            other.connect(str(address_of(meeting_folder(), library)))
            other.settimeout(60)
            try:
                other.sendall(line)
                if end:
                    other.shutdown(socket.SHUT_WR)
                return other.recv(64)
            except ConnectionError:  # it did not even listen to the end
                return b""

    return beside(qtbot, say)


def test_what_was_given_arrives_with_the_token(
    qtbot: QtBot, doorway: Doorway, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "old_TIME1")
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "fresh")
    with qtbot.waitSignal(doorway.handed_over) as caught:
        answer = beside(qtbot, lambda: hand_over(lambda: library, ["/a/b.png", LINK], demo=True))
    assert answer is Answer.TAKEN
    assert caught.args == [HandOver(("/a/b.png", LINK), "fresh", True)]


def test_a_library_is_the_same_by_whatever_path(qtbot: QtBot, doorway: Doorway, library: Path, tmp_path: Path) -> None:
    other = tmp_path / "link"
    other.symlink_to(library)
    for path in (other, library / ".." / "library"):
        assert beside(qtbot, lambda path=path: hand_over(lambda: path, [])) is Answer.TAKEN  # type: ignore[misc]
    assert hand_over(lambda: tmp_path / "another", []) is None


def test_where_nobody_is_there_the_library_is_not_even_asked_for(library: Path) -> None:
    assert hand_over(lambda: pytest.fail("asked"), []) is None


def test_what_a_crash_left_is_taken_over(qtbot: QtBot, library: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from imagestudio.doorway import make_door;"
        "from imagestudio.instance import meeting_folder; make_door(meeting_folder(), Path(sys.argv[1])); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(library)], check=False).returncode == 9
    assert is_somebody_there(meeting_folder())
    assert hand_over(lambda: library, ["/a"]) is None
    doorway = Doorway()
    doorway.listen(make_door(meeting_folder(), library))
    assert beside(qtbot, lambda: hand_over(lambda: library, ["/a"])) is Answer.TAKEN
    doorway.close()


def test_one_that_does_not_answer_is_waited_for_a_moment_only(
    doorway: Doorway, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "PATIENCE_S", 0.05)
    assert hand_over(lambda: library, []) is Answer.SILENT  # nobody runs the loop that would answer


def test_more_than_can_be_handed_over_is_not_sent(doorway: Doorway, library: Path) -> None:
    assert hand_over(lambda: library, ["/" + "a" * 1000] * 5000) is Answer.SILENT


@pytest.mark.parametrize(
    "line", [b"\n", b"rubbish\n", b"\0" * 1000, b"{}", b'{"imagestudio": 1, "given": ["../a"]}\n', b""]
)
def test_rubbish_is_refused_and_the_next_is_heard(qtbot: QtBot, doorway: Doorway, library: Path, line: bytes) -> None:
    heard: list[HandOver] = []
    doorway.handed_over.connect(heard.append)
    assert said(qtbot, library, line) == b"refused\n"
    assert said(qtbot, library, HandOver(("/a",)).to_bytes(), end=False) == b"taken\n"
    qtbot.waitUntil(lambda: heard == [HandOver(("/a",))])


def test_one_who_talks_without_end_is_sent_away(qtbot: QtBot, doorway: Doorway, library: Path) -> None:
    assert said(qtbot, library, b"x" * (MOST_BYTES + (1 << 20)), end=False) in (b"", b"refused\n")
    assert said(qtbot, library, HandOver().to_bytes()) == b"taken\n"


def test_one_who_says_nothing_is_sent_away(
    qtbot: QtBot, doorway: Doorway, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitors, "PATIENCE_MS", 10)
    assert said(qtbot, library, b"", end=False) == b""


def test_many_who_say_nothing_do_not_fill_the_house(qtbot: QtBot, doorway: Doorway, library: Path) -> None:
    silent = [socket.socket(socket.AF_UNIX) for _ in range(MOST_VISITORS)]
    try:
        for other in silent:
            beside(qtbot, lambda other=other: other.connect(str(address_of(meeting_folder(), library))))  # type: ignore[misc]
        assert said(qtbot, library, HandOver().to_bytes()) == b""
    finally:
        for other in silent:
            other.close()
    qtbot.waitUntil(lambda: said(qtbot, library, HandOver().to_bytes()) == b"taken\n")


def test_the_folder_and_the_socket_are_the_persons_alone(doorway: Doorway, library: Path) -> None:
    folder = meeting_folder()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert address_of(folder, library).stat().st_mode & 0o777 == 0o600
    assert is_private(folder)


def test_in_a_folder_that_others_may_enter_nobody_listens_and_nothing_is_said(library: Path) -> None:
    folder = meeting_folder()
    folder.mkdir(mode=0o700)
    address_of(folder, library).touch()
    folder.chmod(0o755)
    assert not is_private(folder)
    assert hand_over(lambda: pytest.fail("asked"), ["/a"]) is None
    with pytest.raises(PermissionError):
        make_door(folder, library)


def test_a_folder_that_is_a_link_to_another_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "own")
    assert not is_private(tmp_path / "link")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_cannot_say_anything(qtbot: QtBot, doorway: Doorway, library: Path) -> None:
    place = address_of(meeting_folder(), library)
    _let_everybody_in(place.parents[1:])  # so that only what is ours keeps them out
    code = "import os, socket, sys; os.setuid(65534); socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
    run = [sys.executable, "-S", "-c", code, str(place)]
    done = beside(qtbot, lambda: subprocess.run(run, capture_output=True, text=True, check=False))
    assert "PermissionError" in done.stderr
    _let_everybody_in(place.parents)  # once more: another run of pytest shuts the folder of all runs when it begins
    place.chmod(0o666)  # and now the door itself does
    talk = (
        "import os, socket, sys; os.setuid(65534); s = socket.socket(socket.AF_UNIX);"
        "s.connect(sys.argv[1]); print(s.recv(9))"
    )
    run = [sys.executable, "-S", "-c", talk, str(place)]
    done = beside(qtbot, lambda: subprocess.run(run, capture_output=True, text=True, check=False))
    assert done.stdout == "b''\n", done.stderr


def _let_everybody_in(folders: Iterable[Path]) -> None:
    for folder in folders:
        if folder != Path("/") and not folder.stat().st_mode & 0o001:
            folder.chmod(0o755)


def test_the_place_follows_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert meeting_folder({"XDG_RUNTIME_DIR": "/run/user/7"}) == Path("/run/user/7/imagestudio")
    long = {"XDG_RUNTIME_DIR": "/run/" + "long" * 30, "TMPDIR": str(tmp_path)}
    assert meeting_folder(long) == tmp_path / f"imagestudio-{os.geteuid()}"
    assert meeting_folder({}).name == f"imagestudio-{os.geteuid()}"
    monkeypatch.setattr(instance, "_PLATFORM", "win32")
    assert meeting_folder({"LOCALAPPDATA": str(tmp_path)}) == tmp_path / "imagestudio" / "running"


def test_files_are_named_with_their_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given = ["a.png", "file:///b/%C3%A9%20c.png", "file://localhost/d", LINK, "/e", ""]
    assert instance.absolute(given) == [str(tmp_path / "a.png"), "/b/é c.png", "/d", LINK, "/e"]
