"""The order of writing and asking, proven from the system calls of a real run."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from tests.campaign.report import Result
from tests.campaign.stage import Stage
from tests.campaign.trace import Call, read_calls, watching, why_not

CHECKED = (
    "request fsync → database fdatasync → POST; answer fsync → rename → folder fsync → database fdatasync → GET; "
    "picture fsync → rename → sidecar fsync → rename → folder fsync → database fdatasync → spool removed"
)
Step = tuple[str, Callable[[Call], bool]]


def run(stage: Stage) -> Result:
    """Trace one picture being made and read the order off."""
    result = Result("order", CHECKED, not_run=why_not())
    if result.not_run:
        return result
    place = stage.place()
    log = place.folder / "strace.log"
    done = place.generate(before=watching(log))
    result.runs = 1
    result.need(done.code == 0, f"the traced run failed: {done.err}")
    calls = read_calls(log)
    result.facts["calls read"] = len(calls)
    result.broken += broken_order(calls, urlsplit(stage.server.base_url).port, urlsplit(stage.server.picture_url).port)
    return result


def broken_order(calls: list[Call], service_port: int | None, picture_port: int | None) -> list[str]:
    """What does not stand in its order."""
    broken = _missing(calls, steps(service_port, picture_port))
    post = _first(calls, lambda call: call.of("sendto", '"POST ', f":{service_port}]"))
    fetched = _first(calls, lambda call: call.of("sendto", '"GET ', f":{picture_port}]"))
    broken += _loose(calls[:post], "the POST")
    broken += _loose(calls[:fetched], "the GET")
    asked = [call for call in calls[:post] if call.of("connect", f"htons({service_port})")]
    if len(asked) != 1 or sum(call.of("sendto", '"POST ') for call in calls) != 1:
        broken.append("there was not exactly one connection and one POST")
    return broken


def steps(service_port: int | None, picture_port: int | None) -> list[Step]:
    """What must be found one after the other."""
    wal = "library.sqlite3-wal>"
    return [
        ("request written and flushed", lambda c: c.of("fsync", "/request.json.part>")),
        ("request has its name", lambda c: c.of("rename", '/request.json")')),
        ("its folder is flushed", lambda c: c.of("fsync", "/spool/is1.")),
        ("database: sending", lambda c: c.of("pwrite64", wal)),
        ("database is flushed", lambda c: c.of("fdatasync", wal)),
        ("connection", lambda c: c.of("connect", f"htons({service_port})")),
        ("POST", lambda c: c.of("sendto", '"POST ', f":{service_port}]")),
        ("answer", lambda c: c.of("recvfrom", f":{service_port}]", "200")),
        ("answer flushed", lambda c: c.of("fsync", "/answer.part>")),
        ("answer has its name", lambda c: c.of("rename", '/answer")')),
        ("its folder is flushed", lambda c: c.of("fsync", "/spool/is1.")),
        ("database: received", lambda c: c.of("pwrite64", wal)),
        ("database is flushed", lambda c: c.of("fdatasync", wal)),
        ("GET", lambda c: c.of("sendto", '"GET ', f":{picture_port}]")),
        ("picture flushed", lambda c: c.of("fsync", "/picture-0.part>")),
        ("picture in its place", lambda c: c.of("rename", '/picture-0", ', "/originals/", '.png")')),
        ("sidecar flushed", lambda c: c.of("fsync", "/originals/", ".json.part>")),
        ("sidecar in its place", lambda c: c.of("rename", "/originals/", '.json")')),
        ("their folder is flushed", lambda c: c.of("fsync", "/originals/") and "." not in _opened(c)),
        ("database: done", lambda c: c.of("pwrite64", wal)),
        ("database is flushed", lambda c: c.of("fdatasync", wal)),
        ("spool folder goes", lambda c: c.of("rename", "/spool/is1.", "/spool/.is1.")),
    ]


def _opened(call: Call) -> str:
    """The last part of the path behind a file descriptor."""
    return call.arguments.partition(">")[0].rpartition("/originals/")[2]


def _missing(calls: list[Call], wanted: list[Step]) -> list[str]:
    """The first step that does not come after the one before it."""
    position = 0
    for name, is_it in wanted:
        found = next((index for index in range(position, len(calls)) if is_it(calls[index])), None)
        if found is None:
            return [f"“{name}” did not come in its turn"]
        position = found + 1
    return []


def _loose(calls: list[Call], before: str) -> list[str]:
    """Whether something was written to the database and not flushed before a request went out."""
    written = [index for index, call in enumerate(calls) if call.of("pwrite64", "library.sqlite3-wal>")]
    flushed = [index for index, call in enumerate(calls) if call.of("fdatasync", "library.sqlite3-wal>")]
    fine = bool(written and flushed) and written[-1] < flushed[-1]
    return [] if fine else [f"the database was not flushed before {before}"]


def _first(calls: list[Call], is_it: Callable[[Call], bool]) -> int:
    return next((index for index, call in enumerate(calls) if is_it(call)), 0)
