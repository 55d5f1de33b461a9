"""The menu of orders, their directions, and groups."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from imagestudio.core.search_query import Order
from imagestudio.ui.gallery.arrangement import Arrangement, Group
from imagestudio.ui.menu_keys import guard


class ArrangeMenu(QMenu):
    """Chooses an arrangement.

    Signals:
        chosen: this Arrangement was.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.arrangement = Arrangement()
        self.key_titles = {
            Order.TIME: self.tr("Time"),
            Order.COST: self.tr("Cost"),
            Order.RATING: self.tr("Rating"),
            Order.MODEL: self.tr("Model"),
            Order.DURATION: self.tr("Duration"),
        }
        self.order_titles = _order_titles()
        self.group_titles = _group_titles()
        self._keys: dict[Order, QAction] = {}
        self._directions: dict[bool, QAction] = {}  # whether it is the reversed one
        self._groups: dict[Group, QAction] = {}
        self._build()
        self.show_arrangement(self.arrangement)

    def _build(self) -> None:
        self.addAction(self.tr("Sort by")).setEnabled(False)
        keys = QActionGroup(self)
        for key, title in self.key_titles.items():
            self._keys[key] = self._add(title, keys, key)
        self.addSeparator()
        directions = QActionGroup(self)
        for reverse in (False, True):
            self._directions[reverse] = self._add("", directions)
        self.addSeparator()
        self.addAction(self.tr("Group")).setEnabled(False)
        groups = QActionGroup(self)
        for group, title in self.group_titles.items():
            self._groups[group] = self._add(title, groups, group)
        self.triggered.connect(self._on_triggered)
        guard(self)

    def _add(self, title: str, exclusive: QActionGroup, data: Order | Group | None = None) -> QAction:
        action = self.addAction(title)
        action.setCheckable(True)
        action.setData(data)
        exclusive.addAction(action)
        return action

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """Tick what is in force, and offer the two directions of its key."""
        self.arrangement = arrangement
        order = arrangement.order
        self._keys[order.key].setChecked(True)
        for reverse, action in self._directions.items():
            one = order if reverse is order.is_reversed else order.opposite
            action.setText(self.order_titles[one])
            action.setData(one)
            action.setChecked(one is order)
        self._groups[arrangement.group].setChecked(True)

    def summary(self) -> str:
        """What is in force, in a few words."""
        return summary_of(self.arrangement)

    def _on_triggered(self, action: QAction) -> None:
        data, arranged = action.data(), self.arrangement
        if action in self._groups.values():
            chosen = arranged.by(Group(data))
        elif action in self._directions.values() or Order(data) is not arranged.order.key:
            chosen = arranged.in_order(Order(data))
        else:
            chosen = arranged  # the same key again, in the direction it has
        self.show_arrangement(chosen)
        self.chosen.emit(chosen)


def summary_of(arrangement: Arrangement) -> str:
    """What is in force, in a few words; the button says it before there is a menu."""
    order, group = arrangement.order, arrangement.group
    return _group_titles()[group] if group in (Group.PROMPT, Group.JOB) else _order_titles()[order]


def _order_titles() -> dict[Order, str]:
    return {
        Order.TIME: QCoreApplication.translate("ArrangeMenu", "Newest first"),
        Order.OLDEST: QCoreApplication.translate("ArrangeMenu", "Oldest first"),
        Order.COST: QCoreApplication.translate("ArrangeMenu", "Highest cost first"),
        Order.CHEAPEST: QCoreApplication.translate("ArrangeMenu", "Lowest cost first"),
        Order.RATING: QCoreApplication.translate("ArrangeMenu", "Best rated first"),
        Order.LOWEST: QCoreApplication.translate("ArrangeMenu", "Lowest rated first"),
        Order.MODEL: QCoreApplication.translate("ArrangeMenu", "Model, A to Z"),
        Order.MODEL_BACKWARDS: QCoreApplication.translate("ArrangeMenu", "Model, Z to A"),
        Order.DURATION: QCoreApplication.translate("ArrangeMenu", "Slowest first"),
        Order.QUICKEST: QCoreApplication.translate("ArrangeMenu", "Fastest first"),
    }


def _group_titles() -> dict[Group, str]:
    return {
        Group.DAY: QCoreApplication.translate("ArrangeMenu", "By day"),
        Group.PROMPT: QCoreApplication.translate("ArrangeMenu", "By prompt"),
        Group.JOB: QCoreApplication.translate("ArrangeMenu", "By job"),
        Group.NONE: QCoreApplication.translate("ArrangeMenu", "No groups"),
    }
