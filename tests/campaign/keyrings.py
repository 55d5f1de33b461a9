"""A real Secret Service that is locked, that ends, or that hangs, before and in the middle of the work."""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass

from tests.campaign.evidence import audit, mark, posts_since, read, recover
from tests.campaign.report import Result
from tests.campaign.stage import GENERATE, PROGRAM, Done, Place, Stage, end_of
from tests.campaign.windows import WINDOW, log_of, take_log
from tests.profile.conftest import KEYRING_SESSION
from tests.wire import Seen

_CHILD = (sys.executable, "-P", "-m", "tests.campaign.keyring_child")
_UP_S = 1.0


@dataclass(frozen=True)
class Case:
    """What becomes of the keyring, whether only when the first request has arrived, and the codes that are right."""

    how: str
    while_asked: bool
    codes: tuple[int, ...]
    most_posts: int


_CASES = (
    Case("unlocked", False, (0,), 6),
    Case("locked", False, (3,), 0),
    Case("gone", False, (3,), 0),
    Case("locked", True, (0, 3), 6),
    Case("gone", True, (0, 3), 6),
)


def run(stage: Stage) -> Result:
    """The command line with each of them, and the window with a keyring that never answers."""
    checked = f"no key, no request; what was asked for arrives; beside a hung keyring the window is up in {_UP_S:.0f} s"
    result = Result("keyring", checked, not_run=_why_not())
    if result.not_run:
        return result
    for case in _CASES if stage.long else (_CASES[1], _CASES[4]):
        _command_line(stage, result, case)
    for how in ("hung", "locked") if stage.long else ("hung",):
        _window(stage, result, how)
    return result


def _command_line(stage: Stage, result: Result, case: Case) -> None:
    place = stage.place()
    since = mark(stage)
    asked = place.folder / "asked"

    def on_post(_seen: Seen) -> None:
        asked.touch()

    stage.on_post = on_post
    stage.server.delay_s = 0.3
    more = {"ASKED": str(asked)} if case.while_asked else {}
    done = _beside(place, case.how, *PROGRAM, *GENERATE, "--count", "6", **more)
    stage.quiet()
    name = f"{case.how}{' in the middle' if case.while_asked else ''}"
    posts = len(posts_since(stage, since))
    result.runs += 1
    result.facts[f"{name}: ended with, requests, open jobs"] = f"{done.code}, {posts}, {read(place).states}"
    result.need(done.code in case.codes, f"{name}: ended with {done.code}: {done.err[-400:]}")
    result.need(posts <= case.most_posts, f"{name}: {posts} requests")
    result.need("bug" not in done.err and "Traceback" not in done.err, f"{name}: a bug: {done.err[-400:]}")
    result.need(done.code == 0 or bool(done.err.strip()), f"{name}: nothing is said")
    recover(place)
    result.broken += [f"{name}: {text}" for text in audit(stage, place, since, posts, set())]


def _window(stage: Stage, result: Result, how: str) -> None:
    """Up at once, and gone at once, whatever the keyring does."""
    place = stage.place()
    began = time.monotonic()
    done = _beside(place, how, *WINDOW, "--unknown-account", "--log", str(log_of(place)))
    seconds = time.monotonic() - began
    said = take_log(stage, result, place)
    filled = [line["filled_ms"] for line in said if "filled_ms" in line]
    result.runs += 1
    result.facts[f"window, {how}: up after, ms"] = [round(milliseconds) for milliseconds in filled]
    result.need(bool(filled), f"window, {how}: never up")
    if stage.long:  # the suite runs beside other work, where a time says nothing
        result.need(max(filled, default=0) < _UP_S * 1000, f"window, {how}: up after {filled} ms")
        result.need(seconds < 60, f"window, {how}: it took {seconds:.0f} s to leave")
    result.need(done.code == 0, f"window, {how}: ended with {done.code}: {done.err[-300:]}")


def _beside(place: Place, how: str, *command: str, **more: str) -> Done:
    """Run a command in a session with a keyring that holds the key."""
    before = (*KEYRING_SESSION, *_CHILD, how)
    return end_of(place.start(*command, before=before, AIMLAPI_API_KEY="", **more))


def _why_not() -> str:
    missing = [name for name in ("dbus-run-session", "gnome-keyring-daemon") if shutil.which(name) is None]
    return f"{', '.join(missing)} is not installed" if missing else ""
