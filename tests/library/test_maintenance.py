"""Whether a library is as it says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from imagestudio.library.folder import Library
from imagestudio.library.maintenance import Trouble, check
from tests.library.helpers import save


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
