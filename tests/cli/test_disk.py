"""Disks that take nothing and databases that are damaged, met on the command line."""

from __future__ import annotations

import threading
from pathlib import Path

from tests.cli.conftest import Run
from tests.server import KEY, ServiceServer


def test_an_answer_that_cannot_be_written_is_saved_to_the_output_folder(
    run: Run, service: ServiceServer, library: Path, tmp_path: Path
) -> None:
    service.hold()

    def block() -> None:
        while not service.posts:
            threading.Event().wait(0.01)
        (attempt,) = (library / "spool").iterdir()
        (attempt / "answer.part").mkdir()
        service.release()

    thread = threading.Thread(target=block)
    thread.start()
    output = tmp_path / "out"
    done = run("generate", "a fox", "--base-url", service.base_url, "--output", str(output), AIMLAPI_API_KEY=KEY)
    thread.join()
    assert done.code == 6, done.err
    (saved,) = output.iterdir()
    assert saved.suffix == ".json"
    assert b'"data"' in saved.read_bytes()
    assert f"saved as {saved}" in done.err
    assert "It was paid for." in done.err
    assert len(service.posts) == 1


def test_too_little_room_sends_nothing_and_says_so(run: Run, service: ServiceServer, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "imagestudio" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"free_space_mb": 1000000000}')
    done = run("generate", "a fox", "--base-url", service.base_url, AIMLAPI_API_KEY=KEY)
    assert done.code == 1
    assert "Nothing was charged. Nothing was sent." in done.err
    assert service.posts == []


def test_a_damaged_database_is_mended_told_and_checked(run: Run, library: Path) -> None:
    assert run("generate", "a fox", "--demo").code == 0
    assert len(list((library / "backups").iterdir())) == 1
    (library / "library.sqlite3").write_bytes(b"garbage" * 1000)
    damaged = run("library", "check")
    assert damaged.code == 1
    assert "the database is damaged" in damaged.out
    done = run("generate", "an owl", "--demo")
    assert done.code == 0
    assert "replaced from its backup" in done.err
    assert run("library", "check").code == 0
    assert len(run("history").out.splitlines()) == 2
