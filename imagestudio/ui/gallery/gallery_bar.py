"""The bar above the gallery: search, filters, size of the thumbnails, whole pictures or squares."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QToolButton, QWidget

from imagestudio.ui.finding.search_edit import SearchEdit
from imagestudio.ui.gallery.grid_keys import LARGEST, SIZE_STEP, SMALLEST, USUAL
from imagestudio.ui.theme import ICON_SIZE, Theme
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S

_HEIGHT = 52
_SLIDER, _NARROW_SLIDER = 96, 36


class GalleryBar(QWidget):
    """What decides which pictures are shown, and how large.

    Signals:
        size_changed: thumbnails are wanted this large.
        whole_changed: whole pictures are wanted, or squares.
    """

    size_changed = Signal(int)
    whole_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.search_edit = SearchEdit(theme)
        self.filter_button = QToolButton()
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.whole_button = QToolButton()
        self._on_left: list[QWidget] = []
        self._on_right: list[QWidget] = []
        self._build_layout()
        self._connect_signals()
        self._on_theme_changed()

    def _build_layout(self) -> None:
        self.setObjectName("GalleryBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE_L, 0, SPACE_L, 1)
        self._row.setSpacing(SPACE_M)
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(SPACE_S)
        self._build_filter()
        self._build_size()
        self._row.addLayout(self._left)
        self._row.addWidget(self.search_edit, 1)
        self._row.addWidget(self.filter_button)
        self._row.addWidget(self.size_slider)
        self._row.addWidget(self.whole_button)
        self._row.addLayout(self._right)

    def _build_filter(self) -> None:
        self.filter_button.setIconSize(ICON_SIZE)
        self.filter_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.filter_button.setAccessibleName(self.tr("Filter"))
        self.filter_button.setToolTip(self.tr("Filter: model, rating, tags … (Ctrl+Shift+E)"))

    def _build_size(self) -> None:
        self.size_slider.setAccessibleName(self.tr("Thumbnail size"))
        self.size_slider.setToolTip(self.tr("Thumbnail size (Ctrl++ and Ctrl+−)"))
        self.size_slider.setRange(SMALLEST, LARGEST)
        self.size_slider.setSingleStep(SIZE_STEP)
        self.size_slider.setPageStep(SIZE_STEP * 2)
        self.size_slider.setValue(USUAL)
        self.size_slider.setMinimumWidth(_NARROW_SLIDER)  # it gives way in a window that is hardly wide enough
        self.size_slider.setMaximumWidth(_SLIDER)
        self.size_slider.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.whole_button.setCheckable(True)
        self.whole_button.setIconSize(ICON_SIZE)
        self.whole_button.setShortcut(QKeySequence(self.tr("Ctrl+Shift+F")))
        self.whole_button.setAccessibleName(self.tr("Whole pictures"))
        self.whole_button.setToolTip(self.tr("Show whole pictures (Ctrl+Shift+F)"))

    def _connect_signals(self) -> None:
        self._theme.changed.connect(self._on_theme_changed)
        self.size_slider.valueChanged.connect(self.size_changed)
        self.whole_button.toggled.connect(self.whole_changed)
        self.whole_button.toggled.connect(self._on_theme_changed)

    def add_left(self, widget: QWidget) -> None:
        """Put a button before the search field."""
        self._left.addWidget(widget)
        self._on_left.append(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._right.addWidget(widget)
        self._on_right.append(widget)

    def tab_stops(self) -> list[QWidget]:
        """The controls from left to right."""
        controls = [self.search_edit, self.filter_button, self.size_slider, self.whole_button]
        return [*self._on_left, *controls, *self._on_right]

    def set_size(self, size: int) -> None:
        """Show this size on the slider, which was chosen elsewhere."""
        if self.size_slider.value() != size:
            self.size_slider.setValue(size)

    def _on_theme_changed(self) -> None:
        self.filter_button.setIcon(self._theme.icon("filter"))
        self.whole_button.setIcon(self._theme.icon("fit", "text" if self.whole_button.isChecked() else "text2"))
