"""A grid over the whole window: what it is made of at the left, its cells, and what they cost below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from imagestudio.core.catalog import Catalog
from imagestudio.core.errors import Failure
from imagestudio.ui.grid.grid_bar import GridBar
from imagestudio.ui.grid.grid_foot import GridFoot
from imagestudio.ui.grid.grid_keys import GridKeys
from imagestudio.ui.grid.setup_panel import SetupPanel
from imagestudio.ui.grid.sheet_model import SheetModel
from imagestudio.ui.grid.sheet_view import SheetView
from imagestudio.ui.placard import Placard
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.overlay import Overlay
from imagestudio.workers.thumbnail_loader import ThumbnailLoader


class GridView(Overlay):
    """Lies over the window it is given as a parent.

    Signals:
        compare_requested, gallery_requested: of the pictures that are selected.
        change_requested(Change): the selected pictures are rated or picked.
        row_requested(int): the holes of this line of the sheet are to be filled.
    """

    compare_requested = Signal()
    gallery_requested = Signal()
    change_requested = Signal(object)
    row_requested = Signal(int)

    def __init__(
        self,
        model: SheetModel,
        thumbnails: ThumbnailLoader,
        catalog: Catalog,
        theme: Theme,
        reason: Callable[[Failure], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.bar = GridBar(theme, self)
        self.setup = SetupPanel(catalog, theme, self)
        self.sheet = SheetView(model, thumbnails, theme, reason, self)
        self.placard = Placard(theme, "text3", self)
        self.foot = GridFoot(self)
        self._middle = QStackedWidget(self)
        self._build_layout()
        self.bar.close_clicked.connect(self.leave)
        self.bar.keys_clicked.connect(self.toggle_keys)
        self.bar.edge_chosen.connect(self.sheet.set_edge)
        self.sheet.edge_changed.connect(self.bar.show_edge)
        self.sheet.rows_header.row_wanted.connect(self.row_requested)
        self.hear(GridKeys(self))

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [*self.setup.stops(), self.sheet, *self.foot.stops(), *self.bar.stops()]

    def let_go(self) -> None:
        """What is typed holds."""
        self.setup.flush()

    @property
    def shows_cells(self) -> bool:
        """Whether the cells are seen, and not what is said in their place."""
        return self._middle.currentWidget() is self.sheet

    def show_sheet(self) -> None:
        """Let the cells be seen."""
        self._middle.setCurrentWidget(self.sheet)

    def show_nothing(self, title: str, hint: str) -> None:
        """Say in the place of the cells why there are none."""
        self.placard.say("side-by-side", title, hint)
        self._middle.setCurrentIndex(1)

    def show_too_much(self, of_axes: bool) -> None:
        """Say that there are more axes, or else more cells, than can be laid out."""
        if of_axes:
            self.show_nothing(self.tr("That varies in too many ways"), self.tr("Three things can vary at once."))
        else:
            hint = self.tr("A grid has 1,000 cells at most. Choose fewer values.")
            self.show_nothing(self.tr("Those are too many cells"), hint)

    def grow(self, step: int) -> None:
        """Show pictures so much larger."""
        self.bar.size_slider.setValue(self.sheet.edge + step)

    def _build_layout(self) -> None:
        self.setObjectName("GridView")
        self.setAccessibleName(self.tr("Grid"))
        self.setProperty("ownFocus", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.sheet)
        around = QWidget(self)
        around.setObjectName("GridEmpty")
        around.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        centred = QVBoxLayout(around)
        centred.addStretch()
        centred.addWidget(self.placard)
        centred.addStretch()
        self._middle.addWidget(self.sheet)
        self._middle.addWidget(around)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.setup)
        row.addWidget(self._middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(row, 1)
        column.addWidget(self.foot)
