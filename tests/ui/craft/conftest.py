"""The whole program with its service, and hands on the editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.profile.paths import styles_file, word_lists_dir
from imagestudio.studio import Studio
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.craft.hands import Hands
from tests.ui.driving import opened


@pytest.fixture
def studio(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Studio]:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        panel = studio.workspace.compose_panel
        panel.options_form.set_values({"quality": "low"})
        yield studio


@pytest.fixture
def hands(qtbot: QtBot, studio: Studio) -> Hands:
    return Hands(qtbot, studio)


@pytest.fixture
def lists() -> Path:
    """The folder of word lists, with one of four colours."""
    folder = word_lists_dir()
    folder.mkdir(parents=True)
    (folder / "colour.txt").write_text("# of the sea\nred\nblue\ngreen\ngrey\n", encoding="utf-8")
    return folder


@pytest.fixture
def styles() -> Path:
    """The file of styles, with three and a snippet."""
    path = styles_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        '{"imagestudio_styles": 1, "styles": ['
        '{"name": "Film", "prompt": "{prompt}, 35 mm film", "negative_prompt": ""},'
        '{"name": "Sketch", "prompt": "a pencil sketch of {prompt}", "negative_prompt": ""},'
        '{"name": "Warm", "prompt": "warm light", "negative_prompt": ""}],'
        '"snippets": [{"name": "House light", "text": "soft window light from the left"}]}',
        encoding="utf-8",
    )
    return path
