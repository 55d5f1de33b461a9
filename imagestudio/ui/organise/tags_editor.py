"""The tags of one or many pictures as chips, and a field for more of them that knows the tags in use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from imagestudio.ui.finding.chips import FlowLayout
from imagestudio.ui.organise.shared import Share
from imagestudio.ui.organise.tag_edit import TagEdit
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_S

_LONGEST = 40
_REMOVING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class ShareChip(QPushButton):
    """A name on pictures: where all have it a click takes it off, where some have it a click gives it to all.

    Signals:
        remove_requested(str), add_requested(str): that is wanted for this name.
    """

    remove_requested = Signal(str)
    add_requested = Signal(str)

    def __init__(self, share: Share, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.share = share
        self._theme = theme
        name = share.name if len(share.name) <= _LONGEST else f"{share.name[:_LONGEST].rstrip()}…"
        told = self.tr("“{0}”, on all: take it off").format(share.name)
        if not share.is_whole:
            name = self.tr("{0} · {1} of {2}").format(name, f"{share.pictures:,}", f"{share.of:,}")
            told = self.tr("{0}: give it to all, or Delete to take it off").format(name)
        elif share.of == 1:
            told = self.tr("“{0}”: take it off").format(share.name)
        self.setText(name.replace("&", "&&"))
        self.setAccessibleName(told)
        self.setToolTip(f"<p>{told.replace('&', '&amp;').replace('<', '&lt;')}</p>")
        set_role(self, "chip" if share.is_whole else "chip-mixed")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign stands behind the words
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)
        self.tint()

    def tint(self) -> None:
        self.setIcon(self._theme.icon("close" if self.share.is_whole else "plus"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVING:
            self.remove_requested.emit(self.share.name)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        (self.remove_requested if self.share.is_whole else self.add_requested).emit(self.share.name)


class ShareChips(QWidget):
    """Chips in as many lines as they need.

    Signals:
        remove_requested(str), add_requested(str): that is wanted for this name.
        emptied: the last chip went, and it had the keyboard.
    """

    remove_requested = Signal(str)
    add_requested = Signal(str)
    emptied = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[ShareChip] = []
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()  # an empty one would be a gap
        theme.changed.connect(self._on_theme_changed)

    @property
    def shares(self) -> list[Share]:
        return [chip.share for chip in self._chips]

    def show_shares(self, shares: Sequence[Share]) -> None:
        if list(shares) == self.shares:
            return
        focused = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), -1)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(share) for share in shares]
        self.setVisible(bool(shares))
        self.updateGeometry()
        if focused >= 0 and self._chips:
            self._chips[min(focused, len(self._chips) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        elif focused >= 0:
            self.emptied.emit()

    def focus_last(self) -> None:
        if self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.TabFocusReason)

    def _chip(self, share: Share) -> ShareChip:
        chip = ShareChip(share, self._theme, self)
        chip.remove_requested.connect(self.remove_requested)
        chip.add_requested.connect(self.add_requested)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _on_theme_changed(self) -> None:
        for chip in self._chips:
            chip.tint()


class TagsEditor(QWidget):
    """Shows and changes tags; nothing is changed here, only asked for.

    Signals:
        add_requested(tuple), remove_requested(tuple): these tags are wanted on, or off, all of the pictures.
        left: Escape was pressed with nothing more to put away.
    """

    add_requested = Signal(tuple)
    remove_requested = Signal(tuple)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = ShareChips(theme, self)
        self.edit = TagEdit(self)
        self._build_layout()
        self._connect_signals()

    def _build_layout(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.chips)
        column.addWidget(self.edit)

    def _connect_signals(self) -> None:
        self.edit.entered.connect(self.add_requested)
        self.edit.went_back.connect(self.chips.focus_last)
        self.edit.left.connect(self.left)
        self.chips.emptied.connect(self.edit.setFocus)
        self.chips.remove_requested.connect(self._on_remove)
        self.chips.add_requested.connect(self._on_add)

    def show_tags(self, shares: Sequence[Share]) -> None:
        self.chips.show_shares(shares)
        self.edit.set_given([share.name for share in shares if share.is_whole])

    def set_known(self, tags: Iterable[str]) -> None:
        """The tags in use, which are offered while one types."""
        self.edit.set_known(list(tags))

    def _on_remove(self, tag: str) -> None:
        self.remove_requested.emit((tag,))

    def _on_add(self, tag: str) -> None:
        self.add_requested.emit((tag,))
