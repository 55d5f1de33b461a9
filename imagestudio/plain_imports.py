"""Loads Qt without what PySide6 and Python do beside it, of which this program has no use."""

from __future__ import annotations

import builtins
import gc


def load_qt() -> None:
    """Import Qt; what is imported after it is imported as Python does.

    PySide6 puts a function of its own in the place of the import statement, which reads the source of every module,
    to learn whether it may ask for snake_case names (shibokensupport/feature.py, PYSIDE-2029). We never do, and of our
    start that was 45 ms. Nor is anything that is imported garbage: workers/garbage.py collects from the first paint on.
    """
    gc.disable()
    import PySide6.QtCore  # noqa: F401

    plain = getattr(builtins, "__orig_import__", None)  # there only while the import statement is PySide6's
    if plain is not None:
        builtins.__import__ = plain
