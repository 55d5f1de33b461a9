"""Loads Qt, and takes PySide6's watch off every import that follows."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - puts its own function in the place of the import statement


def load_qt() -> None:
    """Import as Python does again.

    PySide6 reads the source of every module that is imported, to learn whether it may ask for snake_case names
    (shibokensupport/feature.py, PYSIDE-2029). We never do, and of our start that was 45 ms.
    """
    plain = getattr(builtins, "__orig_import__", None)  # there only while the import statement is PySide6's
    if plain is not None:
        builtins.__import__ = plain
