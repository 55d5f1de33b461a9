"""One writer for each library."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from imagestudio.core.errors import LibraryInUseError
from imagestudio.library.folder import Library, open_library
from imagestudio.library.rebuild import rebuild
from tests.library.helpers import ROOT, save

_HOLD = """
import sys; from pathlib import Path; from imagestudio.library.folder import open_library
library = open_library(Path(sys.argv[1])); print("open", flush=True); sys.stdin.read()
"""
_TRY = """
import sys; from pathlib import Path
from imagestudio.core.errors import LibraryInUseError
from imagestudio.library.folder import open_library
try:
    open_library(Path(sys.argv[1]))
except LibraryInUseError as error:
    print(error)
reader = open_library(Path(sys.argv[1]), read_only=True)
print([record.prompt for record in reader.history.records()])
reader.close()
"""


def test_a_second_process_is_refused_as_writer_and_reads_meanwhile(folder: Path, library: Library) -> None:
    save(library)
    result = subprocess.run([sys.executable, "-c", _TRY, str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert result.stderr == ""
    refused, read = result.stdout.splitlines()
    assert "Another Image Studio is using this library" in refused
    assert read == "['a red fox']"


def test_a_second_writer_in_the_same_process_is_refused(folder: Path, library: Library) -> None:
    with pytest.raises(LibraryInUseError):
        open_library(folder)
    with pytest.raises(LibraryInUseError):
        rebuild(folder)


def test_the_next_writer_comes_in_after_closing(folder: Path) -> None:
    open_library(folder).close()
    open_library(folder).close()


def test_the_lock_of_a_killed_process_is_gone_with_it(folder: Path) -> None:
    command = [sys.executable, "-c", _HOLD, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(LibraryInUseError):
            open_library(folder)
        process.send_signal(signal.SIGKILL)
    open_library(folder).close()


def test_a_library_that_could_not_be_opened_is_not_locked(folder: Path) -> None:
    open_library(folder).close()
    database = folder / "library.sqlite3"
    sound = database.read_bytes()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA application_id = 42")
    with pytest.raises(Exception, match="another program"):
        open_library(folder)
    database.write_bytes(sound)
    open_library(folder).close()
