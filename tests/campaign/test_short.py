"""The campaign in small: a few runs of each row, with a seed, by the same code as `packaging/faults --long`."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.campaign.canary import forms
from tests.campaign.report import Result, table
from tests.campaign.rows import ROWS, run_row
from tests.campaign.stage import CANARY, Stage, set_stage

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="strace, tmpfs and /proc are Linux's"),
    pytest.mark.xdist_group("campaign"),
]
_SEED = 7


@pytest.fixture
def stage() -> Iterator[Stage]:
    with set_stage(_SEED, long=False) as stage:
        yield stage


@pytest.mark.allow_log
@pytest.mark.parametrize("row", [name for name in ROWS if name != "canary"])
def test_nothing_is_lost_or_paid_twice_and_no_key_leaks(stage: Stage, row: str) -> None:
    result = run_row(stage, row)
    if result.not_run:
        pytest.skip(result.not_run)
    assert result.broken == []
    assert result.runs > 0
    assert run_row(stage, "canary").broken == []


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_the_canary_is_found_in_every_disguise(stage: Stage, before: str) -> None:
    text = f"{before}{CANARY}xyz"
    disguised = {
        "raw": text.encode(),
        "base64": base64.b64encode(text.encode()),
        "base64url": base64.urlsafe_b64encode(text.encode()),
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "url": quote(text, safe="").encode(),
    }
    for name, content in disguised.items():
        assert any(form in content for form in forms(CANARY).values()), name
        (stage.root / "leak").write_bytes(content)
        assert run_row(stage, "canary").broken, name


def test_the_table_says_what_could_not_be_run() -> None:
    shown = table(
        [Result("disk", "all of it", not_run="no root"), Result("x", "y", runs=3, broken=["a charge is lost"])]
    )
    assert "not run: no root" in shown
    assert "passed" not in shown
    assert "FAILED (1)" in shown
    assert "a charge is lost" in shown
