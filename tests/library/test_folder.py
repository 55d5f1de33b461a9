"""Opening and closing a library folder."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from imagestudio.core.errors import DiskError, LibraryDamagedError, LibraryError, LibraryReadOnlyError
from imagestudio.core.generation import Journal, Originals
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.ports import Files, History, JobJournal, Thumbnails
from imagestudio.library.folder import Library, open_library
from tests.library.helpers import ROOT, make_job, picture, save


def test_images_are_there_after_a_restart(folder: Path) -> None:
    first = open_library(folder)
    content = picture()
    record = save(first, make_job("a lighthouse in the fog"), content)
    first.close()

    second = open_library(folder)
    assert second.history.records() == [record]
    assert second.path_of(record).read_bytes() == content
    second.close()


def test_a_library_is_all_that_window_and_jobs_need_of_one(library: Library) -> None:
    needed: tuple[Journal, JobJournal, Originals, History, Thumbnails, Files] = (
        library.journal,
        library.journal,
        library.originals,
        library.history,
        library.thumbnails,
        library,
    )
    assert all(needed)  # mypy is the test


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    library = open_library(tmp_path / "a" / "b" / "library")
    assert library.history.records() == []
    assert library.journal.unfinished() == []
    library.close()


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    place = tmp_path / "library"
    place.write_text("I am a file")
    with pytest.raises(DiskError, match="there is a file"):
        open_library(place)


def test_a_reader_of_nothing_sees_an_empty_history_and_makes_no_folder(folder: Path) -> None:
    library = open_library(folder, read_only=True)
    assert list(library.history.times()) == []
    library.close()
    assert not folder.exists()


def test_a_reader_cannot_begin_anything(folder: Path, library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    reader = open_library(folder, read_only=True)
    with pytest.raises(LibraryReadOnlyError, match="reading only"):
        reader.journal.begin_attempt(job)
    with pytest.raises(LibraryReadOnlyError):
        reader.queue.submit([make_job()], NO_LIMITS)
    assert reader.read_only
    assert not (folder / "spool").exists()
    reader.close()


def test_a_reader_sees_what_the_writer_saves_meanwhile(folder: Path, library: Library) -> None:
    reader = open_library(folder, read_only=True)
    assert reader.history.records() == []
    record = save(library)
    assert reader.history.records() == [record]
    reader.close()


def test_a_closed_library_says_so(folder: Path) -> None:
    library = open_library(folder)
    library.close()
    with pytest.raises(LibraryError, match="closed"):
        library.history.times()
    with pytest.raises(LibraryError, match="closed"):
        library.queue.submit([make_job()], NO_LIMITS)


@pytest.mark.parametrize(
    "path",
    [
        "../secret.png",
        "/etc/passwd",
        "originals/../../secret.png",
        "C:/x.png",
        "originals\\..\\x.png",
        "trash/x.png",
        "",
    ],
)
def test_a_hostile_path_does_not_leave_the_library(library: Library, path: str) -> None:
    record = dataclasses.replace(save(library), path=path)
    with pytest.raises(LibraryDamagedError, match="outside"):
        library.path_of(record)


@pytest.mark.allow_log
def test_a_missing_database_is_made_anew_rather_than_an_empty_history_shown(folder: Path) -> None:
    library = open_library(folder)
    record = save(library)
    library.close()
    (folder / "library.sqlite3").unlink()

    again = open_library(folder)
    assert again.history.records() == [record]
    again.close()


def test_a_reader_of_a_library_without_a_database_sees_the_history_too(folder: Path) -> None:
    library = open_library(folder)
    record = save(library)
    library.close()
    (folder / "library.sqlite3").unlink()

    reader = open_library(folder, read_only=True)
    assert reader.history.records() == [record]
    reader.close()
    assert not (folder / "library.sqlite3").exists()


@pytest.mark.allow_log
def test_a_database_of_no_bytes_counts_as_missing(folder: Path) -> None:
    library = open_library(folder)
    record = save(library)
    library.close()
    (folder / "library.sqlite3").write_bytes(b"")

    again = open_library(folder)
    assert again.history.records() == [record]
    again.close()


def test_opening_and_reading_brings_no_slow_modules_along(folder: Path, library: Library) -> None:
    save(library)
    code = (
        "import sys; from pathlib import Path; from imagestudio.library.folder import open_library\n"
        "library = open_library(Path(sys.argv[1]), read_only=True)\n"
        "assert len(library.history.page(library.history.times())) == 1\n"
        "library.journal.unfinished(); library.close()\n"
        "print([name for name in ('PIL', 'httpx', 'asyncio', 'keyring', 'PySide6') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert (result.stdout.strip(), result.stderr) == ("[]", "")


_READ = """
import os, random, shutil, sys, tempfile
from pathlib import Path
from imagestudio.core.errors import LibraryReadOnlyError
from imagestudio.library.folder import open_library
from imagestudio.library import shrink
from PIL import Image
Image.init()
folder = Path(sys.argv[1])
if os.geteuid() == 0:
    os.seteuid(65534)  # root may write anywhere
if os.access(folder, os.W_OK, effective_ids=True) or not os.access(folder, os.R_OK | os.X_OK, effective_ids=True):
    print("skip"); raise SystemExit
try:
    open_library(folder)
    print("it could be written")
except LibraryReadOnlyError as error:
    print("reading only" in str(error))
library = open_library(folder, read_only=True)
records = library.history.records("fox")
print([record.prompt for record in records], len(library.thumbnails.load(records[0])) > 0)
library.close()
"""


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """A folder for a library which other users can reach; pytest's own belong to one user alone."""
    outer = Path(tempfile.mkdtemp(prefix="imagestudio-test-"))
    outer.chmod(0o755)
    yield outer / "library"
    for path in [outer, *outer.rglob("*")]:
        path.chmod(0o755)
    shutil.rmtree(outer)


def _read_without_rights(folder: Path) -> list[str]:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    result = subprocess.run([sys.executable, "-c", _READ, str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert result.stderr == ""
    if result.stdout.strip() == "skip":
        pytest.skip("no folder here can be made read-only")
    return result.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other there")
def test_a_read_only_folder_can_be_read(read_only_folder: Path) -> None:
    library = open_library(read_only_folder)
    library.thumbnails.load(save(library))
    library.close()
    assert _read_without_rights(read_only_folder) == ["True", "['a red fox'] True"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other there")
def test_a_read_only_copy_made_while_it_was_written_can_be_read(read_only_folder: Path, folder: Path) -> None:
    library = open_library(folder)
    save(library)
    assert (folder / "library.sqlite3-wal").stat().st_size > 0
    shutil.copytree(folder, read_only_folder)
    (read_only_folder / "library.sqlite3-shm").unlink()
    library.close()
    assert _read_without_rights(read_only_folder) == ["True", "['a red fox'] True"]


def test_no_file_of_the_library_is_left_open(folder: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("no /proc here")
    library = open_library(folder)
    library.thumbnails.load(save(library))
    library.close()
    targets = [str(path.readlink()) for path in descriptors.iterdir() if path.is_symlink()]
    assert [target for target in targets if target.startswith(str(folder))] == []
