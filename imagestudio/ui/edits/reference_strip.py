"""The pictures an edit starts from, in the compose panel: adding, ordering, painting a mask, and what is in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from imagestudio.core.canvas_size import alike, size_of
from imagestudio.core.catalog import Catalog, ModelSpec
from imagestudio.core.inputs import MOST_IMAGES
from imagestudio.core.origin import Task
from imagestudio.ui.edits.reference_view import ReferenceView
from imagestudio.ui.edits.references import Reference, References
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_S, SPACE_XS
from imagestudio.ui.viewer.icon_buttons import IconButtons


class ReferenceStrip(QWidget):
    """One line while there are none; hidden where the model takes none and there are none.

    Signals:
        add_requested(QWidget): a menu of what can be added is wanted below this.
        paint_requested(int): a mask is wanted for the picture of this row.
        model_requested(str): this model is wanted, which can edit.
        clear_requested(): they are all to go.
    """

    add_requested = Signal(object)
    paint_requested = Signal(int)
    model_requested = Signal(str)
    clear_requested = Signal()

    def __init__(self, references: References, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._references = references
        self._editing = [spec for spec in catalog.models if spec.edits]
        self._spec: ModelSpec | None = None
        self._size = ""
        self._trouble = ""
        buttons = IconButtons(theme, self)
        self._label = QLabel(self)
        self.add_button: QToolButton = buttons.make("plus", self.tr("Add reference pictures"))
        self.mask_button = buttons.make("mask", self.tr("Paint what may change"))
        self.clear_button = buttons.make("close", self.tr("Start without pictures"), self.clear_requested)
        self.view = ReferenceView(references, theme, self)
        self._note = QLabel(self)
        self.model_button = QPushButton(self)
        self._build_layout()
        self.add_button.clicked.connect(self._on_add)
        self.mask_button.clicked.connect(self._on_mask)
        self.view.paint_requested.connect(self.paint_requested)
        self.model_button.clicked.connect(self._on_model)
        references.changed.connect(self._on_changed)
        self._refresh()

    def show_model(self, spec: ModelSpec | None, size: str) -> None:
        """Say what this model makes of them in this size."""
        self._spec, self._size = spec, size
        self._refresh()

    def tell(self, trouble: str) -> None:
        """Say what could not be done, until something else is."""
        self._trouble = trouble
        self._refresh()

    def show_held(self, held: bool) -> None:
        """Something that would become a reference is above the panel."""
        set_role(self, "drop" if held else "")

    def note(self) -> str:
        """What is said below the pictures."""
        return self._note.text() if not self._note.isHidden() else ""

    # building

    def _build_layout(self) -> None:
        set_role(self._label, "label")
        set_role(self.model_button, "link")
        for label in (self._label, self._note):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._label.setBuddy(self.view)
        row = QHBoxLayout()
        row.setSpacing(SPACE_XS)
        row.addWidget(self._label)
        row.addStretch()
        for button in (self.mask_button, self.clear_button, self.add_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(row)
        column.addWidget(self.view)
        column.addWidget(self._note)
        column.addWidget(self.model_button, alignment=Qt.AlignmentFlag.AlignLeft)

    # what happens

    def _on_changed(self) -> None:
        self._trouble = ""
        self._refresh()

    def _refresh(self) -> None:
        items, can = self._references.items, self._spec is not None and self._spec.edits
        self.setVisible(bool(items) or bool(self._trouble) or can)
        self.view.setVisible(bool(items))
        self.mask_button.setVisible(bool(items))
        self.clear_button.setVisible(bool(items))
        self.add_button.setEnabled(can and len(items) < MOST_IMAGES)
        self._label.setText(self._title())
        text, role = self._said(can)
        self._note.setText(text)
        set_role(self._note, role)
        self._note.setVisible(bool(text))
        self.model_button.setVisible(bool(items) and not can and bool(self._editing))
        if self._editing:
            self.model_button.setText(self.tr("Use {0}").format(self._editing[0].name))

    def _title(self) -> str:
        count = len(self._references.items)
        if not count:
            return self.tr("Reference pictures")
        return {
            Task.VARIATION: self.tr("Varies %n picture(s)", "", count),
            Task.EXTENSION: self.tr("Extends a picture"),
        }.get(self._references.task, self.tr("Edits %n picture(s)", "", count))

    def _said(self, can: bool) -> tuple[str, str]:
        """What is in the way or worth knowing, and how it is shown."""
        items = self._references.items
        if self._trouble:
            return self._trouble, "danger"
        if items and not can:
            name = self._spec.name if self._spec else ""
            return self.tr("{0} makes pictures from words only.").format(name), "danger"
        if any(item.painted is not None for item in items[1:]):
            return self.tr("A mask works on the first picture only: bring that one to the front."), "hint"
        if items and items[0].painted is not None and not self._keeps_shape(items[0]):
            said = self.tr(
                "The size has another shape than the picture: outside the mask nothing can be kept as it was."
            )
            return said, "hint"
        return "", "hint"

    def _keeps_shape(self, item: Reference) -> bool:
        """Whether what is made will lie over the picture; believed where the size says nothing."""
        size = size_of(self._size)
        return size is None or alike((item.width, item.height), size)

    def _on_add(self) -> None:
        self.add_requested.emit(self.add_button)

    def _on_mask(self) -> None:
        """Of the first picture, since only there a mask works."""
        self.paint_requested.emit(0)

    def _on_model(self) -> None:
        self.model_requested.emit(self._editing[0].id)
