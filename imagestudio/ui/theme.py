"""The look of every widget: follows the system's light or dark, accent and font, fills the style sheet, tints icons."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget

from imagestudio.ui.accent import with_accent
from imagestudio.ui.scheme import tokens_for
from imagestudio.ui.text_size import TextSize, points, stepped
from imagestudio.ui.tokens import DARK, SPACE_S, TEXT_STEPS, Tokens

_ICON_SIZE = 20
_ICON_SCALES = (1, 2)


class Theme(QObject):
    """The tokens in force, and what is made of them.

    Signals:
        changed: the colours are other ones now; whoever paints with them should update.
    """

    changed = Signal()

    def __init__(self, resources: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resources = resources
        self._choice = "system"
        self._accent = ""
        self._text = TextSize()
        self._started = False
        self._icons: dict[tuple[str, str], QIcon] = {}
        self.tokens: Tokens = DARK

    def choose_tokens(self, choice: str = "system") -> None:
        """Decide for the colours of the system, or of 'dark' or 'light', without dressing anything yet."""
        self._choice = choice
        self.tokens = with_accent(tokens_for(choice), self._accent)

    def choose_look(self, choice: str, accent: str, text_percent: int) -> None:
        """All at once: light or dark, an accent (#rrggbb; empty for our own), and the size of the text; at any time."""
        self._accent = accent
        self.choose_tokens(choice)
        self._text.choose(text_percent)
        if self._started:
            self._dress()

    def start(self) -> None:
        """Dress the application, and follow the system from now on where that is the choice."""
        self._started = True
        QApplication.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._dress()

    def stop(self) -> None:
        """Follow the system no longer."""
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._on_scheme_changed)

    def choose(self, choice: str) -> None:
        """'system', 'dark' or 'light'."""
        self.choose_tokens(choice)
        self._dress()

    def color(self, token: str) -> QColor:
        return QColor(getattr(self.tokens, token))

    def icon(self, name: str, color: str = "text2") -> QIcon:
        """An icon of resources/icons in the colour of a token, sharp on every screen."""
        key = (name, getattr(self.tokens, color))
        if key not in self._icons:
            self._icons[key] = self._tinted(*key)
        return self._icons[key]

    def logo(self) -> QIcon:
        """The sign of the program."""
        return QIcon(str(self._resources / "icons" / "imagestudio.svg"))

    def font(self, step: int = 0, bold: bool = False) -> QFont:
        """The system's font, so many steps larger or smaller; numbers keep their width where the font can."""
        font = QFont(QApplication.font())
        font.setPointSizeF(stepped(points(font), step))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def follow(self, window: QWidget) -> None:
        """Hear by this window that the system has another font now."""
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.ApplicationFontChange, QEvent.Type.ThemeChange)
        if event.type() in kinds and self._started and self._text.follow():
            self._dress()
        return False

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._choice not in ("dark", "light"):
            self.choose(self._choice)

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self._palette())
            app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _palette(self) -> QPalette:
        tokens, palette = self.tokens, QPalette()
        roles = {
            QPalette.ColorRole.Window: tokens.surface,
            QPalette.ColorRole.WindowText: tokens.text,
            QPalette.ColorRole.Base: tokens.field,
            QPalette.ColorRole.AlternateBase: tokens.raised,
            QPalette.ColorRole.Text: tokens.text,
            QPalette.ColorRole.Button: tokens.raised,
            QPalette.ColorRole.ButtonText: tokens.text,
            QPalette.ColorRole.Highlight: tokens.selected,
            QPalette.ColorRole.HighlightedText: tokens.text,
            QPalette.ColorRole.PlaceholderText: tokens.text3,
            QPalette.ColorRole.ToolTipBase: tokens.raised,
            QPalette.ColorRole.ToolTipText: tokens.text,
            QPalette.ColorRole.Link: tokens.accent_text,
            QPalette.ColorRole.Accent: tokens.accent,
        }
        for role, color in roles.items():
            palette.setColor(role, QColor(color))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
        return palette

    def _style_sheet(self) -> str:
        text = (self._resources / "styles" / "window.qss").read_text(encoding="utf-8")
        size = points(QApplication.font())
        values = {key: str(value) for key, value in asdict(self.tokens).items()}
        values |= {"images": (self._resources / "styles" / self.tokens.mode).as_posix()}
        values |= {name: f"{stepped(size, step):g}pt" for name, step in TEXT_STEPS.items()}
        return Template(text).substitute(values)

    def _tinted(self, name: str, color: str) -> QIcon:
        svg = (self._resources / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
        icon = QIcon()
        for scale in _ICON_SCALES:
            side = _ICON_SIZE * scale
            sized = svg.replace('width="20" height="20"', f'width="{side}" height="{side}"', 1)
            pixmap = QPixmap()
            pixmap.loadFromData(sized.encode(), "SVG")
            pixmap.setDevicePixelRatio(scale)
            icon.addPixmap(pixmap)
        return icon


ICON_SIZE = QSize(_ICON_SIZE, _ICON_SIZE)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget its part in the style sheet: label, hint, title, primary, quiet, chip, danger …"""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it is dressed when it is shown first
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def indent(*spins: QAbstractSpinBox) -> None:
    """Let numbers stand as far from the edge as other text does: Qt gives the field in a spin box no padding."""
    for spin in spins:
        spin.lineEdit().setTextMargins(SPACE_S, 0, SPACE_S, 0)
