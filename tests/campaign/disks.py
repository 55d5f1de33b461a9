"""Disks that are full, fail, or may not be written: what is paid for is told of and can be had afterwards."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.campaign.evidence import (
    Mark,
    answered,
    audit,
    begun,
    charged_since,
    mark,
    posts_since,
    read,
    recover,
    sent_by_itself,
)
from tests.campaign.kills import calibrate
from tests.campaign.report import Result
from tests.campaign.stage import Done, Place, Stage, noise
from tests.campaign.trace import injecting, why_not
from tests.wire import Seen

_MIB = 1 << 20
_ROOMY = 600 * _MIB  # what is asked for before sending is 500, and 32 are kept back
_SIZES = (_MIB // 2, _MIB, 2 * _MIB, 6 * _MIB, _ROOMY)
_FAILING = ("fdatasync", "fsync", "pwrite64", "rename", "write", "openat")
_AFTERWARDS = (
    "afterwards, on a sound disk: no request twice, every charge a picture or an open job, library check clean"
)


def run_full(stage: Stage) -> Result:
    """tmpfs of several sizes, full from the start, or filled when the request or the picture is under way."""
    checked = f"full from the start: nothing sent or told; filled meanwhile: told; {_AFTERWARDS}"
    result = Result("disk-full", checked, not_run=_why_no_mount(stage))
    if result.not_run:
        return result
    cases = [(size, "") for size in _SIZES] + [(_ROOMY, "post"), (_ROOMY, "picture")]
    chosen = [cases[1], cases[5]] if not stage.long else cases * 3
    numbers = stage.random(result.row)
    for size, filled_at in chosen:
        place = stage.place(fresh=True)
        place.library.mkdir()
        with _tmpfs(place.library, size):
            given = [noise(numbers) for _ in range(3)]
            _one_full(stage, result, place, filled_at, f"{size // 1024} KiB {filled_at}".strip(), given)
    return result


def _one_full(stage: Stage, result: Result, place: Place, filled_at: str, case: str, given: list[bytes]) -> None:
    def fill(_seen: Seen) -> None:
        take_all(place.library / "filler")

    stage.quiet()
    stage.server.give(*given)
    if filled_at == "post":
        stage.on_post = fill
    elif filled_at == "picture":
        stage.on_picture = fill
    since = mark(stage)
    done = place.generate("--count", "3")
    stage.quiet()
    result.runs += 1
    arrived, sent = answered(place), len(posts_since(stage, since))
    result.count(f"{case}: ended with {done.code}, requests sent", sent)
    _tell(result, case, done, sent)
    (place.library / "filler").unlink(missing_ok=True)
    subprocess.run(["mount", "-o", f"remount,size={_ROOMY}", str(place.library)], check=True)
    _afterwards(stage, result, place, since, 3, arrived, case)


def run_errors(stage: Stage) -> Result:
    """EIO and ENOSPC out of chosen system calls, once or from then on."""
    checked = f"EIO and ENOSPC from {', '.join(_FAILING)}: never a bug, always told; {_AFTERWARDS}"
    result = Result("disk-errors", checked, not_run=why_not())
    if result.not_run:
        return result
    numbers = stage.random(result.row)
    ranges = calibrate(stage)
    for index in range(stage.some(3, 96)):
        call = _FAILING[index % len(_FAILING)]
        error = numbers.choice(("EIO", "ENOSPC"))
        which = numbers.choice(ranges[call])
        when = f"{which}+" if numbers.random() < 0.4 and call != "openat" else f"{which}"
        stage.quiet()
        stage.server.give(noise(numbers))
        place = stage.place()
        since = mark(stage)
        done = place.generate(before=injecting(call, f"error={error}", when))
        result.runs += 1
        case = f"{error} from {call} {when}"
        if call == "write" and done.code == 120:  # nothing can be said where each word fails; Python ends so
            done = Done(1, done.out, done.err or "(it could not say anything)")
        result.count(f"{call}: ended with {done.code}")
        _tell(result, case, done, len(posts_since(stage, since)))
        _afterwards(stage, result, place, since, 1, answered(place), case)
    return result


def run_read_only(stage: Stage) -> Result:
    """A library on a file system that may not be written."""
    checked = "nothing sent, told why, browsing works, not a byte of the library changed"
    result = Result("read-only", checked, not_run=_why_no_mount(stage))
    if result.not_run:
        return result
    place = stage.place()
    before = _digest(place.library)
    since = mark(stage)
    with _read_only(place.library):
        done = place.generate()
        shown = place.run("history", "--json")
        checked_too = place.run("library", "check")
    result.runs = 3
    result.need(done.code not in (0, 5, 6), f"generate ended with {done.code}")
    result.need(not posts_since(stage, since), "something was sent")
    _tell(result, "read-only", done, 0)
    result.need(len(shown.out.splitlines()) == 1 and shown.code == 0, f"the history cannot be read: {shown.err}")
    result.need(checked_too.code == 0, f"the library cannot be checked: {checked_too.err}")
    result.need(_digest(place.library) == before, "the library changed")
    result.facts["it says"] = done.err.strip()
    return result


def _tell(result: Result, case: str, done: Done, sent: int) -> None:
    """What the program says of it: never a bug, and where something was sent also what that means for the money."""
    result.need("bug" not in done.err and "Traceback" not in done.err, f"{case}: a bug is told: {done.err.strip()}")
    result.need(done.code == 0 or bool(done.err.strip()), f"{case}: ended with {done.code} and said nothing")
    money = any(word in done.err for word in ("charged", "paid"))
    result.need(done.code not in (5, 6) or money, f"{case}: nothing is said of the money: {done.err.strip()}")
    result.need(done.code in (0, 1, 4, 5, 6), f"{case}: ended with {done.code} after {sent} requests")


def _afterwards(
    stage: Stage, result: Result, place: Place, since: Mark, jobs: int, arrived: set[str], case: str
) -> None:
    before = begun(stage, place, since)
    again = recover(place)
    result.need("Traceback" not in again.err and "bug" not in again.err, f"{case}: then a bug: {again.err[-300:]}")
    result.broken += [f"{case}: {text}" for text in sent_by_itself(stage, since, before)]
    broken = audit(stage, place, since, jobs, arrived)
    result.broken += [f"{case}: {text}" for text in broken]
    result.count("charged", len(charged_since(stage, since)))
    if not any("cannot be read" in text for text in broken):
        for state in read(place).states:
            result.count(f"now {state}")
    result.worst = f"{len(result.broken)} broken"


def take_all(path: Path) -> None:
    """Take every block that is left."""
    with path.open("ab") as file:
        for size in (64 * _MIB, _MIB, 4096):
            while True:
                try:
                    os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, size)
                except OSError:
                    break


def _why_no_mount(stage: Stage) -> str:
    if os.geteuid() != 0:
        return "only root may mount"
    probe = stage.root / "mount-probe"
    probe.mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "none", str(probe)], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        subprocess.run(["umount", str(probe)], check=True)
        return ""
    return f"mounting is not allowed here: {done.stderr.strip()}"


@contextmanager
def _tmpfs(folder: Path, size: int) -> Iterator[None]:
    """A disk of so many bytes; what is on it afterwards stays where it was mounted."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=True)
    try:
        yield
        kept = folder.with_name("kept")
        subprocess.run(["cp", "-a", str(folder), str(kept)], check=True)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
