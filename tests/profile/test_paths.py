"""Paths: resources are found, and the library is where the person says."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import user_config_path

from imagestudio.profile.paths import chosen_library, default_library, resources_dir, settings_file, state_dir


def test_the_resources_are_found() -> None:
    assert list((resources_dir() / "models").glob("*.json"))


def test_the_environment_names_the_library(tmp_path: Path) -> None:
    assert default_library({"IMAGESTUDIO_LIBRARY": str(tmp_path)}) == tmp_path
    assert default_library({"IMAGESTUDIO_LIBRARY": "~/pictures"}) == Path.home() / "pictures"


def test_without_a_name_everything_has_its_place_of_the_platform() -> None:
    assert default_library({}).name == "library"
    assert all("imagestudio" in str(path) for path in (default_library({}), settings_file(), state_dir()))


@pytest.mark.parametrize("named", ["", "/somewhere/else"])
def test_the_settings_are_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", named)
    assert settings_file().parent == user_config_path("imagestudio", appauthor=False)


def test_the_environment_comes_before_the_setting(tmp_path: Path) -> None:
    assert chosen_library("~/mine", {}) == Path.home() / "mine"
    assert chosen_library("~/mine", {"IMAGESTUDIO_LIBRARY": str(tmp_path)}) == tmp_path
