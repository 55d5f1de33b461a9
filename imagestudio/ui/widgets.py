"""Small widgets that several panels share."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from imagestudio.ui.painting import fitted, may_animate, rounded_picture
from imagestudio.ui.theme import ICON_SIZE, Theme, set_role
from imagestudio.ui.tokens import RADIUS_LARGE

_TURN_MS = 900
_FRAME_MS = 33
_PATIENCE_MS = 150
_SIXTEENTHS = 16  # of a degree, in which Qt draws arcs


def hairline(parent: QWidget | None = None) -> QFrame:
    """A quiet line, one pixel high."""
    line = QFrame(parent)
    set_role(line, "line")
    return line


class ElidedLabel(QLabel):
    """One line of plain text that is cut with an ellipsis where it does not fit, and whole in its tooltip then."""

    def __init__(
        self,
        text: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._full = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        self._full = " ".join(text.split())
        self.setAccessibleName(self._full)
        self.updateGeometry()
        self._elide()

    def full_text(self) -> str:
        return self._full

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self._full) + margins.left() + margins.right() + 1
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, self._mode, self.contentsRect().width())
        if shown == self.text():
            return
        self.setText(shown)
        # A tooltip guesses rich text; a paragraph of escaped text is plain and still wraps.
        self.setToolTip(f"<p>{_escaped(self._full)}</p>" if shown != self._full else "")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class PicturePreview(QWidget):
    """One whole picture with round corners; its place is kept while it loads.

    Signals:
        clicked: with the mouse, Enter or Space.
    """

    clicked = Signal()

    def __init__(self, theme: Theme, max_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._max_height = max_height
        self._image: QImage | None = None
        self._shape = QSize(3, 2)
        self._coming = QSize()
        self._painted: QPixmap | None = None
        self._awaiting = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._awaiting.timeout.connect(self._on_patience_over)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Preview"))
        theme.changed.connect(self._on_theme_changed)

    def set_image(self, image: QImage | None, width: int = 0, height: int = 0) -> None:
        """Show a picture, of which width and height are the original's; None keeps its place with a skeleton."""
        self._awaiting.stop()
        self._image = None if image is None or image.isNull() else image
        shape = QSize(width, height)
        if self._image is not None and shape.isEmpty():
            shape = self._image.size()
        if not shape.isEmpty() and shape != self._shape:
            self._shape = shape
            self.updateGeometry()
        self._painted = None
        self.update()

    def await_image(self, width: int, height: int) -> None:
        """Another picture comes at once; the old one gives way to a skeleton only if it does not: nothing flickers."""
        self._coming = QSize(width, height)
        if self._image is None:
            self.set_image(None, width, height)
        else:
            self._awaiting.start()

    def image(self) -> QImage | None:
        """What is shown, or None while it is loading."""
        return None if self._awaiting.isActive() else self._image

    def picture_rect(self) -> QRect:
        """Where the picture is, in the widget."""
        size = fitted(self._shape.width(), self._shape.height(), self.size())
        return QRect((self.width() - size.width()) // 2, 0, size.width(), size.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return fitted(self._shape.width(), self._shape.height(), QSize(width, self._max_height)).height()

    def sizeHint(self) -> QSize:
        return fitted(self._shape.width(), self._shape.height(), QSize(280, self._max_height))

    def minimumSizeHint(self) -> QSize:
        return QSize(48, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        rect = self.picture_rect()
        painter = QPainter(self)
        if self._image is None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("raised"))
            painter.drawRoundedRect(rect, RADIUS_LARGE, RADIUS_LARGE)
            return
        ratio = self.devicePixelRatioF()
        fresh = self._painted is not None and self._painted.devicePixelRatio() == ratio
        if self._painted is None or not fresh:
            self._painted = rounded_picture(self._image, rect.size(), RADIUS_LARGE, ratio, self._theme)
        painter.drawPixmap(rect.topLeft(), self._painted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._painted = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.picture_rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def _on_patience_over(self) -> None:
        self.set_image(None, self._coming.width(), self._coming.height())

    def _on_theme_changed(self) -> None:
        self._painted = None
        self.update()


class Stepper(QFrame):
    """A whole number between two buttons: − 4 +.

    Signals:
        value_changed(int): by buttons, keys or wheel.
    """

    value_changed = Signal(int)

    def __init__(self, theme: Theme, minimum: int, maximum: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.spin = QSpinBox(self)
        self.spin.setRange(minimum, maximum)
        self._fewer = QToolButton(self)
        self._more = QToolButton(self)
        self._build_layout()
        self._connect_signals()
        self._on_theme_changed()
        self._on_value_changed(self.spin.value())

    def value(self) -> int:
        return self.spin.value()

    def set_value(self, value: int) -> None:
        self.spin.setValue(value)

    def _build_layout(self) -> None:
        set_role(self, "stepper")
        set_role(self.spin, "bare")
        self.spin.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.spin.setFixedWidth(36)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 0, 1, 0)
        layout.setSpacing(0)
        for widget in (self._fewer, self.spin, self._more):
            layout.addWidget(widget)
        for button, name in ((self._fewer, self.tr("Fewer")), (self._more, self.tr("More"))):
            set_role(button, "step")
            button.setAccessibleName(name)
            button.setIconSize(ICON_SIZE)
            button.setAutoRepeat(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys for it are the number's own: up and down
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _connect_signals(self) -> None:
        self._fewer.clicked.connect(self.spin.stepDown)
        self._more.clicked.connect(self.spin.stepUp)
        self.spin.valueChanged.connect(self._on_value_changed)
        self._theme.changed.connect(self._on_theme_changed)

    def _on_value_changed(self, value: int) -> None:
        self._fewer.setEnabled(value > self.spin.minimum())
        self._more.setEnabled(value < self.spin.maximum())
        self.value_changed.emit(value)

    def _on_theme_changed(self) -> None:
        self._fewer.setIcon(self._theme.icon("minus"))
        self._more.setIcon(self._theme.icon("plus"))


class Spinner(QWidget):
    """A small ring that turns while something is under way; it stands still where the system asks for less motion."""

    def __init__(self, theme: Theme, side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._angle = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._on_tick)
        self.setFixedSize(side, side)
        self.setAccessibleName(self.tr("Working"))

    def showEvent(self, _event: QEvent) -> None:
        if may_animate(self):
            self._timer.start()

    def hideEvent(self, _event: QEvent) -> None:
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(self._theme.color("line"), 2))
        painter.drawEllipse(rect)
        painter.setPen(QPen(self._theme.color("accent_edge"), 2, c=Qt.PenCapStyle.RoundCap))
        painter.drawArc(rect, round(-self._angle * _SIXTEENTHS), 100 * _SIXTEENTHS)

    def _on_tick(self) -> None:
        self._angle = (self._angle + 360 * _FRAME_MS / _TURN_MS) % 360
        self.update()
