"""What lies over the gallery while files are held above it: says what dropping them does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_S, SPACE_XL

_ICON_SIDE = 40
_RADIUS = 8
_INSET = 12
_VEIL = 244


class DropOverlay(QWidget):
    """A veil with a dashed frame; the pointer goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel()
        self._title = QLabel()
        self._hint = QLabel(
            self.tr("Pictures are copied; yours stay where they are.\nOf folders and ZIPs, every picture is taken in.")
        )
        self._build_layout()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def show_for(self, count: int, name: str) -> None:
        """Cover the parent: so many things are held, of which one has this name."""
        if count == 1:
            self._title.setText(self.tr("Take in “{name}”").replace("{name}", _short(name)))
        else:
            self._title.setText(self.tr("Take in %n file(s) or folder(s)", "", count))
        self.setAccessibleName(self._title.text())
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def _build_layout(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL * 2, SPACE_XL, SPACE_XL * 2, SPACE_XL)
        layout.setSpacing(SPACE_S)
        layout.addStretch(2)
        for label in (self._icon, self._title, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._icon)
            layout.addWidget(label)
        set_role(self._title, "title")
        set_role(self._hint, "hint")
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

    def _on_theme_changed(self) -> None:
        self._icon.setPixmap(self._theme.icon("take-in", "accent_text").pixmap(_ICON_SIDE, _ICON_SIDE))
        self.update()


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:40]}…{name[-18:]}"
