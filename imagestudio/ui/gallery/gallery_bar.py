"""The bar above the gallery: search, count, size of the thumbnails, whole pictures or squares."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QSlider, QToolButton, QWidget

from imagestudio.ui.gallery.grid_view import LARGEST, SIZE_STEP, SMALLEST, USUAL
from imagestudio.ui.gallery.sections import pictures_text
from imagestudio.ui.theme import ICON_SIZE, Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S

_DEBOUNCE_MS = 120
_HEIGHT = 52


class GalleryBar(QWidget):
    """What decides which pictures are shown, and how large.

    Signals:
        search_changed: these words are searched for now, after a short pause in typing.
        size_changed: thumbnails are wanted this large.
        whole_changed: whole pictures are wanted, or squares.
        left: Escape was pressed in an empty search field.
    """

    search_changed = Signal(str)
    size_changed = Signal(int)
    whole_changed = Signal(bool)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.search_edit = QLineEdit()
        self._search_icon = QAction(self)
        self._clear_action = QAction(self)
        self.count_label = QLabel()
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.whole_button = QToolButton()
        self._on_left: list[QWidget] = []
        self._on_right: list[QWidget] = []
        self._debounce = QTimer(self, singleShot=True, interval=_DEBOUNCE_MS)
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
        self._build_search()
        self._build_size()
        self._row.addLayout(self._left)
        self._row.addWidget(self.search_edit, 1)
        self._row.addWidget(self.count_label)
        self._row.addWidget(self.size_slider)
        self._row.addWidget(self.whole_button)
        self._row.addLayout(self._right)

    def _build_search(self) -> None:
        self.search_edit.setObjectName("SearchEdit")
        self.search_edit.setAccessibleName(self.tr("Search"))
        self.search_edit.setToolTip(self.tr("Search the words of prompts (Ctrl+F)"))
        self.search_edit.setPlaceholderText(self.tr("Search prompts"))
        self.search_edit.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self.search_edit.addAction(self._clear_action, QLineEdit.ActionPosition.TrailingPosition)
        self._clear_action.setText(self.tr("Clear search"))
        self._clear_action.setVisible(False)
        self.search_edit.setMinimumWidth(120)
        self.search_edit.installEventFilter(self)
        self.count_label.setTextFormat(Qt.TextFormat.PlainText)
        self.count_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_role(self.count_label, "label")

    def _build_size(self) -> None:
        self.size_slider.setAccessibleName(self.tr("Thumbnail size"))
        self.size_slider.setToolTip(self.tr("Thumbnail size (Ctrl++ and Ctrl+−)"))
        self.size_slider.setRange(SMALLEST, LARGEST)
        self.size_slider.setSingleStep(SIZE_STEP)
        self.size_slider.setPageStep(SIZE_STEP * 2)
        self.size_slider.setValue(USUAL)
        self.size_slider.setFixedWidth(96)
        self.size_slider.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.whole_button.setCheckable(True)
        self.whole_button.setIconSize(ICON_SIZE)
        self.whole_button.setShortcut(QKeySequence(self.tr("Ctrl+Shift+F")))
        self.whole_button.setAccessibleName(self.tr("Whole pictures"))
        self.whole_button.setToolTip(self.tr("Show whole pictures (Ctrl+Shift+F)"))

    def _connect_signals(self) -> None:
        self._theme.changed.connect(self._on_theme_changed)
        self.search_edit.textChanged.connect(self._on_text_changed)
        self.search_edit.returnPressed.connect(self._on_debounced)
        self._clear_action.triggered.connect(self.clear_search)
        self._debounce.timeout.connect(self._on_debounced)
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
        return [*self._on_left, self.search_edit, self.size_slider, self.whole_button, *self._on_right]

    def focus_search(self) -> None:
        self.search_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_edit.selectAll()

    def clear_search(self) -> None:
        """Search for nothing, at once."""
        self.search_edit.clear()
        self._on_debounced()

    def set_count(self, pictures: int) -> None:
        self.count_label.setText(pictures_text(pictures))
        # It only grows, so that the search field keeps its width while one types.
        self.count_label.setMinimumWidth(max(self.count_label.minimumWidth(), self.count_label.sizeHint().width()))

    def set_size(self, size: int) -> None:
        """Show this size on the slider, which was chosen elsewhere."""
        if self.size_slider.value() != size:
            self.size_slider.setValue(size)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape clears the search, then leaves it; Down goes to the pictures."""
        if watched is self.search_edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._on_escape()
                return True
            if event.key() == Qt.Key.Key_Down:
                self._on_debounced()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _on_escape(self) -> None:
        if self.search_edit.text():
            self.clear_search()
        else:
            self.left.emit()

    def _on_text_changed(self, text: str) -> None:
        self._clear_action.setVisible(bool(text))
        self._debounce.start()

    def _on_debounced(self) -> None:
        self._debounce.stop()
        self.search_changed.emit(self.search_edit.text())

    def _on_theme_changed(self) -> None:
        self._search_icon.setIcon(self._theme.icon("search", "text3"))
        self._clear_action.setIcon(self._theme.icon("close", "text2"))
        self.whole_button.setIcon(self._theme.icon("fit", "text" if self.whole_button.isChecked() else "text2"))
