"""Files of styles that come from other programs, or go to them: CSV by that name, JSON by any other."""

from __future__ import annotations

from pathlib import Path

from imagestudio.core.errors import SettingsError
from imagestudio.core.style_formats import MOST_BYTES, read_styles, to_csv, to_json
from imagestudio.core.styles import Stylebook
from imagestudio.profile.whole_file import read_bounded, write_whole

_CSV = ".csv"


def read_book(path: Path) -> Stylebook:
    """What a file holds, whatever it is called. Raises SettingsError with the reason."""
    try:
        return read_styles(read_bounded(path, MOST_BYTES))
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read: {error.strerror or type(error).__name__}.") from error
    except ValueError as error:
        raise SettingsError(f"Nothing was taken from {path.name}: {error}.") from error


def write_book(path: Path, book: Stylebook) -> None:
    """Raises SettingsError; what was there before stays then."""
    text = to_csv(book) if path.suffix.lower() == _CSV else to_json(book)
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise SettingsError(f"{path.name} could not be saved: {error.strerror or type(error).__name__}.") from error
