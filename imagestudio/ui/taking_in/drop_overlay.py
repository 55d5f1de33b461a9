"""What lies over the gallery while files are held above it: says what dropping them does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imagestudio.ui.placard import Placard
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_XL

_RADIUS = 8
_INSET = 12
_VEIL = 244


class DropOverlay(QWidget):
    """A veil with a dashed frame; the pointer goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._placard = Placard(theme, "accent_text", self)
        self._build_layout()
        theme.changed.connect(self.update)
        self.hide()

    def show_for(self, count: int, name: str) -> None:
        """Cover the parent: so many things are held, of which one has this name."""
        if count == 1:
            title = self.tr("Take in “{name}”").replace("{name}", _short(name))
        else:
            title = self.tr("Take in %n file(s) or folder(s)", "", count)
        hint = self.tr(
            "Pictures are copied; yours stay where they are.\nOf folders and ZIPs, every picture is taken in."
        )
        self._placard.say("take-in", title, hint)
        self.setAccessibleName(title)
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def _build_layout(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL * 2, SPACE_XL, SPACE_XL * 2, SPACE_XL)
        layout.addStretch(2)
        layout.addWidget(self._placard)
        layout.addStretch(3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        veil = self._theme.color("window")
        veil.setAlpha(_VEIL)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.color("accent_edge"), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        frame = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        painter.end()


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:40]}…{name[-18:]}"
