"""An import killed at any step and gone on with: no picture is lost, none is there twice."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from imagestudio.core.taking_in import Fate
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import check
from imagestudio.library.rebuild import rebuild
from tests.library.helpers import ROOT
from tests.library.test_taking_in import a_picture, ignore, never, put, zipped

_PICTURES = 3

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked")


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all killed runs, and the pictures they took in."""
    base = tmp_path_factory.mktemp("killed")
    put(base / "in", "a.png", a_picture(1))
    put(base / "in", "again.png", a_picture(1))
    put(base / "in", "b.jpg", a_picture(2, format_="JPEG"))
    zipped(base / "in/c.zip", [("c.png", a_picture(3))])
    command = [sys.executable, "-m", "tests.library.import_crash_child", str(base)]
    subprocess.run(command, cwd=ROOT, check=True)
    return base


def _go_on(library: Library) -> None:
    for left in library.taking_in.unfinished():
        library.taking_in.run(left.id, ignore, never)


def _see_whole(library: Library, base: Path, number: str) -> None:
    """Every picture once, with its file and sidecar, and nothing else."""
    wanted = {hashlib.sha256(a_picture(n, format_=f)).hexdigest() for n, f in ((1, "PNG"), (2, "JPEG"), (3, "PNG"))}
    found = [record.sha256 for record in library.history.page(library.history.times())]
    assert sorted(found) == sorted(wanted), number
    assert check(library) == [], number
    imports = library.folder / "imports"
    assert not imports.is_dir() or list(imports.iterdir()) == [], number


def test_going_on_after_a_crash_at_any_step_brings_each_picture_once(killed: Path) -> None:
    runs = sorted(killed.glob("[0-9]*"))
    assert len(runs) > 30
    for number, folder in enumerate(runs):
        if number % 3 == 0:  # the database may be lost with it
            rebuild(folder)
        library = open_library(folder)
        try:
            _go_on(library)
            report = library.taking_in.run(library.taking_in.begin([killed / "in"]), ignore, never)
            assert report.counts[Fate.TAKEN] in (0, _PICTURES), folder.name  # the latter where nothing was written down
            _see_whole(library, killed, folder.name)
        finally:
            library.close()
