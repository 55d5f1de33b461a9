"""The settings, in pages that can be searched; what is chosen holds at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from imagestudio.ui.dialogs.fitting import open_at
from imagestudio.ui.settings.row import SettingRow
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from imagestudio.ui.widgets import hairline

_SIZE = (820, 600)
_PAGES_WIDTH = 190


@dataclass(frozen=True, slots=True)
class Page:
    """Settings that belong together under a title."""

    name: str
    title: str
    rows: Sequence[SettingRow]


class SettingsDialog(QDialog):
    """At the left the pages, at the right the rows of one of them, or of all that answer what is searched for.

    Signals:
        reset_requested: everything is to be as it was at first.
    """

    reset_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: list[Page] = []
        self._titles: list[QWidget] = []
        self.search_edit = QLineEdit(self)
        self.page_list = QListWidget(self)
        self.nothing = QLabel(self.tr("No setting has these words."), self)
        self.reset_button = QPushButton(self.tr("&Reset everything"), self)
        self.close_button = QPushButton(self.tr("&Close"), self)
        self._column = QVBoxLayout()
        self._build()
        self.search_edit.textChanged.connect(self._show)
        self.page_list.currentRowChanged.connect(self._on_page_changed)
        self.page_list.itemClicked.connect(self._on_page_clicked)
        self.reset_button.clicked.connect(self.reset_requested)
        self.close_button.clicked.connect(self.close)

    def add_page(self, page: Page) -> None:
        """Take in a page behind the others."""
        title = QWidget(self)
        label = QLabel(page.title, title)
        set_role(label, "title")
        layout = QVBoxLayout(title)
        layout.setContentsMargins(0, 0, 0, SPACE_S)
        layout.addWidget(label)
        self._pages.append(page)
        self._titles.append(title)
        place = self._column.count() - 2  # the last two are "nothing" and the stretch
        for offset, widget in enumerate((title, *page.rows)):
            self._column.insertWidget(place + offset, widget)
        self.page_list.addItem(page.title)
        if self.page_list.currentRow() < 0:
            self.page_list.setCurrentRow(0)
        self._show()

    def show_page(self, name: str = "") -> None:
        """Come up with this page, or the one that was there last."""
        names = [page.name for page in self._pages]
        if name in names:
            self.search_edit.clear()
            self.page_list.setCurrentRow(names.index(name))
        self.show()
        self.raise_()
        self.activateWindow()
        self.search_edit.setFocus()

    def shown_rows(self) -> list[SettingRow]:
        """The rows that can be seen."""
        return [row for page in self._pages for row in page.rows if not row.isHidden()]

    # building

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        open_at(self, *_SIZE)
        self.search_edit.setPlaceholderText(self.tr("Search the settings"))
        self.search_edit.setAccessibleName(self.tr("Search the settings"))
        self.search_edit.setClearButtonEnabled(True)
        self.page_list.setAccessibleName(self.tr("Pages"))
        self.page_list.setObjectName("SettingsPages")
        self.page_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.nothing, "hint")
        left = QVBoxLayout()
        left.setSpacing(SPACE_M)
        left.addWidget(self.search_edit)
        left.addWidget(self.page_list, 1)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE_XL)
        left_side = QWidget(self)
        left_side.setFixedWidth(_PAGES_WIDTH)
        left_side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        sides.addWidget(left_side)
        sides.addWidget(self._scroll_area(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addLayout(sides, 1)
        column.addWidget(hairline(self))
        column.addLayout(self._buttons())

    def _scroll_area(self) -> QScrollArea:
        inside = QWidget(self)
        self._column.setContentsMargins(0, 0, SPACE_L, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.nothing)
        self._column.addStretch()
        inside.setLayout(self._column)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self.reset_button)
        line.addStretch()
        line.addWidget(self.close_button)
        for button in (self.reset_button, self.close_button):
            button.setAutoDefault(False)  # Enter in the search field must neither close nor reset
        return line

    # what is shown

    def _show(self) -> None:
        typed = self.search_edit.text().strip()
        found = 0
        for place, page in enumerate(self._pages):
            chosen = not typed and place == self.page_list.currentRow()
            whole = bool(typed) and typed.casefold() in page.title.casefold()
            rows = [row for row in page.rows if chosen or whole or (typed and row.answers(typed))]
            for row in page.rows:
                row.setVisible(row in rows)
            self._titles[place].setVisible(bool(rows))
            found += len(rows)
        self.nothing.setVisible(not found)
        if (current := self.page_list.currentItem()) is not None:
            current.setSelected(not typed)  # what is found is of any page

    def _on_page_clicked(self) -> None:
        """A click on the page that was there before leads back to it, too."""
        self.search_edit.clear()

    def _on_page_changed(self, _row: int) -> None:
        if self.search_edit.text():
            self.search_edit.clear()  # shows the page
        else:
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape first takes back what is searched for; Down in the search field goes to the pages, Find comes back."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.search_edit.setFocus()
            self.search_edit.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.search_edit.text():
            self.search_edit.clear()
            self.search_edit.setFocus()
        elif event.key() == Qt.Key.Key_Down and self.search_edit.hasFocus():
            self.page_list.setFocus()
        else:
            super().keyPressEvent(event)
