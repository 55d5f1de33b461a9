"""Taking pictures in: from files, folders and ZIPs, each once, at its own time, and nothing hostile does harm."""

from __future__ import annotations

import json
import os
import threading
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from imagestudio.core.errors import DiskError, LibraryReadOnlyError
from imagestudio.core.organisation import Change
from imagestudio.core.record import Record
from imagestudio.core.taking_in import ANOTHER_PROGRAM, IMPORTED, Fate, Reason, Report, Step
from imagestudio.core.times import from_iso, now_us
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import check
from imagestudio.library.rebuild import rebuild
from tests.library.helpers import files_in, picture, save, with_png_chunk

A1111 = "a fox\nNegative prompt: bad\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 48x32, Model: dream"


def take(library: Library, *paths: Path) -> Report:
    return library.taking_in.run(library.taking_in.begin(paths), ignore, never)


def ignore(_step: Step) -> None:
    """Nobody watches."""


def never() -> bool:
    return False


def put(folder: Path, name: str, content: bytes, changed_us: int | None = None) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if changed_us is not None:
        os.utime(path, ns=(changed_us * 1000, changed_us * 1000))
    return path


def zipped(path: Path, entries: Iterable[tuple[str, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def a_picture(shade: int = 0, text: str = "", format_: str = "PNG") -> bytes:
    """A small picture of its own for each shade."""
    out = BytesIO()
    info = PngImagePlugin.PngInfo()
    if text:
        info.add_itxt("parameters", text)
    Image.new("RGB", (48, 32), (shade % 256, shade // 256, 90)).save(out, format_, pnginfo=info)
    return out.getvalue()


def records(library: Library) -> list[Record]:
    return library.history.page(library.history.times())


def refusals(report: Report) -> dict[str, Reason]:
    return {item.name: item.reason for item in report.items if item.fate is Fate.REFUSED}


def test_files_folders_and_zips_are_copied_with_what_they_say_of_themselves(library: Library, tmp_path: Path) -> None:
    alone = put(tmp_path / "in", "alone.png", a_picture(1, A1111))
    put(tmp_path / "in/folder", "deep/er/photo.jpg", a_picture(2, format_="JPEG"))
    put(tmp_path / "in/folder", "b.webp", a_picture(3, format_="WEBP"))
    archive = zipped(tmp_path / "in/some.zip", [("x/y.png", a_picture(4))])
    before = {path: path.read_bytes() for path in (tmp_path / "in").rglob("*") if path.is_file()}
    report = take(library, alone, tmp_path / "in/folder", archive)
    assert report.counts == {Fate.TAKEN: 4}
    assert {path: path.read_bytes() for path in (tmp_path / "in").rglob("*") if path.is_file()} == before
    taken = records(library)
    assert sorted(record.time for record in taken) == sorted(report.times)
    assert {record.provider for record in taken} == {IMPORTED}
    fox = next(record for record in taken if record.prompt)
    assert (fox.prompt, fox.model, fox.source) == ("a fox", "dream", "AUTOMATIC1111")
    assert fox.parameters["negative_prompt"] == "bad"
    assert {record.source for record in taken} == {"AUTOMATIC1111", ANOTHER_PROGRAM}
    assert library.path_of(fox).read_bytes() == before[alone]
    assert check(library) == []
    assert library.taking_in.unfinished() == []
    assert not [name for name in files_in(library.folder) if name.startswith("imports/")]
    assert [library.history.page(library.history.times("fox"))[0].id] == [fox.id]


def test_the_bytes_decide_and_not_the_name(library: Library, tmp_path: Path) -> None:
    put(tmp_path / "in", "picture.txt", a_picture(1))
    put(tmp_path / "in", "words.png", b"only words in here, really")
    put(tmp_path / "in", "cut.png", a_picture(2)[:-20])
    put(tmp_path / "in", "empty.png", b"")
    big = put(tmp_path / "in", "big.png", a_picture(4))
    os.truncate(big, 65 * 1024 * 1024)
    put(tmp_path / "in", "drawing.svg.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    put(tmp_path / "in", ".hidden/secret.png", a_picture(3))
    report = take(library, tmp_path / "in", tmp_path / "nowhere.png")
    assert report.counts[Fate.TAKEN] == 1
    assert refusals(report) == {
        "in/words.png": Reason.NO_PICTURE,
        "in/cut.png": Reason.UNSOUND,
        "in/empty.png": Reason.EMPTY,
        "in/big.png": Reason.TOO_BIG,
        "in/drawing.svg.png": Reason.NO_PICTURE,
        "nowhere.png": Reason.GONE,
    }


def test_the_same_bytes_are_taken_in_once(library: Library, tmp_path: Path) -> None:
    made = save(library)
    put(tmp_path / "in", "a.png", a_picture(1))
    put(tmp_path / "in", "copy of a.png", a_picture(1))
    put(tmp_path / "in", "made here.png", library.path_of(made).read_bytes())
    report = take(library, tmp_path / "in")
    assert report.counts == {Fate.TAKEN: 1, Fate.HERE: 2}
    again = take(library, tmp_path / "in")
    assert again.counts == {Fate.HERE: 3}
    assert len(records(library)) == 2


def test_what_lies_in_the_trash_is_told_and_stays_there(library: Library, tmp_path: Path) -> None:
    source = put(tmp_path, "a.png", a_picture(1))
    [time] = take(library, source).times
    library.organiser.change(Change(trash=True), [time])
    library.settling.settle()
    report = take(library, source)
    assert [(item.fate, item.time) for item in report.items] == [(Fate.IN_TRASH, time)]
    assert records(library) == []


def test_a_lost_original_is_found_again(library: Library, tmp_path: Path) -> None:
    source = put(tmp_path, "a.png", a_picture(1))
    take(library, source)
    [record] = records(library)
    library.path_of(record).unlink()
    library.presence.see(record)
    assert records(library)[0].missing
    report = take(library, source)
    assert report.counts == {Fate.BACK: 1}
    assert library.path_of(record).read_bytes() == source.read_bytes()
    assert not records(library)[0].missing
    assert check(library) == []


def test_pictures_of_the_past_take_their_place_in_time(library: Library, tmp_path: Path) -> None:
    made = save(library)
    long_ago = from_iso("2019-03-05T10:00:00Z")
    for number in range(5):
        put(tmp_path / "in", f"{number}.png", a_picture(number + 1), long_ago)
    put(tmp_path / "in", "future.png", a_picture(9), now_us() + 10**13)
    take(library, tmp_path / "in")
    times = list(library.history.times())
    assert times[-5:] == [long_ago + number for number in reversed(range(5))]
    assert max(times) <= now_us()
    assert made.time in times
    path = library.history.page([long_ago])[0].path
    assert path.startswith("originals/2019/03/20190305-100000-")


def test_exif_tells_the_time_better_than_the_file(library: Library, tmp_path: Path) -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2020:02:03 04:05:06"
    exif.get_ifd(0x8769)[0x9011] = "+02:00"
    exif[0x0131] = "Camera 3000"
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    take(library, put(tmp_path, "photo.jpg", out.getvalue()))
    [record] = records(library)
    assert record.time == from_iso("2020-02-03T02:05:06Z")
    assert record.source == "Camera 3000"


def test_a_zip_cannot_write_outside_nor_unfold_without_end(library: Library, tmp_path: Path) -> None:
    outside = files_in(tmp_path)
    archive = zipped(
        tmp_path / "evil.zip",
        [
            ("../../escaped.png", a_picture(1)),
            ("/absolute.png", a_picture(2)),
            ("..\\windows.png", a_picture(3)),
            ("nested.zip", zipped(tmp_path / "inner.zip", [("in.png", a_picture(4))]).read_bytes()),
            ("big.png", a_picture(5) + bytes(20 * 1024 * 1024)),
            ("__MACOSX/._a.png", b"resource"),
        ],
    )
    report = take(library, archive)
    assert report.counts == {Fate.TAKEN: 3, Fate.REFUSED: 2}
    reasons = refusals(report)
    assert reasons["evil.zip: nested.zip"] is Reason.NESTED
    assert reasons["evil.zip: big.png"] is Reason.BOMB
    strange = [name for name in files_in(tmp_path) if not name.startswith("library/")]
    assert set(strange) - set(outside) == {"evil.zip", "inner.zip"}
    assert check(library) == []


def test_a_bomb_is_not_unfolded(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagestudio.library.sources._BOMB_ROOM", 0)
    start = picture("PNG")[:33]
    content = start + os.urandom(2000) + bytes(100_000)
    archive = zipped(tmp_path / "bomb.zip", [(f"{number}.png", content) for number in range(30)])
    lying = zipped(tmp_path / "huge.zip", [("huge.png", start + bytes(20_000_000))])
    report = take(library, archive, lying)
    assert refusals(report)["huge.zip: huge.png"] is Reason.BOMB
    assert refusals(report)["bomb.zip: 29.png"] is Reason.BOMB
    assert refusals(report)["bomb.zip: 0.png"] is Reason.UNSOUND
    assert report.counts == {Fate.REFUSED: 31}


def test_broken_and_locked_zips_are_told_of(library: Library, tmp_path: Path) -> None:
    good = zipped(tmp_path / "good.zip", [("a.png", a_picture(1)), ("b.png", a_picture(2))], zipfile.ZIP_STORED)
    content = good.read_bytes()
    locked = bytearray(content)
    for sign, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        locked[content.index(sign) + place] |= 1
    put(tmp_path, "locked.zip", bytes(locked))
    put(tmp_path, "cut.zip", content[:-30])
    spoilt = content.replace(a_picture(2)[40:60], bytes(20))
    put(tmp_path, "spoilt.zip", spoilt)
    zipped(tmp_path / "odd.zip", [("c.png", a_picture(3))], zipfile.ZIP_LZMA)
    report = take(library, *(tmp_path / f"{name}.zip" for name in ("locked", "cut", "spoilt", "odd")))
    assert refusals(report) == {
        "locked.zip: a.png": Reason.LOCKED,
        "cut.zip": Reason.BROKEN_ZIP,
        "spoilt.zip: b.png": Reason.BROKEN_ZIP,
        "odd.zip: c.png": Reason.PACKING,
    }
    assert report.counts[Fate.TAKEN] == 2


def test_a_zip_with_a_huge_list_is_refused(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "long.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(300):
            archive.writestr(f"{number:05}" + "n" * 60_000, b"")
    assert refusals(take(library, path)) == {"long.zip": Reason.BROKEN_ZIP}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_what_is_no_file_is_not_waited_for(library: Library, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in/pipe.png")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/nowhere.png").symlink_to(tmp_path / "in/missing.png")
    report = take(library, tmp_path / "in")
    assert refusals(report) == {"in/pipe.png": Reason.NO_PICTURE, "in/nowhere.png": Reason.GONE}


def test_names_of_no_encoding_and_hostile_names_are_shown_harmlessly(library: Library, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "in")
    os.mkdir(folder)  # noqa: PTH102
    with open(folder + b"/caf\xe9 \x1b[31m\n.png", "wb") as file:  # noqa: PTH123
        file.write(b"no picture at all")
    [item] = take(library, tmp_path / "in").items
    assert item.name.isprintable()
    assert item.name.startswith("in/caf")


def test_stopping_keeps_what_came_and_going_on_brings_the_rest(library: Library, tmp_path: Path) -> None:
    for number in range(6):
        put(tmp_path / "in", f"{number}.png", a_picture(number + 1))
    put(tmp_path / "in", "words.png", b"no picture at all")
    steps: list[Step] = []
    id_ = library.taking_in.begin([tmp_path / "in"])
    first = library.taking_in.run(id_, steps.append, lambda: len(steps) > 3)
    assert first.stopped
    assert first.counts == {Fate.TAKEN: 3}
    [left] = library.taking_in.unfinished()
    assert (left.id, left.done, left.paths) == (id_, 3, (tmp_path / "in",))
    (tmp_path / "in/0.png").unlink()  # what is taken in need not be there any more
    steps.clear()
    second = library.taking_in.run(id_, steps.append, never)
    assert second.counts == {Fate.TAKEN: 5, Fate.REFUSED: 1}
    assert [step.record is not None for step in steps[1:]] == [False, False, True, True, True, False]
    assert (steps[-1].done, steps[-1].total) == (6, 6)
    assert len(records(library)) == 6
    assert library.taking_in.unfinished() == []


def test_a_forgotten_import_is_not_offered_again(library: Library, tmp_path: Path) -> None:
    id_ = library.taking_in.begin([tmp_path])
    library.taking_in.forget(id_)
    assert library.taking_in.unfinished() == []
    with pytest.raises(DiskError):
        library.taking_in.run(id_, ignore, never)


def test_another_library_is_taken_in_with_everything_that_was_made_of_it(library: Library, tmp_path: Path) -> None:
    other = open_library(tmp_path / "other")
    try:
        made = save(other)
        other.organiser.change(Change(rating=4, add_tags=("crown",), note="the one", add_to=("Client",)), [made.time])
        gone = save(other, content=a_picture(7))
        other.organiser.change(Change(trash=True), [gone.time])
        other.settling.settle()
        [wanted] = records(other)
    finally:
        other.close()
    report = take(library, tmp_path / "other")
    assert report.counts == {Fate.TAKEN: 1}
    assert records(library) == [wanted]
    assert [tag.name for tag in library.organiser.tags()] == ["crown"]
    assert [collection.name for collection in library.organiser.collections()] == ["Client"]


def test_a_stranger_cannot_choose_a_place_or_an_id(library: Library, tmp_path: Path) -> None:
    made = save(library)
    for number, id_ in enumerate((made.id, "../../evil", "CON", "x" * 90)):
        data = made.to_data() | {"id": id_, "path": "../../evil.png"}
        content = with_png_chunk(a_picture(number), b"iTXt", b"imagestudio\0\0\0\0\0" + json.dumps(data).encode())
        put(tmp_path / "in", f"{number}.png", content)
    report = take(library, tmp_path / "in")
    assert report.counts == {Fate.TAKEN: 4}
    assert len({record.id for record in records(library)}) == 5
    assert all(record.path.startswith("originals/") for record in records(library))
    assert library.path_of(made).read_bytes() == picture()
    assert check(library) == []


def test_content_credentials_are_seen(library: Library, tmp_path: Path) -> None:
    take(library, put(tmp_path, "signed.png", with_png_chunk(a_picture(1), b"caBX", b"manifest")))
    take(library, put(tmp_path, "plain.png", a_picture(2)))
    assert sorted(record.content_credentials for record in records(library)) == [False, True]


def test_what_was_taken_in_survives_a_rebuilding(folder: Path, tmp_path: Path) -> None:
    library = open_library(folder)
    try:
        for number in range(3):
            put(tmp_path / "in", f"{number}.png", a_picture(number + 1, A1111))
        take(library, tmp_path / "in")
        before = records(library)
    finally:
        library.close()
    rebuild(folder)
    library = open_library(folder)
    try:
        assert records(library) == before
        assert take(library, tmp_path / "in").counts == {Fate.HERE: 3}
    finally:
        library.close()


def test_a_library_for_looking_takes_nothing_in(folder: Path, tmp_path: Path) -> None:
    open_library(folder).close()
    library = open_library(folder, read_only=True)
    try:
        with pytest.raises(LibraryReadOnlyError):
            library.taking_in.begin([tmp_path])
        assert library.taking_in.unfinished() == []
    finally:
        library.close()


def test_a_disk_that_is_nearly_full_is_left_to_what_is_paid_for(folder: Path, tmp_path: Path) -> None:
    library = open_library(folder, least_free=2**60)
    try:
        source = put(tmp_path, "a.png", a_picture(1))
        with pytest.raises(DiskError, match="nearly full"):
            take(library, source)
        assert len(library.taking_in.unfinished()) == 1
    finally:
        library.close()


def test_pictures_that_are_made_meanwhile_get_times_of_their_own(library: Library, tmp_path: Path) -> None:
    for number in range(30):
        put(tmp_path / "in", f"{number:02}.png", a_picture(number + 1))
    importing = threading.Thread(target=take, args=(library, tmp_path / "in"))
    importing.start()
    made = [save(library) for _ in range(5)]
    importing.join()
    assert len(records(library)) == 35
    assert {record.id for record in made} <= {record.id for record in records(library)}


def test_a_half_written_log_is_no_hindrance(library: Library, tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path / "in", f"{number}.png", a_picture(number + 1))
    id_ = library.taking_in.begin([tmp_path / "in"])
    steps: list[Step] = []
    library.taking_in.run(id_, steps.append, lambda: len(steps) > 2)
    log = library.folder / "imports" / id_ / "log.jsonl"
    log.write_bytes(log.read_bytes()[:-5] + b"\xff\xfe[1,2")
    report = library.taking_in.run(id_, ignore, never)
    assert report.counts == {Fate.TAKEN: 2, Fate.HERE: 1}
    assert len(records(library)) == 3


def test_two_kinds_of_the_same_record_are_two_pictures(library: Library, tmp_path: Path) -> None:
    """An exported copy of a picture of this library has other bytes, so it is a picture of its own."""
    made = save(library)
    data = replace(made, path="x").to_data()
    content = with_png_chunk(picture(), b"iTXt", b"imagestudio\0\0\0\0\0" + json.dumps(data).encode())
    [time] = take(library, put(tmp_path, "copy.png", content)).times
    [copy] = library.history.page([time])
    assert (copy.prompt, copy.cost) == (made.prompt, made.cost)
    assert copy.id != made.id
    assert copy.time == made.time + 1


def test_folders_that_may_not_be_looked_into_are_told_of(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "in/open", "a.png", a_picture(1))
    put(tmp_path / "in/closed", "b.png", a_picture(2))
    scan = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "no", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = take(library, tmp_path / "in", Path("a\0name"))
    assert report.counts == {Fate.TAKEN: 1, Fate.REFUSED: 2}
    assert set(refusals(report).values()) == {Reason.UNREADABLE, Reason.GONE}
