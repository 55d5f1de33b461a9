"""The person's styles and snippets, edited beside the window and exchanged with other programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.styles import Snippet, Style, Stylebook, apply_styles
from imagestudio.ui.craft.named_texts import Labels, NamedTexts
from imagestudio.ui.craft.shelves import StyleShelf
from imagestudio.ui.dialogs.fitting import open_at
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S

_SIZE = (680, 500)


class StylesDialog(QDialog):
    """Two pages of names and texts; what is written holds at once."""

    def __init__(self, shelf: StyleShelf, sample: Callable[[], str], parent: QWidget) -> None:
        """`sample` is a prompt to show a style with: the one in the editor."""
        super().__init__(parent)
        self._shelf = shelf
        self._sample = sample
        self.styles = NamedTexts(self._style_labels(), partial(self._complaint, True), self)
        self.snippets = NamedTexts(self._snippet_labels(), partial(self._complaint, False), self)
        self.pages = QTabWidget(self)
        self.shown = QLabel(self)
        self.told = QLabel(self)
        self.import_button = QPushButton(self.tr("Import…"), self)
        self.export_button = QPushButton(self.tr("Export…"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self._build()
        self._connect()
        self._on_changed(shelf.book)

    def open_style(self, name: str = "") -> None:
        """Come up with the styles, with this one if there is one."""
        self.pages.setCurrentIndex(0)
        self._come_up()
        if name:
            self.styles.open(name)

    def open_snippets(self, text: str = "") -> None:
        """Come up with the snippets; with a text, as a new one."""
        self.pages.setCurrentIndex(1)
        self._come_up()
        if text:
            self.snippets.make(self.tr("New snippet"), text)

    def show_failure(self, error: ImageStudioError) -> None:
        set_role(self.told, "danger")
        self.told.setText(error.said)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._flush()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self._flush()
        super().done(result)

    def _flush(self) -> None:
        for page in (self.styles, self.snippets):
            page.flush()

    def _come_up(self) -> None:
        self.told.clear()
        self._shelf.load()
        self.show()
        self.raise_()
        self.activateWindow()

    # building

    def _style_labels(self) -> Labels:
        return Labels(
            self.tr("New style"),
            self.tr("Styles"),
            self.tr("Text of the style"),
            self.tr("No styles yet"),
            self.tr("A style is put around the prompt: where it says {prompt}, or behind it."),
            self.tr("{prompt}, soft window light, 35 mm photograph"),
        )

    def _snippet_labels(self) -> Labels:
        return Labels(
            self.tr("New snippet"),
            self.tr("Snippets"),
            self.tr("Text of the snippet"),
            self.tr("No snippets yet"),
            self.tr("A snippet is a text of your own that is put in where the cursor is."),
        )

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Styles and snippets"))
        self.pages.tabBar().setAccessibleName(self.windowTitle())
        self.setModal(False)
        open_at(self, *_SIZE)
        for label in (self.shown, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            set_role(label, "hint")
        self.styles.right.addWidget(self.shown)
        for page, title in ((self.styles, self.tr("Styles")), (self.snippets, self.tr("Snippets"))):
            box = QWidget(self.pages)
            around = QVBoxLayout(box)
            around.setContentsMargins(0, SPACE_M, 0, 0)
            around.addWidget(page)
            self.pages.addTab(box, title)
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        line.addWidget(self.import_button)
        line.addWidget(self.export_button)
        line.addWidget(self.told, 1)
        line.addWidget(self.close_button)
        for button in (self.import_button, self.export_button, self.close_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(self.pages, 1)
        column.addLayout(line)

    def _connect(self) -> None:
        self._shelf.changed.connect(self._on_changed)
        self._shelf.taken_in.connect(self._on_taken_in)
        self._shelf.given_away.connect(self._on_given_away)
        for page, of_styles in ((self.styles, True), (self.snippets, False)):
            page.picked.connect(partial(self._on_picked, of_styles))
            page.created.connect(partial(self._on_created, of_styles))
            page.written.connect(partial(self._on_written, of_styles))
            page.renamed.connect(partial(self._on_renamed, of_styles))
            page.deleted.connect(partial(self._on_deleted, of_styles))
        self.styles.text_edit.textChanged.connect(self._show_sample)
        self.import_button.clicked.connect(self._on_import)
        self.export_button.clicked.connect(self._on_export)
        self.close_button.clicked.connect(self.close)

    # what happens

    def _on_changed(self, book: Stylebook) -> None:
        self.styles.show_names([style.name for style in book.styles])
        self.snippets.show_names([snippet.name for snippet in book.snippets])

    def _on_picked(self, of_styles: bool, name: str) -> None:
        page = self.styles if of_styles else self.snippets
        page.show_text(name, _text_of(self._shelf.book, of_styles, name))

    def _on_created(self, of_styles: bool, name: str, text: str) -> None:
        self._shelf.edit(partial(_with, of_styles, name, name, text))

    def _on_written(self, of_styles: bool, name: str, text: str) -> None:
        self._shelf.edit(partial(_with, of_styles, name, name, text))

    def _on_renamed(self, of_styles: bool, old: str, new: str) -> None:
        self._shelf.edit(partial(_with, of_styles, old, new, None))

    def _on_deleted(self, of_styles: bool, name: str) -> None:
        self._shelf.edit(lambda book: book.without_style(name) if of_styles else book.without_snippet(name))

    def _complaint(self, of_styles: bool, name: str) -> str:
        if not name:
            return self.tr("It needs a name.")
        book = self._shelf.book
        taken = [style.name for style in book.styles] if of_styles else [snippet.name for snippet in book.snippets]
        return self.tr("There is one of that name already.") if name.casefold() in map(str.casefold, taken) else ""

    def _show_sample(self) -> None:
        """What becomes of the prompt in the editor with the style that is being written."""
        text, prompt = self.styles.text_edit.toPlainText(), self._sample().strip() or self.tr("a red fox")
        shown = apply_styles(prompt[:200], [Style("", text)]) if text.strip() else ""
        self.shown.setText(self.tr("Sent: {0}").format(shown[:400]) if shown else "")

    # files

    def _on_import(self) -> None:
        dialog = self._file_dialog(self.tr("Import styles"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Styles (*.json *.csv)"))
        dialog.fileSelected.connect(self.take_in)
        dialog.open()

    def _on_export(self) -> None:
        dialog = self._file_dialog(self.tr("Export styles"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Styles and snippets (*.json)"), self.tr("Styles for other programs (*.csv)")])
        dialog.setDefaultSuffix("json")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("csv" if "*.csv" in chosen else "json"))
        dialog.selectFile("styles.json")
        dialog.fileSelected.connect(self.give_away)
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def take_in(self, path: str) -> None:
        """Add what a file holds."""
        self._flush()
        self._shelf.take_in(Path(path))

    def give_away(self, path: str) -> None:
        """Write all of it to a file; CSV holds the styles only."""
        self._flush()
        self._shelf.give_away(Path(path), self._shelf.book)

    def _on_taken_in(self, styles: int, snippets: int) -> None:
        self._say(self.tr("New here: {0} styles, {1} snippets.").format(styles, snippets))

    def _on_given_away(self, name: str) -> None:
        self._say(self.tr("Saved in {0}.").format(name))

    def _say(self, text: str) -> None:
        set_role(self.told, "hint")
        self.told.setText(text)


def _text_of(book: Stylebook, of_styles: bool, name: str) -> str:
    if of_styles:
        style = book.style(name)
        return style.text if style is not None else ""
    return next((snippet.text for snippet in book.snippets if snippet.name == name), "")


def _with(of_styles: bool, old: str, new: str, text: str | None, book: Stylebook) -> Stylebook:
    """With a text under a name, in the place of an older one; None keeps the text it has. Raises ValueError."""
    if not of_styles:
        kept = _text_of(book, of_styles, old) if text is None else text
        return book.with_snippet(Snippet(new, kept), instead_of=old)
    style = book.style(old) or Style(old, "")
    return book.with_style(replace(style, name=new, text=style.text if text is None else text), instead_of=old)
