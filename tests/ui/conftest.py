"""What every test of the window needs: a dressed application and the shipped catalog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from imagestudio.core.catalog import Catalog
from imagestudio.profile.paths import resources_dir
from imagestudio.ui.theme import Theme
from tests.core.test_catalog import shipped


@pytest.fixture
def resources() -> Path:
    return resources_dir()


@pytest.fixture(autouse=True)
def english(qapp: QApplication, resources: Path) -> Iterator[None]:
    """The plurals of English are a translation too."""
    translator = QTranslator()
    assert translator.load("imagestudio_en", str(resources / "translations"))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture(autouse=True)
def long_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said for a moment stays for as long as a test looks for it.

    A busy machine stands still for seconds now and then: what was said would be gone before anybody looked.
    """
    for moment in ("bottom_line._SAYING_MS", "organise.toast._SHOWN_MS"):
        monkeypatch.setattr(f"imagestudio.ui.{moment}", 3_600_000)


@pytest.fixture
def theme(qapp: QApplication, resources: Path) -> Iterator[Theme]:
    theme = Theme(resources)
    theme.choose_tokens("dark")
    theme.start()
    yield theme
    theme.stop()


@pytest.fixture
def catalog() -> Catalog:
    return shipped()
