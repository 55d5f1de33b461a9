"""The log: nothing secret comes into it, whatever is logged how, and it never grows or fails."""

from __future__ import annotations

import base64
import faulthandler
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from imagestudio.profile.log import FAULT_NAME, LOG_NAME, Log
from imagestudio.profile.redaction import Secrets

KEY = "Zq7canary+key/of~the=test-0123"
PROMPT = "A lighthouse, “keeper's daughter”\nwith a lantern in the rain"
SIGNED = "https://person:word@cdn.example.com/generations/secret-name.png?X-Amz-Signature=c2lnbmF0dXJl&x=1"
_log = logging.getLogger("tests.log")

pytestmark = pytest.mark.allow_log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    secrets = Secrets()
    secrets.add_key(KEY)
    secrets.add_prompt(PROMPT)
    log = Log(tmp_path / "state", secrets)
    yield log
    log.close()


def written(log: Log) -> str:
    return "".join(path.read_text("utf-8") for path in log.path.parent.glob(f"{LOG_NAME}*"))


FORMS = {
    "raw": KEY,
    "base64": base64.b64encode(KEY.encode()).decode(),
    "utf-16": KEY.encode("utf-16-le").decode("latin-1"),
    "hex": KEY.encode().hex(),
    "url": quote(KEY, safe=""),
    "bearer": f"Authorization: Bearer {KEY}",
    "another bearer": "{'Authorization': 'Bearer another-key-nobody-told-of'}",
    "looks like a key": "sk-proj-4fGh56Jk-9012",
    "hex key": "0123456789abcdef0123456789abcdef",
    "api key": "api_key='swordfish99'",
    "prompt": PROMPT,
    "prompt in Python": repr(PROMPT),
    "prompt in JSON": json.dumps({"prompt": PROMPT}),
    "line of a prompt": "keeper: with a lantern in the rain!",
    "signed address": SIGNED,
    "escaped address": repr({"url": SIGNED}),
}
LEAKS = ("canary", "Zq7", "WnE3", "5a7137", "nobody-told", "4fGh56", "0123456789abcdef", "swordfish", "lantern",
         "daughter", "c2lnbmF0", "secret-name", "person:word")  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_secret_is_written_whichever_way_it_is_logged(log: Log, form: str) -> None:
    _log.warning(form)
    _log.warning("said: %s and %r", form, {"it": form})
    try:
        try:
            raise ValueError(form)
        except ValueError as error:
            error.add_note(form)
            raise KeyError(form) from error
    except KeyError:
        _log.exception("it failed", stack_info=True)
    text = written(log) + "\n".join(log.recent())
    assert "it failed" in text
    assert "KeyError" in text
    for leak in LEAKS:
        assert leak not in text
        assert "\0".join(leak) not in text


def test_what_helps_is_kept(log: Log) -> None:
    line = (
        "attempt is1.0123456789abcdef0123456789abcdef of cdn.example.com:443, 20261121-102233-ab12cd34.png, 12 images"
    )
    _log.warning(line)
    assert line in written(log)


def test_a_short_prompt_is_only_taken_out_where_it_stands_alone(log: Log) -> None:
    log.secrets.add_prompt("fox")
    log.secrets.add_prompt("雪山")
    _log.warning("a fox; a foxglove; 大雪山")
    assert "a […]; a foxglove; 大[…]" in written(log)


def test_prompts_are_forgotten_before_they_fill_the_memory() -> None:
    secrets = Secrets()
    for number in range(600):
        secrets.add_prompt(f"prompt number {number:04} of many")
    assert secrets.clean("prompt number 0000 of many") != "[…]"
    assert secrets.clean("prompt number 0599 of many") == "[…]"
    secrets.add_prompt("x" * 600_000)
    assert secrets.clean("prompt number 0599 of many") != "[…]"


def test_nobody_can_fake_a_line(log: Log) -> None:
    _log.warning("said: %s", "first\n2026-11-21 WARNING all is well\r\x1b[2Kgone\u202e")
    lines = written(log).splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("    2026")
    assert not {"\x1b", "\r", "\u202e"} & set(written(log))


def test_arguments_that_do_not_fit_show_nothing(log: Log, capsys: pytest.CaptureFixture[str]) -> None:
    record = logging.LogRecord("tests.log", logging.WARNING, "", 0, "%d pictures", (KEY,), None)
    for handler in logging.getLogger().handlers:
        if type(handler).__module__ == "imagestudio.profile.log":
            handler.handle(record)
    assert "cannot be formatted (TypeError)" in written(log)
    assert KEY not in written(log) + capsys.readouterr().err


def test_the_log_takes_three_megabytes_and_no_more(log: Log) -> None:
    for _ in range(450):
        _log.warning("x " * 5000)
    files = sorted(path.name for path in log.path.parent.glob(f"{LOG_NAME}*"))
    assert files == [LOG_NAME, f"{LOG_NAME}.1", f"{LOG_NAME}.2"]
    assert all(path.stat().st_size <= 1_000_000 for path in log.path.parent.glob(f"{LOG_NAME}*"))
    assert all(path.stat().st_mode & 0o077 == 0 for path in log.path.parent.glob(f"{LOG_NAME}*"))


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    log = Log(tmp_path / "state", Secrets())
    _log.warning("still %s", "here")
    assert "still here" in log.recent()[-1]
    log.close()
    assert capsys.readouterr().err == ""


def test_addresses_of_requests_are_not_logged_at_all(log: Log) -> None:
    for name in ("httpx", "httpcore.http11", "httpcore.connection"):
        logging.getLogger(name).info('HTTP Request: GET %s "HTTP/1.1 200 OK"', SIGNED)
    assert not log.path.exists()


_CRASH = """
import faulthandler, resource, sys
from pathlib import Path
from imagestudio.profile.log import Log, keep_memory_private
from imagestudio.profile.redaction import Secrets
log = Log(Path(sys.argv[1]), Secrets())
keep_memory_private(from_debuggers=True)
print(resource.getrlimit(resource.RLIMIT_CORE)[0], flush=True)
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
def the_function(key):
    import os
    os.abort()
the_function("Zq7canary")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl is Linux's")
def test_a_process_that_dies_says_where_and_leaves_no_core(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CRASH, str(tmp_path / "state")],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode < 0
    assert done.stdout.split() == ["0", "0"]
    told = (tmp_path / "state" / FAULT_NAME).read_text()
    assert "the_function" in told
    assert "canary" not in told
    assert [path.name for path in tmp_path.iterdir()] == ["state"]


def test_what_ended_the_last_process_is_told_once_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    was_on = faulthandler.is_enabled()
    faulthandler.disable()
    try:
        (folder / FAULT_NAME).write_text("Fatal Python error: Segmentation fault\n")
        log = Log(folder, Secrets())
        assert log.take_faults() == "Fatal Python error: Segmentation fault"
        assert log.take_faults() == ""
        assert (folder / f"{FAULT_NAME}.1").read_text().startswith("Fatal")
        assert (folder / f"{FAULT_NAME}.1").stat().st_mode & 0o077 == 0
        log.close()
        again = Log(folder, Secrets())
        assert again.take_faults() == ""
        again.close()
    finally:
        if was_on:
            faulthandler.enable(2)
