"""The SQLite file: its settings, its versions, and its errors in plain words."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from imagestudio.core.errors import DiskError, LibraryDamagedError, LibraryVersionError
from imagestudio.library.database import Database, create, plain_errors
from imagestudio.library.folder import open_library
from imagestudio.library.schema import APPLICATION_ID
from tests.library.helpers import ROOT, files_in

_INSERT = "INSERT INTO jobs (id, provider, request, state, created, changed) VALUES (?, 'p', '{}', 'queued', 1, 1)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "library.sqlite3")
    return tmp_path / "library.sqlite3"


def test_the_writer_is_durable_and_the_readers_cannot_write(path: Path) -> None:
    with closing(Database(path)) as database:
        with database.write() as writer:
            settings = {
                name: writer.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
            }
            assert settings == {"journal_mode": "wal", "synchronous": 2}
            assert writer.execute("PRAGMA foreign_keys").fetchone() == (1,)
        with database.read() as reader:
            assert reader.execute("PRAGMA query_only").fetchone() == (1,)
            assert reader.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        with pytest.raises(Exception, match="may not be changed"), database.read() as reader:
            reader.execute("DELETE FROM jobs")


def test_a_write_that_fails_changes_nothing(path: Path) -> None:
    with closing(Database(path)) as database:
        with pytest.raises(sqlite3.IntegrityError), database.write() as writer:
            writer.executemany(_INSERT, [("1",), ("1",)])
        with database.read() as reader:
            assert reader.execute("SELECT count(*) FROM jobs").fetchone() == (0,)


def test_each_thread_reads_by_itself_while_another_writes(path: Path) -> None:
    with closing(Database(path)) as database:
        seen: list[int] = []

        def read() -> None:
            with database.read() as reader:
                seen.append(reader.execute("SELECT count(*) FROM jobs").fetchone()[0])

        with database.write() as writer:
            writer.execute(_INSERT, ("1",))
            thread = threading.Thread(target=read)
            thread.start()
            thread.join()
        read()
        assert seen == [0, 1]


@pytest.mark.parametrize("read_only", [False, True])
def test_a_foreign_database_is_left_untouched(tmp_path: Path, read_only: bool) -> None:
    open_library(tmp_path).close()
    database = tmp_path / "library.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA application_id = 42")
    before = database.read_bytes(), files_in(tmp_path)
    with pytest.raises(LibraryVersionError, match="nothing was changed"):
        open_library(tmp_path, read_only=read_only)
    assert (database.read_bytes(), files_in(tmp_path)) == before


def test_a_database_of_a_program_that_says_no_name_is_foreign_too(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    with pytest.raises(LibraryVersionError, match="another program"):
        open_library(tmp_path)


def test_a_database_that_breaks_while_it_is_used_is_damaged(path: Path) -> None:
    with closing(Database(path)) as database:
        pass
    told: list[str] = []

    def note() -> bool:
        told.append("damaged")
        return True

    database = Database(path, damaged=note)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(LibraryDamagedError), database.read() as reader:
        reader.execute("SELECT * FROM jobs").fetchall()
    assert told == ["damaged"]
    database.close()


def test_a_damage_of_which_sqlite_cannot_even_speak_is_one_too(path: Path) -> None:
    content = path.read_bytes()
    place = content.index(b"CREATE TABLE records")
    path.write_bytes(content[:place] + b"CREATE \xb0\xb1\xb2" + content[place + 10 :])
    with pytest.raises(LibraryDamagedError):
        Database(path, read_only=True)


def test_an_error_in_our_own_statement_is_a_bug_and_stays_one() -> None:
    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(sqlite3.OperationalError), plain_errors():
        connection.execute("SELEKT")


_FILL = """
import resource, sys; from pathlib import Path
from imagestudio.core.errors import DiskError
from imagestudio.core.limits import NO_LIMITS
from imagestudio.library.folder import open_library
from tests.library.helpers import make_job
library = open_library(Path(sys.argv[1]))
library.queue.submit([make_job("first")], NO_LIMITS)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    library.queue.submit([make_job("x" * 30_000) for _ in range(20)], NO_LIMITS)
except DiskError as error:
    print(error)
print([job.request.prompt for job in library.journal.unfinished()])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    result = subprocess.run([sys.executable, "-c", _FILL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    told, prompts = result.stdout.splitlines()
    assert "could not be" in told
    assert prompts == "['first']"
    library = open_library(tmp_path)
    assert [job.request.prompt for job in library.journal.unfinished()] == ["first"]
    library.close()


def test_a_missing_database_is_a_disk_error_not_a_new_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Database(tmp_path / "library.sqlite3")
    with pytest.raises(DiskError), plain_errors():
        sqlite3.connect("file:/nowhere/at/all?mode=ro", uri=True)
