"""One style that is put around the prompt, as a chip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from imagestudio.ui.menu_keys import guard
from imagestudio.ui.theme import Theme, set_role

_LONGEST = 30
_CROSS = 26  # so many pixels at the right take the chip away


class StyleChip(QPushButton):
    """A click or Space switches it on and off, the cross or Delete takes it away, Alt with an arrow moves it.

    Signals:
        removed(), moved(int), edit_requested(): the person wants it.
    """

    removed = Signal()
    moved = Signal(int)
    edit_requested = Signal()

    def __init__(self, name: str, on: bool, theme: Theme, parent: QWidget) -> None:
        shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip()}…"
        super().__init__(shown.replace("&", "&&"), parent)
        self.name = name
        set_role(self, "chip-quick")
        self.setCheckable(True)
        self.setChecked(on)
        self.setIcon(theme.icon("close", "text2"))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        self.setAccessibleName(self.tr("Style {0}").format(name))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(self.tr("On or off (Space); take away (Delete); move (Alt with an arrow)"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif alt and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(place) and self._on_cross(place):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        on = menu.addAction(self.tr("Switch off") if self.isChecked() else self.tr("Switch on"))
        left, right = menu.addAction(self.tr("Move to the front")), menu.addAction(self.tr("Move to the back"))
        edit, away = menu.addAction(self.tr("Edit…")), menu.addAction(self.tr("Take away"))
        on.triggered.connect(self.click)
        left.triggered.connect(lambda: self.moved.emit(-1))
        right.triggered.connect(lambda: self.moved.emit(1))
        edit.triggered.connect(self.edit_requested)
        away.triggered.connect(self.removed)
        guard(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _on_cross(self, place: QPoint) -> bool:
        return place.x() >= self.width() - _CROSS
