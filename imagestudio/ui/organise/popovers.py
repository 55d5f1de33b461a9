"""Small windows beside the pictures that ask for tags, or for one name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from imagestudio.core.organisation import name_of
from imagestudio.ui.organise.shared import Share
from imagestudio.ui.organise.tags_editor import TagsEditor
from imagestudio.ui.rounded import Rounded
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S

_WIDTH = 300


class _Popover(QFrame):
    """A frame over the window; a click elsewhere or Escape puts it away.

    Signals:
        closed: it was put away.
    """

    closed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("Popover")
        Rounded(self)
        self.setAccessibleName(name)
        self.setWindowTitle(name)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        self.column.setSpacing(SPACE_S)
        self.column.addWidget(self.title)
        set_role(self.title, "section")
        self.setFixedWidth(_WIDTH)

    def open_at(self, place: QRect, focused: QWidget) -> None:
        """Come up below this place of the screen, or above it, and take the keyboard."""
        self.fit()
        parent = self.parentWidget()
        area = (parent or self).screen().availableGeometry()
        x = max(area.left(), min(place.center().x() - self.width() // 2, area.right() - self.width()))
        y = place.bottom() + SPACE_S
        if y + self.height() > area.bottom():
            y = max(area.top(), place.top() - SPACE_S - self.height())
        self.move(x, y)
        self.show()
        focused.setFocus(Qt.FocusReason.PopupFocusReason)

    def fit(self) -> None:
        """Be as high as what is inside."""
        self.column.activate()
        self.resize(_WIDTH, self.column.heightForWidth(_WIDTH) if self.column.hasHeightForWidth() else 0)
        self.setFixedHeight(max(self.column.totalHeightForWidth(_WIDTH), self.column.totalMinimumSize().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if (parent := self.parentWidget()) is not None:
            parent.activateWindow()
        self.closed.emit()


class TagsPopover(_Popover):
    """The tags of what is selected."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(QCoreApplication.translate("TagsPopover", "Tags"), parent)
        self.editor = TagsEditor(theme, self)
        hint = QLabel(self.tr("Enter adds; several are parted by commas."), self)
        set_role(hint, "hint")
        self.column.addWidget(self.editor)
        self.column.addWidget(hint)
        self.editor.left.connect(self.hide)

    def show_tags(self, shares: Sequence[Share], pictures: int) -> None:
        self.title.setText(self.tr("Tags of %n picture(s)", "", pictures))
        self.editor.show_tags(shares)
        if self.isVisible():
            self.fit()


class NamePopover(_Popover):
    """Asks for the name of a new collection.

    Signals:
        named(str): this name was given.
    """

    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(QCoreApplication.translate("NamePopover", "New collection"), parent)
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText(self.tr("Name"))
        self.edit.setAccessibleName(self.tr("Name of the new collection"))
        self.edit.returnPressed.connect(self._on_entered)
        self.column.addWidget(self.edit)

    def ask(self, pictures: int, place: QRect) -> None:
        self.title.setText(self.tr("New collection from %n picture(s)", "", pictures))
        self.edit.clear()
        self.open_at(place, self.edit)

    def _on_entered(self) -> None:
        if name := name_of(self.edit.text()):
            self.hide()
            self.named.emit(name)
