"""The file of the person's styles and snippets: read once, written whole, set aside where it is damaged."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from imagestudio.core.errors import SettingsError
from imagestudio.core.style_formats import MOST_BYTES, read_styles, to_json
from imagestudio.core.styles import Stylebook
from imagestudio.profile.whole_file import read_bounded, write_whole

_log = logging.getLogger(__name__)


class StyleFile:
    """Keeps one stylebook; every method goes to the disk, so none is for the window's thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()

    def load(self) -> Stylebook:
        """What is kept; an empty book where there is none. Raises SettingsError where it cannot be read.

        A damaged file is moved aside first, so that the next time there is an empty book and nothing is lost.
        """
        with self._guard:
            try:
                return read_styles(read_bounded(self._path, MOST_BYTES))
            except FileNotFoundError:
                return Stylebook()
            except OSError as error:
                raise SettingsError(f"The styles cannot be read: {error.strerror or type(error).__name__}.") from error
            except ValueError as error:
                raise SettingsError(self._set_aside(str(error))) from error

    def save(self, book: Stylebook) -> None:
        """Raises SettingsError; what was kept before stays then."""
        content = to_json(book).encode()
        if len(content) > MOST_BYTES:
            raise SettingsError("There is too much text in the styles to be kept; delete some.")
        with self._guard:
            try:
                write_whole(self._path, content)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise SettingsError(f"The styles could not be saved: {reason}.") from error

    def _set_aside(self, reason: str) -> str:
        aside = self._path.with_name(f"{self._path.name}.damaged")
        try:
            self._path.replace(aside)
        except OSError:
            _log.exception("the damaged styles stay where they are")
            return f"The styles cannot be read: {reason}."
        return f"The styles cannot be read: {reason}. They start anew; the old ones are in {aside}."
