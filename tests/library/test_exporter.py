"""Giving copies away: into folders and ZIPs, whole or not at all, with a report."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from imagestudio.core.errors import LibraryError, RequestError
from imagestudio.core.export import Choices, ExportReport, Format, Kind, Listing, make_choices
from imagestudio.core.organisation import Change
from imagestudio.core.record import Record
from imagestudio.library.embedded import own_text
from imagestudio.library.exported_record import data_of_text, of_file, record_from_metadata
from imagestudio.library.folder import Library
from tests.library.checking import check_picture
from tests.library.helpers import make_job, picture, save

CLEAR = (200, 80, 40, 0)


def run(
    library: Library,
    target: Path,
    choices: Choices | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    **chosen: object,
) -> ExportReport:
    seen: list[tuple[int, int]] = []
    times = list(library.history.times())
    made = choices or make_choices(**chosen)
    report = library.exporter().run(times, made, target, lambda done, total: seen.append((done, total)), cancelled)
    assert seen == sorted(seen)
    return report


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def fill(library: Library, count: int = 3, format_: str = "PNG") -> list[Record]:
    colours = [(10 * index, 20, 30) for index in range(count)]
    return [
        save(library, make_job(f"picture {index}"), picture(format_, color=colour))
        for index, colour in enumerate(colours)
    ]


def test_as_received_is_byte_for_byte_what_came(library: Library, tmp_path: Path) -> None:
    records = fill(library)
    report = run(library, tmp_path / "out", kind=Kind.AS_RECEIVED, name="{prompt}")
    assert (report.done, report.total, report.refused, report.is_whole) == (3, 3, (), True)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in contents(tmp_path / "out").items()}
    assert hashes == {f"{record.prompt}.png": record.sha256 for record in records}


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_with_the_prompt_inside_the_record_comes_back(library: Library, tmp_path: Path, format_: str) -> None:
    record = fill(library, 1, format_)[0]
    library.organiser.change(Change(rating=5, add_tags=("fox",), note="kept", add_to=("Client",)), [record.time])
    record = library.history.page([record.time])[0]
    run(library, tmp_path / "out", kind=Kind.WITH_PROMPT)
    (copy,) = contents(tmp_path / "out").values()
    found = record_from_metadata(data_of_text(own_text(copy)))
    facts = check_picture(copy)
    assert of_file(found, facts, record.path) == of_file(record, facts, record.path)


def test_originals_are_the_same_afterwards(library: Library, tmp_path: Path) -> None:
    record = fill(library, 1)[0]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in library.folder.rglob("originals/**/*.*")}
    for kind in Kind:
        run(library, tmp_path / kind.value, kind=kind)
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before}
    assert library.path_of(record) in before


def test_numbers_follow_the_order_that_was_asked_for(library: Library, tmp_path: Path) -> None:
    records = fill(library, 3)
    times = [records[1].time, records[0].time, records[2].time]
    choices = make_choices(name="{n:2} {prompt}")
    library.exporter().run(times, choices, tmp_path / "out", lambda *_: None, lambda: False)
    assert sorted(contents(tmp_path / "out")) == ["01 picture 1.png", "02 picture 0.png", "03 picture 2.png"]


def test_no_file_is_ever_replaced(library: Library, tmp_path: Path) -> None:
    fill(library, 2)
    (tmp_path / "FOX.png").write_bytes(b"mine")
    run(library, tmp_path, kind=Kind.CLEAN, name="fox")
    names = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert names == {"FOX.png", "fox-2.png", "fox-3.png"}
    assert (tmp_path / "FOX.png").read_bytes() == b"mine"
    run(library, tmp_path / "a.zip", name="fox")
    assert run(library, tmp_path / "a.zip", name="fox").place == tmp_path / "a-2.zip"


def test_a_zip_holds_the_same_copies_stored(library: Library, tmp_path: Path) -> None:
    fill(library, 5)
    run(library, tmp_path / "out", name="{prompt}")
    report = run(library, tmp_path / "out.ZIP", name="{prompt}")
    assert report.place == tmp_path / "out.ZIP"
    with zipfile.ZipFile(tmp_path / "out.ZIP") as archive:
        assert archive.testzip() is None
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {name: archive.read(name) for name in archive.namelist()} == contents(tmp_path / "out")
        assert archive.infolist()[0].date_time[0] >= 2026
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


@pytest.mark.parametrize("format_", [Format.PNG, Format.JPEG, Format.WEBP])
@pytest.mark.parametrize("source", ["PNG", "JPEG", "WEBP"])
def test_another_format_and_size_keep_the_words(library: Library, tmp_path: Path, source: str, format_: Format) -> None:
    record = save(library, make_job("a fox"), picture(source, (90, 60)))
    run(library, tmp_path / "out", format=format_, longest_edge=45, name="{prompt}")
    ((name, copy),) = contents(tmp_path / "out").items()
    assert name == f"a fox.{ {'jpeg': 'jpg'}.get(format_.value, format_.value) }"
    facts = check_picture(copy)
    assert (facts.media_type, facts.width, facts.height) == (f"image/{format_.value}", 45, 30)
    assert data_of_text(own_text(copy))["id"] == record.id


def test_a_clean_copy_of_another_size_says_nothing(library: Library, tmp_path: Path) -> None:
    fill(library, 1)
    run(library, tmp_path / "out", kind=Kind.CLEAN, percent=50)
    (copy,) = contents(tmp_path / "out").values()
    with Image.open(BytesIO(copy)) as image:
        assert (image.size, dict(image.info)) == ((24, 16), {})


def test_what_is_transparent_shows_the_chosen_ground_in_a_jpeg(library: Library, tmp_path: Path) -> None:
    save(library, make_job(), picture(color=CLEAR))
    run(library, tmp_path / "out", format=Format.JPEG, background="#0000ff", quality=100)
    (copy,) = contents(tmp_path / "out").values()
    with Image.open(BytesIO(copy)) as image:
        red, green, blue = image.getpixel((5, 5))  # type: ignore[misc]
    assert (red < 5, green < 5, blue > 250) == (True, True, True)


def test_a_lossless_webp_stays_transparent_to_the_pixel(library: Library, tmp_path: Path) -> None:
    save(library, make_job(), picture(color=(200, 80, 40, 90)))
    run(library, tmp_path / "out", format=Format.WEBP, quality=100)
    (copy,) = contents(tmp_path / "out").values()
    with Image.open(BytesIO(copy)) as image:
        assert image.convert("RGBA").getpixel((5, 5)) == (200, 80, 40, 90)


def test_a_picture_that_is_gone_is_told_and_the_others_come(library: Library, tmp_path: Path) -> None:
    records = fill(library, 3)
    library.path_of(records[1]).unlink()
    library.path_of(records[2]).write_bytes(b"no picture")
    report = run(library, tmp_path / "out", name="{prompt}")
    assert (report.done, report.total, report.is_whole) == (1, 3, False)
    assert {(told.name, told.failure.kind) for told in report.refused} == {
        ("picture 1.png", "FileGone"),
        ("picture 2.png", "FileSpoilt"),
    }
    assert list(contents(tmp_path / "out")) == ["picture 0.png"]


@pytest.mark.parametrize("target", ["out", "out.zip"])
def test_a_full_disk_stops_it_and_is_told(
    library: Library, tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, 8)
    real, synced = os.fsync, []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) > (3 if target == "out" else 0):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr("imagestudio.library.export_places.os.fsync", full)
    report = run(library, tmp_path / target)
    assert report.stopped is not None
    assert report.full
    assert "disk" in report.stopped.said
    assert report.done == (3 if target == "out" else 0)
    left = [path.name for path in tmp_path.rglob("*") if path.is_file() and library.folder not in path.parents]
    assert len(left) == report.done
    assert not [name for name in left if name.endswith(".part")]


@pytest.mark.parametrize("target", ["out", "out.zip"])
def test_cancelling_leaves_whole_files_only(library: Library, tmp_path: Path, target: str) -> None:
    fill(library, 8)
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 12

    report = run(library, tmp_path / target, cancelled=cancelled)
    assert (report.cancelled, report.stopped) == (True, None)
    assert report.done < 8
    left = [path for path in tmp_path.rglob("*") if path.is_file() and library.folder not in path.parents]
    assert len(left) == report.done
    for path in left:
        check_picture(path.read_bytes())


def test_a_place_where_nothing_can_be_written_is_refused(library: Library, tmp_path: Path) -> None:
    fill(library, 1)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LibraryError, match="There is a file"):
        run(library, tmp_path / "file")
    with pytest.raises(LibraryError):
        run(library, tmp_path / "file" / "a.zip")
    with pytest.raises(RequestError, match="outside of the library"):
        run(library, library.folder / "originals" / "copies")


def test_a_list_beside_the_copies_names_each(library: Library, tmp_path: Path) -> None:
    save(library, make_job('=HYPERLINK("x"), 狐'))
    save(library, make_job("two\nlines"))
    run(library, tmp_path / "csv", listing=Listing.CSV, name="{n}")
    text = (tmp_path / "csv" / "pictures.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["file"], row["prompt"]) for row in rows] == [
        ("1.png", "two\nlines"),
        ("2.png", '\'=HYPERLINK("x"), 狐'),
    ]
    assert rows[0]["cost_usd"] == "0.0132325"
    run(library, tmp_path / "a.zip", listing=Listing.JSON_LINES, name="{n}", personal=False)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        lines = [json.loads(line) for line in archive.read("pictures.jsonl").splitlines()]
    assert [(line["file"], line["prompt"]) for line in lines] == [
        ("1.png", "two\nlines"),
        ("2.png", '=HYPERLINK("x"), 狐'),
    ]
    assert lines[0]["cost_usd"] is None


def test_many_pages_of_pictures_keep_their_numbers(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagestudio.library.exporter._PAGE", 2)
    fill(library, 7)
    run(library, tmp_path / "out", name="{n} {prompt}", listing=Listing.CSV)
    names = sorted(contents(tmp_path / "out"))
    assert names[:7] == [f"{index + 1} picture {6 - index}.png" for index in range(7)]
    assert names[7:] == ["pictures.csv"]
