"""The bar above a grid: which one it is, new ones, names, how large its pictures are, and export."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSlider, QWidget

from imagestudio.core.grid import Grid
from imagestudio.ui.grid.sheet_view import LARGEST, SMALLEST, USUAL
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_S, SPACE_XS
from imagestudio.ui.viewer.icon_buttons import IconButtons

_STEP = 16
_WIDE, _NARROW = 280, 140


class GridBar(QFrame):
    """Chooses between grids.

    Signals:
        close_clicked, new_clicked, remove_clicked, export_clicked, keys_clicked: what their names say.
        grid_chosen(str): the grid with this id is wanted.
        renamed(str): this is its name now.
        edge_chosen(int): pictures are wanted this large.
    """

    close_clicked = Signal()
    new_clicked = Signal()
    remove_clicked = Signal()
    export_clicked = Signal()
    keys_clicked = Signal()
    grid_chosen = Signal(str)
    renamed = Signal(str)
    edge_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = IconButtons(theme, self)
        self.close_button = self._buttons.make("close", self.tr("Back to the gallery (Esc)"), self.close_clicked)
        self.title_label = QLabel(self.tr("Grid"), self)
        self.grid_combo = QComboBox(self)
        self.name_edit = QLineEdit(self)
        self.rename_button = self._buttons.make("text", self.tr("Rename this grid (F2)"))
        self.new_button = self._buttons.make("plus", self.tr("New grid (Ctrl+N)"), self.new_clicked)
        self.remove_button = self._buttons.make("trash", self.tr("Remove this grid; its pictures stay"))
        self.size_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.export_button = QPushButton(self.tr("Export…"), self)
        self.keys_button = self._buttons.make("keys", self.tr("What the keys do (?)"), self.keys_clicked)
        self._build_layout()
        self._connect_signals()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        left: list[QWidget] = [self.close_button, self.grid_combo, self.name_edit]
        left += [self.rename_button, self.new_button, self.remove_button]
        return [*left, self.size_slider, self.export_button, self.keys_button]

    def show_grids(self, grids: Sequence[Grid], current: Grid, changeable: bool) -> None:
        """Offer these, and the one that is shown, which may not be among them yet."""
        kept = any(grid.id == current.id for grid in grids)
        self.grid_combo.blockSignals(True)
        self.grid_combo.clear()
        for grid in (current if each.id == current.id else each for each in grids):
            self.grid_combo.addItem(grid.name, grid.id)
        if not kept:
            self.grid_combo.insertItem(0, current.name or self.tr("New grid"), current.id)
        self.grid_combo.setCurrentIndex(self.grid_combo.findData(current.id))
        self.grid_combo.blockSignals(False)
        self.remove_button.setEnabled(kept and changeable)
        for button in (self.rename_button, self.new_button):
            button.setEnabled(changeable)

    def show_edge(self, edge: int) -> None:
        """Pictures are this large, which was not chosen here."""
        self.size_slider.blockSignals(True)
        self.size_slider.setValue(edge)
        self.size_slider.blockSignals(False)

    def begin_naming(self) -> None:
        """Let the name be written where it stands."""
        if self.rename_button.isEnabled():
            self.name_edit.setText(self.grid_combo.currentText())
            self._show_naming(True)
            self.name_edit.setFocus()
            self.name_edit.selectAll()

    @property
    def naming(self) -> bool:
        return self.name_edit.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the name as it was, and the grid open."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        escape = isinstance(event, QKeyEvent) and event.type() in kinds and event.key() == Qt.Key.Key_Escape
        if watched is self.name_edit and escape:
            if event.type() is QEvent.Type.KeyPress:
                self._show_naming(False)
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _build_layout(self) -> None:
        self.setObjectName("GridBar")
        set_role(self.title_label, "section")
        self.grid_combo.setAccessibleName(self.tr("Which grid is shown"))
        for wide in (self.grid_combo, self.name_edit):
            wide.setMinimumWidth(_NARROW)
            wide.setMaximumWidth(_WIDE)
        self.name_edit.setAccessibleName(self.tr("Name of the grid"))
        self.name_edit.setMaxLength(100)
        self.name_edit.installEventFilter(self)
        self.name_edit.hide()
        self.size_slider.setAccessibleName(self.tr("Size of the pictures"))
        self.size_slider.setToolTip(self.tr("Size of the pictures (+ and −)"))
        self.size_slider.setRange(SMALLEST, LARGEST)
        self.size_slider.setSingleStep(_STEP)
        self.size_slider.setPageStep(2 * _STEP)
        self.size_slider.setValue(USUAL)
        self.size_slider.setFixedWidth(96)
        self.export_button.setToolTip(self.tr("Save the grid as a PDF or a picture (Ctrl+E)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(SPACE_S)
        for widget in (self.close_button, self.title_label):
            row.addWidget(widget)
        row.addWidget(self.grid_combo, 1)
        row.addWidget(self.name_edit, 1)
        for button in (self.rename_button, self.new_button, self.remove_button):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.size_slider)
        row.addSpacing(SPACE_L)
        row.addWidget(self.export_button)
        row.addWidget(self.keys_button)

    def _connect_signals(self) -> None:
        self.grid_combo.activated.connect(self._on_activated)
        self.rename_button.clicked.connect(self.begin_naming)
        self.remove_button.clicked.connect(self.remove_clicked)
        self.name_edit.editingFinished.connect(self._on_named)
        self.size_slider.valueChanged.connect(self.edge_chosen)
        self.export_button.clicked.connect(self.export_clicked)

    def _show_naming(self, naming: bool) -> None:
        had_focus = self.name_edit.hasFocus()
        self.name_edit.blockSignals(True)  # hiding it would be the end of editing once more
        self.name_edit.setVisible(naming)
        self.name_edit.blockSignals(False)
        self.grid_combo.setVisible(not naming)
        if had_focus and not naming:
            self.rename_button.setFocus()

    def _on_activated(self, place: int) -> None:
        self.grid_chosen.emit(str(self.grid_combo.itemData(place)))

    def _on_named(self) -> None:
        if self.naming:
            name = self.name_edit.text()
            self._show_naming(False)
            self.renamed.emit(name)
