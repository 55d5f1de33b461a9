"""A family over the whole window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from imagestudio.core.family_tree import FamilyTree
from imagestudio.core.record import Record
from imagestudio.ui.family.family_bar import FamilyBar
from imagestudio.ui.family.family_keys import FamilyKeys
from imagestudio.ui.family.family_side import FamilySide
from imagestudio.ui.family.tree_canvas import ImageOf, StepOf, TreeCanvas
from imagestudio.ui.family.walking import Way, step
from imagestudio.ui.family.words import summary_text
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.note_card import NoteCard
from imagestudio.ui.viewer.overlay import Overlay


class FamilyView(Overlay):
    """Lies over the window it is given as a parent; shows a tree and tells what the person wants of a picture.

    Signals:
        closed: it was left by a key or the button; it is hidden by then.
        current_changed(str): another picture is meant now.
        open_requested(Record), use_requested(Record), show_requested(Record): as named.
        compare_requested(Record, Record): a picture with the one it continues.
    """

    current_changed = Signal(str)
    open_requested = Signal(object)
    use_requested = Signal(object)
    show_requested = Signal(object)
    compare_requested = Signal(object, object)

    def __init__(self, theme: Theme, image_of: ImageOf, step_of: StepOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._last_child: dict[str, str] = {}
        self._step_of = step_of
        self.bar = FamilyBar(theme, self)
        self.canvas = TreeCanvas(theme, image_of, step_of, self)
        self.side = FamilySide(theme, self)
        self.note_card = NoteCard(self.canvas)
        self._build_layout()
        self._connect_signals()
        self.setAccessibleName(self.tr("Family"))
        self.setFocusProxy(self.canvas)
        self.hear(FamilyKeys(self))

    # what others may do

    @property
    def record(self) -> Record | None:
        """The picture that is meant, if it is here."""
        tree = self.canvas.tree
        return tree.places[self.canvas.current].record if tree is not None and self.canvas.current else None

    def await_tree(self) -> None:
        """Lie over the window already; what is to be shown is being read."""
        self.note_card.hide()
        self.canvas.clear()
        self.side.setEnabled(False)
        self.bar.summary_label.set_text(self.tr("One moment…"))
        self.cover()

    def show_tree(self, tree: FamilyTree, current: str, *, anew: bool = True) -> None:
        """Show a family, with this picture as the one that is meant."""
        self.note_card.hide()
        self.side.setEnabled(True)
        self.bar.summary_label.set_text(summary_text(tree))
        if anew:
            self._last_child.clear()
        self.canvas.show_tree(tree, current, anew=anew)
        self._on_zoom_changed()
        if tree.pictures == 1 and not tree.gone:
            title, text = self.tr("No family yet"), self.tr("Edits, variations and finals of this picture appear here.")
            self.bar.summary_label.set_text(f"{title}. {text}")

    def show_steps(self) -> None:
        """More is known of what became different."""
        self.canvas.update()
        self.canvas.describe()
        if (found := self._step_of(self.canvas.current)) is not None:
            self.side.show_step(found)

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self.canvas, *self.side.stops(), *self.bar.stops()]

    def let_go(self) -> None:
        """A large family must not stay in memory."""
        self.canvas.clear()
        self.side.show_image(None)

    # what keys and buttons do

    def walk(self, way: Way) -> None:
        """Go to another picture; afterwards the way back leads where one came from."""
        tree, current = self.canvas.tree, self.canvas.current
        if tree is None or not current:
            return
        reached = step(tree, current, way, self.canvas.rows_in_sight, self._last_child)
        if way is Way.PARENT and reached != current:
            self._last_child[reached] = current
        self.canvas.set_current(reached)

    def enter(self) -> None:
        """Do what has the focus; else open the picture."""
        focus = self.window().focusWidget()
        if isinstance(focus, QAbstractButton) and self.isAncestorOf(focus):
            focus.click()
        else:
            self.ask_to_open()

    def ask_to_open(self) -> None:
        if self.record is not None:
            self.open_requested.emit(self.record)

    def ask_to_use(self) -> None:
        if (record := self.record) is not None:
            self.leave()
            self.use_requested.emit(record)

    def ask_to_show(self) -> None:
        if (record := self.record) is not None:
            self.leave()
            self.show_requested.emit(record)

    def ask_to_compare(self) -> None:
        """With the picture it continues, if that is here."""
        tree, record = self.canvas.tree, self.record
        if tree is None or record is None:
            return
        if (before := tree.continues(self.canvas.current)) is not None:
            self.compare_requested.emit(before, record)

    # building

    def _build_layout(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.canvas, 1)
        row.addWidget(self.side)
        column.addLayout(row, 1)

    def _connect_signals(self) -> None:
        bar, canvas, side = self.bar, self.canvas, self.side
        bar.close_clicked.connect(self.leave)
        bar.fit_clicked.connect(canvas.fit)
        bar.actual_clicked.connect(canvas.to_actual_size)
        bar.zoom_in_clicked.connect(self._on_larger)
        bar.zoom_out_clicked.connect(self._on_smaller)
        bar.keys_clicked.connect(self.toggle_keys)
        canvas.current_changed.connect(self._on_current_changed)
        canvas.opened.connect(self.ask_to_open)
        canvas.zoom_changed.connect(self._on_zoom_changed)
        side.open_clicked.connect(self.ask_to_open)
        side.compare_clicked.connect(self.ask_to_compare)
        side.use_clicked.connect(self.ask_to_use)
        side.show_clicked.connect(self.ask_to_show)

    # what happens

    def _on_current_changed(self, id_: str) -> None:
        tree = self.canvas.tree
        if tree is not None:
            self.side.show_place(tree.places[id_], tree)
            if (found := self._step_of(id_)) is not None:
                self.side.show_step(found)
            self.current_changed.emit(id_)

    def _on_larger(self) -> None:
        self.canvas.zoom_by(1)

    def _on_smaller(self) -> None:
        self.canvas.zoom_by(-1)

    def _on_zoom_changed(self) -> None:
        self.bar.show_scale(self.canvas.zoom.scale)
