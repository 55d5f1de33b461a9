"""What came whole without a name, finished by `jobs resume`: an answer cut behind its end, what was saved elsewhere."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from imagestudio.library.folder import open_library
from imagestudio.library.maintenance import check
from tests.cli.conftest import Run
from tests.faults import End, Fault, Reply
from tests.library.helpers import picture
from tests.server import KEY, SIGNATURE, ServiceServer
from tests.wire import Seen

_HEADERS = {"Content-Type": "application/json", "X-Inference-Id": "inf-of-the-cut"}


def _answer(service: ServiceServer) -> bytes:
    """An answer whose picture the service serves."""
    service.served["/generations/cut.png"] = picture()
    url = f"{service.picture_url}/generations/cut.png?Signature={SIGNATURE}"
    return json.dumps({"data": [{"url": url}], "note": 'brackets in a text: } ] \\" {'}).encode()


def _generate(run: Run, service: ServiceServer, *more: str) -> int:
    return run("generate", "a fox", "--base-url", service.base_url, *more, AIMLAPI_API_KEY=KEY).code


def _resume(run: Run, service: ServiceServer) -> tuple[int, list[str]]:
    """How it ended, and the states of the jobs it touched."""
    done = run("jobs", "resume", "--json", "--base-url", service.base_url, AIMLAPI_API_KEY=KEY)
    assert "Traceback" not in done.err
    return done.code, [json.loads(line)["state"] for line in done.out.splitlines()]


def _pictures(library: Path) -> list[bytes]:
    opened = open_library(library, read_only=True)
    try:
        assert check(opened) == []
        return [opened.path_of(record).read_bytes() for record in opened.history.records()]
    finally:
        opened.close()


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_cut_behind_its_last_byte_becomes_a_picture(
    run: Run, service: ServiceServer, library: Path, packed: bool
) -> None:
    body = _answer(service)
    if packed:  # without the checksum that ends it
        sent = gzip.compress(body)
        fault = Fault(Reply(200, sent[:-8], {**_HEADERS, "Content-Encoding": "gzip"}))
    else:
        fault = Fault(Reply(200, body + b"\n\n", _HEADERS), End.CLOSE, at=len(body))
    service.script(fault)
    assert _generate(run, service) == 5
    assert _resume(run, service) == (0, ["done"])
    assert _pictures(library) == [picture()]
    assert json.loads(run("history", "--json").out)["inference_id"] == "inf-of-the-cut"
    assert len(service.posts) == 1


def test_an_answer_that_lacks_its_last_byte_stays_unknown(run: Run, service: ServiceServer, library: Path) -> None:
    body = _answer(service)
    service.script(Fault(Reply(200, body, _HEADERS), End.CLOSE, at=len(body) - 1))
    assert _generate(run, service) == 5
    assert "done" not in _resume(run, service)[1]
    (part,) = library.glob("spool/*/answer.part")
    assert part.read_bytes() == body[:-1]


@pytest.mark.parametrize("name", ["answer", "picture-0"])
def test_what_was_saved_elsewhere_is_taken_back_at_the_next_start(
    run: Run, service: ServiceServer, library: Path, tmp_path: Path, name: str
) -> None:
    output = tmp_path / "out"
    _refused(run, service, library, name, output)
    (saved,) = output.iterdir()
    content = saved.read_bytes()
    if name == "picture-0":
        service.served.clear()  # it cannot be fetched again
    assert _resume(run, service) == (0, ["done"])
    if name == "picture-0":
        assert _pictures(library) == [content]
    assert saved.read_bytes() == content
    assert len(service.posts) == 1


def test_another_file_at_that_place_is_not_taken_for_it(
    run: Run, service: ServiceServer, library: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    _refused(run, service, library, "answer", output)
    (saved,) = output.iterdir()
    content = saved.read_bytes()
    saved.write_bytes(content.replace(b"data", b"atad"))
    assert "done" not in _resume(run, service)[1]
    saved.write_bytes(content)
    assert _resume(run, service) == (0, ["done"])
    assert len(_pictures(library)) == 1


def _refused(run: Run, service: ServiceServer, library: Path, name: str, output: Path) -> None:
    """A picture of which this file cannot be written, for as long as the command runs."""
    blocked: list[Path] = []

    def block(_seen: Seen) -> None:
        (attempt,) = (library / "spool").iterdir()
        blocked.append(attempt / f"{name}.part")
        blocked[0].mkdir()

    setattr(service, "on_post" if name == "answer" else "on_picture", block)
    assert _generate(run, service, "--output", str(output)) == 6
    blocked[0].rmdir()
