"""The key is found nowhere but in the keyring: a canary for a key, a real keyring, and every place it may leak."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import faults
from tests.campaign.canary import forms
from tests.cli.conftest import PROGRAM, Run
from tests.faults import FINE
from tests.profile.conftest import KEYRING_SESSION
from tests.server import ServiceServer
from tests.wire import Seen

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Secret Service is Linux's keyring")

CANARY = "sk-canary/Zb7+q~9x%2Fk=Wv5~0Rt&Yp3"  # every way of writing it differs from the others
_PROGRAM = " ".join(f'"{word}"' for word in PROGRAM)


@pytest.fixture
def service() -> Iterator[ServiceServer]:
    with ServiceServer(key=CANARY) as server:
        yield server
        assert server.violations == []


def test_the_key_is_found_nowhere_but_in_the_keyring(
    run: Run, service: ServiceServer, tmp_path: Path, library: Path
) -> None:
    service.script(FINE, faults.vendor_error(400, f"Incorrect API key provided: {CANARY}"), faults.html(502))
    service.script_pictures(faults.close_after(10))
    seen: dict[str, bytes] = {}

    def look(_request: Seen) -> None:
        seen.update(processes())
        seen.update(files(library))

    service.on_post = service.on_picture = look
    # The key comes in through a pipe, so that neither the shell nor the program that generates is ever handed it.
    keep = f"{_PROGRAM} key set --base-url {service.base_url}"
    generate = f'{_PROGRAM} generate "a fox" --count 3 --quality low --json --base-url {service.base_url}'
    script = f"{keep} && {generate}; echo code $?"
    done = run(before=[*KEYRING_SESSION, "bash", "-c", script, "-"], given=f"{CANARY}\n".encode())
    assert done.out.splitlines()[-1] == "code 5", done.err
    assert [post.headers["authorization"] for post in service.posts] == [f"Bearer {CANARY}"] * 3
    assert len(service.picture_requests) == 2
    seen.update(files(tmp_path))
    for place in ("library.sqlite3", "-wal", "request.json", "answer", ".png", "login.keyring"):
        assert any(name.endswith(place) for name in seen), place
    assert any(b"generate\0a fox" in content for name, content in seen.items() if name.endswith("cmdline"))
    assert any(b"gnome-keyring" in content for name, content in seen.items() if name.endswith("cmdline"))
    seen |= {"stdout": done.out.encode(), "stderr": done.err.encode()}
    seen["the pictures' origin"] = repr(service.picture_requests).encode()
    wanted = forms(CANARY)
    assert [(name, how) for name, content in seen.items() for how, form in wanted.items() if form in content] == []


def processes() -> Iterator[tuple[str, bytes]]:
    """The command lines and environments of all processes that may be read."""
    for name in ("cmdline", "environ"):
        for path in Path("/proc").glob(f"[0-9]*/{name}"):
            try:
                yield str(path), path.read_bytes()
            except OSError:  # it has ended, or belongs to somebody else
                continue


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder: library, settings, log, keyring and whatever else there is."""
    for parent, _folders, names in os.walk(folder):  # which minds no folder that goes meanwhile, as rglob does
        for path in map(Path(parent).joinpath, names):
            try:
                yield str(path), path.read_bytes()
            except OSError:  # it was moved meanwhile and is found at its new place, or is a socket
                continue
