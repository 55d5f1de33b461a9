"""The command line with the built-in demo: no key, no network, everything kept."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from PIL import Image

from tests.cli.conftest import PROGRAM, Run

FIELDS = [
    "id", "path", "sidecar", "provider", "model", "prompt", "parameters", "width", "height", "bytes", "sha256",
    "created_at", "duration_s", "cost_usd", "inference_id", "client_request_id",
]  # fmt: skip


def test_each_picture_is_one_line_of_json_with_the_agreed_fields_in_order(run: Run) -> None:
    done = run(
        "generate", "-", "--demo", "--json", "--count", "2", "--quality", "low", given="a föx 🦊\nat dawn".encode()
    )
    assert done.code == 0, done.err
    assert [list(picture) for picture in done.objects] == [FIELDS, FIELDS]
    for picture in done.objects:
        raw = Path(picture["path"]).read_bytes()
        assert (len(raw), hashlib.sha256(raw).hexdigest()) == (picture["bytes"], picture["sha256"])
        assert json.loads(Path(picture["sidecar"]).read_text())["prompt"] == "a föx 🦊\nat dawn"
        assert (picture["provider"], picture["cost_usd"]) == ("demo", 0)
        assert picture["parameters"]["quality"] == "low"
    assert len({picture["sha256"] for picture in done.objects}) == 2


def test_options_reach_the_picture_and_its_copy_is_the_same_bytes(run: Run, tmp_path: Path) -> None:
    options = ["--size", "1536x1024", "--quality", "low", "--format", "jpeg", "--compression", "40"]
    done = run("generate", "a lake", "--demo", *options, "--output", str(tmp_path / "a" / "b"))
    assert done.code == 0, done.err
    copy = Path(done.out.strip())
    assert copy.parent == tmp_path / "a" / "b"
    with Image.open(copy) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1536, 1024))
    (kept,) = run("history", "--json").objects
    assert Path(kept["path"]).read_bytes() == copy.read_bytes()


def test_history_finds_by_words_and_model_newest_first(run: Run) -> None:
    for prompt, model in (
        ("a red fox", "openai/gpt-image-1"),
        ("a blue fox", "gpt-image-1-mini"),
        ("a tree", "gpt-image-1"),
    ):
        assert run("generate", prompt, "--demo", "--model", model, "--quality", "low").code == 0

    def prompts(*options: str) -> list[str]:
        return [picture["prompt"] for picture in run("history", "--json", *options).objects]

    assert prompts() == ["a tree", "a blue fox", "a red fox"]
    assert prompts("--search", "fox") == ["a blue fox", "a red fox"]
    assert prompts("--model", "gpt-image-1") == ["a tree", "a red fox"]
    assert prompts("--limit", "1") == ["a tree"]
    assert "a blue fox" in run("history").out


def test_rebuilding_the_database_gives_the_same_history(run: Run, library: Path) -> None:
    assert run("generate", "a red fox", "--demo", "--quality", "low", "--count", "3").code == 0
    before = run("history", "--json").out
    (library / "library.sqlite3").unlink()
    rebuilt = run("library", "rebuild", "--json")
    assert (rebuilt.code, rebuilt.objects) == (0, [{"records": 3, "jobs": 0, "skipped": []}])
    assert run("history", "--json").out == before
    assert run("library", "check").code == 0


def test_a_check_finds_a_changed_picture(run: Run) -> None:
    (picture,) = run("generate", "a red fox", "--demo", "--json", "--quality", "low").objects
    with Path(picture["path"]).open("ab") as file:
        file.write(b"!")
    checked = run("library", "check", "--json")
    assert checked.code == 1
    assert [found["problem"] for found in checked.objects] == ["file changed"]


def test_qt_is_never_imported(run: Run, environ: dict[str, str]) -> None:
    for arguments in (
        ["generate", "a fox", "--demo", "--quality", "low"],
        ["history"],
        ["library", "check"],
        ["key", "status"],
    ):
        done = run(*arguments, PYTHONPROFILEIMPORTTIME="1")
        assert "imagestudio.cli" in done.err
        assert "PySide6" not in done.err
        assert "shiboken6" not in done.err


# The program, to which Ctrl+C comes with its first picture, however fast it is.
_INTERRUPTED = """
import os, signal, sys
from imagestudio import cli_generate
from imagestudio.__main__ import main
print_line = cli_generate.print_line
def tell(line):
    print_line(line)
    cli_generate.print_line = print_line
    os.kill(os.getpid(), signal.SIGINT)
cli_generate.print_line = tell
sys.exit(main(sys.argv[1:]))
"""


def test_ctrl_c_stops_asking_but_keeps_what_is_on_the_way(run: Run) -> None:
    command = ("generate", "a red fox", "--demo", "--count", "20", "--quality", "low")
    done = run(*command, program=(sys.executable, "-P", "-c", _INTERRUPTED))
    made = done.out.split()
    assert done.code == 1
    assert "nothing was charged" in done.err
    assert 1 <= len(made) < 20
    assert sorted(picture["path"] for picture in run("history", "--json").objects) == sorted(made)


def test_a_reader_that_stops_reading_is_no_failure_of_ours(environ: dict[str, str], run: Run) -> None:
    assert run("generate", "a red fox", "--demo", "--count", "2", "--quality", "low").code == 0
    with subprocess.Popen(
        [*PROGRAM, "history"], env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        program.stdout.close()
        assert program.stderr is not None
        assert b"Traceback" not in program.stderr.read()
