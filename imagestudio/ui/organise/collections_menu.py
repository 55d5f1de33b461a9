"""The menu of collections: which of them the pictures are in, and a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from imagestudio.core.ports import Collection
from imagestudio.ui.menu_keys import guard
from imagestudio.ui.organise.shared import Share


class CollectionsMenu(QMenu):
    """Ticks the collections that all of the pictures are in; a click puts them in, or takes them out.

    Signals:
        add_requested(str), remove_requested(str): into, or out of, the collection of this name.
    """

    add_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, new_action: QAction, parent: QWidget | None = None) -> None:
        """`new_action` makes a collection of them."""
        super().__init__(parent)
        self.setTitle(self.tr("Collections"))
        self._new = new_action
        self.triggered.connect(self._on_triggered)
        guard(self)
        self.fill((), ())

    def fill(self, collections: Sequence[Collection], shares: Sequence[Share]) -> None:
        """Offer these; saved searches are none one could put pictures into."""
        self.clear()
        in_them = {share.name.casefold(): share for share in shares}
        for collection in collections:
            if collection.search is None:
                self._add(collection.name, in_them.get(collection.name.casefold()))
        if self.actions():
            self.addSeparator()
        self.addAction(self._new)

    def _add(self, name: str, share: Share | None) -> None:
        text = name.replace("&", "&&")
        if share is not None and not share.is_whole:
            text = self.tr("{0} · {1} of {2}").format(text, f"{share.pictures:,}", f"{share.of:,}")
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(share is not None and share.is_whole)
        action.setData(name)

    def _on_triggered(self, action: QAction) -> None:
        if isinstance(name := action.data(), str):
            (self.add_requested if action.isChecked() else self.remove_requested).emit(name)
