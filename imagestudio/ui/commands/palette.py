"""The palette: every command by its name, from one field over the middle of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from imagestudio.core.closeness import closeness
from imagestudio.core.ports import Settings
from imagestudio.ui.commands.entry import Entry
from imagestudio.ui.commands.palette_list import Found, PaletteDelegate, PaletteModel
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S

_RECENT = "palette_recent"
_MOST_RECENT = 6
_WIDTH, _ROWS, _TOP = 620, 11, 84
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_TAKES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_BY_GROUP = 250  # found by the name of the group: behind what has the words in its own
_UNLIKELY = 500  # what cannot be done now stands behind what can


class Palette(QFrame):
    """Type, choose with the arrows, Enter does it; Escape or a click elsewhere puts it away."""

    def __init__(self, offer: Callable[[], Sequence[Entry]], settings: Settings, theme: Theme, parent: QWidget) -> None:
        """`offer` is asked each time the palette opens."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._offer = offer
        self._window = parent.window()
        self._settings = settings
        self._entries: Sequence[Entry] = ()
        self.field = QLineEdit(self)
        self.list = QListView(self)
        self.model = PaletteModel(self)
        self.nothing = QLabel(self)
        self._build(theme)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._take)

    def _build(self, theme: Theme) -> None:
        name = self.tr("Commands")
        self.setObjectName("Palette")
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(name)
        self.field.setObjectName("PaletteField")
        self.field.setProperty("ownFocus", True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(theme, self.list))
        self.list.setObjectName("ChoiceList")
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing.setText(self.tr("No command has these words in its name."))
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        set_role(self.nothing, "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        column.setSpacing(SPACE_S)
        for widget in (self.field, self.list, self.nothing):
            column.addWidget(widget)

    def open(self) -> None:
        """Come up with everything that can be done, what was done last first."""
        self._entries = self._offer()
        self.field.clear()
        self._search("")
        self._place()
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list, pressed in the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _TAKES:
                self._take()
                return True
            if event.key() in _MOVES:
                self._move(event)
                return True
        return super().eventFilter(watched, event)

    def _move(self, event: QKeyEvent) -> None:
        """Past the last comes the first: one key goes to the end of a long list."""
        row, last = self.list.currentIndex().row(), self.model.rowCount() - 1
        if event.key() == Qt.Key.Key_Down:
            row = 0 if row == last else row + 1
        elif event.key() == Qt.Key.Key_Up:
            row = last if row <= 0 else row - 1
        else:
            row = max(0, min(last, row + (_ROWS - 1) * (1 if event.key() == Qt.Key.Key_PageDown else -1)))
        self.list.setCurrentIndex(self.model.index(row))

    def _search(self, typed: str) -> None:
        self.model.show_found(_ranked(self._entries, typed, self._recent()))
        found = self.model.rowCount()
        self.list.setVisible(found > 0)
        self.nothing.setVisible(found == 0)
        self.list.setCurrentIndex(self.model.index(0))
        self.list.scrollToTop()

    def _take(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid() or not self.model.found[index.row()].entry.enabled:
            return
        entry = self.model.found[index.row()].entry
        recent = [entry.name, *(name for name in self._recent() if name != entry.name)]
        self._settings.set(_RECENT, recent[:_MOST_RECENT])
        self.hide()
        QTimer.singleShot(0, self, entry.run)  # when the keyboard is back where it was

    def _recent(self) -> list[str]:
        return [name for name in self._settings.get(_RECENT, []) if isinstance(name, str)]

    def _place(self) -> None:
        """In the middle of the window's upper part, as large for few entries as for many: nothing jumps."""
        window = self._window
        row = self.list.sizeHintForRow(0)
        width = min(_WIDTH, window.width() - 2 * SPACE_M)
        self.list.setFixedHeight(min(_ROWS * row, window.height() // 2))
        self.setFixedWidth(width)
        self.setFixedHeight(self.sizeHint().height())
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, _TOP)))


def _ranked(entries: Sequence[Entry], typed: str, recent: Sequence[str]) -> list[Found]:
    """The entries that answer, closest first; all of them, the recent ones first, where nothing is typed."""
    if not typed.strip():
        places = {name: place for place, name in enumerate(recent)}
        last = len(places)
        return [
            Found(one) for one in sorted(entries, key=lambda one: places.get(one.name, last) if one.enabled else last)
        ]
    ranked: list[tuple[int, Found]] = []
    for entry in entries:
        by_text = closeness(typed, entry.text)
        close = by_text or closeness(typed, f"{entry.text} {entry.group}", by_letters=False)
        if close is not None:
            marks = by_text.marks if by_text else ()
            distance = by_text.distance if by_text else _BY_GROUP
            ranked.append((distance + (0 if entry.enabled else _UNLIKELY), Found(entry, marks)))
    return [found for _distance, found in sorted(ranked, key=lambda one: one[0])]
