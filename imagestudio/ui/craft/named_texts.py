"""Texts with names: the names at the left, the text at the right; what is written is kept by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S

_KEEP_MS = 500
_NAMES_WIDTH = 190


@dataclass(frozen=True, slots=True)
class Labels:
    """What the parts are called for one kind of text: “New list”, “Word lists”, and what is said if there is none."""

    new: str
    name: str
    text: str
    none: str
    empty: str
    placeholder: str = ""


class NameDelegate(QStyledItemDelegate):
    """A row is as wide as the list, and a name that is longer ends in an ellipsis."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


class NamedTexts(QWidget):
    """Edits one kind of text.

    Signals:
        picked(str): this one is shown now; its text is wanted by `show_text`.
        created(str, str), written(str, str), renamed(str, str), deleted(str): by the person.
    """

    picked = Signal(str)
    created = Signal(str, str)
    written = Signal(str, str)
    renamed = Signal(str, str)
    deleted = Signal(str)

    def __init__(self, labels: Labels, complain: Callable[[str], str], parent: QWidget | None = None) -> None:
        """`complain` says why a new name cannot be; nothing where it can."""
        super().__init__(parent)
        self._labels = labels
        self._complain = complain
        self.current = ""
        self._gone: tuple[str, str] | None = None
        self._names = QStringListModel(self)
        self.list = QListView(self)
        self.new_button = QPushButton(labels.new, self)
        self.delete_button = QPushButton(self.tr("Delete"), self)
        self.name_edit = QLineEdit(self)
        self.text_edit = QPlainTextEdit(self)
        self.hint = QLabel(self)
        self.undo_button = QPushButton(self.tr("Undo"), self)
        self._soon = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self.editor = QWidget(self)
        self.right = QVBoxLayout(self.editor)
        self.sheet = QStackedWidget(self)
        self._build_layout()
        self._connect_signals()
        self._offer()

    # what it is told

    def show_names(self, names: Sequence[str]) -> None:
        """Show these; the one that is edited stays the one that is edited."""
        if list(names) != self._names.stringList():
            self._names.setStringList(list(names))
        wanted = self.current if self.current in names else (names[0] if names else "")
        self._mark(wanted)
        if wanted != self.current:
            self._pick(wanted)
        self._offer()

    def show_text(self, name: str, text: str) -> None:
        """The text of the one that is shown; what is being written wins."""
        self.text_edit.setReadOnly(self.text_edit.isReadOnly() and name != self.current)
        if name == self.current and not self._soon.isActive() and text != self.text_edit.toPlainText():
            self.text_edit.setPlainText(text)
            self._soon.stop()

    def open(self, name: str) -> None:
        """Show this one."""
        if name in self._names.stringList():
            self._mark(name)

    def say(self, text: str, role: str = "hint") -> None:
        set_role(self.hint, role)
        self.hint.setText(text)

    def flush(self) -> None:
        """Keep at once what was written last."""
        self._on_named()
        self._keep_text()

    def _keep_text(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self.written.emit(self.current, self.text_edit.toPlainText())

    # building

    def _build_layout(self) -> None:
        self.list.setModel(self._names)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setItemDelegate(NameDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setObjectName("NamedTexts")
        self.list.setAccessibleName(self._labels.name)
        self.list.setFixedWidth(_NAMES_WIDTH)
        self.name_edit.setAccessibleName(self.tr("Name"))
        self.name_edit.setPlaceholderText(self.tr("Name"))
        self.text_edit.setAccessibleName(self._labels.text)
        self.text_edit.setPlaceholderText(self._labels.placeholder)
        self.text_edit.setTabChangesFocus(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        set_role(self.hint, "hint")
        set_role(self.undo_button, "unfold")
        self.undo_button.hide()
        for button in (self.new_button, self.delete_button, self.undo_button):
            button.setAutoDefault(False)  # Enter in a field must do none of it
        below = QHBoxLayout()
        below.addWidget(self.hint, 1)
        below.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignTop)
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.setSpacing(SPACE_S)
        self.right.addWidget(self.name_edit)
        self.right.addWidget(self.text_edit, 1)
        self.sheet.addWidget(self.editor)
        self.sheet.addWidget(self._nothing())
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        right.addWidget(self.sheet, 1)
        right.addLayout(below)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(SPACE_M)
        sides.addLayout(self._names_column())
        sides.addLayout(right, 1)

    def _names_column(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.new_button, 1)
        buttons.addWidget(self.delete_button)
        left.addLayout(buttons)
        return left

    def _nothing(self) -> QWidget:
        """What stands in the place of the editor while there is nothing to edit."""
        place = QWidget(self)
        column = QVBoxLayout(place)
        column.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addStretch()
        for text, role in ((self._labels.none, "section"), (self._labels.empty, "hint")):
            label = QLabel(text, place)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            set_role(label, role)
            column.addWidget(label)
        column.addStretch()
        return place

    def _connect_signals(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.new_button.clicked.connect(lambda: self.make(self._labels.new))
        self.delete_button.clicked.connect(self._on_delete)
        self.undo_button.clicked.connect(self._on_undo)
        self.name_edit.editingFinished.connect(self._on_named)
        self.text_edit.textChanged.connect(self._on_text_changed)
        self._soon.timeout.connect(self._on_soon)

    # what happens

    def _on_current_changed(self, index: QModelIndex) -> None:
        name = str(index.data() or "")
        if name and name != self.current:
            self._pick(name)

    def _pick(self, name: str) -> None:
        self.flush()
        self.current = name
        self.name_edit.setText(name)
        self.text_edit.clear()
        self.text_edit.setReadOnly(bool(name))  # until its text is there, which would be lost to what is written
        self._soon.stop()
        self.say("")
        if name:
            self.picked.emit(name)
        self._offer()

    def _mark(self, name: str) -> None:
        names = self._names.stringList()
        if name in names:
            self.list.setCurrentIndex(self._names.index(names.index(name)))

    def _offer(self) -> None:
        for widget in (self.delete_button, self.name_edit, self.text_edit):
            widget.setEnabled(bool(self.current))
        self.sheet.setCurrentIndex(0 if self.current else 1)

    def make(self, wanted: str, text: str = "") -> None:
        """Make a new one of this name, or one like it where that is taken, and let it be named."""
        self.flush()
        names, name, number = self._names.stringList(), wanted, 1
        taken = {one.casefold() for one in names}
        while name.casefold() in taken:
            number += 1
            name = f"{wanted} {number}"
        self._names.setStringList([*names, name])
        self._forget_gone()
        self.created.emit(name, text)
        self._mark(name)
        self.text_edit.setReadOnly(False)
        self.text_edit.setPlainText(text)
        self._soon.stop()
        self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name_edit.selectAll()

    def _on_delete(self) -> None:
        if not self.current:
            return
        self.flush()
        name, text = self.current, self.text_edit.toPlainText()
        names = self._names.stringList()
        place = names.index(name)
        names.remove(name)
        self.current = ""
        self._names.setStringList(names)
        self.deleted.emit(name)
        following = names[min(place, len(names) - 1)] if names else ""
        self._mark(following)
        if not names:
            self._pick("")
        self._gone = (name, text)
        self.say(self.tr("“{0}” is deleted.").format(name))
        self.undo_button.show()

    def _on_undo(self) -> None:
        if self._gone is not None:
            name, text = self._gone
            self.make(name, text)

    def _forget_gone(self) -> None:
        self._gone = None
        self.undo_button.hide()
        self.say("")

    def _on_named(self) -> None:
        name = " ".join(self.name_edit.text().split())
        if not self.current or name == self.current:
            return
        if reason := self._complain(name) if name.casefold() != self.current.casefold() else "":
            self.say(reason, "danger")
            return
        self._keep_text()
        old, self.current = self.current, name
        self._names.setStringList([name if one == old else one for one in self._names.stringList()])
        self._mark(name)
        self.say("")
        self.renamed.emit(old, name)
        if self.text_edit.isReadOnly():
            self.picked.emit(name)  # what is being read comes under the old one

    def _on_text_changed(self) -> None:
        if self.current:
            self._soon.start()

    def _on_soon(self) -> None:
        self.written.emit(self.current, self.text_edit.toPlainText())
