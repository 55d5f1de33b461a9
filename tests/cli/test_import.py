"""`imagestudio import`: a report, exit codes, and going on after kill -9."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from tests.cli.conftest import Run
from tests.library.test_taking_in import A1111, a_picture, put


def test_files_and_folders_are_taken_in_with_a_report(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "in", "fox.png", a_picture(1, A1111))
    put(tmp_path / "in", "same.png", a_picture(1, A1111))
    done = run("import", str(tmp_path / "in"))
    assert (done.code, done.out) == (0, "1 taken in, 1 already here.\n")
    assert "a fox" in run("history").out
    put(tmp_path / "in", "words.png", b"no picture at all\x1b[31m")
    done = run("import", str(tmp_path / "in"), str(tmp_path / "nowhere"))
    assert done.code == 1
    assert done.out.splitlines() == [
        "not taken in: in/words.png: it is no PNG, JPEG or WebP picture",
        "not taken in: nowhere: there is no such file any more",
        "0 taken in, 2 already here, 2 not taken in.",
    ]


def test_the_report_for_scripts(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "fox.png", a_picture(1, A1111))
    [first, sums] = run("import", str(path), "--json").objects
    assert first["fate"] == "taken in"
    assert first["source"] == "AUTOMATIC1111"
    assert Path(first["path"]).read_bytes() == path.read_bytes()
    assert sums == {"taken": 1, "here": 0, "in_trash": 0, "back": 0, "refused": 0}
    [second, sums] = run("import", str(path), str(tmp_path / "gone.png"), "--json").objects[-2:]
    assert second["reason"] == "there is no such file any more"
    assert sums["refused"] == 1


def test_without_a_name_there_is_nothing_to_do(run: Run) -> None:
    done = run("import")
    assert done.code == 2
    assert "Name files, folders or ZIPs" in done.err


# The program, killed as its 20th picture is about to get its place, however fast it is.
_KILLED = """
import os, signal, sys
from imagestudio.__main__ import main
left = iter(range(20))
def count(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith(".png") and next(left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
sys.exit(main(sys.argv[1:]))
"""


def test_killed_in_the_middle_it_goes_on_without_doubles(run: Run, tmp_path: Path, library: Path) -> None:
    for number in range(200):
        put(tmp_path / "in", f"{number:03}.png", a_picture(number + 1))
    killed = run("import", str(tmp_path / "in"), program=(sys.executable, "-P", "-c", _KILLED))
    assert killed.code == -signal.SIGKILL
    assert len(list((library / "originals").rglob("*.png"))) == 20
    done = run("import")
    assert (done.code, done.out) == (0, "200 taken in.\n")
    assert "Going on" in done.err
    assert len(run("history", "--json").objects) == 200
    assert run("library", "check").code == 0
    assert run("import", str(tmp_path / "in")).out == "0 taken in, 200 already here.\n"
