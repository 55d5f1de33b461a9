"""A campaign that is ended in the middle of a run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaign.stage import ROOT, wait_for

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's"),
    pytest.mark.xdist_group("campaign"),
]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_of_a_campaign_that_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "tests.campaign", "--only", "overwrites", "--json", str(tmp_path / "x.json")]
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    campaign = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "TMPDIR": str(temporary)}, text=True)
    try:
        assert wait_for(lambda: bool(list(temporary.glob("imagestudio-faults-*/place-*/library"))))
        campaign.send_signal(number)
        assert campaign.wait(60) == 128 + number
    finally:
        campaign.kill()
        campaign.wait()
    assert list(temporary.iterdir()) == []
    assert not [pid for pid in Path("/proc").glob("[0-9]*") if str(temporary).encode() in _environ(pid)]


def _environ(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""  # it has ended, or is another's
