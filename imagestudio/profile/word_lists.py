"""The folder of word lists for templates: a text file each, which the person edits in the program or elsewhere."""

from __future__ import annotations

import codecs
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from imagestudio.core.errors import SettingsError
from imagestudio.core.templates.lists import WordLists, entries_of, is_list_name
from imagestudio.profile.whole_file import TooLargeError, read_bounded, write_whole

MOST_BYTES = 1 << 20
MOST_LISTS = 1_000
_SUFFIX = ".txt"
_MOST_FOLDERS_DEEP = 4


@dataclass(frozen=True)
class LoadedLists:
    """All lists as they are now, and in plain English which files could not be read as one, and why."""

    lists: WordLists
    problems: tuple[str, ...] = ()


class WordListFolder:
    """Reads and writes the lists; every method goes to the disk, so none is for the window's thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self) -> LoadedLists:
        """Every list that can be read; the rest is told of and does no harm."""
        found: dict[str, tuple[str, ...]] = {}
        problems = []
        for number, (name, path) in enumerate(self._files()):
            if number == MOST_LISTS:
                problems.append(f"There are more than {MOST_LISTS:,} lists; the others are left out.")
                break
            try:
                found[name] = entries_of(_text(read_bounded(path, MOST_BYTES)))
            except (OSError, ValueError) as error:
                problems.append(f"{name}{_SUFFIX}: {_reason(error)}")
        return LoadedLists(WordLists(found), tuple(problems))

    def text(self, name: str) -> str:
        """A list as it is edited, comments too; empty where there is none yet. Raises SettingsError."""
        path = self._path(name)
        try:
            return _text(read_bounded(path, MOST_BYTES))
        except FileNotFoundError:
            return ""
        except (OSError, ValueError) as error:
            raise SettingsError(f"The list {name} cannot be read: {_reason(error)}.") from error

    def save(self, name: str, text: str) -> None:
        """Raises SettingsError where the name cannot be one, or the disk refuses."""
        content = text.encode("utf-8", "replace")
        if len(content) > MOST_BYTES:
            raise SettingsError(f"The list {name} is larger than {MOST_BYTES // 1024:,} KiB; make two of it.")
        try:
            write_whole(self._path(name), content)
        except OSError as error:
            raise SettingsError(f"The list {name} could not be saved: {_reason(error)}.") from error

    def rename(self, old: str, new: str) -> None:
        """Raises SettingsError, also where there is a list of the new name."""
        source, target = self._path(old), self._path(new)
        if target.exists() and not (source.exists() and source.samefile(target)):
            raise SettingsError(f"There is a list {new} already.")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
        except OSError as error:
            raise SettingsError(f"The list {old} could not be renamed: {_reason(error)}.") from error

    def delete(self, name: str) -> None:
        """Raises SettingsError; nothing where there is none."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise SettingsError(f"The list {name} could not be deleted: {_reason(error)}.") from error

    def _files(self) -> Iterator[tuple[str, Path]]:
        """The lists' names and files in a stable order; links are left alone, since they may lead anywhere."""
        for place, folders, files in os.walk(self.folder):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            here = Path(place)
            if len(here.relative_to(self.folder).parts) >= _MOST_FOLDERS_DEEP:
                folders.clear()
            for file in sorted(files):
                path = here / file
                relative = path.relative_to(self.folder).with_suffix("").as_posix()
                name = unicodedata.normalize("NFC", relative)
                if path.suffix.lower() == _SUFFIX and is_list_name(name) and not path.is_symlink():
                    yield name, path

    def _path(self, name: str) -> Path:
        """Where a list is. Raises SettingsError for a name that is none, or that leads out of the folder."""
        if not is_list_name(name):
            raise SettingsError("A list's name has letters, digits, spaces, -, . and single _; / makes folders.")
        path = self.folder.joinpath(*f"{name}{_SUFFIX}".split("/"))
        if not path.resolve().is_relative_to(self.folder.resolve()) or path.is_symlink():
            raise SettingsError(f"The list {name} lies outside of the folder of lists; it was not opened.")
        return path


def _text(content: bytes) -> str:
    """In UTF-8, or as old editors of Windows write what they call Unicode. Raises ValueError where it is no text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    if b"\0" in content:
        raise ValueError("no text")
    return content.decode("utf-8-sig")


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return "it is far too large" if isinstance(error, TooLargeError) else "it is no text in UTF-8"
