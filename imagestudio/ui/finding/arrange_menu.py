"""The menu of orders and groups."""

from __future__ import annotations

from PySide6.QtCore import Signal
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
        self.order_titles = {
            Order.TIME: self.tr("Newest first"),
            Order.OLDEST: self.tr("Oldest first"),
            Order.COST: self.tr("Cost"),
            Order.RATING: self.tr("Rating"),
            Order.MODEL: self.tr("Model"),
            Order.DURATION: self.tr("Duration"),
        }
        self.group_titles = {
            Group.DAY: self.tr("By day"),
            Group.PROMPT: self.tr("By prompt"),
            Group.JOB: self.tr("By job"),
            Group.NONE: self.tr("No groups"),
        }
        self._orders: dict[Order, QAction] = {}
        self._groups: dict[Group, QAction] = {}
        self._build()
        self.show_arrangement(self.arrangement)

    def _build(self) -> None:
        self.addAction(self.tr("Sort")).setEnabled(False)
        orders = QActionGroup(self)
        for order, title in self.order_titles.items():
            self._orders[order] = self._add(title, orders, order)
        self.addSeparator()
        self.addAction(self.tr("Group")).setEnabled(False)
        groups = QActionGroup(self)
        for group, title in self.group_titles.items():
            self._groups[group] = self._add(title, groups, group)
        self.triggered.connect(self._on_triggered)
        guard(self)

    def _add(self, title: str, exclusive: QActionGroup, data: Order | Group) -> QAction:
        action = self.addAction(title)
        action.setCheckable(True)
        action.setData(data)
        exclusive.addAction(action)
        return action

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """Tick what is in force."""
        self.arrangement = arrangement
        self._orders[arrangement.order].setChecked(True)
        self._groups[arrangement.group].setChecked(True)

    def summary(self) -> str:
        """What is in force, in a few words."""
        order, group = self.arrangement.order, self.arrangement.group
        return self.group_titles[group] if group in (Group.PROMPT, Group.JOB) else self.order_titles[order]

    def _on_triggered(self, action: QAction) -> None:
        data = action.data()
        arranged = self.arrangement
        chosen = arranged.in_order(Order(data)) if action in self._orders.values() else arranged.by(Group(data))
        self.show_arrangement(chosen)
        self.chosen.emit(chosen)
