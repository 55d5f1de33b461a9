"""What a disk refuses is no bug, also where it refuses a part of the program."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from imagestudio.core.machine import fault_of_machine, lacks_part

ROOT = Path(__file__).resolve().parents[2]
FULL = os.strerror(errno.ENOSPC)


def chained(cause: BaseException) -> ImportError:
    """An import that failed for this."""
    error = ImportError("cannot import name 'x'")
    error.__cause__ = cause
    return error


def met(error: Exception, refusal: OSError) -> Exception:
    """An error that came up while a refusal was handled."""
    error.__context__ = refusal
    return error


@pytest.mark.parametrize("code", ["EIO", "ENOSPC", "EMFILE", "ENFILE", "EROFS", "ESTALE"])
def test_an_import_that_failed_for_what_the_disk_refused_is_told_as_that(code: str) -> None:
    refused = OSError(getattr(errno, code), os.strerror(getattr(errno, code)))
    error = chained(refused)
    assert fault_of_machine(error) == os.strerror(getattr(errno, code))
    assert lacks_part(error)
    assert fault_of_machine(chained(chained(refused))) == fault_of_machine(error)


def test_an_import_that_failed_while_the_refusal_was_handled_is_told_as_that_too() -> None:
    assert lacks_part(met(ModuleNotFoundError("No module named 'x'"), OSError(errno.EIO, "Input/output error")))


def test_what_the_systems_loader_says_of_a_part_in_machine_code_is_understood() -> None:
    error = ImportError(f"/somewhere/select.so: cannot open shared object file: {FULL}")
    assert (fault_of_machine(error), lacks_part(error)) == (FULL, True)


@pytest.mark.parametrize(
    "error",
    [
        ImportError("cannot import name 'x' from 'imagestudio'"),
        ModuleNotFoundError("No module named 'imagestudio.x'"),
        ImportError("libEGL.so.1: cannot open shared object file: No such file or directory"),
        chained(FileNotFoundError(errno.ENOENT, "No such file or directory")),
        chained(ValueError(FULL)),
        ValueError(FULL),
    ],
    ids=["name", "module", "library", "no file", "cause", "text"],
)
def test_anything_else_is_still_a_bug(error: Exception) -> None:
    assert fault_of_machine(error) == ""
    assert not lacks_part(error)


def test_a_bug_that_met_a_refusal_on_its_way_is_still_a_bug() -> None:
    assert fault_of_machine(met(KeyError("missing"), OSError(errno.EIO, "Input/output error"))) == ""


def test_a_file_that_is_no_part_of_the_program_is_not_called_one() -> None:
    error = OSError(errno.EIO, "Input/output error", "/somewhere")
    assert fault_of_machine(error) == os.strerror(errno.EIO)
    assert not lacks_part(error)


EXHAUSTED = """
import os, sys
from imagestudio.__main__ import main
from imagestudio.core.machine import fault_of_machine, lacks_part
import resource
import PIL
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
held = []
try:
    while True:
        held.append(os.dup(0))
except OSError:
    pass
{then}
"""


def with_no_file_left(then: str) -> subprocess.CompletedProcess[str]:
    """A Python that can open no file any more, and then does this."""
    code = EXHAUSTED.format(then=then)
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit and the loader's words are Linux's")
@pytest.mark.parametrize("part", ["imagestudio.core.pricing", "PIL._imaging"], ids=["Python", "machine code"])
def test_a_part_that_this_computer_cannot_open_is_told_as_that(part: str) -> None:
    then = f"""
try:
    import {part}
except Exception as error:
    print(lacks_part(error), fault_of_machine(error))
"""
    done = with_no_file_left(then)
    assert (done.stdout.strip(), done.stderr) == (f"True {os.strerror(errno.EMFILE)}", "")


@pytest.mark.skipif(sys.platform != "linux", reason="the limit and the loader's words are Linux's")
def test_the_command_line_says_so_at_its_start_and_tells_of_no_bug() -> None:
    done = with_no_file_left("sys.exit(main(['history']))")
    assert done.returncode == 1
    assert f"could not read a part of Image Studio itself: {os.strerror(errno.EMFILE)}. Nothing is lost." in done.stderr
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr
