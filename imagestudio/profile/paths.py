"""Where things are: the program's own resources, and the person's library, settings and log."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

APP = "imagestudio"
_PLATFORM: str = sys.platform  # a plain text, so that the other branches are checked too
LIBRARY_VARIABLE = "IMAGESTUDIO_LIBRARY"
_PACKAGE = Path(__file__).resolve().parent.parent


def resources_dir() -> Path:
    """The folder of models, icons, styles and translations: inside the installed package, else beside it."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def default_library(environ: Mapping[str, str] = os.environ) -> Path:
    """The library to use where none is named: IMAGESTUDIO_LIBRARY, else the platform's data folder."""
    named = environ.get(LIBRARY_VARIABLE, "").strip()
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "library"


def chosen_library(setting: str, environ: Mapping[str, str] = os.environ) -> Path:
    """The library of IMAGESTUDIO_LIBRARY, else of the person's setting, else the platform's."""
    if setting and not environ.get(LIBRARY_VARIABLE, "").strip():
        return Path(setting).expanduser().absolute()
    return default_library(environ)


def settings_file() -> Path:
    """The file of the settings: in the folder platformdirs names, which a test compares."""
    return _config_dir() / "settings.json"


def word_lists_dir() -> Path:
    """The folder of the lists that templates name."""
    return _config_dir() / "lists"


def styles_file() -> Path:
    """The file of the styles and snippets."""
    return _config_dir() / "styles.json"


def _config_dir() -> Path:
    if _PLATFORM == "linux":  # the window's size is read before its first paint; platformdirs costs 13 ms
        named = os.environ.get("XDG_CONFIG_HOME", "").strip()
        return (Path(named) if named else Path.home() / ".config") / APP
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False)


def state_dir() -> Path:
    """The folder of the log."""
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)
