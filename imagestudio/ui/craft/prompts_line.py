"""One folded line that names what will be sent, and opens the list of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from imagestudio.core.wording import Wording
from imagestudio.ui.theme import ICON_SIZE, Theme, set_role

if TYPE_CHECKING:
    from imagestudio.ui.craft.prompts_popover import PromptsPopover

_CUT = 300
_TRULY_MANY = 10**9


class PromptsLine(QPushButton):
    """“24 prompts: a red fox in the…”; there only while what is sent is not what is typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = Wording()
        self._full = ""
        self.popover: PromptsPopover | None = None
        set_role(self, "fold")
        self.setIconSize(ICON_SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("Show what will be sent"))
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def show_wording(self, wording: Wording) -> None:
        self._wording = wording
        shown = wording.is_sound and bool(wording.typed.strip()) and (wording.has_alternatives or bool(wording.styles))
        self.setVisible(shown)
        if not shown:
            return
        first = " ".join(wording.first[:_CUT].split())
        count = wording.count
        many = f"{count:,}" if count < _TRULY_MANY else self.tr("Very many")
        self._full = (
            self.tr("{0} prompts: {1}").format(many, first) if count > 1 else self.tr("Sent: {0}").format(first)
        )
        self.setAccessibleName(self._full)
        self._elide()

    def sizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - self.iconSize().width() - 8
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(0, room))
        self.setText(shown.replace("&", "&&"))

    def _on_clicked(self) -> None:
        if self.popover is None:
            from imagestudio.ui.craft.prompts_popover import PromptsPopover

            self.popover = PromptsPopover(self.window())
        self.popover.open_below(self, self._wording)

    def _on_theme_changed(self) -> None:
        self.setIcon(self._theme.icon("chevron-right"))
