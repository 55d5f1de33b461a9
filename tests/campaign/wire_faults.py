"""What the service and the way to it do wrong: how often is sent, where the job stands, what is told of the money."""

from __future__ import annotations

import json
import struct
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from tests import contract, faults
from tests.campaign.evidence import Evidence, audit, charged_since, mark, posts_since, read, recover
from tests.campaign.report import Result
from tests.campaign.stage import GENERATE, Done, Stage, noise, wait_for
from tests.faults import End, Fault, answered, vendor_error
from tests.server import SIGNATURE, ServiceServer

QUICK = (sys.executable, "-P", "-m", "tests.campaign.quick")
LIMITS: dict[str, float] = {"download_pause_s": 0.01, "download_tries": 3}
SHORT: dict[str, float] = {"read_s": 1.0, "answer_s": 2.0, "download_read_s": 1.0, "download_s": 2.0}
"""For what hangs only: whoever answers is waited for as long as a busy machine takes."""
NONE, UNKNOWN, PAID = "Nothing was charged", "not known", "paid"
_MOST_MEMORY_MIB = 250


@dataclass(frozen=True)
class Case:
    """One fault, and what must come of it: requests sent, exit code, the job's state, and what is told of the money."""

    name: str
    posts: int
    code: int
    state: str
    told: str = ""
    fault: Fault | None = None
    pictures: tuple[Fault, ...] = ()
    set_up: Callable[[ServiceServer], None] | None = field(default=None, compare=False)

    @property
    def limits(self) -> str:
        """How long the program waits for what, as JSON."""
        sending = SHORT if self.fault is not None and self.fault.hangs else {}
        fetching = SHORT if any(fault.hangs for fault in self.pictures) else {}
        short = {name: seconds for name, seconds in fetching.items() if name.startswith("download")}
        return json.dumps(LIMITS | sending | short)


def _b64(content: bytes, server: ServiceServer) -> None:
    server.b64_only = True
    server.give(content)


def _give(content: bytes, server: ServiceServer) -> None:
    server.give(content)


def cases(elsewhere: str) -> list[Case]:
    """Every fault; `elsewhere` is another origin, which a redirect may name."""
    unknown = [
        ("closes", faults.close_before_answer()),
        ("closes in the answer", faults.close_after(100)),
        ("resets", faults.reset()),
        ("resets in the answer", faults.reset(20)),
        ("stalls", faults.stall()),
        ("stalls in the answer", faults.stall(30)),
        ("drips", faults.drip(0.2)),
        *[(f"{status}", vendor_error(status)) for status in (408, 409, 425)],
        *[(f"HTML {status}", faults.html(status)) for status in (500, 502, 503, 504, 521)],
        *[(f"redirect {status}", faults.redirect(elsewhere, status)) for status in (301, 302, 307, 308)],
        ("redirect to a file", faults.redirect("file:///etc/passwd")),
        ("418", answered(418, b"teapot", "text/plain")),
        ("1 MiB of error", vendor_error(500, "x" * 2_000_000)),
    ]
    unreadable = [
        ("closes in the answer, no length", faults.close_after(100, announce=False)),
        ("HTML 200", faults.html(200)),
        ("empty 200", answered(200)),
        ("{} 200", answered(200, b"{}")),
        ("data null", answered(200, b'{"data": null}')),
        ("data []", answered(200, b'{"data": []}')),
        ("deep", faults.deep_json()),
        ("a number of 5000 digits", answered(200, b'{"data": ' + b"9" * 5000 + b"}")),
        ("wrong base64", answered(200, b'{"data": [{"b64_json": "!!!!"}]}')),
        ("not UTF-8", answered(200, b'{"data": "\xff\xfe"}')),
    ]
    found = [Case(name, 1, 5, "unknown", UNKNOWN, fault) for name, fault in unknown]
    found += [Case(name, 1, 5, "unknown", PAID, fault) for name, fault in unreadable]
    found += [
        Case(f"{status}", 1, 4, "not_charged", NONE, vendor_error(status)) for status in (400, 403, 404, 413, 422)
    ]
    found += [Case("401", 1, 3, "not_charged", NONE, vendor_error(401))]
    found += [Case(f"{status}", 1, 1, "not_charged", NONE, vendor_error(status)) for status in (500, 502, 503, 504)]
    found += [
        Case("429, then fine", 2, 0, "", fault=faults.rate_limited("0")),
        Case("429, wait a day", 1, 4, "not_charged", NONE, faults.rate_limited("86400")),
    ]
    return found + picture_cases()


def heavy_cases() -> list[Case]:
    """Faults that take a while to make."""
    once, twice = faults.gzip_bomb(300), faults.gzip_bomb(300, 2)
    return [
        Case("bomb in gzip, 300 MiB", 1, 5, "unknown", UNKNOWN, once),
        Case("bomb in gzip twice, 300 MiB", 1, 5, "unknown", UNKNOWN, twice),
        Case("97 MiB of answer", 1, 5, "unknown", UNKNOWN, answered(200, b" " * (97 << 20))),
        Case("picture of a bomb in gzip", 1, 6, "received", PAID, pictures=(once,) * 8),
        Case(
            "picture of 65 MiB", 1, 6, "received", PAID, pictures=(answered(200, b"x" * (65 << 20), "image/png"),) * 8
        ),
        Case("base64 of 60 MiB that are no picture", 1, 6, "received", PAID, set_up=partial(_b64, b"x" * (60 << 20))),
        *[Case(f"picture: {name}", 1, 6, "received", PAID, set_up=partial(_give, bad)) for name, bad in hostile()],
    ]


def hostile() -> list[tuple[str, bytes]]:
    """Bytes that are no sound picture, or one that fills the memory."""
    small = noise(Random(1), 64)  # noqa: S311 - no secret
    text = b"zTXt" + b"Comment\0\0" + zlib.compress(b"x" * (80 << 20))
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return [
        ("cut inside", small[:-2000]),
        ("without its end", small[:-12]),
        ("a broken check sum", small[:5000] + b"xxxx" + small[5004:]),
        ("a bomb of 400 megapixels", bomb(20_000)),
        ("a bomb of 100 megapixels", bomb(10_000)),
        ("a text of 80 MiB", small[:33] + chunk + small[33:]),
        ("SVG", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
        ("GIF", b"GIF89a" + b"\0" * 100),
    ]


def bomb(side: int) -> bytes:
    """A PNG of one colour: small on the wire, large in memory."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\0" * (side * 3 + 1)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    chunks = [(b"IHDR", head), (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def picture_cases() -> list[Case]:
    """The paid picture's faults: passing ones do no harm, lasting ones leave the job to be fetched again."""
    passing = [
        ("closes", faults.close_before_answer()),
        ("resets in the middle", faults.reset(2000)),
        ("stalls in the middle", faults.stall(2000)),
        ("500", answered(500)),
        ("429", answered(429, Retry_After="0")),
        ("empty", answered(200, b"", "image/png")),
    ]
    lasting = [
        ("always closes", faults.close_before_answer()),
        ("always drips", faults.drip(0.3)),
        ("redirects for ever", faults.redirect("/again", 302)),
        ("redirect to a file", faults.redirect("file:///etc/passwd", 302)),
        ("redirect to ftp", faults.redirect("ftp://127.0.0.1/x", 302)),
        ("always 503", answered(503)),
        ("HTML 200", faults.html(200)),
        ("cut without a length", faults.close_after(2000, announce=False)),
    ]
    found = [Case(f"picture {name}, then fine", 1, 0, "", pictures=(fault,)) for name, fault in passing]
    found += [Case(f"picture {name}", 1, 6, "received", PAID, pictures=(fault,) * 8) for name, fault in lasting]
    expired = [
        Case(f"link {code}", 1, 6, "link_expired", PAID, pictures=(answered(code),) * 8) for code in (403, 404, 410)
    ]
    return [*found, *expired, Case("b64 only", 1, 0, "", set_up=partial(_b64, noise(Random(2), 512)))]  # noqa: S311 - no secret


_SHORT = ("closes", "stalls", "HTML 502", "deep", "redirect 307", "link 403")


def run(stage: Stage) -> Result:
    """Each fault once, on a new library."""
    result = Result("service", "for each fault: requests sent, exit code, the job's state, the charge told, memory")
    chosen = cases(stage.server.picture_url + "/stolen")
    chosen = [*chosen, *heavy_cases()] if stage.long else [case for case in chosen if case.name in _SHORT]
    usual = _one(stage, result, Case("fine", 1, 0, ""))
    most = max((_one(stage, result, case) - usual, case.name) for case in chosen)
    result.worst = f"{most[0]} MiB more memory than usual ({most[1]})"
    result.need(most[0] < _MOST_MEMORY_MIB, result.worst)
    stolen = [seen for seen in stage.server.picture_requests if seen.path == "/stolen"]
    result.need(not stolen, "a redirect of a POST was followed")
    return result


def run_cuts(stage: Stage) -> Result:
    """Answers and pictures cut at every 97th byte."""
    result = Result(
        "cuts", "cut at every 97th byte: no half taken for a whole, nothing sent twice, all fetched in the end"
    )
    content = noise(stage.random(result.row), stage.some(16, 96))
    seen_cuts = [Fault(end=End.CLOSE, at=at) for at in range(0, len(content), 97)]
    unseen_cuts = [Fault(end=End.CLOSE, at=at, announce=False) for at in range(97, len(content), 97)]
    for some in _batches(seen_cuts):
        stage.server.script_pictures(*some)
        _cut_run(stage, result, content, len(some), (0, ""))
    for some in _batches(unseen_cuts):
        stage.server.script_pictures(*some)
        _cut_run(stage, result, content, len(some), (6, "received"))
    result.facts["pictures cut"] = len(seen_cuts) + len(unseen_cuts)
    _cut_answers(stage, result, content, _length_of_answer(stage))
    stage.server.b64_only = True
    _cut_answers(stage, result, content, len(content) * 4 // 3)
    stage.server.b64_only = False
    return result


def _length_of_answer(stage: Stage) -> int:
    """How long the answers with an address are, or a little less."""
    body = contract.with_defaults(json.loads(stage.server.posts[-1].body))
    url = f"{stage.server.picture_url}/generations/1.png?Signature={SIGNATURE}"
    return len(json.dumps(contract.answer(body, {"url": url, "b64_json": None})))


def _cut_answers(stage: Stage, result: Result, content: bytes, length: int) -> None:
    cuts = [Fault(end=End.CLOSE, at=at, announce=at % 2 == 0) for at in range(0, length, 97)]
    result.count("answers cut", len(cuts))
    for some in _batches(cuts):
        stage.server.script(*some)
        _cut_run(stage, result, content, len(some), (5, "unknown"))


def _cut_run(stage: Stage, result: Result, content: bytes, count: int, wanted: tuple[int, str]) -> None:
    """Many jobs, each with its cut: how the program ends, and where the jobs stand."""
    code, state = wanted
    place = stage.place()
    stage.server.give(*[content] * count)
    since = mark(stage)
    limits = json.dumps(LIMITS | {"download_tries": 30})  # which cut meets which picture is chance
    done = place.run(*GENERATE, "--count", str(count), program=QUICK, QUICK_LIMITS=limits)
    stage.server.forget_script()
    result.runs += count
    seen = read(place)
    result.need(done.code == code, f"ended with {done.code}: {done.err[-300:]}")
    result.need(len(posts_since(stage, since)) == count, f"{len(posts_since(stage, since))} requests for {count} jobs")
    result.need(seen.states == [state] * (count if state else 0), f"the jobs stand at {seen.states}")
    if state == "received":
        recover(place)
        result.need(read(place).states == [], "what was cut was not fetched at the next start")
    result.broken += audit(stage, place, since, count, set())


def _batches(cuts: list[Fault]) -> list[list[Fault]]:
    return [cuts[first : first + 20] for first in range(0, len(cuts), 20)]


def _one(stage: Stage, result: Result, case: Case) -> int:
    """The most memory the program held, in MiB above what it holds when all is well."""
    place = stage.place()
    if case.set_up:
        case.set_up(stage.server)
    if case.fault:
        stage.server.script(case.fault)
    stage.server.script_pictures(*case.pictures)
    since = mark(stage)
    memory = place.folder / "memory"
    before = ("/usr/bin/env", sys.executable, "-P", "-m", "tests.campaign.memory", str(memory))
    done = place.run(*GENERATE, program=QUICK, before=before, QUICK_LIMITS=case.limits)
    wait_for(lambda: len(posts_since(stage, since)) >= case.posts)  # it may lose patience before the service notes it
    stage.server.b64_only = False
    stage.server.forget_script()
    result.runs += 1
    seen = read(place)
    _judge(result, case, done, seen, len(posts_since(stage, since)))
    result.broken += [f"{case.name}: {text}" for text in audit(stage, place, since, case.posts, set())]
    result.count("charged", len(charged_since(stage, since)))
    return int(memory.read_text()) if memory.exists() else 0


def _judge(result: Result, case: Case, done: Done, seen: Evidence, posts: int) -> None:
    result.need(posts == case.posts, f"{case.name}: {posts} requests instead of {case.posts}")
    result.need(
        done.code == case.code, f"{case.name}: ended with {done.code} instead of {case.code}: {done.err.strip()}"
    )
    wanted = [case.state] if case.state else []
    result.need(seen.states == wanted, f"{case.name}: the job stands at {seen.states} instead of {wanted}")
    result.need(case.told in done.err, f"{case.name}: “{case.told}” is not told: {done.err.strip()}")
    result.need("bug" not in done.err and "Traceback" not in done.err, f"{case.name}: a bug: {done.err.strip()}")
