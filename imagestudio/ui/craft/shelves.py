"""What the window knows of word lists and styles; a worker reads and writes the disk, one call after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from imagestudio.core.errors import ImageStudioError, SettingsError
from imagestudio.core.keeping import Keepers, ListKeeper, Loaded
from imagestudio.core.styles import Stylebook
from imagestudio.core.templates.lists import NO_LISTS, WordLists
from imagestudio.workers.task import TaskRunner

Edit = Callable[[Stylebook], Stylebook]


class _Shelf(QObject):
    """Asks the disk; only the latest answer is shown, since an earlier one does not know what was done meanwhile.

    Signals:
        failed(ImageStudioError): something could not be read or kept.
    """

    failed = Signal(object)

    def __init__(self, runner: TaskRunner, parent: QObject | None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._under_way = 0

    def load(self) -> None:
        """Read everything anew."""
        raise NotImplementedError

    def _run(self, call: Callable[[], Any]) -> None:
        self._under_way += 1
        self._runner.run(call, self._on_answer, self._on_failed)

    def _on_answer(self, answer: Any) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            self._show(answer)

    def _show(self, answer: Any) -> None:
        raise NotImplementedError

    def _on_failed(self, error: ImageStudioError) -> None:
        self._under_way -= 1
        self.failed.emit(error)
        self._after_failure()

    def _after_failure(self) -> None:
        """Show what there is after all."""


class ListShelf(_Shelf):
    """The word lists.

    Signals:
        changed(WordLists): they are read, for the first time or anew.
        text_read(str, str): a list with its text as it is edited.
    """

    changed = Signal(object)
    text_read = Signal(str, str)

    def __init__(self, keeper: ListKeeper, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(runner, parent)
        self._keeper = keeper
        self.lists: WordLists = NO_LISTS
        self.problems: tuple[str, ...] = ()

    def load(self) -> None:
        self._run(self._keeper.load)

    def read_text(self, name: str) -> None:
        call = partial(_text_of, self._keeper, name)
        self._runner.run(call, self._on_text, self.failed.emit)

    def save(self, name: str, text: str) -> None:
        self._run(partial(_then_load, partial(self._keeper.save, name, text), self._keeper))

    def rename(self, old: str, new: str) -> None:
        self._run(partial(_then_load, partial(self._keeper.rename, old, new), self._keeper))

    def delete(self, name: str) -> None:
        self._run(partial(_then_load, partial(self._keeper.delete, name), self._keeper))

    def _show(self, answer: Loaded) -> None:
        self.lists, self.problems = answer.lists, answer.problems
        self.changed.emit(answer.lists)

    def _after_failure(self) -> None:
        if self._under_way == 0:
            self.load()  # which never fails: what cannot be read is a problem of one list

    def _on_text(self, read: tuple[str, str]) -> None:
        self.text_read.emit(*read)


class StyleShelf(_Shelf):
    """Styles and snippets.

    Signals:
        changed(Stylebook): they are read, or other ones now.
        taken_in(int, int): so many styles and snippets came from a file.
        given_away(str): they are in this file now.
    """

    changed = Signal(object)
    taken_in = Signal(int, int)
    given_away = Signal(str)

    def __init__(self, keepers: Keepers, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(runner, parent)
        self._keepers = keepers
        self.book = Stylebook()

    def load(self) -> None:
        self._run(self._keepers.styles.load)

    def edit(self, change: Edit) -> None:
        """Change what is kept: another window may have changed it since it was read here, so it is read again."""
        try:
            book = change(self.book)
        except ValueError:
            return  # whoever asks has said why it cannot be
        self._show(book)  # at once; the disk follows
        self._run(partial(_edited, self._keepers, change))

    def take_in(self, path: Path) -> None:
        """Add what a file holds."""
        self._runner.run(partial(_taken_in, self._keepers, path), self._on_taken_in, self.failed.emit)

    def give_away(self, path: Path, book: Stylebook) -> None:
        """Write these to a file."""
        self._runner.run(partial(_given_away, self._keepers, path, book), self.given_away.emit, self.failed.emit)

    def _show(self, answer: Stylebook) -> None:
        self.book = answer
        self.changed.emit(answer)

    def _after_failure(self) -> None:
        self.changed.emit(self.book)

    def _on_taken_in(self, books: tuple[Stylebook, Stylebook]) -> None:
        before, after = books
        self._show(after)
        self.taken_in.emit(len(after.styles) - len(before.styles), len(after.snippets) - len(before.snippets))


def _text_of(keeper: ListKeeper, name: str) -> tuple[str, str]:
    """Runs in a worker thread, as all below."""
    return name, keeper.text(name)


def _then_load(call: Callable[[], None], keeper: ListKeeper) -> Loaded:
    call()
    return keeper.load()


def _edited(keepers: Keepers, change: Edit) -> Stylebook:
    book = keepers.styles.load()
    try:
        changed = change(book)
    except ValueError:  # another window has taken the name meanwhile; what it keeps stays
        return book
    keepers.styles.save(changed)
    return changed


def _given_away(keepers: Keepers, path: Path, book: Stylebook) -> str:
    keepers.write_styles(path, book)
    return path.name


def _taken_in(keepers: Keepers, path: Path) -> tuple[Stylebook, Stylebook]:
    """What was kept, and what is kept with what the file holds. Raises SettingsError."""
    new, book = keepers.read_styles(path), keepers.styles.load()
    try:
        merged = book.merged(new)
    except ValueError as error:
        raise SettingsError(f"Nothing was taken from {path.name}: {error}.") from error
    keepers.styles.save(merged)
    return book, merged
