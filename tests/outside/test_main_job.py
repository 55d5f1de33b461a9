"""The real program on a screen, used with keys and seen through the accessibility bus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.outside.desktop import Desktop, desktop

Nodes = list[dict[str, Any]]
PROMPT = "A lighthouse in a storm, oil painting"


@pytest.fixture
def own_desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with desktop(tmp_path_factory.mktemp("d")) as own:
        yield own


def names(nodes: Nodes) -> set[str]:
    return {node["name"] for node in nodes} | {node["label"] for node in nodes}


def has_picture(nodes: Nodes) -> bool:
    return any(node["role"] == "list item" and PROMPT in node["name"] and "emo" in node["name"] for node in nodes)


@pytest.mark.timeout(180)
def test_a_prompt_typed_on_a_screen_becomes_a_picture_that_is_there_tomorrow(
    own_desktop: Desktop, tmp_path: Path
) -> None:
    with own_desktop.program("--library", str(tmp_path / "library")) as program:
        own_desktop.window()
        wanted = {"Prompt", "Model", "Size", "Quality", "Count", "Generate", "Search", "Gallery", "Jobs"}
        own_desktop.wait_for(lambda nodes: wanted <= names(nodes), "every control")  # some come later
        own_desktop.keys("ctrl+l")
        own_desktop.type(PROMPT)
        own_desktop.keys("ctrl+Return")
        own_desktop.wait_for(has_picture, "the demo picture")
        own_desktop.screenshot(tmp_path / "screen.png")
        own_desktop.keys("ctrl+g", "Home", "ctrl+shift+c")
        assert own_desktop.clipboard("UTF8_STRING").decode() == PROMPT
        own_desktop.keys("ctrl+q")
        assert program.wait(timeout=60) == 0
    originals = list((tmp_path / "library" / "originals").rglob("*.png"))
    assert len(originals) == 1
    with own_desktop.program("--library", str(tmp_path / "library")) as program:
        own_desktop.window()
        own_desktop.wait_for(has_picture, "the picture after a restart")
        own_desktop.keys("ctrl+q")
        assert program.wait(timeout=60) == 0
