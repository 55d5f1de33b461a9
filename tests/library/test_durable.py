"""Files that are whole or not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from imagestudio.core.errors import DiskError
from imagestudio.library.durable import FileSink, write_durably
from tests.library.helpers import ROOT, files_in


def test_nothing_has_the_files_name_before_it_is_committed(tmp_path: Path) -> None:
    sink = FileSink(tmp_path / "answer", "The answer")
    sink.write(b"half")
    assert files_in(tmp_path) == ["answer.part"]
    sink.write(b" and half")
    sink.commit()
    assert files_in(tmp_path) == ["answer"]
    assert (tmp_path / "answer").read_bytes() == b"half and half"


def test_writing_again_replaces_the_whole_file(tmp_path: Path) -> None:
    write_durably(tmp_path / "a", b"a long text that was there")
    write_durably(tmp_path / "a", b"short")
    assert (tmp_path / "a").read_bytes() == b"short"


def test_a_file_that_begins_again_holds_only_what_came_after(tmp_path: Path) -> None:
    sink = FileSink(tmp_path / "picture", "The picture")
    sink.restart()
    sink.write(b"a long first part")
    sink.restart()
    sink.write(b"whole")
    sink.commit()
    assert (tmp_path / "picture").read_bytes() == b"whole"


def test_a_file_is_committed_once(tmp_path: Path) -> None:
    sink = FileSink(tmp_path / "a", "A file")
    sink.write(b"whole")
    sink.commit()
    with pytest.raises(ValueError, match="written"):
        sink.commit()
    assert (tmp_path / "a").read_bytes() == b"whole"


def test_a_missing_folder_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="The picture could not be read or written: No such file") as told:
        write_durably(tmp_path / "no" / "a", b"", "The picture")
    assert str(tmp_path) not in str(told.value)


_FILL = """
import resource, sys; from pathlib import Path
from imagestudio.core.errors import DiskError
from imagestudio.library.durable import FileSink
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
sink = FileSink(Path(sys.argv[1]) / "picture", "The picture")
try:
    for _ in range(100):
        sink.write(b"x" * 10_000)
    sink.commit()
except DiskError as error:
    print(error)
try:
    sink.commit()
except ValueError:
    print("given up")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_full_disk_is_named_and_half_a_file_never_passes_for_the_whole(tmp_path: Path) -> None:
    result = subprocess.run([sys.executable, "-c", _FILL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "The picture could not be written: the disk is full. Free some space and try again.",
        "given up",
    ]
    assert files_in(tmp_path) == ["picture.part"]
