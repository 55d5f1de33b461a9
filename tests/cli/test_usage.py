"""What is wrong is told in a line, with the right exit code, before anything is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from imagestudio import __version__
from tests.cli.conftest import Run


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"Image Studio {__version__}\n"


def test_help_names_every_command_and_exit_code(run: Run) -> None:
    text = run("--help").out
    for word in ("generate", "history", "jobs", "library", "key", "6 paid but not downloaded", "AIMLAPI_API_KEY"):
        assert word in text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nonsense"], "invalid choice"),
        (["generate"], "PROMPT"),
        (["generate", "x", "--nonsense"], "--nonsense"),
        (["generate", "x", "--comp", "3"], "--comp"),
        (["generate", " \n "], "prompt"),
        (["generate", "x", "--model", "openai/none"], "openai/gpt-image-1"),
        (["generate", "x", "--size", "1x1"], "1536x1024"),
        (["generate", "x", "--quality", "best"], "low, medium, high"),
        (["generate", "x", "--background", "transparent", "--format", "jpeg"], "PNG or WebP"),
        (["generate", "x", "--compression", "50"], "output_format jpeg or webp"),
        (["generate", "x", "--format", "webp", "--compression", "101"], "0 to 100"),
        (["generate", "x", "--count", "0"], "1 to 20"),
        (["generate", "x", "--count", "21"], "1 to 20"),
        (["generate", "x", "--count", "many"], "many"),
        (["generate", "x", "--base-url", "http://example.org"], "https://"),
        (["key", "status", "--base-url", "file:///etc/passwd"], "address"),
        (["history", "--limit", "0"], "1 or more"),
        (["jobs", "--state", "lost"], "charged_lost"),
        (["jobs", "nonsense"], "resume"),
        (["--base-url", "http://example.org"], "https://"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_wrong_use_is_told_with_code_2_and_nothing_is_made(
    run: Run, library: Path, arguments: list[str], told: str
) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "Traceback" not in done.err
    assert not library.exists()


@pytest.mark.parametrize(
    "given",
    [b"", b" \n", b"half \xff a byte", b"with \0 NUL", "half a character \ud800".encode(errors="surrogatepass")],
)
def test_a_prompt_that_is_no_text_is_refused(run: Run, given: bytes) -> None:
    done = run("generate", "-", "--demo", given=given)
    assert (done.code, done.out) == (2, "")
    assert "prompt" in done.err


def test_without_a_key_the_ways_to_go_on_are_named(run: Run, library: Path) -> None:
    done = run("generate", "a red fox")
    assert (done.code, done.out) == (3, "")
    for way in ("imagestudio key set", "AIMLAPI_API_KEY", "--demo"):
        assert way in done.err
    assert not library.exists()


def test_a_key_that_can_be_none_is_refused_and_not_repeated(run: Run) -> None:
    done = run("generate", "a red fox", AIMLAPI_API_KEY="“a key in quotation marks”")
    assert (done.code, done.out) == (3, "")
    assert "AIMLAPI_API_KEY" in done.err
    assert "quotation" not in done.err


def test_without_a_display_the_window_says_so_and_names_the_command_line(run: Run) -> None:
    done = run()
    assert (done.code, done.out) == (1, "")
    assert "packaging/run generate" in done.err
    assert len(done.err.splitlines()) == 1


def test_an_output_folder_that_cannot_be_written_is_told_before_anything_is_made(
    run: Run, library: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run("generate", "a red fox", "--demo", "--output", str(tmp_path / "file" / "folder"))
    assert done.code == 2
    assert not library.exists()


def test_there_is_no_history_without_a_library(run: Run, library: Path) -> None:
    done = run("history")
    assert (done.code, done.out) == (0, "")
    assert not library.exists()


@pytest.mark.parametrize("action", ["check", "rebuild"])
def test_a_folder_that_is_no_library_is_left_as_it_is(run: Run, tmp_path: Path, action: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert run("library", action, "--library", str(folder)).code == 1
    assert list(folder.iterdir()) == []
