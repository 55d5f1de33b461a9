"""What is opened beside the editor: styles and snippets to choose from, and the dialogs in which they are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.styles import Snippet, Style, Stylebook
from imagestudio.ui.craft.lists_dialog import ListsDialog
from imagestudio.ui.craft.pick_popover import PickPopover
from imagestudio.ui.craft.styles_dialog import StylesDialog
from imagestudio.ui.finding.choice_list import Choice
from imagestudio.ui.theme import Theme

if TYPE_CHECKING:
    from imagestudio.ui.craft.craft import Craft

_EDIT, _NEW = "edit", "new"


class Pickers(QObject):
    """Makes each of them when it is first wanted."""

    def __init__(self, craft: Craft, theme: Theme) -> None:
        super().__init__(craft)
        self._craft = craft
        self._theme = theme
        self._edit = craft.panel.prompt_edit
        self.style_popover: PickPopover | None = None
        self.snippet_popover: PickPopover | None = None
        self.styles_dialog: StylesDialog | None = None
        self.lists_dialog: ListsDialog | None = None
        craft.style_shelf.changed.connect(self._on_book)
        craft.styles.changed.connect(self._fill)

    def close(self) -> None:
        for dialog in (self.styles_dialog, self.lists_dialog):
            if dialog is not None:
                dialog.close()

    def show_failure(self, error: ImageStudioError) -> bool:
        """Say it in the dialog that is open; whether one is."""
        for dialog in (self.styles_dialog, self.lists_dialog):
            if dialog is not None and dialog.isVisible():
                dialog.show_failure(error)
                return True
        return False

    # to choose from

    def open_styles(self) -> None:
        """Offer the styles below their chips; it stays while one chooses several."""
        if self.style_popover is None:
            window = self._edit.window()
            self.style_popover = PickPopover(self._theme, self.tr("Styles"), self.tr("Find a style"), window)
            self.style_popover.picked.connect(self._on_style_picked)
        self._craft.style_shelf.load()
        self._fill()
        self.style_popover.open_below(self._craft.styles.more_button)

    def open_snippets(self) -> None:
        """Offer the snippets below the editor."""
        if self.snippet_popover is None:
            window = self._edit.window()
            self.snippet_popover = PickPopover(self._theme, self.tr("Snippets"), self.tr("Find a snippet"), window)
            self.snippet_popover.picked.connect(self._on_snippet_picked)
        self._craft.style_shelf.load()
        self._fill()
        self.snippet_popover.open_below(self._edit)

    def _fill(self) -> None:
        book, chosen = self._craft.style_shelf.book, self._craft.styles.names
        if self.style_popover is not None:
            rows = [Choice(style.name, style, checked=style.name in chosen) for style in book.styles]
            edit = Choice(self.tr("Edit styles…"), _EDIT, icon="text")
            self.style_popover.offer(rows, [edit], self.tr("No styles yet"))
        if self.snippet_popover is not None:
            rows = [Choice(snippet.name, snippet) for snippet in book.snippets]
            new = Choice(self.tr("New snippet…"), _NEW, icon="plus")
            edit = Choice(self.tr("Edit snippets…"), _EDIT, icon="text")
            self.snippet_popover.offer(rows, [new, edit], self.tr("No snippets yet"))

    def _on_book(self, _book: Stylebook) -> None:
        self._fill()

    def _on_style_picked(self, picked: object) -> None:
        if isinstance(picked, Style):
            self._craft.styles.toggle(picked.name)
        elif self.style_popover is not None:
            self.style_popover.hide()
            self.edit_style()

    def _on_snippet_picked(self, picked: object) -> None:
        if self.snippet_popover is not None:
            self.snippet_popover.hide()
        if isinstance(picked, Snippet):
            self._edit.textCursor().insertText(picked.text)
            self._edit.setFocus()
        elif picked == _NEW:
            selected = self._edit.textCursor().selectedText().replace("\u2029", "\n")
            self._styles_dialog().open_snippets(selected or self._edit.prompt())
        else:
            self._styles_dialog().open_snippets()

    # dialogs

    def edit_style(self, name: str = "") -> None:
        self._styles_dialog().open_style(name)

    def edit_list(self, name: str = "") -> None:
        if self.lists_dialog is None:
            self.lists_dialog = ListsDialog(self._craft.list_shelf, self._edit.window())
        self.lists_dialog.open_list(name)

    def _styles_dialog(self) -> StylesDialog:
        if self.styles_dialog is None:
            shelf, window = self._craft.style_shelf, self._edit.window()
            self.styles_dialog = StylesDialog(shelf, self._edit.prompt, window)
        return self.styles_dialog
