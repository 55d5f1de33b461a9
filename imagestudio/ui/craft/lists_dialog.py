"""The word lists of the person, edited beside the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.templates.lists import WordLists, entries_of, is_list_name
from imagestudio.ui.craft.named_texts import Labels, NamedTexts
from imagestudio.ui.craft.shelves import ListShelf
from imagestudio.ui.dialogs.fitting import open_at
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M

_SIZE = (640, 460)
_MOST_TOLD = 4


class ListsDialog(QDialog):
    """One entry a line; a template names a list between two underscores on each side."""

    def __init__(self, shelf: ListShelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.problems = QLabel(self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.texts = NamedTexts(self._labels(), self._complaint, self)
        self.texts.text_edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)  # an entry is a line
        self._build()
        self._connect()
        self._on_changed(shelf.lists)

    def open_list(self, name: str = "") -> None:
        """Come up, with this list if there is one."""
        self._shelf.load()
        if name:
            self.texts.open(name)
        self.show()
        self.raise_()
        self.activateWindow()
        self.texts.list.setFocus()  # the arrows choose at once

    def show_failure(self, error: ImageStudioError) -> None:
        self.texts.say(error.said, "danger")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.texts.flush()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self.texts.flush()
        super().done(result)

    def _labels(self) -> Labels:
        return Labels(
            self.tr("New list"),
            self.tr("Word lists"),
            self.tr("Entries, one a line"),
            self.tr("No word lists yet"),
            self.tr("A word list is a file of entries. In a prompt, __name__ stands for each of them in turn."),
            self.tr("One entry a line. Lines that begin with # are comments."),
        )

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Word lists"))
        self.setModal(False)
        open_at(self, *_SIZE)
        set_role(self.problems, "danger")
        self.problems.setTextFormat(Qt.TextFormat.PlainText)
        self.problems.setWordWrap(True)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(self.texts, 1)
        column.addWidget(self.problems)
        column.addLayout(buttons)

    def _connect(self) -> None:
        shelf, texts = self._shelf, self.texts
        shelf.changed.connect(self._on_changed)
        shelf.text_read.connect(texts.show_text)
        texts.picked.connect(shelf.read_text)
        texts.created.connect(shelf.save)
        texts.written.connect(shelf.save)
        texts.renamed.connect(shelf.rename)
        texts.deleted.connect(shelf.delete)
        texts.text_edit.textChanged.connect(self._count)

    def _on_changed(self, lists: WordLists) -> None:
        self.texts.show_names(lists.names)
        told = self._shelf.problems[:_MOST_TOLD]
        self.problems.setText("\n".join(told))
        self.problems.setVisible(bool(told))

    def _count(self) -> None:
        name, entries = self.texts.current, len(entries_of(self.texts.text_edit.toPlainText()))
        if name and entries:
            told = self.tr("{0}: one entry") if entries == 1 else self.tr("{0}: {1} entries")
            self.texts.say(told.format(f"__{name}__", f"{entries:,}"))

    def _complaint(self, name: str) -> str:
        if name.casefold() in {one.casefold() for one in self._shelf.lists.names}:
            return self.tr("There is a list of that name already.")
        if not is_list_name(name):
            return self.tr("A name has letters, digits, spaces, - and . ; a / makes folders.")
        return ""
