"""A small window below a button, with a list in it; a click elsewhere or Escape puts it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from imagestudio.ui.finding.choice_list import Choice, ChoiceList
from imagestudio.ui.rounded import Rounded
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_S, SPACE_XS
from imagestudio.ui.widgets import hairline

_WIDTH, _WIDEST, _HIGHEST = 260, 380, 520
_LEAST_ROOM = 240  # with less below, it comes up over what opened it


class Popover(QFrame):
    """Shows choices below what opened it.

    Signals:
        chosen: this Choice was.
        closed: it was put away.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._room = _HIGHEST * 2
        self.setObjectName("Popover")
        Rounded(self)
        self.setAccessibleName(name)
        self.setWindowTitle(name)
        self.list = ChoiceList(theme, name, self)
        self._line = hairline(self)
        self.hint = QLabel(self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        for widget in (self._line, self.hint):
            widget.hide()
        set_role(self.hint, "hint")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        self._layout.setSpacing(SPACE_XS)
        self._layout.addWidget(self.list, 1)
        for widget in (self._line, self.hint):
            self._layout.addWidget(widget)
        self.hint.setContentsMargins(SPACE_S, 0, SPACE_S, SPACE_XS)
        self.list.chosen.connect(self.chosen)

    def show_choices(self, choices: Sequence[Choice], current: object = None) -> None:
        """Fill the list, and be as large as that needs."""
        self.list.show_choices(choices, current)
        self._fit()

    def say(self, text: str) -> None:
        """Say something quiet below the list; nothing where the text is empty."""
        self.hint.setText(text)
        for widget in (self._line, self.hint):
            widget.setVisible(bool(text))
        self._fit()

    def open_below(self, anchor: QWidget) -> None:
        """Come up below this widget, with the keyboard in the list."""
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + SPACE_XS))
        area, panel = anchor.screen().availableGeometry(), self.parentWidget()
        below = area.bottom() - place.y()
        self._room = below if below >= _LEAST_ROOM else area.height()
        self._fit()
        if panel is not None and place.x() + self.width() > panel.mapToGlobal(panel.rect().topRight()).x():
            place.setX(place.x() + anchor.width() - self.width())  # it stays over what it is about
        place.setX(max(area.left(), min(place.x(), area.right() - self.width())))
        if place.y() + self.height() > area.bottom():
            place.setY(max(area.top(), area.bottom() - self.height()))
        self.move(place)
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fit(self) -> None:
        size = self.list.content_size()
        width = min(max(size.width() + 3 * SPACE_S, _WIDTH), _WIDEST)
        self.setFixedWidth(width)
        frame = 2 * self.frameWidth() + 2 * SPACE_XS
        others = frame + sum(_height(widget, width) + SPACE_XS for widget in self._extras())
        self.list.setFixedHeight(min(size.height() + 2, _HIGHEST, self._room - others))
        self.setFixedHeight(self.list.height() + others)

    def _extras(self) -> list[QWidget]:
        """What stands below the list."""
        return [self._line, self.hint] if not self.hint.isHidden() else []

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()


def _height(widget: QWidget, width: int) -> int:
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
