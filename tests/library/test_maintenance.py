"""Whether a library is as it says."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import Trouble, check
from tests.library.helpers import make_job, picture, save


def _troubles(library: Library) -> list[tuple[Trouble, str]]:
    findings = check(library)
    assert all(finding.remedy for finding in findings)
    return [(finding.what, finding.path) for finding in findings]


def test_a_sound_library_has_no_findings(library: Library) -> None:
    assert check(library) == []
    for _ in range(3):
        save(library)
    seen: list[tuple[int, int]] = []
    assert check(library, lambda done, total: seen.append((done, total))) == []
    assert seen == [(3, 3)]


def test_a_missing_file_is_found(library: Library) -> None:
    record = save(library)
    library.path_of(record).unlink()
    assert _troubles(library) == [(Trouble.FILE_MISSING, record.path)]


def test_one_changed_bit_is_found(library: Library) -> None:
    record = save(library)
    content = bytearray(library.path_of(record).read_bytes())
    content[-20] ^= 1
    library.path_of(record).write_bytes(content)
    assert _troubles(library) == [(Trouble.FILE_CHANGED, record.path)]


def test_a_missing_or_broken_or_different_sidecar_is_found(library: Library) -> None:
    missing, broken, different = (save(library) for _ in range(3))
    sidecars = {record.id: library.path_of(record).with_suffix(".json") for record in (missing, broken, different)}
    sidecars[missing.id].unlink()
    sidecars[broken.id].write_text('{"imagestudio": 1')
    data = json.loads(sidecars[different.id].read_text())
    sidecars[different.id].write_text(json.dumps({**data, "prompt": "another"}))
    folder = library.folder
    assert {(what, folder / path) for what, path in _troubles(library)} == {
        (Trouble.SIDECAR_MISSING, sidecars[missing.id]),
        (Trouble.SIDECAR_UNREADABLE, sidecars[broken.id]),
        (Trouble.SIDECAR_DIFFERS, sidecars[different.id]),
    }


@pytest.mark.allow_log
def test_a_damaged_backup_and_a_stray_thumbnail_are_found(library: Library) -> None:
    record = save(library)
    library.thumbnails.make(record)
    library.care.back_up()
    assert check(library) == []
    (backup,) = (library.folder / "backups").iterdir()
    backup.write_bytes(backup.read_bytes()[:5000])
    with closing(sqlite3.connect(library.folder / "thumbnails.sqlite3")) as connection, connection:
        connection.execute("UPDATE thumbnails SET id = 'another'")
    assert _troubles(library) == [
        (Trouble.BACKUP_DAMAGED, f"backups/{backup.name}"),
        (Trouble.THUMBNAIL_WRONG, "thumbnails.sqlite3: another"),
    ]


def test_a_damaged_database_is_found_without_changing_it(library: Library) -> None:
    folder = library.folder
    save(library)
    library.close()
    database = folder / "library.sqlite3"
    content = bytearray(database.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    database.write_bytes(content)
    reader = open_library(folder, read_only=True)
    assert (Trouble.DATABASE_DAMAGED, "library.sqlite3") in _troubles(reader)
    reader.close()
    assert database.read_bytes() == bytes(content)


def test_a_missing_picture_is_marked_until_it_is_back_and_never_forgotten(library: Library) -> None:
    record = save(library)
    library.thumbnails.load(record)
    path = library.path_of(record)
    away = path.rename(path.with_name("away"))
    assert library.thumbnails.load(record)
    (marked,) = library.history.records()
    assert marked.missing
    assert marked == record
    assert "missing" not in marked.to_data()
    away.rename(path)
    library.thumbnails.load(marked)
    assert not library.history.records()[0].missing
    library.history.note_all_missing([record.path])
    assert library.history.records()[0].missing
    library.history.note_all_missing([])
    assert not library.history.records()[0].missing


def test_files_no_record_names_are_found(library: Library, tmp_path: Path) -> None:
    original = library.path_of(save(library))
    shutil.copy(original, original.with_name("stray.png"))
    other = Library.path_of(library, save(library))
    sidecar = other.with_name("20260101-000000-00000000.json")
    shutil.copy(other.with_suffix(".json"), sidecar)
    (original.parent / "notes.txt").write_text("mine")
    assert {(what, Path(path).name) for what, path in _troubles(library)} == {
        (Trouble.UNKNOWN_FILE, "stray.png"),
        (Trouble.UNKNOWN_FILE, "notes.txt"),
        (Trouble.RECORD_MISSING, sidecar.name),
    }


def test_what_an_edit_was_given_is_looked_at_too(library: Library) -> None:
    inputs = library.exploring.inputs
    missing, changed, sound = (inputs.take(picture(kind)) for kind in ("PNG", "JPEG", "WEBP"))
    for images in ((missing, changed), (sound, missing)):
        job = make_job()
        save(library, replace(job, request=replace(job.request, images=images)))
    assert check(library) == []
    inputs.path_of(missing).unlink()
    inputs.path_of(changed).write_bytes(b"another")
    assert set(_troubles(library)) == {
        (Trouble.INPUT_MISSING, f"inputs/{missing.file_name}"),
        (Trouble.INPUT_CHANGED, f"inputs/{changed.file_name}"),
    }
