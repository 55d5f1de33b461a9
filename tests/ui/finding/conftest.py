"""A window over nine pictures, to find them in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import opened
from tests.ui.finding.seeker import Finding, fill


@pytest.fixture
def finding(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Finding]:
    fill(tmp_path)
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        found = Finding(studio, qtbot)
        found.counted(9)
        yield found
